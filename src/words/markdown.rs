//! Text put into Markdown so that it stays text, and a plain table.

use super::plain::harmless;
use super::{fr, one_line};

/// A user's text inside a line of Markdown: on one line, every mark escaped.
///
/// CommonMark allows a backslash before any ASCII punctuation; GFM's automatic links are broken
/// the same way, at `://`, `www.` and `@`.
#[must_use]
pub fn inline(text: &str) -> String {
    escaped(&one_line(text))
}

/// A text whose every mark is escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(text, &mut out);
    out
}

/// Adds a text, its every mark escaped.
pub fn escape_into(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !MAY_ACT[usize::from(byte)] {
            continue;
        }
        let escaped = match byte {
            b':' => text[at..].starts_with("://"),
            b'.' => ends_with_www(&text[..at]),
            _ => true,
        };
        if escaped {
            out.push_str(&text[copied..at]);
            out.push('\\');
            copied = at;
        }
    }
    out.push_str(&text[copied..]);
}

/// The bytes that a backslash stands before: always, but for `:` and `.`.
const MAY_ACT: [bool; 256] = {
    let marks = b"\\`*_[]<>|~&$#!{}@^:.";
    let mut table = [false; 256];
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

fn ends_with_www(before: &str) -> bool {
    let bytes = before.as_bytes();
    bytes.len() >= 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// A user's text of several lines, as a quotation whose line breaks are kept.
#[must_use]
pub fn quotation(text: &str, indent: &str) -> String {
    let mut out = String::new();
    quote_into(text, indent, &mut out);
    out
}

/// Adds a [`quotation`].
pub fn quote_into(text: &str, indent: &str, out: &mut String) {
    let plain = harmless(text);
    let mut lines = plain.trim_matches('\n').split('\n').peekable();
    while let Some(line) = lines.next() {
        out.push_str(indent);
        out.push('>');
        let line = line.trim_matches([' ', '\t', '\u{a0}']);
        if !line.is_empty() {
            out.push(' ');
            match line.contains('\t') {
                true => escape_line_into(&line.replace('\t', " "), out),
                false => escape_line_into(line, out),
            }
            // A line break inside a paragraph is written « \ » at its end.
            if lines.peek().is_some_and(|next| !next.trim().is_empty()) {
                out.push('\\');
            }
        }
        out.push('\n');
    }
}

/// Adds a line of text, escaping also what would open a list, a heading or a rule at its
/// beginning.
fn escape_line_into(line: &str, out: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbers_an_item = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    // A « : » that begins an address is escaped like any other one.
    let opens = line.starts_with(['-', '+', '=', ':']) && !line.starts_with("://");
    let (before, rest) = line.split_at(if numbers_an_item { digits } else { 0 });
    out.push_str(before);
    if numbers_an_item || opens {
        out.push('\\');
    }
    escape_into(rest, out);
}

/// A Markdown table: the sentence before it is the caller's.
#[derive(Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    numeric_from: usize,
}

impl Table {
    /// A table with these columns; those from `numeric_from` on are aligned to the right.
    #[must_use]
    pub fn new(header: &[&str], numeric_from: usize) -> Self {
        Self {
            header: header.iter().map(|title| fr(title)).collect(),
            rows: Vec::new(),
            numeric_from,
        }
    }

    /// Adds a row of cells already escaped.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table, ended by an empty line.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = line(&self.header);
        let rule =
            (0..self.header.len()).map(|at| if at >= self.numeric_from { "---:" } else { "---" });
        out.push_str(&line(&rule.map(String::from).collect::<Vec<_>>()));
        for row in &self.rows {
            out.push_str(&line(row));
        }
        out.push('\n');
        out
    }
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{plain_line, plain_text};

    /// What a Markdown reader makes of a text: its characters, if nothing else is in it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "anything but text is a failure")]
    fn read_back(markdown: &str) -> Option<String> {
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let mut out = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::HardBreak => out.push('\n'),
                Event::Start(Tag::Paragraph | Tag::BlockQuote(_)) => {}
                Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_)) => {}
                _ => return None,
            }
        }
        Some(out)
    }

    const HOSTILE: &[&str] = &[
        "a | b",
        "`code`",
        "**gras** _it_ ~~x~~",
        "<script>alert(1)</script>",
        "[x](http://y)",
        "![i](j)",
        "# titre",
        "- puce",
        "1. un",
        "12) deux",
        "+ plus",
        "=== ",
        "--- ",
        "&amp; &lt;",
        "https://exemple.fr",
        "www.exemple.fr",
        "a@b.fr",
        "\\",
        "\\|",
        "a\\",
        "$x$ $$y$$",
        "[^1]",
        "[[x]]",
        "{#id}",
        "    quatre",
        "\t tab",
        "> cite",
        ":  def",
        "~~~",
        "```",
        "\u{202e}abc",
        "\u{1b}[31mrouge",
        "<!-- c -->",
        "http\\://x",
        "| --- |",
        "^a^ ~b~",
        "WWW.X.FR",
        ":smile:",
    ];

    #[test]
    fn hostile_texts_stay_text() {
        for text in HOSTILE {
            let line = read_back(&format!("x {} y", inline(text)));
            let shown = line.as_deref().is_some_and(|line| line.contains(plain_line(text).trim()));
            assert!(shown, "{text} : {line:?}");
            let found = read_back(&quotation(text, ""));
            assert_eq!(
                found.as_deref().map(str::trim),
                Some(plain_text(text).replace('\t', " ").trim()),
                "{text}"
            );
        }
    }
}
