//! Long texts read in parts, side by side. Where they are cut depends on the text alone, never on
//! the machine: the same text gives the same bytes everywhere.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::damage::Sorted;
use super::labels::is_label;
use super::quiet::SHORT;

/// About how long a part is, in bytes.
const PART: usize = 256 * 1024;

/// Cuts the lines of a text before titles, or failing that before paragraphs, where nothing that a
/// part says depends on the one before.
pub(super) fn cut(lines: &Sorted<'_>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut titles = Titles::default();
    if lines.bytes(lines.len()).end > 2 * PART {
        for at in 1..lines.len() {
            let Some(line) = lines.running(at) else { continue };
            let length = lines.bytes(at).start - lines.bytes(start).start;
            let title = titles.may_cut_before(line) && length >= PART;
            let prose = length >= 2 * PART && titles.are_none() && follows_prose(lines, at);
            if lines.is_blank(at - 1) && (title || prose) {
                parts.push(start..at);
                start = at;
            }
        }
    }
    parts.push(start..lines.len());
    parts
}

/// Whether a paragraph begins at a line, after another one that ends on a full stop and is no label.
fn follows_prose(lines: &Sorted<'_>, at: usize) -> bool {
    let begins = |line: usize| {
        let text = lines.running(line).unwrap_or_default();
        text.len() == lines.bytes(line).len() && text.starts_with(char::is_uppercase)
    };
    let Some(last) = (0..at).rev().find(|line| !lines.is_blank(*line)) else { return false };
    let mut first = last;
    while first > 0 && lines.running(first - 1).is_some() && !lines.is_blank(first - 1) {
        first -= 1;
    }
    let ends = lines.running(last).is_some_and(|text| text.trim_end().ends_with('.'));
    let long = lines.bytes(last).end - lines.bytes(first).start >= SHORT;
    let label = lines.running(first).is_none_or(may_be_label);
    begins(at) && begins(first) && ends && long && !label
}

/// What the lines before say of a title.
#[derive(Debug, Default)]
struct Titles {
    /// The level of a title whose label reaches the sections below it.
    label: Option<usize>,
    /// Whether a comment, a script or a style may still be open.
    hidden: bool,
    /// Whether a title that nobody marked as such may have such a label.
    unmarked: bool,
}

/// Whether a line begins like a label, marks and numbers aside: « **Exigences** », « 2. Règles », « R12 ».
fn may_be_label(line: &str) -> bool {
    let word = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let first = word.split(' ').next().unwrap_or_default();
    is_label(word) || first.bytes().any(|byte| byte.is_ascii_digit())
}

impl Titles {
    fn may_cut_before(&mut self, line: &str) -> bool {
        if !line.starts_with('#') {
            self.watch_html(line);
            let title = line.len() <= 200 && !line.ends_with(['.', ';', ':', ',', '!']);
            self.unmarked |= title && may_be_label(line);
            return false;
        }
        self.unmarked = false;
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 6 || line.as_bytes().get(level) != Some(&b' ') {
            return false;
        }
        if self.label.is_some_and(|label| level <= label) {
            self.label = None;
        }
        let free = self.label.is_none() && !self.hidden;
        if self.label.is_none() && is_label(&line[level..]) {
            self.label = Some(level);
        }
        free
    }

    /// Whether nothing above gives its strength to what follows.
    fn are_none(&self) -> bool {
        self.label.is_none() && !self.hidden && !self.unmarked
    }

    fn watch_html(&mut self, line: &str) {
        if self.hidden {
            let closed = ["-->", "</script>", "</style>"].iter().any(|close| line.contains(close));
            self.hidden = !closed;
        } else if memchr::memchr(b'<', line.as_bytes()).is_some()
            && (line.starts_with('<') || line.contains("<!--"))
        {
            let opens = ["<!--", "<script", "<style"].iter().any(|open| line.contains(open));
            self.hidden = opens && !line.contains("-->") && !line.contains("</");
        }
    }
}

/// Does some work on each part, on as many threads as the machine has, each with a memory of its
/// own that changes no result; the results in order.
pub(super) fn each<T: Send, M>(
    parts: &[Range<usize>],
    memory: impl Fn() -> M + Sync,
    work: impl Fn(&mut M, &Range<usize>) -> T + Sync,
) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(parts.len());
    if threads <= 1 {
        let mut memory = memory();
        return parts.iter().map(|part| work(&mut memory, part)).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(parts.len()));
    let run = || {
        let mut memory = memory();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(at) else { break };
            let result = work(&mut memory, part);
            if let Ok(mut done) = done.lock() {
                done.push((at, result));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(run);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_before_free_titles_only() {
        let prose = "Le service doit durer.\n\n".repeat(12_000);
        let text = format!(
            "# A\n\n{prose}# B\n\n```\n\n# C\n\n```\n\n{prose}## Exigences\n\n{prose}### D\n\n{prose}## E\n"
        );
        let sorted = Sorted::of(&text);
        let parts = cut(&sorted);
        let begins: Vec<&str> = parts.iter().map(|part| &text[sorted.bytes(part.start)]).collect();
        assert_eq!(begins, ["# A", "# B", "## Exigences", "## E"]);
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
        let lengths = each(&parts, || (), |(), part| part.len());
        assert_eq!(lengths.iter().sum::<usize>(), sorted.len());
    }
}
