//! Small pieces of Markdown that several pages print: a status, an action, a piece, dates.

use super::marked::inline;
use super::view::{ActionRow, PieceRow, Row};
use crate::date::Date;
use crate::words::{Status, fr};
use crate::yaml::Spanned;

/// The status printed in a deliverable.
pub(super) fn status(row: &Row<'_>) -> String {
    let mut text = row.judged.standing.printed().to_owned();
    if row.declared == Status::NotApplicable && row.judged.standing == Status::ToAssess {
        text.push_str(&fr(" (« sans objet » sans justification)"));
    }
    if row.judged.refuted {
        text.push_str(", infirmé");
    }
    text
}

pub(super) fn action(action: &ActionRow<'_>) -> String {
    let mut text = inline(action.label);
    if let Some(due) = action.due {
        text.push_str(&format!(", pour le {}", due.french()));
    }
    if let Some(owner) = action.owner {
        text.push_str(&format!(" ({})", inline(owner)));
    }
    text
}

/// How a piece is named: its path, else its reference.
pub(super) fn piece_name(piece: &PieceRow<'_>) -> String {
    match (piece.path, &piece.piece.reference) {
        (Some(path), _) => inline(path),
        (None, Some(reference)) => inline(reference),
        (None, None) => "(fichier non publié)".into(),
    }
}

/// A day as people read it, or a dash.
pub(super) fn day(date: Option<Spanned<Date>>) -> String {
    date.map_or_else(|| "—".into(), |date| date.value.french())
}

/// Where to look in a piece: « page 3 », or the passage as it is named, « article 3 ».
pub(super) fn passage(page: &str) -> String {
    let number = page.starts_with(|c: char| c.is_ascii_digit());
    let word = if number { "page " } else { "" };
    format!("{word}{}", inline(page))
}
