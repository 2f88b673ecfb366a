//! The lines of one answer, taken from their place so that they can stand in another.

use crate::answers::keys::OLD_ANSWERS;
use crate::source::{Span, with_lf};
use crate::yaml::edit::{Editor, Extent, Refusal, Step};
use crate::yaml::tree::{Entry, Kind};
use crate::yaml::value::{Value, scalar};

/// An answer put aside: its lines, those of a list item whose dash stands at column 0, and what
/// they say.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) lines: Vec<String>,
    pub(super) value: Value,
}

/// One answer as written.
#[derive(Debug)]
pub(super) struct Block {
    /// Its own lines without those of old answers, dedented; or what stands between its braces.
    body: Body,
    /// What it says, without old answers.
    pairs: Vec<(String, Value)>,
    /// The old answers it holds.
    pub(super) old: Vec<Item>,
    /// The comment behind its key or its closing brace, with the space before it.
    pub(super) comment: String,
    /// The column of its keys.
    pub(super) column: usize,
}

#[derive(Debug)]
enum Body {
    Lines(Vec<String>),
    Flow(String),
}

impl Block {
    /// Reads an answer of a block table.
    pub(super) fn read(
        editor: &Editor<'_>,
        above: &[Step],
        entry: &Entry<'_>,
        extent: &Extent,
    ) -> Result<Self, Refusal> {
        let text = editor.text();
        let key_line_end = line_end(text, entry.key_span.end);
        let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
        let (pairs, old_values) = split_old(value);
        let Kind::Map(entries) = &entry.value.kind else {
            let rest = &text[entry.key_span.end..key_line_end];
            let comment = rest.find('#').map_or("", |at| rest[at - 1..].trim_end());
            return Ok(Self {
                body: Body::Lines(Vec::new()),
                pairs,
                old: Vec::new(),
                comment: comment.to_owned(),
                column: extent.indent + 2,
            });
        };
        if text[entry.value.span.start..].starts_with('{') {
            let end = text[..entry.value.span.end].trim_end().len();
            return Ok(Self {
                body: Body::Flow(inside_braces(text, entry, entries)),
                pairs,
                old: old_values.into_iter().map(Item::written).collect(),
                comment: text[end..line_end(text, end)].trim_end().to_owned(),
                column: extent.indent + 2,
            });
        }
        let first = entries.first().map_or(entry.key_span, |first| first.key_span);
        let column = first.start - line_start(text, first.start);
        let mut lines = Vec::new();
        let mut old = Vec::new();
        let mut from = next_line(text, key_line_end);
        if let Some(at) = entries.iter().position(|one| one.key == OLD_ANSWERS) {
            let path: Vec<Step> =
                above.iter().cloned().chain([Step::Key(entry.key.to_string())]).collect();
            let kept = editor.extent(&path, OLD_ANSWERS)?;
            lines.extend(dedented(&text[from..kept.start], column));
            from = next_line(text, kept.content_end);
            old = old_items(text, &entries[at], old_values);
        }
        if from < extent.content_end {
            lines.extend(dedented(&text[from..extent.content_end], column));
        }
        let colon = text[entry.key_span.end..].find(':').map_or(0, |at| at + 1);
        let comment = text[entry.key_span.end + colon..key_line_end].trim_end().to_owned();
        Ok(Self { body: Body::Lines(lines), pairs, old, comment, column })
    }

    /// Reads an answer that stands between braces with the others.
    pub(super) fn read_flow(editor: &Editor<'_>, entry: &Entry<'_>) -> Result<Self, Refusal> {
        let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
        let (pairs, old_values) = split_old(value);
        let body = match &entry.value.kind {
            Kind::Map(entries) => inside_braces(editor.text(), entry, entries),
            Kind::Scalar { .. } | Kind::List(_) | Kind::Lost => String::new(),
        };
        Ok(Self {
            body: Body::Flow(body),
            pairs,
            old: old_values.into_iter().map(Item::written).collect(),
            comment: String::new(),
            column: 0,
        })
    }

