//! Lines sorted out: running text, bullets, headers and footers, tables of contents.

use std::collections::BTreeMap;

/// One physical line of the original.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) start: usize,
    /// Where its text begins: after its indentation, where that would make it code, and its glyph.
    pub(super) content: usize,
    /// Without its line end.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Whether it must not go on the line before: a numbered title stuck between two lines.
    pub(super) opens: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Text,
    /// A bullet that Markdown does not know.
    Bullet {
        glyph: char,
    },
    /// Inside a fence: copied as it is.
    Verbatim,
    /// A page number, a repeated header or footer.
    Furniture,
    /// A line of a table of contents.
    Contents,
}

/// Sorts out every line.
pub(super) fn sort_out(text: &str) -> Vec<Line> {
    let mut lines = split(text);
    mark_pages(text, &mut lines);
    let mut shape = Shape::default();
    let mut before: Option<usize> = None;
    for at in 0..lines.len() {
        let blank_before = at == 0 || lines[at - 1].kind == Kind::Blank;
        let mut line = lines[at];
        shape.judge(text, &mut line, blank_before, || {
            before.is_none_or(|before| {
                blank_before
                    || line_text(text, &lines[before]).ends_with([':', ';', ',', '.', '!', '?'])
            })
        });
        lines[at] = line;
        if matches!(lines[at].kind, Kind::Text | Kind::Bullet { .. }) {
            before = Some(at);
        }
    }
    lines
}

pub(super) fn line_text<'t>(text: &'t str, line: &Line) -> &'t str {
    text[line.content..line.end].trim_matches(is_space)
}

/// White space of any kind, page breaks and byte order marks among it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{AD}')
}

/// Cuts at line ends; a page break ends a line too.
fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 32);
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let blank = text[start..end].chars().all(is_space);
        let kind = if blank { Kind::Blank } else { Kind::Text };
        lines.push(Line { start, content: start, end, kind, opens: false });
    };
    for at in memchr::memchr3_iter(b'\n', b'\r', b'\x0C', bytes) {
        if at < start {
            continue;
        }
        push(start, at);
        let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        if bytes[at] == b'\x0C' {
            // An empty line stands for the page break, so that its neighbours can be told.
            push(at, at + 1);
        }
        start = at + 1 + usize::from(crlf);
    }
    if start < bytes.len() {
        push(start, bytes.len());
    }
    lines
}

/// Marks page numbers, and what comes back beside them from page to page.
fn mark_pages(text: &str, lines: &mut [Line]) {
    let mut marks = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        if line.kind == Kind::Blank {
            if text.as_bytes().get(line.start) == Some(&b'\x0C') && line.end > line.start {
                marks.push(at);
            }
        } else if may_end_page_number(&text[line.start..line.end])
            && is_page_number(text[line.start..line.end].trim_matches(is_space))
        {
            line.kind = Kind::Furniture;
            marks.push(at);
        }
    }
    if marks.len() < 2 {
        return;
    }
    let mut neighbours: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for mark in &marks {
        for at in around(lines, *mark) {
            let key = without_numbers(text[lines[at].start..lines[at].end].trim_matches(is_space));
            let seen = neighbours.entry(key).or_default();
            if !seen.contains(&at) {
                seen.push(at);
            }
        }
    }
    let repeated = neighbours.into_iter().filter(|(key, at)| at.len() >= 2 && !key.is_empty());
    for at in repeated.flat_map(|(_, at)| at) {
        lines[at].kind = Kind::Furniture;
    }
}

/// The three lines before and after a page mark that could be headers or footers.
fn around(lines: &[Line], mark: usize) -> Vec<usize> {
    let plausible = |at: &usize| {
        let length = lines[*at].end - lines[*at].start;
        lines[*at].kind == Kind::Text && length <= 140
    };
    let before = (mark.saturating_sub(8)..mark).rev().filter(plausible).take(3);
    let after = (mark + 1..(mark + 9).min(lines.len())).filter(plausible).take(3);
    before.chain(after).collect()
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit() && !is_space(*c)).collect()
}

