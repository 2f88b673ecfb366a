//! The commands: load, judge, render, code.

mod answer;
mod bundle;
mod check;
mod compare;
mod compare_grids;
mod evidence;
mod explain;
mod export;
mod extract;
mod grid;
mod import;
mod init;
mod migrate;
mod publish;
mod renew;
mod report;
mod tender;

use std::path::Path;

use super::Exit;
use super::arguments::{Cli, Command, GridCommand};
use super::session::Session;

/// Runs what was asked.
pub(super) fn run(cli: Cli) -> Exit {
    let session = Session::new(cli.global);
    match cli.command {
        Command::Init(asked) => init::run(session, asked),
        Command::Verifier(asked) => check::run(session, &asked),
        Command::Bilan(asked) => report::progress(session, &asked),
        Command::Rapport(asked) => report::run(session, &asked),
        Command::Migrer(asked) => migrate::run(session, &asked),
        Command::Preuves(asked) => evidence::run(session, &asked),
        Command::Dossier(asked) => bundle::run(session, &asked),
        Command::Comparer(asked) => compare::run(session, &asked),
        Command::Depouiller(asked) => tender::run(session, &asked),
        Command::Expliquer(asked) => explain::run(session, &asked),
        Command::Repondre(asked) => answer::run(session, &asked),
        Command::Exporter(asked) => export::run(session, &asked),
        Command::Importer(asked) => import::run(session, &asked),
        Command::Grille(GridCommand::Lister) => grid::list(session),
        Command::Grille(GridCommand::Montrer(asked)) => grid::show(session, &asked),
        Command::Grille(GridCommand::Comparer(asked)) => compare_grids::run(session, &asked),
        Command::Grille(GridCommand::Verifier(asked)) => grid::check::run(session, &asked),
        Command::Grille(GridCommand::Nouvelle(asked)) => grid::new::run(session, &asked),
        Command::Grille(GridCommand::Exporter(asked)) => grid::tables::export(session, &asked),
        Command::Grille(GridCommand::Importer(asked)) => grid::tables::import(session, &asked),
        Command::Grille(GridCommand::Figer(asked)) => grid::freeze::run(session, &asked),
        Command::Grille(GridCommand::Extraire(asked)) => extract::run(session, &asked),
        Command::Schema(asked) => publish::schema(session, asked.name),
        Command::Completion(asked) => publish::completion(session, asked.shell),
        Command::Manuel(asked) => publish::manual(session, &asked.command),
    }
}

/// A path as it is typed in a command that is suggested.
fn typed(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}
