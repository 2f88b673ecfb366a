//! The tender: the example, hostile frames, secrets that must not cross, an independent count.

mod example;
mod fill;
mod formats;
mod hostile;
mod random;
mod recount;
mod secrets;
