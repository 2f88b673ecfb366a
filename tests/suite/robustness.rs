//! No input panics; an unrelated parser agrees on what is accepted; bombs are refused.

use proptest::prelude::*;
use sdet::answers::{self, Answer, Project, bind, read_answers, read_project};
use sdet::assess::{Filter, assess};
use sdet::date::Date;
use sdet::diagnostic::{Diagnostics, Look, json, text};
use sdet::evidence::{self, Fact, Facts, paths_to_look_at};
use sdet::grid::{Grid, read};
use sdet::report::inventory::{self, Inventory};
use sdet::report::view::{Matter, View};
use sdet::report::{blank_grid, conformity, declaration, json as report_json, missing, terminal};
use sdet::source::{SourceSet, decode};
use sdet::yaml::Reading;
use sdet::yaml::tree::{Kind, Node, read as read_tree};
use serde_yaml::Value;

use crate::mutation::{cases, document};
use crate::support::{TRIAL_AXIS, TRIAL_GRID};

/// A project for answers that are alone in their file.
const PROJECT: &str = "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\n";

/// What a document stands for.
#[derive(Debug, Clone, Copy)]
enum Part {
    GridHead,
    GridAxis,
    Project,
    Answers,
}

/// Puts bytes through every reader, the judgement, every report and both renderings of
/// diagnostics, mistakes or not.
fn read_everything(bytes: &[u8]) {
    let Ok((document, encoding)) = decode(bytes) else {
        return;
    };
    for part in [Part::GridHead, Part::GridAxis, Part::Project, Part::Answers] {
        let mut sources = SourceSet::new();
        let head = sources.add_text("grille.yaml", TRIAL_GRID);
        let axis = sources.add_text("technique.yaml", TRIAL_AXIS);
        let main = sources.add_text("projet.yaml", PROJECT);
        let path = match part {
            Part::GridHead => "grille.yaml",
            Part::GridAxis => "technique.yaml",
            Part::Project | Part::Answers => "reponses/a.yaml",
        };
        let id = sources.add(path, path, document.clone(), encoding);
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        let files = match part {
            Part::GridHead => [id, axis],
            Part::GridAxis => [head, id],
            Part::Project | Part::Answers => [head, axis],
        };
        let grid = read(&files, &[], &mut cx);
        let (project, mut answers) = match part {
            Part::Project => read_project(id, &mut cx),
            Part::GridHead | Part::GridAxis | Part::Answers => read_project(main, &mut cx),
        };
        if matches!(part, Part::Answers) {
            answers.extend(read_answers(&[id], &mut cx));
        }
        if let (Some(grid), Some(project)) = (grid, project) {
            judge_and_report(&grid, &project, answers, &mut cx);
        }
        diagnostics.sort(&sources);
        let shown = text(&diagnostics, &sources, Look::Plain);
        assert!(!shown.contains('\u{1b}'), "an escape reached the terminal");
        let _ = json(&diagnostics, &sources);
    }
}

/// Judges and lays out what could be read, every second piece of evidence being there.
fn judge_and_report(grid: &Grid, project: &Project, answers: Vec<Answer>, cx: &mut Reading<'_>) {
    let day = Date::new(2013, 9, 30).expect("a day");
    let bound = bind(grid, answers, &|_| Vec::new(), cx);
    let paths = paths_to_look_at(project, grid, &bound).into_iter().step_by(2);
    let present = |path: String| {
        let fact = Fact::Present { sha256: "0".repeat(64), actual: path.clone(), bytes: 1 };
        (path, fact)
    };
    let facts = Facts { by_path: paths.map(present).collect() };
    cx.diagnostics.append(answers::remarks(project, grid, &bound, day));
    cx.diagnostics.append(evidence::remarks(project, grid, &bound, &facts, day));
    let assessment = assess(project, grid, &bound, &facts, day, None, &Filter::default());
    let matter = Matter { grid, project, bound: &bound, facts: &facts, assessment: &assessment };
    for public in [false, true] {
        let view = View::new(matter, public);
        let inventory = Inventory::new(&view, Vec::new(), 180);
        let printed = [
            conformity::markdown(&view),
            report_json::render(&view),
            conformity::html(&view),
            terminal::progress(&view),
            declaration::render(&view),
            missing::render(&inventory),
            conformity::html(&view),
            inventory::markdown(&inventory),
            inventory::json(&inventory),
            inventory::csv(&inventory),
        ];
        // With mistakes, nothing is judged: a grid may then hold a statement twice.
        let believed = cx.diagnostics.has_errors() || reads_back(&printed[1]);
        assert!(believed, "a report is not read back: {}", printed[1]);
        assert!(printed.iter().all(|text| !text.contains('\u{1b}')), "an escape in a report");
    }
    let _ = blank_grid::form(grid, &grid.statements.iter().collect::<Vec<_>>());
}

