//! What happens to a workbook between two people.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{PROJECT, export, folder, project};
use crate::support::{run, stderr, stdout};

/// A cell as a test writes it.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    Day(u16, u8, u8),
    /// A moment or a time of day, as ISO 8601 writes it.
    Time(&'static str),
    Formula(String),
}

impl Cell {
    fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// A workbook taken apart.
#[derive(Debug, Default)]
struct Book {
    sheets: Vec<(String, Vec<Vec<Cell>>)>,
    /// Sheet, first row, column, last row.
    merged: Vec<(usize, u32, u16, u32)>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u16>,
}

const TABLE: usize = 2;

impl Book {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).expect("a workbook");
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook opens");
        let names = book.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let rows = range.rows().map(|row| row.iter().map(cell).collect()).collect();
            (name, rows)
        });
        Self { sheets: sheets.collect(), ..Self::default() }
    }

    fn write(&self, path: &Path) {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
        for (at, (name, rows)) in self.sheets.iter().enumerate() {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name");
            for (row, cells) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(cells) {
                    let done = match cell {
                        Cell::Nothing => continue,
                        Cell::Text(text) => sheet.write_string(row, column, text),
                        Cell::Number(number) => sheet.write_number(row, column, *number),
                        Cell::Day(y, m, d) => {
                            let date = ExcelDateTime::from_ymd(*y, *m, *d).expect("a day");
                            sheet.write_datetime_with_format(row, column, &date, &day)
                        }
                        Cell::Time(text) => {
                            let date = ExcelDateTime::parse_from_str(text).expect("a moment");
                            sheet.write_datetime_with_format(row, column, &date, &moment)
                        }
                        Cell::Formula(text) => sheet.write_formula(row, column, text.as_str()),
                    };
                    done.expect("a cell is written");
                }
            }
            if at == TABLE {
                for row in &self.hidden_rows {
                    sheet.set_row_hidden(*row).expect("a row");
                }
                for column in &self.hidden_columns {
                    sheet.set_column_hidden(*column).expect("a column");
                }
            }
            for (_, top, column, bottom) in self.merged.iter().filter(|one| one.0 == at) {
                let text = rows[*top as usize][usize::from(*column)].text().unwrap_or_default();
                sheet
                    .merge_range(*top, *column, *bottom, *column, text, &Format::new())
                    .expect("cells merge");
            }
        }
        book.save(path).expect("a workbook is written");
    }

    fn column(&self, heading: &str) -> usize {
        let same =
            |cell: &Cell| cell.text().is_some_and(|text| text.replace('\u{a0}', " ") == heading);
        self.sheets[TABLE].1[0].iter().position(same).expect("a heading")
    }

    fn set(&mut self, row: usize, heading: &str, cell: Cell) {
        let column = self.column(heading);
        self.sheets[TABLE].1[row][column] = cell;
    }
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Nothing,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Float(number) => Cell::Number(*number),
        Data::DateTime(moment) => {
            let (y, m, d, ..) = moment.to_ymd_hms_milli();
            Cell::Day(y, m, d)
        }
        Data::Int(_)
        | Data::Bool(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)
        | Data::Error(_) => panic!("{data:?}"),
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

