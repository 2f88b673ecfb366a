//! Changes to a text that leave all else as it was: comments, order, quotes, line ends.
//!
//! Each change splices the text and does the same to a model of what the text says;
//! [`Editor::finish`] reads the new text again and refuses it unless it says exactly what was
//! intended. What cannot be changed safely is refused with its place, never guessed.

mod extent;
mod items;
mod place;

use std::ops::Range;

use super::Reading;
use super::lines::line_at;
use super::tree::{Entry, Kind, Node, read};
use super::value::{Value, literal, scalar};
use super::write::double_quoted;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, SourceSet, Span};
use crate::words::quoted;
pub use extent::Extent;
pub use place::Step;
use place::{Place, put, rename};

/// A change that cannot be made safely, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The place that stands in the way.
    pub at: Span,
}

impl Refusal {
    /// The message, for whoever wanted the change.
    #[must_use]
    pub fn diagnostic(&self, sources: &SourceSet) -> Diagnostic {
        let name = quoted(sources.get(self.at.source).name());
        Diagnostic::new(
            Code::UnsafeEdit,
            format!("{name} ne peut pas être modifié ici sans risque : rien n'a été écrit"),
        )
        .at(self.at)
        .help("récrivez cette réponse comme le fait « sdet init » : une clé par ligne, deux espaces de retrait")
    }
}

/// A text being changed.
#[derive(Debug)]
pub struct Editor<'a> {
    id: SourceId,
    text: &'a str,
    root: &'a Node<'a>,
    eol: &'static str,
    splices: Vec<(Range<usize>, String)>,
    model: Value,
}

impl<'a> Editor<'a> {
    /// Begins with a text and its tree, read without error.
    ///
    /// # Errors
    /// A tree of which a part could not be read.
    pub fn new(id: SourceId, source: &'a Source, root: &'a Node<'a>) -> Result<Self, Refusal> {
        let model = Value::of(root).ok_or(Refusal { at: root.span })?;
        let text = source.text();
        let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Ok(Self { id, text, root, eol, splices: Vec::new(), model })
    }

