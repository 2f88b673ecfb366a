//! Versions of grids: `4.1 < 4.1-r2 < 4.2`, and `4.10 > 4.9`.

use std::cmp::Ordering;
use std::fmt;

/// A version of two or three numbers, and the revision of our grid for the same document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Version {
    numbers: Vec<u16>,
    /// 1 for the first grid of a document, written without suffix.
    revision: u16,
}

impl Version {
    /// Reads « 4.1 », « 4.1-r2 », « 5.0.1 ».
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (base, revision) = match text.split_once("-r") {
            Some((base, revision)) => (base, number(revision).filter(|n| *n >= 2)?),
            None => (text, 1),
        };
        let numbers: Vec<u16> = base.split('.').map(number).collect::<Option<_>>()?;
        (2..=3).contains(&numbers.len()).then_some(Self { numbers, revision })
    }

    /// The version without its revision: that of the document.
    #[must_use]
    pub fn base(&self) -> Self {
        Self { numbers: self.numbers.clone(), revision: 1 }
    }

    /// The next revision of our grid for the same document.
    #[must_use]
    pub fn next_revision(&self) -> Self {
        Self { numbers: self.numbers.clone(), revision: self.revision.saturating_add(1) }
    }
}

/// A number of one to four digits without leading zero.
fn number(text: &str) -> Option<u16> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    if digits && !padded { text.parse().ok() } else { None }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then(self.revision.cmp(&other.revision))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.numbers.iter().map(u16::to_string).collect();
        out.write_str(&numbers.join("."))?;
        match self.revision {
            1 => Ok(()),
            revision => write!(out, "-r{revision}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers_then_their_revision() {
        let ordered = ["3.0", "4.1", "4.1-r2", "4.1-r10", "4.1.1", "4.2", "4.9", "4.10", "10.0"];
        let versions: Vec<Version> =
            ordered.iter().filter_map(|text| Version::parse(text)).collect();
        assert_eq!(versions.len(), ordered.len());
        assert!(versions.is_sorted());
        for (version, text) in versions.iter().zip(ordered) {
            assert_eq!(version.to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_not_a_version() {
        for text in ["", "4", "v4.1", "4.1-r1", "4.01", "4.", "4.1-r", "4.1.2.3", "4,1", "4.12345"]
        {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
