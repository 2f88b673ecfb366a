//! Statements that say nearly the same.

use super::Matter;
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::Statement;
use crate::grid::alike::{Bag, Index};
use crate::words::quoted;
use crate::yaml::Reading;
use crate::yaml::scalar::first_line;

/// From how alike, per mille, two statements say nearly the same.
const NEARLY: u32 = 900;

/// Two statements in force that a same project meets have nearly the same words.
pub(super) fn nearly_alike(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let statements: Vec<&Statement> = matter.in_force().collect();
    let bags: Vec<Bag> = statements.iter().map(|one| Bag::of(&one.text)).collect();
    let index = Index::new(&bags, NEARLY);
    for (at, statement) in statements.iter().enumerate() {
        let rival = |other: usize| other < at && meet(statement, statements[other]);
        let Some(other) = index.find(&bags[at], rival) else {
            continue;
        };
        let other = statements[other];
        let id = quoted(&statement.id);
        let message = match other.text == statement.text {
            true => format!("l'énoncé {id} a le même texte que {}", quoted(&other.id)),
            false => format!("l'énoncé {id} dit presque la même chose que {}", quoted(&other.id)),
        };
        cx.report(
            Diagnostic::new(Code::NearlyAlike, message)
                .at(first_line(statement.places.text, cx))
                .at_with(first_line(other.places.text, cx), "déjà dit ici")
                .help(
                    "si c'est le même, gardez-en un ; sinon, dites dans chacun ce qui le distingue",
                ),
        );
    }
}

/// Whether one project may have to answer both: the same words for an editor and for a host, for
/// one degree and for the other, are no repetition. One identifier twice is another mistake.
fn meet(a: &Statement, b: &Statement) -> bool {
    fn share<T: PartialEq>(a: &[T], b: &[T]) -> bool {
        a.is_empty() || b.is_empty() || a.iter().any(|one| b.contains(one))
    }
    share(&a.roles, &b.roles)
        && share(&a.objects, &b.objects)
        && share(&a.degrees, &b.degrees)
        && !a.id.eq_ignore_ascii_case(&b.id)
}
