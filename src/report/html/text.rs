//! Lines of HTML: what is escaped, what becomes a link, what is expanded once.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::marked::{Run, runs};
use crate::report::page::{Block, Page};

/// A text that an HTML reader gives back as it was: nothing in it is markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Code points that no HTML document may hold.
            '\u{FDD0}'..='\u{FDEF}' => out.push('\u{FFFD}'),
            other if u32::from(other) & 0xFFFE == 0xFFFE => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
}

/// A marked line without its marks, as plain text.
pub(super) fn plain(line: &str) -> String {
    let pieces = runs(line).map(|run| match run {
        Run::Own(text) => text.replace("**", "").replace('`', ""),
        Run::User(text) | Run::Reference(text) => text.to_owned(),
    });
    pieces.collect()
}

/// A heading, as the table of contents needs it.
#[derive(Debug)]
struct Heading {
    level: usize,
    id: String,
    text: String,
}

/// The places of a page that links lead to.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// The headings of levels 2 and 3, by their rank among the blocks of a heading.
    headings: Vec<Heading>,
    /// The identifiers of sections by their number: « 9.1 ».
    sections: BTreeMap<String, String>,
    /// The statements that have their detail in the page.
    statements: BTreeSet<String>,
}

impl Anchors {
    /// Those of a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut anchors = Self::default();
        for block in &page.blocks {
            if let Block::Statement(entry) = block {
                anchors.statements.insert(entry.id.clone());
            }
            let Block::Heading(level, text) = block else { continue };
            let text = plain(text);
            let number = text.split(' ').next().unwrap_or_default().trim_end_matches('.');
            let numbered = number.starts_with(|c: char| c.is_ascii_digit());
            let id = match numbered {
                true => format!("s{}", number.replace('.', "-")),
                false => format!("titre-{}", anchors.headings.len() + 1),
            };
            if numbered {
                anchors.sections.insert(number.to_owned(), id.clone());
            }
            anchors.headings.push(Heading { level: *level, id, text });
        }
        anchors
    }

    /// The identifier of the heading of this rank.
    pub(super) fn heading(&self, rank: usize) -> &str {
        self.headings.get(rank).map(|heading| heading.id.as_str()).unwrap_or_default()
    }

    /// The table of contents.
    pub(super) fn contents(&self) -> String {
        let mut out = String::from(
            "<nav aria-labelledby=\"sommaire\">\n<h2 id=\"sommaire\">Sommaire</h2>\n<ol>",
        );
        let mut below = false;
        for (at, heading) in self.headings.iter().enumerate() {
            match (heading.level == 2, below) {
                (true, true) => out.push_str("</li>\n</ol></li>"),
                (true, false) if at > 0 => out.push_str("</li>"),
                (true, false) => {}
                (false, true) => out.push_str("</li>"),
                (false, false) => out.push_str("\n<ol>"),
            }
            below = heading.level > 2;
            let (id, text) = (&heading.id, escape(&heading.text));
            out.push_str(&format!("\n<li><a href=\"#{id}\">{text}</a>"));
        }
        out.push_str(if below {
            "</li>\n</ol></li>\n</ol>\n</nav>\n"
        } else {
            "</li>\n</ol>\n</nav>\n"
        });
        out
    }
}

/// The abbreviations of our own words, expanded where they first come.
const ABBREVIATIONS: [(&str, &str); 3] = [
    ("SDET", "schéma directeur des espaces numériques de travail"),
    ("ENT", "espace numérique de travail"),
    (
        "SHA-256",
        "fonction de hachage, dont l\u{2019}empreinte change dès qu\u{2019}un octet change",
    ),
];

/// Writes marked lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    anchors: &'a Anchors,
    /// The abbreviations not yet met.
    left: Vec<(&'static str, &'static str)>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(anchors: &'a Anchors) -> Self {
        Self { anchors, left: ABBREVIATIONS.to_vec() }
    }

    /// A marked cell as HTML: abbreviations are expanded in prose, not in tables.
    pub(super) fn cell(&mut self, marked: &str) -> String {
        let left = std::mem::take(&mut self.left);
        let cell = self.line(marked);
        self.left = left;
        cell
    }

    /// A marked line as HTML.
    pub(super) fn line(&mut self, marked: &str) -> String {
        let mut out = String::with_capacity(marked.len() + 32);
        let mut open = Open::default();
        for run in runs(marked) {
            match run {
                Run::Own(text) => self.own(text, &mut open, &mut out),
                Run::User(text) => {
                    out.push_str("<bdi>");
                    escape_into(text, &mut out);
                    out.push_str("</bdi>");
                }
                Run::Reference(id) if self.anchors.statements.contains(id) => {
                    let id = escape(id);
                    out.push_str(&format!("<a href=\"#{id}\">{id}</a>"));
                }
                Run::Reference(id) => escape_into(id, &mut out),
            }
        }
        out
    }

    fn own(&mut self, text: &str, open: &mut Open, out: &mut String) {
        let mut rest = text;
        while let Some(at) = rest.find(['*', '`', '§']) {
            let (before, mark) = rest.split_at(at);
            self.words(before, out);
            let taken = if mark.starts_with("**") {
                out.push_str(if open.strong { "</strong>" } else { "<strong>" });
                open.strong = !open.strong;
                2
            } else if mark.starts_with('`') {
                out.push_str(if open.code { "</code>" } else { "<code>" });
                open.code = !open.code;
                1
            } else if let Some((number, id)) = self.section(mark) {
                out.push_str(&format!("<a href=\"#{id}\">§{number}</a>"));
                '§'.len_utf8() + number.len()
            } else {
                let first = mark.chars().next().map_or(1, char::len_utf8);
                out.push_str(&mark[..first]);
                first
            };
            rest = &mark[taken..];
        }
        self.words(rest, out);
    }

    /// The number and the identifier of the section that a text begins by naming: « §9.1 ».
    fn section<'t>(&self, text: &'t str) -> Option<(&'t str, &'a str)> {
        let after = text.strip_prefix('§')?;
        let end = after.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(after.len());
        let number = after[..end].trim_end_matches('.');
        self.anchors.sections.get(number).map(|id| (number, id.as_str()))
    }

    /// Words of ours, with the abbreviations that come for the first time.
    fn words(&mut self, text: &str, out: &mut String) {
        let first = self
            .left
            .iter()
            .enumerate()
            .filter_map(|(rank, (short, _))| word_at(text, short).map(|at| (at, rank)));
        let Some((at, rank)) = first.min() else {
            escape_into(text, out);
            return;
        };
        let (short, long) = self.left.remove(rank);
        escape_into(&text[..at], out);
        out.push_str(&format!("<abbr title=\"{long}\">{short}</abbr>"));
        self.words(&text[at + short.len()..], out);
    }
}

/// Where a word stands, whole.
fn word_at(text: &str, word: &str) -> Option<usize> {
    let is_apart = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    let found = text.match_indices(word).find(|(at, _)| {
        is_apart(text[..*at].chars().next_back())
            && is_apart(text[at + word.len()..].chars().next())
    });
    found.map(|(at, _)| at)
}

/// The marks open in a line.
#[derive(Debug, Default)]
struct Open {
    strong: bool,
    code: bool,
}
