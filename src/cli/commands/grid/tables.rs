//! `grille exporter`, `grille importer`: a grid as a workbook, and back through the linter.

use std::path::Path;

use super::check::review_folder;
use crate::cli::Exit;
use crate::cli::arguments::{ExportGrid, ImportGrid};
use crate::cli::commands::{export, import, typed};
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files::{Change, Shelf};
use crate::grid::Grid;
use crate::grid::record::{GRANTED, Wish, record, rewrite};
use crate::sheet::book::READ_ME;
use crate::sheet::compare::{Changed, Comparison, Terms, compare, facts_changed};
use crate::sheet::grid::{self as sheet, AXIS, FACTS};
use crate::words::{GridState, fold, quoted, shown};
use crate::yaml::record::Record;

pub(in crate::cli::commands) fn export(mut session: Session, asked: &ExportGrid) -> Exit {
    let Some(format) = export::format(&session, asked.format) else {
        return Exit::Usage;
    };
    let Some((_, Some(grid))) = session.grid_at(&asked.grille) else {
        return session.stop();
    };
    if session.diagnostics.has_errors() {
        return session.stop();
    }
    let book = sheet::book(&grid, session.day, env!("CARGO_PKG_VERSION"));
    let folder = Path::new(&asked.grille);
    let folder = if folder.is_dir() { typed(folder) } else { "DOSSIER".into() };
    let after = format!(
        "une fois révisé : « sdet grille importer {} {folder} --simuler »",
        export::typed_output(&session)
    );
    export::send(session, &book, format, asked.proteger, ("énoncé", "énoncés"), &after)
}

pub(in crate::cli::commands) fn import(mut session: Session, asked: &ImportGrid) -> Exit {
    let folder = asked.folder.as_path();
    if !folder.is_dir() {
        session.usage(
            &format!("{} n'est pas un dossier de grille", shown(&folder.display().to_string())),
            "donnez le dossier d'une version, comme mes-grilles/sdet/4.2 ; « sdet grille nouvelle » en crée un",
        );
        return Exit::Usage;
    }
    let name = folder.display().to_string();
    let Some((mut library, Some(grid))) = session.grid_at(&name) else {
        return session.stop();
    };
    if session.diagnostics.has_errors() || library.shelves.is_empty() {
        return session.stop();
    }
    let shelf = library.shelves.remove(0);
    if grid.head.state == GridState::Published {
        session.diagnostics.push(published(&grid));
        return session.stop();
    }
    let Some(book) = import::read(&mut session, &asked.table) else {
        return session.stop();
    };
    let (expected, layout) = (sheet::expected(&grid), sheet::layout());
    let origin = sheet::origin(&grid);
    let terms = Terms {
        layout: &layout,
        ours: &[READ_ME, FACTS],
        expected: &expected,
        origin: &origin,
        stranger: stranger(&grid),
        keep_texts: "remettez l'axe d'origine : un énoncé change d'axe dans les fichiers de la grille",
        erase: asked.how.effacer_vides,
        new_rows: true,
        complete: sheet::incomplete,
    };
    let mut done = compare(&book, &terms, &mut session.diagnostics);
    let facts = sheet::facts(&grid, session.day, "");
    session.diagnostics.extend(facts_changed(&book, FACTS, &facts));
    let wishes = wishes(&mut session, &grid, &mut done, &book.file);
    if !import::accept(&mut session, &done, asked.how) {
        return import::show(session, &done, &[], asked.how);
    }
    let Some(changes) = rewritten(&mut session, &grid, shelf, folder, &wishes) else {
        return import::show(session, &done, &[], asked.how);
    };
    if !import::write(&mut session, folder, &changes, asked.how) {
        return session.stop();
    }
    import::show(session, &done, &changes, asked.how)
}

fn published(grid: &Grid) -> Diagnostic {
    let name = &grid.head.name;
    let next = name.version.next_revision();
    Diagnostic::new(Code::FrozenGrid, format!("{name} est publiée : elle ne change plus")).help(
        format!("faites une révision : sdet grille nouvelle {}@{next} --depuis {name}", name.id),
    )
}

fn stranger(grid: &Grid) -> (String, String) {
    let message = format!("ce tableau n'a pas été exporté de {}", grid.head.name);
    (message, "vérifiez le dossier et le fichier".into())
}

