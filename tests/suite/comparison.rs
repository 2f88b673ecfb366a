//! Two states compared: what was won and lost, what the grid changed, what a report must be to be
//! believed; the gate against regressions.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{TRIAL_GRID, root, run, stderr, stdout};

/// The statements of version 1.0, and what version 1.1 makes of some of them.
const STATEMENTS: [&str; 6] = [
    "  - { id: TEC-001, modalite: doit, enonce: \"Elle doit a.\", fondement: reconstitution }\n",
    "  - { id: TEC-002, modalite: doit, enonce: \"Elle doit b.\", fondement: reconstitution }\n",
    "  - { id: TEC-003, modalite: devrait, enonce: \"Elle devrait c.\", fondement: reconstitution }\n",
    "  - { id: TEC-004, modalite: doit, enonce: \"Elle doit d.\", fondement: reconstitution, concerne: [editeur] }\n",
    "  - { id: TEC-005, modalite: doit, enonce: \"Elle doit e.\", fondement: reconstitution }\n",
    "  - { id: TEC-006, modalite: doit, enonce: \"Elle doit f.\", fondement: reconstitution }\n",
];

fn grid(folder: &Path, version: &str, statements: &str) {
    let home = folder.join("grilles/essai").join(version);
    fs::create_dir_all(&home).expect("a folder");
    fs::write(
        home.join("grille.yaml"),
        TRIAL_GRID.replace("1.0\"\ntitre", &format!("{version}\"\ntitre")),
    )
    .expect("a grid");
    fs::write(home.join("technique.yaml"), format!("enonces:\n{statements}")).expect("an axis");
}

/// A project in a folder of its own; `answers` are its answers in one line each.
fn project(folder: &Path, name: &str, version: &str, answers: &[(&str, &str)]) {
    let home = folder.join(name);
    fs::create_dir_all(home.join("preuves")).expect("a folder");
    fs::write(home.join("preuves/a.pdf"), "a").expect("a piece");
    let answers: String =
        answers.iter().map(|(id, answer)| format!("  {id}: {answer}\n")).collect();
    let text = format!(
        "format: 1\ngrille: \"essai@{version}\"\nobjet: solution\nintitule: \"Essai {name}\"\ndate_evaluation: 2013-06-14\nreponses:\n{answers}"
    );
    fs::write(home.join("projet.yaml"), text).expect("a project");
}

fn report(folder: &Path, name: &str, date: &str) -> String {
    let file = format!("{name}.json");
    let line = format!(
        "rapport {name} --grilles grilles --date {date} --format json -q --forcer -o {file}"
    );
    let output = run(folder, &line);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    file
}

fn comparison(folder: &Path, before: &str, after: &str, options: &str) -> Value {
    let line = format!("comparer {before} {after} --grilles grilles --format json -q {options}");
    let output = run(folder, &line);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("JSON")
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["id"].as_str().expect("an id")).collect()
}

const PROVED: &str = "{ statut: conforme, preuves: [{ fichier: preuves/a.pdf }] }";
const UNTIL: &str =
    "{ statut: conforme, preuves: [{ fichier: preuves/a.pdf, valable_jusqu_au: 2014-06-01 }] }";

