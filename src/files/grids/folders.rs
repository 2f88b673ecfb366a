//! Which folders hold grids, and which of their files are read.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::ROOT;
use crate::diagnostic::Diagnostics;
use crate::files::input::unreadable;
use crate::files::project::is_yaml;
use crate::grid::seal::SEAL;

/// The folders that hold a grid, sorted. A few levels down is enough for `ID/VERSION` in a folder
/// of folders, and keeps a whole disk from being walked.
pub(super) fn grid_folders(extra: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for entry in WalkDir::new(extra).max_depth(6).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_name() == ROOT => {
                folders.extend(entry.path().parent().map(Path::to_owned));
            }
            Ok(_) => {}
            Err(error) => {
                let name = error.path().unwrap_or(extra).display().to_string();
                let cause = error.into_io_error();
                let cause = cause.unwrap_or_else(|| std::io::Error::other("boucle de liens"));
                diagnostics.push(unreadable(&name, &cause));
            }
        }
    }
    folders
}

/// The YAML files of a grid's folder, and its fingerprints.
pub(super) fn files_of_grid(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).max_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.path().is_file() => {
                if is_yaml(entry.path()) || entry.file_name() == SEAL {
                    files.push(entry.path().to_owned());
                }
            }
            Ok(_) => {}
            Err(error) => {
                let name = folder.display().to_string();
                let cause = error.into_io_error();
                let cause = cause.unwrap_or_else(|| std::io::Error::other("boucle de liens"));
                diagnostics.push(unreadable(&name, &cause));
            }
        }
    }
    files
}

/// The other folders of grids beside one, sorted; none if the folder above cannot be listed.
pub(super) fn neighbours(folder: &Path) -> Vec<PathBuf> {
    let above = match folder.file_name().and(folder.parent()) {
        // « . » and « .. » have no name, and « 4.2 » shows no folder above.
        None => folder.join(".."),
        Some(above) if above.as_os_str().is_empty() => PathBuf::from("."),
        Some(above) => above.to_owned(),
    };
    let entries = WalkDir::new(&above).min_depth(1).max_depth(1).sort_by_file_name();
    let folders = entries.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    folders
        .filter(|path| path.join(ROOT).is_file())
        .map(|path| path.strip_prefix(".").map_or(path.clone(), Path::to_owned))
        .collect()
}
