//! One row: which statement it is, whether what must not change did not, what its cells say.

use std::collections::BTreeMap;

use super::super::Record;
use super::super::column::{Column, Content};
use super::super::likeness::alike;
use super::super::mark::{Mark, record_hash};
use super::super::raw::{Area, RawBook, RawCell};
use super::super::table::Table;
use super::super::typed::{Said, Surroundings, fitting, look, read};
use super::super::wording::side_by_side;
use super::{Changed, Comparison, Expected, FieldChange, Terms, stranger, text_shown};
use crate::diagnostic::{Cell, Code, Diagnostic, Diagnostics};
use crate::words::{counted, fold, quoted, shown};
use crate::yaml::record::compacted;
use crate::yaml::shape::Kind;

/// One row of a table.
pub(super) struct Line<'l, 'b> {
    pub(super) table: &'l Table<'b>,
    pub(super) row: u32,
    pub(super) cells: &'l BTreeMap<u32, RawCell>,
}

impl Line<'_, '_> {
    pub(super) fn text(&self, content: Content) -> String {
        let place = self.table.place_of(content);
        let cell = place.and_then(|at| self.cells.get(&at));
        cell.map(|cell| look(&cell.value).trim().to_owned()).unwrap_or_default()
    }

    pub(super) fn mark(&self) -> Option<Mark> {
        Mark::read(&self.text(Content::Mark))
    }

    fn place(&self, content: Content) -> u32 {
        self.table.place_of(content).unwrap_or(0)
    }
}

/// What a row's cells were found to say.
#[derive(Default)]
struct Reading {
    fields: Vec<FieldChange>,
    after: Record,
    faults: Vec<Diagnostic>,
    remarks: Vec<Diagnostic>,
    alike: Vec<Cell>,
    swapped: Vec<Cell>,
}

/// The comparison under way.
pub(super) struct Comparer<'c> {
    pub(super) book: &'c RawBook,
    pub(super) terms: &'c Terms<'c>,
    pub(super) around: Surroundings,
    pub(super) diagnostics: &'c mut Diagnostics,
    pub(super) seen: BTreeMap<String, Vec<(usize, u32)>>,
    pub(super) alike: Vec<Cell>,
    pub(super) swapped: Vec<Cell>,
    pub(super) strangers: usize,
    pub(super) done: Comparison,
}

