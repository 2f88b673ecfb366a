//! What a piece of evidence is worth at a date (`docs/calcul.md` §4), looked at on disk.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::read::Piece;

/// Why a piece proves nothing, every reason that holds; none when it proves.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) objections: Vec<&'static str>,
    /// The hash of the file, when there is one inside the project.
    pub(crate) sha256: Option<String>,
}

impl Look {
    pub(crate) fn valid(&self) -> bool {
        self.objections.is_empty()
    }
}

pub(crate) fn look(piece: &Piece, kinds: &[String], root: &Path, today: Date) -> Look {
    let mut objections = Vec::new();
    let mut sha256 = None;
    match piece.file.as_deref().map(|file| find(root, file)) {
        None => objections.push("sans_fichier"),
        Some(Err(reason)) => objections.push(reason),
        Some(Ok(path)) => sha256 = Some(hash(&path)),
    }
    if let (Some(written), Some(found)) = (&piece.sha256, &sha256)
        && !written.eq_ignore_ascii_case(found)
    {
        objections.push("modifiee");
    }
    if piece.from.is_some_and(|from| today < from) {
        objections.push("pas_encore_valable");
    }
    if piece.until.is_some_and(|until| until < today) {
        objections.push("expiree");
    }
    if !kinds.is_empty() && !piece.kind.as_ref().is_some_and(|kind| kinds.contains(kind)) {
        objections.push("type_non_prevu");
    }
    Look { objections, sha256 }
}

/// The file a path leads to, if it stays in the project, is spelt as on disk and is a file.
fn find(root: &Path, file: &str) -> Result<PathBuf, &'static str> {
    let file = file.replace('\\', "/");
    let drive = file.as_bytes().get(1) == Some(&b':');
    if file.starts_with('/') || drive {
        return Err("hors_dossier");
    }
    let mut inside: Vec<&str> = Vec::new();
    for part in file.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part != ".." {
            inside.push(part);
        } else if inside.pop().is_none() {
            return Err("hors_dossier");
        }
    }
    let mut path = root.to_path_buf();
    for part in inside {
        if !names(&path).iter().any(|name| name == part) {
            let other = names(&path).iter().any(|name| name.eq_ignore_ascii_case(part));
            return Err(if other { "autre_casse" } else { "introuvable" });
        }
        path.push(part);
    }
    let (Ok(real), Ok(home)) = (path.canonicalize(), root.canonicalize()) else {
        return Err("introuvable");
    };
    if !real.starts_with(home) {
        return Err("hors_dossier");
    }
    if real.is_file() { Ok(real) } else { Err("pas_un_fichier") }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// The SHA-256 of a file, in lower-case hexadecimal.
pub(crate) fn hash(path: &Path) -> String {
    let bytes = fs::read(path).expect("a file found can be read");
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
