//! Every misfortune of a piece of evidence gives its own line, and no figure that flatters.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::support::{TRIAL_GRID, run, sdet, stderr, stdout};

/// A project of one requirement, declared compliant, that cites one piece with these keys.
fn project(folder: &Path, keys: &str) {
    let axis = "enonces:\n  - { id: TEC-001, modalite: doit, enonce: \"Elle doit a.\", fondement: reconstitution, preuves_attendues: [rapport_essai] }\n";
    let main = format!(
        "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n  TEC-001:\n    statut: conforme\n    preuves:\n      - {}\n",
        keys.replace('\n', "\n        ")
    );
    for (path, text) in [
        ("grilles/essai/1.0/grille.yaml", TRIAL_GRID),
        ("grilles/essai/1.0/technique.yaml", axis),
        ("projet/projet.yaml", main.as_str()),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    fs::create_dir_all(folder.join("projet/preuves")).expect("a folder");
}

/// What the program says of the only piece: its state, whether the answer is proved, the list of
/// `preuves`, and whether `--exiger-valides` is satisfied.
struct Said {
    state: String,
    proved: bool,
    list: String,
    demanded: Option<i32>,
}

const OPTIONS: &str = "projet --grilles grilles --date 2013-09-30 -q";

fn said(folder: &Path) -> Said {
    let report = run(folder, &format!("rapport {OPTIONS} --format json"));
    let json: Value = serde_json::from_str(&stdout(&report)).expect("JSON");
    let statement = &json["enonces"][0];
    let proved = statement["prouve"].as_bool().expect("a truth value");
    let rate = json["synthese"]["exigences"]["taux_prouve"]["num"].as_u64();
    assert_eq!(rate, Some(u64::from(proved)), "the rate counts what is proved");
    let list = run(folder, &format!("preuves {OPTIONS}"));
    assert_eq!(list.status.code(), Some(0), "{}", stderr(&list));
    Said {
        state: statement["preuves"][0]["etat"].as_str().expect("a state").to_owned(),
        proved,
        list: stdout(&list).replace('\u{a0}', " "),
        demanded: run(folder, &format!("preuves {OPTIONS} --exiger-valides")).status.code(),
    }
}

/// Holds what is said of a piece: its state, and a line of the list.
fn hold(folder: &Path, state: &str, line: &str) {
    let said = said(folder);
    assert_eq!(said.state, state, "{}", said.list);
    assert_eq!(said.proved, state == "valable");
    assert_eq!(said.demanded, Some(i32::from(state != "valable")), "{state}");
    assert!(said.list.contains(line), "« {line} » is not in\n{}", said.list);
}

const PIECE: &str = "fichier: preuves/essai.pdf\ntype: rapport_essai\ndate: 2013-05-02";

fn put(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join("projet/preuves").join(name);
    fs::write(&path, "rapport").expect("a piece");
    path
}

/// The piece with the hash that the program itself recorded.
fn recorded(folder: &Path) {
    project(folder, PIECE);
    put(folder, "essai.pdf");
    let output = run(folder, "preuves projet --grilles grilles --date 2013-09-30 --empreintes");
    assert!(stdout(&output).starts_with("1\u{a0}empreinte enregistrée"), "{}", stderr(&output));
    hold(folder, "valable", "Citations | 1 |");
}

#[test]
fn a_replaced_piece_is_seen_even_back_dated_and_a_touched_one_is_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    recorded(folder.path());
    let path = folder.path().join("projet/preuves/essai.pdf");
    let written = fs::metadata(&path).and_then(|facts| facts.modified()).expect("a date");
    let date = |when: SystemTime| {
        File::options().write(true).open(&path).and_then(|file| file.set_modified(when))
    };
    // The date of a file is nobody's proof: neither for nor against it.
    date(written + Duration::from_secs(1_000_000)).expect("a later date");
    hold(folder.path(), "valable", "Citations | 1 |");
    fs::write(&path, "trafiqué").expect("another content");
    date(written).expect("the former date");
    hold(folder.path(), "modifiee", "**preuves/essai.pdf** (TEC-001) : modifiée");
}

