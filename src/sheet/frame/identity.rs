//! The identity of a frame: which consultation and which grid it is about, which nobody may change,
//! and the name of the bidder, which is the one thing to fill.
//!
//! A workbook says it on a sheet of its own, label and text in two cells. A table of text says it
//! above its headings, each fact in one cell: « Référence : 2013-05 » alone in its cell is not made
//! a date by a spreadsheet.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::diagnostic::{Cell, Code, Diagnostic, Diagnostics};
use crate::grid::Grid;
use crate::market::Market;
use crate::sheet::book::Fact;
use crate::sheet::column::Layout;
use crate::sheet::likeness::alike;
use crate::sheet::raw::{RawBook, RawCell, RawSheet, RawValue};
use crate::sheet::table::heading_row;
use crate::sheet::typed::look;
use crate::sheet::wording::side_by_side;
use crate::words::{Vocabulary, counted, fold, list_with, name_key, plain_line, quoted};

/// The sheet that says which market it is, and where the bidder gives its name.
pub(super) const SHEET: &str = "Marché";
/// The label of the bidder's name.
const CANDIDATE: &str = "Candidat";

/// What a frame says of itself.
pub(super) fn facts(
    market: &Market,
    grid: &Grid,
    local: &Grid,
    day: Date,
    program: &str,
) -> Vec<Fact> {
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
        ("Empreinte de la grille (SHA-256)", grid.sha256.clone(), true),
        ("Énoncés", counted(number, "énoncé", "énoncés"), true),
        ("Compléments de l'acheteur", counted(complements, "énoncé", "énoncés"), true),
        ("Cadre établi le", day.french(), false),
        ("Par", format!("sdet {program}"), false),
    ];
    facts.extend(rows.map(|(label, text, kept)| Fact::new(label, &text, kept)));
    facts
}

/// A fact as it came back.
struct Said<'b> {
    label: String,
    text: String,
    cell: Cell,
    raw: Option<&'b RawCell>,
}

/// The name of the bidder, where the identity is intact; otherwise the diagnostics say which cells
/// are at fault.
pub(super) fn read(
    book: &RawBook,
    facts: &[Fact],
    layout: &Layout,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let said = said(book, facts, layout);
    if said.is_empty() {
        let message = "le cadre ne dit ni à quelle consultation il répond, ni pour quel candidat";
        diagnostics.push(
            Diagnostic::new(Code::FrameIncomplete, message)
                .in_file(&book.file)
                .help("la feuille « Marché », ou les lignes au-dessus du tableau, ont été supprimées : demandez un cadre intact"),
        );
        return None;
    }
    let before = diagnostics.list().len();
    let mut missing = Vec::new();
    for fact in facts.iter().filter(|fact| fact.kept || fact.fill) {
        let mut found = said.iter().filter(|one| one.label == fold(&fact.label));
        let Some(first) = found.next() else {
            // A fact without text is left out of a table of text.
            if fact.fill || !fact.text.is_empty() {
                missing.push(quoted(&fact.label));
            }
            continue;
        };
        if let Some(again) = found.next() {
            let message = format!("{} figure deux fois dans le cadre", quoted(&fact.label));
            let diagnostic = Diagnostic::new(Code::ChangedText, message);
            diagnostics.push(
                diagnostic
                    .in_cell(&book.file, again.cell.clone())
                    .help("aucune des deux n'est choisie à votre place : demandez un cadre intact"),
            );
        } else if fact.kept {
            diagnostics.extend(changed(book, fact, first));
        }
    }
    if !missing.is_empty() {
        let message = format!("le cadre ne dit plus {}", list_with(&missing, "ni"));
        diagnostics.push(Diagnostic::new(Code::FrameIncomplete, message).in_file(&book.file).help(
            "ces cases disent à quoi répond l'offre, et de qui elle est : demandez un cadre intact",
        ));
    }
    let candidate = said.iter().find(|one| one.label == fold(CANDIDATE))?;
    let name = name(book, candidate).map_err(|fault| diagnostics.push(fault)).ok()?;
    (diagnostics.list().len() == before).then_some(name)
}

