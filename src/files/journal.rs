//! Replacing several files of a project: all of them or none, even if the machine stops half-way.
//!
//! The new contents are first gathered in a draft folder, which is then renamed to [`JOURNAL`]:
//! that rename is the moment the change is decided. The files are then moved into place one by
//! one. [`recover`], called before a project is read, finishes what was decided and throws away
//! what was not.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::input::reason;
use super::output::{TEMPORARY, write_atomically};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, encode};
use crate::words::{counted, hexadecimal, shown};

/// The folder of a decided change, in the folder of the project.
const JOURNAL: &str = ".sdet-journal";
/// How the name of an undecided one begins.
const DRAFT: &str = ".sdet-brouillon-";
/// How a finished one is named while it is taken away, so that it is never half a journal.
const DONE: &str = ".sdet-fini";
/// The list of a journal's files.
const LIST: &str = "liste";

/// A file to replace, or to create.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// The bytes it had when it was read; `None` for a file to create.
    pub before: Option<Vec<u8>>,
    /// The bytes it is to have.
    pub after: Vec<u8>,
}

impl Change {
    /// A source that is to hold another text, in its own encoding.
    #[must_use]
    pub fn of(source: &Source, text: &str) -> Self {
        let encoding = source.encoding();
        Self {
            path: source.path().to_owned(),
            before: Some(encode(source.text(), encoding)),
            after: encode(text, encoding),
        }
    }
}

/// Replaces files of a folder, all of them or none.
///
/// # Errors
/// The diagnostic of a file that changed since it was read, that exists although it was to be
/// created, or that cannot be written.
pub fn replace_all(folder: &Path, changes: &[Change]) -> Result<(), Diagnostic> {
    for change in changes {
        check_unchanged(folder, change)?;
    }
    match changes {
        [] => Ok(()),
        [only] => {
            let target = folder.join(&only.path);
            make_parent(&target).map_err(|error| unwritable(&only.path, &error))?;
            write_atomically(&target, &only.after, only.before.is_some())
        }
        several => {
            write_journal(folder, several).map_err(|error| unwritable(JOURNAL, &error))?;
            let entries = entries_of(several);
            apply(folder, &entries).map_err(|(path, error)| unwritable(&path, &error))
        }
    }
}

fn check_unchanged(folder: &Path, change: &Change) -> Result<(), Diagnostic> {
    let found = match fs::read(folder.join(&change.path)) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unwritable(&change.path, &error)),
    };
    if found == change.before {
        return Ok(());
    }
    let message =
        format!("{} a changé pendant l'opération : rien n'a été écrit", shown(&change.path));
    Err(Diagnostic::new(Code::Unreadable, message)
        .help("fermez les logiciels qui l'utilisent, puis relancez la commande"))
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The hash of the file when it was read; `None` for a file to create.
    before: Option<String>,
    after: String,
    path: String,
}

fn entries_of(changes: &[Change]) -> Vec<Entry> {
    let entry = |change: &Change| Entry {
        before: change.before.as_deref().map(hash),
        after: hash(&change.after),
        path: change.path.clone(),
    };
    changes.iter().map(entry).collect()
}

fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn write_journal(folder: &Path, changes: &[Change]) -> io::Result<()> {
    let draft = tempfile::Builder::new().prefix(DRAFT).tempdir_in(folder)?;
    let put = |name: &str, bytes: &[u8]| {
        let mut file = File::create(draft.path().join(name))?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    let mut list = String::new();
    for (at, entry) in entries_of(changes).iter().enumerate() {
        put(&at.to_string(), &changes[at].after)?;
        keep_mode(&folder.join(&entry.path), &draft.path().join(at.to_string()));
        let before = entry.before.as_deref().unwrap_or("-");
        list.push_str(&format!("{before} {} {}\n", entry.after, entry.path));
    }
    put(LIST, list.as_bytes())?;
    let draft: PathBuf = draft.keep();
    fs::rename(draft, folder.join(JOURNAL))?;
    sync_folder(folder);
    Ok(())
}

/// The new file may be read and written by those who might the old one.
fn keep_mode(old: &Path, new: &Path) {
    if let Ok(facts) = fs::metadata(old) {
        // A mode that cannot be kept is no reason to refuse the change.
        let _ = fs::set_permissions(new, facts.permissions());
    }
}

/// A rename that a power cut may not undo; systems without the notion have their own ways.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Moves the files of a decided change into place, then takes the journal away. What was moved
/// already is skipped.
fn apply(folder: &Path, entries: &[Entry]) -> Result<(), (String, io::Error)> {
    let journal = folder.join(JOURNAL);
    for (at, entry) in entries.iter().enumerate() {
        let prepared = journal.join(at.to_string());
        if !prepared.exists() {
            continue;
        }
        let target = folder.join(&entry.path);
        let moved = make_parent(&target).and_then(|()| fs::rename(&prepared, &target));
        moved.map_err(|error| (entry.path.clone(), error))?;
    }
    sync_folder(folder);
    let done = folder.join(DONE);
    let taken_away = fs::rename(&journal, &done).and_then(|()| fs::remove_dir_all(&done));
    taken_away.map_err(|error| (JOURNAL.to_owned(), error))
}

fn make_parent(target: &Path) -> io::Result<()> {
    target.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Finishes a change that was decided and interrupted, throws away one that was not; says which.
///
/// # Errors
/// The diagnostic of a file that someone changed in between, or of a system that refuses.
pub fn recover(folder: &Path) -> Result<Option<Diagnostic>, Diagnostic> {
    let undone = throw_drafts_away(folder)?;
    let journal = folder.join(JOURNAL);
    if fs::symlink_metadata(&journal).is_err() {
        return Ok(undone.then(|| {
            Diagnostic::new(
                Code::Interrupted,
                "une opération interrompue a été annulée : le projet est tel qu'avant elle",
            )
            .help("relancez l'opération")
        }));
    }
    let entries = read_list(&journal)?;
    for (at, entry) in entries.iter().enumerate() {
        check_recoverable(folder, &journal, at, entry)?;
    }
    let count = counted(entries.len() as u64, "fichier", "fichiers");
    apply(folder, &entries).map_err(|(path, error)| unwritable(&path, &error))?;
    Ok(Some(
        Diagnostic::new(
            Code::Interrupted,
            format!("une opération interrompue a été achevée ({count})"),
        )
        .help("rien n'est à refaire"),
    ))
}

fn throw_drafts_away(folder: &Path) -> Result<bool, Diagnostic> {
    let Ok(names) = fs::read_dir(folder) else {
        return Ok(false);
    };
    let mut found = false;
    for entry in names.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // A file that was still being written is nobody's yet.
        if name.starts_with(TEMPORARY) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
        // What it said was done already.
        if name == DONE {
            fs::remove_dir_all(entry.path()).map_err(|error| unwritable(&name, &error))?;
        }
        if name.starts_with(DRAFT) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            fs::remove_dir_all(entry.path()).map_err(|error| unwritable(&name, &error))?;
            found = true;
        }
    }
    Ok(found)
}

fn read_list(journal: &Path) -> Result<Vec<Entry>, Diagnostic> {
    let is_folder = fs::symlink_metadata(journal).is_ok_and(|facts| facts.is_dir());
    let text = if is_folder { fs::read_to_string(journal.join(LIST)).ok() } else { None };
    let entries = text.and_then(|text| text.lines().map(read_entry).collect());
    entries.ok_or_else(|| {
        let message = format!("le dossier {} du projet est abîmé", shown(JOURNAL));
        Diagnostic::new(Code::InterruptedTwice, message)
            .help("reprenez une sauvegarde du projet, ou supprimez ce dossier si le projet vous paraît complet")
    })
}

/// A line of the list; a path that leaves the folder is no path of ours.
fn read_entry(line: &str) -> Option<Entry> {
    let mut parts = line.splitn(3, ' ');
    let (before, after, path) = (parts.next()?, parts.next()?, parts.next()?);
    let inside = !path.contains(['\\', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && path.ends_with(".yaml");
    inside.then(|| Entry {
        before: (before != "-").then(|| before.to_owned()),
        after: after.to_owned(),
        path: path.to_owned(),
    })
}

/// Whether a file is still the one that was to be replaced, or already the new one.
fn check_recoverable(
    folder: &Path,
    journal: &Path,
    at: usize,
    entry: &Entry,
) -> Result<(), Diagnostic> {
    let linked = entry.path.match_indices('/').map(|(end, _)| &entry.path[..end]);
    let linked = linked.chain([entry.path.as_str()]).any(|part| folder.join(part).is_symlink());
    let now = fs::read(folder.join(&entry.path)).ok().map(|bytes| hash(&bytes));
    let prepared = fs::read(journal.join(at.to_string())).ok().map(|bytes| hash(&bytes));
    let expected = match prepared {
        Some(prepared) => {
            prepared == entry.after && (now == entry.before || now.as_ref() == Some(&entry.after))
        }
        None => now.as_ref() == Some(&entry.after),
    };
    if expected && !linked {
        return Ok(());
    }
    let message = format!(
        "une opération interrompue ne peut pas être achevée : {} a changé depuis",
        shown(&entry.path)
    );
    Err(Diagnostic::new(Code::InterruptedTwice, message).help(format!(
        "la version préparée est {} : gardez celle que vous voulez sous le nom {}, puis supprimez le dossier {}",
        shown(&format!("{JOURNAL}/{at}")),
        shown(&entry.path),
        shown(JOURNAL)
    )))
}

fn unwritable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("impossible d'écrire {} : {}", shown(path), reason(error)))
        .help("vérifiez vos droits, et que le fichier n'est pas ouvert dans un autre logiciel ; la commande suivante achèvera ce qui était commencé")
}