    /// The line end of the text.
    #[must_use]
    pub fn eol(&self) -> &'static str {
        self.eol
    }

    /// The text before any change.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What the text is to say, for changes made by [`Editor::splice`].
    pub fn model(&mut self) -> &mut Value {
        &mut self.model
    }

    /// Replaces bytes as they are; the model is the caller's to change.
    pub fn splice(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.splices.push((range, text.into()));
    }

    /// Whether nothing was changed.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.splices.is_empty()
    }

    /// Gives a key its value: the old one is replaced, an absent key is added at the end of its
    /// table, absent tables are made.
    ///
    /// # Errors
    /// A place that is not a table, or is written in a way that cannot be changed safely.
    pub fn set(&mut self, path: &[Step], value: &Value) -> Result<(), Refusal> {
        let Some((Step::Key(key), above)) = path.split_last() else {
            return Err(self.refuse(self.root.span));
        };
        let place = Place::find(self.root, above);
        let Some(place) = place else {
            let made = Value::Map(vec![(key.clone(), value.clone())]);
            return self.set(above, &made);
        };
        if put(&mut self.model, path, value).is_none() {
            return Err(self.refuse(place.node.span));
        }
        match &place.node.kind {
            Kind::Map(entries) => match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => self.replace_value(place.node, entry, value),
                None => self.add_entry(place.node, entries, key, value),
            },
            Kind::Scalar { .. } if place.node.is_blank() => {
                let holder = place.key.ok_or(self.refuse(place.node.span))?;
                let made = Value::Map(vec![(key.clone(), value.clone())]);
                self.fill_blank(holder, &made)
            }
            Kind::Scalar { .. } | Kind::List(_) | Kind::Lost => Err(self.refuse(place.node.span)),
        }
    }

    /// Gives an entry another key.
    ///
    /// # Errors
    /// A path that leads nowhere.
    pub fn rename(&mut self, path: &[Step], key: &str) -> Result<(), Refusal> {
        let entry = self.entry(path)?;
        let written = if entry.key_plain { scalar(key) } else { double_quoted(key) };
        self.splice(entry.key_span.start..entry.key_span.end, written);
        rename(&mut self.model, path, key).ok_or(self.refuse(entry.key_span))
    }

    /// The entry at the end of a path of keys.
    ///
    /// # Errors
    /// A path that leads nowhere.
    pub fn entry(&self, path: &[Step]) -> Result<&'a Entry<'a>, Refusal> {
        let place = Place::find(self.root, path).and_then(|place| place.key);
        place.ok_or(self.refuse(self.root.span))
    }

    /// The text with its changes, once it was read again and says what was intended.
    ///
    /// # Errors
    /// The first changed place, if the new text does not say what was intended.
    pub fn finish(mut self) -> Result<String, Refusal> {
        self.splices.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (range, text) in &self.splices {
            if range.start < done {
                return Err(self.refuse(Span::new(self.id, range.start, range.end)));
            }
            out.push_str(&self.text[done..range.start]);
            out.push_str(text);
            done = range.end;
        }
        out.push_str(&self.text[done..]);
        let first = self.splices.first().map_or(0..0, |(range, _)| range.clone());
        match says(&out) {
            Some(value) if value == self.model => Ok(out),
            Some(_) | None => Err(self.refuse(Span::new(self.id, first.start, first.end))),
        }
    }

    fn refuse(&self, at: Span) -> Refusal {
        Refusal { at }
    }

    fn replace_value(
        &mut self,
        table: &Node<'_>,
        entry: &Entry<'_>,
        value: &Value,
    ) -> Result<(), Refusal> {
        let flow = self.is_flow(table);
        let after_colon = self.after_colon(entry)?;
        let old_end = self.content_end(&entry.value, entry).max(after_colon);
        let header = self.text[after_colon..].trim_start_matches([' ', '\t']);
        let in_block = header.starts_with(['|', '>']) && !flow;
        let one_line = matches!(value, Value::Text(text) if !text.contains('\n'));
        match (&entry.value.kind, value) {
            (Kind::Scalar { .. }, Value::Text(text)) if in_block && !text.is_empty() => {
                let (_, indent) = self.line_or_item(entry)?;
                let written = match text.starts_with([' ', '\t', '\n']) {
                    true => format!(" {}", double_quoted(text)),
                    false => literal(text, indent, self.eol),
                };
                let written = self.with_comment(&written, after_colon, entry);
                self.splice(after_colon..old_end, written);
            }
            (Kind::Scalar { .. }, Value::Text(text))
                if one_line && !in_block && !text.is_empty() =>
            {
                let span = entry.value.span;
                if span.start == span.end {
                    self.splice(after_colon..after_colon, format!(" {}", scalar(text)));
                } else {
                    let written = self.as_before(span, text);
                    self.splice(span.start..span.end, written);
                }
            }
            _ if flow => {
                let span = entry.value.span;
                let range = span.start.max(after_colon)..span.end.max(after_colon);
                let space = if range.start == after_colon { " " } else { "" };
                self.splice(range, format!("{space}{}", value.flow()));
            }
            _ => {
                let (_, indent) = self.line_or_item(entry)?;
                let written = value.block(indent, self.eol);
                let written = self.with_comment(&written, after_colon, entry);
                self.splice(after_colon..old_end, written);
            }
        }
        Ok(())
    }

    /// A new value with the comment that stood behind the old one, or behind its mark, on the
    /// first line.
    fn with_comment(&self, written: &str, after_colon: usize, entry: &Entry<'_>) -> String {
        let line = line_at(self.text, after_colon);
        let line_end = line.start + line.text.len();
        let from =
            if entry.value.span.end <= line_end { entry.value.span.end } else { after_colon };
        let rest = &self.text[from.max(after_colon)..line_end];
        let comment = match rest.find(" #").or_else(|| rest.find("\t#")) {
            Some(at) if !rest[..at].contains(['"', '\'']) => rest[at..].trim_end(),
            Some(_) | None => return written.to_owned(),
        };
        match written.find(self.eol) {
            Some(at) => format!("{}{comment}{}", &written[..at], &written[at..]),
            None => format!("{written}{comment}"),
        }
    }

    /// A one-line text between the quotes that the old one had.
    fn as_before(&self, old: Span, text: &str) -> String {
        let old = &self.text[old.start..old.end];
        let harmless = text.chars().all(|character| !character.is_control());
        match old.chars().next() {
            Some('"') => double_quoted(text),
            Some('\'') if harmless => format!("'{}'", text.replace('\'', "''")),
            _ => scalar(text),
        }
    }

    fn add_entry(
        &mut self,
        table: &Node<'_>,
        entries: &[Entry<'_>],
        key: &str,
        value: &Value,
    ) -> Result<(), Refusal> {
        if self.is_flow(table) {
            let close = self.text[..table.span.end].trim_end();
            let inside = close.strip_suffix('}').ok_or(self.refuse(table.span))?.trim_end();
            let comma = match inside.ends_with([',', '{']) {
                true => " ",
                false => ", ",
            };
            let added = format!("{comma}{}: {}", scalar(key), value.flow());
            self.splice(inside.len()..inside.len(), added);
            return Ok(());
        }
        let last = entries.last().ok_or(self.refuse(table.span))?;
        let (_, indent) = self.line_or_item(&entries[0])?;
        let at = self.content_end(&last.value, last);
        let value = value.block(indent, self.eol);
        let added = format!("{}{}{}:{value}", self.eol, " ".repeat(indent), scalar(key));
        self.splice(at..at, added);
        Ok(())
    }

    /// Puts a table under a key that has nothing after it.
    fn fill_blank(&mut self, entry: &Entry<'_>, made: &Value) -> Result<(), Refusal> {
        let after_colon = self.after_colon(entry)?;
        let span = entry.value.span;
        let old = span.start.max(after_colon)..span.end.max(after_colon);
        let line = line_at(self.text, entry.key_span.start);
        let rest = &self.text[after_colon..line.start + line.text.len()];
        let bare = rest.trim_start_matches([' ', '\t']);
        if !(bare.is_empty() || bare.starts_with('#') || bare.starts_with(['~', 'n'])) {
            let value = format!(" {}", made.flow());
            self.splice(after_colon..old.end, value);
            return Ok(());
        }
        let (_, indent) = self.line_or_item(entry)?;
        if old.start < old.end {
            self.splice(old, "");
        }
        let end = line.start + line.text.len();
        self.splice(end..end, made.block(indent, self.eol));
        Ok(())
    }
}

/// What a text says, if every line of it can be read.
fn says(text: &str) -> Option<Value> {
    let mut sources = SourceSet::new();
    let id = sources.add_text("", text);
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let node = read(id, &mut cx);
    let value = Value::of(&node);
    value.filter(|_| !diagnostics.has_errors())
}

#[cfg(test)]
mod tests;
