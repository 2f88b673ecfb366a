//! What changed between two versions of a grid: each statement in exactly one class.

use std::collections::{BTreeMap, BTreeSet};

use super::{Grid, Move, Moves, Statement};
use crate::words::{ChangeClass, Level, MoveKind, Outcome, fold, same_wording};

/// Two versions side by side.
#[derive(Debug)]
pub struct Comparison<'g> {
    /// The former version.
    pub old: &'g Grid,
    /// The new version.
    pub new: &'g Grid,
    /// Every statement of both, once: in the order of the new version, those that only the former
    /// one has after the statement they follow there.
    pub changes: Vec<Change<'g>>,
}

/// What happened to one statement, or to those that were split or merged.
#[derive(Debug)]
pub struct Change<'g> {
    /// The class.
    pub class: ChangeClass,
    /// In the former version: none if added, several if merged.
    pub old: Vec<&'g Statement>,
    /// In the new version: none if gone, several if split.
    pub new: Vec<&'g Statement>,
    /// All that differs, whatever the class.
    pub traits: Vec<Trait>,
    /// What becomes of an answer.
    pub outcome: Outcome,
    /// Why, as the publisher says it.
    pub reason: Option<&'g str>,
}

/// One thing that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// The text.
    Text,
    /// `devrait` became `doit`.
    Hardened,
    /// `doit` became `devrait`.
    Softened,
    /// An obligation became a prohibition, or the reverse.
    Polarity,
    /// The axis.
    Axis,
    /// Roles, objects, degrees or core.
    Scope,
    /// What it rests on: basis, source, reference.
    Source,
    /// The expected kinds of evidence.
    Evidence,
    /// The foreseen case of « sans objet ».
    NotApplicable,
    /// Whether it is printed first when missed.
    Critical,
    /// The subject it is grouped under.
    Subject,
    /// The explanation.
    Why,
    /// In force again after having been withdrawn.
    Restored,
}

impl Trait {
    /// As written in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "texte",
            Self::Hardened => "durci",
            Self::Softened => "assoupli",
            Self::Polarity => "sens_inverse",
            Self::Axis => "axe",
            Self::Scope => "perimetre",
            Self::Source => "source",
            Self::Evidence => "preuves_attendues",
            Self::NotApplicable => "sans_objet_si",
            Self::Critical => "critique",
            Self::Subject => "sujet",
            Self::Why => "pourquoi",
            Self::Restored => "remis_en_vigueur",
        }
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "texte",
            Self::Hardened => "durci (devrait → doit)",
            Self::Softened => "assoupli (doit → devrait)",
            Self::Polarity => "sens inversé",
            Self::Axis => "axe",
            Self::Scope => "périmètre",
            Self::Source => "source",
            Self::Evidence => "preuves attendues",
            Self::NotApplicable => "cas « sans objet »",
            Self::Critical => "caractère critique",
            Self::Subject => "sujet",
            Self::Why => "explication",
            Self::Restored => "remis en vigueur",
        }
    }
}

impl Change<'_> {
    /// Whether it has this trait.
    #[must_use]
    pub fn has(&self, wanted: Trait) -> bool {
        self.traits.contains(&wanted)
    }

    /// Whether nothing at all happened.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.class == ChangeClass::Unchanged
    }
}

/// Compares two versions, with the moves that lead from one to the other; `backwards` if they
/// were written for the way back. Moves must have been checked.
#[must_use]
pub fn compare<'g>(
    old: &'g Grid,
    new: &'g Grid,
    moves: &'g Moves,
    backwards: bool,
) -> Comparison<'g> {
    let moves: Vec<Way<'g>> = moves.list.iter().map(|one| Way::of(one, backwards)).collect();
    let shared = shared_targets(&moves);
    let by_new = new_order(new);
    let mut changes: Vec<(usize, Change<'g>)> = Vec::new();
    let mut taken_old = BTreeSet::new();
    let mut taken_new = BTreeSet::new();
    for way in &moves {
        let Some(change) = moved(way, &shared, old, new) else {
            continue;
        };
        taken_old.extend(change.old.iter().map(|one| one.id.as_str()));
        taken_new.extend(change.new.iter().map(|one| one.id.as_str()));
        let place = change.new.first().and_then(|one| by_new.get(one.id.as_str()));
        changes.push((place.copied().unwrap_or(usize::MAX), change));
    }
    // The row that a moved statement leaves behind, withdrawn, is part of its move.
    let left_behind = |one: &Statement| one.is_withdrawn() && taken_old.contains(one.id.as_str());
    for (at, statement) in new.statements.iter().enumerate() {
        let id = statement.id.as_str();
        if taken_new.contains(id) || left_behind(statement) {
            continue;
        }
        let former = old.statement(id).filter(|_| !taken_old.contains(id));
        let reworded = moves.iter().find(|way| way.kind == MoveKind::Reword && way.from == [id]);
        changes.push((at, pair(former, statement, reworded, old, new)));
    }
    let mut after = 0;
    for statement in &old.statements {
        let id = statement.id.as_str();
        if let Some(at) = by_new.get(id) {
            after = *at;
        }
        if !taken_old.contains(id) && new.statement(id).is_none() {
            changes.push((after, gone(statement)));
        }
    }
    changes.sort_by_key(|(at, _)| *at);
    let changes = changes.into_iter().map(|(_, change)| change).collect();
    Comparison { old, new, changes }
}

