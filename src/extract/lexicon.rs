//! What words are worth: the lexicon, read from `data/lexique.tsv`.

use std::sync::OnceLock;

use super::beginnings::Beginnings;
use super::spelling::{Spelt, folded, spelt};
use super::tokens::stuck_words;
use crate::words::{Confidence, Modality};

const DATA: &str = include_str!("data/lexique.tsv");

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $name:ident = $key:literal,)+) => {
        /// What a word does in a sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Class {
            $($(#[doc = $doc])* $name,)+
        }

        impl Class {
            const NAMES: &'static [(&'static str, Self)] = &[$(($key, Self::$name),)+];
        }
    };
}

classes! {
    /// A modal verb before an infinitive.
    Verb = "verbe",
    /// An impersonal verb, after « il » only.
    ImpersonalVerb = "verbe_il",
    /// An adjective or participle after « être ».
    Attribute = "attribut",
    /// The same, before « de » only.
    AttributeOf = "attribut_de",
    /// The same, in « il est … de », « il est … que » only.
    ImpersonalAttribute = "attribut_il",
    /// « à proscrire », « éviter ».
    ToDo = "a_faire",
    /// A verb that recommends.
    Act = "acte",
    /// A verb that demands, where a text or an authority is its subject.
    ActOfSource = "acte_source",
    /// « obligatoirement ».
    Adverb = "adverbe",
    /// « en aucun cas ».
    NegativeAdverb = "adverbe_negatif",
    /// « a l'obligation de ».
    Phrase = "tournure",
    Be = "etre",
    BeWish = "etre_souhait",
    BePast = "etre_passe",
    Been = "participe_etre",
    ToBe = "infinitif_etre",
    Have = "avoir",
    Ne = "ne",
    Negative = "negatif",
    NegativeNoun = "negatif_nom",
    Only = "seulement",
    NotNecessarily = "pas_forcement",
    Alone = "seul",
    Que = "que",
    Qui = "qui",
    Relative = "relatif",
    If = "si",
    ElidedIf = "si_elide",
    Reflexive = "se",
    Subordinator = "subordonnant",
    Interrogative = "interrogatif",
    Coordinator = "coordonnant",
    Clitic = "clitique",
    Determiner = "determinant",
    Preposition = "preposition",
    Pronoun = "pronom",
    Vague = "personne_floue",
    NeutralAdverb = "adverbe_neutre",
    Opinion = "opinion",
    Source = "source",
    Actor = "acteur",
    State = "statif",
    Impossible = "impossible",
    Finite = "fini",
    Example = "exemple",
    Exception = "exception",
    Reserve = "reserve",
    Neutral = "neutre",
    Argument = "argument",
    Speech = "discours",
    /// « souvent »: an observation.
    Observed = "constat",
    /// Whom no rule binds.
    Adversary = "adversaire",
    MetaSequel = "meta_suite",
    MetaInfinitive = "meta_infinitif",
    Mention = "mention",
    Defines = "definit",
    Minutes = "compte_rendu",
    Title = "intitule",
    Level = "niveau",
    LevelColumn = "colonne_niveau",
    TextColumn = "colonne_texte",
    Abbreviation = "abreviation",
}

/// The bit of words that locutions begin with, beyond those of the classes.
const LEADS: u64 = 1 << 63;

// Each class has its bit, and one more is taken.
const _: () = assert!(Class::NAMES.len() < 63);

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    pub(super) fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// Whether a locution may begin with the word.
    pub(super) fn leads(self) -> bool {
        self.0 & LEADS != 0
    }

    /// Adds the classes of another set.
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn of(class: Class) -> Self {
        Self(1 << class as u64)
    }

    fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }

    /// Whether some class bears a force.
    pub(super) fn bears(self) -> bool {
        const BEARING: u64 = 1 << Class::Verb as u32
            | 1 << Class::ImpersonalVerb as u32
            | 1 << Class::Attribute as u32
            | 1 << Class::AttributeOf as u32
            | 1 << Class::ImpersonalAttribute as u32
            | 1 << Class::ToDo as u32
            | 1 << Class::Act as u32
            | 1 << Class::ActOfSource as u32
            | 1 << Class::Adverb as u32
            | 1 << Class::NegativeAdverb as u32
            | 1 << Class::Phrase as u32;
        self.0 & BEARING != 0
    }
}

/// What a word makes of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    /// One of the four modalities.
    Binding(Modality),
    /// « peut », « facultatif ».
    Permitted,
    /// « n'est pas obligatoire ».
    Exempt,
    /// The past.
    Past,
    /// The conditional.
    Wish,
}

impl Force {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "doit" => Self::Binding(Modality::Must),
            "ne_doit_pas" => Self::Binding(Modality::MustNot),
            "devrait" => Self::Binding(Modality::Should),
            "ne_devrait_pas" => Self::Binding(Modality::ShouldNot),
            "permis" => Self::Permitted,
            "dispense" => Self::Exempt,
            "passe" => Self::Past,
            "souhait" => Self::Wish,
            _ => return None,
        })
    }
}

