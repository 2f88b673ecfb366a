//! From an extraction to the rows of a draft grid: axes, identifiers, what a former grid knew.

use std::collections::BTreeMap;

use super::axes::{Axes, Rule, UNSORTED};
use super::model::Extraction;
use super::since::{Links, links};
use crate::date::Date;
use crate::grid::{Citation, Grid, Statement, Version};
use crate::words::{Basis, Doubt};

/// What is known of the draft beside the texts.
#[derive(Debug, Clone)]
pub struct Plan<'g> {
    /// `sdet`.
    pub id: String,
    /// Of the grid; without its revision, that of the document.
    pub version: Version,
    /// The title of the document.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The date of the grid.
    pub day: Date,
    /// The axes.
    pub axes: Axes,
    /// The grid whose identifiers are kept.
    pub former: Option<&'g Grid>,
    /// The other known versions of the grid: what they named is named otherwise.
    pub others: &'g [Grid],
}

/// A row of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its identifier.
    pub id: String,
    /// Index of its axis in [`Draft::axes`].
    pub axis: usize,
    /// Index of its candidate; `None` for a statement that the text no longer makes.
    pub candidate: Option<usize>,
    /// Index of the former statement it is.
    pub former: Option<usize>,
    /// Index of the former statement whose roles, evidence and the like it keeps.
    pub model: Option<usize>,
    /// Why it must be read again.
    pub doubts: Vec<Doubt>,
    /// Why it is withdrawn.
    pub withdrawn: Option<String>,
}

/// A draft: its rows by axis, and what became of the former ones.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The axes that have rows, in their order.
    pub axes: Vec<Rule>,
    /// The rows of the axes, one after the other.
    pub rows: Vec<Row>,
    /// What became of the former statements.
    pub links: Links,
}

/// Makes the rows.
#[must_use]
pub fn draft(extraction: &Extraction<'_>, plan: &Plan<'_>) -> Draft {
    let mut axes = plan.axes.rules.clone();
    axes.push(Rule::unsorted());
    let links = plan.former.map(|former| links(former, &extraction.candidates)).unwrap_or_default();
    let mut ids = Identifiers::after(plan, &axes);
    let mut rows = Vec::new();
    for (at, axis) in axes.iter().enumerate() {
        rows.extend(former_rows(plan, extraction, &links, at, &axis.id));
        for (candidate, one) in extraction.candidates.iter().enumerate() {
            let kept = links.kept.get(candidate).copied().flatten();
            let model = links.origin(candidate);
            let path = extraction.path(one.place.section);
            let chosen = || match model.zip(plan.former) {
                Some((model, former)) => former.statements[model].axis,
                None => plan.axes.choose(&path, &one.text).unwrap_or(axes.len() - 1),
            };
            if kept.is_some() || chosen() != at {
                continue;
            }
            rows.push(Row {
                id: ids.next(at),
                axis: at,
                candidate: Some(candidate),
                former: None,
                model,
                doubts: one.doubts.clone(),
                withdrawn: None,
            });
        }
    }
    explain_moves(&mut rows, &links, plan.former);
    let used: Vec<usize> =
        (0..axes.len()).filter(|at| rows.iter().any(|row| row.axis == *at)).collect();
    for row in &mut rows {
        row.axis = used.iter().position(|at| *at == row.axis).unwrap_or(0);
    }
    let axes = used.iter().map(|at| axes[*at].clone()).collect();
    Draft { axes, rows, links }
}

impl Rule {
    /// The axis of what no rule takes.
    fn unsorted() -> Self {
        Self::plain(UNSORTED, "À classer", "a-classer.yaml")
    }
}

