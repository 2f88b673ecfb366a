//! What the integration tests share: running the binary as a user would, on copies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The main file of a grid with one axis, for projects made by tests.
pub(crate) const TRIAL_GRID: &str = r#"format: 1
id: essai
version: "1.0"
titre: "Grille d'essai"
etat: brouillon
date: 2013-01-01
source: { titre: "Document", editeur: "Éditeur", version: "1.0" }
axes: [{ id: TEC, titre: "Technique", fichier: technique.yaml }]
"#;

/// The number that a variable of the environment asks for, or the ordinary one.
pub(crate) fn asked(variable: &str, ordinary: u32) -> u32 {
    let value = std::env::var_os(variable);
    value.and_then(|value| value.to_str()?.parse().ok()).unwrap_or(ordinary)
}
/// The axis of that grid.
pub(crate) const TRIAL_AXIS: &str = r#"enonces:
  - { id: TEC-001, modalite: doit, enonce: "La solution doit a.", fondement: reconstitution }
  - { id: TEC-002, modalite: doit, enonce: "La solution doit b.", fondement: reconstitution, preuves_attendues: [document] }
  - { id: TEC-003, modalite: devrait, enonce: "La solution devrait c.", fondement: reconstitution }
  - { id: TEC-004, modalite: doit, enonce: "La solution doit d.", fondement: reconstitution }
"#;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, in a folder, with an environment of its own.
pub(crate) fn sdet(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sdet"));
    command
        .current_dir(folder)
        .env_clear()
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("COLUMNS", "200");
    command
}

/// Runs a command line of words separated by spaces; « 'a b' » is one word.
pub(crate) fn run(folder: &Path, line: &str) -> Output {
    sdet(folder).args(words(line)).output().expect("the program runs")
}

/// Splits a command line at its spaces, simple and double quotes respected.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut open = false;
    for character in line.chars() {
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (None, '\'' | '"') => {
                quote = Some(character);
                open = true;
            }
            (None, ' ') => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                open = false;
            }
            _ => word.push(character),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    words
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// Copies a folder and all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder to copy to");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The folders inside a folder, sorted.
pub(crate) fn folders(path: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Every YAML file of `grids/` and `examples/`, with its text.
pub(crate) fn shipped_yaml() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = fs::read_to_string(&path).expect("a text");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join("grids"), &mut found);
    collect(&root().join("examples"), &mut found);
    found.sort();
    found
}
