//! How words of force begin: enough to pass over texts that hold none.

use std::sync::LazyLock;

use super::spelling::{LONGEST, first_bytes, numbers_within, small_letters, without_accent};
use super::windows;

/// Beginnings of the words that bear a force, as a set that may hold others by chance.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// Beginnings, each a bit that its letters give.
    known: Vec<u64>,
}

/// How many letters of a beginning tell it apart.
const LETTERS: usize = 8;

impl Beginnings {
    pub(super) fn new() -> Self {
        Self { known: vec![0; 1024] }
    }

    /// The two bits of a beginning: by chance, others have both in one case out of thousands.
    fn bits(beginning: u64) -> [(usize, u64); 2] {
        let mix = beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        [mix >> 48, (mix >> 32) & 0xFFFF]
            .map(|place| (usize::try_from(place >> 6).unwrap_or_default(), 1 << (place & 63)))
    }

    fn knows(&self, beginning: u64) -> bool {
        Self::bits(beginning).iter().all(|(at, bit)| self.known[*at] & bit != 0)
    }

    /// Adds a folded word.
    pub(super) fn add(&mut self, word: &str) {
        let mut bytes = [0; LONGEST];
        let length = word.len().min(LETTERS);
        bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
        for (at, bit) in Self::bits(numbers_within(&bytes, length)[0]) {
            self.known[at] |= bit;
        }
    }

    /// Whether some word of a text may begin so.
    pub(super) fn any(&self, bytes: &[u8]) -> bool {
        // « × » and « ÷ » stand among the letters, and are none: such texts go the long way.
        let odd = memchr::memchr2_iter(0x97, 0xB7, bytes).any(|at| at > 0 && bytes[at - 1] == 0xC3);
        let mut at = 0;
        while let Some(window) = bytes[at..].first_chunk().filter(|_| !odd) {
            let before = at > 0 && is_letter_before(bytes, at);
            let cut = cuts_letter(bytes, at);
            if self.any_in(bytes, at, windows::letters(window, cut), before) {
                return true;
            }
            at += windows::STEP;
        }
        if at > 0 && is_letter_before(bytes, at) {
            at = word_end(bytes, at + usize::from(cuts_letter(bytes, at)));
        }
        self.any_one_by_one(bytes.get(at..).unwrap_or_default())
    }

    /// Whether a word that begins in a window of the text, its end aside, may be known: `letters`
    /// has a bit for each byte that is part of a word.
    fn any_in(&self, bytes: &[u8], start: usize, letters: u64, before: bool) -> bool {
        let mut starts = letters & !(letters << 1 | u64::from(before)) & windows::STARTS;
        let mut found = false;
        while starts != 0 {
            let at = starts.trailing_zeros();
            starts &= starts - 1;
            let length = (letters >> at).trailing_ones().min(8);
            let eight = bytes[start + at as usize..].first_chunk();
            let eight = eight.map_or(u64::MAX, |eight| u64::from_le_bytes(*eight));
            let word = first_bytes(eight, length as usize);
            // Letters with accents are told one by one.
            found |= match word & windows::TOPS {
                0 => self.knows(word | windows::SMALL & first_bytes(u64::MAX, length as usize)),
                _ => self.has(bytes, start + at as usize),
            };
        }
        found
    }

    fn any_one_by_one(&self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if byte.is_ascii_lowercase() {
                let run = small_letters(&bytes[at..]);
                if self.may_begin(bytes, at, run) {
                    return true;
                }
                at = word_end(bytes, at + run);
                continue;
            }
            let (letter, length) = letter_at(bytes, at, byte);
            at = match letter {
                Some(_) if self.has(bytes, at) => return true,
                Some(_) => word_end(bytes, at + length),
                None => at + length,
            };
        }
        false
    }

    /// Whether a word that begins with some small letters may be known: told at once where they
    /// are enough.
    fn may_begin(&self, bytes: &[u8], start: usize, run: usize) -> bool {
        let whole = run >= LETTERS || bytes.get(start + run).is_some_and(|next| is_mark(*next));
        match bytes[start..].first_chunk() {
            Some(eight) if whole => {
                self.knows(first_bytes(u64::from_le_bytes(*eight), run.min(LETTERS)))
            }
            _ => self.has(bytes, start),
        }
    }

    fn has(&self, bytes: &[u8], start: usize) -> bool {
        let mut beginning = 0_u64;
        let mut at = start;
        let mut letters = 0;
        while letters < LETTERS {
            let Some(byte) = bytes.get(at).copied() else { break };
            let (Some(letter), length) = letter_at(bytes, at, byte) else { break };
            beginning |= u64::from(letter) << (8 * letters);
            letters += 1;
            at += length;
        }
        self.knows(beginning)
    }
}

