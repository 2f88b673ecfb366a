//! Where the table is in what was found: its row of headings, its columns, its rows.

use std::collections::BTreeMap;

use super::column::{Column, Content, Layout};
use super::mark::Mark;
use super::raw::{RawBook, RawCell, RawSheet, RawValue};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, column_letters};
use crate::words::{fold, quoted, shown, suggest};

/// The rows among which headings are looked for.
pub(super) const HEADINGS_WITHIN: usize = 40;

/// The table of one sheet.
#[derive(Debug)]
pub struct Table<'b> {
    /// The rank of its sheet.
    pub rank: usize,
    /// Its columns, by their place.
    pub columns: BTreeMap<u32, Column>,
    /// The rows that say something in these columns.
    pub rows: BTreeMap<u32, &'b BTreeMap<u32, RawCell>>,
}

impl Table<'_> {
    /// The place of the column of a content.
    #[must_use]
    pub fn place_of(&self, content: Content) -> Option<u32> {
        self.columns.iter().find(|(_, column)| column.content == content).map(|(at, _)| *at)
    }
}

/// The tables of a book; what cannot be used without guessing is reported. `ours` names the
/// sheets that an export adds beside the tables.
pub fn tables<'b>(
    book: &'b RawBook,
    layout: &Layout,
    ours: &[&str],
    diagnostics: &mut Diagnostics,
) -> Vec<Table<'b>> {
    let mut found = Vec::new();
    let before = diagnostics.list().len();
    for (rank, sheet) in book.sheets.iter().enumerate() {
        match heading_row(sheet, layout) {
            Some(row) => found.push(table(book, rank, row, layout, diagnostics)),
            None => diagnostics.extend(no_table(book, rank, layout, ours)),
        }
    }
    let silent = diagnostics.list()[before..].iter().all(|one| one.code == Code::NotRead);
    if found.is_empty() && silent {
        let heading = quoted(layout.id_heading());
        let message = format!("aucune ligne de titres : il n'y a pas de colonne {heading}");
        diagnostics.push(
            Diagnostic::new(Code::NoHeadings, message)
                .in_file(&book.file)
                .help("donnez le fichier que « exporter » a écrit, une fois rempli"),
        );
    }
    found
}

fn text_of(cell: &RawCell) -> Option<&str> {
    if let RawValue::Text(text) = &cell.value { Some(text.trim()) } else { None }
}

/// The first row with the heading of the identifiers and another one.
pub(super) fn heading_row(sheet: &RawSheet, layout: &Layout) -> Option<u32> {
    let id = fold(layout.id_heading());
    let holds = |row: &BTreeMap<u32, RawCell>| {
        let mut texts = row.values().filter_map(text_of);
        texts.clone().any(|text| fold(text) == id)
            && texts.any(|text| layout.find(text).is_some_and(|one| one.content != Content::Id))
    };
    let rows = sheet.rows.iter().take(HEADINGS_WITHIN);
    rows.into_iter().find(|(_, row)| holds(row)).map(|(at, _)| *at)
}

/// What is said of a sheet without headings: nothing of ours, an error if it has marked rows.
fn no_table(book: &RawBook, rank: usize, layout: &Layout, ours: &[&str]) -> Option<Diagnostic> {
    let sheet = &book.sheets[rank];
    for (row, cells) in &sheet.rows {
        let marked = cells
            .iter()
            .find(|(_, cell)| text_of(cell).is_some_and(|text| Mark::read(text).is_some()));
        if let Some((column, _)) = marked {
            let heading = quoted(layout.id_heading());
            let message = format!("des lignes exportées, sans ligne de titres ({heading}, …)");
            return Some(
                Diagnostic::new(Code::NoHeadings, message)
                    .in_cell(&book.file, book.cell(rank, *row, *column))
                    .help("remettez la ligne de titres de l'export au-dessus des lignes"),
            );
        }
    }
    let known = ours.iter().any(|name| fold(name) == fold(&sheet.name));
    if known || sheet.rows.is_empty() || sheet.name.is_empty() {
        return None;
    }
    let message = format!("la feuille {} n'est pas lue", shown(&sheet.name));
    Some(Diagnostic::new(Code::NotRead, message).in_file(&book.file))
}

