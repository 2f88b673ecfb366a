//! The judgement: from a grid, answers, facts and a day to counts, marks and a mention.
//!
//! Exactly the rules of `docs/calcul.md`, in exact fractions. A pure function of its arguments.

mod counts;
mod gap;
mod mark;
mod mention;

use crate::answers::{Answer, Bound, Project, meet, same_person};
use crate::date::Date;
use crate::evidence::{Facts, Validity, judge};
use crate::grid::{Grid, Replacement, Statement};
use crate::words::{Degree, Level, Opinion, Role, Status};

pub use counts::{Counts, Figures};
pub use gap::{Gap, Gaps, Step, gaps};
pub use mark::{Mark, Marks, mark};
pub use mention::{Mention, conclude, conditions, validity_end};

/// A view on part of the statements in scope, as asked on the command line. It has rates but no
/// mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these axes; empty: all.
    pub axes: Vec<String>,
    /// Only these roles; empty: all.
    pub roles: Vec<Role>,
    /// Only these degrees; empty: both.
    pub degrees: Vec<Degree>,
    /// Only the core.
    pub core: bool,
}

impl Filter {
    /// Whether nothing was asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the view shows a statement of an axis.
    #[must_use]
    pub fn keeps(&self, statement: &Statement, axis: &str) -> bool {
        (self.axes.is_empty() || self.axes.iter().any(|one| one == axis))
            && meet(&self.roles, &statement.roles)
            && meet(&self.degrees, &statement.degrees)
            && (!self.core || statement.core)
    }
}

/// What an answer is worth, statement by statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Index of the statement in the grid.
    pub statement: usize,
    /// The status that counts: an unjustified « sans objet » is to assess.
    pub standing: Status,
    /// For a valid « sans objet », whether the grid foresees the case.
    pub foreseen: Option<bool>,
    /// One valid piece at least, and not refuted.
    pub proved: bool,
    /// Proved and confirmed by someone else.
    pub verified: bool,
    /// Contradicted by a verification.
    pub refuted: bool,
    /// Not met, but covered by a waiver that holds.
    pub waived: bool,
    /// A recommendation not fully followed, with its reason or a waiver.
    pub explained: bool,
    /// What each piece is worth, in the order of the answer.
    pub pieces: Vec<Validity>,
}

/// A judged project.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The reference date.
    pub day: Date,
    /// What it looks at: `None` for the whole scope.
    pub filter: Option<Filter>,
    /// The statements judged, in the order of the grid.
    pub judged: Vec<Judged>,
    /// The figures of all of them.
    pub total: Figures,
    /// The overall marks.
    pub marks: Marks,
    /// Per axis of the grid, in its order.
    pub axes: Vec<(Figures, Marks)>,
    /// Per role, in the order of the vocabulary; the last is for statements that name none.
    pub roles: Vec<(Option<Role>, Figures)>,
    /// The mention; none for a filtered view.
    pub mention: Option<Mention>,
    /// Statements answered although they are out of scope, withdrawn ones included.
    pub out_of_scope: Vec<usize>,
    /// The last day the assessment is valid.
    pub valid_until: Date,
    /// The newer version that replaces the grid, if one is known.
    pub replaced: Option<Replacement>,
}

/// Judges a project against its grid at a day. `replaced` is what a newer known grid says of
/// this one.
#[must_use]
pub fn assess(
    project: &Project,
    grid: &Grid,
    bound: &Bound,
    facts: &Facts,
    day: Date,
    replaced: Option<Replacement>,
    filter: &Filter,
) -> Assessment {
    let axis_of = |statement: &Statement| grid.head.axes[statement.axis].id.as_str();
    let mut judged = Vec::new();
    let mut out_of_scope = Vec::new();
    for (index, statement) in grid.statements.iter().enumerate() {
        let answer = bound.answer(index);
        if project.concerns(statement) {
            if filter.keeps(statement, axis_of(statement)) {
                judged.push(judge_one(index, statement, answer, facts, day));
            }
        } else if answer.is_some_and(|answer| answer.status.is_some()) {
            out_of_scope.push(index);
        }
    }
    let scale = &grid.head.scale;
    let figures = |keep: &dyn Fn(&Statement) -> bool| {
        let kept = judged.iter().filter(|one| keep(&grid.statements[one.statement]));
        Figures::of(kept.map(|one| (grid.statements[one.statement].level(), one)), scale)
    };
    let total = figures(&|_| true);
    let axes: Vec<(Figures, Marks)> = (0..grid.head.axes.len())
        .map(|axis| figures(&|statement| statement.axis == axis))
        .map(|figures| (figures, Marks::of_axis(&figures, scale)))
        .collect();
    let valid_until = validity_end(project.assessed_on.value, replaced.as_ref(), scale);
    let mention = filter.is_empty().then(|| conclude(&total, scale, day, valid_until));
    Assessment {
        day,
        filter: (!filter.is_empty()).then(|| filter.clone()),
        marks: Marks::overall(&axes),
        roles: by_role(&figures),
        total,
        axes,
        mention,
        judged,
        out_of_scope,
        valid_until,
        replaced,
    }
}

/// The figures of the statements that a test keeps.
type FiguresOf<'a> = dyn Fn(&dyn Fn(&Statement) -> bool) -> Figures + 'a;

fn by_role(figures: &FiguresOf<'_>) -> Vec<(Option<Role>, Figures)> {
    use crate::words::Vocabulary;
    let named = Role::ALL
        .iter()
        .map(|role| (Some(*role), figures(&|statement| statement.roles.contains(role))));
    let unnamed = (None, figures(&|statement| statement.roles.is_empty()));
    named.chain([unnamed]).filter(|(_, figures)| figures.in_scope() > 0).collect()
}

fn judge_one(
    index: usize,
    statement: &Statement,
    answer: Option<&Answer>,
    facts: &Facts,
    day: Date,
) -> Judged {
    let Some(answer) = answer else {
        return Judged {
            statement: index,
            standing: Status::ToAssess,
            foreseen: None,
            proved: false,
            verified: false,
            refuted: false,
            waived: false,
            explained: false,
            pieces: Vec::new(),
        };
    };
    let justified = answer.justification.is_some();
    let standing = answer.counted();
    let expected = &statement.expected_evidence;
    let pieces: Vec<Validity> =
        answer.evidence.iter().map(|piece| judge(piece, expected, facts, day)).collect();
    let opinion = answer.verification.as_ref().filter(|one| one.on.value <= day);
    let refuted = opinion.is_some_and(|one| one.opinion == Opinion::Refuted);
    let confirmed = opinion.is_some_and(|one| one.opinion == Opinion::Confirmed);
    let proved = pieces.contains(&Validity::Valid) && !refuted;
    let unmet = matches!(standing, Status::Partial | Status::NonCompliant);
    let waived = unmet && answer.waiver.as_ref().is_some_and(|waiver| waiver.holds(day));
    Judged {
        statement: index,
        standing,
        foreseen: (standing == Status::NotApplicable)
            .then_some(statement.not_applicable_if.is_some()),
        proved,
        verified: proved && confirmed && !same_person(answer),
        refuted,
        waived,
        explained: unmet && statement.level() == Level::Recommendation && (justified || waived),
        pieces,
    }
}
