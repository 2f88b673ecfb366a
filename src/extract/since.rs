//! Which statements of a former grid the new text still makes: `--depuis`.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Candidate;
use crate::grid::{Grid, sha256_of_text};
use crate::words::fold;

/// What became of the statements of a former grid. Every list is in the order of its first member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// For each candidate, the statement it is.
    pub kept: Vec<Option<Kept>>,
    /// A statement said in several.
    pub splits: Vec<Split>,
    /// Several statements said in one.
    pub merges: Vec<Merge>,
    /// Statements that the text no longer makes.
    pub vanished: Vec<usize>,
}

/// A former statement found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Index of the former statement.
    pub former: usize,
    /// How alike, in thousandths.
    pub likeness: u64,
    /// Whether another statement is almost as like.
    pub uncertain: bool,
}

/// One former statement, several new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The former statement.
    pub former: usize,
    /// The candidates.
    pub into: Vec<usize>,
}

/// Several former statements, one new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The former statements.
    pub formers: Vec<usize>,
    /// The candidate.
    pub into: usize,
}

impl Links {
    /// The former statement that a candidate is a part of, or the first of those it gathers.
    pub(super) fn origin(&self, candidate: usize) -> Option<usize> {
        let split = self.splits.iter().find(|split| split.into.contains(&candidate));
        let merge = self.merges.iter().find(|merge| merge.into == candidate);
        split.map(|split| split.former).or_else(|| merge.map(|merge| merge.formers[0]))
    }
}

/// From which likeness two statements may be the same, in thousandths.
const ALIKE: u64 = 450;
/// Below which it is to be confirmed.
const SURE: u64 = 650;
/// How near the second best may come.
const MARGIN: u64 = 60;
/// The share of a text found in another for a split or a merge.
const SHARE: u64 = 600;

/// A text as its words and what each weighs.
type Bag = BTreeMap<String, u64>;

/// Links candidates to the statements in force of a former grid.
pub(super) fn links(former: &Grid, candidates: &[Candidate<'_>]) -> Links {
    let in_force: Vec<usize> =
        (0..former.statements.len()).filter(|at| !former.statements[*at].is_withdrawn()).collect();
    let mut old: Vec<Bag> = former.statements.iter().map(|one| words(&one.text)).collect();
    let mut new: Vec<Bag> = candidates.iter().map(|one| words(&one.text)).collect();
    weigh(&mut old, &mut new);
    let pairs = pairs(former, candidates, &in_force, &old, &new);
    let mut links = Links { kept: assign(&pairs, candidates.len()), ..Links::default() };
    find_splits(&mut links, &pairs, &old, &new);
    find_merges(&mut links, &pairs, &old, &new);
    let moved = |at: &usize| {
        links.kept.iter().flatten().any(|kept| kept.former == *at)
            || links.splits.iter().any(|split| split.former == *at)
            || links.merges.iter().any(|merge| merge.formers.contains(at))
    };
    links.vanished = in_force.into_iter().filter(|at| !moved(at)).collect();
    links
}

/// The words that say what a statement is about: five letters are enough of each.
fn words(text: &str) -> Bag {
    const EMPTY: &[&str] = &[
        "doit", "doive", "devra", "devro", "pouvo", "peut", "peuve", "etre", "pour", "dans",
        "avec", "sans", "cette", "leurs", "leur", "tout", "toute", "toutes", "tous", "chaqu",
        "ainsi", "aussi", "dont", "elle", "elles", "sont", "plus", "entre", "selon", "recom",
        "oblig",
    ];
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3);
    let short = words.map(|word| word.chars().take(5).collect::<String>());
    short.filter(|word| !EMPTY.contains(&word.as_str())).map(|word| (word, 1)).collect()
}

/// A word weighs the more, the fewer statements have it.
fn weigh(old: &mut [Bag], new: &mut [Bag]) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for word in old.iter().chain(new.iter()).flat_map(BTreeMap::keys) {
        *seen.entry(word.clone()).or_default() += 1;
    }
    let all = (old.len() + new.len()) as u64;
    let weight = |word: &String| {
        let times = seen.get(word).copied().unwrap_or(1);
        // As the logarithm of the rarity, in whole numbers.
        10 + 10 * u64::from((all / times.max(1)).max(1).ilog2())
    };
    for bag in old.iter_mut().chain(new.iter_mut()) {
        bag.iter_mut().for_each(|(word, value)| *value = weight(word));
    }
}

fn total(bag: &Bag) -> u64 {
    bag.values().sum()
}

fn common(a: &Bag, b: &Bag) -> u64 {
    a.iter().filter(|(word, _)| b.contains_key(*word)).map(|(_, weight)| weight).sum()
}

fn likeness(a: &Bag, b: &Bag) -> u64 {
    let both = total(a) + total(b);
    (2_000 * common(a, b)).checked_div(both).unwrap_or(0)
}

