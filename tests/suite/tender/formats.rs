//! Markdown, JSON, CSV and xlsx say the same of a tender; the letters of bidders without names say
//! nothing of the order they were given in.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::Value as Json;

use super::fill::plain;
use crate::support::{root, run, stderr};

/// The example, and the case with ties, unforeseen « sans objet » and what is not appraised.
const TENDERS: [(&str, &str); 2] = [
    (".", "depouiller examples/marche-ent examples/marche-ent/offres --date 2013-10-15"),
    (
        "tests/cases/depouiller-noms-cites",
        "depouiller marche offres --grilles grilles --date 2013-10-15",
    ),
];

fn product(folder: &Path, line: &str) -> String {
    let output = run(folder, &format!("{line} -q"));
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("a text")
}

type Tables = BTreeMap<String, Vec<Vec<String>>>;

/// The tables of a CSV, by their titles.
fn tables(text: &str) -> Tables {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.expect("a row").iter().map(String::from).collect())
        .collect();
    let parts: Vec<&[Vec<String>]> =
        rows.split(|row| row.len() == 2 && row.iter().all(String::is_empty)).collect();
    let pairs = parts[1..].chunks(2).map(|pair| (pair[0][0][0].clone(), pair[1].to_vec()));
    pairs.collect()
}

/// The sheets of a workbook, by their names, without those of instructions and facts.
fn sheets(path: &Path) -> Tables {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let mut found = Tables::new();
    for (name, range) in book.worksheets() {
        let rows = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        if !["Lisez-moi", "Marché"].contains(&name.as_str()) {
            found.insert(name, rows);
        }
    }
    found
}

