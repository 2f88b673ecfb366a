//! From the tree of a file of `analyse/` to an [`Appraisal`].

use std::collections::BTreeMap;

use super::checks::not_asked;
use super::keys::{APPRAISAL, ENTRY, FORMAT, WHOLESALE};
use super::read::report_unknown;
use super::{Appraisal, Entry, Market};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::{Grid, check_format};
use crate::source::{SourceId, Span};
use crate::words::shown;
use crate::yaml::Reading;
use crate::yaml::table::{ById, Table};
use crate::yaml::tree::read as read_tree;

/// Reads a file of `analyse/`.
pub fn read_appraisal(file: SourceId, cx: &mut Reading<'_>) -> Option<Appraisal> {
    let node = read_tree(file, cx);
    check_format(&node, FORMAT, cx)?;
    let table = Table::open(&node, &APPRAISAL, Span::new(file, 0, 0), cx)?;
    let _ = table.number("format", cx);
    let candidate = table.line("candidat", cx);
    let by = table.line("par", cx);
    report_unknown(by.as_ref(), "par", cx);
    let on = table.date("le", cx);
    let decided = !table.is_blank("declare_retenu");
    let wholesale = table.table("declare_retenu", cx).and_then(|table| {
        debug_assert_eq!(WHOLESALE.keys.len(), 1);
        let ground = table.prose("motif", cx).map(|text| text.value);
        table.done();
        ground
    });
    let help = "écrivez chaque appréciation sous son identifiant, sans tiret : « TEC-004: », puis « statut: » en retrait";
    let found = table.by_id("appreciations", help, cx);
    let entries = found.into_iter().map(|one| read_entry(one, cx)).collect();
    table.done();
    if decided && wholesale.is_none() {
        return None;
    }
    Some(Appraisal { candidate: candidate?, by: by?.value, on: on?, wholesale, entries })
}

fn read_entry(one: ById<'_, '_>, cx: &mut Reading<'_>) -> Entry {
    let mut entry = Entry {
        id: one.id,
        span: one.span,
        status: None,
        ground: None,
        waiver_admitted: false,
        by: None,
        on: None,
    };
    let Some(table) = one.table else {
        return entry;
    };
    debug_assert_eq!(ENTRY.keys.len(), 6);
    entry.status = table.word_or("statut", Code::UnknownStatus, cx);
    entry.ground = table.prose("motif", cx).map(|text| text.value).filter(|text| !text.is_empty());
    entry.waiver_admitted =
        table.boolean("derogation_admise", cx).is_some_and(|admitted| admitted.value);
    entry.by = table.line("par", cx).map(|text| text.value);
    entry.on = table.date("le", cx);
    let _ = table.prose("commentaire_interne", cx);
    table.done();
    entry
}

/// Reports what an appraisal says that its market contradicts.
pub fn check_appraisal(appraisal: &Appraisal, market: &Market, grid: &Grid, cx: &mut Reading<'_>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for entry in &appraisal.entries {
        if let Some(first) = seen.insert(&entry.id, entry.span) {
            let message = format!("deux appréciations de {}", shown(&entry.id));
            cx.report(
                Diagnostic::new(Code::DuplicateAnswer, message)
                    .at_with(entry.span, "encore ici")
                    .at_with(first, "une première fois ici")
                    .help("gardez-en une : aucune des deux n'est choisie à votre place"),
            );
        }
        if let Some(diagnostic) = not_asked(&entry.id, true, market, grid, cx) {
            cx.report(diagnostic.at(entry.span));
        }
    }
}