#[test]
fn won_lost_changed_and_expired_are_told_apart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    grid(folder.path(), "1.0", &STATEMENTS.concat());
    project(
        folder.path(),
        "avant",
        "1.0",
        &[
            ("TEC-001", "{ statut: partiel, justification: x }"),
            ("TEC-002", PROVED),
            ("TEC-003", "{ statut: conforme }"),
            ("TEC-004", UNTIL),
            ("TEC-005", "{ statut: conforme, justification: x }"),
            ("TEC-006", "{ statut: non_conforme }"),
        ],
    );
    project(
        folder.path(),
        "apres",
        "1.0",
        &[
            ("TEC-001", "{ statut: conforme }"),
            ("TEC-002", "{ statut: conforme }"),
            ("TEC-003", "{ statut: conforme }"),
            ("TEC-004", UNTIL),
            ("TEC-005", "{ statut: conforme, justification: y }"),
            (
                "TEC-006",
                "{ statut: non_conforme, derogation: { accordee_par: a, reference: b, motif: c, echeance: 2015-01-01 } }",
            ),
        ],
    );
    let before = report(folder.path(), "avant", "2013-09-30");
    let found = comparison(folder.path(), &before, "apres", "--date 2014-09-30");
    assert_eq!(ids(&found["reculs"]), ["TEC-002", "TEC-004"]);
    assert_eq!(ids(&found["progres"]), ["TEC-001", "TEC-006"]);
    assert_eq!(ids(&found["autres"]), ["TEC-005"]);
    assert_eq!(ids(&found["echeances"]), ["TEC-004"]);
    assert_eq!(found["echeances"][0]["echeance"], "2014-06-01");
    assert_eq!((&found["meme_grille"], &found["meme_perimetre"]), (&true.into(), &true.into()));
    assert_eq!(found["avant"]["exigences"]["taux"]["num"], 3);
    assert_eq!(found["apres"]["exigences"]["taux_prouve"]["num"], 0);
    // Every statement with something to see is on one day only.
    let days = found["programme"].as_array().expect("days");
    assert_eq!(days.len(), 3);
    let mut seen: Vec<&str> = days.iter().flat_map(ids).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["TEC-001", "TEC-002", "TEC-004", "TEC-005", "TEC-006"]);
    // A project and its report are the same state.
    let folders =
        comparison(folder.path(), "avant", "apres", "--date 2014-09-30 --date-avant 2013-09-30");
    assert_eq!(folders, found);
    let same = comparison(folder.path(), &before, &before, "");
    for list in ["reculs", "progres", "autres", "echeances", "grille_changes", "entres", "sortis"] {
        assert_eq!(same[list].as_array().map(Vec::len), Some(0), "{list}");
    }
}

#[test]
fn what_the_grid_changed_is_never_a_progress_nor_a_loss() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    grid(folder.path(), "1.0", &STATEMENTS.concat());
    let newer = [
        STATEMENTS[0].replace("doit a", "doit a et b"),
        STATEMENTS[2].replace("devrait", "doit"),
        STATEMENTS[3].replace("editeur", "exploitant"),
        STATEMENTS[4].to_owned(),
        STATEMENTS[5].replace("TEC-006", "TEC-007"),
    ];
    grid(folder.path(), "1.1", &newer.concat());
    let all = |last| -> Vec<(&str, &str)> {
        ["TEC-001", "TEC-003", "TEC-004", "TEC-005"]
            .into_iter()
            .map(|id| (id, PROVED))
            .chain([(last, PROVED)])
            .collect()
    };
    let before: Vec<(&str, &str)> = [all("TEC-006"), vec![("TEC-002", PROVED)]].concat();
    project(folder.path(), "avant", "1.0", &before);
    let mut after = all("TEC-007");
    after[0].1 = "{ statut: non_conforme }";
    after[3].1 = "{ statut: non_conforme }";
    project(folder.path(), "apres", "1.1", &after);
    let file = report(folder.path(), "avant", "2013-09-30");
    let found = comparison(folder.path(), &file, "apres", "--date 2013-10-30");
    assert_eq!(ids(&found["reculs"]), ["TEC-005"]);
    assert_eq!(ids(&found["progres"]), Vec::<&str>::new());
    let changed: Vec<(&str, &str)> = found["grille_changes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            (
                one["reponse"]["id"].as_str().expect("an id"),
                one["changements"][0].as_str().expect("words"),
            )
        })
        .collect();
    assert_eq!(
        changed,
        [
            ("TEC-001", "texte"),
            ("TEC-003", "renforcé\u{a0}: devrait → doit"),
            ("TEC-004", "portée (rôles, objets, degrés, socle)"),
        ]
    );
    assert_eq!(found["entres"], serde_json::json!(["TEC-007"]));
    assert_eq!(found["sortis"], serde_json::json!(["TEC-002", "TEC-006"]));
    // The gate tells the real loss alone, and says what it cannot tell.
    let line = format!(
        "rapport apres --grilles grilles --date 2013-10-30 --reference {file} --sans-regression -q"
    );
    let output = run(folder.path(), &line);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(stderr(&output).matches("[C807]").count(), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("TEC-005 était conforme"), "{}", stderr(&output));
}

