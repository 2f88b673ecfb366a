//! Bidders side by side: what each declares, what the buyer retains, what follows.

use super::admission::admits;
use super::notes::{AxisNote, Points, Ranking, axis_notes, points, rank, total};
use super::{Appraisal, Entry, Market, Offer, asked};
use crate::answers::Answer;
use crate::assess::{Figures, Judged, Mark};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evidence::{self, Validity};
use crate::grid::{Grid, Statement};
use crate::words::{Level, Status, Vocabulary, shown};

/// What a tender is judged on, but for the offers.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'m> {
    /// The market.
    pub market: &'m Market,
    /// Its grid.
    pub grid: &'m Grid,
    /// Its complements, see [`super::local_grid`].
    pub local: &'m Grid,
    /// The reference date.
    pub day: Date,
}

/// An offer with what the buyer thinks of it.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'m> {
    /// The offer.
    pub offer: &'m Offer,
    /// What was appraised; `None`: nothing yet.
    pub appraisal: Option<&'m Appraisal>,
}

/// Where a statement of a market stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the grid, by its rank.
    Grid(usize),
    /// Among the complements, by its rank.
    Local(usize),
}

/// What the buyer retains for a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retained {
    /// The status.
    pub status: Status,
    /// Why.
    pub ground: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub on: Date,
    /// Whether it is the decision to retain what is declared, not an appraisal of its own.
    pub wholesale: bool,
}

/// One statement, for one bidder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The statement.
    pub place: Place,
    /// What the bidder declares; « à évaluer » where it left a blank.
    pub declared: Status,
    /// What the buyer retains; `None`: it did not appraise.
    pub retained: Option<Retained>,
    /// What is counted: the retained status, « à évaluer » without one.
    pub judged: Judged,
    /// Whether the buyer admits the bidder's own waiver, which holds.
    pub waiver_admitted: bool,
    /// Whether the market does not ask for it.
    pub market_waived: bool,
    /// Whether missing it sets the offer aside.
    pub eliminating: bool,
}

impl Line {
    /// Whether it sets the offer aside.
    #[must_use]
    pub fn sets_aside(&self) -> bool {
        self.eliminating && self.is_unmet() && !self.waiver_admitted
    }

    /// Whether it is retained as not met, or not wholly.
    #[must_use]
    pub fn is_unmet(&self) -> bool {
        matches!(self.judged.standing, Status::Partial | Status::NonCompliant)
    }

    /// Whether the buyer concluded nothing of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.judged.standing == Status::ToAssess
    }

    /// What the buyer retains, as printed.
    #[must_use]
    pub fn retained_label(&self) -> &'static str {
        self.retained.as_ref().map_or("NON ANALYSÉ", |one| one.status.label())
    }

    /// Whether it is retained as met without a valid piece of evidence.
    #[must_use]
    pub fn lacks_evidence(&self) -> bool {
        let claimed = |status| matches!(status, Status::Compliant | Status::Partial);
        let counts = if self.is_open() { self.declared } else { self.judged.standing };
        claimed(counts) && !self.judged.proved
    }
}

/// Where an offer stands as to what eliminates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing eliminating is missed, and all of it was appraised.
    Admissible,
    /// Nothing is missed so far, but some of it was not appraised.
    Unfinished,
    /// Something eliminating is missed.
    SetAside,
}

impl Standing {
    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Admissible => "Satisfait les énoncés éliminatoires",
            Self::Unfinished => "Analyse inachevée",
            Self::SetAside => "À écarter, sauf régularisation",
        }
    }
}

/// One bidder, judged.
#[derive(Debug, Clone)]
pub struct Bidder<'m> {
    /// Its offer and appraisal.
    pub matter: Matter<'m>,
    /// The statements of the grid that the market's scope holds, in the order of the grid.
    pub lines: Vec<Line>,
    /// The complements, in their order.
    pub local: Vec<Line>,
    /// Where it stands.
    pub standing: Standing,
    /// The counts of the grid alone.
    pub figures: Figures,
    /// The counts of the complements alone.
    pub local_figures: Figures,
    /// What the complements give in points, where the market counts points.
    pub points: Option<Points>,
    /// Per axis that counts in the market; empty where no weight was announced.
    pub axes: Vec<AxisNote>,
    /// The weighted note, exact; none where something it needs is missing.
    pub note: Option<Mark>,
    /// Its rank, among those that have one.
    pub ranking: Option<Ranking>,
}

