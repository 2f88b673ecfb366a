//! The statements of the JSON report, with what was answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Objets visés ; vide : tous.
    pub objets: Vec<String>,
    /// Degrés visés ; vide : les deux.
    pub degres: Vec<String>,
    /// Vrai s'il fait partie du socle.
    pub socle: bool,
    /// Types de preuves admis ; vide : tous.
    pub preuves_attendues: Vec<String>,
    /// Le cas de « sans objet » que la grille prévoit.
    pub sans_objet_si: Option<String>,
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
    /// en_vigueur, incomplete, pas_encore, expiree ou dates_contradictoires.
    pub etat: String,
    /// Clés qui lui manquent pour être complète.
    pub manque: Vec<String>,
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
