//! `verifier`: all mistakes at once, no score.

use crate::cli::Exit;
use crate::cli::arguments::Verifier;
use crate::cli::session::Session;
use crate::diagnostic::{Code, Severity};
use crate::words::{Status, counted, fr};

pub(super) fn run(mut session: Session, asked: &Verifier) -> Exit {
    let loaded = session.load(&asked.project);
    if asked.strict {
        session.diagnostics.make_strict();
    }
    let Some(loaded) = loaded else {
        return session.stop();
    };
    let blanks = session.diagnostics.list().iter().any(|one| one.code == Code::ToAssess);
    let concerned = loaded.grid.statements.iter().filter(|one| loaded.project.concerns(one));
    let answered = loaded.bound.answers.iter().filter(|one| one.status() != Status::ToAssess);
    let product = fr(&format!(
        "{}, au {} : {}, dont {}, pour {} ; aucune erreur\n",
        loaded.grid.head.name,
        session.day.french(),
        counted(loaded.bound.answers.len() as u64, "réponse lue", "réponses lues"),
        counted(answered.count() as u64, "renseignée", "renseignées"),
        counted(concerned.count() as u64, "énoncé du périmètre", "énoncés du périmètre"),
    ));
    let product = if session.global.quiet { String::new() } else { product };
    session.finish(&product, Severity::Note, asked.complet && blanks)
}
