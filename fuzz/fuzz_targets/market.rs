//! Fuzz target: any bytes as a market, its frame read back where there is one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::date::Date;
use sdet::diagnostic::Diagnostics;
use sdet::grid::read;
use sdet::market::{check_market, local_grid, read_market};
use sdet::sheet::{csv, frame, open};
use sdet::source::SourceSet;
use sdet::yaml::Reading;
use sdet_fuzz::{GRID, read_with};

fuzz_target!(|bytes: &[u8]| {
    let mut sources = SourceSet::new();
    let files = GRID.map(|(name, text)| sources.add_text(name, text));
    let mut said = Diagnostics::new();
    let grid = read(&files, &[], &mut Reading { sources: &sources, diagnostics: &mut said });
    let (Some(grid), Ok(day)) = (grid, Date::parse("2013-10-15")) else {
        return;
    };
    read_with(bytes, "marche.yaml", |id, cx| {
        let Some(market) = read_market(id, cx) else { return };
        check_market(&market, &grid, cx);
        if cx.diagnostics.has_errors() {
            return;
        }
        let local = local_grid(&market);
        let blank = csv::write(&frame::book(&market, &grid, &local, day, "essai", frame::Form::Text));
        let Ok(book) = open("cadre.csv", &blank) else { return };
        let _ = frame::read(&book, &market, &grid, &local, cx.diagnostics);
    });
});
