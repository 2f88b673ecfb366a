//! The identity of a grid's content.

use sha2::{Digest, Sha256};

use crate::source::{SourceId, SourceSet, with_lf};
use crate::words::hexadecimal;

/// The SHA-256 of a grid, in hexadecimal: the hash of the list that `sha256sum` prints for its
/// files, sorted by name, each taken over its text with `\n` line ends and no byte order mark.
/// `docs/format-grille.md` says how to find it again with `sha256sum`.
#[must_use]
pub fn fingerprint(files: &[SourceId], sources: &SourceSet) -> String {
    let texts = files.iter().map(|id| sources.get(*id)).map(|one| (one.path(), one.text()));
    sha256_of_text(&list(texts))
}

/// The list that `sha256sum` prints for some texts by name, sorted by name.
pub(super) fn list<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut lines: Vec<(&str, String)> =
        texts.map(|(path, text)| (path, sha256_of_text(text))).collect();
    lines.sort();
    lines.into_iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}

/// The SHA-256 of a text with `\n` line ends, in hexadecimal.
#[must_use]
pub fn sha256_of_text(text: &str) -> String {
    hexadecimal(&Sha256::digest(with_lf(text).as_bytes()))
}
