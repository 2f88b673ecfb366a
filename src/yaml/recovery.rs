//! Reading on after a syntax error: it costs only its own answer.
//!
//! The text is cut at the lines that begin a top-level key; a piece that cannot be parsed is cut
//! once more at its own children (the answers, the statements). What still fails is reported and
//! marked [`Kind::Lost`], so that nothing is said of keys it may hold. Three linear passes in all.

use std::borrow::Cow;
use std::ops::Range;

use super::Reading;
use super::lines::{Anatomy, is_key_like};
use super::parse::{Failure, Region};
use super::syntax;
use super::tree::{Entry, Kind, Node};
use crate::words::fold;

/// The most unreadable pieces of one file: those after them are left unread.
const MAX_FAILURES: usize = 1_000;

/// Reads a region that failed as a whole.
pub(super) fn read<'t>(region: &Region<'t>, failure: &Failure, cx: &mut Reading<'_>) -> Node<'t> {
    let whole = 0..region.text.len();
    let mut recovery = Recovery { cx, nodes: 0, failures: 0 };
    let node = recovery.gather(region, whole, true);
    // Each piece may be right, and the whole wrong all the same.
    if recovery.failures == 0 {
        recovery.cx.report(failure.diagnostic(region));
    }
    node
}

struct Recovery<'c, 'a> {
    cx: &'c mut Reading<'a>,
    /// Nodes read so far, in the whole file.
    nodes: usize,
    failures: usize,
}

impl Recovery<'_, '_> {
    /// Reads a range piece by piece; a broken piece once more by its children, if asked.
    fn gather<'t>(&mut self, parent: &Region<'t>, range: Range<usize>, deeper: bool) -> Node<'t> {
        let mut parts = Parts::new(parent);
        for piece in pieces(parent.text, range) {
            let part = parent.part(piece);
            if self.failures >= MAX_FAILURES {
                parts.entries.push(Entry::unreadable(part.span(0, 0)));
                break;
            }
            let mut remarks = Vec::new();
            match part.parse(&mut self.nodes, &mut remarks) {
                Ok(node) => {
                    self.cx.diagnostics.extend(remarks);
                    if matches!(node.kind, Kind::Scalar { .. }) && !node.is_blank() {
                        self.failures += 1;
                        self.cx.report(syntax::stray(&part));
                    }
                    parts.take(node, &part);
                }
                Err(failure) => match children(part.text).filter(|_| deeper && !failure.is_final())
                {
                    Some(body) => {
                        let node = self.gather(&part, body, false);
                        parts.entry(&part, node);
                    }
                    None => {
                        let last = failure.is_final();
                        self.failures += if last { MAX_FAILURES } else { 1 };
                        self.cx.report(failure.diagnostic(&part));
                        parts.lose(&part);
                    }
                },
            }
        }
        parts.into_node()
    }
}

/// What was gathered of a list or a table, piece by piece.
struct Parts<'t> {
    whole: Node<'t>,
    items: Vec<Node<'t>>,
    entries: Vec<Entry<'t>>,
}

impl<'t> Parts<'t> {
    fn new(region: &Region<'t>) -> Self {
        Self { whole: region.lost(), items: Vec::new(), entries: Vec::new() }
    }

    fn take(&mut self, node: Node<'t>, part: &Region<'t>) {
        match node.kind {
            Kind::List(items) => self.items.extend(items),
            Kind::Map(entries) => self.entries.extend(entries),
            Kind::Scalar { .. } if node.is_blank() => {}
            Kind::Scalar { .. } | Kind::Lost => self.lose(part),
        }
    }

    fn entry(&mut self, part: &Region<'t>, value: Node<'t>) {
        let line = part.text.lines().next().unwrap_or_default();
        let anatomy = Anatomy::of(line);
        let word = match anatomy.key {
            Some(key) => key,
            // A key whose colon was forgotten.
            None if is_key_like(&line[anatomy.value.clone()]) => anatomy.value,
            None => {
                self.entries.push(Entry::unreadable(value.span));
                return;
            }
        };
        self.entries.push(Entry {
            key: Cow::Borrowed(line[word.clone()].trim_matches(['"', '\''])),
            key_span: part.span(word.start, word.end),
            key_plain: true,
            value,
        });
    }

    fn lose(&mut self, part: &Region<'t>) {
        if part.text.trim_start().starts_with('-') {
            self.items.push(part.lost());
        } else {
            self.entry(part, part.lost());
        }
    }

    fn into_node(mut self) -> Node<'t> {
        let kind = match (self.items.is_empty(), self.entries.is_empty()) {
            (false, true) => Kind::List(self.items),
            (true, true) => Kind::Lost,
            (no_item, false) => {
                // A stray item among keys hides whatever was meant.
                if !no_item {
                    self.entries.push(Entry::unreadable(self.whole.span));
                }
                Kind::Map(self.entries)
            }
        };
        Node { kind, ..self.whole }
    }
}

/// Cuts a range at each line indented like its first one; deeper lines, blanks and comments
/// follow the line above.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut indent = None;
    let mut in_list = false;
    for (at, line) in lines(text, range.clone()) {
        let Some((own, content)) = content(line) else {
            continue;
        };
        let dash = is_dash(content);
        match indent {
            None => {
                indent = Some(own);
                in_list = dash;
                starts.push(at);
            }
            // A list may stand at the very indentation of the key above it.
            Some(first) if own <= first && (in_list || !dash) && begins(content) => starts.push(at),
            Some(_) => {}
        }
    }
    let ends = starts.iter().skip(1).copied().chain([range.end]);
    starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect()
}

/// The lines below a first line that is a key alone.
fn children(text: &str) -> Option<Range<usize>> {
    let first = text.split_inclusive('\n').next()?;
    let (_, content) = content(first)?;
    let bare = content.split(" #").next().unwrap_or_default().trim_end();
    let key = bare.strip_suffix(':')?;
    let rest = &text[first.len()..];
    let has_lines = lines(rest, 0..rest.len()).any(|(_, line)| self::content(line).is_some());
    (!fold(key).is_empty() && has_lines).then_some(first.len()..text.len())
}

/// Lines with their offsets.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The indentation and content of a line, unless it is blank, a comment or a document mark.
fn content(line: &str) -> Option<(usize, &str)> {
    let content = line.trim_start_matches(' ');
    let bare = content.trim();
    let skipped = bare.is_empty() || bare.starts_with('#') || bare == "---" || bare == "...";
    (!skipped).then_some((line.len() - content.len(), content))
}

/// Whether a line may begin an item or a key, if only a key without its colon; the rest of a
/// quoted text may not.
fn begins(content: &str) -> bool {
    let content = content.trim_end();
    content.contains(": ")
        || content.ends_with(':')
        || content.starts_with('?')
        || is_dash(content)
        || is_key_like(content)
}

fn is_dash(content: &str) -> bool {
    content.trim_end() == "-" || content.starts_with("- ")
}
