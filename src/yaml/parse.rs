//! One parse of a stretch of text, from `granit-parser` events to nodes.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span as EventSpan};

use super::mend::Map;
use super::syntax;
use super::tree::{Entry, Kind, MAX_DEPTH, MAX_NODES, MAX_SCALAR_BYTES, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::words::count;

/// A stretch of a text, parsed as a document of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region<'t> {
    /// The source it belongs to.
    pub(super) id: SourceId,
    /// The stretch.
    pub(super) text: &'t str,
    /// Its first byte in the mended text.
    offset: usize,
    /// From there to the source.
    map: &'t Map,
}

/// Why a region could not be parsed.
#[derive(Debug)]
pub(super) struct Failure {
    /// The parser's reason, or ours.
    pub(super) reason: Reason,
    /// The byte in the region.
    pub(super) at: usize,
}

/// A reason to stop.
#[derive(Debug)]
pub(super) enum Reason {
    /// The parser's.
    Scan(ErrorKind),
    /// More than [`MAX_NODES`].
    TooManyNodes,
    /// A second document begins.
    SecondDocument,
}

impl Failure {
    /// Whether going on with the rest of the file makes no sense.
    pub(super) fn is_final(&self) -> bool {
        match &self.reason {
            Reason::TooManyNodes | Reason::SecondDocument => true,
            Reason::Scan(_) => false,
        }
    }

    pub(super) fn diagnostic(&self, region: &Region<'_>) -> Diagnostic {
        syntax::explain(self, region)
    }
}

impl<'t> Region<'t> {
    /// A whole text.
    pub(super) fn new(id: SourceId, text: &'t str, map: &'t Map) -> Self {
        Self { id, text, offset: 0, map }
    }

    /// A part of the region.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Self {
        Self { offset: self.offset + range.start, text: &self.text[range], ..*self }
    }

    /// The span of a range of the region.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let start = self.map.original(self.offset + start);
        let end = self.map.original(self.offset + end);
        Span::new(self.id, start, end.max(start))
    }

    /// A node that stands for the whole region, unreadable.
    pub(super) fn lost(&self) -> Node<'t> {
        Node { span: self.span(0, self.text.len()), kind: Kind::Lost }
    }

    /// Parses the region as one document. Remarks are what the parser lets pass and we do not;
    /// `nodes` counts those of the whole file.
    pub(super) fn parse(
        &self,
        nodes: &mut usize,
        remarks: &mut Vec<Diagnostic>,
    ) -> Result<Node<'t>, Failure> {
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            block_scalar_eof_without_line_feed: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut builder =
            Builder { region: *self, open: Vec::new(), root: None, nodes, documents: 0, remarks };
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, span)) => builder.take(event, &span)?,
                Err(error) => {
                    return Err(Failure {
                        at: error.marker().byte_offset().unwrap_or(0),
                        reason: Reason::Scan(error.kind().clone()),
                    });
                }
            }
        }
        Ok(builder
            .root
            .unwrap_or_else(|| Node { span: self.span(0, 0), kind: Kind::Map(Vec::new()) }))
    }
}

/// A collection not closed yet.
struct Open<'t> {
    start: usize,
    kind: Kind<'t>,
    /// The key waiting for its value, in a table.
    key: Option<(Cow<'t, str>, Span, bool)>,
}

struct Builder<'t, 'r> {
    region: Region<'t>,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    nodes: &'r mut usize,
    documents: usize,
    remarks: &'r mut Vec<Diagnostic>,
}

