//! What the reports promise between the readings: the steps they list are steps that work.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{copy, root, run, stderr, stdout};

fn report(folder: &Path) -> Value {
    let output = run(folder, "rapport p --date 2013-09-30 --format json -q");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).expect("JSON")
}

fn proved(report: &Value) -> u64 {
    report["synthese"]["exigences"]["conformes_prouves"].as_u64().expect("a count")
}

/// The region's example, whose pieces were taken away: each step of the report is taken in turn,
/// and gains exactly the statements it promised.
#[test]
fn joining_the_pieces_that_the_report_names_proves_what_it_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let example = root().join("examples/ent-lycees");
    copy(&example, &folder.path().join("p"));
    let pieces = folder.path().join("p/preuves");
    fs::remove_dir_all(&pieces).expect("the pieces go");
    fs::create_dir(&pieces).expect("a folder");
    let first = report(folder.path());
    assert_eq!(proved(&first), 0);
    let path = &first["ecarts"]["exigences"]["declare_prouve"];
    let steps = path["etapes"].as_array().expect("steps").clone();
    assert!(steps.len() > 10, "an example with something to join");
    let gains = |step: &Value| step["enonces"].as_array().expect("statements").len();
    for pair in steps.windows(2) {
        assert!(gains(&pair[0]) >= gains(&pair[1]), "the shortest way first");
    }
    let promised: usize = steps.iter().map(gains).sum();
    assert_eq!(path["gagnes"].as_u64(), Some(promised as u64));
    let mut so_far = 0;
    for step in &steps {
        let missing = step["defauts"] == serde_json::json!(["introuvable"]);
        let name = step["fichier"].as_str().expect("a path").replace("preuves/", "");
        if !missing || !example.join("preuves").join(&name).exists() {
            continue;
        }
        fs::copy(example.join("preuves").join(&name), pieces.join(&name)).expect("a piece");
        let after = report(folder.path());
        so_far += gains(step) as u64;
        assert_eq!(proved(&after), so_far, "after {name}");
    }
    let whole = run(&root(), "rapport examples/ent-lycees --date 2013-09-30 --format json -q");
    let whole: Value = serde_json::from_str(&stdout(&whole)).expect("JSON");
    assert_eq!(proved(&whole), so_far, "nothing was forgotten");
}

/// Having someone else confirm what the report says verifies as many statements as it says.
#[test]
fn confirming_what_the_report_names_verifies_what_it_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("examples/ent-lycees"), &folder.path().join("p"));
    let first = report(folder.path());
    let path = &first["ecarts"]["exigences"]["prouve_verifie"];
    let ids: Vec<&str> = path["etapes"]
        .as_array()
        .expect("steps")
        .iter()
        .flat_map(|step| step["enonces"].as_array().expect("statements"))
        .map(|id| id.as_str().expect("an id"))
        .collect();
    assert_eq!(path["gagnes"].as_u64(), Some(ids.len() as u64));
    let answers = folder.path().join("p/reponses");
    for entry in fs::read_dir(&answers).expect("answers") {
        let file = entry.expect("a file").path();
        let mut text = fs::read_to_string(&file).expect("a text");
        for id in &ids {
            let head = format!("  {id}:\n");
            let check = "    verification: { par: \"Tiers\", le: 2013-09-01, avis: confirme }\n";
            text = text.replace(&head, &format!("{head}{check}"));
        }
        fs::write(&file, text).expect("answers");
    }
    let after = report(folder.path());
    let verified = |report: &Value| {
        report["synthese"]["exigences"]["conformes_verifies"].as_u64().expect("a count")
    };
    assert_eq!(verified(&after), verified(&first) + ids.len() as u64);
    assert_eq!(after["ecarts"]["exigences"]["prouve_verifie"]["gagnes"], 0);
}
