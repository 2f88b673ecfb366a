//! The page of one bidder, to go with the buyer's letter: its own offer and nothing else.

use super::BUYER_DECIDES;
use super::findings::missed;
use super::method;
use super::page::provisional;
use crate::market::{Bidder, Line, Standing, Tender};
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::phrases;
use crate::words::{Level, counted, french_decimal};

/// The whole page.
#[must_use]
pub(super) fn page(tender: &Tender<'_>, bidder: &Bidder<'_>) -> Page {
    let mut out = Page::default();
    let terms = tender.terms;
    out.title(
        "Analyse de votre offre",
        &terms.grid.short_title(),
        &inline(&terms.market.title.value),
    );
    out.say(&format!("**{BUYER_DECIDES}**"));
    if let Some(warning) = phrases::grid_warning(terms.grid) {
        out.say(&format!("**{warning}**"));
    }
    out.heading_with(2, "Candidat : ", &inline(bidder.name()));
    out.conclude(&format!(
        "Au {} : {}.",
        terms.day.french(),
        bidder.standing_label().to_lowercase()
    ));
    if bidder.standing == Standing::SetAside {
        out.say("L'écarter ou l'autoriser à régulariser est la décision de l'acheteur (code de la commande publique, art. R. 2152-1 et R. 2152-2).");
    }
    own_figures(tender, bidder, &mut out);
    let level = |line: &Line| terms.statement(line.place).level();
    let unmet = |keep: &dyn Fn(&Line) -> bool| -> Vec<&Line> {
        bidder.all_lines().filter(|one| one.is_unmet() && keep(one)).collect()
    };
    for (title, lines) in [
        ("Énoncés éliminatoires non satisfaits", unmet(&|one| one.eliminating)),
        (
            "Autres exigences non satisfaites",
            unmet(&|one| !one.eliminating && level(one) == Level::Requirement),
        ),
        (
            "Recommandations non suivies",
            unmet(&|one| !one.eliminating && level(one) == Level::Recommendation),
        ),
    ] {
        out.heading(2, title);
        if lines.is_empty() {
            out.say("Aucun énoncé.");
            continue;
        }
        out.say(
            "Le texte de chaque énoncé, la réponse donnée, ce que l'acheteur retient et pourquoi.",
        );
        for line in lines {
            missed(terms, bidder, line, false, &mut out);
        }
        out.end_list();
    }
    let open = bidder.all_lines().filter(|one| one.is_open()).count() as u64;
    if open > 0 {
        out.heading(2, "Énoncés non analysés");
        out.say(&format!(
            "{} : rien n'en est conclu.",
            counted(open, "énoncé n'a pas été analysé", "énoncés n'ont pas été analysés")
        ));
    }
    method::identification("Identification", tender, &mut out);
    out
}

fn own_figures(tender: &Tender<'_>, bidder: &Bidder<'_>, out: &mut Page) {
    out.heading(2, "Résultats de votre offre");
    let figures = &bidder.figures;
    let (requirements, recommendations) = (&figures.requirements, &figures.recommendations);
    out.say("D'après ce que l'acheteur retient :");
    let mut table = Table::new(&["", "Valeur"], 1);
    let rows = [
        ("Taux de conformité", provisional(requirements, requirements.rate())),
        ("Taux hors dérogation", provisional(requirements, requirements.rate_without_waivers())),
        ("Suivi des recommandations", provisional(recommendations, recommendations.rate())),
    ];
    for (label, value) in rows {
        table.row(vec![label.into(), value]);
    }
    let top = tender.terms.market.weights.as_ref().map(|weights| weights.scale.top);
    if let (Some(note), Some(top), true) =
        (&bidder.note, top, bidder.standing != Standing::SetAside)
    {
        table.row(vec![
            "Note pondérée".into(),
            format!("{} / {top}", french_decimal(note.tenths())),
        ]);
    }
    out.table(table);
}
