//! The evidence of a project, piece by piece: what `preuves` prints and the dossier carries.

mod csv;
mod document;
mod page;

use std::collections::BTreeMap;

use super::view::{PieceRow, Row, View};
use crate::date::Date;
use crate::evidence::{Stored, Validity, identity};
use crate::words::{Level, Status};

pub use csv::render as csv;
pub use document::{EvidenceReport, render as json};
pub use page::render as markdown;

/// Everything there is to say of the evidence of a project.
#[derive(Debug)]
pub struct Inventory<'v> {
    /// The report it belongs to.
    pub view: &'v View<'v>,
    /// How many days ahead it looks.
    pub horizon: u32,
    /// Each piece cited, by name; references without a file last.
    pub pieces: Vec<PieceEntry<'v>>,
    /// Statements declared compliant or partial that no valid piece supports: requirements first,
    /// critical ones before, compliant before partial.
    pub unsupported: Vec<&'v Row<'v>>,
    /// Statements that a verification contradicts.
    pub refuted: Vec<&'v Row<'v>>,
    /// Files of the folder of evidence that no answer cites; none in a public report.
    pub unused: Vec<&'v Stored>,
    /// For missing pieces, the uncited file that has the hash recorded: renamed, most likely.
    pub renamed: BTreeMap<&'v str, &'v str>,
    /// Waivers that count and end within the horizon, soonest first.
    pub ending_waivers: Vec<&'v Row<'v>>,
}

/// A piece and everywhere it is cited.
#[derive(Debug)]
pub struct PieceEntry<'v> {
    /// Its citations, in the order of the grid.
    pub citations: Vec<Citation<'v>>,
}

/// A piece where an answer cites it.
#[derive(Debug, Clone, Copy)]
pub struct Citation<'v> {
    /// The statement.
    pub row: &'v Row<'v>,
    /// The piece.
    pub piece: &'v PieceRow<'v>,
}

impl<'v> PieceEntry<'v> {
    /// The piece as it is first cited.
    #[must_use]
    pub fn first(&self) -> &'v PieceRow<'v> {
        self.citations[0].piece
    }

    /// The statements it supports, each once.
    #[must_use]
    pub fn statements(&self) -> Vec<&'v str> {
        let mut ids: Vec<&str> =
            self.citations.iter().map(|one| one.row.statement.id.as_str()).collect();
        ids.dedup();
        ids
    }

    /// The last day it proves something, the soonest of its citations that are valid.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        let valid = self.citations.iter().filter(|one| *one.piece.validity == Validity::Valid);
        valid.filter_map(|one| one.piece.piece.valid_until.map(|date| date.value)).min()
    }
}

impl<'v> Inventory<'v> {
    /// Gathers the inventory. `stored` are the files of the folder that no answer cites.
    #[must_use]
    pub fn new(view: &'v View<'v>, unused: Vec<&'v Stored>, horizon: u32) -> Self {
        let unsupported_at = |level, status| {
            let fits = move |row: &&Row<'_>| {
                row.statement.level() == level
                    && row.judged.standing == status
                    && !row.pieces.iter().any(|piece| *piece.validity == Validity::Valid)
            };
            let mut rows: Vec<&Row<'_>> = view.rows.iter().filter(fits).collect();
            rows.sort_by_key(|row| !row.statement.critical);
            rows
        };
        let mut unsupported = Vec::new();
        for level in [Level::Requirement, Level::Recommendation] {
            for status in [Status::Compliant, Status::Partial] {
                unsupported.extend(unsupported_at(level, status));
            }
        }
        let by_hash: BTreeMap<&str, &str> = unused
            .iter()
            .filter_map(|file| Some((file.sha256.as_deref()?, file.path.as_str())))
            .collect();
        Self {
            view,
            horizon,
            pieces: pieces(view),
            unsupported,
            refuted: view.rows.iter().filter(|row| row.judged.refuted).collect(),
            renamed: if view.public { BTreeMap::new() } else { renamed(view, &by_hash) },
            unused: if view.public { Vec::new() } else { unused },
            ending_waivers: ending_waivers(view, horizon),
        }
    }

    /// The last day looked at.
    #[must_use]
    pub fn until(&self) -> Date {
        self.view.matter.assessment.day.plus_days(self.horizon)
    }

    /// The pieces that prove, but not after a day within the horizon, soonest first.
    #[must_use]
    pub fn ending(&self) -> Vec<(Date, &PieceEntry<'v>)> {
        let until = self.until();
        let mut ending: Vec<(Date, &PieceEntry<'_>)> = self
            .pieces
            .iter()
            .filter_map(|entry| Some((entry.ends_on().filter(|end| *end <= until)?, entry)))
            .collect();
        ending.sort_by_key(|(end, _)| *end);
        ending
    }

    /// The pieces that several statements share, most shared first.
    #[must_use]
    pub fn shared(&self) -> Vec<&PieceEntry<'v>> {
        let shared = self.pieces.iter().filter(|entry| entry.statements().len() > 1);
        let mut shared: Vec<&PieceEntry<'_>> = shared.collect();
        shared.sort_by_key(|entry| std::cmp::Reverse(entry.statements().len()));
        shared
    }

    /// Every citation.
    pub fn citations(&self) -> impl Iterator<Item = &Citation<'v>> {
        self.pieces.iter().flat_map(|entry| &entry.citations)
    }

    /// What `--exiger-valides` refuses: a cited file that does not prove, or a requirement declared
    /// compliant or partial that nothing supports. A reference alone is no file: it is not refused
    /// where another piece proves.
    #[must_use]
    pub fn lacks_something(&self) -> bool {
        let faulty = |one: &Citation<'_>| {
            !matches!(one.piece.validity, Validity::Valid | Validity::NoFile | Validity::Address)
        };
        let of_requirement = |row: &&Row<'_>| row.statement.level() == Level::Requirement;
        self.citations().any(faulty) || self.unsupported.iter().any(of_requirement)
    }
}

fn pieces<'v>(view: &'v View<'v>) -> Vec<PieceEntry<'v>> {
    let mut by_name: BTreeMap<(bool, String), Vec<Citation<'v>>> = BTreeMap::new();
    for row in &view.rows {
        for piece in &row.pieces {
            let key = (piece.piece.file.is_none(), identity(piece.piece));
            by_name.entry(key).or_default().push(Citation { row, piece });
        }
    }
    by_name.into_values().map(|citations| PieceEntry { citations }).collect()
}

fn renamed<'v>(
    view: &'v View<'v>,
    by_hash: &BTreeMap<&'v str, &'v str>,
) -> BTreeMap<&'v str, &'v str> {
    let pieces = view.rows.iter().flat_map(|row| &row.pieces);
    let missing = pieces.filter(|piece| matches!(piece.validity, Validity::Missing { .. }));
    let found = missing.filter_map(|piece| {
        let recorded = piece.piece.sha256.as_ref()?;
        Some((piece.path?, *by_hash.get(recorded.value.as_str())?))
    });
    found.collect()
}

fn ending_waivers<'v>(view: &'v View<'v>, horizon: u32) -> Vec<&'v Row<'v>> {
    let until = view.matter.assessment.day.plus_days(horizon);
    let end = |row: &Row<'_>| row.waiver.as_ref()?.waiver.until.map(|date| date.value);
    let mut rows: Vec<&Row<'_>> = view
        .rows
        .iter()
        .filter(|row| row.judged.waived && end(row).is_some_and(|end| end <= until))
        .collect();
    rows.sort_by_key(|row| end(row));
    rows
}
