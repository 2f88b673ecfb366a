//! The statements of a grid as a table, one row for each: for those who publish grids.

use std::collections::BTreeMap;

use super::Record;
use super::book::{Book, Fact, NOT_READ, Row};
use super::column::{Band, Column, Content, Layout, kind_of};
use super::compare::Expected;
use super::mark::{Mark, record_hash, short_hash};
use crate::date::Date;
use crate::grid::keys::STATEMENT;
use crate::grid::record::record;
use crate::grid::{Excerpt, Grid, Statement};
use crate::words::{Vocabulary, counted, fr};
use crate::yaml::shape::Kind;

/// The sheet that says which grid it is.
pub const FACTS: &str = "Grille";
/// The field of the axis, which a row does not change.
pub const AXIS: &str = "axe";

const FILLED: [(&str, &str, u16, Band, bool); 19] = [
    ("sujet", "Sujet", 18, Band::Statement, false),
    ("modalite", "Modalité", 16, Band::Answer, false),
    ("enonce", "Énoncé", 60, Band::Answer, false),
    ("pourquoi", "Pourquoi", 44, Band::Answer, false),
    ("fondement", "Fondement", 18, Band::Evidence(true), false),
    ("source.document", "Source : document", 30, Band::Evidence(true), false),
    ("source.version", "Source : version", 12, Band::Evidence(true), false),
    ("source.section", "Source : section", 14, Band::Evidence(true), false),
    ("source.adresse", "Source : adresse", 24, Band::Evidence(true), true),
    ("voir", "Voir", 30, Band::Evidence(true), false),
    ("concerne", "Concerne", 24, Band::Waiver, false),
    ("objets", "Objets", 20, Band::Waiver, false),
    ("degres", "Degrés", 14, Band::Waiver, false),
    ("socle", "Socle", 8, Band::Waiver, false),
    ("critique", "Critique", 9, Band::Waiver, false),
    ("preuves_attendues", "Preuves attendues", 28, Band::Action, false),
    ("sans_objet_si", "Sans objet si", 30, Band::Action, false),
    ("etat", "État", 12, Band::Other, false),
    ("motif", "Motif d'abrogation", 30, Band::Other, true),
];

/// The columns of a table of statements.
#[must_use]
pub fn columns() -> Vec<Column> {
    let plain = |field: &str, heading: &str, content, width| Column {
        heading: heading.into(),
        field: field.into(),
        content,
        band: Band::Statement,
        width,
        secondary: false,
    };
    let filled = |(field, heading, width, band, secondary): (&str, &str, u16, Band, bool)| Column {
        heading: fr(heading),
        field: field.into(),
        content: Content::Fill(kind_of(&STATEMENT, field).unwrap_or(Kind::Line)),
        band,
        width,
        secondary,
    };
    let mut all =
        vec![plain("id", "Identifiant", Content::Id, 12), plain(AXIS, "Axe", Content::Fixed, 8)];
    all.extend(FILLED.map(filled));
    let excerpt = plain("extrait", "Extrait du texte d'origine", Content::Shown, 44);
    all.push(Column { band: Band::Other, secondary: true, ..excerpt });
    all.push(plain("repere", "Repère (ne pas modifier)", Content::Mark, 12));
    all
}

/// The columns by which a table of statements is read back.
#[must_use]
pub fn layout() -> Layout {
    Layout { columns: columns(), numbered: None, whole: false }
}

/// What the marks of a grid's tables begin with.
#[must_use]
pub fn origin(grid: &Grid) -> String {
    format!("g{}", short_hash(["grille", &grid.head.name.to_string()]))
}

/// What each row is expected to say, by identifier.
#[must_use]
pub fn expected(grid: &Grid) -> BTreeMap<String, Expected> {
    let origin = origin(grid);
    let rows = grid.statements.iter().map(|statement| {
        let mut record = record(statement);
        record.remove("id");
        let axis = grid.head.axes[statement.axis].id.clone();
        let mark = Mark {
            origin: origin.clone(),
            id: statement.id.clone(),
            texts: short_hash([axis.as_str()]),
            state: record_hash(&record),
        };
        let fixed = BTreeMap::from([(AXIS.to_owned(), axis)]);
        let place = Some(statement.span);
        (statement.id.clone(), Expected { fixed, record, mark, place })
    });
    rows.collect()
}

/// The table of a grid.
#[must_use]
pub fn book(grid: &Grid, day: Date, program: &str) -> Book {
    let columns = columns();
    let expected = expected(grid);
    let mut book = Book {
        title: grid.head.title.clone(),
        day,
        read_me: read_me(grid),
        facts_sheet: FACTS.into(),
        facts_note: fr(NOT_READ),
        facts: facts(grid, day, program),
        headed: false,
        sheets: Vec::new(),
    };
    for (at, axis) in grid.head.axes.iter().enumerate() {
        let of_axis = grid.statements.iter().filter(|statement| statement.axis == at);
        let rows: Vec<Row> = of_axis
            .filter_map(|statement| Some(row(&columns, statement, expected.get(&statement.id)?)))
            .collect();
        book.add(&axis.title, columns.clone(), rows);
    }
    book
}

