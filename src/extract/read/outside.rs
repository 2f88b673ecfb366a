//! Modal words that stand in no sentence: each is set aside all the same, so that none is lost.

use std::ops::Range;

use smol_str::SmolStr;

use super::DocumentReader;
use crate::extract::blocks::BlockText;
use crate::extract::damage::Cleaned;
use crate::extract::lexicon::Lexicon;
use crate::extract::model::Aside;
use crate::extract::recall::Recall;
use crate::extract::tokens::{Tokens, is_word};
use crate::extract::verdict::stray;
use crate::extract::view::View;
use crate::extract::wording::{one_line, read_in};
use crate::words::LeftOut;

/// The first modal word of a text that is no part of the running text.
fn modal_word(text: &str, accents_lost: bool) -> Option<SmolStr> {
    let mut tokens = Tokens::default();
    tokens.read(text, accents_lost);
    let view = View::new(text, &tokens.list);
    stray(&view).map(|at| view.raw(at).into())
}

impl DocumentReader<'_, '_> {
    /// Modal words in what Markdown does not show (code, comments, addresses), and in lines taken
    /// out.
    pub(in crate::extract) fn outside_blocks(&mut self, covered: &[Range<usize>]) {
        let Cleaned { text, map, removed, .. } = self.cleaned;
        let mut reached = 0;
        for range in covered.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
            if range.start > reached + 3 {
                let mut at = text.floor_char_boundary(reached);
                for line in text[at..text.ceil_char_boundary(range.start)].split('\n') {
                    if line.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                        self.outside(line, map.start(at), map.end(at + line.len()), LeftOut::Code);
                    }
                    at += line.len() + 1;
                }
            }
            reached = reached.max(range.end);
        }
        for removed in removed {
            let line = &self.original[removed.start..removed.end];
            self.outside(line, removed.start, removed.end, removed.why);
        }
    }

    /// A text that became no sentence: set aside if it has a modal word.
    pub(super) fn outside(&mut self, text: &str, start: usize, end: usize, why: LeftOut) {
        let Some(word) = modal_word(text, self.cleaned.accents_lost) else { return };
        let mut place = self.place_of_original(start, end);
        place.section = self.out.section_at(0, place.start);
        let text = read_in(self.excerpt(place), text, one_line);
        self.out.left_out.push(Aside { place, text, word, why });
    }

    /// Modal words of the original, in some of its bytes, that nothing accounts for yet: what
    /// stands there is in no statement, in no sentence set aside, in nothing hidden. The repair of
    /// the text or Markdown then made them part of another word.
    pub(in crate::extract) fn unaccounted(&mut self, bytes: Range<usize>) {
        let kept = self.out.candidates.iter().map(|one| (one.place.start, one.place.end));
        let aside = self.out.left_out.iter().map(|one| (one.place.start, one.place.end));
        // What was passed over was looked at as it stands.
        let prose = self.cleaned.prose.iter().map(|one| (one.original.start, one.original.end));
        let mut places: Vec<(usize, usize)> = kept.chain(aside).chain(prose).collect();
        places.sort_unstable();
        places.push((bytes.end, bytes.end));
        let mut reached = bytes.start;
        for (start, end) in places {
            if start > reached {
                self.gap(reached..start);
            }
            reached = reached.max(end);
        }
    }

    /// Bytes of the original between two sentences that are accounted for.
    fn gap(&mut self, bytes: Range<usize>) {
        // A word that the gap cuts is looked at whole.
        let (before, after) = (&self.original[..bytes.start], &self.original[bytes.end..]);
        let mut bytes = bytes;
        if self.original[bytes.start..].starts_with(is_word) {
            bytes.start = before.trim_end_matches(is_word).len();
        }
        if self.original[..bytes.end].ends_with(is_word) {
            bytes.end += after.len() - after.trim_start_matches(is_word).len();
        }
        let text = &self.original[bytes.clone()];
        let may_bear = |text: &str| Lexicon::get().may_bear(text.as_bytes());
        let silent =
            |known: &mut Recall<()>| known.or_find(text, || (!may_bear(text)).then_some(()));
        if !self.cleaned.accents_lost && silent(&mut self.known.silent).is_some() {
            return;
        }
        let mut start = bytes.start;
        for line in text.split('\n') {
            if self.cleaned.accents_lost || may_bear(line) {
                self.outside(line, start, start + line.len(), LeftOut::Joined);
            }
            start += line.len() + 1;
        }
    }

    /// A label whose own words are modal: « Recommandé : », « Obligatoire ».
    pub(super) fn label_of(&mut self, block: &BlockText, upto: usize) {
        let view = View::new(&block.text, &self.tokens.list[..upto.min(self.tokens.list.len())]);
        let Some(at) = stray(&view) else { return };
        let (first, last) = (view.tokens[0].start, view.tokens[view.tokens.len() - 1].end);
        let word = view.raw(at).into();
        let place = self.place(block, first, last);
        let text = read_in(self.excerpt(place), &block.text[first..last], one_line);
        self.out.left_out.push(Aside { place, text, word, why: LeftOut::LevelCell });
    }
}
