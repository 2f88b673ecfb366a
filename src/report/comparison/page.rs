//! The comparison as a page: figures, what was lost and won, what the grid changed, the agenda.

use super::{difference, expired, moved, reason, statements};
use crate::compare::{Change, Common, Comparison, Difference, Entry, LevelFigures, State};
use crate::fraction::Rate;
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::picture::{Bars, Picture, Tally};
use crate::report::{phrases, readings};
use crate::words::{Level, Vocabulary, count, counted, fr, percent};

/// The whole page.
#[must_use]
pub(super) fn page(comparison: &Comparison<'_>) -> Page {
    let mut out = Page::default();
    head(comparison, &mut out);
    figures(comparison, &mut out);
    changes(
        "2. Reculs",
        "Quelque chose y a été perdu, quoi qu'on y ait gagné :",
        &comparison.lost,
        &mut out,
    );
    ended(comparison, &mut out);
    changes(
        "4. Progrès",
        "Quelque chose y a été gagné, et rien perdu :",
        &comparison.won,
        &mut out,
    );
    changes(
        "5. Autres changements",
        "Ni progrès ni recul par eux-mêmes :",
        &comparison.other,
        &mut out,
    );
    frame(comparison, &mut out);
    agenda(comparison, &mut out);
    out
}

fn head(comparison: &Comparison<'_>, out: &mut Page) {
    let (before, after) = (comparison.before, comparison.after);
    out.title("Comparaison", &inline(&after.grid_name()), &inline(&after.title));
    out.say(&format!("**{}**", phrases::DISCLAIMER));
    out.say("Les deux états comparés :");
    let mut table = Table::new(&["", "Avant", "Après"], 3);
    let mut row = |label: &str, text: fn(&State) -> String| {
        table.row(vec![fr(label), text(before), text(after)]);
    };
    row("Intitulé", |state| inline(&state.title));
    row("Date de référence", |state| state.day.french());
    row("Date de l'évaluation", |state| state.assessed_on.french());
    row("Valable jusqu'au", |state| state.valid_until.french());
    row("Grille", |state| inline(&state.grid_name()));
    row("Mention", |state| inline(&state.mention));
    out.table(table);
    if !comparison.frame.same_grid {
        out.say("**La grille a changé.** Ce qu'elle a changé est au §6, à part : les §2 à §5 ne portent que sur les énoncés restés les mêmes.");
    }
    if !comparison.frame.same_scope {
        out.say("**Le périmètre a changé.** Les taux d'ensemble ne portent pas sur les mêmes énoncés ; la seconde table du §1, si.");
    }
    if before.public || after.public {
        out.say("Un des deux états est un rapport public : les pièces y sont sans nom, et ne sont reconnues qu'à leur contenu.");
    }
}

/// A way to pick a rate among the figures of a level.
type Pick = fn(&LevelFigures) -> Option<Rate>;

fn figures(comparison: &Comparison<'_>, out: &mut Page) {
    out.heading(2, "1. Les chiffres");
    picture(comparison, out);
    out.say("Sur tout le périmètre de chaque état :");
    let mut table = Table::new(&["", "Avant", "Après"], 1);
    let (before, after) = (comparison.before, comparison.after);
    let shown = |rate: Option<Rate>| match rate {
        Some(rate) => format!("{} ({} sur {})", percent(rate), count(rate.num), count(rate.den)),
        None => "sans objet".into(),
    };
    let rates: [(&str, Pick); 5] = [
        ("déclaré", |level| level.declared),
        ("prouvé", |level| level.proved),
        ("vérifié", |level| level.verified),
        ("taux hors dérogation", |level| level.without_waivers),
        ("complétude", |level| level.completeness),
    ];
    for (name, pick) in rates {
        let (left, right) = (pick(&before.requirements), pick(&after.requirements));
        table.row(vec![fr(&format!("Exigences, {name}")), shown(left), shown(right)]);
    }
    for (name, pick) in rates.into_iter().take(3) {
        let (left, right) = (pick(&before.recommendations), pick(&after.recommendations));
        table.row(vec![fr(&format!("Recommandations, {name}")), shown(left), shown(right)]);
    }
    let mark = |mark: &Option<String>, top: u32| match mark {
        Some(mark) => format!("{} sur {top}", inline(&mark.replace('.', ","))),
        None => "sans objet".into(),
    };
    let (left, right) = (&before.marks, &after.marks);
    for (name, left_mark, right_mark) in [
        ("Note théorique", &left.theoretical, &right.theoretical),
        ("Note pratique", &left.practical, &right.practical),
    ] {
        table.row(vec![name.into(), mark(left_mark, left.top), mark(right_mark, right.top)]);
    }
    out.table(table);
    out.say("Sur les seuls énoncés communs aux deux états et restés les mêmes dans la grille :");
    let mut table = Table::new(&["", "Avant", "Après"], 1);
    for (level, common) in &comparison.common {
        common_rows(*level, common, &mut table);
    }
    out.table(table);
}

