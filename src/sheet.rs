//! Tables that go out to spreadsheets and come back: workbooks (xlsx written; xlsx and ods read)
//! and texts (csv).
//!
//! A [`Book`] is rows of canonical texts under [`Column`]s, which are data: the answers of a
//! project, the statements of a grid. It is laid out by [`xlsx`] or [`csv`]; what comes back is
//! opened, bounded, as a [`RawBook`], put under the same columns by [`table`], each cell read by
//! [`typed`], and put beside what the files say now by [`compare`]. Nothing here touches the disk.

pub mod answers;
pub mod book;
pub mod column;
pub mod compare;
pub mod csv;
pub mod frame;
pub mod grid;
mod likeness;
mod limits;
pub mod mark;
mod ods;
mod open;
pub mod raw;
pub mod screen;
pub mod table;
pub mod tender;
pub mod typed;
mod wording;
pub mod xlsx;
mod zipped;

pub use book::{Book, Row, Sheet};
pub use column::{Band, Column, Content, Layout};
pub use limits::MAX_WORKBOOK_BYTES;
pub use open::open;
pub use raw::RawBook;

pub use crate::yaml::record::Record;
