//! Tables whose columns give a text and its level.

use smol_str::SmolStr;

use super::DocumentReader;
use crate::extract::blocks::{BlockKind, BlockText};
use crate::extract::labels::Label;
use crate::extract::model::Aside;
use crate::extract::rows::{Columns, Level};
use crate::extract::verdict::stray;
use crate::extract::view::View;
use crate::extract::wording::{one_line, read_in};
use crate::words::{Confidence, Doubt, LeftOut};

impl DocumentReader<'_, '_> {
    /// Reads a row cell by cell.
    pub(super) fn table_row(&mut self, cells: &[BlockText], header: bool) {
        self.end_bare_list();
        let mut columns = std::mem::take(&mut self.columns);
        if header {
            self.columns = Columns::header(cells, &mut self.tokens);
            for cell in cells {
                self.cut(&cell.text);
                self.paragraph(BlockKind::Paragraph, cell);
            }
            return;
        }
        let row = columns.row(cells, &mut self.tokens);
        self.columns = columns;
        for (at, cell) in cells.iter().enumerate() {
            self.cut(&cell.text);
            if row.text.is_some() && row.levels.contains(&at) {
                self.level_cell(cell);
                continue;
            }
            if row.text != Some(at) {
                self.paragraph(BlockKind::Paragraph, cell);
                continue;
            }
            match &row.level {
                Some(Level::Option(word)) => self.optional(cell, word),
                Some(Level::Binding(label)) => self.levelled(cell, label, row.merged, row.clash),
                None => self.paragraph(BlockKind::Paragraph, cell),
            }
        }
        self.settle();
        self.label = None;
    }

    /// A cell that states the level of its row.
    fn level_cell(&mut self, cell: &BlockText) {
        let view = View::new(&cell.text, &self.tokens.list);
        let Some(at) = stray(&view) else { return };
        let word = view.raw(at).into();
        let place = self.place(cell, 0, cell.text.len());
        let text = read_in(self.excerpt(place), &cell.text, one_line);
        self.out.left_out.push(Aside { place, text, word, why: LeftOut::LevelCell });
    }

    /// The text of a row whose level is « optionnel ».
    fn optional(&mut self, cell: &BlockText, word: &SmolStr) {
        let place = self.place(cell, 0, cell.text.len());
        let text = read_in(self.excerpt(place), &cell.text, one_line);
        self.out.left_out.push(Aside { place, text, word: word.clone(), why: LeftOut::Permission });
    }

    /// The text of a row with its level: its first sentence takes it.
    fn levelled(&mut self, cell: &BlockText, label: &Label, merged: bool, clash: bool) {
        let mut label = label.clone();
        if merged || clash {
            label.confidence = Confidence::Low;
        }
        let before = self.out.candidates.len();
        self.label = Some(label.clone());
        self.levelled = true;
        self.paragraph(BlockKind::Paragraph, cell);
        self.levelled = false;
        self.settle();
        for candidate in self.out.candidates[before..].iter_mut().filter(|_| clash) {
            candidate.doubts.push(Doubt::LevelClash);
            candidate.confidence = Confidence::Low;
        }
        if !merged && !clash {
            // The column says it in so many words.
            let named =
                self.out.candidates[before..].iter_mut().filter(|one| one.word == label.word);
            named.for_each(|one| one.confidence = Confidence::High);
        }
    }
}
