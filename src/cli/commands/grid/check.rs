//! `grille verifier`: what can be read, then what a careful reader would say.

use std::path::Path;

use crate::cli::Exit;
use crate::cli::arguments::CheckGrid;
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::{Library, Shelf};
use crate::grid::lint::{Declared, Matter, lint};
use crate::grid::{Grid, GridName, Moves, check_moves, is_unlinked, moves_file};
use crate::words::{counted, fr};
use crate::yaml::Reading;

pub(in crate::cli::commands) fn run(mut session: Session, asked: &CheckGrid) -> Exit {
    let Some((library, grid)) = session.grid_at(&asked.grille) else {
        return session.stop();
    };
    if let Some(grid) = &grid
        && let Some(shelf) = library.find(&grid.head.name)
    {
        let folder = Path::new(&asked.grille);
        match folder.is_dir() {
            true => review_folder(&mut session, folder, shelf, grid, Severity::Warning),
            false => review(&mut session, shelf, grid, &library, Severity::Warning),
        }
    }
    if asked.strict {
        session.diagnostics.make_strict();
    }
    let product = grid.map(|grid| sound(&grid)).unwrap_or_default();
    let product = if session.global.quiet { String::new() } else { product };
    session.finish(&product, Severity::Note, false)
}

/// Reviews the grid of a folder against its neighbours and the grids at hand, whose own mistakes
/// are not those of this one. `unlinked` is how grave it is that a draft says nothing of the
/// version before: it may wait, but not be published so.
pub(super) fn review_folder(
    session: &mut Session,
    folder: &Path,
    shelf: &Shelf,
    grid: &Grid,
    unlinked: Severity,
) {
    let extra = session.global.grilles.clone();
    let mut silent = Diagnostics::new();
    let around = Library::around(folder, extra.as_deref(), &mut session.sources, &mut silent);
    review(session, shelf, grid, &around, unlinked);
}

/// Holds a grid to the versions before it, and applies the rules.
fn review(
    session: &mut Session,
    shelf: &Shelf,
    grid: &Grid,
    library: &Library,
    unlinked: Severity,
) {
    let earlier = earlier(session, library, &grid.head.name);
    let told = shelf.former_versions(&session.sources);
    let mut moves: Vec<Moves> = told
        .iter()
        .filter_map(|from| shelf.moves_from(from, &session.sources, &mut session.diagnostics))
        .collect();
    // From the newest earlier version, none where no file tells any.
    let untold = |former: &&Grid| !told.contains(&former.head.name.version);
    if let Some(former) = earlier.first().filter(untold) {
        match is_unlinked(former, grid) {
            true => session.diagnostics.push(says_nothing(former, shelf, unlinked)),
            false => moves.push(shelf.without_moves(&former.head.name.version)),
        }
    }
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
    for moves in &moves {
        let former = earlier.iter().find(|one| one.head.name.version == moves.from.value);
        if let Some(former) = former {
            check_moves(former, grid, moves, &mut cx);
        }
    }
    let declared = Declared::by(&moves);
    lint(&Matter::new(grid, &earlier, declared), &mut cx);
}

/// The versions of a grid before one, the newest first.
fn earlier(session: &Session, library: &Library, name: &GridName) -> Vec<Grid> {
    let before = |shelf: &&Shelf| {
        let other = &shelf.head.name;
        other.id == name.id && other.version < name.version
    };
    let shelves = library.shelves.iter().rev().filter(before);
    shelves
        .filter_map(|shelf| shelf.read_texts(&session.sources, &mut Diagnostics::new()))
        .collect()
}

/// Said once, rather than once for each statement of the former version.
fn says_nothing(former: &Grid, shelf: &Shelf, severity: Severity) -> Diagnostic {
    let (old, new) = (&former.head.name, &shelf.head.name);
    let message = format!(
        "ce brouillon ne reprend aucun des {} de {old}, et ne dit pas ce qu'ils deviennent",
        counted(former.statements.len() as u64, "énoncé", "énoncés")
    );
    let mut unlinked = Diagnostic::new(Code::Unlinked, message).at(shelf.start()).help(format!(
        "pour une nouvelle version, reprenez-les par « sdet grille extraire … --depuis {old} » ou « sdet grille nouvelle {new} --depuis {old} », ou écrivez {} ; il le faut avant de figer",
        moves_file(&old.version)
    ));
    unlinked.severity = severity;
    unlinked
}

fn sound(grid: &Grid) -> String {
    fr(&format!(
        "{} : {} en {}, aucune erreur\n",
        grid.head.name,
        counted(grid.statements.len() as u64, "énoncé", "énoncés"),
        counted(grid.head.axes.len() as u64, "axe", "axes"),
    ))
}
