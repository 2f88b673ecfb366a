//! Diagnostics as people read them (`annotate-snippets`) and as programs do (JSON).

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::source::{Source, SourceSet};
use crate::words::{NBSP, counted, json_text, plain_line};

/// The most diagnostics shown of one file; the others are counted.
const SHOWN_PER_FILE: usize = 100;
/// The longest line shown, in bytes; of longer ones only the place is given.
const LONGEST_LINE: usize = 20_000;
/// The width lines are cut to.
const WIDTH: usize = 100;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Escape sequences for a terminal.
    Coloured,
    /// Plain text.
    Plain,
}

/// Every diagnostic as text, then one line of counts when there is something to count.
#[must_use]
pub fn text(diagnostics: &Diagnostics, sources: &SourceSet, look: Look) -> String {
    let renderer = match look {
        Look::Coloured => Renderer::styled(),
        Look::Plain => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut hidden: BTreeMap<&str, u64> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics.list() {
        let file = diagnostic.file_name(sources);
        let seen = shown.entry(file).or_default();
        *seen += 1;
        if *seen > SHOWN_PER_FILE {
            *hidden.entry(file).or_default() += 1;
            continue;
        }
        out.push_str(&one(diagnostic, sources, &renderer));
        out.push_str("\n\n");
    }
    for (file, number) in hidden {
        let others = counted(number, "autre message", "autres messages");
        out.push_str(&format!(
            "{}{NBSP}: et {others} (--diagnostics json les donne tous)\n",
            plain_line(file)
        ));
    }
    out.push_str(&summary(diagnostics));
    out
}

fn summary(diagnostics: &Diagnostics) -> String {
    let part = |severity, one: &str, many: &str| {
        let number = diagnostics.count(severity) as u64;
        (number > 0).then(|| counted(number, one, many))
    };
    let parts: Vec<String> = [
        part(Severity::Error, "erreur", "erreurs"),
        part(Severity::Warning, "avertissement", "avertissements"),
        part(Severity::Note, "note", "notes"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}\n", parts.join(", "))
}

fn one(diagnostic: &Diagnostic, sources: &SourceSet, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let help = format!("aide{NBSP}");
    let title = level
        .with_name(diagnostic.severity.label())
        .primary_title(plain_line(&diagnostic.message))
        .id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if diagnostic.places.is_empty() && diagnostic.file.is_none() {
        // Without place there is nothing to draw a margin for.
        let helps = diagnostic.help.iter();
        let helps = helps.map(|sentence| format!("\n = {help}: {}", plain_line(sentence)));
        return renderer.render(&[group]) + &helps.collect::<String>();
    }
    if let Some(file) = &diagnostic.file {
        let path = match &diagnostic.cell {
            Some(cell) => format!("{file}, {}", cell.place()),
            None => file.clone(),
        };
        group = group.element(Origin::path(plain_line(&path)));
    }
    for (at, place) in diagnostic.places.iter().enumerate() {
        let kind = match at {
            0 => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        let source = sources.get(place.span.source);
        let path = plain_line(source.name());
        let Some(line) = Line::of(source, place) else {
            let position = source.position(place.span.start);
            let origin = Origin::path(path).line(position.line);
            group = group.element(origin.char_column(position.column));
            continue;
        };
        let mut annotation = kind.span(line.range);
        if !place.label.is_empty() {
            annotation = annotation.label(plain_line(&place.label));
        }
        let snippet = Snippet::source(line.text).line_start(line.number).path(path);
        group = group.element(snippet.annotation(annotation));
    }
    for sentence in &diagnostic.help {
        group = group.element(Level::HELP.with_name(help.clone()).message(plain_line(sentence)));
    }
    renderer.render(&[group])
}

/// The line of a place, controls made visible; the renderer cuts it around the culprit.
struct Line {
    text: String,
    number: usize,
    range: Range<usize>,
}

impl Line {
    /// `None` for a line too long to be worth showing.
    fn of(source: &Source, place: &Place) -> Option<Self> {
        let number = source.position(place.span.start).line;
        let bytes = source.line_range(number);
        if bytes.len() > LONGEST_LINE {
            return None;
        }
        let start = place.span.start.clamp(bytes.start, bytes.end);
        let end = place.span.end.clamp(start, bytes.end);
        let text = source.text();
        let before = visible(text.get(bytes.start..start)?);
        let culprit = visible(text.get(start..end)?);
        let range = before.len()..before.len() + culprit.len();
        Some(Self { text: before + &culprit + &visible(text.get(end..bytes.end)?), number, range })
    }
}

/// One harmless character for each character, so that columns stay where they are.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            other => {
                plain_line(other.encode_utf8(&mut [0; 4])).chars().next().unwrap_or('\u{FFFD}')
            }
        })
        .collect()
}

#[derive(Serialize)]
struct JsonDiagnostics<'a> {
    format: u32,
    erreurs: usize,
    avertissements: usize,
    notes: usize,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    gravite: &'static str,
    message: &'a str,
    fichier: Option<&'a str>,
    #[serde(flatten)]
    cellule: Option<JsonCell<'a>>,
    #[serde(flatten)]
    lieu: Option<JsonPlace<'a>>,
    aussi: Vec<JsonAlso<'a>>,
    aide: &'a [String],
}

#[derive(Serialize)]
struct JsonCell<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    feuille: &'a str,
    cellule: String,
}

#[derive(Serialize)]
struct JsonAlso<'a> {
    fichier: &'a str,
    #[serde(flatten)]
    lieu: JsonPlace<'a>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    ligne: usize,
    colonne: usize,
    octets: [usize; 2],
    #[serde(skip_serializing_if = "str::is_empty")]
    texte: &'a str,
}

impl<'a> JsonPlace<'a> {
    fn of(place: &'a Place, sources: &SourceSet) -> Self {
        let position = sources.get(place.span.source).position(place.span.start);
        Self {
            ligne: position.line,
            colonne: position.column,
            octets: [place.span.start, place.span.end],
            texte: &place.label,
        }
    }
}

/// Every diagnostic as one JSON document, complete.
#[must_use]
pub fn json(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    let list = diagnostics.list().iter().map(|one| {
        let file = one.file_name(sources);
        // Beside a file named on its own, every place is one more.
        let first = usize::from(one.file.is_none() && !one.places.is_empty());
        let (main, others) = one.places.split_at(first);
        JsonDiagnostic {
            code: one.code.id(),
            gravite: one.severity.label(),
            message: &one.message,
            fichier: (!file.is_empty()).then_some(file),
            cellule: one
                .cell
                .as_ref()
                .map(|cell| JsonCell { feuille: &cell.sheet, cellule: cell.name() }),
            lieu: main.first().map(|place| JsonPlace::of(place, sources)),
            aussi: others
                .iter()
                .map(|place| JsonAlso {
                    fichier: sources.get(place.span.source).name(),
                    lieu: JsonPlace::of(place, sources),
                })
                .collect(),
            aide: &one.help,
        }
    });
    let document = JsonDiagnostics {
        format: 1,
        erreurs: diagnostics.count(Severity::Error),
        avertissements: diagnostics.count(Severity::Warning),
        notes: diagnostics.count(Severity::Note),
        diagnostics: list.collect(),
    };
    json_text(&document)
}
