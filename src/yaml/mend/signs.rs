//! A quick look for the classics, so that a healthy file pays nothing for them.

use super::super::lines::{FALSE_SPACES, is_key_like};
use super::marks;

/// Whether nothing in a text calls for mending, as far as its lines show. Texts typed at the edge
/// under « | » are seen afterwards, by the keys they make or the parsing they break.
pub(in super::super) fn none(text: &str) -> bool {
    let healthy = |line| is_healthy(line) && !has_false_space_at_colon(line);
    !has_lone_return(text) && text.split('\n').all(healthy)
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

/// Whether a line begins with a key, and a false space stands before its colon or right after it.
fn has_false_space_at_colon(line: &str) -> bool {
    let bytes = line.as_bytes();
    let run = |from: usize, is_in: fn(&u8) -> bool| {
        from + bytes[from..].iter().take_while(|byte| is_in(byte)).count()
    };
    let start = run(0, |byte| matches!(byte, b' ' | b'-'));
    let end = run(start, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    // Most lines have nothing but ASCII around their first colon, or no key.
    let next = run(end, |byte| matches!(byte, b' ' | b':'));
    if bytes.get(next).is_none_or(u8::is_ascii) || !is_key_like(&line[start..end]) {
        return false;
    }
    let is_gap = |c: char| c == ' ' || c == ':' || FALSE_SPACES.contains(&c);
    let rest = &line[end..];
    let gap = &rest[..rest.len() - rest.trim_start_matches(is_gap).len()];
    let before_colon = gap.find(FALSE_SPACES).is_some_and(|at| gap[at..].contains(':'));
    let after_colon = gap.match_indices(':').any(|(at, _)| gap[at + 1..].starts_with(FALSE_SPACES));
    before_colon || after_colon
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
