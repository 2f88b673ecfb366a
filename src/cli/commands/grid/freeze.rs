//! `grille figer`: a version whose content changes no more.

use std::path::Path;

use super::check::review_folder;
use super::new::unsafe_edit;
use crate::cli::Exit;
use crate::cli::arguments::FreezeGrid;
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::{Shelf, write_atomically};
use crate::grid::Grid;
use crate::grid::seal::SEAL;
use crate::grid::successor::frozen;
use crate::source::{SourceId, encode};
use crate::words::{GridState, counted, fr, shown};

pub(in crate::cli::commands) fn run(mut session: Session, asked: &FreezeGrid) -> Exit {
    let folder = asked.folder.as_path();
    if !folder.is_dir() {
        session.diagnostics.push(no_folder(folder));
        return session.stop();
    }
    let Some((shelf, frozen)) = sound_draft(&mut session, folder) else {
        return session.stop();
    };
    let Some(frozen) = frozen else {
        let name = &shelf.head.name;
        let next = name.version.next_revision();
        session.usage(
            &format!("{name} est déjà figée"),
            &format!("pour la corriger, faites une révision : sdet grille nouvelle {}@{next} --depuis {name}", name.id),
        );
        return Exit::Usage;
    };
    if asked.strict {
        session.diagnostics.make_strict();
    }
    if session.diagnostics.has_errors() {
        return session.stop();
    }
    if let Err(diagnostic) = write(&session, folder, &frozen) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = story(&shelf, &frozen);
    session.finish(&product, Severity::Note, false)
}

/// What is about to be written.
struct Frozen {
    main: SourceId,
    text: String,
    seal: String,
    /// Whether the seal is there already: a former run was interrupted.
    resumed: bool,
}

/// The version of a folder, checked, and what would be written; nothing to write where it is
/// frozen already. `None` when its mistakes leave nothing to say.
fn sound_draft(session: &mut Session, folder: &Path) -> Option<(Shelf, Option<Frozen>)> {
    let shelf = session.grids_of(&folder.display().to_string())?.shelves.pop()?;
    let interrupted = shelf.head.state == GridState::Draft
        && shelf.contents.seal.is_some_and(|seal| {
            prepare(session, &shelf)
                .is_ok_and(|frozen| frozen.seal == session.sources.get(seal).text())
        });
    let grid: Grid = match interrupted {
        true => shelf.read_texts(&session.sources, &mut session.diagnostics)?,
        false => shelf.read(&session.sources, &mut session.diagnostics)?,
    };
    if shelf.head.state == GridState::Published {
        return (!session.diagnostics.has_errors()).then_some((shelf, None));
    }
    review_folder(session, folder, &shelf, &grid, Severity::Error);
    match prepare(session, &shelf) {
        Ok(frozen) => Some((shelf, Some(Frozen { resumed: interrupted, ..frozen }))),
        Err(diagnostic) => {
            session.diagnostics.push(diagnostic);
            None
        }
    }
}

fn prepare(session: &Session, shelf: &Shelf) -> Result<Frozen, Diagnostic> {
    let sources = &session.sources;
    let files = &shelf.contents.files;
    let main = shelf.root;
    let (text, seal) =
        frozen(main, files, sources).map_err(|refusal| unsafe_edit().at(refusal.at))?;
    Ok(Frozen { main, text, seal, resumed: false })
}

/// The fingerprints first, then the state. An interruption leaves a draft beside fingerprints: no
/// reader takes it (G134), and running the command again ends the work.
fn write(session: &Session, folder: &Path, frozen: &Frozen) -> Result<(), Diagnostic> {
    let Frozen { main, text, seal, resumed } = frozen;
    let source = session.sources.get(*main);
    write_atomically(&folder.join(SEAL), seal.as_bytes(), *resumed)?;
    let bytes = encode(text, source.encoding());
    write_atomically(&folder.join(source.path()), &bytes, true).map_err(|diagnostic| {
        diagnostic.help("relancez ensuite la même commande : elle finira le travail")
    })
}

fn no_folder(folder: &Path) -> Diagnostic {
    let name = folder.display().to_string();
    Diagnostic::new(Code::NotFound, format!("dossier introuvable : {}", shown(&name)))
        .help("donnez le dossier d'une version, comme grids/sdet/4.2")
}

fn story(shelf: &Shelf, frozen: &Frozen) -> String {
    let name = &shelf.head.name;
    let next = name.version.next_revision();
    let files = counted(frozen.seal.lines().count() as u64, "fichier", "fichiers");
    fr(&format!(
        "{name} est figée : {files} dans {SEAL}, « etat: publiee » dans grille.yaml\nToute modification de ce dossier est désormais une erreur ; pour corriger : sdet grille nouvelle {}@{next} --depuis {name}\n",
        name.id
    ))
}
