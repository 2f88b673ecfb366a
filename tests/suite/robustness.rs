//! No input panics; an unrelated parser agrees on what is accepted; bombs are refused.

use proptest::prelude::*;
use sdet::answers::{read_answers, read_project};
use sdet::diagnostic::{Diagnostics, Look, json, text};
use sdet::grid::{read, read_head};
use sdet::source::{SourceSet, decode};
use sdet::yaml::Reading;
use sdet::yaml::tree::{Kind, Node, read as read_tree};
use serde_yaml::Value;

use crate::mutation::{cases, document};

/// Puts bytes through every reader and both renderings of diagnostics.
fn read_everything(bytes: &[u8]) {
    let Ok((document, encoding)) = decode(bytes) else {
        return;
    };
    for path in ["grille.yaml", "reponses/a.yaml"] {
        let mut sources = SourceSet::new();
        let id = sources.add(path, path, document.clone(), encoding);
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        if path == "grille.yaml" {
            let _ = read_head(id, &mut cx);
            let _ = read(&[id], &[], &mut cx);
        } else {
            let _ = read_project(id, &mut cx);
            let _ = read_answers(id, &mut cx);
        }
        diagnostics.sort(&sources);
        let shown = text(&diagnostics, &sources, Look::Plain);
        assert!(!shown.contains('\u{1b}'), "an escape reached the terminal");
        let _ = json(&diagnostics, &sources);
    }
}

/// The tree of a text, and whether it was read without any mistake.
fn tree(document: &str) -> Option<Node<'static>> {
    let mut sources = SourceSet::new();
    let id = sources.add_text("a.yaml", document);
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let node = read_tree(id, &mut cx).into_owned();
    diagnostics.is_empty().then_some(node)
}

/// Whether the other parser saw the same: texts equal, and what it took for a number, a truth
/// value or nothing written as such.
fn same(node: &Node<'_>, value: &Value) -> bool {
    match (&node.kind, value) {
        (Kind::Scalar { .. }, Value::Null) => node.is_blank(),
        (Kind::Scalar { text, .. }, Value::String(other)) => **text == **other,
        (Kind::Scalar { text, plain }, Value::Bool(other)) => {
            *plain && text.eq_ignore_ascii_case(&other.to_string())
        }
        (Kind::Scalar { plain, .. }, Value::Number(_)) => *plain,
        (Kind::List(items), Value::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| same(a, b))
        }
        // Nothing at all is an empty table here, nothing there.
        (Kind::Map(entries), Value::Null) => entries.is_empty(),
        (Kind::Map(entries), Value::Mapping(others)) => {
            entries.len() == others.len()
                && entries.iter().zip(others).all(|(entry, (key, other))| {
                    let key_same = match key {
                        Value::String(key) => *key == entry.key,
                        Value::Null => matches!(&*entry.key, "" | "~" | "null"),
                        Value::Bool(_) | Value::Number(_) => entry.key_plain,
                        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => false,
                    };
                    key_same && same(&entry.value, other)
                })
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_document_panics(bytes in document()) {
        read_everything(&bytes);
    }

    #[test]
    fn an_unrelated_parser_agrees(bytes in document()) {
        let Ok((document, _)) = decode(&bytes) else { return Ok(()) };
        // The other parser splits lines at these too, as YAML 1.1 did.
        prop_assume!(!document.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}']));
        let Some(node) = tree(&document) else { return Ok(()) };
        let Ok(value) = serde_yaml::from_str::<Value>(&document) else { return Ok(()) };
        prop_assert!(same(&node, &value), "{node:#?}\n{value:#?}\n{document}");
    }
}

#[test]
fn the_shipped_documents_are_read_the_same_by_both_parsers() {
    for (path, text) in crate::support::shipped_yaml() {
        let node = tree(&text).unwrap_or_else(|| panic!("{} has mistakes", path.display()));
        let value: Value = serde_yaml::from_str(&text).expect("the other parser reads it");
        assert!(same(&node, &value), "{}", path.display());
    }
}

/// Bombs are refused with the code of limits; time and memory are measured by `docs/mesures.md`.
#[test]
fn bombs_are_refused_with_a_clear_message() {
    let keys: String = (0..1_000_000).map(|n| format!("k{n}: 1\n")).collect();
    let bombs = [
        ("nested", "[".repeat(100_000)),
        ("closed", "[".repeat(100_000) + &"]".repeat(100_000)),
        ("maps", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(100_000)),
        ("questions", "? ".repeat(100_000)),
        ("scalar", format!("reponses: {}", "x".repeat(15 * 1024 * 1024))),
        ("keys", keys),
    ];
    for (name, bomb) in bombs {
        let mut sources = SourceSet::new();
        let id = sources.add_text("bombe.yaml", &bomb);
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        let _ = read_answers(id, &mut cx);
        let codes: Vec<&str> = diagnostics.list().iter().map(|one| one.code.id()).collect();
        assert!(codes.contains(&"S002"), "{name}: {codes:?}");
    }
    let laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";
    assert_eq!(tree(laughs), None, "aliases are refused");
}
