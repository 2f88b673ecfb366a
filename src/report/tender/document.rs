//! The JSON of a tender: enough to recompute every rate, note and elimination.

use num_rational::BigRational;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TenderView, letters};
use crate::answers::Answer;
use crate::assess::{Figures, Mark};
use crate::fraction::one_decimal;
use crate::market::{Bidder, Line, Standing, Terms};
use crate::report::json::{LevelFigures, Tool, level, tool};
use crate::words::{Level, Vocabulary, json_text};

/// The newest format of the document.
const FORMAT: u32 = 1;

/// Le dépouillement d'un marché.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Dépouillement d'un marché")]
pub struct TenderReport {
    /// Façon de lire le document ; 1 aujourd'hui.
    pub format: u32,
    /// Le programme.
    pub outil: Tool,
    /// Qui décide.
    pub avertissement: String,
    /// Date de référence, AAAA-MM-JJ.
    pub date: String,
    /// Vrai si les noms, motifs et justifications sont retirés.
    pub anonyme: bool,
    /// Le marché.
    pub marche: MarketWords,
    /// Les énoncés demandés, compléments en dernier.
    pub enonces: Vec<AskedStatement>,
    /// Les candidats, dans l'ordre où les offres ont été données ; dans la comparaison anonyme, dans
    /// l'ordre des empreintes de leur contenu.
    pub candidats: Vec<BidderResult>,
    /// Ce que les candidats ont changé depuis les tours précédents ; vide sans --tour.
    pub evolution: Vec<RoundResult>,
}

/// Ce que demande le marché.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MarketWords {
    /// Intitulé de la consultation.
    pub intitule: String,
    /// Qui achète.
    pub acheteur: String,
    /// Référence ; null si aucune n'est donnée.
    pub reference: Option<String>,
    /// Jour d'envoi, AAAA-MM-JJ.
    pub date: String,
    /// Grille et version.
    pub grille: String,
    /// Empreinte SHA-256 de la grille.
    pub sha256: String,
    /// Ce qui est acheté.
    pub objet: String,
    /// Les poids annoncés ; null s'il n'y en a pas.
    pub ponderation: Option<WeightsWords>,
    /// Règle de compte des compléments.
    pub regle_complements: String,
}

/// Les poids annoncés.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightsWords {
    /// Part des exigences, en pour cent.
    pub exigences: u32,
    /// Part des recommandations, en pour cent.
    pub recommandations: u32,
    /// Ce que vaut un partiel, en pour cent.
    pub partiel: u32,
    /// Meilleure note.
    pub note_max: u32,
}

/// Un énoncé demandé.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskedStatement {
    /// Identifiant.
    pub id: String,
    /// Axe ; LOC pour un complément.
    pub axe: String,
    /// doit, ne_doit_pas, devrait ou ne_devrait_pas.
    pub modalite: String,
    /// exigence ou recommandation.
    pub niveau: String,
    /// Texte.
    pub enonce: String,
    /// Son défaut écarte l'offre, sauf régularisation.
    pub eliminatoire: bool,
    /// Le marché ne le demande pas.
    pub non_demande: bool,
    /// Points d'un complément ; null sinon.
    pub points: Option<u32>,
}

/// Un candidat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BidderResult {
    /// Nom, ou lettre dans la comparaison anonyme.
    pub candidat: String,
    /// satisfait, inachevee ou a_ecarter.
    pub situation: String,
    /// Énoncés éliminatoires non satisfaits.
    pub a_ecarter_pour: Vec<String>,
    /// Énoncés non analysés.
    pub non_analyses: Vec<String>,
    /// Énoncés tenus pour satisfaits sans preuve valable.
    pub sans_preuve: Vec<String>,
    /// Comptes et taux des exigences de la grille.
    pub exigences: LevelFigures,
    /// Comptes et taux des recommandations de la grille.
    pub recommandations: LevelFigures,
    /// Comptes des compléments.
    pub complements: ComplementFigures,
    /// Notes par axe qui compte.
    pub axes: Vec<AxisResult>,
    /// Note pondérée ; null si elle ne peut être calculée, ou si l'offre est à écarter.
    pub note: Option<NoteValue>,
    /// Rang ; null sans note.
    pub rang: Option<u64>,
    /// Vrai si une autre offre a la même note exacte.
    pub ex_aequo: bool,
    /// Énoncé par énoncé.
    pub reponses: Vec<LineResult>,
}

