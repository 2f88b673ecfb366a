//! What changed between two versions of a grid: for the screen, as a note to publish, as JSON.

pub mod json;
mod markdown;
mod text;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use crate::grid::{Change, Comparison, Grid, Statement, Trait};
use crate::words::{ChangeClass, Outcome, Vocabulary};

pub use markdown::note;
pub use text::screen;

/// The order of a note: what asks work of people first.
const ORDER: &[ChangeClass] = &[
    ChangeClass::Hardened,
    ChangeClass::Added,
    ChangeClass::Reworded,
    ChangeClass::Split,
    ChangeClass::Merged,
    ChangeClass::Softened,
    ChangeClass::Withdrawn,
    ChangeClass::Renamed,
    ChangeClass::Moved,
    ChangeClass::Rescoped,
    ChangeClass::Resourced,
    ChangeClass::Completed,
];

/// The changes of one class.
fn of_class<'c, 'g>(
    comparison: &'c Comparison<'g>,
    class: ChangeClass,
) -> impl Iterator<Item = &'c Change<'g>> {
    comparison.changes.iter().filter(move |change| change.class == class)
}

/// How many statements of each version each class holds. The row that a moved statement leaves
/// behind, withdrawn, counts with its move, and a statement that several moves reach with the
/// first of them, a merge if there is one: each column sums to its version.
fn counts(comparison: &Comparison<'_>) -> BTreeMap<ChangeClass, (u64, u64)> {
    let mut changes: Vec<&Change<'_>> = comparison.changes.iter().collect();
    changes.sort_by_key(|change| change.class != ChangeClass::Merged);
    let (mut old_seen, mut new_seen) = (BTreeSet::new(), BTreeSet::new());
    let mut classes: BTreeMap<ChangeClass, (u64, u64)> = BTreeMap::new();
    let moved = [ChangeClass::Renamed, ChangeClass::Split, ChangeClass::Merged];
    for change in &changes {
        let count = classes.entry(change.class).or_default();
        count.0 += change.old.iter().filter(|one| old_seen.insert(one.id.as_str())).count() as u64;
        count.1 += change.new.iter().filter(|one| new_seen.insert(one.id.as_str())).count() as u64;
    }
    for change in changes.iter().filter(|change| moved.contains(&change.class)) {
        let count = classes.entry(change.class).or_default();
        let left = |one: &&&Statement, there: &Grid| {
            there.statement(&one.id).is_some_and(Statement::is_withdrawn)
        };
        let behind_old = change.new.iter().filter(|one| left(one, comparison.old));
        count.0 += behind_old.filter(|one| old_seen.insert(one.id.as_str())).count() as u64;
        let behind_new = change.old.iter().filter(|one| left(one, comparison.new));
        count.1 += behind_new.filter(|one| new_seen.insert(one.id.as_str())).count() as u64;
    }
    classes
}

/// « TEC-004 », « FON-010 → FON-090, FON-091 ».
fn identifiers(change: &Change<'_>) -> String {
    let ids = |statements: &[&Statement]| {
        let ids: Vec<&str> = statements.iter().map(|one| one.id.as_str()).collect();
        ids.join(", ")
    };
    let (old, new) = (ids(&change.old), ids(&change.new));
    match (old.is_empty(), new.is_empty()) {
        (true, _) => new,
        (_, true) => old,
        _ if old == new => old,
        _ => format!("{old} → {new}"),
    }
}

