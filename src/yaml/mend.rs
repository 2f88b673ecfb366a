//! The classics that make YAML fail or say something else, corrected before parsing.
//!
//! Tabs and no-break spaces in an indentation, texts typed at the edge of the line under « | »,
//! marks of merge conflicts, « --- » between answers: each is reported, then the parser is given
//! a text where it reads as it was meant, so that it costs nothing else. One linear pass; a
//! correction always comes with an error.

mod edits;
mod lead;
mod levels;
mod marks;
pub(super) mod signs;

use std::borrow::Cow;
use std::ops::Range;

use self::edits::Edits;
pub(super) use self::edits::Map;
use self::lead::{Lead, Run, false_run, lines_between};
use self::levels::Levels;
pub(super) use self::marks::second_document;
use super::lines::{
    Anatomy, FALSE_SPACES, Line, is_content, is_id_like, is_invisible, is_key_like, lines,
};
use super::syntax::{false_space, missing_colon};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::words::quoted;

/// The most mistakes said of one file here; they are all of a kind.
const MAX_SAID: usize = 1_000;

/// A text made readable.
pub(super) struct Mended<'t> {
    /// The text to parse.
    pub(super) text: Cow<'t, str>,
    /// The way back to the original.
    pub(super) map: Map,
    /// What was wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether parts were left out, so that nothing can be said of what is missing.
    pub(super) holes: bool,
}

/// Corrects the classics of a text.
pub(super) fn mend(id: SourceId, text: &str) -> Mended<'_> {
    let mut mender = Mender::new(id, text);
    let conflicts = marks::conflicts(text);
    let mut conflict = conflicts.iter().peekable();
    let mut left = None;
    for (number, line) in lines(text).enumerate() {
        while let Some(range) = conflict.next_if(|range| range.end <= line.start) {
            mender.leave_out(range, number, left.take());
        }
        if conflict.peek().is_some_and(|range| range.start <= line.start) {
            left.get_or_insert(number + 1);
        } else if !mender.line(number + 1, line) {
            break;
        }
    }
    if let Some(range) = conflict.next().filter(|range| range.end == mender.end) {
        mender.leave_out(range, lines(text).count(), left.take());
    }
    mender.finish(!conflicts.is_empty())
}

/// A text opened with `|` or `>`.
struct Block {
    /// The column of its key.
    parent: usize,
    /// The column of its first line, once seen.
    column: Option<usize>,
    /// Whether a line without indentation was already said.
    said: bool,
}

/// What a line at the left edge is.
enum Edge {
    /// A line like any other.
    Content,
    /// A mark, dealt with.
    Mark,
    /// The beginning of another document.
    End,
}

struct Mender<'t> {
    id: SourceId,
    text: &'t str,
    edits: Edits<'t>,
    diagnostics: Vec<Diagnostic>,
    levels: Levels,
    block: Option<Block>,
    tabs: Run,
    spaces: Run,
    /// The last line left out for want of a key, 0 before any.
    last_loose: usize,
    /// A « --- » after the beginning, until what follows tells what it is.
    mark: Option<Range<usize>>,
    started: bool,
    /// Where reading stops.
    end: usize,
}

impl<'t> Mender<'t> {
    fn new(id: SourceId, text: &'t str) -> Self {
        Self {
            id,
            text,
            edits: Edits::new(text),
            diagnostics: Vec::new(),
            levels: Levels::new(),
            block: None,
            tabs: Run::default(),
            spaces: Run::default(),
            last_loose: 0,
            mark: None,
            started: false,
            end: text.len(),
        }
    }

    /// Notes a mistake; a file with a thousand of them has said enough.
    fn say(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_SAID {
            self.diagnostics.push(diagnostic);
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range.start, range.end)
    }

