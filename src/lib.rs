//! `sdet`: versioned conformity grids for the French master plan of school digital workspaces,
//! and the scored report of a project's self-assessment.
//!
//! Three steps, three types: text → spanned tree ([`yaml`]) → valid ([`grid`], [`answers`]) →
//! judged ([`assess`]), then rendered ([`report`]). Disk, clock, environment and printing live
//! in [`files`] and [`cli`] only. `docs/architecture.md` carries the table of allowed imports.

pub mod answers;
pub mod assess;
pub mod bundle;
pub mod cli;
pub mod compare;
pub mod date;
pub mod diagnostic;
pub mod dialogue;
pub mod evidence;
pub mod extract;
pub mod files;
pub mod fraction;
pub mod grid;
pub mod market;
pub mod report;
pub mod sheet;
pub mod source;
pub mod words;
pub mod yaml;