/// The requirements of the two states.
fn picture(comparison: &Comparison<'_>, out: &mut Page) {
    let row = |name: &str, state: &State| {
        let label = fr(&format!("{name}, le {}", state.day.french()));
        (label, Tally::of_state(state, Level::Requirement))
    };
    out.picture(Picture::Bars(Bars {
        title: "Exigences applicables, avant et après".to_owned(),
        subject: "État",
        rows: vec![row("Avant", comparison.before), row("Après", comparison.after)],
    }));
}

fn common_rows(level: Level, common: &Common, table: &mut Table) {
    let subject = readings::statements(common.statements, level);
    for (name, (before, after)) in [
        ("conformes", common.compliant),
        ("conformes et prouvées", common.proved),
        ("conformes et vérifiées", common.verified),
    ] {
        table.row(vec![format!("{subject}, {name}"), count(before), count(after)]);
    }
}

fn changes(title: &str, sentence: &str, changes: &[Change<'_>], out: &mut Page) {
    out.heading(2, title);
    if changes.is_empty() {
        out.say("Aucun.");
        return;
    }
    out.say(&format!("{}. {sentence}", statements(changes.len())));
    let mut table = Table::new(&["Énoncé", "Niveau", "Ce qui a bougé"], 3);
    for change in changes {
        table.row(vec![inline(&change.after.id), level(change.after), all_moves(change)]);
    }
    out.table(table);
}

fn level(entry: &Entry) -> String {
    let critical = if entry.critical { ", critique" } else { "" };
    format!("{}{critical}", entry.level().label().to_lowercase())
}

fn all_moves(change: &Change<'_>) -> String {
    let moves: Vec<String> = change.moves.iter().map(|one| inline(&moved(one))).collect();
    moves.join(&fr(" ; "))
}

fn ended(comparison: &Comparison<'_>, out: &mut Page) {
    out.heading(2, "3. Arrivé à échéance");
    let after = comparison.after;
    let evaluation =
        after.day > after.valid_until && comparison.before.day <= comparison.before.valid_until;
    if comparison.expired.is_empty() && !evaluation {
        out.say("Rien.");
        return;
    }
    out.say("Ce qui valait dans l'état d'avant et ne vaut plus :");
    if evaluation {
        let last = after.valid_until.french();
        out.item(
            &format!("l'évaluation entière : valable jusqu'au {last}, elle est à refaire"),
            "",
        );
    }
    for one in &comparison.expired {
        out.item("", &format!("**{}** — {}", inline(one.id), inline(&expired(one))));
    }
    out.end_list();
}

fn frame(comparison: &Comparison<'_>, out: &mut Page) {
    out.heading(2, "6. Changements de grille ou de périmètre");
    let frame = &comparison.frame;
    if frame.changed.is_empty() && frame.added.is_empty() && frame.removed.is_empty() {
        out.say("Aucun énoncé n'a changé, n'est entré ni sorti.");
        return;
    }
    if !frame.changed.is_empty() {
        out.heading(3, "Énoncés changés par la grille");
        out.say("La réponse d'avant portait sur un autre énoncé : elle est à relire, et rien n'est dit d'un progrès ou d'un recul.");
        let mut table = Table::new(&["Énoncé", "Ce que la grille a changé", "Ce qui a bougé"], 3);
        for (change, differences) in &frame.changed {
            table.row(vec![inline(&change.after.id), listed(differences), all_moves(change)]);
        }
        out.table(table);
    }
    entries("Énoncés entrés", &frame.added, out);
    entries("Énoncés sortis", &frame.removed, out);
}

fn listed(differences: &[Difference]) -> String {
    let words: Vec<String> = differences.iter().map(|one| fr(difference(*one))).collect();
    words.join(", ")
}

fn entries(title: &str, entries: &[&Entry], out: &mut Page) {
    if entries.is_empty() {
        return;
    }
    out.heading(3, title);
    for entry in entries {
        out.item(
            "",
            &format!(
                "**{}** ({}, {}) — {}",
                inline(&entry.id),
                level(entry),
                entry.standing.label().to_lowercase(),
                inline(&entry.text)
            ),
        );
    }
    out.end_list();
}

const DAYS: [&str; 3] = [
    "Jour 1 — Reculs, écarts et corrections",
    "Jour 2 — Preuves et dérogations",
    "Jour 3 — Énoncés changés, réponses modifiées, déclarations sans preuve",
];

fn agenda(comparison: &Comparison<'_>, out: &mut Page) {
    out.heading(2, "7. Programme d'un audit de suivi en trois jours");
    out.say("Une proposition, à convenir avec l'auditeur : ce qui a bougé, ce qui manque et ce qui finit, chaque énoncé une fois, les critiques en premier.");
    for (title, items) in DAYS.iter().zip(&comparison.agenda.days) {
        out.heading(3, title);
        if items.is_empty() {
            out.say("Rien à voir.");
            continue;
        }
        out.say(&format!("{} :", counted(items.len() as u64, "énoncé à voir", "énoncés à voir")));
        let mut table = Table::new(&["Énoncé", "Niveau", "Réponse", "Pourquoi"], 4);
        for item in items {
            let reasons: Vec<String> = item.reasons.iter().map(reason).collect();
            table.row(vec![
                inline(&item.entry.id),
                level(item.entry),
                item.entry.standing.label().to_lowercase(),
                reasons.join(", "),
            ]);
        }
        out.table(table);
    }
}