/// What differs besides what the class itself says.
fn traits(change: &Change<'_>) -> Vec<&'static str> {
    let implied: &[Trait] = match change.class {
        ChangeClass::Hardened => &[Trait::Text, Trait::Hardened],
        ChangeClass::Softened => &[Trait::Text, Trait::Softened],
        ChangeClass::Reworded | ChangeClass::Split | ChangeClass::Merged => &[Trait::Text],
        ChangeClass::Moved => &[Trait::Axis],
        ChangeClass::Rescoped => &[Trait::Scope],
        ChangeClass::Resourced => &[Trait::Source],
        ChangeClass::Unchanged
        | ChangeClass::Added
        | ChangeClass::Withdrawn
        | ChangeClass::Renamed
        | ChangeClass::Completed => &[],
    };
    let told = change.traits.iter().filter(|one| !implied.contains(one));
    told.map(|one| one.label()).collect()
}

/// What becomes of answers, in words; nothing where there can be none.
fn outcome(change: &Change<'_>) -> Option<&'static str> {
    let answered = !change.old.is_empty() && !change.is_unchanged();
    answered.then_some(match change.outcome {
        Outcome::Kept => "réponse gardée",
        Outcome::ToReview => "réponse à revoir",
        Outcome::Dropped => "réponse abandonnée (gardée à part)",
    })
}

/// What a class means for whoever answered, one sentence.
fn consequence(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Hardened => {
            "Ces recommandations sont devenues des exigences. Les réponses sont à revoir."
        }
        ChangeClass::Added => "Ces énoncés sont nouveaux, ou remis en vigueur. Ils sont à évaluer.",
        ChangeClass::Reworded => {
            "Le texte de ces énoncés a changé. Les réponses sont à revoir, sauf mention contraire."
        }
        ChangeClass::Split => {
            "Chacun de ces énoncés est devenu plusieurs. L'ancienne réponse est à revoir pour chacun."
        }
        ChangeClass::Merged => {
            "Plusieurs énoncés sont devenus un seul. Le statut n'est gardé que si les réponses concordent et que la note le dit."
        }
        ChangeClass::Softened => {
            "Ces exigences sont devenues des recommandations. La réponse est gardée si seul le verbe a changé."
        }
        ChangeClass::Withdrawn => {
            "Ces énoncés ne comptent plus. Les réponses sont rangées à part, jamais effacées."
        }
        ChangeClass::Renamed => {
            "Ces énoncés ont un nouvel identifiant. La réponse suit ; elle est à revoir si le texte a changé."
        }
        ChangeClass::Moved => "Ces énoncés ont changé d'axe. Les réponses sont gardées.",
        ChangeClass::Rescoped => {
            "Ces énoncés ne concernent plus les mêmes rôles, objets, degrés, ou le socle. Les réponses sont gardées ; celles qui sortent du périmètre ne comptent plus."
        }
        ChangeClass::Resourced => {
            "Le fondement ou la source de ces énoncés a changé, pas leur texte. Les réponses sont gardées."
        }
        ChangeClass::Completed => {
            "Le texte de ces énoncés n'a pas changé ; les preuves attendues, le cas « sans objet », le caractère critique, le sujet ou l'explication, si. Les réponses sont gardées."
        }
        ChangeClass::Unchanged => "Rien n'a changé.",
    }
}

/// The plural heading of a class.
fn heading(class: ChangeClass) -> &'static str {
    match class {
        ChangeClass::Hardened => "Énoncés durcis (devrait → doit)",
        ChangeClass::Added => "Énoncés ajoutés",
        ChangeClass::Reworded => "Énoncés reformulés",
        ChangeClass::Split => "Énoncés scindés",
        ChangeClass::Merged => "Énoncés fusionnés",
        ChangeClass::Softened => "Énoncés assouplis (doit → devrait)",
        ChangeClass::Withdrawn => "Énoncés abrogés",
        ChangeClass::Renamed => "Énoncés renommés",
        ChangeClass::Moved => "Énoncés déplacés vers un autre axe",
        ChangeClass::Rescoped => "Énoncés dont le périmètre a changé",
        ChangeClass::Resourced => "Énoncés dont la source est mise à jour",
        ChangeClass::Completed => "Énoncés complétés",
        ChangeClass::Unchanged => "Énoncés inchangés",
    }
}

/// Whether anything changed.
#[must_use]
pub fn any_change(comparison: &Comparison<'_>) -> bool {
    comparison.changes.iter().any(|change| !change.is_unchanged())
}

/// « Exigence, axe TEC ».
fn level_and_axis(statement: &Statement, axes: &[crate::grid::Axis]) -> String {
    format!("{}, axe {}", statement.level().label(), axes[statement.axis].id)
}