fn new_order(new: &Grid) -> BTreeMap<&str, usize> {
    new.statements.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect()
}

/// A move in the direction of a comparison.
struct Way<'g> {
    kind: MoveKind,
    from: Vec<&'g str>,
    to: Vec<&'g str>,
    outcome: Option<Outcome>,
    reason: Option<&'g str>,
}

impl<'g> Way<'g> {
    fn of(one: &'g Move, backwards: bool) -> Self {
        let from = one.from.iter().map(|id| id.value.as_str()).collect();
        let to = one.to.iter().map(|id| id.value.as_str()).collect();
        let reason = one.reason.as_deref();
        if !backwards || one.kind == MoveKind::Reword {
            return Self { kind: one.kind, from, to, outcome: one.outcome, reason };
        }
        let kind = match one.kind {
            MoveKind::Rename => MoveKind::Rename,
            MoveKind::Split => MoveKind::Merge,
            MoveKind::Merge => MoveKind::Split,
            MoveKind::Reword => MoveKind::Reword,
        };
        // What the publisher says of an answer holds for the way forward; only a rename is the
        // same both ways.
        let outcome =
            one.outcome.filter(|outcome| kind == MoveKind::Rename && *outcome != Outcome::Dropped);
        Self { kind, from: to, to: from, outcome, reason }
    }
}

/// The statements that more than one move reaches.
fn shared_targets<'g>(moves: &[Way<'g>]) -> BTreeSet<&'g str> {
    let mut seen = BTreeSet::new();
    let all = moves.iter().flat_map(|way| &way.to).copied();
    all.filter(|id| !seen.insert(*id)).collect()
}

/// A rename, a split or a merge; nothing for a rewording, or where a statement is unknown.
fn moved<'g>(
    way: &Way<'g>,
    shared: &BTreeSet<&str>,
    old: &'g Grid,
    new: &'g Grid,
) -> Option<Change<'g>> {
    let class = match way.kind {
        MoveKind::Rename => ChangeClass::Renamed,
        MoveKind::Split => ChangeClass::Split,
        MoveKind::Merge => ChangeClass::Merged,
        MoveKind::Reword => return None,
    };
    let find = |grid: &'g Grid, ids: &[&str]| -> Option<Vec<&'g Statement>> {
        ids.iter().map(|id| grid.statement(id)).collect()
    };
    let (from, to) = (find(old, &way.from)?, find(new, &way.to)?);
    let mut traits = BTreeSet::new();
    for former in &from {
        for current in &to {
            traits.extend(differences(former, current, old, new));
        }
    }
    let by_default = match way.kind == MoveKind::Rename {
        true => default_outcome(from[0], to[0], &traits),
        false => Outcome::ToReview,
    };
    let meets_others = way.to.iter().any(|id| shared.contains(id));
    let said = never_kept_when_hardened(way.outcome.unwrap_or(by_default), &traits);
    // Answers that other moves bring to the same statement must be looked at together.
    let outcome = if said == Outcome::Kept && meets_others { Outcome::ToReview } else { said };
    let traits = traits.into_iter().collect();
    Some(Change { class, old: from, new: to, traits, outcome, reason: way.reason })
}

/// A statement that kept its identifier, or is new.
fn pair<'g>(
    former: Option<&'g Statement>,
    current: &'g Statement,
    reworded: Option<&Way<'g>>,
    old: &Grid,
    new: &Grid,
) -> Change<'g> {
    let Some(former) = former else {
        return Change {
            class: ChangeClass::Added,
            old: Vec::new(),
            new: vec![current],
            traits: Vec::new(),
            outcome: Outcome::Kept,
            reason: None,
        };
    };
    let mut traits: BTreeSet<Trait> = differences(former, current, old, new).into_iter().collect();
    let (class, outcome) = match (former.is_withdrawn(), current.is_withdrawn()) {
        (true, true) => {
            traits.clear();
            (ChangeClass::Unchanged, Outcome::Kept)
        }
        (false, true) => (ChangeClass::Withdrawn, Outcome::Dropped),
        (true, false) => {
            traits.insert(Trait::Restored);
            (ChangeClass::Added, Outcome::ToReview)
        }
        (false, false) => (class_of(&traits), default_outcome(former, current, &traits)),
    };
    let said = reworded.and_then(|way| way.outcome);
    let said = said.filter(|_| !matches!(class, ChangeClass::Withdrawn | ChangeClass::Added));
    let withdrawal = current.withdrawal_reason.as_deref();
    Change {
        class,
        outcome: never_kept_when_hardened(said.unwrap_or(outcome), &traits),
        old: vec![former],
        new: vec![current],
        traits: traits.into_iter().collect(),
        reason: reworded.and_then(|way| way.reason).or(withdrawal),
    }
}