/// One sense of a word that bears a force.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    pub(super) class: Class,
    pub(super) force: Force,
    pub(super) denied: Force,
    pub(super) confidence: Confidence,
}

/// A word, or the first words of locutions.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub(super) classes: Classes,
    pub(super) senses: Vec<Sense>,
    locutions: Vec<Locution>,
}

/// Several words that count as one.
#[derive(Debug)]
pub(super) struct Locution {
    /// The words after the first.
    rest: Vec<WordId>,
    pub(super) word: WordId,
}

/// The number of a word; 0 for those the lexicon does not have.
pub(super) type WordId = u16;

/// Every word.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    /// Spellings, in the place their bytes give them or in the next free ones.
    index: Vec<(Spelt, WordId)>,
    /// For each place, the tag of its spelling: few enough bytes to stay at hand.
    tags: Vec<u16>,
    /// How the words that bear a force begin.
    beginnings: Beginnings,
    /// How the words that name an actor begin.
    actors: Beginnings,
    /// How the words that state a level begin.
    levels: Beginnings,
    /// Spellings without their letters with accents.
    bare: Vec<(Box<str>, WordId)>,
}

/// How many places the table of spellings has: few enough words share one.
const PLACES: usize = 4096;

/// The place of a spelling, and the tag that tells it from most others.
fn place_of(spelt: &Spelt) -> (usize, u16) {
    let [first, second, third] = spelt;
    let mix = first ^ second.rotate_left(21) ^ third.rotate_left(42);
    let mix = mix.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // The tag of a free place is 0.
    let tag = u16::try_from(mix >> 24 & 0x7FFF).unwrap_or_default() | 0x8000;
    (usize::try_from(mix >> 40).unwrap_or_default() % PLACES, tag)
}

impl Lexicon {
    /// The lexicon built into the program.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::parse(DATA).0)
    }

    /// Reads the lexicon; also the lines that could not be understood.
    fn parse(data: &str) -> (Self, Vec<String>) {
        let mut lexicon = Self {
            words: vec![Word::default()],
            index: vec![(Spelt::default(), 0); PLACES],
            tags: vec![0; PLACES],
            beginnings: Beginnings::new(),
            actors: Beginnings::new(),
            levels: Beginnings::new(),
            bare: Vec::new(),
        };
        let mut refused = Vec::new();
        for line in data.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if lexicon.add_line(line).is_none() {
                refused.push(line.to_owned());
            }
        }
        for word in &mut lexicon.words {
            word.locutions.sort_by_key(|locution| std::cmp::Reverse(locution.rest.len()));
        }
        lexicon.bare.sort();
        for word in stuck_words() {
            lexicon.beginnings.add(&word);
            lexicon.levels.add(&word);
        }
        (lexicon, refused)
    }

    fn add_line(&mut self, line: &str) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [forms, names, rest @ ..] = columns.as_slice() else { return None };
        let mut classes = Vec::new();
        for name in names.split(',') {
            classes.push(Class::NAMES.iter().find(|(key, _)| key == &name)?.1);
        }
        let sense = match rest {
            [] | ["-", ..] => None,
            [force, denied, confidence] => Some(Sense {
                class: *classes.first()?,
                force: Force::parse(force)?,
                denied: Force::parse(denied).unwrap_or(Force::Exempt),
                confidence: match *confidence {
                    "haute" => Confidence::High,
                    "moyenne" => Confidence::Medium,
                    "basse" => Confidence::Low,
                    _ => return None,
                },
            }),
            _ => return None,
        };
        for form in forms.split(',').map(str::trim) {
            for words in spellings(form) {
                let word = self.word_of(&words)?;
                // A locution is told by its longest word.
                let longest = words.iter().max_by_key(|word| word.len());
                if classes.iter().any(|class| Classes::of(*class).bears()) {
                    longest.into_iter().for_each(|word| self.beginnings.add(word));
                }
                if classes.contains(&Class::Actor) {
                    longest.into_iter().for_each(|word| self.actors.add(word));
                }
                if classes.contains(&Class::Level) {
                    longest.into_iter().for_each(|word| self.levels.add(word));
                }
                let word = &mut self.words[usize::from(word)];
                for class in &classes {
                    word.classes.add(*class);
                }
                word.senses.extend(sense);
            }
            self.add_bare(form);
        }
        Some(())
    }

    /// « exig » for « exigé »: what remains where letters with accents were lost.
    fn add_bare(&mut self, form: &str) {
        let bare: String = form.chars().filter(char::is_ascii).collect();
        if bare.len() >= 3 && bare.len() < form.len() && !bare.contains(' ') {
            let id = self.find(&folded(form));
            self.bare.push((bare.to_lowercase().into(), id));
        }
    }

    /// The word of a spelling, or the word that stands for a locution.
    fn word_of(&mut self, spelling: &[String]) -> Option<WordId> {
        let (first, rest) = spelling.split_first()?;
        let first = self.add(first)?;
        if rest.is_empty() {
            return Some(first);
        }
        let mut ids = Vec::new();
        for word in rest {
            ids.push(self.add(word)?);
        }
        let known = self.words[usize::from(first)].locutions.iter().find(|known| known.rest == ids);
        if let Some(known) = known {
            return Some(known.word);
        }
        let word = WordId::try_from(self.words.len()).ok()?;
        self.words.push(Word::default());
        let leader = &mut self.words[usize::from(first)];
        leader.locutions.push(Locution { rest: ids, word });
        leader.classes.0 |= LEADS;
        Some(word)
    }

    fn add(&mut self, spelling: &str) -> Option<WordId> {
        let known = self.find(spelling);
        if known != 0 {
            return Some(known);
        }
        let id = WordId::try_from(self.words.len()).ok()?;
        let spelt = spelt(spelling)?;
        let (mut place, tag) = place_of(&spelt);
        while self.tags[place] != 0 {
            place = (place + 1) % PLACES;
        }
        self.index[place] = (spelt, id);
        self.tags[place] = tag;
        self.words.push(Word::default());
        Some(id)
    }

    /// Whether a text may hold a word that bears a force, stuck words included.
    pub(super) fn may_bear(&self, text: &[u8]) -> bool {
        self.beginnings.any(text)
    }

    /// Whether a text may hold a word that names an actor.
    pub(super) fn may_name_actor(&self, text: &[u8]) -> bool {
        self.actors.any(text)
    }

    /// Whether a text may hold a word that states a level.
    pub(super) fn may_state_level(&self, text: &[u8]) -> bool {
        self.levels.any(text)
    }

    /// The word of a folded spelling; 0 for none.
    pub(super) fn find(&self, spelling: &str) -> WordId {
        spelt(spelling).map_or(0, |spelt| self.find_spelt(&spelt))
    }

    /// The word of the bytes of a folded spelling; 0 for none.
    pub(super) fn find_spelt(&self, spelt: &Spelt) -> WordId {
        let (mut place, tag) = place_of(spelt);
        loop {
            match self.tags[place] {
                0 => return 0,
                known if known == tag && self.index[place].0 == *spelt => {
                    return self.index[place].1;
                }
                _ => place = (place + 1) % PLACES,
            }
        }
    }

    /// The word that a spelling was before its letters with accents were lost; 0 for none.
    pub(super) fn find_bare(&self, spelling: &str) -> WordId {
        let at = self.bare.binary_search_by(|(known, _)| (**known).cmp(spelling));
        at.map_or(0, |at| self.bare[at].1)
    }

    /// The word of a number.
    pub(super) fn word(&self, id: WordId) -> &Word {
        &self.words[usize::from(id)]
    }

    /// The longest locution that begins with `first`, and its length in words.
    pub(super) fn locution(
        &self,
        first: WordId,
        mut next: impl FnMut(usize) -> WordId,
    ) -> Option<(WordId, usize)> {
        let found = self.word(first).locutions.iter().find(|locution| {
            locution.rest.iter().enumerate().all(|(at, word)| next(at + 1) == *word)
        })?;
        Some((found.word, found.rest.len() + 1))
    }
}

