//! Whether a text reports what people said, rather than laying down rules.

use super::lexicon::{Class, WordId};
use super::tokens::Token;

/// Signs that a text reports what people said.
#[derive(Debug, Default)]
pub(super) struct Minutes {
    /// Words of minutes met in titles and short lines.
    words: Vec<WordId>,
    pub(super) questions: usize,
    pub(super) sentences: usize,
}

impl Minutes {
    /// Notes the words of minutes in a title or a short line.
    pub(super) fn note_all(&mut self, tokens: &[Token]) {
        if tokens.iter().filter(|token| token.is_word()).count() > 12 {
            return;
        }
        for token in tokens.iter().filter(|token| token.begins(Class::Minutes)) {
            self.note(if token.locution != 0 { token.locution } else { token.word });
        }
    }

    fn note(&mut self, word: WordId) {
        if !self.words.contains(&word) {
            self.words.push(word);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        other.words.iter().for_each(|word| self.note(*word));
        self.questions += other.questions;
        self.sentences += other.sentences;
    }

    /// Whether they are enough: three words, or two and three questions in a hundred sentences.
    pub(super) fn tell(&self) -> bool {
        let asks = self.questions * 100 >= self.sentences.max(1) * 3;
        self.words.len() >= 3 || (self.words.len() >= 2 && asks)
    }
}
