//! A sentence as the rules see it.

use super::lexicon::{Class, Classes};
use super::spelling::fold_into;
use super::tokens::{Kind, Token};

/// A sentence: the text of its block, and its own tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// What its words and locutions do, all together.
    all: Classes,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut all = Classes::default();
        for token in tokens {
            all.join(token.classes());
            all.join(token.locution_classes());
        }
        Self { text, tokens, all }
    }

    /// Whether some word or locution may be of a class.
    pub(super) fn may_have(&self, class: Class) -> bool {
        self.all.has(class)
    }

    /// Whether some word or locution may bear a force.
    pub(super) fn may_bear(&self) -> bool {
        self.all.bears()
    }

    /// The text of a token.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        let token = &self.tokens[at];
        &self.text[token.start..token.end]
    }

    /// The text of a token, small letters without accents.
    pub(super) fn folded(&self, at: usize) -> String {
        let mut out = String::new();
        for character in self.raw(at).chars() {
            fold_into(character, &mut out);
        }
        out
    }

    /// Whether a token is this word, accents and capitals aside.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        if !self.tokens.get(at).is_some_and(Token::is_word) {
            return false;
        }
        let raw = self.raw(at);
        match raw.is_ascii() {
            true => raw.eq_ignore_ascii_case(word),
            false => self.folded(at) == word,
        }
    }

    /// Whether a token, locutions aside, is of a class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.word != 0 && token.classes().has(class))
    }

    /// The first word.
    pub(super) fn first_word(&self) -> Option<usize> {
        self.tokens.iter().position(Token::is_word)
    }

    /// How many words.
    pub(super) fn words(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_word()).count()
    }

    /// Whether it ends on « ? », closing marks aside, outside brackets.
    pub(super) fn asks(&self) -> bool {
        let stop = self.tokens.iter().rev().find(|token| {
            !matches!(token.kind, Kind::QuoteClose | Kind::Quote | Kind::Close | Kind::Break)
        });
        stop.is_some_and(|stop| {
            stop.kind == Kind::Stop
                && self.text[stop.start..stop.end].starts_with('?')
                && !stop.bracketed
        })
    }

    /// The end of the clause that a token belongs to: the next `;`, `:` or end.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        let ends = |token: &Token| {
            matches!(token.kind, Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Break)
                && !token.bracketed
        };
        let rest = &self.tokens[at.min(self.tokens.len())..];
        rest.iter().position(ends).map_or(self.tokens.len(), |found| at + found)
    }

    /// Whether a token looks like an infinitive.
    pub(super) fn is_infinitive(&self, at: usize) -> bool {
        if !self.tokens.get(at).is_some_and(Token::is_word) {
            return false;
        }
        if self.is(at, Class::ToBe) {
            return true;
        }
        let ending = match self.raw(at).as_bytes() {
            [.., before, last] => (before.to_ascii_lowercase(), last.to_ascii_lowercase()),
            _ => return false,
        };
        if !matches!(ending, (b'e' | b'i', b'r') | (b'r', b'e')) {
            return false;
        }
        let word = self.folded(at);
        word.len() >= 3 && !NOT_INFINITIVE.contains(&word.as_str())
    }

    /// Whether a token looks like a finite verb.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        const KNOWN: &[Class] = &[
            Class::Finite,
            Class::Be,
            Class::BeWish,
            Class::BePast,
            Class::Have,
            Class::Verb,
            Class::ImpersonalVerb,
            Class::Act,
            Class::Opinion,
        ];
        let token = &self.tokens[at];
        if !token.is_word() {
            return false;
        }
        if token.word != 0 {
            // « recommandé » is spelt like « recommande » once folded, and is no finite verb.
            let participle = token.accented_end && token.classes().has(Class::Attribute);
            return token.classes().any(KNOWN) && !participle;
        }
        let word = self.folded(at);
        let plural = word.ends_with("ent") && !word.ends_with("ment") && word.len() >= 6;
        let tense = ["era", "eront", "ait", "aient"].iter().any(|ending| word.ends_with(ending));
        let noun = NOT_FINITE.iter().any(|noun| word.starts_with(noun));
        let article =
            at > 0 && self.is(at - 1, Class::Determiner) && !self.is(at - 1, Class::Clitic);
        !noun && !article && (plural || (tense && word.len() >= 6))
    }

    /// Whether a token is an adverb that may stand between a verb and what it governs.
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_word()) else {
            return false;
        };
        const ADVERBS: &[Class] = &[
            Class::NeutralAdverb,
            Class::NotNecessarily,
            Class::Only,
            Class::Adverb,
            Class::Argument,
        ];
        let known = token.classes().any(ADVERBS) || token.locution_classes().any(ADVERBS);
        known || (token.word == 0 && self.folded(at).ends_with("ment"))
    }
}

