//! Paths as users write them, brought to one form and kept inside the project.

use unicode_normalization::UnicodeNormalization;

/// Where a written path leads, before any look at the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Inside the project: the path, `/`-separated, without `.` nor `..`.
    Inside(String),
    /// Out of it: absolute, with a drive letter, or climbing too high.
    Outside,
    /// On the network.
    Address,
}

/// Where a path leads; `\` and `/` are the same.
#[must_use]
pub fn place_of(written: &str) -> Place {
    let path = written.trim().replace('\\', "/");
    let lower = path.to_ascii_lowercase();
    if ["http://", "https://", "ftp://", "mailto:", "www."]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
    {
        return Place::Address;
    }
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') || drive || lower.starts_with("file:") {
        return Place::Outside;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Place::Outside;
                }
            }
            name => parts.push(name),
        }
    }
    Place::Inside(parts.join("/"))
}

/// A path in the composed Unicode form: « é » in one character or two is the same name.
#[must_use]
pub fn composed(path: &str) -> String {
    path.nfc().collect()
}

/// Whether Windows refuses a path: a device name, a forbidden character, a final dot or space.
#[must_use]
pub(super) fn refused_by_windows(path: &str) -> bool {
    let device = |stem: &str| {
        let stem = stem.to_ascii_uppercase();
        let numbered = |prefix| {
            stem.strip_prefix(prefix).is_some_and(|rest: &str| {
                rest.len() == 1 && rest != "0" && rest.bytes().all(|b| b.is_ascii_digit())
            })
        };
        matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
    };
    path.split('/').any(|part| {
        device(part.split('.').next().unwrap_or_default())
            || part.ends_with(['.', ' '])
            || part.contains(['<', '>', ':', '"', '|', '?', '*'])
            || part.chars().any(char::is_control)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_whatever_the_slash() {
        let inside = |path: &str| Place::Inside(path.into());
        assert_eq!(place_of("preuves\\aaf.pdf"), inside("preuves/aaf.pdf"));
        assert_eq!(place_of("./preuves//a/../b.pdf"), inside("preuves/b.pdf"));
        for path in [
            "/etc/passwd",
            "C:\\Users\\a.pdf",
            "c:a.pdf",
            "\\\\srv\\p\\a",
            "../a",
            "a/../../b",
            "file:///a",
        ] {
            assert_eq!(place_of(path), Place::Outside, "{path}");
        }
        assert_eq!(place_of("HTTPS://exemple.fr/a.pdf"), Place::Address);
        assert_eq!(place_of("www.exemple.fr/a.pdf"), Place::Address);
    }

    #[test]
    fn names_that_windows_refuses_are_known() {
        for path in ["preuves/CON", "nul.pdf", "preuves/com1.txt", "a./b", "a /b", "a?.pdf", "a:b"]
        {
            assert!(refused_by_windows(path), "{path}");
        }
        for path in ["preuves/console.pdf", "com0.pdf", "comité.pdf", "a.b.pdf"] {
            assert!(!refused_by_windows(path), "{path}");
        }
    }
}
