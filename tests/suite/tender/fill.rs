//! A response frame filled the way a bidder's spreadsheet saves it: another workbook, written by
//! another hand, with the same rows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::support::{run, stderr, words};

/// What is typed in the cells of some rows: by identifier, then by heading.
pub(super) type Typed = BTreeMap<String, BTreeMap<String, String>>;

/// The rows of the frame of a market, as `exporter` gives them in CSV.
pub(super) fn frame(folder: &Path, market: &str, options: &str) -> Vec<Vec<String>> {
    let line = format!("exporter --cadre {market} --format csv --date 2013-09-02 {options}");
    let output = run(folder, &line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    let text = output.stdout.strip_prefix(b"\xEF\xBB\xBF").expect("a mark").to_vec();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_slice());
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        row.iter().map(String::from).collect()
    });
    rows.collect()
}

/// The rows of a frame once filled.
pub(super) fn filled(mut rows: Vec<Vec<String>>, typed: &Typed) -> Vec<Vec<String>> {
    let headings = rows[0].clone();
    let mut used = 0;
    for row in rows.iter_mut().skip(1) {
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
pub(super) fn write(path: &Path, candidate: &str, rows: &[Vec<String>]) {
    fs::write(path, bytes(candidate, rows)).expect("a workbook");
}

/// The bytes of that workbook.
pub(super) fn bytes(candidate: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2013, 9, 30).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let identity = workbook.add_worksheet();
    identity.set_name("Marché").expect("a name");
    identity.write_string(1, 0, "Candidat").expect("a cell");
    identity.write_string(1, 1, candidate).expect("a cell");
    let table = workbook.add_worksheet();
    table.set_name("Réponses").expect("a name");
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            table.write_string(row, column, text).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("bytes")
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
