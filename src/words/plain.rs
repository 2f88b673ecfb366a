//! Texts brought to a comparable or a printable form.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without accents, capitals, or difference between spaces, hyphens and underscores:
/// « Non‑conforme » and « non_conforme » fold to the same.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        let separates = character.is_whitespace()
            || matches!(character, '_' | '-' | '\u{2010}'..='\u{2014}' | '\u{2212}');
        if separates {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        match character {
            '\u{2019}' | '\u{02BC}' => folded.push('\''),
            'œ' | 'Œ' => folded.push_str("oe"),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

/// A text that cannot act on a terminal nor reorder its line: controls and marks of direction
/// become visible stand-ins; line breaks stay.
#[must_use]
pub fn plain_text(text: &str) -> String {
    text.chars()
        .filter(|character| *character != '\r')
        .map(|character| match character {
            '\n' | '\t' => character,
            '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
            '\u{7F}' => '\u{2421}',
            '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' => '\u{FFFD}',
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => '\u{FFFD}',
            '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => '\u{FFFD}',
            '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{E0000}'..='\u{E007F}' => '\u{FFFD}',
            other => other,
        })
        .collect()
}

/// [`plain_text`] on one line: every run of white space with a line break or a tab becomes one
/// space.
#[must_use]
pub fn plain_line(text: &str) -> String {
    let plain = plain_text(text);
    if !plain.contains(['\n', '\t']) {
        return plain;
    }
    let pieces = plain.split(['\n', '\t']).map(|piece| piece.trim_matches(' '));
    let kept: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_what_hands_vary() {
        assert_eq!(fold("  Établissement\u{a0}scolaire "), "etablissement scolaire");
        assert_eq!(fold("2ᵈ degré"), "2d degre");
        assert_eq!(fold("mise en Œuvre l\u{2019}été"), "mise en oeuvre l'ete");
        assert_eq!(fold("_"), "");
    }

    #[test]
    fn nothing_left_can_drive_a_terminal_or_turn_a_line_around() {
        let hostile = "a\u{1b}[31mb\u{202e}c\u{9b}d\u{2028}e\r\nf";
        assert_eq!(plain_text(hostile), "a␛[31mb\u{fffd}c\u{fffd}d\u{fffd}e\nf");
        assert_eq!(plain_line("a\n\n  b\tc"), "a b c");
        assert_eq!(plain_line("a  b"), "a  b");
    }
}
