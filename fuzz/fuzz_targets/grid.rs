//! Fuzz target: any bytes as a grid.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::grid::{read, read_head};
use sdet_fuzz::read_with;

fuzz_target!(|bytes: &[u8]| {
    read_with(bytes, "grille.yaml", |id, cx| {
        let _ = read_head(id, cx);
        let _ = read(&[id], &[], cx);
    });
});
