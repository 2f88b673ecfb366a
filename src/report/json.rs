//! The report for programs. These structs are a promise (`docs/stability.md`): they follow the
//! words of the files, never the inner types.

mod build;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use build::{document, render};

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

/// Un énoncé et sa réponse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementResult {
    /// Son identifiant permanent.
    pub id: String,
    /// Son axe.
    pub axe: String,
    /// doit, ne_doit_pas, devrait ou ne_devrait_pas.
    pub modalite: String,
    /// exigence ou recommandation.
    pub niveau: String,
    /// Vrai s'il s'imprime en premier quand il n'est pas respecté.
    pub critique: bool,
    /// Son texte.
    pub enonce: String,
    /// Ce sur quoi sa rédaction repose.
    pub fondement: String,
    /// Qui doit agir.
    pub concerne: Vec<String>,
    /// Types de preuves admis ; vide : tous.
    pub preuves_attendues: Vec<String>,
    /// La réponse donnée.
    pub statut: String,
    /// La réponse comptée : un « sans objet » sans justification compte comme à évaluer.
    pub compte_comme: String,
    /// Pourquoi.
    pub justification: Option<String>,
    /// Note interne ; null dans un rapport public.
    pub commentaire_interne: Option<String>,
    /// Au moins une preuve valable, et aucune vérification défavorable.
    pub prouve: bool,
    /// Prouvé, et confirmé par une autre personne.
    pub verifie: bool,
    /// Contredit par une vérification.
    pub infirme: bool,
    /// Partiel ou non conforme, sous dérogation en vigueur.
    pub derogation: bool,
    /// Pour un « sans objet » compté : si la grille prévoit ce cas.
    pub sans_objet_prevu: Option<bool>,
    /// Les pièces.
    pub preuves: Vec<PieceResult>,
    /// La dérogation telle que déclarée.
    pub derogation_declaree: Option<WaiverResult>,
    /// Ce qui sera fait.
    pub action: Option<ActionResult>,
    /// L'avis d'une seconde personne.
    pub verification: Option<VerificationResult>,
    /// Jour de la réponse, AAAA-MM-JJ.
    pub evalue_le: Option<String>,
    /// Fonction de qui répond ; null dans un rapport public.
    pub evalue_par: Option<String>,
}

/// Une pièce et ce qu'elle vaut à la date de référence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PieceResult {
    /// Son chemin ; null dans un rapport public.
    pub fichier: Option<String>,
    /// Sa référence, à défaut de fichier.
    pub reference: Option<String>,
    /// Page ou passage.
    pub page: Option<String>,
    /// Son type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Sa date, AAAA-MM-JJ.
    pub date: Option<String>,
    /// Son dernier jour, AAAA-MM-JJ.
    pub valable_jusqu_au: Option<String>,
    /// Empreinte du fichier trouvé.
    pub sha256: Option<String>,
    /// Vrai si elle prouve.
    pub valable: bool,
    /// valable, sans_fichier, hors_dossier, introuvable, autre_casse, pas_un_fichier, illisible, modifiee, pas_encore_valable, expiree ou type_non_prevu.
    pub etat: String,
}

/// Une dérogation telle que déclarée.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaiverResult {
    /// Autorité.
    pub accordee_par: Option<String>,
    /// Référence de la décision.
    pub reference: Option<String>,
    /// Raison.
    pub motif: Option<String>,
    /// Premier jour, AAAA-MM-JJ.
    pub accordee_le: Option<String>,
    /// Dernier jour, AAAA-MM-JJ.
    pub echeance: Option<String>,
    /// Mesure prise en attendant.
    pub compensation: Option<String>,
    /// Vrai si rien n'y manque.
    pub complete: bool,
    /// Vrai si elle est complète et en vigueur à la date de référence.
    pub en_vigueur: bool,
}

/// Ce qui sera fait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActionResult {
    /// Quoi.
    pub libelle: String,
    /// Fonction de qui le fera ; null dans un rapport public.
    pub porteur: Option<String>,
    /// Pour quand, AAAA-MM-JJ.
    pub echeance: Option<String>,
}

/// L'avis d'une seconde personne.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerificationResult {
    /// Sa fonction ; null dans un rapport public.
    pub par: Option<String>,
    /// Le jour, AAAA-MM-JJ.
    pub le: String,
    /// confirme ou infirme.
    pub avis: String,
    /// Sa remarque.
    pub remarque: Option<String>,
}
