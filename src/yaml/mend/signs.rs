//! A quick look for the classics, so that a healthy file pays nothing for them.

use super::super::lines::{FALSE_SPACES, is_key_like};
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

/// Whether a no-break space touches the colon of a key.
fn has_false_space_at_colon(text: &str) -> bool {
    FALSE_SPACES.iter().any(|space| {
        text.match_indices(*space).any(|(at, found)| {
            let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let before = text[line_start..at].trim_start_matches([' ', '-']);
            let key =
                before.trim_end_matches(|c| c == ' ' || c == ':' || FALSE_SPACES.contains(&c));
            let after = text[at + found.len()..].trim_start_matches(FALSE_SPACES);
            is_key_like(key)
                && (before.ends_with(':') || after.trim_start_matches(' ').starts_with(':'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn healthy_files_show_no_sign_and_every_classic_shows_one() {
        let healthy = "# c\r\nreponses:\n  TEC-001:\n    justification: |\n      Note\u{a0}: a\n      «\u{a0}b\u{a0}»\n- x\n";
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
            "...",
        ] {
            assert!(!none(text), "{text:?}");
        }
    }
}
