//! What is said of answers that are well formed but will not count as their author thinks.

use super::{Answer, Bound, Project, WaiverState};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grid::{Grid, Statement};
use crate::source::Span;
use crate::words::{Level, Opinion, Status, counted, fold, list_with, personal_datum, quoted};
use crate::yaml::span_or;

/// Every remark on the answers of a project, at a day.
#[must_use]
pub fn remarks(project: &Project, grid: &Grid, bound: &Bound, day: Date) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut blanks = Vec::new();
    let mut pending = Vec::new();
    for (index, statement) in grid.statements.iter().enumerate() {
        let in_scope = project.concerns(statement);
        let Some(answer) = bound.answer(index) else {
            if in_scope {
                blanks.push(statement);
            }
            continue;
        };
        if !in_scope {
            found.extend(out_of_scope(statement, answer));
            continue;
        }
        if answer.counted() == Status::ToAssess {
            blanks.push(statement);
            if !answer.old.is_empty() {
                pending.push(statement.id.as_str());
            }
        }
        found.extend(on_status(statement, answer, day));
        found.extend(on_waiver(answer, day));
        found.extend(on_verification(answer, day));
        found.extend(personal_data(answer));
    }
    found.extend(personal_title(project));
    found.extend(to_assess(&blanks));
    found.extend(to_review(&pending));
    found
}

fn out_of_scope(statement: &Statement, answer: &Answer) -> Option<Diagnostic> {
    let id = &statement.id;
    // A blank skeleton out of scope is nobody's answer.
    answer.status.as_ref()?;
    if statement.is_withdrawn() {
        let reason = statement.withdrawal_reason.as_deref().unwrap_or_default();
        let message = format!("l'énoncé {id} est abrogé : la réponse n'est pas comptée ({reason})");
        return Some(Diagnostic::new(Code::WithdrawnStatement, message).at(answer.span));
    }
    let message =
        format!("l'énoncé {id} est hors du périmètre du projet : la réponse n'est pas comptée");
    Some(
        Diagnostic::new(Code::OutOfScope, message)
            .at(answer.span)
            .help("le périmètre vient de « objet » et de « perimetre » (degres, roles, socle)"),
    )
}

fn on_status(statement: &Statement, answer: &Answer, day: Date) -> Option<Diagnostic> {
    let id = &statement.id;
    let at = answer.status.map_or(answer.span, |status| status.span);
    let unjustified = answer.justification.is_none();
    let recommended = statement.level() == Level::Recommendation;
    let waived = answer.waiver.as_ref().is_some_and(|waiver| waiver.holds(day));
    match answer.status() {
        Status::NotApplicable if unjustified => Some(unjustified_not_applicable(statement, at)),
        Status::NotApplicable if statement.not_applicable_if.is_none() => {
            Some(unforeseen(statement, at))
        }
        Status::Partial if unjustified && !recommended => Some(justify(
            at,
            format!("{id} est « partiel » sans justification"),
            "dites ce qui est respecté et ce qui ne l'est pas",
        )),
        Status::Partial | Status::NonCompliant if unjustified && recommended && !waived => {
            Some(justify(
                at,
                format!("la recommandation {id} n'est pas entièrement suivie, sans justification"),
                "une recommandation se suit ou s'explique : sans raison écrite, elle n'entre pas dans la prise en compte",
            ))
        }
        Status::ToAssess if answer.status.is_none() && has_content(answer) => Some(
            Diagnostic::new(
                Code::BlankWithContent,
                format!("{id} a un contenu, mais pas de statut : il compte comme à évaluer"),
            )
            .at(answer.span)
            .help("choisissez un statut"),
        ),
        Status::Compliant
        | Status::Partial
        | Status::NonCompliant
        | Status::NotApplicable
        | Status::ToAssess => None,
    }
}

fn unjustified_not_applicable(statement: &Statement, at: Span) -> Diagnostic {
    let message = format!(
        "{} est « sans objet » sans justification : il compte comme à évaluer",
        statement.id
    );
    let diagnostic = Diagnostic::new(Code::UnjustifiedNotApplicable, message)
        .at(at)
        .help("dites sous « justification » pourquoi l'énoncé ne s'applique pas");
    match &statement.not_applicable_if {
        Some(case) => diagnostic.help(format!("cas prévu par la grille : {case}")),
        None => diagnostic,
    }
}

