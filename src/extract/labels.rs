//! Labels that give a strength to what they head: « Exigence 12 », « R3 », « Recommandations ».

use smol_str::SmolStr;

use super::lexicon::{Class, Force, Lexicon};
use super::spelling::fold_into;
use super::tokens::Kind;
use super::view::View;
use crate::words::{Confidence, Modality};

/// A strength given from outside the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) modality: Modality,
    pub(super) confidence: Confidence,
    /// The word or number that gives it.
    pub(super) word: SmolStr,
}

/// The label at the beginning of a block, and the first token after it.
pub(super) fn label(view: &View<'_>) -> Option<(Label, usize)> {
    let first = view.first_word()?;
    if !view.tokens[first].capital {
        return None;
    }
    by_word(view).or_else(|| by_number(view))
}

/// « Exigence », « Exigence n° 12 : … », « Recommandation 4 – … ».
fn by_word(view: &View<'_>) -> Option<(Label, usize)> {
    let first = view.first_word()?;
    let token = &view.tokens[first];
    let sense = token.sense(Class::Title)?;
    let Force::Binding(modality) = sense.force else { return None };
    if !token.capital {
        return None;
    }
    let mut at = first + usize::from(token.locution_length.max(1));
    while let Some(token) = view.tokens.get(at) {
        let closed = match token.kind {
            Kind::Colon | Kind::Dash | Kind::Break | Kind::Stop => true,
            Kind::Open | Kind::Close | Kind::Other => false,
            Kind::Word if is_number(view, at) => false,
            Kind::Word | Kind::Comma | Kind::Semicolon => return None,
            Kind::QuoteOpen | Kind::QuoteClose | Kind::Quote => return None,
        };
        at += 1;
        if closed {
            break;
        }
    }
    let word = view.raw(first).into();
    Some((Label { modality, confidence: sense.confidence, word }, at))
}

/// « n° », « 12 », « EX » before « 12 ».
fn is_number(view: &View<'_>, at: usize) -> bool {
    let word = view.raw(at);
    let digit = word.chars().any(|c| c.is_ascii_digit());
    let letters = word.len() <= 5 && word.chars().all(char::is_uppercase);
    digit || letters || word == "n" || word == "no"
}

/// « R12 », « [EXI-3] », « REC_4 : ».
fn by_number(view: &View<'_>) -> Option<(Label, usize)> {
    let first = view.first_word()?;
    let start = view.tokens[first].start;
    if !view.tokens[first].capitals
        && !view.raw(first).bytes().any(|byte| byte.is_ascii_digit())
        && view.raw(first) != "R"
    {
        return None;
    }
    let code: String = view.text[start..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(16)
        .collect();
    let code = code.trim_end_matches(['.', '-', '_']);
    let letters: String = code.chars().take_while(char::is_ascii_uppercase).collect();
    let rest = code[letters.len()..].trim_start_matches(['-', '_', '.']);
    let numbered =
        !rest.is_empty() && rest.len() <= 8 && rest.starts_with(|c: char| c.is_ascii_digit());
    let modality = match letters.as_str() {
        "EX" | "EXI" | "EXG" | "EXIG" | "REQ" | "OBL" => Modality::Must,
        "R" | "REC" | "RECO" => Modality::Should,
        _ => return None,
    };
    if !numbered {
        return None;
    }
    let end = start + code.len();
    let mut at = view.tokens.iter().position(|token| token.start >= end)?;
    while view.tokens.get(at).is_some_and(|token| {
        matches!(token.kind, Kind::Colon | Kind::Dash | Kind::Break | Kind::Close | Kind::Other)
    }) {
        at += 1;
    }
    let label = Label { modality, confidence: Confidence::Medium, word: code.into() };
    Some((label, at))
}

/// Whether a title begins with a word that may give its strength to what it heads.
pub(super) fn is_label(title: &str) -> bool {
    let mut first = String::new();
    let word = title.trim_start().chars().take_while(|c| c.is_alphabetic());
    word.for_each(|c| fold_into(c, &mut first));
    let lexicon = Lexicon::get();
    // « Bonnes pratiques » begins with a word that is no label alone.
    first == "bonnes"
        || first == "bonne"
        || lexicon.word(lexicon.find(&first)).classes.has(Class::Title)
}
