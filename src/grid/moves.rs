//! Moves: what the publisher of a version says of where its statements come from.
//!
//! They are data, in `depuis-ANCIENNE.yaml` beside the new version. Nothing is guessed: a
//! statement that is gone without a move is an error.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{FORMAT, MOVE, MOVES};
use super::read::{check_format, read_version};
use super::{Grid, Statement, Version};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::words::{
    GridState, Level, MoveKind, Outcome, Vocabulary, likeness, quoted, shown, suggest,
};
use crate::yaml::scalar::first_line;
use crate::yaml::table::Table;
use crate::yaml::tree::read as read_tree;
use crate::yaml::{Reading, Spanned};

/// The moves from one former version.
#[derive(Debug, Clone)]
pub struct Moves {
    /// The former version.
    pub from: Spanned<Version>,
    /// The fingerprint it had when the moves were written.
    pub fingerprint: Option<Spanned<String>>,
    /// The moves, in the order of the file.
    pub list: Vec<Move>,
}

/// One move.
#[derive(Debug, Clone)]
pub struct Move {
    /// What happened.
    pub kind: MoveKind,
    /// Statements of the former version: one, or several for a merge.
    pub from: Vec<Spanned<String>>,
    /// Statements of the new version: one, several for a split, none for a rewording.
    pub to: Vec<Spanned<String>>,
    /// What becomes of the answer, where the publisher says it.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Moves {
    /// No move at all, where no file says any; `at` is what mistakes point at.
    #[must_use]
    pub fn none(from: Version, at: Span) -> Self {
        Self { from: Spanned { value: from, span: at }, fingerprint: None, list: Vec::new() }
    }
}

/// The name of the moves file from a version: `depuis-4.1.yaml`.
#[must_use]
pub fn moves_file(from: &Version) -> String {
    format!("depuis-{from}.yaml")
}

/// Whether a file of a grid's folder holds moves, by its name.
#[must_use]
pub fn is_moves_file(path: &str) -> bool {
    path.starts_with("depuis-") && path.ends_with(".yaml")
}

/// One step of a way from version to version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it starts.
    pub from: Version,
    /// Where it arrives.
    pub to: Version,
    /// Whether the moves were written for the other direction.
    pub backwards: bool,
}

/// The shortest way between two versions; among ways of one length, the one through the newest
/// versions. `known` holds the pairs (former, new) that a moves file joins.
#[must_use]
pub fn route(known: &[(Version, Version)], from: &Version, to: &Version) -> Option<Vec<Step>> {
    let mut edges: Vec<Step> = Vec::new();
    for (former, new) in known {
        let forth = Step { from: former.clone(), to: new.clone(), backwards: false };
        let back = Step { from: new.clone(), to: former.clone(), backwards: true };
        edges.extend([forth, back]);
    }
    edges.sort_by(|a, b| b.to.cmp(&a.to));
    let mut ways: Vec<Vec<Step>> = vec![Vec::new()];
    let mut reached = vec![from.clone()];
    while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
        let at = way.last().map_or(from, |step| &step.to).clone();
        if at == *to {
            return Some(way);
        }
        for edge in edges.iter().filter(|edge| edge.from == at) {
            if !reached.contains(&edge.to) {
                reached.push(edge.to.clone());
                ways.push(way.iter().cloned().chain([edge.clone()]).collect());
            }
        }
    }
    None
}

/// Reads the moves that lead to a version.
pub fn read_moves(file: SourceId, to: &Version, cx: &mut Reading<'_>) -> Option<Moves> {
    let node = read_tree(file, cx);
    check_format(&node, FORMAT, cx)?;
    let table = Table::open(&node, &MOVES, Span::new(file, 0, 0), cx)?;
    let _ = table.number("format", cx);
    let from = read_version(&table, "depuis", cx);
    let fingerprint = table.sha256("empreinte", cx);
    let mut list = Vec::new();
    for item in table.items("mouvements", cx).unwrap_or_default() {
        let at = first_line(item.span, cx);
        list.extend(Table::open(item, &MOVE, at, cx).and_then(|table| read_move(table, cx)));
    }
    table.done();
    let from = from?;
    check_version(&from, to, file, cx);
    Some(Moves { from, fingerprint, list })
}

