//! Sixty-four bytes of a text looked at together: which of them are parts of words.

/// How far windows stand apart: a word that begins within one is seen for eight bytes.
pub(super) const STEP: usize = 56;

/// The bits of the bytes at which words are looked for in a window.
pub(super) const STARTS: u64 = (1 << STEP) - 1;

const EACH: u64 = 0x0101_0101_0101_0101;

/// The top bit of each of eight bytes.
pub(super) const TOPS: u64 = EACH * 0x80;

/// What makes small letters of ASCII ones, eight at a time; digits stay.
pub(super) const SMALL: u64 = EACH * 0x20;

/// A bit for each byte that is part of a word: ASCII letters and digits, and the letters with
/// accents that begin with C3, C4 or C5 in UTF-8; `cut` where the byte before begins one.
pub(super) fn letters(window: &[u8; 64], cut: bool) -> u64 {
    let (mut plain, mut leads, mut follows) = (0, 0, 0);
    let (eights, _) = window.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let high = eight & TOPS;
        let low = eight & !TOPS;
        let letter = within(low | SMALL, b'a', b'z') & !high;
        let digit = within(low, b'0', b'9') & !high;
        let lead = within(low, 0x43, 0x45) & high;
        // From 80 to BF: the bit after the top one is not set.
        let follow = high & !(eight << 1);
        plain |= gathered(letter | digit) << (8 * at);
        leads |= gathered(lead) << (8 * at);
        follows |= gathered(follow) << (8 * at);
    }
    plain | leads | (follows & (leads << 1 | u64::from(cut)))
}

/// The top bit of each byte, all below 80, that stands between two others.
pub(super) fn within(low: u64, first: u8, last: u8) -> u64 {
    let from = low + EACH * u64::from(0x80 - first);
    let after = low + EACH * u64::from(0x7F - last);
    from & !after & TOPS
}

/// The top bits of eight bytes side by side.
fn gathered(tops: u64) -> u64 {
    (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_told_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for at in 0..63 {
                let mut window = [b' '; 64];
                window[at] = byte;
                window[at + 1] = 0xA9;
                let lead = matches!(byte, 0xC3..=0xC5);
                let expected = match lead {
                    true => 3 << at,
                    false => u64::from(byte.is_ascii_alphanumeric()) << at,
                };
                assert_eq!(letters(&window, false), expected, "{byte:x} at {at}");
            }
        }
        assert_eq!(letters(&[0xA9; 64], true), 1);
    }
}
