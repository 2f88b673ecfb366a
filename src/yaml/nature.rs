//! A text where a table or a list is expected: what was most likely meant.

use super::Reading;
use super::scalar::first_line;
use super::shape::{Key, Kind, Shape};
use super::tree::{Kind as NodeKind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{quoted, shown, suggest};

/// A value that is no table. `at` is where the table is named.
pub(super) fn not_a_table(
    node: &Node<'_>,
    shape: &Shape,
    at: Span,
    cx: &Reading<'_>,
) -> Diagnostic {
    let span = match node.is_blank() {
        true => at,
        false => first_line(node.span, cx),
    };
    let text = match &node.kind {
        NodeKind::Scalar { text, .. } => text.trim(),
        NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Lost => "",
    };
    let (message, help) = if let Some(spaced) = spaced(text, shape) {
        (
            "il manque une espace après les deux-points".to_owned(),
            format!("mettez une espace après les deux-points : {}", shown(&spaced)),
        )
    } else if let Some(key) = word_of(text, shape) {
        (
            format!("{} est à côté de son identifiant, sans sa clé", shown(text)),
            format!("écrivez {} à la ligne suivante, en retrait", shown(&format!("{key}: {text}"))),
        )
    } else {
        (
            format!("{} s'écrit clé par clé, sous la forme « clé: valeur »", shape.name),
            format!("clés attendues : {}", shape.names()),
        )
    };
    Diagnostic::new(Code::WrongKind, message).at(span).help(help)
}

/// `statut:conforme` with the space that makes it a key.
fn spaced(text: &str, shape: &Shape) -> Option<String> {
    let (key, value) = text.split_once(':')?;
    let value = value.lines().next().unwrap_or_default();
    shape.key(key.trim())?;
    Some(format!("{}: {value}", key.trim()))
}

/// The key of a shape of which a text is a word: « conforme » is a `statut`.
fn word_of(text: &str, shape: &Shape) -> Option<&'static str> {
    let means = |key: &&Key| {
        let Kind::Word(list) = key.kind else {
            return false;
        };
        suggest(text, list.words.iter().map(|word| word.key)).is_some()
    };
    shape.keys.iter().find(means).map(|key| key.name)
}

/// A value that is no list, under the key of a name.
pub(super) fn not_a_list(
    node: &Node<'_>,
    name: &str,
    kind: Option<Kind>,
    cx: &Reading<'_>,
) -> Diagnostic {
    let span = first_line(node.span, cx);
    let line = cx.sources.slice(span);
    let help = match kind {
        _ if line.starts_with(['–', '—', '−']) => {
            "le tiret long (–) n'annonce pas une liste : tapez « - » et une espace".to_owned()
        }
        _ if line.starts_with('-') => "mettez une espace après le tiret : « - »".to_owned(),
        Some(Kind::Tables(_)) => {
            "écrivez chaque élément sous la clé, précédé d'un tiret : « - »".to_owned()
        }
        _ => format!("écrivez-la entre crochets : {}", in_brackets(node)),
    };
    let message = format!("{} doit être une liste", quoted(name));
    Diagnostic::new(Code::WrongKind, message).at(span).help(help)
}

/// The words a person wrote, as a list.
fn in_brackets(node: &Node<'_>) -> String {
    let NodeKind::Scalar { text, .. } = &node.kind else {
        return "[a, b]".into();
    };
    let words: Vec<&str> = text
        .split([',', ';', '/', '\n'])
        .flat_map(|part| part.split(" et "))
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    match words.len() {
        1..=20 if words.iter().all(|word| word.len() <= 40) => format!("[{}]", words.join(", ")),
        _ => "[a, b]".into(),
    }
}
