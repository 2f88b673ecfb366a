//! The words of a sentence that bear a force, and the force they bear there.

use super::lexicon::{Class, Force, Sense};
use super::negation::{Negation, group_start, negation};
use super::tokens::{Kind, Token};
use super::view::View;
use crate::words::{Confidence, Doubt, LeftOut, Modality};

/// A word that bears a force.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The first and last tokens of the deciding words: « ne … pas » around the verb.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The verb, or the adjective.
    pub(super) at: usize,
    /// The first token of its verb group, from which its clause is looked for.
    pub(super) anchor: usize,
    pub(super) class: Class,
    pub(super) force: Result<Force, LeftOut>,
    pub(super) confidence: Confidence,
    pub(super) doubts: Vec<Doubt>,
}

impl Hit {
    fn of(view: &View<'_>, at: usize, sense: Sense) -> Self {
        let length = usize::from(view.tokens[at].locution_length.max(1));
        Self {
            first: at,
            last: at + length - 1,
            at,
            anchor: at,
            class: sense.class,
            force: Ok(sense.force),
            confidence: sense.confidence,
            doubts: Vec::new(),
        }
    }

    fn dropped(mut self, why: LeftOut) -> Self {
        self.force = Err(why);
        self
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }
}

/// Every hit of a sentence, in its order.
pub(super) fn hits(view: &View<'_>) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    if !view.may_bear() {
        return found;
    }
    for at in 0..view.tokens.len() {
        if !view.tokens[at].may_bear() {
            continue;
        }
        let hit = verb(view, at)
            .or_else(|| impersonal(view, at))
            .or_else(|| phrase(view, at))
            .or_else(|| attribute(view, at))
            .or_else(|| act(view, at))
            .or_else(|| to_do(view, at));
        found.extend(hit);
    }
    let verbs: Vec<usize> = found.iter().map(|hit| hit.at).collect();
    for at in (0..view.tokens.len()).filter(|at| view.tokens[*at].may_bear()) {
        found.extend(adverb(view, at, &verbs));
    }
    found.sort_by_key(|hit| hit.at);
    found
}

/// Puts a negation into a hit.
fn denied(view: &View<'_>, hit: &mut Hit, verb: usize, denied: Force) {
    let start = group_start(view, verb);
    let ne = (start..verb).find(|at| view.is(*at, Class::Ne));
    let found = negation(view, verb);
    hit.anchor = start;
    let upto = match found {
        Negation::None => return,
        Negation::Full(at) | Negation::Only(at) | Negation::Partial(at) => at,
        Negation::NotNecessarily(at) | Negation::NotOnly(at) => at,
    };
    hit.first = hit.first.min(ne.unwrap_or(verb));
    hit.last = hit.last.max(upto);
    match found {
        Negation::None | Negation::NotOnly(_) => {}
        Negation::Full(_) => hit.force = Ok(denied),
        Negation::Only(_) | Negation::Partial(_) => {
            hit.force = Ok(denied);
            hit.doubt(Doubt::Negation);
        }
        Negation::NotNecessarily(_) => hit.force = Ok(Force::Exempt),
    }
}

/// « doit », « devrait », « peut » and their forms.
fn verb(view: &View<'_>, at: usize) -> Option<Hit> {
    let token = &view.tokens[at];
    let sense = token.sense(Class::Verb)?;
    // « peut-être » is an adverb.
    if view.is(at + 1, Class::ToBe) && view.tokens[at + 1].hyphenated {
        return None;
    }
    let mut hit = Hit::of(view, at, sense);
    if token.capitals {
        hit.confidence = Confidence::High;
    }
    denied(view, &mut hit, at, sense.denied);
    let ability = sense.force == Force::Permitted;
    // « peut ne pas »: free not to.
    if ability && view.is(at + 1, Class::Ne) {
        return Some(hit.dropped(LeftOut::Possibility));
    }
    let infinitive = infinitive_after(view, at);
    if ability {
        return Some(able(view, hit, infinitive));
    }
    if sense.force == Force::Wish || sense.force == Force::Past {
        return Some(hit);
    }
    if infinitive.is_none() {
        if is_debt(view, at) {
            return Some(hit.dropped(LeftOut::Debt));
        }
        let ends = view.tokens.get(at + 1..).unwrap_or_default().iter().all(|one| !one.is_word());
        if !ends && !heads_list(view, at) {
            hit.doubt(Doubt::NoVerb);
            hit.confidence = Confidence::Low;
        }
    }
    Some(hit)
}

