//! Publishing a grid: the linter on planted defects, the scaffold of a version, freezing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{copy, root, run, sdet, stderr, stdout};

/// A file, a line from 1, a code.
type Finding = (String, usize, String);

fn findings(folder: &Path, line: &str) -> BTreeSet<Finding> {
    let output = run(folder, &format!("{line} --diagnostics json"));
    let document: Value = serde_json::from_str(&stderr(&output)).expect("diagnostics are JSON");
    let list = document["diagnostics"].as_array().expect("a list").iter();
    list.map(|one| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let line = one["ligne"].as_u64().unwrap_or_default();
        (text("fichier"), usize::try_from(line).expect("a line"), text("code"))
    })
    .collect()
}

/// Each « # défaut : G120 » of the grid is found on its line, and nothing is said of the others.
#[test]
fn the_linter_finds_each_planted_defect_and_nothing_else() {
    let case = root().join("tests/cases/grille-de-soixante-enonces");
    let mut planted = BTreeSet::new();
    let mut rows = 0;
    let folder = "grilles/essai/1.1";
    for name in ["grille.yaml", "organisationnel.yaml", "fonctionnel.yaml", "technique.yaml"] {
        let file = format!("{folder}/{name}");
        let text = fs::read_to_string(case.join(&file)).expect("a file of the grid");
        rows += text
            .lines()
            .filter(|line| line.starts_with("  - id: ") && name != "grille.yaml")
            .count();
        for (at, line) in text.lines().enumerate() {
            if let Some((_, code)) = line.split_once("# défaut : ") {
                planted.insert((file.clone(), at + 1, code.to_owned()));
            }
        }
    }
    assert_eq!((rows, planted.len()), (60, 28));
    assert_eq!(findings(&case, &format!("grille verifier {folder}")), planted);
    assert_eq!(findings(&case, "grille verifier grilles/essai/1.0"), BTreeSet::new());
}

/// The grid shipped with the program has nothing for the linter to say.
#[test]
fn the_linter_says_nothing_of_the_shipped_grid() {
    assert_eq!(findings(&root(), "grille verifier sdet@4.1"), BTreeSet::new());
}

const MAIN: &str = "\u{feff}# En tête.\r\nformat: 1   # façon de lire\r\nid: essai\r\nversion: '1.0'   # toujours entre guillemets\r\ntitre: \"Grille 1.0\"\r\netat: brouillon\r\n# Le jour de la grille.\r\ndate: 14/06/2013\r\nsource:\r\n  titre: \"Document\"\r\n  editeur: \"Éditeur\"\r\n  version: \"1.0\"   # celle du document\r\n# Ce qu'elle remplace.\r\nremplace:\r\n  version: \"0.9\"\r\n  le: 2013-01-01\r\n\r\n# Les axes.\r\naxes: [{ id: TEC, titre: \"Technique\", fichier: technique.yaml }]\r\n";
const AXIS: &str = "enonces:\n  # Le journal.\n  - id: TEC-001\n    modalite: doit\n    enonce: >\n      La solution doit tenir\n      un journal.\n    fondement: texte   # lu\n    source: { document: \"Document\", version: \"1.0\", section: \"1\" }\n\n  - { id: TEC-002, modalite: devrait, enonce: \"La page devrait porter un titre.\", fondement: 'version_voisine', source: { document: \"Document\", version: \"1.1\", section: \"2\" } }\n  - id: TEC-003\n    modalite: ne_doit_pas\n    enonce: 'Le journal ne doit pas contenir de mot de passe.'\n    fondement: reconstitution";

fn trial(folder: &Path) {
    let grid = folder.join("grilles/essai/1.0");
    fs::create_dir_all(&grid).expect("a folder");
    fs::write(grid.join("grille.yaml"), MAIN).expect("a file");
    fs::write(grid.join("technique.yaml"), AXIS).expect("a file");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn succeed(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_new_version_differs_from_the_former_where_it_should_and_nowhere_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    trial(folder.path());
    let options = "--depuis essai@1.0 --grilles grilles --date 2014-03-02";
    succeed(folder.path(), &format!("grille nouvelle essai@1.1 {options}"));
    let new = folder.path().join("grilles/essai/1.1");
    let commented =
        "# remplace: { version: \"1.0\", le: AAAA-MM-JJ }   # le jour où 1.1 remplacera 1.0";
    let expected = MAIN
        .replace("version: '1.0'", "version: '1.1'")
        .replace("date: 14/06/2013", "date: 2014-03-02")
        .replace("  version: \"1.0\"", "  version: \"1.1\"")
        .replace("remplace:\r\n  version: \"0.9\"\r\n  le: 2013-01-01", commented);
    assert_eq!(read(&new.join("grille.yaml")), expected);
    let expected = AXIS
        .replace("fondement: texte ", "fondement: version_voisine ")
        .replace("'version_voisine'", "'texte'");
    assert_eq!(read(&new.join("technique.yaml")), expected);
    assert!(read(&new.join("depuis-1.0.yaml")).contains("\ndepuis: \"1.0\"\n"));
    succeed(folder.path(), "grille verifier essai@1.1 --strict --grilles grilles");

    succeed(folder.path(), &format!("grille nouvelle essai@1.0-r2 {options} -o r2/essai/1.0-r2"));
    let revision = folder.path().join("r2/essai/1.0-r2");
    assert_eq!(read(&revision.join("technique.yaml")), AXIS);
    assert!(read(&revision.join("grille.yaml")).contains("\r\n  version: \"1.0\"   # celle du"));
    succeed(folder.path(), "grille verifier r2/essai/1.0-r2 --strict --grilles grilles");
}

#[test]
fn a_new_version_of_the_shipped_grid_passes_the_linter() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["sdet@4.1-r2", "sdet@4.2", "sdet@5.0"] {
        succeed(
            folder.path(),
            &format!("grille nouvelle {name} --depuis sdet@4.1 --date 2014-03-02"),
        );
        let path = name.replace('@', "/");
        succeed(folder.path(), &format!("grille verifier {path} --strict"));
        succeed(folder.path(), &format!("grille figer {path} --strict"));
        succeed(folder.path(), &format!("grille montrer {name} --grilles sdet"));
    }
    // Frozen versions say which one they were made of.
    let next = "grille nouvelle sdet@5.1 --depuis sdet@5.0 --grilles . --date 2014-03-02";
    succeed(folder.path(), next);
    let moves = read(&folder.path().join("sdet/5.1/depuis-5.0.yaml"));
    let printed = succeed(folder.path(), "grille montrer sdet@5.0 --grilles .");
    let fingerprint = moves.split("empreinte: \"").nth(1).and_then(|rest| rest.split('"').next());
    assert!(printed.contains(fingerprint.expect("a fingerprint")), "{printed}");
}

