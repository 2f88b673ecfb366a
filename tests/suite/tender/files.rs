//! A tender as its files say it, read by parsers that share nothing with the program's: markets,
//! appraisals and projects in YAML, frames as workbooks or as texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use serde_yaml::Value;

use super::fill::plain;
use crate::oracle::date;
use crate::oracle::evidence::look;
use crate::oracle::read::Piece;

/// A statement of the grid or of the buyer.
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) axis: String,
    pub(super) modality: String,
    pub(super) text: String,
    pub(super) critical: bool,
    pub(super) foreseen: bool,
    pub(super) kinds: Vec<String>,
    pub(super) points: Option<i64>,
}

impl Asked {
    pub(super) fn required(&self) -> bool {
        self.modality == "doit" || self.modality == "ne_doit_pas"
    }
}

/// What a bidder says of a statement.
pub(super) struct Said {
    /// C, P, K, S, or V for what is left open.
    pub(super) status: &'static str,
    pub(super) justification: String,
    pub(super) waiver: BTreeMap<String, String>,
    pub(super) pieces: Vec<Piece>,
}

impl Said {
    /// A blank.
    pub(super) fn nothing() -> Self {
        let (waiver, pieces) = (BTreeMap::new(), Vec::new());
        Self { status: "V", justification: String::new(), waiver, pieces }
    }
}

/// The bidder of an offer, what it says, and where its evidence lies.
pub(super) struct Offered {
    pub(super) name: String,
    pub(super) said: BTreeMap<String, Said>,
    folder: std::path::PathBuf,
}

impl Offered {
    /// Whether a piece at least proves an answer at a day.
    pub(super) fn proves(&self, asked: &Asked, today: &str) -> bool {
        let pieces = self.said.get(&asked.id).map_or(&[][..], |said| said.pieces.as_slice());
        let today = date::read(today);
        pieces.iter().any(|piece| look(piece, &asked.kinds, &self.folder, today).valid())
    }
}

pub(super) fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
    serde_yaml::from_str(&text).expect("YAML")
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

pub(super) fn list(value: &Value) -> Vec<String> {
    value.as_sequence().map(|items| items.iter().map(text).collect()).unwrap_or_default()
}

/// Lower-case letters and digits, without accents: names and labels compared.
pub(super) fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'É' => 'e',
        'À' | 'à' => 'a',
        'î' => 'i',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).collect()
}

/// C, P, K, S, or V for what is left open.
pub(super) fn status(text: &str) -> &'static str {
    match folded(text).as_str() {
        "conforme" => "C",
        "partiel" => "P",
        "nonconforme" => "K",
        "sansobjet" => "S",
        _ => "V",
    }
}

/// The statements that a market asks for, complements last.
pub(super) fn statements(market: &Value, grid: &Path) -> Vec<Asked> {
    let head = yaml(&grid.join("grille.yaml"));
    let scope = &market["perimetre"];
    let meets = |asked: &Value, offered: &Value| {
        let (asked, offered) = (list(asked), list(offered));
        asked.is_empty() || offered.is_empty() || asked.iter().any(|one| offered.contains(one))
    };
    let object = text(&market["objet"]);
    let mut found = Vec::new();
    for axis in head["axes"].as_sequence().expect("axes") {
        let file = yaml(&grid.join(text(&axis["fichier"])));
        for one in file["enonces"].as_sequence().expect("statements") {
            let objects = list(&one["objets"]);
            let kept = text(&one["etat"]) != "abroge"
                && (objects.is_empty() || objects.contains(&object))
                && meets(&scope["roles"], &one["concerne"])
                && meets(&scope["degres"], &one["degres"])
                && (scope["socle"].as_bool() != Some(true) || one["socle"].as_bool() == Some(true));
            if kept {
                found.push(asked(one, text(&axis["id"])));
            }
        }
    }
    let own = market["complements"]["enonces"].as_sequence();
    found.extend(own.into_iter().flatten().map(|one| asked(one, "LOC".into())));
    found
}

fn asked(one: &Value, axis: String) -> Asked {
    Asked {
        id: text(&one["id"]),
        axis,
        modality: text(&one["modalite"]),
        text: text(&one["enonce"]),
        critical: one["critique"].as_bool() == Some(true),
        foreseen: !text(&one["sans_objet_si"]).is_empty(),
        kinds: list(&one["preuves_attendues"]),
        points: one["points"].as_i64(),
    }
}

const WAIVER: [(&str, &str); 5] = [
    ("Dérogation : accordée par", "accordee_par"),
    ("Dérogation : référence", "reference"),
    ("Dérogation : motif", "motif"),
    ("Dérogation : accordée le", "accordee_le"),
    ("Dérogation : échéance", "echeance"),
];

