//! What each answer counts for (`docs/calcul.md`), statement by statement.

use jiff::civil::Date;

use super::evidence::{Look, look};
use super::read::{Answer, Axis, Check, Grid, Project, Scope, Statement, Waiver, plain};

/// A view asked for on the command line, on top of the project's scope.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    pub(crate) axes: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) degrees: Vec<String>,
    pub(crate) core: bool,
}

impl View {
    /// Whether everything is shown.
    pub(crate) fn whole(&self) -> bool {
        self.axes.is_empty() && self.roles.is_empty() && self.degrees.is_empty() && !self.core
    }

    fn keeps(&self, axis: &Axis, statement: &Statement) -> bool {
        (self.axes.is_empty() || self.axes.contains(&axis.id))
            && meet(&self.roles, &statement.roles)
            && meet(&self.degrees, &statement.degrees)
            && (!self.core || statement.core)
    }
}

/// A statement in scope and what its answer comes to.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) axis: &'a str,
    pub(crate) statement: &'a Statement,
    pub(crate) answer: Option<&'a Answer>,
    pub(crate) declared: &'static str,
    pub(crate) counted: &'static str,
    pub(crate) looks: Vec<Look>,
    pub(crate) proved: bool,
    pub(crate) verified: bool,
    pub(crate) refuted: bool,
    /// Partial or not compliant, under a waiver that holds.
    pub(crate) waived: bool,
    /// A recommendation partial or not compliant, with a reason or a waiver that holds.
    pub(crate) explained: bool,
}

impl Judged<'_> {
    pub(crate) fn requirement(&self) -> bool {
        requirement(self.statement)
    }

    /// For a « sans objet » that counts: whether the grid foresees it.
    pub(crate) fn foreseen(&self) -> Option<bool> {
        (self.counted == "sans_objet").then_some(self.statement.foreseen)
    }
}

/// The statements of the scope, in the order of the grid.
pub(crate) fn judge<'a>(
    grid: &'a Grid,
    project: &'a Project,
    view: &View,
    today: Date,
) -> Vec<Judged<'a>> {
    let mut judged = Vec::new();
    for axis in &grid.axes {
        for statement in &axis.statements {
            if in_scope(statement, project) && view.keeps(axis, statement) {
                let answer = project.answers.get(&statement.id);
                judged.push(one(&axis.id, statement, answer, project, today));
            }
        }
    }
    judged
}

/// Whether a statement concerns the project; a key absent on either side excludes nothing.
pub(crate) fn in_scope(statement: &Statement, project: &Project) -> bool {
    let Scope { degrees, roles, core } = &project.scope;
    !statement.withdrawn
        && meet(std::slice::from_ref(&project.object), &statement.objects)
        && meet(roles, &statement.roles)
        && meet(degrees, &statement.degrees)
        && (!core || statement.core)
}

/// Whether a statement is an exigence rather than a recommandation.
fn requirement(statement: &Statement) -> bool {
    !statement.modality.contains("devrait")
}

/// Whether a waiver has all that makes it count.
pub(crate) fn complete(waiver: &Waiver) -> bool {
    waiver.documented && waiver.until.is_some()
}

/// Whether a waiver counts at a date.
pub(crate) fn holds(waiver: &Waiver, today: Date) -> bool {
    complete(waiver)
        && waiver.until.is_some_and(|until| today <= until)
        && waiver.from.is_none_or(|from| from <= today)
}

fn meet(wanted: &[String], offered: &[String]) -> bool {
    wanted.is_empty() || offered.is_empty() || wanted.iter().any(|word| offered.contains(word))
}

fn one<'a>(
    axis: &'a str,
    statement: &'a Statement,
    answer: Option<&'a Answer>,
    project: &Project,
    today: Date,
) -> Judged<'a> {
    let declared = answer.map_or("a_evaluer", |answer| answer.status);
    let justified = answer.is_some_and(|answer| answer.justified);
    let counted = if declared == "sans_objet" && !justified { "a_evaluer" } else { declared };
    let pieces = answer.map_or(&[][..], |answer| answer.pieces.as_slice());
    let looks: Vec<Look> =
        pieces.iter().map(|piece| look(piece, &statement.kinds, &project.root, today)).collect();
    let check = answer.and_then(|answer| answer.check.as_ref()).filter(|check| check.on <= today);
    let refuted = check.is_some_and(|check| !check.favourable);
    let proved = !refuted && looks.iter().any(Look::valid);
    let confirmed = check.is_some_and(|check| confirms(check, answer));
    let short = matches!(counted, "partiel" | "non_conforme");
    let waiver = answer.and_then(|answer| answer.waiver.as_ref());
    let waived = short && waiver.is_some_and(|waiver| holds(waiver, today));
    Judged {
        axis,
        statement,
        answer,
        declared,
        counted,
        looks,
        proved,
        verified: proved && confirmed,
        refuted,
        waived,
        explained: !requirement(statement) && short && (justified || waived),
    }
}

/// A favourable opinion of someone other than who answered.
fn confirms(check: &Check, answer: Option<&Answer>) -> bool {
    let author = answer.and_then(|answer| answer.by.as_deref());
    check.favourable && author.is_none_or(|author| plain(author) != plain(&check.by))
}
