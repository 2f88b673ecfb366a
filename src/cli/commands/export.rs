//! `exporter`: the answers of a project as a workbook or a text table.

use std::path::Path;

use super::typed;
use crate::cli::Exit;
use crate::cli::arguments::{Exporter, TableFormat};
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::sheet::answers::{Matter, book};
use crate::sheet::{Book, csv, frame, xlsx};
use crate::words::{counted, fr};

pub(super) fn run(session: Session, asked: &Exporter) -> Exit {
    let Some(format) = format(&session, asked.format) else {
        return Exit::Usage;
    };
    match (&asked.cadre, &asked.project) {
        (Some(market), _) => frame(session, asked, market, format),
        (None, Some(project)) => answers(session, asked, project, format),
        // One of them is there, or the command line was refused.
        (None, None) => Exit::Usage,
    }
}

/// The response frame of a market.
fn frame(mut session: Session, asked: &Exporter, market: &Path, format: TableFormat) -> Exit {
    let Some(opened) = session.market(market) else {
        return session.stop();
    };
    let version = env!("CARGO_PKG_VERSION");
    let form = match format {
        TableFormat::Csv => frame::Form::Text,
        TableFormat::Xlsx => frame::Form::Workbook,
    };
    let book = frame::book(&opened.market, &opened.grid, &opened.local, session.day, version, form);
    let after = format!(
        "joignez-le à la consultation ; les cadres remplis : « sdet depouiller {} OFFRES --preparer-analyse »",
        typed(market)
    );
    send(session, &book, format, asked.proteger, ("énoncé", "énoncés"), &after)
}

fn answers(mut session: Session, asked: &Exporter, project: &Path, format: TableFormat) -> Exit {
    let Some(opened) = session.open(project) else {
        return session.stop();
    };
    let Some(filter) = session.filter(&asked.filter, &opened.grid) else {
        return Exit::Usage;
    };
    let matter = Matter {
        grid: &opened.grid,
        project: &opened.project,
        bound: &opened.bound,
        day: session.day,
        program: env!("CARGO_PKG_VERSION"),
    };
    let axes = &opened.grid.head.axes;
    let book = book(&matter, &|one| filter.keeps(one, &axes[one.axis].id));
    if book.sheets.is_empty() {
        session.usage(
            "aucun énoncé du périmètre n'est gardé par ce filtre",
            "élargissez --axe, --role, --degre ou --socle",
        );
        return Exit::Usage;
    }
    let grids = session.global.grilles.as_deref();
    let grids = grids.map_or_else(String::new, |grids| format!(" --grilles {}", typed(grids)));
    let after = format!(
        "une fois rempli : « sdet importer {} {}{grids} --simuler »",
        typed_output(&session),
        typed(project)
    );
    send(session, &book, format, asked.proteger, ("énoncé", "énoncés"), &after)
}

/// The file to write, as a command takes it.
pub(super) fn typed_output(session: &Session) -> String {
    session.global.output.as_deref().map_or_else(|| "FICHIER".into(), typed)
}

/// The other extensions by which spreadsheets know their own files.
const SPREADSHEETS: [&str; 5] = ["xls", "xlsm", "xlsb", "ods", "fods"];

/// The format asked, or that of the file to write.
pub(super) fn format(session: &Session, asked: Option<TableFormat>) -> Option<TableFormat> {
    let output = session.global.output.as_ref();
    let extension = output.and_then(|path| path.extension());
    let extension = extension.map(|extension| extension.to_string_lossy().to_lowercase());
    let told = match extension.as_deref() {
        Some("csv") => Ok(Some(TableFormat::Csv)),
        Some("xlsx") => Ok(Some(TableFormat::Xlsx)),
        None => Ok(None),
        Some(other) => Err(other),
    };
    let format = match (asked, told) {
        // A text may bear any name; a workbook under another extension does not open.
        (Some(TableFormat::Csv), Err(other)) if !SPREADSHEETS.contains(&other) => TableFormat::Csv,
        (None, Ok(told)) => told.unwrap_or(TableFormat::Xlsx),
        (Some(format), Ok(told)) if told.is_none_or(|told| told == format) => format,
        (Some(format), told) => {
            let other = told.map_or_else(str::to_owned, |_| extension.clone().unwrap_or_default());
            let wanted = format.extension();
            session.usage(
                &format!("--format {wanted} et un fichier en « .{other} » : un tableur ne l'ouvrirait pas"),
                &format!("donnez à -o un nom en .{wanted}, ou changez --format"),
            );
            return None;
        }
        (None, Err(other)) => {
            session.usage(
                &format!("format inconnu : « .{other} »"),
                "donnez un fichier en .xlsx ou en .csv ; LibreOffice ouvre les deux, et importer lit aussi .ods",
            );
            return None;
        }
    };
    if format == TableFormat::Xlsx && output.is_none() {
        session.usage(
            "un classeur ne s'affiche pas à l'écran",
            "donnez le fichier à écrire : -o reponses.xlsx",
        );
        return None;
    }
    Some(format)
}

/// Writes a table, and says what was written.
pub(super) fn send(
    mut session: Session,
    book: &Book,
    format: TableFormat,
    protect: bool,
    (one, many): (&str, &str),
    after: &str,
) -> Exit {
    let bytes = match format {
        TableFormat::Csv => csv::write(book),
        TableFormat::Xlsx => match xlsx::write(book, protect) {
            Ok(bytes) => bytes,
            Err(reason) => {
                session.usage(
                    &format!("le classeur ne peut pas être écrit ({reason})"),
                    "exportez en CSV, ou axe par axe",
                );
                return Exit::Usage;
            }
        },
    };
    if session.global.output.is_none() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return session.finish(&text, Severity::Warning, false);
    }
    let output = session.global.output.as_ref();
    let name = output.map(|path| path.display().to_string()).unwrap_or_default();
    if session.write_file(&bytes) != Exit::Done {
        return session.stop();
    }
    let rows: usize = book.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let sheets = match format {
        TableFormat::Csv => String::new(),
        TableFormat::Xlsx => {
            format!(
                ", {}",
                counted(book.sheets.len() as u64, "feuille à remplir", "feuilles à remplir")
            )
        }
    };
    let number = counted(rows as u64, one, many);
    let product = fr(&format!("{name} : {number}{sheets}\nEnsuite : {after}\n"));
    let product = if session.global.quiet { String::new() } else { product };
    session.finish(&product, Severity::Warning, false)
}
