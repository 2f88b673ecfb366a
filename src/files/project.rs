//! Finding the files of a project: a folder, or one file.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::input::{Failure, read_text, unreadable};
use super::journal::recover;
use super::market::MAIN as MARKET;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, SourceSet};
use crate::words::{shown, suggest};

pub(super) const MAIN: &str = "projet.yaml";
const ANSWERS: &str = "reponses";

/// The texts of a project, loaded.
#[derive(Debug, Clone)]
pub struct ProjectFiles {
    /// The folder that evidence paths are relative to.
    pub folder: PathBuf,
    /// The main file.
    pub main: SourceId,
    /// The files of answers, sorted by path.
    pub answers: Vec<SourceId>,
    /// Whether the project is one file.
    pub single_file: bool,
}

/// How the files of a project are named to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// From the folder of the project: there is only one.
    Inside,
    /// From where the command was run: there are two.
    Whole,
}

/// Loads the texts of a project; what is wrong goes to `diagnostics`. `None` when there is no
/// project to read.
pub fn load_project(
    path: &Path,
    names: Names,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Option<ProjectFiles> {
    let prefix = match names {
        Names::Inside => String::new(),
        Names::Whole => prefix(path),
    };
    let (folder, main) = match locate(path) {
        Ok(found) => found,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    match recover(&folder) {
        Ok(remark) => diagnostics.extend(remark),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    }
    let main_name = main.file_name().map(|name| name.to_string_lossy().into_owned());
    let main_name = main_name.unwrap_or_else(|| MAIN.into());
    let shown = format!("{prefix}{main_name}");
    let main_id = keep(read_text(&main, &shown, &main_name, sources), diagnostics);
    let mut answers = Vec::new();
    if main_name == MAIN {
        let mut inside = Diagnostics::new();
        inside.extend(beside(&folder));
        let found = answer_files(&folder, &mut inside);
        diagnostics.extend(inside.list().iter().cloned().map(|mut one| {
            one.file = one.file.map(|file| format!("{prefix}{file}"));
            one
        }));
        for (file, relative) in found {
            let shown = format!("{prefix}{relative}");
            answers.extend(keep(read_text(&file, &shown, &relative, sources), diagnostics));
        }
    }
    Some(ProjectFiles { folder, main: main_id?, answers, single_file: main_name != MAIN })
}

/// The path of a project's folder, to be put before the names of its files.
fn prefix(path: &Path) -> String {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    let folder = folder.map(|folder| folder.display().to_string().replace('\\', "/"));
    match folder.as_deref().map(|folder| folder.trim_end_matches('/')) {
        None | Some("" | ".") => String::new(),
        Some(folder) => format!("{folder}/"),
    }
}

fn keep(
    read: Result<(SourceId, Option<Diagnostic>), Failure>,
    diagnostics: &mut Diagnostics,
) -> Option<SourceId> {
    match read {
        Ok((id, remark)) => {
            diagnostics.extend(remark);
            Some(id)
        }
        Err(Failure(diagnostic)) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

/// The folder and main file that a path means.
fn locate(path: &Path) -> Result<(PathBuf, PathBuf), Diagnostic> {
    let name = path.display().to_string();
    let facts = std::fs::metadata(path).map_err(|error| unreadable(&name, &error))?;
    if facts.is_dir() {
        let main = path.join(MAIN);
        if main.is_symlink() {
            return Err(link(MAIN, "copiez le fichier lui-même dans le dossier du projet"));
        }
        if main.is_file() {
            return Ok((path.to_owned(), main));
        }
        let message = format!("le dossier {} ne contient pas de projet.yaml", shown(&name));
        return Err(Diagnostic::new(Code::NotAProject, message).help(almost_a_project(path)));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.map_or_else(|| PathBuf::from("."), Path::to_owned);
    Ok((folder, path.to_owned()))
}

/// What to do with a folder that has no main file: what is nearly one, first.
fn almost_a_project(path: &Path) -> String {
    let misnamed = ["projet.yaml.txt", "projet.yml", "Projet.yaml", "projet.txt"];
    if let Some(found) = misnamed.iter().find(|name| path.join(name).is_file()) {
        return format!("renommez « {found} » en « projet.yaml »");
    }
    if path.join(MARKET).is_file() {
        return "c'est le dossier d'une consultation : « sdet exporter --cadre » et « sdet depouiller » le lisent, et disent ses erreurs".into();
    }
    if path.parent().is_some_and(|above| above.join(MAIN).is_file()) {
        return "le dossier au-dessus en contient un : donnez celui-là".into();
    }
    "donnez le dossier d'un projet, ou le fichier d'un projet en un seul fichier ; « sdet init » en crée un".into()
}

/// What lies beside the main file and looks like answers that would not be read.
fn beside(folder: &Path) -> Vec<Diagnostic> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() {
            if name != ANSWERS && suggest(&name, [ANSWERS]).is_some() {
                let message = format!("le dossier {} n'est pas lu", shown(&name));
                let help = "vouliez-vous dire « reponses » ?";
                found.push(Diagnostic::new(Code::FileIgnored, message).in_file(&name).help(help));
            }
        } else if is_yaml(&path) && name != MAIN {
            let help = "les réponses se rangent dans reponses/";
            found.push(unread_file(&name).help(help));
        }
    }
    found.sort_by(|a, b| a.message.cmp(&b.message).then_with(|| a.file.cmp(&b.file)));
    found
}

fn unread_file(name: &str) -> Diagnostic {
    Diagnostic::new(Code::FileIgnored, "ce fichier n'est pas lu").in_file(name)
}

/// The YAML files under `reponses/`, with their paths inside the project, sorted by path. Links
/// are refused; files of another kind are said.
fn answer_files(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<(PathBuf, String)> {
    let root = folder.join(ANSWERS);
    if !root.exists() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(&root).follow_links(false) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let name =
                    error.path().map_or_else(|| ANSWERS.into(), |path| path.display().to_string());
                let cause = error.into_io_error();
                let cause = cause.unwrap_or_else(|| std::io::Error::other("boucle de liens"));
                diagnostics.push(unreadable(&name, &cause));
                continue;
            }
        };
        let relative = relative(entry.path(), folder);
        let kind = entry.file_type();
        if kind.is_symlink() {
            diagnostics.push(link(&relative, "copiez le fichier lui-même dans reponses/"));
        } else if kind.is_file() {
            if is_yaml(entry.path()) {
                found.push((entry.path().to_owned(), relative));
            } else {
                diagnostics.extend(ignored(&relative));
            }
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

pub(super) fn link(name: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::Link, "ce fichier est un lien : il n'est pas suivi")
        .in_file(name)
        .help(help)
}

/// The path inside a folder, with `/`.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

pub(super) fn is_yaml(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    !hidden && extension.is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Says that a file is not read, unless it is one that systems and editors leave behind.
fn ignored(relative: &str) -> Option<Diagnostic> {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    (!is_left_behind(name)).then(|| {
        unread_file(relative).help("les réponses sont des fichiers .yaml (vérifiez que l'extension n'est pas « .yaml.txt »)")
    })
}

/// Whether a name is one that systems and editors leave behind.
pub(super) fn is_left_behind(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || ["Thumbs.db", "desktop.ini"].contains(&name)
        || name.ends_with(".swp")
}