/// A kind of evidence, by its word or its label in `docs/glossaire.md`.
fn kind(text: &str) -> String {
    match folded(text).as_str() {
        "rapportdaudit" | "rapportaudit" => "rapport_audit".to_owned(),
        "rapportdessai" | "rapportessai" => "rapport_essai".to_owned(),
        "capturedecran" => "capture".to_owned(),
        other => other.to_owned(),
    }
}

/// An answer whose texts are given by two ways of finding them: a column and a key.
fn answer(
    cell: &dyn Fn(&str, &str) -> String,
    piece: &dyn Fn(usize, &str, &str) -> String,
) -> Said {
    let waiver = WAIVER.iter().map(|(heading, key)| ((*key).to_owned(), cell(heading, key)));
    let some = |text: String| (!text.is_empty()).then_some(text);
    let pieces = (1..=3).map(|number| {
        let kind = kind(&piece(number, "type", "type"));
        Piece {
            file: some(piece(number, "fichier", "fichier")),
            kind: some(kind),
            from: some(piece(number, "date", "date")).map(|text| date::read(&text)),
            until: some(piece(number, "valable jusqu'au", "valable_jusqu_au"))
                .map(|text| date::read(&text)),
            sha256: some(piece(number, "empreinte SHA-256", "sha256")),
        }
    });
    Said {
        status: status(&cell("Statut", "statut")),
        justification: cell("Justification", "justification"),
        waiver: waiver.filter(|(_, text)| !text.is_empty()).collect(),
        pieces: pieces.filter(|piece| piece.file.is_some()).collect(),
    }
}

/// An offer, in whichever way it was made.
pub(super) fn offer(path: &Path) -> Offered {
    if path.is_dir() {
        return project(path);
    }
    let folder = path.with_extension("");
    let (name, said) = match path.extension().is_some_and(|one| one == "csv") {
        true => {
            let rows = lines(path);
            (named(&rows), table(&rows))
        }
        false => workbook(path),
    };
    Offered { name: name.expect("a bidder"), said, folder }
}

fn project(path: &Path) -> Offered {
    let mut said = BTreeMap::new();
    for entry in fs::read_dir(path.join("reponses")).expect("answers") {
        let file = yaml(&entry.expect("an entry").path());
        for key in ["reponses", "complements"] {
            for (id, one) in file[key].as_mapping().into_iter().flatten() {
                let cell = |heading: &str, key: &str| match heading.starts_with("Dérogation") {
                    true => text(&one["derogation"][key]),
                    false => text(&one[key]),
                };
                let piece = |number: usize, _: &str, key: &str| {
                    text(one["preuves"].get(number - 1).map_or(&Value::Null, |piece| &piece[key]))
                };
                said.insert(text(id), answer(&cell, &piece));
            }
        }
    }
    let name = text(&yaml(&path.join("projet.yaml"))["intitule"]);
    Offered { name, said, folder: path.to_owned() }
}

/// The rows of a text with separators.
fn lines(path: &Path) -> Vec<Vec<String>> {
    let bytes = fs::read(path).expect("a text");
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let rows = reader.records().map(|row| row.expect("a row").iter().map(String::from).collect());
    rows.collect()
}

fn workbook(path: &Path) -> (Option<String>, BTreeMap<String, Said>) {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let (mut name, mut said) = (None, BTreeMap::new());
    for (sheet, range) in book.worksheets() {
        let rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        if sheet == "Marché" {
            name = named(&rows);
        } else {
            said.extend(table(&rows));
        }
    }
    (name, said)
}

/// The name beside « Candidat ».
fn named(rows: &[Vec<String>]) -> Option<String> {
    rows.iter().find(|row| row[0] == "Candidat").map(|row| row[1].clone())
}

fn table(rows: &[Vec<String>]) -> BTreeMap<String, Said> {
    let mut said = BTreeMap::new();
    let Some(at) = rows.iter().position(|row| row[0] == "Identifiant") else { return said };
    let headings: Vec<String> = rows[at].iter().map(|heading| plain(heading)).collect();
    for row in &rows[at + 1..] {
        let found = |heading: &str| {
            let at = headings.iter().position(|one| one == heading);
            at.and_then(|at| row.get(at)).map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let cell = |heading: &str, _: &str| found(heading);
        let piece =
            |number: usize, heading: &str, _: &str| found(&format!("Preuve {number} : {heading}"));
        said.insert(row[0].clone(), answer(&cell, &piece));
    }
    said
}
