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
    [0, 1, 2].map(|at| {
        let kept = length.saturating_sub(at * 8).min(8);
        let mask = if kept == 8 { u64::MAX } else { (1 << (kept * 8)) - 1 };
        whole[at] & mask
    })
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