/// The rows of a table, each as a map by heading.
fn rows(tables: &Tables, title: &str) -> Vec<BTreeMap<String, String>> {
    let table = &tables[title];
    let headings: Vec<String> = table[0].iter().map(|heading| plain(heading)).collect();
    let row = |row: &Vec<String>| {
        headings.iter().cloned().zip(row.iter().map(|text| plain(text))).collect()
    };
    table[1..].iter().map(row).collect()
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A rate with its fraction, as it is printed.
fn rate(level: &Json, key: &str) -> String {
    let open = level["a_evaluer"].as_u64().expect("a count");
    let applicable = level["applicables"].as_u64().expect("a count");
    if open > 0 && open == applicable {
        return "non analysé".into();
    }
    let value = &level[key];
    let shown = match value.is_null() {
        true => "sans objet".into(),
        false => format!(
            "{} % ({} sur {})",
            text(&value["pct"]).replace('.', ","),
            value["num"],
            value["den"]
        ),
    };
    if open > 0 { format!("{shown}, provisoire") } else { shown }
}

#[test]
fn workbook_and_table_of_text_are_one() {
    for (folder, line) in TENDERS {
        let folder = root().join(folder);
        let out = tempfile::tempdir().expect("a temporary folder");
        for options in ["", " --anonyme"] {
            let path = out.path().join(format!("d{}.xlsx", options.len()));
            product(&folder, &format!("{line}{options} -o '{}'", path.display()));
            let written = sheets(&path);
            assert_eq!(
                tables(&product(&folder, &format!("{line}{options} --format csv"))),
                written
            );
            assert!(written.len() >= 7, "{:?}", written.keys());
        }
    }
}

/// What the JSON says, each fact looked for in the tables and on the page.
#[test]
fn every_format_says_the_same() {
    for (folder, line) in TENDERS {
        let folder = root().join(folder);
        let report: Json =
            serde_json::from_str(&product(&folder, &format!("{line} --format json")))
                .expect("JSON");
        let tables = tables(&product(&folder, &format!("{line} --format csv")));
        let page = plain(&product(&folder, line));
        let labels = |key: &str| match key {
            "conforme" => "Conforme",
            "partiel" => "Partiel",
            "non_conforme" => "Non conforme",
            "sans_objet" => "Sans objet",
            "a_evaluer" => "NON RENSEIGNÉ",
            other => panic!("{other}"),
        };
        let bidders = report["candidats"].as_array().expect("bidders");
        let summaries = rows(&tables, "Synthèse");
        assert_eq!(bidders.len(), summaries.len());
        for (bidder, summary) in bidders.iter().zip(&summaries) {
            let name = text(&bidder["candidat"]);
            assert_eq!(summary["Candidat"], name);
            let own = |title: &str| -> Vec<BTreeMap<String, String>> {
                let rows = rows(&tables, title).into_iter();
                rows.filter(|row| row["Candidat"] == name).collect()
            };
            let (needs, wishes) = (&bidder["exigences"], &bidder["recommandations"]);
            for (heading, shown) in [
                ("Taux de conformité", rate(needs, "taux")),
                ("Taux hors dérogation", rate(needs, "taux_hors_derogation")),
                ("Suivi des recommandations", rate(wishes, "taux")),
                ("Taux prouvé", rate(needs, "taux_prouve")),
            ] {
                assert_eq!(summary[heading], shown, "{name}, {heading}");
                assert!(page.contains(&format!("| {shown} |")), "{name}, {heading}: {shown}");
            }
            let list = |key: &str| -> Vec<String> {
                bidder[key].as_array().expect("a list").iter().map(text).collect()
            };
            assert_eq!(summary["À écarter pour"], list("a_ecarter_pour").join(", "));
            assert_eq!(summary["Non analysés"], list("non_analyses").len().to_string());
            assert_eq!(summary["Sans preuve valable"], list("sans_preuve").len().to_string());
            let mut lacking: Vec<String> =
                own("Preuves manquantes").iter().map(|row| row["Énoncé"].clone()).collect();
            lacking.dedup();
            assert_eq!(lacking, list("sans_preuve"), "{name}");
            if let Some(rank) = bidder["rang"].as_u64() {
                let tied = if bidder["ex_aequo"] == true { " ex aequo" } else { "" };
                assert_eq!(summary["Rang"], format!("{rank}{tied}"));
                assert!(page.contains(&format!("| {rank}{tied} |")));
            }
            if !bidder["note"].is_null() {
                let (num, den) = (text(&bidder["note"]["num"]), text(&bidder["note"]["den"]));
                let exact = if den == "1" { num } else { format!("{num} ÷ {den}") };
                assert_eq!(summary["Note exacte"], exact, "{name}");
            }
            for row in own("Comptes") {
                let of = if row["Énoncés"] == "Grille" { bidder } else { &bidder["complements"] };
                let level = &of[row["Niveau"].to_lowercase()];
                for (heading, key) in [
                    ("Demandés", "enonces"),
                    ("Applicables", "applicables"),
                    ("Conformes", "conformes"),
                    ("Partiels", "partiels"),
                    ("Non conformes", "non_conformes"),
                    ("Sans objet", "sans_objet"),
                    ("dont hors cas prévu", "sans_objet_hors_cas"),
                    ("Non analysés", "a_evaluer"),
                    ("Sous dérogation", "derogations"),
                ] {
                    assert_eq!(row[heading], level[key].to_string(), "{name}, {heading}");
                }
                assert_eq!(row["Taux"], rate(level, "taux"), "{name}");
            }
            let reasons = own("Motifs");
            for (answer, line) in
                bidder["reponses"].as_array().expect("answers").iter().zip(rows(&tables, "Matrice"))
            {
                let id = text(&answer["id"]);
                assert_eq!(line["Identifiant"], id);
                let declared = labels(&text(&answer["declare"]));
                assert_eq!(line[&format!("{name} — déclaré")], declared);
                let retained = line[&format!("{name} — retenu")].as_str();
                let status = answer["retenu"].as_str().map_or("NON ANALYSÉ", labels);
                assert!(retained.starts_with(status), "{id}: {retained}");
                let admitted = answer["derogation_admise"] == true;
                assert_eq!(retained.ends_with(", dérogation admise"), admitted, "{id}");
                assert!(page.contains(&format!("{declared} → {retained}")), "{id}");
                let waiver = rows(&tables, "Dérogations")
                    .into_iter()
                    .find(|row| row["De"] == name && row["Énoncé"] == id);
                let said = waiver.is_some_and(|row| row["Admise par l'acheteur"] == "oui");
                assert_eq!(said, admitted, "{id}");
                let told = answer["retenu"] != answer["declare"] || answer["retenu"] != "conforme";
                if !answer["retenu"].is_null() && answer["en_bloc"] == false && told {
                    let row = reasons.iter().find(|row| row["Énoncé"] == id);
                    let row = row.unwrap_or_else(|| panic!("{name}: no reason for {id}"));
                    assert_eq!(row["Motif"].trim(), plain(&text(&answer["motif"])).trim());
                    assert_eq!(row["Par"], text(&answer["par"]));
                    assert_eq!(row["Déclaré"], declared);
                    assert_eq!(row["Retenu"], retained);
                }
            }
        }
    }
}

/// Whoever knows the order of the command line learns nothing from the letters.
#[test]
fn letters_do_not_follow_the_order_of_the_offers() {
    let folder = root().join("tests/cases/depouiller-noms-cites");
    let anonymous = |offers: &str, format: &str| {
        product(
            &folder,
            &format!(
                "depouiller marche {offers} --anonyme --grilles grilles --date 2013-10-15 --format {format}"
            ),
        )
    };
    let orders = [
        "offres/a.yaml offres/b.yaml offres/c.yaml",
        "offres/c.yaml offres/a.yaml offres/b.yaml",
        "offres/b.yaml offres/c.yaml offres/a.yaml",
        "offres/c.yaml offres/b.yaml offres/a.yaml",
    ];
    for format in ["md", "html", "json", "csv"] {
        let one = anonymous(orders[0], format);
        for other in &orders[1..] {
            assert_eq!(anonymous(other, format), one, "{format}: {other}");
        }
    }
    // The letters are not those of the first order: something was shuffled.
    let report: Json = serde_json::from_str(&anonymous(orders[0], "json")).expect("JSON");
    let named: Json = serde_json::from_str(&product(
        &folder,
        "depouiller marche offres --grilles grilles --date 2013-10-15 --format json",
    ))
    .expect("JSON");
    let open = |report: &Json| -> Vec<String> {
        let bidders = report["candidats"].as_array().expect("bidders").iter();
        bidders.map(|one| one["exigences"].to_string() + &one["complements"].to_string()).collect()
    };
    let (mut letters, mut given) = (open(&report), open(&named));
    assert_ne!(letters, given);
    letters.sort();
    given.sort();
    assert_eq!(letters, given);
}
