//! The buyer's own statements as a small grid apart, so that they are answered and counted like
//! others, and never with them.

use super::{Complement, Market};
use crate::grid::{Axis, Grid, Head, LostRows, Origin, Places, Statement};
use crate::words::{Basis, GridState, StatementState};
use crate::yaml::Spanned;

/// The complements of a market as a grid of one axis, which has no marks of its own.
#[must_use]
pub fn local_grid(market: &Market) -> Grid {
    let head = Head {
        name: market.grid.value.clone(),
        title: market.title.value.clone(),
        state: GridState::Draft,
        date: market.sent_on,
        origin: Origin {
            title: market.title.value.clone(),
            publisher: market.buyer.clone(),
            version: String::new(),
            licence: None,
        },
        documents: Vec::new(),
        replaces: None,
        axes: vec![Axis {
            id: "LOC".into(),
            title: "Compléments".into(),
            file: String::new(),
            file_span: market.grid.span,
            subjects: Vec::new(),
            span: market.grid.span,
        }],
        axes_note: None,
        scale: market.weights.as_ref().map(|weights| weights.scale).unwrap_or_default(),
    };
    let statements = market.complements.statements.iter().map(statement).collect();
    Grid::new(head, statements, LostRows::default(), String::new())
}

fn statement(one: &Complement) -> Statement {
    let span = one.id.span;
    Statement {
        id: one.id.value.clone(),
        axis: 0,
        subject: None,
        modality: one.modality,
        text: one.text.clone(),
        basis: Spanned { value: Basis::Reconstruction, span },
        source: None,
        see: None,
        roles: Vec::new(),
        objects: Vec::new(),
        degrees: Vec::new(),
        core: false,
        critical: one.critical,
        expected_evidence: one.expected_evidence.clone(),
        not_applicable_if: one.not_applicable_if.clone(),
        why: None,
        state: StatementState::InForce,
        withdrawal_reason: None,
        excerpt: None,
        span,
        places: Places {
            modality: span,
            text: span,
            see: None,
            not_applicable_if: None,
            why: None,
        },
    }
}
