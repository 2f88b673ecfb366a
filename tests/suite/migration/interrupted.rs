//! A migration that is killed leaves, after the next command, the whole old project or the whole
//! new one. `SDET_KILLS=200` kills it more often.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use crate::support::{asked, copy, root, run, sdet, stderr};

/// A project of fifty files of answers, with the grids that the cases use.
fn prepare(folder: &Path) {
    let case = root().join("tests/cases/migrer-chaque-classe");
    copy(&case.join("grilles"), &folder.join("grilles"));
    let grid = folder.join("grilles/essai");
    let rows = |version: &str| -> String {
        let word = if version == "1.0" { "tenir" } else { "respecter" };
        (0..50)
            .map(|at| {
                format!(
                    "  - {{ id: BIS-{at:03}, modalite: doit, enonce: \"La solution doit {word} la promesse {at}.\", fondement: reconstitution }}\n"
                )
            })
            .collect()
    };
    for version in ["1.0", "2.0"] {
        let file = grid.join(version).join("technique.yaml");
        let text = fs::read_to_string(&file).expect("an axis");
        fs::write(&file, text + &rows(version)).expect("an axis");
    }
    let answers = folder.join("projet/reponses");
    fs::create_dir_all(&answers).expect("a folder");
    fs::write(
        folder.join("projet/projet.yaml"),
        "format: 1\ngrille: \"essai@1.0\"\nobjet: projet\nintitule: Essai\ndate_evaluation: 2013-06-14\n",
    )
    .expect("a project");
    for at in 0..50 {
        let text = format!(
            "reponses:\n  BIS-{at:03}:\n    statut: conforme\n    justification: |\n      Réponse {at}.\n"
        );
        fs::write(answers.join(format!("{at:02}.yaml")), text).expect("answers");
    }
}

/// Every file of a folder, by path.
fn state(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

const MIGRATE: &str = "migrer projet --vers 2.0 --grilles grilles --date 2015-10-01 -q";
const CHECK: &str = "verifier projet --grilles grilles --date 2015-10-01 -q";

#[test]
fn a_killed_migration_is_whole_or_nothing() {
    let model = tempfile::tempdir().expect("a temporary folder");
    prepare(model.path());
    let old = state(&model.path().join("projet"));
    let done = tempfile::tempdir().expect("a temporary folder");
    copy(model.path(), done.path());
    let started = Instant::now();
    let output = run(done.path(), MIGRATE);
    let lasts = started.elapsed();
    assert!(output.status.success(), "{}", stderr(&output));
    let new = state(&done.path().join("projet"));
    assert_ne!(old, new);
    let mut seen = [0, 0];
    // The moment is sought from both sides, so that a busy machine changes nothing: later after a
    // kill that came too early, earlier after one that came too late.
    let mut moment = lasts / 2;
    for at in 0..asked("SDET_KILLS", 25) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(model.path(), folder.path());
        let mut child = sdet(folder.path())
            .args(MIGRATE.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(moment * (90 + at * 7 % 20) / 100);
        let _ = child.kill();
        let _ = child.wait();
        let after = run(folder.path(), CHECK);
        assert!(after.status.success(), "{}", stderr(&after));
        let found = state(&folder.path().join("projet"));
        assert!(found == old || found == new, "neither old nor new after kill {at}");
        let finished = found == new;
        moment = if finished { moment * 3 / 4 } else { moment * 4 / 3 };
        seen[usize::from(finished)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "killed too early or too late each time: {seen:?}");
}
