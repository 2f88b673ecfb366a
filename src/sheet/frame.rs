//! The response frame of a market: what bidders fill, and what comes back, to the letter or not at
//! all.

use std::collections::BTreeMap;

use super::Record;
use super::answers::{asked, filled, fixed, incomplete, numbered, piece_columns};
use super::book::{Book, Fact, READ_ME, Row};
use super::column::{Band, Column, Content, Layout};
use super::compare::{Expected, Terms, compare, facts_changed};
use super::mark::{Mark, record_hash, short_hash};
use super::raw::{RawBook, RawCell, RawSheet};
use super::typed::look;
use crate::answers::keys::{ANSWER, COMPLEMENTS};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::grid::{Grid, Statement};
use crate::market::{Market, is_complement};
use crate::words::{Vocabulary, counted, fold, fr, plain_line, quoted};
use crate::yaml::record::table;
use crate::yaml::value::Value;

/// The sheet that says which market it is, and where the bidder gives its name.
const IDENTITY: &str = "Marché";
/// The label of the bidder's name.
const CANDIDATE: &str = "Candidat";
/// The sheet of the complements.
const LOCAL: &str = "Compléments";
/// The field of what sets an offer aside.
const ELIMINATING: &str = "eliminatoire";
/// How many pieces of evidence a row has room for.
const PIECES: usize = 3;
/// What a frame says on this is no answer to a market.
const OF_THE_GRID: &str = "pourquoi";

const ASKED: [(&str, &str, Content, u16); 6] = [
    ("id", "Identifiant", Content::Id, 12),
    ("niveau", "Niveau", Content::Fixed, 16),
    (ELIMINATING, "Éliminatoire", Content::Fixed, 13),
    ("enonce", "Énoncé", Content::Fixed, 52),
    ("preuves_attendues", "Preuves attendues", Content::Fixed, 22),
    ("sans_objet_si", "Sans objet si", Content::Fixed, 24),
];

const WAIVER: [(&str, &str, u16); 6] = [
    ("derogation.accordee_par", "Dérogation : accordée par", 22),
    ("derogation.reference", "Dérogation : référence", 18),
    ("derogation.motif", "Dérogation : motif", 32),
    ("derogation.accordee_le", "Dérogation : accordée le", 12),
    ("derogation.echeance", "Dérogation : échéance", 12),
    ("derogation.compensation", "Dérogation : compensation", 32),
];

fn columns() -> Vec<Column> {
    let mut all: Vec<Column> = ASKED.into_iter().map(asked).collect();
    all.push(filled("statut".into(), "Statut", 16, Band::Answer, false));
    all.push(filled("justification".into(), "Justification", 52, Band::Answer, false));
    all.extend((1..=PIECES).flat_map(piece_columns));
    all.extend(
        WAIVER.map(|(field, heading, width)| {
            filled(field.into(), heading, width, Band::Waiver, true)
        }),
    );
    all.push(Column {
        heading: "Repère (ne pas modifier)".into(),
        field: "repere".into(),
        content: Content::Mark,
        band: Band::Other,
        width: 12,
        secondary: false,
    });
    all
}

/// What the marks of a market's frames begin with.
fn origin(market: &Market) -> String {
    let name = market.grid.value.to_string();
    let reference = market.reference.as_deref().unwrap_or_default();
    let parts =
        ["cadre", &name, market.object.key(), &market.title.value, &market.buyer, reference];
    format!("c{}", short_hash(parts))
}

/// What each row is expected to say, by identifier.
fn expected(market: &Market, grid: &Grid, local: &Grid) -> BTreeMap<String, Expected> {
    let origin = origin(market);
    let of_grid = grid.statements.iter().filter(|one| market.asks(one));
    let rows = of_grid.chain(&local.statements).map(|statement| {
        let mut fixed = fixed(statement);
        fixed.remove(OF_THE_GRID);
        let eliminating = if market.eliminates(statement) { "Oui" } else { "" };
        fixed.insert(ELIMINATING.into(), eliminating.into());
        let mark = Mark {
            origin: origin.clone(),
            id: statement.id.clone(),
            texts: short_hash(fixed.values().map(String::as_str)),
            state: record_hash(&Record::new()),
        };
        (statement.id.clone(), Expected { fixed, record: Record::new(), mark, place: None })
    });
    rows.collect()
}

