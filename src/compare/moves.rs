//! What moved in the answer to one statement.

use super::state::{Entry, Piece};
use crate::words::Status;

/// Something that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// The status that counts: before, after.
    Status(Status, Status),
    /// Proved now, or no longer.
    Proved(bool),
    /// Verified now, or no longer.
    Verified(bool),
    /// Contradicted now, or no longer.
    Refuted(bool),
    /// Under a waiver that holds now, or no longer.
    Waived(bool),
    /// A piece that was not cited.
    PieceAdded(Piece),
    /// A piece no longer cited.
    PieceRemoved(Piece),
    /// A piece whose content is another one: its new state.
    PieceReplaced(Piece),
    /// A piece whose worth changed: before, after.
    PieceState(Piece, Piece),
    /// Another justification.
    Justification,
}

/// Which way something moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// For the worse.
    Worse,
    /// For the better.
    Better,
    /// Neither.
    Neither,
}

impl Move {
    /// Which way it goes. « Sans objet » is on no ladder, and a first answer that is not compliant
    /// is no victory.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self::Status(before, after) => match (rung(*before), rung(*after)) {
                (Some(0), Some(after)) if after < 3 => Direction::Neither,
                (Some(before), Some(after)) if after > before => Direction::Better,
                (Some(before), Some(after)) if after < before => Direction::Worse,
                (Some(_) | None, Some(_) | None) => Direction::Neither,
            },
            Self::Proved(now) | Self::Verified(now) | Self::Waived(now) => better(*now),
            Self::Refuted(now) => better(!now),
            Self::PieceAdded(_)
            | Self::PieceRemoved(_)
            | Self::PieceReplaced(_)
            | Self::PieceState(..)
            | Self::Justification => Direction::Neither,
        }
    }
}

fn better(truth: bool) -> Direction {
    if truth { Direction::Better } else { Direction::Worse }
}

/// The rung of a status, from what was not assessed to what is compliant.
fn rung(status: Status) -> Option<u8> {
    match status {
        Status::ToAssess => Some(0),
        Status::NonCompliant => Some(1),
        Status::Partial => Some(2),
        Status::Compliant => Some(3),
        Status::NotApplicable => None,
    }
}

/// Where several moves go together: worse if one does, else better if one does; `None` for none.
pub(super) fn direction(moves: &[Move]) -> Option<Direction> {
    let goes = |way| moves.iter().any(|one| one.direction() == way);
    if goes(Direction::Worse) {
        return Some(Direction::Worse);
    }
    if goes(Direction::Better) {
        return Some(Direction::Better);
    }
    (!moves.is_empty()).then_some(Direction::Neither)
}

/// Everything that moved, losses first, then gains, then the rest.
pub(super) fn moves(before: &Entry, after: &Entry) -> Vec<Move> {
    let mut found = Vec::new();
    if before.standing != after.standing {
        found.push(Move::Status(before.standing, after.standing));
    }
    let mut flag = |was: bool, is: bool, moved: Move| {
        if was != is {
            found.push(moved);
        }
    };
    flag(before.refuted, after.refuted, Move::Refuted(after.refuted));
    flag(before.proved, after.proved, Move::Proved(after.proved));
    flag(before.verified, after.verified, Move::Verified(after.verified));
    // A waiver that is no longer needed is not one that was lost.
    if after.standing != Status::Compliant {
        flag(before.waived, after.waived, Move::Waived(after.waived));
    }
    found.extend(pieces(&before.pieces, &after.pieces));
    if before.justification != after.justification {
        found.push(Move::Justification);
    }
    found.sort_by_key(|one| match one.direction() {
        Direction::Worse => 0,
        Direction::Better => 1,
        Direction::Neither => 2,
    });
    found
}

fn pieces(before: &[Piece], after: &[Piece]) -> Vec<Move> {
    let mut found = Vec::new();
    for piece in after {
        match same_piece(piece, before) {
            None => found.push(Move::PieceAdded(piece.clone())),
            Some(old) if differs(&old.sha256, &piece.sha256) => {
                found.push(Move::PieceReplaced(piece.clone()));
            }
            Some(old) if old.state != piece.state => {
                found.push(Move::PieceState(old.clone(), piece.clone()));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|piece| same_piece(piece, after).is_none());
    found.extend(gone.map(|piece| Move::PieceRemoved(piece.clone())));
    found
}

/// Whether both hashes are known and differ.
fn differs(before: &Option<String>, after: &Option<String>) -> bool {
    before.is_some() && after.is_some() && before != after
}

/// The same piece among others: of the same name, or, where a public report hides names, of the
/// same content.
pub(super) fn same_piece<'a>(piece: &Piece, others: &'a [Piece]) -> Option<&'a Piece> {
    let named = others.iter().find(|other| piece.name.is_some() && other.name == piece.name);
    let alike = |other: &&Piece| {
        let hidden = piece.name.is_none() || other.name.is_none();
        hidden && piece.sha256.is_some() && other.sha256 == piece.sha256
    };
    named.or_else(|| others.iter().find(alike))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_progress_is_better_and_only_real_loss_worse() {
        use Status::{Compliant, NonCompliant, NotApplicable, Partial, ToAssess};
        for (before, after, way) in [
            (Partial, Compliant, Direction::Better),
            (ToAssess, Compliant, Direction::Better),
            (ToAssess, NonCompliant, Direction::Neither),
            (NonCompliant, ToAssess, Direction::Worse),
            (Compliant, Partial, Direction::Worse),
            (Compliant, NotApplicable, Direction::Neither),
            (NotApplicable, NonCompliant, Direction::Neither),
        ] {
            assert_eq!(Move::Status(before, after).direction(), way, "{before:?} {after:?}");
        }
        let mixed = [Move::Proved(false), Move::Status(Partial, Compliant)];
        assert_eq!(direction(&mixed), Some(Direction::Worse));
        assert_eq!(direction(&[]), None);
    }
}
