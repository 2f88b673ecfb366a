//! The rounds of a competitive dialogue: what each bidder changed in what it declares.

use super::judge::{Bidder, Place, Tender, Terms};
use super::{Offer, asked};
use crate::answers::Answer;
use crate::answers::record::record;
use crate::words::{Status, name_key};
use crate::yaml::record::Record;

/// What a bidder changed since a former round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The bidder.
    pub candidate: String,
    /// Whether it had an offer then; nothing moved otherwise.
    pub was_there: bool,
    /// Whether it has one now.
    pub is_there: bool,
    /// Statements whose declared status changed, in the order of the grid, complements last.
    pub moved: Vec<Moved>,
    /// Statements answered alike, whose justification changed.
    pub reworded: Vec<Place>,
    /// Statements whose evidence or waiver changed, whatever else did.
    pub documented: Vec<Place>,
}

/// A statement whose declared status changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The statement.
    pub place: Place,
    /// What was declared.
    pub before: Status,
    /// What is declared now.
    pub after: Status,
}

/// Compares the offers of a former round with those of a tender; bidders of now first, then those
/// who left.
#[must_use]
pub fn rounds(former: &[Offer], tender: &Tender<'_>) -> Vec<Round> {
    let same = |name: &str, other: &str| name_key(name) == name_key(other);
    let mut found: Vec<Round> = tender
        .bidders
        .iter()
        .map(|bidder| {
            let before = former.iter().find(|offer| same(&offer.candidate, bidder.name()));
            compare(tender.terms, before, bidder)
        })
        .collect();
    let gone = former
        .iter()
        .filter(|offer| !tender.bidders.iter().any(|bidder| same(&offer.candidate, bidder.name())));
    found.extend(gone.map(|offer| Round {
        candidate: offer.candidate.clone(),
        was_there: true,
        is_there: false,
        moved: Vec::new(),
        reworded: Vec::new(),
        documented: Vec::new(),
    }));
    found
}

fn compare(terms: Terms<'_>, before: Option<&Offer>, bidder: &Bidder<'_>) -> Round {
    let mut round = Round {
        candidate: bidder.name().to_owned(),
        was_there: before.is_some(),
        is_there: true,
        moved: Vec::new(),
        reworded: Vec::new(),
        documented: Vec::new(),
    };
    let Some(offer) = before else {
        return round;
    };
    let in_grid = asked(terms.market, terms.grid).map(|(at, _)| Place::Grid(at));
    let local = (0..terms.local.statements.len()).map(Place::Local);
    for place in in_grid.chain(local) {
        let then = match place {
            Place::Grid(at) => offer.answers.answer(at),
            Place::Local(at) => offer.complements.answer(at),
        };
        let now = bidder.answer(place);
        let status = |answer: Option<&Answer>| answer.map_or(Status::ToAssess, Answer::counted);
        let words = |answer: Option<&Answer>| {
            answer.and_then(|one| one.justification.as_ref()).map(|text| text.value.clone())
        };
        if status(then) != status(now) {
            round.moved.push(Moved { place, before: status(then), after: status(now) });
        } else if words(then) != words(now) {
            round.reworded.push(place);
        }
        if documents(then) != documents(now) {
            round.documented.push(place);
        }
    }
    round
}

/// What an answer says of its evidence and of its waiver.
fn documents(answer: Option<&Answer>) -> Record {
    let mut said = answer.map(record).unwrap_or_default();
    said.retain(|field, _| field.starts_with("preuves.") || field.starts_with("derogation."));
    said
}
