//! Fuzz target: any text as a referential, down to the files of its draft.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::date::Date;
use sdet::extract::{Axes, Document, Plan, coverage, draft, extract, grid_files, review};
use sdet::grid::Version;

fuzz_target!(|text: &str| {
    let extraction = extract(&[Document { name: "texte.md", text }]);
    let (Some(version), Ok(day)) = (Version::parse("4.2"), Date::parse("2013-09-30")) else {
        return;
    };
    let plan = Plan {
        id: "sdet".into(),
        version,
        title: "Texte".into(),
        publisher: "Éditeur".into(),
        day,
        axes: Axes::sdet(),
        former: None,
        others: &[],
    };
    let made = draft(&extraction, &plan);
    let _ = (grid_files(&extraction, &made, &plan), review(&extraction, &made, &plan));
    let _ = coverage(&extraction, &plan);
});
