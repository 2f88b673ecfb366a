//! The words of a text and what stands between them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::words::fold;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The bytes it takes in the text.
    pub(super) range: Range<usize>,
    /// In small letters, accents kept: « adapte » is not « adapté ».
    pub(super) lower: String,
    /// In small letters, without accents.
    pub(super) folded: String,
}

/// The words of a text, in order: runs of letters and digits. « d'un » is two words.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = character.is_alphanumeric() || is_combining_mark(character);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(Token::of(text, from..at));
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    found
}

impl Token {
    fn of(text: &str, range: Range<usize>) -> Self {
        let word = &text[range.clone()];
        Self { lower: word.to_lowercase().nfc().collect(), folded: fold(word), range }
    }

    /// Whether it is one of some words, accents aside.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.folded.as_str())
    }
}

/// What stands between a word and the next, or the end.
pub(super) fn gap<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    let end = tokens.get(at + 1).map_or(text.len(), |next| next.range.start);
    &text[tokens[at].range.end..end]
}