/// The frame of a market, to fill.
#[must_use]
pub fn book(market: &Market, grid: &Grid, local: &Grid, day: Date, program: &str) -> Book {
    let expected = expected(market, grid, local);
    let mut book = Book {
        title: market.title.value.clone(),
        day,
        read_me: read_me(market),
        facts_sheet: IDENTITY.into(),
        facts_note: fr("Une seule case est à remplir : le nom du candidat."),
        facts: facts(market, grid, local, day, program),
        sheets: Vec::new(),
    };
    let mut add = |title: &str, statements: Vec<&Statement>| {
        let rows = statements.iter().filter_map(|one| Some(row(one, expected.get(&one.id)?)));
        let rows: Vec<Row> = rows.collect();
        if !rows.is_empty() {
            book.add(title, columns(), rows);
        }
    };
    for (at, axis) in grid.head.axes.iter().enumerate() {
        let of_axis = grid.statements.iter().filter(|one| one.axis == at && market.asks(one));
        add(&axis.title, of_axis.collect());
    }
    add(LOCAL, local.statements.iter().collect());
    book
}

fn row(statement: &Statement, expected: &Expected) -> Row {
    let text = |column: &Column| match column.content {
        Content::Id => statement.id.clone(),
        Content::Fixed => expected.fixed.get(&column.field).cloned().unwrap_or_default(),
        Content::Mark => expected.mark.to_string(),
        Content::Alert | Content::Shown | Content::Fill(_) => String::new(),
    };
    Row { cells: columns().iter().map(text).collect() }
}

fn read_me(market: &Market) -> Vec<String> {
    [
        format!("Cadre de réponse — {}", market.title.value),
        "1. Écrivez le nom du candidat dans la feuille « Marché », case « Candidat ».".into(),
        "2. Une feuille par axe, une ligne par énoncé. Choisissez un statut dans la liste. Une cellule vide est lue « NON RENSEIGNÉ », jamais « oui ».".into(),
        "3. Justifiez : c'est nécessaire pour « Sans objet », « Partiel » et pour une recommandation non suivie.".into(),
        "4. Citez vos preuves : chemin du fichier joint, page, type, date. Les fichiers sont joints dans un dossier du même nom que ce classeur.".into(),
        "5. La colonne « Éliminatoire » dit les énoncés dont le défaut écarte l'offre, sauf régularisation.".into(),
        "6. Ne modifiez ni les identifiants, ni les textes, ni la dernière colonne (cachée) ; n'ajoutez et ne supprimez aucune ligne : le cadre serait refusé.".into(),
        "7. Collez des valeurs, jamais des formules ; ne fusionnez pas de cellules. Les dates s'écrivent JJ/MM/AAAA.".into(),
        "8. Si une dérogation vous a été accordée, dépliez les colonnes « Dérogation » et remplissez-les.".into(),
    ]
    .map(|line| fr(&line))
    .to_vec()
}

fn facts(market: &Market, grid: &Grid, local: &Grid, day: Date, program: &str) -> Vec<Fact> {
    let number = grid.statements.iter().filter(|one| market.asks(one)).count() as u64;
    let complements = local.statements.len() as u64;
    let reference = market.reference.clone().unwrap_or_default();
    let name = format!("{} — {}", grid.head.name, grid.head.title);
    let mut facts = vec![Fact { fill: true, ..Fact::new(CANDIDATE, "", false) }];
    let rows = [
        ("Consultation", market.title.value.clone(), true),
        ("Acheteur", market.buyer.clone(), true),
        ("Référence", reference, true),
        ("Envoyée le", market.sent_on.french(), true),
        ("Objet", market.object.label().to_owned(), true),
        ("Grille", name, true),
        ("Empreinte de la grille (SHA-256)", grid.sha256.clone(), false),
        ("Énoncés", counted(number, "énoncé", "énoncés"), false),
        ("Compléments de l'acheteur", counted(complements, "énoncé", "énoncés"), false),
        ("Cadre établi le", day.french(), false),
        ("Par", format!("sdet {program}"), false),
    ];
    facts.extend(rows.map(|(label, text, kept)| Fact::new(label, &text, kept)));
    facts
}

