//! Several texts read at the same time.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

use super::Reading;
use super::tree::{Node, read_text};
use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, SourceSet};

/// The most texts read at the same time, which bounds the memory their trees take: a grid has four
/// axes.
const MAX_TOGETHER: usize = 4;

/// How many bytes a thread should have to read for it to be worth its start.
const WORTH_A_THREAD: usize = 16 * 1024;

/// Hands the trees of several texts out, in the order of the texts, each with its number there and
/// whether something was wrong in it, which was noted: the same as reading one after the other, and
/// sooner.
pub fn read_each<'a>(
    files: &[SourceId],
    cx: &mut Reading<'a>,
    mut take: impl FnMut(usize, &Node<'a>, bool, &mut Reading<'a>),
) {
    for (batch, files) in files.chunks(MAX_TOGETHER).enumerate() {
        for (at, (node, found)) in read_together(files, cx.sources).into_iter().enumerate() {
            let faulty = found.has_errors();
            cx.diagnostics.append(found);
            take(batch * MAX_TOGETHER + at, &node, faulty, cx);
        }
    }
}

fn read_together<'a>(files: &[SourceId], sources: &'a SourceSet) -> Vec<(Node<'a>, Diagnostics)> {
    let bytes: usize = files.iter().map(|file| sources.get(*file).text().len()).sum();
    let threads = files.len().min(bytes / WORTH_A_THREAD);
    let next = AtomicUsize::new(0);
    // Whoever is free takes the next text, so that a long one keeps nobody waiting.
    let work = || {
        let mut trees = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else {
                return trees;
            };
            trees.push((at, read_alone(*file, sources)));
        }
    };
    let mut trees = thread::scope(|scope| {
        // Where the system has no thread to give, the caller reads all.
        let start = |_| Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(start).collect();
        let mut trees = work();
        for other in others {
            trees.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        trees
    });
    trees.sort_by_key(|(at, _)| *at);
    trees.into_iter().map(|(_, tree)| tree).collect()
}

fn read_alone(file: SourceId, sources: &SourceSet) -> (Node<'_>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources, diagnostics: &mut diagnostics };
    let node = read_text(file, sources.get(file).text(), &mut cx);
    (node, diagnostics)
}
