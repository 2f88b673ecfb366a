//! Fuzz target: any bytes as a JSON report read back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::report::json;
use sdet_fuzz::read_with;

fuzz_target!(|bytes: &[u8]| {
    read_with(bytes, "rapport.json", |id, cx| {
        let _ = json::read(id, cx);
    });
});
