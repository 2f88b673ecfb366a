//! Texts as they were read: decoding, spans in bytes, lines and columns.
//!
//! A [`SourceSet`] holds every text of a run (grid files, project, answers), so that one
//! diagnostic may point into several of them. Nothing here touches the disk: the bytes come
//! from `files`.

use std::borrow::Cow;
use std::sync::OnceLock;

/// The largest file the program reads, in bytes (16 MiB).
pub const MAX_FILE_BYTES: usize = 16 * 1024 * 1024;

/// The number of a text in its [`SourceSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// A range of bytes in one text: `start` included, `end` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text the range belongs to.
    pub source: SourceId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from its parts.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start, end }
    }
}

/// A place a person can go to: both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// How the bytes of a text were encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8 {
        /// Whether the file began with a byte order mark.
        bom: bool,
    },
    /// UTF-16, always announced by its byte order mark.
    Utf16 {
        /// Whether the high byte of each unit comes first.
        big_endian: bool,
    },
}

/// Why bytes are not a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// More than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Size of the file in bytes, where known.
        bytes: u64,
    },
    /// A byte that UTF-8 does not allow.
    NotUtf8 {
        /// The byte.
        byte: u8,
        /// Its line, from 1.
        line: usize,
    },
    /// A UTF-16 text with a half character, or an odd number of bytes.
    BadUtf16,
    /// A workbook, a word processor's document, an archive or a PDF.
    Container,
    /// A zero byte: a binary file, or UTF-16 without its mark.
    ZeroByte {
        /// Its line, from 1.
        line: usize,
    },
}

/// Decodes the bytes of a file: UTF-8 with or without mark, UTF-16 with mark.
///
/// # Errors
/// [`DecodeError`] names the first thing that prevents reading the bytes as text.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(DecodeError::TooLarge { bytes: bytes.len() as u64 });
    }
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"%PDF")
        || bytes.starts_with(b"\xD0\xCF\x11\xE0")
    {
        return Err(DecodeError::Container);
    }
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            (decode_utf16(rest, u16::from_le_bytes)?, Encoding::Utf16 { big_endian: false })
        }
        [0xFE, 0xFF, rest @ ..] => {
            (decode_utf16(rest, u16::from_be_bytes)?, Encoding::Utf16 { big_endian: true })
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => (decode_utf8(rest)?, Encoding::Utf8 { bom: true }),
        all => (decode_utf8(all)?, Encoding::Utf8 { bom: false }),
    };
    match text.find('\0') {
        Some(offset) => Err(DecodeError::ZeroByte { line: line_of(&text.as_bytes()[..offset]) }),
        None => Ok((text, encoding)),
    }
}

/// The bytes of a text as its file had them: the same encoding, the same mark.
#[must_use]
pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let marked = |unit: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(unit).collect()
    };
    match encoding {
        Encoding::Utf8 { bom: false } => text.as_bytes().to_vec(),
        Encoding::Utf8 { bom: true } => [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
        Encoding::Utf16 { big_endian: false } => marked(u16::to_le_bytes),
        Encoding::Utf16 { big_endian: true } => marked(u16::to_be_bytes),
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<String, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let offset = error.valid_up_to();
            Err(DecodeError::NotUtf8 { byte: bytes[offset], line: line_of(&bytes[..offset]) })
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    if !bytes.len().is_multiple_of(2) {
        return Err(DecodeError::BadUtf16);
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| DecodeError::BadUtf16)
}

fn line_of(before: &[u8]) -> usize {
    1 + line_ends(before).count()
}

/// The bytes that follow line ends: `\n`, `\r\n`, or a lone `\r`, which YAML reads too.
fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let ends = |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..bytes.len()).filter(ends).map(|at| at + 1)
}

/// One text.
#[derive(Debug)]
pub struct Source {
    name: String,
    path: String,
    text: Cow<'static, str>,
    encoding: Encoding,
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// The name shown to people, `reponses/technique.yaml` or `sdet@4.1/technique.yaml`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path inside the folder it was read from, `/`-separated.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, without byte order mark, line ends as they were.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file was encoded.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts
            .get_or_init(|| std::iter::once(0).chain(line_ends(self.text.as_bytes())).collect())
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_starts().partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts()[line - 1];
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The bytes of a line (from 1) without its line end; empty past the last one.
    #[must_use]
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let Some(start) = line.checked_sub(1).and_then(|at| starts.get(at)) else {
            return self.text.len()..self.text.len();
        };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        let kept = self.text[*start..end].trim_end_matches(['\n', '\r']).len();
        *start..start + kept
    }
}

/// Every text of a run.
#[derive(Debug, Default)]
pub struct SourceSet {
    sources: Vec<Source>,
}

impl SourceSet {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text already decoded.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        path: impl Into<String>,
        text: impl Into<Cow<'static, str>>,
        encoding: Encoding,
    ) -> SourceId {
        self.sources.push(Source {
            name: name.into(),
            path: path.into(),
            text: text.into(),
            encoding,
            line_starts: OnceLock::new(),
        });
        SourceId(self.sources.len() - 1)
    }

    /// Adds a text under one name, as the tests and the built-in grids do.
    pub fn add_text(&mut self, name: &str, text: &str) -> SourceId {
        let encoding = Encoding::Utf8 { bom: false };
        self.add(name, name, text.to_owned(), encoding)
    }

    /// The text of a number given by this set.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    /// The text under a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.start..span.end).unwrap_or_default()
    }
}

/// The text with `\n` line ends only: what hashes are taken over.
#[must_use]
pub fn with_lf(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text_and_the_same_bytes_back() {
        let text = "clé: « été »\n";
        let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
        };
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8 { bom: false }),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8 { bom: true }),
            (utf16(u16::to_le_bytes, [0xFF, 0xFE]), Encoding::Utf16 { big_endian: false }),
            (utf16(u16::to_be_bytes, [0xFE, 0xFF]), Encoding::Utf16 { big_endian: true }),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes), Ok((text.into(), encoding)));
            assert_eq!(encode(text, encoding), bytes);
        }
    }

    #[test]
    fn names_the_first_bad_byte_and_its_line() {
        let error = decode(b"a: b\nc: \xE9t\xE9\n");
        assert_eq!(error, Err(DecodeError::NotUtf8 { byte: 0xE9, line: 2 }));
        assert_eq!(decode(b"a\n\0"), Err(DecodeError::ZeroByte { line: 2 }));
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(DecodeError::BadUtf16));
        let large = vec![b'a'; MAX_FILE_BYTES + 1];
        assert!(matches!(decode(&large), Err(DecodeError::TooLarge { .. })));
    }

    #[test]
    fn columns_count_characters_and_lines_survive_crlf() {
        let mut set = SourceSet::new();
        let id = set.add_text("a.yaml", "é: à\r\nbb: ç\n");
        let source = set.get(id);
        let offset = source.text().find('ç').unwrap();
        assert_eq!(source.position(offset), Position { line: 2, column: 5 });
        assert_eq!(&source.text()[source.line_range(1)], "é: à");
        let old = set.add_text("b.yaml", "a\rb\rc");
        assert_eq!(set.get(old).position(4), Position { line: 3, column: 1 });
        let source = set.get(id);
        assert_eq!(source.line_range(9), source.text().len()..source.text().len());
    }
}
