//! Writing: whole or not at all, never over a file unless asked.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use super::input::reason;
use crate::diagnostic::{Code, Diagnostic};
use crate::words::shown;

/// How the name of a file that is still being written begins.
pub(super) const TEMPORARY: &str = ".sdet-";

/// A file to create in a new folder.
#[derive(Debug)]
pub struct NewFile {
    /// Its path in the folder, with `/`; one that ends with `/` is an empty folder.
    pub path: String,
    /// Its content.
    pub content: String,
}

/// A file to copy into a new folder.
#[derive(Debug)]
pub struct Copied {
    /// Its path in the folder it comes from.
    pub from: String,
    /// Its path in the new one, with `/`.
    pub to: String,
}

/// Writes a file through a temporary one beside it.
///
/// # Errors
/// The diagnostic of a file that exists already (unless `overwrite`), or that cannot be written.
pub fn write_atomically(path: &Path, content: &[u8], overwrite: bool) -> Result<(), Diagnostic> {
    refuse_existing(path, overwrite)?;
    write(path, content, overwrite).map_err(|error| unwritable(path, &error))
}

/// Makes a folder that may be there already.
///
/// # Errors
/// The diagnostic of a folder that cannot be made, or of a file in its place.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    if fs::metadata(path).is_ok_and(|facts| !facts.is_dir()) {
        return Err(exists(path)
            .help("c'est un fichier, et il faut ici un dossier de ce nom : renommez-le"));
    }
    fs::create_dir_all(path).map_err(|error| unwritable(path, &error.into()))
}

/// The diagnostic of a path where nothing may be written.
pub(super) fn refuse_existing(path: &Path, overwrite: bool) -> Result<(), Diagnostic> {
    if path.is_dir() {
        return Err(is_folder(path));
    }
    if !overwrite && fs::symlink_metadata(path).is_ok() {
        return Err(
            exists(path).help("choisissez un autre nom, ou ajoutez --forcer pour l'écraser")
        );
    }
    Ok(())
}

fn write(path: &Path, content: &[u8], overwrite: bool) -> Result<()> {
    let mut file = temporary(path)?;
    file.write_all(content).context("écriture")?;
    file.as_file().sync_all().context("écriture")?;
    persist(file, path, overwrite)
}

/// A temporary file beside the one to be written.
pub(super) fn temporary(path: &Path) -> Result<NamedTempFile> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    NamedTempFile::with_prefix_in(TEMPORARY, folder).context("fichier provisoire")
}

/// Gives a temporary file its name, with the rights of the file it replaces.
pub(super) fn persist(file: NamedTempFile, path: &Path, overwrite: bool) -> Result<()> {
    match fs::metadata(path) {
        Ok(facts) if overwrite => file.as_file().set_permissions(facts.permissions())?,
        Ok(_) | Err(_) => readable_by_all(&file)?,
    }
    if overwrite {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
}

/// A temporary file is for its owner alone; a report is an ordinary file.
#[cfg(unix)]
fn readable_by_all(file: &NamedTempFile) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
fn readable_by_all(_file: &NamedTempFile) -> Result<()> {
    Ok(())
}

/// Creates a folder with its files, whole or not at all. An existing empty folder is filled.
///
/// # Errors
/// The diagnostic of a folder that is not empty, or that cannot be written.
pub fn create_folder(path: &Path, files: &[NewFile]) -> Result<(), Diagnostic> {
    create_folder_with(path, files, Path::new("."), &[])
}

/// The same, with copies of files of another folder, whose links out of it are not followed.
///
/// # Errors
/// As [`create_folder`]; a file that cannot be copied too.
pub fn create_folder_with(
    path: &Path,
    files: &[NewFile],
    from: &Path,
    copies: &[Copied],
) -> Result<(), Diagnostic> {
    match fs::read_dir(path) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(not_empty(path));
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(_) if path.exists() => return Err(exists(path).help("choisissez un autre nom")),
        Err(error) => return Err(unwritable(path, &error.into())),
    }
    fill(path, files, from, copies).map_err(|error| unwritable(path, &error))
}

fn fill(path: &Path, files: &[NewFile], from: &Path, copies: &[Copied]) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(parent)?;
    let draft = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(parent)?;
    for file in files {
        let target = draft.path().join(&file.path);
        if file.path.ends_with('/') {
            fs::create_dir_all(&target)?;
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&target, &file.content)?;
    }
    for copied in copies {
        copy_into(draft.path(), from, copied)?;
    }
    if path.exists() {
        fs::remove_dir(path)?;
    }
    open_to_all(draft.path())?;
    let draft: PathBuf = draft.keep();
    fs::rename(&draft, path)?;
    Ok(())
}

/// Copies a file of a folder, unless the draft has one of that name already.
fn copy_into(draft: &Path, from: &Path, copied: &Copied) -> Result<()> {
    let root = fs::canonicalize(from)?;
    let real = fs::canonicalize(root.join(&copied.from))?;
    let target = draft.join(&copied.to);
    if !real.starts_with(&root) || target.exists() {
        return Ok(());
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(real, target)?;
    Ok(())
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
fn open_to_all(_folder: &Path) -> Result<()> {
    Ok(())
}

fn exists(path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    Diagnostic::new(Code::AlreadyExists, format!("{} existe déjà", shown(&name)))
}

fn is_folder(path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    Diagnostic::new(Code::AlreadyExists, format!("{} est un dossier", shown(&name)))
        .help("donnez le nom d'un fichier à écrire")
}

fn not_empty(path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    Diagnostic::new(Code::FolderNotEmpty, format!("le dossier {} n'est pas vide", shown(&name)))
        .help("choisissez un dossier vide ou qui n'existe pas encore : rien n'est jamais écrasé")
}

pub(super) fn unwritable(path: &Path, error: &anyhow::Error) -> Diagnostic {
    let name = path.display().to_string();
    let cause = error.chain().find_map(|cause| {
        let persist = cause.downcast_ref::<tempfile::PersistError>().map(|one| &one.error);
        persist.or_else(|| cause.downcast_ref::<std::io::Error>())
    });
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    if let Some(folder) = folder {
        let folder = shown(&folder.display().to_string());
        let message =
            format!("impossible d'écrire {} : le dossier {folder} n'existe pas", shown(&name));
        return Diagnostic::new(Code::Unreadable, message)
            .help("créez le dossier, ou choisissez-en un autre");
    }
    let reason = cause.map_or_else(|| "erreur du système".into(), reason);
    Diagnostic::new(Code::Unreadable, format!("impossible d'écrire {} : {reason}", shown(&name)))
        .help("vérifiez que le dossier existe, que vous y avez droit, et que le fichier n'est pas ouvert dans Excel ou un autre logiciel")
}
