//! Grids and projects, read with a YAML parser that shares nothing with the program's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_yaml::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::date;

#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) id: String,
    pub(crate) version: String,
    /// The version this one replaces, and since when.
    pub(crate) replaces: Option<(String, Date)>,
    pub(crate) scale: Scale,
    pub(crate) axes: Vec<Axis>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) requirements: u32,
    pub(crate) recommendations: u32,
    pub(crate) partial: u32,
    pub(crate) max: u32,
    pub(crate) threshold: u32,
    pub(crate) months: u32,
    pub(crate) months_once_replaced: u32,
}

#[derive(Debug)]
pub(crate) struct Axis {
    pub(crate) id: String,
    pub(crate) statements: Vec<Statement>,
}

#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) id: String,
    pub(crate) modality: String,
    pub(crate) basis: String,
    pub(crate) roles: Vec<String>,
    pub(crate) objects: Vec<String>,
    pub(crate) degrees: Vec<String>,
    pub(crate) core: bool,
    pub(crate) critical: bool,
    pub(crate) kinds: Vec<String>,
    /// Whether the grid foresees a « sans objet ».
    pub(crate) foreseen: bool,
    pub(crate) withdrawn: bool,
}

#[derive(Debug)]
pub(crate) struct Project {
    /// What paths are relative to and stay inside.
    pub(crate) root: PathBuf,
    pub(crate) grid: String,
    pub(crate) object: String,
    pub(crate) evaluated: Date,
    pub(crate) scope: Scope,
    pub(crate) answers: BTreeMap<String, Answer>,
}

/// The scope of a project; an empty list excludes nothing.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) degrees: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) core: bool,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    /// Whether the status was written, be it « à évaluer ».
    pub(crate) stated: bool,
    pub(crate) justified: bool,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) waiver: Option<Waiver>,
    pub(crate) check: Option<Check>,
    pub(crate) by: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) file: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) sha256: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Waiver {
    /// With an authority, a reference and a reason; the last day is apart.
    pub(crate) documented: bool,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) by: String,
    pub(crate) on: Date,
    pub(crate) favourable: bool,
}

/// Every grid of a folder, at whatever depth.
pub(crate) fn grids(folder: &Path) -> Vec<Grid> {
    yaml_files(folder)
        .iter()
        .filter(|file| file.ends_with("grille.yaml"))
        .map(|f| grid(f))
        .collect()
}

/// A project: a folder, or a single file.
pub(crate) fn project(path: &Path) -> Project {
    let single = path.is_file();
    let head = load(&if single { path.to_path_buf() } else { path.join("projet.yaml") });
    let root = if single { path.parent().expect("a file is in a folder") } else { path };
    let mut answers = BTreeMap::new();
    gather(&head, &mut answers);
    if !single && root.join("reponses").is_dir() {
        for file in yaml_files(&root.join("reponses")) {
            gather(&load(&file), &mut answers);
        }
    }
    let scope = &head["perimetre"];
    Project {
        root: root.to_path_buf(),
        grid: needed(&head, "grille"),
        object: needed(&head, "objet"),
        evaluated: date::read(&needed(&head, "date_evaluation")),
        scope: Scope {
            degrees: words(scope, "degres"),
            roles: words(scope, "roles"),
            core: flag(scope, "socle"),
        },
        answers,
    }
}

