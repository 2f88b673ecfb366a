//! Indicative marks (`docs/calcul.md`, §5): a recommendation never buys a missing requirement.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Counts, Figures};
use crate::fraction::{Rate, signed_tenths, truncated_tenths, weighted_mean, whole};
use crate::grid::Scale;

/// A mark, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(pub BigRational);

impl Mark {
    /// In tenths, truncated.
    #[must_use]
    pub fn tenths(&self) -> u64 {
        truncated_tenths(&self.0)
    }
}

/// The two marks: on declared answers, on proved ones. `None` where nothing applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// On declared answers, over A.
    pub theoretical: Option<Mark>,
    /// On proved answers, over A'.
    pub practical: Option<Mark>,
}

impl Marks {
    pub(super) fn of_axis(figures: &Figures, scale: &Scale) -> Self {
        let both = |rate: fn(&Counts) -> Option<Rate>| {
            mark(rate(&figures.requirements), rate(&figures.recommendations), scale)
        };
        Self { theoretical: both(Counts::progress), practical: both(Counts::proved_progress) }
    }

    /// The mean of the axes that have a mark, both weighted by A'.
    pub(super) fn overall(axes: &[(Figures, Self)]) -> Self {
        let mean = |pick: fn(&Self) -> &Option<Mark>| {
            let terms = axes.iter().filter_map(|(figures, marks)| {
                let weight = figures.requirements.strictly_applicable()
                    + figures.recommendations.strictly_applicable();
                pick(marks).as_ref().map(|mark| (&mark.0, weight))
            });
            weighted_mean(terms).map(Mark)
        };
        Self {
            theoretical: mean(|marks| &marks.theoretical),
            practical: mean(|marks| &marks.practical),
        }
    }

    /// Theoretical less practical: whether it is negative, and its tenths.
    #[must_use]
    pub fn gap(&self) -> Option<(bool, u64)> {
        let theoretical = self.theoretical.as_ref()?;
        let practical = self.practical.as_ref()?;
        Some(signed_tenths(&(&theoretical.0 - &practical.0)))
    }
}

/// `top × (cE + cR·aR)/100 × aE`, or the only side that applies.
#[must_use]
pub fn mark(
    requirements: Option<Rate>,
    recommendations: Option<Rate>,
    scale: &Scale,
) -> Option<Mark> {
    let top = whole(u64::from(scale.top));
    let exact = match (requirements, recommendations) {
        (None, None) => return None,
        (Some(requirements), None) => top * requirements.exact(),
        (None, Some(recommendations)) => top * recommendations.exact(),
        (Some(requirements), Some(recommendations)) => {
            let share = whole(u64::from(scale.requirements))
                + whole(u64::from(scale.recommendations)) * recommendations.exact();
            top * share / BigInt::from(100) * requirements.exact()
        }
    };
    Some(Mark(exact))
}
