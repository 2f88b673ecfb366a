//! Tables out and back, on random projects: untouched, they change not one byte; whatever is done
//! to their cells, every row is kept, changed as shown, or refused.

mod untouched;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::select;

use super::generate::case;
use super::model::Case;
use super::write::Written;
use super::{asked, hold};
use crate::support::{run, sdet, stderr, stdout};

/// Every file under a folder with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            found.extend(bytes(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    found
}

fn folder_of(written: &Written) -> PathBuf {
    match written.project.is_dir() {
        true => written.project.clone(),
        false => written.project.parent().expect("a folder").to_owned(),
    }
}

/// Runs a command on the project of a case: its code and its two outputs.
fn on(written: &Written, words: &[&str]) -> (Option<i32>, String, String) {
    let root = written.grids.parent().expect("a folder");
    let mut command = sdet(root);
    if written.grids.exists() {
        command.arg("--grilles").arg(&written.grids);
    }
    let output = command.args(words).output().expect("the program runs");
    (output.status.code(), stdout(&output), stderr(&output))
}

/// « 12 lignes lues : 9 gardées, 2 modifiées, 1 refusée ».
fn counts(out: &str) -> (usize, usize, usize, usize) {
    let line = out.lines().find(|line| line.contains("lue")).unwrap_or_default();
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let numbers: Vec<usize> =
        line.split([':', ',']).filter_map(|part| digits(part).parse().ok()).collect();
    match numbers.as_slice() {
        [rows, kept, changed, refused] => (*rows, *kept, *changed, *refused),
        _ => (usize::MAX, 0, 0, 0),
    }
}

/// A case and what hands do to the cells of its table: row, column, text; and with which options.
#[derive(Debug)]
struct Handled {
    case: Case,
    cells: Vec<(usize, usize, String)>,
    erase: bool,
}

