//! Draws grids and projects. Every case has a mood, so that conforming projects, waivers, blanks
//! and expired evaluations all turn up as often as the plain mixture of everything.

mod answers;

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::date::{date, days_later, last_day, months_later};
use super::model::{
    Axis, Basis, Case, DEGREES, Encoding, File, Grid, KINDS, Layout, Modality, OBJECTS, Other,
    Project, ROLES, Row, Scale, Statement,
};
pub(crate) use answers::{answer, style};

/// What a case is mostly made of; shares are probabilities.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mood {
    /// Weights of conforme, partiel, non conforme, sans objet with a reason, without, to assess.
    statuses: [u32; 6],
    /// Fewest pieces of an answer, and the share of those that prove.
    pieces: usize,
    sound_pieces: f64,
    waivers: f64,
    holding_waivers: f64,
    checks: f64,
    sound_checks: f64,
    foreseen: f64,
    narrow: f64,
    axes: usize,
    rows: usize,
}

const MIXED: Mood = Mood {
    statuses: [5, 3, 3, 2, 1, 2],
    pieces: 0,
    sound_pieces: 0.4,
    waivers: 0.4,
    holding_waivers: 0.4,
    checks: 0.4,
    sound_checks: 0.3,
    foreseen: 0.4,
    narrow: 0.4,
    axes: 5,
    rows: 40,
};

/// Everything compliant, or foreseen not to apply.
const COMPLIANT_ONLY: Mood =
    Mood { statuses: [9, 0, 0, 1, 0, 0], foreseen: 1.0, checks: 0.0, rows: 10, ..MIXED };

const MOODS: [Mood; 10] = [
    MIXED,
    Mood { statuses: [5, 3, 3, 2, 0, 0], ..MIXED },
    Mood { rows: 6, ..MIXED },
    COMPLIANT_ONLY,
    Mood { pieces: 1, sound_pieces: 1.0, ..COMPLIANT_ONLY },
    Mood { pieces: 1, sound_pieces: 1.0, checks: 1.0, sound_checks: 1.0, ..COMPLIANT_ONLY },
    // « Sans objet » nobody foresaw; gaps covered by waivers; hardly anything applicable.
    Mood { statuses: [6, 0, 0, 4, 0, 0], foreseen: 0.2, ..COMPLIANT_ONLY },
    Mood { statuses: [6, 2, 2, 1, 0, 0], waivers: 1.0, holding_waivers: 1.0, ..COMPLIANT_ONLY },
    Mood { statuses: [1, 0, 0, 9, 0, 0], narrow: 0.9, rows: 3, ..MIXED },
    // Half compliant, to stand around the threshold, some of it contradicted.
    Mood { statuses: [1, 0, 1, 0, 0, 0], rows: 10, axes: 2, ..MIXED },
];

pub(crate) fn mood() -> impl Strategy<Value = Mood> {
    select(MOODS.to_vec())
}

/// A grid, a project, and a day around the limits that matter.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    mood().prop_flat_map(|mood| {
        (grid(mood), others(), project(mood), moment()).prop_map(
            |(grid, others, project, moment)| {
                let mut case = Case { grid, others, today: project.evaluated, project };
                case.today = today(&case, moment);
                case
            },
        )
    })
}

/// The row of a case a number stands for, if it has any.
pub(crate) fn pick(grid: &mut Grid, at: usize) -> &mut Row {
    let mut rows: Vec<&mut Row> = grid.axes.iter_mut().flat_map(|axis| &mut axis.rows).collect();
    let at = at % rows.len();
    rows.swap_remove(at)
}

/// When a case is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    SameDay,
    Later(i64),
    /// Days around the end of validity.
    AroundExpiry(i64),
    /// Days around the end that follows the replacement of the grid.
    AroundReplacement(i64),
}

pub(crate) fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        1 => Just(Moment::SameDay),
        8 => (1..400_i64).prop_map(Moment::Later),
        2 => (-1..=1_i64).prop_map(Moment::AroundExpiry),
        2 => (-1..=1_i64).prop_map(Moment::AroundReplacement),
    ]
}

