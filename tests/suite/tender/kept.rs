//! Answers to the complements of a market live in files that other commands rewrite: not a byte of
//! them moves, wherever they stand, and the market reads the same answers afterwards.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::fill::opened;
use crate::support::{run, sdet, stderr, stdout, words};

const HEAD: &str = "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"P\"\ndate_evaluation: 2013-09-20\n";
const ANSWERS: &str = "# nos réponses\nreponses:\n  TEC-001:\n    statut:   # à revoir\n  TEC-002: { statut: partiel,   justification: 'b' }\n  TEC-003:\n    statut: conforme\n    preuves:\n      - fichier: preuves/a.txt\n  TEC-004:\n    statut: conforme\n";
const COMPLEMENTS: &str = "complements: # du marché\n  # reprise\n  LOC-001:\n    statut: conforme\n    justification: |\n      Oui : en deux jours.\n\n      Et sans perte.\n    preuves:\n      - fichier: preuves/a.txt\n  LOC-002: { statut: \"partiel\",   justification: 'sur devis' }\n";

/// A grid in two versions, which renames, rewords and withdraws, and the market that follows either.
fn grids(folder: &Path) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let row = |id: &str, text: &str| {
        format!(
            "  - {{ id: {id}, modalite: doit, enonce: \"La solution doit {text}.\", fondement: reconstitution }}\n"
        )
    };
    for (version, replaces) in
        [("1.0", ""), ("1.1", "remplace: { version: \"1.0\", le: 2013-06-01 }\n")]
    {
        put(
            &format!("g/essai/{version}/grille.yaml"),
            &format!(
                "format: 1\nid: essai\nversion: \"{version}\"\ntitre: \"Essai\"\netat: brouillon\ndate: 2013-01-01\nsource: {{ titre: \"D\", editeur: \"E\", version: \"{version}\" }}\n{replaces}axes: [{{ id: TEC, titre: \"Technique\", fichier: t.yaml }}]\n"
            ),
        );
        put(
            &format!("m{version}/marche.yaml"),
            &format!(
                "format: 1\ngrille: \"essai@{version}\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\neliminatoires: exigences\ncomplements:\n  enonces:\n    - {{ id: LOC-001, modalite: doit, enonce: \"Il doit e.\" }}\n    - {{ id: LOC-002, modalite: devrait, enonce: \"Il devrait f.\" }}\n"
            ),
        );
    }
    let old = [row("TEC-001", "a"), row("TEC-002", "b"), row("TEC-003", "c"), row("TEC-004", "d")];
    put("g/essai/1.0/t.yaml", &format!("enonces:\n{}", old.concat()));
    let withdrawn =
        row("TEC-004", "d").replace(" }\n", ", etat: abroge, motif: \"Sans suite.\" }\n");
    let new = [row("TEC-001", "a"), row("TEC-002", "bien faire b"), row("TEC-013", "c"), withdrawn];
    put("g/essai/1.1/t.yaml", &format!("enonces:\n{}", new.concat()));
    put(
        "g/essai/1.1/depuis-1.0.yaml",
        "format: 1\ndepuis: \"1.0\"\nmouvements:\n  - { type: reformule, de: TEC-002, reponse: gardee, motif: \"dit autrement\" }\n  - { type: renomme, de: TEC-003, vers: TEC-013 }\n",
    );
}

/// A project where answers and complements stand in each way they may, by name.
const LAYOUTS: [&str; 6] = ["after", "before", "one-file", "alone", "crlf", "no-end"];

/// Writes a project, and gives the file that holds the complements.
fn project(folder: &Path, layout: &str) -> String {
    let answers = folder.join("p/reponses");
    fs::create_dir_all(&answers).expect("a folder");
    fs::create_dir_all(folder.join("p/preuves")).expect("a folder");
    fs::write(folder.join("p/preuves/a.txt"), "a").expect("a piece");
    let put = |name: &str, text: &str| {
        fs::write(folder.join("p").join(name), text).expect("a file");
        format!("p/{name}")
    };
    if layout != "one-file" {
        put("projet.yaml", HEAD);
    }
    match layout {
        "before" => put("reponses/a.yaml", &format!("{COMPLEMENTS}{ANSWERS}")),
        "one-file" => put("projet.yaml", &format!("{HEAD}{ANSWERS}{COMPLEMENTS}")),
        "alone" => {
            put("reponses/a.yaml", ANSWERS);
            put("reponses/marche.yaml", COMPLEMENTS)
        }
        "crlf" => put("reponses/a.yaml", &format!("{ANSWERS}{COMPLEMENTS}").replace('\n', "\r\n")),
        "no-end" => put("reponses/a.yaml", format!("{ANSWERS}{COMPLEMENTS}").trim_end()),
        _ => put("reponses/a.yaml", &format!("{ANSWERS}{COMPLEMENTS}")),
    }
}

