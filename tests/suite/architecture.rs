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

/// Every source file with its place in the tree of modules: `["report", "view"]`.
fn files() -> Vec<(Vec<String>, PathBuf)> {
    let mut found = Vec::new();
    let src = root().join("src");
    collect(&src, &mut found);
    let place = |path: &Path| {
        let inside = path.strip_prefix(&src).expect("under src").with_extension("");
        inside.iter().map(|name| name.to_string_lossy().into_owned()).collect()
    };
    found.into_iter().map(|path| (place(&path), path)).collect()
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

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A text, followed by every path that its braces fold, one a line: `a::{b, c::{d}}` adds `a::b`
/// and `a::c::d`.
fn unfolded(text: &str) -> String {
    let mut out = text.to_owned();
    for (at, _) in text.match_indices("::{") {
        let head = text[..at].rsplit(|c| !is_word(c) && c != ':').next().unwrap_or_default();
        unfold(head, &text[at + 3..], &mut out);
    }
    out
}

/// Adds the paths of a group, given from behind its brace.
fn unfold(head: &str, group: &str, out: &mut String) {
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let member = group[start..at].trim();
                match member.split_once("::{") {
                    Some((inner, rest)) => unfold(&format!("{head}::{inner}"), rest, out),
                    None => out.push_str(&format!("\n{head}::{member}")),
                }
                if sign == '}' {
                    return;
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The modules of the first level that an unfolded text names: in `crate::…` paths, and in those
/// that climb as high with `super::`. In a test, `super` climbs less than it seems: a name that is
/// no module of the first level is not one.
fn imports(levels: &[Vec<String>], place: &[String], text: &str) -> Vec<String> {
    let first = |path: &str| path.chars().take_while(|c| is_word(*c)).collect::<String>();
    let from_root = text.split("crate::").skip(1).map(first);
    let climbing = text.match_indices("super::").filter_map(|(at, _)| {
        let path = text[at..].trim_start_matches("super::");
        let climbed = (text.len() - at - path.len()) / "super::".len();
        let name = first(path);
        (climbed >= place.len() && level_of(levels, &name).is_some()).then_some(name)
    });
    from_root.chain(climbing).filter(|name| !name.is_empty()).collect()
}

/// What a table of levels has against a file; empty when nothing.
fn complaints(levels: &[Vec<String>], place: &[String], text: &str) -> Vec<String> {
    let module = place[0].as_str();
    let Some(own) = level_of(levels, module) else {
        return vec![format!("{module} is in no level of docs/architecture.md")];
    };
    let text = unfolded(text);
    let mut found = Vec::new();
    for import in imports(levels, place, &text).into_iter().filter(|import| import != module) {
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
        ("std::process", &["cli"]),
        ("std::time", &[]),
        ("std::io::stdout", &["cli"]),
        ("io::stderr", &["cli"]),
        ("ZonedDateTime", &["cli"]),
        ("Zoned::now", &["cli"]),
        ("Timestamp::now", &["cli"]),
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
    let at_word = |(at, _): (usize, &str)| !code[..at].ends_with(|c: char| is_word(c) || c == '"');
    code.match_indices(word).any(at_word)
}

#[test]
fn imports_go_leftwards_only() {
    let levels = levels();
    let mut found = Vec::new();
    let is_root = |place: &[String]| place == ["lib"] || place == ["main"];
    for (place, path) in files().into_iter().filter(|(place, _)| !is_root(place)) {
        let text = fs::read_to_string(&path).expect("a source file");
        for complaint in complaints(&levels, &place, &text) {
            found.push(format!("{} : {complaint}", path.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_broken_import_is_seen() {
    let levels = levels();
    let refused = |place: &str, text: &str| {
        let place: Vec<String> = place.split('/').map(String::from).collect();
        !complaints(&levels, &place, text).is_empty()
    };
    assert!(refused("assess", "use crate::report::view::View;"));
    assert!(refused("yaml", "use crate::{source, files};"));
    assert!(refused("yaml", "use crate::{words::{fold, fr}, files::look};"));
    assert!(refused("report/view", "use super::super::cli::Exit;"));
    assert!(refused("grid", "use super::{report, words};"));
    assert!(refused("report", "use std::{fs, io};"));
    assert!(refused("report", "use std::{io, time::{Duration, SystemTime}};"));
    assert!(refused("report", "let text = std::fs::read(path);"));
    assert!(refused("grid", "fn f() -> clap::Command {}"));
    assert!(refused("assess", "jiff::ZonedDateTime::now()"));
    assert!(refused("unheard_of", ""));
    assert!(!refused("assess", "use crate::grid::Grid; // std::fs is files' alone"));
    assert!(!refused("files", "use std::fs;"));
    assert!(!refused("report/view", "use super::markdown::files;"));
    assert!(!refused("report", "use crate::{words::{fr, shown}, grid::Grid};"));
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