#[test]
fn the_gate_fails_on_each_way_to_lose_and_on_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    grid(folder.path(), "1.0", &STATEMENTS.concat());
    let before: Vec<(&str, &str)> = vec![("TEC-001", PROVED), ("TEC-002", "{ statut: conforme }")];
    project(folder.path(), "avant", "1.0", &before);
    let file = report(folder.path(), "avant", "2013-09-30");
    let gate = |name: &str, answers: &[(&str, &str)], date: &str| {
        project(folder.path(), name, "1.0", answers);
        let line = format!(
            "rapport {name} --grilles grilles --date {date} --reference {file} --sans-regression -q"
        );
        let output = run(folder.path(), &line);
        (output.status.code(), stderr(&output).replace('\u{a0}', " "))
    };
    let same = gate("pareil", &before, "2013-12-01");
    assert_eq!(same, (Some(0), String::new()));
    let better = [("TEC-001", PROVED), ("TEC-002", PROVED), ("TEC-003", "{ statut: conforme }")];
    assert_eq!(gate("mieux", &better, "2013-12-01").0, Some(0));
    let dated = PROVED.replace("a.pdf", "a.pdf, valable_jusqu_au: 2013-11-30");
    let absent = PROVED.replace("a.pdf", "b.pdf");
    let refuted =
        PROVED.replace("] }", "], verification: { par: a, le: 2013-11-01, avis: infirme } }");
    for (name, answer, reason) in [
        (
            "partiel",
            "{ statut: partiel }",
            "TEC-001 était conforme : il est maintenant « partiel »",
        ),
        ("vide", "{ statut: }", "il est maintenant « à évaluer »"),
        (
            "expire",
            dated.as_str(),
            "TEC-001 n'est plus prouvé : preuves/a.pdf est expirée le 30/11/2013",
        ),
        ("absent", absent.as_str(), "TEC-001 n'est plus prouvé : preuves/a.pdf n'est plus citée"),
        ("infirme", refuted.as_str(), "TEC-001 était conforme : une vérification le contredit"),
    ] {
        let answers = [("TEC-001", answer), ("TEC-002", "{ statut: conforme }")];
        let (code, told) = gate(name, &answers, "2013-12-01");
        assert_eq!(code, Some(1), "{name}: {told}");
        assert!(told.contains(reason), "{name}: {told}");
        assert_eq!(told.matches("[C807]").count(), 1, "{name}: {told}");
    }
    // A scope made smaller is a way to lose too.
    let main = folder.path().join("pareil/projet.yaml");
    let text = fs::read_to_string(&main).expect("a project");
    fs::write(&main, text.replace("reponses:", "perimetre: { socle: true }\nreponses:"))
        .expect("a scope");
    fs::write(folder.path().join("grilles/essai/1.0/technique.yaml"), "enonces:\n  - { id: TEC-009, modalite: doit, enonce: \"Elle doit z.\", fondement: reconstitution, socle: true }\n")
        .expect("an axis");
    fs::write(folder.path().join("grilles/essai/1.0/technique.yaml"), format!("enonces:\n{}  - {{ id: TEC-009, modalite: doit, enonce: \"Elle doit z.\", fondement: reconstitution, socle: true }}\n", STATEMENTS.concat()))
        .expect("an axis");
    let file = report(folder.path(), "avant", "2013-09-30");
    let line = format!(
        "rapport pareil --grilles grilles --date 2013-12-01 --reference {file} --sans-regression -q"
    );
    let output = run(folder.path(), &line);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("n'est plus dans le périmètre"), "{}", stderr(&output));
}

/// The shipped example's report, as text.
fn shipped() -> String {
    fs::read_to_string(root().join("examples/commune-1d/rapport.json")).expect("a report")
}

fn refusal(folder: &Path, text: &str) -> (Option<i32>, String) {
    fs::write(folder.join("r.json"), text).expect("a report");
    let output = run(folder, "comparer r.json r.json");
    assert_eq!(stdout(&output).is_empty(), output.status.code() != Some(0));
    (output.status.code(), stderr(&output))
}

#[test]
fn a_report_cut_anywhere_is_refused_in_french() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = shipped();
    assert_eq!(refusal(folder.path(), &text).0, Some(0));
    let cuts =
        (0..text.trim_end().len()).step_by(text.len() / 60).filter(|at| text.is_char_boundary(*at));
    for at in cuts {
        let (code, told) = refusal(folder.path(), &text[..at]);
        assert_eq!(code, Some(3), "cut at {at}: {told}");
        assert!(told.contains("[C801]") || told.contains("[C802]"), "cut at {at}: {told}");
    }
}

