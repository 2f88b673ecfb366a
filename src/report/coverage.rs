//! What a grid covers: the sections of the documents it cites, and the subjects of its axes.

use std::collections::BTreeMap;

use super::markdown_text::{Table, inline};
use crate::grid::{Axis, Grid, Statement};
use crate::words::{counted, fr, plain_line};

/// The statements that cite each section of each document, in the order of the grid.
type Sections<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn documents(grid: &Grid) -> BTreeMap<String, Sections<'_>> {
    let mut documents: BTreeMap<String, Sections<'_>> = BTreeMap::new();
    for statement in grid.statements.iter().filter(|one| !one.is_withdrawn()) {
        let Some(source) = &statement.source else {
            continue;
        };
        let version = source.version.as_ref().map(|version| format!(", version {version}"));
        let document = format!("{}{}", source.document, version.unwrap_or_default());
        let section = source.section.as_deref().unwrap_or("(section non précisée)");
        let sections = documents.entry(document).or_default();
        sections.entry(section).or_default().push(&statement.id);
    }
    documents
}

/// The statements in force of a subject; with `None`, those of no subject.
fn of_subject<'g>(grid: &'g Grid, axis: usize, subject: Option<&str>) -> Vec<&'g Statement> {
    let of_axis = grid.statements.iter().filter(|one| one.axis == axis && !one.is_withdrawn());
    let named = |one: &&Statement| one.subject.as_ref().map(|id| id.value.as_str()) == subject;
    of_axis.filter(named).collect()
}

/// What is said of a subject: its statements, or why it has none.
fn subject_line(axis: &Axis, index: usize, statements: &[&Statement]) -> (String, String) {
    let number = counted(statements.len() as u64, "énoncé", "énoncés");
    if !statements.is_empty() {
        let ids: Vec<&str> = statements.iter().map(|one| one.id.as_str()).collect();
        return (number, ids.join(", "));
    }
    let reason = axis.subjects[index].why_empty.as_deref();
    ("aucun énoncé".into(), reason.unwrap_or("sans raison donnée").to_owned())
}

/// The coverage as Markdown.
#[must_use]
pub fn markdown(grid: &Grid) -> String {
    let mut out = format!("# Couverture — {}\n\n", grid.short_title());
    out.push_str(&fr(
        "## Sections citées\n\nÉnoncés en vigueur qui citent chaque section d'un document :\n\n",
    ));
    let mut table = Table::new(&["Document", "Section", "Énoncés"], 3);
    for (document, sections) in documents(grid) {
        for (section, ids) in sections {
            table.row(vec![inline(&document), inline(section), inline(&ids.join(", "))]);
        }
    }
    out.push_str(&table.render());
    for (index, axis) in grid.head.axes.iter().enumerate() {
        out.push_str(&format!("## Sujets de l'axe {}\n\n", inline(&axis.title)));
        out.push_str(&fr("Énoncés en vigueur par sujet, ou la raison de leur absence :\n\n"));
        let mut table = Table::new(&["Sujet", "Nombre", "Énoncés"], 3);
        for (at, subject) in axis.subjects.iter().enumerate() {
            let statements = of_subject(grid, index, Some(&subject.id));
            let (number, what) = subject_line(axis, at, &statements);
            table.row(vec![inline(&subject.title), number, inline(&what)]);
        }
        let others = of_subject(grid, index, None);
        if !others.is_empty() {
            let ids: Vec<&str> = others.iter().map(|one| one.id.as_str()).collect();
            let number = counted(others.len() as u64, "énoncé", "énoncés");
            table.row(vec!["(sans sujet)".into(), number, inline(&ids.join(", "))]);
        }
        out.push_str(&table.render());
    }
    out
}

/// The coverage as lines for a screen.
#[must_use]
pub fn text(grid: &Grid) -> String {
    let mut out = format!("{}\n", fr("Sections citées par les énoncés en vigueur :"));
    for (document, sections) in documents(grid) {
        out.push_str(&format!("\n{}\n", plain_line(&document)));
        for (section, ids) in sections {
            out.push_str(&format!("  {}{}{}\n", plain_line(section), fr(" : "), ids.join(", ")));
        }
    }
    for (index, axis) in grid.head.axes.iter().enumerate() {
        out.push_str(&fr(&format!("\nSujets de l'axe {} :\n", plain_line(&axis.title))));
        for (at, subject) in axis.subjects.iter().enumerate() {
            let statements = of_subject(grid, index, Some(&subject.id));
            let (number, what) = subject_line(axis, at, &statements);
            out.push_str(&format!(
                "  {}{}{number} ({})\n",
                plain_line(&subject.title),
                fr(" : "),
                plain_line(&what)
            ));
        }
        let others = of_subject(grid, index, None);
        if !others.is_empty() {
            let ids: Vec<&str> = others.iter().map(|one| one.id.as_str()).collect();
            out.push_str(&format!("  {}{}\n", fr("(sans sujet) : "), ids.join(", ")));
        }
    }
    out
}
