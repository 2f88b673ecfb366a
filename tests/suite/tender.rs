//! The tender: the example, from its frames to its pages.

mod example;
mod fill;
