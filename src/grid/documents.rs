//! The documents a grid was drawn from, section by section.

use super::keys::{DOCUMENT, SECTION};
use crate::yaml::Reading;
use crate::yaml::table::Table;

/// A document whose sections the grid lists, so that those without a statement can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title, as the statements cite it.
    pub title: String,
    /// Its version, as the statements cite it.
    pub version: Option<String>,
    /// Its sections, in its own order.
    pub sections: Vec<Section>,
}

/// A section of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number or title, as the statements cite it.
    pub title: String,
    /// Why no statement cites it, where none does.
    pub why_empty: Option<String>,
}

/// Reads `documents` of `grille.yaml`; none where the key is absent.
pub(super) fn read_documents(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Vec<Document> {
    let mut documents = Vec::new();
    for item in table.items("documents", cx).unwrap_or_default() {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let document = Table::open(item, &DOCUMENT, at, cx);
        documents.extend(document.and_then(|table| read_document(table, cx)));
    }
    documents
}

fn read_document(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Document> {
    let title = table.line("document", cx);
    let version = table.line("version", cx);
    let mut sections = Vec::new();
    for item in table.items("sections", cx).unwrap_or_default() {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let section = Table::open(item, &SECTION, at, cx);
        sections.extend(section.and_then(|table| read_section(table, cx)));
    }
    table.done();
    Some(Document { title: title?.value, version: version.map(|text| text.value), sections })
}

fn read_section(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Section> {
    let title = table.line("section", cx);
    let why_empty = table.line("sans_enonce", cx);
    table.done();
    Some(Section { title: title?.value, why_empty: why_empty.map(|text| text.value) })
}
