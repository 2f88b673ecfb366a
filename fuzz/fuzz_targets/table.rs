//! Fuzz target: any bytes as a table, in whichever of the forms they take.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::sheet::open;

fuzz_target!(|bytes: &[u8]| {
    let _ = open("cadre", bytes);
});
