//! Writing an archive: the same bytes for the same content, whatever the machine and the hour.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::evidence::BLOCK;
use super::output::{persist, refuse_existing, temporary, unwritable};
use crate::bundle::{Bundle, Content};
use crate::diagnostic::{Code, Diagnostic};
use crate::words::{hexadecimal, shown};

/// From this size on, in bytes, a member needs the larger form of the format.
const LARGE: u64 = u32::MAX as u64;

/// Writes an archive through a temporary file beside it; pieces are copied as they are and held
/// to the hash they were judged on.
///
/// # Errors
/// The diagnostic of an archive that exists already (unless `overwrite`) or cannot be written, of
/// a piece that cannot be read, or that changed meanwhile.
pub fn write_archive(
    path: &Path,
    bundle: &Bundle,
    folder: &Path,
    overwrite: bool,
) -> Result<(), Diagnostic> {
    refuse_existing(path, overwrite)?;
    let file = temporary(path).map_err(|error| unwritable(path, &error))?;
    match fill(file.as_file(), bundle, folder).map_err(|error| unwritable(path, &error))? {
        Some(changed) => Err(Diagnostic::new(
            Code::EvidenceMoved,
            format!("la pièce {} a changé pendant l'écriture du dossier", shown(&changed)),
        )
        .help("rien n'a été écrit : attendez que le fichier soit stable, puis recommencez")),
        None => persist(file, path, overwrite).map_err(|error| unwritable(path, &error)),
    }
}

/// Writes every member; gives the first piece that is no longer what was judged.
fn fill(file: &File, bundle: &Bundle, folder: &Path) -> Result<Option<String>> {
    let root = fs::canonicalize(folder).context("dossier du projet")?;
    let mut archive = ZipWriter::new(file);
    for member in &bundle.members {
        match &member.content {
            Content::Text(text) => {
                archive.start_file(member.name.as_str(), options(CompressionMethod::Deflated))?;
                archive.write_all(text.as_bytes()).context("écriture")?;
            }
            Content::Piece { path, sha256, bytes } => {
                // Pieces are mostly compressed already: they are stored as they are.
                let options = options(CompressionMethod::Stored).large_file(*bytes >= LARGE);
                archive.start_file(member.name.as_str(), options)?;
                let copied = copy(&root, path, &mut archive)?;
                if copied.as_ref() != Some(sha256) {
                    return Ok(Some(path.clone()));
                }
            }
        }
    }
    let mut file = archive.finish()?;
    file.flush().context("écriture")?;
    file.sync_all().context("écriture")?;
    Ok(None)
}

/// Neither the hour nor the rights of this machine.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// Copies a piece, and gives the hash of what was copied; none if it now leads out of the project.
fn copy<W: Write + Seek>(root: &Path, path: &str, to: &mut ZipWriter<W>) -> Result<Option<String>> {
    let real = fs::canonicalize(root.join(path)).context("pièce")?;
    if !real.starts_with(root) {
        return Ok(None);
    }
    let mut file = File::open(real).context("pièce")?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        let read = match file.read(&mut block) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.context("pièce")?,
        };
        if read == 0 {
            return Ok(Some(hexadecimal(&hasher.finalize())));
        }
        hasher.update(&block[..read]);
        to.write_all(&block[..read]).context("écriture")?;
    }
}