fn unforeseen(statement: &Statement, at: Span) -> Diagnostic {
    let message =
        format!("{} est « sans objet », et la grille ne prévoit pas ce cas", statement.id);
    let help = match statement.level() {
        Level::Requirement => {
            "vérifiez que l'énoncé ne s'applique vraiment pas : il reste compté dans le taux prouvé, et la mention peut porter une réserve"
        }
        Level::Recommendation => {
            "vérifiez que l'énoncé ne s'applique vraiment pas : il reste compté dans le taux prouvé des recommandations"
        }
    };
    Diagnostic::new(Code::UnforeseenNotApplicable, message).at(at).help(help)
}

fn justify(at: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingJustification, message).at(at).help(help)
}

fn has_content(answer: &Answer) -> bool {
    answer.justification.is_some()
        || !answer.evidence.is_empty()
        || answer.waiver.is_some()
        || answer.verification.is_some()
}

fn on_waiver(answer: &Answer, day: Date) -> Option<Diagnostic> {
    let waiver = answer.waiver.as_ref()?;
    let id = &answer.id;
    // A blank status beside a waiver is said once, as a blank status.
    answer.status.as_ref()?;
    if !matches!(answer.status(), Status::Partial | Status::NonCompliant) {
        let message = format!(
            "la dérogation de {id} est sans effet : elle ne vaut que pour « partiel » ou « non_conforme »"
        );
        return Some(Diagnostic::new(Code::UselessWaiver, message).at(waiver.span));
    }
    let granted = waiver.granted_on;
    let until = waiver.until;
    let (code, message, at, help) = match waiver.state(day) {
        WaiverState::Holds => return None,
        WaiverState::Incomplete(missing) => {
            let names: Vec<String> = missing.iter().map(|key| quoted(key)).collect();
            (
                Code::IncompleteWaiver,
                format!("dérogation de {id} incomplète : il manque {}", list_with(&names, "et")),
                waiver.span,
                "une dérogation incomplète ne compte pas",
            )
        }
        WaiverState::EndsBeforeItBegins(end, begin) => (
            Code::WaiverNotHolding,
            format!(
                "la dérogation de {id} finit le {}, avant d'avoir commencé le {}",
                end.french(),
                begin.french()
            ),
            span_or(until.as_ref(), waiver.span),
            "elle ne compte pas : vérifiez « accordee_le » et « echeance »",
        ),
        WaiverState::Expired(end) => (
            Code::WaiverNotHolding,
            format!(
                "dérogation de {id} expirée le {} (date de référence : {})",
                end.french(),
                day.french()
            ),
            span_or(until.as_ref(), waiver.span),
            "elle ne compte plus : faites-la renouveler, ou corrigez l'écart",
        ),
        WaiverState::NotYet(begin) => (
            Code::WaiverNotHolding,
            format!(
                "dérogation de {id} accordée à partir du {}, après la date de référence ({})",
                begin.french(),
                day.french()
            ),
            span_or(granted.as_ref(), waiver.span),
            "elle ne compte pas encore à cette date",
        ),
    };
    Some(Diagnostic::new(code, message).at(at).help(help))
}

fn on_verification(answer: &Answer, day: Date) -> Option<Diagnostic> {
    let verification = answer.verification.as_ref()?;
    let id = &answer.id;
    let on = verification.on;
    let (message, at) = if on.value > day {
        (
            format!(
                "vérification de {id} datée du {}, après la date de référence ({}) : elle ne compte pas",
                on.value.french(),
                day.french()
            ),
            on.span,
        )
    } else if verification.opinion == Opinion::Confirmed && same_person(answer) {
        (
            format!("vérification de {id} par la personne qui a répondu : elle ne compte pas"),
            verification.span,
        )
    } else {
        return None;
    };
    Some(
        Diagnostic::new(Code::VerificationIgnored, message)
            .at(at)
            .help("la vérification est faite par quelqu'un d'autre que « evalue_par », au plus tard à la date de référence"),
    )
}

