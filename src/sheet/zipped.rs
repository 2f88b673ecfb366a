//! The inside of a workbook, which is an archive: unpacked once, within limits, before any reader
//! sees it. Readers are then given what was looked at, and nothing else of the archive.

use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::limits::{
    MAX_FILES, MAX_MARKS, MAX_UNPACKED, Marks, Refused, damaged, locked, no, too_heavy, too_many,
};

/// What a workbook turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// An Office Open XML workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// The texts of a workbook: names and contents, in the order of the archive. Pictures and other
/// bytes are left where they are, whatever a text says of them.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) kind: Container,
    texts: Vec<(String, Vec<u8>)>,
}

/// Unpacks the texts of an archive within the limits: the sizes that an archive declares may lie.
pub(super) fn unpack(bytes: &[u8]) -> Result<Parts, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MAX_FILES {
        return Err(too_many(MAX_FILES, "fichiers dans le classeur"));
    }
    let (mut left, mut marks) = (MAX_UNPACKED, Marks::new());
    let (mut kind, mut texts) = (None, Vec::new());
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| {
            let encrypted = matches!(error, ZipError::UnsupportedArchive(_));
            if encrypted { locked() } else { damaged() }
        })?;
        let name = file.name().unwrap_or_default().replace('\\', "/");
        let folded = name.to_ascii_lowercase();
        kind = match folded.as_str() {
            "xl/workbook.xml" => Some(Container::Xlsx),
            "content.xml" => kind.or(Some(Container::Ods)),
            _ => kind,
        };
        if !folded.ends_with(".xml") && !folded.ends_with(".rels") {
            continue;
        }
        let size = file.size();
        let text = within(size, file, left)?;
        left -= text.len();
        marks.take(&folded, &text)?;
        if folded.ends_with("sharedstrings.xml") && promised(&text)? > MAX_MARKS {
            return Err(too_many(MAX_MARKS, "textes"));
        }
        texts.push((name, text));
    }
    match kind {
        Some(kind) => Ok(Parts { kind, texts }),
        None => Err(no(
            "c'est un document ou une archive d'une autre sorte",
            "donnez un classeur .xlsx ou .ods, ou un fichier .csv",
        )),
    }
}

/// What a file of an archive unpacks to, at most as much as is left.
fn within(size: u64, file: impl Read, left: usize) -> Result<Vec<u8>, Refused> {
    let mut text = Vec::new();
    if size <= left as u64 {
        file.take(left as u64 + 1).read_to_end(&mut text).map_err(|_| damaged())?;
    }
    match size > left as u64 || text.len() > left {
        true => Err(too_heavy(MAX_UNPACKED, "une fois déplié")),
        false => Ok(text),
    }
}

/// How many shared texts are announced: room is made for them before they are read.
fn promised(text: &[u8]) -> Result<usize, Refused> {
    let mut reader = Reader::from_reader(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                let found = tag.try_get_attribute("uniqueCount").map_err(|_| damaged())?;
                let written = found.map(|one| one.value.replace(|c: char| !c.is_ascii_digit(), ""));
                let digits = written.filter(|digits| !digits.is_empty());
                return Ok(digits.map_or(0, |digits| digits.parse().unwrap_or(usize::MAX)));
            }
            Event::Eof => return Ok(0),
            Event::Start(_)
            | Event::Empty(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

impl Parts {
    /// One of the texts.
    pub(super) fn text(&self, name: &str) -> Option<&[u8]> {
        let found = self.texts.iter().find(|(own, _)| own == name);
        found.map(|(_, text)| text.as_slice())
    }

    /// An archive of the texts alone, laid flat.
    pub(super) fn archive(self) -> Result<Vec<u8>, Refused> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let flat = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, text) in self.texts {
            writer.start_file(name, flat).map_err(|_| damaged())?;
            writer.write_all(&text).map_err(|_| damaged())?;
        }
        Ok(writer.finish().map_err(|_| damaged())?.into_inner())
    }
}
