//! A value without positions: what an edit intends, and how it is written.

use super::tree::{Kind, Node};
use super::write::double_quoted;

/// What a node says, wherever and however it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, without the line ends at its end; empty for a blank value.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of the text.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What a node says; `None` if a part of it could not be read.
    #[must_use]
    pub fn of(node: &Node<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { .. } if node.is_blank() => Some(Self::Text(String::new())),
            Kind::Scalar { text, .. } => Some(Self::text(text)),
            Kind::List(items) => items.iter().map(Self::of).collect::<Option<_>>().map(Self::List),
            Kind::Map(entries) => {
                let pairs = entries.iter().map(|entry| {
                    let value = (!entry.is_unreadable()).then(|| Self::of(&entry.value))?;
                    Some((entry.key.clone().into_owned(), value?))
                });
                pairs.collect::<Option<_>>().map(Self::Map)
            }
            Kind::Lost => None,
        }
    }

    /// A text: its line ends brought to `\n`, those at its end dropped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(crate::source::with_lf(text).trim_end_matches('\n').to_owned())
    }

    /// The value of a key of a table.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Self::Text(_) | Self::List(_) => None,
        }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// Written between braces and brackets, on one line.
    #[must_use]
    pub fn flow(&self) -> String {
        match self {
            Self::Text(text) => scalar(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::flow).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{}: {}", scalar(key), value.flow()))
                    .collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }

    /// Written one key a line below a key at `indent` columns: what follows the colon, without
    /// the last line end. Lines end with `eol`.
    #[must_use]
    pub fn block(&self, indent: usize, eol: &str) -> String {
        match self {
            Self::Text(text) if text.is_empty() => String::new(),
            Self::Text(text) if fits_literal(text) => literal(text, indent, eol),
            Self::Text(text) => format!(" {}", scalar(text)),
            // Words are short: on one line, as `init` and people write them.
            Self::List(items) if !items.is_empty() && items.iter().all(Self::is_word) => {
                format!(" {}", self.flow())
            }
            Self::List(items) => items.iter().fold(String::new(), |out, item| {
                format!("{out}{eol}{}-{}", " ".repeat(indent + 2), item.in_item(indent + 4, eol))
            }),
            Self::Map(pairs) => pairs.iter().fold(String::new(), |out, (key, value)| {
                let value = value.block(indent + 2, eol);
                format!("{out}{eol}{}{}:{value}", " ".repeat(indent + 2), scalar(key))
            }),
        }
    }

    /// The same, a text being put below `|` even if it has one line: free prose, easy to go on with.
    #[must_use]
    pub fn prose(&self, indent: usize, eol: &str) -> String {
        match self {
            Self::Text(text) if !text.is_empty() && stands_literally(text) => {
                literal(text, indent, eol)
            }
            Self::Text(_) | Self::List(_) | Self::Map(_) => self.block(indent, eol),
        }
    }

    fn is_word(&self) -> bool {
        matches!(self, Self::Text(text) if !text.contains(char::is_whitespace))
    }

    /// Written after the dash of a list item, whose keys stand at `column`.
    pub(super) fn in_item(&self, column: usize, eol: &str) -> String {
        match self {
            Self::Map(_) => {
                let lines = self.block(column - 2, eol);
                format!(" {}", lines.trim_start_matches(['\r', '\n', ' ']))
            }
            Self::List(_) => format!(" {}", self.flow()),
            Self::Text(_) => self.block(column - 2, eol),
        }
    }
}

/// A key or a one-line value: plain where every YAML reader sees a text, a date or a whole
/// number, between double quotes otherwise.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { double_quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = text.len() == 10
        && text.char_indices().all(|(at, character)| match at {
            4 | 7 => character == '-',
            _ => character.is_ascii_digit(),
        });
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte))
        && !reserved.contains(&text.to_ascii_lowercase().as_str());
    let is_number = digits(text) && (text.len() == 1 || !text.starts_with('0'));
    is_date || is_number || word
}

/// Whether a text of several lines can stand below `|` unchanged.
fn fits_literal(text: &str) -> bool {
    text.contains('\n') && stands_literally(text)
}

/// Whether a text, of one line or several, can stand below `|` unchanged.
fn stands_literally(text: &str) -> bool {
    !text.starts_with([' ', '\t', '\n'])
        && !text.lines().any(|line| line.starts_with('\t'))
        && text
            .chars()
            .all(|character| character == '\n' || character == '\t' || !character.is_control())
        && !text.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}'])
}

/// A text below `|`, one step deeper than its key.
pub(super) fn literal(text: &str, indent: usize, eol: &str) -> String {
    text.split('\n').fold(" |".to_owned(), |out, line| match line {
        "" => format!("{out}{eol}"),
        line => format!("{out}{eol}{}{line}", " ".repeat(indent + 2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, Value)]) -> Value {
        Value::Map(pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    #[test]
    fn words_dates_and_numbers_are_plain_all_else_is_quoted() {
        for text in ["conforme", "2013-06-14", "3", "TEC-004", "preuves/aaf.pdf"] {
            assert_eq!(scalar(text), text);
        }
        for text in ["4.10", "true", "No", "007", "a: b", "l'été", "", "-", "1e3", "0x1F"] {
            assert_eq!(scalar(text), double_quoted(text), "{text}");
        }
    }

    #[test]
    fn tables_and_lists_are_written_one_key_a_line() {
        let value = map(&[
            ("statut", Value::text("conforme")),
            ("justification", Value::text("un\n\ndeux")),
            (
                "preuves",
                Value::List(vec![map(&[
                    ("fichier", Value::text("preuves/a.pdf")),
                    ("page", Value::text("3")),
                ])]),
            ),
        ]);
        let written = value.block(2, "\n");
        let expected = "
    statut: conforme
    justification: |
      un

      deux
    preuves:
      - fichier: preuves/a.pdf
        page: 3";
        assert_eq!(written, expected);
        assert_eq!(
            value.flow(),
            r#"{ statut: conforme, justification: "un\n\ndeux", preuves: [{ fichier: preuves/a.pdf, page: 3 }] }"#
        );
    }
}
