//! `grille nouvelle`: the folder of a new version, made of a former one.

use std::path::{Path, PathBuf};

use crate::cli::Exit;
use crate::cli::arguments::NewGrid;
use crate::cli::commands::typed;
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::{Library, NewFile, create_folder};
use crate::grid::successor::{NewText, Successor, successor};
use crate::grid::{Grid, GridName};
use crate::source::{Encoding, SourceSet};
use crate::words::{counted, fr, quoted};

pub(in crate::cli::commands) fn run(mut session: Session, asked: &NewGrid) -> Exit {
    let Some(library) = session.library() else {
        return session.stop();
    };
    if let Some((message, help)) = refusal(asked, &library) {
        session.usage(&message, &help);
        return Exit::Usage;
    }
    let Some(shelf) = session.shelf(&library, Some(&asked.depuis.to_string())) else {
        return session.stop();
    };
    let grid = shelf.read(&session.sources, &mut session.diagnostics);
    let Some(grid) = grid.filter(|_| !session.diagnostics.has_errors()) else {
        return session.stop();
    };
    let files = &shelf.contents.files;
    let made = successor(&grid, files, &asked.name.version, session.day, &session.sources);
    let made = match made {
        Ok(made) => made,
        Err(refusal) => {
            session.diagnostics.push(unsafe_edit().at(refusal.at));
            return session.stop();
        }
    };
    let folder = folder_for(&session, &asked.name);
    let files: Vec<NewFile> =
        made.files.iter().map(|file| new_file(file, &session.sources)).collect();
    if let Err(diagnostic) = create_folder(&folder, &files) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = story(&grid, asked, &made, &folder, &library);
    session.global.output = None;
    session.finish(&product, Severity::Error, false)
}

/// What is wrong with the two names, and what to do.
fn refusal(asked: &NewGrid, library: &Library) -> Option<(String, String)> {
    let (to, from) = (&asked.name, &asked.depuis);
    if to.id != from.id {
        return Some((
            format!("{to} et {from} ne sont pas deux versions d'une même grille"),
            format!("gardez l'identifiant : {}@{}", from.id, to.version),
        ));
    }
    if to.version <= from.version {
        let next = from.version.next_revision();
        return Some((
            format!("la version {} n'est pas plus récente que {}", to.version, from.version),
            format!("l'ordre est 4.1, 4.1-r2, 4.2, 4.10 ; pour une révision, {}@{next}", to.id),
        ));
    }
    let known = library.find(to)?;
    let place = known.folder.as_ref().map_or_else(
        || "dans le programme".to_owned(),
        |folder| format!("dans {}", folder.display()),
    );
    let next = known.head.name.version.next_revision();
    Some((
        format!("{to} existe déjà, {place}"),
        format!("choisissez une autre version, par exemple {}@{next}", to.id),
    ))
}

/// The folder asked for; ID/VERSION under that of `--grilles`, or here.
fn folder_for(session: &Session, name: &GridName) -> PathBuf {
    session.global.output.clone().unwrap_or_else(|| {
        let above = session.global.grilles.clone().unwrap_or_default();
        above.join(&name.id).join(name.version.to_string())
    })
}

/// A file in UTF-8, with the mark that the one it was made of had.
fn new_file(file: &NewText, sources: &SourceSet) -> NewFile {
    let encoding = file.from.map(|id| sources.get(id).encoding());
    let mark = match encoding {
        Some(Encoding::Utf8 { bom: true }) => "\u{FEFF}",
        Some(Encoding::Utf8 { bom: false } | Encoding::Utf16 { .. }) | None => "",
    };
    NewFile { path: file.path.clone(), content: format!("{mark}{}", file.text) }
}

/// A text that cannot be changed without touching what should stay.
pub(super) fn unsafe_edit() -> Diagnostic {
    Diagnostic::new(Code::GridEditRefused, "ce texte ne peut pas être modifié sans risque")
        .help("écrivez une clé par ligne à cet endroit, puis recommencez ; rien n'a été écrit")
}

/// What was done, what was not, and what comes next.
fn story(
    grid: &Grid,
    asked: &NewGrid,
    made: &Successor,
    folder: &Path,
    library: &Library,
) -> String {
    let (to, from) = (&asked.name, &asked.depuis);
    let shown = typed(folder);
    let former = library.find(from).and_then(|shelf| shelf.folder.as_deref());
    let former = former.map_or_else(|| from.to_string(), typed);
    let statements = counted(grid.statements.len() as u64, "énoncé repris", "énoncés repris");
    let mut lines = vec![format!("{to} : {statements} de {from}, dans {shown}")];
    lines.extend(
        sayings(grid, asked, made, library).into_iter().map(|saying| format!("- {saying}")),
    );
    lines.push("Ensuite :".into());
    let steps = [
        format!(
            "relisez grille.yaml (titre, source, commentaires) et modifiez les énoncés ; ceux qui changent d'identifiant se déclarent dans depuis-{}.yaml",
            from.version
        ),
        format!("sdet grille verifier {shown}"),
        format!("sdet grille comparer {former} {shown}"),
        format!("sdet grille figer {shown}"),
    ];
    lines.extend(steps.iter().enumerate().map(|(at, step)| format!("{}. {step}", at + 1)));
    fr(&format!("{}\n", lines.join("\n")))
}

fn sayings(grid: &Grid, asked: &NewGrid, made: &Successor, library: &Library) -> Vec<String> {
    let (to, from) = (&asked.name, &asked.depuis);
    let document = to.version.base().to_string();
    let origin = &grid.head.origin.version;
    let mut sayings = Vec::new();
    let revision = to.version.base() == from.version.base();
    if revision {
        sayings.push(format!("révision du même document ({origin}) : les fondements restent"));
    } else if made.follows_document {
        sayings.push(format!("source.version passe de {} à {}", quoted(origin), quoted(&document)));
        let lowered = match made.unconfirmed {
            0 => "aucun énoncé n'avait le fondement « texte »".to_owned(),
            some => format!("{} de « texte » à « version_voisine »", passes(some)),
        };
        sayings.push(format!("rien n'est encore confirmé sur ce texte : {lowered}"));
    } else {
        sayings.push(format!(
            "source.version reste {} : si le document a changé de version, écrivez la nouvelle et revoyez les fondements « texte »",
            quoted(origin)
        ));
    }
    if made.confirmed > 0 {
        sayings.push(format!(
            "{} de « version_voisine » à « texte » : la source citait déjà la version {document}",
            passes(made.confirmed)
        ));
    }
    let title = &grid.head.title;
    let former = from.version.base().to_string();
    if !revision && title.contains(&former) {
        sayings.push(format!("le titre parle encore de {former} : {}", quoted(title)));
    }
    let between =
        library.shelves.iter().map(|shelf| &shelf.head.name).rfind(|name| {
            name.id == to.id && name.version > from.version && name.version < to.version
        });
    if let Some(between) = between {
        sayings.push(format!(
            "{between} est plus récente que {from} : est-ce bien de {from} qu'il faut partir ?"
        ));
    }
    sayings
}

fn passes(number: u64) -> String {
    let verb = if number < 2 { "passe" } else { "passent" };
    format!("{} {verb}", counted(number, "énoncé", "énoncés"))
}
