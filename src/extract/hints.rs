//! Sentences without modal word that may oblige all the same.

use super::lexicon::Class;
use super::model::HintKind;
use super::view::View;

/// What a sentence without modal word may be; with the token of the reserve that makes an
/// imperative an advice.
pub(super) fn hint(view: &View<'_>) -> Option<(HintKind, Option<usize>)> {
    let words = view.words();
    if !(4..=60).contains(&words) || view.asks() {
        return None;
    }
    let first = view.first_word()?;
    let word = view.raw(first);
    let small = word.starts_with(char::is_lowercase);
    if small && view.is_finite(first) {
        return Some((HintKind::LostSubject, None));
    }
    if !small && view.is_infinitive(first) {
        return Some((HintKind::Infinitive, None));
    }
    if !small && word.len() > 4 && word.ends_with("ez") {
        let reserve = |at: &usize| {
            let token = &view.tokens[*at];
            token.locution != 0 && token.locution_classes().has(Class::Reserve)
        };
        let reserve = (0..view.tokens.len()).find(reserve);
        return Some((HintKind::Imperative, reserve));
    }
    let near = first..view.tokens.len().min(first + 4);
    let acts = near.into_iter().any(|at| view.is(at, Class::Actor));
    acts.then_some((HintKind::Indicative, None))
}
