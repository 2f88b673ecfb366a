//! From the bytes of a cleaned text to those of the original.

use std::ops::Range;

/// A run of the cleaned text and the run of the original it comes from.
#[derive(Debug, Clone, Copy)]
struct Segment {
    clean: usize,
    original: usize,
    /// Bytes of the original; those of the cleaned text end where the next segment begins.
    length: usize,
}

/// The way back to the original.
#[derive(Debug)]
pub(in crate::extract) struct Map {
    segments: Vec<Segment>,
    clean_length: usize,
}

impl Map {
    /// Where a byte of the cleaned text was in the original.
    pub(in crate::extract) fn start(&self, clean: usize) -> usize {
        let at = self.segments.partition_point(|segment| segment.clean <= clean);
        let Some(segment) = at.checked_sub(1).map(|at| self.segments[at]) else { return 0 };
        segment.original + (clean - segment.clean).min(segment.length)
    }

    /// Where a range that ends before a byte of the cleaned text ends in the original.
    pub(in crate::extract) fn end(&self, clean: usize) -> usize {
        let at = self.segments.partition_point(|segment| segment.clean < clean);
        let Some(segment) = at.checked_sub(1).map(|at| self.segments[at]) else { return 0 };
        let next = self.segments.get(at).map_or(self.clean_length, |next| next.clean);
        if clean >= next {
            return segment.original + segment.length;
        }
        segment.original + (clean - segment.clean).min(segment.length)
    }
}

/// Writes the cleaned text piece by piece.
#[derive(Debug)]
pub(super) struct Writer<'t> {
    source: &'t str,
    out: String,
    segments: Vec<Segment>,
    /// The byte of the original reached.
    reached: usize,
}

impl<'t> Writer<'t> {
    /// Writes from a range of the original.
    pub(super) fn new(source: &'t str, range: Range<usize>) -> Self {
        let room = range.len() + range.len() / 64 + 16;
        let out = String::with_capacity(room);
        Self { source, out, segments: Vec::new(), reached: range.start }
    }

    /// Copies a range of the original.
    pub(super) fn copy(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        match self.segments.last_mut() {
            Some(last)
                if last.original + last.length == start
                    && last.clean + last.length == self.out.len() =>
            {
                last.length += end - start;
            }
            _ => self.segments.push(Segment {
                clean: self.out.len(),
                original: start,
                length: end - start,
            }),
        }
        self.out.push_str(&self.source[start..end]);
        self.reached = end;
    }

    /// Copies the line ends that stand between what was reached and a byte, if nothing else does:
    /// most lines follow each other so, and need no segment of their own.
    pub(super) fn copy_line_ends(&mut self, upto: usize) -> bool {
        let between = self.source.as_bytes().get(self.reached..upto).unwrap_or_default();
        let plain = matches!(between, b"\n" | b"\n\n") && !self.out.is_empty();
        if plain {
            self.copy(self.reached, upto);
        }
        plain
    }

    /// Writes something else in the place of a range of the original.
    pub(super) fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.reached = end;
        if !with.is_empty() {
            self.segments.push(Segment {
                clean: self.out.len(),
                original: start,
                length: end - start,
            });
            self.out.push_str(with);
        }
    }

    /// Writes what the original does not have.
    pub(super) fn insert(&mut self, text: &str) {
        if !text.is_empty() {
            self.segments.push(Segment {
                clean: self.out.len(),
                original: self.reached,
                length: 0,
            });
            self.out.push_str(text);
        }
    }

    /// What follows comes from further on.
    pub(super) fn skip_to(&mut self, original: usize) {
        self.reached = original;
    }

    /// Takes back the hyphen of a word cut at the end of a line.
    pub(super) fn drop_last_hyphen(&mut self) {
        let Some(last) = self.out.pop() else { return };
        let end = self.out.len();
        while self.segments.last().is_some_and(|segment| segment.clean >= end) {
            self.segments.pop();
        }
        let copied = self.segments.last_mut().filter(|one| one.clean + one.length > end);
        if let Some(segment) = copied {
            segment.length = segment.length.saturating_sub(last.len_utf8());
        }
    }

    /// How many bytes were written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The last character written.
    pub(super) fn last(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    pub(super) fn finish(self) -> (String, Map) {
        let map = Map { segments: self.segments, clean_length: self.out.len() };
        (self.out, map)
    }
}
