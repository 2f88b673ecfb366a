//! Statements that lean on withdrawn ones.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Matter, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::Statement;
use crate::source::Span;
use crate::words::quoted;
use crate::yaml::Reading;

/// A statement in force sends to a withdrawn one. The reason of a withdrawal may cite any.
pub(super) fn of_withdrawn(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let withdrawn: BTreeMap<&str, &Statement> = matter
        .grid
        .statements
        .iter()
        .filter(|one| one.is_withdrawn())
        .map(|one| (one.id.as_str(), one))
        .collect();
    if withdrawn.is_empty() {
        return;
    }
    for statement in matter.in_force() {
        for (text, span) in parts(statement) {
            for range in identifiers(text) {
                let Some(cited) = withdrawn.get(&text[range.clone()]) else {
                    continue;
                };
                let message =
                    format!("{} cite {}, qui est abrogé", statement.id, quoted(&cited.id));
                cx.report(
                    Diagnostic::new(Code::WithdrawnCited, message)
                        .at(place(span, text, &range, cx))
                        .at_with(cited.span, "abrogé ici")
                        .help("citez l'énoncé qui le remplace, ou supprimez le renvoi"),
                );
            }
        }
    }
}

fn parts(statement: &Statement) -> Vec<(&str, Span)> {
    let Statement { places, .. } = statement;
    let optional = [
        (&statement.see, places.see),
        (&statement.not_applicable_if, places.not_applicable_if),
        (&statement.why, places.why),
    ];
    let optional = optional.into_iter().filter_map(|(text, span)| Some((text.as_deref()?, span?)));
    std::iter::once((statement.text.as_str(), places.text)).chain(optional).collect()
}

/// The runs of characters an identifier is made of, without the stop that ends a sentence.
fn identifiers(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split(|c: char| !inside(c)) {
        let start = at + text[at..].find(piece).unwrap_or_default();
        at = start + piece.len();
        let kept = piece.trim_end_matches(['.', '-', '_']);
        if !kept.is_empty() {
            found.push(start..start + kept.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_whole() {
        let text = "Voir TEC-001, TEC-001.2 et TEC-0011 (l'ex-TEC-9).";
        let found: Vec<&str> = identifiers(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Voir", "TEC-001", "TEC-001.2", "et", "TEC-0011", "l", "ex-TEC-9"]);
    }
}
