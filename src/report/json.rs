//! The report for programs. These structs are a promise (`docs/stability.md`): they follow the
//! words of the files, never the inner types.

mod build;
mod check;
mod gap;
mod read;
mod state;
mod statement;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(in crate::report) use build::level;
pub use build::{document, piece_result, project_identity, rate, render, tool};
pub use gap::{GapPath, GapStep, LevelGaps, ReadingGaps};
pub use read::read;
pub use state::state;
pub use statement::{ActionResult, PieceResult, StatementResult, VerificationResult, WaiverResult};

/// Rapport de conformité produit par sdet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Façon de lire ce document ; 1 aujourd'hui.
    pub format: u32,
    /// Le programme qui a produit le rapport.
    pub outil: Tool,
    /// La limite que tout rapport rappelle.
    pub avertissement: String,
    /// La grille.
    pub grille: GridIdentity,
    /// Date de référence, AAAA-MM-JJ.
    pub date: String,
    /// Dernier jour de validité de l'évaluation, AAAA-MM-JJ.
    pub valable_jusqu_au: String,
    /// Vrai si les éléments internes ont été retirés (--public).
    pub public: bool,
    /// Le projet évalué.
    pub projet: ProjectIdentity,
    /// La vue demandée ; null pour tout le périmètre.
    pub filtre: Option<FilterWords>,
    /// Les résultats d'ensemble.
    pub synthese: Summary,
    /// Ce qui sépare le déclaré du prouvé, et le prouvé du vérifié.
    pub ecarts: ReadingGaps,
    /// Les résultats par axe, dans l'ordre de la grille.
    pub axes: Vec<AxisResult>,
    /// Les résultats par rôle ; un énoncé compte pour chacun de ses rôles.
    pub roles: Vec<RoleResult>,
    /// Les énoncés du périmètre, dans l'ordre de la grille.
    pub enonces: Vec<StatementResult>,
    /// Réponses à des énoncés hors du périmètre : jamais comptées.
    pub hors_perimetre: Vec<String>,
}

/// Un programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// Son nom.
    pub nom: String,
    /// Sa version.
    pub version: String,
}

/// Une grille et ce sur quoi elle repose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GridIdentity {
    /// Son nom court.
    pub id: String,
    /// Sa version.
    pub version: String,
    /// Son titre.
    pub titre: String,
    /// brouillon ou publiee.
    pub etat: String,
    /// Sa date, AAAA-MM-JJ.
    pub date: String,
    /// Empreinte de son contenu.
    pub sha256: String,
    /// Nombre d'énoncés en vigueur par fondement.
    pub fondements: BasisCounts,
    /// Rappel à imprimer avec tout résultat, si la grille est reconstituée.
    pub avertissement: Option<String>,
    /// Remarque à imprimer partout où les axes sont présentés.
    pub note_axes: Option<String>,
    /// Version qui la remplace, si une grille connue le dit.
    pub remplacee_par: Option<ReplacedBy>,
    /// Coefficients des notes et durées de validité.
    pub bareme: ScaleValues,
}

/// Nombre d'énoncés en vigueur par fondement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BasisCounts {
    /// Texte lu de la même version.
    pub texte: u64,
    /// Texte lu d'une autre version.
    pub version_voisine: u64,
    /// Loi, règlement ou norme de l'époque.
    pub texte_lie: u64,
    /// Connaissance du domaine.
    pub reconstitution: u64,
}

/// La version qui remplace la grille.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplacedBy {
    /// Sa version.
    pub version: String,
    /// Depuis quand, AAAA-MM-JJ.
    pub le: String,
}

/// Coefficients, en pour cent, et durées, en mois.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleValues {
    /// Part de la note due aux exigences.
    pub coef_exigences: u32,
    /// Part que les recommandations ajoutent.
    pub coef_recommandations: u32,
    /// Ce que vaut une réponse partielle dans l'avancement et les notes.
    pub coef_partiel: u32,
    /// Note la plus haute.
    pub note_max: u32,
    /// Seuil de la mention « Partiellement conforme ».
    pub seuil_partielle: u32,
    /// Validité d'une évaluation.
    pub validite_mois: u32,
    /// Validité après le remplacement de la grille.
    pub validite_apres_remplacement_mois: u32,
}

/// Le projet évalué.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProjectIdentity {
    /// Son nom.
    pub intitule: String,
    /// solution, projet ou service_tiers.
    pub objet: String,
    /// Jour de l'évaluation, AAAA-MM-JJ.
    pub date_evaluation: String,
    /// Ce qui le concerne.
    pub perimetre: ScopeWords,
    /// Nombre d'énoncés jugés.
    pub enonces: u64,
    /// Nombre d'énoncés en vigueur de la grille.
    pub enonces_grille: u64,
}

