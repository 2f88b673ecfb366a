//! The mention: the conclusion in words, from fractions (`docs/calcul.md`, §6).

use super::{Counts, Figures};
use crate::date::Date;
use crate::grid::{Replacement, Scale};
use crate::words::{Support, Verdict};

/// A mention and what it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The conclusion.
    pub verdict: Verdict,
    /// For a conforming mention, what it stands on.
    pub support: Option<Support>,
    /// Requirements left to assess.
    pub to_assess: u64,
    /// « Sans objet » of requirements that the grid does not foresee.
    pub unforeseen: u64,
    /// Requirements under a waiver that holds.
    pub waived: u64,
}

/// The last day an assessment is valid: so many months after it, and, once its grid is replaced,
/// so many months after that.
#[must_use]
pub fn validity_end(assessed_on: Date, replaced: Option<&Replacement>, scale: &Scale) -> Date {
    let by_age = assessed_on.plus_months(scale.months_valid);
    let by_replacement =
        replaced.map(|replaced| replaced.on.plus_months(scale.months_after_replacement));
    by_replacement.map_or(by_age, |end| end.min(by_age))
}

/// The mention that some figures give.
#[must_use]
pub fn conclude(figures: &Figures, scale: &Scale, day: Date, valid_until: Date) -> Mention {
    let counts = &figures.requirements;
    let verdict = verdict(figures, scale, day > valid_until);
    Mention {
        verdict,
        support: support(counts, verdict),
        to_assess: counts.to_assess,
        unforeseen: counts.unforeseen,
        waived: counts.waived,
    }
}

/// The conditions of the mentions, in the order in which the first that holds decides
/// (`docs/calcul.md`, §6).
#[must_use]
pub fn conditions(figures: &Figures, scale: &Scale, expired: bool) -> [(Verdict, bool); 8] {
    let counts = &figures.requirements;
    let (applicable, strict) = (counts.applicable(), counts.strictly_applicable());
    let threshold = u64::from(scale.partial_threshold);
    let reaches_threshold = 100 * counts.compliant >= threshold * applicable;
    let undisputed = counts.refuted == 0;
    let all_compliant = undisputed && counts.compliant == applicable;
    let waived = undisputed
        && counts.waived > 0
        && counts.compliant + counts.waived == applicable
        && reaches_threshold;
    [
        (Verdict::Expired, expired),
        (Verdict::Incomplete, counts.to_assess > 0),
        (Verdict::NotApplicable, applicable == 0),
        (Verdict::Compliant, all_compliant && applicable == strict),
        (Verdict::WithReserve, all_compliant && applicable < strict),
        (Verdict::UnderWaiver, waived),
        (Verdict::Partial, reaches_threshold),
        (Verdict::NonCompliant, true),
    ]
}

/// What a conforming mention stands on; nothing for the others.
fn support(counts: &Counts, verdict: Verdict) -> Option<Support> {
    let strict = counts.strictly_applicable();
    verdict.conforms().then_some({
        if counts.compliant_verified == strict {
            Support::Verified
        } else if counts.compliant_proved == strict {
            Support::Proved
        } else {
            Support::Declared
        }
    })
}

fn verdict(figures: &Figures, scale: &Scale, expired: bool) -> Verdict {
    let conditions = conditions(figures, scale, expired);
    let first = conditions.into_iter().find(|(_, holds)| *holds);
    first.map_or(Verdict::NonCompliant, |(verdict, _)| verdict)
}
