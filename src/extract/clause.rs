//! In which kind of clause a verb stands: main, relative, in a condition, reported…

use super::lexicon::Class;
use super::tokens::Kind;
use super::view::{View, is_adjective_like};

/// The kind of clause of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    /// On its own.
    Main,
    /// After « que »: what someone lays down, notes, wants.
    Completive,
    /// After « si », « lorsque », « afin que ».
    Condition,
    /// After « qui », « dont »: it only says which one.
    Relative,
    /// A relative that adds an obligation: after a comma, or on « un … qui doit ».
    LooseRelative,
    /// After « comment », « ce qui ».
    Indirect,
    /// After « estime que ».
    Reported,
}

/// The kind of clause of the verb group that begins at `anchor` (negation, pronouns and « il »
/// included).
pub(super) fn clause(view: &View<'_>, anchor: usize) -> Clause {
    if is_reported(view, anchor) {
        return Clause::Reported;
    }
    let bracketed = view.tokens[anchor].bracketed;
    let mut at = anchor;
    // Words of a subject, and a finite verb, seen since the last clause word.
    let mut subject = 0;
    let mut verb = false;
    while at > 0 {
        at -= 1;
        let token = &view.tokens[at];
        if token.bracketed && !bracketed {
            continue;
        }
        match token.kind {
            Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Break => return Clause::Main,
            Kind::Open if bracketed => return Clause::Main,
            Kind::Comma | Kind::Dash if subject == 0 => match aside_start(view, at) {
                Some(start) => at = start,
                None => return Clause::Main,
            },
            Kind::Comma | Kind::Dash => return before_comma(view, at),
            Kind::Word => {
                if let Some(found) = clause_word(view, at, anchor, subject, &mut verb) {
                    return found;
                }
                verb |= view.is_finite(at);
                if is_subject_word(view, at) {
                    subject += 1;
                }
            }
            Kind::Open | Kind::Close | Kind::QuoteOpen | Kind::QuoteClose | Kind::Quote => {}
            Kind::Other => {}
        }
    }
    Clause::Main
}

/// « La commission estime que … »: a verb of opinion and its « que » before the verb.
fn is_reported(view: &View<'_>, anchor: usize) -> bool {
    if !view.may_have(Class::Opinion) {
        return false;
    }
    let tokens = &view.tokens[..anchor];
    let opinion = tokens.iter().position(|token| token.begins(Class::Opinion));
    let Some(opinion) = opinion else { return false };
    if opinion > 0 && view.is(opinion - 1, Class::Reflexive) {
        return false;
    }
    let que = (opinion..anchor).any(|at| view.is(at, Class::Que));
    que || view.tokens[opinion].locution != 0
}

fn is_subject_word(view: &View<'_>, at: usize) -> bool {
    const LINKS: &[Class] = &[
        Class::Clitic,
        Class::Ne,
        Class::Reflexive,
        Class::NeutralAdverb,
        Class::Preposition,
        Class::Determiner,
        Class::Coordinator,
    ];
    let token = &view.tokens[at];
    let link = token.word != 0 && token.classes().any(LINKS);
    !link && !view.is_adverb(at) && !token.within
}

/// The comma before an aside that ends at comma `end`.
fn aside_start(view: &View<'_>, end: usize) -> Option<usize> {
    let opens = |at: &usize| {
        matches!(view.tokens[*at].kind, Kind::Comma | Kind::Dash) && !view.tokens[*at].bracketed
    };
    (0..end).rev().find(opens)
}

/// A subject stands between a comma and the verb: the clause is main, unless what precedes the
/// comma is itself an aside after « que ».
fn before_comma(view: &View<'_>, comma: usize) -> Clause {
    let Some(start) = aside_start(view, comma) else { return Clause::Main };
    if start > 0 && view.is(start - 1, Class::Que) {
        return Clause::Completive;
    }
    Clause::Main
}