/// The same answers to the complements, as a market reads them.
fn read(folder: &Path, version: &str) -> Vec<Value> {
    let report = opened(folder, &format!("m{version} p --grilles g --date 2013-10-15"));
    let answers = report["candidats"][0]["reponses"].as_array().expect("answers");
    let own = answers.iter().filter(|one| one["id"].as_str().expect("an id").starts_with("LOC"));
    own.cloned().collect()
}

fn repondre(folder: &Path, replies: &str) -> Output {
    let mut child = sdet(folder)
        .args(words("repondre p --grilles g --date 2013-10-15"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("an input");
    input.write_all(replies.as_bytes()).expect("replies");
    drop(input);
    child.wait_with_output().expect("it ends")
}

fn importer(folder: &Path) -> Output {
    let exported = run(folder, "exporter p --grilles g --date 2013-10-15 -o t.csv --forcer");
    assert!(exported.status.success(), "{}", stderr(&exported));
    let table = fs::read_to_string(folder.join("t.csv")).expect("a table");
    assert!(!table.contains("LOC-"), "the table of a project has no complements");
    let changed = table.replacen(";Partiel;", ";Conforme;", 1);
    assert_ne!(changed, table);
    fs::write(folder.join("t.csv"), changed).expect("a table");
    run(folder, "importer t.csv p --grilles g --date 2013-10-15")
}

/// A command that rewrites answers, and the version of the grid that they follow afterwards.
type Rewriting = (&'static str, &'static str, fn(&Path) -> Output);

const REWRITINGS: [Rewriting; 4] = [
    ("migrer", "1.1", |folder| {
        run(folder, "migrer p --vers essai@1.1 --grilles g --date 2013-10-15")
    }),
    ("repondre", "1.0", |folder| repondre(folder, "c\nvu le 3\n\n")),
    ("importer", "1.0", importer),
    ("preuves", "1.0", |folder| {
        run(folder, "preuves p --empreintes --grilles g --date 2013-10-15")
    }),
];

#[test]
fn commands_that_rewrite_answers_keep_complements_to_the_byte() {
    for layout in LAYOUTS {
        for (command, version, rewrite) in REWRITINGS {
            let what = format!("{command}, {layout}");
            let folder = tempfile::tempdir().expect("a temporary folder");
            let folder = folder.path();
            grids(folder);
            let file = folder.join(project(folder, layout));
            let all = |folder: &Path| -> String {
                let texts = ["projet.yaml", "reponses/a.yaml", "reponses/marche.yaml"]
                    .map(|name| fs::read_to_string(folder.join("p").join(name)));
                texts.into_iter().flatten().collect()
            };
            let (before, texts) = (read(folder, "1.0"), all(folder));
            let output = rewrite(folder);
            let said = format!("{what}\n{}{}", stdout(&output), stderr(&output));
            assert_eq!(output.status.code(), Some(0), "{said}");
            let after = fs::read_to_string(&file).expect("a file");
            let expected = match layout {
                "crlf" => COMPLEMENTS.replace('\n', "\r\n"),
                "no-end" => COMPLEMENTS.trim_end().to_owned(),
                _ => COMPLEMENTS.to_owned(),
            };
            // Pieces cited for complements are the market's to look at, not the project's.
            assert_eq!(after.matches(&expected).count(), 1, "{said}\n{after}");
            assert_eq!(all(folder).matches("LOC-").count(), 2, "{said}");
            assert_ne!(all(folder), texts, "nothing was rewritten: {said}");
            assert_eq!(read(folder, version), before, "{said}");
        }
    }
}

/// What cannot be read is refused with its line, and the files stay as they were.
#[test]
fn complements_that_cannot_be_read_stop_what_would_rewrite_them() {
    for (spoiled, code) in [
        ("complements: oui\n", "S016"),
        ("complements:\n  - LOC-001\n", "S016"),
        ("complements:\n  LOC-001:\n    statut: peut-etre\n", "R204"),
        ("complements:\n  LOC-001: { statut: conforme, [\n", "S003"),
        ("complements:\n  LOC-001: { statutt: conforme }\n", "S014"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folder = folder.path();
        grids(folder);
        let file = folder.join(project(folder, "after"));
        let text = format!("{ANSWERS}{spoiled}");
        fs::write(&file, &text).expect("a file");
        for (command, _, rewrite) in
            REWRITINGS.iter().filter(|(command, ..)| *command != "importer")
        {
            let output = rewrite(folder);
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(3), "{command}: {spoiled}\n{said}");
            assert!(said.contains(&format!("erreur[{code}]")), "{command}: {spoiled}\n{said}");
            assert!(said.contains("reponses/a.yaml:1"), "{command}: {spoiled}\n{said}");
            assert_eq!(fs::read_to_string(&file).expect("a file"), text, "{command}");
        }
    }
}
