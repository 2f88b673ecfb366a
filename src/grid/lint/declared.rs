//! What the moves into a version say of identifiers.

use std::collections::BTreeSet;

use crate::grid::Moves;
use crate::words::MoveKind;

/// The identifiers that moves account for, in capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Those that left a former version: renamed, split, merged.
    pub gone: BTreeSet<String>,
    /// Those that need no resemblance to what they were: reworded, part of both sides of a move,
    /// or reached by one, which is then held to what existed before.
    pub settled: BTreeSet<String>,
}

impl Declared {
    /// What the moves from some former versions declare.
    #[must_use]
    pub fn by(moves: &[Moves]) -> Self {
        let mut declared = Self::default();
        let all = || moves.iter().flat_map(|moves| &moves.list);
        for one in all() {
            let ids = one.from.iter().map(|id| id.value.to_ascii_uppercase());
            match one.kind {
                MoveKind::Reword => declared.settled.extend(ids),
                MoveKind::Rename | MoveKind::Split | MoveKind::Merge => declared.gone.extend(ids),
            }
        }
        for one in all() {
            let from: BTreeSet<String> =
                one.from.iter().map(|id| id.value.to_ascii_uppercase()).collect();
            let to = one.to.iter().map(|id| id.value.to_ascii_uppercase());
            let new = to.filter(|id| from.contains(id) || !declared.gone.contains(id));
            let new: Vec<String> = new.collect();
            declared.settled.extend(new);
        }
        declared
    }
}
