//! A table to write: rows of canonical texts under columns.

use super::column::{Column, Content};
use super::typed::{Display, display, fitting};
use crate::date::Date;

/// A workbook to write.
#[derive(Debug, Clone)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// The day it was made.
    pub day: Date,
    /// What to do, line by line.
    pub read_me: Vec<String>,
    /// The name of the sheet of facts.
    pub facts_sheet: String,
    /// What is said above the facts.
    pub facts_note: String,
    /// What the table is about.
    pub facts: Vec<Fact>,
    /// Whether a table of text begins with the instructions and the facts, which a workbook has on
    /// sheets of their own.
    pub headed: bool,
    /// Its tables.
    pub sheets: Vec<Sheet>,
}

impl Book {
    /// Adds a table under a name that no other sheet has.
    pub fn add(&mut self, title: &str, columns: Vec<Column>, rows: Vec<Row>) {
        let beside = [READ_ME, self.facts_sheet.as_str()];
        let taken = self.sheets.iter().map(|sheet| sheet.name.as_str()).chain(beside);
        let name = sheet_name(title, &taken.collect::<Vec<_>>());
        self.sheets.push(Sheet { name, columns, rows });
    }
}

/// The sheet of instructions.
pub const READ_ME: &str = "Lisez-moi";

/// One thing said of the whole table.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// What is said.
    pub text: String,
    /// Whether it comes from a file, so that a change of it is worth a word when it comes back.
    pub kept: bool,
    /// Whether its cell is to fill.
    pub fill: bool,
}

impl Fact {
    /// A fact to read.
    #[must_use]
    pub fn new(label: &str, text: &str, kept: bool) -> Self {
        Self { label: label.into(), text: crate::words::fr(text), kept, fill: false }
    }
}

/// What is said above facts that nobody has to fill.
pub const NOT_READ: &str = "Pour information : ce qui est écrit ici n'est pas importé.";

/// One table.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The canonical text of each column.
    pub cells: Vec<String>,
}

impl Sheet {
    /// What a cell shows.
    #[must_use]
    pub fn display(&self, row: usize, column: usize) -> Display {
        let text = self.rows[row].cells.get(column).map_or("", String::as_str);
        match self.columns[column].content {
            _ if text.is_empty() => Display::Text(String::new()),
            Content::Fill(kind) => display(kind, text),
            Content::Id | Content::Fixed | Content::Alert | Content::Shown | Content::Mark => {
                Display::Text(fitting(text))
            }
        }
    }

    /// The rank of the column of a field.
    #[must_use]
    pub fn rank_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }
}

/// A name that every spreadsheet takes for a sheet: 31 characters, none of `[]:*?/\`, no quote at
/// its ends; told apart from those already taken, whatever their capitals.
fn sheet_name(wanted: &str, taken: &[&str]) -> String {
    let allowed = |c: char| !"[]:*?/\\".contains(c) && !c.is_control();
    let clean: String = wanted.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let clean = clean.trim_matches(|c: char| c.is_whitespace() || c == '\'');
    let base = if clean.is_empty() { "Feuille" } else { clean };
    let free = |name: &str| {
        let lower = name.to_lowercase();
        // Spreadsheets keep that name for themselves.
        lower != "history" && !taken.iter().any(|other| other.to_lowercase() == lower)
    };
    let cut = |length: usize| -> String {
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= length
        };
        base.chars().take_while(fits).collect::<String>().trim_end().to_owned()
    };
    let first = cut(31);
    let numbered = (2..).map(|number: u32| format!("{} ({number})", cut(25)));
    std::iter::once(first).chain(numbered).find(|name| free(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_taken_by_every_spreadsheet() {
        assert_eq!(sheet_name("Technique", &[]), "Technique");
        assert_eq!(sheet_name("Vie scolaire : [a/b]", &[]), "Vie scolaire    a b");
        assert_eq!(sheet_name("technique", &["Technique"]), "technique (2)");
        assert_eq!(sheet_name("'", &[]), "Feuille");
        assert_eq!(sheet_name("Projet", &["Lisez-moi", "Projet"]), "Projet (2)");
        assert_eq!(sheet_name("History", &[]), "History (2)");
        assert_eq!(sheet_name(&"é".repeat(40), &[]).chars().count(), 31);
    }

    #[test]
    fn no_two_sheets_of_a_book_have_one_name() {
        let mut book = Book {
            title: String::new(),
            day: Date::parse("2013-06-14").unwrap(),
            read_me: Vec::new(),
            facts_sheet: "Marché".into(),
            facts_note: String::new(),
            facts: Vec::new(),
            headed: false,
            sheets: Vec::new(),
        };
        for title in ["MARCHÉ", "Lisez-moi", "Technique", "technique"] {
            book.add(title, Vec::new(), vec![Row::default()]);
        }
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["MARCHÉ (2)", "Lisez-moi (2)", "Technique", "technique (2)"]);
    }
}
