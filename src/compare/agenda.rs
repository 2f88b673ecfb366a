//! What a surveillance audit of three days should look at, each statement once.

use std::collections::BTreeMap;

use super::moves::Direction;
use super::state::{Entry, Piece};
use super::{Comparison, Move};
use crate::date::Date;
use crate::evidence::HORIZON;
use crate::words::{Level, Status};

/// The programme of an audit, day after day.
#[derive(Debug, Default)]
pub struct Agenda<'a> {
    /// Shortfalls and corrections; evidence and waivers; the rest.
    pub days: [Vec<Item<'a>>; 3],
}

/// A statement to look at, and why.
#[derive(Debug)]
pub struct Item<'a> {
    /// The statement, as it is after.
    pub entry: &'a Entry,
    /// Why, most pressing first; never empty.
    pub reasons: Vec<Reason>,
}

/// Why a statement is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Something was lost.
    Lost,
    /// A verification contradicts the answer.
    Refuted,
    /// The action was due that day, and the statement is still not met.
    Overdue(Date),
    /// A requirement that is not met.
    Unmet,
    /// A requirement that was not met and is declared compliant.
    Corrected,
    /// Evidence or a waiver came to its end.
    Ended,
    /// A piece was added, or its content is another one.
    NewEvidence,
    /// Evidence comes to its end on that day.
    EvidenceEnds(Date),
    /// Under a waiver, until that day.
    Waived(Option<Date>),
    /// The grid changed the statement.
    GridChanged,
    /// The statement is new in the scope.
    Added,
    /// The answer changed otherwise.
    Otherwise,
    /// A requirement declared compliant, without proof.
    Unproved,
}

impl Reason {
    /// The day of the audit it belongs to, from 0.
    #[must_use]
    pub fn day(&self) -> usize {
        match self {
            Self::Lost | Self::Refuted | Self::Overdue(_) | Self::Unmet | Self::Corrected => 0,
            Self::Ended | Self::NewEvidence | Self::EvidenceEnds(_) | Self::Waived(_) => 1,
            Self::GridChanged | Self::Added | Self::Otherwise | Self::Unproved => 2,
        }
    }
}

pub(super) fn agenda<'a>(comparison: &Comparison<'a>) -> Agenda<'a> {
    let mut reasons: BTreeMap<&str, Vec<Reason>> = BTreeMap::new();
    let mut add = |id: &'a str, reason: Reason| reasons.entry(id).or_default().push(reason);
    for change in &comparison.lost {
        add(&change.after.id, Reason::Lost);
    }
    for change in comparison.lost.iter().chain(&comparison.won).chain(&comparison.other) {
        if new_evidence(&change.moves) {
            add(&change.after.id, Reason::NewEvidence);
        }
        if change.moves.iter().any(otherwise) {
            add(&change.after.id, Reason::Otherwise);
        }
    }
    for expired in &comparison.expired {
        add(expired.id, Reason::Ended);
    }
    for (change, _) in &comparison.frame.changed {
        add(&change.after.id, Reason::GridChanged);
    }
    for entry in &comparison.frame.added {
        add(&entry.id, Reason::Added);
    }
    let former = comparison.before.by_id();
    for entry in &comparison.after.entries {
        for reason in by_itself(entry, former.get(entry.id.as_str()), comparison.after.day) {
            add(&entry.id, reason);
        }
    }
    let mut agenda = Agenda::default();
    for entry in &comparison.after.entries {
        let Some(mut reasons) = reasons.remove(entry.id.as_str()) else { continue };
        reasons.sort();
        reasons.dedup();
        let day = reasons[0].day();
        agenda.days[day].push(Item { entry, reasons });
    }
    for day in &mut agenda.days {
        day.sort_by_key(|item| {
            let requirement = item.entry.level() == Level::Requirement;
            (!item.entry.critical, !requirement, item.reasons[0].clone())
        });
    }
    agenda
}

/// The reasons that the state of a statement gives, beside what moved.
fn by_itself(entry: &Entry, before: Option<&&Entry>, today: Date) -> Vec<Reason> {
    let mut found = Vec::new();
    let requirement = entry.level() == Level::Requirement;
    if entry.refuted {
        found.push(Reason::Refuted);
    }
    if requirement && entry.is_unmet() && !entry.waived {
        let due = entry.action.as_ref().and_then(|action| action.due);
        found.extend(due.filter(|due| *due < today).map(Reason::Overdue));
        found.push(Reason::Unmet);
    }
    if requirement && !entry.is_unmet() && before.is_some_and(|before| before.is_unmet()) {
        found.push(Reason::Corrected);
    }
    let last = today.plus_days(HORIZON);
    let ends = entry.pieces.iter().filter(|piece| piece.is_valid()).filter_map(|one| one.until);
    found.extend(ends.filter(|end| *end <= last).min().map(Reason::EvidenceEnds));
    if entry.waived {
        found.push(Reason::Waived(entry.waiver.as_ref().and_then(|waiver| waiver.until)));
    }
    if requirement && entry.standing == Status::Compliant && !entry.proved && !entry.refuted {
        found.push(Reason::Unproved);
    }
    found
}

fn new_evidence(moves: &[Move]) -> bool {
    moves.iter().any(|one| match one {
        Move::PieceAdded(_) | Move::PieceReplaced(_) => true,
        Move::PieceState(_, after) => Piece::is_valid(after),
        Move::Status(..)
        | Move::Proved(_)
        | Move::Verified(_)
        | Move::Refuted(_)
        | Move::Waived(_)
        | Move::PieceRemoved(_)
        | Move::Justification => false,
    })
}

/// Whether a move is neither progress, nor loss, nor about pieces.
fn otherwise(one: &Move) -> bool {
    match one {
        Move::Status(..) => one.direction() == Direction::Neither,
        Move::PieceRemoved(_) | Move::Justification => true,
        Move::Proved(_)
        | Move::Verified(_)
        | Move::Refuted(_)
        | Move::Waived(_)
        | Move::PieceAdded(_)
        | Move::PieceReplaced(_)
        | Move::PieceState(..) => false,
    }
}
