//! What a sentence is: the statements it makes, or why it makes none.

use super::clause::{Clause, clause};
use super::hits::{Hit, hits};
use super::lexicon::{Class, Force};
use super::tokens::{Kind, Token};
use super::view::View;
use crate::words::{Confidence, Doubt, LeftOut, Modality};

/// A modality that a sentence bears on its own.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) modality: Modality,
    /// The deciding words, first and last tokens.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) confidence: Confidence,
    pub(super) doubts: Vec<Doubt>,
}

/// What was made of a sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    /// One for each modality, in the order of the sentence.
    pub(super) kept: Vec<Kept>,
    /// Where none was kept: why, and the token of the modal word.
    pub(super) dropped: Option<(LeftOut, usize)>,
}

/// Judges a sentence.
pub(super) fn judge(view: &View<'_>) -> Verdict {
    let found = hits(view);
    if found.is_empty() {
        return Verdict {
            kept: Vec::new(),
            dropped: stray(view).map(|at| (LeftOut::Adjective, at)),
        };
    }
    let whole = whole_sentence(view, &found);
    let mut main: Vec<Hit> = Vec::new();
    let mut dependent: Vec<Hit> = Vec::new();
    let mut dropped: Option<(LeftOut, usize)> = None;
    for hit in found {
        match whole.map_or_else(|| standing(view, &hit), Err) {
            Ok(Standing::Main) => main.push(hit),
            Ok(Standing::Dependent(doubt)) => {
                let mut hit = hit;
                hit.confidence = lower(hit.confidence);
                hit.doubts.push(doubt);
                dependent.push(hit);
            }
            Err(why) => {
                let better = dropped.is_none_or(|(before, _)| rank(why) < rank(before));
                if better {
                    dropped = Some((why, hit.at));
                }
            }
        }
    }
    // What hangs from a rule is part of it.
    let bearing = if main.is_empty() { dependent } else { main };
    let kept = by_modality(view, bearing);
    let dropped = if kept.is_empty() { dropped } else { None };
    Verdict { kept, dropped }
}

/// A modal word that no rule took up: « si nécessaire ».
pub(super) fn stray(view: &View<'_>) -> Option<usize> {
    const MODAL: &[Class] =
        &[Class::Verb, Class::ImpersonalVerb, Class::Attribute, Class::Act, Class::Adverb];
    if !view.may_bear() {
        return None;
    }
    let modal = |at: usize| {
        let token = &view.tokens[at];
        let maybe = view.is(at + 1, Class::ToBe) && view.tokens[at + 1].hyphenated;
        token.word != 0 && token.classes().any(MODAL) && !maybe
    };
    (0..view.tokens.len()).find(|at| modal(*at))
}

/// Where a hit stands, when it may count.
enum Standing {
    Main,
    Dependent(Doubt),
}

/// What is true of every hit of the sentence.
fn whole_sentence(view: &View<'_>, found: &[Hit]) -> Option<LeftOut> {
    if view.asks() {
        return Some(LeftOut::Question);
    }
    if is_keyword_clause(view, found) {
        return Some(LeftOut::Keyword);
    }
    if !view.may_have(Class::Example) {
        return None;
    }
    let first = view.first_word()?;
    let example = (first..view.tokens.len().min(first + 3))
        .find(|at| view.tokens[*at].begins(Class::Example) && !view.tokens[*at].bracketed);
    let starts = example.is_some_and(|at| at == first || view.is(first, Class::Coordinator));
    starts.then_some(LeftOut::Example)
}

/// « Les mots clés « DOIT », « DEVRAIT » sont à interpréter comme … », « DOIT : exigence absolue ».
fn is_keyword_clause(view: &View<'_>, found: &[Hit]) -> bool {
    let shown = |hit: &&Hit| {
        let token = &view.tokens[hit.at];
        (token.quoted && is_short_quote(view, hit.at)) || token.capitals
    };
    let shown_count = found.iter().filter(shown).count();
    let mention = view.may_have(Class::Mention);
    let quoted = found.iter().any(|hit| view.tokens[hit.at].quoted && is_short_quote(view, hit.at));
    if mention && (quoted || shown_count >= 2) {
        return true;
    }
    let all_shown = found.len() >= 2 && shown_count == found.len();
    let listed = found.windows(2).all(|pair| {
        let between = &view.tokens[(pair[0].last + 1).min(pair[1].first)..pair[1].first];
        between.iter().all(|token| {
            !token.is_word() || token.word != 0 && token.classes().has(Class::Coordinator)
        })
    });
    if all_shown && listed {
        return true;
    }
    let Some(first) = view.first_word() else { return false };
    let begins = found.iter().find(|hit| hit.first == first || hit.at == first);
    begins.is_some_and(|hit| {
        let next = (hit.last + 1..view.tokens.len()).find(|at| {
            !matches!(view.tokens[*at].kind, Kind::QuoteClose | Kind::Quote | Kind::Close)
        });
        let defines = next.is_some_and(|next| {
            view.tokens[next].kind == Kind::Colon && !heads(view, hit)
                || view.is(next, Class::Defines)
        });
        (shown(&hit) || view.tokens[hit.at].capital) && defines
    })
}

