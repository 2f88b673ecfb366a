//! Everything a report says, gathered once; the formats only lay it out.
//!
//! What `--public` hides is dropped here, so that no format can print it.

use std::collections::BTreeMap;

use crate::answers::{Answer, Bound, Piece, Project, WaiverState};
use crate::assess::{Assessment, Counts, Figures, Gaps, Judged, Marks, Mention, gaps};
use crate::compare::State;
use crate::evidence::{Fact, Facts, Place, Validity, place_of};
use crate::grid::{Grid, Statement};
use crate::words::{Level, Role, Status};

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The grid.
    pub grid: &'a Grid,
    /// The project.
    pub project: &'a Project,
    /// Its answers.
    pub bound: &'a Bound,
    /// What was found of its evidence.
    pub facts: &'a Facts,
    /// The judgement.
    pub assessment: &'a Assessment,
}

/// A report, before any layout.
#[derive(Debug)]
pub struct View<'a> {
    /// What it is made from.
    pub matter: Matter<'a>,
    /// Whether internal matter was dropped.
    pub public: bool,
    /// Statements judged, in the order of the grid.
    pub rows: Vec<Row<'a>>,
    /// What separates the readings of the requirements.
    pub requirement_gaps: Gaps,
    /// What separates the readings of the recommendations.
    pub recommendation_gaps: Gaps,
    /// Former reports, to be shown beside this one.
    pub history: Vec<State>,
}

/// One statement of a report.
#[derive(Debug)]
pub struct Row<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Its axis.
    pub axis: &'a str,
    /// The judgement on it.
    pub judged: &'a Judged,
    /// The status as answered.
    pub declared: Status,
    /// Why.
    pub justification: Option<&'a str>,
    /// For the project's own eyes; never in a public report.
    pub internal_comment: Option<&'a str>,
    /// What supports the answer.
    pub pieces: Vec<PieceRow<'a>>,
    /// The waiver, as declared.
    pub waiver: Option<WaiverRow<'a>>,
    /// What will be done; its owner is dropped from a public report.
    pub action: Option<ActionRow<'a>>,
    /// The second opinion; its author is dropped from a public report.
    pub verification: Option<VerificationRow<'a>>,
    /// When it was assessed.
    pub assessed_on: Option<crate::date::Date>,
    /// By which function; never in a public report.
    pub assessed_by: Option<&'a str>,
}

/// A piece of evidence in a report.
#[derive(Debug)]
pub struct PieceRow<'a> {
    /// The piece.
    pub piece: &'a Piece,
    /// Its path as written, of which only the name is kept when it leaves the project; never in a
    /// public report.
    pub path: Option<&'a str>,
    /// The hash of the file as found.
    pub sha256: Option<&'a str>,
    /// What it is worth.
    pub validity: &'a Validity,
}

/// A waiver in a report.
#[derive(Debug)]
pub struct WaiverRow<'a> {
    /// The waiver.
    pub waiver: &'a crate::answers::Waiver,
    /// What it is worth at the reference date.
    pub state: WaiverState,
    /// Whether it counts: it holds, and the answer needs it.
    pub counts: bool,
}

/// An action in a report.
#[derive(Debug)]
pub struct ActionRow<'a> {
    /// What will be done.
    pub label: &'a str,
    /// By which function.
    pub owner: Option<&'a str>,
    /// Until when.
    pub due: Option<crate::date::Date>,
}

/// A verification in a report.
#[derive(Debug)]
pub struct VerificationRow<'a> {
    /// By which function.
    pub by: Option<&'a str>,
    /// The verification.
    pub verification: &'a crate::answers::Verification,
}

impl<'a> View<'a> {
    /// Gathers what a report says.
    #[must_use]
    pub fn new(matter: Matter<'a>, public: bool) -> Self {
        let judged = matter.assessment.judged.iter();
        let rows = judged.map(|one| row(&matter, one, public)).collect();
        let gaps = |level| {
            let Matter { grid, bound, facts, assessment, .. } = matter;
            gaps(grid, bound, facts, assessment, level)
        };
        Self {
            public,
            rows,
            requirement_gaps: gaps(Level::Requirement),
            recommendation_gaps: gaps(Level::Recommendation),
            history: Vec::new(),
            matter,
        }
    }

