//! The comparison for programs. These structs are a promise, like those of the JSON report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{difference, expired, moved, reason};
use crate::compare::{Change, Comparison, Entry, LevelFigures, State};
use crate::fraction::Rate;
use crate::report::json::{RateValue, Tool, rate, tool};
use crate::report::phrases;
use crate::words::{Vocabulary, fr, json_text};

/// The newest format of a comparison.
const FORMAT: u32 = 1;

/// Comparaison de deux états d'un projet, produite par sdet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparisonReport {
    /// Façon de lire ce document ; 1 aujourd'hui.
    pub format: u32,
    /// Le programme qui l'a produite.
    pub outil: Tool,
    /// La limite que tout document rappelle.
    pub avertissement: String,
    /// L'état d'avant.
    pub avant: StateFigures,
    /// L'état d'après.
    pub apres: StateFigures,
    /// Vrai si les deux états ont été jugés avec la même grille, à l'octet près.
    pub meme_grille: bool,
    /// Vrai si l'objet et le périmètre sont les mêmes.
    pub meme_perimetre: bool,
    /// Énoncés restés les mêmes où quelque chose a été perdu.
    pub reculs: Vec<ChangeResult>,
    /// Énoncés restés les mêmes où quelque chose a été gagné, et rien perdu.
    pub progres: Vec<ChangeResult>,
    /// Énoncés restés les mêmes qui ont changé autrement.
    pub autres: Vec<ChangeResult>,
    /// Ce qui valait avant et ne vaut plus.
    pub echeances: Vec<EndedResult>,
    /// Énoncés que la grille a changés.
    pub grille_changes: Vec<GridChangeResult>,
    /// Énoncés entrés dans le périmètre.
    pub entres: Vec<String>,
    /// Énoncés sortis du périmètre.
    pub sortis: Vec<String>,
    /// Programme d'un audit de suivi : un élément par jour, trois jours.
    pub programme: Vec<Vec<AgendaItem>>,
}

/// Un état et ses chiffres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StateFigures {
    /// L'intitulé du projet.
    pub intitule: String,
    /// La grille, comme « sdet@4.1 ».
    pub grille: String,
    /// Son empreinte.
    pub sha256: String,
    /// Date de référence, AAAA-MM-JJ.
    pub date: String,
    /// Code de la mention.
    pub mention: String,
    /// Les taux des exigences.
    pub exigences: ReadingRates,
    /// Ceux des recommandations.
    pub recommandations: ReadingRates,
}

/// Les taux des trois lectures ; null si rien ne s'applique.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadingRates {
    /// Déclaré.
    pub taux: Option<RateValue>,
    /// Prouvé.
    pub taux_prouve: Option<RateValue>,
    /// Vérifié.
    pub taux_verifie: Option<RateValue>,
}

/// Un énoncé et ce qui y a bougé.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeResult {
    /// L'énoncé.
    pub id: String,
    /// exigence ou recommandation.
    pub niveau: String,
    /// Réponse comptée avant.
    pub avant: String,
    /// Réponse comptée après.
    pub apres: String,
    /// Ce qui a bougé, en mots.
    pub mouvements: Vec<String>,
}

/// Ce qui est arrivé à échéance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndedResult {
    /// L'énoncé.
    pub id: String,
    /// preuve ou derogation.
    pub quoi: String,
    /// Dernier jour, AAAA-MM-JJ.
    pub echeance: Option<String>,
    /// La même chose, en mots.
    pub phrase: String,
}

/// Un énoncé que la grille a changé.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GridChangeResult {
    /// Ce que la grille a changé, en mots.
    pub changements: Vec<String>,
    /// L'énoncé et ce qui a bougé dans sa réponse.
    pub reponse: ChangeResult,
}

/// Un énoncé à voir.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaItem {
    /// L'énoncé.
    pub id: String,
    /// Pourquoi, en mots.
    pub raisons: Vec<String>,
}

/// The comparison as JSON text, ended by a line break.
#[must_use]
pub fn render(comparison: &Comparison<'_>) -> String {
    json_text(&document(comparison))
}

fn document(comparison: &Comparison<'_>) -> ComparisonReport {
    let ids = |entries: &[&Entry]| entries.iter().map(|entry| entry.id.clone()).collect();
    let changes = |changes: &[Change<'_>]| changes.iter().map(change).collect();
    let frame = &comparison.frame;
    ComparisonReport {
        format: FORMAT,
        outil: tool(),
        avertissement: fr(phrases::DISCLAIMER),
        avant: figures(comparison.before),
        apres: figures(comparison.after),
        meme_grille: frame.same_grid,
        meme_perimetre: frame.same_scope,
        reculs: changes(&comparison.lost),
        progres: changes(&comparison.won),
        autres: changes(&comparison.other),
        echeances: comparison
            .expired
            .iter()
            .map(|one| EndedResult {
                id: one.id.to_owned(),
                quoi: if one.piece.is_some() { "preuve" } else { "derogation" }.into(),
                echeance: one.last_day.map(|day| day.to_string()),
                phrase: expired(one),
            })
            .collect(),
        grille_changes: frame
            .changed
            .iter()
            .map(|(one, differences)| GridChangeResult {
                changements: differences.iter().map(|what| fr(difference(*what))).collect(),
                reponse: change(one),
            })
            .collect(),
        entres: ids(&frame.added),
        sortis: ids(&frame.removed),
        programme: comparison
            .agenda
            .days
            .iter()
            .map(|items| {
                items
                    .iter()
                    .map(|item| AgendaItem {
                        id: item.entry.id.clone(),
                        raisons: item.reasons.iter().map(reason).collect(),
                    })
                    .collect()
            })
            .collect(),
    }
}

fn figures(state: &State) -> StateFigures {
    let rates = |level: &LevelFigures| {
        let shown = |value: Option<Rate>| rate(value);
        ReadingRates {
            taux: shown(level.declared),
            taux_prouve: shown(level.proved),
            taux_verifie: shown(level.verified),
        }
    };
    StateFigures {
        intitule: state.title.clone(),
        grille: state.grid_name(),
        sha256: state.sha256.clone(),
        date: state.day.to_string(),
        mention: state.verdict.key().into(),
        exigences: rates(&state.requirements),
        recommandations: rates(&state.recommendations),
    }
}

fn change(one: &Change<'_>) -> ChangeResult {
    ChangeResult {
        id: one.after.id.clone(),
        niveau: one.after.level().key().into(),
        avant: one.before.standing.key().into(),
        apres: one.after.standing.key().into(),
        mouvements: one.moves.iter().map(moved).collect(),
    }
}
