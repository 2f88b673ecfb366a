//! A table as it was found, before anything is made of it.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::diagnostic::Cell;

/// A workbook, or the one table of a text file.
#[derive(Debug, Clone, Default)]
pub struct RawBook {
    /// The name of its file.
    pub file: String,
    /// Its sheets, hidden ones too, in order.
    pub sheets: Vec<RawSheet>,
    /// Whether days are counted from 1904: plain numbers are then no dates.
    pub from_1904: bool,
    /// Whether it is a text in Windows-1252, where some characters could not be written.
    pub lossy: bool,
    /// Whether it is a text, where nothing tells what was typed from what a spreadsheet made of it.
    pub untyped: bool,
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct RawSheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Its cells that hold something, by row, then by column, counted from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, RawCell>>,
    /// The cells merged together.
    pub merged: Vec<Area>,
}

/// A rectangle of cells, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// What it shows.
    pub value: RawValue,
    /// Whether a formula gives it.
    pub formula: bool,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum RawValue {
    /// A text.
    Text(String),
    /// A number without the look of a date.
    Number(f64),
    /// A day.
    Day(Date),
    /// A day with an hour, a duration, or a day that no calendar has.
    Moment(String),
    /// A truth value.
    Truth(bool),
    /// An error of calculation: « #REF! ».
    Fault(String),
}

impl RawValue {
    /// Whether it is a text of nothing but spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

impl RawSheet {
    /// Keeps a cell, unless it is an empty text; whether it is the first of its row.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: RawCell) -> bool {
        if !cell.formula && cell.value == RawValue::Text(String::new()) {
            return false;
        }
        let cells = self.rows.entry(row).or_default();
        let first = cells.is_empty();
        cells.insert(column, cell);
        first
    }
}

impl RawBook {
    /// The name of a cell of the sheet of this rank.
    #[must_use]
    pub fn cell(&self, rank: usize, row: u32, column: u32) -> Cell {
        let sheet = self.sheets.get(rank).map_or_else(String::new, |sheet| sheet.name.clone());
        Cell { rank, row, column, sheet }
    }
}

impl Area {
    /// Whether it shares a cell with a row.
    #[must_use]
    pub fn touches_row(&self, row: u32) -> bool {
        (self.top..=self.bottom).contains(&row)
    }

    /// Whether it shares a cell with a column.
    #[must_use]
    pub fn touches_column(&self, column: u32) -> bool {
        (self.left..=self.right).contains(&column)
    }
}
