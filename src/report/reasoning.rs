//! How the mention follows from the counts, condition by condition, so that anyone can redo it.

use super::view::View;
use crate::assess::{Counts, conditions};
use crate::words::{Level, Verdict, Vocabulary, fr};

/// A condition of a mention, and what it comes to here.
#[derive(Debug)]
pub struct Condition {
    /// The mention it gives.
    pub label: &'static str,
    /// The condition, in letters.
    pub rule: String,
    /// The same in numbers.
    pub here: String,
    /// Whether it holds.
    pub holds: bool,
    /// Whether it decides: the first that holds.
    pub decides: bool,
}

/// The conditions in order; none for a filtered view, which has no mention.
#[must_use]
pub fn mention(view: &View<'_>) -> Vec<Condition> {
    if view.mention().is_none() {
        return Vec::new();
    }
    let assessment = view.matter.assessment;
    let scale = &view.matter.grid.head.scale;
    let expired = assessment.day > assessment.valid_until;
    let mut decided = false;
    conditions(view.total(), scale, expired)
        .into_iter()
        .map(|(verdict, holds)| {
            let decides = holds && !decided;
            decided |= holds;
            let (rule, here) = texts(view, verdict);
            let (rule, here) = (fr(&rule), fr(&here));
            Condition { label: verdict.label(), rule, here, holds, decides }
        })
        .collect()
}

fn texts(view: &View<'_>, verdict: Verdict) -> (String, String) {
    let assessment = view.matter.assessment;
    let counts = &view.total().requirements;
    let (applicable, strict) = (counts.applicable(), counts.strictly_applicable());
    let (compliant, waived, refuted) = (counts.compliant, counts.waived, counts.refuted);
    let least = view.matter.grid.head.scale.partial_threshold;
    let reached = 100 * compliant;
    let needed = u64::from(least) * applicable;
    let threshold = format!("100 × {compliant} = {reached}, {least} × {applicable} = {needed}");
    match verdict {
        Verdict::Expired => (
            "d dépasse la fin de validité".into(),
            format!(
                "d = {}, fin de validité = {}",
                assessment.day.french(),
                assessment.valid_until.french()
            ),
        ),
        Verdict::Incomplete => ("V > 0".into(), format!("V = {}", counts.to_assess)),
        Verdict::NotApplicable => ("A = 0".into(), format!("A = {applicable}")),
        Verdict::Compliant => (
            "C = A = A', aucune infirmée".into(),
            format!("C = {compliant}, A = {applicable}, A' = {strict}, infirmées = {refuted}"),
        ),
        Verdict::WithReserve => (
            "C = A < A', aucune infirmée".into(),
            format!("C = {compliant}, A = {applicable}, A' = {strict}, infirmées = {refuted}"),
        ),
        Verdict::UnderWaiver => (
            format!("D > 0, C + D = A, 100 × C ≥ {least} × A, aucune infirmée"),
            format!(
                "D = {waived}, C + D = {}, A = {applicable}, {threshold}, infirmées = {refuted}",
                compliant + waived
            ),
        ),
        Verdict::Partial => (format!("100 × C ≥ {least} × A"), threshold),
        Verdict::NonCompliant => ("sinon".into(), "—".into()),
    }
}

/// The counts that everything is made of: letter, meaning, number.
#[must_use]
pub fn counts(counts: &Counts, level: Level) -> Vec<(&'static str, &'static str, u64)> {
    let explained = match level {
        Level::Requirement => None,
        Level::Recommendation => Some((
            "expliquées",
            "partielles ou non conformes, avec une raison écrite ou une dérogation qui compte",
            counts.explained,
        )),
    };
    [
        ("N", "énoncés du périmètre", counts.in_scope),
        ("SO", "« sans objet » justifiés", counts.not_applicable),
        ("A", "applicables : N − SO", counts.applicable()),
        (
            "A'",
            "applicables stricts : A, plus les « sans objet » hors cas prévu",
            counts.strictly_applicable(),
        ),
        ("C", "conformes", counts.compliant),
        ("P", "partiels", counts.partial),
        ("K", "non conformes", counts.non_compliant),
        ("V", "à évaluer, « sans objet » sans justification compris", counts.to_assess),
        ("D", "P ou K sous une dérogation qui compte", counts.waived),
        ("Cp", "conformes et prouvés", counts.compliant_proved),
        ("Pp", "partiels et prouvés", counts.partial_proved),
        ("Cv", "conformes et vérifiés", counts.compliant_verified),
        ("infirmées", "réponses contredites par une vérification", counts.refuted),
    ]
    .into_iter()
    .chain(explained)
    .collect()
}
