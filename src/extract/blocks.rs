//! Texts of blocks, with the way back to the bytes they come from.

/// The running text of a block, marks of Markdown taken away.
#[derive(Debug, Clone, Default)]
pub(super) struct BlockText {
    pub(super) text: String,
    pieces: Vec<Piece>,
    /// Where the text begins in the original, if that is what it was read from.
    pub(super) original: Option<usize>,
}

/// A run of the text, and the bytes of the cleaned document it comes from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    start: usize,
    end: usize,
}

impl BlockText {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds a text that comes from a range of the cleaned document.
    pub(super) fn push(&mut self, text: &str, start: usize, end: usize) {
        if text.is_empty() {
            return;
        }
        let goes_on = self.pieces.last().is_some_and(|last| {
            last.end == start && self.text.len() - last.at == last.end - last.start
        });
        match self.pieces.last_mut() {
            Some(last) if goes_on && text.len() == end - start => last.end = end,
            _ => self.pieces.push(Piece { at: self.text.len(), start, end }),
        }
        self.text.push_str(text);
    }

    /// Where a byte of the text comes from.
    pub(super) fn start(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = piece.checked_sub(1).map(|at| self.pieces[at]) else { return 0 };
        (piece.start + (at - piece.at)).min(piece.end)
    }

    /// Where a range that ends before a byte of the text ends.
    pub(super) fn end(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.at < at);
        let Some(piece) = next.checked_sub(1).map(|at| self.pieces[at]) else { return 0 };
        let length = self.pieces.get(next).map_or(self.text.len(), |next| next.at) - piece.at;
        if at - piece.at >= length {
            piece.end
        } else {
            (piece.start + (at - piece.at)).min(piece.end)
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading(u8),
    Paragraph,
    /// A paragraph wholly in bold: a title that nobody marked as such, maybe.
    Bold,
    /// The text of a list item; its further paragraphs are [`BlockKind::Paragraph`].
    Item,
    /// A link to a section of the same document, and nothing else.
    ContentsLink,
}