/// The spellings of a form, word by word: « a|ont l' obligation » gives two.
fn spellings(form: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for part in form.split(' ').filter(|part| !part.is_empty()) {
        let choices: Vec<String> = part.split('|').map(folded).collect();
        all = all
            .iter()
            .flat_map(|begun| {
                choices.iter().map(move |choice| {
                    let mut words = begun.clone();
                    words.push(choice.clone());
                    words
                })
            })
            .collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        let (lexicon, refused) = Lexicon::parse(DATA);
        assert_eq!(refused, Vec::<String>::new());
        assert!(lexicon.words.len() > 500);
    }

    /// What is found of a text holds whatever its digits are: see `recall`.
    #[test]
    fn no_word_of_force_and_no_actor_has_a_digit() {
        let digit = |line: &&str| {
            line.split('\t')
                .next()
                .is_some_and(|forms| forms.bytes().any(|byte| byte.is_ascii_digit()))
        };
        for line in DATA.lines().filter(|line| !line.starts_with('#')).filter(digit) {
            let class = line.split('\t').nth(1).expect("classes");
            assert_eq!(class, "mention", "{line}");
        }
    }

    #[test]
    fn words_are_found_without_accents_and_locutions_by_their_words() {
        let lexicon = Lexicon::get();
        let required = lexicon.word(lexicon.find("exige"));
        assert!(required.classes.has(Class::Attribute) && required.classes.has(Class::ActOfSource));
        assert_eq!(lexicon.find_bare("exig"), lexicon.find("exige"));
        let words = ["dans", "la", "mesure", "du", "possible"].map(|word| lexicon.find(word));
        let next = |at: usize| words.get(at).copied().unwrap_or(0);
        let (found, length) = lexicon.locution(words[0], next).expect("a locution");
        assert!(lexicon.word(found).classes.has(Class::Reserve) && length == 5);
    }
}
