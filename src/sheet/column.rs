//! What stands in each column.

use crate::words::fold;
use crate::yaml::shape::{Kind, Shape};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, in French.
    pub heading: String,
    /// The field it holds.
    pub field: String,
    /// What its cells are.
    pub content: Content,
    /// The group it belongs to, for the eye.
    pub band: Band,
    /// Its width, in characters.
    pub width: u16,
    /// Whether it may be folded away where no row says anything in it.
    pub secondary: bool,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The identifier of the row.
    Id,
    /// A text that must not change.
    Fixed,
    /// Words made from the level and the status; not read back.
    Alert,
    /// A text for people only; not read back.
    Shown,
    /// A cell to fill.
    Fill(Kind),
    /// The mark of the row.
    Mark,
}

/// The groups of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// What is asked.
    Statement,
    /// The answer itself.
    Answer,
    /// A piece of evidence; odd and even pieces look different.
    Evidence(bool),
    /// The exemption.
    Waiver,
    /// What will be done.
    Action,
    /// The rest.
    Other,
}

/// The columns that a kind of table may have.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Those known from the start, in order.
    pub columns: Vec<Column>,
    /// Those that a heading with a number announces.
    pub numbered: Option<fn(&str) -> Option<Column>>,
    /// Whether a table that lacks a column of what is asked, or of the answer, is refused: a text
    /// under another heading would be compared with nothing.
    pub whole: bool,
}

impl Layout {
    /// The column that a heading names, whatever its capitals, accents and spaces.
    #[must_use]
    pub fn find(&self, heading: &str) -> Option<Column> {
        let folded = fold(heading);
        let known = self.columns.iter().find(|column| fold(&column.heading) == folded);
        known.cloned().or_else(|| self.numbered.and_then(|numbered| numbered(&folded)))
    }

    /// Whether a table without this column has lost something.
    #[must_use]
    pub fn needs(&self, column: &Column) -> bool {
        let filled = matches!(column.content, Content::Fill(_) | Content::Mark);
        (filled && !column.secondary) || self.refuses_without(column)
    }

    /// Whether a table without this column is refused.
    #[must_use]
    pub fn refuses_without(&self, column: &Column) -> bool {
        column.content == Content::Mark
            || (self.whole && matches!(column.band, Band::Statement | Band::Answer))
    }

    /// The heading of the identifiers.
    #[must_use]
    pub fn id_heading(&self) -> &str {
        let id = self.columns.iter().find(|column| column.content == Content::Id);
        id.map_or("", |column| &column.heading)
    }
}

/// The kind of a field of a table.
#[must_use]
pub fn kind_of(shape: &Shape, field: &str) -> Option<Kind> {
    let mut keys = field.split('.').filter(|part| part.parse::<usize>().is_err());
    let mut kind = shape.key(keys.next()?)?.kind;
    for key in keys {
        let inner = match table_of(kind) {
            Some(shape) => shape.key(key)?,
            None => return None,
        };
        kind = inner.kind;
    }
    Some(kind)
}

/// The shape of a table, or of the tables of a list.
#[must_use]
pub fn table_of(kind: Kind) -> Option<&'static Shape> {
    if let Kind::Table(shape) | Kind::Tables(shape) = kind { Some(shape) } else { None }
}
