//! Axes that ask for nothing.

use super::Matter;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Reading;

/// All the statements of an axis were withdrawn. An axis of which none could be read has had its
/// message.
pub(super) fn without_statement(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for (index, axis) in matter.grid.head.axes.iter().enumerate() {
        let mut of_axis = matter.grid.statements.iter().filter(|one| one.axis == index);
        let first = of_axis.next();
        if first.is_none_or(|one| !one.is_withdrawn()) || of_axis.any(|one| !one.is_withdrawn()) {
            continue;
        }
        let message = format!("l'axe {} n'a plus d'énoncé en vigueur", axis.id);
        cx.report(
            Diagnostic::new(Code::EmptyAxis, message)
                .at(axis.span)
                .help("les rapports le montreront sans note ; ajoutez-y un énoncé, ou dites pourquoi sous « note_axes »"),
        );
    }
}