/// Un périmètre ; une liste vide n'exclut rien.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScopeWords {
    /// 1d, 2d.
    pub degres: Vec<String>,
    /// Rôles.
    pub roles: Vec<String>,
    /// Seulement le socle.
    pub socle: bool,
}

/// Une vue partielle demandée en ligne de commande.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FilterWords {
    /// Axes gardés.
    pub axes: Vec<String>,
    /// Rôles gardés.
    pub roles: Vec<String>,
    /// Degrés gardés.
    pub degres: Vec<String>,
    /// Seulement le socle.
    pub socle: bool,
}

/// Les résultats d'ensemble.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// La mention ; null pour une vue partielle.
    pub mention: Option<MentionWords>,
    /// Vrai tant qu'une exigence reste à évaluer.
    pub provisoire: bool,
    /// Les exigences.
    pub exigences: LevelFigures,
    /// Les recommandations.
    pub recommandations: LevelFigures,
    /// Les notes indicatives.
    pub notes: MarkValues,
}

/// La conclusion, en mots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MentionWords {
    /// perimee, incomplete, sans_objet, conforme, conforme_sous_reserve, conforme_sous_derogation, partiellement_conforme ou non_conforme.
    pub code: String,
    /// Comme elle s'imprime, sans son périmètre.
    pub libelle: String,
    /// declare, prouve ou verifie pour une mention conforme ; null sinon.
    pub appui: Option<String>,
    /// La phrase entière, avec son périmètre.
    pub phrase: String,
}

/// Comptes et taux d'un niveau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelFigures {
    /// Énoncés du périmètre (N).
    pub enonces: u64,
    /// Applicables (A).
    pub applicables: u64,
    /// Applicables, avec les « sans objet » hors cas prévu (A').
    pub applicables_stricts: u64,
    /// Conformes (C).
    pub conformes: u64,
    /// Partiels (P).
    pub partiels: u64,
    /// Non conformes (K).
    pub non_conformes: u64,
    /// À évaluer (V).
    pub a_evaluer: u64,
    /// Sans objet justifiés (SO).
    pub sans_objet: u64,
    /// Ceux que la grille ne prévoit pas.
    pub sans_objet_hors_cas: u64,
    /// Partiels ou non conformes sous dérogation en vigueur (D).
    pub derogations: u64,
    /// Partiels ou non conformes avec une raison écrite ou une dérogation en vigueur.
    pub expliques: u64,
    /// Contredits par une vérification.
    pub infirmes: u64,
    /// Conformes et prouvés (Cp).
    pub conformes_prouves: u64,
    /// Partiels et prouvés (Pp).
    pub partiels_prouves: u64,
    /// Conformes et vérifiés (Cv).
    pub conformes_verifies: u64,
    /// C/A.
    pub taux: Option<RateValue>,
    /// Cp/A'.
    pub taux_prouve: Option<RateValue>,
    /// Cv/A'.
    pub taux_verifie: Option<RateValue>,
    /// C/(A−D).
    pub taux_hors_derogation: Option<RateValue>,
    /// (A−V)/A.
    pub completude: Option<RateValue>,
    /// (C + p·P)/A, en centièmes : un chiffre de travail.
    pub avancement: Option<RateValue>,
    /// (C + expliqués)/A, pour les recommandations ; null pour les exigences.
    pub prise_en_compte: Option<RateValue>,
}

/// Un taux exact et son pourcentage tronqué à une décimale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RateValue {
    /// Numérateur.
    pub num: u64,
    /// Dénominateur, jamais nul.
    pub den: u64,
    /// Pourcentage, avec un point et une décimale.
    pub pct: String,
}

/// Les notes indicatives, tronquées à une décimale ; null si rien ne s'applique.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MarkValues {
    /// Sur les réponses déclarées.
    pub theorique: Option<String>,
    /// Sur les réponses prouvées.
    pub pratique: Option<String>,
    /// Théorique moins pratique.
    pub ecart: Option<String>,
    /// Note la plus haute.
    pub sur: u32,
}

/// Les résultats d'un axe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AxisResult {
    /// Son identifiant.
    pub id: String,
    /// Son titre.
    pub titre: String,
    /// Vrai tant qu'une de ses exigences reste à évaluer.
    pub provisoire: bool,
    /// Ses exigences.
    pub exigences: LevelFigures,
    /// Ses recommandations.
    pub recommandations: LevelFigures,
    /// Ses notes indicatives.
    pub notes: MarkValues,
}

/// Les résultats d'un rôle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleResult {
    /// Le rôle ; null pour les énoncés qui n'en désignent pas.
    pub id: Option<String>,
    /// Ses exigences.
    pub exigences: LevelFigures,
    /// Ses recommandations.
    pub recommandations: LevelFigures,
}
