//! Lines of text that still know whose words they hold, so that each format escapes what is not
//! ours.
//!
//! A line is ours, with `**strong**` and `` `code` `` as its only marks. What a user or a grid
//! wrote stands in it between two control characters, which [`plain_line`] leaves in no text.

use crate::words::plain_line;

const USER: [char; 2] = ['\u{1}', '\u{2}'];
const REFERENCE: [char; 2] = ['\u{3}', '\u{4}'];

/// A text that is not ours, on one line, to be put into one of ours.
#[must_use]
pub(super) fn inline(text: &str) -> String {
    format!("{}{}{}", USER[0], plain_line(text), USER[1])
}

/// The identifier of a statement, which a format may link to its detail.
#[must_use]
pub(super) fn reference(id: &str) -> String {
    format!("{}{}{}", REFERENCE[0], plain_line(id), REFERENCE[1])
}

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run<'a> {
    /// Our words, with their marks.
    Own(&'a str),
    /// Somebody else's.
    User(&'a str),
    /// The identifier of a statement.
    Reference(&'a str),
}

/// The pieces of a line, in order.
pub(super) fn runs(line: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find([USER[0], REFERENCE[0]]) {
        if start > 0 {
            runs.push(Run::Own(&rest[..start]));
        }
        let is_user = rest[start..].starts_with(USER[0]);
        let end = if is_user { USER[1] } else { REFERENCE[1] };
        let inside = &rest[start + 1..];
        let stop = inside.find(end).unwrap_or(inside.len());
        let text = &inside[..stop];
        runs.push(if is_user { Run::User(text) } else { Run::Reference(text) });
        rest = inside.get(stop + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        runs.push(Run::Own(rest));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_holds_the_marks_cannot_end_itself() {
        let line = format!("a {} b {}", inline("x\u{2}**y\u{1}"), reference("TEC-001"));
        assert_eq!(
            runs(&line),
            [Run::Own("a "), Run::User("x␂**y␁"), Run::Own(" b "), Run::Reference("TEC-001")]
        );
        assert_eq!(runs(""), []);
    }
}
