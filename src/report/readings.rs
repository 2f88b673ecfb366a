//! The three readings in words: what separates one from the next, and what to do about it.

use super::view::View;
use crate::assess::{Counts, Gap, Step};
use crate::evidence::Validity;
use crate::fraction::Rate;
use crate::words::{Level, Vocabulary, counted, fr, french_decimal};

/// One of the three readings of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The answers as given.
    Declared,
    /// Those that a valid piece supports.
    Proved,
    /// Those of them that someone else confirmed.
    Verified,
}

impl Reading {
    /// The three, each stricter than the one before.
    pub const ALL: [Self; 3] = [Self::Declared, Self::Proved, Self::Verified];

    /// Its name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Declared => "Déclaré",
            Self::Proved => "Prouvé",
            Self::Verified => "Vérifié",
        }
    }

    /// What it counts, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Declared => "réponses données",
            Self::Proved => "réponses appuyées par une pièce valable",
            Self::Verified => "réponses prouvées, confirmées par une autre personne",
        }
    }

    /// Its rate.
    #[must_use]
    pub fn rate(self, counts: &Counts) -> Option<Rate> {
        match self {
            Self::Declared => counts.rate(),
            Self::Proved => counts.proved_rate(),
            Self::Verified => counts.verified_rate(),
        }
    }

    /// How many compliant statements it counts.
    #[must_use]
    pub fn compliant(self, counts: &Counts) -> u64 {
        match self {
            Self::Declared => counts.compliant,
            Self::Proved => counts.compliant_proved,
            Self::Verified => counts.compliant_verified,
        }
    }

    /// Its indicative mark, for the readings that have one: « — » for the third.
    #[must_use]
    pub fn mark(self, view: &View<'_>) -> String {
        let mark = match self {
            Self::Declared => &view.marks().theoretical,
            Self::Proved => &view.marks().practical,
            Self::Verified => return "—".into(),
        };
        mark.as_ref().map_or_else(|| "sans objet".into(), |mark| french_decimal(mark.tenths()))
    }
}

/// The words for some statements of a level.
#[must_use]
pub fn statements(number: u64, level: Level) -> String {
    match level {
        Level::Requirement => counted(number, "exigence", "exigences"),
        Level::Recommendation => counted(number, "recommandation", "recommandations"),
    }
}

/// « 6 exigences de plus sont prouvées si vous joignez ces 4 pièces » ; none where no piece would
/// do.
#[must_use]
pub fn way_to_proved(level: Level, gap: &Gap) -> Option<String> {
    let gained = gap.gained();
    let subject = statements(gained, level);
    let are = if gained < 2 { "est prouvée" } else { "sont prouvées" };
    let pieces = match gap.steps.len() {
        0 => return None,
        1 => "une pièce".to_owned(),
        number => format!("ces {}", counted(number as u64, "pièce", "pièces")),
    };
    let verb = match gap.steps.iter().all(is_attached) {
        true => format!("vous joignez {pieces}"),
        false => format!("vous mettez en règle {pieces}"),
    };
    Some(fr(&format!("{subject} de plus {are} si {verb}")))
}

/// « 22 exigences de plus sont vérifiées si une autre personne confirme les réponses que ces
/// 6 pièces appuient ».
#[must_use]
pub fn way_to_verified(level: Level, gap: &Gap) -> Option<String> {
    let gained = gap.gained();
    let subject = statements(gained, level);
    let are = if gained < 2 { "est vérifiée" } else { "sont vérifiées" };
    let pieces = match gap.steps.len() {
        0 => return None,
        1 => "qu'une pièce appuie".to_owned(),
        number => format!("que ces {} appuient", counted(number as u64, "pièce", "pièces")),
    };
    Some(fr(&format!(
        "{subject} de plus {are} si une autre personne confirme les réponses {pieces}"
    )))
}

/// Whether joining a file is all there is to do.
fn is_attached(step: &Step) -> bool {
    step.faults.iter().all(|fault| match fault {
        Validity::NoFile
        | Validity::Address
        | Validity::Outside
        | Validity::Missing { .. }
        | Validity::Expired(_) => true,
        Validity::Valid
        | Validity::OtherCase { .. }
        | Validity::NotAFile
        | Validity::Unreadable
        | Validity::Changed
        | Validity::NotYetValid(_)
        | Validity::UnexpectedKind => false,
    })
}

/// What to do so that a piece proves: one thing for each fault; nothing for none.
#[must_use]
pub fn remedy(faults: &[Validity]) -> String {
    let faults = faults.iter().filter(|fault| **fault != Validity::Valid);
    let remedies: Vec<String> = faults.map(one_remedy).collect();
    fr(&remedies.join(" ; "))
}

fn one_remedy(fault: &Validity) -> String {
    match fault {
        Validity::Valid => String::new(),
        Validity::NoFile | Validity::Address => "joindre une copie".into(),
        Validity::Outside => "copier le fichier dans le dossier du projet".into(),
        Validity::Missing { .. } => "joindre le fichier, introuvable".into(),
        Validity::OtherCase { .. } => "écrire le nom avec ses majuscules".into(),
        Validity::NotAFile => "citer un fichier plutôt qu'un dossier".into(),
        Validity::Unreadable => "rendre le fichier lisible".into(),
        Validity::Changed => "contrôler le fichier, modifié depuis son enregistrement".into(),
        Validity::NotYetValid(day) => {
            format!("joindre une pièce plus ancienne : celle-ci est du {}", day.french())
        }
        Validity::Expired(day) => format!("remplacer la pièce, expirée le {}", day.french()),
        Validity::UnexpectedKind => "joindre une pièce d'un type attendu".into(),
    }
}

/// The kinds a statement accepts: « rapport d'essai, capture d'écran », or any.
#[must_use]
pub fn accepted_kinds(view: &View<'_>, statement: usize) -> String {
    let kinds = &view.matter.grid.statements[statement].expected_evidence;
    if kinds.is_empty() {
        return "tout type".into();
    }
    kinds.iter().map(|kind| kind.label().to_lowercase()).collect::<Vec<_>>().join(", ")
}
