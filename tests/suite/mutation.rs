//! Documents bent out of shape, for the tests that must survive them.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::support::{asked, root};

/// One change to the bytes of a document; positions are taken modulo its length.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Drop(usize, usize),
    Double(usize, usize),
    Swap(usize, usize),
    Put(usize, Vec<u8>),
    Nest(usize, u8, usize),
    Repeat(usize, usize, usize),
    Truncate(usize),
}

/// Pieces that YAML, encodings and this program treat specially.
const PIECES: &[&[u8]] = &[
    b"\t",
    b"- ",
    b": ",
    b" #",
    b"'",
    b"\"",
    b"|\n",
    b">-\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a",
    b"!!str ",
    b"---\n",
    b"...\n",
    b"%YAML 1.2\n",
    b"<<: ",
    b"? ",
    b"\r\n",
    b"\r",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xC2\xA0",
    b"\xE2\x80\x9C",
    b"\xE9",
    b"\0",
    b"\x1b[31m",
    b"\xE2\x80\xAE",
    b"<<<<<<< a\n",
    b"=======\n",
    b">>>>>>> b\n",
    b"\n",
    b"  ",
    b"reponses:\n",
    b"format: 99\n",
    b"TEC-001:\n",
    b"statut: conforme\n",
    b"2013-02-30",
    b"~",
    b"null",
    b"\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>;
    prop_oneof![
        (at(), 1..40_usize).prop_map(|(a, n)| Change::Drop(a, n)),
        (at(), 1..40_usize).prop_map(|(a, n)| Change::Double(a, n)),
        (at(), at()).prop_map(|(a, b)| Change::Swap(a, b)),
        (at(), prop::sample::select(PIECES)).prop_map(|(a, piece)| Change::Put(a, piece.to_vec())),
        (at(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(a, bytes)| Change::Put(a, bytes)),
        (at(), prop::sample::select(b"[{(".to_vec()), 1..200_usize)
            .prop_map(|(a, open, n)| Change::Nest(a, open, n)),
        (at(), 1..60_usize, 1..300_usize).prop_map(|(a, n, times)| Change::Repeat(a, n, times)),
        at().prop_map(Change::Truncate),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let length = bytes.len().max(1);
    let range = |at: usize, n: usize| {
        let start = at % length;
        start.min(bytes.len())..(start + n).min(bytes.len())
    };
    match change {
        Change::Drop(at, n) => {
            let range = range(*at, *n);
            bytes.drain(range);
        }
        Change::Double(at, n) => {
            let range = range(*at, *n);
            let piece = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, piece);
        }
        Change::Swap(a, b) if !bytes.is_empty() => bytes.swap(a % length, b % length),
        Change::Swap(..) => {}
        Change::Put(at, piece) => {
            let start = range(*at, 0).start;
            bytes.splice(start..start, piece.iter().copied());
        }
        Change::Nest(at, open, n) => {
            let start = range(*at, 0).start;
            bytes.splice(start..start, std::iter::repeat_n(*open, *n));
        }
        Change::Repeat(at, n, times) => {
            let range = range(*at, *n);
            let piece = bytes[range.clone()].repeat(*times);
            bytes.splice(range.end..range.end, piece);
        }
        Change::Truncate(at) => bytes.truncate(at % length),
    }
}

/// A healthy document of the repository with a few changes.
pub(crate) fn document() -> impl Strategy<Value = Vec<u8>> {
    bent(corpus())
}

/// One of these documents with a few changes.
pub(crate) fn bent(healthy: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let healthy = prop::sample::select(healthy);
    (healthy, prop::collection::vec(change(), 0..6)).prop_map(|(mut bytes, changes)| {
        for change in &changes {
            apply(&mut bytes, change);
        }
        bytes
    })
}

/// Every YAML file of the cases and examples, and the heads of the shipped grids.
fn corpus() -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    collect(&root().join("tests/cases"), &mut found);
    collect(&root().join("examples"), &mut found);
    collect(&root().join("grids"), &mut found);
    let head = |mut bytes: Vec<u8>| {
        bytes.truncate(6000);
        bytes
    };
    found.into_iter().map(head).collect()
}

fn collect(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(fs::read(path).expect("a document"));
        }
    }
}

/// How many documents to try: 1 000, or what `SDET_MUTATIONS` says.
pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: asked("SDET_MUTATIONS", 1_000),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
