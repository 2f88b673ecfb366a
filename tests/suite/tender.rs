//! The tender: the example, hostile frames, secrets that must not cross, an independent count.

mod bent;
mod example;
mod files;
mod fill;
mod formats;
mod generate;
mod hostile;
mod invariance;
mod kept;
mod random;
mod recount;
mod secrets;
