//! What only a real disk can show: links, rights, other capitals, accents, existing files.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{TRIAL_GRID, run, stderr, stdout};

/// A project with one answer that cites one piece.
fn project(folder: &Path, piece: &str) {
    fs::create_dir_all(folder.join("grilles/essai/1.0")).expect("a folder");
    fs::create_dir_all(folder.join("projet/preuves")).expect("a folder");
    fs::write(folder.join("grilles/essai/1.0/grille.yaml"), TRIAL_GRID).expect("a grid");
    let axis = "enonces:\n  - { id: TEC-001, modalite: doit, enonce: \"Elle doit a.\", fondement: reconstitution }\n";
    fs::write(folder.join("grilles/essai/1.0/technique.yaml"), axis).expect("an axis");
    let main = format!(
        "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n  TEC-001:\n    statut: conforme\n    preuves:\n      - fichier: {piece}\n        type: document\n"
    );
    fs::write(folder.join("projet/projet.yaml"), main).expect("a project");
}

/// The state of the only piece, and whether the answer is proved.
fn state(folder: &Path) -> (String, bool) {
    let output = run(folder, "rapport projet --grilles grilles --date 2013-09-30 --format json -q");
    let json: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let statement = &json["enonces"][0];
    let state = statement["preuves"][0]["etat"].as_str().expect("a state").to_owned();
    (state, statement["prouve"].as_bool().expect("a truth value"))
}

#[test]
fn evidence_is_judged_on_what_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pieces = folder.path().join("projet/preuves");
    let judged = |written: &str| {
        project(folder.path(), written);
        state(folder.path())
    };
    assert_eq!(judged("preuves/a.pdf"), ("introuvable".into(), false));
    fs::write(pieces.join("a.pdf"), "a").expect("a piece");
    assert_eq!(judged("preuves/a.pdf"), ("valable".into(), true));
    assert_eq!(judged("preuves\\a.pdf"), ("valable".into(), true));
    assert_eq!(judged("preuves/../preuves/a.pdf"), ("valable".into(), true));
    assert_eq!(judged("preuves/A.pdf"), ("autre_casse".into(), false));
    assert_eq!(judged("preuves"), ("pas_un_fichier".into(), false));
    assert_eq!(judged("../grilles/essai/1.0/grille.yaml"), ("hors_dossier".into(), false));
    // « é » in one or two characters is the same name, whichever the disk keeps.
    fs::write(pieces.join("re\u{301}sultat.pdf"), "r").expect("a piece");
    assert_eq!(judged("preuves/r\u{e9}sultat.pdf"), ("valable".into(), true));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_prove_nothing() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "preuves/lien.pdf");
    let pieces = folder.path().join("projet/preuves");
    fs::write(folder.path().join("dehors.pdf"), "x").expect("a file");
    symlink(folder.path().join("dehors.pdf"), pieces.join("lien.pdf")).expect("a link");
    assert_eq!(state(folder.path()), ("hors_dossier".into(), false));
    fs::remove_file(pieces.join("lien.pdf")).expect("the link goes");
    fs::write(pieces.join("vraie.pdf"), "x").expect("a file");
    symlink(pieces.join("vraie.pdf"), pieces.join("lien.pdf")).expect("a link");
    assert_eq!(state(folder.path()), ("valable".into(), true));
}

#[cfg(unix)]
#[test]
fn links_among_answers_are_refused() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "preuves/a.pdf");
    let answers = folder.path().join("projet/reponses");
    fs::create_dir_all(&answers).expect("a folder");
    symlink("/etc/hostname", answers.join("lien.yaml")).expect("a link");
    let output = run(folder.path(), "verifier projet --grilles grilles --date 2013-09-30");
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("erreur[F706]"), "{}", stderr(&output));
}

#[test]
fn an_existing_file_is_left_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "preuves/a.pdf");
    fs::write(folder.path().join("r.md"), "précieux").expect("a file");
    let line = "rapport projet --grilles grilles --date 2013-09-30 -o r.md";
    let refused = run(folder.path(), line);
    assert_eq!(refused.status.code(), Some(4));
    assert_eq!(fs::read_to_string(folder.path().join("r.md")).expect("the file"), "précieux");
    let forced = run(folder.path(), &format!("{line} --forcer"));
    assert_eq!(forced.status.code(), Some(0));
    let written = fs::read_to_string(folder.path().join("r.md")).expect("the file");
    assert!(written.starts_with("# Rapport de conformité"));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 3, "no temporary file is left");
}

#[test]
fn an_invalid_project_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "preuves/a.pdf");
    fs::write(folder.path().join("projet/projet.yaml"), "format: 1\n").expect("a project");
    let output = run(folder.path(), "rapport projet --grilles grilles --date 2013-09-30 -o r.md");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stdout(&output), "");
    assert!(!folder.path().join("r.md").exists());
}

#[test]
fn init_is_whole_or_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("plein")).expect("a folder");
    fs::write(folder.path().join("plein/a.txt"), "a").expect("a file");
    let refused = run(folder.path(), "init plein --date 2013-06-14");
    assert_eq!(refused.status.code(), Some(4));
    fs::create_dir(folder.path().join("vide")).expect("a folder");
    let filled = run(folder.path(), "init vide --date 2013-06-14");
    assert_eq!(filled.status.code(), Some(0), "{}", stderr(&filled));
    assert!(folder.path().join("vide/projet.yaml").exists());
    assert!(folder.path().join("vide/preuves").is_dir());
    let names: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(names.len(), 2, "no draft is left");
}
