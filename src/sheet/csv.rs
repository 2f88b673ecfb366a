//! Tables of text: as French spreadsheets write them, read as any of them do.

use encoding_rs::WINDOWS_1252;

use super::book::{Book, Sheet};
use super::limits::{Allowance, MAX_MARKS, Refused, damaged, no, too_heavy, too_many};
use super::raw::{RawBook, RawCell, RawSheet, RawValue};
use super::table::HEADINGS_WITHIN;
use super::typed::Display;
use crate::source::{DecodeError, MAX_FILE_BYTES, decode};
use crate::words::{fold, fr};

/// What a cell must not begin with: a spreadsheet would calculate it.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The heading of the identifiers, folded.
const ID_HEADING: &str = "identifiant";

/// All the sheets of a book, one below the other: « ; », mark of UTF-8, CRLF, days as JJ/MM/AAAA.
/// Where the book is headed, its title, facts and instructions come first, then a blank row, so that
/// a spreadsheet sorts and filters the table alone.
#[must_use]
pub fn write(book: &Book) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let mut writer = writer();
    if let Some(first) = book.sheets.first() {
        let width = first.columns.len();
        let head = book.headed.then(|| head(book).into_iter().chain([Vec::new()]));
        for cells in head.into_iter().flatten() {
            let blanks = std::iter::repeat(String::new());
            let _ = writer.write_record(cells.into_iter().chain(blanks).take(width));
        }
        // A Vec takes whatever it is given.
        let _ = writer.write_record(first.columns.iter().map(|column| column.heading.as_str()));
    }
    for sheet in &book.sheets {
        for row in 0..sheet.rows.len() {
            let _ = writer.write_record(line(sheet, row));
        }
    }
    out.extend(writer.into_inner().unwrap_or_default());
    out
}

/// All the tables of a book, one below the other, each under its title and headings, below what the
/// book says of itself: to read, not to bring back.
#[must_use]
pub fn write_all(book: &Book) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    let mut writer = writer();
    for cells in head(book) {
        let _ = writer.write_record(cells);
    }
    for sheet in &book.sheets {
        // A spreadsheet sorts and filters what stands between two blank rows.
        let _ = writer.write_record(["", ""]);
        let _ = writer.write_record([guarded(&sheet.name)]);
        let _ = writer.write_record(["", ""]);
        let _ = writer.write_record(sheet.columns.iter().map(|column| guarded(&column.heading)));
        for row in 0..sheet.rows.len() {
            let _ = writer.write_record(line(sheet, row));
        }
    }
    out.extend(writer.into_inner().unwrap_or_default());
    out
}

fn writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new())
}

/// What stands above the table: each fact in one cell, so that no spreadsheet makes a date or a
/// number of its text; beside what is to fill, an empty one.
fn head(book: &Book) -> Vec<Vec<String>> {
    let (title, instructions) = match book.read_me.split_first() {
        Some((title, rest)) => (Some(title.clone()), rest),
        None => (None, &[][..]),
    };
    let facts = book.facts.iter().filter(|fact| fact.fill || !fact.text.is_empty());
    let facts = facts.map(|fact| match fact.fill {
        true => fact.label.clone(),
        false => fr(&format!("{} : {}", fact.label, fact.text)),
    });
    let lines = title.into_iter().chain(facts).chain(instructions.iter().cloned());
    lines.map(|text| vec![guarded(&text)]).collect()
}

fn line(sheet: &Sheet, row: usize) -> Vec<String> {
    let cells = 0..sheet.columns.len();
    cells
        .map(|column| match sheet.display(row, column) {
            Display::Text(text) => guarded(&text),
            Display::Day(day) => day.french(),
        })
        .collect()
}

/// A text that no spreadsheet takes for a formula; [`unguarded`] gives it back.
fn guarded(text: &str) -> String {
    let start = text.trim_start_matches('\'');
    if start.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

/// A text as it was before [`guarded`].
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_STARTS) => rest,
        Some(_) | None => text,
    }
}

