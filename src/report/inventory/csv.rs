//! The inventory as a table for a spreadsheet.

use super::{Citation, Inventory};
use crate::date::Date;
use crate::report::csv_text::table;
use crate::report::{phrases, readings};
use crate::words::Vocabulary;
use crate::yaml::Spanned;

const HEADER: [&str; 14] = [
    "Énoncé",
    "Niveau",
    "Critique",
    "Réponse",
    "Pièce",
    "Passage",
    "Type",
    "Date",
    "Valable jusqu'au",
    "Jours restants",
    "État",
    "À faire",
    "Énoncés qui citent la pièce",
    "SHA-256",
];

/// One line for each citation, then for each statement without any, then for each file not cited.
#[must_use]
pub fn render(inventory: &Inventory<'_>) -> String {
    let mut rows = Vec::new();
    for entry in &inventory.pieces {
        let number = entry.statements().len();
        rows.extend(entry.citations.iter().map(|one| cited(inventory, one, number)));
    }
    for row in inventory.unsupported.iter().filter(|row| row.pieces.is_empty()) {
        let mut cells = statement(row);
        cells.resize(HEADER.len(), String::new());
        cells[10] = "aucune pièce".into();
        let kinds = readings::accepted_kinds(inventory.view, row.judged.statement);
        cells[11] = format!("joindre une pièce ({kinds})");
        rows.push(cells);
    }
    for file in &inventory.unused {
        let mut cells = vec![String::new(); HEADER.len()];
        cells[4] = file.path.clone();
        cells[10] = "citée nulle part".into();
        cells[11] = "citer ou retirer".into();
        cells[12] = "0".into();
        cells[13] = file.sha256.clone().unwrap_or_default();
        rows.push(cells);
    }
    table(&HEADER, &rows)
}

fn statement(row: &crate::report::view::Row<'_>) -> Vec<String> {
    vec![
        row.statement.id.clone(),
        row.statement.level().label().to_lowercase(),
        if row.statement.critical { "oui" } else { "non" }.into(),
        row.judged.standing.label().into(),
    ]
}

fn cited(inventory: &Inventory<'_>, one: &Citation<'_>, number: usize) -> Vec<String> {
    let piece = one.piece.piece;
    let day =
        |date: Option<Spanned<Date>>| date.map(|date| date.value.french()).unwrap_or_default();
    let name = one.piece.path.map(String::from).or_else(|| piece.reference.clone());
    let today = inventory.view.matter.assessment.day;
    let left = piece.valid_until.map(|end| today.days_until(end.value).to_string());
    let faults = std::slice::from_ref(one.piece.validity);
    let to_do = match one.row.judged.refuted {
        true => "corriger la réponse, infirmée".into(),
        false => readings::remedy(faults),
    };
    let mut cells = statement(one.row);
    cells.extend([
        name.unwrap_or_else(|| "(fichier non publié)".into()),
        piece.page.clone().unwrap_or_default(),
        piece.kind.map_or("", |kind| kind.value.label()).to_owned(),
        day(piece.date),
        day(piece.valid_until),
        left.unwrap_or_default(),
        phrases::validity(one.piece.validity),
        to_do,
        number.to_string(),
        one.piece.sha256.unwrap_or_default().to_owned(),
    ]);
    cells
}
