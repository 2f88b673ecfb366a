//! What was found of texts, kept for those that come back; digits aside, for no rule looks at which
//! digit stands in a text, only at whether one does.

use super::windows::{TOPS, within};

/// How many texts are kept: one takes the place of another that falls on it.
const PLACES: usize = 4096;

/// The longest text kept, in bytes.
const LONGEST: usize = 2_000;

/// What was found of some texts: only those met twice are kept.
#[derive(Debug)]
pub(super) struct Recall<V> {
    /// The traces of the texts met last.
    met: Vec<u64>,
    kept: Vec<Option<Kept<V>>>,
}

#[derive(Debug)]
struct Kept<V> {
    text: Vec<u64>,
    length: usize,
    value: V,
}

impl<V> Default for Recall<V> {
    fn default() -> Self {
        Self { met: vec![0; PLACES], kept: (0..PLACES).map(|_| None).collect() }
    }
}

impl<V> Recall<V> {
    /// What was found of a text, whose trace is given.
    pub(super) fn find(&self, trace: u64, text: &str) -> Option<&V> {
        let kept = self.kept[place(trace)].as_ref();
        let same = |kept: &&Kept<V>| {
            kept.length == text.len() && kept.text.iter().copied().eq(eights(text))
        };
        kept.filter(same).map(|kept| &kept.value)
    }

    /// Whether a text comes back, so that what is found of it is worth keeping.
    pub(super) fn comes_back(&mut self, trace: u64, text: &str) -> bool {
        std::mem::replace(&mut self.met[place(trace)], trace) == trace && text.len() <= LONGEST
    }

    /// Keeps what was found of a text.
    pub(super) fn keep(&mut self, trace: u64, text: &str, value: V) {
        let kept = Kept { text: eights(text).collect(), length: text.len(), value };
        self.kept[place(trace)] = Some(kept);
    }

    /// What was found of a text, or what `find` finds now: `None` is not kept.
    pub(super) fn or_find(&mut self, text: &str, find: impl FnOnce() -> Option<V>) -> Option<V>
    where
        V: Copy,
    {
        let trace = trace(text);
        if let Some(known) = self.find(trace, text) {
            return Some(*known);
        }
        let value = find()?;
        if self.comes_back(trace, text) {
            self.keep(trace, text, value);
        }
        Some(value)
    }
}

/// A number that texts share when they differ by their digits only.
pub(super) fn trace(text: &str) -> u64 {
    eights(text).fold(text.len() as u64, |trace, eight| {
        (trace.rotate_left(5) ^ eight).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

fn place(trace: u64) -> usize {
    usize::try_from(trace >> 40).unwrap_or_default() % PLACES
}

/// The bytes of a text eight by eight, zeros after, each digit as 0.
fn eights(text: &str) -> impl Iterator<Item = u64> {
    let (whole, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let last = (!rest.is_empty()).then_some(last);
    whole.iter().copied().chain(last).map(|eight| {
        let eight = u64::from_le_bytes(eight);
        let digits = within(eight & !TOPS, b'0', b'9') & !eight;
        eight & !((digits >> 7) * 0x0F)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_come_back_are_found_digits_aside() {
        let mut recall = Recall::default();
        let mut asked = 0;
        for text in ["annexe 12", "annexe 34", "annexe 5", "annexé12", "annexe 56", "annexe 1a"] {
            let found = recall.or_find(text, || {
                asked += 1;
                Some(text.len())
            });
            assert_eq!(found, Some(text.len()));
        }
        // « annexe 56 » alone was known, since « annexe 34 ».
        assert_eq!(asked, 5);
        assert_eq!(recall.or_find("vide", || None), None);
    }
}