impl Bidder<'_> {
    /// Every line, complements last.
    pub fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.local)
    }

    /// The bidder's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.matter.offer.candidate
    }

    /// Where it stands, as printed: a statement missed under an admitted waiver is not met.
    #[must_use]
    pub fn standing_label(&self) -> String {
        let waived = |one: &&Line| one.eliminating && one.is_unmet() && one.waiver_admitted;
        let under_waiver = self.all_lines().filter(waived).count();
        let label = self.standing.label();
        match (self.standing, under_waiver) {
            (Standing::Admissible, 1..) => {
                format!("{label}, sauf {under_waiver} sous dérogation admise")
            }
            (Standing::Admissible | Standing::Unfinished | Standing::SetAside, _) => label.into(),
        }
    }

    /// The answer behind a line.
    #[must_use]
    pub fn answer(&self, place: Place) -> Option<&Answer> {
        match place {
            Place::Grid(at) => self.matter.offer.answers.answer(at),
            Place::Local(at) => self.matter.offer.complements.answer(at),
        }
    }
}

/// A tender, judged.
#[derive(Debug, Clone)]
pub struct Tender<'m> {
    /// What it was judged on.
    pub terms: Terms<'m>,
    /// The bidders, in the order they were given.
    pub bidders: Vec<Bidder<'m>>,
}

impl Terms<'_> {
    /// The statement of a place.
    #[must_use]
    pub fn statement(&self, place: Place) -> &Statement {
        match place {
            Place::Grid(at) => &self.grid.statements[at],
            Place::Local(at) => &self.local.statements[at],
        }
    }
}

/// Judges offers against a market. What an appraisal says that does not count is reported.
#[must_use]
pub fn judge<'m>(
    terms: Terms<'m>,
    matters: &[Matter<'m>],
    diagnostics: &mut Diagnostics,
) -> Tender<'m> {
    for appraisal in matters.iter().filter_map(|matter| matter.appraisal) {
        diagnostics.extend(decided_later(appraisal, terms.day));
    }
    let mut bidders: Vec<Bidder<'m>> =
        matters.iter().map(|matter| bidder(terms, *matter, diagnostics)).collect();
    rank(&mut bidders);
    Tender { terms, bidders }
}

fn bidder<'m>(terms: Terms<'m>, matter: Matter<'m>, diagnostics: &mut Diagnostics) -> Bidder<'m> {
    let Terms { market, grid, local, .. } = terms;
    let grid_places = asked(market, grid).map(|(at, _)| Place::Grid(at));
    let lines: Vec<Line> =
        grid_places.map(|place| line(terms, matter, place, diagnostics)).collect();
    let local_places = (0..local.statements.len()).map(Place::Local);
    let local: Vec<Line> =
        local_places.map(|place| line(terms, matter, place, diagnostics)).collect();
    let scale = market.weights.as_ref().map_or(grid.head.scale, |weights| weights.scale);
    let figures = |lines: &[Line]| {
        Figures::of(
            lines.iter().map(|one| (terms.statement(one.place).level(), &one.judged)),
            &scale,
        )
    };
    let eliminating = || lines.iter().chain(&local).filter(|one| one.eliminating);
    let standing = if eliminating().any(Line::sets_aside) {
        Standing::SetAside
    } else if eliminating().any(Line::is_open) {
        Standing::Unfinished
    } else {
        Standing::Admissible
    };
    let axes = axis_notes(terms, &lines);
    Bidder {
        matter,
        standing,
        figures: figures(&lines),
        local_figures: figures(&local),
        points: points(market, &local, scale.partial),
        note: total(&axes),
        axes,
        ranking: None,
        lines,
        local,
    }
}

