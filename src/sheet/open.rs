//! From bytes that a stranger sent to a table, bounded.

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::panic::{self, UnwindSafe};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::limits::{Allowance, MAX_WORKBOOK_BYTES, Refused, damaged, locked, no, too_heavy};
use super::raw::{Area, RawBook, RawCell, RawSheet, RawValue};
use super::zipped::{Container, unpack};
use super::{csv, ods};
use crate::date::Date;
use crate::diagnostic::Diagnostic;

/// Reads a workbook (xlsx, ods) or a table of text (csv), told apart by what it holds.
///
/// # Errors
/// The diagnostic of what is no such thing, is damaged, or passes the limits.
pub fn open(file: &str, bytes: &[u8]) -> Result<RawBook, Diagnostic> {
    let book = sheets(bytes).map_err(|refused| refused.diagnostic(file))?;
    Ok(RawBook { file: file.to_owned(), ..book })
}

fn sheets(bytes: &[u8]) -> Result<RawBook, Refused> {
    if bytes.len() > MAX_WORKBOOK_BYTES {
        return Err(too_heavy(MAX_WORKBOOK_BYTES, "dans le fichier"));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(no(
            "c'est un ancien classeur (.xls), ou un classeur protégé par un mot de passe",
            "ouvrez-le, retirez le mot de passe, et enregistrez-le en .xlsx",
        ));
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return csv::read(bytes);
    }
    let parts = unpack(bytes)?;
    match parts.kind {
        Container::Xlsx => {
            let archive = parts.archive()?;
            guarded(|| xlsx(&archive))
        }
        Container::Ods => ods::read(&parts),
    }
}

impl From<XlsxError> for Refused {
    fn from(error: XlsxError) -> Self {
        if matches!(error, XlsxError::Password) { locked() } else { damaged() }
    }
}

/// Runs a reader that is not ours on what a stranger sent. `calamine` trusts some of what it reads
/// (a row number that overflows, a sheet outside any folder) and panics where it is wrong: that
/// is a damaged file, said as such, and its panic is nobody's message.
fn guarded(
    read: impl FnOnce() -> Result<RawBook, Refused> + UnwindSafe,
) -> Result<RawBook, Refused> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(read);
    panic::set_hook(hook);
    read.unwrap_or_else(|_| Err(damaged()))
}

/// A file that is not read again and again: many sheets may be said to lie at one place of it.
struct Metered<'b> {
    bytes: Cursor<&'b [u8]>,
    left: usize,
}

/// How many times a file may be read over: a sheet is, for its cells, then for its merged areas.
const READ_OVER: usize = 3;
/// What finding the way in the file takes beside that.
const READ_BESIDE: usize = 1024 * 1024;

impl<'b> Metered<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: Cursor::new(bytes), left: READ_OVER * bytes.len() + READ_BESIDE }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.left = self.left.checked_sub(read).ok_or(io::ErrorKind::QuotaExceeded)?;
        Ok(read)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

fn xlsx(bytes: &[u8]) -> Result<RawBook, Refused> {
    let mut book = Xlsx::new(Metered::new(bytes))?;
    let from_1904 = book.has_1904_epoch();
    let mut allowance = Allowance::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in book.sheets_metadata() {
        allowance.sheet()?;
        names.push(sheet.name.clone());
    }
    let mut sheets = Vec::new();
    for name in names {
        sheets.push(sheet(&mut book, name, &mut allowance)?);
    }
    Ok(RawBook { sheets, from_1904, ..RawBook::default() })
}

/// Cells are taken one by one: a library that fills the rectangle between two far cells could be
/// made to fill the memory.
fn sheet(
    book: &mut Xlsx<Metered<'_>>,
    name: String,
    allowance: &mut Allowance,
) -> Result<RawSheet, Refused> {
    let mut sheet = RawSheet { name, ..RawSheet::default() };
    let mut reader = match book.worksheet_cells_reader(&sheet.name) {
        Ok(reader) => reader,
        // A sheet of charts has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(sheet),
        Err(error) => return Err(error.into()),
    };
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let formula = cell.formula.is_some();
        let Some(value) = value(cell.value).or(formula.then(|| RawValue::Text(String::new())))
        else {
            continue;
        };
        allowance.cell(&value)?;
        allowance.put(&mut sheet, cell.pos, RawCell { value, formula })?;
    }
    drop(reader);
    for area in book.merge_cells_by_sheet_name(&sheet.name)? {
        let area =
            Area { top: area.start.0, left: area.start.1, bottom: area.end.0, right: area.end.1 };
        allowance.merge(&mut sheet, area)?;
    }
    Ok(sheet)
}

fn value(data: DataRef<'_>) -> Option<RawValue> {
    Some(match Data::from(data) {
        Data::Empty => return None,
        Data::Int(number) => RawValue::Text(number.to_string()),
        Data::Float(number) => RawValue::Number(number),
        Data::String(text) => RawValue::Text(text),
        Data::Bool(truth) => RawValue::Truth(truth),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => iso_day(&text),
        Data::DurationIso(text) => RawValue::Moment(text),
        Data::Error(error) => RawValue::Fault(error.to_string()),
    })
}

fn day(moment: ExcelDateTime) -> RawValue {
    let serial = moment.as_f64();
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let date = match parts {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day),
        _ => None,
    };
    // As a spreadsheet shows it, so that the message is about what people see.
    let clock = format!("{hour:02}:{minute:02}");
    match date.filter(|_| moment.is_datetime()) {
        Some(date) if serial.fract() == 0.0 => RawValue::Day(date),
        Some(date) if serial >= 1.0 => RawValue::Moment(format!("{} {clock}", date.french())),
        Some(_) if serial >= 0.0 => RawValue::Moment(clock),
        Some(_) | None => RawValue::Moment(serial.to_string()),
    }
}

/// A day as OpenDocument and strict workbooks write it.
pub(super) fn iso_day(text: &str) -> RawValue {
    let day = text.strip_suffix("T00:00:00").unwrap_or(text);
    match Date::parse(day) {
        Ok(date) => RawValue::Day(date),
        Err(_) => RawValue::Moment(text.to_owned()),
    }
}
