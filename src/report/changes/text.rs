//! The comparison for the screen: 80 columns, no colour.

use super::wording::{Run, runs};
use super::{
    ORDER, any_change, counts, heading, identifiers, level_and_axis, of_class, outcome, traits,
};
use crate::grid::{Change, Comparison};
use crate::report::terminal::columns;
use crate::words::{ChangeClass, Vocabulary, count, fr, plain_line};
use crate::yaml::write::wrapped;

/// The comparison.
#[must_use]
pub fn screen(comparison: &Comparison<'_>) -> String {
    let (old, new) = (comparison.old, comparison.new);
    let mut out = fr(&format!("{} → {}\n\n", old.head.name, new.head.name));
    out.push_str(&table(comparison));
    if !any_change(comparison) {
        out.push_str(&fr("\nAucun énoncé n'a changé.\n"));
        return out;
    }
    out.push_str(&fr("\nDans les textes, [-ceci-] : retiré ; {+ceci+} : ajouté.\n"));
    for class in ORDER {
        let mut changes = of_class(comparison, *class).peekable();
        if changes.peek().is_none() {
            continue;
        }
        out.push_str(&fr(&format!("\n{}\n", heading(*class))));
        for change in changes {
            out.push_str(&entry(change, comparison));
        }
    }
    out
}

fn table(comparison: &Comparison<'_>) -> String {
    let classes = counts(comparison);
    let mut rows = Vec::new();
    let mut total = (0, 0);
    for class in ORDER.iter().chain([&ChangeClass::Unchanged]) {
        let (old, new) = classes.get(class).copied().unwrap_or_default();
        total = (total.0 + old, total.1 + new);
        if old + new > 0 {
            rows.push(vec![fr(class.label()), count(old), count(new)]);
        }
    }
    rows.push(vec!["Ensemble".into(), count(total.0), count(total.1)]);
    let titles = [
        "Énoncés",
        &format!("dans {}", comparison.old.head.name.version),
        &format!("dans {}", comparison.new.head.name.version),
    ];
    columns(&titles, rows, 1)
}

fn entry(change: &Change<'_>, comparison: &Comparison<'_>) -> String {
    let about =
        change.new.first().map(|one| level_and_axis(one, &comparison.new.head.axes)).or_else(
            || change.old.first().map(|one| level_and_axis(one, &comparison.old.head.axes)),
        );
    let mut notes: Vec<&str> = about.as_deref().into_iter().collect();
    notes.extend(outcome(change));
    let mut out = fr(&format!("\n  {} — {}\n", identifiers(change), notes.join(" ; ")));
    let traits = traits(change);
    if !traits.is_empty() {
        out.push_str(&indented(&format!("ce qui change : {}", traits.join(", "))));
    }
    out.push_str(&texts(change));
    if let Some(reason) = change.reason {
        out.push_str(&indented(&format!("motif : {}", plain_line(reason))));
    }
    out
}

fn texts(change: &Change<'_>) -> String {
    match (change.old.as_slice(), change.new.as_slice()) {
        ([old], [new]) if old.text != new.text => indented(&marked(&old.text, &new.text)),
        ([only], [_] | []) | ([], [only]) => indented(&plain_line(&only.text)),
        (olds, news) => {
            let line = |mark: &str, id: &str, text: &str| {
                indented(&format!("{mark} {id} : {}", plain_line(text)))
            };
            let gone = olds.iter().map(|one| line("avant", &one.id, &one.text));
            let come = news.iter().map(|one| line("après", &one.id, &one.text));
            gone.chain(come).collect()
        }
    }
}

fn marked(old: &str, new: &str) -> String {
    let piece = |run: &Run| match run {
        Run::Same(text) => plain_line(text),
        Run::Gone(text) => surround("[-", &plain_line(text), "-]"),
        Run::New(text) => surround("{+", &plain_line(text), "+}"),
    };
    joined(&runs(old, new), piece)
}

/// The runs one after the other, with a space between what is gone and what replaces it.
pub(super) fn joined(runs: &[Run], piece: impl Fn(&Run) -> String) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        out.push_str(&piece(run));
        let replaced = matches!((run, runs.get(at + 1)), (Run::Gone(_), Some(Run::New(_))));
        if replaced && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Marks put against the words, the spaces around them left outside.
pub(super) fn surround(open: &str, text: &str, close: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    format!("{}{open}{inner}{close}{}", &text[..start], &text[end..])
}

fn indented(text: &str) -> String {
    wrapped(&fr(text), 74).iter().map(|line| format!("      {line}\n")).collect()
}