#[test]
fn a_renamed_piece_is_missing_and_its_new_name_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    recorded(folder.path());
    let pieces = folder.path().join("projet/preuves");
    fs::rename(pieces.join("essai.pdf"), pieces.join("PV de recette.pdf")).expect("a new name");
    hold(
        folder.path(),
        "introuvable",
        "introuvable ; renommée ? La même empreinte est celle de « preuves/PV de recette.pdf »",
    );
    assert!(said(folder.path()).list.contains("\n- preuves/PV de recette.pdf\n"), "unused");
}

#[test]
fn a_piece_is_worth_something_from_its_date_to_its_last_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (dates, state, line) in [
        ("date: 2013-09-30", "valable", "Citations | 1 |"),
        ("date: 2013-10-01", "pas_encore_valable", "datée du 01/10/2013"),
        ("valable_jusqu_au: 2013-09-29", "expiree", "expirée le 29/09/2013"),
        (
            "valable_jusqu_au: 2013-09-30",
            "valable",
            "| 30/09/2013 | dernier jour | preuves/essai.pdf | TEC-001 |",
        ),
        ("valable_jusqu_au: 2013-10-01", "valable", "| 01/10/2013 | encore 1 jour |"),
        ("valable_jusqu_au: 2014-03-29", "valable", "| 29/03/2014 | encore 180 jours |"),
        (
            "valable_jusqu_au: 2014-03-30",
            "valable",
            "## 4. Échéances d'ici au 29/03/2014\n\nAucune.",
        ),
        // Antedated so that it would end before it begins: worth nothing on any day.
        ("date: 2013-09-30\nvalable_jusqu_au: 2013-09-01", "expiree", "expirée le 01/09/2013"),
    ] {
        project(
            folder.path(),
            &format!("fichier: preuves/essai.pdf\ntype: rapport_essai\n{dates}"),
        );
        put(folder.path(), "essai.pdf");
        hold(folder.path(), state, line);
    }
}

