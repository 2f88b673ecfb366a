//! The weighted note and the ranking (`docs/calcul.md`, §10), in exact fractions.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::judge::{Bidder, Line, Standing, Terms};
use super::{Complement, Market};
use crate::assess::{Figures, Mark, mark};
use crate::fraction::Rate;
use crate::words::{ComplementRule, Status};

/// The note of an axis that counts in the market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisNote {
    /// The axis, by its rank in the grid.
    pub axis: usize,
    /// Its weight, in per cent.
    pub weight: u32,
    /// The counts of what the market asks for on it.
    pub figures: Figures,
    /// Its note; none where nothing applies, or something was not appraised.
    pub note: Option<Mark>,
    /// Statements not appraised.
    pub open: u64,
}

/// What complements give in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// Points won, in hundredths, so that a partial answer stays exact.
    pub won_hundredths: u64,
    /// Points of the applicable ones.
    pub out_of: u64,
    /// Complements not appraised, which give nothing so far.
    pub open: u64,
}

/// A rank, and whether others have it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranking {
    /// From 1; those at one rank have the same exact note.
    pub rank: u64,
    /// Whether another bidder has the same exact note.
    pub tied: bool,
}

/// The notes of the axes where the market asks for something, in the order of the grid.
pub(super) fn axis_notes(terms: Terms<'_>, lines: &[Line]) -> Vec<AxisNote> {
    let Some(weights) = &terms.market.weights else {
        return Vec::new();
    };
    let axis_of = |line: &Line| terms.statement(line.place).axis;
    let mut notes = Vec::new();
    for (axis, head) in terms.grid.head.axes.iter().enumerate() {
        let asked = || lines.iter().filter(|one| axis_of(one) == axis && !one.market_waived);
        if asked().next().is_none() {
            continue;
        }
        let judged = asked().map(|one| (terms.statement(one.place).level(), &one.judged));
        let figures = Figures::of(judged, &weights.scale);
        let open = figures.requirements.to_assess + figures.recommendations.to_assess;
        let exact = mark(
            figures.requirements.progress(),
            figures.recommendations.progress(),
            &weights.scale,
        );
        notes.push(AxisNote {
            axis,
            weight: weights.of(&head.id),
            figures,
            note: exact.filter(|_| open == 0),
            open,
        });
    }
    notes
}

/// `Σ w·n / Σ w` over the axes that count; none if one of them has no note.
pub(super) fn total(axes: &[AxisNote]) -> Option<Mark> {
    let mut sum = BigRational::zero();
    let mut weights = BigInt::zero();
    for axis in axes.iter().filter(|axis| axis.weight > 0) {
        sum += &axis.note.as_ref()?.0 * BigInt::from(axis.weight);
        weights += BigInt::from(axis.weight);
    }
    (!weights.is_zero()).then(|| Mark(sum / weights))
}

/// The points of the complements, where the market counts them.
pub(super) fn points(market: &Market, lines: &[Line], partial: u32) -> Option<Points> {
    if market.complements.rule != ComplementRule::Points {
        return None;
    }
    let mut points = Points { won_hundredths: 0, out_of: 0, open: 0 };
    for (one, line) in market.complements.statements.iter().zip(lines) {
        let worth = match line.judged.standing {
            Status::NotApplicable => continue,
            Status::Compliant => 100,
            Status::Partial => u64::from(partial),
            Status::NonCompliant => 0,
            Status::ToAssess => {
                points.open += 1;
                0
            }
        };
        points.out_of += worth_of(one);
        points.won_hundredths += worth * worth_of(one);
    }
    Some(points)
}

fn worth_of(one: &Complement) -> u64 {
    u64::from(one.points.unwrap_or(0))
}

impl Points {
    /// Points won over points to win; none where nothing applies.
    #[must_use]
    pub fn rate(&self) -> Option<Rate> {
        Rate::of(self.won_hundredths, 100 * self.out_of)
    }
}

/// Ranks those that are admissible and have a note, by their exact notes.
pub(super) fn rank(bidders: &mut [Bidder<'_>]) {
    let ranked = |one: &Bidder<'_>| match one.standing {
        Standing::Admissible => one.note.as_ref().map(|note| note.0.clone()),
        Standing::Unfinished | Standing::SetAside => None,
    };
    let notes: Vec<Option<BigRational>> = bidders.iter().map(ranked).collect();
    for (bidder, own) in bidders.iter_mut().zip(&notes) {
        bidder.ranking = own.as_ref().map(|own| {
            let others = || notes.iter().flatten();
            Ranking {
                rank: others().filter(|note| *note > own).count() as u64 + 1,
                tied: others().filter(|note| *note == own).count() > 1,
            }
        });
    }
}
