//! A new cycle from a former project: answers are kept to the letter, nothing is proved before it
//! was looked at again, and taking the marks away gives everything back.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{copy, root, run, stderr, stdout};

fn report(folder: &Path, project: &str, date: &str) -> Value {
    let output = run(folder, &format!("rapport {project} --date {date} --format json -q"));
    assert_eq!(output.status.code(), Some(0), "{project}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("JSON")
}

/// The projects to renew: what is copied, where the project is in it, its new name.
const FORMER: &[(&str, &str, &str)] = &[
    ("ent-lycees", "", "neuf"),
    ("solution-editeur", "", "neuf"),
    ("commune-1d", "/ecoles.yaml", "neuf.yaml"),
];

#[test]
fn answers_are_kept_and_nothing_is_proved_yet() {
    for (example, project, new) in FORMER {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root().join("examples").join(example), &folder.path().join(example));
        let old = report(folder.path(), &format!("{example}{project}"), "2013-10-15");
        let line = format!("init {new} --depuis {example}{project} --date 2013-10-15");
        let output = run(folder.path(), &line);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let check = run(folder.path(), &format!("verifier {new} --date 2013-10-15 -q"));
        assert_eq!(check.status.code(), Some(0), "{}", stderr(&check));
        let renewed = report(folder.path(), new, "2013-10-15");
        assert_eq!(renewed["projet"]["perimetre"], old["projet"]["perimetre"]);
        assert_eq!(renewed["projet"]["intitule"], old["projet"]["intitule"]);
        assert_eq!(renewed["projet"]["date_evaluation"], "2013-10-15");
        let pairs = renewed["enonces"].as_array().expect("statements").iter();
        for (new, old) in pairs.zip(old["enonces"].as_array().expect("statements")) {
            for key in [
                "id",
                "statut",
                "justification",
                "commentaire_interne",
                "action",
                "evalue_le",
                "evalue_par",
                "infirme",
            ] {
                assert_eq!(new[key], old[key], "{example} {} {key}", old["id"]);
            }
            assert_eq!(new["preuves"], serde_json::json!([]), "{example} {}", old["id"]);
            assert_eq!(new["verifie"], false);
            // What is favourable is to be done again; what is not stays.
            let kept = if old["infirme"] == true { &old["verification"] } else { &Value::Null };
            assert_eq!(new["verification"], *kept, "{example} {}", old["id"]);
        }
        let figures = &renewed["synthese"]["exigences"];
        assert_eq!(figures["taux"], old["synthese"]["exigences"]["taux"]);
        assert_eq!(figures["conformes_prouves"], 0, "{example}");
    }
}

#[test]
fn taking_the_marks_away_gives_everything_back() {
    for (example, project, new) in FORMER.iter().filter(|one| one.1.is_empty()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root().join("examples").join(example), &folder.path().join(example));
        let old = report(folder.path(), &format!("{example}{project}"), "2013-10-15");
        run(folder.path(), &format!("init {new} --depuis {example}{project} --date 2013-10-15"));
        for entry in fs::read_dir(folder.path().join(new).join("reponses")).expect("answers") {
            let file = entry.expect("a file").path();
            let text = fs::read_to_string(&file).expect("a text");
            // What a person does: the mark goes from every line that was set aside.
            let given_back: String = text
                .lines()
                .map(|line| match line.strip_prefix("    # ") {
                    Some(rest) if is_yaml(rest) => format!("    {rest}\n"),
                    _ => format!("{line}\n"),
                })
                .collect();
            fs::write(&file, given_back).expect("answers");
        }
        let renewed = report(folder.path(), new, "2013-10-15");
        assert_eq!(renewed["synthese"], old["synthese"], "{example}");
        assert_eq!(renewed["enonces"], old["enonces"], "{example}");
    }
}

/// Whether a line set aside is YAML rather than a sentence of the tool.
fn is_yaml(rest: &str) -> bool {
    const KEYS: [&str; 3] = ["preuves:", "verification:", "derogation:"];
    KEYS.contains(&rest.trim_end()) || rest.starts_with("  ")
}

#[test]
fn a_former_project_gives_its_scope_and_cannot_be_given_another() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("examples/solution-editeur"), &folder.path().join("s"));
    for option in ["--objet projet", "--role porteur", "--degre 1d", "--socle", "--grille sdet@4.1"]
    {
        let line = format!("init n --depuis s {option} --date 2016-09-05");
        assert_eq!(run(folder.path(), &line).status.code(), Some(2), "{option}");
    }
    assert_eq!(run(folder.path(), "init s --depuis s --date 2016-09-05").status.code(), Some(4));
    assert!(!folder.path().join("n").exists());
    let output = run(folder.path(), "init n --depuis s --intitule Neuf --date 2016-09-05");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let copied = fs::read_dir(folder.path().join("n/preuves")).expect("pieces").count();
    let kept = fs::read_dir(folder.path().join("s/preuves")).expect("pieces").count();
    assert_eq!(copied, kept, "the pieces come along");
    let text =
        fs::read_to_string(folder.path().join("n/reponses/technique.yaml")).expect("answers");
    assert!(text.contains("expirée le 30/06/2014"), "what is expired is said");
}
