//! One document read block by block: sections, lists, labels, tables.

mod inherit;
mod outside;
mod tables;

use std::rc::Rc;

use smol_str::{SmolStr, format_smolstr};

use super::blocks::{BlockKind, BlockText};
use super::damage::is_numbered_title;
use super::damage::{Cleaned, Prose, STAND_IN};
use super::known::{Block, Judged, Known};
use super::labels::{Label, label};
use super::lists::{Head, List, Strength};
use super::minutes::Minutes;
use super::model::{Aside, Candidate, Extraction, LineEnds, Place, Section};
use super::quiet::{Quiet, quiet};
use super::repetitions::trace;
use super::rows::Columns;
use super::sentences::{Sentence, split};
use super::tokens::{Token, Tokens};
use super::verdict::{Kept, Verdict, stray};
use super::view::View;
use super::walk::{self, Reader};
use super::wording::{one_line, read_in, wording};
use crate::words::{Confidence, Doubt, LeftOut};

/// What an excerpt neither begins nor ends with.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// Reads the blocks of a document, or of a part of it.
pub(super) struct DocumentReader<'d, 'c> {
    document: usize,
    original: &'d str,
    lines: LineEnds,
    cleaned: &'c Cleaned,
    out: Extraction<'d>,
    section: usize,
    /// A head whose list may come next.
    pending: Option<Head<'d>>,
    lists: Vec<List<'d>>,
    /// For each open quotation, the label it began with.
    quotations: Vec<Option<Label>>,
    /// A label alone in its block, for the next one.
    label: Option<Label>,
    /// A label that is the title of a section, and the level of that title.
    section_label: Option<(usize, Label)>,
    columns: Columns,
    tokens: Tokens,
    sentences: Vec<Sentence>,
    known: &'c mut Known,
    /// The verdicts of the sentences, where the block came back.
    verdicts: Option<Rc<Block>>,
    minutes: Minutes,
    /// Whether a row states its level: then any text is a statement.
    levelled: bool,
}

/// What a part of a document gave.
pub(super) struct Part<'d> {
    pub(super) found: Extraction<'d>,
    pub(super) minutes: Minutes,
    /// How many lines end in it.
    pub(super) lines: usize,
    /// The trace of each candidate.
    pub(super) traces: Vec<u64>,
}

/// Where the strength of a sentence without modal word may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lent {
    /// From a label: the whole block, or its first sentence.
    Whole,
    First,
}

impl<'d, 'c> DocumentReader<'d, 'c> {
    pub(super) fn new(
        document: usize,
        original: &'d str,
        lines: LineEnds,
        cleaned: &'c Cleaned,
        known: &'c mut Known,
    ) -> Self {
        let sections = vec![Section::before_titles(document)];
        // A statement every few lines, at most: room enough to seldom move them.
        let candidates = Vec::with_capacity(lines.len() / 4);
        Self {
            document,
            original,
            lines,
            cleaned,
            out: Extraction { sections, candidates, ..Extraction::default() },
            section: 0,
            pending: None,
            lists: Vec::new(),
            quotations: Vec::new(),
            label: None,
            section_label: None,
            columns: Columns::default(),
            tokens: Tokens::default(),
            sentences: Vec::new(),
            known,
            verdicts: None,
            minutes: Minutes::default(),
            levelled: false,
        }
    }

    /// Gives what was held back.
    pub(super) fn settle_all(&mut self) {
        self.settle();
        while !self.lists.is_empty() {
            self.end_list();
        }
    }

