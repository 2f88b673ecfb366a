//! Draws answers: statuses, evidence, waivers, verifications.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::model::{
    Answer, Check, Hash, KINDS, Kind, Paper, Piece, Place, Reason, Status, Style, Waiver, When,
};
use super::super::write::{ASTRAY, DETOURS, INSIDE};
use super::{Mood, likely, weighted};

pub(crate) fn answer(mood: Mood) -> impl Strategy<Value = Answer> {
    (
        status(mood.statuses),
        prop_oneof![3 => vec(piece(mood), mood.pieces..=1), 1 => vec(piece(mood), 2..=3)],
        weighted(mood.waivers, waiver(mood)),
        weighted(mood.checks, check(mood)),
        weighted(0.5, select(PEOPLE.to_vec())),
        prop::bool::weighted(0.2),
        style(),
        0..4_usize,
        0..1000_u32,
    )
        .prop_map(
            |((status, reason), pieces, waiver, check, by, extras, style, file, rank)| Answer {
                status,
                reason,
                pieces,
                waiver,
                check,
                by,
                extras,
                style,
                file,
                rank,
            },
        )
}

/// Spellings of the statuses that the users' vocabulary accepts.
const COMPLIANT: [&str; 8] =
    ["conforme", "Conforme", "CONFORME", "C", "oui", "validé", "valide", "☑"];
const PARTIAL: [&str; 8] =
    ["partiel", "Partiellement conforme", "P", "pc", "En  cours", "◐", "PARTIEL", "en cours"];
const NOT_COMPLIANT: [&str; 7] =
    ["non_conforme", "Non conforme", "NC", "non", "Non validé", "non  conforme", "NON VALIDE"];
const NOT_APPLICABLE: [&str; 7] =
    ["sans_objet", "Sans objet", "SO", "NA", "N/A", "non applicable", "n/a"];
const TO_ASSESS: [&str; 7] =
    ["a_evaluer", "À évaluer", "NT", "vide", "NON RENSEIGNÉ", "à evaluer", "non renseigné"];

