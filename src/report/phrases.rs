//! Sentences that several formats print, written once.

use super::view::View;
use crate::answers::{Scope, Waiver, WaiverState};
use crate::assess::{Filter, Mention};
use crate::evidence::Validity;
use crate::grid::Grid;
use crate::words::{
    Level, Modality, Object, Verdict, Vocabulary, count, counted, fr, list_with, plain_line, quoted,
};
use crate::yaml::write::wrapped;

/// The width of paragraphs on the terminal.
const WIDTH: usize = 78;

/// What every report carries.
pub const DISCLAIMER: &str = "Auto-évaluation : ne vaut ni certification ni agrément.";

/// What a report says of a grid that does not rest on a read text of its own version.
pub const RECONSTRUCTED: &str =
    "Grille reconstituée : à confirmer sur le texte officiel avant tout usage contractuel.";

/// A paragraph for the terminal, harmless, cut into lines.
#[must_use]
pub(super) fn paragraph(text: &str) -> String {
    wrapped(&plain_line(text), WIDTH).join("\n") + "\n"
}

/// The warning about the grid, where it needs one.
#[must_use]
pub fn grid_warning(grid: &Grid) -> Option<String> {
    grid.is_reconstructed().then(|| fr(RECONSTRUCTED))
}

/// The mention without its scope: « Conforme (déclaré) », « Évaluation incomplète (3 exigences à
/// évaluer) ».
#[must_use]
pub fn mention(mention: &Mention) -> String {
    let label = mention.verdict.label();
    match mention.verdict {
        Verdict::Incomplete => {
            let left = counted(mention.to_assess, "exigence", "exigences");
            fr(&format!("{label} ({left} à évaluer)"))
        }
        Verdict::Compliant | Verdict::WithReserve | Verdict::UnderWaiver => {
            let mut details: Vec<String> = Vec::new();
            details.extend(mention.support.map(|support| support.label().to_owned()));
            if mention.verdict == Verdict::WithReserve {
                details.push(fr(&format!("{} « sans objet » hors cas prévu", mention.unforeseen)));
            }
            if mention.verdict == Verdict::UnderWaiver {
                details.push(counted(mention.waived, "dérogation", "dérogations"));
            }
            format!("{label} ({})", details.join(", "))
        }
        Verdict::Expired | Verdict::NotApplicable | Verdict::Partial | Verdict::NonCompliant => {
            label.to_owned()
        }
    }
}

/// The scope as people read it: « éditeur, socle, 2d degré : 48 énoncés sur 187 ».
#[must_use]
pub fn scope(view: &View<'_>) -> String {
    let project = view.matter.project;
    let parts = scope_words(project.object, &project.scope);
    fr(&format!(
        "{} : {} sur {}",
        parts.join(", "),
        counted(view.matter.assessment.total.in_scope(), "énoncé", "énoncés"),
        count(view.matter.grid.in_force())
    ))
}

/// The words of a scope: object, roles, core, degrees.
#[must_use]
pub fn scope_words(object: Object, scope: &Scope) -> Vec<String> {
    let mut parts = vec![object.label().to_owned()];
    parts.extend(scope.roles.iter().map(|role| role.label().to_lowercase()));
    if scope.core {
        parts.push("socle".into());
    }
    parts.extend(scope.degrees.iter().map(|degree| degree.label().to_owned()));
    parts
}

/// What a filtered view keeps: « axe TEC, rôle Éditeur ».
#[must_use]
pub fn filter(filter: &Filter) -> String {
    let mut parts: Vec<String> = filter.axes.iter().map(|axis| format!("axe {axis}")).collect();
    parts.extend(filter.roles.iter().map(|role| format!("rôle {}", role.label().to_lowercase())));
    parts.extend(filter.degrees.iter().map(|degree| degree.label().to_owned()));
    if filter.core {
        parts.push("socle".into());
    }
    parts.join(", ")
}

