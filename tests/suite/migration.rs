//! The laws of `migrer`: every answer is found again, nothing else moves, all files or none.
//!
//! `SDET_MIGRATIONS=100000 cargo test --release --test suite migration` asks for more.

mod generate;
mod interrupted;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sdet::answers::migrate::{Fate, Matter, Migration, migrate};
use sdet::answers::{Answer, Project, read_answers, read_project};
use sdet::diagnostic::Diagnostics;
use sdet::grid::{Grid, Moves, Version, check_moves, compare, read, read_moves};
use sdet::source::{Encoding, SourceId, SourceSet};
use sdet::words::Outcome;
use sdet::yaml::Reading;
use serde_yaml::Value;

use crate::support::{asked, copy, root, run};
use generate::{Case, case, renames};

/// The texts of a case, read.
struct Loaded {
    sources: SourceSet,
    old: Grid,
    new: Grid,
    moves: Moves,
    main: SourceId,
    files: Vec<SourceId>,
}

fn grid(files: &[(&str, String)], sources: &mut SourceSet) -> Grid {
    let ids: Vec<SourceId> = files
        .iter()
        .map(|(name, text)| sources.add(*name, *name, text.clone(), Encoding::Utf8 { bom: false }))
        .collect();
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources, diagnostics: &mut diagnostics };
    let grid = read(&ids, &[], &mut cx).expect("a grid");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    grid
}

fn load(case: &Case) -> Loaded {
    let mut sources = SourceSet::new();
    let old = grid(&case.old_grid(), &mut sources);
    let new = grid(&case.new_grid(), &mut sources);
    let path = "depuis-1.0.yaml";
    let file = sources.add(path, path, case.moves(), Encoding::Utf8 { bom: false });
    let mut diagnostics = Diagnostics::new();
    let version = Version::parse("2.0").expect("a version");
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let moves = read_moves(file, &version, &mut cx).expect("moves");
    check_moves(&old, &new, &moves, &mut cx);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{}", case.moves());
    let mut add =
        |path: &str, text: String| sources.add(path, path, text, Encoding::Utf8 { bom: false });
    let main = add("projet.yaml", case.main());
    let files = case.files().into_iter().map(|(path, text)| add(&path, text)).collect();
    Loaded { sources, old, new, moves, main, files }
}

fn project(loaded: &Loaded) -> Result<(Project, Vec<Answer>), TestCaseError> {
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &loaded.sources, diagnostics: &mut diagnostics };
    let (project, mut answers) = read_project(loaded.main, &mut cx);
    answers.extend(read_answers(&loaded.files, &mut cx));
    prop_assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    Ok((project.expect("a project"), answers))
}

fn carry(loaded: &Loaded, backwards: bool) -> Result<Migration, TestCaseError> {
    let (project, answers) = project(loaded)?;
    let (old, new) = match backwards {
        true => (&loaded.new, &loaded.old),
        false => (&loaded.old, &loaded.new),
    };
    let comparison = compare(old, new, &loaded.moves, backwards);
    let matter = Matter {
        sources: &loaded.sources,
        main: loaded.main,
        files: &loaded.files,
        project: &project,
        answers: &answers,
        comparison: &comparison,
        day: sdet::date::Date::parse("2015-10-01").expect("a day"),
        single_file: loaded.files.is_empty(),
    };
    migrate(&matter).map_err(|refusal| {
        let text = loaded.sources.get(refusal.at.source).text();
        TestCaseError::fail(format!("refused at {:?} of\n{text}", refusal.at))
    })
}

/// Every text after the migration, by path.
fn after(loaded: &Loaded, migration: &Migration) -> BTreeMap<String, String> {
    let ids = std::iter::once(&loaded.main).chain(&loaded.files);
    let mut texts: BTreeMap<String, String> = ids
        .map(|id| {
            (loaded.sources.get(*id).path().to_owned(), loaded.sources.get(*id).text().to_owned())
        })
        .collect();
    texts.extend(migration.texts.iter().cloned());
    texts
}

/// Takes away the line ends at the end of texts: a text at the very end of a file may have none.
fn trim(value: &mut Value) {
    match value {
        Value::String(text) => text.truncate(text.trim_end_matches('\n').len()),
        Value::Sequence(items) => items.iter_mut().for_each(trim),
        Value::Mapping(entries) => entries.values_mut().for_each(trim),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => {}
    }
}

