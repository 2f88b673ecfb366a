//! The numbers of identifiers: none lacks, none is out of its place, without a reason.

use std::collections::{BTreeMap, BTreeSet};

use super::Matter;
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::Statement;
use crate::source::Span;
use crate::words::{list_with, quoted};
use crate::yaml::Reading;

/// How many of the steps from a number to the next must be of one, in per cent, for the numbering
/// to be taken for a continuous one.
const CONTINUOUS: usize = 75;
/// How many missing identifiers a message names.
const NAMED: usize = 5;
/// From how many missing numbers another series begins.
const FAR: u32 = 1000;

/// « TEC-0 » and 4 for `TEC-004`: the identifier without its number, and the number.
fn parts(id: &str) -> Option<(&str, u32)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((prefix, id[prefix.len()..].parse().ok()?))
}

/// The rows of a prefix by number; those that could not be read whole have no place.
type Series<'g> = BTreeMap<u32, Vec<(&'g str, Option<Span>)>>;

/// Numbers lack inside a prefix that is numbered without holes. A hole is foreseen if a file of
/// moves of this version says where the identifier went, or if the version before had it already.
pub(super) fn gaps(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let lost = &matter.grid.lost;
    // What could not be read may be what lacks.
    if lost.others {
        return;
    }
    let mut series: BTreeMap<String, Series<'_>> = BTreeMap::new();
    let rows = matter.grid.statements.iter().map(|one| (one.id.as_str(), Some(one.span)));
    for (id, span) in rows.chain(lost.ids.iter().map(|id| (id.as_str(), None))) {
        if let Some((prefix, number)) = parts(id) {
            let numbers = series.entry(prefix.to_ascii_uppercase()).or_default();
            numbers.entry(number).or_default().push((id, span));
        }
    }
    let lasts = last_numbers(matter);
    for (prefix, numbers) in &series {
        let foreseen_up_to = lasts.get(prefix).copied().unwrap_or_default();
        let steps = numbers.keys().zip(numbers.keys().skip(1));
        let holes: Vec<Hole<'_>> = steps
            .map(|(before, after)| Hole::between(*before, *after, numbers, foreseen_up_to, matter))
            .collect();
        let whole = holes.iter().filter(|hole| hole.missing.is_empty()).count();
        if whole * 100 >= holes.len() * CONTINUOUS {
            holes.iter().for_each(|hole| hole.report(cx));
        }
    }
}

/// The last number of each prefix in the newest earlier version: up to it, a number that lacks
/// did so already, or is said to have vanished.
fn last_numbers(matter: &Matter<'_>) -> BTreeMap<String, u32> {
    let mut lasts = BTreeMap::new();
    for statement in matter.earlier.first().iter().flat_map(|grid| &grid.statements) {
        if let Some((prefix, number)) = parts(&statement.id) {
            let last = lasts.entry(prefix.to_ascii_uppercase()).or_insert(number);
            *last = number.max(*last);
        }
    }
    lasts
}

/// What lacks between two numbers that follow each other, without a reason.
struct Hole<'g> {
    before: &'g [(&'g str, Option<Span>)],
    after: &'g [(&'g str, Option<Span>)],
    missing: Vec<String>,
}

impl<'g> Hole<'g> {
    fn between(
        before: u32,
        after: u32,
        numbers: &'g Series<'g>,
        foreseen_up_to: u32,
        matter: &Matter<'_>,
    ) -> Self {
        let rows = |number: u32| numbers.get(&number).map(Vec::as_slice).unwrap_or_default();
        let mut hole = Self { before: rows(before), after: rows(after), missing: Vec::new() };
        // « TEC-101 » after « TEC-012 »: a new hundred begins a block.
        let block = after / 100 > before / 100 && after % 100 <= 1 && after - before > 10;
        let Some((id, _)) = hole.after.first().filter(|_| !block && after - before < FAR) else {
            return hole;
        };
        let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let width = id.len() - prefix.len();
        let numbers = (before + 1..after).filter(|number| *number > foreseen_up_to);
        let ids = numbers.map(|number| format!("{prefix}{number:0width$}"));
        hole.missing =
            ids.filter(|id| !matter.declared.gone.contains(&id.to_ascii_uppercase())).collect();
        hole
    }