/// What a word that may open a clause says of the verb at `anchor`; `None` to look further left.
fn clause_word(
    view: &View<'_>,
    at: usize,
    anchor: usize,
    subject: usize,
    verb: &mut bool,
) -> Option<Clause> {
    let token = &view.tokens[at];
    let locution = token.locution_classes();
    if token.locution != 0 && locution.has(Class::Coordinator) {
        *verb = false;
        return None;
    }
    let elided_if = token.is(Class::ElidedIf)
        && view.is(at + 1, Class::Pronoun)
        && matches!(view.folded(at + 1).as_str(), "il" | "ils");
    if token.begins(Class::Subordinator) || token.is(Class::If) || elided_if {
        return (!*verb).then_some(Clause::Condition);
    }
    if token.begins(Class::Interrogative) && !*verb {
        // « …, ce qui est recommandé »: said of the whole sentence before.
        let after_comma = at > 0 && view.tokens[at - 1].kind == Kind::Comma;
        let what = token.locution != 0 && after_comma;
        return Some(if what { Clause::LooseRelative } else { Clause::Indirect });
    }
    if token.is(Class::Qui) {
        if subject > 0 {
            // The relative has its own verb, between it and this one.
            *verb = false;
            return None;
        }
        return Some(match adds(view, at) {
            true => Clause::LooseRelative,
            false => Clause::Relative,
        });
    }
    let que = token.is(Class::Que);
    // « ou » is spelt like « où » once folded.
    let or = !que && view.raw(at).eq_ignore_ascii_case("ou");
    if or || (!que && !token.is(Class::Relative)) {
        return None;
    }
    if *verb || has_bare_verb(view, at + 1, anchor) || (que && is_restriction(view, at)) {
        *verb = false;
        return None;
    }
    if !que {
        let comma = at > 0 && view.tokens[at - 1].kind == Kind::Comma;
        return Some(if comma { Clause::LooseRelative } else { Clause::Relative });
    }
    Some(if is_noun(view, at) { Clause::Relative } else { Clause::Completive })
}

/// « un rapport qui doit », « le rapport, qui doit »: the relative adds something.
fn adds(view: &View<'_>, qui: usize) -> bool {
    let Some(before) = qui.checked_sub(1) else { return false };
    if view.tokens[before].kind == Kind::Comma {
        return true;
    }
    // The nearest determiner tells whether the noun was known.
    let near = (before.saturating_sub(6)..=before).rev();
    let determiner = near
        .take_while(|at| view.tokens[*at].is_word() && !view.is_finite(*at))
        .find(|at| view.is(*at, Class::Determiner));
    determiner.is_some_and(|at| matches!(view.folded(at).as_str(), "un" | "une"))
}

/// Whether the words between « que » and the verb hold a verb of their own: « les clés que le
/// titulaire conserve (doivent) ».
fn has_bare_verb(view: &View<'_>, from: usize, to: usize) -> bool {
    const LINKS: &[Class] =
        &[Class::Determiner, Class::Preposition, Class::Coordinator, Class::Clitic, Class::Ne];
    // « le document que remet le candidat (doit) »: the verb comes before its subject.
    let link = |at: usize| view.tokens[at].word != 0 && view.tokens[at].classes().any(LINKS);
    let inverted = from + 1 < to
        && view.tokens[from].is_word()
        && !link(from)
        && !view.is(from, Class::Pronoun)
        && !view.tokens[from].capital
        && view.is(from + 1, Class::Determiner);
    if inverted {
        return true;
    }
    let mut linked = true;
    for at in from..to {
        let token = &view.tokens[at];
        if !token.is_word() {
            linked = true;
            continue;
        }
        if link(at) {
            linked = true;
        } else if linked {
            linked = false;
        } else if !is_adjective_like(&view.folded(at)) && !view.is_adverb(at) && !token.capitals {
            return true;
        }
    }
    false
}

/// « ne … que », « plus … que »: no clause.
fn is_restriction(view: &View<'_>, que: usize) -> bool {
    let Some(before) = que.checked_sub(1) else { return false };
    let compared =
        ["plus", "moins", "autre", "autres", "meme", "memes", "aussi", "autant", "tel", "telle"];
    if compared.contains(&view.folded(before).as_str()) {
        return true;
    }
    let near = (que.saturating_sub(12)..que).rev();
    let mut clause = near.take_while(|at| {
        !matches!(view.tokens[*at].kind, Kind::Semicolon | Kind::Colon | Kind::Stop)
    });
    let ne = clause.clone().find(|at| view.is(*at, Class::Ne));
    ne.is_some_and(|ne| !clause.any(|at| at > ne && view.is(at, Class::Negative)))
}

/// Whether the word before « que » is a noun: a determiner or a preposition leads to it.
fn is_noun(view: &View<'_>, que: usize) -> bool {
    let Some(before) = que.checked_sub(1) else { return false };
    let token = &view.tokens[before];
    if !token.is_word() || view.is_finite(before) || view.is_infinitive(before) {
        return false;
    }
    const BEARS: &[Class] = &[
        Class::Attribute,
        Class::ImpersonalAttribute,
        Class::Act,
        Class::ActOfSource,
        Class::ToBe,
    ];
    if token.word != 0 && token.classes().any(BEARS) {
        return false;
    }
    let lead = (before.saturating_sub(4)..before).rev();
    lead.take_while(|at| view.tokens[*at].is_word() && !view.is_finite(*at))
        .any(|at| view.is(at, Class::Determiner))
}
