//! A Markdown page being written: headings, paragraphs, lists and tables.

use super::markdown_text::Table;
use crate::words::fr;

/// The Markdown written so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its text.
    pub(super) text: String,
}

impl Page {
    /// A heading of our own words.
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(level), fr(title)));
    }

    /// A paragraph of our own words; no user's text, whose spaces would change.
    pub(super) fn say(&mut self, sentence: &str) {
        self.text.push_str(&fr(sentence));
        self.text.push_str("\n\n");
    }

    /// A table.
    pub(super) fn table(&mut self, table: &Table) {
        self.text.push_str(&table.render());
    }

    /// A list item: our own words, then a value already escaped, printed as it is.
    pub(super) fn item(&mut self, label: &str, value: &str) {
        self.text.push_str("- ");
        self.text.push_str(&fr(label));
        self.text.push_str(value);
        self.text.push('\n');
    }

    /// The empty line after a list.
    pub(super) fn end_list(&mut self) {
        self.text.push('\n');
    }
}