/// The share of `part` that `whole` has, in thousandths.
fn share(part: &Bag, whole: &Bag) -> u64 {
    let all = total(part);
    (1_000 * common(part, whole)).checked_div(all).unwrap_or(0)
}

/// A former statement and a candidate that have something in common.
#[derive(Debug, Clone, Copy)]
struct Pair {
    likeness: u64,
    former: usize,
    candidate: usize,
}

fn pairs(
    former: &Grid,
    candidates: &[Candidate<'_>],
    in_force: &[usize],
    old: &[Bag],
    new: &[Bag],
) -> Vec<Pair> {
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in in_force {
        old[*at].keys().for_each(|word| index.entry(word).or_default().push(*at));
    }
    // Words that every other statement has lead nowhere, and would cost the square of the grid.
    let common_word = (in_force.len() / 5).max(20);
    let mut pairs = Vec::new();
    for (candidate, bag) in new.iter().enumerate() {
        let lists = bag.keys().filter_map(|word| index.get(word.as_str()));
        let near: BTreeSet<usize> =
            lists.filter(|list| list.len() <= common_word).flatten().copied().collect();
        for at in near {
            let statement = &former.statements[at];
            let same_excerpt = statement.excerpt.as_ref().is_some_and(|excerpt| {
                excerpt.sha256 == sha256_of_text(candidates[candidate].excerpt)
            });
            let same = same_excerpt || fold(&statement.text) == fold(&candidates[candidate].text);
            let likeness = if same { 1_000 } else { likeness(&old[at], bag).min(999) };
            if likeness >= 200 {
                pairs.push(Pair { likeness, former: at, candidate });
            }
        }
    }
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness), pair.former, pair.candidate));
    pairs
}

/// The best pairs first, each statement once.
fn assign(pairs: &[Pair], candidates: usize) -> Vec<Option<Kept>> {
    let mut kept = vec![None; candidates];
    let mut taken = BTreeSet::new();
    for pair in pairs.iter().filter(|pair| pair.likeness >= ALIKE) {
        if kept[pair.candidate].is_some() || !taken.insert(pair.former) {
            continue;
        }
        let rival = pairs.iter().any(|other| {
            let shares = other.former == pair.former || other.candidate == pair.candidate;
            let itself = other.former == pair.former && other.candidate == pair.candidate;
            shares && !itself && other.likeness + MARGIN >= pair.likeness
        });
        let uncertain = pair.likeness < SURE || (rival && pair.likeness < 1_000);
        kept[pair.candidate] =
            Some(Kept { former: pair.former, likeness: pair.likeness, uncertain });
    }
    kept
}

/// A former statement whose words went into several new ones, each a part of it.
fn find_splits(links: &mut Links, pairs: &[Pair], old: &[Bag], new: &[Bag]) {
    let mut by_former: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.likeness < 1_000) {
        let part = share(&new[pair.candidate], &old[pair.former]) >= SHARE;
        let whole = share(&old[pair.former], &new[pair.candidate]) >= 800;
        if part && !whole {
            by_former.entry(pair.former).or_default().push(pair.candidate);
        }
    }
    for (former, mut parts) in by_former {
        parts.retain(|part| links.kept[*part].is_none_or(|kept| kept.former == former));
        parts.sort_unstable();
        let together: Bag = parts.iter().flat_map(|part| new[*part].clone()).collect();
        let kept_elsewhere = links.kept.iter().enumerate().any(|(at, kept)| {
            kept.is_some_and(|kept| kept.former == former) && !parts.contains(&at)
        });
        if parts.len() >= 2 && !kept_elsewhere && share(&old[former], &together) >= 800 {
            parts.iter().for_each(|part| links.kept[*part] = None);
            links.splits.push(Split { former, into: parts });
        }
    }
}

/// A new statement that holds the words of several former ones.
fn find_merges(links: &mut Links, pairs: &[Pair], old: &[Bag], new: &[Bag]) {
    let mut by_candidate: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.likeness < 1_000) {
        let part = share(&old[pair.former], &new[pair.candidate]) >= SHARE;
        let whole = share(&new[pair.candidate], &old[pair.former]) >= 800;
        if part && !whole {
            by_candidate.entry(pair.candidate).or_default().push(pair.former);
        }
    }
    for (into, mut formers) in by_candidate {
        let split = |former: &usize| links.splits.iter().any(|split| split.former == *former);
        let elsewhere = |former: &usize| {
            links
                .kept
                .iter()
                .enumerate()
                .any(|(at, kept)| at != into && kept.is_some_and(|kept| kept.former == *former))
        };
        formers.retain(|former| !split(former) && !elsewhere(former));
        formers.sort_unstable();
        let in_split = links.splits.iter().any(|split| split.into.contains(&into));
        let together: Bag = formers.iter().flat_map(|former| old[*former].clone()).collect();
        if formers.len() >= 2 && !in_split && share(&new[into], &together) >= 800 {
            links.kept[into] = None;
            links.merges.push(Merge { formers, into });
        }
    }
}
