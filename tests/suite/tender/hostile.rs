//! Frames made to harm, or spoiled: a clear message, code 3, nothing judged.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::fill::{Typed, bytes, filled, frame, opened, plain};
use crate::support::{copy, root, run, stderr};

/// The example without its offers, and the rows of its frame.
fn market() -> (tempfile::TempDir, Vec<Vec<String>>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let market = folder.path().join("m");
    copy(&root().join("examples/marche-ent"), &market);
    fs::remove_dir_all(market.join("analyse")).expect("no appraisal");
    let rows = frame(folder.path(), "m", "");
    (folder, rows)
}

/// The messages on an offer, which must be refused.
fn refused(folder: &Path, name: &str, bytes: &[u8]) -> String {
    fs::write(folder.join(name), bytes).expect("a file");
    let output =
        run(folder, &format!("depouiller m {name} m/offres/boreales.xlsx --date 2013-10-15"));
    let errors = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{name}\n{errors}");
    assert!(output.stdout.is_empty(), "{name}: something was judged");
    assert!(!errors.contains("panicked"), "{name}\n{errors}");
    errors
}

/// A row and column of the table, by identifier and heading.
fn place(rows: &[Vec<String>], id: &str, heading: &str) -> (u32, u16) {
    let row = rows.iter().position(|row| row[0] == id).expect("a row");
    let column = rows[0].iter().position(|one| plain(one) == heading).expect("a column");
    (u32::try_from(row).expect("small"), u16::try_from(column).expect("small"))
}

#[test]
fn what_was_changed_in_a_frame_is_named_with_its_cell() {
    let (folder, rows) = market();
    let change = |edit: &dyn Fn(&mut Vec<Vec<String>>)| {
        let mut rows = rows.clone();
        edit(&mut rows);
        bytes("Delta", &rows)
    };
    let at = |id: &str, heading: &str| {
        let (row, column) = place(&rows, id, heading);
        (row as usize, usize::from(column))
    };
    let (row, text) = at("TEC-004", "Énoncé");
    let (_, id) = at("TEC-004", "Identifiant");
    let (_, level) = at("TEC-004", "Éliminatoire");
    let (_, mark) = at("TEC-004", "Repère (ne pas modifier)");
    let cases: [(&str, &str, Vec<u8>); 8] = [
        (
            "texte.xlsx",
            "T609",
            change(&|rows| rows[row][text] = rows[row][text].replace("doit", "peut")),
        ),
        ("id.xlsx", "T608", change(&|rows| rows[row][id] = "TEC-005".into())),
        ("eliminatoire.xlsx", "T609", change(&|rows| rows[row][level].clear())),
        ("repere.xlsx", "T607", change(&|rows| rows[row][mark].clear())),
        (
            "en-plus.xlsx",
            "T607",
            change(&|rows| {
                let mut extra = vec![String::new(); rows[0].len()];
                extra[id] = "TEC-999".into();
                rows.push(extra);
            }),
        ),
        (
            "doublee.xlsx",
            "T611",
            change(&|rows| {
                let again = rows[row].clone();
                rows.push(again);
            }),
        ),
        (
            "en-moins.xlsx",
            "D910",
            change(&|rows| {
                rows.remove(row);
            }),
        ),
        ("vide.xlsx", "T603", bytes("Delta", &[])),
    ];
    for (name, code, bytes) in cases {
        let errors = refused(folder.path(), name, &bytes);
        assert!(errors.contains(&format!("erreur[{code}]")), "{name}: {code}\n{errors}");
        assert!(errors.contains(name), "{errors}");
    }
    let errors = refused(folder.path(), "texte.xlsx", &change(&|rows| rows[row][text].push('!')));
    assert!(errors.contains("feuille «\u{a0}Réponses\u{a0}», cellule D"), "{errors}");
}

#[test]
fn formulas_are_not_answers() {
    let (folder, rows) = market();
    let mut workbook = Workbook::new();
    let table = workbook.add_worksheet();
    for (row, cells) in (0..).zip(&rows) {
        for (column, text) in (0..).zip(cells) {
            table.write_string(row, column, text).expect("a cell");
        }
    }
    let (row, column) = place(&rows, "TEC-004", "Statut");
    table.write_formula(row, column, "=IF(1,\"Conforme\",\"\")").expect("a formula");
    let (row, column) = place(&rows, "TEC-005", "Énoncé");
    table.write_formula(row, column, "=A1").expect("a formula");
    let errors = refused(folder.path(), "formule.xlsx", &workbook.save_to_buffer().expect("bytes"));
    assert!(errors.contains("erreur[T614]") && errors.contains("erreur[T609]"), "{errors}");
    let mut workbook = Workbook::new();
    let identity = workbook.add_worksheet();
    identity.set_name("Marché").expect("a name");
    identity.write_string(1, 0, "Candidat").expect("a cell");
    identity.write_formula(1, 1, "=\"Del\"&\"ta\"").expect("a formula");
    let table = workbook.add_worksheet();
    for (row, cells) in (0..).zip(&rows) {
        for (column, text) in (0..).zip(cells) {
            table.write_string(row, column, text).expect("a cell");
        }
    }
    let errors = refused(folder.path(), "nom.xlsx", &workbook.save_to_buffer().expect("bytes"));
    assert!(errors.contains("erreur[T614]") && errors.contains("cellule B2"), "{errors}");
}