impl Comparer<'_> {
    pub(super) fn row(&mut self, line: &Line<'_, '_>) {
        self.done.rows += 1;
        let refusals = match self.judge(line) {
            Ok(None) => {
                self.done.kept += 1;
                return;
            }
            Ok(Some(changed)) => {
                self.done.changed.push(changed);
                return;
            }
            Err(refusals) => refusals,
        };
        self.done.refused += 1;
        self.diagnostics.extend(refusals);
    }

    fn cell(&self, line: &Line<'_, '_>, column: u32) -> Cell {
        self.book.cell(line.table.rank, line.row, column)
    }

    fn at(&self, line: &Line<'_, '_>, column: u32, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, message).in_cell(&self.book.file, self.cell(line, column))
    }

    /// What becomes of a row.
    fn judge(&mut self, line: &Line<'_, '_>) -> Result<Option<Changed>, Vec<Diagnostic>> {
        if let Some(refusal) = self.merged(line) {
            return Err(vec![refusal]);
        }
        let Some(mark) = line.mark() else {
            return self.without_mark(line);
        };
        if mark.origin != self.terms.origin {
            self.strangers += 1;
            return Err(Vec::new());
        }
        self.same_id(line, &mark)?;
        self.alone(line, &mark.id)?;
        let Some(expected) = self.terms.expected.get(&mark.id) else {
            let message = format!("l'énoncé {} n'est pas parmi ceux attendus", shown(&mark.id));
            let refusal = self.at(line, line.place(Content::Id), Code::UnknownRow, message);
            return Err(vec![refusal.help(
                "la grille ou le périmètre ont changé depuis l'export : exportez de nouveau",
            )]);
        };
        self.same_texts(line, &mark, expected)?;
        if mark.state != expected.mark.state && self.already_in(line, expected) {
            return Ok(None);
        }
        let reading = self.read(line, expected);
        self.unchanged_since(line, &mark, expected, &reading)?;
        self.conclude(line, mark.id, reading, false)
    }

    fn conclude(
        &mut self,
        line: &Line<'_, '_>,
        id: String,
        reading: Reading,
        new: bool,
    ) -> Result<Option<Changed>, Vec<Diagnostic>> {
        let mut faults = reading.faults;
        if faults.is_empty() && !reading.fields.is_empty() {
            faults.extend(self.incomplete(line, &reading.after));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.diagnostics.extend(reading.remarks);
        self.alike.extend(reading.alike);
        self.swapped.extend(reading.swapped);
        if reading.fields.is_empty() && !new {
            return Ok(None);
        }
        let cell = self.cell(line, line.place(Content::Id));
        Ok(Some(Changed { id, cell, fields: reading.fields, after: reading.after, new }))
    }

    fn merged(&self, line: &Line<'_, '_>) -> Option<Diagnostic> {
        let sheet = &self.book.sheets[line.table.rank];
        let touching = |area: &&Area| {
            area.touches_row(line.row)
                && line.table.columns.keys().any(|at| area.touches_column(*at))
        };
        let area = sheet.merged.iter().find(touching)?;
        let corner = |row, column| self.book.cell(line.table.rank, row, column).name();
        let message = format!(
            "cellules fusionnées ({}:{}) : une seule valeur pour plusieurs cellules",
            corner(area.top, area.left),
            corner(area.bottom, area.right)
        );
        Some(
            self.at(line, area.left, Code::Merged, message)
                .help("défusionnez-les, et donnez sa valeur à chaque ligne"),
        )
    }

    fn without_mark(&mut self, line: &Line<'_, '_>) -> Result<Option<Changed>, Vec<Diagnostic>> {
        let id = line.text(Content::Id);
        let place = line.place(Content::Id);
        if self.terms.new_rows && !id.is_empty() && !self.terms.expected.contains_key(&id) {
            self.alone(line, &id)?;
            let nothing = Expected {
                fixed: BTreeMap::new(),
                record: Record::new(),
                mark: Mark {
                    origin: String::new(),
                    id: id.clone(),
                    texts: String::new(),
                    state: String::new(),
                },
                place: None,
            };
            let mut reading = self.read(line, &nothing);
            for (at, column) in &line.table.columns {
                if let (Content::Fixed, Some(cell)) = (column.content, line.cells.get(at)) {
                    let text = look(&cell.value).trim().to_owned();
                    reading.after.insert(column.field.clone(), text);
                }
            }
            return self.conclude(line, id, reading, true);
        }
        let message = match id.as_str() {
            "" => "ligne sans identifiant ni repère".to_owned(),
            id => format!("ligne {} sans son repère", shown(id)),
        };
        let refusal = self.at(line, place, Code::UnknownRow, message);
        Err(vec![refusal.help("le repère est dans la dernière colonne, cachée : repartez du fichier exporté, ou supprimez la ligne si vous l'avez ajoutée")])
    }

    fn same_id(&self, line: &Line<'_, '_>, mark: &Mark) -> Result<(), Vec<Diagnostic>> {
        let Some(place) = line.table.place_of(Content::Id) else {
            return Ok(());
        };
        let found = line.text(Content::Id);
        let as_formula = line.cells.get(&place).is_some_and(|cell| cell.formula);
        if as_formula {
            let message = format!("formule à la place de l'identifiant {}", shown(&mark.id));
            let help = format!("remettez le texte {}, sans formule", quoted(&mark.id));
            return Err(vec![self.at(line, place, Code::ChangedId, message).help(help)]);
        }
        if fold(&found) == fold(&mark.id) {
            return Ok(());
        }
        let found = if found.is_empty() { "vide".into() } else { shown(&found) };
        let message = format!("identifiant {found} au lieu de {}", shown(&mark.id));
        let refusal = self.at(line, place, Code::ChangedId, message);
        Err(vec![refusal.help(format!(
            "remettez {}, au format Texte ; si les lignes ont été triées, triez toutes les colonnes ensemble",
            quoted(&mark.id)
        ))])
    }

    fn alone(&self, line: &Line<'_, '_>, id: &str) -> Result<(), Vec<Diagnostic>> {
        let rows = self.seen.get(&fold(id)).map_or(&[][..], Vec::as_slice);
        let other = rows.iter().find(|at| **at != (line.table.rank, line.row));
        let Some((rank, row)) = other else {
            return Ok(());
        };
        let other = self.book.cell(*rank, *row, line.place(Content::Id));
        let message = format!("deux lignes pour {} ; l'autre : {}", shown(id), other.place());
        let refusal = self.at(line, line.place(Content::Id), Code::RowTwice, message);
        Err(vec![refusal.help("gardez-en une : aucune des deux n'est choisie à votre place")])
    }

    fn same_texts(
        &self,
        line: &Line<'_, '_>,
        mark: &Mark,
        expected: &Expected,
    ) -> Result<(), Vec<Diagnostic>> {
        let grid_changed = mark.texts != expected.mark.texts;
        let mut refusals = Vec::new();
        let mut seen = 0;
        for (at, column) in &line.table.columns {
            if column.content != Content::Fixed {
                continue;
            }
            seen += 1;
            let ours = fitting(expected.fixed.get(&column.field).map_or("", String::as_str));
            let cell = line.cells.get(at);
            let theirs = cell.map(|cell| look(&cell.value)).unwrap_or_default();
            let as_formula = cell.is_some_and(|cell| cell.formula);
            if alike(&ours, &theirs, self.around.lossy) && !as_formula {
                continue;
            }
            let (code, what) = match grid_changed {
                true => (Code::ChangedSince, "a changé dans la grille depuis l'export"),
                false => (Code::ChangedText, "a été modifié dans le tableau"),
            };
            let message = format!("{} de {} {what}", quoted(&column.heading), shown(&mark.id));
            let (theirs, ours) = side_by_side(&theirs, &ours);
            let help = match grid_changed {
                true => "exportez de nouveau, et reportez-y les réponses",
                false => self.terms.keep_texts,
            };
            refusals.push(
                self.at(line, *at, code, message)
                    .help(format!("dans le tableau : {theirs}"))
                    .help(format!("dans la grille : {ours}"))
                    .help(help),
            );
        }
        if refusals.is_empty() && grid_changed && seen < expected.fixed.len() {
            let message = format!(
                "les textes de {} ont changé dans la grille depuis l'export",
                shown(&mark.id)
            );
            let refusal = self.at(line, line.place(Content::Id), Code::ChangedSince, message);
            refusals.push(refusal.help("exportez de nouveau, et reportez-y les réponses"));
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals) }
    }

    /// Reads the cells to fill.
    fn read(&self, line: &Line<'_, '_>, expected: &Expected) -> Reading {
        let mut reading = Reading { after: expected.record.clone(), ..Reading::default() };
        for (at, column) in &line.table.columns {
            let Content::Fill(kind) = column.content else {
                continue;
            };
            let base = expected.record.get(&column.field).map_or("", String::as_str);
            let said = match line.cells.get(at) {
                None => Ok(Said::Nothing),
                Some(cell) => read(kind, cell, base, &self.around),
            };
            let new = match said {
                Err(fault) => {
                    let message = format!("{} : {}", quoted(&column.heading), fault.message);
                    let refusal = self.at(line, *at, fault.code, message);
                    reading.faults.push(refusal.help(fault.help));
                    continue;
                }
                Ok(Said::Same) => continue,
                Ok(Said::Alike) => {
                    reading.alike.push(self.cell(line, *at));
                    continue;
                }
                Ok(Said::MonthFirst) => {
                    reading.swapped.push(self.cell(line, *at));
                    continue;
                }
                Ok(Said::Nothing) if base.is_empty() => continue,
                Ok(Said::Nothing) if !self.terms.erase => {
                    reading.remarks.push(self.emptied(line, *at, column, kind, base));
                    continue;
                }
                Ok(Said::Nothing) => String::new(),
                Ok(Said::New(text)) => text,
                Ok(Said::Serial(day)) => {
                    let message = format!(
                        "{} : numéro lu comme le {}",
                        quoted(&column.heading),
                        day.french()
                    );
                    reading.remarks.push(self.at(line, *at, Code::SerialDate, message));
                    day.to_string()
                }
            };
            match new.is_empty() {
                true => reading.after.remove(&column.field),
                false => reading.after.insert(column.field.clone(), new.clone()),
            };
            reading.fields.push(FieldChange {
                field: column.field.clone(),
                heading: column.heading.clone(),
                kind,
                before: base.to_owned(),
                after: new,
                cell: self.cell(line, *at),
            });
        }
        reading
    }

    fn emptied(
        &self,
        line: &Line<'_, '_>,
        at: u32,
        column: &Column,
        kind: Kind,
        base: &str,
    ) -> Diagnostic {
        let kept = shown(&text_shown(kind, base));
        let message = format!("{} : cellule vidée, {kept} est gardé", quoted(&column.heading));
        self.at(line, at, Code::Emptied, message)
            .help("--effacer-vides efface ce dont la cellule a été vidée")
    }

    fn unchanged_since(
        &self,
        line: &Line<'_, '_>,
        mark: &Mark,
        expected: &Expected,
        reading: &Reading,
    ) -> Result<(), Vec<Diagnostic>> {
        let same_now =
            reading.fields.is_empty() && reading.faults.is_empty() && reading.remarks.is_empty();
        if mark.state == expected.mark.state || same_now {
            return Ok(());
        }
        let message = format!("{} a changé dans le fichier depuis l'export", shown(&mark.id));
        let mut refusal = self.at(line, line.place(Content::Id), Code::ChangedSince, message);
        if let Some(place) = expected.place {
            refusal = refusal.at_with(place, "modifié depuis");
        }
        let as_found = self.as_found(line);
        for (at, column) in &line.table.columns {
            let Content::Fill(kind) = column.content else {
                continue;
            };
            let ours = expected.record.get(&column.field).map_or("", String::as_str);
            let theirs = as_found.get(&column.field).map_or("", String::as_str);
            if ours == theirs || alike(ours, theirs, self.around.lossy) {
                continue;
            }
            let texts = (text_shown(kind, theirs), text_shown(kind, ours));
            let (theirs, ours) = side_by_side(&texts.0, &texts.1);
            refusal = refusal.help(format!(
                "{} ({}) : {theirs} dans le tableau, {ours} dans le fichier",
                quoted(&column.heading),
                self.cell(line, *at).name()
            ));
        }
        let help = match record_hash(&as_found) == mark.state {
            true => {
                "la ligne n'a pas été touchée dans le tableau : --accepter-partiel laisse le fichier tel qu'il est"
            }
            false => {
                "exportez de nouveau pour repartir du fichier, ou reportez vous-même l'une des deux versions"
            }
        };
        Err(vec![refusal.help(help)])
    }

    /// Whether the files say what the row says since an earlier import.
    fn already_in(&self, line: &Line<'_, '_>, expected: &Expected) -> bool {
        let found = compacted(&self.as_found(line));
        found.len() == expected.record.len()
            && found.iter().zip(&expected.record).all(|((field, theirs), (same, ours))| {
                field == same && alike(ours, theirs, self.around.lossy)
            })
    }

    /// What the cells of a row say on their own, as far as they can be read.
    fn as_found(&self, line: &Line<'_, '_>) -> Record {
        let mut record = Record::new();
        for (at, column) in &line.table.columns {
            let (Content::Fill(kind), Some(cell)) = (column.content, line.cells.get(at)) else {
                continue;
            };
            let text = match read(kind, cell, "", &self.around) {
                Ok(Said::New(text)) => text,
                Ok(Said::Serial(day)) => day.to_string(),
                Ok(Said::Nothing | Said::Same | Said::Alike | Said::MonthFirst) => continue,
                Err(_) => look(&cell.value),
            };
            record.insert(column.field.clone(), text);
        }
        record
    }

    fn incomplete(&self, line: &Line<'_, '_>, after: &Record) -> Vec<Diagnostic> {
        let faults = (self.terms.complete)(after).into_iter();
        faults
            .map(|(field, message, help)| {
                let column = line.table.columns.iter().find(|(_, column)| column.field == field);
                let place = column.map_or_else(|| line.place(Content::Id), |(at, _)| *at);
                self.at(line, place, Code::IncompleteCells, message).help(help)
            })
            .collect()
    }

    pub(super) fn finish(self, found: &[Table<'_>]) -> Comparison {
        let Self { book, terms, diagnostics, alike, swapped, strangers, done, seen, .. } = self;
        if strangers > 0 {
            diagnostics.push(stranger(book, terms));
        }
        let remarks = [
            (
                Code::OnlySpaces,
                &alike,
                "cellule dont seuls les espaces, les guillemets ou les tirets diffèrent, gardée telle quelle",
                "cellules dont seuls les espaces, les guillemets ou les tirets diffèrent, gardées telles quelles",
            ),
            (
                Code::MonthFirst,
                &swapped,
                "date en ordre américain, la même que dans le fichier",
                "dates en ordre américain, les mêmes que dans le fichier",
            ),
        ];
        for (code, cells, one, many) in remarks {
            let Some(first) = cells.first() else { continue };
            let names: Vec<String> = cells.iter().take(8).map(Cell::name).collect();
            let more = if cells.len() > names.len() { "…" } else { "" };
            let number = counted(cells.len() as u64, one, many);
            let message = format!("{number} ({}{more})", names.join(", "));
            diagnostics.push(Diagnostic::new(code, message).in_cell(&book.file, first.clone()));
        }
        let absent: Vec<&str> = terms
            .expected
            .keys()
            .filter(|id| !seen.contains_key(&fold(id)))
            .map(String::as_str)
            .collect();
        if !absent.is_empty() && !found.is_empty() && strangers == 0 {
            let names: Vec<&str> = absent.iter().take(8).copied().collect();
            let more = if absent.len() > names.len() { "…" } else { "" };
            let message = format!(
                "{} : laissés tels quels ({}{more})",
                counted(
                    absent.len() as u64,
                    "énoncé absent du tableau",
                    "énoncés absents du tableau"
                ),
                names.join(", ")
            );
            diagnostics.push(Diagnostic::new(Code::RowsMissing, message).in_file(&book.file));
        }
        done
    }
}