fn table<'b>(
    book: &'b RawBook,
    rank: usize,
    heading_row: u32,
    layout: &Layout,
    diagnostics: &mut Diagnostics,
) -> Table<'b> {
    let sheet = &book.sheets[rank];
    let headings = &sheet.rows[&heading_row];
    let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
    for (at, cell) in headings {
        let Some(column) = text_of(cell).and_then(|text| layout.find(text)) else {
            continue;
        };
        let twin = columns.iter().find(|(_, other)| other.field == column.field);
        if let Some((first, _)) = twin {
            let message = format!(
                "deux colonnes {}, {} et {}",
                quoted(&column.heading),
                column_letters(*first),
                column_letters(*at)
            );
            diagnostics.push(
                Diagnostic::new(Code::BadHeading, message)
                    .in_cell(&book.file, book.cell(rank, heading_row, *at))
                    .help("gardez-en une, ou donnez un autre titre à celle que vous avez ajoutée"),
            );
            continue;
        }
        columns.insert(*at, column);
    }
    strangers(book, rank, heading_row, layout, &columns, diagnostics);
    let rows = sheet.rows.range(heading_row + 1..);
    let says = |cells: &BTreeMap<u32, RawCell>| {
        let read = |at: &u32| {
            let content = columns.get(at).map(|column| column.content);
            content.is_some_and(|content| !matches!(content, Content::Alert | Content::Shown))
        };
        let in_column = cells.iter().filter(|(at, _)| read(at));
        let said = in_column.filter(|(_, cell)| cell.formula || !cell.value.is_blank());
        // Tables laid one below the other each bring their headings.
        let mut said = said.map(|(at, cell)| (columns[at].heading.as_str(), text_of(cell)));
        said.any(|(heading, text)| text.is_none_or(|text| fold(text) != fold(heading)))
    };
    let rows = rows.filter(|(_, cells)| says(cells)).map(|(at, cells)| (*at, cells)).collect();
    Table { rank, columns, rows }
}

/// Columns that are none of ours: added, which is said; or ours under another heading, which is
/// an error, as what they hold would be lost.
fn strangers(
    book: &RawBook,
    rank: usize,
    heading_row: u32,
    layout: &Layout,
    columns: &BTreeMap<u32, Column>,
    diagnostics: &mut Diagnostics,
) {
    let sheet = &book.sheets[rank];
    let present = |column: &&Column| columns.values().any(|one| one.field == column.field);
    let missing: Vec<&str> = layout
        .columns
        .iter()
        .filter(|column| layout.needs(column) && !present(column))
        .map(|column| column.heading.as_str())
        .collect();
    let mut filled: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, cells) in sheet.rows.range(heading_row + 1..) {
        let said = cells.iter().filter(|(_, cell)| !cell.value.is_blank());
        for (at, _) in said.filter(|(at, _)| !columns.contains_key(at)) {
            filled.entry(*at).or_insert(*row);
        }
    }
    let headings = &sheet.rows[&heading_row];
    let title = |at: u32| headings.get(&at).and_then(text_of).unwrap_or_default();
    let named = |at: u32| match title(at) {
        "" => format!("la colonne {}, sans titre,", column_letters(at)),
        title => format!("la colonne {} ({})", shown(title), column_letters(at)),
    };
    if missing.is_empty() {
        for at in filled.keys().filter(|at| !is_repeated_heading(sheet, heading_row, **at)) {
            let message = format!("{} n'est pas lue", named(*at));
            diagnostics.push(
                Diagnostic::new(Code::NotRead, message)
                    .in_cell(&book.file, book.cell(rank, heading_row, *at)),
            );
        }
        return;
    }
    let list: Vec<String> = missing.iter().map(|heading| quoted(heading)).collect();
    if let Some(at) = filled.keys().next() {
        let near = suggest(title(*at), missing.iter().copied());
        let help = match near {
            Some(near) => format!("vouliez-vous dire {} ?", quoted(near)),
            None => format!(
                "rétablissez le titre qui manque ({}), ou supprimez la colonne ajoutée",
                list.join(", ")
            ),
        };
        let message = format!(
            "{} n'est pas connue, et une colonne attendue manque : ce qu'elle contient serait perdu",
            named(*at)
        );
        diagnostics.push(
            Diagnostic::new(Code::BadHeading, message)
                .in_cell(&book.file, book.cell(rank, heading_row, *at))
                .help(help),
        );
        return;
    }
    let lost = layout.columns.iter().find(|one| layout.refuses_without(one) && !present(one));
    if let Some(lost) = lost {
        let message = format!("il manque la colonne {}", quoted(&lost.heading));
        let (code, help) = match lost.content {
            Content::Mark => (
                Code::NoHeadings,
                "sans elle, les lignes ne peuvent pas être rapprochées : repartez du fichier exporté",
            ),
            Content::Id | Content::Fixed | Content::Alert | Content::Shown | Content::Fill(_) => (
                Code::BadHeading,
                "elle a été supprimée, ou son titre effacé : demandez un tableau intact",
            ),
        };
        diagnostics.push(
            Diagnostic::new(code, message)
                .in_cell(&book.file, book.cell(rank, heading_row, 0))
                .help(help),
        );
        return;
    }
    let message = format!("colonnes absentes, laissées telles quelles : {}", list.join(", "));
    diagnostics.push(
        Diagnostic::new(Code::NotRead, message)
            .in_cell(&book.file, book.cell(rank, heading_row, 0)),
    );
}

/// Whether all that stands in a column is its heading again.
fn is_repeated_heading(sheet: &RawSheet, heading_row: u32, at: u32) -> bool {
    let heading = sheet.rows[&heading_row].get(&at);
    let mut cells = sheet.rows.range(heading_row + 1..).filter_map(|(_, cells)| cells.get(&at));
    heading.is_some() && cells.all(|cell| Some(&cell.value) == heading.map(|one| &one.value))
}
