//! The inventory for programs. These structs are a promise, like those of the JSON report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Citation, Inventory};
use crate::evidence::Validity;
use crate::report::json::{
    PieceResult, ProjectIdentity, Tool, piece_result, project_identity, tool,
};
use crate::report::phrases;
use crate::words::{Vocabulary, json_text};

/// The newest format of the inventory.
const FORMAT: u32 = 1;

/// Inventaire des preuves d'un projet, produit par sdet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceReport {
    /// Façon de lire ce document ; 1 aujourd'hui.
    pub format: u32,
    /// Le programme qui l'a produit.
    pub outil: Tool,
    /// La limite que tout document rappelle.
    pub avertissement: String,
    /// La grille, comme « sdet@4.1 ».
    pub grille: String,
    /// Date de référence, AAAA-MM-JJ.
    pub date: String,
    /// Délai regardé pour les échéances, en jours.
    pub horizon: u32,
    /// Dernier jour regardé, AAAA-MM-JJ.
    pub jusqu_au: String,
    /// Vrai si les chemins ont été retirés.
    pub public: bool,
    /// Le projet.
    pub projet: ProjectIdentity,
    /// Vrai si --exiger-valides finirait par le code 1.
    pub constat: bool,
    /// Les pièces citées.
    pub pieces: Vec<PieceInventory>,
    /// Énoncés conformes ou partiels sans preuve valable : exigences d'abord.
    pub sans_preuve: Vec<UnsupportedStatement>,
    /// Énoncés contredits par une vérification.
    pub infirmes: Vec<String>,
    /// Dérogations comptées qui finissent dans le délai.
    pub derogations_a_echeance: Vec<EndingWaiver>,
    /// Fichiers de preuves/ qu'aucune réponse ne cite.
    pub inutilisees: Vec<String>,
}

/// Une pièce et tous les énoncés qui la citent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PieceInventory {
    /// Énoncés qui la citent.
    pub enonces: Vec<String>,
    /// Pour une pièce introuvable : fichier qui porte l'empreinte enregistrée.
    pub renommee_en: Option<String>,
    /// Pour une pièce introuvable ou aux autres majuscules : nom du fichier sur le disque.
    pub nom_sur_disque: Option<String>,
    /// Jours jusqu'à son dernier jour, si elle est valable et qu'il est dans le délai.
    pub jours_restants: Option<i64>,
    /// La pièce, citation par citation, dans l'ordre de « enonces ».
    pub citations: Vec<PieceResult>,
}

/// Un énoncé déclaré sans preuve valable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnsupportedStatement {
    /// Son identifiant.
    pub id: String,
    /// exigence ou recommandation.
    pub niveau: String,
    /// Vrai s'il est critique.
    pub critique: bool,
    /// conforme ou partiel.
    pub statut: String,
    /// Nombre de pièces citées, dont aucune ne prouve.
    pub pieces: u64,
    /// Types de pièces admis ; vide : tous.
    pub preuves_attendues: Vec<String>,
}

/// Une dérogation qui arrive à échéance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EndingWaiver {
    /// L'énoncé.
    pub id: String,
    /// Dernier jour, AAAA-MM-JJ.
    pub echeance: String,
    /// Jours jusque-là.
    pub jours_restants: i64,
}

/// The inventory as JSON text, ended by a line break.
#[must_use]
pub fn render(inventory: &Inventory<'_>) -> String {
    json_text(&document(inventory))
}

fn document(inventory: &Inventory<'_>) -> EvidenceReport {
    let view = inventory.view;
    let day = view.matter.assessment.day;
    EvidenceReport {
        format: FORMAT,
        outil: tool(),
        avertissement: crate::words::fr(phrases::DISCLAIMER),
        grille: view.matter.grid.head.name.to_string(),
        date: day.to_string(),
        horizon: inventory.horizon,
        jusqu_au: inventory.until().to_string(),
        public: view.public,
        projet: project_identity(view),
        constat: inventory.lacks_something(),
        pieces: inventory.pieces.iter().map(|entry| piece(inventory, &entry.citations)).collect(),
        sans_preuve: inventory
            .unsupported
            .iter()
            .map(|row| UnsupportedStatement {
                id: row.statement.id.clone(),
                niveau: row.statement.level().key().into(),
                critique: row.statement.critical,
                statut: row.judged.standing.key().into(),
                pieces: row.pieces.len() as u64,
                preuves_attendues: row
                    .statement
                    .expected_evidence
                    .iter()
                    .map(|kind| kind.key().to_owned())
                    .collect(),
            })
            .collect(),
        infirmes: inventory.refuted.iter().map(|row| row.statement.id.clone()).collect(),
        derogations_a_echeance: inventory
            .ending_waivers
            .iter()
            .filter_map(|row| {
                let end = row.waiver.as_ref()?.waiver.until?.value;
                Some(EndingWaiver {
                    id: row.statement.id.clone(),
                    echeance: end.to_string(),
                    jours_restants: day.days_until(end),
                })
            })
            .collect(),
        inutilisees: inventory.unused.iter().map(|file| file.path.clone()).collect(),
    }
}

fn piece(inventory: &Inventory<'_>, citations: &[Citation<'_>]) -> PieceInventory {
    let day = inventory.view.matter.assessment.day;
    let first = citations[0].piece;
    let renamed = first.path.and_then(|path| inventory.renamed.get(path));
    let on_disk = match first.validity {
        Validity::Missing { near } => near.clone(),
        Validity::OtherCase { actual } => Some(actual.clone()),
        Validity::Valid
        | Validity::NoFile
        | Validity::Outside
        | Validity::Address
        | Validity::NotAFile
        | Validity::Unreadable
        | Validity::Changed
        | Validity::NotYetValid(_)
        | Validity::Expired(_)
        | Validity::UnexpectedKind => None,
    };
    let valid = citations.iter().filter(|one| *one.piece.validity == Validity::Valid);
    let end = valid.filter_map(|one| one.piece.piece.valid_until.map(|date| date.value)).min();
    PieceInventory {
        enonces: citations.iter().map(|one| one.row.statement.id.clone()).collect(),
        renommee_en: renamed.map(|path| (*path).to_owned()),
        nom_sur_disque: on_disk.filter(|_| !inventory.view.public),
        jours_restants: end.filter(|end| *end <= inventory.until()).map(|end| day.days_until(end)),
        citations: citations.iter().map(|one| piece_result(one.piece)).collect(),
    }
}
