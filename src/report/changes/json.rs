//! The comparison for programs; a promise, like the JSON report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wording::{Run, runs};
use super::{ORDER, counts, of_class};
use crate::grid::{Change, Comparison, Grid, Statement};
use crate::report::json::Tool;
use crate::words::{ChangeClass, Vocabulary};

/// The newest format of the document.
const FORMAT: u32 = 1;

/// Comparaison de deux versions d'une grille.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GridChanges {
    /// Façon de lire ce document ; 1 aujourd'hui.
    pub format: u32,
    /// Le programme qui a comparé.
    pub outil: Tool,
    /// L'ancienne version.
    pub de: GridSide,
    /// La nouvelle version.
    pub vers: GridSide,
    /// Le nombre d'énoncés de chaque classe, dans chaque version.
    pub classes: Vec<ClassCount>,
    /// Chaque énoncé des deux versions, une fois, dans l'ordre de la nouvelle.
    pub changements: Vec<StatementChange>,
}

/// Une version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GridSide {
    /// Nom court de la grille.
    pub id: String,
    /// Sa version.
    pub version: String,
    /// Son état.
    pub etat: String,
    /// Sa date, AAAA-MM-JJ.
    pub date: String,
    /// Son empreinte.
    pub sha256: String,
    /// Nombre d'énoncés, abrogés compris.
    pub enonces: u64,
}

/// Les énoncés d'une classe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClassCount {
    /// La classe, un mot du glossaire.
    pub classe: String,
    /// Énoncés de l'ancienne version.
    pub anciens: u64,
    /// Énoncés de la nouvelle version.
    pub nouveaux: u64,
}

/// Ce qui est arrivé à un énoncé, ou à ceux qui ont été scindés ou fusionnés.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementChange {
    /// La classe.
    pub classe: String,
    /// Les énoncés de l'ancienne version ; vide pour un ajout.
    pub anciens: Vec<StatementSide>,
    /// Les énoncés de la nouvelle version ; vide pour un énoncé disparu.
    pub nouveaux: Vec<StatementSide>,
    /// Tout ce qui diffère.
    pub attributs: Vec<String>,
    /// Ce que devient une réponse : gardee, a_revoir ou abandonnee ; null pour un ajout.
    pub reponse: Option<String>,
    /// Pourquoi, si la grille le dit.
    pub motif: Option<String>,
    /// La différence des deux textes, mot à mot ; vide s'ils sont les mêmes ou plus de deux.
    pub difference: Vec<Wording>,
}

/// Un énoncé d'une version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementSide {
    /// Son identifiant.
    pub id: String,
    /// Son axe.
    pub axe: String,
    /// Sa modalité.
    pub modalite: String,
    /// Son niveau.
    pub niveau: String,
    /// Son état.
    pub etat: String,
    /// Son texte.
    pub enonce: String,
}

/// Une suite de mots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Wording {
    /// egal, retire ou ajoute.
    pub sort: String,
    /// Les mots.
    pub texte: String,
}

/// The comparison as JSON text, ended by a line break.
#[must_use]
pub fn render(comparison: &Comparison<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&document(comparison)).unwrap_or_default();
    text.push('\n');
    text
}

fn document(comparison: &Comparison<'_>) -> GridChanges {
    let classes = counts(comparison);
    let classes = ORDER.iter().chain([&ChangeClass::Unchanged]).map(|class| {
        let (old, new) = classes.get(class).copied().unwrap_or_default();
        ClassCount { classe: class.key().into(), anciens: old, nouveaux: new }
    });
    debug_assert_eq!(
        ORDER
            .iter()
            .chain([&ChangeClass::Unchanged])
            .map(|class| of_class(comparison, *class).count())
            .sum::<usize>(),
        comparison.changes.len(),
        "a class is missing from the order"
    );
    GridChanges {
        format: FORMAT,
        outil: Tool { nom: "sdet".into(), version: env!("CARGO_PKG_VERSION").into() },
        de: side(comparison.old),
        vers: side(comparison.new),
        classes: classes.collect(),
        changements: comparison
            .changes
            .iter()
            .map(|change| of_change(change, comparison))
            .collect(),
    }
}

fn side(grid: &Grid) -> GridSide {
    GridSide {
        id: grid.head.name.id.clone(),
        version: grid.head.name.version.to_string(),
        etat: grid.head.state.key().into(),
        date: grid.head.date.to_string(),
        sha256: grid.sha256.clone(),
        enonces: grid.statements.len() as u64,
    }
}

fn of_change(change: &Change<'_>, comparison: &Comparison<'_>) -> StatementChange {
    let difference = match (change.old.as_slice(), change.new.as_slice()) {
        ([old], [new]) if old.text != new.text => runs(&old.text, &new.text),
        _ => Vec::new(),
    };
    StatementChange {
        classe: change.class.key().into(),
        anciens: change.old.iter().map(|one| of_statement(one, comparison.old)).collect(),
        nouveaux: change.new.iter().map(|one| of_statement(one, comparison.new)).collect(),
        attributs: change.traits.iter().map(|one| one.key().to_owned()).collect(),
        reponse: (!change.old.is_empty()).then(|| change.outcome.key().to_owned()),
        motif: change.reason.map(str::to_owned),
        difference: difference.into_iter().map(wording).collect(),
    }
}

fn of_statement(statement: &Statement, grid: &Grid) -> StatementSide {
    StatementSide {
        id: statement.id.clone(),
        axe: grid.head.axes[statement.axis].id.clone(),
        modalite: statement.modality.key().into(),
        niveau: statement.level().key().into(),
        etat: statement.state.key().into(),
        enonce: statement.text.clone(),
    }
}

fn wording(run: Run) -> Wording {
    let (sort, texte) = match run {
        Run::Same(text) => ("egal", text),
        Run::Gone(text) => ("retire", text),
        Run::New(text) => ("ajoute", text),
    };
    Wording { sort: sort.into(), texte }
}
