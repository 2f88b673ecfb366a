//! The difference of two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// In both texts.
    Same(String),
    /// In the former text only.
    Gone(String),
    /// In the new text only.
    New(String),
}

/// The runs that lead from one text to the other; what is gone comes before what replaces it.
pub(super) fn runs(old: &str, new: &str) -> Vec<Run> {
    let diff = TextDiff::from_words(old, new);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match (change.tag(), runs.last_mut()) {
            (ChangeTag::Equal, Some(Run::Same(text)))
            | (ChangeTag::Delete, Some(Run::Gone(text)))
            | (ChangeTag::Insert, Some(Run::New(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => runs.push(Run::Same(word.to_owned())),
            (ChangeTag::Delete, _) => runs.push(Run::Gone(word.to_owned())),
            (ChangeTag::Insert, _) => runs.push(Run::New(word.to_owned())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runs_give_both_texts_back() {
        let (old, new) = (
            "La solution doit chiffrer les échanges.",
            "La solution ENT devrait chiffrer tous les échanges.",
        );
        let runs = runs(old, new);
        let side = |keep: &dyn Fn(&Run) -> Option<&str>| -> String {
            runs.iter().filter_map(keep).collect()
        };
        let former = |run: &Run| match run {
            Run::Same(_) | Run::Gone(_) => true,
            Run::New(_) => false,
        };
        let text = |run: &Run| match run {
            Run::Same(text) | Run::Gone(text) | Run::New(text) => text.clone(),
        };
        let before: String = runs.iter().filter(|run| former(run)).map(text).collect();
        assert_eq!(before, old);
        let after = side(&|run| match run {
            Run::Same(text) | Run::New(text) => Some(text),
            Run::Gone(_) => None,
        });
        assert_eq!(after, new);
        assert!(runs.contains(&Run::Gone("doit".into())), "{runs:?}");
    }
}
