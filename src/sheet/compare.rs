//! What came back beside what the files say now: kept, changed or refused, row by row.

mod rows;

use std::collections::BTreeMap;

use super::Record;
use super::book::Fact;
use super::column::{Content, Layout};
use super::likeness::alike;
use super::mark::Mark;
use super::raw::{RawBook, RawSheet};
use super::table::{Table, tables};
use super::typed::{Display, Surroundings, display, is_month_first, look};
use super::wording::side_by_side;
use crate::diagnostic::{Cell, Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::words::{fold, quoted};
use crate::yaml::shape::Kind;
use rows::{Comparer, Line};

/// What a row is expected to be, from the files as they are now.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Its fixed texts, by field.
    pub fixed: BTreeMap<String, String>,
    /// What it says.
    pub record: Record,
    /// The mark that an export would give it now.
    pub mark: Mark,
    /// Where its answer stands.
    pub place: Option<Span>,
}

/// What is compared, and how.
#[derive(Debug)]
pub struct Terms<'t> {
    /// The columns.
    pub layout: &'t Layout,
    /// The sheets that an export adds beside the tables.
    pub ours: &'t [&'t str],
    /// The rows expected, by identifier.
    pub expected: &'t BTreeMap<String, Expected>,
    /// The origin that every mark must have.
    pub origin: &'t str,
    /// What is said of a table of another origin: the message and the help.
    pub stranger: (String, String),
    /// What to do about a text that must not change.
    pub keep_texts: &'t str,
    /// Whether an emptied cell empties its field.
    pub erase: bool,
    /// Whether a row without mark is a new statement rather than a mistake.
    pub new_rows: bool,
    /// What a row says that only holds together: field at fault, message, help.
    pub complete: fn(&Record) -> Vec<(String, String, String)>,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// The heading of its column.
    pub heading: String,
    /// Its kind.
    pub kind: Kind,
    /// Its canonical text before; empty: nothing.
    pub before: String,
    /// Its canonical text after.
    pub after: String,
    /// The cell.
    pub cell: Cell,
}

/// A row that changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The identifier of its statement.
    pub id: String,
    /// Where its row is.
    pub cell: Cell,
    /// What changes, in the order of the columns.
    pub fields: Vec<FieldChange>,
    /// What the row says after.
    pub after: Record,
    /// Whether the statement is new.
    pub new: bool,
}

/// The whole comparison: every row read is kept, changed or refused.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Rows read.
    pub rows: usize,
    /// Rows that say what the files say.
    pub kept: usize,
    /// Rows that change something.
    pub changed: Vec<Changed>,
    /// Rows refused; a diagnostic says why.
    pub refused: usize,
}

/// Compares a book with what is expected; what is wrong goes to `diagnostics`.
#[must_use]
pub fn compare(book: &RawBook, terms: &Terms<'_>, diagnostics: &mut Diagnostics) -> Comparison {
    let mut said = Diagnostics::new();
    let found = tables(book, terms.layout, terms.ours, &mut said);
    let rows = found.iter().map(|table| table.rows.len()).sum();
    let refused = Comparison { rows, refused: rows, ..Comparison::default() };
    // Of a table of something else, neither headings nor rows are worth a word.
    if is_stranger(&found, terms.origin) {
        diagnostics.push(stranger(book, terms));
        return refused;
    }
    let faulty = said.has_errors();
    diagnostics.append(said);
    if faulty {
        return refused;
    }
    let around = Surroundings {
        month_first: month_first(book, &found),
        from_1904: book.from_1904,
        lossy: book.lossy,
        untyped: book.untyped,
    };
    let mut comparer = Comparer {
        book,
        terms,
        around,
        diagnostics,
        seen: twice(&found),
        alike: Vec::new(),
        swapped: Vec::new(),
        strangers: 0,
        done: Comparison::default(),
    };
    for table in &found {
        for (row, cells) in &table.rows {
            comparer.row(&Line { table, row: *row, cells });
        }
    }
    comparer.finish(&found)
}

/// Whether rows are marked, and none of them comes from where they should.
fn is_stranger(found: &[Table<'_>], origin: &str) -> bool {
    let lines = found.iter().flat_map(|table| {
        table.rows.iter().map(move |(row, cells)| Line { table, row: *row, cells })
    });
    let mut origins = lines.filter_map(|line| line.mark()).map(|mark| mark.origin).peekable();
    origins.peek().is_some() && origins.all(|one| one != origin)
}

/// What is said of a table that comes from something else.
fn stranger(book: &RawBook, terms: &Terms<'_>) -> Diagnostic {
    let (message, help) = &terms.stranger;
    Diagnostic::new(Code::OtherOrigin, message.clone()).in_file(&book.file).help(help.clone())
}

/// A cell whose date is surely written month first.
fn month_first(book: &RawBook, found: &[Table<'_>]) -> Option<Cell> {
    for table in found {
        for (row, cells) in &table.rows {
            let date = cells.iter().find(|(at, cell)| {
                let column = table.columns.get(at);
                column.is_some_and(|column| column.content == Content::Fill(Kind::Date))
                    && is_month_first(&cell.value)
            });
            if let Some((at, _)) = date {
                return Some(book.cell(table.rank, *row, *at));
            }
        }
    }
    None
}

/// The rows of each identifier, the mark's where there is one.
fn twice(found: &[Table<'_>]) -> BTreeMap<String, Vec<(usize, u32)>> {
    let mut seen: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for table in found {
        for (row, cells) in &table.rows {
            let line = Line { table, row: *row, cells };
            let id = line.mark().map_or_else(|| line.text(Content::Id), |mark| mark.id);
            if !id.is_empty() {
                seen.entry(fold(&id)).or_default().push((table.rank, *row));
            }
        }
    }
    seen
}

/// A canonical text as people see it.
#[must_use]
pub fn text_shown(kind: Kind, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    match display(kind, text) {
        Display::Text(text) => text,
        Display::Day(day) => day.french(),
    }
}

/// What was changed on the sheet of facts, which is not read back.
#[must_use]
pub fn facts_changed(book: &RawBook, name: &str, facts: &[Fact]) -> Vec<Diagnostic> {
    let same_name = |sheet: &&RawSheet| fold(&sheet.name) == fold(name);
    let Some(sheet) = book.sheets.iter().find(same_name) else {
        return Vec::new();
    };
    let rank = book.sheets.iter().position(|other| std::ptr::eq(other, sheet)).unwrap_or(0);
    let mut found = Vec::new();
    for (row, cells) in &sheet.rows {
        let label = cells.get(&0).map(|cell| look(&cell.value)).unwrap_or_default();
        let fact = facts.iter().find(|fact| fact.kept && fold(&fact.label) == fold(&label));
        let theirs = cells.get(&1).map(|cell| look(&cell.value)).unwrap_or_default();
        let Some(fact) = fact.filter(|fact| !alike(&fact.text, &theirs, book.lossy)) else {
            continue;
        };
        let (theirs, ours) = side_by_side(&theirs, &fact.text);
        let message =
            format!("{} : {theirs} au lieu de {ours} ; ce n'est pas importé", quoted(&fact.label));
        found.push(
            Diagnostic::new(Code::NotImported, message)
                .in_cell(&book.file, book.cell(rank, *row, 1))
                .help("pour le changer, modifiez le fichier du projet ou de la grille"),
        );
    }
    found
}
