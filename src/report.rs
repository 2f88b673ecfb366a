//! The deliverables, all rendered from one [`view::View`].

pub mod blank_grid;
pub mod changes;
pub mod coverage;
pub mod explain;
pub mod json;
pub mod markdown;
mod markdown_text;
pub mod migration;
pub mod phrases;
pub mod terminal;
pub mod view;
