//! A market beside its grid: every statement and axis it names exists, its weights add up.

use std::collections::BTreeMap;

use super::{Eliminating, Market, Weights, asked};
use crate::answers::is_complement;
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::Grid;
use crate::source::Span;
use crate::words::{counted, quoted, shown};
use crate::yaml::{Reading, Spanned};

/// Reports what a market says that its grid contradicts.
pub fn check_market(market: &Market, grid: &Grid, cx: &mut Reading<'_>) {
    if asked(market, grid).next().is_none() {
        let message = format!("aucun énoncé de {} n'est dans ce périmètre", grid.head.name);
        cx.report(
            Diagnostic::new(Code::NotInMarket, message)
                .at(market.grid.span)
                .help("élargissez « perimetre », ou corrigez « objet »"),
        );
        return;
    }
    if let Eliminating::Listed(ids) = &market.eliminating {
        // No identifier is without digits: what has none was meant as « exigences », « critiques ».
        let named = |id: &&Spanned<String>| id.value.contains(|c: char| c.is_ascii_digit());
        known_once(ids.iter().filter(named), true, market, grid, cx);
        for word in ids.iter().filter(|id| !named(id)) {
            let message =
                format!("« eliminatoires » : {} n'est pas un identifiant", shown(&word.value));
            cx.report(
                Diagnostic::new(Code::NotInMarket, message).at(word.span).help(
                    "écrivez « exigences » ou « critiques », seul, ou une liste d'identifiants",
                ),
            );
        }
        for id in ids.iter().filter(|id| market.waiver(&id.value).is_some()) {
            let message =
                format!("{} est éliminatoire, et le marché ne le demande pas", shown(&id.value));
            cx.report(
                Diagnostic::new(Code::NotInMarket, message)
                    .at(id.span)
                    .help("retirez-le de « eliminatoires » ou de « derogations »"),
            );
        }
    }
    known_once(market.waivers.iter().map(|one| &one.statement), false, market, grid, cx);
    if let Some(weights) = &market.weights {
        check_weights(weights, market, grid, cx);
    }
}

/// Each of these statements is asked for, and named once.
fn known_once<'m>(
    ids: impl Iterator<Item = &'m Spanned<String>>,
    complements: bool,
    market: &Market,
    grid: &Grid,
    cx: &mut Reading<'_>,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.insert(&id.value, id.span) {
            cx.report(
                Diagnostic::new(
                    Code::RepeatedElement,
                    format!("{} figure deux fois dans la liste", quoted(&id.value)),
                )
                .at(id.span)
                .at(first)
                .help("supprimez la répétition"),
            );
        }
        if let Some(diagnostic) = not_asked(&id.value, complements, market, grid, cx) {
            cx.report(diagnostic.at(id.span));
        }
    }
}

/// What is said of an identifier that the market does not ask for.
pub(super) fn not_asked(
    id: &str,
    complements: bool,
    market: &Market,
    grid: &Grid,
    cx: &Reading<'_>,
) -> Option<Diagnostic> {
    if complements && market.complements.statements.iter().any(|one| one.id.value == id) {
        return None;
    }
    if let Some(statement) = grid.statement(id) {
        if market.asks(statement) {
            return None;
        }
        let why = match statement.is_withdrawn() {
            true => "est abrogé",
            false => "n'est pas dans le périmètre du marché",
        };
        let message = format!("{} {why}", shown(id));
        return Some(
            Diagnostic::new(Code::NotInMarket, message)
                .help("retirez-le, ou corrigez « perimetre » dans marche.yaml"),
        );
    }
    let known = asked(market, grid).map(|(_, one)| one.id.as_str());
    let own = market.complements.statements.iter().map(|one| one.id.value.as_str());
    let near = match complements || is_complement(id) {
        true => cx.suggest(id, known.chain(own)),
        false => cx.suggest(id, known),
    };
    let message =
        format!("énoncé inconnu {} dans {} et ses compléments", shown(id), grid.head.name);
    let help = match near {
        Some(near) => format!("vouliez-vous dire {} ?", quoted(near)),
        None => format!("« sdet grille montrer {} » donne la liste des énoncés", grid.head.name),
    };
    Some(Diagnostic::new(Code::NotInMarket, message).help(help))
}

fn check_weights(weights: &Weights, market: &Market, grid: &Grid, cx: &mut Reading<'_>) {
    let axes: Vec<&str> = grid.head.axes.iter().map(|axis| axis.id.as_str()).collect();
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut strangers = false;
    for one in &weights.axes {
        let axis = &one.axis;
        if !axes.contains(&axis.value.as_str()) {
            strangers = true;
            let message = format!("axe {} inconnu", shown(&axis.value));
            let help = format!("axes de {} : {}", grid.head.name, axes.join(", "));
            cx.report(Diagnostic::new(Code::BadWeights, message).at(axis.span).help(help));
        }
        if let Some(first) = seen.insert(&axis.value, axis.span) {
            cx.report(
                Diagnostic::new(
                    Code::BadWeights,
                    format!("deux poids pour {}", shown(&axis.value)),
                )
                .at_with(axis.span, "encore ici")
                .at_with(first, "une première fois ici")
                .help("gardez celui qui a été annoncé"),
            );
        }
    }
    let in_scope = |at: usize| asked(market, grid).any(|(_, one)| one.axis == at);
    let mut forgotten = Vec::new();
    for (at, axis) in axes.iter().enumerate() {
        if in_scope(at) && !seen.contains_key(axis) {
            forgotten.push((*axis).to_owned());
        }
    }
    // A forgotten axis may be the unknown one under another name: one mistake, one message.
    if !forgotten.is_empty() && !strangers {
        let number = counted(forgotten.len() as u64, "axe demandé", "axes demandés");
        let message = format!("{number} sans poids : {}", forgotten.join(", "));
        cx.report(
            Diagnostic::new(Code::BadWeights, message)
                .at(weights.span)
                .help("donnez-lui son poids ; 0 s'il ne compte pas dans la note"),
        );
    }
    let sum: u32 = weights.axes.iter().map(|one| one.weight).sum();
    if sum != 100 {
        let message = format!("les poids des axes font {sum}, et non 100");
        cx.report(
            Diagnostic::new(Code::BadWeights, message)
                .at(weights.span)
                .help("corrigez-les : ce sont ceux du règlement de la consultation"),
        );
    }
}
