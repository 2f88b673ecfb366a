//! The comparison as a page: who may be set aside first, then figures, then everything.

use super::{TenderView, figures, findings, matrix, method};
use crate::assess::Counts;
use crate::fraction::Rate;
use crate::market::{Bidder, Standing};
use crate::report::conformity::rate;
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::words::{count, counted, fr, french_decimal};

/// The whole page.
#[must_use]
pub(super) fn page(view: &TenderView<'_>) -> Page {
    let mut out = Page::default();
    head(view, &mut out);
    summary(view, &mut out);
    findings::set_aside(view, &mut out);
    figures::rates(view, &mut out);
    figures::notes(view, &mut out);
    matrix::differences(view, &mut out);
    matrix::complements(view, &mut out);
    findings::evidence(view, &mut out);
    findings::waivers(view, &mut out);
    findings::reasons(view, &mut out);
    if !view.rounds.is_empty() {
        findings::rounds(view, &mut out);
    }
    matrix::whole(view, &mut out);
    method::render(view.tender, &mut out);
    method::identification("11. Identification", view.tender, &mut out);
    out
}

fn head(view: &TenderView<'_>, out: &mut Page) {
    let terms = view.tender.terms;
    out.title(view.kind(), &terms.grid.short_title(), &inline(&terms.market.title.value));
    for warning in view.warnings() {
        out.say(&format!("**{warning}**"));
    }
    out.say(&format!("Date de référence : {}.", terms.day.french()));
}

fn summary(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "Synthèse");
    let number = view.tender.bidders.len() as u64;
    let order = match (number, view.anonymous) {
        (0 | 1, _) => "",
        (_, true) => ", dans un ordre tiré de l'empreinte de leur contenu",
        (_, false) => ", dans l'ordre où elles ont été données",
    };
    out.say(&format!(
        "{}{order} ; tout repose sur ce que l'acheteur retient :",
        counted(number, "offre", "offres")
    ));
    let mut table = Table::new(
        &["Candidat", "Situation", "Rang", "Note pondérée", "Taux de conformité", "Non analysés"],
        2,
    );
    for (name, bidder) in view.bidders() {
        table.row(vec![
            name,
            bidder.standing_label(),
            rank(bidder),
            note(view, bidder),
            provisional(&bidder.figures.requirements, bidder.figures.requirements.rate()),
            count(bidder.all_lines().filter(|one| one.is_open()).count() as u64),
        ]);
    }
    out.table(table);
    for remark in remarks(view) {
        out.say(remark);
    }
}

/// What is to know of the ranks.
pub(super) fn remarks(view: &TenderView<'_>) -> Vec<&'static str> {
    let bidders = &view.tender.bidders;
    let mut remarks = Vec::new();
    if bidders.iter().any(|one| one.ranking.is_some_and(|ranking| ranking.tied)) {
        remarks.push(
            "Les ex aequo ont la même note en fractions exactes : rien ne les départage ici.",
        );
    }
    let unsettled =
        bidders.iter().any(|one| one.standing != Standing::SetAside && one.ranking.is_none());
    if unsettled && bidders.iter().any(|one| one.ranking.is_some()) {
        remarks
            .push("Rangs provisoires : une offre qui n'est pas à écarter n'a pas encore de note.");
    }
    if view.tender.terms.market.weights.is_none() {
        remarks.push("Aucun poids n'a été annoncé : ni note ni rang.");
    }
    remarks
}

/// A rank as printed; a dash where there is none.
pub(super) fn rank(bidder: &Bidder<'_>) -> String {
    match bidder.ranking {
        Some(ranking) if ranking.tied => format!("{} ex aequo", ranking.rank),
        Some(ranking) => ranking.rank.to_string(),
        None => "—".into(),
    }
}

/// A weighted note as printed, where the offer is not one to set aside.
pub(super) fn note(view: &TenderView<'_>, bidder: &Bidder<'_>) -> String {
    let top = view.tender.terms.market.weights.as_ref().map(|weights| weights.scale.top);
    match (bidder.standing, &bidder.note, top) {
        (Standing::SetAside, ..) | (_, None, _) | (_, _, None) => "—".into(),
        (_, Some(note), Some(top)) => format!("{} / {top}", french_decimal(note.tenths())),
    }
}

/// A rate of a level, said to be provisional while a statement of it is not appraised, and none
/// while nothing is.
pub(super) fn provisional(counts: &Counts, value: Option<Rate>) -> String {
    match counts.to_assess {
        0 => rate(value),
        open if open == counts.applicable() => "non analysé".into(),
        _ => fr(&format!("{}, provisoire", rate(value))),
    }
}
