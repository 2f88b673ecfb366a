//! What was conforming and no longer is, with each reason.

use super::moves::same_piece;
use super::state::{Entry, Piece, State};
use super::{Difference, differences};
use crate::words::Status;

/// A statement that was compliant, and what it lost.
#[derive(Debug)]
pub struct Regression<'a> {
    /// How it was.
    pub before: &'a Entry,
    /// What it lost.
    pub loss: Loss<'a>,
}

/// What a statement lost.
#[derive(Debug)]
pub enum Loss<'a> {
    /// It is no longer compliant, but this.
    Compliance(Status),
    /// It is still compliant, no longer proved: a verification contradicts it.
    Refuted,
    /// It is still compliant, no longer proved: each piece that proved, and what became of it
    /// (none: no longer cited).
    Proof(Vec<(&'a Piece, Option<&'a Piece>)>),
    /// It is no longer in the scope, which the project narrowed.
    Scope,
}

/// The statements that were compliant before and are no longer, or no longer proved; then those
/// that the grid changed or dropped, which nothing real can be said of.
#[must_use]
pub fn regressions<'a>(
    before: &'a State,
    after: &'a State,
) -> (Vec<Regression<'a>>, Vec<(&'a Entry, Vec<Difference>)>) {
    let same_grid = before.version == after.version && before.sha256 == after.sha256;
    let now = after.by_id();
    let mut found = Vec::new();
    let mut apart = Vec::new();
    let compliant = before.entries.iter().filter(|one| one.standing == Status::Compliant);
    for old in compliant {
        let Some(entry) = now.get(old.id.as_str()) else {
            if same_grid {
                found.push(Regression { before: old, loss: Loss::Scope });
            } else {
                apart.push((old, Vec::new()));
            }
            continue;
        };
        let changed = differences(old, entry);
        let loss = loss(old, entry);
        match loss {
            None => {}
            Some(_) if !changed.is_empty() => apart.push((old, changed)),
            Some(loss) => found.push(Regression { before: old, loss }),
        }
    }
    (found, apart)
}

fn loss<'a>(before: &'a Entry, after: &'a Entry) -> Option<Loss<'a>> {
    if after.standing != Status::Compliant {
        return Some(Loss::Compliance(after.standing));
    }
    if after.refuted && !before.refuted {
        return Some(Loss::Refuted);
    }
    if !before.proved || after.proved {
        return None;
    }
    let proved = before.pieces.iter().filter(|piece| piece.is_valid());
    Some(Loss::Proof(proved.map(|piece| (piece, same_piece(piece, &after.pieces))).collect()))
}
