//! Fuzz target: any bytes as a file of `analyse/`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::market::read_appraisal;
use sdet_fuzz::read_with;

fuzz_target!(|bytes: &[u8]| {
    read_with(bytes, "analyse/a.yaml", |id, cx| {
        let _ = read_appraisal(id, cx);
    });
});
