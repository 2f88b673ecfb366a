//! `importer --cadre`: a filled response frame becomes a project that any command reads.

use std::path::Path;

use crate::answers::Scope;
use crate::answers::scaffold::{self, Plan};
use crate::cli::Exit;
use crate::cli::arguments::Importer;
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::files::{NewFile, create_folder};
use crate::market::Market;
use crate::sheet::frame;
use crate::words::fr;

pub(super) fn run(mut session: Session, asked: &Importer, market: &Path) -> Exit {
    let Some(opened) = session.market(market) else {
        return session.stop();
    };
    let Some(book) = super::read(&mut session, &asked.table) else {
        return session.stop();
    };
    let filled =
        frame::read(&book, &opened.market, &opened.grid, &opened.local, &mut session.diagnostics);
    let Some(filled) = filled.filter(|_| !session.diagnostics.has_errors()) else {
        return session.stop();
    };
    let files = [
        NewFile {
            path: "projet.yaml".into(),
            content: scaffold::project_file(
                &opened.grid,
                &plan(&session, &opened.market, filled.candidate),
            ),
        },
        NewFile { path: "reponses/cadre.yaml".into(), content: filled.answers },
        NewFile { path: "preuves/".into(), content: String::new() },
    ];
    if !asked.how.simuler
        && let Err(diagnostic) = create_folder(&asked.project, &files)
    {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let (path, would) = (asked.project.display(), if asked.how.simuler { "serait " } else { "" });
    let product = fr(&format!("{path} : projet {would}créé depuis le cadre\n"));
    session.finish(&product, Severity::Note, false)
}

fn plan(session: &Session, market: &Market, title: String) -> Plan {
    let Scope { roles, degrees, core } = market.scope.clone();
    Plan { object: market.object, title, day: session.day, scope: Scope { roles, degrees, core } }
}