    /// What was found, in the order of the text.
    pub(super) fn into_part(self) -> Part<'d> {
        let Self { out: mut found, minutes, lines, .. } = self;
        found.candidates.sort_by_key(|one| (one.place.start, one.place.end));
        found.left_out.sort_by_key(|one| (one.place.start, one.place.end));
        found.hints.sort_by_key(|one| one.place.start);
        let traces = found.candidates.iter().map(trace).collect();
        Part { found, minutes, lines: lines.len(), traces }
    }

    /// Whether a block takes nothing from what stands above it.
    fn is_free(&self, kind: BlockKind) -> bool {
        let headed = self.lists.last().is_some_and(|list| list.head.is_some());
        matches!(kind, BlockKind::Paragraph | BlockKind::Item)
            && !headed
            && self.pending.is_none()
            && self.label.is_none()
            && self.section_label.is_none()
            && self.quotations.is_empty()
            && !self.cleaned.accents_lost
    }

    fn place_of_original(&self, start: usize, end: usize) -> Place {
        let end = self.original.ceil_char_boundary(end.max(start));
        let start = self.original.floor_char_boundary(start);
        let excerpt = &self.original[start..end];
        let start = start + (excerpt.len() - excerpt.trim_start_matches(BLANK).len());
        let end = end.max(start) - (excerpt.len() - excerpt.trim_end_matches(BLANK).len());
        let (end, line) = (end.max(start), self.lines.line(start));
        Place { document: self.document, section: self.section, start, end, line }
    }

    fn place(&self, block: &BlockText, start: usize, end: usize) -> Place {
        let (start, end) = (block.start(start), block.end(end));
        if let Some(first) = block.original {
            return self.place_of_original(first + start, first + end);
        }
        let map = &self.cleaned.map;
        self.place_of_original(map.start(start), map.end(end))
    }

    fn excerpt(&self, place: Place) -> &'d str {
        &self.original[place.start..place.end]
    }

    /// The paragraph that a stand-in stands for.
    fn passed_over(&self, block: &BlockText) -> Option<&'c Prose> {
        let (prose, at) = (&self.cleaned.prose, block.start(0));
        prose.binary_search_by_key(&at, |prose| prose.at).ok().map(|found| &prose[found])
    }

    /// A block that says nothing to extract.
    fn count(&mut self, quiet: Quiet) {
        self.settle();
        self.minutes.sentences += quiet.sentences;
        self.minutes.questions += quiet.questions;
        self.out.sections[self.section].sentences += quiet.sentences;
    }

    /// Gives what a head would be alone: no list followed it.
    fn settle(&mut self) {
        if let Some(head) = self.pending.take() {
            self.out.candidates.extend(head.alone);
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        let aside = list.end(self.original, &mut self.out.candidates);
        self.out.left_out.extend(aside);
    }

    /// Reads the tokens and sentences of a block.
    fn cut(&mut self, text: &str) {
        self.verdicts = None;
        if self.cleaned.accents_lost {
            self.tokens.read(text, true);
            return split(text, &self.tokens.list, &mut self.sentences);
        }
        let known = self.known.block(text, &mut self.tokens, &mut self.sentences);
        if let Some(known) = &known {
            self.tokens.list.clone_from(&known.tokens);
            self.sentences.clone_from(&known.sentences);
        }
        self.verdicts = known;
    }

    fn open_section(&mut self, level: usize, block: &BlockText) {
        if self.section_label.as_ref().is_some_and(|(at, _)| *at >= level) {
            self.section_label = None;
        }
        let place = self.place(block, 0, block.text.len());
        self.section = self.out.sections.len();
        self.out.sections.push(Section {
            document: self.document,
            title: one_line(&block.text).into_owned(),
            depth: level,
            parent: None,
            line: place.line,
            start: place.start,
            sentences: 0,
        });
    }

    fn heading(&mut self, depth: usize, block: &BlockText) {
        self.settle();
        self.label = None;
        self.open_section(depth, block);
        self.minutes.note_all(&self.tokens.list);
        let view = View::new(&block.text, &self.tokens.list);
        if let Some((label, rest)) = label(&view)
            && rest >= view.tokens.len()
        {
            self.section_label = Some((depth, label));
        }
        for at in 0..self.sentences.len() {
            let sentence = self.sentences[at];
            let verdict = self.judge(block, at, sentence);
            let before = self.out.candidates.len();
            self.record(block, sentence, &verdict);
            for candidate in &mut self.out.candidates[before..] {
                candidate.doubts.insert(0, Doubt::Heading);
                candidate.confidence = candidate.confidence.max(Confidence::Medium);
            }
        }
    }

    /// The depth of a paragraph that is a title nobody marked.
    fn hidden_title(&self, kind: BlockKind, block: &BlockText) -> Option<usize> {
        let text = block.text.trim();
        let quiet = !text.ends_with(['.', ';', ':', ',', '!']) && text.len() <= 200;
        if kind == BlockKind::Item || !quiet {
            return None;
        }
        let view = View::new(&block.text, &self.tokens.list);
        if stray(&view).is_some() {
            return None;
        }
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().all(char::is_uppercase) && letters().count() >= 4;
        if is_numbered_title(text)
            || (text.len() > 120 && is_numbered_title(&text[..text.floor_char_boundary(120)]))
        {
            let number = text.split_whitespace().next().unwrap_or_default();
            return Some(number.trim_end_matches('.').split('.').count());
        }
        (capitals || kind == BlockKind::Bold).then_some(if capitals { 8 } else { 9 })
    }

    /// Judges a sentence: the one at `at` in its block, maybe without the label before it.
    fn judge(&mut self, block: &BlockText, at: usize, sentence: Sentence) -> Rc<Verdict> {
        self.minutes.sentences += 1;
        self.out.sections[self.section].sentences += 1;
        let whole = self.verdicts.as_ref().filter(|known| known.sentences[at] == sentence);
        let judged = match whole {
            Some(known) => known.verdicts[at].clone(),
            None => {
                let tokens = &self.tokens.list[sentence.first..sentence.last];
                Judged::of(&View::new(&block.text, tokens))
            }
        };
        self.minutes.questions += usize::from(judged.asks);
        judged.verdict
    }

    /// Records what a sentence is by itself.
    fn record(&mut self, block: &BlockText, sentence: Sentence, verdict: &Verdict) {
        let candidates = self.candidates(block, sentence, &verdict.kept);
        self.out.candidates.extend(candidates);
        if let Some((why, at)) = verdict.dropped {
            let place = self.place(block, sentence.start, sentence.end);
            let token = &self.tokens.list[sentence.first + at];
            self.out.left_out.push(Aside {
                place,
                text: read_in(self.excerpt(place), sentence.of(&block.text), one_line),
                word: block.text[token.start..token.end].into(),
                why,
            });
        }
    }

    fn candidates(
        &self,
        block: &BlockText,
        sentence: Sentence,
        kept: &[Kept],
    ) -> Vec<Candidate<'d>> {
        let text = sentence.of(&block.text);
        let place = self.place(block, sentence.start, sentence.end);
        let excerpt = self.excerpt(place);
        kept.iter()
            .map(|one| {
                let strength = self.strength(block, sentence, one);
                Candidate {
                    place,
                    text: read_in(excerpt, text, wording),
                    excerpt,
                    head: None,
                    modality: strength.modality,
                    word: strength.word,
                    confidence: strength.confidence,
                    doubts: strength.doubts,
                }
            })
            .collect()
    }

    fn strength(&self, block: &BlockText, sentence: Sentence, kept: &Kept) -> Strength {
        let tokens = &self.tokens.list[sentence.first..sentence.last];
        let (first, last) = (&tokens[kept.first], &tokens[kept.last]);
        let word = match kept.last - kept.first {
            0..=5 => SmolStr::new(one_line(&block.text[first.start..last.end])),
            _ => {
                let verb = &tokens[(kept.first + 1).min(kept.last)];
                let start = one_line(&block.text[first.start..verb.end]);
                format_smolstr!("{start} … {}", &block.text[last.start..last.end])
            }
        };
        let mut doubts = kept.doubts.clone();
        if sentence.cut && !doubts.contains(&Doubt::Long) {
            doubts.push(Doubt::Long);
        }
        Strength { modality: kept.modality, word, confidence: kept.confidence, doubts }
    }

    /// A block of running text.
    fn paragraph(&mut self, kind: BlockKind, block: &BlockText) {
        self.minutes.note_all(&self.tokens.list);
        let view = View::new(&block.text, &self.tokens.list);
        let found = label(&view);
        let skipped = found.as_ref().map_or(0, |(_, rest)| *rest);
        let alone = found.is_some() && skipped >= self.tokens.list.len();
        let quoted = !self.quotations.is_empty();
        if let Some((label, _)) = found {
            if let Some(quotation) = self.quotations.last_mut() {
                *quotation = Some(label.clone());
            }
            self.label = Some(label);
        }
        self.label_of(block, skipped);
        if alone {
            return;
        }
        let lent = self.label.take().map(|label| (label, Lent::First));
        let boxed = self.quotations.last().cloned().flatten().map(|label| (label, Lent::Whole));
        let lent = boxed.filter(|_| quoted).or(lent);
        let count = self.sentences.len();
        for at in 0..count {
            let mut sentence = self.sentences[at];
            let rest = self.tokens.list.get(skipped.max(sentence.first)..sentence.last);
            if !rest.is_some_and(|rest| rest.iter().any(Token::is_word)) {
                continue;
            }
            if sentence.first < skipped {
                sentence.first = skipped;
                sentence.start = self.tokens.list[skipped].start;
            }
            let first = at == 0 || sentence.first == skipped;
            let verdict = self.judge(block, at, sentence);
            let lent = lent.as_ref().filter(|(_, lent)| *lent == Lent::Whole || first);
            self.sentence(
                kind,
                block,
                sentence,
                &verdict,
                lent.map(|(label, _)| label),
                first,
                at + 1 == count,
            );
        }
    }
}

