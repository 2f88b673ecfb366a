//! What `bilan`, `grille lister` and `grille montrer` print: plain aligned columns, the same in a
//! terminal and in a pipe, without colour nor frame.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::phrases::{self, paragraph};
use super::readings::{self, Reading};
use super::view::View;
use crate::assess::Counts;
use crate::fraction::Rate;
use crate::grid::{Grid, Head, Replacement, Statement};
use crate::words::{Level, Status, Vocabulary, count, counted, fr, percent, plain_line};

/// The width everything is laid out for.
const WIDTH: u16 = 80;

/// Columns of text; those from `numeric_from` on are aligned to the right.
pub(super) fn columns(header: &[&str], rows: Vec<Vec<String>>, numeric_from: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header.iter().map(|title| fr(title)));
    for row in rows {
        table.add_row(row);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        if at >= numeric_from {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let text: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    text.join("\n") + "\n"
}

/// What is done, what is missing, what comes next.
#[must_use]
pub fn progress(view: &View<'_>) -> String {
    let matter = &view.matter;
    let mut out = paragraph(&matter.project.title.value);
    out.push_str(&paragraph(&format!("{} — {}", matter.grid.short_title(), phrases::scope(view))));
    out.push_str(&fr(&format!("Date de référence : {}\n", matter.assessment.day.french())));
    out.push_str(&paragraph(&fr(&match view.mention() {
        Some(mention) => format!("Mention : {}", phrases::mention(mention)),
        None => filtered(view),
    })));
    out.push('\n');
    out.push_str(&level_table(view, Level::Requirement));
    out.push('\n');
    out.push_str(&level_table(view, Level::Recommendation));
    out.push('\n');
    out.push_str(&rates(view));
    out.push_str(&next(view));
    out.push('\n');
    let cautions = [
        Some(fr(phrases::DISCLAIMER)),
        phrases::grid_warning(matter.grid),
        matter.grid.head.axes_note.clone(),
    ];
    cautions.iter().flatten().for_each(|caution| out.push_str(&paragraph(caution)));
    out
}

fn filtered(view: &View<'_>) -> String {
    let filter = view.matter.assessment.filter.as_ref().map(phrases::filter);
    format!("Vue partielle ({}) : sans mention", filter.unwrap_or_default())
}

fn level_table(view: &View<'_>, level: Level) -> String {
    let title = match level {
        Level::Requirement => "Exigences",
        Level::Recommendation => "Recommandations",
    };
    let header =
        [title, "Total", "Conf.", "Part.", "Non c.", "S. obj.", "À éval.", "Prouv.", "Vérif."];
    let pick = |figures: &crate::assess::Figures| match level {
        Level::Requirement => figures.requirements,
        Level::Recommendation => figures.recommendations,
    };
    let matter = &view.matter;
    let axes = matter.grid.head.axes.iter().zip(&matter.assessment.axes);
    let mut rows: Vec<Vec<String>> =
        axes.map(|(axis, (figures, _))| numbers(plain_line(&axis.title), &pick(figures))).collect();
    rows.push(numbers("Ensemble".into(), &pick(view.total())));
    columns(&header, rows, 1)
}

fn numbers(label: String, counts: &Counts) -> Vec<String> {
    let cells = [
        counts.in_scope,
        counts.compliant,
        counts.partial,
        counts.non_compliant,
        counts.not_applicable,
        counts.to_assess,
        counts.compliant_proved,
        counts.compliant_verified,
    ];
    std::iter::once(label).chain(cells.map(count)).collect()
}

/// The three readings side by side, then what separates them.
fn rates(view: &View<'_>) -> String {
    let (requirements, recommendations) =
        (&view.total().requirements, &view.total().recommendations);
    let shown = |rate: Option<Rate>| match rate {
        Some(rate) => format!("{} ({}/{})", percent(rate), rate.num, rate.den),
        None => "sans objet".into(),
    };
    let top = view.matter.grid.head.scale.top;
    let mark = format!("Note /{top}");
    let rows = Reading::ALL.iter().map(|reading| {
        vec![
            reading.label().to_owned(),
            shown(reading.rate(requirements)),
            shown(reading.rate(recommendations)),
            reading.mark(view),
        ]
    });
    let mut out = columns(&["Lecture", "Exigences", "Recommandations", &mark], rows.collect(), 1);
    if view.is_provisional() {
        out.push_str("Taux provisoires tant que des exigences restent à évaluer.\n");
    }
    let bare = |rate: Option<Rate>| rate.map_or_else(|| "sans objet".into(), percent);
    out.push_str(&fr(&format!(
        "Complétude : {} ; avancement, chiffre de travail : {}\n",
        bare(requirements.completeness()),
        bare(requirements.progress()),
    )));
    let gaps = view.gaps(Level::Requirement);
    let ways = [
        readings::way_to_proved(Level::Requirement, &gaps.to_proved),
        readings::way_to_verified(Level::Requirement, &gaps.to_verified),
    ];
    let ways: Vec<String> = ways.into_iter().flatten().collect();
    if !ways.is_empty() {
        out.push('\n');
    }
    for way in ways {
        out.push_str(&paragraph(&format!("{way}.")));
    }
    out
}

/// What to do next, the most pressing first.
fn next(view: &View<'_>) -> String {
    let blank = |row: &&super::view::Row<'_>| row.judged.standing == Status::ToAssess;
    let blanks: Vec<_> = view.rows.iter().filter(blank).collect();
    let first_requirement =
        blanks.iter().find(|row| row.statement.level() == Level::Requirement).or(blanks.first());
    let mut out = String::new();
    if let Some(row) = first_requirement {
        let id = &row.statement.id;
        out.push_str(&fr(&format!(
            "\n{} à évaluer, le prochain : {id} (sdet expliquer {id})\n",
            counted(blanks.len() as u64, "énoncé", "énoncés"),
        )));
    }
    let unmet = view.unmet_requirements();
    let missed: Vec<&str> = unmet
        .iter()
        .filter(|row| row.judged.standing != Status::ToAssess)
        .map(|row| row.statement.id.as_str())
        .collect();
    out.push_str(&listed("exigence non satisfaite", "exigences non satisfaites", &missed));
    let unproved: Vec<&str> = view
        .rows
        .iter()
        .filter(|row| row.statement.level() == Level::Requirement)
        .filter(|row| row.judged.standing == Status::Compliant && !row.judged.proved)
        .map(|row| row.statement.id.as_str())
        .collect();
    out.push_str(&listed(
        "exigence conforme sans preuve valable",
        "exigences conformes sans preuve valable",
        &unproved,
    ));
    out
}

fn listed(one: &str, many: &str, ids: &[&str]) -> String {
    if ids.is_empty() {
        return String::new();
    }
    let shown: Vec<&str> = ids.iter().take(8).copied().collect();
    let more = if ids.len() > shown.len() { "…" } else { "" };
    let number = counted(ids.len() as u64, one, many);
    format!("\n{}", paragraph(&fr(&format!("{number} : {}{more}", shown.join(", ")))))
}

/// The grids known, one a line.
#[must_use]
pub fn grid_list(grids: &[(&Head, usize, usize, Option<Replacement>)]) -> String {
    let rows = grids
        .iter()
        .map(|(head, requirements, recommendations, replaced)| {
            let state = match replaced {
                Some(by) => format!("remplacée par {} le {}", by.version, by.on.french()),
                None => head.state.label().to_lowercase(),
            };
            vec![
                head.name.to_string(),
                head.date.french(),
                count(*requirements as u64),
                count(*recommendations as u64),
                state,
                plain_line(&head.title),
            ]
        })
        .collect();
    columns(&["Grille", "Date", "Exig.", "Recom.", "État", "Titre"], rows, 9)
}

/// The statements of a grid that a filter keeps.
#[must_use]
pub fn statements(grid: &Grid, kept: &[&Statement]) -> String {
    let mut out = String::new();
    for (index, axis) in grid.head.axes.iter().enumerate() {
        let rows: Vec<Vec<String>> = kept
            .iter()
            .filter(|statement| statement.axis == index)
            .map(|statement| {
                let mut modality = statement.modality.label().to_lowercase();
                if statement.is_withdrawn() {
                    modality = "abrogé".into();
                }
                vec![statement.id.clone(), modality, plain_line(&statement.text)]
            })
            .collect();
        if !rows.is_empty() {
            out.push_str(&format!("\nAxe {}\n\n", plain_line(&axis.title)));
            out.push_str(&columns(&["Énoncé", "Modalité", "Texte"], rows, 9));
        }
    }
    out
}