#[test]
fn a_report_touched_by_hand_is_not_believed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = shipped();
    let change = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        refusal(folder.path(), &text.replacen(from, to, 1))
    };
    for (from, to, code) in [
        ("\"format\": 1", "\"format\": 2", "S024"),
        ("\"format\": 1", "\"format\": \"un\"", "C802"),
        ("\"format\": 1,", "", "C802"),
        ("\"outil\"", "\"autre\"", "C802"),
        ("\"synthese\"", "\"synthes\"", "C802"),
        ("\"provisoire\": true", "\"provisoire\": \"oui\"", "C802"),
        ("\"public\": false", "\"public\": false, \"public\": true", "C802"),
        ("\"statut\": \"conforme\"", "\"statut\": \"conform\"", "C803"),
        ("\"compte_comme\": \"non_conforme\"", "\"compte_comme\": \"conforme\"", "C803"),
        ("\"prouve\": false", "\"prouve\": true", "C803"),
        ("\"date\": \"2013-09-30\"", "\"date\": \"30 septembre\"", "C803"),
        ("\"code\": \"incomplete\"", "\"code\": \"conforme\"", "C803"),
        (
            "\"filtre\": null",
            "\"filtre\": { \"axes\": [\"TEC\"], \"roles\": [], \"degres\": [], \"socle\": false }",
            "C805",
        ),
        ("{", "[", "C802"),
        ("{", "{,", "C801"),
    ] {
        let (exit, told) = change(from, to);
        assert_eq!(exit, Some(3), "{from} → {to}: {told}");
        assert!(told.contains(&format!("erreur[{code}]")), "{from} → {to}: {told}");
        assert!(!told.contains("expected") && !told.contains(" at line "), "in French: {told}");
    }
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let id = |at: usize| format!("\"id\": {}", report["enonces"][at]["id"]);
    assert!(change(&id(1), &id(0)).1.contains("y est deux fois"), "an id twice");
    for hostile in
        ["", " ", "null", "3", "{}", "[]", "\u{feff}", "{\"format\": 1e999}", "PK\u{3}\u{4}"]
    {
        let (exit, told) = refusal(folder.path(), hostile);
        assert_eq!(exit, Some(3), "{hostile:?}: {told}");
    }
    let (exit, told) =
        refusal(folder.path(), &format!("{}1{}", "{\"a\":[".repeat(50_000), "]}".repeat(50_000)));
    assert_eq!(exit, Some(3), "{told}");
    // Fields of a later program of the same format are read over.
    let later = text.replacen("\"public\": false", "\"public\": false, \"nouveau\": [1, {}]", 1);
    assert_eq!(refusal(folder.path(), &later).0, Some(0));
}

/// Any byte of a report changed: refused or believed, never a panic.
#[test]
fn a_damaged_report_never_panics() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = shipped().into_bytes();
    let mut seed: u64 = 7;
    for _ in 0..150 {
        let mut damaged = bytes.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(seed >> 33).unwrap_or(0) % damaged.len();
            damaged[at] = b"{}[],:\"0 \\nx\xff"[usize::try_from(seed % 12).unwrap_or(0)];
        }
        fs::write(folder.path().join("r.json"), &damaged).expect("a report");
        let output = run(folder.path(), "comparer r.json r.json -q");
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", stderr(&output));
    }
}

#[test]
fn states_that_cannot_be_compared_say_why() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    grid(folder.path(), "1.0", &STATEMENTS.concat());
    project(folder.path(), "apres", "1.0", &[("TEC-001", PROVED)]);
    fs::write(folder.path().join("r.json"), shipped()).expect("a report");
    let other = run(folder.path(), "comparer r.json apres --grilles grilles --date 2013-10-30");
    assert_eq!(other.status.code(), Some(3));
    assert!(stderr(&other).contains("erreur[C804]"), "{}", stderr(&other));
    let file = report(folder.path(), "apres", "2013-09-30");
    let line = format!("comparer apres {file} --grilles grilles --date 2013-10-30");
    let inverted = run(folder.path(), &line);
    assert_eq!(inverted.status.code(), Some(0));
    assert!(stderr(&inverted).contains("avertissement[C806]"), "{}", stderr(&inverted));
    let absent =
        run(folder.path(), "comparer absent.json apres --grilles grilles --date 2013-10-30");
    assert_eq!(absent.status.code(), Some(4), "{}", stderr(&absent));
}