/// « peut » and « ne peut ».
fn able(view: &View<'_>, mut hit: Hit, infinitive: Option<usize>) -> Hit {
    let vague = (hit.anchor.saturating_sub(1)..hit.at).any(|at| view.is(at, Class::Vague));
    if hit.force == Ok(Force::Permitted) {
        if is_alone(view, hit.anchor) {
            hit.force = Ok(Force::Binding(Modality::Must));
            hit.doubt(Doubt::Negation);
            return hit;
        }
        return hit;
    }
    let near = infinitive.map_or(hit.at, |at| at + 3).min(view.tokens.len());
    let impossible =
        infinitive.is_some_and(|from| (from..near).any(|at| view.is(at, Class::Impossible)));
    // « ne peut que constater »: no choice, and no rule.
    let only_next = hit.doubts.contains(&Doubt::Negation) && hit.last == hit.at + 1;
    if vague || impossible || (only_next && view.is(hit.last, Class::Que)) {
        return hit.dropped(LeftOut::Possibility);
    }
    hit.doubt(Doubt::Impossible);
    hit
}

/// « Seuls les administrateurs peuvent »: the others may not.
fn is_alone(view: &View<'_>, anchor: usize) -> bool {
    let start = (0..anchor)
        .rev()
        .find(|at| {
            matches!(
                view.tokens[*at].kind,
                Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Comma
            )
        })
        .map_or(0, |at| at + 1);
    view.is(start, Class::Alone) && start < anchor
}

/// The infinitive that a modal verb governs: the nearest one, asides and brackets skipped.
fn infinitive_after(view: &View<'_>, verb: usize) -> Option<usize> {
    let bracketed = view.tokens[verb].bracketed;
    let end = view.clause_end(verb + 1);
    // « doit : … » opens a list whose infinitives follow.
    let end = if end == verb + 1 { view.tokens.len() } else { end };
    (verb + 1..end)
        .filter(|at| bracketed || !view.tokens[*at].bracketed)
        .take(40)
        .find(|at| view.is_infinitive(*at))
}

fn heads_list(view: &View<'_>, at: usize) -> bool {
    view.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Colon)
}

/// « doit 3 000 euros à », « doit son nom à ».
fn is_debt(view: &View<'_>, at: usize) -> bool {
    let next = at + 1;
    let word = view.tokens.get(next).is_some_and(Token::is_word);
    word && (view.is(next, Class::Determiner)
        || view.is(next, Class::Preposition)
        || view.folded(next).starts_with(|c: char| c.is_ascii_digit()))
}

/// « il faut », « il convient de ».
fn impersonal(view: &View<'_>, at: usize) -> Option<Hit> {
    let sense = view.tokens[at].sense(Class::ImpersonalVerb)?;
    let start = group_start(view, at);
    let il = view.is_word(start, "il");
    if !il {
        let inverted = view.is_word(at + 1, "il") && view.tokens[at + 1].hyphenated;
        return inverted.then(|| Hit::of(view, at, sense));
    }
    if start > 0 && view.is_word(start - 1, "comme") {
        return None;
    }
    let mut hit = Hit::of(view, at, sense);
    denied(view, &mut hit, at, sense.denied);
    hit.first = hit.anchor;
    let next = (at + 1..view.tokens.len().min(at + 5)).find(|at| view.is_infinitive(*at));
    let remark = next.is_some_and(|next| view.is(next, Class::MetaInfinitive));
    if remark || meta_sequel(view, at) {
        return Some(hit.dropped(LeftOut::Speech));
    }
    hit.doubt(Doubt::WeakWord);
    // « il faut éviter », « il faut privilégier »: the infinitive only advises.
    let advice = next.and_then(|next| view.tokens[next].sense(Class::ToDo));
    if let (Some(advice), Ok(Force::Binding(Modality::Must))) = (advice, hit.force) {
        hit.force = Ok(advice.force);
    }
    Some(hit)
}

/// « de noter », « de rappeler » right after a word.
fn meta_sequel(view: &View<'_>, at: usize) -> bool {
    let next = at + 1..view.tokens.len().min(at + 4);
    next.into_iter().any(|at| view.tokens[at].locution_classes().has(Class::MetaSequel))
}

/// « a l'obligation de », « il appartient à ».
fn phrase(view: &View<'_>, at: usize) -> Option<Hit> {
    let sense = view.tokens[at].sense(Class::Phrase)?;
    let mut hit = Hit::of(view, at, sense);
    if sense.confidence == Confidence::Low {
        hit.doubt(Doubt::WeakWord);
    }
    let ne = at > 0 && view.is(at - 1, Class::Ne);
    if ne {
        hit.first = at - 1;
        hit.force = Ok(sense.denied);
    }
    Some(hit)
}

