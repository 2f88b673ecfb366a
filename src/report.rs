//! The deliverables, all rendered from one [`view::View`].

pub mod blank_grid;
mod cells;
pub mod changes;
pub mod coverage;
mod csv_text;
pub mod explain;
pub mod inventory;
pub mod json;
pub mod markdown;
mod markdown_text;
pub mod migration;
mod page;
pub mod phrases;
pub mod readings;
pub mod reasoning;
pub mod terminal;
pub mod view;
