//! What separates the readings, in the JSON report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::{Gap, Gaps};
use crate::report::phrases;
use crate::report::view::View;
use crate::words::Level;

/// Ce qui sépare les trois lectures de chaque niveau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadingGaps {
    /// Les exigences.
    pub exigences: LevelGaps,
    /// Les recommandations.
    pub recommandations: LevelGaps,
}

/// Ce qui sépare les trois lectures d'un niveau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelGaps {
    /// Du déclaré au prouvé : énoncés conformes que rien ne prouve.
    pub declare_prouve: GapPath,
    /// Du prouvé au vérifié : énoncés conformes et prouvés que personne d'autre n'a confirmés.
    pub prouve_verifie: GapPath,
}

/// Le chemin d'une lecture à la suivante, le plus court d'abord.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GapPath {
    /// Nombre d'énoncés que les étapes font gagner ensemble.
    pub gagnes: u64,
    /// Une pièce à la fois ; la première fait gagner le plus d'énoncés.
    pub etapes: Vec<GapStep>,
    /// Énoncés conformes qui ne citent aucune pièce.
    pub sans_piece: Vec<String>,
    /// Énoncés conformes contredits par une vérification.
    pub infirmes: Vec<String>,
    /// « Sans objet » que la grille ne prévoit pas, toujours comptés dans le prouvé et le vérifié.
    pub sans_objet_hors_cas: Vec<String>,
    /// Énoncés dont la vérification favorable ne compte pas : trop tardive, ou de qui a répondu.
    pub verification_non_comptee: Vec<String>,
}

/// Une pièce à mettre en règle, ou à faire relire par une autre personne.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GapStep {
    /// Son chemin ; null dans un rapport public.
    pub fichier: Option<String>,
    /// Sa référence, à défaut de fichier.
    pub reference: Option<String>,
    /// Tout ce qui l'empêche de prouver, avec les mots de « etat » ; vide si elle prouve.
    pub defauts: Vec<String>,
    /// Énoncés gagnés par cette étape, et par aucune étape précédente.
    pub enonces: Vec<String>,
}

pub(super) fn readings(view: &View<'_>) -> ReadingGaps {
    let level = |level| {
        let Gaps { to_proved, to_verified } = view.gaps(level);
        LevelGaps { declare_prouve: path(view, to_proved), prouve_verifie: path(view, to_verified) }
    };
    ReadingGaps {
        exigences: level(Level::Requirement),
        recommandations: level(Level::Recommendation),
    }
}

fn path(view: &View<'_>, gap: &Gap) -> GapPath {
    let ids = |statements: &[usize]| -> Vec<String> {
        statements.iter().map(|statement| view.id(*statement).to_owned()).collect()
    };
    let step = |step: &crate::assess::Step| {
        let piece = view.piece(step.piece);
        GapStep {
            fichier: piece.and_then(|piece| piece.path).map(String::from),
            reference: piece.and_then(|piece| piece.piece.reference.clone()),
            defauts: step.faults.iter().map(|one| phrases::validity_code(one).into()).collect(),
            enonces: ids(&step.statements),
        }
    };
    GapPath {
        gagnes: gap.gained(),
        etapes: gap.steps.iter().map(step).collect(),
        sans_piece: ids(&gap.without_piece),
        infirmes: ids(&gap.refuted),
        sans_objet_hors_cas: ids(&gap.unforeseen),
        verification_non_comptee: ids(&gap.uncounted),
    }
}
