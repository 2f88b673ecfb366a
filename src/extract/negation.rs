//! What a negation makes of a verb.

use super::lexicon::Class;
use super::tokens::{Kind, Token};
use super::view::View;

/// How a verb is denied; with the last token of the negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Negation {
    None,
    /// « ne … pas », « aucun … ne ».
    Full(usize),
    /// « ne … que ».
    Only(usize),
    /// « ne » alone, or « pas » alone.
    Partial(usize),
    /// « ne … pas nécessairement ».
    NotNecessarily(usize),
    /// « ne … pas seulement ».
    NotOnly(usize),
}

/// The first token of the verb group: « ne », pronouns and « il » before the verb.
pub(super) fn group_start(view: &View<'_>, verb: usize) -> usize {
    let mut start = verb;
    while let Some(before) = start.checked_sub(1) {
        let part = view.is(before, Class::Ne)
            || view.is(before, Class::Reflexive)
            || (view.is(before, Class::Clitic) && !is_article(view, before));
        if !part {
            break;
        }
        start = before;
    }
    match start.checked_sub(1) {
        Some(before) if view.is_word(before, "il") => before,
        _ => start,
    }
}

fn is_article(view: &View<'_>, at: usize) -> bool {
    view.is(at, Class::Determiner) && at > 0 && view.is(at - 1, Class::Preposition)
}

/// How the verb at `verb` is denied.
pub(super) fn negation(view: &View<'_>, verb: usize) -> Negation {
    let start = group_start(view, verb);
    let ne = (start..verb).any(|at| view.is(at, Class::Ne));
    let end = clause_end(view, verb);
    if !ne {
        return without_ne(view, verb, end);
    }
    let found = after(view, verb, end);
    match found {
        // « Personne ne doit … plus qu'un autre »: the subject denies already.
        None | Some(Negation::Only(_)) if negative_subject(view, start) => Negation::Full(verb),
        None => Negation::Partial(verb),
        Some(found) => found,
    }
}

/// « doit ne pas », « doit pas ».
fn without_ne(view: &View<'_>, verb: usize, end: usize) -> Negation {
    if view.is(verb + 1, Class::Ne) && verb + 1 < end {
        return after(view, verb + 1, end.min(verb + 5)).unwrap_or(Negation::None);
    }
    match view.is_word(verb + 1, "pas") && verb + 1 < end {
        true => Negation::Partial(verb + 1),
        false => Negation::None,
    }
}

/// The end of the clause, brackets included, or the next modal verb.
fn clause_end(view: &View<'_>, verb: usize) -> usize {
    let end = view.clause_end(verb + 1);
    let next = (verb + 1..end).find(|at| view.tokens[*at].is(Class::Verb));
    next.unwrap_or(end)
}

/// The word that completes « ne » after a verb.
fn after(view: &View<'_>, verb: usize, end: usize) -> Option<Negation> {
    let bracketed = view.tokens[verb].bracketed;
    for at in verb + 1..end {
        let token = &view.tokens[at];
        if token.bracketed && !bracketed {
            continue;
        }
        if token.locution_classes().has(Class::NegativeAdverb) {
            return Some(Negation::Full(at + usize::from(token.locution_length) - 1));
        }
        if view.is(at, Class::Negative) && at <= verb + 6 && !is_comparison(view, at) {
            return Some(qualified(view, at));
        }
        if view.is(at, Class::NegativeNoun) {
            return Some(Negation::Full(at));
        }
        if token.is(Class::Que) && !compares(view, at) {
            return Some(Negation::Only(at));
        }
    }
    None
}

/// « plus de trois », « au plus ».
fn is_comparison(view: &View<'_>, at: usize) -> bool {
    view.is_word(at, "plus") && (view.tokens[at].within || view.is_word(at + 1, "de"))
}

fn compares(view: &View<'_>, que: usize) -> bool {
    let before = que.checked_sub(1).map(|at| view.folded(at)).unwrap_or_default();
    matches!(before.as_str(), "plus" | "moins" | "autre" | "autres" | "meme" | "memes")
}

fn qualified(view: &View<'_>, pas: usize) -> Negation {
    let next = pas + 1;
    if view.is(next, Class::NotNecessarily) {
        return Negation::NotNecessarily(next);
    }
    if view.is(next, Class::Only) && !view.is_word(next, "simplement") {
        return Negation::NotOnly(next);
    }
    Negation::Full(pas)
}

/// « Aucun accès ne », « Nul ne », « ni … ni … ne ».
fn negative_subject(view: &View<'_>, start: usize) -> bool {
    let before = view.tokens[..start].iter().enumerate().rev();
    let ends = |token: &Token| {
        matches!(token.kind, Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Break)
    };
    before
        .take_while(|(_, token)| !ends(token))
        .take(24)
        .any(|(at, _)| view.is(at, Class::NegativeNoun))
}
