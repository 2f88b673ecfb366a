//! `expliquer`: a statement, or the code of a message.

use crate::cli::Exit;
use crate::cli::arguments::Expliquer;
use crate::cli::session::Session;
use crate::diagnostic::{Code, Severity};
use crate::report::explain;
use crate::words::{shown, suggest};

/// The pages of codes, built into the binary.
const PAGES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md"));

pub(super) fn run(mut session: Session, asked: &Expliquer) -> Exit {
    if let Some(code) = Code::find(asked.id.trim()) {
        return session.finish(&explain::code(code, PAGES), Severity::Note, false);
    }
    let Some(grid) = session.grid(asked.grille.as_deref()) else {
        return session.stop();
    };
    let wanted = asked.id.trim();
    let found = grid.statements.iter().find(|one| one.id.eq_ignore_ascii_case(wanted));
    match found {
        Some(statement) => {
            session.finish(&explain::statement(&grid, statement), Severity::Warning, false)
        }
        None => {
            let ids = grid.statements.iter().map(|one| one.id.as_str());
            let codes = Code::ALL.iter().map(|code| code.id());
            let help = match suggest(wanted, ids.chain(codes)) {
                Some(near) => format!("vouliez-vous dire « {near} » ?"),
                None => {
                    format!("« sdet grille montrer {} » donne la liste des énoncés", grid.head.name)
                }
            };
            session.usage(
                &format!("ni énoncé de {} ni code de message : {}", grid.head.name, shown(wanted)),
                &help,
            );
            Exit::Usage
        }
    }
}
