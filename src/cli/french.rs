//! clap in French: its help, its error messages.
//!
//! clap has no catalogue of messages. What it lets a program set is set by [`localise`], before
//! the command line is parsed; what it writes by itself is written again by [`error_text`].

mod errors;
mod help;
#[cfg(test)]
mod sample;

pub(crate) use errors::error_text;
pub(crate) use help::localise;
