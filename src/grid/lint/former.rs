//! Identifiers against those of earlier versions.

use std::collections::BTreeSet;

use super::Matter;
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::alike::{Bag, Index};
use crate::grid::{Grid, Statement};
use crate::words::quoted;
use crate::yaml::Reading;
use crate::yaml::scalar::first_line;

/// Below how alike, per mille, two texts are not the same statement. Measured on rewordings of
/// real criteria from one level to the next: never less than 370.
const UNLIKE: u32 = 330;
/// From how alike a text is that of another former identifier.
const SAME: u32 = 900;

/// An identifier no longer means what it meant in the newest earlier version that has it: its
/// text is unlike, or is that of another identifier of then. What moves declare may be unlike.
pub(super) fn reused(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let bags: Vec<Vec<Bag>> = matter.earlier.iter().map(bags_of).collect();
    let indexes: Vec<Index<'_>> = bags.iter().map(|bags| Index::new(bags, SAME)).collect();
    let mut seen = BTreeSet::new();
    for statement in matter.in_force() {
        // Of an identifier written twice, the first is the one of then; the other was said.
        if !seen.insert(statement.id.to_ascii_uppercase()) {
            continue;
        }
        let Some((version, former)) = matter.former(&statement.id) else {
            continue;
        };
        if former.text == statement.text
            || matter.declared.settled.contains(&statement.id.to_ascii_uppercase())
        {
            continue;
        }
        let bag = Bag::of(&statement.text);
        let likeness = bag.likeness(&Bag::of(&former.text));
        let grid = &matter.earlier[version];
        let twin = (likeness < SAME).then(|| indexes[version].find(&bag, |_| true)).flatten();
        let twin = twin.map(|twin| &grid.statements[twin]);
        if likeness >= UNLIKE && twin.is_none() {
            continue;
        }
        cx.report(diagnostic(statement, grid, former, twin, cx));
    }
}

fn bags_of(grid: &Grid) -> Vec<Bag> {
    grid.statements.iter().map(|one| Bag::of(&one.text)).collect()
}

fn diagnostic(
    statement: &Statement,
    grid: &Grid,
    former: &Statement,
    twin: Option<&Statement>,
    cx: &Reading<'_>,
) -> Diagnostic {
    let name = &grid.head.name;
    let id = quoted(&statement.id);
    let message = format!("l'identifiant {id} avait un autre sens dans {name}");
    let diagnostic = Diagnostic::new(Code::ReusedId, message)
        .at_with(statement.span, "ici")
        .at_with(first_line(former.places.text, cx), format!("son sens dans {name}"));
    match twin {
        Some(twin) => diagnostic.help(format!(
            "ce texte était celui de {} : un énoncé garde son identifiant d'une version à l'autre",
            quoted(&twin.id)
        )),
        None => diagnostic.help(format!(
            "donnez au nouvel énoncé un identifiant libre, et gardez {id} pour l'ancien ; s'il s'agit de la même obligation récrite, déclarez dans depuis-{}.yaml : {{ type: reformule, de: {} }}",
            name.version, statement.id
        )),
    }
}
