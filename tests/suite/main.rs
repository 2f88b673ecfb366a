//! The integration tests, one binary: the program as its users meet it.

mod architecture;
mod cases;
mod disk;
mod docs;
mod help;
mod migration;
mod mutation;
mod oracle;
mod outputs;
mod published;
mod publishing;
mod robustness;
mod sources;
mod support;
