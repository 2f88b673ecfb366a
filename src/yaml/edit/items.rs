//! Items added to a list, or taken away.

use super::super::lines::line_at;
use super::super::tree::{Entry, Kind, Node};
use super::super::value::Value;
use super::place::{Place, step_into};
use super::{Editor, Refusal, Step};

impl<'a> Editor<'a> {
    /// Whether a table with a key at least stands at a path.
    #[must_use]
    pub fn has_table(&self, path: &[Step]) -> bool {
        let place = Place::find(self.root, path);
        place.is_some_and(
            |place| matches!(&place.node.kind, Kind::Map(entries) if !entries.is_empty()),
        )
    }

    /// Adds an item at the end of a list.
    ///
    /// # Errors
    /// A value that is no list, or one that cannot be changed safely.
    pub fn append_item(&mut self, path: &[Step], value: &Value) -> Result<(), Refusal> {
        let (entry, items) = self.list(path)?;
        let node = &entry.value;
        if self.is_flow(node) {
            let close = self.text[..node.span.end].trim_end();
            let inside = close.strip_suffix(']').ok_or(self.refuse(node.span))?.trim_end();
            let comma = if inside.ends_with([',', '[']) { " " } else { ", " };
            self.splice(inside.len()..inside.len(), format!("{comma}{}", value.flow()));
        } else {
            let last = items.last().ok_or(self.refuse(node.span))?;
            let column = self.list_column(path)?;
            let at = self.content_end(last, entry);
            let written = value.in_item(column + 2, self.eol);
            self.splice(at..at, format!("{}{}-{written}", self.eol, " ".repeat(column)));
        }
        match self.model_list(path) {
            Some(items) => items.push(value.clone()),
            None => return Err(self.refuse(node.span)),
        }
        Ok(())
    }

    /// Takes an item of the text out of a block list that keeps another one. Items of higher rank
    /// must be taken out first.
    ///
    /// # Errors
    /// A value that is no block list, or an item that cannot be taken out safely.
    pub fn remove_item(&mut self, path: &[Step], at: usize) -> Result<(), Refusal> {
        let (entry, items) = self.list(path)?;
        let node = &entry.value;
        let column = self.list_column(path)?;
        let item = items.get(at).ok_or(self.refuse(node.span))?;
        let start = line_at(self.text, item.span.start).start;
        let range = match (items.get(at + 1), at.checked_sub(1).and_then(|at| items.get(at))) {
            (Some(next), _) => {
                let next = line_at(self.text, next.span.start).start;
                start..self.lead(next, column)
            }
            (None, Some(before)) => self.content_end(before, entry)..self.content_end(item, entry),
            (None, None) => return Err(self.refuse(node.span)),
        };
        self.splice(range, "");
        match self.model_list(path) {
            Some(items) if at < items.len() => {
                items.remove(at);
                Ok(())
            }
            Some(_) | None => Err(self.refuse(node.span)),
        }
    }

    /// Takes a key out of a block table that keeps another one.
    ///
    /// # Errors
    /// A table between braces, a key that is absent or the only one.
    pub fn remove_entry(&mut self, path: &[Step], key: &str) -> Result<(), Refusal> {
        let extent = self.extent(path, key)?;
        let table = Place::find(self.root, path).ok_or(self.refuse(self.root.span))?.node;
        let Kind::Map(entries) = &table.kind else {
            return Err(self.refuse(table.span));
        };
        let at = entries.iter().position(|entry| entry.key == key);
        let at = at.filter(|_| entries.len() > 1).ok_or(self.refuse(table.span))?;
        // Blank lines and comments that follow stay: they belong to what comes next.
        let after = line_at(self.text, extent.content_end).next;
        let range = match entries.get(at.wrapping_sub(1)) {
            Some(before) => self.content_end(&before.value, before)..extent.content_end,
            None => extent.start..after,
        };
        self.splice(range, "");
        let mut model = self.model();
        for step in path {
            model = match step_into(model, step) {
                Some(inside) => inside,
                None => return Err(Refusal { at: table.span }),
            };
        }
        if let Value::Map(pairs) = model {
            pairs.retain(|(name, _)| name != key);
        }
        Ok(())
    }

    fn list(&self, path: &[Step]) -> Result<(&'a Entry<'a>, &'a [Node<'a>]), Refusal> {
        let entry = self.entry(path)?;
        match &entry.value.kind {
            Kind::List(items) => Ok((entry, items)),
            Kind::Scalar { .. } | Kind::Map(_) | Kind::Lost => Err(self.refuse(entry.value.span)),
        }
    }

    fn model_list(&mut self, path: &[Step]) -> Option<&mut Vec<Value>> {
        let mut at = self.model();
        for step in path {
            at = step_into(at, step)?;
        }
        if let Value::List(items) = at { Some(items) } else { None }
    }
}