fn row(columns: &[Column], statement: &Statement, expected: &Expected) -> Row {
    let text = |column: &Column| match column.content {
        Content::Id => statement.id.clone(),
        Content::Fixed => expected.fixed.get(&column.field).cloned().unwrap_or_default(),
        Content::Fill(_) => expected.record.get(&column.field).cloned().unwrap_or_default(),
        Content::Mark => expected.mark.to_string(),
        Content::Shown => statement.excerpt.as_ref().map(excerpt).unwrap_or_default(),
        Content::Alert => String::new(),
    };
    Row { cells: columns.iter().map(text).collect() }
}

/// What a statement was extracted from, and how sure that is.
fn excerpt(excerpt: &Excerpt) -> String {
    let Excerpt { file, line, text, confidence, .. } = excerpt;
    let text = text.value.trim();
    fr(&format!(
        "{text}\n({file}, ligne {line} ; confiance : {})",
        confidence.label().to_lowercase()
    ))
}

fn read_me(grid: &Grid) -> Vec<String> {
    [
        format!("Réviser la grille {} dans ce classeur", grid.head.name),
        "1. Une feuille par axe, une ligne par énoncé.".into(),
        "2. Modifiez les textes et choisissez les mots dans les listes ; plusieurs mots se séparent par des virgules.".into(),
        "3. Un identifiant ne change jamais et ne ressert jamais. Un énoncé retiré garde sa ligne : mettez son état à « Abrogé » et dites pourquoi dans « Motif d'abrogation ».".into(),
        "4. Pour un nouvel énoncé, ajoutez une ligne en bas de la feuille, avec un identifiant jamais utilisé et l'axe ; laissez le repère vide.".into(),
        "5. L'ordre des lignes ne compte pas : triez, filtrez, masquez, ajoutez des colonnes pour vos notes.".into(),
        "6. Collez des valeurs, jamais des formules ; ne fusionnez pas de cellules.".into(),
        "7. Le titre, le barème, les axes et les sujets sont dans les fichiers de la grille, pas dans ce classeur.".into(),
        "8. Ne modifiez pas la dernière colonne (cachée) : elle dit si un énoncé a changé depuis l'export, d'un côté ou de l'autre.".into(),
        "9. Enregistrez (.xlsx ou .ods), puis : sdet grille importer CLASSEUR DOSSIER --simuler".into(),
        "10. L'import passe par « sdet grille verifier » : une grille qui aurait une erreur n'est pas écrite.".into(),
    ]
    .map(|line| fr(&line))
    .to_vec()
}

/// What the sheet of facts says.
#[must_use]
pub fn facts(grid: &Grid, day: Date, program: &str) -> Vec<Fact> {
    let fact = |label: &str, text: String, kept| Fact::new(label, &text, kept);
    vec![
        fact("Grille", grid.head.name.to_string(), true),
        fact("Titre", grid.head.title.clone(), true),
        fact("État", grid.head.state.label().to_owned(), true),
        fact("Date", grid.head.date.french(), true),
        fact("Empreinte (SHA-256)", grid.sha256.clone(), false),
        fact("Énoncés", counted(grid.statements.len() as u64, "énoncé", "énoncés"), false),
        fact("Exporté le", day.french(), false),
        fact("Par", format!("sdet {program}"), false),
    ]
}

/// What a row says that only holds together; the linter says the rest.
#[must_use]
pub fn incomplete(record: &Record) -> Vec<(String, String, String)> {
    let needed =
        [("modalite", "sans modalité"), ("enonce", "sans texte"), ("fondement", "sans fondement")];
    let missing = needed.into_iter().filter(|(field, _)| !record.contains_key(*field));
    missing
        .map(|(field, what)| {
            (field.to_owned(), format!("énoncé {what}"), "remplissez la cellule".to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::column::table_of;
    use super::*;

    #[test]
    fn every_key_of_a_statement_has_a_column() {
        let columns = columns();
        let has = |field: &str| columns.iter().any(|column| column.field == field);
        for key in STATEMENT.keys {
            match table_of(key.kind).filter(|_| key.name == "source") {
                None => assert!(has(key.name), "{}", key.name),
                Some(inner) => {
                    for key in inner.keys {
                        assert!(has(&format!("source.{}", key.name)), "{}", key.name);
                    }
                }
            }
        }
        let layout = layout();
        for column in &columns {
            assert_eq!(layout.find(&column.heading).as_ref(), Some(column));
        }
    }
}
