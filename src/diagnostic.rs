//! What is wrong in a user's file, as data: a code, a sentence, places, what to do.
//!
//! Diagnostics are collected, never thrown one at a time, and rendered once at the end by
//! `render`.

mod code;
mod render;

use crate::source::{SourceSet, Span};
use crate::words::{fr, shown};

pub use code::{Code, Severity};
pub use render::{Look, json, text};

/// A place a diagnostic points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bytes underlined.
    pub span: Span,
    /// A few words beside the underline; may be empty.
    pub label: String,
}

/// A cell of a table; rows and columns are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The rank of its sheet in the workbook.
    pub rank: usize,
    /// Its row.
    pub row: u32,
    /// Its column.
    pub column: u32,
    /// The name of its sheet; empty where the file has only one table.
    pub sheet: String,
}

impl Cell {
    /// As spreadsheets name it: « F12 ».
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }

    /// With its sheet, for people: « feuille « Technique », cellule F12 ».
    #[must_use]
    pub fn place(&self) -> String {
        let cell = format!("cellule {}", self.name());
        match self.sheet.is_empty() {
            true => cell,
            false => format!("feuille {}, {cell}", shown(&self.sheet)),
        }
    }
}

/// The letters of a column counted from 0: A, Z, AA.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = String::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters
}

/// One mistake, or one remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How serious it is; the code's own, unless `--strict` raised it.
    pub severity: Severity,
    /// One sentence, without capital nor final stop.
    pub message: String,
    /// Where: the culprit first, then the places that explain it.
    pub places: Vec<Place>,
    /// The file concerned where it is not the text of a place.
    pub file: Option<String>,
    /// The cell of that file concerned, where it is a table.
    pub cell: Option<Box<Cell>>,
    /// What to do, one sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic without place.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: fr(&message.into()),
            places: Vec::new(),
            file: None,
            cell: None,
            help: Vec::new(),
        }
    }

    /// Adds a place; the first one is the culprit.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.at_with(span, "")
    }

    /// Adds a place with a few words beside it.
    #[must_use]
    pub fn at_with(mut self, span: Span, label: impl Into<String>) -> Self {
        let label = fr(&label.into());
        self.places.push(Place { span, label });
        self
    }

    /// Names the file, where no line can be shown.
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.file = Some(name.into());
        self
    }

    /// Names the cell of a file.
    #[must_use]
    pub fn in_cell(mut self, file: impl Into<String>, cell: Cell) -> Self {
        self.cell = Some(Box::new(cell));
        self.in_file(file)
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, sentence: impl Into<String>) -> Self {
        self.help.push(fr(&sentence.into()));
        self
    }

    /// The name of the file it concerns; empty for a diagnostic about none.
    #[must_use]
    pub fn file_name<'a>(&'a self, sources: &'a SourceSet) -> &'a str {
        match (self.places.first(), &self.file) {
            (_, Some(file)) => file,
            (Some(place), None) => sources.get(place.span.source).name(),
            (None, None) => "",
        }
    }
}

/// The diagnostics of a run, in the order they were found until [`Diagnostics::sort`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds those of another collection.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Every diagnostic.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let same = self.list.iter().filter(|one| one.severity == severity);
        same.count()
    }

    /// Whether one at least forbids judging.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Raises every warning to an error, as `--strict` asks.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.list {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Lowers every error to a warning: what was refused is left aside, as was asked.
    pub fn soften(&mut self) {
        for diagnostic in &mut self.list {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
    }

    /// Sorts by file, then position, then code: the same order whatever was read first.
    pub fn sort(&mut self, sources: &SourceSet) {
        self.list.sort_by(|a, b| {
            let key = |one: &Diagnostic| one.places.first().map(|place| place.span.start);
            let (file_a, file_b) = (a.file_name(sources), b.file_name(sources));
            file_a
                .cmp(file_b)
                .then_with(|| a.cell.cmp(&b.cell))
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| a.code.id().cmp(b.code.id()))
                .then_with(|| a.message.cmp(&b.message))
        });
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, others: I) {
        self.list.extend(others);
    }
}
