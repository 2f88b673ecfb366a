//! The mark that an export leaves on each row: what the row said then, so that what changed since
//! can be told, on either side.

use sha2::{Digest, Sha256};

use super::Record;
use crate::words::hexadecimal;

/// The mark of a row. It protects from accidents, not from a forger: what counts is always
/// compared with the grid and the project themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where the row comes from: the kind of table, its project or its grid.
    pub origin: String,
    /// The identifier of its statement.
    pub id: String,
    /// What its fixed texts were.
    pub texts: String,
    /// What its answer was.
    pub state: String,
}

impl Mark {
    /// Reads a mark as it was written.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (origin, rest) = text.trim().split_once(':')?;
        let (rest, state) = rest.rsplit_once(':')?;
        let (id, texts) = rest.rsplit_once(':')?;
        let is_hash =
            |text: &str| text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let sound = is_hash(state) && is_hash(texts) && !id.is_empty();
        let known = origin.len() == LENGTH + 1 && origin.is_char_boundary(1);
        (sound && known && is_hash(&origin[1..])).then(|| Self {
            origin: origin.to_owned(),
            id: id.to_owned(),
            texts: texts.to_owned(),
            state: state.to_owned(),
        })
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}:{}:{}", self.origin, self.id, self.texts, self.state)
    }
}

/// Hexadecimal digits of a short fingerprint.
const LENGTH: usize = 12;

/// A short fingerprint of some texts, in their order.
pub fn short_hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    let bytes = hasher.finalize();
    hexadecimal(&bytes[..LENGTH / 2])
}

/// The fingerprint of what a row says.
#[must_use]
pub fn record_hash(record: &Record) -> String {
    short_hash(record.iter().flat_map(|(field, text)| [field.as_str(), text.as_str()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written_and_nothing_else_is_one() {
        let hash = short_hash(["a", "b"]);
        assert_ne!(hash, short_hash(["ab", ""]));
        let mark = Mark {
            origin: format!("p{hash}"),
            id: "TEC:4".into(),
            texts: hash.clone(),
            state: hash.clone(),
        };
        assert_eq!(Mark::read(&mark.to_string()), Some(mark.clone()));
        let odd = format!("é{}:A:{hash}:{hash}", &hash[1..]);
        for text in ["", "p:TEC-4", "TEC-004", odd.as_str(), "é:a:b:c"] {
            assert_eq!(Mark::read(text), None, "{text}");
        }
    }
}
