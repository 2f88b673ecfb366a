//! Markdown events put together as blocks, lists, quotations and rows.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{BlockKind, BlockText};
use super::html;

/// What a reader of blocks is told, in the order of the document.
pub(super) trait Reader {
    /// A block of running text.
    fn block(&mut self, kind: BlockKind, text: &BlockText);
    /// A list begins or ends.
    fn list(&mut self, begins: bool);
    /// A quotation begins or ends.
    fn quotation(&mut self, begins: bool);
    /// A table begins.
    fn table(&mut self);
    /// A row of the table.
    fn row(&mut self, cells: &[BlockText], header: bool);
}

/// The extensions of Markdown that conversions write.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SUPERSCRIPT
}

/// Reads a cleaned document; gives the ranges of it that became text, in order.
pub(super) fn walk(document: &str, reader: &mut impl Reader) -> Vec<Range<usize>> {
    let mut walker = Walker {
        document,
        reader,
        text: BlockText::default(),
        covered: Vec::new(),
        heading: None,
        items: Vec::new(),
        cells: Vec::new(),
        filled: None,
        verbatim: Verbatim::No,
        superscript: false,
        marked: Marked::default(),
    };
    for (event, range) in Parser::new_ext(document, options()).into_offset_iter() {
        walker.event(event, range);
    }
    walker.flush();
    walker.covered
}

/// A paragraph of the original, alone.
pub(super) fn paragraph(original: &str, bytes: Range<usize>) -> BlockText {
    let mut alone = Alone::default();
    walk(&original[bytes.clone()], &mut alone);
    let mut block = alone.0;
    block.original = Some(bytes.start);
    block
}

/// Keeps the last block read.
#[derive(Default)]
struct Alone(BlockText);

impl Reader for Alone {
    fn block(&mut self, _: BlockKind, text: &BlockText) {
        self.0 = text.clone();
    }

    fn list(&mut self, _: bool) {}

    fn quotation(&mut self, _: bool) {}

    fn table(&mut self) {}

    fn row(&mut self, _: &[BlockText], _: bool) {}
}

/// Whether the text of events is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verbatim {
    No,
    /// A fenced block: left aside.
    Code,
    /// HTML: its range is read at its end.
    Html,
}

/// How much of a block is in bold, or in a link to a section.
#[derive(Debug, Default)]
struct Marked {
    strong: usize,
    strong_bytes: usize,
    anchor: bool,
    anchor_bytes: usize,
}

struct Walker<'d, R> {
    document: &'d str,
    reader: &'d mut R,
    text: BlockText,
    covered: Vec<Range<usize>>,
    heading: Option<u8>,
    /// For each open item, whether its own text is still to come.
    items: Vec<bool>,
    /// The cells of the row being read, kept from row to row for their room.
    cells: Vec<BlockText>,
    /// How many of them the row has; `None` outside rows.
    filled: Option<usize>,
    verbatim: Verbatim,
    superscript: bool,
    marked: Marked,
}

impl<R: Reader> Walker<'_, R> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.verbatim == Verbatim::No => self.push(&text, range),
            Event::Code(code) => {
                // Line breaks inside became spaces: then the whole span is where it comes from.
                let inside = self.document[range.clone()].find(&*code);
                let exact = inside.map(|at| range.start + at..range.start + at + code.len());
                self.push(&code, exact.unwrap_or(range));
            }
            Event::SoftBreak => self.push(" ", range),
            Event::HardBreak => self.push("\n", range),
            Event::InlineHtml(tag) if html::breaks(&tag) => self.push("\n", range),
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) | Event::Rule => {}
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        // « métier^15^ »: a footnote call.
        if self.superscript && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        if self.marked.strong > 0 {
            self.marked.strong_bytes += text.len();
        }
        if self.marked.anchor {
            self.marked.anchor_bytes += text.len();
        }
        match self.covered.last_mut() {
            Some(last) if range.start <= last.end + 4 => last.end = last.end.max(range.end),
            _ => self.covered.push(range.clone()),
        }
        self.text.push(text, range.start, range.end);
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.flush()
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.reader.quotation(true);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                // An indented block is a text that a conversion moved to the right.
                if matches!(kind, CodeBlockKind::Fenced(_)) {
                    self.verbatim = Verbatim::Code;
                }
            }
            Tag::HtmlBlock => {
                self.flush();
                self.verbatim = Verbatim::Html;
            }
            Tag::List(_) => {
                self.flush();
                self.reader.list(true);
            }
            Tag::Item => {
                self.flush();
                self.items.push(true);
            }
            Tag::Table(_) => {
                self.flush();
                self.reader.table();
            }
            Tag::TableHead | Tag::TableRow => self.filled = Some(0),
            Tag::FootnoteDefinition(_) => self.flush(),
            Tag::Strong => self.marked.strong += 1,
            Tag::Superscript => self.superscript = true,
            Tag::Link { dest_url, .. } => self.marked.anchor = dest_url.starts_with('#'),
            Tag::TableCell | Tag::Emphasis | Tag::Strikethrough | Tag::Image { .. } => {}
            Tag::Subscript | Tag::MetadataBlock(_) | Tag::DefinitionList => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.reader.quotation(false);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.verbatim = Verbatim::No;
            }
            TagEnd::HtmlBlock => {
                self.verbatim = Verbatim::No;
                self.html(range);
            }
            TagEnd::List(_) => {
                self.flush();
                self.reader.list(false);
            }
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::TableCell => {
                self.marked = Marked::default();
                if let Some(filled) = &mut self.filled {
                    if self.cells.len() == *filled {
                        self.cells.push(BlockText::default());
                    }
                    std::mem::swap(&mut self.cells[*filled], &mut self.text);
                    *filled += 1;
                }
                self.text.clear();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(filled) = self.filled.take() {
                    self.reader.row(&self.cells[..filled], tag == TagEnd::TableHead);
                }
            }
            TagEnd::Strong => self.marked.strong = self.marked.strong.saturating_sub(1),
            TagEnd::Superscript => self.superscript = false,
            TagEnd::Link => self.marked.anchor = false,
            TagEnd::Table | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Subscript | TagEnd::MetadataBlock(_) | TagEnd::DefinitionList => {}
        }
    }

    /// The texts that a block of HTML shows, each a paragraph.
    fn html(&mut self, range: Range<usize>) {
        for shown in html::texts(self.document, range) {
            for (text, from) in &shown {
                self.push(text, from.clone());
            }
            self.flush();
        }
    }

    /// Gives what was gathered as one block.
    fn flush(&mut self) {
        let heading = self.heading.take();
        let marked = std::mem::take(&mut self.marked);
        if self.text.is_blank() {
            self.text.clear();
            return;
        }
        let length = self.text.text.trim().len();
        let kind = match (heading, self.items.last_mut()) {
            _ if marked.anchor_bytes * 10 >= length * 9 => BlockKind::ContentsLink,
            (Some(level), _) => BlockKind::Heading(level),
            (None, Some(fresh)) if *fresh => {
                *fresh = false;
                BlockKind::Item
            }
            (None, Some(_)) => BlockKind::Paragraph,
            (None, None) if marked.strong_bytes >= length => BlockKind::Bold,
            (None, None) => BlockKind::Paragraph,
        };
        self.reader.block(kind, &self.text);
        self.text.clear();
    }
}
