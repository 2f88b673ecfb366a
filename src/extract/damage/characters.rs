//! Characters put back: spaces, hyphens, ligatures, accents in two pieces, footnote calls, field
//! codes.

use std::ops::Range;

use super::lines::is_space;
use super::map::Writer;
use super::words::{undoubled, with_apostrophe};
use super::{Damage, Removed};
use crate::words::LeftOut;

/// What a line may hold, told in one pass over pairs of bytes that compilers turn into wide
/// instructions: most lines hold nothing of it.
#[derive(Debug, Default, Clone, Copy)]
struct Profile {
    /// A byte that begins odd spaces, hyphens, ligatures, glyphs, combining marks; or a tab.
    odd: bool,
    /// A digit after a small letter: a footnote call, maybe.
    call: bool,
    /// Two capitals: a field code, maybe.
    capitals: bool,
    /// How many bytes repeat the one before.
    doubled: usize,
    /// A byte that Markdown may read as a mark inside a line.
    marks: bool,
}

impl Profile {
    /// A sixth of the letters doubled is more than any French line has.
    fn doubled(&self, line: &str) -> bool {
        self.doubled >= 3 && self.doubled * 6 > line.len()
    }

    /// A Word field code, maybe.
    fn fields(&self, line: &str) -> bool {
        let known = ["HYPERLINK", "PAGEREF", "TOC \\"];
        self.capitals && known.iter().any(|field| line.contains(field))
    }

    /// Some character, or a footnote call, must be looked at.
    fn changes(&self, line: &str) -> bool {
        self.call || (self.odd && needs_change(line.as_bytes()))
    }
}

fn profile(bytes: &[u8]) -> Profile {
    let first = bytes.first().copied().unwrap_or_default();
    let mut profile = Profile { odd: is_odd(first), marks: is_mark(first), ..Profile::default() };
    let after = bytes.get(1..).unwrap_or_default();
    // Short runs, so that their sums hold in a byte each.
    for (before, after) in bytes.chunks(128).zip(after.chunks(128)) {
        let (mut odd, mut call, mut capitals, mut doubled) = (0_u8, 0_u8, 0_u8, 0_u8);
        let mut marks = 0_u8;
        for (before, byte) in before.iter().zip(after) {
            let (before, byte) = (*before, *byte);
            let capital = (before.wrapping_sub(b'A') < 26) & (byte.wrapping_sub(b'A') < 26);
            odd |= u8::from(is_odd(byte));
            call |= u8::from(byte.wrapping_sub(b'0') < 10) & u8::from(before >= b'a');
            capitals |= u8::from(capital);
            doubled += u8::from(before == byte);
            marks |= u8::from(is_mark(byte));
        }
        profile.odd |= odd != 0;
        profile.call |= call != 0;
        profile.capitals |= capitals != 0;
        profile.marks |= marks != 0;
        profile.doubled += usize::from(doubled);
    }
    profile
}

fn is_odd(byte: u8) -> bool {
    // Without leaving early: such comparisons are made on many bytes at once.
    (byte == 0xC2) | (byte == 0xE2) | is_rare(byte)
}

fn is_mark(byte: u8) -> bool {
    (byte == b'_')
        | (byte == b'`')
        | (byte == b'[')
        | (byte == b']')
        | (byte == b'<')
        | (byte == b'&')
        | (byte == b'\\')
        | (byte == b'^')
        | (byte == b'~')
        | (byte == b'|')
        | (byte == b'{')
}

/// Whether a line is copied as it is, and says to Markdown what it says to a reader, emphasis
/// aside.
pub(super) fn is_plain(line: &str) -> bool {
    let found = profile(line.as_bytes());
    !found.marks && !found.doubled(line) && !found.fields(line) && !found.changes(line)
}

/// Whether the odd bytes of a line need a change: « », ° and the usual quotes and dashes do not.
fn needs_change(bytes: &[u8]) -> bool {
    let rare = bytes.iter().fold(0_u8, |found, byte| found | u8::from(is_rare(*byte)));
    rare != 0
        || memchr::memchr2_iter(0xC2, 0xE2, bytes).any(|at| match bytes[at] {
            0xC2 => !matches!(bytes.get(at + 1), Some(0xAB | 0xBB | 0xB0)),
            _ => {
                let usual = [0x80, 0x93, 0x94, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0xA2, 0xA6];
                let next = bytes.get(at + 1..at + 3).unwrap_or_default();
                !(next.first() == Some(&0x80)
                    && next.get(1).is_some_and(|last| usual[1..].contains(last)))
            }
        })
}

