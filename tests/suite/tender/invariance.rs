//! Order of bidders, names of files and folders, time zone and language change nothing but the order
//! of columns and of sections, in every output; without names, not even that.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::generate::{Dice, TODAY, tender_of};
use crate::support::{sdet, stderr};

/// What is around the program.
struct Around {
    zone: &'static str,
    language: &'static str,
}

const HERE: Around = Around { zone: "Europe/Paris", language: "fr_FR.UTF-8" };
const ELSEWHERE: [Around; 2] = [
    Around { zone: "America/Adak", language: "C" },
    Around { zone: "Pacific/Kiritimati", language: "tr_TR.ISO-8859-9" },
];

/// Every output of a tender, by what it is; of a workbook, every file inside.
type Outputs = BTreeMap<String, Vec<u8>>;

fn output(folder: &Path, offers: &[PathBuf], around: &Around, options: &[&str]) -> Vec<u8> {
    let output = sdet(folder)
        .env("TZ", around.zone)
        .env("LANG", around.language)
        .env("LC_ALL", around.language)
        .args(["depouiller", "m"])
        .args(offers)
        .args(["--grilles", "grilles", "--date", TODAY, "-q"])
        .args(options)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{options:?}: {}", stderr(&output));
    output.stdout
}

fn outputs(folder: &Path, offers: &[PathBuf], around: &Around, names: &[String]) -> Outputs {
    let mut all = Outputs::new();
    for hidden in [&[][..], &["--anonyme"]] {
        let kind = hidden.concat();
        for format in ["md", "html", "json", "csv"] {
            let options = [&["--format", format], hidden].concat();
            all.insert(format!("{format} {kind}"), output(folder, offers, around, &options));
        }
        let options = [&["-o", "sortie.xlsx", "--forcer"], hidden].concat();
        output(folder, offers, around, &options);
        let bytes = fs::read(folder.join("sortie.xlsx")).expect("a workbook");
        for (name, content) in inside(&bytes) {
            all.insert(format!("xlsx {kind} {name}"), content);
        }
    }
    for (name, format) in names.iter().zip(["md", "html"].into_iter().cycle()) {
        let options = ["--lettre", name, "--format", format];
        let letter = output(folder, offers, around, &options);
        assert!(String::from_utf8_lossy(&letter).contains(name.as_str()));
        all.insert(format!("lettre {name} {format}"), letter);
    }
    all
}

/// The files inside a workbook.
pub(super) fn inside(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("a content");
        found.push((name, content));
    }
    found
}

/// A tender of which some offers are projects, some workbooks, some texts.
fn mixed(folder: &Path) -> Vec<PathBuf> {
    let offers = tender_of(&mut Dice(20_131_015), folder, 6);
    for kind in [None, Some("csv"), Some("xlsx")] {
        let own = |path: &PathBuf| path.extension().and_then(|one| one.to_str()) == kind;
        assert!(offers.iter().any(own), "an offer of each kind");
    }
    offers
}

/// The same offers elsewhere under other names, their evidence with them.
fn moved(folder: &Path, offers: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (at, path) in offers.iter().enumerate() {
        let home = folder.join(format!("reçus {}/É t-{at}", 9 - at));
        fs::create_dir_all(&home).expect("a folder");
        let kind = path.extension().map(|one| one.to_string_lossy().into_owned());
        let name = match kind.as_deref() {
            Some(kind) => format!("z{}-Été.{kind}", 9 - at),
            None => format!("Z{}", 9 - at),
        };
        let to = home.join(name);
        if kind.is_some() {
            fs::rename(path.with_extension(""), to.with_extension("")).expect("its evidence");
        }
        fs::rename(path, &to).expect("moved");
        found.push(to);
    }
    found
}

/// What a text says, whatever the order: in each line its words sorted, then its lines sorted. The
/// numbers of headings follow their order.
fn unordered(text: &str) -> Vec<Vec<String>> {
    let mut parts = text.split("titre-");
    let mut unnumbered = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        unnumbered.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let text = unnumbered.replace('<', "\n<");
    let line = |line: &str| {
        let cut = |c: char| c.is_whitespace() || matches!(c, '|' | ',' | ';');
        let mut words: Vec<String> =
            line.split(cut).filter(|word| !word.is_empty()).map(String::from).collect();
        words.sort();
        words
    };
    let mut lines: Vec<Vec<String>> = text.lines().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn what_should_not_count_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let offers = mixed(folder);
    let report: Value =
        serde_json::from_slice(&output(folder, &offers, &HERE, &["--format", "json"]))
            .expect("JSON");
    let bidders = report["candidats"].as_array().expect("bidders");
    let names: Vec<String> =
        bidders.iter().map(|one| one["candidat"].as_str().expect("a name").to_owned()).collect();
    let before = outputs(folder, &offers, &HERE, &names);
    assert!(before.keys().any(|name| name.starts_with("xlsx") && name.contains("sheet1")));

    let offers = moved(folder, &offers);
    let after = outputs(folder, &offers, &ELSEWHERE[0], &names);
    for (name, bytes) in &before {
        assert!(after[name] == *bytes, "{name} changed with names, zone and language");
    }
    assert_eq!(after.len(), before.len());

    let reversed: Vec<PathBuf> = offers.iter().rev().cloned().collect();
    let after = outputs(folder, &reversed, &ELSEWHERE[1], &names);
    assert_eq!(after.len(), before.len());
    for (name, bytes) in &before {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let (now, then) = (text(&after[name]), text(bytes));
        if name.starts_with("lettre") || name.contains("anonyme") {
            assert!(now == then, "{name} changed with the order of bidders");
        } else if name.starts_with("json") {
            let mut now: Value = serde_json::from_str(&now).expect("JSON");
            let then: Value = serde_json::from_str(&then).expect("JSON");
            let list = now["candidats"].as_array_mut().expect("bidders");
            list.reverse();
            assert!(now == then, "{name} changed with the order of bidders");
        } else if !name.starts_with("xlsx") {
            let (now, then) = (unordered(&now), unordered(&then));
            for (now, then) in now.iter().zip(&then) {
                assert_eq!(now, then, "{name}");
            }
            assert_eq!(now.len(), then.len(), "{name}");
        }
    }
    let cells = |all: &Outputs| {
        let mut cells = texts_of(all);
        cells.sort();
        cells
    };
    let now = cells(&after);
    assert!(now.len() > 100);
    assert_eq!(now, cells(&before));
}

/// What the cells of the sheets of a workbook say, one text for each, shared ones each time.
fn texts_of(all: &Outputs) -> Vec<String> {
    let part = |name: &str| {
        let bytes = all.get(&format!("xlsx  {name}"));
        bytes.map(|bytes| String::from_utf8(bytes.clone()).expect("UTF-8"))
    };
    let shared = part("xl/sharedStrings.xml").expect("shared texts");
    let shared: Vec<&str> =
        shared.split("<si>").skip(1).map(|one| one.split("</si>").next().unwrap_or("")).collect();
    let mut texts = Vec::new();
    for sheet in 1.. {
        let Some(sheet) = part(&format!("xl/worksheets/sheet{sheet}.xml")) else { break };
        for cell in sheet.split("<c ").skip(1) {
            let value = cell.split("<v>").nth(1).and_then(|rest| rest.split("</v>").next());
            let Some(value) = value else { continue };
            let is_shared = cell.split('>').next().is_some_and(|tag| tag.contains("t=\"s\""));
            texts.push(match is_shared {
                true => shared[value.parse::<usize>().expect("a rank")].to_owned(),
                false => value.to_owned(),
            });
        }
    }
    texts
}
