//! Blocks that come back, digits aside: a referential says « voir l'annexe 4 » and « exigé » again
//! and again. What their words are and what their sentences say is kept, and told only once.

use std::rc::Rc;

use super::lexicon::{Lexicon, WordId};
use super::quiet::Quiet;
use super::recall::{Recall, trace};
use super::sentences::{Sentence, split};
use super::spelling::folded;
use super::tokens::{Token, Tokens};
use super::verdict::{Verdict, judge};
use super::view::View;

/// What is known of a block, whatever its digits are.
#[derive(Debug)]
pub(super) struct Block {
    /// Its tokens that hold a digit, for the lexicon has some: « RFC 2119 ».
    numbers: Vec<Token>,
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) verdicts: Vec<Judged>,
}

/// A sentence judged.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) verdict: Rc<Verdict>,
    pub(super) asks: bool,
}

impl Judged {
    pub(super) fn of(view: &View<'_>) -> Self {
        Self { verdict: Rc::new(judge(view)), asks: view.asks() }
    }
}

/// What one reader knows of the texts that it met.
#[derive(Debug, Default)]
pub(super) struct Known {
    blocks: Recall<Rc<Block>>,
    /// Paragraphs that say nothing to extract.
    pub(super) quiet: Recall<Quiet>,
    /// Texts that hold no word of force.
    pub(super) silent: Recall<()>,
}

impl Known {
    /// What is known of a block, if it came back; its tokens and sentences are read otherwise.
    pub(super) fn block(
        &mut self,
        text: &str,
        tokens: &mut Tokens,
        sentences: &mut Vec<Sentence>,
    ) -> Option<Rc<Block>> {
        let trace = trace(text);
        if let Some(known) = self.blocks.find(trace, text).filter(|known| known.fits(text)) {
            return Some(Rc::clone(known));
        }
        tokens.read(text, false);
        split(text, &tokens.list, sentences);
        if !self.blocks.comes_back(trace, text) {
            return None;
        }
        let judged = |sentence: &Sentence| {
            Judged::of(&View::new(text, &tokens.list[sentence.first..sentence.last]))
        };
        let block = Rc::new(Block {
            numbers: tokens.list.iter().copied().filter(|one| has_digit(text, one)).collect(),
            tokens: tokens.list.clone(),
            sentences: sentences.clone(),
            verdicts: sentences.iter().map(judged).collect(),
        });
        self.blocks.keep(trace, text, Rc::clone(&block));
        Some(block)
    }
}

impl Block {
    fn fits(&self, text: &str) -> bool {
        self.numbers.iter().all(|one| one.word == word(&text[one.start..one.end]))
    }
}

fn has_digit(text: &str, token: &Token) -> bool {
    token.is_word() && text[token.start..token.end].bytes().any(|byte| byte.is_ascii_digit())
}

fn word(number: &str) -> WordId {
    let lexicon = Lexicon::get();
    match number.bytes().all(|byte| byte.is_ascii_digit()) {
        true => lexicon.find(number),
        false => lexicon.find(&folded(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_comes_back_is_read_as_if_it_were_new() {
        let texts = [
            "Le service doit durer 12 mois. Voir l'annexe 3 ?",
            "Le service doit durer 45 mois. Voir l'annexe 9 ?",
            "Le service doit durer 99 mois. Voir l'annexe 0 !",
            "Le service doit durer x9 mois. Voir l'annexe 0 ?",
            "Le service doit durer 99 mois. Voir l'annexe 0 ?",
            "Les mots « doit » et « devrait » viennent de la RFC 2119.",
            "Les mots « doit » et « devrait » viennent de la RFC 2118.",
        ];
        let (mut known, mut tokens, mut sentences) =
            (Known::default(), Tokens::default(), Vec::new());
        let mut came_back = 0;
        for text in texts.iter().cycle().take(28) {
            let block = known.block(text, &mut tokens, &mut sentences);
            came_back += usize::from(block.is_some());
            if let Some(block) = block {
                let mut read = Tokens::default();
                read.read(text, false);
                assert_eq!(format!("{:?}", block.tokens), format!("{:?}", read.list), "{text}");
                split(text, &read.list, &mut sentences);
                assert_eq!(block.sentences, sentences, "{text}");
                for (at, sentence) in sentences.iter().enumerate() {
                    let view = View::new(text, &read.list[sentence.first..sentence.last]);
                    let (new, kept) = (Judged::of(&view), &block.verdicts[at]);
                    assert_eq!(format!("{new:?}"), format!("{kept:?}"), "{text}");
                }
            }
        }
        assert!(came_back >= 15, "{came_back}");
    }
}