/// Whether the answer was verified by whoever gave it, compared as text once folded.
pub(crate) fn same_person(answer: &Answer) -> bool {
    let verified_by = answer.verification.as_ref().map(|one| fold(&one.by));
    match (verified_by, &answer.assessed_by) {
        (Some(by), Some(assessed_by)) => by == fold(assessed_by),
        (Some(_), None) | (None, _) => false,
    }
}

/// One remark for each field that holds an e-mail address or a French telephone number.
fn personal_data(answer: &Answer) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |key: &str, text: Option<&str>, at: Span, internal: bool| {
        let Some(what) = text.and_then(personal_datum) else {
            return;
        };
        let help = match internal {
            true => "ce champ n'est pas publié (--public) ; une fonction suffit presque toujours",
            false => "ce texte est imprimé dans tous les rapports : écrivez plutôt une fonction",
        };
        let message = format!("{what} dans « {key} » de {}", answer.id);
        found.push(Diagnostic::new(Code::PersonalData, message).at(at).help(help));
    };
    let at = answer.span;
    for (key, text, internal) in [
        ("justification", &answer.justification, false),
        ("commentaire_interne", &answer.internal_comment, true),
    ] {
        if let Some(text) = text {
            look(key, Some(&text.value), text.span, internal);
        }
    }
    look("evalue_par", answer.assessed_by.as_deref(), at, true);
    if let Some(action) = &answer.action {
        look("action", Some(&action.label), at, false);
        look("action", action.owner.as_deref(), at, true);
    }
    if let Some(verification) = &answer.verification {
        look("verification", Some(&verification.by), verification.span, true);
        look("verification", verification.remark.as_deref(), verification.span, false);
    }
    if let Some(waiver) = &answer.waiver {
        for text in [&waiver.granted_by, &waiver.reference, &waiver.ground, &waiver.compensation] {
            look("derogation", text.as_deref(), waiver.span, false);
        }
    }
    for piece in &answer.evidence {
        let file = piece.file.as_ref().map(|file| file.value.as_str());
        look("fichier", file, piece.span, true);
        for text in [&piece.reference, &piece.page] {
            look("preuves", text.as_deref(), piece.span, false);
        }
    }
    found
}

fn to_review(pending: &[&str]) -> Option<Diagnostic> {
    if pending.is_empty() {
        return None;
    }
    let more = if pending.len() > 8 { "…" } else { "" };
    let shown = &pending[..pending.len().min(8)];
    let message = format!(
        "{} à revoir depuis un changement de grille : {}{more}",
        counted(pending.len() as u64, "réponse", "réponses"),
        shown.join(", ")
    );
    Some(Diagnostic::new(Code::ToReview, message).help(
        "pour chacune, relisez l'énoncé, reprenez d'« ancienne_reponse » ce qui tient encore, choisissez un statut, puis supprimez « ancienne_reponse »",
    ))
}

/// The same for the name of the project, which heads every report.
fn personal_title(project: &Project) -> Option<Diagnostic> {
    let what = personal_datum(&project.title.value)?;
    let message = format!("{what} dans « intitule »");
    Some(
        Diagnostic::new(Code::PersonalData, message)
            .at(project.title.span)
            .help("ce texte est imprimé en tête de tous les rapports"),
    )
}

fn to_assess(blanks: &[&Statement]) -> Option<Diagnostic> {
    if blanks.is_empty() {
        return None;
    }
    let requirements = blanks.iter().filter(|one| one.level() == Level::Requirement).count();
    let shown: Vec<&str> = blanks.iter().take(8).map(|one| one.id.as_str()).collect();
    let more = if blanks.len() > shown.len() { "…" } else { "" };
    let among = match (blanks.len(), requirements) {
        (_, 0) => ", aucune exigence".into(),
        (1, _) => ", une exigence".into(),
        (_, number) => format!(", dont {}", counted(number as u64, "exigence", "exigences")),
    };
    let message = format!(
        "{} à évaluer{among} : {}{more}",
        counted(blanks.len() as u64, "énoncé", "énoncés"),
        shown.join(", ")
    );
    let diagnostic = Diagnostic::new(Code::ToAssess, message);
    if requirements == 0 {
        return Some(diagnostic);
    }
    Some(diagnostic.help("tant qu'une exigence reste à évaluer, les taux sont provisoires et la mention est « Évaluation incomplète »"))
}