    fn finish(mut self, holes: bool) -> Mended<'t> {
        self.end_tabs();
        self.end_spaces();
        if let Some(mark) = self.mark.take() {
            let sign = &self.text[mark.clone()];
            self.say(second_document(self.span(mark), sign));
        }
        let (text, map) = self.edits.finish(self.end);
        Mended { text, map, diagnostics: self.diagnostics, holes }
    }

    /// Leaves a whole conflict out; `last` is its last line.
    fn leave_out(&mut self, range: &Range<usize>, last: usize, first: Option<usize>) {
        let span = self.span(range.start..range.start + 7);
        self.say(marks::conflict(span, first.unwrap_or(last), last));
        self.edits.blank(range.clone());
    }

    /// Reads a line; `false` when nothing after it belongs to the document.
    fn line(&mut self, number: usize, line: Line<'t>) -> bool {
        let ending = line.start + line.text.len();
        if marks::is_conflict_mark(line.text) {
            self.say(marks::lone_mark(self.span(line.start..ending)));
            self.edits.blank(line.start..ending);
        } else if !line.text.trim_matches([' ', '\t']).is_empty() && !self.takes(number, &line) {
            self.block = None;
            if !self.outside(number, &line) {
                return false;
            }
        }
        // A lone carriage return ends lines in YAML too; one sign for all is enough from here.
        if self.text[ending..line.next] == *"\r" {
            self.edits.replace(ending..line.next, "\n");
        }
        true
    }

    /// Whether an open text takes a line as its own.
    fn takes(&mut self, number: usize, line: &Line<'t>) -> bool {
        let Some(block) = &mut self.block else {
            return false;
        };
        let spaces = line.text.len() - line.text.trim_start_matches(' ').len();
        let least = block.column.unwrap_or(block.parent + 1);
        if spaces >= least {
            block.column.get_or_insert(spaces);
            return true;
        }
        let lead = Lead::of(line.text);
        let content = &line.text[lead.length..];
        let own = match lead.is_plain() {
            true => is_loose_text(content),
            // White space that is not plain may be as wide as it likes.
            false => self.levels.typed_like(lead.text).is_none() || is_loose_text(content),
        };
        if !own {
            return false;
        }
        let column = *block.column.get_or_insert(block.parent + 2);
        if lead.is_plain() {
            if !std::mem::replace(&mut block.said, true) {
                let span = Span::new(
                    self.id,
                    line.start + lead.length,
                    line.start + line.text.trim_end().len(),
                );
                self.say(text_at_edge(span));
            }
        } else {
            self.crooked(number, line, &lead);
        }
        self.edits.replace(line.start..line.start + lead.length, &" ".repeat(column));
        true
    }

    /// A line that belongs to no open text.
    fn outside(&mut self, number: usize, line: &Line<'t>) -> bool {
        let lead = Lead::of(line.text);
        let content = &line.text[lead.length..];
        if !is_content(content) && !lead.is_false {
            return true;
        }
        if lead.length == 0 {
            match self.edge(line) {
                Edge::Content => {}
                Edge::Mark => return true,
                Edge::End => return false,
            }
        }
        if let Some(mark) = self.mark.take() {
            let sign = &self.text[mark.clone()];
            self.say(second_document(self.span(mark), sign));
        }
        if lead.is_plain()
            && self.levels.ends_before(lead.length)
            && is_loose_text(content)
            && Anatomy::of(content).key.is_none()
        {
            self.loose(number, line, &lead);
            return true;
        }
        let column = match lead.is_plain() || self.levels.is_text(lead.spaces(), content) {
            true => lead.spaces(),
            false => self.straighten(number, line, &lead),
        };
        if !is_content(content) {
            return true;
        }
        self.started = true;
        if !self.levels.continues(column) {
            self.around_colon(line, &lead);
        }
        let opened = self.levels.enter(lead.text, column, content);
        self.block = opened.map(|(parent, column)| Block { parent, column, said: false });
        true
    }

    /// A line beside the keys that is none: a key without its colon, or a text out of place.
    fn loose(&mut self, number: usize, line: &Line<'t>, lead: &Lead<'t>) {
        let content = &line.text[lead.length..];
        let word = &content[Anatomy::of(content).value];
        let mut below = lines(&self.text[line.next..]);
        let below = below.find(|line| is_content(line.text));
        let deeper = below.is_some_and(|below| Lead::of(below.text).length > lead.length);
        let is_key = is_id_like(word) || deeper && is_key_like(word);
        if !is_key {
            self.leave_loose(number, line);
            return;
        }
        let start = line.start + lead.length;
        let end = start + word.len();
        self.say(missing_colon(self.span(start..end), word));
        self.edits.replace(end..end, ":");
        self.levels.enter(lead.text, lead.length, &format!("{word}:"));
    }

    /// Leaves out a line that is neither a key nor, for want of indentation, the rest of a text.
    fn leave_loose(&mut self, number: usize, line: &Line<'t>) {
        let end = line.start + line.text.trim_end().len();
        let start = end - line.text.trim().len();
        if self.last_loose + 1 != number {
            self.say(
                Diagnostic::new(
                    Code::Syntax,
                    "ligne sans clé : le YAML n'y voit pas la suite du texte",
                )
                .at(self.span(start..end))
                .help("un texte sur plusieurs lignes se met sous sa clé après « | », en retrait"),
            );
        }
        self.last_loose = number;
        self.edits.blank(start..end);
    }

    /// A line at the left edge: « --- » and « % » have a meaning there.
    fn edge(&mut self, line: &Line<'t>) -> Edge {
        let whole = line.start..line.start + line.text.trim_end().len();
        if line.text.starts_with('%') {
            self.say(marks::percent(self.span(whole.clone()), line));
            self.edits.blank(whole);
            return Edge::Mark;
        }
        if whole.len() == 3 && line.text.starts_with("...") {
            // At the end of the text, it says so and no more.
            if lines(&self.text[line.next..]).any(|line| is_content(line.text)) {
                self.edits.blank(whole.clone());
                self.mark.get_or_insert(whole);
            }
            return Edge::Mark;
        }
        let is_mark = marks::is_document_mark(line.text);
        if is_mark && !std::mem::replace(&mut self.started, true) {
            return Edge::Mark;
        }
        if is_mark && whole.len() == 3 {
            self.edits.blank(whole.clone());
            self.mark.get_or_insert(whole);
            return Edge::Mark;
        }
        if is_mark {
            self.mark.get_or_insert(whole.start..whole.start + 3);
        }
        match &self.mark {
            Some(mark) => {
                self.end = mark.start;
                Edge::End
            }
            None => Edge::Content,
        }
    }

    /// Gives a crooked indentation the width it was meant to have.
    fn straighten(&mut self, number: usize, line: &Line<'t>, lead: &Lead<'t>) -> usize {
        self.crooked(number, line, lead);
        let column = match lead.tab {
            Some(_) => self.levels.meant(lead.text, &line.text[lead.length..]),
            None => lead.text.chars().filter(|space| !is_invisible(*space)).count(),
        };
        self.edits.replace(line.start..line.start + lead.length, &" ".repeat(column));
        column
    }

    /// Says what is wrong with an indentation, once for neighbouring lines.
    fn crooked(&mut self, number: usize, line: &Line<'t>, lead: &Lead<'t>) {
        if let Some(tab) = lead.tab {
            let span = self.span(line.start + tab..line.start + tab + 1);
            if !self.tabs.goes_on(number) {
                self.end_tabs();
            }
            self.tabs.add(span, number);
        } else if let Some(run) = false_run(lead.text) {
            let span = self.span(line.start + run.start..line.start + run.end);
            if !self.spaces.goes_on(number) {
                self.end_spaces();
            }
            self.spaces.add(span, number);
        }
    }

    fn end_tabs(&mut self) {
        let Some((span, first)) = self.tabs.first.take() else {
            return;
        };
        let lines = lines_between(first, self.tabs.last);
        self.say(
            Diagnostic::new(
                Code::Tab,
                format!("tabulation en début de ligne{lines} ; le YAML n'accepte que des espaces"),
            )
            .at(span)
            .help("remplacez chaque tabulation par des espaces, deux par niveau"),
        );
    }

    fn end_spaces(&mut self) {
        if let Some((span, first)) = self.spaces.first.take() {
            let place = format!("en début de ligne{}", lines_between(first, self.spaces.last));
            let invisible = self.text[span.start..span.end].chars().all(is_invisible);
            self.say(false_space(span, invisible, &place));
        }
    }

    /// No-break spaces before and after the colon of a key.
    fn around_colon(&mut self, line: &Line<'t>, lead: &Lead<'t>) {
        let content = line.text[lead.length..].trim_start_matches(['-', ' ']);
        let from = line.start + line.text.len() - content.len();
        let Some((before, after)) = content.split_once(':') else {
            return;
        };
        let key = before.trim_end_matches(|c| c == ' ' || FALSE_SPACES.contains(&c));
        let ends = after.is_empty()
            || after.starts_with(|c| c == ' ' || c == '\t' || FALSE_SPACES.contains(&c));
        if !is_key_like(key) || !ends {
            return;
        }
        self.plain_spaces(
            from + key.len()..from + before.len(),
            &format!("avant « : » dans la clé {}", quoted(key)),
        );
        let rest = after.trim_start_matches([' ', '\t']);
        // Behind a plain space, a no-break one is part of the value, which forgives it.
        if rest.len() == after.len() {
            let width = after.len()
                - after.trim_start_matches(|c| c == ' ' || FALSE_SPACES.contains(&c)).len();
            let start = from + before.len() + 1;
            self.plain_spaces(start..start + width, "après « : »");
        }
    }

    /// Replaces the no-break spaces of a range, if any, by one plain space.
    fn plain_spaces(&mut self, range: Range<usize>, place: &str) {
        let Some(run) = false_run(&self.text[range.clone()]) else {
            return;
        };
        let run = range.start + run.start..range.start + run.end;
        let invisible = self.text[run.clone()].chars().all(is_invisible);
        self.say(false_space(self.span(run), invisible, place));
        self.edits.replace(range, " ");
    }
}

/// Whether a line under an open text can only be text: nothing in it could begin a key, an item
/// or a comment.
fn is_loose_text(content: &str) -> bool {
    if content.starts_with(['#', '"', '\'', '[', '{', '?', '&', '*', '!', '%', '“', '«'])
        || marks::is_document_mark(content)
        || content.starts_with("...")
        || content.starts_with("- ")
        || content.trim_end() == "-"
    {
        return false;
    }
    let colon = content.match_indices(':').find(|(at, _)| {
        content[at + 1..].is_empty() || content[at + 1..].starts_with(char::is_whitespace)
    });
    // Our keys are one word: « voir la page : 3 » is a text.
    colon.is_none_or(|(at, _)| {
        content[..at].trim_end().contains(' ') && !content[at + 1..].trim().is_empty()
    })
}

fn text_at_edge(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, "le texte sous « | » doit être en retrait de sa clé")
        .at(span)
        .help("ajoutez deux espaces de plus que la clé devant chaque ligne de ce texte")
}