/// Whether the last byte may end a page number: most lines end on a letter or a stop.
fn may_end_page_number(line: &str) -> bool {
    line.bytes().next_back().is_some_and(|last| {
        last.is_ascii_digit() || last == b'-' || last == b'|' || last <= b' ' || last >= 0x80
    })
}

/// « 12 », « - 12 - », « 5 / 21 », « 26/08/2013 5 / 21 », « … page 1/191 ».
fn is_page_number(line: &str) -> bool {
    let last = line.chars().next_back();
    let may_end =
        last.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '\u{2010}' | '|'));
    if !may_end || line.len() > 140 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = line.to_lowercase();
    if let Some(at) = lower.rfind("page") {
        let word = !lower[..at].ends_with(char::is_alphanumeric);
        let rest = lower[at + 4..].trim_matches(is_space);
        let numbers = rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || is_space(c) || matches!(c, '/' | '-' | '|'))
            || rest.split_once(" sur ").is_some_and(|(a, b)| digits(a) && digits(b));
        // A sentence may end on « page 12 » too, but not with capitals and a dash before.
        let short = lower[..at].split_whitespace().count() <= 8 && !lower[..at].contains("la ");
        return word && numbers && short;
    }
    let parts: Vec<&str> = line.split(is_space).filter(|part| !part.is_empty()).collect();
    let is_date = |part: &str| part.len() == 10 && part.split('/').count() == 3;
    let parts: Vec<&str> = parts.into_iter().filter(|part| !is_date(part)).collect();
    match parts.as_slice() {
        [only] => {
            digits(only) && only.len() <= 4
                || only.split_once('/').is_some_and(|(a, b)| digits(a) && digits(b))
        }
        ["-" | "–" | "\u{2010}", number, "-" | "–" | "\u{2010}"] => digits(number),
        [a, "/" | "sur" | "|", b] => digits(a) && digits(b),
        ["p." | "P.", number] => digits(number),
        _ => false,
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// « Introduction ........ 4 », « ______ 4 », a field code of Word's table.
fn is_contents(line: &str) -> bool {
    if memchr::memchr(b'_', line.as_bytes()).is_some() && line.contains("PAGEREF _Toc") {
        return true;
    }
    let end = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - end.len();
    if !(1..=4).contains(&number) {
        return false;
    }
    let end = end.trim_end_matches(is_space);
    let leader =
        |c: char| matches!(c, '.' | '…' | '_' | '·' | '\u{2024}' | '\u{2025}') || is_space(c);
    let rest = end.trim_end_matches(leader);
    let dots = end[rest.len()..].chars().map(|c| match c {
        '…' => 3,
        c if is_space(c) => 0,
        _ => 1,
    });
    dots.sum::<usize>() >= 3
}

/// What the lines before say of the next one.
#[derive(Debug, Default)]
struct Shape {
    fence: Option<(char, usize)>,
    in_list: bool,
    /// Indentation taken off a run of lines that would be code.
    dedent: usize,
    dashes: Vec<char>,
}

impl Shape {
    fn judge(
        &mut self,
        text: &str,
        line: &mut Line,
        blank_before: bool,
        ends_open: impl FnOnce() -> bool,
    ) {
        if matches!(line.kind, Kind::Blank | Kind::Furniture) {
            if self.fence.is_some() {
                line.kind = Kind::Verbatim;
            }
            return;
        }
        let whole = &text[line.start..line.end];
        let trimmed = whole.trim_start_matches(is_space);
        let indent = whole.len() - trimmed.len();
        if self.fences(trimmed, indent) {
            line.kind = Kind::Verbatim;
            return;
        }
        if is_contents(trimmed.trim_end_matches(is_space)) {
            line.kind = Kind::Contents;
            return;
        }
        if let Some((glyph, length)) = bullet(trimmed) {
            // A dash may also open an aside, and « o » is a letter: only their place tells.
            let known = self.dashes.contains(&glyph);
            let placed = known
                || match glyph {
                    '-' => ends_open(),
                    'o' => self.in_list && ends_open(),
                    _ => true,
                };
            if placed {
                line.kind = Kind::Bullet { glyph };
                line.content = line.start + indent + length;
                self.in_list = true;
                if !known {
                    self.dashes.push(glyph);
                }
                return;
            }
        }
        self.indentation(text, line, trimmed, indent, blank_before);
        let body = text[line.content..line.end].trim_matches(is_space);
        line.opens = !blank_before && is_numbered_title(body);
    }

    /// Keeps the indentation that lists need, takes off the one that would make code of a text.
    fn indentation(
        &mut self,
        text: &str,
        line: &mut Line,
        trimmed: &str,
        indent: usize,
        blank_before: bool,
    ) {
        let marker = is_marker(trimmed);
        if indent < 4 {
            self.dedent = 0;
            let goes_on = self.in_list && (!blank_before || indent >= 2);
            self.in_list = marker || goes_on;
            if !marker && blank_before && indent < 2 {
                self.dashes.clear();
            }
        } else if !self.in_list || self.dedent > 0 {
            if self.dedent == 0 {
                self.dedent = indent;
            }
            self.in_list |= marker;
            let cut = line.start + indent.min(self.dedent);
            line.content = text.ceil_char_boundary(cut);
            return;
        }
        // Spaces that Markdown does not know as such cannot indent.
        let odd = text[line.start..line.start + indent].chars().any(|c| c != ' ' && c != '\t');
        if odd {
            line.content = line.start + indent;
        }
    }

    /// Whether a line opens, closes or lies within a fence.
    fn fences(&mut self, trimmed: &str, indent: usize) -> bool {
        let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        match (self.fence, mark) {
            (Some((open, length)), Some(mark)) if mark == open && run >= length => {
                let closes = trimmed.trim_matches(is_space).chars().all(|c| c == mark);
                if closes {
                    self.fence = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if run >= 3 && indent < 4 => {
                let info = &trimmed[run..];
                let opens = mark == '~' || !info.contains('`');
                if opens {
                    self.fence = Some((mark, run));
                }
                opens
            }
            (None, _) => false,
        }
    }
}

/// A bullet that Markdown does not know, as one glyph per kind, and its length with the spaces.
fn bullet(line: &str) -> Option<(char, usize)> {
    let glyph = line.chars().next()?;
    let private = matches!(glyph, '\u{E000}'..='\u{F8FF}');
    let known = "•◦‣⁃▪▫■□●○◆◇♦❖►▶➢➤➔→✓✔✗☐☑☒·∙※¤".contains(glyph);
    let minus = glyph == '\u{2212}';
    let dash = matches!(glyph, '–' | '—' | '\u{2010}' | '\u{2011}');
    let letter_o = glyph == 'o';
    if !(private || known || minus || dash || letter_o) {
        return None;
    }
    let rest = &line[glyph.len_utf8()..];
    let text = rest.trim_start_matches(is_space);
    let spaced = text.len() < rest.len();
    let stuck = private || matches!(glyph, '•' | '▪' | '■' | '●' | '♦');
    if text.is_empty() || !(spaced || stuck) {
        return None;
    }
    let glyph = if dash { '-' } else { glyph };
    Some((glyph, line.len() - text.len()))
}

/// A list marker, a title, a quotation, a row: what Markdown itself understands.
pub(super) fn is_marker(line: &str) -> bool {
    let mut characters = line.chars();
    match characters.next() {
        Some('-' | '*' | '+') => characters.next().is_none_or(is_space),
        Some(c) if c.is_ascii_digit() => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            digits <= 9
                && line[digits..].starts_with(['.', ')'])
                && line[digits + 1..].starts_with(is_space)
        }
        _ => false,
    }
}

/// « 2.3. Atelier … » alone on its line: at least two numbers, a capital, no end of sentence.
pub(in crate::extract) fn is_numbered_title(line: &str) -> bool {
    if line.len() > 120 || line.ends_with(['.', ';', ':', ',']) {
        return false;
    }
    let number = line.split(is_space).next().unwrap_or_default();
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let numbered = parts.len() >= 2 && parts.iter().all(|part| digits(part));
    let rest = line[number.len()..].trim_start_matches(is_space);
    numbered && rest.starts_with(|c: char| c.is_uppercase() || c == '«')
}