pub(crate) fn today(case: &Case, moment: Moment) -> Date {
    let evaluated = case.project.evaluated;
    let scale = &case.grid.scale;
    let expiry = months_later(evaluated, scale.months.unwrap_or(36));
    let replaced = case
        .others
        .iter()
        .find_map(|other| other.replaces)
        .map(|(_, since)| months_later(since, scale.months_once_replaced.unwrap_or(18)));
    let day = match moment {
        Moment::SameDay => evaluated,
        Moment::Later(days) => days_later(evaluated, days),
        Moment::AroundExpiry(days) => days_later(expiry, days),
        Moment::AroundReplacement(days) => days_later(replaced.unwrap_or(expiry), days),
    };
    day.max(evaluated)
}

fn grid(mood: Mood) -> impl Strategy<Value = Grid> {
    let ids = Just(["ORG", "FON", "TEC", "JUR", "SEC"]).prop_shuffle();
    let axes = (ids, vec(rows(mood), 1..=mood.axes)).prop_map(|(ids, axes)| {
        ids.into_iter().zip(axes).map(|(id, rows)| Axis { id, rows }).collect()
    });
    let id = select(vec!["essai", "essai", "demo"]);
    let version = select(vec!["4.1", "4.1", "4.1-r2", "4.9"]);
    let replaces = weighted(0.2, (select(vec!["3.0", "4.0"]), a_day()));
    (id, version, any::<bool>(), replaces, scale(), axes).prop_map(
        |(id, version, published, replaces, scale, axes)| Grid {
            id,
            version,
            published,
            replaces,
            scale,
            axes,
        },
    )
}

/// Other grids of the folder: newer ones that replace this one or not, and strangers.
fn others() -> impl Strategy<Value = Vec<Other>> {
    let replaced = || select(vec!["4.1", "4.1", "4.1-r2", "4.9", "3.0"]);
    let one = |id: &'static str, version: &'static str| {
        let replaces = weighted(0.8, (replaced(), a_day()));
        let months = weighted(0.5, 0..40_u32);
        (replaces, months).prop_map(move |(replaces, months_once_replaced)| Other {
            id,
            version,
            replaces,
            months_once_replaced,
        })
    };
    (
        weighted(0.35, one("essai", "4.10")),
        weighted(0.1, one("essai", "5.0")),
        weighted(0.2, one("autre", "6.0")),
    )
        .prop_map(|(newer, newest, stranger)| {
            newer.into_iter().chain(newest).chain(stranger).collect()
        })
}

fn scale() -> impl Strategy<Value = Scale> {
    let months = prop_oneof![3 => select(vec![1, 6, 12, 18, 36, 48]), 1 => 1..=1200_u32];
    let months_once_replaced = prop_oneof![3 => select(vec![0, 1, 6, 18]), 1 => 0..=240_u32];
    (
        weighted(0.4, prop_oneof![select(vec![0, 100, 50]), 0..=100_u32]),
        weighted(0.4, prop_oneof![select(vec![0, 100, 33]), 0..=100_u32]),
        weighted(0.4, prop_oneof![select(vec![1, 10, 100, 1000]), 1..=1000_u32]),
        weighted(0.4, prop_oneof![select(vec![0, 100, 75]), 0..=100_u32]),
        weighted(0.4, months),
        weighted(0.4, months_once_replaced),
    )
        .prop_map(|(requirements, partial, max, threshold, months, months_once_replaced)| {
            Scale { requirements, partial, max, threshold, months, months_once_replaced }
        })
}

