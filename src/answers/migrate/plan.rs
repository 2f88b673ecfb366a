//! What is to be done with each answer, before any text is touched.

use std::collections::BTreeMap;

use super::{Fate, Matter, new_statements};
use crate::answers::Answer;
use crate::grid::{Change, Statement, Trait};
use crate::words::{ChangeClass, Outcome, Status, Vocabulary, plain_line};

/// What is done with one answer.
#[derive(Debug)]
pub(super) enum Action<'g> {
    /// It stands as it is, under this statement.
    Keep(&'g Statement),
    /// It gives its place to these landings of the plan; none: it leaves, and stands under the
    /// landings that other answers gave their place to.
    Land(Vec<usize>),
    /// It goes to the abandoned answers.
    Drop,
    /// It answered a statement withdrawn already: nothing changes.
    Leave,
}

impl Action<'_> {
    /// Whether nothing stands in the place of the answer any more.
    pub(super) fn leaves(&self) -> bool {
        match self {
            Self::Drop => true,
            Self::Land(led) => led.is_empty(),
            Self::Keep(_) | Self::Leave => false,
        }
    }
}

/// A statement under which one or several answers come to stand, other than as they were.
#[derive(Debug)]
pub(super) struct Landing<'g> {
    /// The statement.
    pub(super) target: &'g Statement,
    /// The answers that come there.
    pub(super) answers: Vec<usize>,
    /// How they stand there.
    pub(super) form: Form,
}

/// How answers stand under a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The only one, as it was.
    Copied,
    /// Put aside, with this status: to assess, or the one that a merge lets them keep.
    PutAside(Status),
}

/// What is done with one answer, and what its statement was.
#[derive(Debug)]
pub(super) struct Planned<'g> {
    pub(super) action: Action<'g>,
    /// The statement it answered.
    pub(super) old: Option<&'g Statement>,
    /// What happened to that statement.
    pub(super) cause: Option<String>,
}

/// What is done with every answer.
#[derive(Debug)]
pub(super) struct Plan<'g> {
    /// In the order of the answers.
    pub(super) answers: Vec<Planned<'g>>,
    pub(super) landings: Vec<Landing<'g>>,
    pub(super) fates: Vec<Fate>,
    /// New statements to add to be answered.
    pub(super) added: Vec<&'g Statement>,
}

impl<'g> Plan<'g> {
    pub(super) fn new(matter: &Matter<'g>) -> Self {
        let comparison = matter.comparison;
        let mut by_old: BTreeMap<&str, &Change<'g>> = BTreeMap::new();
        for change in &comparison.changes {
            by_old.extend(change.old.iter().map(|one| (one.id.as_str(), change)));
        }
        let changes: Vec<Option<&Change<'g>>> =
            matter.answers.iter().map(|answer| by_old.get(answer.id.as_str()).copied()).collect();
        let sources = sources_of(comparison.changes.iter());
        let landings = landings(matter.answers, &changes, &sources);
        let mut answers: Vec<Planned<'g>> = Vec::new();
        for (answer, change) in matter.answers.iter().zip(&changes) {
            let action =
                change.map_or(Action::Leave, |change| first_action(answer, change, &sources));
            answers.push(Planned {
                action,
                old: comparison.old.statement(&answer.id),
                cause: change.map(cause),
            });
        }
        for (at, landing) in landings.iter().enumerate() {
            let says = |index: &&usize| !matter.answers[**index].is_blank();
            let leader = landing.answers.iter().find(says).or(landing.answers.first());
            if let Some(Action::Land(led)) = leader.map(|index| &mut answers[*index].action) {
                led.push(at);
            }
        }
        let mut plan = Self {
            answers,
            landings,
            fates: Vec::new(),
            added: new_statements(comparison, matter.project),
        };
        plan.fates = matter
            .answers
            .iter()
            .enumerate()
            .zip(&changes)
            .filter_map(|((index, answer), change)| plan.fate(index, answer, (*change)?))
            .collect();
        plan
    }

    /// What becomes of an answer, if it says something.
    fn fate(&self, index: usize, answer: &Answer, change: &Change<'_>) -> Option<Fate> {
        if answer.is_blank() {
            return None;
        }
        let pending = is_pending(answer);
        let mine = || self.landings.iter().filter(|landing| landing.answers.contains(&index));
        let counts = |landing: &Landing<'_>| match landing.form {
            Form::Copied => !pending,
            Form::PutAside(status) => status != Status::ToAssess,
        };
        let kept = |all: bool| if all { Outcome::Kept } else { Outcome::ToReview };
        let (to, outcome) = match &self.answers[index].action {
            Action::Keep(one) => (vec![one.id.clone()], kept(!pending)),
            Action::Land(_) => (
                mine().map(|landing| landing.target.id.clone()).collect(),
                kept(mine().all(counts)),
            ),
            Action::Drop => (Vec::new(), Outcome::Dropped),
            Action::Leave => (vec![answer.id.clone()], Outcome::Kept),
        };
        let cause = if pending { "déjà à revoir".into() } else { cause(change) };
        Some(Fate { id: answer.id.clone(), to, outcome, pending, class: change.class, cause })
    }
}

