//! Frames made to harm, or spoiled: a clear message, code 3, nothing judged.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::fill::{Rows, Typed, bytes, filled, frame, opened, plain, table, text};
use crate::support::{copy, root, run, stderr};

/// The example without its offers, and the rows of its frame.
fn market() -> (tempfile::TempDir, Rows) {
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
fn place(rows: &Rows, id: &str, heading: &str) -> (u32, u16) {
    let rows = &rows.table;
    let row = rows.iter().position(|row| row[0] == id).expect("a row");
    let column = rows[0].iter().position(|one| plain(one) == heading).expect("a column");
    (u32::try_from(row).expect("small"), u16::try_from(column).expect("small"))
}

#[test]
fn what_was_changed_in_a_frame_is_named_with_its_cell() {
    let (folder, rows) = market();
    let change = |edit: &dyn Fn(&mut Vec<Vec<String>>)| {
        let mut rows = rows.clone();
        edit(&mut rows.table);
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
        ("vide.xlsx", "T603", bytes("Delta", &Rows { table: Vec::new(), ..rows.clone() })),
    ];
    for (name, code, bytes) in cases {
        let errors = refused(folder.path(), name, &bytes);
        assert!(errors.contains(&format!("erreur[{code}]")), "{name}: {code}\n{errors}");
        assert!(errors.contains(name), "{errors}");
    }
    let errors = refused(folder.path(), "texte.xlsx", &change(&|rows| rows[row][text].push('!')));
    assert!(errors.contains("feuille «\u{a0}Réponses\u{a0}», cellule D"), "{errors}");
}

/// The rows of the identity, changed one by one.
#[test]
fn what_was_changed_in_the_identity_is_named_with_its_cell() {
    let (folder, rows) = market();
    let altered = |label: &str, text: &str| {
        let mut rows = rows.clone();
        let mut lines = rows.identity.iter_mut();
        let line = lines.find(|line| line[0] == label).expect("a line");
        text.clone_into(&mut line[1]);
        rows
    };
    for (at, (label, text)) in [
        ("Consultation", "Autre chose"),
        ("Acheteur", ""),
        ("Référence", "2013-ENT-08"),
        ("Envoyée le", "03/09/2013"),
        ("Objet", "Projet ENT"),
        ("Grille", "sdet@4.0 — Grille de conformité au SDET 4.1"),
        ("Empreinte de la grille (SHA-256)", "0000"),
        ("Énoncés", "60 énoncés"),
        ("Compléments de l'acheteur", "2 énoncés"),
    ]
    .into_iter()
    .enumerate()
    {
        let rows = altered(label, text);
        let errors = refused(folder.path(), "delta.xlsx", &bytes("Delta", &rows));
        assert!(
            errors.contains("erreur[T609]") && errors.matches("erreur[").count() == 1,
            "{errors}"
        );
        assert!(errors.contains(&format!("feuille «\u{a0}Marché\u{a0}», cellule B{}", at + 3)));
        assert!(errors.contains("demandez au candidat un cadre intact"), "{errors}");
        let errors = refused(folder.path(), "delta.csv", &self::text("Delta", &rows, b';'));
        assert!(errors.contains(&format!("delta.csv, cellule A{}", at + 3)), "{errors}");
    }
    // What the program says of itself is nobody's to check.
    let sound = altered("Par", "sdet 0.0.1");
    fs::write(folder.path().join("delta.xlsx"), bytes("Delta", &sound)).expect("a file");
    assert_eq!(candidates(folder.path(), "delta.xlsx"), ["Delta"]);
    for (name, lines) in [("une.xlsx", 1..), ("toutes.xlsx", 20..)] {
        let mut rows = rows.clone();
        rows.identity = rows.identity.into_iter().skip(lines.start).collect();
        let errors = refused(folder.path(), name, &bytes("Delta", &rows));
        assert!(errors.contains("erreur[D910]"), "{errors}");
    }
    let mut twice = rows.clone();
    twice.identity.push(["Candidat".into(), "Epsilon".into()]);
    let errors = refused(folder.path(), "deux.xlsx", &bytes("Delta", &twice));
    assert!(errors.contains("erreur[T609]") && errors.contains("figure deux fois"), "{errors}");
}

/// The bidders of some offers, by the names they give themselves.
fn candidates(folder: &Path, offers: &str) -> Vec<String> {
    let report = opened(folder, &format!("m {offers} --date 2013-10-15"));
    let names = report["candidats"].as_array().expect("bidders").iter();
    names.map(|one| one["candidat"].as_str().expect("a name").to_owned()).collect()
}

/// A table of text names its bidder inside, however it was saved again; its file never does.
#[test]
fn a_table_of_text_says_whose_it_is() {
    let (folder, rows) = market();
    let utf8 = text("L'Œuvre numérique", &rows, b';');
    let string = String::from_utf8(utf8.clone()).expect("a text");
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&string);
    let spaced = string.replacen("\r\nIdentifiant", "\r\n\r\n\r\nIdentifiant", 1);
    for (name, bytes) in [
        ("point-virgule.csv", utf8.clone()),
        ("virgule.csv", text("L'Œuvre numérique", &rows, b',')),
        ("tabulation.csv", text("L'Œuvre numérique", &rows, b'\t')),
        ("ansi.csv", windows.into_owned()),
        ("lignes-vides.csv", spaced.clone().into_bytes()),
        ("même case.csv", string.replace("Candidat;", "Candidat : ").into_bytes()),
        ("à côté.csv", string.replace("Candidat;", "Candidat;;").into_bytes()),
    ] {
        fs::write(folder.path().join("offre.csv"), bytes).expect("a file");
        assert_eq!(candidates(folder.path(), "offre.csv"), ["L'Œuvre numérique"], "{name}");
    }
    // Blank lines are counted, as the spreadsheet that shows them does.
    let broken = spaced.replacen(";Exigence;", ";Recommandation;", 1);
    let errors = refused(folder.path(), "decale.csv", broken.as_bytes());
    let row = 2 + rows.identity.len() + 2 + 2;
    assert!(errors.contains(&format!("decale.csv, cellule B{row}")), "{errors}");
    for name in ["", "  ", "\u{200b}", "\u{a0}\u{feff}"] {
        let errors = refused(folder.path(), "anonyme.csv", &text(name, &rows, b';'));
        assert!(errors.contains("erreur[D906]"), "{errors}");
        assert!(errors.contains("anonyme.csv, cellule B2"), "{errors}");
        assert!(errors.matches("erreur[").count() == 1, "{errors}");
    }
    let table = Rows { identity: Vec::new(), ..rows };
    let bare = text("", &table, b';');
    let at = bare.windows(11).position(|one| one == b"Identifiant").expect("headings");
    let errors = refused(folder.path(), "nu.csv", &bare[at..]);
    assert!(errors.contains("erreur[D910]") && errors.matches("erreur[").count() == 1, "{errors}");
}

