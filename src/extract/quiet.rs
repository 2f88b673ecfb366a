//! Long blocks that say nothing to extract, told without reading them word by word: most of a
//! referential is such prose.

use super::labels::is_label;
use super::lexicon::{Class, Lexicon};
use super::spelling::fold_into;

/// What is counted of a quiet block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quiet {
    pub(super) sentences: usize,
    pub(super) questions: usize,
}

/// Below this, in bytes, a block may be a title, a label or a line of minutes.
pub(super) const SHORT: usize = 120;

/// The counts of a block that holds no word of force, begins with no label and gives no hint;
/// `None` for one that must be read.
pub(super) fn quiet(text: &str) -> Option<Quiet> {
    let trimmed = text.trim();
    let ends = trimmed.ends_with(['.', '!', '?']);
    if trimmed.len() < SHORT || !ends || is_label(trimmed) || begins_with_code(trimmed) {
        return None;
    }
    let lexicon = Lexicon::get();
    if lexicon.may_bear(trimmed.as_bytes()) {
        return None;
    }
    let mut found = Quiet::default();
    let mut start = 0;
    let bytes = trimmed.as_bytes();
    for stop in memchr::memchr3_iter(b'.', b'?', b'!', bytes) {
        let next = bytes.get(stop + 1..).unwrap_or_default();
        let over =
            next.is_empty() || next[0] == b' ' && !next.get(1).is_some_and(u8::is_ascii_lowercase);
        if !over || stop < start {
            continue;
        }
        if may_hint(&trimmed[start..stop], lexicon) {
            return None;
        }
        found.sentences += 1;
        found.questions += usize::from(bytes[stop] == b'?');
        start = (stop + 2).min(trimmed.len());
        if !trimmed.is_char_boundary(start) {
            return None;
        }
    }
    (start >= trimmed.len()).then_some(found)
}

/// « R12 », « [EX-3] »: a number that may give a strength.
fn begins_with_code(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    first.starts_with(['[', '(']) || first.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a sentence may oblige without a word of force: see `hints`.
fn may_hint(sentence: &str, lexicon: &Lexicon) -> bool {
    let opening = opening(sentence);
    let mut words = opening.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let small = first.starts_with(char::is_lowercase);
    let ending = first.as_bytes().last_chunk().is_some_and(|[before, last]| {
        matches!((before | 0x20, last | 0x20), (b'e' | b'i', b'r') | (b'r', b'e') | (b'e', b'z'))
    });
    small
        || ending
        || (lexicon.may_name_actor(opening.as_bytes())
            && std::iter::once(first).chain(words).any(|word| is_actor(word, lexicon)))
}

/// The words and marks that tell who acts: the first four, and one more since « aujourd'hui » is one
/// word.
fn opening(sentence: &str) -> &str {
    let (mut tokens, mut inside) = (0, false);
    for (at, character) in sentence.char_indices() {
        let letter = character.is_alphanumeric();
        let mark = tokens > 0 && matches!(character, ',' | ';' | ':' | '(' | ')' | '«' | '»');
        tokens += u8::from(mark || (letter && !inside));
        inside = letter;
        if tokens > 5 {
            return &sentence[..at];
        }
    }
    sentence
}

fn is_actor(word: &str, lexicon: &Lexicon) -> bool {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_into(c, &mut folded));
    lexicon.word(lexicon.find(&folded)).classes.has(Class::Actor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_quiet_and_rules_are_not() {
        let prose = "Le présent chapitre décrit le cadre général dans lequel ces échanges se tiennent depuis la rentrée. Cette partie en rappelle l’histoire.";
        assert_eq!(quiet(prose), Some(Quiet { sentences: 2, questions: 0 }));
        for word in [
            "doit",
            "DEVRAIENT",
            "l’interdit",
            "RECOMMANDÉ",
            "recommande",
            "préconisé",
            "aucun",
            "tenu",
            "peut",
        ] {
            let text = prose.replace("général", word);
            assert_eq!(quiet(&text), None, "{word}");
        }
        assert_eq!(quiet(&prose.replace("Cette partie", "Tout usager")), None);
        assert_eq!(quiet(&prose.replace("Le présent", "Exigence : le")), None);
        assert_eq!(quiet(&prose.replace("Le présent", "R12 Le")), None);
        assert_eq!(quiet("Le service est ouvert."), None);
    }
}
