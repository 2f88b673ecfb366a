//! One side of a comparison: what a report says, whichever way it was obtained.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::fraction::Rate;
use crate::words::{Level, Modality, Status, Verdict};

/// A project judged at a day.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The grid's short name: `sdet`.
    pub grid: String,
    /// Its version.
    pub version: String,
    /// Its fingerprint.
    pub sha256: String,
    /// The name of the project.
    pub title: String,
    /// The reference date.
    pub day: Date,
    /// The day of the assessment.
    pub assessed_on: Date,
    /// The last day it is valid.
    pub valid_until: Date,
    /// Whether internal matter was dropped: pieces then have no name.
    pub public: bool,
    /// What was judged.
    pub scope: Scope,
    /// The mention.
    pub verdict: Verdict,
    /// The mention with its scope, as printed.
    pub mention: String,
    /// The figures of the requirements.
    pub requirements: LevelFigures,
    /// Those of the recommendations.
    pub recommendations: LevelFigures,
    /// The indicative marks.
    pub marks: Marks,
    /// The statements in scope, in the order of the grid, each once.
    pub entries: Vec<Entry>,
}

/// The object and scope of a project, as the words of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// What is assessed.
    pub object: String,
    /// For which degrees.
    pub degrees: Vec<String>,
    /// Whose statements.
    pub roles: Vec<String>,
    /// Only the core.
    pub core: bool,
}

/// The rates of a level; `None` where nothing applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelFigures {
    /// Declared.
    pub declared: Option<Rate>,
    /// Proved.
    pub proved: Option<Rate>,
    /// Verified.
    pub verified: Option<Rate>,
    /// Without the statements under a waiver.
    pub without_waivers: Option<Rate>,
    /// Completeness.
    pub completeness: Option<Rate>,
}

/// The indicative marks, as printed with a dot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// On declared answers.
    pub theoretical: Option<String>,
    /// On proved answers.
    pub practical: Option<String>,
    /// The best mark.
    pub top: u32,
}

/// A statement and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// Its modal word.
    pub modality: Modality,
    /// Whether it is critical.
    pub critical: bool,
    /// Its text.
    pub text: String,
    /// Whom it concerns, as the words of the files: roles, objects, degrees, « socle ».
    pub reach: Vec<String>,
    /// The kinds of evidence it accepts.
    pub expected: Vec<String>,
    /// The foreseen case of « sans objet ».
    pub not_applicable_if: Option<String>,
    /// The status that counts.
    pub standing: Status,
    /// Why.
    pub justification: Option<String>,
    /// Whether it is proved.
    pub proved: bool,
    /// Whether it is verified.
    pub verified: bool,
    /// Whether a verification contradicts it.
    pub refuted: bool,
    /// Whether it is under a waiver that holds.
    pub waived: bool,
    /// What supports it.
    pub pieces: Vec<Piece>,
    /// Its waiver, as declared.
    pub waiver: Option<Waiver>,
    /// What will be done.
    pub action: Option<Action>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its path, or its reference; none in a public report.
    pub name: Option<String>,
    /// The hash of the file as found.
    pub sha256: Option<String>,
    /// Its last day.
    pub until: Option<Date>,
    /// What it is worth.
    pub state: PieceState,
}

/// What a piece is worth, by the word a report gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceState {
    /// It proves.
    Valid,
    /// No longer valid.
    Expired,
    /// It proves nothing, for the reason of this word.
    Other(String),
}

/// A declared waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Its last day.
    pub until: Option<Date>,
    /// What it is worth.
    pub state: WaiverWord,
}

/// What a waiver is worth, as far as comparing needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaiverWord {
    /// Complete and in its time.
    Holds,
    /// Past its last day.
    Expired,
    /// Anything else: incomplete, not begun.
    Other,
}

/// What was to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub label: String,
    /// Until when.
    pub due: Option<Date>,
}

impl State {
    /// The statements by identifier.
    #[must_use]
    pub fn by_id(&self) -> BTreeMap<&str, &Entry> {
        self.entries.iter().map(|entry| (entry.id.as_str(), entry)).collect()
    }

    /// `sdet@4.1`.
    #[must_use]
    pub fn grid_name(&self) -> String {
        format!("{}@{}", self.grid, self.version)
    }
}

impl Entry {
    /// Requirement or recommendation.
    #[must_use]
    pub fn level(&self) -> Level {
        self.modality.level()
    }

    /// Whether it is applicable and not compliant, or contradicted.
    #[must_use]
    pub fn is_unmet(&self) -> bool {
        match self.standing {
            Status::Partial | Status::NonCompliant | Status::ToAssess => true,
            Status::Compliant => self.refuted,
            Status::NotApplicable => false,
        }
    }
}

impl Piece {
    /// Whether it proves.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.state == PieceState::Valid
    }
}