fn is_rare(byte: u8) -> bool {
    (byte == 0xCC) | (byte == 0xCD) | (byte == 0xEE) | (byte == 0xEF) | (byte == b'\t')
}

/// Writes a line without its damage.
pub(super) fn write(
    writer: &mut Writer<'_>,
    text: &str,
    start: usize,
    end: usize,
    damage: Damage,
    removed: &mut Vec<Removed>,
) {
    let end = start + text[start..end].trim_end_matches(trailing).len();
    let line = &text[start..end];
    let found = profile(line.as_bytes());
    let doubled = found.doubled(line);
    if doubled || found.fields(line) || damage.apostrophes_lost {
        return write_words(writer, text, start..end, damage, doubled, removed);
    }
    match found.changes(line) {
        true => write_characters(writer, text, start, end),
        false => writer.copy(start, end),
    }
}

/// What ends a line for nothing; two plain spaces are a line break of Markdown, but conversions
/// leave them everywhere.
fn trailing(c: char) -> bool {
    is_space(c)
}

fn write_characters(writer: &mut Writer<'_>, text: &str, start: usize, end: usize) {
    let line = &text[start..end];
    let mut copied = start;
    let mut before = writer.last().filter(|_| start > 0).unwrap_or(' ');
    let mut at = 0;
    loop {
        // Most characters stay as they are.
        let plain = line.bytes().skip(at).take_while(|byte| !may_change(*byte)).count();
        let passed = &line[at..at + plain];
        before = passed.chars().next_back().unwrap_or(before);
        at += plain;
        let Some(character) = line[at..].chars().next() else { break };
        let here = start + at;
        at += character.len_utf8();
        let change = match character {
            '\u{300}'..='\u{36F}' => compose(before, character),
            '0'..='9' if before.is_lowercase() => {
                let length = call_length(line, at - 1);
                if length > 0 {
                    writer.copy(copied, here);
                    writer.replace(here, here + length, "");
                    copied = here + length;
                    at += length - 1;
                    continue;
                }
                None
            }
            '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}' if before.is_lowercase() => {
                Some(Change::With(""))
            }
            other => simple(other, before, line[at..].chars().next()),
        };
        match change {
            None => {}
            Some(Change::With(with)) => {
                writer.copy(copied, here);
                writer.replace(here, here + character.len_utf8(), with);
                copied = here + character.len_utf8();
            }
            Some(Change::Composed(letter)) => {
                let base = here - before.len_utf8();
                writer.copy(copied, base);
                let mut buffer = [0; 4];
                let whole = letter.encode_utf8(&mut buffer);
                writer.replace(base, here + character.len_utf8(), whole);
                copied = here + character.len_utf8();
                before = letter;
                continue;
            }
        }
        before = character;
    }
    writer.copy(copied, end);
}

/// Whether a byte may begin a character that changes: others are copied with those around them.
fn may_change(byte: u8) -> bool {
    is_odd(byte) || byte.is_ascii_digit() || matches!(byte, 0xC2 | 0xE1 | 0xE3)
}