fn read_move(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Move> {
    let span = table.at();
    let kind: Option<Spanned<MoveKind>> = table.word("type", cx);
    let from = table.bares("de", cx);
    let to = table.bares("vers", cx);
    let no_target = table.is_blank("vers");
    let outcome: Option<Spanned<Outcome>> = table.word("reponse", cx);
    let reason = table.prose("motif", cx).map(|text| text.value);
    table.done();
    let (kind, from) = (kind?.value, from?);
    let to = if no_target { Vec::new() } else { to? };
    let read = Move { kind, from, to, outcome: outcome.map(|word| word.value), reason, span };
    let problem = shape_problem(&read);
    if let Some((message, help)) = problem {
        cx.report(
            Diagnostic::new(Code::BadMove, format!("mouvement {} : {message}", quoted(kind.key())))
                .at(span)
                .help(help),
        );
        return None;
    }
    Some(read)
}

/// What is wrong with the number of statements on each side.
fn shape_problem(read: &Move) -> Option<(&'static str, &'static str)> {
    let mut seen = BTreeSet::new();
    if !read.from.iter().all(|id| seen.insert(&id.value)) {
        return Some(("le même énoncé figure deux fois sous « de »", "gardez-le une fois"));
    }
    seen.clear();
    if !read.to.iter().all(|id| seen.insert(&id.value)) {
        return Some(("le même énoncé figure deux fois sous « vers »", "gardez-le une fois"));
    }
    match (read.kind, read.from.len(), read.to.len()) {
        (MoveKind::Rename, 1, 1) if read.from[0].value == read.to[0].value => Some((
            "l'identifiant est le même des deux côtés",
            "un énoncé reformulé sans changer d'identifiant se dit « reformule »",
        )),
        (MoveKind::Rename, 1, 1) | (MoveKind::Reword, 1, 0) => None,
        (MoveKind::Rename, ..) => {
            Some(("un seul énoncé de chaque côté", "écrivez « de: TEC-004 » et « vers: TEC-054 »"))
        }
        (MoveKind::Split, 1, to) if to > 1 => None,
        (MoveKind::Split, ..) => Some((
            "un énoncé sous « de », plusieurs sous « vers »",
            "écrivez « vers: [FON-090, FON-091] »",
        )),
        // One alone joins what another move brings to the same statement.
        (MoveKind::Merge, _, 1) => None,
        (MoveKind::Merge, ..) => Some((
            "plusieurs énoncés sous « de », un seul sous « vers »",
            "écrivez « de: [ORG-001, ORG-002] »",
        )),
        (MoveKind::Reword, ..) => Some((
            "un énoncé sous « de », et pas de « vers »",
            "l'identifiant reste le même : supprimez « vers »",
        )),
    }
}

fn check_version(from: &Spanned<Version>, to: &Version, file: SourceId, cx: &mut Reading<'_>) {
    let path = cx.sources.get(file).path();
    let wanted = moves_file(&from.value);
    let (message, help) = if from.value >= *to {
        (
            format!("la version {} n'est pas antérieure à {to}", from.value),
            "un fichier de mouvements part d'une version plus ancienne".to_owned(),
        )
    } else if path != wanted {
        (
            format!("le fichier {} dit partir de la version {}", quoted(path), from.value),
            format!("renommez-le {}, ou corrigez « depuis »", quoted(&wanted)),
        )
    } else {
        return;
    };
    cx.report(Diagnostic::new(Code::BadMoves, message).at(from.span).help(help));
}

/// Holds moves to the two versions they join: known statements, each moved once, none gone
/// without a word, the former version unchanged since.
pub fn check_moves(old: &Grid, new: &Grid, moves: &Moves, cx: &mut Reading<'_>) {
    if let Some(written) = &moves.fingerprint
        && written.value != old.sha256
    {
        let message =
            format!("{} a changé depuis que les mouvements ont été écrits", old.head.name);
        cx.report(Diagnostic::new(Code::BadMoves, message).at(written.span).help(format!(
            "relisez les mouvements, puis écrivez son empreinte actuelle : {}",
            old.sha256
        )));
    }
    let mut sources: BTreeMap<&str, Span> = BTreeMap::new();
    for one in &moves.list {
        for id in &one.from {
            report_unknown(id, old, cx);
            report_twice(id, &mut sources, cx);
        }
        for id in &one.to {
            report_unknown(id, new, cx);
            report_withdrawn(id, new, cx);
        }
        if one.kind == MoveKind::Reword {
            report_unknown(&one.from[0], new, cx);
        }
        report_hardened(one, old, new, cx);
    }
    report_meetings(moves, cx);
    report_reused(old, moves, &sources, cx);
    report_vanished(old, new, moves, &sources, cx);
}

fn report_unknown(id: &Spanned<String>, grid: &Grid, cx: &mut Reading<'_>) {
    if grid.statement(&id.value).is_some() || grid.lost.may_hold(&id.value) {
        return;
    }
    let message = format!("énoncé inconnu {} dans {}", shown(&id.value), grid.head.name);
    let diagnostic = Diagnostic::new(Code::UnknownMoved, message).at(id.span);
    let near = suggest(&id.value, grid.statements.iter().map(|one| one.id.as_str()));
    cx.report(match near {
        Some(near) => diagnostic.help(format!("vouliez-vous dire {} ?", quoted(near))),
        None => diagnostic.help("vérifiez l'identifiant et la version dont il vient"),
    });
}

fn report_withdrawn(id: &Spanned<String>, grid: &Grid, cx: &mut Reading<'_>) {
    if grid.statement(&id.value).is_some_and(Statement::is_withdrawn) {
        let message = format!("{} est abrogé dans {}", quoted(&id.value), grid.head.name);
        cx.report(
            Diagnostic::new(Code::UnknownMoved, message)
                .at(id.span)
                .help("un mouvement mène à un énoncé en vigueur"),
        );
    }
}

fn report_twice<'m>(
    id: &'m Spanned<String>,
    seen: &mut BTreeMap<&'m str, Span>,
    cx: &mut Reading<'_>,
) {
    let Some(first) = seen.insert(&id.value, id.span) else {
        return;
    };
    let message = format!("{} est le départ de deux mouvements", quoted(&id.value));
    cx.report(
        Diagnostic::new(Code::MovedTwice, message)
            .at_with(id.span, "encore ici")
            .at_with(first, "une première fois ici")
            .help("dites tout en un seul mouvement : « scinde » pour plusieurs arrivées"),
    );
}

