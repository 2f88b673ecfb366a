//! Texts alike found among many, without comparing each with each.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::telling_words;

/// The telling words of a text; one that comes again is another word: `(mot, 1)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bag(BTreeSet<(String, usize)>);

impl Bag {
    /// The bag of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        let mut bag = BTreeSet::new();
        for word in telling_words(text) {
            let rank = times.entry(word.clone()).or_default();
            bag.insert((word, *rank));
            *rank += 1;
        }
        Self(bag)
    }

    /// How alike two bags are, per mille, as [`crate::words::likeness`] counts; empty bags are
    /// like nothing.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let whole = self.0.len() + other.0.len();
        let shared = self.0.intersection(&other.0).count();
        let alike = (2000 * shared).checked_div(whole).unwrap_or(0);
        u32::try_from(alike).unwrap_or(1000)
    }
}

/// Bags found again by their rarest words.
#[derive(Debug)]
pub(super) struct Index<'b> {
    bags: &'b [Bag],
    least: u32,
    /// How many bags hold a word.
    frequency: BTreeMap<&'b (String, usize), usize>,
    /// The bags that hold a word among their rarest, in order.
    holders: BTreeMap<&'b (String, usize), Vec<usize>>,
}

impl<'b> Index<'b> {
    /// Prepares to find bags alike by `least` per mille or more.
    pub(super) fn new(bags: &'b [Bag], least: u32) -> Self {
        let mut frequency = BTreeMap::new();
        for word in bags.iter().flat_map(|bag| &bag.0) {
            *frequency.entry(word).or_default() += 1;
        }
        let mut index = Self { bags, least, frequency, holders: BTreeMap::new() };
        for (at, bag) in bags.iter().enumerate() {
            for word in index.rarest(bag) {
                index.holders.entry(word).or_default().push(at);
            }
        }
        index
    }

    /// The first bag, in their order, alike to a given one by the least or more, among those that
    /// `wanted` keeps.
    pub(super) fn find(&self, bag: &Bag, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let rarest = self.rarest(bag).into_iter();
        let holders = rarest.filter_map(|word| self.holders.get(word)).flatten().copied();
        let mut candidates: Vec<usize> = holders.filter(|at| wanted(*at)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find(|at| bag.likeness(&self.bags[*at]) >= self.least)
    }

    /// Enough of the rarest words of a bag that any bag alike shares one of its own rarest: two
    /// bags alike by d have at least n·d/(2 − d) words in common, n being the size of either.
    fn rarest<'w>(&self, bag: &'w Bag) -> Vec<&'w (String, usize)> {
        let mut words: Vec<&(String, usize)> = bag.0.iter().collect();
        words.sort_by_key(|word| self.frequency.get(word).copied().unwrap_or_default());
        let least = self.least as usize;
        let common = (words.len() * least).div_ceil(2000 - least);
        words.truncate((words.len() + 1).saturating_sub(common));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::likeness;

    proptest::proptest! {
        /// The index finds what comparing every pair finds.
        #[test]
        fn the_index_misses_nothing(
            texts in proptest::collection::vec("[f-k]{1,2}( [f-k]{1,2}){0,9}", 0..24),
            least in 600_u32..=1000,
        ) {
            let bags: Vec<Bag> = texts.iter().map(|text| Bag::of(text)).collect();
            let index = Index::new(&bags, least);
            for (at, bag) in bags.iter().enumerate() {
                let all = (0..at).find(|other| likeness(&texts[at], &texts[*other]) >= least);
                proptest::prop_assert_eq!(index.find(bag, |other| other < at), all);
            }
        }
    }
}
