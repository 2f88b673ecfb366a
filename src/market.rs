//! The tender: what a buyer asks for, what it appraised itself, and bidders judged side by side.
//!
//! Elimination, rates and notes rest on what the buyer retains, statement by statement; what it
//! did not appraise is said to be so, and nothing is concluded from it (`docs/calcul.md`, §10).

mod admission;
mod appraisal;
mod checks;
mod judge;
pub mod keys;
mod local;
mod naming;
mod notes;
mod order;
mod read;
mod rounds;
pub mod scaffold;

use crate::answers::{Bound, Scope};
use crate::date::Date;
use crate::evidence::Facts;
use crate::grid::{Grid, GridName, Scale, Statement};
use crate::source::Span;
use crate::words::{ComplementRule, EvidenceKind, Modality, Object, Status};
use crate::yaml::Spanned;

pub use appraisal::{check_appraisal, read_appraisal};
pub use checks::check_market;
pub use judge::{Bidder, Line, Matter, Place, Retained, Standing, Tender, Terms, judge};
pub use local::local_grid;
pub use notes::{AxisNote, Points, Ranking};
pub use read::read_market;
pub use rounds::{Moved, Round, rounds};

/// What `marche.yaml` says.
#[derive(Debug, Clone)]
pub struct Market {
    /// The grid bidders answer.
    pub grid: Spanned<GridName>,
    /// What is bought.
    pub object: Object,
    /// What the consultation is about.
    pub title: Spanned<String>,
    /// Who buys.
    pub buyer: String,
    /// The buyer's reference.
    pub reference: Option<String>,
    /// When the consultation is sent.
    pub sent_on: Date,
    /// The part of the grid asked for.
    pub scope: Scope,
    /// What sets an offer aside.
    pub eliminating: Eliminating,
    /// The weights announced; none: no note.
    pub weights: Option<Weights>,
    /// The buyer's own statements.
    pub complements: Complements,
    /// What the market does not ask for.
    pub waivers: Vec<MarketWaiver>,
}

/// What sets an offer aside when it is not met.
#[derive(Debug, Clone)]
pub enum Eliminating {
    /// Every requirement.
    Requirements,
    /// Every critical requirement.
    Critical,
    /// These statements.
    Listed(Vec<Spanned<String>>),
}

/// The weights announced.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Shares of requirements and recommendations, worth of a partial answer, best mark.
    pub scale: Scale,
    /// The weight of each axis named, in per cent.
    pub axes: Vec<AxisWeight>,
    /// Where they are written.
    pub span: Span,
}

/// The weight of an axis.
#[derive(Debug, Clone)]
pub struct AxisWeight {
    /// The axis.
    pub axis: Spanned<String>,
    /// Its weight, in per cent.
    pub weight: u32,
}

/// The buyer's own statements.
#[derive(Debug, Clone, Default)]
pub struct Complements {
    /// How their answers are counted.
    pub rule: ComplementRule,
    /// The statements.
    pub statements: Vec<Complement>,
}

/// One statement of the buyer.
#[derive(Debug, Clone)]
pub struct Complement {
    /// `LOC-001`.
    pub id: Spanned<String>,
    /// What its text asks.
    pub modality: Modality,
    /// Its text.
    pub text: String,
    /// Whether it is critical.
    pub critical: bool,
    /// The kinds of evidence that prove it; empty: any.
    pub expected_evidence: Vec<EvidenceKind>,
    /// The foreseen case of « sans objet ».
    pub not_applicable_if: Option<String>,
    /// Its points.
    pub points: Option<u32>,
}

/// A statement of the grid that the market does not ask for.
#[derive(Debug, Clone)]
pub struct MarketWaiver {
    /// The statement.
    pub statement: Spanned<String>,
    /// Why.
    pub ground: String,
    /// What provides for it.
    pub reference: Option<String>,
}

/// What a file of `analyse/` says: the buyer's own view of one offer.
#[derive(Debug, Clone)]
pub struct Appraisal {
    /// The bidder.
    pub candidate: Spanned<String>,
    /// Who appraises.
    pub by: String,
    /// When.
    pub on: Spanned<Date>,
    /// Why what is declared is retained where nothing else is said; `None`: it is not.
    pub wholesale: Option<String>,
    /// What is retained, by identifier.
    pub entries: Vec<Entry>,
}

/// What is retained for a statement.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The statement.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// The status; absent: not appraised.
    pub status: Option<Spanned<Status>>,
    /// Why.
    pub ground: Option<String>,
    /// Whether the bidder's waiver is admitted.
    pub waiver_admitted: bool,
    /// By whom, where not by the one of the file.
    pub by: Option<String>,
    /// When, where not on the day of the file.
    pub on: Option<Spanned<Date>>,
}

/// What a bidder answered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The bidder, as it names itself.
    pub candidate: String,
    /// Its answers to the grid.
    pub answers: Bound,
    /// Its answers to the complements.
    pub complements: Bound,
    /// What was found of its evidence.
    pub facts: Facts,
}

impl Market {
    /// Whether a statement of the grid is in the scope of the market.
    #[must_use]
    pub fn asks(&self, statement: &Statement) -> bool {
        self.scope.keeps(self.object, statement)
    }

    /// The waiver of the market on a statement.
    #[must_use]
    pub fn waiver(&self, id: &str) -> Option<&MarketWaiver> {
        self.waivers.iter().find(|one| one.statement.value == id)
    }

    /// Whether a statement sets an offer aside when it is not met.
    #[must_use]
    pub fn eliminates(&self, statement: &Statement) -> bool {
        use crate::words::Level;
        let required = statement.level() == Level::Requirement;
        let asked = match &self.eliminating {
            Eliminating::Requirements => required,
            Eliminating::Critical => required && statement.critical,
            Eliminating::Listed(ids) => ids.iter().any(|id| id.value == statement.id),
        };
        asked && self.waiver(&statement.id).is_none()
    }
}

impl Weights {
    /// The weight of an axis, in per cent.
    #[must_use]
    pub fn of(&self, axis: &str) -> u32 {
        let found = self.axes.iter().find(|one| one.axis.value == axis);
        found.map_or(0, |one| one.weight)
    }
}

/// The statements of a grid that the market asks for, with their ranks.
pub(crate) fn asked<'g>(
    market: &'g Market,
    grid: &'g Grid,
) -> impl Iterator<Item = (usize, &'g Statement)> {
    grid.statements.iter().enumerate().filter(|(_, one)| market.asks(one))
}
