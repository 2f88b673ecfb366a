//! `comparer`: two states of a project, each a project or its JSON report.

use std::path::Path;

use crate::assess::Filter;
use crate::cli::Exit;
use crate::cli::arguments::{Comparer, ComparisonFormat};
use crate::cli::session::{Loaded, Session};
use crate::compare::{State, compare};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::{self, Names};
use crate::report::{comparison, json};
use crate::yaml::Reading;

pub(super) fn run(mut session: Session, asked: &Comparer) -> Exit {
    let after_day = session.day;
    let before = state_of(&mut session, &asked.before, asked.date_before.unwrap_or(after_day));
    // What is only doubtful in a state of the past is no longer to be mended.
    keep_errors(&mut session);
    let after = state_of(&mut session, &asked.after, after_day);
    let (Some(before), Some(after)) = (before, after) else {
        return session.stop();
    };
    if let Some(diagnostic) = other_grid(&before, &after.grid, &after.grid_name()) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    session.diagnostics.extend(inverted(&before, &after));
    let comparison = compare(&before, &after);
    let product = match asked.format {
        ComparisonFormat::Md => comparison::markdown(&comparison),
        ComparisonFormat::Html => comparison::html(&comparison),
        ComparisonFormat::Json => comparison::json(&comparison),
    };
    session.finish(&product, Severity::Warning, false)
}

/// A state, from a report or from a project judged at a day; `None` if it cannot be had.
fn state_of(session: &mut Session, path: &Path, day: Date) -> Option<State> {
    if is_report(path) {
        return read_report(session, path);
    }
    let usual = std::mem::replace(&mut session.day, day);
    let loaded = session.load_named(path, Names::Whole);
    let state = loaded.map(|loaded| judged_state(session, &loaded));
    session.day = usual;
    state.flatten()
}

fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// A state read from a JSON report.
pub(super) fn read_report(session: &mut Session, path: &Path) -> Option<State> {
    let name = path.display().to_string();
    match files::read_text(path, &name, &name, &mut session.sources) {
        Ok((file, remark)) => {
            session.diagnostics.extend(remark);
            let mut cx =
                Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
            json::read(file, &mut cx)
        }
        Err(files::Failure(diagnostic)) => {
            session.diagnostics.push(diagnostic);
            None
        }
    }
}

/// The state of a loaded project at the session's day, by way of its report: one reading of both.
pub(super) fn judged_state(session: &Session, loaded: &Loaded) -> Option<State> {
    let assessment = session.assess(loaded, &Filter::default());
    let document = json::document(&loaded.view(&assessment, false));
    json::state(&document, &mut Vec::new())
}

/// Says that a state cannot be compared with one of another grid: its identifier, its full name.
pub(super) fn other_grid(before: &State, id: &str, name: &str) -> Option<Diagnostic> {
    (before.grid != id).then(|| {
        let message = format!(
            "les deux états répondent à des grilles différentes : {} et {name}",
            before.grid_name()
        );
        Diagnostic::new(Code::OtherGrid, message).help(
            "comparez deux états jugés avec la même grille, de versions différentes au besoin",
        )
    })
}

fn inverted(before: &State, after: &State) -> Option<Diagnostic> {
    (before.day > after.day).then(|| {
        let message = format!(
            "l'état d'avant est du {}, après celui d'après ({})",
            before.day.french(),
            after.day.french()
        );
        Diagnostic::new(Code::StatesInverted, message)
            .help("l'ordre est AVANT puis APRÈS ; --date et --date-avant fixent les dates de référence des projets")
    })
}

fn keep_errors(session: &mut Session) {
    let mut kept = Diagnostics::new();
    let errors = session.diagnostics.list().iter().filter(|one| one.severity == Severity::Error);
    kept.extend(errors.cloned());
    session.diagnostics = kept;
}