const NOT_INFINITIVE: &[&str] = &[
    "autre",
    "entre",
    "titre",
    "nombre",
    "membre",
    "cadre",
    "ordre",
    "notre",
    "votre",
    "contre",
    "premier",
    "dernier",
    "hier",
    "papier",
    "fichier",
    "courrier",
    "metier",
    "dossier",
    "cahier",
    "outre",
    "lettre",
    "chiffre",
    "centre",
    "chapitre",
    "parametre",
    "critere",
    "maniere",
    "matiere",
    "caractere",
    "ministere",
    "heure",
    "mesure",
    "procedure",
    "structure",
    "signature",
    "architecture",
    "nature",
    "lecture",
    "ecriture",
    "ouverture",
    "quatre",
    "avenir",
    "loisir",
    "particulier",
    "regulier",
    "entier",
    "octobre",
    "novembre",
    "decembre",
    "septembre",
    "offre",
    "libre",
    "propre",
    "maitre",
    "registre",
    "filtre",
    "scolaire",
    "annuaire",
    "titulaire",
    "prestataire",
    "destinataire",
    "formulaire",
    "commentaire",
    "questionnaire",
    "necessaire",
    "obligatoire",
    "perimetre",
    "infrastructure",
    "couverture",
    "facture",
    "figure",
    "carriere",
    "derniere",
    "premiere",
    "frontiere",
    "lumiere",
    "encore",
    "pire",
    "voire",
    "histoire",
    "memoire",
    "territoire",
    "repertoire",
    "laboratoire",
    "inventaire",
    "partenaire",
    "exemplaire",
    "calendrier",
    "utilisateur",
    "leur",
    "leger",
    "etranger",
    "quartier",
    "atelier",
    "chantier",
    "tiers",
];

const NOT_FINITE: &[&str] = &[
    "client",
    "agent",
    "accident",
    "incident",
    "parent",
    "present",
    "equivalent",
    "different",
    "precedent",
    "recent",
    "urgent",
    "argent",
    "adherent",
    "referent",
    "competent",
    "pertinent",
    "frequent",
    "content",
    "contingent",
    "patient",
    "permanent",
    "coherent",
    "transparent",
    "independent",
    "ulterieurement",
    "souhait",
    "portrait",
    "extrait",
    "retrait",
    "contrat",
    "opera",
    "camera",
    "consent",
    "subsequent",
    "excellent",
    "efficient",
    "antecedent",
    "resident",
    "president",
    "evident",
    "inherent",
    "afferent",
    "existent",
    "trait",
    "fait",
    "parfait",
];

/// Whether a word looks like an adjective, by its ending.
pub(super) fn is_adjective_like(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "al", "ale", "aux", "ales", "ique", "iques", "if", "ive", "ifs", "ives", "aire", "aires",
        "able", "ables", "ible", "ibles", "eur", "eurs", "ant", "ante", "ants", "antes", "eux",
        "euse", "el", "elle", "els", "elles", "ee", "ees", "es", "ier", "iere", "iers", "ieres",
        "aine", "ain", "public", "publics", "publique", "prive", "tiers",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}
