//! A text as a tree of nodes with byte spans, built from `granit-parser` events.
//!
//! Scalars stay text: typing them is the readers' work. Limits are those of
//! `docs/format-projet.md`.

use std::borrow::Cow;

use super::lines::{is_content, is_key_like, lines};
use super::mend::{Map, mend, signs};
use super::parse::Region;
use super::{Reading, recovery};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The deepest nesting read.
pub const MAX_DEPTH: usize = 32;
/// The longest scalar read, in bytes (64 KiB).
pub const MAX_SCALAR_BYTES: usize = 64 * 1024;
/// The most nodes of one file.
pub const MAX_NODES: usize = 200_000;

/// A node and the bytes it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// The bytes it covers in its source.
    pub span: Span,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A text.
    Scalar {
        /// The text, escapes and folding undone.
        text: Cow<'a, str>,
        /// Whether it was written without quotes nor block marks.
        plain: bool,
    },
    /// A list.
    List(Vec<Node<'a>>),
    /// A table: keys with their values, in the order of the text.
    Map(Vec<Entry<'a>>),
    /// Something a mistake already reported made unreadable.
    Lost,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key's text.
    pub key: Cow<'a, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// Whether the key was written without quotes.
    pub key_plain: bool,
    /// Its value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// Whether nothing was written: an empty value, `~` or `null`.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Scalar { text, plain } => {
                text.trim().is_empty() || (*plain && matches!(&**text, "~" | "null"))
            }
            Kind::List(_) | Kind::Map(_) | Kind::Lost => false,
        }
    }

    /// The same node, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Node<'static> {
        let kind = match self.kind {
            Kind::Scalar { text, plain } => {
                Kind::Scalar { text: Cow::Owned(text.into_owned()), plain }
            }
            Kind::List(items) => Kind::List(items.into_iter().map(Node::into_owned).collect()),
            Kind::Map(entries) => Kind::Map(entries.into_iter().map(Entry::into_owned).collect()),
            Kind::Lost => Kind::Lost,
        };
        Node { span: self.span, kind }
    }

    /// Whether some key looks like none of ours: a text taken for a key.
    fn has_odd_key(&self) -> bool {
        match &self.kind {
            Kind::Map(entries) => entries.iter().any(|entry| {
                (entry.key_plain && !is_key_like(&entry.key)) || entry.value.has_odd_key()
            }),
            Kind::List(items) => items.iter().any(Node::has_odd_key),
            Kind::Scalar { .. } | Kind::Lost => false,
        }
    }

    /// Marks every table as incomplete.
    fn pierce(&mut self) {
        let span = self.span;
        match &mut self.kind {
            Kind::Map(entries) => {
                entries.iter_mut().for_each(|entry| entry.value.pierce());
                entries.push(Entry::unreadable(span));
            }
            Kind::List(items) => items.iter_mut().for_each(Node::pierce),
            Kind::Scalar { .. } | Kind::Lost => {}
        }
    }
}

impl<'a> Entry<'a> {
    /// Stands for keys that a mistake already reported made unreadable: nothing can be said of
    /// what the table misses.
    pub(super) fn unreadable(span: Span) -> Self {
        Self {
            key: Cow::Borrowed("<<"),
            key_span: span,
            key_plain: true,
            value: Node { span, kind: Kind::Lost },
        }
    }

    /// Whether a mistake already reported made the key unreadable.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.key_plain && self.key == "<<"
    }

    fn into_owned(self) -> Entry<'static> {
        Entry {
            key: Cow::Owned(self.key.into_owned()),
            key_span: self.key_span,
            key_plain: self.key_plain,
            value: self.value.into_owned(),
        }
    }
}

/// Reads a whole text, reporting every mistake; what could be read is returned.
pub fn read<'a>(id: SourceId, cx: &mut Reading<'a>) -> Node<'a> {
    let sources = cx.sources;
    read_text(id, sources.get(id).text(), cx)
}

/// The same, of the text of a source.
pub(super) fn read_text<'t>(id: SourceId, text: &'t str, cx: &mut Reading<'_>) -> Node<'t> {
    if let Some(node) = read_healthy(id, text, cx) {
        return node;
    }
    let mended = mend(id, text);
    let silent = mended.diagnostics.is_empty();
    cx.diagnostics.extend(mended.diagnostics);
    if silent && !lines(text).any(|line| is_content(line.text)) {
        cx.report(
            Diagnostic::new(Code::MissingKey, "le fichier est vide")
                .at(Span::new(id, 0, 0))
                .help("complétez-le, ou supprimez-le"),
        );
        return Region::new(id, text, Map::SAME).lost();
    }
    match mended.text {
        Cow::Borrowed(text) => read_region(&Region::new(id, text, Map::SAME), cx),
        Cow::Owned(text) => {
            let mut node = read_region(&Region::new(id, &text, &mended.map), cx).into_owned();
            if mended.holes {
                node.pierce();
            }
            node
        }
    }
}

/// The tree of a text in which nothing calls for mending; what looks odd takes the long way.
fn read_healthy<'t>(id: SourceId, text: &'t str, cx: &mut Reading<'_>) -> Option<Node<'t>> {
    if !signs::none(text) {
        return None;
    }
    let mut remarks = Vec::new();
    let node = Region::new(id, text, Map::SAME).parse(&mut 0, &mut remarks).ok()?;
    let filled = !matches!(&node.kind, Kind::Map(entries) if entries.is_empty());
    if !filled || node.has_odd_key() {
        return None;
    }
    cx.diagnostics.extend(remarks);
    Some(node)
}

fn read_region<'t>(region: &Region<'t>, cx: &mut Reading<'_>) -> Node<'t> {
    let mut remarks = Vec::new();
    match region.parse(&mut 0, &mut remarks) {
        Ok(node) => {
            cx.diagnostics.extend(remarks);
            node
        }
        Err(failure) if failure.is_final() => {
            cx.diagnostics.extend(remarks);
            cx.report(failure.diagnostic(region));
            region.lost()
        }
        Err(failure) => recovery::read(region, &failure, cx),
    }
}
