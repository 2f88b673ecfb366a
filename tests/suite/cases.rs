//! Whole-binary cases: `tests/cases/<what-it-shows>/{cmd, …files…, expected}`.
//!
//! `cmd` holds command lines, run one after the other in a copy of the folder; `expected` what
//! they gave: code, standard output, standard error. Adding a case is copying a folder, then
//! `SDET_CASES=write cargo test --test suite cases`, then reading the new `expected` line by line.

use std::fs;
use std::path::Path;

use crate::support::{copy, folders, root, run, stderr, stdout};

#[test]
fn every_case_gives_what_is_expected() {
    let write = std::env::var_os("SDET_CASES").is_some_and(|value| value == "write");
    let mut failed = Vec::new();
    for case in folders(&root().join("tests/cases")) {
        let found = transcript(&case);
        let file = case.join("expected");
        if write {
            fs::write(&file, found).expect("the case is written");
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
            failed.push(format!("=== {name}\n--- expected\n{expected}--- found\n{found}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn transcript(case: &Path) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(case, folder.path());
    let lines = fs::read_to_string(case.join("cmd")).expect("a case has a cmd file");
    let mut out = String::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let output = run(folder.path(), line);
        let code = output.status.code().map_or_else(|| "signal".into(), |code| code.to_string());
        out.push_str(&format!("$ sdet {line}\ncode {code}\n"));
        for (name, text) in [("sortie", stdout(&output)), ("erreurs", stderr(&output))] {
            if !text.is_empty() {
                let end = if text.ends_with('\n') { "" } else { "\n(sans fin de ligne)\n" };
                out.push_str(&format!("--- {name}\n{text}{end}"));
            }
        }
    }
    out
}
