//! `examples/marche-ent`: its offers are what their tables say, its pages what the program gives.
//!
//! `SDET_EXAMPLES=write cargo test --test suite tender` writes offers and pages anew.

use std::fs;
use std::path::PathBuf;

use super::fill::{Rows, Typed, filled, frame, opened, write};
use crate::published::{hold, product, validator};
use crate::support::{copy, root, run, stderr};

const MARKET: &str = "examples/marche-ent";
const DAY: &str = "2013-10-15";

/// The bidders, in the order of their files.
const BIDDERS: [(&str, &str, &str); 3] = [
    ("boreales", "Éditions Boréales", include_str!("boreales.tsv")),
    ("cassiopee", "Atelier Cassiopée", include_str!("cassiopee.tsv")),
    ("mistral", "Mistral Numérique", include_str!("mistral.tsv")),
];

/// The headings of the columns of those tables.
const HEADINGS: [&str; 9] = [
    "Statut",
    "Justification",
    "Preuve 1 : fichier",
    "Preuve 1 : type",
    "Preuve 1 : date",
    "Dérogation : accordée par",
    "Dérogation : référence",
    "Dérogation : motif",
    "Dérogation : échéance",
];

/// What a bidder typed: what its table says, and « Conforme » everywhere else.
fn typed(table: &str, rows: &Rows) -> Typed {
    let mut typed: Typed = rows
        .table
        .iter()
        .skip(1)
        .map(|row| (row[0].clone(), [("Statut".to_owned(), "Conforme".to_owned())].into()))
        .collect();
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let id = cells.next().expect("an identifier").to_owned();
        let said = HEADINGS.iter().zip(cells).filter(|(_, text)| !text.is_empty());
        let said = said.map(|(heading, text)| ((*heading).to_owned(), text.to_owned())).collect();
        assert!(typed.insert(id, said).is_some(), "{line} answers nothing");
    }
    typed
}

/// A copy of the example, its offers filled anew.
fn refilled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join(MARKET), &folder.path().join("marche"));
    let rows = frame(folder.path(), "marche", "");
    for (file, name, table) in BIDDERS {
        let path = folder.path().join(format!("marche/offres/{file}.xlsx"));
        write(&path, name, &filled(rows.clone(), &typed(table, &rows)));
    }
    folder
}

fn is_writing() -> bool {
    std::env::var_os("SDET_EXAMPLES").is_some_and(|value| value == "write")
}