/// What a piece of evidence is worth, in a few words.
#[must_use]
pub fn validity(validity: &Validity) -> String {
    match validity {
        Validity::Valid => "valable".into(),
        Validity::NoFile => "référence seule : joignez une copie".into(),
        Validity::Outside => "hors du dossier du projet".into(),
        Validity::Address => "adresse sans fichier : joignez une copie".into(),
        Validity::Missing { .. } => "introuvable".into(),
        Validity::OtherCase { .. } => "autre nom sur le disque (majuscules)".into(),
        Validity::NotAFile => "n'est pas un fichier".into(),
        Validity::Unreadable => "illisible".into(),
        Validity::Changed => "modifiée depuis son enregistrement".into(),
        Validity::NotYetValid(date) => {
            format!("datée du {}, après la date de référence", date.french())
        }
        Validity::Expired(date) => format!("expirée le {}", date.french()),
        Validity::UnexpectedKind => "type non prévu par la grille".into(),
    }
}

/// The code of a validity in JSON.
#[must_use]
pub fn validity_code(validity: &Validity) -> &'static str {
    match validity {
        Validity::Valid => "valable",
        Validity::NoFile | Validity::Address => "sans_fichier",
        Validity::Outside => "hors_dossier",
        Validity::Missing { .. } => "introuvable",
        Validity::OtherCase { .. } => "autre_casse",
        Validity::NotAFile => "pas_un_fichier",
        Validity::Unreadable => "illisible",
        Validity::Changed => "modifiee",
        Validity::NotYetValid(_) => "pas_encore_valable",
        Validity::Expired(_) => "expiree",
        Validity::UnexpectedKind => "type_non_prevu",
    }
}

/// When a waiver holds: « du 15/01/2013 jusqu'au 31/12/2014 ».
#[must_use]
pub fn waiver_period(waiver: &Waiver) -> String {
    let from = waiver.granted_on.map(|day| format!("du {} ", day.value.french()));
    let until = waiver
        .until
        .map_or_else(|| "sans échéance".into(), |day| format!("jusqu'au {}", day.value.french()));
    format!("{}{until}", from.unwrap_or_default())
}

/// How long something still holds, its last day included: « dernier jour », « encore 12 jours ».
#[must_use]
pub fn days_left(days: i64) -> String {
    match u64::try_from(days).unwrap_or_default() {
        0 => "dernier jour".into(),
        days => format!("encore {}", counted(days, "jour", "jours")),
    }
}

/// What a waiver is worth, in a few words.
#[must_use]
pub fn waiver(state: &WaiverState) -> String {
    match state {
        WaiverState::Holds => "en vigueur".into(),
        WaiverState::Incomplete(missing) => {
            let names: Vec<String> = missing.iter().map(|key| quoted(key)).collect();
            fr(&format!("incomplète : il manque {}", list_with(&names, "et")))
        }
        WaiverState::NotYet(day) => format!("en vigueur à partir du {}", day.french()),
        WaiverState::Expired(day) => format!("expirée le {}", day.french()),
        WaiverState::EndsBeforeItBegins(end, begin) => {
            format!("finit le {}, avant de commencer le {}", end.french(), begin.french())
        }
    }
}

/// The code of the state of a waiver in JSON.
#[must_use]
pub fn waiver_code(state: &WaiverState) -> &'static str {
    match state {
        WaiverState::Holds => "en_vigueur",
        WaiverState::Incomplete(_) => "incomplete",
        WaiverState::NotYet(_) => "pas_encore",
        WaiverState::Expired(_) => "expiree",
        WaiverState::EndsBeforeItBegins(..) => "dates_contradictoires",
    }
}

/// A modality with its level: « doit (exigence) ».
#[must_use]
pub fn modality(modality: Modality) -> String {
    let level = match modality.level() {
        Level::Requirement => "exigence",
        Level::Recommendation => "recommandation",
    };
    format!("{} ({level})", modality.label().to_lowercase())
}
