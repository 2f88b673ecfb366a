//! A corrected copy of a text, and the way back to the original.

use std::borrow::Cow;
use std::ops::Range;

/// Where the bytes of a corrected text come from; empty where nothing was corrected.
#[derive(Debug, Default)]
pub(in crate::yaml) struct Map {
    segments: Vec<Segment>,
}

#[derive(Debug)]
struct Segment {
    /// Its first byte in the corrected text.
    new: usize,
    /// Its first byte in the original.
    old: usize,
    /// Whether it was copied, byte for byte; if not, all of it stands for `old`.
    copied: bool,
}

impl Map {
    /// The map of a text that was not corrected.
    pub(in crate::yaml) const SAME: &'static Self = &Self { segments: Vec::new() };

    /// The byte of the original that a byte of the corrected text comes from.
    pub(in crate::yaml) fn original(&self, at: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.new <= at);
        match after.checked_sub(1).and_then(|index| self.segments.get(index)) {
            Some(segment) if segment.copied => segment.old + (at - segment.new),
            Some(segment) => segment.old,
            None => at,
        }
    }
}

/// Corrections, made from the beginning to the end of a text.
#[derive(Debug)]
pub(super) struct Edits<'t> {
    text: &'t str,
    out: String,
    /// The original up to here is in `out`.
    done: usize,
    map: Map,
}

impl<'t> Edits<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, out: String::new(), done: 0, map: Map::default() }
    }

    /// Replaces a range that lies after those already replaced.
    pub(super) fn replace(&mut self, range: Range<usize>, by: &str) {
        if self.text[range.clone()] == *by {
            return;
        }
        self.copy(range.start);
        self.push(range.start, false);
        self.out.push_str(by);
        self.done = range.end;
    }

    /// Replaces every character of a range by spaces, line ends excepted, byte for byte.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        self.copy(range.start);
        self.push(range.start, true);
        let blanks = self.text[range.clone()].bytes().map(|byte| match byte {
            b'\n' | b'\r' => char::from(byte),
            _ => ' ',
        });
        self.out.extend(blanks);
        self.done = range.end;
    }

    /// The corrected text up to a byte of the original, and the way back.
    pub(super) fn finish(mut self, end: usize) -> (Cow<'t, str>, Map) {
        if self.done == 0 {
            return (Cow::Borrowed(&self.text[..end]), self.map);
        }
        self.copy(end);
        (Cow::Owned(self.out), self.map)
    }

    fn copy(&mut self, to: usize) {
        if self.done < to {
            self.push(self.done, true);
            self.out.push_str(&self.text[self.done..to]);
            self.done = to;
        }
    }

    fn push(&mut self, old: usize, copied: bool) {
        let new = self.out.len();
        self.map.segments.push(Segment { new, old, copied });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_the_original() {
        let mut edits = Edits::new("\tab\n\u{a0}c\nd");
        edits.replace(0..1, "    ");
        edits.replace(4..6, " ");
        edits.blank(8..9);
        let (text, map) = edits.finish(9);
        assert_eq!(text, "    ab\n c\n ");
        let back = |at| map.original(at);
        assert_eq!((back(0), back(3), back(4), back(6)), (0, 0, 1, 3));
        assert_eq!((back(7), back(8), back(10)), (4, 6, 8));
    }
}
