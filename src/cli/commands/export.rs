//! `exporter`: the answers of a project as a workbook or a text table.

use crate::cli::Exit;
use crate::cli::arguments::{Exporter, TableFormat};
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::sheet::answers::{Matter, book};
use crate::sheet::{Book, csv, xlsx};
use crate::words::{counted, fr};

pub(super) fn run(mut session: Session, asked: &Exporter) -> Exit {
    let Some(format) = format(&session, asked.format) else {
        return Exit::Usage;
    };
    let Some(opened) = session.open(&asked.project) else {
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
    let after = format!(
        "une fois rempli : « sdet importer {} {} --simuler »",
        shown_output(&session),
        asked.project.display()
    );
    send(session, &book, format, asked.proteger, ("énoncé", "énoncés"), &after)
}

fn shown_output(session: &Session) -> String {
    let output = session.global.output.as_ref();
    output.map_or_else(|| "FICHIER".into(), |path| path.display().to_string())
}

/// The format asked, or that of the file to write.
pub(super) fn format(session: &Session, asked: Option<TableFormat>) -> Option<TableFormat> {
    let output = session.global.output.as_ref();
    let extension = output.and_then(|path| path.extension());
    let extension = extension.map(|extension| extension.to_string_lossy().to_lowercase());
    let format = match (asked, extension.as_deref()) {
        (Some(format), _) => format,
        (None, Some("csv")) => TableFormat::Csv,
        (None, Some("xlsx") | None) => TableFormat::Xlsx,
        (None, Some(other)) => {
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
    let name = shown_output(&session);
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
