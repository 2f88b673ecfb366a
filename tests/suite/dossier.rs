//! The certification file: sound, reproducible, and enough to redo the mention by hand.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{copy, root, run, sdet, stderr, stdout};

const EXAMPLES: &[(&str, &str, &str)] = &[
    ("ent-lycees", "", "2013-09-30"),
    ("solution-editeur", "", "2013-10-15"),
    ("commune-1d", "/ecoles.yaml", "2013-09-30"),
];

/// Makes the dossier of an example in a folder, and extracts it.
fn extracted(folder: &Path, example: &str, project: &str, date: &str, options: &str) {
    let source = root().join("examples").join(example);
    copy(&source, &folder.join(example));
    let line = format!("dossier {example}{project} --date {date} -q {options} -o d.zip");
    let output = run(folder, &line);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    extract(folder, "extrait");
}

/// Extracts the archive of a folder into another.
fn extract(folder: &Path, into: &str) {
    let archive = fs::File::open(folder.join("d.zip")).expect("an archive");
    let mut archive = zip::ZipArchive::new(archive).expect("a sound archive");
    archive.extract(folder.join(into)).expect("the archive is extracted");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a program of the system succeeds; it has to be there.
fn tool(folder: &Path, name: &str, arguments: &[&str]) -> bool {
    let output = Command::new(name).current_dir(folder).args(arguments).output();
    output.unwrap_or_else(|error| panic!("{name} is needed by this test: {error}")).status.success()
}

#[test]
#[ignore = "needs unzip and sha256sum, which a bare machine may lack: .ci/run installs and runs it"]
fn the_archive_satisfies_the_programs_of_those_who_receive_it() {
    for (example, project, date) in EXAMPLES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        extracted(folder.path(), example, project, date, "--inclure-preuves");
        assert!(tool(folder.path(), "unzip", &["-t", "d.zip"]), "{example}");
        assert!(tool(folder.path(), "unzip", &["-q", "d.zip", "-d", "autre"]), "{example}");
        let inside = folder.path().join("autre");
        assert!(tool(&inside, "sha256sum", &["--strict", "-c", "SHA256SUMS"]), "{example}");
    }
}

#[test]
fn the_archive_is_sound_and_its_hashes_are_right() {
    for (example, project, date) in EXAMPLES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        extracted(folder.path(), example, project, date, "--inclure-preuves");
        let archive = fs::read(folder.path().join("d.zip")).expect("an archive");
        // Hour and day of the first member: midnight, 1 January 1980.
        assert_eq!(archive[10..14], [0, 0, 0x21, 0], "{example}: no hour of this machine");
        let inside = folder.path().join("extrait");
        let sums = fs::read_to_string(inside.join("SHA256SUMS")).expect("the list");
        for line in sums.lines() {
            let (hash, name) = line.split_once("  ").expect("a hash and a name");
            let bytes = fs::read(inside.join(name)).expect("a listed file");
            assert_eq!(sha256(&bytes), hash, "{example}: {name}");
        }
        let members = walkdir::WalkDir::new(&inside).into_iter().flatten();
        let files = members.filter(|entry| entry.file_type().is_file()).count();
        assert_eq!(sums.lines().count() + 1, files, "{example}: every file but the list is listed");
        let report = run(folder.path(), &format!("rapport {example}{project} --date {date} -q"));
        let kept = fs::read_to_string(inside.join("rapport.md")).expect("the report");
        assert_eq!(kept, stdout(&report), "the report is the report");
    }
}

#[test]
fn a_second_run_gives_the_same_bytes_whatever_the_machine() {
    let source = root().join("examples/solution-editeur");
    let archives: Vec<Vec<u8>> = [("Pacific/Apia", false), ("America/Noumea", true)]
        .into_iter()
        .map(|(zone, backwards)| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let project = folder.path().join(if backwards { "un/autre/lieu" } else { "ici" });
            // The order of a folder is often that in which its files came.
            let mut files: Vec<_> = walkdir::WalkDir::new(&source)
                .into_iter()
                .flatten()
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| entry.path().strip_prefix(&source).expect("inside").to_owned())
                .collect();
            files.sort();
            if backwards {
                files.reverse();
            }
            for file in files {
                let target = project.join(&file);
                fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                fs::copy(source.join(&file), target).expect("a copy");
            }
            let output = sdet(folder.path())
                .env("TZ", zone)
                .arg("dossier")
                .arg(&project)
                .args(["--date", "2013-10-15", "--inclure-preuves", "-q", "-o", "d.zip"])
                .output()
                .expect("the program runs");
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            fs::read(folder.path().join("d.zip")).expect("an archive")
        })
        .collect();
    assert!(archives[0] == archives[1], "the two archives differ");
}