fn line(terms: Terms<'_>, matter: Matter<'_>, place: Place, diagnostics: &mut Diagnostics) -> Line {
    let statement = terms.statement(place);
    let answer = match place {
        Place::Grid(at) => matter.offer.answers.answer(at),
        Place::Local(at) => matter.offer.complements.answer(at),
    };
    let declared = answer.map_or(Status::ToAssess, Answer::counted);
    let entry =
        matter.appraisal.and_then(|one| one.entries.iter().find(|entry| entry.id == statement.id));
    let acceptable = match declared {
        Status::ToAssess => None,
        Status::NotApplicable if statement.not_applicable_if.is_none() => None,
        Status::NotApplicable | Status::Compliant | Status::Partial | Status::NonCompliant => {
            Some(declared)
        }
    };
    let retained = matter
        .appraisal
        .and_then(|one| retained(one, entry, declared, acceptable, terms.day, diagnostics));
    let standing = retained.as_ref().map_or(Status::ToAssess, |one| one.status);
    let unmet = matches!(standing, Status::Partial | Status::NonCompliant);
    let waiver = answer.and_then(|one| one.waiver.as_ref());
    let appraised = retained.as_ref().is_some_and(|one| !one.wholesale);
    let waiver_admitted = entry
        .is_some_and(|entry| admits(entry, appraised, waiver, terms.day, diagnostics))
        && unmet;
    let market_waived = terms.market.waiver(&statement.id).is_some();
    let pieces: Vec<Validity> = answer
        .map(|one| {
            let expected = &statement.expected_evidence;
            let facts = &matter.offer.facts;
            one.evidence
                .iter()
                .map(|piece| evidence::judge(piece, expected, facts, terms.day))
                .collect()
        })
        .unwrap_or_default();
    let waived = unmet && (waiver_admitted || market_waived);
    let justified = answer.is_some_and(|one| one.justification.is_some());
    Line {
        place,
        declared,
        judged: Judged {
            statement: match place {
                Place::Grid(at) | Place::Local(at) => at,
            },
            standing,
            foreseen: (standing == Status::NotApplicable)
                .then_some(statement.not_applicable_if.is_some()),
            proved: pieces.contains(&Validity::Valid),
            verified: false,
            refuted: false,
            waived,
            explained: unmet && statement.level() == Level::Recommendation && (justified || waived),
            pieces,
        },
        retained,
        waiver_admitted,
        market_waived,
        eliminating: terms.market.eliminates(statement),
    }
}

/// What is said of a decision for all that is dated after the day of reference.
fn decided_later(appraisal: &Appraisal, day: Date) -> Option<Diagnostic> {
    let later = appraisal.wholesale.is_some() && appraisal.on.value > day;
    later.then(|| {
        let message = format!(
            "décision « declare_retenu » datée du {}, après la date de référence : elle ne compte pas",
            appraisal.on.value.french()
        );
        Diagnostic::new(Code::AppraisalIgnored, message)
            .at(appraisal.on.span)
            .help("corrigez « le », ou donnez une autre date avec --date")
    })
}

/// What is retained for a statement at a day; what was written and does not count is reported.
/// `acceptable`: what a decision for all may retain. Neither a blank nor a « sans objet » that the
/// statement does not foresee: a bidder would take out what it cannot meet.
fn retained(
    appraisal: &Appraisal,
    entry: Option<&Entry>,
    declared: Status,
    acceptable: Option<Status>,
    day: Date,
    diagnostics: &mut Diagnostics,
) -> Option<Retained> {
    let own = entry.and_then(|entry| Some((entry, entry.status?)));
    let Some((entry, status)) = own.filter(|(_, status)| status.value != Status::ToAssess) else {
        // « À évaluer », written by hand, takes a statement out of the decision for all.
        let left_open = own.is_some();
        let ground = appraisal.wholesale.as_ref().filter(|_| !left_open)?;
        let status = acceptable.filter(|_| appraisal.on.value <= day)?;
        return Some(Retained {
            status,
            ground: Some(ground.clone()),
            by: appraisal.by.clone(),
            on: appraisal.on.value,
            wholesale: true,
        });
    };
    let on = entry.on.unwrap_or(appraisal.on);
    let needs_ground = status.value != declared || status.value != Status::Compliant;
    let fault = if entry.ground.is_none() && needs_ground {
        let message =
            format!("appréciation de {} sans motif : elle ne compte pas", shown(&entry.id));
        Some((message, status.span, "écrivez « motif: » : un énoncé retenu autrement que déclaré, ou non conforme, se justifie".to_owned()))
    } else if on.value > day {
        let message = format!(
            "appréciation de {} datée du {}, après la date de référence : elle ne compte pas",
            shown(&entry.id),
            on.value.french()
        );
        Some((message, on.span, "corrigez « le », ou donnez une autre date avec --date".to_owned()))
    } else {
        None
    };
    if let Some((message, span, help)) = fault {
        diagnostics.push(Diagnostic::new(Code::AppraisalIgnored, message).at(span).help(help));
        return None;
    }
    Some(Retained {
        status: status.value,
        ground: entry.ground.clone(),
        by: entry.by.clone().unwrap_or_else(|| appraisal.by.clone()),
        on: on.value,
        wholesale: false,
    })
}
