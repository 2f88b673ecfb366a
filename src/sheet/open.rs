//! From bytes that a stranger sent to a table, bounded.

use std::io::Cursor;
use std::panic::{self, UnwindSafe};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::raw::{Area, RawBook, RawCell, RawSheet, RawValue};
use super::zipped::{Container, Trouble, look};
use super::{csv, ods};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::MAX_FILE_BYTES;
use crate::words::{count, shown};

/// The largest workbook read, in bytes.
pub const MAX_WORKBOOK_BYTES: usize = 32 * 1024 * 1024;
/// The most cells read.
pub(super) const MAX_CELLS: usize = 400_000;
/// The most bytes of texts in cells, shared ones counted each time.
pub(super) const MAX_TEXTS: usize = 64 * 1024 * 1024;

/// What is left of the limits.
#[derive(Debug)]
pub(super) struct Allowance {
    cells: usize,
    texts: usize,
}

impl Allowance {
    pub(super) fn new() -> Self {
        Self { cells: MAX_CELLS, texts: MAX_TEXTS }
    }

    /// Takes a cell away; false once there is too much.
    pub(super) fn take(&mut self, value: &RawValue) -> bool {
        let length = match value {
            RawValue::Text(text) | RawValue::Moment(text) | RawValue::Fault(text) => text.len(),
            RawValue::Number(_) | RawValue::Day(_) | RawValue::Truth(_) => 0,
        };
        let (cells, texts) = (self.cells.checked_sub(1), self.texts.checked_sub(length));
        let enough = cells.is_some() && texts.is_some();
        self.cells = cells.unwrap_or(0);
        self.texts = texts.unwrap_or(0);
        enough
    }
}

/// Why bytes are no table.
#[derive(Debug)]
pub(super) enum Refused {
    /// Beyond the limits.
    TooLarge,
    /// Anything else, in words, with what to do.
    No(String, String),
}

/// Reads a workbook (xlsx, ods) or a table of text (csv), told apart by what it holds.
///
/// # Errors
/// The diagnostic of what is no such thing, is damaged, or passes the limits.
pub fn open(file: &str, bytes: &[u8]) -> Result<RawBook, Diagnostic> {
    let book = sheets(bytes).map_err(|refused| diagnostic(file, refused))?;
    Ok(RawBook { file: file.to_owned(), ..book })
}

fn sheets(bytes: &[u8]) -> Result<RawBook, Refused> {
    if bytes.len() > MAX_WORKBOOK_BYTES {
        return Err(Refused::TooLarge);
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
    match look(bytes) {
        Ok(Container::Xlsx) => guarded(|| xlsx(bytes)),
        Ok(Container::Ods) => ods::read(bytes),
        Err(Trouble::TooLarge) => Err(Refused::TooLarge),
        Err(Trouble::Encrypted) => Err(locked()),
        Err(Trouble::OtherKind) => Err(no(
            "c'est un document ou une archive d'une autre sorte",
            "donnez un classeur .xlsx ou .ods, ou un fichier .csv",
        )),
        Err(Trouble::Damaged) => Err(damaged()),
    }
}

pub(super) fn no(what: &str, help: &str) -> Refused {
    Refused::No(what.to_owned(), help.to_owned())
}

pub(super) fn locked() -> Refused {
    no(
        "il est protégé par un mot de passe",
        "retirez le mot de passe, et enregistrez-le de nouveau",
    )
}

pub(super) fn damaged() -> Refused {
    no(
        "il est abîmé ou incomplet",
        "ouvrez-le dans votre tableur, enregistrez-le sous un autre nom, et importez celui-là",
    )
}

fn diagnostic(file: &str, refused: Refused) -> Diagnostic {
    let name = shown(file);
    match refused {
        Refused::TooLarge => Diagnostic::new(
            Code::TableTooLarge,
            format!("{name} est trop grand pour être lu"),
        )
        .in_file(file)
        .help(format!(
            "limites : {} Mio pour un classeur, {} pour un texte, {} cellules ; repartez du fichier exporté, sans images ni données ajoutées",
            MAX_WORKBOOK_BYTES / 1_048_576,
            MAX_FILE_BYTES / 1_048_576,
            count(MAX_CELLS as u64)
        )),
        Refused::No(what, help) => {
            Diagnostic::new(Code::NotATable, format!("{name} ne peut pas être lu : {what}"))
                .in_file(file)
                .help(help)
        }
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

fn xlsx(bytes: &[u8]) -> Result<RawBook, Refused> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let from_1904 = book.has_1904_epoch();
    let names: Vec<String> =
        book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    let mut allowance = Allowance::new();
    for name in names {
        sheets.push(sheet(&mut book, name, &mut allowance)?);
    }
    Ok(RawBook { sheets, from_1904, ..RawBook::default() })
}

/// Cells are taken one by one: a library that fills the rectangle between two far cells could be
/// made to fill the memory.
fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
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
        if !allowance.take(&value) {
            return Err(Refused::TooLarge);
        }
        sheet.put(cell.pos.0, cell.pos.1, RawCell { value, formula });
    }
    drop(reader);
    let merged = book.merge_cells_by_sheet_name(&sheet.name)?;
    sheet.merged = merged
        .iter()
        .map(|area| Area {
            top: area.start.0,
            left: area.start.1,
            bottom: area.end.0,
            right: area.end.1,
        })
        .collect();
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
