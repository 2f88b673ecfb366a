//! One sentence at a time, for tests.

use super::sentences::split;
use super::tokens::Tokens;
use super::verdict::{Verdict, judge};
use super::view::View;
use crate::words::Vocabulary;

/// The verdicts of the sentences of a text, in words.
pub(super) fn verdicts(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(text, false);
    let mut sentences = Vec::new();
    split(text, &tokens.list, &mut sentences);
    sentences
        .iter()
        .map(|sentence| {
            let view = View::new(text, &tokens.list[sentence.first..sentence.last]);
            said(&judge(&view))
        })
        .collect()
}

fn said(verdict: &Verdict) -> String {
    if verdict.kept.is_empty() {
        return verdict.dropped.map_or_else(|| "—".into(), |(why, _)| format!("— {}", why.key()));
    }
    let kept = verdict.kept.iter().map(|one| {
        let doubts: Vec<&str> = one.doubts.iter().map(|doubt| doubt.key()).collect();
        format!("{} {} [{}]", one.modality.key(), one.confidence.key(), doubts.join(" "))
    });
    kept.collect::<Vec<_>>().join(" + ")
}
