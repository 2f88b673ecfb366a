//! The rows of an axis file: its subjects and its statements.

use super::keys::{AXIS_FILE, STATEMENT, SUBJECT};
use super::{Citation, Excerpt, Head, LostRows, Places, Statement, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{StatementState, shown};
use crate::yaml::table::Table;
use crate::yaml::tree::Node;
use crate::yaml::{Reading, Spanned};

/// Reads the tree of an axis's file: its subjects go to the axis, its statements are returned; rows that
/// could not be read whole are noted in `lost`.
pub(super) fn read_axis(
    node: &Node<'_>,
    index: usize,
    head: &mut Head,
    lost: &mut LostRows,
    cx: &mut Reading<'_>,
) -> Vec<Statement> {
    let Some(table) = Table::open(node, &AXIS_FILE, Span::new(node.span.source, 0, 0), cx) else {
        lost.others = true;
        return Vec::new();
    };
    for item in table.items("sujets", cx).unwrap_or_default() {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let subject =
            Table::open(item, &SUBJECT, at, cx).and_then(|table| read_subject(&table, cx));
        head.axes[index].subjects.extend(subject);
    }
    let mut statements = Vec::new();
    for item in table.items("enonces", cx).unwrap_or_default() {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let row = Table::open(item, &STATEMENT, at, cx).ok_or(None);
        match row.and_then(|table| read_statement(table, index, cx)) {
            Ok(statement) => statements.push(statement),
            Err(Some(id)) => lost.ids.push(id),
            Err(None) => lost.others = true,
        }
    }
    table.done();
    statements
}

fn read_subject(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Subject> {
    let id = table.bare("id", cx);
    let title = table.line("titre", cx);
    let why_empty = table.line("sans_enonce", cx);
    Some(Subject {
        id: id?.value,
        title: title?.value,
        why_empty: why_empty.map(|text| text.value),
    })
}

/// A statement, or the identifier of one that could not be read whole.
fn read_statement(
    table: Table<'_, '_>,
    axis: usize,
    cx: &mut Reading<'_>,
) -> Result<Statement, Option<String>> {
    let id = table.bare("id", cx).and_then(|id| statement_id(id, cx));
    let subject = table.bare("sujet", cx);
    let modality = table.word("modalite", cx);
    let text = table.prose("enonce", cx);
    let basis = table.word("fondement", cx);
    let source = table.table("source", cx).and_then(|table| read_citation(&table, cx));
    let see = table.line("voir", cx);
    let roles = table.words("concerne", cx).unwrap_or_default();
    let objects = table.words("objets", cx).unwrap_or_default();
    let degrees = table.words("degres", cx).unwrap_or_default();
    let core = table.boolean("socle", cx);
    let critical = table.boolean("critique", cx);
    let expected_evidence = table.words("preuves_attendues", cx).unwrap_or_default();
    let not_applicable_if = table.line("sans_objet_si", cx);
    let why = table.prose("pourquoi", cx);
    let state = table.word("etat", cx);
    let withdrawal_reason = table.prose("motif", cx);
    let excerpt = table.table("extrait", cx).and_then(|table| read_excerpt(table, cx));
    table.done();
    let id = id.ok_or(None)?;
    let (Some(modality), Some(text), Some(basis)) = (modality, text, basis) else {
        return Err(Some(id.value));
    };
    let place = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.span);
    Ok(Statement {
        places: Places {
            modality: modality.span,
            text: text.span,
            see: place(&see),
            not_applicable_if: place(&not_applicable_if),
            why: place(&why),
        },
        span: id.span,
        id: id.value,
        axis,
        subject,
        modality: modality.value,
        text: text.value,
        basis,
        source,
        see: see.map(|text| text.value),
        roles,
        objects,
        degrees,
        core: core.is_some_and(|value| value.value),
        critical: critical.is_some_and(|value| value.value),
        expected_evidence,
        not_applicable_if: not_applicable_if.map(|text| text.value),
        why: why.map(|text| text.value),
        state: state.map_or(StatementState::InForce, |state| state.value),
        withdrawal_reason: withdrawal_reason.map(|text| text.value),
        excerpt,
    })
}

fn read_citation(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Citation> {
    let document = table.line("document", cx);
    let version = table.line("version", cx);
    let section = table.line("section", cx);
    let address = table.line("adresse", cx);
    Some(Citation {
        document: document?.value,
        version: version.map(|text| text.value),
        section: section.map(|text| text.value),
        address: address.map(|text| text.value),
    })
}

/// Letters without accent, digits, `-`, `_` and `.`, beginning with a letter, at most 40.
fn statement_id(id: Spanned<String>, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = id.value.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts && id.value.len() <= 40 && id.value.chars().all(allowed) {
        return Some(id);
    }
    let message = format!("identifiant {} refusé", shown(&id.value));
    cx.report(
        Diagnostic::new(Code::BadId, message)
            .at(id.span)
            .help("attendu : une lettre, puis lettres sans accent, chiffres, « - », « _ » ou « . », comme « TEC-004 »"),
    );
    None
}

fn read_excerpt(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Excerpt> {
    let file = table.line("fichier", cx);
    let section = table.line("section", cx);
    let line = table.number("ligne", cx);
    let head = table.prose("tete", cx);
    let text = table.prose("texte", cx);
    let sha256 = table.sha256("sha256", cx);
    let word = table.line("mot", cx);
    let confidence = table.word("confiance", cx);
    let doubts = table.words("a_revoir", cx).unwrap_or_default();
    table.done();
    Some(Excerpt {
        file: file?.value,
        section: section.map(|text| text.value),
        line: line?.value,
        head: head.map(|text| text.value),
        text: text?,
        sha256: sha256?.value,
        word: word?.value,
        confidence: confidence?.value,
        doubts,
    })
}
