//! Fuzz target: any bytes as a project and as answers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sdet::answers::{read_answers, read_project};
use sdet_fuzz::read_with;

fuzz_target!(|bytes: &[u8]| {
    read_with(bytes, "reponses/a.yaml", |id, cx| {
        let _ = read_project(id, cx);
        let _ = read_answers(&[id], cx);
    });
});
