//! Whether a piece of evidence proves an answer at a day, judged on facts gathered by `files`.

mod path;
mod remarks;

use std::collections::BTreeMap;

use crate::answers::{Bound, Piece, Project};
use crate::date::Date;
use crate::grid::Grid;
use crate::words::EvidenceKind;

pub use path::{Place, place_of};
pub use remarks::remarks;

/// What was found on disk for a path of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A file inside the project.
    Present {
        /// Its SHA-256 in lower-case hexadecimal.
        sha256: String,
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What a piece is worth at a day, for a statement that expects these kinds (none: any).
#[must_use]
pub fn judge(piece: &Piece, expected: &[EvidenceKind], facts: &Facts, day: Date) -> Validity {
    let Some(file) = &piece.file else {
        return Validity::NoFile;
    };
    let path = match place_of(&file.value) {
        Place::Inside(path) => path,
        Place::Outside => return Validity::Outside,
        Place::Address => return Validity::Address,
    };
    let sha256 = match facts.by_path.get(&path) {
        Some(Fact::Present { sha256 }) => sha256,
        Some(Fact::OtherCase { actual }) => {
            return Validity::OtherCase { actual: actual.clone() };
        }
        Some(Fact::Outside) => return Validity::Outside,
        Some(Fact::NotAFile) => return Validity::NotAFile,
        Some(Fact::Unreadable) => return Validity::Unreadable,
        Some(Fact::Missing { near }) => return Validity::Missing { near: near.clone() },
        None => return Validity::Missing { near: None },
    };
    if piece.sha256.as_ref().is_some_and(|recorded| recorded.value != *sha256) {
        return Validity::Changed;
    }
    if let Some(date) = piece.date.filter(|date| date.value > day) {
        return Validity::NotYetValid(date.value);
    }
    if let Some(until) = piece.valid_until.filter(|until| until.value < day) {
        return Validity::Expired(until.value);
    }
    let kind_fits =
        expected.is_empty() || piece.kind.is_some_and(|kind| expected.contains(&kind.value));
    if kind_fits { Validity::Valid } else { Validity::UnexpectedKind }
}

/// The paths inside the project that the answers in scope name: what `files` must look at.
#[must_use]
pub fn paths_to_look_at(project: &Project, grid: &Grid, bound: &Bound) -> Vec<String> {
    let mut paths = std::collections::BTreeSet::new();
    for (_, answer) in bound.in_scope(project, grid) {
        for file in answer.evidence.iter().filter_map(|piece| piece.file.as_ref()) {
            if let Place::Inside(path) = place_of(&file.value) {
                paths.insert(path);
            }
        }
    }
    paths.into_iter().collect()
}