/// One bidder under two spellings of its name is doubled.
#[test]
fn what_does_not_show_in_a_name_makes_no_other_bidder() {
    let (folder, rows) = market();
    for twin in [
        "Editions\u{200b} Bore\u{301}ales",
        "ÉDITIONS\u{a0}\u{2060}BORÉALES",
        "Éditions Bore\u{ad}ales\u{200f}",
        "Ｅditions  Boréales",
    ] {
        let errors = refused(folder.path(), "encore.csv", &text(twin, &rows, b';'));
        assert!(errors.contains("erreur[D905]"), "{twin}: {errors}");
    }
}

#[test]
fn formulas_are_not_answers() {
    let (folder, rows) = market();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    table(sheet, &rows.table);
    let (row, column) = place(&rows, "TEC-004", "Statut");
    sheet.write_formula(row, column, "=IF(1,\"Conforme\",\"\")").expect("a formula");
    let (row, column) = place(&rows, "TEC-005", "Énoncé");
    sheet.write_formula(row, column, "=A1").expect("a formula");
    let errors = refused(folder.path(), "formule.xlsx", &workbook.save_to_buffer().expect("bytes"));
    assert!(errors.contains("erreur[T614]") && errors.contains("erreur[T609]"), "{errors}");
    let mut workbook = Workbook::new();
    let identity = workbook.add_worksheet();
    identity.set_name("Marché").expect("a name");
    identity.write_string(1, 0, "Candidat").expect("a cell");
    identity.write_formula(1, 1, "=\"Del\"&\"ta\"").expect("a formula");
    table(workbook.add_worksheet(), &rows.table);
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
    rows.table[1..].reverse();
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
