//! Texts that hands and programs made slightly different.

use encoding_rs::WINDOWS_1252;
use unicode_normalization::UnicodeNormalization;

/// Whether two texts differ only by what spreadsheets and word processors change by themselves:
/// spaces, quotes, dashes, line ends. Where the second comes from a Windows-1252 text, any
/// character stands for one that this encoding does not have.
pub(super) fn alike(ours: &str, theirs: &str, lossy: bool) -> bool {
    if ours == theirs || bare(ours) == bare(theirs) {
        return true;
    }
    if !lossy {
        return false;
    }
    let ours: String = ours.nfc().map(|c| if is_in_1252(c) { c } else { LOST }).collect();
    let (ours, theirs) = (bare(&ours), bare(theirs));
    let mut pairs = ours.chars().zip(theirs.chars());
    ours.chars().count() == theirs.chars().count() && pairs.all(|(a, b)| a == b || a == LOST)
}

/// Stands for a character that could not be written.
const LOST: char = '\u{FFFC}';

fn is_in_1252(character: char) -> bool {
    let mut buffer = [0; 4];
    let (_, _, failed) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
    !failed
}

/// A text without what may differ.
fn bare(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        lines.push(bare_line(line));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines[first..].join("\n")
}

fn bare_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut gap = false;
    for character in line.nfc() {
        let character = match character {
            '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{201A}' => '\'',
            '«' | '»' | '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        };
        let invisible = matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}');
        if invisible || (character.is_control() && character != '\t') {
            continue;
        }
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        // Quotes hold their spaces in French, and not in English.
        let beside_quote = character == '"' || out.ends_with('"');
        if std::mem::take(&mut gap) && !out.is_empty() && !beside_quote {
            out.push(' ');
        }
        match character {
            '…' => out.push_str("..."),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_quotes_and_dashes_make_no_difference_words_do() {
        for (ours, theirs) in [
            ("l'ENT « doit » : oui", "l\u{2019}ENT \"doit\"\u{a0}: oui  "),
            ("un\n\ndeux", "un \r\n\r\ndeux\r\n"),
            ("a – b…", "a - b..."),
            ("e\u{301}t\u{e9}", "été"),
            ("x\u{1}y", "xy"),
        ] {
            assert!(alike(ours, theirs, false), "{ours:?} {theirs:?}");
        }
        for (ours, theirs) in
            [("doit", "Doit"), ("un deux", "undeux"), ("un\ndeux", "un deux"), ("été", "ete")]
        {
            assert!(!alike(ours, theirs, false), "{ours:?} {theirs:?}");
        }
    }

    #[test]
    fn old_windows_loses_characters_and_nothing_more() {
        assert!(alike("Łódź ≥ 3", "?ód? ? 3", true));
        assert!(alike("Łódź", "Lódz", true));
        assert!(!alike("Łódź", "?ód?", false));
        assert!(!alike("Łódź", "?od?", true));
        assert!(!alike("été", "?t?", true));
    }
}
