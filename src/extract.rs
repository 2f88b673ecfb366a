//! A draft grid from the text of a referential: `grille extraire`.
//!
//! Text → `damage` undone, positions kept → `walk` of Markdown blocks → `sentences` →
//! `verdict` from the `lexicon` and the rules of negation and clauses → [`Extraction`].

mod axes;
mod beginnings;
mod blocks;
mod clause;
mod damage;
mod draft;
mod hints;
mod hits;
mod html;
pub mod keys;
mod labels;
mod lexicon;
mod lists;
mod minutes;
mod model;
mod negation;
mod pages;
mod parts;
mod quiet;
mod read;
mod rows;
mod sentences;
mod since;
mod spelling;
mod standard;
mod tokens;
#[cfg(test)]
mod trial;
mod verdict;
mod view;
mod walk;
mod wording;
mod write;

pub use axes::{Axes, Rule, read_axes};
pub use draft::{Draft, Plan, Row, draft};
pub use model::{Aside, Candidate, Document, Extraction, Hint, HintKind, Place, Section};

pub use pages::{coverage, review};
pub use since::{Kept, Links, Merge, Split};
pub use standard::{Gold, Labelled, Measure, measure, read_standard, standard_json, standard_text};
pub use write::{Written, grid_files};

use crate::words::{Confidence, Doubt, LeftOut, fold};
use minutes::Minutes;
use model::LineStarts;
use read::DocumentReader;

/// Reads some texts.
#[must_use]
pub fn extract(documents: &[Document<'_>]) -> Extraction {
    let mut out = Extraction::default();
    for (index, document) in documents.iter().enumerate() {
        out.documents.push(document.name.to_owned());
        read_document(index, document, &mut out);
    }
    set_repetitions_aside(&mut out);
    out
}

fn read_document(index: usize, document: &Document<'_>, out: &mut Extraction) {
    let sorted = damage::Sorted::of(document.text);
    let lines = LineStarts::of(document.text);
    let parts = parts::cut(&sorted);
    let read = parts::each(&parts, |part| {
        let cleaned = sorted.clean(part.clone());
        let mut reader = DocumentReader::new(index, document.text, &lines, &cleaned);
        let covered = walk::walk(&cleaned.text, &mut reader);
        reader.settle_all();
        reader.outside_blocks(&covered);
        let end = if part.end < sorted.len() { sorted.bytes(part.end).start } else { usize::MAX };
        let end = end.min(document.text.len());
        reader.unaccounted(sorted.bytes(part.start).start.min(end)..end);
        reader.into_part()
    });
    let first = out.sections.len();
    out.sections.push(Section::before_titles(index));
    let (candidates, left_out) = (out.candidates.len(), out.left_out.len());
    let mut minutes = Minutes::default();
    for part in read {
        minutes.join(&part.minutes);
        out.append(part.found);
    }
    model::nest(&mut out.sections, first);
    let accents_lost = sorted.accents_lost();
    if accents_lost {
        out.without_accents.push(index);
    }
    let minutes = minutes.tell();
    if minutes {
        out.minutes.push(index);
    }
    for candidate in &mut out.candidates[candidates..] {
        if accents_lost {
            candidate.doubts.push(Doubt::Damaged);
            candidate.confidence = candidate.confidence.max(Confidence::Medium);
        }
        if minutes {
            candidate.doubts.push(Doubt::Minutes);
            candidate.confidence = candidate.confidence.max(Confidence::Medium);
        }
    }
    out.candidates[candidates..].sort_by_key(|one| (one.place.start, one.place.end));
    out.left_out[left_out..].sort_by_key(|one| (one.place.start, one.place.end));
    out.hints.sort_by_key(|one| (one.place.document, one.place.start));
}

/// A statement said again in the same words is set aside.
fn set_repetitions_aside(out: &mut Extraction) {
    let mut order: Vec<(u64, usize)> =
        out.candidates.iter().enumerate().map(|(at, one)| (trace(one), at)).collect();
    order.sort_unstable();
    let mut again = vec![false; out.candidates.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let first = &out.candidates[group[0].1];
        for (_, at) in &group[1..] {
            again[*at] = is_same(first, &out.candidates[*at]);
        }
    }
    let mut kept = Vec::with_capacity(out.candidates.len());
    for (candidate, again) in std::mem::take(&mut out.candidates).into_iter().zip(again) {
        if again {
            out.left_out.push(Aside {
                place: candidate.place,
                text: candidate.text,
                word: candidate.word,
                why: LeftOut::Repetition,
            });
        } else {
            kept.push(candidate);
        }
    }
    out.candidates = kept;
    out.left_out.sort_by_key(|one| (one.place.document, one.place.start, one.place.end));
}

/// A number that statements in the same words share, capitals and marks aside (FNV-1a).
fn trace(candidate: &Candidate) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ candidate.modality as u64;
    let bytes = candidate.text.bytes().filter(|byte| byte.is_ascii_alphanumeric());
    bytes.fold(start, |hash, byte| (hash ^ u64::from(byte | 0x20)).wrapping_mul(0x0100_0000_01b3))
}

fn is_same(a: &Candidate, b: &Candidate) -> bool {
    a.modality == b.modality && (a.text == b.text || fold(&a.text) == fold(&b.text))
}