/// « est obligatoire », « il est recommandé de ».
fn attribute(view: &View<'_>, at: usize) -> Option<Hit> {
    let token = &view.tokens[at];
    let classes = [Class::Attribute, Class::AttributeOf, Class::ImpersonalAttribute];
    let sense = classes.iter().find_map(|class| token.sense(*class))?;
    // « recommande » without its accent is the verb, unless in capitals or after « être ».
    let ambiguous = view.is(at, Class::Act) || view.is(at, Class::ActOfSource);
    let mut hit = Hit::of(view, at, sense);
    let Some(copula) = copula(view, at) else {
        let spelt_so = token.accented_end || !ambiguous;
        let named = sense.class == Class::Attribute && spelt_so;
        return named.then(|| hit.dropped(LeftOut::Adjective));
    };
    if token.word == 0 {
        return None;
    }
    let of = view.is_word(at + 1, "de") || view.is_word(at + 1, "d'");
    let that = view.is(at + 1, Class::Que);
    let impersonal = view.is_word(group_start(view, copula), "il");
    let fits = if sense.class == Class::AttributeOf {
        let to_do = view.is_word(at + 1, "a") && view.is_infinitive(at + 2);
        of || to_do || view.is_word(at + 1, "au") || is_bound_to(view, at + 1)
    } else if sense.class == Class::ImpersonalAttribute {
        impersonal && (of || that || is_aside(view, at + 1) || is_addressed(view, at + 1))
    } else {
        true
    };
    if !fits {
        return None;
    }
    if token.capitals {
        hit.confidence = Confidence::High;
    }
    denied(view, &mut hit, copula, sense.denied);
    hit.first = hit.first.min(copula);
    let ne = (hit.anchor..copula).find(|at| view.is(*at, Class::Ne));
    hit.first = hit.first.min(ne.unwrap_or(hit.first));
    hit.last = at;
    if view.is(copula, Class::BeWish) {
        hit.force = Ok(Force::Wish);
    } else if view.is(copula, Class::BePast) || view.is(copula, Class::Been) {
        hit.force = Ok(Force::Past);
    }
    if impersonal && meta_sequel(view, at) {
        return Some(hit.dropped(LeftOut::Speech));
    }
    let descriptive =
        view.is_word(at + 1, "pour") || view.is_word(at + 1, "a") || view.is_word(at + 1, "lors");
    if view.folded(at).starts_with("necessaire") && descriptive && !impersonal {
        return Some(hit.dropped(LeftOut::Adjective));
    }
    if sense.class == Class::ImpersonalAttribute && sense.confidence == Confidence::Low {
        hit.doubt(Doubt::WeakWord);
    }
    if sense.class == Class::Attribute && sense.confidence == Confidence::Medium {
        hit.doubt(Doubt::WeakWord);
    }
    if hit.force == Ok(Force::Permitted) && is_alone(view, copula) {
        hit.force = Ok(Force::Binding(Modality::Must));
        hit.doubt(Doubt::Negation);
    }
    Some(hit)
}

/// « tenu à une obligation », but not « tenu à jour », « tenus à la disposition ».
fn is_bound_to(view: &View<'_>, to: usize) -> bool {
    let kept = ["jour", "disposition"];
    let near = to + 1..(to + 3).min(view.tokens.len());
    view.is_word(to, "a")
        && view.is(to + 1, Class::Determiner)
        && !near.into_iter().any(|at| kept.contains(&view.folded(at).as_str()))
}

/// « demandé aux candidats de »: to whom, before what.
fn is_addressed(view: &View<'_>, to: usize) -> bool {
    let whom = ["a", "au", "aux"].iter().any(|word| view.is_word(to, word));
    let mut rest = to + 1..view.tokens.len().min(to + 10);
    let what = |at: usize| view.is_word(at, "de") || view.is_word(at, "d'");
    whom && rest.any(|at| what(at) && view.is_infinitive(at + 1))
}

fn is_aside(view: &View<'_>, at: usize) -> bool {
    view.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Open))
}

