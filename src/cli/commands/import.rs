//! `importer`: the answers of a filled table, into the files of a project.

mod frame;

use std::path::Path;

use crate::answers::record::Wish;
use crate::cli::Exit;
use crate::cli::arguments::{HowToImport, Importer};
use crate::cli::rewriting;
use crate::cli::session::{Opened, Session};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::{self, Change};
use crate::sheet::answers::{self, FACTS, facts, layout};
use crate::sheet::book::READ_ME;
use crate::sheet::compare::{Comparison, Terms, compare, facts_changed};
use crate::sheet::{MAX_WORKBOOK_BYTES, RawBook, open, screen};
use crate::words::quoted;

pub(super) fn run(mut session: Session, asked: &Importer) -> Exit {
    if let Some(market) = &asked.cadre {
        return frame::run(session, asked, market);
    }
    let Some(opened) = session.open(&asked.project) else {
        return session.stop();
    };
    let Some(book) = read(&mut session, &asked.table) else {
        return session.stop();
    };
    let expected = answers::expected(&opened.grid, &opened.project, &opened.bound);
    let layout = layout();
    let origin = answers::origin(&opened.grid, &opened.project);
    let terms = Terms {
        layout: &layout,
        ours: &[READ_ME, FACTS],
        expected: &expected,
        origin: &origin,
        stranger: stranger(&opened),
        keep_texts: "remettez le texte de la grille ; pour proposer un changement, écrivez-le dans la justification",
        erase: asked.how.effacer_vides,
        new_rows: false,
        complete: answers::incomplete,
    };
    let done = compare(&book, &terms, &mut session.diagnostics);
    let facts = facts(&opened.grid, &opened.project, session.day, "");
    session.diagnostics.extend(facts_changed(&book, FACTS, &facts));
    if !accept(&mut session, &done, asked.how) {
        return show(session, &done, &[], asked.how);
    }
    let wishes: Vec<Wish> = done
        .changed
        .iter()
        .map(|changed| Wish {
            id: changed.id.clone(),
            before: expected.get(&changed.id).map(|one| one.record.clone()).unwrap_or_default(),
            after: changed.after.clone(),
            forget_old: false,
        })
        .collect();
    let Some(changes) = rewriting::changes(&mut session, &opened, &wishes) else {
        return session.stop();
    };
    if !write(&mut session, &opened.files.folder, &changes, asked.how) {
        return session.stop();
    }
    show(session, &done, &changes, asked.how)
}

/// A table opened, bounded.
pub(super) fn read(session: &mut Session, path: &Path) -> Option<RawBook> {
    let name = path.display().to_string().replace('\\', "/");
    let opened = files::read_bytes(path, MAX_WORKBOOK_BYTES);
    match opened.and_then(|bytes| open(&name, &bytes)) {
        Ok(book) => {
            if book.lossy {
                session.diagnostics.push(
                    Diagnostic::new(Code::OldEncoding, "fichier en Windows-1252, décodé")
                        .in_file(&name)
                        .help("les caractères que cet encodage n'a pas sont tenus pour inchangés ; enregistrez plutôt en « CSV UTF-8 »"),
                );
            }
            Some(book)
        }
        Err(diagnostic) => {
            session.diagnostics.push(diagnostic);
            None
        }
    }
}

fn stranger(opened: &Opened) -> (String, String) {
    let message = format!(
        "ce tableau n'a pas été exporté de ce projet ({}, {})",
        quoted(&opened.project.title.value),
        opened.grid.head.name
    );
    let help = "vérifiez le projet et le fichier ; si l'intitulé, l'objet ou la grille du projet ont changé depuis l'export, remettez-les le temps de l'import";
    (message, help.into())
}

/// Whether what was accepted may be written: everything was, or the rest may be left.
pub(super) fn accept(session: &mut Session, done: &Comparison, how: HowToImport) -> bool {
    if !session.diagnostics.has_errors() {
        return true;
    }
    if how.accepter_partiel && done.rows > done.refused {
        session.diagnostics.soften();
        return true;
    }
    false
}

/// Writes what changed, unless it was only to be shown; false when it could not be.
pub(super) fn write(
    session: &mut Session,
    folder: &Path,
    changes: &[Change],
    how: HowToImport,
) -> bool {
    if how.simuler {
        return true;
    }
    match files::replace_all(folder, changes) {
        Ok(()) => true,
        Err(diagnostic) => {
            session.diagnostics.push(diagnostic);
            false
        }
    }
}

/// Ends with what was done, or would have been.
pub(super) fn show(
    session: Session,
    done: &Comparison,
    changes: &[Change],
    how: HowToImport,
) -> Exit {
    let failed = session.diagnostics.has_errors();
    let files: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let product = screen::render(done, &files, how.simuler, failed);
    let finding = done.refused > 0 && !failed;
    if failed {
        return session.stop_with(&product);
    }
    session.finish(&product, Severity::Note, finding)
}
