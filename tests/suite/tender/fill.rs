//! A response frame filled the way a bidder's spreadsheet saves it: another workbook, written by
//! another hand, with the same rows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::support::{run, stderr, words};

/// What is typed in the cells of some rows: by identifier, then by heading.
pub(super) type Typed = BTreeMap<String, BTreeMap<String, String>>;

/// A frame: what it says of itself, in two columns, and its table, headings first.
#[derive(Clone)]
pub(super) struct Rows {
    pub(super) identity: Vec<[String; 2]>,
    pub(super) table: Vec<Vec<String>>,
}

/// The frame of a market, as `exporter` gives it in CSV.
pub(super) fn frame(folder: &Path, market: &str, options: &str) -> Rows {
    let line = format!("exporter --cadre {market} --format csv --date 2013-09-02 {options}");
    let output = run(folder, &line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    rows(&output.stdout)
}

/// A frame as its text says it.
pub(super) fn rows(text: &[u8]) -> Rows {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        row.iter().map(String::from).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let headings = rows.iter().position(|row| row[0] == "Identifiant").expect("headings");
    let said = rows[..headings].iter().filter_map(|row| row[0].split_once("\u{a0}: "));
    let identity = said.filter(|(label, _)| !label.starts_with(|c: char| c.is_ascii_digit()));
    let identity = identity.map(|(label, text)| [label.to_owned(), text.to_owned()]);
    Rows { identity: identity.collect(), table: rows[headings..].to_vec() }
}

/// A frame once filled.
pub(super) fn filled(mut rows: Rows, typed: &Typed) -> Rows {
    let headings = rows.table[0].clone();
    let mut used = 0;
    for row in rows.table.iter_mut().skip(1) {
        let Some(cells) = typed.get(&row[0]) else { continue };
        used += 1;
        for (heading, text) in cells {
            let at = headings.iter().position(|one| plain(one) == *heading);
            row[at.unwrap_or_else(|| panic!("no column {heading}"))].clone_from(text);
        }
    }
    assert_eq!(used, typed.len(), "every answer has its row");
    rows
}

/// A heading without its no-break spaces.
pub(super) fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// Writes a workbook of one table, with the sheet that names the bidder.
pub(super) fn write(path: &Path, candidate: &str, rows: &Rows) {
    fs::write(path, bytes(candidate, rows)).expect("a workbook");
}

/// The bytes of that workbook.
pub(super) fn bytes(candidate: &str, rows: &Rows) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2013, 9, 30).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let own = ["Candidat".to_owned(), candidate.to_owned()];
    // A line of words above: the name is then in B2.
    let identity: Vec<Vec<String>> =
        [vec![], own.to_vec()].into_iter().chain(rows.identity.iter().map(Vec::from)).collect();
    for (name, rows) in [("Marché", &identity), ("Réponses", &rows.table)] {
        table(workbook.add_worksheet().set_name(name).expect("a name"), rows);
    }
    workbook.save_to_buffer().expect("bytes")
}

/// Writes the texts of a table, from the first cell of a sheet.
pub(super) fn table(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
}

/// A frame as a table of text: the name of its bidder in the cell for it, what it says of itself,
/// its table.
pub(super) fn text(candidate: &str, rows: &Rows, separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut put = |row: &[String]| writer.write_record(row).expect("a row");
    put(&["Cadre".to_owned(), String::new()]);
    put(&["Candidat".to_owned(), candidate.to_owned()]);
    for [label, text] in &rows.identity {
        put(&[format!("{label} : {text}"), String::new()]);
    }
    for row in &rows.table {
        put(row);
    }
    writer.into_inner().expect("bytes")
}

/// Runs `depouiller` and gives its JSON.
pub(super) fn opened(folder: &Path, line: &str) -> serde_json::Value {
    let mut arguments = words(line);
    arguments.insert(0, "depouiller".into());
    arguments.extend(["--format", "json", "-q"].map(String::from));
    let output = crate::support::sdet(folder).args(&arguments).output().expect("it runs");
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