/// A text without its case, its accents and the width of its spaces.
pub(crate) fn plain(text: &str) -> String {
    let bare: String = text.nfkd().filter(|character| !is_combining_mark(*character)).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn grid(file: &Path) -> Grid {
    let head = load(file);
    let folder = file.parent().expect("a file is in a folder");
    let axes = list(&head, "axes").iter().map(|axis| {
        let statements = load(&folder.join(needed(axis, "fichier")));
        Axis {
            id: needed(axis, "id"),
            statements: list(&statements, "enonces").iter().map(statement).collect(),
        }
    });
    let replaced = &head["remplace"];
    Grid {
        id: needed(&head, "id"),
        version: needed(&head, "version"),
        replaces: text(replaced, "version").zip(day(replaced, "le")),
        scale: scale(&head["bareme"]),
        axes: axes.collect(),
    }
}

fn scale(value: &Value) -> Scale {
    let number = |key: &str, default: u32| {
        text(value, key).map_or(default, |text| text.parse().expect("a whole number"))
    };
    Scale {
        requirements: number("coef_exigences", 60),
        recommendations: number("coef_recommandations", 40),
        partial: number("coef_partiel", 50),
        max: number("note_max", 20),
        threshold: number("seuil_partielle", 50),
        months: number("validite_mois", 36),
        months_once_replaced: number("validite_apres_remplacement_mois", 18),
    }
}

fn statement(value: &Value) -> Statement {
    Statement {
        id: needed(value, "id"),
        modality: needed(value, "modalite"),
        basis: needed(value, "fondement"),
        roles: words(value, "concerne"),
        objects: words(value, "objets"),
        degrees: words(value, "degres"),
        core: flag(value, "socle"),
        critical: flag(value, "critique"),
        kinds: words(value, "preuves_attendues"),
        foreseen: text(value, "sans_objet_si").is_some(),
        withdrawn: text(value, "etat").as_deref() == Some("abroge"),
    }
}

fn gather(file: &Value, answers: &mut BTreeMap<String, Answer>) {
    let Some(rows) = file["reponses"].as_mapping() else { return };
    for (id, row) in rows {
        let id = scalar(id).expect("an answer has the identifier of a statement");
        assert!(answers.insert(id.clone(), answer(row)).is_none(), "{id} is answered twice");
    }
}

fn answer(value: &Value) -> Answer {
    let table = |key: &str| Some(&value[key]).filter(|inner| inner.is_mapping());
    Answer {
        status: text(value, "statut").map_or("a_evaluer", |status| canonical(&status)),
        stated: text(value, "statut").is_some(),
        justified: text(value, "justification").is_some(),
        pieces: list(value, "preuves").iter().map(piece).collect(),
        waiver: table("derogation").map(waiver),
        check: table("verification").map(check),
        by: text(value, "evalue_par"),
    }
}

fn piece(value: &Value) -> Piece {
    Piece {
        file: text(value, "fichier"),
        kind: text(value, "type"),
        from: day(value, "date"),
        until: day(value, "valable_jusqu_au"),
        sha256: text(value, "sha256"),
    }
}

fn waiver(value: &Value) -> Waiver {
    let papers = ["accordee_par", "reference", "motif"];
    Waiver {
        documented: papers.iter().all(|key| text(value, key).is_some()),
        from: day(value, "accordee_le"),
        until: day(value, "echeance"),
    }
}

fn check(value: &Value) -> Check {
    Check {
        by: needed(value, "par"),
        on: date::read(&needed(value, "le")),
        favourable: needed(value, "avis") == "confirme",
    }
}

/// The five statuses, their labels and synonyms (`docs/glossaire.md`), plain and without spaces.
pub(crate) fn canonical(written: &str) -> &'static str {
    let bare: String = plain(written).chars().filter(|c| !matches!(c, ' ' | '_')).collect();
    match bare.as_str() {
        "conforme" | "c" | "oui" | "valide" | "☑" => "conforme",
        "partiel" | "partiellementconforme" | "p" | "pc" | "encours" | "◐" => "partiel",
        "nonconforme" | "nc" | "non" | "nonvalide" => "non_conforme",
        "sansobjet" | "so" | "na" | "n/a" | "nonapplicable" => "sans_objet",
        "aevaluer" | "nt" | "vide" | "nonrenseigne" => "a_evaluer",
        _ => panic!("unknown status: {written}"),
    }
}

/// A file as YAML, whichever of the accepted encodings it is in.
fn load(file: &Path) -> Value {
    let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&decoded(&bytes))
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn decoded(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).expect("UTF-16")
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).expect("UTF-8"),
        _ => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
    }
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn scalar(value: &Value) -> Option<String> {
    value
        .as_str()
        .map(str::to_owned)
        .or_else(|| value.as_i64().map(|number| number.to_string()))
        .or_else(|| value.as_f64().map(|number| number.to_string()))
        .or_else(|| value.as_bool().map(|flag| flag.to_string()))
}

/// A scalar that says something: neither absent nor blank.
fn text(table: &Value, key: &str) -> Option<String> {
    scalar(&table[key]).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn needed(table: &Value, key: &str) -> String {
    text(table, key).unwrap_or_else(|| panic!("no {key} in {table:?}"))
}

fn day(table: &Value, key: &str) -> Option<Date> {
    text(table, key).map(|text| date::read(&text))
}

fn flag(table: &Value, key: &str) -> bool {
    text(table, key).as_deref() == Some("true")
}

fn list<'a>(table: &'a Value, key: &str) -> &'a [Value] {
    table[key].as_sequence().map_or(&[], Vec::as_slice)
}

fn words(table: &Value, key: &str) -> Vec<String> {
    list(table, key).iter().filter_map(scalar).collect()
}