/// A person given only the dossier: reads the table of the report, counts the lines, applies the
/// conditions printed, and finds the mention.
#[test]
fn the_mention_is_redone_by_hand_from_the_pages() {
    for (example, project, date) in EXAMPLES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        extracted(folder.path(), example, project, date, "");
        let page = fs::read_to_string(folder.path().join("extrait/rapport.md")).expect("a page");
        let page = page.replace('\u{a0}', " ");
        let counts = Counts::by_hand(&page);
        counts.are_those_printed(&page);
        let threshold = number_after(&page, "« Partiellement conforme » à partir de ");
        let mention = counts.mention(threshold);
        let printed = page
            .lines()
            .find_map(|line| line.strip_prefix("Mention : **"))
            .expect("a mention")
            .split("**")
            .next()
            .expect("a mention");
        assert!(
            printed.starts_with(mention),
            "{example}: by hand « {mention} », printed « {printed} »"
        );
    }
}

/// The counts of the requirements, made by reading the lines of §8.
#[derive(Debug, Default)]
struct Counts {
    n: usize,
    so: usize,
    unforeseen: usize,
    c: usize,
    p: usize,
    k: usize,
    v: usize,
    d: usize,
    cp: usize,
    cv: usize,
    refuted: usize,
}

impl Counts {
    fn by_hand(page: &str) -> Self {
        let table = page.split("### Récapitulatif").nth(1).expect("the table of statements");
        let rows = table.lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
        let mut counts = Self::default();
        for row in rows.take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [_, level, answer, proved, verified, refuted, waived] = cells.as_slice() else {
                panic!("seven cells: {row}");
            };
            if *level != "exigence" {
                continue;
            }
            let yes = |cell: &str| usize::from(cell == "oui");
            counts.n += 1;
            counts.d += yes(waived);
            counts.refuted += yes(refuted);
            match *answer {
                "Conforme" => {
                    counts.c += 1;
                    counts.cp += yes(proved);
                    counts.cv += yes(verified);
                }
                "Partiel" => counts.p += 1,
                "Non conforme" => counts.k += 1,
                "À évaluer" => counts.v += 1,
                "Sans objet (cas prévu)" => counts.so += 1,
                "Sans objet (hors cas prévu)" => {
                    counts.so += 1;
                    counts.unforeseen += 1;
                }
                other => panic!("an answer of another kind: {other}"),
            }
        }
        counts
    }

    /// The counts of §9.1 are those of the table.
    fn are_those_printed(&self, page: &str) {
        let a = self.n - self.so;
        for (letter, number) in [
            ("N", self.n),
            ("SO", self.so),
            ("A", a),
            ("A'", a + self.unforeseen),
            ("C", self.c),
            ("P", self.p),
            ("K", self.k),
            ("V", self.v),
            ("D", self.d),
            ("Cp", self.cp),
            ("Cv", self.cv),
            ("infirmées", self.refuted),
        ] {
            let start = format!("| {letter} |");
            let line = page.lines().find(|line| line.starts_with(&start)).expect("a count");
            let printed = line.split('|').nth(3).expect("a number").trim().replace('\u{202f}', "");
            assert_eq!(printed, number.to_string(), "{letter}");
        }
    }

    /// The first condition that holds; no example is out of date.
    fn mention(&self, threshold: usize) -> &'static str {
        let a = self.n - self.so;
        let strict = a + self.unforeseen;
        match () {
            () if self.v > 0 => "Évaluation incomplète",
            () if a == 0 => "Sans objet",
            () if self.c == a && a == strict && self.refuted == 0 => "Conforme (",
            () if self.c == a && self.refuted == 0 => "Conforme sous réserve",
            () if self.d > 0
                && self.c + self.d == a
                && 100 * self.c >= threshold * a
                && self.refuted == 0 =>
            {
                "Conforme sous dérogation"
            }
            () if 100 * self.c >= threshold * a => "Partiellement conforme",
            () => "Non conforme",
        }
    }
}