/// A change of one character.
#[derive(Debug)]
enum Change {
    /// Something else in its place.
    With(&'static str),
    /// One letter for it and the one before.
    Composed(char),
}

fn compose(before: char, mark: char) -> Option<Change> {
    unicode_normalization::char::compose(before, mark).map(Change::Composed)
}

fn simple(character: char, before: char, next: Option<char>) -> Option<Change> {
    let with = match character {
        '\u{A0}'
        | '\u{202F}'
        | '\u{2007}'
        | '\u{2002}'..='\u{2006}'
        | '\u{2008}'..='\u{200A}'
        | '\u{3000}'
        | '\t' => " ",
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{200C}' | '\u{200D}' => "",
        '\u{2010}' | '\u{2011}' | '\u{2212}' => "-",
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        // Glyphs of symbol fonts inside a line: a bullet lost among words.
        '\u{E000}'..='\u{F8FF}' => {
            let alone = before == ' ' && next == Some(' ');
            if alone { "-" } else { " " }
        }
        _ => return None,
    };
    Some(Change::With(with))
}

/// Words whose number belongs to them.
const NUMBERED: &[&str] = &[
    "annexe",
    "article",
    "niveau",
    "version",
    "chapitre",
    "section",
    "figure",
    "tableau",
    "étape",
    "phase",
    "oauth",
    "python",
    "level",
    "critère",
    "exigence",
    "règle",
    "utilisateur",
    "serveur",
    "classe",
    "groupe",
    "cycle",
    "module",
    "partie",
    "paragraphe",
    "profil",
    "argon",
    "bcrypt",
];

/// The length of a footnote call glued to the word before byte `at`; 0 where it is none.
fn call_length(line: &str, at: usize) -> usize {
    let length = line[at..].bytes().take_while(u8::is_ascii_digit).count();
    let after = line[at + length..].chars().next();
    let ends = after.is_none_or(|c| is_space(c) || matches!(c, '.' | ',' | ';' | ':' | ')' | '»'));
    let word_start = line[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(at, |(start, _)| start);
    let word = &line[word_start..at];
    let glued_before = line[..word_start].ends_with(['-', '_', '.', '/', '@', '#', '=']);
    let plain = word.chars().all(char::is_lowercase) && word.chars().count() >= 5;
    let french = plain && !NUMBERED.contains(&word) && !glued_before;
    if french && ends && length <= 3 && !line[at..].starts_with('0') { length } else { 0 }
}

/// The slow way: word by word, for lines that need more than characters.
fn write_words(
    writer: &mut Writer<'_>,
    text: &str,
    line: Range<usize>,
    damage: Damage,
    doubled: bool,
    removed: &mut Vec<Removed>,
) {
    let (mut at, end) = (line.start, line.end);
    while at < end {
        let rest = &text[at..end];
        if let Some(length) = field_code(rest) {
            writer.replace(at, at + length, "");
            removed.push(Removed { start: at, end: at + length, why: LeftOut::Code });
            at += length;
            continue;
        }
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if word == 0 {
            let gap = rest.find(char::is_alphabetic).unwrap_or(rest.len());
            let gap = field_start(&rest[..gap]).map_or(gap, |field| field.max(1));
            write_characters(writer, text, at, at + gap);
            at += gap;
            continue;
        }
        let whole = &rest[..word];
        if let Some(single) = doubled.then(|| undoubled(whole)).flatten() {
            writer.replace(at, at + word, &single);
        } else if let Some(fixed) = with_apostrophe(whole).filter(|_| damage.apostrophes_lost) {
            writer.replace(at, at + word, fixed);
        } else if damage.apostrophes_lost && is_elided(whole, &rest[word..]) {
            writer.copy(at, at + word);
            writer.replace(at + word, at + word + 1, "'");
            at += 1;
        } else {
            write_characters(writer, text, at, at + word);
        }
        at += word;
    }
}

/// « d un », « qu il »: the elided word before its space.
fn is_elided(word: &str, after: &str) -> bool {
    const ELIDED: &[&str] = &[
        "d", "l", "n", "s", "j", "m", "c", "qu", "lorsqu", "jusqu", "puisqu", "D", "L", "N", "S",
        "C", "Qu",
    ];
    let next = after.strip_prefix(' ').unwrap_or_default();
    let vowel = next.starts_with(|c: char| "aàâeéèêiîoôuyhAÀÂEÉÈÊIÎOÔUYH".contains(c));
    let conjunction = ["et ", "ou ", "à "].iter().any(|other| next.starts_with(other));
    ELIDED.contains(&word) && vowel && !(conjunction && word.len() == 1)
}

/// Where a field code could begin in a run without letters.
fn field_start(gap: &str) -> Option<usize> {
    gap.find('\\')
}

/// The length of a Word field code at the beginning of a text.
fn field_code(text: &str) -> Option<usize> {
    let quoted = |from: usize| -> usize {
        let rest = &text[from..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        match rest[spaces..].strip_prefix('"').and_then(|inside| inside.find('"')) {
            Some(close) => from + spaces + close + 2,
            None => from,
        }
    };
    let switches = |from: usize| -> usize {
        let mut at = from;
        loop {
            let rest = text[at..].trim_start_matches(' ');
            let skipped = text.len() - at - rest.len();
            let mut letters = rest.strip_prefix('\\').unwrap_or_default().chars();
            // A switch has one letter: « \h ».
            let (Some(letter), false) =
                (letters.next(), letters.next().is_some_and(char::is_alphanumeric))
            else {
                return at;
            };
            at = quoted(at + skipped + 1 + letter.len_utf8());
        }
    };
    if text.starts_with("TOC \\") {
        return Some(switches(3));
    }
    if let Some(rest) = text.strip_prefix("HYPERLINK") {
        let named = quoted(text.len() - rest.len());
        let at = switches(named);
        return (at > "HYPERLINK".len()).then_some(at);
    }
    let rest = text.strip_prefix("PAGEREF ")?;
    let name = rest.find(' ').unwrap_or(rest.len());
    let at = switches("PAGEREF ".len() + name);
    let number = text[at..].trim_start_matches(' ');
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    Some(text.len() - number.len() + digits)
}
