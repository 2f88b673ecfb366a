//! Reading a JSON report back: strictly, and in French.
//!
//! Three sieves: it is JSON, it is a report of a known format, and its figures are those of its own
//! statements. A report that was cut, or touched by hand, is refused with what is wrong.

use serde::Deserialize;
use serde_json::error::Category;

use super::Report;
use super::build::FORMAT;
use super::check::contradictions;
use super::state::state;
use crate::compare::State;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};
use crate::words::{quoted, shown};
use crate::yaml::Reading;

/// What is asked of a text before its format is known; the rest of it is read over, and has to be
/// JSON.
#[derive(Deserialize)]
struct Envelope {
    format: Option<serde_json::Value>,
    outil: Option<serde_json::Value>,
}

/// Reads a report; what is wrong is told. `None` when it cannot be trusted whole.
pub fn read(file: SourceId, cx: &mut Reading<'_>) -> Option<State> {
    let source = cx.sources.get(file);
    let text = source.text();
    let refused = |error: &serde_json::Error| refuse(file, source, error);
    if !text.trim_start().starts_with('{') {
        cx.report(not_a_report(file, text, "il ne commence pas par une accolade"));
        return None;
    }
    let envelope: Envelope = match serde_json::from_str(text) {
        Ok(envelope) => envelope,
        Err(error) => {
            cx.report(refused(&error));
            return None;
        }
    };
    if let Some(diagnostic) = check_envelope(&envelope, file, text) {
        cx.report(diagnostic);
        return None;
    }
    let report: Report = match serde_json::from_str(text) {
        Ok(report) => report,
        Err(error) => {
            cx.report(refused(&error));
            return None;
        }
    };
    if report.filtre.is_some() {
        cx.report(
            Diagnostic::new(Code::PartialReport, "ce rapport est une vue partielle")
                .in_file(source.name())
                .help("refaites-le sans --axe, --role, --degre ni --socle : on ne compare que des périmètres entiers"),
        );
        return None;
    }
    let mut wrong = Vec::new();
    let state = state(&report, &mut wrong);
    if wrong.is_empty() {
        wrong.extend(contradictions(&report));
    }
    if wrong.is_empty() {
        return state;
    }
    cx.report(incoherent(source.name(), &wrong));
    None
}

/// Whether the beginning of what a report says makes it one of ours, and of a format read here.
fn check_envelope(envelope: &Envelope, file: SourceId, text: &str) -> Option<Diagnostic> {
    let Some(format) = envelope.format.as_ref().filter(|_| envelope.outil.is_some()) else {
        return Some(not_a_report(file, text, "il n'a pas les champs « format » et « outil »"));
    };
    match format.as_u64() {
        Some(number) if number == u64::from(FORMAT) => None,
        Some(number) if number > u64::from(FORMAT) => Some(
            Diagnostic::new(
                Code::FormatTooNew,
                format!("rapport au format {number} : ce programme lit le format {FORMAT}"),
            )
            .at(first_brace(file, text))
            .help("prenez une version plus récente de sdet (docs/stability.md dit laquelle)"),
        ),
        Some(_) | None => {
            let shown = shown(&format.to_string());
            Some(not_a_report(
                file,
                text,
                &format!("son format n'est pas un nombre connu : {shown}"),
            ))
        }
    }
}

fn not_a_report(file: SourceId, text: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotAReport,
        format!("ce fichier n'est pas un rapport JSON de sdet : {why}"),
    )
    .at(first_brace(file, text))
    .help("donnez un fichier écrit par « sdet rapport --format json », ou un projet")
}

fn first_brace(file: SourceId, text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].chars().next().map_or(start, |first| start + first.len_utf8());
    Span::new(file, start, end)
}

fn refuse(file: SourceId, source: &Source, error: &serde_json::Error) -> Diagnostic {
    let at = place(file, source, error);
    let (code, message, help) = match error.classify() {
        Category::Eof => (
            Code::BrokenJson,
            "le rapport s'arrête au milieu : il est tronqué".to_owned(),
            "copiez-le à nouveau en entier, ou refaites-le avec « sdet rapport --format json »",
        ),
        Category::Syntax | Category::Io => (
            Code::BrokenJson,
            format!("ce n'est pas du JSON : {}", syntax(&error.to_string())),
            "refaites le rapport avec « sdet rapport --format json » ; il ne se corrige pas à la main",
        ),
        Category::Data => (
            Code::NotAReport,
            format!("ce n'est pas un rapport de sdet : {}", data(&error.to_string())),
            "refaites le rapport avec « sdet rapport --format json » ; il ne se corrige pas à la main",
        ),
    };
    Diagnostic::new(code, message).at(at).help(help)
}

/// Where the reader stopped: it counts lines and bytes from 1.
fn place(file: SourceId, source: &Source, error: &serde_json::Error) -> Span {
    let line = source.line_range(error.line().max(1));
    let text = source.text();
    let mut start = (line.start + error.column().saturating_sub(1)).min(line.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    Span::new(file, start, (start + width).min(line.end).max(start))
}

/// The reasons a JSON reader gives, in French.
fn syntax(reason: &str) -> &'static str {
    match reason {
        _ if reason.starts_with("recursion limit") => "les niveaux sont trop nombreux",
        _ if reason.starts_with("trailing characters") => "il y a du texte après la fin",
        _ if reason.starts_with("trailing comma") => "une virgule est en trop",
        _ if reason.starts_with("expected") => "un signe manque",
        _ if reason.starts_with("invalid number") => "un nombre est mal écrit",
        _ if reason.contains("escape") || reason.contains("control character") => {
            "un texte contient un caractère interdit"
        }
        _ => "un caractère est inattendu",
    }
}

/// What a report lacks, or has too much of.
fn data(reason: &str) -> String {
    let named = reason.split('`').nth(1).map(quoted).unwrap_or_default();
    match reason {
        _ if reason.starts_with("missing field") => format!("il manque le champ {named}"),
        _ if reason.starts_with("duplicate field") => {
            format!("le champ {named} est écrit deux fois")
        }
        _ if reason.starts_with("invalid type") => "une valeur est d'une autre nature".into(),
        _ => "une valeur est refusée".into(),
    }
}

/// At most so many contradictions are told.
const SHOWN: usize = 5;

fn incoherent(name: &str, wrong: &[String]) -> Diagnostic {
    let kept = wrong.iter().take(SHOWN);
    let more = if wrong.len() > SHOWN { " ; …" } else { "" };
    let list = kept.cloned().collect::<Vec<_>>().join(" ; ");
    Diagnostic::new(Code::IncoherentReport, format!("rapport JSON incohérent : {list}{more}"))
        .in_file(name)
        .help("il a été modifié ou abîmé : rien n'en est cru ; refaites-le avec « sdet rapport --format json »")
}
