//! §4.3: the former reports beside this one.

use super::summary::{Side, mark, rate};
use crate::compare::State;
use crate::date::Date;
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::phrases;
use crate::report::picture::{Bars, Picture, Tally};
use crate::report::view::View;
use crate::words::{Level, fr};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    if view.history.is_empty() {
        return;
    }
    out.heading(3, "4.3 Évolution");
    out.say("Les rapports donnés en référence et celui-ci, par date de référence. Chacun garde les chiffres du jour où il a été établi.");
    warn(view, out);
    let mut lines: Vec<Line> = view.history.iter().map(past).collect();
    lines.push(present(view));
    lines.sort_by_key(|line| line.day);
    out.picture(Picture::Bars(Bars {
        title: "Exigences applicables, à chaque date".to_owned(),
        subject: "Date",
        rows: lines.iter().map(|line| (line.day.french(), line.tally)).collect(),
    }));
    out.say("Exigences et notes, à chaque date :");
    let mut table = Table::new(
        &["Date", "Mention", "Déclaré", "Prouvé", "Vérifié", "Note théorique", "Note pratique"],
        2,
    );
    for line in lines {
        let [declared, proved, verified, theoretical, practical] = line.figures;
        let day = line.day.french();
        table.row(vec![day, line.mention, declared, proved, verified, theoretical, practical]);
    }
    out.table(table);
}

/// Says what makes the dates not quite comparable.
fn warn(view: &View<'_>, out: &mut Page) {
    let version = view.matter.grid.head.name.version.to_string();
    if view.history.iter().any(|state| state.version != version) {
        out.say("**La version de la grille a changé** d'un rapport à l'autre : les taux ne portent pas sur les mêmes énoncés.");
    }
    let in_scope = view.rows.len();
    if view.history.iter().any(|state| state.version == version && state.entries.len() != in_scope)
    {
        out.say("**Le périmètre a changé** d'un rapport à l'autre : les taux ne portent pas sur les mêmes énoncés.");
    }
}

/// What is said of a date.
struct Line {
    day: Date,
    mention: String,
    figures: [String; 5],
    tally: Tally,
}

fn past(state: &State) -> Line {
    let level = &state.requirements;
    let mark = |mark: &Option<String>| match mark {
        Some(mark) => inline(&mark.replace('.', ",")),
        None => "sans objet".into(),
    };
    Line {
        day: state.day,
        mention: inline(&state.mention),
        figures: [
            rate(level.declared),
            rate(level.proved),
            rate(level.verified),
            mark(&state.marks.theoretical),
            mark(&state.marks.practical),
        ],
        tally: Tally::of_state(state, Level::Requirement),
    }
}

fn present(view: &View<'_>) -> Line {
    let counts = &view.total().requirements;
    let mention = view
        .mention()
        .map(|mention| format!("{} — {}", phrases::mention(mention), phrases::scope(view)));
    Line {
        day: view.matter.assessment.day,
        mention: mention.map(|mention| fr(&mention)).unwrap_or_default(),
        figures: [
            rate(counts.rate()),
            rate(counts.proved_rate()),
            rate(counts.verified_rate()),
            mark(view.marks(), Side::Theoretical),
            mark(view.marks(), Side::Practical),
        ],
        tally: Tally::of(counts),
    }
}
