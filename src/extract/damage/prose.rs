//! Paragraphs that say nothing to extract, passed over before Markdown is read: most of a
//! referential is such prose. A character stands for each in the cleaned text, so that what is
//! around it reads the same.

use std::borrow::Cow;
use std::ops::Range;

use super::characters;
use super::lines::{Kind, Line};
use crate::extract::quiet::{Quiet, SHORT, quiet};
use crate::extract::recall::Recall;

/// What stands for a paragraph: no cleaned text has it, as conversions write bullets with it.
pub(in crate::extract) const STAND_IN: &str = "\u{E000}";

/// A paragraph passed over.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Prose {
    /// Where its stand-in is in the cleaned text.
    pub(in crate::extract) at: usize,
    /// Its bytes in the original.
    pub(in crate::extract) original: Range<usize>,
    pub(in crate::extract) counts: Quiet,
}

/// Whether Markdown may read a blank line as part of a block of HTML, somewhere in a text.
pub(super) fn hides(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        text.as_bytes().get(at + 1).is_some_and(|next| {
            matches!(next.to_ascii_lowercase(), b'!' | b'?' | b'p' | b's' | b't')
        })
    })
}

/// The length in lines of a quiet paragraph that ends before a blank line, and its counts; `None`
/// for any other text.
pub(super) fn passed_over(
    text: &str,
    lines: &[Line],
    known: &mut Recall<Quiet>,
) -> Option<(usize, Quiet)> {
    let count = lines.iter().take_while(|line| line.kind == Kind::Text).count();
    let alone = lines.get(count).is_none_or(|next| next.kind == Kind::Blank);
    let lines = &lines[..count];
    let (first, last) = (lines.first()?, lines.last()?);
    let capital = text[first.start..].starts_with(char::is_uppercase);
    if !alone || !capital || last.end - first.start < SHORT {
        return None;
    }
    let plain = |line: &Line| {
        let text = &text[line.start..line.end];
        line.content == line.start
            && text.starts_with(char::is_alphabetic)
            && text.bytes().next_back().is_some_and(|last| last.is_ascii() && last != b'-')
            && characters::is_plain(text)
    };
    let whole = match lines {
        [only] if plain(only) => Cow::Borrowed(&text[only.start..only.end]),
        [_] => return None,
        lines => {
            let mut whole = String::with_capacity(last.end - first.start);
            for line in lines {
                if !plain(line) {
                    return None;
                }
                if !whole.is_empty() {
                    whole.push(' ');
                }
                whole.push_str(text[line.start..line.end].trim_end());
            }
            Cow::Owned(whole)
        }
    };
    let whole = match memchr::memchr(b'*', whole.as_bytes()) {
        Some(_) => Cow::Owned(without_emphasis(&whole)?),
        None => whole,
    };
    Some((count, known.or_find(&whole, || quiet(&whole))?))
}

/// A text without the `*` of its emphasis, as « *un* mot » and « **deux mots** »; `None` where one
/// of them may be anything else.
fn without_emphasis(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    let mut rest = text;
    while let Some(star) = rest.find('*') {
        let run = rest[star..].bytes().take_while(|byte| *byte == b'*').count();
        out.push_str(&rest[..star]);
        rest = &rest[star + run..];
        let (before, after) = (out.chars().next_back(), rest.chars().next());
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let outside = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '.' | ',' | '(' | ')'));
        open = match open {
            None if run <= 2 && outside(before) && inside(after) => Some(run),
            Some(known) if run == known && inside(before) && outside(after) => None,
            None | Some(_) => return None,
        };
    }
    out.push_str(rest);
    open.is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_emphasis_is_taken_off() {
        assert_eq!(
            without_emphasis("Le *mot* et (**deux mots**)."),
            Some("Le mot et (deux mots).".into())
        );
        for text in
            ["a * b", "do**it**", "un **mot", "un **mot*", "un *mot* **et", "3*4*5", "** mot**"]
        {
            assert_eq!(without_emphasis(text), None, "{text}");
        }
    }
}
