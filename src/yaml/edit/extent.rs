//! Which lines an entry takes, and where on them a change may go.

use super::super::lines::line_at;
use super::super::tree::{Entry, Kind, Node};
use super::place::Place;
use super::{Editor, Refusal, Step};

/// The lines an entry of a block table takes, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Where the comments right above the key begin.
    pub lead: usize,
    /// Where the line of the key begins.
    pub start: usize,
    /// The column of the key, from 0.
    pub indent: usize,
    /// The end of its last line of content, before the line end.
    pub content_end: usize,
    /// Where the next entry's lead begins, or the table ends.
    pub end: usize,
}

impl Editor<'_> {
    /// The lines of an entry of a block table.
    ///
    /// # Errors
    /// A table between braces, or a key that does not begin its line.
    pub fn extent(&self, above: &[Step], key: &str) -> Result<Extent, Refusal> {
        let table = Place::find(self.root, above).ok_or(self.refuse(self.root.span))?.node;
        let Kind::Map(entries) = &table.kind else {
            return Err(self.refuse(table.span));
        };
        let at = entries.iter().position(|entry| entry.key == key);
        let at = at.ok_or(self.refuse(table.span))?;
        let entry = &entries[at];
        let (start, indent) = self.line_of(entry)?;
        let content_end = self.content_end(&entry.value, entry);
        let end = match entries.get(at + 1) {
            Some(next) => self.lead(self.line_of(next)?.0, indent),
            None => self.tail(content_end, indent),
        };
        Ok(Extent { lead: self.lead(start, indent), start, indent, content_end, end })
    }

    /// The column of the dashes of a block list.
    ///
    /// # Errors
    /// A value that is no block list, or a dash that does not begin its line.
    pub fn list_column(&self, path: &[Step]) -> Result<usize, Refusal> {
        let node = Place::find(self.root, path).ok_or(self.refuse(self.root.span))?.node;
        let Kind::List(items) = &node.kind else {
            return Err(self.refuse(node.span));
        };
        let first = items.first().ok_or(self.refuse(node.span))?.span.start;
        let line = line_at(self.text, first);
        let before = &self.text[line.start..first];
        let dash = before.find('-').ok_or(self.refuse(node.span))?;
        match before[..dash].bytes().all(|byte| byte == b' ') {
            true => Ok(dash),
            false => Err(self.refuse(node.span)),
        }
    }

    pub(super) fn is_flow(&self, node: &Node<'_>) -> bool {
        self.text[node.span.start..].starts_with(['{', '['])
    }

    /// The byte after the colon of a key.
    pub(super) fn after_colon(&self, entry: &Entry<'_>) -> Result<usize, Refusal> {
        let rest = &self.text[entry.key_span.end..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        match rest[spaces..].starts_with(':') {
            true => Ok(entry.key_span.end + spaces + 1),
            false => Err(self.refuse(entry.key_span)),
        }
    }

    /// The beginning of the line of a key that begins it, and the key's column.
    pub(super) fn line_of(&self, entry: &Entry<'_>) -> Result<(usize, usize), Refusal> {
        let line = line_at(self.text, entry.key_span.start);
        let before = &self.text[line.start..entry.key_span.start];
        match before.bytes().all(|byte| byte == b' ') {
            true => Ok((line.start, before.len())),
            false => Err(self.refuse(entry.key_span)),
        }
    }

    /// The same, for a key that may follow the dash of a list item.
    pub(super) fn line_or_item(&self, entry: &Entry<'_>) -> Result<(usize, usize), Refusal> {
        let line = line_at(self.text, entry.key_span.start);
        let before = &self.text[line.start..entry.key_span.start];
        match before.bytes().all(|byte| byte == b' ' || byte == b'-') {
            true => Ok((line.start, before.len())),
            false => Err(self.refuse(entry.key_span)),
        }
    }

    /// The end of the last line of content of an entry, without its line end.
    pub(super) fn content_end(&self, node: &Node<'_>, entry: &Entry<'_>) -> usize {
        if self.is_flow(node) && !matches!(node.kind, Kind::Scalar { .. }) {
            return self.end_of_line(node.span.end);
        }
        match &node.kind {
            Kind::Map(entries) => {
                entries.last().map_or(node.span.end, |last| self.content_end(&last.value, last))
            }
            Kind::List(items) => {
                items.last().map_or(node.span.end, |last| self.content_end(last, entry))
            }
            Kind::Scalar { .. } | Kind::Lost => {
                let inside = &self.text[node.span.start..node.span.end];
                let end = node.span.start + inside.trim_end().len();
                // An empty text below « | » has its place anywhere after it.
                let end = if node.span.start == node.span.end { entry.key_span.end } else { end };
                self.end_of_line(end.max(entry.key_span.end))
            }
        }
    }

    pub(super) fn end_of_line(&self, at: usize) -> usize {
        let line = line_at(self.text, at);
        line.start + line.text.trim_end_matches([' ', '\t']).len().max(at - line.start)
    }

    /// Where the comments right above a line begin, those no deeper than its key.
    pub(super) fn lead(&self, start: usize, indent: usize) -> usize {
        let mut lead = start;
        while lead > 0 {
            let above = line_at(self.text, lead - 1);
            let bare = above.text.trim_start_matches(' ');
            if !bare.starts_with('#') || above.text.len() - bare.len() > indent {
                break;
            }
            lead = above.start;
        }
        lead
    }

    /// Where the last entry of a table ends: past the deeper comments that follow it.
    pub(super) fn tail(&self, content_end: usize, indent: usize) -> usize {
        let mut end = content_end;
        loop {
            let next = line_at(self.text, end).next;
            if next <= end || next >= self.text.len() {
                return next.max(end);
            }
            let line = line_at(self.text, next);
            let bare = line.text.trim_start_matches(' ');
            if !bare.starts_with('#') || line.text.len() - bare.len() <= indent {
                return next;
            }
            end = next + line.text.len();
        }
    }
}
