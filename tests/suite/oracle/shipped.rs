//! The shipped grid with random answers, and the shipped examples.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use proptest::prelude::*;

use super::date::{self, days_later, months_later};
use super::figures::recompute;
use super::generate::{a_day, answer, moment, mood, project, today, weighted};
use super::judge::View;
use super::model::{Axis, Case, Grid, KINDS, Modality, Other, Row, Statement};
use super::read;
use super::{asked, hold, report, same};
use crate::support::{folders, root};

const AXES: [&str; 4] = ["ORG", "FON", "TEC", "JUR"];

#[test]
fn every_figure_of_the_shipped_grid_is_recomputed() {
    hold(&case(), asked() / 10, |case, written| {
        let own = Some(written.grids.as_path()).filter(|folder| folder.is_dir());
        let report = report(&written.project, own, case.today, &[])?;
        let shipped = root().join("grids");
        let folders: Vec<&Path> = [shipped.as_path()].into_iter().chain(own).collect();
        same(&recompute(&folders, &written.project, case.today, &View::default()), &report)
    });
}

#[test]
fn every_figure_of_the_examples_is_recomputed() {
    let grids = root().join("grids");
    for path in folders(&root().join("examples")).iter().filter_map(|folder| project_in(folder)) {
        let evaluated = read::project(&path).evaluated;
        let autumn = date::date(2013, 9, 30).max(evaluated);
        let expiry = months_later(evaluated, 36);
        for today in [evaluated, autumn, expiry, days_later(expiry, 1)] {
            let report = report(&path, None, today, &[]).expect("an example has a report");
            let expected = recompute(&[&grids], &path, today, &View::default());
            same(&expected, &report).expect("the report says what is recomputed");
        }
    }
}

/// The project of an example: its folder, or the only YAML file there.
pub(super) fn project_in(folder: &Path) -> Option<PathBuf> {
    if folder.join("projet.yaml").is_file() {
        return Some(folder.to_path_buf());
    }
    let files =
        std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let mut files = files.filter(|file| !file.ends_with("marche.yaml"));
    files.find(|file| file.extension().is_some_and(|extension| extension == "yaml"))
}

fn case() -> impl Strategy<Value = Case> {
    let grids = read::grids(&root().join("grids"));
    let shipped =
        grids.iter().find(|grid| (grid.id.as_str(), grid.version.as_str()) == ("sdet", "4.1"));
    let axes: Vec<Axis> = shipped.expect("the grid is shipped").axes.iter().map(axis).collect();
    let statements = axes.iter().map(|axis| axis.rows.len()).sum::<usize>();
    mood().prop_flat_map(move |mood| {
        let axes = axes.clone();
        let answers = prop::collection::vec(weighted(0.95, answer(mood)), statements);
        let newer = weighted(0.3, a_day()).prop_map(|since| since.map(newer).into_iter().collect());
        let rest = (project(mood), newer, moment());
        (answers, rest).prop_map(move |(answers, (project, others, moment))| {
            let mut axes = axes.clone();
            let rows = axes.iter_mut().flat_map(|axis| &mut axis.rows);
            rows.zip(answers).for_each(|(row, answer)| row.answer = answer);
            let grid = Grid { id: "sdet", version: "4.1", ..Grid::plain(axes) };
            let mut case = Case { grid, others, today: project.evaluated, project };
            case.today = today(&case, moment);
            case
        })
    })
}

/// A grid of the user's that replaces the shipped one.
fn newer(since: Date) -> Other {
    Other { id: "sdet", version: "5.0", replaces: Some(("4.1", since)), months_once_replaced: None }
}

/// An axis with what the writer of answers needs of it: numbers, and expected types.
fn axis(axis: &read::Axis) -> Axis {
    let id = AXES.into_iter().find(|id| *id == axis.id).expect("one of the four axes");
    let rows = axis.statements.iter().map(|statement| Row {
        number: statement.id.rsplit('-').next().and_then(|end| end.parse().ok()).expect("a number"),
        statement: Statement { kinds: kinds(statement), ..Statement::bare(Modality::Must) },
        answer: None,
    });
    Axis { id, rows: rows.collect() }
}

fn kinds(statement: &read::Statement) -> Option<Vec<&'static str>> {
    let known = KINDS.into_iter().filter(|kind| statement.kinds.iter().any(|own| own == kind));
    Some(known.collect::<Vec<_>>()).filter(|kinds| !kinds.is_empty())
}
