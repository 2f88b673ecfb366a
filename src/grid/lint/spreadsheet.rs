//! Identifiers that a spreadsheet turns into something else.

use std::collections::BTreeMap;

use super::Matter;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{Eaten, counted, eaten_by_spreadsheet, quoted};
use crate::yaml::Reading;

/// An identifier of a statement would not survive a spreadsheet. Said once for all those that
/// begin alike: « MAR-001 » to « MAR-040 » are one mistake.
pub(super) fn eaten(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let mut found: BTreeMap<&str, (Eaten, &str, Span, u64)> = BTreeMap::new();
    for statement in &matter.grid.statements {
        let Some(eaten) = eaten_by_spreadsheet(&statement.id) else {
            continue;
        };
        let prefix = statement.id.trim_end_matches(|c: char| c.is_ascii_digit());
        let first = (eaten, statement.id.as_str(), statement.span, 0);
        found.entry(prefix).or_insert(first).3 += 1;
    }
    for (prefix, (eaten, id, span, number)) in found {
        let others = match number {
            1 => String::new(),
            many => format!(
                " ({} en {})",
                counted(many, "identifiant", "identifiants"),
                quoted(&format!("{prefix}…"))
            ),
        };
        let message =
            format!("un tableur prend l'identifiant {} pour {}{others}", quoted(id), name(eaten));
        cx.report(
            Diagnostic::new(Code::IdForSpreadsheet, message)
                .at(span)
                .help("choisissez un autre préfixe avant la première publication ; ensuite, un identifiant ne change plus"),
        );
    }
}

fn name(eaten: Eaten) -> &'static str {
    match eaten {
        Eaten::Date => "une date",
        Eaten::Number => "un nombre",
        Eaten::Truth => "vrai ou faux",
    }
}
