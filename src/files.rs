//! Disk: what is read, looked at and written. The only module that uses `std::fs`.

mod archive;
mod evidence;
mod grids;
mod input;
mod journal;
mod market;
mod output;
mod project;

pub use archive::write_archive;
pub use evidence::{look, stored, text_of_piece};
pub use grids::{Contents, Library, Shelf};
pub use input::{Failure, read_bytes, read_text};
pub use journal::{Change, recover, replace_all};
pub use market::{APPRAISALS, MarketFiles, OfferPath, find_market, find_offers};
pub use output::{
    Copied, NewFile, create_folder, create_folder_with, make_folder, write_atomically,
};
pub use project::{Names, ProjectFiles, load_project};
