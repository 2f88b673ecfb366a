//! What is to be done with each answer, before any text is touched.

use std::collections::BTreeMap;

use super::{Fate, Matter, new_statements};
use crate::answers::Answer;
use crate::grid::{Change, Statement};
use crate::words::{ChangeClass, Outcome, Status, Vocabulary};

/// What is done with one answer.
#[derive(Debug)]
pub(super) enum Action<'g> {
    /// It stands as it is, under this statement.
    Keep(&'g Statement),
    /// It is put aside under each of these statements.
    Review(Vec<&'g Statement>),
    /// It is copied as it is under each of these statements.
    Copy(Vec<&'g Statement>),
    /// It is put aside with others under one statement; the first of them takes its place.
    Merge {
        /// Index of the merge in [`Plan::merges`].
        merge: usize,
        /// Whether this answer gives the place.
        leads: bool,
    },
    /// It goes to the abandoned answers.
    Drop,
    /// It answered a statement withdrawn already: nothing changes.
    Leave,
}

/// Several answers that become one.
#[derive(Debug)]
pub(super) struct Merge<'g> {
    /// The statement they meet under.
    pub(super) target: &'g Statement,
    /// The status they agree on, if the publisher lets it be kept.
    pub(super) agreed: Option<Status>,
    /// Indexes of the answers.
    pub(super) answers: Vec<usize>,
}

/// What is done with every answer.
#[derive(Debug)]
pub(super) struct Plan<'g> {
    /// In the order of the answers: what is done, and what the statement was.
    pub(super) actions: Vec<(Action<'g>, Option<&'g Statement>)>,
    pub(super) merges: Vec<Merge<'g>>,
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
        let mut plan = Self {
            actions: Vec::new(),
            merges: Vec::new(),
            fates: Vec::new(),
            added: new_statements(comparison, matter.project),
        };
        let mut merge_of: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, answer) in matter.answers.iter().enumerate() {
            let statement = comparison.old.statement(&answer.id);
            let action = match by_old.get(answer.id.as_str()) {
                // A row that a move of the way back leaves behind.
                None => Action::Leave,
                Some(change) if change.class == ChangeClass::Merged => {
                    plan.merge(index, answer, change, &mut merge_of)
                }
                Some(change) => action(answer, change),
            };
            if let Some(change) = by_old.get(answer.id.as_str()) {
                plan.fates.extend(fate(answer, change, &action));
            }
            plan.actions.push((action, statement));
        }
        for at in 0..plan.merges.len() {
            plan.settle(at, matter, &by_old);
        }
        plan
    }

    fn merge(
        &mut self,
        index: usize,
        answer: &Answer,
        change: &Change<'g>,
        merge_of: &mut BTreeMap<&'g str, usize>,
    ) -> Action<'g> {
        let (Some(target), true) = (change.new.first(), change.outcome != Outcome::Dropped) else {
            return match answer.is_blank() {
                true => Action::Leave,
                false => Action::Drop,
            };
        };
        let merge = *merge_of.entry(&target.id).or_insert_with(|| {
            self.merges.push(Merge { target, agreed: None, answers: Vec::new() });
            self.merges.len() - 1
        });
        self.merges[merge].answers.push(index);
        Action::Merge { merge, leads: false }
    }

    /// Decides which answer gives its place to a merge, and whether they agree.
    fn settle(&mut self, at: usize, matter: &Matter<'g>, by_old: &BTreeMap<&str, &Change<'g>>) {
        let merge = &mut self.merges[at];
        let answers: Vec<&Answer> =
            merge.answers.iter().map(|index| &matter.answers[*index]).collect();
        let leader = answers.iter().position(|one| !one.is_blank()).unwrap_or(0);
        let change = answers.first().and_then(|one| by_old.get(one.id.as_str()));
        let in_force = |change: &&&Change<'_>| {
            let counted = change.old.iter().filter(|one| !one.is_withdrawn()).count();
            counted == answers.len()
        };
        let kept = change.filter(|change| change.outcome == Outcome::Kept).filter(in_force);
        let first = answers.first().map(|one| one.counted());
        let agreed = first.filter(|status| {
            *status != Status::ToAssess && answers.iter().all(|one| one.counted() == *status)
        });
        merge.agreed = kept.and(agreed);
        let merged = &merge.answers;
        if let Some((Action::Merge { leads, .. }, _)) =
            merged.get(leader).and_then(|index| self.actions.get_mut(*index))
        {
            *leads = true;
        }
        let outcome = match merge.agreed {
            Some(_) => Outcome::Kept,
            None => Outcome::ToReview,
        };
        let ids: Vec<&str> = answers.iter().map(|one| one.id.as_str()).collect();
        let target = merge.target.id.as_str();
        for fate in &mut self.fates {
            if ids.contains(&fate.id.as_str()) && fate.to == [target] {
                fate.outcome = outcome;
            }
        }
    }
}