#[test]
fn a_piece_is_looked_for_under_its_exact_name_in_either_unicode_form() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (written, on_disk) in [
        ("r\u{e9}sultats.pdf", "re\u{301}sultats.pdf"),
        ("re\u{301}sultats.pdf", "r\u{e9}sultats.pdf"),
        ("r\u{e9}sultats.pdf", "r\u{e9}sultats.pdf"),
    ] {
        let pieces = folder.path().join("projet/preuves");
        let _ = fs::remove_dir_all(&pieces);
        project(folder.path(), &format!("fichier: preuves/{written}\ntype: rapport_essai"));
        put(folder.path(), on_disk);
        hold(folder.path(), "valable", "Fichiers de preuves/ cités nulle part | 0 |");
    }
    project(folder.path(), "fichier: preuves/Essai.PDF\ntype: rapport_essai");
    put(folder.path(), "essai.pdf");
    hold(folder.path(), "autre_casse", "sur le disque : « preuves/essai.pdf »");
    project(folder.path(), "fichier: preuves\ntype: rapport_essai");
    hold(folder.path(), "pas_un_fichier", "n'est pas un fichier");
    project(folder.path(), "fichier: preuves/essai.pdf\ntype: capture");
    hold(folder.path(), "type_non_prevu", "types attendus : rapport d'essai");
    project(folder.path(), "reference: PV 12\ntype: rapport_essai");
    let said = said(folder.path());
    assert_eq!((said.state.as_str(), said.proved), ("sans_fichier", false));
    assert_eq!(said.demanded, Some(1), "a requirement is left without proof");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_never_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), PIECE);
    let link = folder.path().join("projet/preuves/essai.pdf");
    std::os::unix::fs::symlink("/etc/passwd", &link).expect("a link");
    hold(folder.path(), "hors_dossier", "**preuves/essai.pdf** (TEC-001) : hors du dossier");
    let output = run(folder.path(), &format!("dossier {OPTIONS} --inclure-preuves -o d.zip"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let archive = fs::read(folder.path().join("d.zip")).expect("an archive");
    let secret = fs::read("/etc/passwd").expect("the file of users");
    let line = secret.split(|byte| *byte == b'\n').next().expect("a line");
    assert!(!archive.windows(line.len()).any(|part| part == line), "what the link leads to");
    // A whole folder of evidence elsewhere is no better.
    fs::remove_dir_all(folder.path().join("projet/preuves")).expect("the folder goes");
    std::os::unix::fs::symlink("/etc", folder.path().join("projet/preuves")).expect("a link");
    project(folder.path(), "fichier: preuves/passwd\ntype: rapport_essai");
    hold(folder.path(), "hors_dossier", "**preuves/passwd** (TEC-001) : hors du dossier");
}

/// Rights mean nothing to the administrator: the program then runs as nobody, from a copy that
/// nobody may read.
#[cfg(unix)]
#[test]
fn a_piece_that_may_not_be_read_proves_nothing() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), PIECE);
    let path = put(folder.path(), "essai.pdf");
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights");
    };
    let administrator = fs::metadata(folder.path()).expect("the folder").uid() == 0;
    let program = folder.path().join("sdet");
    fs::copy(env!("CARGO_BIN_EXE_sdet"), &program).expect("the program");
    mode(folder.path(), 0o755);
    mode(&path, 0o000);
    let mut command = std::process::Command::new(&program);
    if administrator {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command
        .current_dir(folder.path())
        .env_clear()
        .args(format!("preuves {OPTIONS} --exiger-valides").split(' '))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let list = stdout(&output).replace('\u{a0}', " ");
    assert!(list.contains("**preuves/essai.pdf** (TEC-001) : illisible"), "{list}");
}

/// Sparse, so that the disk is not filled; hashed block by block, so that memory is not either.
#[test]
fn a_piece_of_three_gigabytes_is_hashed_like_any_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), PIECE);
    let file = File::create(folder.path().join("projet/preuves/essai.pdf")).expect("a file");
    file.set_len(3 << 30).expect("three gigabytes");
    let output = run(folder.path(), &format!("rapport {OPTIONS} --format json"));
    let json: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let piece = &json["enonces"][0]["preuves"][0];
    assert_eq!(piece["etat"], "valable");
    // From `head -c 3221225472 /dev/zero | sha256sum`.
    let hash = "305b66a59d15b252092fbda9d09711230c429f351897cbd430e7b55a35fd3b97";
    assert_eq!(piece["sha256"], hash);
}

#[test]
fn the_list_says_the_same_in_its_three_formats() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(
        folder.path(),
        "fichier: preuves/essai.pdf\ntype: rapport_essai\nvalable_jusqu_au: 2013-10-15",
    );
    put(folder.path(), "essai.pdf");
    put(folder.path(), "oubliée.pdf");
    put(folder.path(), "Thumbs.db");
    let list =
        |format: &str| stdout(&run(folder.path(), &format!("preuves {OPTIONS} --format {format}")));
    let json: Value = serde_json::from_str(&list("json")).expect("JSON");
    assert_eq!(json["pieces"][0]["jours_restants"], 15);
    assert_eq!(json["inutilisees"], serde_json::json!(["preuves/oubliée.pdf"]));
    assert_eq!(json["constat"], false);
    let markdown = list("md").replace('\u{a0}', " ");
    assert!(markdown.contains("| 15/10/2013 | encore 15 jours | preuves/essai.pdf | TEC-001 |"));
    assert!(markdown.contains("\n- preuves/oubliée.pdf\n"));
    let csv = list("csv");
    assert!(csv.starts_with('\u{feff}') && csv.matches("\r\n").count() == 3, "{csv}");
    assert!(csv.contains("TEC-001;exigence;non;Conforme;preuves/essai.pdf;;Rapport d'essai;;15/10/2013;15;valable;;1;"), "{csv}");
    assert!(
        csv.contains(";preuves/oubliée.pdf;;;;;;citée nulle part;citer ou retirer;0;"),
        "{csv}"
    );
    let far = run(folder.path(), &format!("preuves {OPTIONS} --horizon 14"));
    assert!(stdout(&far).contains("Échéances d'ici au 14/10/2013"));
    assert!(!stdout(&far).contains("encore 15"));
}