/// The answers and the abandoned ones of some texts, as an unrelated parser reads them.
fn unrelated(texts: &BTreeMap<String, String>) -> (BTreeMap<String, Value>, Vec<Value>) {
    let mut answers = BTreeMap::new();
    let mut abandoned = Vec::new();
    for text in texts.values() {
        let mut value: Value =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        trim(&mut value);
        if let Some(Value::Mapping(entries)) = value.get("reponses") {
            for (key, value) in entries {
                let first = answers.insert(key.as_str().expect("a key").to_owned(), value.clone());
                assert!(first.is_none(), "{key:?} twice\n{text}");
            }
        }
        if let Some(Value::Sequence(items)) = value.get("abandonnees") {
            abandoned.extend(items.iter().cloned());
        }
    }
    (answers, abandoned)
}

/// Whether an old answer is the one that was given, under the statement it answered.
fn is_old(item: &Value, id: &str, given: &Value) -> bool {
    let Value::Mapping(item) = item else { return false };
    let head = ["grille", "enonce", "cause", "le", "ancienne_reponse"];
    let body = |value: &Value| -> Vec<(String, Value)> {
        let Value::Mapping(entries) = value else { return Vec::new() };
        let pairs = entries
            .iter()
            .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), value.clone()));
        pairs.filter(|(key, _)| !head.contains(&key.as_str())).collect()
    };
    item.get("enonce").and_then(Value::as_str) == Some(id)
        && item.get("grille").and_then(Value::as_str) == Some("essai@1.0")
        && body(&Value::Mapping(item.clone())) == body(given)
}

fn olds(answer: Option<&Value>) -> Vec<Value> {
    match answer.and_then(|answer| answer.get("ancienne_reponse")) {
        Some(Value::Sequence(items)) => items.clone(),
        _ => Vec::new(),
    }
}

