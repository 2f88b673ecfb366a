//! Lines of text that still know whose words they hold, so that each format escapes what is not
//! ours.
//!
//! A line is ours, with `**strong**` and `` `code` `` as its only marks. What a user or a grid
//! wrote stands in it between two control characters, which [`one_line`] leaves in no text.

use crate::words::one_line;

const USER: [char; 2] = ['\u{1}', '\u{2}'];
const REFERENCE: [char; 2] = ['\u{3}', '\u{4}'];

/// A text that is not ours, on one line, to be put into one of ours.
#[must_use]
pub(super) fn inline(text: &str) -> String {
    between(USER, text)
}

/// The identifier of a statement, which a format may link to its detail.
#[must_use]
pub(super) fn reference(id: &str) -> String {
    between(REFERENCE, id)
}

fn between([start, end]: [char; 2], text: &str) -> String {
    let line = one_line(text);
    let mut marked = String::with_capacity(line.len() + 2);
    marked.push(start);
    marked.push_str(&line);
    marked.push(end);
    marked
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
pub(super) fn runs(line: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            c if c == USER[0] => USER[1],
            c if c == REFERENCE[0] => REFERENCE[1],
            _ => {
                let stop = rest.find([USER[0], REFERENCE[0]]).unwrap_or(rest.len());
                let (own, after) = rest.split_at(stop);
                rest = after;
                return Some(Run::Own(own));
            }
        };
        let inside = &rest[1..];
        let (text, after) = inside.split_once(end).unwrap_or((inside, ""));
        rest = after;
        Some(if first == USER[0] { Run::User(text) } else { Run::Reference(text) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_holds_the_marks_cannot_end_itself() {
        let line = format!("a {} b {}", inline("x\u{2}**y\u{1}"), reference("TEC-001"));
        assert_eq!(
            runs(&line).collect::<Vec<_>>(),
            [Run::Own("a "), Run::User("x␂**y␁"), Run::Own(" b "), Run::Reference("TEC-001")]
        );
        assert_eq!(runs("").next(), None);
    }
}
