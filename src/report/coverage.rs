//! What a grid covers: the sections of the documents it was drawn from, and the subjects of its
//! axes, each with its statements in force or the reason why it has none.

use super::markdown_text::{self, inline};
use super::page::Table;
use crate::grid::{Document, Grid, Statement};
use crate::words::{counted, fr, plain_line};

/// A document or an axis.
struct Part {
    title: String,
    /// The sections of a document, or the subjects of an axis.
    rows: Vec<Row>,
    /// How many of the rows, the first ones, the grid lists; `None` where it lists none and these
    /// are but the sections that statements cite.
    listed: Option<usize>,
}

/// A section or a subject.
struct Row {
    title: String,
    statements: Vec<String>,
    /// Said beside the statements, or in their place.
    remark: Option<String>,
}

impl Row {
    fn new(title: &str, statements: Vec<String>, why_empty: Option<&str>) -> Self {
        let reason = || why_empty.unwrap_or("sans raison donnée").to_owned();
        let remark = statements.is_empty().then(reason);
        Self { title: title.to_owned(), statements, remark }
    }

    fn number(&self) -> String {
        match self.statements.len() {
            0 => "aucun énoncé".into(),
            some => counted(some as u64, "énoncé", "énoncés"),
        }
    }

    /// The statements, or why there are none.
    fn content(&self) -> String {
        let ids = self.statements.join(", ");
        match &self.remark {
            Some(remark) if ids.is_empty() => remark.clone(),
            Some(remark) => fr(&format!("{ids} ; {remark}")),
            None => ids,
        }
    }
}

impl Part {
    /// How many rows have statements; `one` and `many` name a row.
    fn summary(&self, one: &str, many: &str) -> String {
        let Some(listed) = self.listed else {
            return "Sections citées, sans la liste des autres".into();
        };
        let with = self.rows.iter().take(listed).filter(|row| !row.statements.is_empty()).count();
        let verb = if with < 2 { "a" } else { "ont" };
        let with = counted(with as u64, one, many);
        format!("{with} sur {listed} {verb} au moins un énoncé")
    }
}

fn in_force(grid: &Grid) -> impl Iterator<Item = &Statement> {
    grid.statements.iter().filter(|one| !one.is_withdrawn())
}

/// The title of a document with its version.
fn label(title: &str, version: Option<&str>) -> String {
    match version {
        Some(version) => format!("{title}, version {version}"),
        None => title.to_owned(),
    }
}

/// What a statement in force cites.
struct Cited<'g> {
    document: String,
    section: &'g str,
    id: &'g str,
}

fn citations(grid: &Grid) -> Vec<Cited<'_>> {
    let mut found = Vec::new();
    for one in in_force(grid) {
        let Some(source) = &one.source else {
            continue;
        };
        let document = label(&source.document, source.version.as_deref());
        let section = source.section.as_deref().unwrap_or("(section non précisée)");
        found.push(Cited { document, section, id: &one.id });
    }
    found
}

/// The listed documents with all their sections, then the other documents cited, by title.
fn documents(grid: &Grid) -> Vec<Part> {
    let citations = citations(grid);
    let citing = |document: &str, section: &str| -> Vec<String> {
        let here = citations.iter();
        let here = here.filter(|one| one.document == document && one.section == section);
        here.map(|one| one.id.to_owned()).collect()
    };
    let listed = grid.head.documents.iter();
    let mut parts: Vec<Part> = listed.map(|document| listed_part(document, citing)).collect();
    let mut others: Vec<(&str, &str)> =
        citations.iter().map(|one| (one.document.as_str(), one.section)).collect();
    others.sort_unstable();
    others.dedup();
    for (document, section) in others {
        let mut row = Row::new(section, citing(document, section), None);
        let Some(part) = parts.iter_mut().find(|part| part.title == document) else {
            parts.push(Part { title: document.to_owned(), rows: vec![row], listed: None });
            continue;
        };
        if part.rows.iter().any(|row| row.title == section) {
            continue;
        }
        row.remark = part.listed.map(|_| "section absente de la liste".into());
        part.rows.push(row);
    }
    parts
}

fn listed_part(document: &Document, citing: impl Fn(&str, &str) -> Vec<String>) -> Part {
    let title = label(&document.title, document.version.as_deref());
    let row = |section: &crate::grid::Section| {
        let statements = citing(&title, &section.title);
        Row::new(&section.title, statements, section.why_empty.as_deref())
    };
    let rows: Vec<Row> = document.sections.iter().map(row).collect();
    let listed = Some(rows.len());
    Part { title, rows, listed }
}

