//! The response frame of a market: what bidders fill, and what comes back, to the letter or not at
//! all.

mod identity;

use std::collections::BTreeMap;

use super::Record;
use super::answers::{asked, filled, fixed, incomplete, numbered, piece_columns};
use super::book::{Book, READ_ME, Row};
use super::column::{Band, Column, Content, Layout};
use super::compare::{Expected, Terms, compare};
use super::mark::{Mark, record_hash, short_hash};
use super::raw::RawBook;
use crate::answers::is_complement;
use crate::answers::keys::{ANSWER, COMPLEMENTS};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::grid::{Grid, Statement};
use crate::market::Market;
use crate::words::{Status, Vocabulary, fr, list_with, quoted};
use crate::yaml::record::table;
use crate::yaml::value::Value;

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

/// What a frame is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook: one sheet of instructions, one of identity, one an axis.
    Workbook,
    /// A table of text: all of it in one table.
    Text,
}

/// The frame of a market, to fill.
#[must_use]
pub fn book(
    market: &Market,
    grid: &Grid,
    local: &Grid,
    day: Date,
    program: &str,
    form: Form,
) -> Book {
    let expected = expected(market, grid, local);
    let mut book = Book {
        title: market.title.value.clone(),
        day,
        read_me: read_me(market, form),
        facts_sheet: identity::SHEET.into(),
        facts_note: fr("Une seule case est à remplir : le nom du candidat."),
        facts: identity::facts(market, grid, local, day, program),
        headed: form == Form::Text,
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

fn read_me(market: &Market, form: Form) -> Vec<String> {
    let own: [&str; 5] = match form {
        Form::Workbook => [
            "Écrivez le nom du candidat dans la feuille « Marché », case « Candidat ».",
            "Une feuille par axe, une ligne par énoncé. Choisissez un statut dans la liste",
            "Les fichiers sont joints dans un dossier du même nom que ce classeur.",
            "la dernière colonne (cachée) ; n'ajoutez et ne supprimez aucune ligne : le cadre serait refusé.",
            "dépliez les colonnes « Dérogation » et remplissez-les.",
        ],
        Form::Text => [
            "Écrivez le nom du candidat dans la case vide à droite de « Candidat ».",
            "Une ligne par énoncé, sous la ligne de titres. Choisissez un statut",
            "Les fichiers sont joints dans un dossier du même nom que ce fichier.",
            "la dernière colonne, ni les lignes au-dessus du tableau ; n'ajoutez et ne supprimez aucune ligne : le cadre serait refusé.",
            "remplissez les colonnes « Dérogation ».",
        ],
    };
    let [name, layout, pieces, kept, waiver] = own;
    [
        format!("Cadre de réponse — {}", market.title.value),
        format!("1. {name}"),
        format!("2. {layout} : {}. Une cellule vide est lue « NON RENSEIGNÉ », jamais « oui ».", statuses()),
        "3. Justifiez : c'est nécessaire pour « Sans objet », « Partiel » et pour une recommandation non suivie.".into(),
        format!("4. Citez vos preuves : chemin du fichier joint, page, type, date. {pieces}"),
        "5. La colonne « Éliminatoire » dit les énoncés dont le défaut écarte l'offre, sauf régularisation.".into(),
        format!("6. Ne modifiez ni les identifiants, ni les textes, ni {kept}"),
        "7. Collez des valeurs, jamais des formules ; ne fusionnez pas de cellules. Les dates s'écrivent JJ/MM/AAAA.".into(),
        format!("8. Si une dérogation vous a été accordée, {waiver}"),
    ]
    .map(|line| fr(&line))
    .to_vec()
}

/// The statuses that a bidder chooses among.
fn statuses() -> String {
    let all = Status::ALL.iter().filter(|status| **status != Status::ToAssess);
    list_with(&all.map(|status| status.label().to_owned()).collect::<Vec<_>>(), "ou")
}

/// A filled frame, read.
#[derive(Debug, Clone)]
pub struct Filled {
    /// What its bidder calls itself; never blank.
    pub candidate: String,
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
    let layout = Layout { columns: columns(), numbered: Some(numbered), whole: true };
    let origin = origin(market);
    let terms = Terms {
        layout: &layout,
        ours: &[READ_ME, identity::SHEET],
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
        // What a bidder wrote elsewhere is not judged: the buyer must know of it.
        if one.code == Code::NotRead {
            one.severity = Severity::Warning;
        }
        diagnostics.push(one);
    }
    // Of what is no frame of this market, nothing else is worth a word.
    let is_ours =
        !said.list().iter().any(|one| matches!(one.code, Code::OtherOrigin | Code::NoHeadings));
    let candidate = is_ours.then(|| {
        let facts = identity::facts(market, grid, local, market.sent_on, "");
        identity::read(book, &facts, &layout, diagnostics)
    });
    let candidate = candidate.flatten()?;
    if refused || done.rows < expected.len() {
        return None;
    }
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
