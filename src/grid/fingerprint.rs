//! The identity of a grid's content.

use sha2::{Digest, Sha256};

use crate::source::{SourceId, SourceSet, with_lf};

/// The SHA-256 of a grid, in hexadecimal: the hash of the list that `sha256sum` prints for its
/// files, sorted by name, each taken over its text with `\n` line ends and no byte order mark.
/// `docs/format-grille.md` says how to find it again with `sha256sum`.
#[must_use]
pub fn fingerprint(files: &[SourceId], sources: &SourceSet) -> String {
    let mut lines: Vec<String> = files
        .iter()
        .map(|id| {
            let source = sources.get(*id);
            let hash = hex(&Sha256::digest(with_lf(source.text()).as_bytes()));
            (source.path().to_owned(), hash)
        })
        .map(|(path, hash)| format!("{hash}  {path}\n"))
        .collect();
    lines.sort_by(|a, b| a[64..].cmp(&b[64..]));
    hex(&Sha256::digest(lines.concat().as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
