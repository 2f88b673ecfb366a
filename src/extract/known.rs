//! Blocks that come back, digits aside: a referential says « voir l'annexe 4 » and « exigé » again
//! and again. What their words are and what their sentences say is kept, and told only once.

use std::rc::Rc;

use super::lexicon::{Lexicon, WordId};
use super::sentences::{Sentence, split};
use super::spelling::folded;
use super::tokens::{Token, Tokens};
use super::verdict::{Verdict, judge};
use super::view::View;
use super::windows::{TOPS, within};

/// How many blocks are kept: a block takes the place of another that its text falls on.
const PLACES: usize = 4096;

/// The longest block kept, in bytes.
const LONGEST: usize = 2_000;

/// What is known of a block, whatever its digits are.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text, each digit as 0, eight by eight.
    text: Vec<u64>,
    length: usize,
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

/// The blocks met by one reader.
#[derive(Debug)]
pub(super) struct Known {
    /// The traces of blocks met once: only those that come back are kept.
    met: Vec<u64>,
    blocks: Vec<Option<Rc<Block>>>,
}

impl Default for Known {
    fn default() -> Self {
        Self { met: vec![0; PLACES], blocks: vec![None; PLACES] }
    }
}

impl Known {
    /// What is known of a block, if it came back; its tokens and sentences are read otherwise.
    pub(super) fn block(
        &mut self,
        text: &str,
        tokens: &mut Tokens,
        sentences: &mut Vec<Sentence>,
    ) -> Option<Rc<Block>> {
        let mut read = || {
            tokens.read(text, false);
            split(text, &tokens.list, sentences);
        };
        if text.len() > LONGEST {
            read();
            return None;
        }
        let trace = eights(text).fold(text.len() as u64, |trace, eight| {
            (trace.rotate_left(5) ^ eight).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        let place = usize::try_from(trace >> 40).unwrap_or_default() % PLACES;
        let known = self.blocks[place].as_ref().filter(|known| known.says(text));
        if let Some(known) = known {
            return Some(Rc::clone(known));
        }
        read();
        if std::mem::replace(&mut self.met[place], trace) != trace {
            return None;
        }
        let judged = |sentence: &Sentence| {
            Judged::of(&View::new(text, &tokens.list[sentence.first..sentence.last]))
        };
        let block = Rc::new(Block {
            text: eights(text).collect(),
            length: text.len(),
            numbers: tokens.list.iter().copied().filter(|one| has_digit(text, one)).collect(),
            tokens: tokens.list.clone(),
            sentences: sentences.clone(),
            verdicts: sentences.iter().map(judged).collect(),
        });
        self.blocks[place] = Some(Rc::clone(&block));
        Some(block)
    }
}

impl Block {
    fn says(&self, text: &str) -> bool {
        self.length == text.len()
            && self.text.iter().copied().eq(eights(text))
            && self.numbers.iter().all(|one| one.word == word(&text[one.start..one.end]))
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

/// The bytes of a text eight by eight, zeros after, each digit as 0: but for the words of the
/// lexicon, no rule looks at which digit stands in a text, only at whether one does.
fn eights(text: &str) -> impl Iterator<Item = u64> {
    let (whole, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let last = (!rest.is_empty()).then_some(last);
    whole.iter().copied().chain(last).map(|eight| {
        let eight = u64::from_le_bytes(eight);
        let digits = within(eight & !TOPS, b'0', b'9') & !eight;
        eight & !((digits >> 7) * 0x0F)
    })
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
