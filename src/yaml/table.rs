//! A mapping read key by key against its [`Shape`], every mistake collected.

use std::cell::Cell;

use super::keys::{key_name, missing_key, sort_out};
use super::nature::{not_a_list, not_a_table};
use super::scalar;
use super::shape::{Kind, Shape, words_of};
use super::tree::{Entry, Kind as NodeKind, Node};
use super::{Reading, Spanned};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{Vocabulary, quoted};

/// One entry of a table whose keys are identifiers.
#[derive(Debug)]
pub struct ById<'n, 's> {
    /// Its identifier.
    pub id: String,
    /// Where the identifier stands.
    pub span: Span,
    /// What it holds; `None` where nothing was written.
    pub table: Option<Table<'n, 's>>,
}

/// A mapping whose keys were checked: none unknown, none twice, none missing that was not said.
#[derive(Debug)]
pub struct Table<'n, 's> {
    shape: &'static Shape,
    /// The value of each key of the shape, in its order.
    values: Vec<Option<&'n Entry<'s>>>,
    /// Where the table is named, for messages about the whole of it.
    at: Span,
    asked: Cell<u64>,
}

impl<'n, 's> Table<'n, 's> {
    /// Checks the keys of a mapping. `at` is where the table is named: the key above it, or the
    /// beginning of the file.
    pub fn open(
        node: &'n Node<'s>,
        shape: &'static Shape,
        at: Span,
        cx: &mut Reading<'_>,
    ) -> Option<Self> {
        let entries = match &node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Lost => return None,
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                cx.report(not_a_table(node, shape, at, cx));
                return None;
            }
        };
        let table =
            Self { shape, values: sort_out(entries, shape, at, cx), at, asked: Cell::new(0) };
        Some(table)
    }

    /// Where the table is named.
    #[must_use]
    pub fn at(&self) -> Span {
        self.at
    }

    /// The node of a key, unless it is absent, blank or unreadable.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<&'n Node<'s>> {
        let node = &self.entry(name)?.value;
        let readable = !node.is_blank() && node.kind != NodeKind::Lost;
        readable.then_some(node)
    }

    /// Whether the key is absent, or has nothing after it.
    #[must_use]
    pub fn is_blank(&self, name: &str) -> bool {
        self.entry(name).is_none_or(|entry| entry.value.is_blank())
    }

    /// Whether the key is not written at all.
    #[must_use]
    pub fn is_absent(&self, name: &str) -> bool {
        self.entry(name).is_none()
    }

    /// Says that a key is missing, where its shape alone does not demand it.
    pub fn report_missing(&self, name: &str, cx: &mut Reading<'_>) {
        if let Some(key) = self.shape.key(name) {
            cx.report(missing_key(key, None, self.at, self.shape));
        }
    }

    /// Where a key stands; where the table is named, if the key is absent.
    #[must_use]
    pub fn key_span(&self, name: &str) -> Span {
        self.entry(name).map_or(self.at, |entry| entry.key_span)
    }

    fn entry(&self, name: &str) -> Option<&'n Entry<'s>> {
        let index = self.shape.keys.iter().position(|key| key.name == name);
        debug_assert!(index.is_some(), "{name} is not a key of {}", self.shape.name);
        let index = index?;
        self.asked.set(self.asked.get() | 1 << index);
        self.values.get(index).copied().flatten()
    }

    /// Ends the reading: a key of the shape that the reader forgot is our mistake.
    pub fn done(self) {
        let all = (1_u64 << self.shape.keys.len()) - 1;
        debug_assert_eq!(self.asked.get(), all, "keys of {} not read", self.shape.name);
    }

    fn scalar(
        &self,
        name: &str,
        free: bool,
        cx: &mut Reading<'_>,
    ) -> Option<(&'n Node<'s>, &'n str)> {
        let node = self.node(name)?;
        let kind = self.shape.key(name)?.kind;
        let text = scalar::text(node, name, || kind.expected(), cx)?;
        scalar::warn_cut(node, free, cx);
        Some((node, text))
    }

    /// A text on one line.
    pub fn line(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
        let (node, text) = self.scalar(name, true, cx)?;
        let text = text.trim();
        if text.contains(['\n', '\r']) {
            let message = format!("{} tient sur une seule ligne", quoted(name));
            cx.report(
                Diagnostic::new(Code::BadText, message)
                    .at(scalar::first_line(node.span, cx))
                    .help("supprimez le retour à la ligne"),
            );
            return None;
        }
        Some(scalar::spanned(node, text.to_owned()))
    }

    /// A text of any number of lines, without the blank ones around it.
    pub fn prose(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
        let (node, text) = self.scalar(name, true, cx)?;
        let text = text.trim_matches(['\n', '\r', ' ', '\t']).replace("\r\n", "\n");
        Some(scalar::spanned(node, text))
    }

    /// A short text without the spaces that typing adds: an identifier, a path, a version.
    pub fn bare(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
        let (node, text) = self.scalar(name, false, cx)?;
        let text = scalar::bare(node, text, cx)?;
        Some(scalar::spanned(node, text.to_owned()))
    }

    /// One short text, or a non-empty list of them.
    pub fn bares(&self, name: &str, cx: &mut Reading<'_>) -> Option<Vec<Spanned<String>>> {
        let node = self.node(name)?;
        if matches!(node.kind, NodeKind::Scalar { .. }) {
            return Some(vec![self.bare(name, cx)?]);
        }
        let items = self.items(name, cx)?;
        let read = |item: &Node<'_>, cx: &mut Reading<'_>| {
            let text = scalar::text(item, name, || Kind::Id.expected(), cx)?;
            let text = scalar::bare(item, text, cx)?;
            Some(scalar::spanned(item, text.to_owned()))
        };
        let mut texts = Vec::new();
        for item in items {
            texts.push(read(item, cx));
        }
        texts.into_iter().collect()
    }

    /// Like [`Table::bare`], with whether the value was written without quotes.
    pub fn version_text(
        &self,
        name: &str,
        cx: &mut Reading<'_>,
    ) -> Option<(Spanned<String>, bool)> {
        let (node, text) = self.scalar(name, false, cx)?;
        let text = scalar::bare(node, text, cx)?;
        let plain = matches!(node.kind, NodeKind::Scalar { plain: true, .. });
        Some((scalar::spanned(node, text.to_owned()), plain))
    }

    /// A day.
    pub fn date(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<Date>> {
        let (node, text) = self.scalar(name, false, cx)?;
        let date = scalar::date(node, text, name, cx)?;
        Some(scalar::spanned(node, date))
    }

    /// A whole number within the bounds of its key.
    pub fn number(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<u32>> {
        let (node, text) = self.scalar(name, false, cx)?;
        let Kind::Number(low, high) = self.shape.key(name)?.kind else {
            return None;
        };
        let number = scalar::number(node, text, (low, high), name, cx)?;
        Some(scalar::spanned(node, number))
    }

    /// A truth value.
    pub fn boolean(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<bool>> {
        let (node, text) = self.scalar(name, false, cx)?;
        let value = scalar::boolean(node, text, name, cx)?;
        Some(scalar::spanned(node, value))
    }

    /// A SHA-256.
    pub fn sha256(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
        let (node, text) = self.scalar(name, false, cx)?;
        let value = scalar::sha256(node, text, cx)?;
        Some(scalar::spanned(node, value))
    }

    /// One word of a vocabulary.
    pub fn word<V: Vocabulary>(&self, name: &str, cx: &mut Reading<'_>) -> Option<Spanned<V>> {
        self.word_or(name, Code::UnknownWord, cx)
    }

    /// One word of a vocabulary, with the code for a word outside it.
    pub fn word_or<V: Vocabulary>(
        &self,
        name: &str,
        code: Code,
        cx: &mut Reading<'_>,
    ) -> Option<Spanned<V>> {
        let (node, text) = self.scalar(name, false, cx)?;
        read_word(node, text, name, code, cx)
    }

    /// A non-empty list of words; a repeated one is said and kept once. `None` where the key is
    /// absent or its value could not be read.
    pub fn words<V: Vocabulary + PartialEq>(
        &self,
        name: &str,
        cx: &mut Reading<'_>,
    ) -> Option<Vec<V>> {
        let items = self.items(name, cx)?;
        let mut read: Vec<V> = Vec::new();
        let mut complete = true;
        for item in items {
            let word = scalar::text(item, name, || words_of::<V>().subject.to_owned(), cx)
                .and_then(|text| read_word::<V>(item, text, name, Code::UnknownWord, cx));
            match word {
                Some(word) if read.contains(&word.value) => cx.report(
                    Diagnostic::new(
                        Code::RepeatedElement,
                        format!("{} figure deux fois dans la liste", quoted(word.value.key())),
                    )
                    .at(word.span)
                    .help("supprimez la répétition"),
                ),
                Some(word) => read.push(word.value),
                None => complete = false,
            }
        }
        complete.then_some(read)
    }

    /// The items of a non-empty list.
    pub fn items(&self, name: &str, cx: &mut Reading<'_>) -> Option<&'n [Node<'s>]> {
        let node = self.node(name)?;
        match &node.kind {
            NodeKind::List(items) if items.is_empty() => {
                cx.report(
                    Diagnostic::new(Code::EmptyList, format!("la liste {} est vide", quoted(name)))
                        .at(node.span)
                        .help("complétez-la, ou supprimez la clé"),
                );
                None
            }
            NodeKind::List(items) => Some(items),
            NodeKind::Lost => None,
            NodeKind::Scalar { .. } | NodeKind::Map(_) => {
                let kind = self.shape.key(name).map(|key| key.kind);
                cx.report(not_a_list(node, name, kind, cx));
                None
            }
        }
    }

    /// The tables under a key whose own keys are identifiers; `help` says how to write one. What
    /// could not be read is left out.
    pub fn by_id(&self, name: &str, help: &str, cx: &mut Reading<'_>) -> Vec<ById<'n, 's>> {
        let (Some(node), Some(Kind::ById(shape))) =
            (self.node(name), self.shape.key(name).map(|key| key.kind))
        else {
            return Vec::new();
        };
        let entries = match &node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Lost => return Vec::new(),
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let message =
                    format!("{} doit être un tableau dont les clés sont les énoncés", quoted(name));
                cx.report(
                    Diagnostic::new(Code::WrongKind, message)
                        .at(scalar::first_line(node.span, cx))
                        .help(help),
                );
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.is_unreadable()) {
            let (id, span) = (key_name(entry, cx), entry.key_span);
            let blank = entry.value.is_blank();
            let table = if blank { None } else { Table::open(&entry.value, shape, span, cx) };
            if blank || table.is_some() {
                found.push(ById { id, span, table });
            }
        }
        found
    }

    /// The table under a key; mistakes about the whole of it point at the key.
    pub fn table(&self, name: &str, cx: &mut Reading<'_>) -> Option<Table<'n, 's>> {
        let node = self.node(name)?;
        let Kind::Table(shape) = self.shape.key(name)?.kind else {
            return None;
        };
        Table::open(node, shape, scalar::first_line(node.span, cx), cx)
    }
}

fn read_word<V: Vocabulary>(
    node: &Node<'_>,
    text: &str,
    name: &str,
    code: Code,
    cx: &mut Reading<'_>,
) -> Option<Spanned<V>> {
    let text = scalar::bare(node, text, cx)?;
    match V::read(text) {
        Some(word) => Some(scalar::spanned(node, word)),
        None => {
            cx.report(scalar::unknown_word(code, text, name, words_of::<V>(), node.span, cx));
            None
        }
    }
}
