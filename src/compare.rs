//! Two states of one project, statement by statement: what was really won or lost, apart from what
//! the grid or the scope changed.

mod agenda;
mod moves;
mod regression;
mod state;

use std::collections::BTreeMap;

use crate::date::Date;
use crate::words::{Level, Status};

pub use agenda::{Agenda, Item, Reason};
pub use moves::{Direction, Move};
pub use regression::{Loss, Regression, regressions};
pub use state::{
    Action, Entry, LevelFigures, Marks, Piece, PieceState, Scope, State, Waiver, WaiverWord,
};

/// What separates two states.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The first state.
    pub before: &'a State,
    /// The second one.
    pub after: &'a State,
    /// Statements of the same text on both sides where something was lost, whatever was won.
    pub lost: Vec<Change<'a>>,
    /// Those where something was won, and nothing lost.
    pub won: Vec<Change<'a>>,
    /// Those that changed otherwise.
    pub other: Vec<Change<'a>>,
    /// What proved or held before, and has since come to its end.
    pub expired: Vec<Expired<'a>>,
    /// What the grid or the scope changed.
    pub frame: Frame<'a>,
    /// Requirements, then recommendations: counts over the statements common to both sides and
    /// unchanged.
    pub common: [(Level, Common); 2],
    /// What a surveillance audit should look at, over three days.
    pub agenda: Agenda<'a>,
}

/// A statement on both sides, and what moved.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// How it was.
    pub before: &'a Entry,
    /// How it is.
    pub after: &'a Entry,
    /// What moved, losses first.
    pub moves: Vec<Move>,
}

/// Something that came to its end between the two days.
#[derive(Debug, Clone)]
pub struct Expired<'a> {
    /// The statement it supported.
    pub id: &'a str,
    /// The piece; none for a waiver.
    pub piece: Option<&'a Piece>,
    /// Its last day.
    pub last_day: Option<Date>,
}

/// What changed in the frame rather than in the answers.
#[derive(Debug, Default)]
pub struct Frame<'a> {
    /// Whether the two states were judged with the same grid, to the byte.
    pub same_grid: bool,
    /// Whether object or scope changed.
    pub same_scope: bool,
    /// Statements of both sides whose text, level or reach differ, with what differs.
    pub changed: Vec<(Change<'a>, Vec<Difference>)>,
    /// Statements that only the second state has.
    pub added: Vec<&'a Entry>,
    /// Statements that only the first state has.
    pub removed: Vec<&'a Entry>,
}

/// What a grid changed in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// A recommendation became a requirement.
    Hardened,
    /// A requirement became a recommendation.
    Softened,
    /// Another modal word of the same level.
    Modality,
    /// Its text.
    Text,
    /// Whom it concerns: roles, objects, degrees, core.
    Reach,
    /// The kinds of evidence it accepts.
    Evidence,
    /// The foreseen case of « sans objet ».
    NotApplicable,
    /// Whether it is critical.
    Critical,
}

/// Counts of the statements common to both sides and unchanged, before and after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Common {
    /// How many there are.
    pub statements: u64,
    /// Compliant.
    pub compliant: (u64, u64),
    /// Compliant and proved.
    pub proved: (u64, u64),
    /// Compliant and verified.
    pub verified: (u64, u64),
}

/// Compares two states of the same grid, of whatever version.
#[must_use]
pub fn compare<'a>(before: &'a State, after: &'a State) -> Comparison<'a> {
    let mut lost = Vec::new();
    let mut won = Vec::new();
    let mut other = Vec::new();
    let mut expired = Vec::new();
    let mut common = [Level::Requirement, Level::Recommendation].map(|l| (l, Common::default()));
    let mut frame = Frame {
        same_grid: before.version == after.version && before.sha256 == after.sha256,
        same_scope: before.scope == after.scope,
        ..Frame::default()
    };
    let former: BTreeMap<&str, &Entry> = before.by_id();
    for entry in &after.entries {
        let Some(old) = former.get(entry.id.as_str()) else {
            frame.added.push(entry);
            continue;
        };
        let change = Change { before: old, after: entry, moves: moves::moves(old, entry) };
        expired.extend(ends(old, entry));
        let differences = differences(old, entry);
        if !differences.is_empty() {
            frame.changed.push((change, differences));
            continue;
        }
        for (_, counts) in common.iter_mut().filter(|(level, _)| *level == entry.level()) {
            counts.add(old, entry);
        }
        match moves::direction(&change.moves) {
            None => {}
            Some(Direction::Worse) => lost.push(change),
            Some(Direction::Better) => won.push(change),
            Some(Direction::Neither) => other.push(change),
        }
    }
    let latter = after.by_id();
    frame.removed =
        before.entries.iter().filter(|old| !latter.contains_key(old.id.as_str())).collect();
    let mut comparison = Comparison {
        before,
        after,
        lost,
        won,
        other,
        expired,
        frame,
        common,
        agenda: Agenda::default(),
    };
    comparison.agenda = agenda::agenda(&comparison);
    comparison
}

/// What a grid changed in a statement of both sides, in the order of importance.
#[must_use]
pub fn differences(before: &Entry, after: &Entry) -> Vec<Difference> {
    let level = match (before.level(), after.level()) {
        (Level::Recommendation, Level::Requirement) => Some(Difference::Hardened),
        (Level::Requirement, Level::Recommendation) => Some(Difference::Softened),
        (Level::Requirement, Level::Requirement)
        | (Level::Recommendation, Level::Recommendation) => {
            (before.modality != after.modality).then_some(Difference::Modality)
        }
    };
    let found = [
        (before.text != after.text, Difference::Text),
        (before.reach != after.reach, Difference::Reach),
        (before.expected != after.expected, Difference::Evidence),
        (before.not_applicable_if != after.not_applicable_if, Difference::NotApplicable),
        (before.critical != after.critical, Difference::Critical),
    ];
    let others = found.into_iter().filter_map(|(differs, what)| differs.then_some(what));
    level.into_iter().chain(others).collect()
}

impl Common {
    fn add(&mut self, before: &Entry, after: &Entry) {
        let one = |truth: bool| u64::from(truth);
        let compliant = |entry: &Entry| entry.standing == Status::Compliant;
        self.statements += 1;
        self.compliant.0 += one(compliant(before));
        self.compliant.1 += one(compliant(after));
        self.proved.0 += one(compliant(before) && before.proved);
        self.proved.1 += one(compliant(after) && after.proved);
        self.verified.0 += one(compliant(before) && before.verified);
        self.verified.1 += one(compliant(after) && after.verified);
    }
}

/// The pieces that proved before and are expired now, and the waiver that held before.
fn ends<'a>(before: &'a Entry, after: &'a Entry) -> Vec<Expired<'a>> {
    let mut found: Vec<Expired<'_>> = Vec::new();
    for piece in after.pieces.iter().filter(|piece| piece.state == PieceState::Expired) {
        let valid_before = moves::same_piece(piece, &before.pieces).is_some_and(Piece::is_valid);
        if valid_before {
            found.push(Expired { id: &after.id, piece: Some(piece), last_day: piece.until });
        }
    }
    let waiver = after.waiver.as_ref().filter(|one| one.state == WaiverWord::Expired);
    if let Some(waiver) = waiver.filter(|_| before.waived) {
        found.push(Expired { id: &after.id, piece: None, last_day: waiver.until });
    }
    found
}
