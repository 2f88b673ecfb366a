//! How words of force begin: enough to pass over texts that hold none.

use super::spelling::{LONGEST, numbers_within, without_accent};

/// Beginnings of the words that bear a force, as a set that may hold others by chance.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// Beginnings, each a bit that its letters give.
    known: Vec<u64>,
    /// For each first letter, the second ones: enough to pass over most words.
    pairs: [u64; 64],
}

/// How many letters of a beginning tell it apart.
const LETTERS: usize = 5;

impl Beginnings {
    pub(super) fn new() -> Self {
        Self { known: vec![0; 1024], pairs: [0; 64] }
    }

    fn place(beginning: u64) -> (usize, u64) {
        let mix = beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48;
        (usize::try_from(mix >> 6).unwrap_or_default(), 1 << (mix & 63))
    }

    /// Adds a folded word.
    pub(super) fn add(&mut self, word: &str) {
        let mut bytes = [0; LONGEST];
        let length = word.len().min(LETTERS);
        bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
        let (at, bit) = Self::place(numbers_within(&bytes, length)[0]);
        self.known[at] |= bit;
        self.pairs[usize::from(bytes[0] & 63)] |= 1 << (bytes[1] & 63);
    }

    /// Whether some word of a text may begin so.
    pub(super) fn any(&self, bytes: &[u8]) -> bool {
        let mut at = 0;
        let mut inside = false;
        while let Some(byte) = bytes.get(at).copied() {
            let plain = PLAIN[usize::from(byte)];
            if plain != 0 && (inside || !self.may_begin(plain, bytes, at)) {
                inside = true;
                at += 1;
                continue;
            }
            let (letter, length) = letter_at(bytes, at, byte);
            if letter.is_some() && !inside && self.has(bytes, at) {
                return true;
            }
            inside = letter.is_some();
            at += length;
        }
        false
    }

    /// Whether a word may begin with a letter and the byte after it; only plain letters can tell.
    fn may_begin(&self, first: u8, bytes: &[u8], at: usize) -> bool {
        let second = bytes.get(at + 1).map_or(0, |byte| PLAIN[usize::from(*byte)]);
        second == 0 || self.pairs[usize::from(first & 63)] & (1 << (second & 63)) != 0
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
        let (at, bit) = Self::place(beginning);
        self.known[at] & bit != 0
    }
}

/// The small letter or digit of each ASCII byte; 0 for all others.
const PLAIN: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The small letter without accent at a byte, and how many bytes it takes; a letter with a mark that
/// French does not write counts as `\u{1}`.
fn letter_at(bytes: &[u8], at: usize, byte: u8) -> (Option<u8>, usize) {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => (Some(byte), 1),
        b'A'..=b'Z' => (Some(byte | 0x20), 1),
        0..0x80 => (None, 1),
        // « × » and « ÷ » stand among the letters.
        0xC3 if matches!(bytes.get(at + 1), Some(0x97 | 0xB7)) => (None, 2),
        0xC3..=0xC5 => {
            let character = bytes.get(at..at + 2).and_then(|two| std::str::from_utf8(two).ok());
            let letter = character.and_then(|two| two.chars().next()).and_then(without_accent);
            (Some(letter.map_or(1, |letter| letter.as_bytes()[0])), 2)
        }
        // No word of the lexicon has other letters: what follows one may begin a word.
        0xC2 | 0xC6..=0xDF => (None, 2),
        0xE0..=0xEF => (None, 3),
        0xF0..=0xFF => (None, 4),
        0x80..=0xC1 => (None, 1),
    }
}