/// Reads a table of text: UTF-8, UTF-16 with mark, or Windows-1252; separated by « ; », « , » or
/// tabs.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Refused> {
    let (text, lossy) = match decode(bytes) {
        Ok((text, _)) => (text, false),
        Err(DecodeError::NotUtf8 { .. }) if !bytes.contains(&0) => {
            (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), true)
        }
        Err(DecodeError::TooLarge { .. }) => {
            return Err(too_heavy(MAX_FILE_BYTES, "dans un fichier de texte"));
        }
        Err(
            DecodeError::NotUtf8 { .. }
            | DecodeError::BadUtf16
            | DecodeError::Container
            | DecodeError::ZeroByte { .. },
        ) => {
            return Err(no(
                "ce n'est ni un classeur ni un texte",
                "donnez un classeur .xlsx ou .ods, ou un fichier .csv",
            ));
        }
    };
    let text = text
        .strip_prefix("sep=")
        .map_or(text.as_str(), |rest| rest.split_once('\n').map_or("", |(_, below)| below));
    let sheet = records(text, separator(text))?;
    Ok(RawBook { sheets: vec![sheet], lossy, untyped: true, ..RawBook::default() })
}

fn records(text: &str, separator: u8) -> Result<RawSheet, Refused> {
    // Each costs a cell, even an empty one.
    if memchr::memchr2_iter(separator, b'\n', text.as_bytes()).nth(MAX_MARKS).is_some() {
        return Err(too_many(MAX_MARKS, "séparateurs"));
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = RawSheet::default();
    let mut allowance = Allowance::new();
    let mut row = 0;
    let mut record = ::csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| damaged())? {
        row += blank_lines(&record, reader.position().line());
        for (column, text) in (0..).zip(&record) {
            if text.is_empty() {
                continue;
            }
            let value = RawValue::Text(unguarded(text).to_owned());
            allowance.cell(&value)?;
            allowance.put(&mut sheet, (row, column), RawCell { value, formula: false })?;
        }
        row += 1;
    }
    Ok(sheet)
}

/// The blank lines before a record, which the reader passes over and a spreadsheet counts; `end` is
/// the line where the reader stands after it.
fn blank_lines(record: &::csv::StringRecord, end: u64) -> u32 {
    let start = record.position().map_or(end, ::csv::Position::line);
    let inside: usize = record.iter().map(|text| text.matches('\n').count()).sum();
    let blank = end.saturating_sub(start).saturating_sub(inside as u64 + 1);
    u32::try_from(blank).unwrap_or(u32::MAX)
}

/// The separator that sets the heading of the identifiers apart; failing that, the one that cuts
/// the first lines most often.
fn separator(text: &str) -> u8 {
    let all = [b';', b',', b'\t'];
    for line in text.lines().take(HEADINGS_WITHIN) {
        let cells = |separator: u8| line.split(char::from(separator));
        let heads = |separator: &u8| {
            let id = |cell: &str| fold(cell.trim().trim_matches('"')) == ID_HEADING;
            cells(*separator).count() > 1 && cells(*separator).any(id)
        };
        if let Some(found) = all.into_iter().find(heads) {
            return found;
        }
    }
    let head: String = text.lines().take(3).collect();
    let times = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
    all.into_iter().rev().max_by_key(times).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula_and_each_comes_back() {
        for text in ["=1+1", "+33", "-", "@x", "\tx", "'=1", "''=1", "'x", "x", "", "l'=", "'"] {
            let written = guarded(text);
            assert!(!written.starts_with(FORMULA_STARTS), "{text}");
            assert_eq!(unguarded(&written), text);
        }
    }

    #[test]
    fn any_usual_separator_and_encoding_is_read() {
        let value = |bytes: &[u8], column: u32| {
            let book = read(bytes).expect("a table");
            book.sheets[0].rows[&1][&column].value.clone()
        };
        let text = |text: &str| RawValue::Text(text.into());
        assert_eq!(value("a;b\r\nx;« y; »\r\n".as_bytes(), 1), text("« y"));
        assert_eq!(value("a,b\nx,\"y, z\"\n".as_bytes(), 1), text("y, z"));
        assert_eq!(value(b"\xFF\xFEa\0\t\0b\0\n\0x\0\t\0y\0", 1), text("y"));
        assert_eq!(value(b"a;b\nx;\xE9t\xE9\n", 1), text("été"));
        assert_eq!(value(b"sep=;\na;b\nx;y\n", 1), text("y"));
    }
}