    /// The counts of a level over everything judged.
    #[must_use]
    pub fn counts(&self, level: Level) -> &'a Counts {
        match level {
            Level::Requirement => &self.total().requirements,
            Level::Recommendation => &self.total().recommendations,
        }
    }

    /// What separates the readings of a level.
    #[must_use]
    pub fn gaps(&self, level: Level) -> &Gaps {
        match level {
            Level::Requirement => &self.requirement_gaps,
            Level::Recommendation => &self.recommendation_gaps,
        }
    }

    /// The identifier of a statement of the grid.
    #[must_use]
    pub fn id(&self, statement: usize) -> &'a str {
        &self.matter.grid.statements[statement].id
    }

    /// The piece at a place of the answer to a statement.
    #[must_use]
    pub fn piece(&self, (statement, place): (usize, usize)) -> Option<&PieceRow<'a>> {
        let at = self.rows.binary_search_by_key(&statement, |row| row.judged.statement).ok()?;
        self.rows[at].pieces.get(place)
    }

    /// The figures of everything judged.
    #[must_use]
    pub fn total(&self) -> &'a Figures {
        &self.matter.assessment.total
    }

    /// The overall marks.
    #[must_use]
    pub fn marks(&self) -> &'a Marks {
        &self.matter.assessment.marks
    }

    /// The mention; none for a filtered view.
    #[must_use]
    pub fn mention(&self) -> Option<&'a Mention> {
        self.matter.assessment.mention.as_ref()
    }

    /// Whether some requirement is left to assess.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.total().requirements.to_assess > 0
    }

    /// Requirements that are not compliant: critical ones first, then in the order of the grid.
    #[must_use]
    pub fn unmet_requirements(&self) -> Vec<&Row<'a>> {
        let unmet = |row: &&Row<'a>| {
            row.statement.level() == Level::Requirement
                && match row.judged.standing {
                    Status::Partial | Status::NonCompliant | Status::ToAssess => true,
                    Status::Compliant => row.judged.refuted,
                    Status::NotApplicable => false,
                }
        };
        let mut rows: Vec<&Row<'a>> = self.rows.iter().filter(unmet).collect();
        rows.sort_by_key(|row| !row.statement.critical);
        rows
    }

    /// Recommendations that are not fully followed.
    #[must_use]
    pub fn unmet_recommendations(&self) -> Vec<&Row<'a>> {
        let unmet = |row: &&Row<'a>| {
            row.statement.level() == Level::Recommendation
                && !matches!(row.judged.standing, Status::Compliant | Status::NotApplicable)
        };
        self.rows.iter().filter(unmet).collect()
    }

    /// The figures of each role that has statements.
    #[must_use]
    pub fn roles(&self) -> &'a [(Option<Role>, Figures)] {
        &self.matter.assessment.roles
    }

    /// How many pieces of evidence are valid, and how many are not.
    #[must_use]
    pub fn evidence_counts(&self) -> (u64, u64) {
        let pieces = self.rows.iter().flat_map(|row| &row.pieces);
        let (valid, others): (Vec<_>, Vec<_>) =
            pieces.partition(|piece| *piece.validity == Validity::Valid);
        (valid.len() as u64, others.len() as u64)
    }

    /// The statements each file supports, by path, when the report may show paths.
    #[must_use]
    pub fn files(&self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in &self.rows {
            for path in row.pieces.iter().filter_map(|piece| piece.path) {
                files.entry(path).or_default().push(&row.statement.id);
            }
        }
        files
    }
}

fn row<'a>(matter: &Matter<'a>, judged: &'a Judged, public: bool) -> Row<'a> {
    let statement = &matter.grid.statements[judged.statement];
    let answer = matter.bound.answer(judged.statement);
    let internal = answer.filter(|_| !public);
    let text = |field: &'a Option<crate::yaml::Spanned<String>>| {
        field.as_ref().map(|text| text.value.as_str())
    };
    Row {
        statement,
        axis: &matter.grid.head.axes[statement.axis].id,
        judged,
        declared: answer.map_or(Status::ToAssess, Answer::status),
        justification: answer.and_then(|answer| text(&answer.justification)),
        internal_comment: internal.and_then(|answer| text(&answer.internal_comment)),
        pieces: pieces(matter.facts, answer, judged, public),
        waiver: answer.and_then(|answer| answer.waiver.as_ref()).map(|waiver| WaiverRow {
            waiver,
            state: waiver.state(matter.assessment.day),
            counts: judged.waived,
        }),
        action: answer.and_then(|answer| answer.action.as_ref()).map(|action| ActionRow {
            label: &action.label,
            owner: action.owner.as_deref().filter(|_| !public),
            due: action.due,
        }),
        verification: answer.and_then(|answer| answer.verification.as_ref()).map(|verification| {
            VerificationRow { by: (!public).then_some(verification.by.as_str()), verification }
        }),
        assessed_on: answer.and_then(|answer| answer.assessed_on),
        assessed_by: internal.and_then(|answer| answer.assessed_by.as_deref()),
    }
}

fn pieces<'a>(
    facts: &'a Facts,
    answer: Option<&'a Answer>,
    judged: &'a Judged,
    public: bool,
) -> Vec<PieceRow<'a>> {
    let evidence = answer.map(|answer| answer.evidence.as_slice()).unwrap_or_default();
    evidence
        .iter()
        .zip(&judged.pieces)
        .map(|(piece, validity)| {
            let written = piece.file.as_ref().map(|file| file.value.as_str());
            PieceRow {
                piece,
                path: written.filter(|_| !public).map(inside_or_name),
                sha256: written.and_then(|path| hash(facts, path)),
                validity,
            }
        })
        .collect()
}

/// A path as written, or its last name if it leaves the project: where someone's own disk is laid
/// out is nobody else's business.
fn inside_or_name(written: &str) -> &str {
    if place_of(written) != Place::Outside {
        return written;
    }
    let names = written.rsplit(['/', '\\', ':']).filter(|name| !name.trim().is_empty());
    names.into_iter().next().unwrap_or("…")
}

fn hash<'a>(facts: &'a Facts, written: &str) -> Option<&'a str> {
    let Place::Inside(path) = place_of(written) else {
        return None;
    };
    match facts.by_path.get(&path) {
        Some(Fact::Present { sha256, .. }) => Some(sha256),
        Some(
            Fact::Missing { .. }
            | Fact::OtherCase { .. }
            | Fact::Outside
            | Fact::NotAFile
            | Fact::Unreadable,
        )
        | None => None,
    }
}