/// A filled frame, read.
#[derive(Debug, Clone)]
pub struct Filled {
    /// What its bidder is called; `None` where the cell is blank, or there is none.
    pub candidate: Option<String>,
    /// Its answers as a file of answers, to be read like any other.
    pub answers: String,
}

/// Reads a filled frame. `None` when it cannot be used: the diagnostics say which cells are at
/// fault.
#[must_use]
pub fn read(
    book: &RawBook,
    market: &Market,
    grid: &Grid,
    local: &Grid,
    diagnostics: &mut Diagnostics,
) -> Option<Filled> {
    let expected = expected(market, grid, local);
    let layout = Layout { columns: columns(), numbered: Some(numbered) };
    let origin = origin(market);
    let terms = Terms {
        layout: &layout,
        ours: &[READ_ME, IDENTITY],
        expected: &expected,
        origin: &origin,
        stranger: (
            format!(
                "ce tableau n'est pas le cadre de réponse de ce marché ({})",
                quoted(&market.title.value)
            ),
            "vérifiez le fichier ; si le marché a changé depuis l'envoi du cadre, renvoyez-le"
                .into(),
        ),
        keep_texts: "le candidat ne peut pas changer ce texte : demandez-lui un cadre intact",
        erase: false,
        new_rows: false,
        complete: incomplete,
    };
    let mut said = Diagnostics::new();
    let done = compare(book, &terms, &mut said);
    let refused = said.has_errors();
    for mut one in said.list().iter().cloned() {
        if one.code == Code::RowsMissing {
            one = Diagnostic {
                code: Code::FrameIncomplete,
                severity: Severity::Error,
                message: one.message.replace(&fr(" : laissés tels quels"), ""),
                help: vec![fr("des lignes du cadre ont été supprimées : demandez un cadre intact")],
                ..one
            };
        }
        diagnostics.push(one);
    }
    diagnostics.extend(facts_changed(
        book,
        IDENTITY,
        &facts(market, grid, local, market.sent_on, ""),
    ));
    let candidate = candidate(book, diagnostics);
    if refused || done.rows < expected.len() {
        return None;
    }
    let Ok(candidate) = candidate else { return None };
    let (own, of_grid): (Vec<_>, Vec<_>) =
        done.changed.iter().partition(|changed| is_complement(&changed.id));
    let section = |key: &str, rows: &[&super::compare::Changed]| {
        let pairs = rows.iter().map(|one| (one.id.clone(), table(&ANSWER, &one.after, "")));
        match rows.is_empty() {
            true => format!("{key}:\n"),
            false => format!("{key}:{}\n", Value::Map(pairs.collect()).block(0, "\n")),
        }
    };
    let complements = if own.is_empty() { String::new() } else { section(COMPLEMENTS, &own) };
    Some(Filled { candidate, answers: format!("{}{complements}", section("reponses", &of_grid)) })
}

/// The name that a bidder gave itself; an error where it is written as a formula.
fn candidate(book: &RawBook, diagnostics: &mut Diagnostics) -> Result<Option<String>, ()> {
    let place = |sheet: &RawSheet| fold(&sheet.name) == fold(IDENTITY);
    let Some(rank) = book.sheets.iter().position(place) else { return Ok(None) };
    let labelled = |cells: &BTreeMap<u32, RawCell>| {
        cells.get(&0).is_some_and(|cell| fold(&look(&cell.value)) == fold(CANDIDATE))
    };
    let row = book.sheets[rank].rows.iter().find(|(_, cells)| labelled(cells));
    let Some((row, cell)) = row.and_then(|(row, cells)| Some((*row, cells.get(&1)?))) else {
        return Ok(None);
    };
    if cell.formula {
        diagnostics.push(
            Diagnostic::new(Code::Formula, "le nom du candidat est une formule")
                .in_cell(&book.file, book.cell(rank, row, 1))
                .help("demandez au candidat d'écrire son nom dans cette case"),
        );
        return Err(());
    }
    let name = plain_line(&look(&cell.value)).trim().to_owned();
    Ok((!name.is_empty()).then_some(name))
}