/// What `sha256sum` gives for the files, once brought to plain line ends.
fn seal_of(grid: &Path, names: &[&str]) -> String {
    let line = |name: &&str| {
        let text = read(&grid.join(name)).replace("\r\n", "\n");
        let digest = Sha256::digest(text.trim_start_matches('\u{feff}').as_bytes());
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hash}  {name}\n")
    };
    names.iter().map(line).collect()
}

#[test]
fn freezing_changes_the_state_alone_and_writes_what_sha256sum_would() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    trial(folder.path());
    let grid = folder.path().join("grilles/essai/1.0");
    fs::write(grid.join("depuis-0.9.yaml"), "format: 1\ndepuis: \"0.9\"\n").expect("a file");
    succeed(folder.path(), "grille figer grilles/essai/1.0");
    let published = MAIN.replace("etat: brouillon", "etat: publiee");
    assert_eq!(read(&grid.join("grille.yaml")), published);
    assert_eq!(read(&grid.join("technique.yaml")), AXIS);
    let names = ["depuis-0.9.yaml", "grille.yaml", "technique.yaml"];
    assert_eq!(read(&grid.join("EMPREINTES")), seal_of(&grid, &names));

    // The same version with other line ends and marks is the same.
    let other = folder.path().join("copie/essai/1.0");
    copy(&grid, &other);
    for name in names {
        let text = read(&grid.join(name)).replace("\r\n", "\n");
        let text = text.trim_start_matches('\u{feff}').replace('\n', "\r\n");
        fs::write(other.join(name), format!("\u{feff}{text}")).expect("a file");
    }
    succeed(folder.path(), "grille verifier copie/essai/1.0");
    // One letter more is not.
    fs::write(other.join("technique.yaml"), AXIS.replace("un titre", "un titres")).expect("a file");
    let output = run(folder.path(), "grille montrer essai@1.0 --grilles copie");
    assert!(stderr(&output).contains("erreur[G132]"), "{}", stderr(&output));
    assert_eq!((output.status.code(), stdout(&output)), (Some(3), String::new()));
}

/// Whatever a run leaves when it stops between its two writes, no reader takes it for a version,
/// and the next run gives what an undisturbed one does.
#[test]
fn an_interrupted_freeze_is_ended_by_the_next_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    trial(folder.path());
    let grid = folder.path().join("grilles/essai/1.0");
    succeed(folder.path(), "grille figer grilles/essai/1.0");
    let (seal, main) = (read(&grid.join("EMPREINTES")), read(&grid.join("grille.yaml")));
    fs::write(grid.join("grille.yaml"), MAIN).expect("a file");
    let output = run(folder.path(), "grille montrer essai@1.0 --grilles grilles");
    assert!(stderr(&output).contains("erreur[G134]"), "{}", stderr(&output));
    succeed(folder.path(), "grille figer grilles/essai/1.0");
    assert_eq!((read(&grid.join("EMPREINTES")), read(&grid.join("grille.yaml"))), (seal, main));
}

/// Nothing is written when the grid has errors, nor warnings with `--strict`.
#[test]
fn a_faulty_version_is_not_frozen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    trial(folder.path());
    let grid = folder.path().join("grilles/essai/1.0");
    for (from, to, strict, frozen) in [
        ("doit tenir", "devrait tenir", "", false),
        ("doit tenir", "tient", " --strict", false),
        ("doit tenir", "tient", "", true),
    ] {
        fs::write(grid.join("technique.yaml"), AXIS.replace(from, to)).expect("a file");
        let output = run(folder.path(), &format!("grille figer grilles/essai/1.0{strict}"));
        assert_eq!(output.status.success(), frozen, "{to}{strict}: {}", stderr(&output));
        assert_eq!(grid.join("EMPREINTES").exists(), frozen);
        assert_eq!(read(&grid.join("grille.yaml")) == MAIN, !frozen);
    }
    let again = sdet(folder.path()).args(["grille", "figer", "grilles/essai/1.0"]).output();
    assert_eq!(again.expect("the program runs").status.code(), Some(2));
}
