//! Whether a piece of evidence proves an answer at a day, judged on facts gathered by `files`.

mod path;
mod record;
mod remarks;

use std::collections::BTreeMap;

use crate::answers::{Answer, Bound, Piece, Project};
use crate::date::Date;
use crate::grid::Grid;
use crate::words::EvidenceKind;

pub use path::{Place, composed, place_of};
pub use record::{Recorded, record};
pub use remarks::remarks;

/// How far ahead reports warn of what comes to its end, in days, unless another delay is asked.
pub const HORIZON: u32 = 180;

/// What was found on disk for a path of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A file inside the project.
    Present {
        /// Its SHA-256 in lower-case hexadecimal.
        sha256: String,
        /// Its path as it is on disk, in either Unicode form.
        actual: String,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Nothing of that name.
    Missing {
        /// The name in the same folder that it resembles.
        near: Option<String>,
    },
    /// A file whose name differs by its capitals only: there under Windows, absent elsewhere.
    OtherCase {
        /// Its path as it is on disk.
        actual: String,
    },
    /// A link that leaves the project.
    Outside,
    /// A folder, or something else that is not a file.
    NotAFile,
    /// A file the system refuses to read.
    Unreadable,
}

/// What was found for every path the answers name, by its path inside the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// By path, `/`-separated, relative to the project.
    pub by_path: BTreeMap<String, Fact>,
}

/// What a piece is worth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validity {
    /// It proves.
    Valid,
    /// No file: a reference or an address alone proves nothing.
    NoFile,
    /// Its path leaves the project.
    Outside,
    /// What is written under « fichier » is an address.
    Address,
    /// Its file is not there.
    Missing {
        /// The path it resembles.
        near: Option<String>,
    },
    /// Its file has other capitals on disk.
    OtherCase {
        /// The path on disk.
        actual: String,
    },
    /// It is not a file.
    NotAFile,
    /// It cannot be read.
    Unreadable,
    /// Its content is no longer what was recorded.
    Changed,
    /// Dated after the day.
    NotYetValid(Date),
    /// No longer valid.
    Expired(Date),
    /// Of a kind the grid does not expect.
    UnexpectedKind,
}

/// What tells pieces apart: their path in one form, or their reference.
#[must_use]
pub fn identity(piece: &Piece) -> String {
    match piece.file.as_ref().map(|file| (place_of(&file.value), &file.value)) {
        Some((Place::Inside(path), _)) => composed(&path),
        Some((Place::Outside | Place::Address, written)) => written.clone(),
        None => piece.reference.clone().unwrap_or_default(),
    }
}

/// What a piece is worth at a day, for a statement that expects these kinds (none: any): the first
/// of its [`faults`].
#[must_use]
pub fn judge(piece: &Piece, expected: &[EvidenceKind], facts: &Facts, day: Date) -> Validity {
    faults(piece, expected, facts, day).into_iter().next().unwrap_or(Validity::Valid)
}

/// Everything that keeps a piece from proving: what is wrong on disk first, then what is wrong in
/// what is declared, which a sound file would leave. Empty: it proves.
#[must_use]
pub fn faults(piece: &Piece, expected: &[EvidenceKind], facts: &Facts, day: Date) -> Vec<Validity> {
    let mut faults = Vec::new();
    faults.extend(fault_on_disk(piece, facts));
    if let Some(date) = piece.date.filter(|date| date.value > day) {
        faults.push(Validity::NotYetValid(date.value));
    }
    if let Some(until) = piece.valid_until.filter(|until| until.value < day) {
        faults.push(Validity::Expired(until.value));
    }
    let kind_fits =
        expected.is_empty() || piece.kind.is_some_and(|kind| expected.contains(&kind.value));
    if !kind_fits {
        faults.push(Validity::UnexpectedKind);
    }
    faults
}

fn fault_on_disk(piece: &Piece, facts: &Facts) -> Option<Validity> {
    let Some(file) = &piece.file else {
        return Some(Validity::NoFile);
    };
    let path = match place_of(&file.value) {
        Place::Inside(path) => path,
        Place::Outside => return Some(Validity::Outside),
        Place::Address => return Some(Validity::Address),
    };
    match facts.by_path.get(&path) {
        Some(Fact::Present { sha256, .. }) => {
            let recorded = piece.sha256.as_ref();
            recorded.is_some_and(|recorded| recorded.value != *sha256).then_some(Validity::Changed)
        }
        Some(Fact::OtherCase { actual }) => Some(Validity::OtherCase { actual: actual.clone() }),
        Some(Fact::Outside) => Some(Validity::Outside),
        Some(Fact::NotAFile) => Some(Validity::NotAFile),
        Some(Fact::Unreadable) => Some(Validity::Unreadable),
        Some(Fact::Missing { near }) => Some(Validity::Missing { near: near.clone() }),
        None => Some(Validity::Missing { near: None }),
    }
}

/// A file of the folder of evidence, cited or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its path inside the project as it is on disk, `/`-separated.
    pub path: String,
    /// Its SHA-256, where it was asked for.
    pub sha256: Option<String>,
}

/// The files of the folder that no answer cites, in scope or not, by whatever Unicode form.
#[must_use]
pub fn unused<'a>(stored: &'a [Stored], bound: &Bound, facts: &Facts) -> Vec<&'a Stored> {
    let mut cited = std::collections::BTreeSet::new();
    for piece in bound.answers.iter().flat_map(|answer| &answer.evidence) {
        let Some(Place::Inside(path)) = piece.file.as_ref().map(|file| place_of(&file.value))
        else {
            continue;
        };
        match facts.by_path.get(&path) {
            Some(Fact::Present { actual, .. } | Fact::OtherCase { actual }) => {
                cited.insert(composed(actual));
            }
            Some(Fact::Missing { .. } | Fact::Outside | Fact::NotAFile | Fact::Unreadable)
            | None => {}
        }
        cited.insert(composed(&path));
    }
    stored.iter().filter(|file| !cited.contains(&composed(&file.path))).collect()
}

/// The hashes recorded for pieces that are not there: what a renamed file is recognised by.
#[must_use]
pub fn hashes_sought(bound: &Bound, facts: &Facts) -> Vec<String> {
    let pieces = bound.answers.iter().flat_map(|answer| &answer.evidence);
    let missing = pieces
        .filter(|piece| matches!(fault_on_disk(piece, facts), Some(Validity::Missing { .. })));
    let hashes = missing.filter_map(|piece| piece.sha256.as_ref().map(|hash| hash.value.clone()));
    let hashes: std::collections::BTreeSet<String> = hashes.collect();
    hashes.into_iter().collect()
}

/// The paths inside the project that the answers in scope name: what `files` must look at.
#[must_use]
pub fn paths_to_look_at(project: &Project, grid: &Grid, bound: &Bound) -> Vec<String> {
    paths_cited(bound.in_scope(project, grid).map(|(_, answer)| answer))
}

/// The paths inside their project that some answers name, sorted.
#[must_use]
pub fn paths_cited<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Vec<String> {
    let mut paths = std::collections::BTreeSet::new();
    for answer in answers {
        for file in answer.evidence.iter().filter_map(|piece| piece.file.as_ref()) {
            if let Place::Inside(path) = place_of(&file.value) {
                paths.insert(path);
            }
        }
    }
    paths.into_iter().collect()
}
