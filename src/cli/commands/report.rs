//! `bilan` and `rapport`.

use std::path::PathBuf;

use super::compare::{judged_state, other_grid, read_report};
use crate::assess::{Assessment, Mention};
use crate::cli::Exit;
use crate::cli::arguments::{Bilan, Demand, Percentage, Rapport, ReportFormat};
use crate::cli::session::{Loaded, Session};
use crate::compare::{State, regressions};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{comparison, conformity, declaration, json, terminal};

pub(super) fn progress(mut session: Session, asked: &Bilan) -> Exit {
    let Some(loaded) = session.load(&asked.project) else {
        return session.stop();
    };
    let Some(filter) = session.filter(&asked.filter, &loaded.grid) else {
        return Exit::Usage;
    };
    let assessment = session.assess(&loaded, &filter);
    let product = terminal::progress(&loaded.view(&assessment, false));
    session.finish(&product, Severity::Warning, false)
}

pub(super) fn run(mut session: Session, asked: &Rapport) -> Exit {
    let filtered = !asked.filter.axes.is_empty()
        || !asked.filter.scope.roles.is_empty()
        || !asked.filter.scope.degrees.is_empty()
        || asked.filter.scope.core;
    let demanding = asked.exiger.is_some()
        || asked.taux_min.is_some()
        || asked.sans_regression
        || !asked.reference.is_empty();
    if filtered && demanding {
        session.usage(
            "--exiger, --taux-min, --reference et --sans-regression portent sur tout le périmètre : ils ne vont pas avec --axe, --role, --degre ou --socle",
            "retirez le filtre, ou la demande",
        );
        return Exit::Usage;
    }
    if filtered && asked.format == ReportFormat::Declaration {
        session.usage(
            "une déclaration porte sur tout le périmètre : elle ne va pas avec --axe, --role, --degre ou --socle",
            "retirez le filtre",
        );
        return Exit::Usage;
    }
    let Some(loaded) = session.load(&asked.project) else {
        return session.stop();
    };
    let Some(filter) = session.filter(&asked.filter, &loaded.grid) else {
        return Exit::Usage;
    };
    let assessment = session.assess(&loaded, &filter);
    let Some(references) = references(&mut session, &loaded, &asked.reference) else {
        return session.stop();
    };
    let regressed = match asked.sans_regression {
        true => regressed(&mut session, &loaded, &references),
        false => Some(false),
    };
    let Some(regressed) = regressed else {
        return session.stop();
    };
    let mut view = loaded.view(&assessment, asked.public);
    view.history = references;
    let product = match asked.format {
        ReportFormat::Md => conformity::markdown(&view),
        ReportFormat::Html => conformity::html(&view),
        ReportFormat::Json => json::render(&view),
        ReportFormat::Declaration => declaration::render(&loaded.view(&assessment, true)),
    };
    let finding = regressed
        || misses_demand(asked.exiger, assessment.mention.as_ref())
        || misses_rate(asked.taux_min.as_ref(), &assessment);
    session.finish(&product, Severity::Warning, finding)
}

/// The former reports, each of the same grid; `None` when one cannot be used.
fn references(session: &mut Session, loaded: &Loaded, paths: &[PathBuf]) -> Option<Vec<State>> {
    let name = &loaded.grid.head.name;
    let full_name = name.to_string();
    let mut references = Vec::new();
    for path in paths {
        let read = read_report(session, path);
        let unfit = read.as_ref().and_then(|before| other_grid(before, &name.id, &full_name));
        let is_fit = unfit.is_none();
        session.diagnostics.extend(unfit);
        references.extend(read.filter(|_| is_fit));
    }
    (references.len() == paths.len()).then_some(references)
}

/// Whether a statement that was conforming in a former report no longer is, each told with its
/// reason. `None` when the project has no state to compare.
fn regressed(session: &mut Session, loaded: &Loaded, references: &[State]) -> Option<bool> {
    session.insisted_on = &[Code::Regression, Code::ChangedByGrid];
    let after = judged_state(session, loaded)?;
    let mut lost = false;
    for before in references {
        lost |= regressed_since(session, loaded, before, &after);
    }
    Some(lost)
}

fn regressed_since(session: &mut Session, loaded: &Loaded, before: &State, after: &State) -> bool {
    let at = |id: &str| {
        let statement = loaded.grid.statements.iter().position(|one| one.id == id);
        statement.and_then(|index| loaded.bound.answer(index)).map(|answer| answer.span)
    };
    let place = |diagnostic: Diagnostic, id: &str| match at(id) {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    let (lost, apart) = regressions(before, after);
    let day = before.day.french();
    for one in &lost {
        let message = comparison::regression(one);
        let diagnostic = Diagnostic::new(Code::Regression, message)
            .help(format!("référence : le rapport du {day}"));
        session.diagnostics.push(place(diagnostic, &one.before.id));
    }
    for (entry, _) in &apart {
        let message = format!(
            "{} était conforme le {day}, mais la grille l'a changé depuis : rien n'est dit d'une régression",
            entry.id
        );
        session.diagnostics.push(place(Diagnostic::new(Code::ChangedByGrid, message), &entry.id));
    }
    !lost.is_empty()
}

/// Whether the mention is below the one demanded; incomplete, expired and « sans objet » always
/// are.
fn misses_demand(demand: Option<Demand>, mention: Option<&Mention>) -> bool {
    let Some(demand) = demand else {
        return false;
    };
    let reached = mention.is_some_and(|mention| {
        let high_enough =
            mention.verdict.rank() >= demand.verdict.rank() && mention.verdict.rank().is_some();
        // A mention that is not conforming stands on declared answers only.
        let support = mention.support.unwrap_or(crate::words::Support::Declared);
        high_enough && support >= demand.support
    });
    !reached
}

/// Whether the rate is below the one demanded; none, or a provisional one, always is.
fn misses_rate(least: Option<&Percentage>, assessment: &Assessment) -> bool {
    let Some(least) = least else {
        return false;
    };
    let counts = &assessment.total.requirements;
    let reached = counts.rate().is_some_and(|rate| rate.reaches(&least.0));
    counts.to_assess > 0 || !reached
}