/// Several moves may reach one statement, if one of them says that statements meet there; and a
/// merge of one statement needs another to meet.
fn report_meetings(moves: &Moves, cx: &mut Reading<'_>) {
    let mut reached: BTreeMap<&str, Vec<(&Move, Span)>> = BTreeMap::new();
    for one in &moves.list {
        for id in &one.to {
            reached.entry(&id.value).or_default().push((one, id.span));
        }
    }
    for (id, arrivals) in reached {
        match arrivals.as_slice() {
            [(only, at)] if only.kind == MoveKind::Merge && only.from.len() < 2 => {
                let message = format!("un seul énoncé fusionne en {}", quoted(id));
                cx.report(
                    Diagnostic::new(Code::BadMove, message)
                        .at(*at)
                        .help("un énoncé qui devient un seul autre est « renomme »"),
                );
            }
            [(first, place), (second, again), ..]
                if arrivals.iter().all(|(one, _)| one.kind == MoveKind::Rename) =>
            {
                let both = [first, second].map(|one| one.from[0].value.as_str());
                let message = format!("deux énoncés sont renommés {}", quoted(id));
                cx.report(
                    Diagnostic::new(Code::MovedTwice, message)
                        .at_with(*again, "encore ici")
                        .at_with(*place, "une première fois ici")
                        .help(format!(
                            "s'ils sont devenus un seul énoncé : « - {{ type: fusionne, de: [{}], vers: {id} }} »",
                            both.join(", ")
                        )),
                );
            }
            _ => {}
        }
    }
}

/// An answer to a recommendation says nothing of the requirement it became.
fn report_hardened(one: &Move, old: &Grid, new: &Grid, cx: &mut Reading<'_>) {
    let from = one.from.first().and_then(|id| old.statement(&id.value));
    let to = one.to.first().or(one.from.first()).and_then(|id| new.statement(&id.value));
    let (Some(from), Some(to)) = (from, to) else {
        return;
    };
    let levels = (from.level(), to.level());
    if one.outcome == Some(Outcome::Kept) && levels == (Level::Recommendation, Level::Requirement) {
        let message = format!(
            "{} est durci (devrait → doit) : sa réponse ne peut pas être gardée",
            quoted(&to.id)
        );
        cx.report(
            Diagnostic::new(Code::HardenedKept, message)
                .at(one.span)
                .help("écrivez « reponse: a_revoir », ou supprimez la clé"),
        );
    }
}

/// A statement that a move reaches and that existed already, without being part of the move.
fn report_reused(old: &Grid, moves: &Moves, moved: &BTreeMap<&str, Span>, cx: &mut Reading<'_>) {
    for id in moves.list.iter().flat_map(|one| &one.to) {
        if moved.contains_key(id.value.as_str()) || old.statement(&id.value).is_none() {
            continue;
        }
        let message = format!(
            "{} existait déjà dans {} : un identifiant ne sert qu'une fois",
            quoted(&id.value),
            old.head.name
        );
        cx.report(Diagnostic::new(Code::MovedTwice, message).at(id.span).help(
            "donnez à l'énoncé un identifiant neuf ; ou, si l'ancien en fait partie, ajoutez-le sous « de »",
        ));
    }
}