/// What stands beside labels of ours: on the sheet of the identity, or else above the headings.
fn said<'b>(book: &'b RawBook, facts: &[Fact], layout: &Layout) -> Vec<Said<'b>> {
    let own = |sheet: &RawSheet| fold(&sheet.name) == fold(SHEET);
    let rows: Vec<(usize, u32, &BTreeMap<u32, RawCell>)> = match book.sheets.iter().position(own) {
        Some(rank) => above(book, rank, u32::MAX).collect(),
        None => (0..book.sheets.len())
            .filter_map(|rank| Some((rank, heading_row(&book.sheets[rank], layout)?)))
            .flat_map(|(rank, headings)| above(book, rank, headings))
            .collect(),
    };
    let known = |label: &str| facts.iter().any(|fact| fold(&fact.label) == fold(label));
    let mut found = Vec::new();
    for (rank, row, cells) in rows {
        let Some(first) = cells.get(&0).map(|cell| look(&cell.value)) else { continue };
        let beside = cells.range(1..).find(|(_, cell)| cell.formula || !cell.value.is_blank());
        let (label, text, column, raw) = match first.split_once(':') {
            Some((label, text)) if known(label) => (label, text.to_owned(), 0, cells.get(&0)),
            _ if known(&first) => match beside {
                Some((at, cell)) => (first.as_str(), look(&cell.value), *at, Some(cell)),
                None => (first.as_str(), String::new(), 1, None),
            },
            _ => continue,
        };
        let cell = book.cell(rank, row, column);
        found.push(Said { label: fold(label), text: text.trim().to_owned(), cell, raw });
    }
    found
}

fn above(
    book: &RawBook,
    rank: usize,
    end: u32,
) -> impl Iterator<Item = (usize, u32, &BTreeMap<u32, RawCell>)> {
    book.sheets[rank].rows.range(..end).map(move |(row, cells)| (rank, *row, cells))
}

/// What is said of a fact that is not as it was sent.
fn changed(book: &RawBook, fact: &Fact, said: &Said<'_>) -> Option<Diagnostic> {
    let as_formula = said.raw.is_some_and(|cell| cell.formula);
    if alike(&fact.text, &said.text, book.lossy) && !as_formula {
        return None;
    }
    let (theirs, ours) = side_by_side(&said.text, &fact.text);
    let message = format!("la case {} n'est pas celle du cadre de ce marché", quoted(&fact.label));
    Some(
        Diagnostic::new(Code::ChangedText, message)
            .in_cell(&book.file, said.cell.clone())
            .help(format!("dans ce fichier : {theirs}"))
            .help(format!("dans le cadre de ce marché : {ours}"))
            .help("demandez au candidat un cadre intact ; si marche.yaml ou la grille ont changé depuis l'envoi, reprenez ceux de l'envoi"),
    )
}

/// The name that a bidder gave itself.
fn name(book: &RawBook, said: &Said<'_>) -> Result<String, Diagnostic> {
    let at = |code: Code, message: &str| {
        Diagnostic::new(code, message).in_cell(&book.file, said.cell.clone())
    };
    let calculated =
        said.raw.is_some_and(|cell| cell.formula || matches!(cell.value, RawValue::Fault(_)));
    if calculated {
        return Err(at(Code::Formula, "le nom du candidat est une formule")
            .help("demandez au candidat d'écrire son nom dans cette case"));
    }
    let name = plain_line(&said.text).trim().to_owned();
    if name_key(&name).is_empty() {
        return Err(at(Code::UnnamedCandidate, "le cadre ne nomme pas son candidat").help(
            "le nom s'écrit à droite de « Candidat » : demandez-le au candidat, ou écrivez-le dans une copie du cadre, comme sur son acte d'engagement",
        ));
    }
    Ok(name)
}
