//! A project and its answers: what is assessed, statement by statement.

mod bind;
mod complements;
pub mod keys;
pub mod migrate;
mod read;
pub mod record;
mod remarks;
pub mod renewal;
pub mod scaffold;

use crate::date::Date;
use crate::grid::{Grid, GridName};
use crate::source::Span;
use crate::words::{Degree, EvidenceKind, Object, Opinion, Role, Status};
use crate::yaml::Spanned;

pub(crate) use bind::meet;
pub use bind::{Bound, bind};
pub(crate) use complements::refused;
pub use complements::{check_complements, is_complement};
pub(crate) use read::read_scope;
pub use read::{read_answers, read_complements, read_grid_named, read_project};
pub use remarks::remarks;
pub(crate) use remarks::same_person;

/// What `projet.yaml` says.
#[derive(Debug, Clone)]
pub struct Project {
    /// The grid answered.
    pub grid: Spanned<GridName>,
    /// What is assessed.
    pub object: Object,
    /// Its name.
    pub title: Spanned<String>,
    /// When it was assessed.
    pub assessed_on: Spanned<Date>,
    /// What part of the grid concerns it.
    pub scope: Scope,
}

/// The part of a grid that concerns a project; an empty list excludes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Whose statements.
    pub roles: Vec<Role>,
    /// For which degrees.
    pub degrees: Vec<Degree>,
    /// Only the core that a software product alone must meet.
    pub core: bool,
}

/// The answer to one statement.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The statement's identifier, as written.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// Its status; absent means to assess.
    pub status: Option<Spanned<Status>>,
    /// Why.
    pub justification: Option<Spanned<String>>,
    /// For the project's own eyes.
    pub internal_comment: Option<Spanned<String>>,
    /// What supports it.
    pub evidence: Vec<Piece>,
    /// A dated exemption.
    pub waiver: Option<Waiver>,
    /// What will be done.
    pub action: Option<Action>,
    /// A second pair of eyes.
    pub verification: Option<Verification>,
    /// When it was assessed.
    pub assessed_on: Option<Date>,
    /// By which function.
    pub assessed_by: Option<String>,
    /// Answers that a change of grid put aside; they count for nothing.
    pub old: Vec<OldAnswer>,
}

/// An answer to a statement of a former version, or to one that is gone.
#[derive(Debug, Clone)]
pub struct OldAnswer {
    /// The grid answered.
    pub grid: GridName,
    /// What happened to the statement.
    pub cause: Option<String>,
    /// When the answer was put aside.
    pub on: Option<Date>,
    /// The answer, under the identifier its statement had.
    pub answer: Answer,
}

impl Answer {
    /// Whether nothing at all was answered.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.status.is_none()
            && self.justification.is_none()
            && self.internal_comment.is_none()
            && self.evidence.is_empty()
            && self.waiver.is_none()
            && self.action.is_none()
            && self.verification.is_none()
            && self.assessed_on.is_none()
            && self.assessed_by.is_none()
            && self.old.is_empty()
    }

    /// The status that counts: absent is to assess.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.map_or(Status::ToAssess, |status| status.value)
    }

    /// The status that counts: « sans objet » without justification is to assess.
    #[must_use]
    pub fn counted(&self) -> Status {
        match self.status() {
            Status::NotApplicable if self.justification.is_none() => Status::ToAssess,
            declared @ (Status::Compliant
            | Status::Partial
            | Status::NonCompliant
            | Status::NotApplicable
            | Status::ToAssess) => declared,
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its file, relative to the project.
    pub file: Option<Spanned<String>>,
    /// A reference or an address, where there is no file.
    pub reference: Option<String>,
    /// Where to look in it.
    pub page: Option<String>,
    /// Its kind.
    pub kind: Option<Spanned<EvidenceKind>>,
    /// Its date.
    pub date: Option<Spanned<Date>>,
    /// The last day it is worth something.
    pub valid_until: Option<Spanned<Date>>,
    /// Its SHA-256 when it was recorded, in lower-case hexadecimal.
    pub sha256: Option<Spanned<String>>,
    /// Where it is declared.
    pub span: Span,
}

/// A dated exemption.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Who granted it.
    pub granted_by: Option<String>,
    /// Under which reference.
    pub reference: Option<String>,
    /// On what ground.
    pub ground: Option<String>,
    /// From when.
    pub granted_on: Option<Spanned<Date>>,
    /// Until when.
    pub until: Option<Spanned<Date>>,
    /// What is done instead.
    pub compensation: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Waiver {
    /// The keys it lacks to be complete (`docs/calcul.md`, §2).
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let needed = [
            ("accordee_par", self.granted_by.is_some()),
            ("reference", self.reference.is_some()),
            ("motif", self.ground.is_some()),
            ("echeance", self.until.is_some()),
        ];
        let absent = needed.into_iter().filter(|(_, present)| !present);
        absent.map(|(key, _)| key).collect()
    }

    /// What it is worth on a day.
    #[must_use]
    pub fn state(&self, day: Date) -> WaiverState {
        let begin = self.granted_on.map(|date| date.value);
        match self.until.map(|date| date.value) {
            Some(end) if self.missing().is_empty() => match begin {
                Some(begin) if begin > end => WaiverState::EndsBeforeItBegins(end, begin),
                _ if end < day => WaiverState::Expired(end),
                Some(begin) if begin > day => WaiverState::NotYet(begin),
                Some(_) | None => WaiverState::Holds,
            },
            Some(_) | None => WaiverState::Incomplete(self.missing()),
        }
    }

    /// Whether it is complete and holds on a day.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.state(day) == WaiverState::Holds
    }
}

/// What a waiver is worth on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaiverState {
    /// Complete, and in its time.
    Holds,
    /// It lacks these keys.
    Incomplete(Vec<&'static str>),
    /// It begins later.
    NotYet(Date),
    /// It ended on that day, which was its last.
    Expired(Date),
    /// Its last day precedes its first: end, then beginning.
    EndsBeforeItBegins(Date, Date),
}

/// What will be done about an answer.
#[derive(Debug, Clone)]
pub struct Action {
    /// What.
    pub label: String,
    /// By which function.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<Date>,
}

/// A second pair of eyes on an answer.
#[derive(Debug, Clone)]
pub struct Verification {
    /// By which function.
    pub by: String,
    /// When.
    pub on: Spanned<Date>,
    /// What it concludes.
    pub opinion: Opinion,
    /// Its remark.
    pub remark: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// The file of answers a new project gives an axis: `reponses/technique.yaml`.
fn axis_path(grid: &Grid, axis: usize) -> String {
    let file = &grid.head.axes[axis].file;
    format!("reponses/{}", file.rsplit('/').next().unwrap_or(file))
}