/// A statement that the new version lacks without a move: going back to a version where it did
/// not exist yet, or a mistake already reported.
fn gone(former: &Statement) -> Change<'_> {
    let class = match former.is_withdrawn() {
        true => ChangeClass::Unchanged,
        false => ChangeClass::Withdrawn,
    };
    Change {
        class,
        old: vec![former],
        new: Vec::new(),
        traits: Vec::new(),
        outcome: Outcome::Dropped,
        reason: None,
    }
}

/// The class of a statement that kept its identifier: the weightiest of what differs.
fn class_of(traits: &BTreeSet<Trait>) -> ChangeClass {
    let weights = [
        (Trait::Hardened, ChangeClass::Hardened),
        (Trait::Softened, ChangeClass::Softened),
        (Trait::Polarity, ChangeClass::Reworded),
        (Trait::Text, ChangeClass::Reworded),
        (Trait::Axis, ChangeClass::Moved),
        (Trait::Scope, ChangeClass::Rescoped),
        (Trait::Source, ChangeClass::Resourced),
    ];
    let found = weights.into_iter().find(|(one, _)| traits.contains(one));
    match found {
        Some((_, class)) => class,
        None if traits.is_empty() => ChangeClass::Unchanged,
        None => ChangeClass::Completed,
    }
}

/// What becomes of an answer when the publisher says nothing: kept while the obligation is the
/// same, word for word but for the modal verb of a softened one.
fn default_outcome(former: &Statement, current: &Statement, traits: &BTreeSet<Trait>) -> Outcome {
    let asks_more = traits.contains(&Trait::Hardened) || traits.contains(&Trait::Polarity);
    let softened = traits.contains(&Trait::Softened)
        && without_modal(&former.text) == without_modal(&current.text);
    match asks_more || (traits.contains(&Trait::Text) && !softened) {
        true => Outcome::ToReview,
        false => Outcome::Kept,
    }
}

/// « Les statuts des énoncés durcis repassent à évaluer » : a publisher cannot waive it.
fn never_kept_when_hardened(outcome: Outcome, traits: &BTreeSet<Trait>) -> Outcome {
    match outcome == Outcome::Kept && traits.contains(&Trait::Hardened) {
        true => Outcome::ToReview,
        false => outcome,
    }
}

/// A text whose modal verbs are all the same word.
fn without_modal(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(' ').map(|word| match word {
        "devrait" | "doit" => "…",
        "devraient" | "doivent" => "……",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn differences(former: &Statement, current: &Statement, old: &Grid, new: &Grid) -> Vec<Trait> {
    let axis = |grid: &Grid, one: &Statement| grid.head.axes[one.axis].id.clone();
    let levels = (former.level(), current.level());
    let checks = [
        (!same_wording(&former.text, &current.text), Trait::Text),
        (levels == (Level::Recommendation, Level::Requirement), Trait::Hardened),
        (levels == (Level::Requirement, Level::Recommendation), Trait::Softened),
        (former.modality.is_prohibition() != current.modality.is_prohibition(), Trait::Polarity),
        (axis(old, former) != axis(new, current), Trait::Axis),
        (!same_scope(former, current), Trait::Scope),
        (
            former.basis.value != current.basis.value
                || former.source != current.source
                || former.see != current.see,
            Trait::Source,
        ),
        (!same_set(&former.expected_evidence, &current.expected_evidence), Trait::Evidence),
        (former.not_applicable_if != current.not_applicable_if, Trait::NotApplicable),
        (former.critical != current.critical, Trait::Critical),
        (subject(former) != subject(current), Trait::Subject),
        (former.why != current.why, Trait::Why),
    ];
    checks.into_iter().filter(|(differs, _)| *differs).map(|(_, one)| one).collect()
}

fn subject(statement: &Statement) -> Option<&str> {
    statement.subject.as_ref().map(|subject| subject.value.as_str())
}

fn same_scope(former: &Statement, current: &Statement) -> bool {
    same_set(&former.roles, &current.roles)
        && same_set(&former.objects, &current.objects)
        && same_set(&former.degrees, &current.degrees)
        && former.core == current.core
}

fn same_set<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().all(|one| b.contains(one))
}