/// Statements in an order that is not that of their numbers.
fn rows(mood: Mood) -> impl Strategy<Value = Vec<Row>> {
    let row = (statement(mood), weighted(0.9, answer(mood)));
    vec(row, 1..=mood.rows).prop_flat_map(|rows| {
        let numbers: Vec<usize> = (1..=rows.len()).map(|number| number * 7).collect();
        Just(numbers).prop_shuffle().prop_map(move |numbers| {
            let numbered = numbers.into_iter().zip(rows.clone());
            numbered
                .map(|(number, (statement, answer))| Row { number, statement, answer })
                .collect()
        })
    })
}

fn statement(mood: Mood) -> impl Strategy<Value = Statement> {
    let modality = prop_oneof![
        4 => Just(Modality::Must),
        1 => Just(Modality::MustNot),
        3 => Just(Modality::Should),
        1 => Just(Modality::ShouldNot),
    ];
    let basis =
        select(vec![Basis::Text, Basis::OtherVersion, Basis::RelatedText, Basis::Reconstruction]);
    let withdrawn = prop_oneof![16 => Just(None), 1 => Just(Some(false)), 1 => Just(Some(true))];
    (
        (modality, basis, withdrawn),
        weighted(mood.narrow, some_of(&ROLES, 3)),
        weighted(mood.narrow, some_of(&OBJECTS, 3)),
        weighted(mood.narrow, some_of(&DEGREES, 2)),
        weighted(0.5, prop::bool::weighted(0.7)),
        weighted(0.2, any::<bool>()),
        weighted(0.4, some_of(&KINDS, 3)),
        likely(mood.foreseen),
        any::<bool>(),
    )
        .prop_map(
            |(
                (modality, basis, withdrawn),
                roles,
                objects,
                degrees,
                core,
                critical,
                kinds,
                foreseen,
                explained,
            )| Statement {
                modality,
                basis,
                roles,
                objects,
                degrees,
                core,
                critical,
                kinds,
                foreseen,
                explained,
                withdrawn,
            },
        )
}

pub(crate) fn project(mood: Mood) -> impl Strategy<Value = Project> {
    let layout = prop_oneof![
        6 => Just(Layout::Folder),
        1 => Just(Layout::FirstFileInHead),
        2 => Just(Layout::SingleFile),
    ];
    let scope = mood.narrow / 2.0;
    (
        select(OBJECTS.to_vec()),
        weighted(scope, some_of(&DEGREES, 2)),
        weighted(scope, some_of(&ROLES, 4)),
        weighted(scope, any::<bool>()),
        a_day(),
        layout,
        vec(file(), 1..=4),
    )
        .prop_map(|(object, degrees, roles, core, evaluated, layout, files)| Project {
            object,
            degrees,
            roles,
            core,
            evaluated,
            layout,
            files,
        })
}

pub(crate) fn file() -> impl Strategy<Value = File> {
    let encoding = prop_oneof![
        6 => Just(Encoding::Utf8),
        1 => Just(Encoding::Utf8Bom),
        1 => Just(Encoding::Utf16Little),
        1 => Just(Encoding::Utf16Big),
    ];
    (select(vec!["", "lot/", "lot/deux/"]), encoding, prop::bool::weighted(0.2))
        .prop_map(|(folder, encoding, crlf)| File { folder, encoding, crlf })
}

/// Any day of some thirty years, the ends of months more often.
pub(crate) fn a_day() -> impl Strategy<Value = Date> {
    let day = prop_oneof![1..=28_i16, 29..=31_i16];
    (2005..2030_i16, 1..=12_i16, day)
        .prop_map(|(year, month, day)| date(year, month, day.min(last_day(year, month))))
}

/// True with a probability that proptest wants strictly between nought and one.
fn likely(probability: f64) -> impl Strategy<Value = bool> {
    prop::bool::weighted(probability.clamp(0.001, 0.999))
}

pub(crate) fn weighted<S: Strategy>(probability: f64, some: S) -> prop::option::OptionStrategy<S> {
    prop::option::weighted(probability.clamp(0.001, 0.999), some)
}

/// Some words of a list, at least one.
pub(crate) fn some_of(
    words: &[&'static str],
    most: usize,
) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(words.to_vec(), 1..=most)
}