/// Les comptes des compléments, jamais mêlés à ceux de la grille.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComplementFigures {
    /// Exigences.
    pub exigences: LevelFigures,
    /// Recommandations.
    pub recommandations: LevelFigures,
    /// Points obtenus, en centièmes ; null si la règle n'est pas « points ».
    pub points_centiemes: Option<u64>,
    /// Points des énoncés applicables ; null si la règle n'est pas « points ».
    pub points_applicables: Option<u64>,
}

/// La note d'un axe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AxisResult {
    /// Axe.
    pub axe: String,
    /// Poids, en pour cent.
    pub poids: u32,
    /// Note ; null si rien ne s'applique ou si l'analyse est inachevée.
    pub note: Option<NoteValue>,
}

/// Une note exacte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoteValue {
    /// Numérateur, en chiffres.
    pub num: String,
    /// Dénominateur, en chiffres.
    pub den: String,
    /// Avec un point et une décimale, tronquée.
    pub valeur: String,
}

/// Une réponse et ce qui en est retenu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineResult {
    /// Énoncé.
    pub id: String,
    /// Statut déclaré ; a_evaluer si la réponse est vide.
    pub declare: String,
    /// Statut retenu ; null si l'énoncé n'est pas analysé.
    pub retenu: Option<String>,
    /// Vrai si le déclaré a été retenu en bloc.
    pub en_bloc: bool,
    /// Motif ; null s'il n'y en a pas, ou dans la comparaison anonyme.
    pub motif: Option<String>,
    /// Fonction de qui a apprécié ; null sans appréciation, ou dans la comparaison anonyme.
    pub par: Option<String>,
    /// Jour de l'appréciation ; null sans appréciation, ou dans la comparaison anonyme.
    pub le: Option<String>,
    /// Justification du candidat ; null s'il n'y en a pas, ou dans la comparaison anonyme.
    pub justification: Option<String>,
    /// Une pièce valable au moins.
    pub prouve: bool,
    /// La dérogation du candidat est admise.
    pub derogation_admise: bool,
}

/// Ce qu'un candidat a changé depuis un tour précédent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoundResult {
    /// Nom du candidat.
    pub candidat: String,
    /// Avait une offre au tour précédent.
    pub present_avant: bool,
    /// A une offre maintenant.
    pub present: bool,
    /// Énoncés dont le statut déclaré a changé.
    pub changements: Vec<MovedResult>,
    /// Énoncés au même statut, dont la justification a changé.
    pub reecrits: Vec<String>,
    /// Énoncés dont les preuves ou la dérogation ont changé.
    pub documents: Vec<String>,
}

/// Un statut déclaré qui a changé.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MovedResult {
    /// Énoncé.
    pub id: String,
    /// Statut d'avant.
    pub avant: String,
    /// Statut de maintenant.
    pub apres: String,
}

/// The tender as JSON text, ended by a line break.
#[must_use]
pub fn render(view: &TenderView<'_>) -> String {
    json_text(&document(view))
}

fn document(view: &TenderView<'_>) -> TenderReport {
    let tender = view.tender;
    let terms = tender.terms;
    let first = tender.bidders.first();
    TenderReport {
        format: FORMAT,
        outil: tool(),
        avertissement: crate::words::fr(super::BUYER_DECIDES),
        date: terms.day.to_string(),
        anonyme: view.anonymous,
        marche: market(terms),
        enonces: first.map_or_else(Vec::new, |one| {
            one.all_lines().map(|line| statement(terms, line)).collect()
        }),
        candidats: tender
            .bidders
            .iter()
            .enumerate()
            .map(|(at, one)| bidder(terms, one, view.anonymous.then(|| letters(at))))
            .collect(),
        evolution: view.rounds.iter().map(|one| round(terms, one)).collect(),
    }
}

fn market(terms: Terms<'_>) -> MarketWords {
    let market = terms.market;
    MarketWords {
        intitule: market.title.value.clone(),
        acheteur: market.buyer.clone(),
        reference: market.reference.clone(),
        date: market.sent_on.to_string(),
        grille: terms.grid.head.name.to_string(),
        sha256: terms.grid.sha256.clone(),
        objet: market.object.key().to_owned(),
        ponderation: market.weights.as_ref().map(|weights| WeightsWords {
            exigences: weights.scale.requirements,
            recommandations: weights.scale.recommendations,
            partiel: weights.scale.partial,
            note_max: weights.scale.top,
        }),
        regle_complements: market.complements.rule.key().to_owned(),
    }
}

