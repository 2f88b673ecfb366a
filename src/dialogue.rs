//! Answering one question after another: plain lines in and out, so that a screen reader reads
//! them in order and a pipe can drive them. Nothing here reads, prints nor writes: [`Dialogue`]
//! takes a line and gives what to show, and what to save before the next one.

mod ask;
mod find;
mod show;

use std::collections::BTreeSet;

use crate::answers::record::{Wish, record};
use crate::answers::{Answer, Bound, Project};
use crate::grid::{Grid, Statement};
use crate::words::{Level, Status, Vocabulary, fr, quoted};
use crate::yaml::record::{Record, compacted};
use ask::{Ask, after, ask};
use show::{BEGUN_DROPPED, paragraph};

/// Which statements are asked.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Axes kept; empty: all.
    pub axes: Vec<String>,
    /// Requirements only.
    pub requirements: bool,
    /// Those whose former answer a change of grid put aside, instead of those still open.
    pub to_review: bool,
}

/// What a line leads to.
#[derive(Debug, Default)]
pub struct Turn {
    /// What to show.
    pub text: String,
    /// What to save before anything else.
    pub save: Option<Wish>,
    /// Whether the dialogue is over.
    pub end: bool,
}

/// A statement with its answer as it is now.
#[derive(Debug)]
struct Item<'g> {
    statement: &'g Statement,
    axis: &'g str,
    record: Record,
    old: Vec<Old>,
}

/// An answer put aside.
#[derive(Debug)]
struct Old {
    /// « TEC-004 (sdet@4.1) ».
    from: String,
    record: Record,
}

/// A conversation under way.
#[derive(Debug)]
pub struct Dialogue<'g> {
    title: String,
    items: Vec<Item<'g>>,
    /// The items to ask, and how far they were.
    queue: Vec<usize>,
    at: usize,
    /// What is asked of the current item.
    field: String,
    /// Where the person was before: item, field.
    trail: Vec<(usize, String)>,
    /// The beginning of a text of several lines.
    begun: String,
    /// What the last search found.
    found: Vec<usize>,
    /// The statements of which something was saved.
    given: BTreeSet<usize>,
}

/// The first field of every statement.
const STATUS: &str = "statut";

