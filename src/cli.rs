//! The command line: the only place that prints, reads the clock and the environment.

mod arguments;
mod commands;
mod exit;
mod french;
mod market;
mod rewriting;
mod session;

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::{CommandFactory, FromArgMatches};

use arguments::Cli;
pub use exit::Exit;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let exit = run();
    ExitCode::from(exit.code())
}

fn run() -> Exit {
    // Whoever asks for no help and makes no mistake reads no word of clap's.
    if let Ok(cli) = parse(&mut Cli::command()) {
        return commands::run(cli);
    }
    let mut command = command();
    match parse(&mut command) {
        Ok(cli) => commands::run(cli),
        Err(error) => refuse(&error, &command),
    }
}

fn parse(command: &mut clap::Command) -> Result<Cli, clap::Error> {
    let matches = command.try_get_matches_from_mut(std::env::args_os());
    matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches))
}

/// The command line as clap sees it, speaking French.
pub(crate) fn command() -> clap::Command {
    french::localise(Cli::command())
}

/// Help and version are products; anything else is a usage error.
fn refuse(error: &clap::Error, command: &clap::Command) -> Exit {
    match french::error_text(error, command) {
        // `sdet` alone shows the help too, but nothing was asked for: a usage error.
        None if error.use_stderr() => {
            let _ = io::stderr().write_all(error.render().to_string().as_bytes());
            Exit::Usage
        }
        None => print_help(&error.render().ansi().to_string()),
        Some(text) => {
            // Nothing can be done when standard error itself is closed.
            let _ = io::stderr().write_all(text.as_bytes());
            Exit::Usage
        }
    }
}

/// Prints a product on standard output.
fn print(text: &str) -> Exit {
    print_to(io::stdout().lock(), text)
}

/// Prints the help; its colours are taken away unless a terminal wants them.
fn print_help(text: &str) -> Exit {
    print_to(AutoStream::auto(io::stdout().lock()), text)
}

/// A reader that closed the pipe has seen enough.
fn print_to(mut out: impl Write, text: &str) -> Exit {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(_) => Exit::Io,
    }
}
