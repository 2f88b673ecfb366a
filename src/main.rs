//! The `sdet` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    sdet::cli::main()
}
