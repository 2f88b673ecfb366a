//! The modal words of a French text: what each demands, and whether it governs the sentence.

use std::ops::Range;

use super::tokens::{Token, gap, tokens};
use crate::words::Level;

const MUST: &[&str] = &["doit", "doivent", "devra", "devront"];
const SHOULD: &[&str] = &["devrait", "devraient"];
/// Verbs that make « est obligatoire » a demand, « être obligatoire » none.
const COPULAS: &[&str] =
    &["est", "sont", "sera", "seront", "reste", "restent", "demeure", "demeurent"];
/// What may stand between « est » and « recommandé ».
const BETWEEN: &[&str] = &[
    "pas",
    "point",
    "plus",
    "aussi",
    "donc",
    "toutefois",
    "fortement",
    "vivement",
    "strictement",
    "absolument",
    "expressement",
    "formellement",
    "egalement",
];
/// What may stand between « ne » and its verb.
const CLITICS: &[&str] = &["le", "la", "les", "l", "en", "y", "lui", "leur", "se", "s"];
const NEGATIVE_PARTICLES: &[&str] =
    &["pas", "point", "jamais", "plus", "aucunement", "nullement", "rien"];
/// Openers of a clause whose verb is not the first to come: « que l'usager doit remplir ».
const RELATIVES: &[&str] = &[
    "que",
    "qu",
    "dont",
    "lequel",
    "laquelle",
    "lesquels",
    "lesquelles",
    "auquel",
    "auxquels",
    "auxquelles",
    "duquel",
    "desquels",
    "desquelles",
];
/// « ainsi que » opens nothing.
const NOT_BEFORE_QUE: &[&str] = &[
    "ainsi", "meme", "memes", "tel", "telle", "tels", "telles", "autant", "moins", "autre",
    "autres", "tant",
];
/// Openers of a clause that ends at a comma: « si le service doit être arrêté, … ».
const CONJUNCTIONS: &[&str] =
    &["si", "s", "lorsque", "lorsqu", "quand", "puisque", "puisqu", "parce", "comme"];
/// Verbs that forbid without negation: « doit interdire ».
const FORBIDDING: &[&str] = &[
    "eviter",
    "interdire",
    "empecher",
    "exclure",
    "refuser",
    "abstenir",
    "bannir",
    "proscrire",
    "ecarter",
    "bloquer",
    "cesser",
    "evite",
    "interdit",
    "empeche",
    "exclu",
    "refuse",
    "banni",
    "proscrit",
    "ecarte",
    "bloque",
];

/// Whether a modal word demands, or forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    /// « doit ».
    Plain,
    /// « ne doit pas ».
    Negative,
    /// « ne doit … que », « doit ne pas », « doit interdire »: either can be defended.
    Either,
}

/// A modal word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Modal {
    /// The level it asks for.
    pub(super) level: Level,
    /// Whether it demands or forbids.
    pub(super) polarity: Polarity,
    /// The word itself, in bytes of the text.
    pub(super) range: Range<usize>,
    /// Whether it is a form of « devoir » or « falloir », and not an adjective.
    pub(super) is_verb: bool,
    /// Whether it governs its sentence, and not a clause inside it.
    pub(super) governs: bool,
}

impl Modal {
    /// As the rule of the modality would name it.
    pub(super) fn name(&self) -> &'static str {
        match (self.level, self.polarity) {
            (Level::Requirement, Polarity::Negative) => "ne doit pas",
            (Level::Requirement, Polarity::Plain | Polarity::Either) => "doit",
            (Level::Recommendation, Polarity::Negative) => "ne devrait pas",
            (Level::Recommendation, Polarity::Plain | Polarity::Either) => "devrait",
        }
    }
}

/// The modal words of a text, in order.
pub(super) fn modals(text: &str) -> Vec<Modal> {
    let tokens = tokens(text);
    let sentence = Sentence { text, tokens: &tokens };
    let mut found: Vec<Modal> = (0..tokens.len())
        .filter_map(|at| sentence.verb(at).or_else(|| sentence.predicate(at)))
        .collect();
    // A text with a single modal word is governed by it.
    if let [only] = found.as_mut_slice() {
        only.governs = true;
    }
    found
}