/// For each statement of the new grid, how many statements of the former one become it.
fn sources_of<'c, 'g: 'c>(
    changes: impl Iterator<Item = &'c Change<'g>>,
) -> BTreeMap<&'g str, usize> {
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes {
        for target in &change.new {
            *sources.entry(&target.id).or_default() += change.old.len();
        }
    }
    sources
}

/// What is done with an answer, before it is known which landings it leads.
fn first_action<'g>(
    answer: &Answer,
    change: &Change<'g>,
    sources: &BTreeMap<&str, usize>,
) -> Action<'g> {
    let withdrawn_both_sides =
        change.is_unchanged() && change.old.iter().any(|one| one.is_withdrawn());
    if withdrawn_both_sides {
        return Action::Leave;
    }
    if change.new.is_empty() || change.outcome == Outcome::Dropped {
        return Action::Drop;
    }
    match change.new.as_slice() {
        [only] if sources.get(only.id.as_str()) == Some(&1) && stays(answer, change) => {
            Action::Keep(only)
        }
        _ => Action::Land(Vec::new()),
    }
}

/// Whether an answer may stand as it is: it is kept, says nothing, or is still to review.
fn stays(answer: &Answer, change: &Change<'_>) -> bool {
    change.outcome == Outcome::Kept || answer.is_blank() || is_pending(answer)
}

/// Where the answers that cannot stay as they are come to stand.
fn landings<'g>(
    answers: &[Answer],
    changes: &[Option<&Change<'g>>],
    sources: &BTreeMap<&str, usize>,
) -> Vec<Landing<'g>> {
    let mut landings: Vec<Landing<'g>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (answer, change)) in answers.iter().zip(changes).enumerate() {
        let Some(change) = change else { continue };
        if !matches!(first_action(answer, change, sources), Action::Land(_)) {
            continue;
        }
        for target in &change.new {
            let at = *known.entry(&target.id).or_insert_with(|| {
                let form = Form::PutAside(Status::ToAssess);
                landings.push(Landing { target, answers: Vec::new(), form });
                landings.len() - 1
            });
            landings[at].answers.push(index);
        }
    }
    for landing in &mut landings {
        landing.form = form(landing, answers, changes, sources);
    }
    landings
}

fn form(
    landing: &Landing<'_>,
    answers: &[Answer],
    changes: &[Option<&Change<'_>>],
    sources: &BTreeMap<&str, usize>,
) -> Form {
    let first =
        landing.answers.first().and_then(|index| changes[*index].map(|change| (*index, change)));
    let Some((index, change)) = first else {
        return Form::PutAside(Status::ToAssess);
    };
    let expected = sources.get(landing.target.id.as_str()).copied().unwrap_or_default();
    if expected == 1 && stays(&answers[index], change) {
        return Form::Copied;
    }
    let status = answers[index].counted();
    let all = || landing.answers.iter().map(|index| answers[*index].counted());
    let agree = change.outcome == Outcome::Kept
        && change.class == ChangeClass::Merged
        && landing.answers.len() == expected
        && all().all(|one| one == status && one != Status::ToAssess);
    Form::PutAside(if agree { status } else { Status::ToAssess })
}

/// Whether an answer says nothing but what an earlier change put aside.
fn is_pending(answer: &Answer) -> bool {
    let bare = Answer { old: Vec::new(), status: None, ..answer.clone() };
    answer.status() == Status::ToAssess && !answer.old.is_empty() && bare.is_blank()
}

/// What happened to a statement, on one line: « scindé en TEC-017, TEC-018 ».
fn cause(change: &Change<'_>) -> String {
    let ids = |statements: &[&Statement]| {
        let ids: Vec<&str> = statements.iter().map(|one| one.id.as_str()).collect();
        ids.join(", ")
    };
    let new = ids(&change.new);
    let what = match change.class {
        ChangeClass::Split => format!("scindé en {new}"),
        ChangeClass::Merged if change.old.len() < 2 => format!("fusionné en {new}"),
        ChangeClass::Merged => format!("{} fusionnés en {new}", ids(&change.old)),
        ChangeClass::Renamed if change.has(Trait::Text) => format!("renommé {new} et reformulé"),
        ChangeClass::Renamed => format!("renommé {new}"),
        ChangeClass::Added => "remis en vigueur".into(),
        ChangeClass::Withdrawn if change.new.is_empty() => "absent de cette version".into(),
        ChangeClass::Unchanged
        | ChangeClass::Withdrawn
        | ChangeClass::Reworded
        | ChangeClass::Hardened
        | ChangeClass::Softened
        | ChangeClass::Moved
        | ChangeClass::Rescoped
        | ChangeClass::Resourced
        | ChangeClass::Completed => change.class.label().to_lowercase(),
    };
    match change.reason {
        Some(reason) => format!("{what} : {}", plain_line(reason)),
        None => what,
    }
}