/// Where an answer must be, by its fate.
fn check_fate(
    fate: &Fate,
    given: &Value,
    answers: &BTreeMap<String, Value>,
    abandoned: &[Value],
) -> Result<(), TestCaseError> {
    let pending = given.get("ancienne_reponse").is_some();
    match fate.outcome {
        Outcome::Dropped => {
            prop_assert!(fate.to.is_empty());
            let kept = abandoned.iter().filter(|item| is_old(item, &fate.id, given)).count();
            prop_assert_eq!(kept, 1, "{} is not among the abandoned", &fate.id);
        }
        Outcome::Kept | Outcome::ToReview => {
            prop_assert!(!fate.to.is_empty());
            for id in &fate.to {
                let there = answers.get(id);
                let same = there == Some(given);
                let aside = olds(there).iter().filter(|item| is_old(item, &fate.id, given)).count();
                prop_assert!(same || aside == 1, "{} is not under {id}: {there:?}", &fate.id);
                let status = there.and_then(|one| one.get("statut")).and_then(Value::as_str);
                if fate.outcome == Outcome::ToReview && !pending {
                    prop_assert_eq!(status, Some("a_evaluer"), "{} still counts", id);
                }
            }
        }
    }
    // Old answers it already held are not lost either.
    for old in olds(Some(given)) {
        let everywhere = answers.values().flat_map(|one| olds(Some(one)));
        let mut everywhere = everywhere.chain(abandoned.iter().cloned());
        prop_assert!(everywhere.any(|item| item == old), "an older answer of {} is lost", &fate.id);
    }
    Ok(())
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Mapping(entries) => entries.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) | Value::Sequence(_) | Value::Tagged(_) => false,
    }
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn every_answer_is_found_again() {
    let outcome = runner(asked("SDET_MIGRATIONS", 300)).run(&case(), |case| {
        let loaded = load(&case);
        let (given, _) = unrelated(&after(&loaded, &empty()));
        let migration = carry(&loaded, false)?;
        let texts = after(&loaded, &migration);
        let (answers, abandoned) = unrelated(&texts);
        let said: BTreeMap<&String, &Value> =
            given.iter().filter(|(_, value)| !is_blank(value)).collect();
        prop_assert_eq!(migration.fates.len(), said.len(), "count in is count out");
        for fate in &migration.fates {
            check_fate(fate, said[&fate.id], &answers, &abandoned)?;
        }
        untouched_lines_stay(&case, &migration, &texts)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn empty() -> Migration {
    Migration {
        texts: Vec::new(),
        fates: Vec::new(),
        added: Vec::new(),
        stale_comments: Vec::new(),
    }
}

/// The lines of every answer that was kept under its identifier stand unchanged, together.
fn untouched_lines_stay(
    case: &Case,
    migration: &Migration,
    texts: &BTreeMap<String, String>,
) -> Result<(), TestCaseError> {
    let all: String = texts.values().cloned().collect();
    for (id, lines) in case.answer_texts() {
        let kept = migration.fates.iter().any(|fate| {
            fate.id == id
                && fate.outcome == Outcome::Kept
                && fate.to == [id.clone()]
                && !case.merges(&id)
        });
        if kept {
            prop_assert!(all.contains(&lines), "the lines of {id} moved:\n{lines}\n--- in\n{all}");
        }
    }
    Ok(())
}

#[test]
fn a_pure_rename_forth_and_back_gives_the_same_bytes() {
    let outcome = runner(asked("SDET_MIGRATIONS", 300)).run(&renames(), |case| {
        let mut loaded = load(&case);
        let first = after(&loaded, &empty());
        let there = after(&loaded, &carry(&loaded, false)?);
        loaded.sources = {
            let mut sources = SourceSet::new();
            std::mem::swap(&mut sources, &mut loaded.sources);
            sources
        };
        let mut add = |path: &str| {
            loaded.sources.add(path, path, there[path].clone(), Encoding::Utf8 { bom: false })
        };
        let main = add("projet.yaml");
        let paths: Vec<String> =
            there.keys().filter(|path| *path != "projet.yaml").cloned().collect();
        let files = paths.iter().map(|path| add(path)).collect();
        loaded.main = main;
        loaded.files = files;
        let back = after(&loaded, &carry(&loaded, true)?);
        prop_assert_eq!(first, back);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn each_statement_is_in_one_class() {
    let outcome = runner(asked("SDET_MIGRATIONS", 300)).run(&case(), |case| {
        let loaded = load(&case);
        for backwards in [false, true] {
            let (old, new) = match backwards {
                true => (&loaded.new, &loaded.old),
                false => (&loaded.old, &loaded.new),
            };
            let comparison = compare(old, new, &loaded.moves, backwards);
            let json = sdet::report::changes::json::render(&comparison);
            let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            let sum = |side: &str| -> u64 {
                let classes = json["classes"].as_array().expect("classes");
                classes.iter().map(|class| class[side].as_u64().expect("a number")).sum()
            };
            prop_assert_eq!(sum("anciens"), old.statements.len() as u64);
            prop_assert_eq!(sum("nouveaux"), new.statements.len() as u64);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Marks, encodings and line ends of files are those they had.
#[test]
fn files_keep_their_encoding() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("tests/cases/migrer-chaque-classe"), folder.path());
    let answers = folder.path().join("projet/reponses");
    let text = "reponses:\r\n  TEC-001:\r\n    statut: conforme\r\n  TEC-006:\r\n    statut: partiel # été";
    let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let renamed = |text: &str| text.replace("TEC-006", "TEC-016");
    let cases: [(&str, Vec<u8>); 3] = [
        ("mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("little", wide(u16::to_le_bytes)),
        ("big", wide(u16::to_be_bytes)),
    ];
    for (name, bytes) in cases {
        let _ = std::fs::remove_dir_all(&answers);
        std::fs::create_dir_all(&answers).expect("a folder");
        let file = answers.join("a.yaml");
        std::fs::write(&file, &bytes).expect("answers");
        let project = folder.path().join("projet/projet.yaml");
        let main = std::fs::read_to_string(&project).expect("a project");
        std::fs::write(&project, main.replace("essai@2.0", "essai@1.0")).expect("a project");
        let output =
            run(folder.path(), "migrer projet --vers 2.0 --grilles grilles --date 2015-10-01 -q");
        assert!(output.status.success(), "{name}: {}", crate::support::stderr(&output));
        let (old, encoding) = sdet::source::decode(&bytes).expect("a text");
        let found = std::fs::read(&file).expect("answers");
        assert_eq!(found, sdet::source::encode(&renamed(&old), encoding), "{name}");
    }
}
