//! Looking at the files that answers cite: facts only, judged elsewhere.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::evidence::{Fact, Facts};
use crate::words::suggest;

/// What is on disk for each of these paths of a project.
#[must_use]
pub fn look(folder: &Path, paths: &[String]) -> Facts {
    let root = fs::canonicalize(folder).ok();
    let by_path = paths.iter().map(|path| {
        let fact = match &root {
            Some(root) => look_at(root, path),
            None => Fact::Missing { near: None },
        };
        (path.clone(), fact)
    });
    Facts { by_path: by_path.collect() }
}

fn look_at(root: &Path, path: &str) -> Fact {
    let actual = match find(root, path) {
        Found::Exactly(actual) => actual,
        Found::OtherCase(actual) => return Fact::OtherCase { actual },
        Found::Nothing(near) => return Fact::Missing { near },
        Found::Unreadable => return Fact::Unreadable,
    };
    let Ok(real) = fs::canonicalize(root.join(&actual)) else {
        return Fact::Missing { near: None };
    };
    if !real.starts_with(root) {
        return Fact::Outside;
    }
    match fs::metadata(&real) {
        Ok(facts) if !facts.is_file() => Fact::NotAFile,
        Ok(_) => match hash(&real) {
            Ok(sha256) => Fact::Present { sha256 },
            Err(_) => Fact::Unreadable,
        },
        Err(_) => Fact::Unreadable,
    }
}

/// What a path leads to, name by name.
enum Found {
    Exactly(String),
    OtherCase(String),
    /// With the path it resembles.
    Nothing(Option<String>),
    Unreadable,
}

/// Reads each folder rather than asking for the file: the answer is the same on systems that
/// tell capitals apart and on those that do not, and for both Unicode forms of an accent.
fn find(root: &Path, path: &str) -> Found {
    let mut actual: Vec<String> = Vec::new();
    let mut same_case = true;
    for wanted in path.split('/').filter(|part| !part.is_empty()) {
        let folder = root.join(actual.join("/"));
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Found::Unreadable;
            }
            Err(_) => return Found::Nothing(None),
        };
        let names: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        let composed: String = wanted.nfc().collect();
        let exact = names.iter().find(|name| *name == wanted);
        let exact = exact.or_else(|| names.iter().find(|name| name.nfc().eq(composed.chars())));
        let lower = composed.to_lowercase();
        let loose = || {
            let mut same: Vec<&String> = names
                .iter()
                .filter(|name| name.nfc().collect::<String>().to_lowercase() == lower)
                .collect();
            same.sort();
            same.into_iter().next()
        };
        match exact {
            Some(name) => actual.push(name.clone()),
            None => match loose() {
                Some(name) => {
                    same_case = false;
                    actual.push(name.clone());
                }
                None => return Found::Nothing(resembling(wanted, names, &actual)),
            },
        }
    }
    if actual.is_empty() {
        return Found::Exactly(".".into());
    }
    let actual = actual.join("/");
    if same_case { Found::Exactly(actual) } else { Found::OtherCase(actual) }
}

/// The path of the name of a folder that resembles the one wanted.
fn resembling(wanted: &str, mut names: Vec<String>, parents: &[String]) -> Option<String> {
    names.sort();
    let near = suggest(wanted, names.iter().map(String::as_str))?;
    let parts = parents.iter().map(String::as_str).chain([near]);
    Some(parts.collect::<Vec<_>>().join("/"))
}

fn hash(file: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(file)?, &mut HashWriter(&mut hasher))?;
    let bytes = hasher.finalize();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
