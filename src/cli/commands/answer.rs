//! `repondre`: one question after another, each reply saved before the next question.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;

use crate::answers::Answer;
use crate::answers::record::{Wish, record};
use crate::cli::arguments::{FilterArgs, Repondre};
use crate::cli::session::{Opened, Session};
use crate::cli::{Exit, print, rewriting};
use crate::dialogue::{Choice, Dialogue};
use crate::files;

/// The longest line heard, in bytes.
const LONGEST: u64 = 64 * 1024;

pub(super) fn run(mut session: Session, asked: &Repondre) -> Exit {
    let Some(opened) = session.open(&asked.project) else {
        return session.stop();
    };
    let axes = FilterArgs { axes: asked.axes.clone(), ..FilterArgs::default() };
    let Some(filter) = session.filter(&axes, &opened.grid) else {
        return Exit::Usage;
    };
    let choice =
        Choice { axes: filter.axes, requirements: asked.exigences, to_review: asked.a_revoir };
    let dialogue = Dialogue::new(&opened.grid, &opened.project, &opened.bound, &choice);
    match talk(&session, dialogue, &asked.project) {
        Ok(exit) => exit,
        Err(stopped) => stopped.stop(),
    }
}

/// Goes on until there is nothing more to ask, or no more line to hear. An error while saving
/// ends it, with what must be said.
fn talk(
    session: &Session,
    mut dialogue: Dialogue<'_>,
    project: &Path,
) -> Result<Exit, Box<Session>> {
    let echo = !io::stdin().is_terminal();
    let mut turn = dialogue.open();
    loop {
        if let Some(wish) = turn.save.take() {
            turn = match save(session, project, &wish)? {
                Saved::Done => dialogue.saved(&wish),
                Saved::Changed(answer) => dialogue.changed(answer.as_deref()),
            };
            continue;
        }
        if print(&turn.text) != Exit::Done {
            return Ok(Exit::Io);
        }
        if turn.end {
            return Ok(Exit::Done);
        }
        if !echo {
            let _ = print("> ");
        }
        turn = match hear() {
            Heard::Line(line) => {
                if echo {
                    let _ = print(&format!("> {}\n", line.trim_end()));
                }
                dialogue.hear(&line)
            }
            Heard::Unreadable => dialogue.unreadable(),
            Heard::End => {
                return Ok(print(&format!("\n{}", dialogue.interrupted())));
            }
        };
    }
}

enum Heard {
    Line(String),
    Unreadable,
    End,
}

fn hear() -> Heard {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock();
    match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => return Heard::End,
        Ok(_) => {}
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == LONGEST {
        let _ = input.skip_until(b'\n');
        return Heard::Unreadable;
    }
    String::from_utf8(bytes).map_or(Heard::Unreadable, Heard::Line)
}

/// What became of a reply.
enum Saved {
    Done,
    /// The answer changed on disk in between, and is now this one.
    Changed(Option<Box<Answer>>),
}

/// Writes a reply in the files as they are now.
fn save(session: &Session, project: &Path, wish: &Wish) -> Result<Saved, Box<Session>> {
    let mut fresh = Box::new(session.again());
    let Some(opened) = fresh.open(project) else {
        return Err(fresh);
    };
    let answer = answer_of(&opened, &wish.id);
    if answer.map(record).unwrap_or_default() != wish.before {
        return Ok(Saved::Changed(answer.cloned().map(Box::new)));
    }
    let wishes = std::slice::from_ref(wish);
    let Some(changes) = rewriting::changes(&mut fresh, &opened, wishes) else {
        return Err(fresh);
    };
    match files::replace_all(&opened.files.folder, &changes) {
        Ok(()) => Ok(Saved::Done),
        Err(diagnostic) => {
            fresh.diagnostics.push(diagnostic);
            Err(fresh)
        }
    }
}

fn answer_of<'o>(opened: &'o Opened, id: &str) -> Option<&'o Answer> {
    opened.bound.answers.iter().find(|answer| answer.id == id)
}