#[test]
fn hashes_are_recorded_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put_answers(folder.path());
    let path = folder.path().join("projet/reponses/a.yaml");
    let before = fs::read(&path).expect("answers");
    let line = "preuves projet --grilles grilles --date 2013-09-30 --empreintes";
    let output = run(folder.path(), line);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let after = fs::read(&path).expect("answers");
    let (before, after) = (String::from_utf8(before), String::from_utf8(after));
    let (before, after) = (before.expect("UTF-8"), after.expect("UTF-8"));
    let added: Vec<&str> =
        after.split("\r\n").filter(|line| !before.split("\r\n").any(|old| old == *line)).collect();
    assert_eq!(added.len(), 1, "{added:?}");
    // From `printf rapport | sha256sum`.
    let hash = "862f957bff971a511b2a804c86639d819d6c5a78cc82800440a14316ce692fd0";
    assert_eq!(added[0].replace('"', ""), format!("        sha256: {hash}"));
    let without: Vec<&str> = after.split("\r\n").filter(|line| *line != added[0]).collect();
    assert_eq!(without.join("\r\n"), before, "comments, quotes, order, mark and line ends stay");
    let again = run(folder.path(), line);
    assert!(stdout(&again).starts_with("Aucune empreinte à enregistrer"), "{}", stdout(&again));
    assert_eq!(fs::read_to_string(&path).expect("answers"), after);
}

/// A file of answers as a person leaves it: mark, CRLF, comments, quotes of every kind.
fn put_answers(folder: &Path) {
    project(folder, PIECE);
    put(folder, "essai.pdf");
    let main = folder.join("projet/projet.yaml");
    let text = fs::read_to_string(&main).expect("a project");
    let head = text.split("reponses:").next().expect("a head");
    fs::write(&main, head).expect("a head");
    fs::create_dir_all(folder.join("projet/reponses")).expect("a folder");
    let answers = "\u{feff}# En-tête\nreponses:\n  # avant\n  TEC-001:   # à côté\n    statut: 'Conforme'\n    justification: |\n      Été : « oui ».\n\n      Fin.\n    preuves:\n      - type: \"rapport_essai\"  # le type\n        fichier: preuves\\essai.pdf\n      - {fichier: preuves/absente.pdf, type: rapport_essai}\n    # après\n";
    fs::write(folder.join("projet/reponses/a.yaml"), answers.replace('\n', "\r\n"))
        .expect("answers");
}

/// The environment of a person: whatever the order of the folder, hour and place.
#[test]
fn the_list_is_the_same_bytes_on_any_machine() {
    let lists: Vec<Vec<u8>> = [["b.pdf", "a.pdf", "é.pdf"], ["é.pdf", "b.pdf", "a.pdf"]]
        .into_iter()
        .zip(["America/Noumea", "Pacific/Apia"])
        .map(|(names, zone)| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            project(folder.path(), PIECE);
            for name in names {
                put(folder.path(), name);
            }
            let line = format!("preuves {OPTIONS}");
            sdet(folder.path())
                .env("TZ", zone)
                .args(line.split(' '))
                .output()
                .expect("a run")
                .stdout
        })
        .collect();
    assert_eq!(lists[0], lists[1]);
}
