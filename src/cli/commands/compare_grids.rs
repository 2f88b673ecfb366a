//! `grille comparer`.

use crate::cli::Exit;
use crate::cli::arguments::{CompareFormat, CompareGrids};
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::Shelf;
use crate::grid::{Grid, Moves, check_moves, compare};
use crate::report::changes;
use crate::yaml::Reading;

pub(super) fn run(mut session: Session, asked: &CompareGrids) -> Exit {
    let (Some((old_shelves, Some(old))), Some((new_shelves, Some(new)))) =
        (session.grid_at(&asked.old), session.grid_at(&asked.new))
    else {
        return session.stop();
    };
    let (Some(old_shelf), Some(new_shelf)) =
        (old_shelves.find(&old.head.name), new_shelves.find(&new.head.name))
    else {
        return session.stop();
    };
    if old.head.name.id != new.head.name.id {
        session.diagnostics.push(other_grid(&old, &new));
        return session.stop();
    }
    let (moves, backwards) = moves(&mut session, old_shelf, new_shelf);
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
    match backwards {
        true => check_moves(&new, &old, &moves, &mut cx),
        false => check_moves(&old, &new, &moves, &mut cx),
    }
    if session.diagnostics.has_errors() {
        return session.stop();
    }
    let comparison = compare(&old, &new, &moves, backwards);
    let product = match asked.format {
        CompareFormat::Texte => changes::screen(&comparison),
        CompareFormat::Md => changes::note(&comparison),
        CompareFormat::Json => changes::json::render(&comparison),
    };
    let finding = asked.code_retour && changes::any_change(&comparison);
    session.finish(&product, Severity::Warning, finding)
}

/// The moves that join two versions, and whether they were written for the way back.
fn moves(session: &mut Session, old: &Shelf, new: &Shelf) -> (Moves, bool) {
    let (from, to) = (&old.head.name.version, &new.head.name.version);
    if let Some(moves) = new.moves_from(from, &session.sources, &mut session.diagnostics) {
        return (moves, false);
    }
    if let Some(moves) = old.moves_from(to, &session.sources, &mut session.diagnostics) {
        return (moves, true);
    }
    match from > to {
        true => (old.without_moves(to), true),
        false => (new.without_moves(from), false),
    }
}

fn other_grid(old: &Grid, new: &Grid) -> Diagnostic {
    let message = format!(
        "{} et {} ne sont pas deux versions d'une même grille",
        old.head.name, new.head.name
    );
    Diagnostic::new(Code::UnknownGrid, message)
        .help("donnez deux versions dont l'identifiant est le même, comme sdet@4.1 et sdet@4.2")
}