impl AsRef<Case> for Handled {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

/// What is typed, pasted, eaten.
fn typed() -> impl Strategy<Value = String> {
    let usual = select(vec![
        "",
        " ",
        "conforme",
        "NC",
        "oui",
        "DS",
        "14/06/2013",
        "06/14/2013",
        "6/7/2013",
        "41439",
        "2013-06-14",
        "mars-01",
        "=1+1",
        "'=1",
        "preuves/essai.pdf",
        "Rapport d'essai",
        "confirme",
        "un\ndeux",
        "« l’été » : 100\u{a0}%",
        "TEC-007",
        "3",
        "007",
        "#REF!",
    ]);
    prop_oneof![4 => usual.prop_map(str::to_owned), 1 => "\\PC{0,20}"]
}

#[test]
fn every_row_is_kept_changed_as_shown_or_refused() {
    let cells = prop::collection::vec((any::<usize>(), any::<usize>(), typed()), 1..=12);
    let cases = (case(), cells, any::<bool>()).prop_map(|(case, cells, erase)| Handled {
        case,
        cells,
        erase,
    });
    hold(&cases, asked() / 2, |Handled { cells, erase, .. }, written| {
        let project = written.project.display().to_string();
        let (code, ..) = on(written, &["exporter", &project, "-o", "t.csv"]);
        if code != Some(0) {
            return Ok(());
        }
        let root = written.grids.parent().expect("a folder");
        handle(&root.join("t.csv"), cells);
        let before = bytes(&folder_of(written));
        let said_before = answers(&before);
        let mut words = vec!["importer", "t.csv", &project];
        words.extend(erase.then_some("--effacer-vides"));
        let (code, out, errors) = on(written, &words);
        let transcript = format!("code {code:?}\n{out}\n{errors}");
        if code == Some(3) {
            if bytes(&folder_of(written)) != before {
                return Err(format!("refused, and yet written\n{transcript}"));
            }
            words.push("--accepter-partiel");
        } else if code != Some(0) {
            return Err(transcript);
        }
        let (code, out, errors) = match code {
            Some(3) => on(written, &words),
            code => (code, out, errors),
        };
        let transcript = format!("code {code:?}\n{out}\n{errors}");
        let (rows, kept, changed, refused) = counts(&out);
        if rows != kept + changed + refused {
            return Err(format!("rows are lost\n{transcript}"));
        }
        let shown: BTreeSet<String> = out
            .lines()
            .filter(|line| !line.starts_with(' ') && line.contains("cellule"))
            .filter_map(|line| line.split(' ').next().map(str::to_owned))
            .collect();
        if shown.len() != changed {
            return Err(format!("{changed} changed, {shown:?} shown\n{transcript}"));
        }
        if code == Some(3) {
            return Ok(());
        }
        let said_after = answers(&bytes(&folder_of(written)));
        let ids: BTreeSet<&String> = said_before.keys().chain(said_after.keys()).collect();
        for id in ids {
            let same = said_before.get(id) == said_after.get(id);
            if same == shown.contains(id.as_str()) {
                return Err(format!("{id}: shown and changed disagree\n{transcript}"));
            }
        }
        let (code, _, errors) = on(written, &["verifier", &project, "--date", "2099-01-01"]);
        if code == Some(0) { Ok(()) } else { Err(format!("broken\n{transcript}\n{errors}")) }
    });
}

/// Changes cells of a table as a spreadsheet would, by place.
fn handle(table: &Path, cells: &[(usize, usize, String)]) {
    let text = fs::read(table).expect("a table");
    let mut rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(&text[3..])
        .records()
        .map(|record| record.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    let (height, width) = (rows.len() - 1, rows[0].len());
    for (row, column, text) in cells {
        rows[1 + row % height][column % width].clone_from(text);
    }
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("a row is written");
    }
    fs::write(table, writer.into_inner().expect("a text")).expect("a table is written");
}

/// What every answer says, read by an unrelated parser.
fn answers(files: &BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<String, serde_yaml::Value> {
    let mut found = BTreeMap::new();
    for (path, bytes) in files {
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).expect("UTF-8"),
            all => String::from_utf8(all.to_vec()).expect("UTF-8"),
        };
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("a YAML file");
        let Some(answers) = value.get("reponses").and_then(|answers| answers.as_mapping()) else {
            continue;
        };
        for (id, answer) in answers {
            found.insert(id.as_str().expect("an identifier").to_owned(), answer.clone());
        }
    }
    found
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

/// Texts that no format likes, in every field that takes a text.
#[test]
fn hostile_texts_go_out_and_come_back() {
    let text = prop_oneof![
        "\\PC{1,40}",
        "[ -~éàœ«»’\u{a0}\u{202f}…\n\t'=+@_x0-9;,\"-]{1,60}",
        select(vec![
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "+33 1",
            "-1",
            "'=1",
            "_x0041_",
            "_x000D_",
            "a\u{1}b\u{1f}c",
            "<a&b>\"'",
            "\u{fffe}\u{ffff}x",
            "1.10",
            "007",
            "3-4",
            "1E5",
            "VRAI",
            "🇫🇷 日本 e\u{301}",
        ])
        .prop_map(str::to_owned),
    ];
    let mut runner = super::runner(asked() / 4);
    let texts = (text.clone(), text.clone(), text);
    let outcome = runner.run(&texts, |(prose, line, page)| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = folder.path();
        let quoted = |text: &str| serde_json::to_string(text).expect("a text");
        let line = line.replace(['\n', '\t'], " ");
        let page = page.replace(['\n', '\t'], " ");
        let project = format!(
            "format: 1\ngrille: \"sdet@4.1\"\nobjet: projet\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n  TEC-004:\n    statut: partiel\n    justification: {}\n    commentaire_interne: {}\n    preuves:\n      - fichier: preuves/a.pdf\n        page: {}\n    action: {{ libelle: {} }}\n",
            quoted(&prose),
            quoted(&prose),
            quoted(&page),
            quoted(&format!("x{line}"))
        );
        fs::write(at.join("p.yaml"), &project).expect("a project");
        if run(at, "verifier p.yaml --date 2013-06-14").status.code() != Some(0) {
            return Ok(());
        }
        for name in ["t.xlsx", "t.csv"] {
            let exported = run(at, &format!("exporter p.yaml --axe TEC -o {name}"));
            prop_assert_eq!(exported.status.code(), Some(0), "{}", stderr(&exported));
            let imported = run(at, &format!("importer {name} p.yaml"));
            let out = stdout(&imported) + &stderr(&imported);
            prop_assert_eq!(imported.status.code(), Some(0), "{}\n{}", name, out);
            prop_assert!(out.contains("0\u{a0}modifiée"), "{}", out);
        }
        prop_assert_eq!(fs::read_to_string(at.join("p.yaml")).expect("a project"), project);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
