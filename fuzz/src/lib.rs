//! What the fuzz targets share: bytes as a text in a set, its diagnostics rendered at the end.

use sdet::diagnostic::{Diagnostics, Look, json, text};
use sdet::source::{SourceId, SourceSet, decode};
use sdet::yaml::Reading;

/// A small grid, for what is read beside one.
pub const GRID: [(&str, &str); 2] = [
    (
        "grille.yaml",
        "format: 1\nid: essai\nversion: \"1.0\"\ntitre: \"Essai\"\netat: brouillon\ndate: 2013-01-01\n\
         source: { titre: \"D\", editeur: \"E\", version: \"1.0\" }\n\
         axes: [{ id: TEC, titre: \"Technique\", fichier: technique.yaml }]\n",
    ),
    (
        "technique.yaml",
        "enonces:\n\
         \x20 - { id: TEC-001, modalite: doit, enonce: \"Elle doit a.\", fondement: reconstitution }\n\
         \x20 - { id: TEC-002, modalite: devrait, enonce: \"Elle devrait b.\", fondement: reconstitution }\n",
    ),
];

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
