//! The walls of the house: who may import whom, and where the outside world may appear.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The levels of `docs/architecture.md`, from the most basic to the outermost.
fn levels() -> Vec<Vec<String>> {
    let page = fs::read_to_string(root().join("docs/architecture.md")).expect("the page exists");
    let block = page.split("```imports\n").nth(1).expect("an imports block");
    let block = block.split("```").next().unwrap_or_default();
    let words = |line: &str| line.split_whitespace().map(String::from).collect();
    block.lines().filter(|line| !line.trim().is_empty()).map(words).collect()
}

fn level_of(levels: &[Vec<String>], module: &str) -> Option<usize> {
    levels.iter().position(|names| names.iter().any(|name| name == module))
}

/// Every source file with the module of the first level it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    collect(&root().join("src"), &mut found);
    let src = root().join("src");
    found
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("under src").with_extension("");
            let module = inside.components().next().expect("a name").as_os_str();
            (module.to_string_lossy().into_owned(), path)
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules of the first level that a text names in `crate::…` paths.
fn imports(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in text.split("crate::").skip(1) {
        let group = part.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or_default());
        let firsts = match group {
            Some(inside) => inside.split(',').map(str::trim).collect(),
            None => vec![part],
        };
        for first in firsts {
            let name: String =
                first.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

/// What a table of levels has against a file; empty when nothing.
fn complaints(levels: &[Vec<String>], module: &str, text: &str) -> Vec<String> {
    let Some(own) = level_of(levels, module) else {
        return vec![format!("{module} is in no level of docs/architecture.md")];
    };
    let mut found = Vec::new();
    for import in imports(text).into_iter().filter(|import| import != module) {
        match level_of(levels, &import) {
            None => found.push(format!("{module} imports {import}, which is in no level")),
            // The basic modules may know each other; those of one outer level may not.
            Some(level) if level > own || (level == own && own > 0) => {
                found.push(format!("{module} imports {import}, which is not to its left"));
            }
            Some(_) => {}
        }
    }
    let outside = [
        ("std::fs", &["files"][..]),
        ("walkdir", &["files"]),
        ("tempfile", &["files"]),
        ("anyhow", &["files", "cli"]),
        ("clap", &["cli"]),
        ("std::env", &["cli"]),
        ("std::io::stdout", &["cli"]),
        ("io::stderr", &["cli"]),
        ("ZonedDateTime", &["cli"]),
        ("println!", &[]),
    ];
    for (word, rooms) in outside {
        let used = text.lines().any(|line| uses(line, word));
        if used && !rooms.contains(&module) {
            found.push(format!("{module} uses {word}, which belongs to {rooms:?}"));
        }
    }
    found
}

/// Whether a line of code, not of comment, holds a word.
fn uses(line: &str, word: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let at_word = |(at, _): (usize, &str)| {
        !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"')
    };
    code.match_indices(word).any(at_word)
}

#[test]
fn imports_go_leftwards_only() {
    let levels = levels();
    let mut found = Vec::new();
    for (module, path) in
        files().into_iter().filter(|(module, _)| module != "lib" && module != "main")
    {
        let text = fs::read_to_string(&path).expect("a source file");
        for complaint in complaints(&levels, &module, &text) {
            found.push(format!("{} : {complaint}", path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_broken_import_is_seen() {
    let levels = levels();
    let refused = |module: &str, text: &str| !complaints(&levels, module, text).is_empty();
    assert!(refused("assess", "use crate::report::view::View;"));
    assert!(refused("yaml", "use crate::{source, files};"));
    assert!(refused("report", "let text = std::fs::read(path);"));
    assert!(refused("grid", "fn f() -> clap::Command {}"));
    assert!(refused("assess", "jiff::ZonedDateTime::now()"));
    assert!(refused("unheard_of", ""));
    assert!(!refused("assess", "use crate::grid::Grid; // std::fs is files' alone"));
    assert!(!refused("files", "use std::fs;"));
}

#[test]
fn no_room_grew_out_of_hand() {
    let long: Vec<String> = files()
        .into_iter()
        .filter_map(|(_, path)| {
            let lines = fs::read_to_string(&path).expect("a source file").lines().count();
            (lines > 500).then(|| format!("{} : {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
