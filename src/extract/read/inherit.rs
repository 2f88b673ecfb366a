//! What a sentence takes from what stands above it: a head, a label, a title.

use smol_str::format_smolstr;

use super::DocumentReader;
use crate::extract::blocks::{BlockKind, BlockText};
use crate::extract::hints::hint;
use crate::extract::labels::Label;
use crate::extract::lexicon::Class;
use crate::extract::lists::{Head, Item, List, Strength};
use crate::extract::model::{Candidate, Hint};
use crate::extract::sentences::Sentence;
use crate::extract::tokens::Kind;
use crate::extract::verdict::Verdict;
use crate::extract::view::View;
use crate::extract::wording::{composed, one_line, read_in, same, wording};
use crate::words::{Confidence, Doubt, LeftOut, Modality};

impl<'d> DocumentReader<'d, '_> {
    /// A paragraph in small letters after « … : » is an item whose bullet was lost; any other
    /// block ends such a list.
    pub(super) fn bare_item(&mut self, kind: BlockKind, block: &BlockText) -> BlockKind {
        let small = block.text.trim_start().starts_with(char::is_lowercase);
        if kind != BlockKind::Paragraph || !small {
            self.end_bare_list();
            return kind;
        }
        if let Some(head) = self.pending.take_if(|head| !head.item) {
            self.lists.push(List { head: Some(head), items: Vec::new(), bare: true });
        }
        match self.lists.last().is_some_and(|list| list.bare) {
            true => BlockKind::Item,
            false => kind,
        }
    }

    pub(super) fn end_bare_list(&mut self) {
        if self.lists.last().is_some_and(|list| list.bare) {
            self.settle();
            self.end_list();
        }
    }

    /// A sentence in its block: what it says by itself, or takes from what stands above it.
    #[expect(clippy::too_many_arguments, reason = "all of a sentence's surroundings")]
    pub(super) fn sentence(
        &mut self,
        kind: BlockKind,
        block: &BlockText,
        sentence: Sentence,
        verdict: &Verdict,
        lent: Option<&Label>,
        first: bool,
        last: bool,
    ) {
        let heads = last && self.ends_on_colon(sentence);
        if !verdict.kept.is_empty() {
            let mut alone = self.candidates(block, sentence, &verdict.kept);
            if let Some(label) = lent {
                let clash = |one: &Candidate<'_>| one.modality.level() != label.modality.level();
                for one in alone.iter_mut().filter(|one| clash(one)) {
                    one.doubts.push(Doubt::LevelClash);
                }
            }
            if heads {
                let strengths =
                    verdict.kept.iter().map(|one| self.strength(block, sentence, one)).collect();
                self.pending = Some(self.head(block, sentence, strengths, alone, false));
            } else {
                self.out.candidates.extend(alone);
            }
            return;
        }
        let takes = match verdict.dropped {
            None => true,
            Some((why, _)) => {
                matches!(why, LeftOut::Capability | LeftOut::Possibility | LeftOut::Adjective)
            }
        };
        if !takes {
            return self.record(block, sentence, verdict);
        }
        let in_headed_list = first && kind == BlockKind::Item;
        let headed = in_headed_list && self.lists.last().is_some_and(|list| list.head.is_some());
        if headed {
            return self.item(block, sentence, heads);
        }
        let tokens = &self.tokens.list[sentence.first..sentence.last];
        let view = View::new(&block.text, tokens);
        let words = view.words();
        if let Some(label) = lent.filter(|_| words >= 3 || self.levelled) {
            let confidence = label.confidence.max(Confidence::Medium);
            return self.inherit(block, sentence, &label.clone(), confidence);
        }
        let infinitive = view.first_word().is_some_and(|at| view.is_infinitive(at));
        let titled =
            self.section_label.as_ref().filter(|_| infinitive && first && kind == BlockKind::Item);
        if let Some((_, label)) = titled.cloned() {
            return self.inherit(block, sentence, &label, Confidence::Low);
        }
        self.leave(block, sentence, verdict);
    }

    /// A sentence that makes no statement: aside, or hint, or weak advice.
    fn leave(&mut self, block: &BlockText, sentence: Sentence, verdict: &Verdict) {
        if verdict.dropped.is_some() {
            return self.record(block, sentence, verdict);
        }
        let tokens = &self.tokens.list[sentence.first..sentence.last];
        let view = View::new(&block.text, tokens);
        let Some((kind, reserve)) = hint(&view) else { return };
        let unsure = view.may_have(Class::Reserve);
        if let Some(reserve) = reserve {
            // « Utilisez … si possible »: an imperative that leaves the choice is an advice.
            let last = reserve + usize::from(view.tokens[reserve].locution_length.max(1)) - 1;
            let reserve = &block.text[view.tokens[reserve].start..view.tokens[last].end];
            let word = format_smolstr!("{} … {reserve}", view.raw(view.first_word().unwrap_or(0)));
            let label = Label { modality: Modality::Should, confidence: Confidence::Low, word };
            self.inherit(block, sentence, &label, Confidence::Low);
            if let Some(last) = self.out.candidates.last_mut() {
                last.doubts = vec![Doubt::WeakWord, Doubt::Reserve];
            }
            return;
        }
        let place = self.place(block, sentence.start, sentence.end);
        let text = read_in(self.excerpt(place), sentence.of(&block.text), one_line);
        self.out.hints.push(Hint { place, text, kind, reserve: unsure });
    }

    fn inherit(
        &mut self,
        block: &BlockText,
        sentence: Sentence,
        label: &Label,
        confidence: Confidence,
    ) {
        let place = self.place(block, sentence.start, sentence.end);
        let excerpt = self.excerpt(place);
        self.out.candidates.push(Candidate {
            place,
            text: read_in(excerpt, sentence.of(&block.text), wording),
            excerpt,
            head: None,
            modality: label.modality,
            word: label.word.clone(),
            confidence,
            doubts: vec![Doubt::Inherited],
        });
    }

    fn ends_on_colon(&self, sentence: Sentence) -> bool {
        let tokens = &self.tokens.list[sentence.first..sentence.last];
        tokens.last().is_some_and(|last| last.kind == Kind::Colon)
    }

    fn head(
        &self,
        block: &BlockText,
        sentence: Sentence,
        strengths: Vec<Strength>,
        alone: Vec<Candidate<'d>>,
        item: bool,
    ) -> Head<'d> {
        let place = self.place(block, sentence.start, sentence.end);
        let excerpt = self.excerpt(place);
        let text = read_in(excerpt, sentence.of(&block.text), same);
        Head { place, text, excerpt: excerpt.into(), strengths, alone, item }
    }

    /// An item that takes the modality of the head of its list.
    fn item(&mut self, block: &BlockText, sentence: Sentence, heads: bool) {
        let place = self.place(block, sentence.start, sentence.end);
        let excerpt = self.excerpt(place);
        let text = read_in(excerpt, sentence.of(&block.text), same);
        let Some(list) = self.lists.last_mut() else { return };
        let above = if heads { list.head.clone() } else { None };
        let Some(above) = above else {
            list.items.push(Item { place, text, excerpt });
            return;
        };
        list.items.push(Item { place, text: text.clone(), excerpt });
        let whole = composed(&above.text, &text);
        let mut head = self.head(block, sentence, above.strengths, Vec::new(), true);
        let whole = whole.trim_end_matches(['.', ':', ' ', '\u{a0}']);
        head.text = format!("{whole} :").into();
        head.excerpt = format!("{}\n{}", above.excerpt, head.excerpt).into();
        self.pending = Some(head);
    }
}
