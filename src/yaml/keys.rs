//! The keys of a mapping against those of its shape, every disagreement said once.

use super::Reading;
use super::lines::{FALSE_SPACES, is_id_like, is_invisible};
use super::scalar::{warn_eaten, without_quotes};
use super::shape::{Key, Kind, Presence, Shape};
use super::syntax::false_space;
use super::tree::{Entry, Kind as NodeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{fold, plain_text, quoted, shown};

/// The entries by key of the shape. `at` is where the table is named.
pub(super) fn sort_out<'n, 's>(
    entries: &'n [Entry<'s>],
    shape: &'static Shape,
    at: Span,
    cx: &mut Reading<'_>,
) -> Vec<Option<&'n Entry<'s>>> {
    let mut values: Vec<Option<&'n Entry<'s>>> = vec![None; shape.keys.len()];
    let mut repeated: Vec<Vec<Span>> = vec![Vec::new(); shape.keys.len()];
    let mut unknown = Vec::new();
    let mut before: Option<&Entry<'_>> = None;
    for entry in entries.iter().filter(|entry| !entry.is_unreadable()) {
        let name = key_name(entry, cx);
        match shape.keys.iter().position(|key| key.name == name) {
            Some(index) if values[index].is_some() => repeated[index].push(entry.key_span),
            Some(index) => values[index] = Some(entry),
            None if is_decimal_part(before, entry) => report_decimal(before, entry, cx),
            None => unknown.push((entry, name)),
        }
        if entry.value.is_blank() {
            warn_eaten(entry.key_span, cx);
        }
        before = Some(entry);
    }
    for ((key, value), others) in shape.keys.iter().zip(&values).zip(&repeated) {
        if let (Some(first), false) = (value, others.is_empty()) {
            cx.report(duplicate_key(key, first.key_span, others));
        }
    }
    let excused = report_unknown(&unknown, shape, &values, cx);
    // What is missing may be in what could not be read.
    if !entries.iter().any(Entry::is_unreadable) {
        report_missing(shape, &values, &excused, at, cx);
    }
    values
}

/// Says which keys nobody knows; the keys they most likely stand for are returned.
fn report_unknown<'k>(
    unknown: &[(&Entry<'_>, String)],
    shape: &'k Shape,
    values: &[Option<&Entry<'_>>],
    cx: &mut Reading<'_>,
) -> Vec<&'k str> {
    let free = shape.keys.iter().zip(values).filter(|(_, value)| value.is_none());
    let free: Vec<&str> = free.map(|(key, _)| key.name).collect();
    let mut excused = Vec::new();
    for (entry, name) in unknown {
        let near = cx.suggest(name, free.iter().copied()).or_else(|| beginning(name, &free));
        excused.extend(near);
        cx.report(unknown_key(entry.key_span, name, near, shape));
    }
    excused
}

/// The only key that begins like a name: « commentaire » for `commentaire_interne`.
fn beginning<'k>(name: &str, keys: &[&'k str]) -> Option<&'k str> {
    let folded = fold(name);
    let mut found = keys.iter().filter(|key| folded.len() >= 4 && fold(key).starts_with(&folded));
    let first = found.next().copied();
    first.filter(|_| found.next().is_none())
}