fn number_after(page: &str, words: &str) -> usize {
    let rest = page.split(words).nth(1).expect("the words");
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[test]
fn a_public_dossier_holds_nothing_internal_and_no_dossier_holds_an_absolute_path() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("p");
    copy(&root().join("examples/solution-editeur"), &project);
    let file = project.join("reponses/organisationnel.yaml");
    let text = fs::read_to_string(&file).expect("answers");
    let marked = text
        .replace(
            "    preuves:",
            "    commentaire_interne: MARQUE\n    action: { libelle: \"Suivre\", porteur: MARQUE }\n    preuves:\n      - fichier: 'C:\\Users\\jdupont\\secret.pdf'\n      - fichier: /home/jdupont/secret.pdf",
        )
        .replace("evalue_par: \"Responsable qualité\"", "evalue_par: MARQUE")
        .replace("par: \"Auditeur interne, direction qualité\"", "par: MARQUE");
    assert_eq!(marked.matches("MARQUE").count(), 4);
    fs::write(&file, marked).expect("answers");
    let every = |options: &str| {
        let line = format!("dossier p --date 2013-10-15 -q --forcer {options} -o d.zip");
        let output = run(folder.path(), &line);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let _ = fs::remove_dir_all(folder.path().join("x"));
        extract(folder.path(), "x");
        let members = walkdir::WalkDir::new(folder.path().join("x")).into_iter().flatten();
        let texts = members.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("a text"))
        });
        texts.collect::<Vec<(String, String)>>()
    };
    for options in ["", "--inclure-preuves", "--public"] {
        for (name, text) in every(options) {
            assert!(!text.contains("jdupont"), "{name} {options} says whose disk it was");
        }
    }
    let whole = every("");
    assert!(whole.iter().any(|(_, text)| text.contains("MARQUE")));
    for (name, text) in every("--public") {
        assert!(!text.contains("MARQUE"), "{name} is not public");
        assert!(!text.contains("preuves/doc-exploitation"), "{name} says a path");
        assert!(!text.contains("Chef de produit"), "{name} names a function");
    }
    let both = run(folder.path(), "dossier p --public --inclure-preuves -o e.zip");
    assert_eq!(both.status.code(), Some(2), "the pieces themselves are not public");
}

#[test]
fn personal_data_that_can_be_recognised_never_leaves_without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("p");
    copy(&root().join("examples/solution-editeur"), &project);
    let piece = project.join("preuves/note-conception-comptes.txt");
    let text = fs::read_to_string(&piece).expect("a piece");
    fs::write(&piece, format!("{text}\nDemander à camille.durand@exemple.fr\n")).expect("a piece");
    fs::write(project.join("preuves/doc-exploitation-3.2.txt"), [0_u8, 255, 1]).expect("a piece");
    let warnings = |options: &str| {
        let output =
            run(folder.path(), &format!("dossier p --date 2013-10-15 --forcer {options} -o d.zip"));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stderr(&output)
    };
    let quiet = warnings("-q --inclure-preuves");
    assert!(quiet.contains("[P311]"), "even to who wants errors only: {quiet}");
    let with = warnings("--inclure-preuves");
    assert!(with.contains("avertissement[P311]"), "{with}");
    assert!(with.contains("note-conception-comptes.txt"), "{with}");
    assert!(!with.contains("camille"), "the datum itself is not repeated");
    assert!(with.contains("avertissement[P312]"), "what is not a text was not read: {with}");
    let without = warnings("");
    assert!(!without.contains("[P311]") && !without.contains("[P312]"), "{without}");
    let main = project.join("projet.yaml");
    let text = fs::read_to_string(&main).expect("a project");
    fs::write(&main, text.replace("Plume ENT 3.2", "Plume, 01 23 45 67 89")).expect("a project");
    assert!(warnings("").contains("numéro de téléphone dans «\u{a0}intitule\u{a0}»"));
}

#[test]
fn an_archive_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("examples/solution-editeur"), &folder.path().join("p"));
    let line = "dossier p --date 2013-10-15 -q -o d.zip";
    assert_eq!(run(folder.path(), "dossier p --date 2013-10-15").status.code(), Some(2));
    assert_eq!(run(folder.path(), line).status.code(), Some(0));
    let first = fs::read(folder.path().join("d.zip")).expect("an archive");
    let again = run(folder.path(), line);
    assert_eq!(again.status.code(), Some(4));
    assert!(stderr(&again).contains("existe déjà"), "{}", stderr(&again));
    assert_eq!(run(folder.path(), &format!("{line} --forcer")).status.code(), Some(0));
    assert!(fs::read(folder.path().join("d.zip")).expect("an archive") == first);
    fs::write(folder.path().join("p/projet.yaml"), "format: 1\n").expect("a broken project");
    let broken = run(folder.path(), "dossier p --date 2013-10-15 -q -o e.zip");
    assert_eq!(broken.status.code(), Some(3));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2, "nothing else is left");
}

/// A piece judged, then changed before it is copied: nothing is written.
#[test]
fn a_piece_that_changes_meanwhile_stops_the_archive() {
    use sdet::bundle::{Bundle, Piece};
    use sdet::files::write_archive;
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("preuves")).expect("a folder");
    fs::write(folder.path().join("preuves/a.txt"), "b").expect("a piece");
    // The hash of « a ».
    let sha256 = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb".to_owned();
    let piece = Piece { path: "preuves/a.txt".into(), sha256, bytes: 1 };
    let path = folder.path().join("d.zip");
    let write = || {
        write_archive(&path, &Bundle::new(Vec::new(), vec![piece.clone()]), folder.path(), false)
    };
    let refused = write().expect_err("the content is another one");
    assert_eq!(refused.code.id(), "F711");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is left");
    fs::write(folder.path().join("preuves/a.txt"), "a").expect("a piece");
    assert!(write().is_ok());
}
