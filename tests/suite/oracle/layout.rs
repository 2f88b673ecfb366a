//! Lays tables and texts out as YAML, in block or flow style, by hand.

use std::fmt::Write as _;

use super::model::Style;

/// Keys and their values, in order.
pub(crate) type Table = Vec<(&'static str, Node)>;

/// A value of an answer, before it is laid out.
pub(crate) enum Node {
    /// Written as it stands: a word, a day, a number, or YAML.
    Raw(String),
    /// Written between quotes.
    Text(String),
    Table(Table),
    List(Vec<Table>),
}

/// Lays a key out in block style, or a table in flow style where the answer asks for it.
pub(crate) fn lay_out(out: &mut String, indent: usize, key: &str, node: Node, style: Style) {
    let margin = " ".repeat(indent);
    match node {
        Node::Raw(text) => {
            let _ = writeln!(out, "{margin}{key}: {text}");
        }
        Node::Text(text) => {
            let _ = writeln!(out, "{margin}{key}: {}", quoted(&text, style));
        }
        Node::Table(keys) if style.flow => {
            let _ = writeln!(out, "{margin}{key}: {}", flow(keys, style));
        }
        Node::Table(keys) => {
            let _ = writeln!(out, "{margin}{key}:");
            for (key, node) in keys {
                lay_out(out, indent + 2, key, node, style);
            }
        }
        Node::List(rows) => {
            let _ = writeln!(out, "{margin}{key}:");
            for keys in rows {
                list_item(out, indent + 2, keys, style);
            }
        }
    }
}

fn list_item(out: &mut String, indent: usize, keys: Table, style: Style) {
    let margin = " ".repeat(indent);
    if style.flow {
        let _ = writeln!(out, "{margin}- {}", flow(keys, style));
        return;
    }
    let mut block = String::new();
    for (key, node) in keys {
        lay_out(&mut block, indent + 2, key, node, style);
    }
    let _ = write!(out, "{margin}- {}", &block[indent + 2..]);
}

fn flow(keys: Table, style: Style) -> String {
    let pairs = keys.into_iter().map(|(key, node)| match node {
        Node::Raw(text) => format!("{key}: {text}"),
        Node::Text(text) => format!("{key}: {}", quoted(&text, style)),
        Node::Table(_) | Node::List(_) => panic!("a table of texts"),
    });
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

pub(crate) fn raw(text: &str) -> Node {
    Node::Raw(text.to_owned())
}

/// A text between double quotes, or between simple ones.
fn quoted(text: &str, style: Style) -> String {
    if style.quoted {
        format!("\"{}\"", text.replace('\\', "\\\\"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
