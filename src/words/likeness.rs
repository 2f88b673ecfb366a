//! How alike two texts are.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::fold;

/// Words too common to tell two statements apart.
const COMMON: &[&str] = &[
    "a",
    "au",
    "aux",
    "avec",
    "ce",
    "ces",
    "cette",
    "chaque",
    "d",
    "dans",
    "de",
    "des",
    "doit",
    "doivent",
    "devrait",
    "devraient",
    "du",
    "elle",
    "en",
    "ent",
    "est",
    "et",
    "il",
    "ils",
    "l",
    "la",
    "le",
    "les",
    "leur",
    "leurs",
    "n",
    "ne",
    "ou",
    "par",
    "pas",
    "pour",
    "qu",
    "que",
    "qui",
    "s",
    "sa",
    "se",
    "ses",
    "son",
    "sont",
    "sur",
    "un",
    "une",
];

/// The words of a text that tell it apart, folded, in its order.
#[must_use]
pub fn telling_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
}

/// How alike two texts are, per mille: twice the telling words they share over all they have
/// (Dice's coefficient on bags of words). 1000: the same words; 0: none in common.
#[must_use]
pub fn likeness(a: &str, b: &str) -> u32 {
    let (a, b) = (telling_words(a), telling_words(b));
    if a.is_empty() && b.is_empty() {
        return 1000;
    }
    let mut bag: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &a {
        *bag.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in &b {
        if let Some(left) = bag.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    let whole = a.len() + b.len();
    u32::try_from(2000 * shared / whole).unwrap_or(1000)
}

/// Whether two texts differ at most by spaces, apostrophes and forms of accents: what a word
/// processor changes by itself.
#[must_use]
pub fn same_wording(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let composed: String = text
            .nfc()
            .map(|character| match character {
                '\u{2019}' | '\u{02BC}' => '\'',
                '\u{2010}' | '\u{2011}' => '-',
                other => other,
            })
            .collect();
        composed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    a == b || plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_the_words_that_tell_texts_apart() {
        let a = "La solution ENT doit journaliser les accès des administrateurs.";
        assert_eq!(
            likeness(a, "La solution ENT devrait journaliser les accès des administrateurs"),
            1000
        );
        // Shared: solution, acces, administrateurs; four words on each side.
        let b = "La solution ENT doit limiter les accès des administrateurs.";
        assert_eq!(likeness(a, b), 750);
        assert_eq!(likeness(a, "Les parents reçoivent un courrier."), 0);
        assert_eq!(likeness("", "doit"), 1000);
    }

    #[test]
    fn typing_makes_no_other_wording() {
        assert!(same_wording("l’ENT\u{a0}:  un", "l'ENT : un"));
        assert!(same_wording("e\u{301}te\u{301}", "été"));
        assert!(!same_wording("l'ENT doit", "l'ENT devrait"));
        assert!(!same_wording("un\u{2013}deux", "un-deux"));
    }
}
