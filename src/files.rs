//! Disk: what is read, looked at and written. The only module that uses `std::fs`.

mod evidence;
mod grids;
mod input;
mod journal;
mod output;
mod project;

pub use evidence::{look, stored};
pub use grids::{Contents, Library, Shelf};
pub use input::{Failure, read_text};
pub use journal::{Change, recover, replace_all};
pub use output::{NewFile, create_folder, write_atomically};
pub use project::{ProjectFiles, load_project};
