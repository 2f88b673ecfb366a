//! Pages in Markdown: marked lines and tables.

use super::marked::{Run, runs};
use super::page::Table;
use crate::words::markdown::escape_into;

pub(super) use crate::words::markdown::{inline, quote_into};

/// Adds a marked line as Markdown: our words as they are, the others escaped.
pub(super) fn line_into(marked: &str, out: &mut String) {
    for run in runs(marked) {
        match run {
            Run::Own(text) => out.push_str(text),
            Run::User(text) | Run::Reference(text) => escape_into(text, out),
        }
    }
}

/// A table, ended by an empty line; the sentence before it is the caller's.
#[must_use]
pub(super) fn table(table: &Table) -> String {
    let mut out = String::new();
    table_into(table, &mut out);
    out
}

/// Adds a [`table`].
pub(super) fn table_into(table: &Table, out: &mut String) {
    row_into(table.header.iter().map(String::as_str), out);
    let rule =
        (0..table.header.len()).map(|at| if at >= table.numeric_from { "---:" } else { "---" });
    row_into(rule, out);
    for cells in &table.rows {
        row_into(cells.iter().map(String::as_str), out);
    }
    out.push('\n');
}

fn row_into<'c>(cells: impl Iterator<Item = &'c str>, out: &mut String) {
    for cell in cells {
        out.push_str("| ");
        line_into(cell, out);
        out.push(' ');
    }
    out.push_str("|\n");
}
