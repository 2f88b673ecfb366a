//! The inside of a workbook, which is an archive: looked at before anyone unpacks it.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes that the texts of a workbook unpack to.
const MAX_UNPACKED: u64 = 48 * 1024 * 1024;
/// The most files in it.
const MAX_FILES: usize = 4_000;

/// What a workbook turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// An Office Open XML workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// Why an archive is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Cut, or altered.
    Damaged,
    /// Unpacks to more than the limit.
    TooLarge,
    /// Another kind of document.
    OtherKind,
    /// Behind a password.
    Encrypted,
}

/// Tells the kind of an archive, once every text in it was unpacked to nowhere within the limits:
/// the sizes that an archive declares may lie.
pub(super) fn look(bytes: &[u8]) -> Result<Container, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Damaged)?;
    if archive.len() > MAX_FILES {
        return Err(Trouble::TooLarge);
    }
    let mut left = MAX_UNPACKED;
    let mut kind = None;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| {
            let encrypted = matches!(error, ZipError::UnsupportedArchive(_));
            if encrypted { Trouble::Encrypted } else { Trouble::Damaged }
        })?;
        let name = file.name().unwrap_or_default().replace('\\', "/").to_ascii_lowercase();
        kind = match name.as_str() {
            "xl/workbook.xml" => Some(Container::Xlsx),
            "content.xml" => kind.or(Some(Container::Ods)),
            _ => kind,
        };
        let is_text = name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype";
        if !is_text {
            continue;
        }
        if file.size() > left {
            return Err(Trouble::TooLarge);
        }
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink());
        left = match unpacked {
            Ok(size) if size > left => return Err(Trouble::TooLarge),
            Ok(size) => left - size,
            Err(_) => return Err(Trouble::Damaged),
        };
    }
    kind.ok_or(Trouble::OtherKind)
}

/// One file of an archive already looked at.
pub(super) fn file(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = Vec::new();
    let file = archive.by_name(name).ok()?;
    file.take(MAX_UNPACKED).read_to_end(&mut content).ok()?;
    Some(content)
}