impl<'t> Builder<'t, '_> {
    fn take(&mut self, event: Event<'t>, at: &EventSpan) -> Result<(), Failure> {
        let start = at.start.byte_offset().unwrap_or(0);
        let end = at.end.byte_offset().unwrap_or(start).max(start);
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Failure { reason: Reason::SecondDocument, at: start });
                }
            }
            Event::Scalar(text, style, _, tag) => {
                self.count_node(start)?;
                self.refuse_tag(tag.is_some(), at);
                self.scalar(text, style, start, end);
            }
            Event::SequenceStart(_, _, tag) => {
                self.count_node(start)?;
                self.refuse_tag(tag.is_some(), at);
                self.open(start, Kind::List(Vec::new()));
            }
            Event::MappingStart(_, _, tag) => {
                self.count_node(start)?;
                self.refuse_tag(tag.is_some(), at);
                self.open(start, Kind::Map(Vec::new()));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.count_node(start)?;
                self.alias(start, end);
            }
            Event::Anchor(..) => self.refuse(start, end, "ancre YAML (« & »)"),
            // Comments are not asked for; a new kind of event holds no data for us.
            _ => {}
        }
        Ok(())
    }

    fn count_node(&mut self, at: usize) -> Result<(), Failure> {
        *self.nodes += 1;
        if *self.nodes > MAX_NODES {
            return Err(Failure { reason: Reason::TooManyNodes, at });
        }
        Ok(())
    }

    fn refuse_tag(&mut self, tagged: bool, at: &EventSpan) {
        let place = at.tag_span().unwrap_or(*at);
        if let (true, Some(start), Some(end)) =
            (tagged, place.start.byte_offset(), place.end.byte_offset())
        {
            self.refuse(start, end, "étiquette YAML (« ! »)");
        }
    }

    fn refuse(&mut self, start: usize, end: usize, what: &str) {
        let span = self.region.span(start, end.max(start));
        self.remarks.push(syntax::decoration(span, what));
    }

    fn alias(&mut self, start: usize, end: usize) {
        let span = self.region.span(start, end);
        let key = self.open.last().and_then(|open| open.key.as_ref());
        // The merge key in front of it was said.
        if key.is_none_or(|(key, _, plain)| !plain || key != "<<") {
            self.remarks.push(syntax::alias(span));
        }
        self.place(Node { span, kind: Kind::Lost });
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, start: usize, end: usize) {
        let span = self.region.span(start, end);
        if text.len() > MAX_SCALAR_BYTES {
            let message = format!(
                "texte de {} octets : la limite est de {} (64 Kio)",
                count(text.len() as u64),
                count(MAX_SCALAR_BYTES as u64)
            );
            self.remarks.push(
                Diagnostic::new(Code::TooLarge, message)
                    .at(span)
                    .help("joignez le long document comme preuve et résumez-le ici"),
            );
            self.place(Node { span, kind: Kind::Lost });
            return;
        }
        let plain = style == ScalarStyle::Plain;
        // The parser writes an absent value as « ~ » with an empty span.
        let text = if plain && start == end { Cow::Borrowed("") } else { text };
        self.place(Node { span, kind: Kind::Scalar { text, plain } });
    }

    fn open(&mut self, start: usize, kind: Kind<'t>) {
        self.open.push(Open { start, kind, key: None });
    }

    fn close(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            let span = self.region.span(open.start, end.max(open.start));
            self.place(Node { span, kind: open.kind });
        }
    }

    /// Puts a finished node where it belongs: root, list item, key or value.
    fn place(&mut self, node: Node<'t>) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(entries) => match open.key.take() {
                Some((key, key_span, key_plain)) => {
                    entries.push(Entry { key, key_span, key_plain, value: node })
                }
                None => open.key = Some(key_of(node, self.remarks)),
            },
            Kind::Scalar { .. } | Kind::Lost => {}
        }
    }
}

/// The text of a key node; a list or a table as key is a mistake.
fn key_of<'t>(node: Node<'t>, remarks: &mut Vec<Diagnostic>) -> (Cow<'t, str>, Span, bool) {
    let span = node.span;
    match node.kind {
        Kind::Scalar { text, plain } => {
            if plain && text == "<<" {
                remarks.push(
                    Diagnostic::new(Code::Unsupported, "clé de fusion « << » : non acceptée")
                        .at(span)
                        .help("recopiez les clés voulues"),
                );
            }
            (text, span, plain)
        }
        Kind::List(_) | Kind::Map(_) => {
            remarks.push(
                Diagnostic::new(Code::WrongKind, "une clé est un texte, pas une liste ni un tableau")
                    .at(Span::new(span.source, span.start, (span.start + 1).min(span.end)))
                    .help("écrivez « clé: valeur » ; entourez de guillemets un texte qui commence par « [ » ou « { »"),
            );
            (Cow::Borrowed("<<"), span, true)
        }
        Kind::Lost => (Cow::Borrowed("<<"), span, true),
    }
}
