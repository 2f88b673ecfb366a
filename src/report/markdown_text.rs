//! Pages in Markdown: marked lines and tables.

use super::marked::{Run, runs};
use super::page::Table;
use crate::words::markdown::escaped;

pub(super) use crate::words::markdown::{inline, quotation};

/// A marked line as Markdown: our words as they are, the others escaped.
#[must_use]
pub(super) fn line(marked: &str) -> String {
    let mut out = String::with_capacity(marked.len() + marked.len() / 8);
    for run in runs(marked) {
        match run {
            Run::Own(text) => out.push_str(text),
            Run::User(text) | Run::Reference(text) => out.push_str(&escaped(text)),
        }
    }
    out
}

/// A table, ended by an empty line; the sentence before it is the caller's.
#[must_use]
pub(super) fn table(table: &Table) -> String {
    let mut out = row(&table.header);
    let rule =
        (0..table.header.len()).map(|at| if at >= table.numeric_from { "---:" } else { "---" });
    out.push_str(&row(&rule.map(String::from).collect::<Vec<_>>()));
    for cells in &table.rows {
        out.push_str(&row(cells));
    }
    out.push('\n');
    out
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| line(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}