    fn report(&self, cx: &mut Reading<'_>) {
        let ([(before, _)], [(after, Some(span))]) = (self.before, self.after) else {
            // An identifier written twice most likely stands for the one that lacks, and was said.
            return;
        };
        let named: Vec<String> = self.missing.iter().take(NAMED).map(|id| quoted(id)).collect();
        let what = match self.missing.len() {
            0 => return,
            1 => format!("l'identifiant {}", named.concat()),
            2..=NAMED => format!("les identifiants {}", list_with(&named, "et")),
            more => format!("{more} identifiants ({}…)", named.join(", ")),
        };
        let message = format!("il manque {what} entre {before} et {after}");
        cx.report(
            Diagnostic::new(Code::IdGap, message)
                .at(*span)
                .help("un énoncé retiré garde sa ligne (« etat: abroge ») ; un numéro se donne à la suite du dernier"),
        );
    }
}

/// What numbers rise in: the axis, the subject, the prefix in capitals.
type Group<'g> = (usize, &'g str, String);

/// A statement is out of the order of numbers among those of its axis, subject and prefix. One
/// that is new since the version before, or that changed its axis or subject, may stand anywhere.
pub(super) fn disorder(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let mut groups: BTreeMap<Group<'_>, Vec<(u32, &Statement)>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for statement in &matter.grid.statements {
        let known = !seen.insert(statement.id.to_ascii_uppercase());
        let Some((prefix, number)) = parts(&statement.id) else {
            continue;
        };
        if known || has_moved(matter, statement) {
            continue;
        }
        let subject = statement.subject.as_ref().map_or("", |subject| subject.value.as_str());
        let group = (statement.axis, subject, prefix.to_ascii_uppercase());
        groups.entry(group).or_default().push((number, statement));
    }
    for group in groups.values() {
        let numbers: Vec<u32> = group.iter().map(|(number, _)| *number).collect();
        let kept = longest_rise(&numbers);
        for (at, (number, statement)) in group.iter().enumerate() {
            if kept.contains(&at) {
                continue;
            }
            let neighbour = match numbers[..at].iter().any(|before| before > number) {
                true => group[..at].iter().rev().find(|(before, _)| before > number),
                false => group[at + 1..].iter().find(|(after, _)| after < number),
            };
            let Some((_, neighbour)) = neighbour else {
                continue;
            };
            let side = if neighbour.span.start < statement.span.start { "après" } else { "avant" };
            let message = format!(
                "{} vient {side} {} : l'ordre des numéros est rompu",
                statement.id, neighbour.id
            );
            cx.report(
                Diagnostic::new(Code::IdDisorder, message)
                    .at(statement.span)
                    .help("vérifiez le numéro ; s'il est juste, remettez la ligne à sa place"),
            );
        }
    }
}

/// Whether a statement's place has a reason: it is new since the newest earlier version, or no
/// longer stands under the same axis and subject.
fn has_moved(matter: &Matter<'_>, statement: &Statement) -> bool {
    if matter.earlier.is_empty() {
        return false;
    }
    let axes = &matter.grid.head.axes;
    matter.former(&statement.id).is_none_or(|(version, former)| {
        let subject = |one: &Statement| one.subject.as_ref().map(|subject| subject.value.clone());
        matter.earlier[version].head.axes[former.axis].id != axes[statement.axis].id
            || subject(former) != subject(statement)
    })
}

/// The places of a longest rising run among numbers: what remains is what is out of order.
fn longest_rise(numbers: &[u32]) -> BTreeSet<usize> {
    // The place of the smallest end of a run of each length, and what comes before each place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(place) = at {
        kept.insert(place);
        at = before[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_what_precedes_it() {
        assert_eq!(parts("TEC-004"), Some(("TEC-", 4)));
        assert_eq!(parts("REQ-3.1.12"), Some(("REQ-3.1.", 12)));
        assert_eq!(parts("TEC"), None);
        assert_eq!(parts("TEC-99999999999999"), None);
    }

    #[test]
    fn the_longest_rise_leaves_out_as_few_as_can_be() {
        let kept = |numbers: &[u32]| longest_rise(numbers).into_iter().collect::<Vec<_>>();
        assert_eq!(kept(&[1, 2, 9, 3, 4]), [0, 1, 3, 4]);
        assert_eq!(kept(&[2, 3, 4, 1, 5]), [0, 1, 2, 4]);
        assert_eq!(kept(&[]), [0_usize; 0]);
        assert_eq!(kept(&[3, 2, 1]), [2]);
    }
}
