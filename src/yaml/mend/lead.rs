//! White space at the beginning of lines, and what is said of it once for neighbouring lines.

use std::ops::Range;

use super::super::lines::FALSE_SPACES;
use crate::source::Span;

/// Neighbouring lines with the same mistake, said once.
#[derive(Default)]
pub(super) struct Run {
    pub(super) first: Option<(Span, usize)>,
    pub(super) last: usize,
}

impl Run {
    pub(super) fn goes_on(&self, number: usize) -> bool {
        self.first.is_some() && number == self.last + 1
    }

    pub(super) fn add(&mut self, span: Span, number: usize) {
        self.first.get_or_insert((span, number));
        self.last = number;
    }
}

/// The white space at the beginning of a line, false spaces among it.
pub(super) struct Lead<'t> {
    pub(super) text: &'t str,
    pub(super) length: usize,
    pub(super) tab: Option<usize>,
    pub(super) is_false: bool,
}

impl<'t> Lead<'t> {
    pub(super) fn of(line: &'t str) -> Self {
        let rest = line.trim_start_matches(|c| c == ' ' || c == '\t' || FALSE_SPACES.contains(&c));
        let length = line.len() - rest.len();
        let text = &line[..length];
        Self { text, length, tab: text.find('\t'), is_false: !text.is_ascii() }
    }

    /// The plain spaces it begins with.
    pub(super) fn spaces(&self) -> usize {
        self.length - self.text.trim_start_matches(' ').len()
    }

    pub(super) fn is_plain(&self) -> bool {
        self.tab.is_none() && !self.is_false
    }
}

/// From the first false space of a text to the last.
pub(super) fn false_run(text: &str) -> Option<Range<usize>> {
    let start = text.find(FALSE_SPACES)?;
    let end = text.rfind(FALSE_SPACES)?;
    let width = text[end..].chars().next().map_or(0, char::len_utf8);
    Some(start..end + width)
}

pub(super) fn lines_between(first: usize, last: usize) -> String {
    match last - first {
        0 => String::new(),
        1 => format!(", lignes {first} et {last}"),
        _ => format!(", lignes {first} à {last}"),
    }
}