#[test]
fn the_example_is_that_of_the_program() {
    let folder = refilled();
    if is_writing() {
        for (file, ..) in BIDDERS {
            let name = format!("offres/{file}.xlsx");
            let from = folder.path().join("marche").join(&name);
            fs::copy(from, root().join(MARKET).join(&name)).expect("an offer");
        }
    }
    let fresh = opened(folder.path(), &format!("marche marche/offres --date {DAY}"));
    let shipped = opened(&root(), &format!("{MARKET} {MARKET}/offres --date {DAY}"));
    assert_eq!(fresh, shipped, "the offers of the example differ from their tables");
    let errors: Vec<String> =
        validator("depouillement").iter_errors(&shipped).map(|one| one.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let line = format!("depouiller {MARKET} {MARKET}/offres --date {DAY} -q");
    for (file, options) in [
        ("depouillement.md", "".to_owned()),
        ("depouillement.html", "--format html".to_owned()),
        ("depouillement.json", "--format json".to_owned()),
        ("depouillement.csv", "--format csv".to_owned()),
        ("comparaison-anonyme.md", "--anonyme".to_owned()),
        ("lettre-mistral.md", "--lettre 'Mistral Numérique'".to_owned()),
        ("lettre-mistral.html", "--lettre 'Mistral Numérique' --format html".to_owned()),
    ] {
        hold(&pages().join(file), &product(&format!("{line} {options}")));
    }
}

fn pages() -> PathBuf {
    root().join(MARKET)
}

/// What is to be read in the example, counted by hand from its tables.
#[test]
fn the_example_says_what_its_authors_meant() {
    let report = opened(&root(), &format!("{MARKET} {MARKET}/offres --date {DAY}"));
    let bidders = report["candidats"].as_array().expect("bidders");
    let said = |at: usize, key: &str| bidders[at][key].to_string();
    assert_eq!(said(0, "situation"), "\"satisfait\"");
    assert_eq!(said(0, "a_ecarter_pour"), "[]");
    assert_eq!(said(1, "situation"), "\"satisfait\"", "its waiver is admitted");
    assert_eq!(said(2, "situation"), "\"a_ecarter\"");
    assert_eq!(said(2, "a_ecarter_pour"), "[\"TEC-004\",\"TEC-020\",\"LOC-001\"]");
    assert_eq!(said(2, "non_analyses"), "[\"FON-042\"]");
    assert_eq!(said(2, "note"), "null");
    // 55 requirements of the grid: Boréales misses FON-053, TEC-024 and TEC-026.
    assert_eq!(
        bidders[0]["exigences"]["taux"].to_string(),
        "{\"den\":55,\"num\":52,\"pct\":\"94.5\"}"
    );
    // Cassiopée: 55 less TEC-025, sans objet; misses FON-032, FON-045, TEC-030, TEC-048.
    assert_eq!(
        bidders[1]["exigences"]["taux"].to_string(),
        "{\"den\":54,\"num\":50,\"pct\":\"92.5\"}"
    );
    // FON-032 is under a waiver.
    assert_eq!(
        bidders[1]["exigences"]["taux_hors_derogation"].to_string(),
        "{\"den\":53,\"num\":50,\"pct\":\"94.3\"}"
    );
    // LOC-001 and LOC-002, of 10 and 6 points; LOC-003 is not met.
    assert!(said(0, "complements").contains("\"points_centiemes\":1600"));
    assert!(said(1, "complements").contains("\"points_applicables\":14"));
    // Half of LOC-001 and all the rest.
    assert!(said(2, "complements").contains("\"points_centiemes\":1500"));
}

/// The four commands of the guide, from three workbooks in a folder to a comparison to sign.
#[test]
fn four_commands_of_the_guide_lead_to_the_comparison() {
    let guide = fs::read_to_string(root().join("docs/guide-consultation.md")).expect("a guide");
    let block = guide.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let lines: Vec<&str> = block.expect("commands").lines().collect();
    let [init, export, prepare, open] = lines.as_slice() else {
        panic!("four commands: {lines:?}");
    };
    let offers = refilled();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let go = |line: &str, day: &str| {
        let arguments = line.strip_prefix("sdet ").expect("a command");
        let output = run(folder.path(), &format!("{arguments} --date {day}"));
        assert!(output.status.success(), "{line}: {}", stderr(&output));
    };
    go(init, "2013-09-02");
    go(export, "2013-09-02");
    assert!(folder.path().join("cadre.xlsx").is_file());
    let rows = frame(folder.path(), "consultation", "");
    for (file, name, table) in BIDDERS {
        let own: String = table
            .lines()
            .filter(|line| !line.starts_with("LOC-"))
            .map(|l| format!("{l}\n"))
            .collect();
        let path = folder.path().join(format!("consultation/offres/{file}.xlsx"));
        write(&path, name, &filled(rows.clone(), &typed(&own, &rows)));
    }
    go(prepare, "2013-10-15");
    let prepared = folder.path().join("consultation/analyse/mistral-numerique.yaml");
    let prepared = fs::read_to_string(prepared).expect("an appraisal to fill");
    assert!(prepared.contains("Déclaré\u{a0}: Partiel — Sur devis."), "{prepared}");
    go(open, "2013-10-15");
    let page = fs::read_to_string(folder.path().join("depouillement.html")).expect("a page");
    assert!(page.contains("NON ANALYSÉ") && page.contains("<h2 id=\"signature\">"));
    drop(offers);
}
