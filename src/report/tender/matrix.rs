//! Statements down, bidders across: what differs, the complements, everything.

use super::page::provisional;
use super::{TenderView, figures};
use crate::market::{Bidder, Line, Place, Points};
use crate::report::marked::{inline, reference};
use crate::report::page::{Page, Table};
use crate::words::{ComplementRule, Level, Vocabulary, count, fr};

/// The lines of a bidder that a table is about.
pub(super) type LinesOf = for<'a, 'm> fn(&'a Bidder<'m>) -> &'a Vec<Line>;

/// Statements on which offers do not say, or are not held to say, the same.
pub(super) fn differences(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "4. Où les offres diffèrent");
    let rows = places(view, |bidder| &bidder.lines);
    let differing: Vec<usize> =
        (0..rows).filter(|row| differs(view, *row, |one| &one.lines)).collect();
    if view.tender.bidders.len() < 2 {
        out.say("Une seule offre : rien à comparer.");
        return;
    }
    if differing.is_empty() {
        out.say(
            "Nulle part : toutes les offres ont les mêmes réponses et les mêmes appréciations.",
        );
        return;
    }
    out.say("Déclaré, puis retenu, là où deux offres au moins ne se ressemblent pas :");
    out.table(table(view, &differing, |bidder| &bidder.lines));
}

/// Whether two bidders at least do not say, or are not held to say, the same on a row.
pub(super) fn differs(view: &TenderView<'_>, row: usize, of: LinesOf) -> bool {
    let mut cells = view.tender.bidders.iter().filter_map(|one| of(one).get(row));
    let key = |line: &Line| (line.declared, line.retained.as_ref().map(|one| one.status));
    let first = cells.next().map(key);
    cells.any(|line| Some(key(line)) != first)
}

fn places(view: &TenderView<'_>, of: LinesOf) -> usize {
    view.tender.bidders.first().map_or(0, |one| of(one).len())
}

/// The answers to the complements, by the rule that the market states.
pub(super) fn complements(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "5. Compléments de l'acheteur");
    let market = view.tender.terms.market;
    if market.complements.statements.is_empty() {
        out.say("Le marché n'ajoute aucun énoncé à la grille.");
        return;
    }
    let rule = market.complements.rule;
    out.say(&format!(
        "Comptés à part, jamais dans les taux ni dans les notes de la grille. Règle annoncée : {} ({}).",
        rule.label().to_lowercase(),
        rule.word().meaning
    ));
    for one in &market.complements.statements {
        let points = one.points.map(|points| format!(", {} points", count(points.into())));
        let level = one.modality.level().label().to_lowercase();
        let level = fr(&format!(" ({level}{}) : ", points.unwrap_or_default()));
        out.item("", &format!("**{}**{level}{}", reference(&one.id.value), inline(&one.text)));
    }
    out.end_list();
    let rows: Vec<usize> = (0..market.complements.statements.len()).collect();
    out.say("Déclaré, puis retenu :");
    out.table(table(view, &rows, |bidder| &bidder.local));
    out.say("Les comptes, d'après ce que l'acheteur retient :");
    let mut counts = figures::counts_table();
    for (name, bidder) in view.bidders() {
        for (level, of_level) in [
            (Level::Requirement, &bidder.local_figures.requirements),
            (Level::Recommendation, &bidder.local_figures.recommendations),
        ] {
            if of_level.in_scope > 0 {
                counts.row(figures::counts_row(name.clone(), level.label(), of_level));
            }
        }
    }
    out.table(counts);
    match rule {
        ComplementRule::Counted => {}
        ComplementRule::Rate => rates(view, out),
        ComplementRule::Points => points(view, out),
    }
}

fn rates(view: &TenderView<'_>, out: &mut Page) {
    out.say("Conformes sur applicables :");
    let mut table = Table::new(&["Candidat", "Exigences", "Recommandations"], 1);
    for (name, bidder) in view.bidders() {
        let figures = &bidder.local_figures;
        let shown = |counts: &crate::assess::Counts| provisional(counts, counts.rate());
        table.row(vec![name, shown(&figures.requirements), shown(&figures.recommendations)]);
    }
    out.table(table);
}

fn points(view: &TenderView<'_>, out: &mut Page) {
    out.say("Points obtenus sur points des énoncés applicables :");
    let mut table = Table::new(&["Candidat", "Points"], 1);
    for (name, bidder) in view.bidders() {
        let Some(points) = bidder.points else { continue };
        table.row(vec![name, won(&points)]);
    }
    out.table(table);
}

/// « 15 / 16, provisoire ».
pub(super) fn won(points: &Points) -> String {
    let won = figures::hundredths(points.won_hundredths);
    let open = if points.open > 0 { ", provisoire" } else { "" };
    format!("{won} / {}{open}", count(points.out_of))
}

/// The whole matrix, in the order of the grid.
pub(super) fn whole(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "9. Matrice des énoncés");
    out.say("Déclaré par le candidat, puis retenu par l'acheteur. « Éliminatoire » : son défaut écarte l'offre, sauf régularisation :");
    let rows: Vec<usize> = (0..places(view, |bidder| &bidder.lines)).collect();
    out.table(table(view, &rows, |bidder| &bidder.lines));
    out.heading(3, "Texte des énoncés");
    let terms = view.tender.terms;
    for line in view.tender.bidders.first().map_or(&[][..], |one| &one.lines) {
        let statement = terms.statement(line.place);
        out.item("", &format!("**{}** — {}", reference(&statement.id), inline(&statement.text)));
    }
    out.end_list();
}

fn table(view: &TenderView<'_>, rows: &[usize], of: LinesOf) -> Table {
    let names: Vec<String> = view.bidders().map(|(name, _)| name).collect();
    let mut table = Table::new(&["Énoncé", "Niveau"], 2 + names.len());
    table.header.extend(names);
    let Some(first) = view.tender.bidders.first() else {
        return table;
    };
    for row in rows {
        let line = &of(first)[*row];
        let mut cells = vec![id(view, line.place), level(view, line)];
        cells.extend(view.tender.bidders.iter().map(|one| cell(&of(one)[*row])));
        table.row(cells);
    }
    table
}

fn id(view: &TenderView<'_>, place: Place) -> String {
    reference(&view.tender.terms.statement(place).id)
}

fn level(view: &TenderView<'_>, line: &Line) -> String {
    let statement = view.tender.terms.statement(line.place);
    let level = statement.level().label().to_lowercase();
    match (line.eliminating, line.market_waived) {
        (_, true) => format!("{level}, non demandé"),
        (true, false) => format!("{level}, éliminatoire"),
        (false, false) => level,
    }
}

/// « Conforme → Partiel », with what changes its consequence.
pub(super) fn cell(line: &Line) -> String {
    format!("{} → {}", line.declared.printed(), retained(line))
}

/// What the buyer retains, with what changes its consequence.
pub(super) fn retained(line: &Line) -> String {
    let mark = match (line.waiver_admitted, line.judged.foreseen) {
        (true, _) => ", dérogation admise",
        (false, Some(false)) => ", hors cas prévu",
        (false, Some(true) | None) => "",
    };
    format!("{}{mark}", line.retained_label())
}