fn status(weights: [u32; 6]) -> impl Strategy<Value = (Status, Reason)> {
    let [compliant, partial, not_compliant, justified, unjustified, to_assess] = weights;
    let written = |words: &[&'static str]| select(words.to_vec()).prop_map(Status::Written);
    let nothing = || select(vec![Reason::Absent, Reason::Open, Reason::Blank]);
    let any_reason = || prop_oneof![1 => nothing(), 1 => Just(Reason::Given)];
    let unsaid = prop_oneof![written(&TO_ASSESS), Just(Status::Empty), Just(Status::Absent)];
    // The plain mixture keeps a share of each, or a weight of zero could not be drawn at all.
    let choices = [
        (compliant, (written(&COMPLIANT), any_reason()).boxed()),
        (partial, (written(&PARTIAL), any_reason()).boxed()),
        (not_compliant, (written(&NOT_COMPLIANT), any_reason()).boxed()),
        (justified, (written(&NOT_APPLICABLE), Just(Reason::Given)).boxed()),
        (unjustified, (written(&NOT_APPLICABLE), nothing()).boxed()),
        (to_assess, (unsaid, any_reason()).boxed()),
    ];
    let drawn = choices.into_iter().filter(|(weight, _)| *weight > 0);
    prop::strategy::Union::new_weighted(drawn.collect())
}

fn piece(mood: Mood) -> impl Strategy<Value = Piece> {
    let sound = (sound_place(), any::<bool>(), past(), coming(), sound_hash(), any::<bool>())
        .prop_map(|(place, backslash, from, until, hash, page)| Piece {
            place,
            backslash,
            kind: Kind::Expected(page.into()),
            from,
            until,
            hash,
            page,
        });
    let kind = prop_oneof![
        1 => Just(Kind::Absent),
        3 => (0..3_usize).prop_map(Kind::Expected),
        1 => select(KINDS.to_vec()).prop_map(Kind::Any),
    ];
    let place = prop_oneof![
        4 => sound_place(),
        2 => astray(),
        1 => Just(Place::Absolute),
        1 => Just(Place::Reference),
    ];
    let hash = prop_oneof![3 => sound_hash(), 1 => Just(Hash::Wrong)];
    let any_piece = (place, any::<bool>(), kind, any_day(), any_day(), hash, any::<bool>())
        .prop_map(|(place, backslash, kind, from, until, hash, page)| Piece {
            place,
            backslash,
            kind,
            from,
            until,
            hash,
            page,
        });
    likely(mood.sound_pieces).prop_flat_map(move |well| {
        if well { sound.clone().boxed() } else { any_piece.clone().boxed() }
    })
}

#[cfg(unix)]
fn sound_place() -> impl Strategy<Value = Place> + Clone {
    let links = super::super::write::LINKS.iter().take(1).map(|(name, _)| *name);
    inside(INSIDE.iter().map(|(path, _)| *path).chain(DETOURS).chain(links).collect())
}

#[cfg(not(unix))]
fn sound_place() -> impl Strategy<Value = Place> + Clone {
    inside(INSIDE.iter().map(|(path, _)| *path).chain(DETOURS).collect())
}

fn inside(paths: Vec<&'static str>) -> impl Strategy<Value = Place> + Clone {
    select(paths).prop_map(Place::Inside)
}

#[cfg(unix)]
fn astray() -> impl Strategy<Value = Place> + Clone {
    let links = super::super::write::LINKS.iter().skip(1).map(|(name, _)| *name);
    select(ASTRAY.into_iter().chain(links).collect::<Vec<_>>()).prop_map(Place::Astray)
}

#[cfg(not(unix))]
fn astray() -> impl Strategy<Value = Place> + Clone {
    select(ASTRAY.to_vec()).prop_map(Place::Astray)
}

fn sound_hash() -> impl Strategy<Value = Hash> + Clone {
    prop_oneof![2 => Just(Hash::Absent), 1 => Just(Hash::Right), 1 => Just(Hash::RightInCapitals)]
}

fn waiver(mood: Mood) -> impl Strategy<Value = Waiver> {
    let paper =
        || prop_oneof![8 => Just(Paper::Given), 1 => Just(Paper::Blank), 1 => Just(Paper::Absent)];
    let any_waiver = (paper(), paper(), paper(), any_day(), any_day(), any::<bool>()).prop_map(
        |(authority, reference, reason, from, until, compensation)| Waiver {
            authority,
            reference,
            reason,
            from,
            until,
            compensation,
        },
    );
    let holding =
        (past(), 0..900_i64).prop_map(|(from, days)| Waiver { from, ..Waiver::until(days) });
    likely(mood.holding_waivers).prop_flat_map(move |well| {
        if well { holding.clone().boxed() } else { any_waiver.clone().boxed() }
    })
}

/// Three people under several spellings, one of them with a no-break space and one decomposed.
const PEOPLE: [&str; 8] = [
    "Responsable qualité",
    "RESPONSABLE QUALITÉ",
    "responsable qualite",
    "Responsable  qualité",
    "Responsable\u{a0}qualite\u{301}",
    "Auditeur externe",
    "auditeur EXTERNE",
    "Direction",
];

fn check(mood: Mood) -> impl Strategy<Value = Check> {
    let any_check = (select(PEOPLE.to_vec()), when(), prop::bool::weighted(0.7))
        .prop_map(|(by, on, favourable)| Check { by, on, favourable });
    likely(mood.sound_checks).prop_flat_map(move |well| {
        if well { Just(Check::favourable()).boxed() } else { any_check.clone().boxed() }
    })
}

pub(crate) fn style() -> impl Strategy<Value = Style> {
    let half = any::<bool>;
    (half(), half(), half(), half()).prop_map(|(flow, reversed, commented, quoted)| Style {
        flow,
        reversed,
        commented,
        quoted,
    })
}

/// A day around the reference date, the day itself and its neighbours more often.
fn when() -> impl Strategy<Value = When> + Clone {
    let days = prop_oneof![-1..=1_i64, -400..400_i64];
    (days, any::<bool>()).prop_map(|(days, french)| When { days, french })
}

fn any_day() -> impl Strategy<Value = Option<When>> + Clone {
    weighted(0.6, when())
}

fn past() -> impl Strategy<Value = Option<When>> + Clone {
    weighted(0.4, (-400..=0_i64).prop_map(When::in_days))
}

fn coming() -> impl Strategy<Value = Option<When>> + Clone {
    weighted(0.4, (0..=400_i64).prop_map(When::in_days))
}
