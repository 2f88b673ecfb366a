//! A comparison laid out, and its sentences.

mod document;
mod page;

use super::html::{self, Frame};
use super::phrases;
use crate::compare::{
    Comparison, Difference, Expired, Loss, Move, Piece, PieceState, Reason, Regression,
};
use crate::words::{Status, Vocabulary, counted, fr, plain_line, quoted};

pub use document::{ComparisonReport, render as json};
/// The comparison as a Markdown page.
#[must_use]
pub fn markdown(comparison: &Comparison<'_>) -> String {
    super::markdown::render(&page::page(comparison))
}

/// The comparison as an HTML page.
#[must_use]
pub fn html(comparison: &Comparison<'_>) -> String {
    let (before, after) = (comparison.before.day.french(), comparison.after.day.french());
    let foot = format!("{} Du {before} au {after}.", phrases::DISCLAIMER);
    html::render(&page::page(comparison), &Frame { foot: fr(&foot), signed: false })
}

/// A status inside a sentence.
fn status(status: Status) -> String {
    status.label().to_lowercase()
}

/// How a piece is named in a sentence, as it was written.
fn piece(piece: &Piece) -> String {
    piece.name.as_deref().map_or_else(|| "une pièce non publiée".into(), plain_line)
}

/// What a piece is worth, in a few words.
fn worth(piece: &Piece) -> String {
    match (&piece.state, piece.until) {
        (PieceState::Valid, _) => "valable".into(),
        (PieceState::Expired, Some(day)) => format!("expirée le {}", day.french()),
        (PieceState::Expired, None) => "expirée".into(),
        (PieceState::Other(word), _) => state_word(word).into(),
    }
}

/// The word of a state as people read it.
fn state_word(word: &str) -> &str {
    match word {
        "sans_fichier" => "sans fichier",
        "hors_dossier" => "hors du dossier du projet",
        "introuvable" => "introuvable",
        "autre_casse" => "aux majuscules différentes",
        "pas_un_fichier" => "qui n'est pas un fichier",
        "illisible" => "illisible",
        "modifiee" => "modifiée depuis son enregistrement",
        "pas_encore_valable" => "datée d'après la date de référence",
        "type_non_prevu" => "de type non prévu",
        other => other,
    }
}

/// One move, in a few words; texts of users are plain, to be escaped by the format.
fn moved(one: &Move) -> String {
    let piece = |one: &Piece| piece(one);
    fr(&match one {
        Move::Status(before, after) => format!("{} → {}", status(*before), status(*after)),
        Move::Proved(true) => "prouvé".into(),
        Move::Proved(false) => "n'est plus prouvé".into(),
        Move::Verified(true) => "vérifié".into(),
        Move::Verified(false) => "n'est plus vérifié".into(),
        Move::Refuted(true) => "infirmé par une vérification".into(),
        Move::Refuted(false) => "n'est plus infirmé".into(),
        Move::Waived(true) => "dérogation en vigueur".into(),
        Move::Waived(false) => "n'a plus de dérogation en vigueur".into(),
        Move::PieceAdded(new) => format!("pièce ajoutée : {} ({})", piece(new), worth(new)),
        Move::PieceRemoved(old) => format!("pièce retirée : {}", piece(old)),
        Move::PieceReplaced(new) => {
            format!("contenu remplacé : {} ({})", piece(new), worth(new))
        }
        Move::PieceState(_, new) => format!("{} : {}", piece(new), worth(new)),
        Move::Justification => "justification réécrite".into(),
    })
}

/// What a grid changed in a statement.
fn difference(difference: Difference) -> &'static str {
    match difference {
        Difference::Hardened => "renforcé : devrait → doit",
        Difference::Softened => "assoupli : doit → devrait",
        Difference::Modality => "autre mot (doit, ne doit pas…)",
        Difference::Text => "texte",
        Difference::Reach => "portée (rôles, objets, degrés, socle)",
        Difference::Evidence => "types de preuves admis",
        Difference::NotApplicable => "cas de « sans objet »",
        Difference::Critical => "caractère critique",
    }
}

/// Why a statement is on the agenda.
fn reason(reason: &Reason) -> String {
    fr(&match reason {
        Reason::Lost => "recul depuis l'état d'avant".into(),
        Reason::Refuted => "réponse infirmée".into(),
        Reason::Overdue(day) => format!("action échue le {}", day.french()),
        Reason::Unmet => "exigence non satisfaite".into(),
        Reason::Corrected => "correction déclarée : à constater".into(),
        Reason::Ended => "preuve ou dérogation arrivée à échéance".into(),
        Reason::NewEvidence => "pièce nouvelle ou remplacée".into(),
        Reason::EvidenceEnds(day) => format!("preuve valable jusqu'au {}", day.french()),
        Reason::Waived(Some(day)) => format!("dérogation jusqu'au {}", day.french()),
        Reason::Waived(None) => "dérogation".into(),
        Reason::GridChanged => "énoncé changé par la grille".into(),
        Reason::Added => "énoncé nouveau dans le périmètre".into(),
        Reason::Otherwise => "réponse modifiée".into(),
        Reason::Unproved => "déclaré conforme sans preuve".into(),
    })
}

/// What came to its end.
fn expired(one: &Expired<'_>) -> String {
    let what = one.piece.map_or_else(|| "dérogation".to_owned(), piece);
    match one.last_day {
        Some(day) => fr(&format!("{what} : expirée le {}", day.french())),
        None => fr(&format!("{what} : expirée")),
    }
}

/// A regression, in one sentence for a message: « TEC-004 n'est plus prouvé : … ».
#[must_use]
pub fn regression(one: &Regression<'_>) -> String {
    let id = &one.before.id;
    match &one.loss {
        Loss::Compliance(now) => {
            format!("{id} était conforme : il est maintenant {}", quoted(&status(*now)))
        }
        Loss::Refuted => {
            format!("{id} était conforme : une vérification le contredit maintenant")
        }
        Loss::Scope => format!("{id} était conforme : il n'est plus dans le périmètre du projet"),
        Loss::Proof(pieces) => {
            let reasons: Vec<String> = pieces
                .iter()
                .map(|(old, new)| match new {
                    Some(new) => format!("{} est {}", piece(old), worth(new)),
                    None => format!("{} n'est plus citée", piece(old)),
                })
                .collect();
            let reasons =
                if reasons.is_empty() { "sans pièce".into() } else { reasons.join(", ") };
            format!("{id} n'est plus prouvé : {reasons}")
        }
    }
}

/// A number of statements.
fn statements(number: usize) -> String {
    counted(number as u64, "énoncé", "énoncés")
}