fn report_missing(
    shape: &Shape,
    values: &[Option<&Entry<'_>>],
    excused: &[&str],
    at: Span,
    cx: &mut Reading<'_>,
) {
    for (key, value) in shape.keys.iter().zip(values) {
        let blank = value.is_none_or(|entry| entry.value.is_blank());
        if key.presence == Presence::Required && blank && !excused.contains(&key.name) {
            cx.report(missing_key(key, *value, at, shape));
        }
    }
}

/// The name a person meant: no-break spaces and curly quotes around it are said, then forgiven.
pub(crate) fn key_name(entry: &Entry<'_>, cx: &mut Reading<'_>) -> String {
    let key = entry.key.as_ref();
    let trimmed = key.trim_matches(|c: char| FALSE_SPACES.contains(&c) || c == ' ');
    if trimmed.len() != key.len() && key.contains(FALSE_SPACES) {
        let place = match key.starts_with(FALSE_SPACES) {
            true => "en début de ligne".to_owned(),
            false => format!("avant « : » dans la clé {}", shown(trimmed)),
        };
        let invisible = key.chars().filter(|c| FALSE_SPACES.contains(c)).all(is_invisible);
        cx.report(false_space(entry.key_span, invisible, &place));
    }
    let bare = without_quotes(trimmed);
    if bare.len() != trimmed.len() {
        cx.report(
            Diagnostic::new(
                Code::CurlyQuotes,
                format!("guillemets typographiques autour de la clé {}", shown(bare)),
            )
            .at(entry.key_span)
            .help("écrivez la clé sans guillemets"),
        );
    }
    bare.to_owned()
}

/// Between braces, the comma of « 0,5 » separates two keys.
fn is_decimal_part(before: Option<&Entry<'_>>, entry: &Entry<'_>) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    before.is_some_and(|before| {
        let NodeKind::Scalar { text, plain: true } = &before.value.kind else {
            return false;
        };
        digits(text)
            && digits(&entry.key)
            && entry.value.is_blank()
            && before.value.span.end + 1 == entry.key_span.start
    })
}

fn report_decimal(before: Option<&Entry<'_>>, part: &Entry<'_>, cx: &mut Reading<'_>) {
    let Some(before) = before else {
        return;
    };
    let start = before.value.span.start;
    let span = Span::new(part.key_span.source, start, part.key_span.end);
    let number = shown(cx.sources.slice(span));
    let message = format!("nombre {number} refusé pour {}", quoted(&plain_text(&before.key)));
    cx.report(
        Diagnostic::new(Code::BadNumber, message)
            .at(span)
            .help("attendu : un nombre entier, sans virgule ; un coefficient s'écrit pour cent : 50 plutôt que 0,5"),
    );
}

fn duplicate_key(key: &Key, first: Span, others: &[Span]) -> Diagnostic {
    let times = match others.len() {
        1 => "deux".to_owned(),
        2 => "trois".to_owned(),
        more => (more + 1).to_string(),
    };
    let whole = matches!(key.kind, Kind::Table(_) | Kind::Tables(_) | Kind::Words(_));
    let help = match (matches!(key.kind, Kind::ById(_)), whole) {
        (true, _) => "rassemblez les réponses sous une seule clé",
        (false, true) => "rassemblez leur contenu sous une seule clé",
        (false, false) => "gardez-en une",
    };
    let message = format!("la clé {} est écrite {times} fois", quoted(key.name));
    let mut diagnostic = Diagnostic::new(Code::DuplicateKey, message);
    // Past a few, more places would say nothing more.
    for other in others.iter().take(5) {
        diagnostic = diagnostic.at_with(*other, "encore ici");
    }
    diagnostic.at_with(first, "une première fois ici").help(help)
}

fn unknown_key(at: Span, name: &str, near: Option<&str>, shape: &Shape) -> Diagnostic {
    let message = format!("clé {} inconnue dans {}", shown(name), shape.name);
    let diagnostic = Diagnostic::new(Code::UnknownKey, message).at(at);
    let by_id = shape.keys.iter().find(|key| matches!(key.kind, Kind::ById(_)));
    match (near, by_id) {
        (Some(near), _) => diagnostic.help(format!("vouliez-vous dire {} ?", quoted(near))),
        (None, Some(key)) if is_id_like(name) => {
            let head = quoted(&format!("{}:", key.name));
            diagnostic.help(format!("mettez-le en retrait, sous {head}"))
        }
        (None, _) => diagnostic.help(format!("clés possibles : {}", shape.names())),
    }
}

pub(super) fn missing_key(
    key: &Key,
    blank: Option<&Entry<'_>>,
    at: Span,
    shape: &Shape,
) -> Diagnostic {
    let name = quoted(key.name);
    let (message, span) = match blank {
        Some(entry) => (format!("la clé {name} est vide dans {}", shape.name), entry.key_span),
        None => (format!("il manque la clé {name} dans {}", shape.name), at),
    };
    Diagnostic::new(Code::MissingKey, message)
        .at(span)
        .help(format!("attendu : {}", key.kind.expected()))
}