fn statement(terms: Terms<'_>, line: &Line) -> AskedStatement {
    use crate::market::Place;
    let one = terms.statement(line.place);
    let (axis, points) = match line.place {
        Place::Grid(_) => (terms.grid.head.axes[one.axis].id.clone(), None),
        Place::Local(at) => {
            (terms.local.head.axes[0].id.clone(), terms.market.complements.statements[at].points)
        }
    };
    AskedStatement {
        id: one.id.clone(),
        axe: axis,
        modalite: one.modality.key().to_owned(),
        niveau: one.level().key().to_owned(),
        enonce: one.text.clone(),
        eliminatoire: line.eliminating,
        non_demande: line.market_waived,
        points,
    }
}

fn bidder(terms: Terms<'_>, one: &Bidder<'_>, letter: Option<String>) -> BidderResult {
    let ids = |keep: &dyn Fn(&Line) -> bool| -> Vec<String> {
        let kept = one.all_lines().filter(|line| keep(line));
        kept.map(|line| terms.statement(line.place).id.clone()).collect()
    };
    let anonymous = letter.is_some();
    let levels = |figures: &Figures| {
        (
            level(&figures.requirements, Level::Requirement),
            level(&figures.recommendations, Level::Recommendation),
        )
    };
    let (requirements, recommendations) = levels(&one.figures);
    let (local_requirements, local_recommendations) = levels(&one.local_figures);
    let kept = one.note.as_ref().filter(|_| one.standing != Standing::SetAside);
    BidderResult {
        candidat: letter.unwrap_or_else(|| one.name().to_owned()),
        situation: match one.standing {
            Standing::Admissible => "satisfait",
            Standing::Unfinished => "inachevee",
            Standing::SetAside => "a_ecarter",
        }
        .to_owned(),
        a_ecarter_pour: ids(&Line::sets_aside),
        non_analyses: ids(&Line::is_open),
        sans_preuve: ids(&Line::lacks_evidence),
        exigences: requirements,
        recommandations: recommendations,
        complements: ComplementFigures {
            exigences: local_requirements,
            recommandations: local_recommendations,
            points_centiemes: one.points.map(|points| points.won_hundredths),
            points_applicables: one.points.map(|points| points.out_of),
        },
        axes: one
            .axes
            .iter()
            .map(|axis| AxisResult {
                axe: terms.grid.head.axes[axis.axis].id.clone(),
                poids: axis.weight,
                note: axis.note.as_ref().map(note),
            })
            .collect(),
        note: kept.map(note),
        rang: one.ranking.map(|ranking| ranking.rank),
        ex_aequo: one.ranking.is_some_and(|ranking| ranking.tied),
        reponses: one.all_lines().map(|line| answer(terms, one, line, anonymous)).collect(),
    }
}

fn note(mark: &Mark) -> NoteValue {
    let exact: &BigRational = &mark.0;
    NoteValue {
        num: exact.numer().to_string(),
        den: exact.denom().to_string(),
        valeur: one_decimal(mark.tenths(), '.'),
    }
}

fn answer(terms: Terms<'_>, one: &Bidder<'_>, line: &Line, anonymous: bool) -> LineResult {
    let shown = |text: Option<&String>| text.filter(|_| !anonymous).cloned();
    let given: Option<&Answer> = one.answer(line.place);
    LineResult {
        id: terms.statement(line.place).id.clone(),
        declare: line.declared.key().to_owned(),
        retenu: line.retained.as_ref().map(|retained| retained.status.key().to_owned()),
        en_bloc: line.retained.as_ref().is_some_and(|retained| retained.wholesale),
        motif: shown(line.retained.as_ref().and_then(|retained| retained.ground.as_ref())),
        par: shown(line.retained.as_ref().map(|retained| &retained.by)),
        le: shown(line.retained.as_ref().map(|retained| retained.on.to_string()).as_ref()),
        justification: shown(
            given.and_then(|answer| answer.justification.as_ref()).map(|text| &text.value),
        ),
        prouve: line.judged.proved,
        derogation_admise: line.waiver_admitted,
    }
}

fn round(terms: Terms<'_>, one: &crate::market::Round) -> RoundResult {
    let id = |place| terms.statement(place).id.clone();
    RoundResult {
        candidat: one.candidate.clone(),
        present_avant: one.was_there,
        present: one.is_there,
        changements: one
            .moved
            .iter()
            .map(|moved| MovedResult {
                id: id(moved.place),
                avant: moved.before.key().to_owned(),
                apres: moved.after.key().to_owned(),
            })
            .collect(),
        reecrits: one.reworded.iter().map(|place| id(*place)).collect(),
        documents: one.documented.iter().map(|place| id(*place)).collect(),
    }
}
