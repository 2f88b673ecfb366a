//! A page as blocks, before any format: headings, paragraphs, lists, tables and pictures.
//!
//! What a deliverable says is decided once, here; `markdown` and `html` only lay it out, so that
//! they cannot disagree. Lines are [marked](super::marked).

use super::picture::Picture;
use crate::words::{Level, Status, fr};

/// The blocks written so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In reading order.
    pub(super) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Block {
    /// The title of the page.
    Title(String),
    /// A heading; its level is 2 or more.
    Heading(usize, String),
    /// A statement with its answer: a heading of level 4, its text, and what follows until the
    /// next heading.
    Statement(Entry),
    /// A paragraph of our own words. Just before a table, and ended by « : », it presents it.
    Paragraph(String),
    /// The conclusion of the page.
    Lead(String),
    /// A table; its first column names the rows.
    Table(Table),
    /// A list item, at depth 0 or 1.
    Item(usize, String),
    /// A paragraph inside a list item.
    Aside(String),
    /// A user's text of several lines, as it was written; inside a list item at depth 1.
    Quote(usize, String),
    /// The end of a list.
    EndList,
    /// Commands to type.
    Code(String),
    /// A picture, for the formats that have them: its figures stand in a table as well.
    Picture(Picture),
    /// Where the statements that follow can be filtered, for the formats that can.
    Filters,
}

/// A statement with its answer.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its identifier.
    pub(super) id: String,
    /// The status as printed.
    pub(super) status: String,
    /// Its text.
    pub(super) text: String,
    /// The status that counts.
    pub(super) standing: Status,
    /// Its level.
    pub(super) level: Level,
}

/// A table of marked cells.
#[derive(Debug)]
pub(super) struct Table {
    /// The titles of the columns.
    pub(super) header: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
    /// The first of the columns of figures.
    pub(super) numeric_from: usize,
}

impl Table {
    /// A table with these columns; those from `numeric_from` on hold figures.
    #[must_use]
    pub(super) fn new(header: &[&str], numeric_from: usize) -> Self {
        Self {
            header: header.iter().map(|title| fr(title)).collect(),
            rows: Vec::new(),
            numeric_from,
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl Page {
    /// The title: the kind of page, the grid, what it is about.
    pub(super) fn title(&mut self, kind: &str, grid: &str, about: &str) {
        self.blocks.push(Block::Title(format!("{kind} — {grid} — {about}")));
    }

    /// A heading of our own words.
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.heading_with(level, title, "");
    }

    /// A heading: our own words, then a marked value, printed as it is.
    pub(super) fn heading_with(&mut self, level: usize, label: &str, value: &str) {
        self.blocks.push(Block::Heading(level, format!("{}{value}", fr(label))));
    }

    /// A paragraph of our own words; no user's text, whose spaces would change.
    pub(super) fn say(&mut self, sentence: &str) {
        self.blocks.push(Block::Paragraph(fr(sentence)));
    }

    /// The sentence that concludes the page.
    pub(super) fn conclude(&mut self, sentence: &str) {
        self.blocks.push(Block::Lead(fr(sentence)));
    }

    /// A table.
    pub(super) fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// A list item: our own words, then a marked value, printed as it is.
    pub(super) fn item(&mut self, label: &str, value: &str) {
        self.blocks.push(Block::Item(0, format!("{}{value}", fr(label))));
    }

    /// An item of the list inside the last item.
    pub(super) fn sub_item(&mut self, label: &str, value: &str) {
        self.blocks.push(Block::Item(1, format!("{}{value}", fr(label))));
    }

    /// A sentence of ours inside the last item.
    pub(super) fn aside(&mut self, sentence: &str) {
        self.blocks.push(Block::Aside(fr(sentence)));
    }

    /// A user's text, as it was written.
    pub(super) fn quote(&mut self, text: &str) {
        self.blocks.push(Block::Quote(0, text.to_owned()));
    }

    /// A user's text inside the last item.
    pub(super) fn item_quote(&mut self, text: &str) {
        self.blocks.push(Block::Quote(1, text.to_owned()));
    }

    /// The end of a list.
    pub(super) fn end_list(&mut self) {
        self.blocks.push(Block::EndList);
    }

    /// Commands to type.
    pub(super) fn code(&mut self, commands: &str) {
        self.blocks.push(Block::Code(commands.to_owned()));
    }

    /// A picture of the figures of a table.
    pub(super) fn picture(&mut self, picture: Picture) {
        self.blocks.push(Block::Picture(picture));
    }

    /// Where the statements that follow can be filtered.
    pub(super) fn filters(&mut self) {
        self.blocks.push(Block::Filters);
    }

    /// A statement with its answer.
    pub(super) fn statement(&mut self, entry: Entry) {
        self.blocks.push(Block::Statement(entry));
    }
}
