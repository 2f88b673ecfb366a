//! What a careful reader would say of a grid before it is published.
//!
//! One rule, one function, one code, one card of `docs/diagnostics.md`. Only `grille verifier`
//! and `grille figer` call them: a project is judged all the same against a grid with a vague
//! statement. What makes a grid unreadable or ambiguous is in `grid::checks`.

mod alike;
mod axes;
mod citations;
mod declared;
mod former;
mod ids;
mod modal;
mod modality;
mod spreadsheet;
mod tokens;
mod wording;

use std::collections::BTreeMap;
use std::ops::Range;

pub use declared::Declared;

use super::{Grid, Statement};
use crate::source::Span;
use crate::yaml::Reading;
use crate::yaml::scalar::first_line;

/// What the rules look at.
#[derive(Debug)]
pub struct Matter<'a> {
    grid: &'a Grid,
    /// The newest first.
    earlier: &'a [Grid],
    declared: Declared,
    /// By identifier in capitals, where the newest earlier version that has it holds it: the
    /// version, the row.
    former: BTreeMap<String, (usize, usize)>,
}

impl<'a> Matter<'a> {
    /// A grid, the versions of the same grid before it, the newest first, and what the moves into
    /// it say.
    #[must_use]
    pub fn new(grid: &'a Grid, earlier: &'a [Grid], declared: Declared) -> Self {
        let mut former = BTreeMap::new();
        for (version, grid) in earlier.iter().enumerate() {
            for (row, statement) in grid.statements.iter().enumerate() {
                former.entry(statement.id.to_ascii_uppercase()).or_insert((version, row));
            }
        }
        Self { grid, earlier, declared, former }
    }

    /// The statements whose wording still counts.
    fn in_force(&self) -> impl Iterator<Item = &'a Statement> {
        self.grid.statements.iter().filter(|statement| !statement.is_withdrawn())
    }

    /// Where the newest earlier version that has an identifier holds it: the index of the version
    /// and the statement.
    fn former(&self, id: &str) -> Option<(usize, &'a Statement)> {
        let (version, row) = self.former.get(&id.to_ascii_uppercase())?;
        Some((*version, &self.earlier[*version].statements[*row]))
    }
}

/// Every rule, in the order of codes.
const RULES: &[fn(&Matter<'_>, &mut Reading<'_>)] = &[
    modality::contradicted,
    modality::absent,
    modality::several,
    alike::nearly_alike,
    axes::without_statement,
    spreadsheet::eaten,
    ids::gaps,
    ids::disorder,
    wording::vague,
    wording::long,
    citations::of_withdrawn,
    former::reused,
];

/// Applies every rule.
pub fn lint(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for rule in RULES {
        rule(matter, cx);
    }
}

/// Where some bytes of a text that was read stand in its file: the words themselves if the file
/// writes them as they are, the line where the text begins otherwise.
fn place(span: Span, text: &str, range: &Range<usize>, cx: &Reading<'_>) -> Span {
    let words = &text[range.clone()];
    let written = cx.sources.slice(span);
    let rank = text[..range.start].matches(words).count();
    let same = written.matches(words).count() == text.matches(words).count();
    match written.match_indices(words).nth(rank).filter(|_| same) {
        Some((at, _)) => Span::new(span.source, span.start + at, span.start + at + words.len()),
        None => first_line(span, cx),
    }
}
