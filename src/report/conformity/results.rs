//! §4: the figures per axis and per role.

use super::summary::{Side, mark, rate};
use crate::assess::Counts;
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::view::View;
use crate::words::{Vocabulary, count};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    out.heading(2, "4. Résultats par axe et par rôle");
    axes(view, out);
    roles(view, out);
    super::history::render(view, out);
}

fn axes(view: &View<'_>, out: &mut Page) {
    let grid = view.matter.grid;
    out.heading(3, "4.1 Par axe");
    if let Some(note) = &grid.head.axes_note {
        out.say(&inline(note));
    }
    let results = || grid.head.axes.iter().zip(&view.matter.assessment.axes);
    for (title, pick) in [("Exigences :", 0), ("Recommandations :", 1)] {
        out.say(title);
        let mut table = counts_table("Axe");
        for (axis, (figures, _)) in results() {
            let counts = if pick == 0 { &figures.requirements } else { &figures.recommendations };
            table.row(counts_row(inline(&axis.title), counts));
        }
        let total = view.total();
        let counts = if pick == 0 { &total.requirements } else { &total.recommendations };
        table.row(counts_row("**Ensemble**".into(), counts));
        out.table(table);
    }
    out.say(&format!("Notes indicatives sur {} :", grid.head.scale.top));
    let mut table = Table::new(&["Axe", "Théorique", "Pratique"], 1);
    for (axis, (_, marks)) in results() {
        table.row(vec![
            inline(&axis.title),
            mark(marks, Side::Theoretical),
            mark(marks, Side::Practical),
        ]);
    }
    table.row(vec![
        "**Ensemble**".into(),
        mark(view.marks(), Side::Theoretical),
        mark(view.marks(), Side::Practical),
    ]);
    out.table(table);
}

fn roles(view: &View<'_>, out: &mut Page) {
    out.heading(3, "4.2 Par rôle");
    out.say("Un énoncé qui concerne plusieurs rôles compte pour chacun d'eux. Exigences :");
    let mut table = counts_table("Rôle");
    for (role, figures) in view.roles() {
        let label = role.map_or("Sans rôle désigné", |role| role.label());
        table.row(counts_row(label.into(), &figures.requirements));
    }
    out.table(table);
}

fn counts_table(first: &str) -> Table {
    Table::new(
        &[
            first,
            "Applicables",
            "Conformes",
            "Partiels",
            "Non conformes",
            "Non renseignés",
            "Sous dérogation",
            "Taux",
            "Taux prouvé",
            "Taux vérifié",
        ],
        1,
    )
}

fn counts_row(label: String, counts: &Counts) -> Vec<String> {
    vec![
        label,
        count(counts.applicable()),
        count(counts.compliant),
        count(counts.partial),
        count(counts.non_compliant),
        count(counts.to_assess),
        count(counts.waived),
        rate(counts.rate()),
        rate(counts.proved_rate()),
        rate(counts.verified_rate()),
    ]
}
