//! French typography of printed numbers, quotations and plurals.

use std::borrow::Cow;

use super::plain_line;
use crate::fraction::{Rate, one_decimal};

/// The no-break space that French puts before `: ; ? !` and inside « ».
pub const NBSP: char = '\u{a0}';
/// The narrow no-break space between groups of thousands.
pub const NARROW: char = '\u{202f}';

/// Our own sentences are written with plain spaces; this puts the no-break ones that French
/// wants before `: ; ? ! % »` and after `«`.
#[must_use]
pub fn fr(text: &str) -> String {
    spaced(text).into_owned()
}

/// The same, without a copy of a text that has its spaces already.
#[must_use]
pub fn spaced(text: &str) -> Cow<'_, str> {
    if !needs_spaces(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after_mark = out.ends_with('«');
        let before_mark = matches!(characters.peek(), Some(':' | ';' | '?' | '!' | '%' | '»'));
        match character {
            ' ' if after_mark || before_mark => out.push(NBSP),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Whether a plain space stands beside such a mark; « and » are C2 AB and C2 BB in UTF-8.
fn needs_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without leaving early, so that many pairs are looked at together.
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let found = pairs.fold(0_u8, |found, (before, byte)| {
        let byte = *byte;
        let mark = (byte == b':')
            | (byte == b';')
            | (byte == b'?')
            | (byte == b'!')
            | (byte == b'%')
            | (byte == 0xC2);
        let (space, opening) = (*before == b' ', *before == 0xAB);
        found | u8::from(space & mark) | u8::from(opening & (byte == b' '))
    });
    found != 0
}

/// « text », with its no-break spaces.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("«{NBSP}{text}{NBSP}»")
}

/// A user's text quoted inside a message: on one line, harmless, cut after 60 characters.
#[must_use]
pub fn shown(text: &str) -> String {
    let line = plain_line(text.trim());
    match line.char_indices().nth(60) {
        Some((cut, _)) => quoted(&format!("{}…", &line[..cut])),
        None => quoted(&line),
    }
}

/// A number of things, French plural: 0 and 1 are singular.
#[must_use]
pub fn counted(number: u64, singular: &str, plural: &str) -> String {
    let word = if number < 2 { singular } else { plural };
    format!("{}{NBSP}{word}", count(number))
}

/// A whole number with its groups of thousands: 12 345.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(NARROW);
        }
        grouped.push(digit);
    }
    grouped
}

/// A rate as a French percentage, truncated to one decimal: « 99,7 % ».
#[must_use]
pub fn percent(rate: Rate) -> String {
    format!("{}{NBSP}%", one_decimal(rate.tenths_of_percent(), ','))
}

/// A number of tenths in French: 146 gives « 14,6 ».
#[must_use]
pub fn french_decimal(tenths: u64) -> String {
    one_decimal(tenths, ',')
}

/// A signed number of tenths, with a true minus sign.
#[must_use]
pub fn signed_decimal(negative: bool, tenths: u64) -> String {
    let sign = if negative && tenths > 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", one_decimal(tenths, ','))
}

/// « a, b et c ».
#[must_use]
pub fn list_with(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., tail] => format!("{} {last} {tail}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_spaces_become_no_break_ones_where_french_wants_them() {
        assert_eq!(fr("a : « b » ; c ? 5 %"), "a\u{a0}: «\u{a0}b\u{a0}»\u{a0}; c\u{a0}? 5\u{a0}%");
        assert_eq!(fr("clé: valeur"), "clé: valeur");
    }

    #[test]
    fn numbers_and_plurals_are_french() {
        assert_eq!(counted(0, "énoncé", "énoncés"), "0\u{a0}énoncé");
        assert_eq!(counted(1, "énoncé", "énoncés"), "1\u{a0}énoncé");
        assert_eq!(counted(12_345, "énoncé", "énoncés"), "12\u{202f}345\u{a0}énoncés");
        assert_eq!(Rate::of(13, 15).map(percent).as_deref(), Some("86,6\u{a0}%"));
        assert_eq!(signed_decimal(true, 78), "\u{2212}7,8");
        assert_eq!(signed_decimal(true, 0), "0,0");
        let items = ["a", "b", "c"].map(String::from);
        assert_eq!(list_with(&items, "et"), "a, b et c");
    }
}
