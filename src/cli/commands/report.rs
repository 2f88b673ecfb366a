//! `bilan` and `rapport`.

use crate::assess::{Assessment, Mention};
use crate::cli::Exit;
use crate::cli::arguments::{Bilan, Demand, Percentage, Rapport, ReportFormat};
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::report::{json, markdown, terminal};

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
    if filtered && (asked.exiger.is_some() || asked.taux_min.is_some()) {
        session.usage(
            "--exiger et --taux-min portent sur tout le périmètre : ils ne vont pas avec --axe, --role, --degre ou --socle",
            "retirez le filtre, ou la demande",
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
    let view = loaded.view(&assessment, asked.public);
    let product = match asked.format {
        ReportFormat::Md => markdown::render(&view),
        ReportFormat::Json => json::render(&view),
    };
    let finding = misses_demand(asked.exiger, assessment.mention.as_ref())
        || misses_rate(asked.taux_min.as_ref(), &assessment);
    session.finish(&product, Severity::Warning, finding)
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