impl<'g> Dialogue<'g> {
    /// A conversation on the statements that concern a project.
    #[must_use]
    pub fn new(grid: &'g Grid, project: &Project, bound: &Bound, choice: &Choice) -> Self {
        let concerned = grid.statements.iter().enumerate().filter(|(_, one)| project.concerns(one));
        let items: Vec<Item<'g>> = concerned
            .map(|(at, statement)| Item {
                statement,
                axis: &grid.head.axes[statement.axis].title,
                record: bound.answer(at).map(record).unwrap_or_default(),
                old: bound.answer(at).map(old_answers).unwrap_or_default(),
            })
            .collect();
        let asked = |item: &&Item<'_>| {
            let axis = &grid.head.axes[item.statement.axis].id;
            let in_axis = choice.axes.is_empty() || choice.axes.contains(axis);
            let of_level = !choice.requirements || item.statement.level() == Level::Requirement;
            let open = match choice.to_review {
                true => !item.old.is_empty(),
                false => item.is_open(),
            };
            in_axis && of_level && open
        };
        let queue = items.iter().enumerate().filter(|(_, item)| asked(item)).map(|(at, _)| at);
        let queue = queue.collect();
        Self {
            title: project.title.value.clone(),
            items,
            queue,
            at: 0,
            field: STATUS.into(),
            trail: Vec::new(),
            begun: String::new(),
            found: Vec::new(),
            given: BTreeSet::new(),
        }
    }

    /// What is said first; over at once where there is nothing to ask.
    #[must_use]
    pub fn open(&self) -> Turn {
        if self.queue.is_empty() {
            return Turn { text: self.nothing_left(), end: true, ..Turn::default() };
        }
        let text = format!("{}\n{}", self.greeting(), self.question());
        Turn { text, ..Turn::default() }
    }

    /// Takes a line.
    #[must_use]
    pub fn hear(&mut self, line: &str) -> Turn {
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(command) = self.command(line.trim()) {
            return self.obey(&command);
        }
        let literal = line.trim_start().strip_prefix("//").map(|rest| format!("/{rest}"));
        let line = literal.as_deref().unwrap_or(line);
        if let Some(begun) = line.strip_suffix('\\') {
            self.begun.push_str(begun.trim_end());
            self.begun.push('\n');
            return Turn { text: fr("Suite du texte :\n"), ..Turn::default() };
        }
        let line = std::mem::take(&mut self.begun) + line;
        self.reply(&line)
    }

    /// Tells that what was to be saved is.
    #[must_use]
    pub fn saved(&mut self, wish: &Wish) -> Turn {
        let at = self.queue[self.at];
        self.given.insert(at);
        let item = &mut self.items[at];
        item.record = compacted(&wish.after);
        if wish.forget_old {
            item.old.clear();
        }
        self.advance(true)
    }

    /// Tells that the answer changed in its file in between, and is now this one: it is asked
    /// again.
    #[must_use]
    pub fn changed(&mut self, answer: Option<&Answer>) -> Turn {
        let at = self.queue[self.at];
        let item = &mut self.items[at];
        item.record = answer.map(record).unwrap_or_default();
        item.old = answer.map(old_answers).unwrap_or_default();
        self.field = STATUS.into();
        let text = paragraph(
            "",
            "Cette réponse vient de changer dans son fichier : elle est relue, et votre réponse n'a pas été enregistrée.",
        );
        Turn { text: format!("{text}\n{}", self.question()), ..Turn::default() }
    }

    /// What is said of a line that is no text, and the question again.
    #[must_use]
    pub fn unreadable(&self) -> Turn {
        let text = paragraph(
            "",
            "Cette ligne n'est pas en UTF-8, ou elle est trop longue : elle n'a pas été lue.",
        );
        Turn { text: text + &self.prompt(), ..Turn::default() }
    }

    /// What is said when the lines come to an end.
    #[must_use]
    pub fn interrupted(&self) -> String {
        self.farewell("Fin de la saisie.")
    }

    fn item(&self) -> &Item<'g> {
        &self.items[self.queue[self.at]]
    }

    fn reply(&mut self, line: &str) -> Turn {
        if !self.found.is_empty() && self.field == STATUS {
            let chosen = line.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            if let Some(at) = chosen.and_then(|at| self.found.get(at).copied()) {
                return self.go(at);
            }
            self.found.clear();
            if line.trim().is_empty() {
                return Turn { text: self.question(), ..Turn::default() };
            }
        }
        let field = self.field.clone();
        let ask = self.ask();
        let item = self.item();
        match ask.read(line, item) {
            Ok(None) => self.advance(false),
            Ok(Some(said)) => {
                let mut wish = Wish {
                    id: item.statement.id.clone(),
                    before: item.record.clone(),
                    after: item.record.clone(),
                    forget_old: false,
                };
                said.put(&field, &mut wish);
                if wish.before == wish.after && !wish.forget_old {
                    return self.advance(true);
                }
                Turn { save: Some(wish), ..Turn::default() }
            }
            Err(complaint) => Turn { text: complaint + &self.prompt(), ..Turn::default() },
        }
    }

    fn ask(&self) -> Ask {
        ask(&self.field, self.item())
    }

    /// Goes on to what the answer calls for, else to the next statement.
    fn advance(&mut self, saved: bool) -> Turn {
        let at = self.queue[self.at];
        let next = after(&self.field, &self.items[at]);
        self.trail.push((at, self.field.clone()));
        let said = if saved { fr("Enregistré.\n") } else { String::new() };
        match next {
            Some(field) => {
                self.field = field;
                Turn { text: said + &self.prompt(), ..Turn::default() }
            }
            None => {
                let turn = self.next_item();
                Turn { text: format!("{said}\n{}", turn.text), ..turn }
            }
        }
    }

    fn next_item(&mut self) -> Turn {
        self.field = STATUS.into();
        if self.at + 1 < self.queue.len() {
            self.at += 1;
            return Turn { text: self.question(), ..Turn::default() };
        }
        Turn { text: self.farewell("C'était le dernier énoncé."), end: true, ..Turn::default() }
    }

    /// Goes to a statement, asked or not, then goes on with those that were left.
    fn go(&mut self, item: usize) -> Turn {
        self.found.clear();
        self.trail.push((self.queue[self.at], self.field.clone()));
        match self.queue.iter().position(|at| *at == item) {
            Some(at) => self.at = at,
            None => self.queue.insert(self.at, item),
        }
        self.field = STATUS.into();
        Turn { text: self.question(), ..Turn::default() }
    }

    /// Goes back to what was asked before.
    fn back(&mut self) -> Turn {
        let Some((item, field)) = self.trail.pop() else {
            let text = fr("C'est le premier énoncé : rien avant lui.\n") + &self.prompt();
            return Turn { text, ..Turn::default() };
        };
        match self.queue.iter().position(|at| *at == item) {
            Some(at) => self.at = at,
            None => self.queue.insert(self.at, item),
        }
        let text = match field.as_str() {
            STATUS => {
                self.field = STATUS.into();
                self.question()
            }
            _ => {
                self.field = field;
                self.prompt()
            }
        };
        Turn { text, ..Turn::default() }
    }

    fn obey(&mut self, command: &Command) -> Turn {
        let show = |text: String| Turn { text, ..Turn::default() };
        let turn = match command {
            Command::Back => self.back(),
            Command::Skip => {
                self.trail.push((self.queue[self.at], self.field.clone()));
                let turn = self.next_item();
                Turn { text: format!("\n{}", turn.text), ..turn }
            }
            Command::Quit => {
                Turn { text: self.farewell("À bientôt."), end: true, ..Turn::default() }
            }
            Command::Help => show(Self::help() + &self.prompt()),
            Command::Again => show(self.question()),
            Command::Erase => self.erase(),
            Command::Search(words) => self.search(words),
            Command::Unknown(word) => show(
                paragraph(
                    "Commande inconnue : ",
                    &format!(
                        "{}. « ? » donne la liste ; un texte qui commence par « / » s'écrit avec « // ».",
                        quoted(word)
                    ),
                ) + &self.prompt(),
            ),
        };
        if turn.end || std::mem::take(&mut self.begun).is_empty() {
            return turn;
        }
        let dropped = paragraph("", BEGUN_DROPPED);
        Turn { text: format!("{dropped}\n{}", turn.text.trim_start_matches('\n')), ..turn }
    }

    fn erase(&mut self) -> Turn {
        let item = self.item();
        let mut after = item.record.clone();
        if after.remove(&self.field).is_none() {
            let text = fr("Il n'y a rien à effacer ici.\n") + &self.prompt();
            return Turn { text, ..Turn::default() };
        }
        if let Some(complaint) = ask::left_alone(&after) {
            return Turn { text: complaint + &self.prompt(), ..Turn::default() };
        }
        let wish = Wish {
            id: item.statement.id.clone(),
            before: item.record.clone(),
            after,
            forget_old: false,
        };
        Turn { save: Some(wish), ..Turn::default() }
    }

    fn command(&self, line: &str) -> Option<Command> {
        // No answer is a single one of these letters: whoever types one wants to move.
        let short = match line {
            "r" | "R" => Some(Command::Back),
            "s" | "S" => Some(Command::Skip),
            "q" | "Q" => Some(Command::Quit),
            "?" => Some(Command::Help),
            _ => None,
        };
        if short.is_some() && self.begun.is_empty() {
            return short;
        }
        let rest = line.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
        let (word, words) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(match crate::words::fold(word).as_str() {
            "r" | "retour" => Command::Back,
            "s" | "suivant" | "p" | "passer" => Command::Skip,
            "q" | "quitter" => Command::Quit,
            "?" | "aide" => Command::Help,
            "l" | "lire" => Command::Again,
            "e" | "effacer" => Command::Erase,
            "c" | "chercher" => Command::Search(words.trim().to_owned()),
            _ => Command::Unknown(format!("/{word}")),
        })
    }
}

/// What is asked of the dialogue itself.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Back,
    Skip,
    Quit,
    Help,
    Again,
    Erase,
    Search(String),
    Unknown(String),
}

impl Item<'_> {
    fn status(&self) -> Option<Status> {
        self.record.get(STATUS).and_then(|key| Status::read(key))
    }

    /// Whether a reason is called for: « sans objet » and « partiel » always, a recommendation
    /// that is not followed.
    fn calls_for_reason(&self) -> bool {
        match self.status() {
            Some(Status::NotApplicable | Status::Partial) => true,
            Some(Status::NonCompliant) => self.statement.level() == Level::Recommendation,
            Some(Status::Compliant | Status::ToAssess) | None => false,
        }
    }

    /// Whether something is still to answer: the status, or the reason it calls for.
    fn is_open(&self) -> bool {
        let to_assess = matches!(self.status(), None | Some(Status::ToAssess));
        to_assess || (self.calls_for_reason() && !self.record.contains_key("justification"))
    }
}

fn old_answers(answer: &Answer) -> Vec<Old> {
    let one = |old: &crate::answers::OldAnswer| Old {
        from: format!("{} ({})", old.answer.id, old.grid),
        record: record(&old.answer),
    };
    answer.old.iter().map(one).collect()
}