/// What is wished, statement by statement; a new one whose axis is unknown is refused.
fn wishes(session: &mut Session, grid: &Grid, done: &mut Comparison, file: &str) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let mut refused = Vec::new();
    for changed in &done.changed {
        match wish(grid, changed) {
            Some(wish) => wishes.push(wish),
            None => {
                refused.push(changed.id.clone());
                let axes: Vec<&str> = grid.head.axes.iter().map(|axis| axis.id.as_str()).collect();
                let message = format!("nouvel énoncé {} sans axe connu", shown(&changed.id));
                session.diagnostics.push(
                    Diagnostic::new(Code::IncompleteCells, message)
                        .in_cell(file, changed.cell.clone())
                        .help(format!("remplissez « Axe » : {}", axes.join(", "))),
                );
            }
        }
    }
    done.changed.retain(|changed| !refused.contains(&changed.id));
    done.refused += refused.len();
    wishes
}

fn wish(grid: &Grid, changed: &Changed) -> Option<Wish> {
    let old = grid.statement(&changed.id);
    let mut after = changed.after.clone();
    let written = after.remove(AXIS).unwrap_or_default();
    let named = |axis: &crate::grid::Axis| {
        fold(&axis.id) == fold(&written) || fold(&axis.title) == fold(&written)
    };
    let axis = match old {
        Some(statement) => statement.axis,
        None => grid.head.axes.iter().position(named)?,
    };
    after.insert("id".into(), changed.id.clone());
    let before = old.map(record).unwrap_or_default();
    Some(Wish { id: changed.id.clone(), axis, before, after })
}

/// The files of the grid that change, once the whole grid was read again, says what was wished,
/// and went through the linter.
fn rewritten(
    session: &mut Session,
    grid: &Grid,
    mut shelf: Shelf,
    folder: &Path,
    wishes: &[Wish],
) -> Option<Vec<Change>> {
    let texts = match rewrite(grid, &shelf.contents.files, &session.sources, wishes) {
        Ok(texts) => texts,
        Err(refusal) => {
            session.diagnostics.push(refusal.diagnostic(&session.sources));
            return None;
        }
    };
    let mut changes = Vec::new();
    for (path, text) in texts {
        let same = |id: &&mut crate::source::SourceId| session.sources.get(**id).path() == path;
        let place = shelf.contents.files.iter_mut().find(same)?;
        let old = session.sources.get(*place);
        changes.push(Change::of(old, &text));
        let (name, encoding) = (old.name().to_owned(), old.encoding());
        *place = session.sources.add(name, path, text, encoding);
    }
    let new = shelf.read(&session.sources, &mut session.diagnostics)?;
    if session.diagnostics.has_errors() {
        return None;
    }
    if let Some(id) = differs(grid, &new, wishes) {
        let message = format!("l'énoncé {} ne peut pas être écrit sans risque", quoted(&id));
        session.diagnostics.push(
            Diagnostic::new(Code::UnsafeEdit, message)
                .help("rien n'a été écrit ; modifiez cet énoncé dans son fichier"),
        );
        return None;
    }
    review_folder(session, folder, &shelf, &new, Severity::Warning);
    (!session.diagnostics.has_errors()).then_some(changes)
}

/// A statement that does not say what it should.
fn differs(old: &Grid, new: &Grid, wishes: &[Wish]) -> Option<String> {
    let wished = |id: &str| wishes.iter().find(|wish| wish.id == id).map(|wish| &wish.after);
    let said = |grid: &Grid, id: &str| grid.statement(id).map(record);
    let ids = old.statements.iter().map(|one| one.id.as_str());
    let mut ids = ids.chain(wishes.iter().map(|wish| wish.id.as_str()));
    let wrong = ids.find(|id| {
        let expected = wished(id).map(granted).or_else(|| said(old, id));
        expected != said(new, id)
    });
    wrong.map(str::to_owned)
}

/// A record with what goes without saying.
fn granted(record: &Record) -> Record {
    let mut record = record.clone();
    for (field, text) in GRANTED {
        record.entry(field.to_owned()).or_insert_with(|| text.to_owned());
    }
    record
}
