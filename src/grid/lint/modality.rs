//! The text of a statement against its modality.

use super::modal::{Modal, Polarity, modals, near_modal};
use super::{Matter, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::Statement;
use crate::words::{Modality, Vocabulary, list_with, quoted, shown};
use crate::yaml::Reading;
use crate::yaml::scalar::first_line;

/// The text asks for something else than the modality says.
pub(super) fn contradicted(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for statement in matter.in_force() {
        let modals = modals(&statement.text);
        let Some(culprit) = contradiction(statement.modality, &modals) else {
            continue;
        };
        let name = quoted(culprit.name());
        let says = match culprit.is_verb {
            true => format!("le texte dit {name}"),
            false => {
                let word = shown(&statement.text[culprit.range.clone()]);
                format!("le texte dit {word}, soit {name}")
            }
        };
        let modality = quoted(statement.modality.key());
        let message = format!("{} : {says} ; la modalité, {modality}", statement.id);
        cx.report(
            Diagnostic::new(Code::ModalityContradicted, message)
                .at(place(statement.places.text, &statement.text, &culprit.range, cx))
                .at_with(statement.places.modality, "la modalité")
                .help("mettez le texte et la modalité d'accord, d'après le texte d'origine : d'eux dépend ce qui est exigé des projets"),
        );
    }
}

/// The word that contradicts a modality: of another level while none is of the same, or of the
/// same level but demanding where it should forbid, or the other way round.
fn contradiction(modality: Modality, modals: &[Modal]) -> Option<&Modal> {
    let same_level = || modals.iter().filter(|modal| modal.level == modality.level());
    if same_level().next().is_none() {
        let governing = modals.iter().find(|modal| modal.governs);
        return governing.or_else(|| modals.first());
    }
    let wanted = polarity(modality);
    let governing: Vec<&Modal> = match same_level().any(|modal| modal.governs) {
        true => same_level().filter(|modal| modal.governs).collect(),
        false => same_level().collect(),
    };
    let opposed = |modal: &&Modal| modal.polarity != wanted && modal.polarity != Polarity::Either;
    governing.iter().all(opposed).then(|| governing.first().copied()).flatten()
}

fn polarity(modality: Modality) -> Polarity {
    match modality {
        Modality::Must | Modality::Should => Polarity::Plain,
        Modality::MustNot | Modality::ShouldNot => Polarity::Negative,
    }
}

/// Nothing in the text says what it asks for.
pub(super) fn absent(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for statement in matter.in_force() {
        if !modals(&statement.text).is_empty() {
            continue;
        }
        let words = allowed(statement.modality);
        let message = format!("{} : le texte ne dit ni {words}", statement.id);
        let diagnostic = Diagnostic::new(Code::ModalityAbsent, message);
        let (span, help) = match near_modal(&statement.text) {
            Some(range) => (
                place(statement.places.text, &statement.text, &range, cx),
                format!(
                    "{} n'exige ni ne recommande : récrivez la phrase avec {}",
                    shown(&statement.text[range]),
                    quoted(label(statement.modality))
                ),
            ),
            None => (
                first_line(statement.places.text, cx),
                format!("récrivez la phrase avec {}", quoted(label(statement.modality))),
            ),
        };
        cx.report(diagnostic.at(span).help(help));
    }
}

/// « « doit » ni « doivent » ».
fn allowed(modality: Modality) -> String {
    let words = match modality {
        Modality::Must | Modality::MustNot => ["doit", "doivent"],
        Modality::Should | Modality::ShouldNot => ["devrait", "devraient"],
    };
    list_with(&words.map(quoted), "ni")
}

fn label(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "doit",
        Modality::MustNot => "ne doit pas",
        Modality::Should => "devrait",
        Modality::ShouldNot => "ne devrait pas",
    }
}

/// Two things are asked for, with different strengths: one answer cannot do for both.
pub(super) fn several(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for statement in matter.in_force() {
        let modals = modals(&statement.text);
        if contradiction(statement.modality, &modals).is_some() {
            continue;
        }
        let Some((first, other)) = two_modalities(&modals) else {
            continue;
        };
        let word = |modal: &Modal| quoted(modal.name());
        let message = format!(
            "{} : deux modalités dans un énoncé, {} et {}",
            statement.id,
            word(first),
            word(other)
        );
        cx.report(
            Diagnostic::new(Code::TwoModalities, message)
                .at(place(statement.places.text, &statement.text, &other.range, cx))
                .help(format!(
                    "un projet ne donne qu'une réponse par énoncé : {}",
                    split_help(statement)
                )),
        );
    }
}

fn split_help(statement: &Statement) -> String {
    format!(
        "gardez ici ce que dit « {} », et faites du reste un autre énoncé",
        label(statement.modality)
    )
}

/// The first two governing words that do not ask for the same.
fn two_modalities(modals: &[Modal]) -> Option<(&Modal, &Modal)> {
    let mut governing = modals.iter().filter(|modal| modal.governs);
    let first = governing.next()?;
    let differs = |other: &&Modal| {
        let clear = first.polarity != Polarity::Either && other.polarity != Polarity::Either;
        other.level != first.level || (clear && other.polarity != first.polarity)
    };
    governing.find(differs).map(|other| (first, other))
}
