//! What conversion from Word or PDF did to a text, undone before reading, positions kept.

mod characters;
mod joints;
mod lines;
mod map;
mod prose;
mod words;

use std::ops::Range;

pub(super) use map::Map;
pub(super) use prose::{Prose, STAND_IN};

use super::quiet::Quiet;
use super::recall::Recall;
use crate::words::LeftOut;
pub(super) use lines::is_numbered_title;
use lines::{Kind, Line};
use map::Writer;

/// A text made readable again.
#[derive(Debug)]
pub(super) struct Cleaned {
    /// Markdown without the damage.
    pub(super) text: String,
    /// From its bytes to those of the original.
    pub(super) map: Map,
    /// The paragraphs passed over, in order.
    pub(super) prose: Vec<Prose>,
    /// Lines that are no part of the running text.
    pub(super) removed: Vec<Removed>,
    /// Whether letters with accents were lost.
    pub(super) accents_lost: bool,
}

/// A line taken out: its bytes in the original, and what it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Removed {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) why: LeftOut,
}

/// What is wrong with the whole text, judged on its beginning.
#[derive(Debug, Clone, Copy, Default)]
struct Damage {
    /// « d un », « quil », « ladministration ».
    apostrophes_lost: bool,
    /// « Schma », « exig ».
    accents_lost: bool,
}

/// How much of a text is enough to know its damage.
const SAMPLE: usize = 64 * 1024;

/// A text whose lines are sorted out, and whose damage is known as a whole.
#[derive(Debug)]
pub(super) struct Sorted<'t> {
    text: &'t str,
    lines: Vec<Line>,
    damage: Damage,
}

impl<'t> Sorted<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let sample = &text[..text.floor_char_boundary(SAMPLE)];
        let damage = Damage {
            apostrophes_lost: words::apostrophes_lost(sample),
            accents_lost: words::accents_lost(sample),
        };
        Self { text, lines: lines::sort_out(text), damage }
    }

    /// Whether letters with accents were lost.
    pub(super) fn accents_lost(&self) -> bool {
        self.damage.accents_lost
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line.
    pub(super) fn bytes(&self, line: usize) -> Range<usize> {
        self.lines.get(line).map_or(self.text.len()..self.text.len(), |line| line.start..line.end)
    }

    /// The text of a line, if it is running text.
    pub(super) fn running(&self, line: usize) -> Option<&'t str> {
        let line = self.lines[line];
        (line.kind == Kind::Text).then(|| &self.text[line.content..line.end])
    }

    /// Whether a line is blank.
    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.lines[line].kind == Kind::Blank
    }

    /// Undoes the damage of a run of lines.
    pub(super) fn clean(&self, part: Range<usize>, known: &mut Recall<Quiet>) -> Cleaned {
        let (text, damage) = (self.text, self.damage);
        let lines = &self.lines[part];
        let bytes =
            lines.first().map_or(0, |first| first.start)..lines.last().map_or(0, |last| last.end);
        let may_pass =
            !damage.apostrophes_lost && !damage.accents_lost && !prose::hides(&text[bytes.clone()]);
        let mut writer = Writer::new(text, bytes);
        let mut removed = Vec::new();
        let mut passed: Vec<Prose> = Vec::new();
        let mut bullets = Bullets::default();
        let mut last: Option<usize> = None;
        // A line was taken out since the last one kept: the sentence may go on after it.
        let mut gap = false;
        let mut blanks = 0_usize;
        // Between « … : » and the next full stop, « …, » ends an item that lost its bullet.
        let mut listing = false;
        let mut next = 0;
        while let Some(line) = lines.get(next) {
            let at = next;
            next += 1;
            match line.kind {
                Kind::Blank => blanks += 1,
                Kind::Furniture | Kind::Contents => {
                    let contents = line.kind == Kind::Contents;
                    let why = if contents { LeftOut::Contents } else { LeftOut::Furniture };
                    removed.push(Removed { start: line.start, end: line.end, why });
                    gap = true;
                }
                Kind::Text | Kind::Bullet { .. } | Kind::Verbatim => {
                    let joint = match last {
                        Some(before) => {
                            let before = &lines[before];
                            listing = joints::lists(text, before, listing);
                            joints::joint(
                                text,
                                before,
                                line,
                                joints::Between { blanks, gap, listing },
                            )
                        }
                        None => joints::Joint::Break,
                    };
                    let plain = joint == joints::Joint::Break && !line.opens;
                    if !(plain && writer.copy_line_ends(line.start)) {
                        join(&mut writer, joint, blanks, line, last.is_some());
                    }
                    let apart = joint == joints::Joint::Break && (blanks > 0 || last.is_none());
                    if apart {
                        bullets.after_blank(line);
                    }
                    let quiet = if may_pass && apart && line.kind == Kind::Text {
                        prose::passed_over(text, &lines[at..], known)
                    } else {
                        None
                    };
                    if let Some((count, counts)) = quiet {
                        next = at + count;
                        let original = line.start..lines[next - 1].end;
                        passed.push(Prose { at: writer.len(), original: original.clone(), counts });
                        writer.replace(original.start, original.end, STAND_IN);
                    } else {
                        write_line(&mut writer, text, line, &mut bullets, damage, &mut removed);
                    }
                    last = Some(next - 1);
                    gap = false;
                    blanks = 0;
                }
            }
        }
        if last.is_some() {
            writer.insert("\n");
        }
        let (text, map) = writer.finish();
        Cleaned { text, map, prose: passed, removed, accents_lost: damage.accents_lost }
    }
}

fn join(writer: &mut Writer<'_>, joint: joints::Joint, blanks: usize, line: &Line, any: bool) {
    if !any {
        return;
    }
    match joint {
        joints::Joint::Word => writer.drop_last_hyphen(),
        joints::Joint::Compound => {}
        joints::Joint::Line => writer.insert("\n"),
        joints::Joint::Break if blanks > 0 || line.opens => writer.insert("\n\n"),
        joints::Joint::Break => writer.insert("\n"),
    }
}

/// The bullets met since the last paragraph, outermost first: their glyphs tell the levels.
#[derive(Debug, Default)]
struct Bullets {
    stack: Vec<char>,
}

impl Bullets {
    /// A paragraph after a blank line ends the lists of glyphs.
    fn after_blank(&mut self, line: &Line) {
        if !matches!(line.kind, Kind::Bullet { .. }) {
            self.stack.clear();
        }
    }

    fn depth(&mut self, glyph: char) -> usize {
        match self.stack.iter().position(|known| *known == glyph) {
            Some(at) => self.stack.truncate(at + 1),
            None if self.stack.len() < 8 => self.stack.push(glyph),
            None => {}
        }
        self.stack.len().saturating_sub(1)
    }
}

fn write_line(
    writer: &mut Writer<'_>,
    text: &str,
    line: &Line,
    bullets: &mut Bullets,
    damage: Damage,
    removed: &mut Vec<Removed>,
) {
    match line.kind {
        Kind::Verbatim => writer.copy(line.start, line.end),
        Kind::Bullet { glyph } => {
            let depth = bullets.depth(glyph);
            writer.skip_to(line.content);
            writer.insert(&"  ".repeat(depth));
            writer.insert("- ");
            characters::write(writer, text, line.content, line.end, damage, removed);
        }
        Kind::Text => characters::write(writer, text, line.content, line.end, damage, removed),
        Kind::Blank | Kind::Furniture | Kind::Contents => {}
    }
}

#[cfg(test)]
mod tests;
