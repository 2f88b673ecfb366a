//! The columns at which tables and lists stand open, to tell what a crooked indentation meant.

use super::super::lines::{Anatomy, opens_block};
use super::super::tree::MAX_DEPTH;

/// What the last line leaves for the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing: its value is there.
    Closed,
    /// Its value: « clé: » with nothing behind.
    Awaiting,
    /// The end of its value: a quote, a bracket or a brace is open.
    Unclosed(char),
}

#[derive(Debug)]
struct Level {
    /// The indentation as it was typed, dashes counted as spaces.
    typed: String,
    column: usize,
}

/// The open levels, outermost first.
#[derive(Debug)]
pub(super) struct Levels {
    open: Vec<Level>,
    /// Columns between two levels, as the file has them.
    step: usize,
    tail: Tail,
    /// Whether the last line had a key or a dash.
    structured: bool,
}

impl Levels {
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), step: 2, tail: Tail::Awaiting, structured: false }
    }

    /// The column of the innermost level.
    fn top(&self) -> Option<usize> {
        self.open.last().map(|level| level.column)
    }

    /// The column meant by an indentation with tabs: that of a level typed the same way, one
    /// level deeper under a line that awaits it, or that of the line above.
    pub(super) fn meant(&self, typed: &str, content: &str) -> usize {
        if let Some(level) = self.typed_like(typed) {
            return level;
        }
        match self.top() {
            None => 0,
            Some(top) if is_structure(content) && self.tail == Tail::Closed => top,
            Some(top) => top + self.step,
        }
    }

    /// The column of the open level whose indentation was typed just so.
    pub(super) fn typed_like(&self, typed: &str) -> Option<usize> {
        let same = self.open.iter().rev().find(|level| level.typed == typed);
        same.map(|level| level.column)
    }

    /// Whether a line at this column goes on with the value of the line above.
    pub(super) fn continues(&self, column: usize) -> bool {
        self.tail != Tail::Awaiting && self.top().is_some_and(|top| column > top)
    }

    /// Whether a line at this column stands beside the keys or items above, or left of them.
    pub(super) fn ends_before(&self, column: usize) -> bool {
        let outer = matches!(self.tail, Tail::Closed | Tail::Awaiting);
        outer && self.structured && self.top().is_some_and(|top| column <= top)
    }

    /// Whether a line that begins with so many plain spaces is the rest of a text, where other
    /// white space is free.
    pub(super) fn is_text(&self, spaces: usize, content: &str) -> bool {
        self.continues(spaces) && (self.tail != Tail::Closed || !is_structure(content))
    }

    /// Takes note of a line: its levels, and what it leaves. Where it opens a text with `|` or
    /// `>`, the column of its key is returned, and that of the text if it says so.
    pub(super) fn enter(
        &mut self,
        typed: &str,
        column: usize,
        content: &str,
    ) -> Option<(usize, Option<usize>)> {
        let unclosed = matches!(self.tail, Tail::Unclosed(_)) && !is_structure(content);
        if self.continues(column) || unclosed {
            if let Tail::Unclosed(end) = self.tail
                && closes(content, end)
            {
                self.tail = Tail::Closed;
            }
            return None;
        }
        let anatomy = Anatomy::of(content);
        self.open.retain(|level| level.column < column);
        if self.open.len() == 1 && !typed.contains('\t') {
            self.step = column.max(1);
        }
        let above = self.top();
        // Deeper than any file we read, more of them would only cost.
        let dashes = anatomy.dashes.iter().copied().take(MAX_DEPTH);
        for at in dashes.chain([anatomy.content]) {
            let typed = typed.to_owned() + &" ".repeat(at);
            self.open.push(Level { typed, column: column + at });
        }
        let value = &content[anatomy.value.clone()];
        self.tail = tail(value);
        self.structured = anatomy.key.is_some() || !anatomy.dashes.is_empty();
        if !opens_block(value) {
            return None;
        }
        let parent = match (&anatomy.key, anatomy.dashes.last()) {
            (Some(_), _) => column + anatomy.content,
            (None, Some(dash)) => column + dash,
            (None, None) => above?,
        };
        let asked = value.chars().find_map(|mark| mark.to_digit(10));
        Some((parent, asked.map(|columns| parent + columns as usize)))
    }
}

fn is_structure(content: &str) -> bool {
    let anatomy = Anatomy::of(content);
    anatomy.key.is_some() || !anatomy.dashes.is_empty()
}

fn tail(value: &str) -> Tail {
    let end = match value.chars().next() {
        None => return Tail::Awaiting,
        Some(quote @ ('"' | '\'')) => quote,
        Some('{') => '}',
        Some('[') => ']',
        Some(_) => return Tail::Closed,
    };
    match value.len() > 1 && closes(value, end) {
        true => Tail::Closed,
        false => Tail::Unclosed(end),
    }
}

/// Whether a line ends with what closes a value; good enough to guess an indentation.
fn closes(line: &str, end: char) -> bool {
    line.trim_end_matches([' ', '\t', ',', '\r']).ends_with(end)
}