type Damage = (&'static str, fn(&mut Book));

/// Damage that must change nothing.
const HARMLESS: &[Damage] = &[
    ("feuille renommée", |book| book.sheets[TABLE].0 = "Feuil1 (copie)".into()),
    ("feuilles déplacées", |book| book.sheets.rotate_left(1)),
    ("lignes triées à l'envers", |book| book.sheets[TABLE].1[1..].reverse()),
    ("colonnes à l'envers", |book| {
        book.sheets[TABLE].1.iter_mut().for_each(|row| row.reverse());
    }),
    ("lignes cachées par un filtre", |book| book.hidden_rows = vec![1, 3]),
    ("colonnes cachées", |book| book.hidden_columns = vec![0, 2, 7, 8]),
    ("lignes vides et titre au-dessus", |book| {
        let width = book.sheets[TABLE].1[0].len();
        let mut title = vec![Cell::Nothing; width];
        title[0] = text("Réponses de la région");
        book.sheets[TABLE].1.insert(0, vec![Cell::Nothing; width]);
        book.sheets[TABLE].1.insert(0, title);
    }),
    ("date devenue numéro", |book| book.set(1, "Preuve 1 : date", Cell::Number(41_401.0))),
    ("date devenue texte", |book| book.set(1, "Preuve 1 : date", text("7/5/2013"))),
    ("statut par une lettre", |book| book.set(1, "Statut", text("P"))),
    ("statut avec une espace insécable", |book| book.set(1, "Statut", text("\u{a0}Partiel "))),
    ("guillemets et apostrophes", |book| {
        let words = "L\u{2019}éditeur doit tenir l\u{2019}annuaire à jour chaque nuit.";
        book.set(1, "Énoncé", text(words));
    }),
    ("constat recalculé", |book| book.set(1, "Constat", text("n'importe quoi"))),
];

#[test]
fn harmless_damage_changes_nothing() {
    for (name, damage) in HARMLESS {
        let folder = folder();
        export(folder.path(), "a.xlsx", "");
        let mut book = Book::read(&folder.path().join("a.xlsx"));
        damage(&mut book);
        book.write(&folder.path().join("b.xlsx"));
        let output = run(folder.path(), "importer b.xlsx p.yaml --grilles grilles");
        let transcript = stdout(&output) + &stderr(&output);
        assert_eq!(output.status.code(), Some(0), "{name}\n{transcript}");
        assert!(
            transcript.contains("3\u{a0}lignes lues\u{a0}: 3\u{a0}gardées"),
            "{name}\n{transcript}"
        );
        assert_eq!(project(folder.path()), PROJECT, "{name}");
    }
}

/// Damage of which something must be said.
const NAMED: &[Damage] = &[
    ("identifiant devenu une date", |book| book.set(1, "Identifiant", Cell::Day(2026, 1, 4))),
    ("identifiant devenu un nombre", |book| book.set(2, "Identifiant", Cell::Number(46_026.0))),
    ("page devenue une date", |book| book.set(1, "Preuve 1 : page", Cell::Day(2026, 4, 3))),
    ("formule dans une réponse", |book| {
        book.set(2, "Justification", Cell::Formula("=HYPERLINK(\"http://x\")".into()));
    }),
    ("formule dans un identifiant", |book| {
        book.set(1, "Identifiant", Cell::Formula("=\"TEC\"&\"-001\"".into()));
    }),
    ("cellules fusionnées", |book| {
        let column = u16::try_from(book.column("Statut")).expect("a column");
        book.set(2, "Statut", text("Conforme"));
        book.merged.push((TABLE, 2, column, 3));
    }),
    ("date avec une heure, en texte", |book| book.set(2, "Évalué le", text("14/06/2013 10:30"))),
    ("date avec une heure", |book| book.set(2, "Évalué le", Cell::Time("2013-06-14T10:30:00"))),
    ("page devenue une heure", |book| book.set(1, "Preuve 1 : page", Cell::Time("10:30:00"))),
    ("ligne en double", |book| {
        let row = book.sheets[TABLE].1[1].clone();
        book.sheets[TABLE].1.push(row);
    }),
    ("ligne ajoutée", |book| {
        let width = book.sheets[TABLE].1[0].len();
        book.sheets[TABLE].1.push(vec![Cell::Nothing; width]);
        book.set(4, "Identifiant", text("TEC-004"));
    }),
    ("lignes triées sans toutes les colonnes", |book| {
        let (first, second) = (book.column("Identifiant"), book.column("Statut"));
        for column in [first, second] {
            let moved = book.sheets[TABLE].1[1][column].clone();
            book.sheets[TABLE].1[1][column] = book.sheets[TABLE].1[2][column].clone();
            book.sheets[TABLE].1[2][column] = moved;
        }
    }),
    ("énoncé modifié", |book| {
        book.set(2, "Énoncé", text("L'exploitant devrait sauvegarder les données."));
    }),
    ("date américaine", |book| book.set(2, "Évalué le", text("06/14/2013"))),
    ("promesse au lieu d'un statut", |book| book.set(2, "Statut", text("DS"))),
    ("cellules vidées", |book| {
        book.set(1, "Statut", Cell::Nothing);
        book.set(1, "Preuve 1 : fichier", Cell::Nothing);
    }),
    ("titre changé", |book| book.set(0, "Statut", text("Avis"))),
    ("colonne ajoutée", |book| {
        let rows = book.sheets[TABLE].1.iter_mut().enumerate();
        rows.for_each(|(at, row)| row.insert(3, text(if at == 0 { "Avis de Jean" } else { "ok" })));
    }),
    ("colonne du repère supprimée", |book| {
        book.sheets[TABLE].1.iter_mut().for_each(|row| drop(row.pop()));
    }),
    ("nombre au lieu d'un statut", |book| book.set(2, "Statut", Cell::Number(1.0))),
    ("feuille Projet modifiée", |book| book.sheets[1].1[1][1] = text("Autre nom")),
    ("feuille ajoutée", |book| {
        book.sheets.push(("Notes".into(), vec![vec![text("à faire")]]));
    }),
    ("réponses et preuve ajoutées", |book| {
        book.set(2, "Statut", text("oui"));
        book.set(2, "Évalué le", Cell::Day(2013, 6, 14));
        book.set(1, "Preuve 2 : fichier", text("preuves/deux.txt"));
        book.set(1, "Preuve 2 : page", Cell::Number(12.0));
        book.set(1, "Preuve 2 : type", text("Capture d\u{2019}écran"));
    }),
];

#[test]
fn what_must_be_said_names_the_cell() {
    let mut transcripts = BTreeMap::new();
    for (name, damage) in NAMED {
        let folder = folder();
        export(folder.path(), "a.xlsx", "");
        let mut book = Book::read(&folder.path().join("a.xlsx"));
        damage(&mut book);
        book.write(&folder.path().join("b.xlsx"));
        let output = run(folder.path(), "importer b.xlsx p.yaml --grilles grilles");
        let refused = output.status.code() != Some(0);
        assert!(!refused || project(folder.path()) == PROJECT, "{name}");
        let code = output.status.code();
        transcripts.insert(*name, format!("{code:?}\n{}{}", stdout(&output), stderr(&output)));
    }
    let all: Vec<String> =
        transcripts.iter().map(|(name, text)| format!("=== {name}\n{text}")).collect();
    insta::assert_snapshot!("classeurs-abimes", all.join("\n"));
}

/// One file of an archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a file").read_to_string(&mut text).expect("a text");
    text
}

