//! What is said of evidence that does not prove.

use super::path::refused_by_windows;
use super::{Facts, Place, Validity, judge, place_of};
use crate::answers::{Answer, Bound, Piece, Project};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grid::{Grid, Statement};
use crate::source::Span;
use crate::words::{Vocabulary, quoted, shown};
use crate::yaml::span_or;

/// Every remark on the evidence of the answers in scope, at a day.
#[must_use]
pub fn remarks(
    project: &Project,
    grid: &Grid,
    bound: &Bound,
    facts: &Facts,
    day: Date,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (statement, answer) in bound.in_scope(project, grid) {
        for piece in &answer.evidence {
            let validity = judge(piece, &statement.expected_evidence, facts, day);
            // One mistake, one message: a name Windows refuses explains that nothing is found.
            let remark = reserved_name(piece, &answer.id, validity == Validity::Valid);
            found.extend(remark.or_else(|| about(statement, answer, piece, &validity, day)));
        }
    }
    found
}

/// A code, a sentence, what to do, and where.
type Remark = (Code, String, String, Span);

fn about(
    statement: &Statement,
    answer: &Answer,
    piece: &Piece,
    validity: &Validity,
    day: Date,
) -> Option<Diagnostic> {
    let file = piece.file.as_ref();
    let name = shown(file.map_or("", |file| file.value.as_str()));
    let path = file.map_or(piece.span, |file| file.span);
    let subject = Subject { id: &answer.id, name, path };
    let (code, message, help, at) = on_disk(&subject, validity)
        .or_else(|| on_content(&subject, piece, validity, day))
        .or_else(|| on_kind(&subject, statement, piece, validity))?;
    Some(Diagnostic::new(code, message).at(at).help(help))
}

/// What a remark is about.
struct Subject<'a> {
    id: &'a str,
    name: String,
    path: Span,
}

fn on_disk(subject: &Subject<'_>, validity: &Validity) -> Option<Remark> {
    let Subject { id, name, path } = subject;
    let (code, message, help) = match validity {
        Validity::NoFile => (
            Code::EvidenceNotAFile,
            format!("la preuve de {id} est une référence, sans fichier : seule, elle ne prouve rien"),
            "joignez une copie dans preuves/ et citez-la sous « fichier »".into(),
        ),
        Validity::Address => (
            Code::EvidenceNotAFile,
            format!("{name} ({id}) est une adresse, pas un fichier : seule, elle ne prouve rien"),
            "écrivez-la sous « reference », joignez une copie dans preuves/ et citez la copie sous « fichier »".into(),
        ),
        Validity::Outside => (
            Code::EvidenceOutside,
            format!("preuve hors du dossier du projet : {name} ({id})"),
            "elle ne compte pas : copiez le fichier dans preuves/ et écrivez un chemin relatif, sinon la preuve ne suit pas le dossier".into(),
        ),
        Validity::Missing { near } => (
            Code::EvidenceMissing,
            format!("preuve introuvable : {name} ({id})"),
            match near {
                Some(near) => format!("elle ne compte pas ; vouliez-vous dire {} ?", shown(near)),
                None => "elle ne compte pas ; le chemin est relatif au dossier du projet : vérifiez le nom et l'extension".into(),
            },
        ),
        Validity::OtherCase { actual } => (
            Code::EvidenceCase,
            format!("preuve {name} ({id}) : sur le disque, le nom est {}", shown(actual)),
            "elle ne compte pas : écrivez le nom avec les mêmes majuscules ; ailleurs que sous Windows, le fichier serait introuvable".into(),
        ),
        Validity::NotAFile => (
            Code::EvidenceUnreadable,
            format!("la preuve {name} ({id}) est un dossier, pas un fichier"),
            "elle ne compte pas : citez chaque fichier du dossier".into(),
        ),
        Validity::Unreadable => (
            Code::EvidenceUnreadable,
            format!("la preuve {name} ({id}) ne peut pas être lue"),
            "elle ne compte pas : vérifiez les droits du fichier, et qu'il n'est pas ouvert dans un autre logiciel".into(),
        ),
        Validity::Valid
        | Validity::Changed
        | Validity::NotYetValid(_)
        | Validity::Expired(_)
        | Validity::UnexpectedKind => return None,
    };
    Some((code, message, help, *path))
}

fn on_content(
    subject: &Subject<'_>,
    piece: &Piece,
    validity: &Validity,
    day: Date,
) -> Option<Remark> {
    let Subject { id, name, path } = subject;
    if *validity == Validity::Changed {
        return Some((
            Code::EvidenceChanged,
            format!("la preuve {name} ({id}) a changé depuis son enregistrement (SHA-256 différent)"),
            "elle ne compte pas : vérifiez que c'est le bon fichier, puis corrigez ou supprimez « sha256 »".into(),
            span_or(piece.sha256.as_ref(), *path),
        ));
    }
    if let Validity::NotYetValid(date) = validity {
        return Some((
            Code::EvidenceNotYetValid,
            format!(
                "la preuve {name} ({id}) est datée du {}, après la date de référence ({})",
                date.french(),
                day.french()
            ),
            "elle ne compte pas à cette date : vérifiez « date », ou la date de référence (--date)"
                .into(),
            span_or(piece.date.as_ref(), *path),
        ));
    }
    if let Validity::Expired(date) = validity {
        return Some((
            Code::EvidenceExpired,
            format!(
                "preuve expirée le {} (date de référence : {}) : {name} ({id})",
                date.french(),
                day.french()
            ),
            "elle ne compte plus : remplacez-la par une pièce en cours de validité".into(),
            span_or(piece.valid_until.as_ref(), *path),
        ));
    }
    None
}

fn on_kind(
    subject: &Subject<'_>,
    statement: &Statement,
    piece: &Piece,
    validity: &Validity,
) -> Option<Remark> {
    let Subject { id, name, path } = subject;
    if *validity != Validity::UnexpectedKind {
        return None;
    }
    let kinds = statement.expected_evidence.iter().map(|kind| kind.key());
    let expected = kinds.collect::<Vec<_>>().join(", ");
    let message = match piece.kind {
        Some(kind) => {
            let kind = quoted(kind.value.key());
            format!("la preuve {name} ({id}) est de type {kind}, que la grille n'attend pas")
        }
        None => format!("la preuve {name} ({id}) n'a pas de type, et la grille en attend un"),
    };
    Some((
        Code::EvidenceUnexpectedType,
        message,
        format!("elle ne compte pas ; types attendus : {expected}"),
        span_or(piece.kind.as_ref(), *path),
    ))
}

fn reserved_name(piece: &Piece, id: &str, valid: bool) -> Option<Diagnostic> {
    let file = piece.file.as_ref()?;
    let Place::Inside(path) = place_of(&file.value) else {
        return None;
    };
    refused_by_windows(&path).then(|| {
        Diagnostic::new(
            Code::EvidenceReservedName,
            format!("le nom {} ({id}) est impossible sous Windows", shown(&file.value)),
        )
        .at(file.span)
        .help(if valid { "elle compte ici, mais ne pourrait pas être copiée sous Windows" } else { "elle ne compte pas" })
        .help("renommez le fichier : ni CON, NUL, AUX, COM1…, ni les caractères < > : \" | ? *, ni point ou espace à la fin")
    })
}