/// A bidder takes nothing out of what it is held to by calling it « sans objet ».
#[test]
fn a_decision_for_all_keeps_no_unforeseen_not_applicable() {
    let (folder, rows) = market();
    let typed: Typed = [(
        "TEC-047".to_owned(),
        [("Statut", "sans_objet"), ("Justification", ".")]
            .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
            .into(),
    )]
    .into();
    fs::write(folder.path().join("delta.xlsx"), bytes("Delta", &filled(rows, &typed)))
        .expect("a file");
    let analyses = folder.path().join("m/analyse");
    fs::create_dir_all(&analyses).expect("a folder");
    let appraisal = "format: 1\ncandidat: \"Delta\"\npar: \"Commission\"\nle: 2013-10-14\n\
        declare_retenu:\n  motif: \"Vu.\"\n";
    fs::write(analyses.join("delta.yaml"), appraisal).expect("a file");
    let report = opened(folder.path(), "m delta.xlsx --date 2013-10-15");
    let answers = report["candidats"][0]["reponses"].as_array().expect("answers");
    let one = answers.iter().find(|one| one["id"] == "TEC-047").expect("an answer");
    assert_eq!(one["declare"], "sans_objet");
    assert_eq!(one["retenu"], serde_json::Value::Null);
    assert_eq!(report["candidats"][0]["situation"], "inachevee");
}

/// A piece added since the former round is said, whatever else stayed.
#[test]
fn evidence_that_changed_between_rounds_is_said() {
    let (folder, rows) = market();
    let offer = |name: &str, cells: &[(&str, &str)]| {
        let cells = cells.iter().map(|(heading, text)| ((*heading).into(), (*text).into()));
        let typed: Typed = [("TEC-004".to_owned(), cells.collect())].into();
        fs::create_dir_all(folder.path().join(name)).expect("a folder");
        let bytes = bytes("Delta", &filled(rows.clone(), &typed));
        fs::write(folder.path().join(name).join("delta.xlsx"), bytes).expect("a file");
    };
    offer("avant", &[("Statut", "conforme")]);
    offer("apres", &[("Statut", "conforme"), ("Preuve 1 : fichier", "preuves/essai.pdf")]);
    let report = opened(folder.path(), "m apres --tour avant --date 2013-10-15");
    let round = &report["evolution"][0];
    assert_eq!(round["documents"], serde_json::json!(["TEC-004"]));
    assert_eq!(round["changements"], serde_json::json!([]));
    assert_eq!(round["reecrits"], serde_json::json!([]));
}

#[test]
fn bombs_giants_and_other_files_are_refused() {
    let (folder, _) = market();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        writer.start_file(name, SimpleFileOptions::default()).expect("a file");
        let block = vec![b' '; 1 << 20];
        for _ in 0..100 {
            writer.write_all(&block).expect("a content");
        }
    }
    let bomb = writer.finish().expect("an archive").into_inner();
    assert!(bomb.len() < 1 << 20, "a bomb is small");
    let mut giant = b"PK\x03\x04".to_vec();
    giant.resize(200 * 1024 * 1024, 0);
    for (name, code, bytes) in [
        ("bombe.xlsx", "T602", bomb),
        ("geant.xlsx", "T602", giant),
        ("image.xlsx", "T601", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("ancien.xlsx", "T601", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        ("coupe.xlsx", "T601", b"PK\x03\x04\x14\0".to_vec()),
    ] {
        let errors = refused(folder.path(), name, &bytes);
        assert!(errors.contains(&format!("erreur[{code}]")), "{name}: {code}\n{errors}");
    }
}

/// What a spreadsheet may do to a frame without changing what it says.
#[test]
fn blanks_are_no_answer_and_order_does_not_count() {
    let (folder, rows) = market();
    let typed: Typed =
        [("TEC-004".to_owned(), [("Statut".to_owned(), "conforme".to_owned())].into())].into();
    let mut rows = filled(rows, &typed);
    rows[1..].reverse();
    fs::write(folder.path().join("delta.xlsx"), bytes("Delta", &rows)).expect("a file");
    let report = opened(folder.path(), "m delta.xlsx --date 2013-10-15");
    let answers = report["candidats"][0]["reponses"].as_array().expect("answers");
    let declared: Vec<&str> = answers
        .iter()
        .filter_map(|one| one["declare"].as_str())
        .filter(|one| *one != "a_evaluer")
        .collect();
    assert_eq!(declared, ["conforme"], "a blank is never a yes");
    assert_eq!(report["candidats"][0]["situation"], "inachevee", "nothing is concluded");
    assert_eq!(report["candidats"][0]["note"], serde_json::Value::Null);
}
