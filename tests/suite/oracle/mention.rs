//! How long an evaluation stands, and its conclusion (`docs/calcul.md` §6).

use jiff::civil::Date;
use serde_json::{Value, json};

use super::counts::Counts;
use super::date::months_later;
use super::read::{Grid, Project, Scale};

/// The conclusion: the first of `docs/calcul.md` §6 that holds, and what it stands on.
pub(crate) fn mention(
    scale: Scale,
    e: &Counts,
    expired: bool,
    judged: usize,
    size: usize,
) -> Value {
    let half = 100 * e.c >= u64::from(scale.threshold) * e.a;
    let clean = e.refuted == 0;
    let (code, detail) = if expired {
        ("perimee", None)
    } else if e.v > 0 {
        ("incomplete", Some(format!("{} exigence", e.v)))
    } else if e.a == 0 {
        ("sans_objet", None)
    } else if clean && e.c == e.a && e.a == e.a_strict {
        ("conforme", None)
    } else if clean && e.c == e.a {
        ("conforme_sous_reserve", Some(format!("{} « sans objet »", e.a_strict - e.a)))
    } else if clean && e.d > 0 && e.c + e.d == e.a && half {
        ("conforme_sous_derogation", Some(format!("{} dérogation", e.d)))
    } else if half {
        ("partiellement_conforme", None)
    } else {
        ("non_conforme", None)
    };
    let stands_on = if e.cv == e.a_strict {
        "verifie"
    } else if e.cp == e.a_strict {
        "prouve"
    } else {
        "declare"
    };
    let conforming = code.starts_with("conforme");
    let wanted = [detail, Some(extent(judged, size))];
    json!({
        "code": code,
        "appui": conforming.then_some(stands_on),
        "phrase": {"$contains": wanted.into_iter().flatten().collect::<Vec<_>>()},
    })
}

/// « 48 énoncés sur 187 », as every mention ends.
fn extent(judged: usize, size: usize) -> String {
    let plural = if judged < 2 { "" } else { "s" };
    format!("{judged} énoncé{plural} sur {size}")
}

/// The version that replaces a grid; should several do, the first one to have done so.
pub(crate) fn replacement<'a>(grid: &Grid, known: &'a [Grid]) -> Option<(&'a str, Date)> {
    let same = known.iter().filter(|other| other.id == grid.id);
    let since = same.filter_map(|other| {
        let (version, since) = other.replaces.as_ref()?;
        (*version == grid.version).then_some((other.version.as_str(), *since))
    });
    since.min_by_key(|(_, since)| *since)
}

pub(crate) fn valid_until(scale: Scale, project: &Project, replaced: Option<Date>) -> Date {
    let own = months_later(project.evaluated, scale.months);
    replaced.map_or(own, |since| own.min(months_later(since, scale.months_once_replaced)))
}