#[test]
fn a_workbook_holds_no_formula_but_ours_and_locks_what_it_is_asked_to() {
    let folder = folder();
    export(folder.path(), "a.xlsx", "--proteger");
    export(folder.path(), "b.xlsx", "--proteger --forcer");
    let bytes = std::fs::read(folder.path().join("a.xlsx")).expect("a workbook");
    let again = std::fs::read(folder.path().join("b.xlsx")).expect("a workbook");
    assert_eq!(bytes, again, "the same day, the same bytes");
    let table = part(&bytes, "xl/worksheets/sheet3.xml");
    assert_eq!(table.matches("<f>").count(), 3, "one alert a row, and nothing else calculates");
    assert_eq!(table.matches("<f>IF(OR(").count(), 3);
    let texts = part(&bytes, "xl/sharedStrings.xml");
    assert!(texts.contains("=1+1 reste"), "a text that begins like a formula stays a text");
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert!(table.contains("<sheetProtection"), "locked");
    for word in ["dataValidation ", "<autoFilter", "state=\"frozen\"", "hidden=\"1\""] {
        assert!(table.contains(word), "{word}");
    }
    export(folder.path(), "c.xlsx", "");
    let open = std::fs::read(folder.path().join("c.xlsx")).expect("a workbook");
    let open = (part(&open, "xl/worksheets/sheet3.xml"), part(&open, "xl/sharedStrings.xml"));
    assert!(!open.0.contains("<sheetProtection") && !open.1.contains("verrouillées"));
    assert!(open.0.contains("collapsed=\"1\""), "columns that nobody fills are folded away");
    assert!(!table.contains("collapsed"), "on a locked sheet, nobody could unfold them");
    assert!(texts.contains("verrouillées"), "the instructions say what a locked sheet allows");
}

#[test]
fn a_missed_requirement_stands_out_in_words() {
    let folder = folder();
    let missed = PROJECT.replace("statut: partiel", "statut: non_conforme");
    std::fs::write(folder.path().join("p.yaml"), missed).expect("a project");
    export(folder.path(), "a.xlsx", "");
    let book = Book::read(&folder.path().join("a.xlsx"));
    let alert = book.column("Constat");
    let words: Vec<&Cell> = book.sheets[TABLE].1[1..].iter().map(|row| &row[alert]).collect();
    assert_eq!(words[0], &text("EXIGENCE NON SATISFAITE"));
    assert_eq!(words[1], &text("À évaluer"));
    export(folder.path(), "a.csv", "");
    let csv = std::fs::read_to_string(folder.path().join("a.csv")).expect("a table");
    assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n") && csv.contains(";'=1+1"));
    assert!(csv.contains("EXIGENCE NON SATISFAITE"));
}
