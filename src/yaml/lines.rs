//! Lines of YAML as people see them: indentation, dashes, key, value.

use std::ops::Range;

/// White space that looks like a space and is none for YAML.
pub(super) const FALSE_SPACES: [char; 8] =
    ['\u{A0}', '\u{202F}', '\u{2007}', '\u{2009}', '\u{3000}', '\u{200B}', '\u{2060}', '\u{FEFF}'];

/// Whether a false space has no width at all.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its first byte.
    pub(super) start: usize,
    /// Its text.
    pub(super) text: &'t str,
    /// The first byte of the next line.
    pub(super) next: usize,
}

/// The lines of a text, whatever their ends: `\n`, `\r\n` or a lone `\r`.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = match &rest[length..] {
            ending if ending.starts_with("\r\n") => 2,
            "" => 0,
            _ => 1,
        };
        let line = Line { start: at, text: &rest[..length], next: at + length + end };
        at = line.next;
        Some(line)
    })
}

/// The line that holds an offset.
pub(super) fn line_at(text: &str, at: usize) -> Line<'_> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    Line { start, text: text[start..end].trim_end_matches('\r'), next: (end + 1).min(text.len()) }
}

/// The nearest line above that is neither blank nor a comment.
pub(super) fn line_above<'t>(text: &'t str, line: &Line<'_>) -> Option<Line<'t>> {
    let mut start = line.start;
    while start > 0 {
        let above = line_at(text, start - 1);
        if is_content(above.text) {
            return Some(above);
        }
        start = above.start;
    }
    None
}

/// Whether a line holds something else than a comment.
pub(super) fn is_content(line: &str) -> bool {
    let bare = line.trim_matches([' ', '\t', '\r']);
    !bare.is_empty() && !bare.starts_with('#')
}

/// What stands where on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anatomy {
    /// Its indentation, in bytes.
    pub(super) indent: usize,
    /// Where each « - » of a list stands.
    pub(super) dashes: Vec<usize>,
    /// Where the content begins, after the dashes.
    pub(super) content: usize,
    /// The key, without its colon.
    pub(super) key: Option<Range<usize>>,
    /// The value, or the whole content where there is no key; no comment nor space around it.
    pub(super) value: Range<usize>,
}

impl Anatomy {
    /// Takes a line to pieces.
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let mut dashes = Vec::new();
        let mut content = indent;
        while line[content..].starts_with("- ") || &line[content..] == "-" {
            dashes.push(content);
            let rest = &line[content + 1..];
            content += 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
        let colon = colon(&line[content..]).map(|at| content + at);
        let key = colon.map(|at| content..content + line[content..at].trim_end().len());
        let from = colon.map_or(content, |at| at + 1);
        let start = from + line[from..].len() - line[from..].trim_start_matches([' ', '\t']).len();
        let value = without_comment(&line[start..]).trim_end();
        Self { indent, dashes, content, key, value: start..start + value.len() }
    }
}

/// The colon that ends a key at the beginning of a content.
fn colon(content: &str) -> Option<usize> {
    let from = match content.chars().next() {
        Some(quote @ ('"' | '\'')) => content[1..].find(quote).map(|at| at + 2)?,
        Some('{' | '[' | '#' | '|' | '>') | None => return None,
        Some(_) => 0,
    };
    let text = without_comment(content);
    let colons = text.get(from..)?.match_indices(':').map(|(at, _)| from + at);
    let mut ends =
        colons.filter(|at| text[at + 1..].is_empty() || text[at + 1..].starts_with([' ', '\t']));
    let first = ends.next()?;
    (from == 0 || text[from..first].trim().is_empty()).then_some(first)
}

/// A text up to « # » after a space.
fn without_comment(text: &str) -> &str {
    if text.starts_with('#') {
        return "";
    }
    let spaced = [" #", "\t#"].iter().filter_map(|mark| text.find(mark)).min();
    spaced.map_or(text, |at| &text[..at])
}

/// Whether a value opens a text on the following lines: `|`, `>-`, `|2`.
pub(super) fn opens_block(value: &str) -> bool {
    let Some(marks) = value.strip_prefix(['|', '>']) else {
        return false;
    };
    marks.len() <= 2 && marks.chars().all(|mark| matches!(mark, '+' | '-' | '1'..='9'))
}

/// Whether a text could be one of our keys: `statut`, `TEC-004`.
pub(super) fn is_key_like(text: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !text.is_empty() && (text.chars().all(word) || is_id_like(text))
}

/// Whether a text could be the identifier of a statement: `TEC-004`.
pub(crate) fn is_id_like(text: &str) -> bool {
    text.contains('-')
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> (usize, usize, &str, &str) {
        let anatomy = Anatomy::of(line);
        let key = anatomy.key.map_or("", |key| &line[key]);
        (anatomy.indent, anatomy.content, key, &line[anatomy.value])
    }

    #[test]
    fn lines_are_taken_to_pieces() {
        assert_eq!(parts("  a: b # c"), (2, 2, "a", "b"));
        assert_eq!(parts("    - - \"x: y\" : |  "), (4, 8, "\"x: y\"", "|"));
        assert_eq!(parts("texte sans clé"), (0, 0, "", "texte sans clé"));
        assert_eq!(parts("\t-"), (1, 2, "", ""));
        assert_eq!(parts("a:b"), (0, 0, "", "a:b"));
        assert_eq!(parts("a: #b"), (0, 0, "a", ""));
        let ends: Vec<usize> = lines("a\r\nb\rc\n\nd").map(|line| line.next).collect();
        assert_eq!(ends, [3, 5, 7, 8, 9]);
    }
}
