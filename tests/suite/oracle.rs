//! An independent recomputation of every figure of the report, from `docs/calcul.md`,
//! `docs/format-grille.md` and `docs/format-projet.md` alone, compared with what the program prints:
//! on random grids and projects, on the shipped grid, on the examples, on what was worked by hand;
//! and the properties that are promised.
//!
//! Nothing here shares code with the program: another YAML parser, another arithmetic, another look
//! at the disk. `SDET_ORACLE_CASES` sets the number of random cases, `SDET_ORACLE_SEED` their seed.

mod compare;
mod counts;
pub(crate) mod date;
pub(crate) mod evidence;
mod figures;
mod gates;
mod generate;
mod judge;
mod layout;
mod mention;
mod model;
mod promises;
mod random;
pub(crate) mod ratio;
pub(crate) mod read;
mod shipped;
mod tables;
mod worked;
mod write;

use std::fmt::Debug;
use std::path::Path;
use std::process::Output;

use jiff::civil::Date;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::Value;

use crate::support::{sdet, stderr, stdout};
use compare::differences;
use date::iso;
use model::Case;
use write::{Written, write};

/// Random cases of an ordinary run, of which the slower tests take a share.
const CASES: u32 = 200;

/// How many random cases were asked for.
fn asked() -> u32 {
    number("SDET_ORACLE_CASES", CASES)
}

/// Holds a property on random cases; the smallest that breaks it is kept on disk.
fn hold<T: Debug + AsRef<Case>>(
    cases: &impl Strategy<Value = T>,
    count: u32,
    property: impl Fn(&T, &Written) -> Result<(), String>,
) {
    let outcome = runner(count).run(cases, |case| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let written = write(case.as_ref(), folder.path());
        property(&case, &written).map_err(TestCaseError::fail)
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Err(TestError::Fail(reason, case)) => {
            let kept = tempfile::tempdir().expect("a temporary folder").keep();
            let written = write(case.as_ref(), &kept);
            let (project, today) = (written.project.display(), iso(case.as_ref().today));
            panic!("{reason}\nkept: {project}, judged on {today}\n{case:#?}");
        }
    }
}

/// A runner whose cases are the same every time.
fn runner(cases: u32) -> TestRunner {
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let seed = [number("SDET_ORACLE_SEED", 1).to_le_bytes(); 8].concat();
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

fn number(variable: &str, default: u32) -> u32 {
    let value = std::env::var_os(variable);
    value.map_or(default, |value| {
        value.to_str().and_then(|text| text.parse().ok()).expect("a whole number")
    })
}

/// The JSON report of a project, or why there is none.
fn report(
    project: &Path,
    grids: Option<&Path>,
    today: Date,
    options: &[String],
) -> Result<Value, String> {
    let output = command(project, grids, today, "json", options);
    if output.status.code() != Some(0) {
        return Err(format!("no report: {}\n{}", output.status, stderr(&output)));
    }
    serde_json::from_str(&stdout(&output)).map_err(|error| error.to_string())
}

fn command(
    project: &Path,
    grids: Option<&Path>,
    today: Date,
    format: &str,
    options: &[String],
) -> Output {
    let folder = project.parent().expect("a project is in a folder");
    let grids = grids.map(|grids| ["--grilles".as_ref(), grids.as_os_str()]);
    sdet(folder)
        .arg("rapport")
        .arg(project)
        .args(grids.into_iter().flatten())
        .args(["--date", &iso(today), "--format", format])
        .args(options)
        .output()
        .expect("the program runs")
}

fn same(expected: &Value, found: &Value) -> Result<(), String> {
    let differences = differences(expected, found);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}
