//! What is promised: a better answer never lowers a figure, and order never matters.
//!
//! **Better** is one of: V into K, P or C, K into P or C, P into C (the status alone is rewritten,
//! whatever else the answer holds); one more valid piece of evidence; a waiver that holds, where
//! there was none or another; a favourable verification of someone else, where there was none or
//! another. **A figure** is every rate there is (`taux`, `taux_prouve`, `taux_verifie`,
//! `taux_hors_derogation`, `completude`, `avancement`, `prise_en_compte`) on both levels, overall, of
//! each axis and of each role; the notes `theorique` and `pratique`, overall and of each axis; and
//! the mention, between two of those `--exiger` orders. The `ecart` is no merit, and may grow. Rates
//! are compared as fractions. One that did not exist may appear; one disappears only from zero
//! (nothing is left « hors dérogation »); a note never does.

use proptest::prelude::*;
use serde_json::Value;

use super::generate::{case, pick, style};
use super::model::{Answer, Case, Check, File, Layout, Piece, Reason, Row, Status, Style, Waiver};
use super::ratio::Ratio;
use super::write::write;
use super::{asked, command, hold, report};

#[test]
fn a_better_answer_lowers_no_figure() {
    let moves = prop::collection::vec((any::<usize>(), better()), 1..=3);
    let cases = (case(), moves).prop_map(|(case, moves)| Bettered { case, moves });
    hold(&cases, asked() / 2, |Bettered { case, moves }, written| {
        let before = report(&written.project, Some(&written.grids), case.today, &[])?;
        let mut after = case.clone();
        for (at, better) in moves {
            improve(pick(&mut after.grid, *at), *better);
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rewritten = write(&after, folder.path());
        let after = report(&rewritten.project, Some(&rewritten.grids), case.today, &[])?;
        let lowered = lowered(&before, &after);
        if lowered.is_empty() { Ok(()) } else { Err(lowered.join("\n")) }
    });
}

#[test]
fn taking_support_away_raises_no_figure() {
    let moves = prop::collection::vec((any::<usize>(), worse()), 1..=3);
    let cases = (case(), moves).prop_map(|(case, moves)| Worsened { case, moves });
    hold(&cases, asked() / 2, |Worsened { case, moves }, written| {
        let before = report(&written.project, Some(&written.grids), case.today, &[])?;
        let mut after = case.clone();
        for (at, worse) in moves {
            worsen(pick(&mut after.grid, *at), *worse);
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rewritten = write(&after, folder.path());
        let after = report(&rewritten.project, Some(&rewritten.grids), case.today, &[])?;
        // What went up on the way there comes down on the way back.
        let raised = lowered(&after, &before);
        if raised.is_empty() { Ok(()) } else { Err(raised.join("\n")) }
    });
}

#[test]
fn the_order_of_answers_and_of_files_does_not_matter() {
    let order = prop::collection::vec((0..4_usize, any::<u32>(), style()), 1..=50);
    let cases = (case(), order).prop_map(|(case, order)| Shuffled { case, order });
    hold(&cases, asked() / 4, |Shuffled { case, order }, written| {
        let outputs = |project| {
            ["json", "md"].map(|format| {
                command(project, Some(&written.grids), case.today, format, &[]).stdout
            })
        };
        let before = outputs(&written.project);
        // In the same place, because absolute paths of evidence are printed as written.
        let folder = written.grids.parent().expect("a folder of its own");
        std::fs::remove_dir_all(folder).expect("the first writing goes");
        let rewritten = write(&shuffled(case, order), folder);
        let same = before == outputs(&rewritten.project) && !before[0].is_empty();
        if same { Ok(()) } else { Err("another order, other bytes".to_owned()) }
    });
}

/// A case and what gets better in it: rows, taken modulo their number.
#[derive(Debug)]
struct Bettered {
    case: Case,
    moves: Vec<(usize, Better)>,
}

impl AsRef<Case> for Bettered {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

/// A case and what it loses: rows, taken modulo their number.
#[derive(Debug)]
struct Worsened {
    case: Case,
    moves: Vec<(usize, Worse)>,
}

impl AsRef<Case> for Worsened {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

/// A case and another file, place and layout for each answer.
#[derive(Debug)]
struct Shuffled {
    case: Case,
    order: Vec<(usize, u32, Style)>,
}

impl AsRef<Case> for Shuffled {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

#[derive(Debug, Clone, Copy)]
enum Better {
    /// The status so many steps up, from V to K, P and C.
    Status(usize),
    Evidence,
    Waiver,
    Verification,
}

fn better() -> impl Strategy<Value = Better> {
    prop_oneof![
        3 => (1..=3_usize).prop_map(Better::Status),
        1 => Just(Better::Evidence),
        1 => Just(Better::Waiver),
        1 => Just(Better::Verification),
    ]
}

/// What supports an answer, taken away.
#[derive(Debug, Clone, Copy)]
enum Worse {
    /// A piece, whatever it is worth.
    Evidence(usize),
    Waiver,
    /// A verification, unless it is unfavourable.
    Verification,
}

fn worse() -> impl Strategy<Value = Worse> {
    prop_oneof![
        2 => any::<usize>().prop_map(Worse::Evidence),
        1 => Just(Worse::Waiver),
        1 => Just(Worse::Verification),
    ]
}

fn worsen(row: &mut Row, worse: Worse) {
    let Some(answer) = row.answer.as_mut() else { return };
    match worse {
        Worse::Evidence(at) if !answer.pieces.is_empty() => {
            answer.pieces.remove(at % answer.pieces.len());
        }
        Worse::Evidence(_) => {}
        Worse::Waiver => answer.waiver = None,
        Worse::Verification => {
            answer.check = answer.check.take().filter(|check| !check.favourable);
        }
    }
}

fn improve(row: &mut Row, better: Better) {
    let answer = row.answer.get_or_insert_default();
    match better {
        Better::Status(steps) => raise(answer, steps),
        Better::Evidence => answer.pieces.push(Piece::sound()),
        Better::Waiver => answer.waiver = Some(Waiver::until(0)),
        Better::Verification => answer.check = Some(Check::favourable()),
    }
}

/// Raises a status; a « sans objet » that counts is nowhere on that ladder.
fn raise(answer: &mut Answer, steps: usize) {
    const LADDER: [&str; 4] = ["a_evaluer", "non_conforme", "partiel", "conforme"];
    let rung = match answer.status {
        Status::Absent | Status::Empty => Some(0),
        Status::Written(status) => match super::read::canonical(status) {
            "sans_objet" if answer.reason == Reason::Given => None,
            "sans_objet" => Some(0),
            other => LADDER.iter().position(|rung| *rung == other),
        },
    };
    if let Some(rung) = rung {
        answer.status = Status::Written(LADDER[(rung + steps).min(3)]);
    }
}

fn shuffled(case: &Case, order: &[(usize, u32, Style)]) -> Case {
    let mut other = case.clone();
    let answers = other
        .grid
        .axes
        .iter_mut()
        .flat_map(|axis| &mut axis.rows)
        .filter_map(|row| row.answer.as_mut());
    for (answer, (file, rank, style)) in answers.zip(order.iter().cycle()) {
        (answer.file, answer.rank, answer.style) = (*file, *rank, *style);
    }
    // A single file keeps its name, which is the project's.
    if other.project.layout != Layout::SingleFile {
        other.project.files.reverse();
        let last = File { folder: "fin/", ..other.project.files[0].clone() };
        other.project.files.push(last);
    }
    other
}

/// The figures that went down, with their place and both values.
fn lowered(before: &Value, after: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for part in ["synthese", "axes", "roles"] {
        walk(&format!("/{part}"), &before[part], &after[part], &mut out);
    }
    out
}

fn walk(place: &str, before: &Value, after: &Value, out: &mut Vec<String>) {
    let mut note = |kept: bool| {
        if !kept {
            out.push(format!("{place}: {before} became {after}"));
        }
    };
    if place.ends_with("/theorique") || place.ends_with("/pratique") {
        note(
            tenths(before).is_none_or(|before| tenths(after).is_some_and(|after| before <= after)),
        );
    } else if place.ends_with("/mention") {
        note(
            rank(&before["code"])
                .zip(rank(&after["code"]))
                .is_none_or(|(before, after)| before <= after),
        );
    } else if let Some(before) = rate(before) {
        note(rate(after).map_or(before == Ratio::ZERO, |after| before <= after));
    } else if let Some(keys) = before.as_object() {
        for (key, value) in keys {
            walk(&format!("{place}/{key}"), value, &after[key], out);
        }
    } else if let Some(rows) = before.as_array() {
        for (at, row) in rows.iter().enumerate() {
            walk(&format!("{place}/{at}"), row, &after[at], out);
        }
    }
}

fn rate(value: &Value) -> Option<Ratio> {
    Some(Ratio::new(value.get("num")?.as_i64()?.into(), value.get("den")?.as_i64()?.into()))
}

fn tenths(value: &Value) -> Option<u32> {
    value.as_str()?.replace('.', "").parse().ok()
}

/// The rank `--exiger` gives a mention; those that always fail have none.
pub(crate) fn rank(code: &Value) -> Option<usize> {
    const ORDER: [&str; 5] = [
        "non_conforme",
        "partiellement_conforme",
        "conforme_sous_derogation",
        "conforme_sous_reserve",
        "conforme",
    ];
    ORDER.iter().position(|known| *code == **known)
}
