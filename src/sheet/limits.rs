//! How much of what a stranger sent is read, and what is said past that.
//!
//! The largest table measured has 2 000 statements of 60 columns (`docs/mesures.md`); each limit is
//! several times that, and low enough for all of them reached together to be refused in a second or
//! two, within 300 MB.

use super::raw::{Area, RawCell, RawSheet, RawValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::MAX_FILE_BYTES;
use crate::words::{count, shown};

/// The largest workbook read, in bytes.
pub const MAX_WORKBOOK_BYTES: usize = 32 * 1024 * 1024;
/// The most bytes that the texts of a workbook unpack to.
pub(super) const MAX_UNPACKED: usize = 48 * 1024 * 1024;
/// The most files in a workbook.
pub(super) const MAX_FILES: usize = 4_000;
/// The most marks in the texts of a workbook, and separators in a table of text: a cell with its
/// text makes four, and a mark costs what a cell does, whatever it says.
pub(super) const MAX_MARKS: usize = 2_000_000;
/// The most bytes from a mark to the next, and in the text of a cell: what answers may say is
/// sixteen times less, and is told by its cell.
pub(super) const MAX_RUN: usize = 1024 * 1024;
/// The most sheets: an export has one per axis.
pub(super) const MAX_SHEETS: usize = 250;
/// The most rows that hold something, all sheets together.
pub(super) const MAX_ROWS: usize = 20_000;
/// The most cells read.
const MAX_CELLS: usize = 400_000;
/// The most bytes of texts in cells, shared ones counted each time.
const MAX_TEXTS: usize = 32 * 1024 * 1024;
/// The most merged areas, each looked at for each row.
const MAX_MERGED: usize = 5_000;
/// What the formats of cells may come to in memory, in bytes: each keeps a copy of its font and of
/// its pattern, which may be as long as the longest mark.
const MAX_FORMATS: usize = 96 * 1024 * 1024;
/// What a format comes to beside those.
const FORMAT: usize = 512;

/// Why bytes are no table.
#[derive(Debug)]
pub(super) enum Refused {
    /// Beyond a limit, in words.
    TooLarge(String),
    /// Anything else, in words, with what to do.
    No(String, String),
}

pub(super) fn too_many(limit: usize, what: &str) -> Refused {
    Refused::TooLarge(format!("plus de {} {what}", count(limit as u64)))
}

pub(super) fn too_heavy(limit: usize, what: &str) -> Refused {
    Refused::TooLarge(format!("plus de {} Mio {what}", limit / 1_048_576))
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

impl Refused {
    pub(super) fn diagnostic(self, file: &str) -> Diagnostic {
        let name = shown(file);
        let (code, message, help) = match self {
            Self::TooLarge(why) => (
                Code::TableTooLarge,
                format!("{name} est trop grand pour être lu : {why}"),
                format!(
                    "limites : {} Mio pour un classeur, {} pour un texte, {} lignes, {} cellules ; repartez du fichier exporté, sans images ni données ajoutées",
                    MAX_WORKBOOK_BYTES / 1_048_576,
                    MAX_FILE_BYTES / 1_048_576,
                    count(MAX_ROWS as u64),
                    count(MAX_CELLS as u64)
                ),
            ),
            Self::No(what, help) => {
                (Code::NotATable, format!("{name} ne peut pas être lu : {what}"), help)
            }
        };
        Diagnostic::new(code, message).in_file(file).help(help)
    }
}

/// What is left of the limits.
#[derive(Debug)]
pub(super) struct Allowance {
    cells: usize,
    texts: usize,
    rows: usize,
    sheets: usize,
    merged: usize,
}

/// Takes one from what is left.
fn less(left: &mut usize, number: usize) -> Option<()> {
    *left = left.checked_sub(number)?;
    Some(())
}

impl Allowance {
    pub(super) fn new() -> Self {
        Self {
            cells: MAX_CELLS,
            texts: MAX_TEXTS,
            rows: MAX_ROWS,
            sheets: MAX_SHEETS,
            merged: MAX_MERGED,
        }
    }

    /// Takes a sheet away.
    pub(super) fn sheet(&mut self) -> Result<(), Refused> {
        less(&mut self.sheets, 1).ok_or_else(|| too_many(MAX_SHEETS, "feuilles"))
    }

    /// Takes a cell away.
    pub(super) fn cell(&mut self, value: &RawValue) -> Result<(), Refused> {
        let length = match value {
            RawValue::Text(text) | RawValue::Moment(text) | RawValue::Fault(text) => text.len(),
            RawValue::Number(_) | RawValue::Day(_) | RawValue::Truth(_) => 0,
        };
        if length > MAX_RUN {
            return Err(too_heavy(MAX_RUN, "dans une cellule"));
        }
        less(&mut self.cells, 1).ok_or_else(|| too_many(MAX_CELLS, "cellules"))?;
        less(&mut self.texts, length).ok_or_else(|| too_heavy(MAX_TEXTS, "de textes"))
    }

    /// Puts a cell already taken away in its sheet, whose rows are counted.
    pub(super) fn put(
        &mut self,
        sheet: &mut RawSheet,
        (row, column): (u32, u32),
        cell: RawCell,
    ) -> Result<(), Refused> {
        if sheet.put(row, column, cell) {
            less(&mut self.rows, 1).ok_or_else(|| too_many(MAX_ROWS, "lignes"))?;
        }
        Ok(())
    }

    /// Keeps a merged area.
    pub(super) fn merge(&mut self, sheet: &mut RawSheet, area: Area) -> Result<(), Refused> {
        less(&mut self.merged, 1).ok_or_else(|| too_many(MAX_MERGED, "cellules fusionnées"))?;
        sheet.merged.push(area);
        Ok(())
    }
}

/// What is left of the marks of all the texts of a workbook.
#[derive(Debug)]
pub(super) struct Marks(usize);

impl Marks {
    pub(super) fn new() -> Self {
        Self(MAX_MARKS)
    }

    /// Counts the marks of a text of a workbook, and measures what stands between them.
    pub(super) fn take(&mut self, name: &str, text: &[u8]) -> Result<(), Refused> {
        let (mut number, mut longest, mut last) = (0, 0, 0);
        for at in memchr::memchr_iter(b'<', text) {
            number += 1;
            longest = longest.max(at - last);
            last = at;
        }
        longest = longest.max(text.len() - last);
        less(&mut self.0, number).ok_or_else(|| too_many(MAX_MARKS, "balises"))?;
        if longest > MAX_RUN {
            return Err(too_heavy(MAX_RUN, "d'un seul tenant"));
        }
        match name.ends_with("styles.xml") && number * (longest + FORMAT) > MAX_FORMATS {
            true => Err(too_heavy(MAX_FORMATS, "de formats de cellules")),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(refused: Result<(), Refused>) -> String {
        match refused {
            Err(Refused::TooLarge(why)) => why,
            Err(Refused::No(..)) | Ok(()) => String::new(),
        }
    }

    #[test]
    fn each_limit_is_reached_and_then_passed() {
        let mut marks = Marks::new();
        assert_eq!(words(marks.take("a.xml", &b"<".repeat(MAX_MARKS))), "");
        assert_eq!(words(marks.take("a.xml", b"<")), "plus de 2\u{202f}000\u{202f}000 balises");
        let run = |length: usize| Marks::new().take("a.xml", &b" ".repeat(length));
        assert_eq!(words(run(MAX_RUN)), "");
        assert_eq!(words(run(MAX_RUN + 1)), "plus de 1 Mio d'un seul tenant");
        let mut allowance = Allowance::new();
        let mut sheet = RawSheet::default();
        let cell = RawCell { value: RawValue::Number(1.0), formula: false };
        for row in 0..MAX_ROWS as u32 {
            for column in 0..2 {
                assert!(allowance.put(&mut sheet, (row, column), cell.clone()).is_ok());
            }
        }
        let one_more = allowance.put(&mut sheet, (MAX_ROWS as u32, 0), cell);
        assert_eq!(words(one_more), "plus de 20\u{202f}000 lignes");
        for _ in 0..MAX_CELLS {
            assert!(allowance.cell(&RawValue::Number(1.0)).is_ok());
        }
        let one_more = allowance.cell(&RawValue::Number(1.0));
        assert_eq!(words(one_more), "plus de 400\u{202f}000 cellules");
    }

    /// As many formats as Excel allows, each as long as its own are, are not too many.
    #[test]
    fn formats_of_a_busy_workbook_are_read() {
        let mark = format!("<xf {}/>", "x".repeat(600));
        assert_eq!(words(Marks::new().take("styles.xml", mark.repeat(65_490).as_bytes())), "");
        let long = format!("<xf {}/>", "x".repeat(60_000));
        let refused = Marks::new().take("styles.xml", long.repeat(2_000).as_bytes());
        assert_eq!(words(refused), "plus de 96 Mio de formats de cellules");
    }
}