/// The « être » before an adjective: adverbs, « pas » and asides may stand between.
fn copula(view: &View<'_>, at: usize) -> Option<usize> {
    const BE: &[Class] = &[Class::Be, Class::BeWish, Class::BePast];
    let mut steps = 0;
    let mut before = at;
    while let Some(here) = before.checked_sub(1) {
        before = here;
        let token = &view.tokens[here];
        if token.kind == Kind::Comma {
            // An aside: « est, sauf exception, obligatoire ».
            let open = (here.saturating_sub(12)..here)
                .rev()
                .find(|at| view.tokens[*at].kind == Kind::Comma);
            match open {
                Some(open) if steps == 0 => before = open,
                _ => return enumerated(view, here),
            }
            continue;
        }
        if !token.is_word() {
            return None;
        }
        if token.word != 0 && token.classes().any(BE) {
            return Some(here);
        }
        if view.is(here, Class::Been) {
            return Some(here);
        }
        if view.is(here, Class::Coordinator) {
            return enumerated(view, here);
        }
        let passes = view.is(here, Class::Negative)
            || view.is_adverb(here)
            || token.within
            || token.hyphenated;
        steps += 1;
        if !passes || steps > 7 {
            return None;
        }
    }
    None
}

/// « est obligatoire ou recommandé »: the second adjective shares the « être » of the first.
fn enumerated(view: &View<'_>, link: usize) -> Option<usize> {
    let first = link.checked_sub(1)?;
    let attribute = view.is(first, Class::Attribute) || view.is(first, Class::ImpersonalAttribute);
    if attribute { copula(view, first) } else { None }
}

/// « La CNIL recommande », « la loi impose ».
fn act(view: &View<'_>, at: usize) -> Option<Hit> {
    let token = &view.tokens[at];
    let sense = token.sense(Class::Act).or_else(|| token.sense(Class::ActOfSource))?;
    let start = group_start(view, at);
    let before = start.checked_sub(1);
    // A participle: « est recommandé », « a recommandé », « les mesures recommandées ».
    let helped = before.is_some_and(|before| {
        view.is(before, Class::Be)
            || view.is(before, Class::Have)
            || view.is(before, Class::Preposition)
    });
    if token.accented_end || (helped && start == at) {
        return None;
    }
    // « comme le recommande l'agence »: the rule is in the rest of the sentence.
    let mut lead = before.map_or_else(Vec::new, |before| vec![before, start]);
    lead.push(start);
    if lead.iter().any(|at| view.is_word(*at, "comme")) {
        return None;
    }
    let mut hit = Hit::of(view, at, sense);
    denied(view, &mut hit, at, sense.denied);
    if sense.class == Class::ActOfSource && sense.force != Force::Past {
        let clause = (start.saturating_sub(14)..start).rev();
        let source = clause
            .take_while(|at| {
                !matches!(view.tokens[*at].kind, Kind::Semicolon | Kind::Stop | Kind::Colon)
            })
            .any(|at| view.is(at, Class::Source));
        if !source {
            return Some(hit.dropped(LeftOut::Action));
        }
    }
    Some(hit)
}

/// « est à proscrire », « Éviter … ».
fn to_do(view: &View<'_>, at: usize) -> Option<Hit> {
    let sense = view.tokens[at].sense(Class::ToDo)?;
    let mut hit = Hit::of(view, at, sense);
    let first = view.first_word() == Some(at);
    let to = at > 0 && view.is_word(at - 1, "a");
    if to {
        let be = at >= 2 && (copula(view, at - 1).is_some());
        let alone = view.first_word() == Some(at - 1);
        if !(be || alone) {
            return None;
        }
        hit.first = at - 1;
        hit.anchor = at - 1;
        if let Some(be) = copula(view, at - 1) {
            denied(view, &mut hit, be, sense.denied);
            hit.first = be;
        }
        hit.last = at;
        return Some(hit);
    }
    if !first {
        return None;
    }
    hit.confidence = Confidence::Low;
    hit.doubt(Doubt::WeakWord);
    Some(hit)
}

/// « obligatoirement », « en aucun cas » on a verb that bears no force itself.
fn adverb(view: &View<'_>, at: usize, verbs: &[usize]) -> Option<Hit> {
    let token = &view.tokens[at];
    let negative = token.sense(Class::NegativeAdverb);
    let sense = token.sense(Class::Adverb).or(negative)?;
    let start = at.saturating_sub(12);
    let governed = verbs.iter().any(|verb| (start..at + 6).contains(verb));
    if governed {
        return None;
    }
    let ne = (start..at).any(|at| view.is(at, Class::Ne));
    // The verb stands before its adverb, whatever it is: « comprend obligatoirement ».
    let verb = !token.bracketed && at > 0 && view.tokens[..at].iter().any(Token::is_word);
    let mut hit = Hit::of(view, at, sense);
    if negative.is_some() && !ne {
        return Some(hit.dropped(LeftOut::Adjective));
    }
    if !verb {
        return Some(hit.dropped(LeftOut::Adjective));
    }
    let denied = negative.is_none() && at > 0 && view.is(at - 1, Class::Negative);
    if denied {
        hit.force = Ok(sense.denied);
    }
    Some(hit)
}
