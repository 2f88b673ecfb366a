//! The integration tests, one binary: the program as its users meet it.

mod architecture;
mod cases;
mod comparison;
mod counterparts;
mod disk;
mod docs;
mod dossier;
mod evidence;
mod extraction;
mod help;
mod migration;
mod mutation;
mod oracle;
mod outputs;
mod pages;
mod published;
mod publishing;
mod readings;
mod renewal;
mod robustness;
mod sources;
mod support;
mod tables;
mod tender;