/// Whether a letter of two bytes begins just before a byte.
fn cuts_letter(bytes: &[u8], at: usize) -> bool {
    at > 0 && matches!(bytes[at - 1], 0xC3..=0xC5)
}

/// Whether the byte before another belongs to a word, « × » and « ÷ » aside.
fn is_letter_before(bytes: &[u8], at: usize) -> bool {
    match bytes[at - 1] {
        0x80..=0xBF => at > 1 && matches!(bytes[at - 2], 0xC3..=0xC5),
        last => last.is_ascii_alphanumeric() || matches!(last, 0xC3..=0xC5),
    }
}

/// Whether a byte is ASCII and no part of a word.
fn is_mark(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// The end of a word some letters of which were read.
fn word_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += small_letters(bytes.get(at..).unwrap_or_default());
        let Some(byte) = bytes.get(at).copied().filter(|byte| !is_mark(*byte)) else { return at };
        let (Some(_), length) = letter_at(bytes, at, byte) else { return at };
        at += length;
    }
}

/// The small letter of the letters with accents that French writes; `\u{1}` for others.
fn letter_of(first: u8, second: u8) -> u8 {
    static LETTERS: LazyLock<[u8; 192]> = LazyLock::new(|| {
        let mut letters = [1; 192];
        for (at, letter) in letters.iter_mut().enumerate() {
            let character = u32::try_from(at).ok().and_then(|at| char::from_u32(0xC0 + at));
            let plain = character.and_then(without_accent);
            *letter = plain.map_or(1, |plain| plain.as_bytes()[0]);
        }
        letters
    });
    LETTERS[usize::from(first - 0xC3) * 64 + usize::from(second & 0x3F)]
}

/// The small letter without accent at a byte, and how many bytes it takes; a letter with a mark that
/// French does not write counts as `\u{1}`.
fn letter_at(bytes: &[u8], at: usize, byte: u8) -> (Option<u8>, usize) {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => (Some(byte), 1),
        b'A'..=b'Z' => (Some(byte | 0x20), 1),
        0..0x80 => (None, 1),
        // « × » and « ÷ » stand among the letters.
        0xC3 if matches!(bytes.get(at + 1), Some(0x97 | 0xB7)) => (None, 2),
        0xC3..=0xC5 => (bytes.get(at + 1).map(|next| letter_of(byte, *next)), 2),
        // No word of the lexicon has other letters: what follows one may begin a word.
        0xC2 | 0xC6..=0xDF => (None, 2),
        0xE0..=0xEF => (None, 3),
        0xF0..=0xFF => (None, 4),
        0x80..=0xC1 => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        let mut known = Beginnings::new();
        ["doit", "interdit", "exige", "recommande"].iter().for_each(|word| known.add(word));
        let filler = "l’été, « çà » et là 12 naïfs ; œuvrer c\u{a0}’est × ou ";
        for word in ["doit", "DOIT", "Interdit", "exigé", "EXIGÉ", "recommandé"] {
            for before in 0..130 {
                let start = filler.repeat(4);
                let start = &start[..start.floor_char_boundary(before)];
                for (left, right) in [(" ", " "), ("’", "."), ("(", ")"), ("×", ";"), (" ", "")]
                {
                    let text = format!("{start}{left}{word}{right}");
                    assert!(known.any(text.as_bytes()), "{text}");
                    let followed = format!("{text} {filler}{filler}");
                    assert!(known.any(followed.as_bytes()), "{followed}");
                }
                for text in [format!("{start} x{word} {filler}"), format!("{start} é{word}é")] {
                    assert!(!known.any(text.as_bytes()), "{text}");
                    assert!(!known.any(text.replace('×', "x").as_bytes()), "{text}");
                }
            }
        }
    }
}