/// A word near a modal one that gives a text no modality: « peut », « il convient ».
pub(super) fn near_modal(text: &str) -> Option<Range<usize>> {
    let weak = ["peut", "peuvent", "pourra", "pourront", "convient", "conviendra", "permis"];
    tokens(text).into_iter().find(|token| token.is_any(&weak)).map(|token| token.range)
}

struct Sentence<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Sentence<'_> {
    /// « doit », « devrait », « il faut » at a word.
    fn verb(&self, at: usize) -> Option<Modal> {
        let token = &self.tokens[at];
        let level = match &token.folded {
            word if MUST.contains(&word.as_str()) => Level::Requirement,
            word if SHOULD.contains(&word.as_str()) => Level::Recommendation,
            word if word == "faut" || word == "faudra" => Level::Requirement,
            word if word == "faudrait" => Level::Recommendation,
            _ => return None,
        };
        // « ne doit pas nécessairement » leaves the choice.
        let choice = ["necessairement", "forcement", "obligatoirement"];
        if self.tokens.get(at + 2).is_some_and(|next| next.is_any(&choice)) && self.is_negated(at) {
            return None;
        }
        let range = token.range.clone();
        let governs = !self.is_inside(at);
        Some(Modal { level, polarity: self.polarity(at), range, is_verb: true, governs })
    }

    fn polarity(&self, at: usize) -> Polarity {
        let after = |steps: usize| self.tokens.get(at + steps);
        if self.is_negated(at) {
            let denied = after(1).is_some_and(|next| next.is_any(NEGATIVE_PARTICLES));
            let rest = self.tokens.iter().enumerate().skip(at + 1);
            let mut rest = rest.take_while(|(index, _)| !self.ends_sentence(index - 1));
            let only = rest.any(|(_, token)| token.is_any(&["que", "qu"]));
            return if only && !denied { Polarity::Either } else { Polarity::Negative };
        }
        let next = match after(1) {
            Some(next) if next.is_any(&["etre", "s"]) => after(2),
            next => next,
        };
        match next {
            Some(next) if next.is_any(&["ne", "n"]) => Polarity::Either,
            Some(next) if forbids(next) => Polarity::Either,
            Some(_) | None => Polarity::Plain,
        }
    }

    /// « ne » before a verb.
    fn is_negated(&self, at: usize) -> bool {
        let before = |steps: usize| at.checked_sub(steps).map(|index| &self.tokens[index]);
        let no = |token: &Token| token.is_any(&["ne", "n"]);
        let clitic = before(1).is_some_and(|one| one.is_any(CLITICS));
        before(1).is_some_and(no) || (clitic && before(2).is_some_and(no))
    }

    /// « est recommandé », « est interdit », « est tenu de », or « (recommandé) » at either end.
    fn predicate(&self, at: usize) -> Option<Modal> {
        let token = &self.tokens[at];
        let (level, forbidding) = predicate_sense(token, self.tokens.get(at + 1))?;
        let modal = |polarity, governs| {
            Some(Modal { level, polarity, range: token.range.clone(), is_verb: false, governs })
        };
        if self.is_label(at) {
            let polarity = if forbidding { Polarity::Negative } else { Polarity::Plain };
            return modal(polarity, true);
        }
        let mut copula = at.checked_sub(1)?;
        while self.tokens[copula].is_any(BETWEEN) && at - copula < 3 {
            copula = copula.checked_sub(1)?;
        }
        if !self.tokens[copula].is_any(COPULAS) || self.opens_nearby(copula) {
            return None;
        }
        match (self.is_negated(copula), forbidding) {
            (false, false) => modal(Polarity::Plain, true),
            (false, true) => modal(Polarity::Negative, true),
            // « n'est pas recommandé » advises against; « n'est pas exigé » asks for nothing.
            (true, false) if level == Level::Recommendation => modal(Polarity::Negative, true),
            (true, _) => None,
        }
    }

    /// « (obligatoire) » at the beginning or the end of the text.
    fn is_label(&self, at: usize) -> bool {
        let Range { start, end } = self.tokens[at].range;
        let before = self.text[..start].trim_end();
        let after = self.text[end..].trim_start();
        let enclosed = (before.ends_with('(') && after.starts_with(')'))
            || (before.ends_with('[') && after.starts_with(']'));
        let last = after.chars().skip(1).all(|c| c.is_whitespace() || c == '.');
        enclosed && (before.len() == 1 || last)
    }

    /// Whether a clause opens within the four words before one: « s'il est obligatoire ».
    fn opens_nearby(&self, at: usize) -> bool {
        let from = at.saturating_sub(4);
        (from..at).rev().take_while(|index| !self.breaks(*index)).any(|index| {
            let token = &self.tokens[index];
            token.folded == "qui"
                || self.is_where(index)
                || self.is_relative(index)
                || self.is_conjunction(index)
        })
    }

    /// Whether a verb stands in a clause inside its sentence.
    fn is_inside(&self, at: usize) -> bool {
        let mut before = (0..at).rev().skip_while(|index| {
            let token = &self.tokens[*index];
            token.is_any(&["ne", "n"]) || token.is_any(CLITICS)
        });
        if before.next().is_some_and(|index| self.tokens[index].folded == "qui") {
            return true;
        }
        let mut comma = false;
        for index in (0..at).rev() {
            if self.ends_sentence(index) {
                return false;
            }
            comma |= self.breaks(index);
            let opens = self.is_relative(index) || self.is_where(index);
            if opens || (!comma && self.is_conjunction(index)) {
                return true;
            }
        }
        false
    }

    fn is_relative(&self, at: usize) -> bool {
        let preceded =
            at.checked_sub(1).is_some_and(|index| self.tokens[index].is_any(NOT_BEFORE_QUE));
        self.tokens[at].is_any(RELATIVES) && !preceded
    }

    fn is_where(&self, at: usize) -> bool {
        self.tokens[at].lower == "où"
    }

    /// « s' » is « si » before « il » only.
    fn is_conjunction(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next_is_he = self.tokens.get(at + 1).is_some_and(|next| next.is_any(&["il", "ils"]));
        token.is_any(CONJUNCTIONS) && (token.folded != "s" || next_is_he)
    }

    /// Whether a sentence, or a part that stands alone, ends after a word.
    fn ends_sentence(&self, at: usize) -> bool {
        gap(self.text, self.tokens, at).contains(['.', ';', ':', '!', '?', '\n'])
    }

    /// Whether a comma or more follows a word.
    fn breaks(&self, at: usize) -> bool {
        self.ends_sentence(at) || gap(self.text, self.tokens, at).contains([',', '(', ')'])
    }
}

fn forbids(token: &Token) -> bool {
    let folded = token.folded.trim_end_matches('s');
    let folded =
        folded.strip_suffix('e').filter(|stem| FORBIDDING.contains(stem)).unwrap_or(folded);
    FORBIDDING.contains(&folded)
}

/// The level of an adjective that demands once it follows « est », and whether it forbids.
fn predicate_sense(token: &Token, next: Option<&Token>) -> Option<(Level, bool)> {
    let bare = token.lower.trim_end_matches('s');
    let bare = bare.strip_suffix("ée").map_or_else(|| bare.to_owned(), |stem| format!("{stem}é"));
    match bare.as_str() {
        "recommandé" | "conseillé" | "souhaitable" | "préférable" => {
            Some((Level::Recommendation, false))
        }
        "déconseillé" => Some((Level::Recommendation, true)),
        "obligatoire" | "exigé" | "requi" | "requise" | "impératif" | "impérative" => {
            Some((Level::Requirement, false))
        }
        "interdit" | "interdite" | "proscrit" | "proscrite" | "prohibé" => {
            Some((Level::Requirement, true))
        }
        "tenu" | "tenue" if next.is_some_and(|next| next.is_any(&["de", "d"])) => {
            Some((Level::Requirement, false))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
