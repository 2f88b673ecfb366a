//! What a certification file holds: documents made in memory, pieces of evidence taken from the
//! project, and the hash of each. `files` writes it; nothing here touches the disk.

use sha2::{Digest, Sha256};

use crate::evidence::composed;
use crate::words::hexadecimal;

/// The list of hashes, which `sha256sum -c` reads.
pub const SUMS: &str = "SHA256SUMS";

/// A certification file, ready to be written.
#[derive(Debug)]
pub struct Bundle {
    /// Its members, sorted by name, each name once; the list of hashes is the last.
    pub members: Vec<Member>,
}

/// A file of the archive.
#[derive(Debug)]
pub struct Member {
    /// Its name in the archive, `/`-separated, relative, in the composed Unicode form.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// What a member holds.
#[derive(Debug)]
pub enum Content {
    /// A text made by the program.
    Text(String),
    /// A piece of evidence, copied from the project when the archive is written.
    Piece {
        /// Its path inside the project, as it is on disk.
        path: String,
        /// The hash it was judged on, which the copy is held to.
        sha256: String,
        /// Its size in bytes when it was judged.
        bytes: u64,
    },
}

/// A piece to take along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// Its path inside the project, as it is on disk.
    pub path: String,
    /// Its hash.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Bundle {
    /// Puts documents and pieces together, with their hashes.
    #[must_use]
    pub fn new(documents: Vec<(String, String)>, pieces: Vec<Piece>) -> Self {
        let texts =
            documents.into_iter().map(|(name, text)| Member { name, content: Content::Text(text) });
        let pieces = pieces.into_iter().map(|piece| Member {
            name: name_of(&piece.path),
            content: Content::Piece { path: piece.path, sha256: piece.sha256, bytes: piece.bytes },
        });
        let mut members: Vec<Member> = texts.chain(pieces).collect();
        members.sort_by(|a, b| a.name.cmp(&b.name));
        // Two Unicode forms of one name are one file.
        members.dedup_by(|a, b| a.name == b.name);
        let sums = members.iter().map(sum).collect();
        members.push(Member { name: SUMS.into(), content: Content::Text(sums) });
        Self { members }
    }
}

/// The folder of evidence, and where pieces kept elsewhere go: a piece never takes the name of a
/// document.
const EVIDENCE: &str = "preuves/";
const OTHERS: &str = "autres-pieces/";

/// The name of a piece in the archive.
fn name_of(path: &str) -> String {
    let name = composed(path);
    if name.starts_with(EVIDENCE) { name } else { format!("{OTHERS}{name}") }
}

/// A line of the list: the hash, two spaces, the name. A name with a line break or a backslash is
/// written as `sha256sum` reads it.
fn sum(member: &Member) -> String {
    let hash = match &member.content {
        Content::Text(text) => hash(text.as_bytes()),
        Content::Piece { sha256, .. } => sha256.clone(),
    };
    let escaped = member.name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    let mark = if escaped == member.name { "" } else { "\\" };
    format!("{mark}{hash}  {escaped}\n")
}

fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_once_each_and_summed() {
        let piece = |path: &str| Piece { path: path.into(), sha256: "0".repeat(64), bytes: 1 };
        let documents = vec![("b.md".into(), String::new()), ("a.md".into(), "a".into())];
        let pieces =
            vec![piece("preuves/e\u{301}.pdf"), piece("preuves/\u{e9}.pdf"), piece("a.md")];
        let bundle = Bundle::new(documents, pieces);
        let names: Vec<&str> = bundle.members.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["a.md", "autres-pieces/a.md", "b.md", "preuves/\u{e9}.pdf", SUMS]);
        let Some(Member { content: Content::Text(sums), .. }) = bundle.members.last() else {
            unreachable!("the list is a text")
        };
        // The hashes of « a » and of nothing, from any SHA-256.
        let lines: Vec<&str> = sums.lines().collect();
        assert_eq!(
            lines[0],
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.md"
        );
        assert_eq!(
            lines[2],
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.md"
        );
    }

    #[test]
    fn a_name_that_would_break_a_line_is_escaped() {
        let bundle = Bundle::new(vec![("a\nb".into(), String::new())], Vec::new());
        let Content::Text(sums) = &bundle.members[1].content else {
            unreachable!("the list is a text")
        };
        assert!(sums.starts_with("\\e3b0") && sums.ends_with("  a\\nb\n"), "{sums}");
    }
}
