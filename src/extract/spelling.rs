//! How the lexicon spells words: small letters without accents, as numbers quick to compare.

/// The longest spelling, in bytes.
pub(super) const LONGEST: usize = 24;

/// A folded spelling as the numbers its bytes make, eight by eight, zeros after: quick to compare.
pub(super) type Spelt = [u64; LONGEST / 8];

/// The numbers of a spelling's bytes.
pub(super) fn as_numbers(bytes: &[u8; LONGEST]) -> Spelt {
    let (chunks, _) = bytes.as_chunks::<8>();
    [0, 1, 2].map(|at| u64::from_le_bytes(chunks[at]))
}

/// The numbers of the first bytes of a text that goes on beyond them.
pub(super) fn numbers_within(bytes: &[u8; LONGEST], length: usize) -> Spelt {
    let whole = as_numbers(bytes);
    if length <= 8 {
        return [first_bytes(whole[0], length), 0, 0];
    }
    [0, 1, 2].map(|at| first_bytes(whole[at], length.saturating_sub(at * 8).min(8)))
}

/// The number of at most eight bytes, cut after some of them.
pub(super) fn first_bytes(number: u64, length: usize) -> u64 {
    match length {
        8.. => number,
        _ => number & ((1 << (length * 8)) - 1),
    }
}

/// How many small ASCII letters a text begins with, looked at eight by eight.
pub(super) fn small_letters(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = EACH * 0x80;
    let mut run = 0;
    while let Some(eight) = bytes.get(run..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        // Sums that reach the top bit of each byte from « a » on, and after « z ».
        let low = eight & !TOP;
        let from_a = low + EACH * u64::from(0x80 - b'a');
        let after_z = low + EACH * u64::from(0x7F - b'z');
        let others = !(from_a & !after_z & !eight) & TOP;
        if others != 0 {
            return run + others.trailing_zeros() as usize / 8;
        }
        run += 8;
    }
    let rest = bytes.get(run..).unwrap_or_default();
    run + rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// The numbers of a spelling, if it is not too long.
pub(super) fn spelt(word: &str) -> Option<Spelt> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(as_numbers(&bytes))
}

/// A word as the lexicon spells it: small letters without accents.
pub(super) fn folded(word: &str) -> String {
    let mut out = String::new();
    for character in word.chars() {
        fold_into(character, &mut out);
    }
    out
}

/// The small letters of a letter with an accent, or of an apostrophe beyond ASCII.
pub(super) fn without_accent(character: char) -> Option<&'static str> {
    Some(match character {
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => "a",
        'î' | 'ï' | 'Î' | 'Ï' => "i",
        'ô' | 'ö' | 'Ô' | 'Ö' => "o",
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => "u",
        'ç' | 'Ç' => "c",
        'œ' | 'Œ' => "oe",
        '\u{2019}' | '\u{02BC}' | '\u{2018}' | '\u{B4}' => "'",
        _ => return None,
    })
}

/// Adds a character without accent nor capital.
pub(super) fn fold_into(character: char, out: &mut String) {
    match without_accent(character) {
        Some(letters) => out.push_str(letters),
        None => out.push(character.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_end_at_any_other_byte() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                let mut bytes = [b'm'; 20];
                bytes[at] = byte;
                let expected = if byte.is_ascii_lowercase() { 20 } else { at };
                assert_eq!(small_letters(&bytes), expected, "{byte} at {at}");
            }
        }
        assert_eq!(small_letters(b"az"), 2);
        assert_eq!(small_letters(b""), 0);
    }
}
