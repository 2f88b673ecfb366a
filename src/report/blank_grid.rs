//! A grid as a Markdown form to fill by hand, and as a presentation.

use super::markdown_text::{self, inline};
use super::page::Table;
use super::phrases;
use crate::grid::{Grid, Statement};
use crate::words::{Vocabulary, counted, fr};

/// What a person should know of a grid before reading it: counts, what it rests on.
#[must_use]
pub fn presentation(grid: &Grid) -> Vec<String> {
    let head = &grid.head;
    let mut lines = vec![
        format!("{} — {}", head.name, head.title),
        fr(&format!(
            "{}, du {} ; document d'origine : {}, version {}",
            head.state.label(),
            head.date.french(),
            head.origin.title,
            head.origin.version
        )),
    ];
    let counts: Vec<String> = grid
        .counts_by_basis()
        .into_iter()
        .map(|(basis, number)| fr(&format!("{} : {number}", basis.label().to_lowercase())))
        .collect();
    lines.push(fr(&format!(
        "{} en vigueur ; fondements : {}",
        counted(grid.in_force(), "énoncé", "énoncés"),
        counts.join(", ")
    )));
    lines.extend(phrases::grid_warning(grid));
    lines.extend(head.axes_note.iter().cloned());
    lines.push(fr(&format!("Empreinte SHA-256 : {}", grid.sha256)));
    lines
}

/// A blank form: one table per axis, empty cells to fill.
#[must_use]
pub fn form(grid: &Grid, kept: &[&Statement]) -> String {
    let mut out = format!("# Grille de conformité — {}\n\n", grid.short_title());
    for line in presentation(grid) {
        out.push_str(&inline(&line));
        out.push_str("\n\n");
    }
    out.push_str(&fr(
        "Réponses possibles : Conforme, Partiel, Non conforme, Sans objet (avec justification). Une case vide vaut « à évaluer ».\n\n",
    ));
    for (index, axis) in grid.head.axes.iter().enumerate() {
        let statements = kept.iter().filter(|statement| statement.axis == index);
        let mut table = Table::new(
            &[
                "Énoncé",
                "Niveau",
                "Texte",
                "Preuves attendues",
                "Sans objet si",
                "Réponse",
                "Justification",
                "Preuve (document, page)",
            ],
            8,
        );
        let mut empty = true;
        for statement in statements.filter(|statement| !statement.is_withdrawn()) {
            empty = false;
            table.row(row(statement));
        }
        if !empty {
            out.push_str(&format!("## Axe {}\n\n", inline(&axis.title)));
            out.push_str(&markdown_text::table(&table));
        }
    }
    out
}

fn row(statement: &Statement) -> Vec<String> {
    let kinds: Vec<&str> = statement.expected_evidence.iter().map(|kind| kind.label()).collect();
    let critical = if statement.critical { ", critique" } else { "" };
    vec![
        inline(&statement.id),
        format!("{}{critical}", phrases::modality(statement.modality)),
        inline(&statement.text),
        kinds.join(", "),
        statement.not_applicable_if.as_deref().map(inline).unwrap_or_default(),
        " ".into(),
        " ".into(),
        " ".into(),
    ]
}
