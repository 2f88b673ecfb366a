//! The deliverables, all rendered from one [`view::View`].

pub mod blank_grid;
mod cells;
pub mod changes;
pub mod comparison;
pub mod conformity;
pub mod cover;
pub mod coverage;
mod csv_text;
pub mod declaration;
pub mod explain;
mod html;
pub mod inventory;
pub mod json;
mod markdown;
mod markdown_text;
mod marked;
pub mod migration;
pub mod missing;
mod page;
pub mod phrases;
mod picture;
pub mod readings;
pub mod reasoning;
pub mod tender;
pub mod terminal;
pub mod view;

use view::View;

/// The report in every format that a dossier carries: the name of the file, its text.
#[must_use]
pub fn every_format(view: &View<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("rapport.md", conformity::markdown(view)),
        ("rapport.html", conformity::html(view)),
        ("rapport.json", json::render(view)),
    ]
}
