//! What must hold between the statements of a grid for it to be readable and unambiguous.

use std::collections::BTreeMap;

use super::{Axis, Head, Statement, sha256_of_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::words::{Basis, Vocabulary, quoted, shown, suggest};
use crate::yaml::Reading;

/// Checks the statements of a grid against each other and against their head.
pub(super) fn check_statements(statements: &[Statement], head: &Head, cx: &mut Reading<'_>) {
    report_duplicates(statements, cx);
    for statement in statements {
        check_subject(statement, &head.axes[statement.axis], cx);
        check_basis(statement, &head.origin.version, cx);
        check_withdrawal(statement, cx);
        check_excerpt(statement, cx);
    }
}

fn report_duplicates(statements: &[Statement], cx: &mut Reading<'_>) {
    let mut seen: BTreeMap<String, &Statement> = BTreeMap::new();
    for statement in statements {
        // « tec-004 » and « TEC-004 » would be told apart by nobody but a machine.
        let key = statement.id.to_ascii_uppercase();
        let Some(first) = seen.get(&key) else {
            seen.insert(key, statement);
            continue;
        };
        let message = format!("l'énoncé {} est défini deux fois", quoted(&statement.id));
        let case = match first.id == statement.id {
            true => "",
            false => " (les majuscules ne comptent pas)",
        };
        cx.report(
            Diagnostic::new(Code::DuplicateStatement, message)
                .at_with(statement.span, "encore ici")
                .at_with(first.span, "une première fois ici")
                .help(format!("donnez au nouveau l'identifiant libre suivant ; un identifiant ne sert qu'une fois{case}")),
        );
    }
}

fn check_subject(statement: &Statement, axis: &Axis, cx: &mut Reading<'_>) {
    let Some(subject) = &statement.subject else {
        return;
    };
    if axis.subjects.iter().any(|known| known.id == subject.value) {
        return;
    }
    let message = format!("sujet {} inconnu dans l'axe {}", shown(&subject.value), axis.id);
    let names = axis.subjects.iter().map(|known| known.id.as_str());
    let help = match suggest(&subject.value, names) {
        Some(near) => format!("vouliez-vous dire {} ?", quoted(near)),
        None => "déclarez-le sous « sujets », en tête du fichier d'axe".into(),
    };
    let diagnostic = Diagnostic::new(Code::UnknownSubject, message);
    cx.report(diagnostic.at(subject.span).help(help));
}

/// What each basis demands of the citation (`docs/format-grille.md`).
fn check_basis(statement: &Statement, version: &str, cx: &mut Reading<'_>) {
    let Some((problem, help)) = basis_problem(statement, version) else {
        return;
    };
    let basis = quoted(statement.basis.value.key());
    let message = format!("{} : le fondement {basis} {problem}", statement.id);
    let diagnostic = Diagnostic::new(Code::BasisAndSource, message);
    cx.report(diagnostic.at(statement.basis.span).help(help));
}

/// What is wrong, and what to do.
fn basis_problem(statement: &Statement, version: &str) -> Option<(&'static str, String)> {
    let Some(cited) = &statement.source else {
        return match statement.basis.value {
            Basis::Reconstruction => None,
            Basis::Text | Basis::OtherVersion | Basis::RelatedText => Some((
                "demande une source",
                "ajoutez « source » avec le document et la section (ou l'article)".into(),
            )),
        };
    };
    let cited_version = cited.version.as_deref();
    match statement.basis.value {
        Basis::Reconstruction => Some((
            "ne cite pas de source",
            "supprimez « source », et dites sous « voir » ce qui suggère l'énoncé ; ou choisissez un autre fondement".into(),
        )),
        Basis::Text | Basis::OtherVersion | Basis::RelatedText if cited.section.is_none() => Some((
            "demande la section citée",
            "ajoutez « section » à la source (un article pour une loi)".into(),
        )),
        Basis::Text if cited_version != Some(version) => Some((
            "doit citer la version même de la grille",
            format!("écrivez version: \"{version}\" dans la source, ou choisissez « version_voisine »"),
        )),
        Basis::OtherVersion if cited_version.is_none() => {
            Some(("demande la version du document cité", "ajoutez « version » à la source".into()))
        }
        Basis::OtherVersion if cited_version == Some(version) => Some((
            "doit citer une autre version que celle de la grille",
            "la version citée est celle de la grille : le fondement serait « texte »".into(),
        )),
        Basis::Text | Basis::OtherVersion | Basis::RelatedText => None,
    }
}

fn check_withdrawal(statement: &Statement, cx: &mut Reading<'_>) {
    let (message, help) = match (statement.is_withdrawn(), &statement.withdrawal_reason) {
        (true, None) => ("est abrogé sans motif", "dites sous « motif » pourquoi il l'est"),
        (false, Some(_)) => (
            "a un motif d'abrogation sans être abrogé",
            "ajoutez « etat: abroge », ou supprimez le motif",
        ),
        (true, Some(_)) | (false, None) => return,
    };
    let message = format!("l'énoncé {} {message}", statement.id);
    let diagnostic = Diagnostic::new(Code::WithdrawnWithoutReason, message);
    cx.report(diagnostic.at(statement.span).help(help));
}

/// An excerpt is evidence: it is the text's own words, or it is nothing.
fn check_excerpt(statement: &Statement, cx: &mut Reading<'_>) {
    let Some(excerpt) = &statement.excerpt else { return };
    if sha256_of_text(&excerpt.text.value) == excerpt.sha256.to_ascii_lowercase() {
        return;
    }
    let message = format!("l'extrait de {} a changé depuis l'extraction", statement.id);
    cx.report(
        Diagnostic::new(Code::ExcerptChanged, message)
            .at(excerpt.text.span)
            .help("remettez le texte d'origine ; une reformulation va dans « enonce »"),
    );
}
