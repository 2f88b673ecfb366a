//! Tables whose columns say the text and its level.

use smol_str::SmolStr;

use super::blocks::BlockText;
use super::labels::Label;
use super::lexicon::{Class, Force, Lexicon};
use super::spelling::fold_into;
use super::tokens::{Token, Tokens};
use crate::words::{Confidence, Modality};

/// What the header of a table says of its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    level: Option<usize>,
    text: Option<usize>,
    /// The level of the row above, for merged cells.
    above: Option<Level>,
}

/// The level that a cell states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Level {
    Binding(Label),
    /// « Optionnel ».
    Option(SmolStr),
}

/// A row: its text cell, and its level.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) text: Option<usize>,
    /// The cells that state a level.
    pub(super) levels: Vec<usize>,
    pub(super) level: Option<Level>,
    /// Whether the level is that of the row above.
    pub(super) merged: bool,
    /// Whether two cells state different levels.
    pub(super) clash: bool,
}

impl Columns {
    /// Reads a header.
    pub(super) fn header(cells: &[BlockText], tokens: &mut Tokens) -> Self {
        let mut columns = Self::default();
        for (at, cell) in cells.iter().enumerate() {
            tokens.read(&cell.text, false);
            let words = tokens.list.iter().filter(|token| token.is_word()).count();
            let has = |class| {
                tokens
                    .list
                    .iter()
                    .any(|token: &Token| token.word != 0 && token.classes().has(class))
            };
            if words == 0 || words > 5 {
                continue;
            }
            // « Exigence » heads either column; « Niveau d'exigence » only one.
            if has(Class::LevelColumn) && (words > 1 || !has(Class::TextColumn)) {
                columns.level = columns.level.or(Some(at));
            } else if has(Class::TextColumn) {
                columns.text = columns.text.or(Some(at));
            }
        }
        columns
    }

    /// Sorts out the cells of a row.
    pub(super) fn row(&mut self, cells: &[BlockText], tokens: &mut Tokens) -> Row {
        let levels: Vec<Option<Level>> = cells.iter().map(|cell| level(cell, tokens)).collect();
        let stated = self.level.and_then(|at| levels.get(at).cloned().flatten());
        let found = stated.or_else(|| levels.iter().flatten().next().cloned());
        let clash = levels
            .iter()
            .flatten()
            .any(|other| found.as_ref().is_some_and(|found| strength(found) != strength(other)));
        let blank = self.level.is_some_and(|at| cells.get(at).is_some_and(BlockText::is_blank));
        let merged = found.is_none() && blank && self.above.is_some();
        let level = if merged { self.above.clone() } else { found };
        self.above.clone_from(&level);
        let longest = (0..cells.len())
            .filter(|at| levels[*at].is_none())
            .max_by_key(|at| (cells[*at].text.len(), std::cmp::Reverse(*at)));
        let text = self.text.filter(|at| *at < cells.len() && levels[*at].is_none()).or(longest);
        let stating = (0..cells.len()).filter(|at| levels[*at].is_some()).collect();
        Row { text: level.as_ref().and(text), levels: stating, level, merged, clash }
    }
}

fn strength(level: &Level) -> Option<Modality> {
    match level {
        Level::Binding(label) => Some(label.modality),
        Level::Option(_) => None,
    }
}

/// The level that a cell states, if it says nothing else.
fn level(cell: &BlockText, tokens: &mut Tokens) -> Option<Level> {
    let text = cell.text.trim();
    if text.is_empty() || text.len() > 40 || !Lexicon::get().may_state_level(text.as_bytes()) {
        return None;
    }
    tokens.read(text, false);
    let words: Vec<&Token> = tokens.list.iter().filter(|token| token.is_word()).collect();
    if words.len() > 4 {
        return None;
    }
    let denied = words.iter().any(|token| {
        let mut word = String::new();
        text[token.start..token.end].chars().for_each(|c| fold_into(c, &mut word));
        matches!(word.as_str(), "ne" | "non" | "pas" | "not")
    });
    let sense = words.iter().find_map(|token| {
        let word = Lexicon::get().word(token.word);
        word.senses.iter().find(|sense| sense.class == Class::Level).copied()
    })?;
    let modality = match sense.force {
        Force::Binding(Modality::Must) if denied => Modality::MustNot,
        Force::Binding(Modality::Should) if denied => Modality::ShouldNot,
        Force::Binding(modality) => modality,
        Force::Permitted | Force::Exempt | Force::Past | Force::Wish => {
            return Some(Level::Option(text.into()));
        }
    };
    Some(Level::Binding(Label { modality, confidence: Confidence::High, word: text.into() }))
}
