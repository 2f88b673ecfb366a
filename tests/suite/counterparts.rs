//! What needs programs of other people: `tests/counterparts.py`, run on the program under test.

use std::process::Command;

use crate::support::root;

#[test]
#[ignore = "needs LibreOffice Calc, openpyxl and a Unix terminal: .ci/run installs them"]
fn with_libreoffice_openpyxl_and_a_terminal() {
    // The system's own Python: it is the one that has the system's openpyxl.
    let status = Command::new("/usr/bin/python3")
        .arg(root().join("tests/counterparts.py"))
        .arg(env!("CARGO_BIN_EXE_sdet"))
        .status();
    let status = status.unwrap_or_else(|error| panic!("python3 is needed by this test: {error}"));
    assert!(status.success(), "tests/counterparts.py says why");
}