/// « Doit : respecter … » heads a list; « DOIT : exigence absolue » defines.
fn heads(view: &View<'_>, hit: &Hit) -> bool {
    let next = hit.last + 2;
    view.is_infinitive(next) || next >= view.tokens.len()
}

fn is_short_quote(view: &View<'_>, at: usize) -> bool {
    let quote =
        |token: &Token| matches!(token.kind, Kind::QuoteOpen | Kind::QuoteClose | Kind::Quote);
    let before = (0..at).rev().take_while(|at| !quote(&view.tokens[*at])).count();
    let after = (at..view.tokens.len()).take_while(|at| !quote(&view.tokens[*at])).count();
    before + after <= 7
}

/// Where one hit stands, or why it does not count.
fn standing(view: &View<'_>, hit: &Hit) -> Result<Standing, LeftOut> {
    let token = &view.tokens[hit.at];
    let force = hit.force?;
    if token.quoted {
        return Err(if is_short_quote(view, hit.at) {
            LeftOut::Keyword
        } else {
            LeftOut::Quotation
        });
    }
    if token.bracketed && bracket_has(view, hit.at, Class::Example) {
        return Err(LeftOut::Example);
    }
    let inverted =
        view.tokens.get(hit.at + 1).is_some_and(|next| next.hyphenated && next.is_word())
            && view.is(hit.at + 1, Class::Pronoun);
    if inverted && !after_linking_adverb(view, hit.anchor) {
        return Err(LeftOut::Question);
    }
    let clause = clause(view, hit.anchor);
    match clause {
        Clause::Reported => return Err(LeftOut::Opinion),
        Clause::Condition => return Err(LeftOut::Condition),
        Clause::Indirect => return Err(LeftOut::Indirect),
        Clause::Main | Clause::Completive | Clause::Relative | Clause::LooseRelative => {}
    }
    match force {
        Force::Past => return Err(LeftOut::Past),
        Force::Wish => return Err(LeftOut::Wish),
        Force::Exempt => return Err(LeftOut::Exemption),
        Force::Permitted => return Err(permitted(view, hit)),
        Force::Binding(_) => {}
    }
    if is_speech(view, hit) {
        return Err(LeftOut::Speech);
    }
    if is_about_rules(view, hit) {
        return Err(LeftOut::Keyword);
    }
    match clause {
        Clause::Relative => Err(LeftOut::Relative),
        Clause::LooseRelative | Clause::Completive => Ok(Standing::Dependent(Doubt::Subordinate)),
        Clause::Main | Clause::Condition | Clause::Indirect | Clause::Reported => {
            let outside = view.tokens.iter().any(|one| one.is_word() && !one.bracketed);
            let aside = token.bracketed && outside;
            Ok(if aside { Standing::Dependent(Doubt::Subordinate) } else { Standing::Main })
        }
    }
}

/// « peut »: what someone is able to do, or what may happen.
fn permitted(view: &View<'_>, hit: &Hit) -> LeftOut {
    if hit.class != Class::Verb {
        return LeftOut::Permission;
    }
    let infinitive =
        (hit.at + 1..view.tokens.len().min(hit.at + 8)).find(|at| view.is_infinitive(*at));
    let state = infinitive.is_some_and(|at| view.is(at, Class::State));
    let actor = (hit.anchor.saturating_sub(8)..hit.anchor).any(|at| view.is(at, Class::Actor));
    let actor = actor
        || view.tokens[..hit.anchor].iter().take(8).any(|token| token.classes().has(Class::Actor));
    if actor && !state { LeftOut::Capability } else { LeftOut::Possibility }
}

fn bracket_has(view: &View<'_>, at: usize, class: Class) -> bool {
    let open = (0..at).rev().find(|at| view.tokens[*at].kind == Kind::Open).unwrap_or(0);
    let close = (at..view.tokens.len()).find(|at| view.tokens[*at].kind == Kind::Close);
    (open..close.unwrap_or(view.tokens.len())).any(|at| view.tokens[at].begins(class))
}

/// « Ainsi doit-il », « Aussi faut-il »: an inversion that asks nothing.
fn after_linking_adverb(view: &View<'_>, anchor: usize) -> bool {
    let Some(before) = anchor.checked_sub(1) else { return false };
    ["ainsi", "aussi", "encore", "doute", "plus", "moins"].contains(&view.folded(before).as_str())
}

/// « Les exigences de ce chapitre sont obligatoires »: said of rules, and no rule itself.
fn is_about_rules(view: &View<'_>, hit: &Hit) -> bool {
    let first = view.first_word().unwrap_or(0);
    let subject = first..view.tokens.len().min(first + 2).min(hit.anchor);
    hit.class == Class::Attribute
        && subject.into_iter().any(|at| view.tokens[at].begins(Class::Title))
}

