//! A quick look for the classics, so that a healthy file pays nothing for them.

use super::super::lines::{FALSE_SPACES, is_key_like, line_at};
use super::marks;

/// Whether nothing in a text calls for mending, as far as its lines show. Texts typed at the edge
/// under « | » are seen afterwards, by the keys they make or the parsing they break.
pub(in super::super) fn none(text: &str) -> bool {
    !has_lone_return(text) && text.split('\n').all(is_healthy) && !has_false_space_at_colon(text)
}

fn has_lone_return(text: &str) -> bool {
    text.match_indices('\r').any(|(at, _)| !text[at + 1..].starts_with('\n'))
}

/// Whether a line begins as lines should: plain spaces, no mark of conflict nor of document.
fn is_healthy(line: &str) -> bool {
    let content = line.trim_start_matches(' ');
    match content.bytes().next() {
        Some(b'\t') => false,
        Some(b'%' | b'.' | b'-') if content.len() == line.len() => {
            !marks::is_document_mark(line) && !line.starts_with(['%', '.'])
        }
        Some(b'<' | b'=' | b'>' | b'|') => !marks::is_conflict_mark(line),
        Some(0x80..) => !content.starts_with(FALSE_SPACES),
        Some(_) | None => true,
    }
}

/// Whether a no-break space touches the colon of a key. Each line is looked at once for each kind
/// of space, however many it holds.
fn has_false_space_at_colon(text: &str) -> bool {
    FALSE_SPACES.iter().any(|space| {
        let mut from = 0;
        while let Some(found) = text[from..].find(*space) {
            let line = line_at(text, from + found);
            if touches_colon(line.text) {
                return true;
            }
            from = line.next;
        }
        false
    })
}

/// Whether a line begins with a key, and a false space stands before its colon or right after it.
fn touches_colon(line: &str) -> bool {
    let content = line.trim_start_matches([' ', '-']);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let rest = content.trim_start_matches(is_word);
    let key = &content[..content.len() - rest.len()];
    let is_gap = |c: char| c == ' ' || c == ':' || FALSE_SPACES.contains(&c);
    let gap = &rest[..rest.len() - rest.trim_start_matches(is_gap).len()];
    let before_colon = gap.find(FALSE_SPACES).is_some_and(|at| gap[at..].contains(':'));
    let after_colon = gap.match_indices(':').any(|(at, _)| gap[at + 1..].starts_with(FALSE_SPACES));
    is_key_like(key) && (before_colon || after_colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn healthy_files_show_no_sign_and_every_classic_shows_one() {
        let healthy = "# c\r\nreponses:\n  TEC-001:\n    justification: |\n      Note\u{a0}: a\n      «\u{a0}b\u{a0}»\n- x\n- y: \u{a0}z\n- é\u{a0}: 1\n";
        assert!(none(healthy));
        for text in [
            "\ta: 1",
            "a:\n \tb: 1",
            "a\u{a0}: 1",
            "a:\u{a0}1",
            "a \u{a0}: 1",
            "\u{a0}a: 1",
            "---\na: 1",
            "a: 1\n--- b",
            "<<<<<<< x",
            ">>>>>>> x",
            "=======",
            "%YAML",
            "a: 1\rb: 2",
            "\u{feff}a: 1",
            "- a\u{a0}: 1",
            "a\u{a0} \u{202f} : 1",
            "b: «\u{a0}c\u{a0}»\na::\u{a0}1",
            "...",
        ] {
            assert!(!none(text), "{text:?}");
        }
    }
}