    /// The answer as an old one, after what says where it comes from.
    pub(super) fn item(&self, head: &[(&str, String)]) -> Item {
        let mut pairs: Vec<(String, Value)> =
            head.iter().map(|(key, text)| ((*key).to_owned(), Value::text(text))).collect();
        pairs.extend(self.pairs.iter().cloned());
        let value = Value::Map(pairs);
        let head: Vec<String> =
            head.iter().map(|(key, text)| format!("{key}: {}", scalar(text))).collect();
        let lines = match &self.body {
            Body::Flow(inside) => {
                let inside = if inside.is_empty() { String::new() } else { format!(", {inside}") };
                vec![format!("- {{ {}{inside} }}", head.join(", "))]
            }
            Body::Lines(lines) => head
                .into_iter()
                .chain(lines.iter().cloned())
                .enumerate()
                .map(|(at, line)| match (at, line.is_empty()) {
                    (0, _) => format!("- {line}"),
                    (_, true) => line,
                    (_, false) => format!("  {line}"),
                })
                .collect(),
        };
        Item { lines, value }
    }
}

impl Item {
    /// An old answer written anew from what it says.
    fn written(value: Value) -> Self {
        let list = Value::List(vec![value.clone()]);
        let text = list.block(0, "\n");
        let lines =
            text.lines().skip(1).map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned());
        Self { lines: lines.collect(), value }
    }

    /// The lines at a column.
    pub(super) fn at(&self, column: usize) -> Vec<String> {
        self.lines
            .iter()
            .map(|line| match line.is_empty() {
                true => String::new(),
                false => format!("{}{line}", " ".repeat(column)),
            })
            .collect()
    }

    /// Between braces, on one line if it was.
    pub(super) fn flow(&self) -> String {
        match self.lines.as_slice() {
            [only] if only.starts_with("- {") => only[2..].to_owned(),
            _ => self.value.flow(),
        }
    }
}

/// What an answer says, and the old answers apart.
fn split_old(value: Value) -> (Vec<(String, Value)>, Vec<Value>) {
    let Value::Map(pairs) = value else {
        return (Vec::new(), Vec::new());
    };
    let (old, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(key, _)| key == OLD_ANSWERS);
    let old = old.into_iter().flat_map(|(_, value)| match value {
        Value::List(items) => items,
        Value::Text(_) | Value::Map(_) => Vec::new(),
    });
    (pairs, old.collect())
}

/// The old answers of a block, as they are written.
fn old_items(text: &str, entry: &Entry<'_>, values: Vec<Value>) -> Vec<Item> {
    let Kind::List(nodes) = &entry.value.kind else {
        return Vec::new();
    };
    let starts: Option<Vec<usize>> =
        nodes.iter().map(|node| dash_before(text, node.span.start)).collect();
    let Some(starts) = starts else {
        return values.into_iter().map(Item::written).collect();
    };
    let list_end = text[..entry.value.span.end].trim_end().len();
    let ends = starts.iter().skip(1).copied().chain([list_end]);
    let items = starts.iter().zip(ends).zip(values).map(|((start, end), value)| {
        let line = line_start(text, *start);
        let lines = dedented(&text[line..end.max(line)], start - line);
        let filled = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
        Item { lines: lines[..filled].to_vec(), value }
    });
    items.collect()
}

/// The dash of a list item whose content begins at `at`, if it begins its line.
fn dash_before(text: &str, at: usize) -> Option<usize> {
    let start = line_start(text, at);
    let before = &text[start..at];
    let dash = before.find('-')?;
    let alone =
        before[..dash].bytes().all(|byte| byte == b' ') && before[dash + 1..].trim().is_empty();
    alone.then_some(start + dash)
}

/// What stands between the braces of an answer, without its old answers.
fn inside_braces(text: &str, entry: &Entry<'_>, entries: &[Entry<'_>]) -> String {
    let whole = text[entry.value.span.start..entry.value.span.end].trim();
    let inside = whole.trim_start_matches('{').trim_end_matches('}').trim().trim_end_matches(',');
    if entries.iter().any(|one| one.key == OLD_ANSWERS) {
        let kept = entries.iter().filter(|one| one.key != OLD_ANSWERS);
        let part = |span: Span| &text[span.start..span.end];
        let kept: Vec<String> =
            kept.map(|one| format!("{}: {}", part(one.key_span), part(one.value.span))).collect();
        return kept.join(", ");
    }
    inside.trim().to_owned()
}

fn dedented(text: &str, column: usize) -> Vec<String> {
    with_lf(text)
        .trim_end_matches('\n')
        .split('\n')
        .map(|line| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            line[spaces.min(column)..].to_owned()
        })
        .collect()
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// The beginning of the line after the one that ends at `end`.
pub(super) fn next_line(text: &str, end: usize) -> usize {
    text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
}