/// The rows of the statements that the former grid had, in its order: found again, or withdrawn.
fn former_rows(
    plan: &Plan<'_>,
    extraction: &Extraction<'_>,
    links: &Links,
    axis: usize,
    axis_id: &str,
) -> Vec<Row> {
    let Some(former) = plan.former else { return Vec::new() };
    let here = |one: &Statement| former.head.axes[one.axis].id == axis_id;
    let statements = former.statements.iter().enumerate().filter(|(_, one)| here(one));
    statements
        .map(|(at, one)| {
            let found =
                links.kept.iter().position(|kept| kept.is_some_and(|kept| kept.former == at));
            let kept = found.and_then(|found| links.kept[found]);
            let mut doubts = Vec::new();
            if let Some(candidate) = found.map(|found| &extraction.candidates[found]) {
                doubts.clone_from(&candidate.doubts);
                if kept.is_some_and(|kept| kept.uncertain) {
                    doubts.push(Doubt::UncertainMatch);
                }
                if candidate.modality != one.modality {
                    doubts.push(Doubt::StrengthChanged);
                }
            }
            let withdrawn = found.is_none().then(|| {
                one.withdrawal_reason.clone().unwrap_or_else(|| {
                    format!(
                        "proposé par l'extraction : non retrouvé dans la version {} ; à confirmer",
                        plan.version
                    )
                })
            });
            Row {
                id: one.id.clone(),
                axis,
                candidate: found,
                former: Some(at),
                model: Some(at),
                doubts,
                withdrawn,
            }
        })
        .collect()
}

/// A withdrawn statement that was split or merged says into what.
fn explain_moves(rows: &mut [Row], links: &Links, former: Option<&Grid>) {
    let Some(former) = former else { return };
    let id_of = |rows: &[Row], candidate: usize| {
        let row = rows.iter().find(|row| row.candidate == Some(candidate));
        row.map(|row| row.id.clone()).unwrap_or_default()
    };
    for split in &links.splits {
        let into: Vec<String> = split.into.iter().map(|at| id_of(rows, *at)).collect();
        let reason =
            format!("proposé par l'extraction : scindé en {} ; à confirmer", into.join(", "));
        set_reason(rows, &former.statements[split.former].id, &reason);
    }
    for merge in &links.merges {
        let into = id_of(rows, merge.into);
        for at in &merge.formers {
            let reason = format!("proposé par l'extraction : fusionné dans {into} ; à confirmer");
            set_reason(rows, &former.statements[*at].id, &reason);
        }
    }
    let moved: Vec<usize> = links
        .splits
        .iter()
        .flat_map(|split| split.into.iter().copied())
        .chain(links.merges.iter().map(|merge| merge.into))
        .collect();
    let uncertain = |row: &Row| row.candidate.is_some_and(|at| moved.contains(&at));
    for row in rows.iter_mut().filter(|row| uncertain(row)) {
        row.doubts.push(Doubt::UncertainMatch);
    }
}

fn set_reason(rows: &mut [Row], id: &str, reason: &str) {
    if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
        row.withdrawn = Some(reason.to_owned());
    }
}

/// The next free identifiers of each axis: one that served, even once, is never given again.
struct Identifiers {
    prefixes: Vec<String>,
    last: BTreeMap<usize, usize>,
}

impl Identifiers {
    fn after(plan: &Plan<'_>, axes: &[Rule]) -> Self {
        let prefixes: Vec<String> = axes.iter().map(|axis| format!("{}-", axis.id)).collect();
        let mut last = BTreeMap::new();
        let known = plan.former.into_iter().chain(plan.others);
        for statement in known.flat_map(|grid| &grid.statements) {
            for (at, prefix) in prefixes.iter().enumerate() {
                let number =
                    statement.id.strip_prefix(prefix.as_str()).and_then(|rest| rest.parse().ok());
                let highest = last.entry(at).or_insert(0);
                *highest = (*highest).max(number.unwrap_or(0_usize));
            }
        }
        Self { prefixes, last }
    }

    fn next(&mut self, axis: usize) -> String {
        let number = self.last.entry(axis).or_insert(0);
        *number += 1;
        format!("{}{number:03}", self.prefixes[axis])
    }
}

/// What a withdrawn statement of a former grid rests on, in a grid of another version: what was
/// the text itself is now that of another version.
pub(super) fn basis_now(statement: &Statement, version: &str) -> (Basis, Option<Citation>) {
    let cited = statement.source.clone();
    let same = cited.as_ref().and_then(|cited| cited.version.as_deref()) == Some(version);
    let basis = match statement.basis.value {
        Basis::Text | Basis::OtherVersion if same => Basis::Text,
        Basis::Text | Basis::OtherVersion => Basis::OtherVersion,
        Basis::RelatedText => Basis::RelatedText,
        Basis::Reconstruction => Basis::Reconstruction,
    };
    (basis, cited)
}