fn report_vanished(
    old: &Grid,
    new: &Grid,
    moves: &Moves,
    moved: &BTreeMap<&str, Span>,
    cx: &mut Reading<'_>,
) {
    let is_gone =
        |id: &str| new.statement(id).is_none() && !new.lost.may_hold(id) && !moved.contains_key(id);
    let gone: Vec<&Statement> = old.statements.iter().filter(|one| is_gone(&one.id)).collect();
    let likely: Vec<Vec<&str>> = gone.iter().map(|one| likely_targets(one, old, new)).collect();
    for (at, statement) in gone.iter().enumerate() {
        // Those that most likely became the same statement were merged.
        let together: Vec<&str> = gone
            .iter()
            .zip(&likely)
            .filter(|(_, targets)| !targets.is_empty() && targets.first() == likely[at].first())
            .map(|(one, _)| one.id.as_str())
            .collect();
        let message = format!(
            "l'énoncé {} a disparu de {} sans mouvement",
            quoted(&statement.id),
            new.head.name
        );
        cx.report(
            Diagnostic::new(Code::Vanished, message)
                .at_with(moves.from.span, format!("dans la version {}", old.head.name.version))
                .help(likely_move(&statement.id, &together, &likely[at])),
        );
    }
}

/// Whether a draft takes up nothing of a former version: it shares no identifier with it. What
/// became of each former statement is then still to be told, all at once.
#[must_use]
pub fn is_unlinked(old: &Grid, new: &Grid) -> bool {
    let told = |one: &Statement| new.statement(&one.id).is_some() || new.lost.may_hold(&one.id);
    new.head.state == GridState::Draft
        && !old.statements.is_empty()
        && !old.statements.iter().any(told)
}

/// From how alike, per mille, a new statement may be the one that is gone.
const LIKELY: u32 = 550;
/// From how alike it most likely is that one, alone.
const NEARLY_SURE: u32 = 850;

/// The new statements that one that is gone most likely became, the likeliest first.
fn likely_targets<'g>(gone: &Statement, old: &Grid, new: &'g Grid) -> Vec<&'g str> {
    let mut likely: Vec<(u32, &str)> = new
        .statements
        .iter()
        .filter(|one| !one.is_withdrawn() && old.statement(&one.id).is_none())
        .map(|one| (likeness(&gone.text, &one.text), one.id.as_str()))
        .filter(|(score, _)| *score >= LIKELY)
        .collect();
    likely.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    if likely.first().is_some_and(|(score, _)| *score >= NEARLY_SURE) {
        likely.truncate(1);
    }
    likely.into_iter().map(|(_, id)| id).collect()
}

/// The move to write for a statement that is gone, with those that went the same way.
fn likely_move(id: &str, together: &[&str], targets: &[&str]) -> String {
    let likely = match (together.len(), targets) {
        (_, []) => {
            return format!(
                "s'il est abrogé, remettez sa ligne avec « etat: abroge » et son motif ; s'il est devenu un autre énoncé, ajoutez un mouvement « de: {id} »"
            );
        }
        (2.., [target, ..]) => {
            format!("{{ type: fusionne, de: [{}], vers: {target} }}", together.join(", "))
        }
        (_, [target]) => format!("{{ type: renomme, de: {id}, vers: {target} }}"),
        (_, several) => format!("{{ type: scinde, de: {id}, vers: [{}] }}", several.join(", ")),
    };
    format!(
        "vouliez-vous écrire « - {likely} » ? Sinon, remettez sa ligne avec « etat: abroge » et son motif"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn the_shortest_way_is_taken_forth_and_back() {
        let pairs =
            [("4.0", "4.1"), ("4.1", "4.1-r2"), ("4.1-r2", "4.2"), ("4.0", "4.2"), ("4.2", "5.0")];
        let known: Vec<_> = pairs.iter().map(|(a, b)| (version(a), version(b))).collect();
        let way = |from, to| {
            let way = route(&known, &version(from), &version(to))?;
            Some(way.iter().map(|step| step.to.to_string()).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(way("4.0", "5.0").as_deref(), Some("4.2 5.0"));
        assert_eq!(way("4.1", "5.0").as_deref(), Some("4.1-r2 4.2 5.0"));
        assert_eq!(way("5.0", "4.1").as_deref(), Some("4.2 4.1-r2 4.1"));
        assert_eq!(way("4.1", "4.1").as_deref(), Some(""));
        assert_eq!(way("4.1", "6.0"), None);
    }
}
