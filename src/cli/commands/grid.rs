//! `grille lister`, `grille montrer`; the other commands on grids in files of their own.

pub(super) mod check;
pub(super) mod freeze;
pub(super) mod new;
pub(super) mod tables;

use crate::cli::Exit;
use crate::cli::arguments::{Show, ShowFormat};
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::grid::Statement;
use crate::report::{blank_grid, coverage, terminal};
use crate::words::{Level, plain_line};

pub(super) fn list(mut session: Session) -> Exit {
    let Some(library) = session.library() else {
        return session.stop();
    };
    let mut rows = Vec::new();
    for shelf in &library.shelves {
        let Some(grid) = shelf.read(&session.sources, &mut session.diagnostics) else {
            continue;
        };
        let of = |level| {
            let in_force = grid.statements.iter().filter(|one| !one.is_withdrawn());
            in_force.filter(|one| one.level() == level).count()
        };
        let replaced = library.replacement_of(&shelf.head.name);
        rows.push((&shelf.head, of(Level::Requirement), of(Level::Recommendation), replaced));
    }
    let product = terminal::grid_list(&rows);
    session.finish(&product, Severity::Warning, false)
}

pub(super) fn show(mut session: Session, asked: &Show) -> Exit {
    let Some(grid) = session.grid(asked.grille.as_deref()) else {
        return session.stop();
    };
    let Some(filter) = session.filter(&asked.filter, &grid) else {
        return Exit::Usage;
    };
    let object = |one: &Statement| {
        asked.objet.is_none_or(|object| one.objects.is_empty() || one.objects.contains(&object))
    };
    let kept: Vec<&Statement> = grid
        .statements
        .iter()
        .filter(|one| object(one) && filter.keeps(one, &grid.head.axes[one.axis].id))
        .collect();
    let product = match asked.format {
        ShowFormat::Md if asked.couverture => coverage::markdown(&grid),
        ShowFormat::Texte if asked.couverture => coverage::text(&grid),
        ShowFormat::Md => blank_grid::form(&grid, &kept),
        ShowFormat::Texte => {
            let head: Vec<String> =
                blank_grid::presentation(&grid).iter().map(|line| plain_line(line)).collect();
            format!("{}\n{}", head.join("\n"), terminal::statements(&grid, &kept))
        }
    };
    session.finish(&product, Severity::Warning, false)
}
