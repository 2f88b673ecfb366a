//! Finding the files of a tender: the market, the buyer's appraisals, the offers.

use std::path::{Path, PathBuf};

use super::input::unreadable;
use super::project::{MAIN as PROJECT, is_left_behind, is_yaml, link};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::words::shown;

/// The main file of a market.
pub(super) const MAIN: &str = "marche.yaml";
/// The folder of the buyer's appraisals, beside it.
pub const APPRAISALS: &str = "analyse";
/// What frames come back as; the last two are read to be refused, with what to do.
const TABLES: [&str; 5] = ["xlsx", "ods", "csv", "xls", "xlsm"];

/// Where the files of a market are.
#[derive(Debug, Clone)]
pub struct MarketFiles {
    /// Its folder.
    pub folder: PathBuf,
    /// Its main file.
    pub main: PathBuf,
    /// The appraisals: their paths, and their names inside the folder, sorted by name.
    pub appraisals: Vec<(PathBuf, String)>,
}

/// An offer as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferPath {
    /// A project: a folder, or one file.
    Project(PathBuf),
    /// A filled frame.
    Frame(PathBuf),
}

impl OfferPath {
    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Project(path) | Self::Frame(path) => path,
        }
    }
}

/// The files of a market, given by its folder or its main file. `None` when there is none.
pub fn find_market(path: &Path, diagnostics: &mut Diagnostics) -> Option<MarketFiles> {
    let name = path.display().to_string();
    let facts = match std::fs::metadata(path) {
        Ok(facts) => facts,
        Err(error) => {
            diagnostics.push(unreadable(&name, &error));
            return None;
        }
    };
    let main = if facts.is_dir() { path.join(MAIN) } else { path.to_owned() };
    if !main.is_file() {
        let message = format!("le dossier {} ne contient pas de {MAIN}", shown(&name));
        diagnostics.push(
            Diagnostic::new(Code::NotAProject, message)
                .help("donnez le dossier de la consultation, ou son marche.yaml ; « sdet init --marche » en crée un"),
        );
        return None;
    }
    let folder = match main.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut appraisals = Vec::new();
    for (path, name) in entries(&folder.join(APPRAISALS)) {
        let inside = format!("{APPRAISALS}/{name}");
        if path.is_symlink() {
            diagnostics.push(link(&inside, "copiez le fichier lui-même dans analyse/"));
        } else if is_yaml(&path) {
            appraisals.push((path, inside));
        }
    }
    Some(MarketFiles { folder, main, appraisals })
}

/// The offers that some paths mean: projects, filled frames, and folders of either.
pub fn find_offers(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<OfferPath> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        match std::fs::metadata(path) {
            Err(error) => diagnostics.push(unreadable(&name, &error)),
            Ok(facts) if facts.is_dir() => {
                let inside = offers_of(path, diagnostics);
                if inside.is_empty() {
                    let message = format!("aucune offre dans {}", shown(&name));
                    diagnostics.push(
                        Diagnostic::new(Code::NoOffer, message)
                            .help("un dossier d'offres contient des cadres remplis (.xlsx, .ods, .csv) ou des dossiers avec projet.yaml"),
                    );
                }
                found.extend(inside);
            }
            Ok(_) => found.push(offer(path)),
        }
    }
    found
}

/// Something in a folder of offers that is none: an offer must not be lost in silence.
fn not_an_offer(path: &Path) -> Diagnostic {
    let name = shown(&path.display().to_string());
    let (message, help) = match path.is_dir() {
        true => (
            format!("le dossier {name} n'est ni un projet, ni les pièces d'un cadre du même nom"),
            "donnez-le comme dossier d'offres s'il en contient, ou donnez-lui le nom du cadre dont il tient les pièces",
        ),
        false => (
            format!("le fichier {name} n'est pas une offre"),
            "enregistrez-le en .xlsx s'il en est une, ou sortez-le du dossier des offres",
        ),
    };
    Diagnostic::new(Code::NotAnOffer, message).help(help)
}

fn offers_of(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<OfferPath> {
    if folder.join(PROJECT).is_file() {
        return vec![OfferPath::Project(folder.to_owned())];
    }
    let mut found = Vec::new();
    let inside = entries(folder);
    let frames: Vec<PathBuf> =
        inside.iter().map(|(path, _)| path).filter(|path| is_table(path)).cloned().collect();
    for (path, _) in inside {
        if path.is_dir() && path.join(PROJECT).is_file() {
            found.push(OfferPath::Project(path));
        } else if path.is_file() && (is_table(&path) || is_yaml(&path)) {
            found.push(offer(&path));
        // « alpha/ » holds the pieces of « alpha.xlsx ».
        } else if !frames.iter().any(|frame| frame.with_extension("") == path) {
            diagnostics.push(not_an_offer(&path));
        }
    }
    found
}

/// A file that was given is read as what its name says; what is neither is a table to be refused.
fn offer(path: &Path) -> OfferPath {
    match is_yaml(path) {
        true => OfferPath::Project(path.to_owned()),
        false => OfferPath::Frame(path.to_owned()),
    }
}

fn is_table(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| TABLES.contains(&extension.as_str()))
}

/// What a folder holds, sorted by name, without what systems leave behind.
fn entries(folder: &Path) -> Vec<(PathBuf, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<(PathBuf, String)> = entries
        .flatten()
        .map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned()))
        .filter(|(_, name)| !is_left_behind(name))
        .collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}
