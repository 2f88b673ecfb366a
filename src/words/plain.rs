//! Texts brought to a comparable or a printable form.

use std::borrow::Cow;

use serde::Serialize;
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

/// What two ways of writing one name have in common: [`fold`], without spaces nor what does not
/// show. Empty where nothing shows.
#[must_use]
pub fn name_key(name: &str) -> String {
    let seen = |c: &char| !c.is_control() && !is_invisible(*c) && !acts(*c);
    let shown: String = name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    fold(&shown.chars().filter(seen).collect::<String>()).replace(' ', "")
}

/// Whether a character takes no room in a line, or stands for one in a [`plain_text`].
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}')
        || matches!(character, '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || matches!(character, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
        || matches!(character, '\u{2400}'..='\u{2421}' | '\u{FFFD}')
}

/// A text that cannot act on a terminal nor reorder its line: controls and marks of direction
/// become visible stand-ins; line breaks stay.
#[must_use]
pub fn plain_text(text: &str) -> String {
    harmless(text).into_owned()
}

/// [`plain_text`], of a text that mostly is so already.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|character| *character != '\r');
    let shown = kept.map(|character| match character {
        harmless if !acts(harmless) => harmless,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        _ => '\u{FFFD}',
    });
    Cow::Owned(shown.collect())
}

/// Whether [`plain_text`] would change nothing. Most texts are told by their bytes alone, looked at
/// many together: ASCII but for its controls, U+00A0 to U+02FF, which UTF-8 begins with C2 to CB.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = bytes.iter().fold(false, |odd, byte| {
        odd | !matches!(byte, b' '..=b'~' | b'\n' | b'\t' | 0x80..=0xBF | 0xC2..=0xCB)
    });
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let control = pairs.fold(false, |found, (first, second)| {
        found | ((*first == 0xC2) & matches!(second, 0x80..=0x9F))
    });
    !(odd | control) || !text.chars().any(|character| character == '\r' || acts(character))
}

/// Whether a character could act on a terminal, hide in a line or turn it around. Line breaks and
/// tabs are what they seem.
fn acts(character: char) -> bool {
    // Nearly every character of a French text ends here.
    if matches!(character, ' '..='~' | '\u{A0}'..='\u{2FF}') {
        return false;
    }
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(character, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || matches!(character, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A document as JSON, ended by a line break. A character that could act on a terminal is written
/// `\u202e`: the same text to a program, and harmless to an eye.
#[must_use]
pub fn json_text(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 1);
    for character in text.chars() {
        if acts(character) {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            out.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(character);
        }
    }
    out.push('\n');
    out
}

/// [`plain_text`] on one line: every run of white space with a line break or a tab becomes one
/// space.
#[must_use]
pub fn plain_line(text: &str) -> String {
    one_line(text).into_owned()
}

/// [`plain_line`], of a text that mostly is so already.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    let plain = harmless(text);
    if !plain.contains(['\n', '\t']) {
        return plain;
    }
    let pieces = plain.split(['\n', '\t']).map(|piece| piece.trim_matches(' '));
    let kept: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    Cow::Owned(kept.join(" "))
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_shows_of_them() {
        let key = name_key("Éditions Boréales");
        for twin in
            ["editions-boreales", "ÉDITIONS\u{a0}BORÉALES ", "E\u{301}ditionsBore\u{200b}ales"]
        {
            assert_eq!(name_key(twin), key, "{twin}");
            assert_eq!(name_key(&plain_line(twin)), key, "{twin}");
        }
        assert_eq!(name_key(&plain_line("Éditions\u{202e} Boréales\u{7}")), key);
        assert_ne!(name_key("Éditions Boréale"), key);
        for nothing in ["", " \u{a0}", "\u{200b}\u{feff}", "\u{3164}"] {
            assert_eq!(name_key(nothing), "", "{nothing:?}");
        }
    }

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

    #[test]
    fn a_json_document_is_harmless_and_says_the_same() {
        let hostile = "é\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\n\u{a0}";
        let text = json_text(&[hostile]);
        assert_eq!(text, "[\n  \"é\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41\\n\u{a0}\"\n]\n");
        assert_eq!(serde_json::from_str::<[String; 1]>(&text).unwrap(), [hostile]);
    }
}