/// Whether a JSON report just written is believed when it is read.
fn reads_back(report: &str) -> bool {
    let mut sources = SourceSet::new();
    let file = sources.add_text("rapport.json", report);
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    report_json::read(file, &mut cx).is_some() && diagnostics.is_empty()
}

/// The tree of a text, and whether it was read without any mistake.
fn tree(document: &str) -> Option<Node<'static>> {
    let mut sources = SourceSet::new();
    let id = sources.add_text("a.yaml", document);
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let node = read_tree(id, &mut cx).into_owned();
    diagnostics.is_empty().then_some(node)
}

/// Whether the other parser saw the same: texts equal, and what it took for a number, a truth
/// value or nothing written as such.
fn same(node: &Node<'_>, value: &Value) -> bool {
    match (&node.kind, value) {
        (Kind::Scalar { .. }, Value::Null) => node.is_blank(),
        (Kind::Scalar { text, .. }, Value::String(other)) => **text == **other,
        (Kind::Scalar { text, plain }, Value::Bool(other)) => {
            *plain && text.eq_ignore_ascii_case(&other.to_string())
        }
        (Kind::Scalar { plain, .. }, Value::Number(_)) => *plain,
        (Kind::List(items), Value::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same(a, b))
        }
        // Nothing at all is an empty table here, nothing there.
        (Kind::Map(entries), Value::Null) => entries.is_empty(),
        (Kind::Map(entries), Value::Mapping(others)) => {
            entries.len() == others.len()
                && entries.iter().zip(others).all(|(entry, (key, other))| {
                    let key_same = match key {
                        Value::String(key) => *key == entry.key,
                        Value::Null => matches!(&*entry.key, "" | "~" | "null"),
                        Value::Bool(_) | Value::Number(_) => entry.key_plain,
                        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => false,
                    };
                    key_same && same(&entry.value, other)
                })
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_document_panics(bytes in document()) {
        read_everything(&bytes);
    }

    #[test]
    fn an_unrelated_parser_agrees(bytes in document()) {
        let Ok((document, _)) = decode(&bytes) else { return Ok(()) };
        // The other parser splits lines at these too, as YAML 1.1 did.
        if document.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}']) {
            return Ok(());
        }
        let Some(node) = tree(&document) else { return Ok(()) };
        // No reader accepts a text alone, and the two disagree on one: under a « | » that stands
        // by itself, « # » at the edge is a text by YAML 1.2, and a comment to the other parser.
        if matches!(node.kind, Kind::Scalar { .. }) {
            return Ok(());
        }
        let Ok(value) = serde_yaml::from_str::<Value>(&document) else { return Ok(()) };
        prop_assert!(same(&node, &value), "{node:#?}\n{value:#?}\n{document}");
    }
}

#[test]
fn the_shipped_documents_are_read_the_same_by_both_parsers() {
    for (path, text) in crate::support::shipped_yaml() {
        let node = tree(&text).unwrap_or_else(|| panic!("{} has mistakes", path.display()));
        let value: Value = serde_yaml::from_str(&text).expect("the other parser reads it");
        assert!(same(&node, &value), "{}", path.display());
    }
}

/// A long line costs what its length is worth: where a search of the line begins anew at each of
/// its false spaces, this takes many minutes.
#[test]
fn long_lines_of_false_spaces_are_read_in_linear_time() {
    for sign in ["\u{e9}\u{feff}", "[\u{a0}", "a\u{202f}", "\u{a0}- ", ": \u{2009}"] {
        let long = format!("reponses:\n  TEC-001: {}", sign.repeat(2 * 1024 * 1024 / sign.len()));
        assert_eq!(tree(&long), None, "{sign:?} many times is no answer");
    }
}

/// Bombs are refused with the code of limits; time and memory are measured by `docs/mesures.md`.
#[test]
fn bombs_are_refused_with_a_clear_message() {
    let keys: String = (0..1_000_000).map(|n| format!("k{n}: 1\n")).collect();
    let bombs = [
        ("nested", "[".repeat(100_000)),
        ("closed", "[".repeat(100_000) + &"]".repeat(100_000)),
        ("maps", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(100_000)),
        ("questions", "? ".repeat(100_000)),
        ("scalar", format!("reponses: {}", "x".repeat(15 * 1024 * 1024))),
        ("keys", keys),
    ];
    for (name, bomb) in bombs {
        let mut sources = SourceSet::new();
        let id = sources.add_text("bombe.yaml", &bomb);
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        let _ = read_answers(&[id], &mut cx);
        let codes: Vec<&str> = diagnostics.list().iter().map(|one| one.code.id()).collect();
        assert!(codes.contains(&"S002"), "{name}: {codes:?}");
    }
    let laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
    assert_eq!(tree(laughs), None, "aliases are refused");
}
