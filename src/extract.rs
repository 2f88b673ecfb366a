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
mod known;
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
mod recall;
mod repetitions;
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
mod windows;
mod wording;
mod write;

pub use axes::{Axes, Rule, read_axes};
pub use draft::{Draft, Plan, Row, draft};
pub use model::{Aside, Candidate, Document, Extraction, Hint, HintKind, Place, Section};

pub use pages::{coverage, review};
pub use since::{Kept, Links, Merge, Split};
pub use standard::{Gold, Labelled, Measure, measure, read_standard, standard_json, standard_text};
pub use write::{Written, grid_files};

use crate::words::{Confidence, Doubt};
use known::Known;
use minutes::Minutes;
use model::LineEnds;
use read::DocumentReader;

/// Reads some texts.
#[must_use]
pub fn extract<'t>(documents: &[Document<'t>]) -> Extraction<'t> {
    let mut out = Extraction::default();
    let mut traces = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        out.documents.push(document.name.to_owned());
        read_document(index, document, &mut out, &mut traces);
    }
    repetitions::set_aside(&mut out, &traces);
    out
}

fn read_document<'t>(
    index: usize,
    document: &Document<'t>,
    out: &mut Extraction<'t>,
    traces: &mut Vec<u64>,
) {
    let sorted = damage::Sorted::of(document.text);
    let parts = parts::cut(&sorted);
    let read = parts::each(&parts, Known::default, |known, part| {
        let end = if part.end < sorted.len() { sorted.bytes(part.end).start } else { usize::MAX };
        let end = end.min(document.text.len());
        let bytes = sorted.bytes(part.start).start.min(end)..end;
        let lines = LineEnds::of(document.text, bytes.clone());
        let cleaned = sorted.clean(part.clone(), &mut known.quiet);
        let mut reader = DocumentReader::new(index, document.text, lines, &cleaned, known);
        let covered = walk::walk(&cleaned.text, &mut reader);
        reader.settle_all();
        reader.outside_blocks(&covered);
        reader.unaccounted(bytes);
        reader.into_part()
    });
    let first = out.sections.len();
    out.sections.push(Section::before_titles(index));
    let candidates = out.candidates.len();
    out.reserve(&read);
    let mut minutes = Minutes::default();
    let mut lines = 0;
    for part in read {
        minutes.join(&part.minutes);
        traces.extend(part.traces);
        out.append(part.found, lines);
        lines += part.lines;
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
    for doubt in [(accents_lost, Doubt::Damaged), (minutes, Doubt::Minutes)] {
        let (true, doubt) = doubt else { continue };
        for candidate in &mut out.candidates[candidates..] {
            candidate.doubts.push(doubt);
            candidate.confidence = candidate.confidence.max(Confidence::Medium);
        }
    }
}