fn action<'g>(answer: &Answer, change: &Change<'g>) -> Action<'g> {
    let withdrawn_both_sides =
        change.is_unchanged() && change.old.iter().any(|one| one.is_withdrawn());
    let review_is_pending = is_pending(answer);
    match (change.new.as_slice(), change.outcome) {
        _ if withdrawn_both_sides => Action::Leave,
        ([], _) | (_, Outcome::Dropped) => Action::Drop,
        ([only], Outcome::Kept) => Action::Keep(only),
        ([only], Outcome::ToReview) if answer.is_blank() || review_is_pending => Action::Keep(only),
        (several, Outcome::Kept) => Action::Copy(several.to_vec()),
        (several, Outcome::ToReview) if answer.is_blank() || review_is_pending => {
            Action::Copy(several.to_vec())
        }
        (several, Outcome::ToReview) => Action::Review(several.to_vec()),
    }
}

/// Whether an answer says nothing but what an earlier change put aside.
fn is_pending(answer: &Answer) -> bool {
    let bare = Answer { old: Vec::new(), status: None, ..answer.clone() };
    answer.status() == Status::ToAssess && !answer.old.is_empty() && bare.is_blank()
}

fn fate(answer: &Answer, change: &Change<'_>, action: &Action<'_>) -> Option<Fate> {
    if answer.is_blank() {
        return None;
    }
    let ids = |statements: &[&Statement]| statements.iter().map(|one| one.id.clone()).collect();
    let pending = is_pending(answer);
    let kept = if pending { Outcome::ToReview } else { Outcome::Kept };
    let (to, outcome) = match action {
        Action::Keep(one) => (vec![one.id.clone()], kept),
        Action::Copy(several) => (ids(several), kept),
        Action::Review(several) => (ids(several), Outcome::ToReview),
        Action::Merge { .. } => (ids(&change.new), Outcome::ToReview),
        Action::Drop => (Vec::new(), Outcome::Dropped),
        Action::Leave => (vec![answer.id.clone()], Outcome::Kept),
    };
    let cause = if pending { "déjà à revoir".into() } else { cause(change) };
    Some(Fate { id: answer.id.clone(), to, outcome, pending, class: change.class, cause })
}

/// What happened to a statement, on one line: « scindé en TEC-017, TEC-018 ».
pub(super) fn cause(change: &Change<'_>) -> String {
    use crate::grid::Trait;
    let new: Vec<&str> = change.new.iter().map(|one| one.id.as_str()).collect();
    let label = change.class.label().to_lowercase();
    let what = match change.class {
        ChangeClass::Split => format!("scindé en {}", new.join(", ")),
        ChangeClass::Merged => {
            let old: Vec<&str> = change.old.iter().map(|one| one.id.as_str()).collect();
            format!("{} fusionnés en {}", old.join(", "), new.join(", "))
        }
        ChangeClass::Renamed => match change.has(Trait::Text) {
            true => format!("renommé {} et reformulé", new.join(", ")),
            false => format!("renommé {}", new.join(", ")),
        },
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
        | ChangeClass::Completed => label,
    };
    match change.reason {
        Some(reason) => format!("{what} : {}", crate::words::plain_line(reason)),
        None => what,
    }
}
