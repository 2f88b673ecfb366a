//! `preuves`: the evidence of a project, piece by piece.

use crate::assess::Filter;
use crate::cli::Exit;
use crate::cli::arguments::{EvidenceFormat, Preuves};
use crate::cli::session::{Loaded, Session};
use crate::diagnostic::Severity;
use crate::evidence::{Recorded, Stored, hashes_sought, record};
use crate::files::{self, Change};
use crate::report::inventory::{self, Inventory};
use crate::words::{counted, fr};

pub(super) fn run(mut session: Session, asked: &Preuves) -> Exit {
    let Some(loaded) = session.load(&asked.project) else {
        return session.stop();
    };
    if asked.empreintes {
        return record_hashes(session, &loaded);
    }
    let assessment = session.assess(&loaded, &Filter::default());
    let view = loaded.view(&assessment, false);
    let stored = stored(&loaded);
    let unused = crate::evidence::unused(&stored, &loaded.bound, &loaded.facts);
    let inventory = Inventory::new(&view, unused, asked.horizon);
    let product = match asked.format {
        EvidenceFormat::Md => inventory::markdown(&inventory),
        EvidenceFormat::Json => inventory::json(&inventory),
        EvidenceFormat::Csv => inventory::csv(&inventory),
    };
    let finding = asked.exiger_valides && inventory.lacks_something();
    session.finish(&product, Severity::Warning, finding)
}

/// The files of the folder of evidence, hashed if one may be a missing piece renamed.
pub(super) fn stored(loaded: &Loaded) -> Vec<Stored> {
    let sought = hashes_sought(&loaded.bound, &loaded.facts);
    files::stored(&loaded.files.folder, !sought.is_empty())
}

/// Records the hash of each piece that has none, in every file of answers or in none.
fn record_hashes(mut session: Session, loaded: &Loaded) -> Exit {
    let files = std::iter::once(loaded.files.main).chain(loaded.files.answers.iter().copied());
    let recorded = match record(&session.sources, files, &loaded.bound, &loaded.facts) {
        Ok(recorded) => recorded,
        Err(refusal) => {
            session.diagnostics.push(refusal.diagnostic(&session.sources));
            return session.stop();
        }
    };
    let changes: Vec<Change> =
        recorded.iter().map(|one| Change::of(session.sources.get(one.file), &one.text)).collect();
    if let Err(diagnostic) = files::replace_all(&loaded.files.folder, &changes) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = told(&session, &recorded);
    session.global.output = None;
    session.finish(&product, Severity::Warning, false)
}

/// What was recorded, file by file.
fn told(session: &Session, recorded: &[Recorded]) -> String {
    let total: usize = recorded.iter().map(|one| one.hashes).sum();
    if total == 0 {
        return fr("Aucune empreinte à enregistrer : chaque pièce présente a la sienne\n");
    }
    let mut text =
        format!("{}\n", counted(total as u64, "empreinte enregistrée", "empreintes enregistrées"));
    for one in recorded {
        text.push_str(&format!("  {} : {}\n", session.sources.get(one.file).name(), one.hashes));
    }
    fr(&text)
}
