//! What `expliquer` prints: one statement, or the page of a diagnostic code.

use super::phrases::{self, paragraph};
use crate::diagnostic::Code;
use crate::grid::{Grid, Statement};
use crate::words::{Vocabulary, fr};

/// Everything a grid says of a statement.
#[must_use]
pub fn statement(grid: &Grid, statement: &Statement) -> String {
    let axis = &grid.head.axes[statement.axis];
    let mut out = format!(
        "{} — {} ({})\n\n",
        statement.id,
        phrases::modality(statement.modality),
        grid.head.name
    );
    out.push_str(&paragraph(&statement.text));
    out.push('\n');
    let mut line = |label: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.push_str(&paragraph(&format!("{}{value}", fr(label))));
        }
    };
    let labels = |list: Vec<&'static str>| Some(list.join(", "));
    line("Pourquoi : ", statement.why.clone());
    line("Axe : ", Some(axis.title.clone()));
    line("Sujet : ", subject(grid, statement));
    line("Concerne : ", labels(statement.roles.iter().map(|word| word.label()).collect()));
    line("Objets : ", labels(statement.objects.iter().map(|word| word.label()).collect()));
    line("Degrés : ", labels(statement.degrees.iter().map(|word| word.label()).collect()));
    line("Socle : ", Some(if statement.core { "oui".into() } else { "non".into() }));
    line("Critique : ", statement.critical.then(|| "oui".into()));
    line(
        "Preuves attendues : ",
        labels(statement.expected_evidence.iter().map(|word| word.label()).collect()),
    );
    line("Sans objet si : ", statement.not_applicable_if.clone());
    line("Fondement : ", Some(basis(statement)));
    line("Source : ", statement.source.as_ref().map(citation));
    line("Voir : ", statement.see.clone());
    line("Abrogé : ", statement.withdrawal_reason.clone());
    out
}

fn subject(grid: &Grid, statement: &Statement) -> Option<String> {
    let id = statement.subject.as_ref()?;
    let subjects = &grid.head.axes[statement.axis].subjects;
    let found = subjects.iter().find(|subject| subject.id == id.value)?;
    Some(found.title.clone())
}

fn basis(statement: &Statement) -> String {
    let word = statement.basis.value.word();
    format!("{}, {}", word.label.to_lowercase(), fr(word.meaning))
}

/// A citation as people write it: « document, version 1.0, section … ».
#[must_use]
pub fn citation(source: &crate::grid::Citation) -> String {
    let mut parts = vec![source.document.clone()];
    parts.extend(source.version.iter().map(|version| format!("version {version}")));
    parts.extend(source.section.clone());
    parts.extend(source.address.clone());
    parts.join(", ")
}

/// The page of a code, taken from the text of `docs/diagnostics.md`: from its heading to the next
/// one, whatever a fenced example may hold.
#[must_use]
pub fn code(code: Code, pages: &str) -> String {
    let title = format!("## {} ", code.id());
    let mut fenced = false;
    let mut page: Vec<&str> = Vec::new();
    for line in pages.lines() {
        let heading = !fenced && (line.starts_with("# ") || line.starts_with("## "));
        if heading && !page.is_empty() {
            break;
        }
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if !page.is_empty() || (heading && line.starts_with(&title)) {
            page.push(line);
        }
    }
    let text = page.join("\n");
    let body = text.trim_start_matches("## ").trim_end();
    if body.is_empty() {
        return fr(&format!("{} — {} ({})\n", code.id(), code.title(), code.severity().label()));
    }
    format!("{body}\n")
}