impl Reader for DocumentReader<'_, '_> {
    fn block(&mut self, kind: BlockKind, block: &BlockText) {
        if block.text == STAND_IN
            && let Some(prose) = self.passed_over(block)
        {
            return match self.is_free(kind) {
                true => self.count(prose.counts),
                false => {
                    let block = walk::paragraph(self.original, prose.original.clone());
                    self.block(kind, &block);
                }
            };
        }
        if self.is_free(kind)
            && let Some(quiet) = quiet(&block.text)
        {
            return self.count(quiet);
        }
        self.cut(&block.text);
        if kind == BlockKind::ContentsLink {
            let place = self.place(block, 0, block.text.len());
            self.outside(&block.text.clone(), place.start, place.end, LeftOut::Contents);
            return;
        }
        let kind = self.bare_item(kind, block);
        self.settle();
        let free = self.lists.is_empty() && self.quotations.is_empty();
        let title = match kind {
            BlockKind::Heading(level) => Some(usize::from(level)),
            BlockKind::Paragraph | BlockKind::Bold | BlockKind::Item | BlockKind::ContentsLink => {
                self.hidden_title(kind, block).filter(|_| free)
            }
        };
        match title {
            Some(depth) => self.heading(depth, block),
            None => self.paragraph(kind, block),
        }
    }

    fn list(&mut self, begins: bool) {
        self.end_bare_list();
        if !begins {
            self.settle();
            return self.end_list();
        }
        let head = self.pending.take();
        if head.as_ref().is_some_and(|head| head.item) {
            // The item announces a list of its own: its items stand for it.
            if let Some(list) = self.lists.last_mut() {
                list.items.pop();
            }
        }
        self.lists.push(List { head, ..List::default() });
    }

    fn quotation(&mut self, begins: bool) {
        match begins {
            true => self.quotations.push(None),
            false => {
                self.quotations.pop();
                self.label = None;
            }
        }
    }

    fn table(&mut self) {
        self.settle();
        self.columns = Columns::default();
    }

    fn row(&mut self, cells: &[BlockText], header: bool) {
        self.table_row(cells, header);
    }
}
