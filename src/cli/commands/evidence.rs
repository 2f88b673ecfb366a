//! `preuves`: the evidence of a project, piece by piece.

use crate::assess::Filter;
use crate::cli::Exit;
use crate::cli::arguments::{EvidenceFormat, Preuves};
use crate::cli::session::{Loaded, Session};
use crate::diagnostic::Severity;
use crate::evidence::{Stored, hashes_sought};
use crate::files;
use crate::report::inventory::{self, Inventory};

pub(super) fn run(mut session: Session, asked: &Preuves) -> Exit {
    let Some(loaded) = session.load(&asked.project) else {
        return session.stop();
    };
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
