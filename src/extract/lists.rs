//! Lists whose head bears a modality: each item is a statement, unless the items are choices.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use super::model::{Aside, Candidate, Place};
use super::wording::{changed, composed, one_line, wording};
use crate::words::{Confidence, Doubt, LeftOut, Modality};

/// A sentence that ends on « : » and bears a modality.
#[derive(Debug, Clone)]
pub(super) struct Head<'t> {
    pub(super) place: Place,
    /// The sentence, its colon included.
    pub(super) text: Cow<'t, str>,
    pub(super) excerpt: Arc<str>,
    pub(super) strengths: Vec<Strength>,
    /// What it would be without a list after it.
    pub(super) alone: Vec<Candidate<'t>>,
    /// Whether it is itself an item of the list around.
    pub(super) item: bool,
}

/// A modality and what decided it.
#[derive(Debug, Clone)]
pub(super) struct Strength {
    pub(super) modality: Modality,
    pub(super) word: SmolStr,
    pub(super) confidence: Confidence,
    pub(super) doubts: Vec<Doubt>,
}

/// The text of an item that bears no modality of its own.
#[derive(Debug, Clone)]
pub(super) struct Item<'t> {
    pub(super) place: Place,
    pub(super) text: Cow<'t, str>,
    pub(super) excerpt: &'t str,
}

/// A list being read.
#[derive(Debug, Default)]
pub(super) struct List<'t> {
    pub(super) head: Option<Head<'t>>,
    pub(super) items: Vec<Item<'t>>,
    /// Whether its items are paragraphs that lost their bullets.
    pub(super) bare: bool,
}

impl<'t> List<'t> {
    /// Adds the statements of the list, or of the head alone if no item took its modality; gives the
    /// head where its items stand for it.
    pub(super) fn end(self, original: &'t str, out: &mut Vec<Candidate<'t>>) -> Option<Aside<'t>> {
        let head = self.head?;
        if self.items.is_empty() {
            out.extend(head.alone);
            return None;
        }
        if are_choices(&head, &self.items) {
            out.extend(as_one(&head, &self.items, original));
            return None;
        }
        let candidates = self.items.iter().flat_map(|item| {
            head.strengths.iter().map(|strength| Candidate {
                place: item.place,
                text: Cow::Owned(composed(&head.text, &item.text)),
                excerpt: item.excerpt,
                head: Some(head.excerpt.clone()),
                modality: strength.modality,
                word: strength.word.clone(),
                confidence: strength.confidence.max(Confidence::Medium),
                doubts: with(&strength.doubts, Doubt::Inherited),
            })
        });
        out.extend(candidates);
        let word = head.strengths.first().map(|one| one.word.clone()).unwrap_or_default();
        Some(Aside {
            place: head.place,
            text: changed(&head.text, one_line),
            word,
            why: LeftOut::Head,
        })
    }
}

fn with(doubts: &[Doubt], more: Doubt) -> Vec<Doubt> {
    let mut doubts = doubts.to_vec();
    if !doubts.contains(&more) {
        doubts.insert(0, more);
    }
    doubts
}

/// « soit … », « … ou », « au choix : ».
fn are_choices(head: &Head<'_>, items: &[Item<'_>]) -> bool {
    let announced =
        ["l'un des", "l'une des", "l’un des", "l’une des", "au choix", "au moins un", "une des"];
    if announced.iter().any(|words| head.text.contains(words)) {
        return true;
    }
    let texts = || items.iter().map(|item| item.text.trim_matches([' ', ';', ',', '.', '-']));
    let begins = |text: &&str| text.starts_with("soit ") || text.starts_with("Soit ");
    let either = texts().filter(begins).count();
    let or = texts().any(|text| text.ends_with(" ou") || text.starts_with("ou "));
    either >= 2 || or
}

/// One statement that keeps every choice.
fn as_one<'t>(head: &Head<'_>, items: &[Item<'_>], original: &'t str) -> Vec<Candidate<'t>> {
    let head_text = one_line(&head.text);
    let choices: Vec<Cow<'_, str>> = items
        .iter()
        .map(|item| one_line(item.text.trim_end_matches([' ', ';', ',', '.'])))
        .collect();
    let whole = format!("{} : {}", head_text.trim_end_matches([' ', ':']), choices.join(" ; "));
    let text = wording(&whole).into_owned();
    // The excerpt shows the head and the choices.
    let end = items.iter().map(|item| item.place.end).fold(head.place.end, usize::max);
    let place = Place { end, ..head.place };
    head.strengths
        .iter()
        .map(|strength| Candidate {
            place,
            text: Cow::Owned(text.clone()),
            excerpt: &original[place.start..place.end],
            head: None,
            modality: strength.modality,
            word: strength.word.clone(),
            confidence: strength.confidence,
            doubts: with(&strength.doubts, Doubt::Alternatives),
        })
        .collect()
}
