//! Fuzz target: any bytes as a tree.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::yaml::tree::read;
use sdet_fuzz::read_with;

fuzz_target!(|bytes: &[u8]| {
    read_with(bytes, "a.yaml", |id, cx| {
        let _ = read(id, cx);
    });
});