/// Idioms of speeches, and arguments that illustrate.
fn is_speech(view: &View<'_>, hit: &Hit) -> bool {
    let end = view.clause_end(hit.at + 1);
    let rest = &view.tokens[(hit.at + 1).min(end)..end];
    if view.may_have(Class::Speech)
        && rest.iter().any(|token| token.locution_classes().has(Class::Speech))
    {
        return true;
    }
    let observed = rest.iter().take(3).any(|token| token.begins(Class::Observed));
    let adversary = view.may_have(Class::Adversary)
        && view.tokens[..hit.anchor].iter().any(|token| token.begins(Class::Adversary));
    if observed || adversary {
        return true;
    }
    let argued = rest.iter().take(3).any(|token| token.begins(Class::Argument));
    let example = rest.iter().any(|token| token.begins(Class::Example) && !token.bracketed);
    argued && example
}

fn lower(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::High => Confidence::Medium,
        Confidence::Medium | Confidence::Low => Confidence::Low,
    }
}

/// Which reason says most about a sentence.
fn rank(why: LeftOut) -> u8 {
    match why {
        LeftOut::Question | LeftOut::Keyword => 0,
        LeftOut::Opinion | LeftOut::Speech | LeftOut::Past | LeftOut::Wish => 1,
        LeftOut::Exemption | LeftOut::Condition | LeftOut::Quotation | LeftOut::Example => 2,
        LeftOut::Indirect | LeftOut::Relative | LeftOut::Permission => 3,
        LeftOut::Capability | LeftOut::Possibility => 4,
        LeftOut::Action | LeftOut::Debt => 5,
        LeftOut::Adjective | LeftOut::Contents | LeftOut::Furniture | LeftOut::Code => 6,
        LeftOut::Repetition | LeftOut::Head | LeftOut::LevelCell | LeftOut::Joined => 6,
    }
}

/// One statement for each modality.
fn by_modality(view: &View<'_>, bearing: Vec<Hit>) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    for hit in bearing {
        let Ok(Force::Binding(modality)) = hit.force else { continue };
        let first_here = hit.at;
        match kept.iter_mut().find(|one| one.modality == modality) {
            Some(same) => {
                // « doit obligatoirement être exigé » says it once.
                let apart = first_here > same.last + 3;
                if apart && !same.doubts.contains(&Doubt::SeveralObligations) {
                    same.doubts.push(Doubt::SeveralObligations);
                }
                same.confidence = same.confidence.min(hit.confidence);
            }
            None => kept.push(Kept {
                modality,
                first: hit.first,
                last: hit.last,
                confidence: hit.confidence,
                doubts: hit.doubts,
            }),
        }
    }
    if kept.len() > 1 {
        kept.iter_mut().for_each(|one| one.doubts.push(Doubt::SeveralModalities));
    }
    for one in &mut kept {
        add_doubts(view, one);
    }
    kept
}

/// What a person should look at in a kept sentence.
fn add_doubts(view: &View<'_>, kept: &mut Kept) {
    let has =
        |class: Class| view.may_have(class) && view.tokens.iter().any(|token| token.begins(class));
    let mut push = |doubt: Doubt, confidence: Confidence| {
        if !kept.doubts.contains(&doubt) {
            kept.doubts.push(doubt);
        }
        kept.confidence = kept.confidence.max(confidence);
    };
    if has(Class::Reserve) {
        push(Doubt::Reserve, Confidence::High);
    }
    if has(Class::Exception) {
        push(Doubt::Exception, Confidence::High);
    }
    if has(Class::Argument) {
        push(Doubt::Argument, Confidence::Low);
    }
    if view.words() > 60 {
        push(Doubt::Long, Confidence::Medium);
    }
    let advises = (kept.first..=kept.last).any(|at| view.is(at, Class::Act));
    let vague = !advises
        && (kept.first.saturating_sub(2)..kept.first.max(1)).any(|at| view.is(at, Class::Vague));
    let starts_small = view.first_word().is_some_and(|at| {
        let start = view.raw(at).chars().next();
        at + 1 >= kept.first && start.is_some_and(char::is_lowercase)
    });
    // « Nul ne doit », « Personne ne peut »: everybody, that is nobody in particular.
    let nobody = view.first_word().is_some_and(|at| {
        at < kept.first && (view.is_word(at, "personne") || view.is_word(at, "nul"))
    });
    if vague || nobody {
        push(Doubt::NoSubject, Confidence::Medium);
    } else if starts_small && !view.is_word(kept.first, "il") {
        push(Doubt::NoSubject, Confidence::Low);
    }
    if !view.tokens.iter().any(|token| token.kind == Kind::Dash) {
        return;
    }
    let choices =
        view.tokens.windows(2).filter(|pair| pair[0].kind == Kind::Dash && pair[1].word != 0);
    let soit = choices.count() >= 2;
    if soit
        && has(Class::Coordinator)
        && view.tokens.iter().enumerate().filter(|(at, _)| view.is_word(*at, "soit")).count() >= 2
    {
        push(Doubt::Alternatives, Confidence::Medium);
    }
}

#[cfg(test)]
mod tests;
