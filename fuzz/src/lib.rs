//! What the fuzz targets share: bytes as a text in a set, its diagnostics rendered at the end.

use sdet::diagnostic::{Diagnostics, Look, json, text};
use sdet::source::{SourceId, SourceSet, decode};
use sdet::yaml::Reading;

/// Reads bytes as the file of a path.
pub fn read_with(bytes: &[u8], path: &str, read: impl FnOnce(SourceId, &mut Reading<'_>)) {
    let Ok((document, encoding)) = decode(bytes) else {
        return;
    };
    let mut sources = SourceSet::new();
    let id = sources.add(path, path, document, encoding);
    let mut diagnostics = Diagnostics::new();
    read(id, &mut Reading { sources: &sources, diagnostics: &mut diagnostics });
    diagnostics.sort(&sources);
    let _ = text(&diagnostics, &sources, Look::Plain);
    let _ = json(&diagnostics, &sources);
}