/// The axes with their subjects; statements of no subject come last.
fn axes(grid: &Grid) -> Vec<Part> {
    let of = |axis: usize, subject: Option<&str>| -> Vec<String> {
        let named = |one: &&Statement| one.subject.as_ref().map(|id| id.value.as_str()) == subject;
        let here = in_force(grid).filter(|one| one.axis == axis).filter(named);
        here.map(|one| one.id.clone()).collect()
    };
    let mut parts = Vec::new();
    for (index, axis) in grid.head.axes.iter().enumerate() {
        let mut rows: Vec<Row> = Vec::new();
        for subject in &axis.subjects {
            let why_empty = subject.why_empty.as_deref();
            rows.push(Row::new(&subject.title, of(index, Some(&subject.id)), why_empty));
        }
        let listed = Some(rows.len());
        let rest = of(index, None);
        if !rest.is_empty() {
            rows.push(Row::new("(sans sujet)", rest, None));
        }
        parts.push(Part { title: axis.title.clone(), rows, listed });
    }
    parts
}

/// The subjects without a statement, each with its axis.
fn empty_subjects(axes: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    for axis in axes {
        let empty = axis.rows.iter().filter(|row| row.statements.is_empty());
        found.extend(empty.map(|row| format!("{} ({})", row.title, axis.title)));
    }
    found
}

/// The coverage as Markdown.
#[must_use]
pub fn markdown(grid: &Grid) -> String {
    let axes = axes(grid);
    let mut out = format!("# Couverture — {}\n\n", grid.short_title());
    match empty_subjects(&axes).as_slice() {
        [] => out.push_str("Chaque sujet a au moins un énoncé en vigueur.\n\n"),
        empty => {
            out.push_str(&fr("Sujets sans énoncé en vigueur :\n\n"));
            for one in empty {
                out.push_str(&format!("- {}\n", inline(one)));
            }
            out.push('\n');
        }
    }
    out.push_str("## Sections des documents cités\n\n");
    for part in documents(grid) {
        markdown_part(&mut out, &part, "Section", ["section", "sections"]);
    }
    out.push_str("## Sujets des axes\n\n");
    for part in &axes {
        markdown_part(&mut out, part, "Sujet", ["sujet", "sujets"]);
    }
    out.trim_end().to_owned() + "\n"
}

fn markdown_part(out: &mut String, part: &Part, column: &str, [one, many]: [&str; 2]) {
    out.push_str(&format!("### {}\n\n", inline(&part.title)));
    out.push_str(&fr(&format!("{} :\n\n", part.summary(one, many))));
    let mut table = Table::new(&[column, "Nombre", "Énoncés, ou raison de leur absence"], 3);
    for row in &part.rows {
        table.row(vec![inline(&row.title), row.number(), inline(&row.content())]);
    }
    out.push_str(&markdown_text::table(&table));
}

/// The coverage as lines for a screen.
#[must_use]
pub fn text(grid: &Grid) -> String {
    let axes = axes(grid);
    let mut out = fr("Sections des documents cités, et leurs énoncés en vigueur :\n");
    for part in documents(grid) {
        text_part(&mut out, &part, &part.title, ["section", "sections"]);
    }
    out.push_str(&fr("\nSujets des axes, et leurs énoncés en vigueur :\n"));
    for part in &axes {
        text_part(&mut out, part, &format!("Axe {}", part.title), ["sujet", "sujets"]);
    }
    let empty = empty_subjects(&axes);
    out.push_str(&match empty.as_slice() {
        [] => "\nChaque sujet a au moins un énoncé en vigueur.\n".to_owned(),
        some => {
            fr(&format!("\nSujets sans énoncé en vigueur : {}\n", plain_line(&some.join(", "))))
        }
    });
    out
}

fn text_part(out: &mut String, part: &Part, title: &str, [one, many]: [&str; 2]) {
    out.push_str(&format!("\n{}\n", plain_line(title)));
    out.push_str(&format!("  ({})\n", part.summary(one, many)));
    for row in &part.rows {
        let (title, content) = (plain_line(&row.title), plain_line(&row.content()));
        out.push_str(&format!("  {title}{}{} ({content})\n", fr(" : "), row.number()));
    }
}
