//! The grids at hand: those built into the binary, and those of `--grilles`.

mod folders;

use std::path::{Path, PathBuf};

use super::input::{Failure, read_text};
use super::project::relative;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grid::seal::{SEAL, check_seal};
use crate::grid::{
    Grid, GridName, Head, Moves, Replacement, Version, fingerprint, is_moves_file, moves_file,
    read_head, read_moves, read_rest,
};
use crate::source::{SourceId, SourceSet, Span};
use crate::words::shown;
use crate::yaml::Reading;
use folders::{files_of_grid, grid_folders, neighbours};

const ROOT: &str = "grille.yaml";

macro_rules! built_in {
    ($folder:literal, $file:literal) => {
        (
            $folder,
            $file,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/grids/", $folder, "/", $file)),
        )
    };
}

/// The files of `grids/`, one line each; a test holds the list equal to the folder.
const BUILT_IN: &[(&str, &str, &str)] = &[
    built_in!("sdet/4.1", "grille.yaml"),
    built_in!("sdet/4.1", "fonctionnel.yaml"),
    built_in!("sdet/4.1", "juridique.yaml"),
    built_in!("sdet/4.1", "organisationnel.yaml"),
    built_in!("sdet/4.1", "technique.yaml"),
];

/// One grid at hand: its main file is read, its statements are not yet.
#[derive(Debug)]
pub struct Shelf {
    /// What its main file says.
    pub head: Head,
    /// What was wrong there, said when the grid is read.
    found: Diagnostics,
    /// Its main file.
    pub root: SourceId,
    /// What its folder holds.
    pub contents: Contents,
    /// The folder it comes from; `None` when built in.
    pub folder: Option<PathBuf>,
}

/// The texts of a grid's folder.
#[derive(Debug, Default)]
pub struct Contents {
    /// The YAML files that could be read as texts.
    pub files: Vec<SourceId>,
    /// The fingerprints of a frozen version.
    pub seal: Option<SourceId>,
    /// The paths of those that could not be read; a diagnostic said why.
    pub unread: Vec<String>,
}

impl Contents {
    /// The main file.
    fn root(&self, sources: &SourceSet) -> Option<SourceId> {
        self.files.iter().find(|id| sources.get(**id).path() == ROOT).copied()
    }
}

/// Every grid at hand.
#[derive(Debug, Default)]
pub struct Library {
    /// Sorted by name.
    pub shelves: Vec<Shelf>,
    /// Whether the main file of some grid could not be read: one that seems unknown may be it.
    pub incomplete: bool,
}

impl Library {
    /// The built-in grids and those under a folder.
    pub fn open(
        extra: Option<&Path>,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut library = Self::default();
        library.add_all(extra, sources, diagnostics);
        library
    }

    /// The versions that stand beside a folder, then those of [`Library::open`]: the folder of a
    /// version is checked against its neighbours, whatever else bears their names.
    pub fn around(
        folder: &Path,
        extra: Option<&Path>,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut library = Self::default();
        for neighbour in neighbours(folder) {
            library.add_folder(&neighbour, sources, diagnostics);
        }
        library.add_all(extra, sources, diagnostics);
        library
    }

    fn add_all(
        &mut self,
        extra: Option<&Path>,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        for folder in built_in_folders() {
            let files = BUILT_IN.iter().filter(|(at, ..)| *at == folder);
            let contents = built_in_contents(folder, files, sources);
            self.shelve(contents, None, sources, diagnostics);
        }
        if let Some(extra) = extra {
            for folder in grid_folders(extra, diagnostics) {
                self.add_folder(&folder, sources, diagnostics);
            }
        }
        self.shelves.sort_by(|a, b| a.head.name.cmp(&b.head.name));
    }

    /// Adds the grid of one folder.
    pub fn add_folder(
        &mut self,
        folder: &Path,
        sources: &mut SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        let mut contents = Contents::default();
        for file in files_of_grid(folder, diagnostics) {
            let path = relative(&file, folder);
            let name = file.display().to_string().replace('\\', "/");
            match read_text(&file, &name, &path, sources) {
                Ok((id, remark)) => {
                    diagnostics.extend(remark);
                    match path == SEAL {
                        true => contents.seal = Some(id),
                        false => contents.files.push(id),
                    }
                }
                Err(Failure(diagnostic)) => {
                    diagnostics.push(diagnostic);
                    contents.unread.push(path);
                }
            }
        }
        self.incomplete |= contents.unread.iter().any(|path| path == ROOT);
        self.shelve(contents, Some(folder.to_owned()), sources, diagnostics);
    }

    fn shelve(
        &mut self,
        contents: Contents,
        folder: Option<PathBuf>,
        sources: &SourceSet,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(root) = contents.root(sources) else {
            return;
        };
        let mut found = Diagnostics::new();
        let mut cx = Reading { sources, diagnostics: &mut found };
        let head = read_head(root, &mut cx);
        // A grid read whole says its own mistakes; a main file that cannot be read says them here.
        let Some(head) = head else {
            diagnostics.append(found);
            self.incomplete = true;
            return;
        };
        let shelf = Shelf { head, found, root, contents, folder };
        let same = self.shelves.iter().find(|other| other.head.name == shelf.head.name);
        match same {
            None => self.shelves.push(shelf),
            Some(other) => diagnostics.extend(redefined(other, &shelf, sources)),
        }
    }

    /// The grid of a name.
    #[must_use]
    pub fn find(&self, name: &GridName) -> Option<&Shelf> {
        self.shelves.iter().find(|shelf| shelf.head.name == *name)
    }

    /// The newest version of an identifier.
    #[must_use]
    pub fn newest(&self, id: &str) -> Option<&Shelf> {
        self.shelves.iter().rfind(|shelf| shelf.head.name.id == id)
    }

    /// The pairs (former, new) of versions of a grid that a moves file joins.
    #[must_use]
    pub fn joined(&self, id: &str, sources: &SourceSet) -> Vec<(Version, Version)> {
        let same = self.shelves.iter().filter(|shelf| shelf.head.name.id == id);
        let pairs = same.flat_map(|shelf| {
            let to = &shelf.head.name.version;
            shelf.former_versions(sources).into_iter().map(move |from| (from, to.clone()))
        });
        pairs.collect()
    }

    /// What a newer known grid says of this one: by which version it is replaced, since when.
    #[must_use]
    pub fn replacement_of(&self, name: &GridName) -> Option<Replacement> {
        let newer = self.shelves.iter().filter(|shelf| shelf.head.name.id == name.id);
        newer
            .filter_map(|shelf| {
                let replaced = shelf.head.replaces.as_ref()?;
                (replaced.version == name.version).then(|| Replacement {
                    version: shelf.head.name.version.clone(),
                    on: replaced.on,
                })
            })
            .min_by_key(|replacement| replacement.on)
    }
}

impl Shelf {
    /// The fingerprint the whole grid will have: over its main file and those its axes name.
    fn fingerprint(&self, sources: &SourceSet) -> String {
        let named = |id: &&SourceId| {
            let path = sources.get(**id).path();
            path == ROOT || self.head.axes.iter().any(|axis| axis.file == path)
        };
        let files: Vec<SourceId> = self.contents.files.iter().filter(named).copied().collect();
        fingerprint(&files, sources)
    }

    /// The moves from a former version, if a file of the grid's folder says them.
    pub fn moves_from(
        &self,
        from: &Version,
        sources: &SourceSet,
        diagnostics: &mut Diagnostics,
    ) -> Option<Moves> {
        let name = moves_file(from);
        let file = self.contents.files.iter().find(|id| sources.get(**id).path() == name)?;
        read_moves(*file, &self.head.name.version, &mut Reading { sources, diagnostics })
    }

    /// No move from a former version: what is missing is said at the grid's main file.
    #[must_use]
    pub fn without_moves(&self, from: &Version) -> Moves {
        Moves::none(from.clone(), self.start())
    }

    /// The beginning of the grid's main file.
    #[must_use]
    pub fn start(&self) -> Span {
        Span::new(self.root, 0, 0)
    }

    /// The former versions that a moves file of the folder starts from, by its name.
    #[must_use]
    pub fn former_versions(&self, sources: &SourceSet) -> Vec<Version> {
        let names = self.contents.files.iter().map(|id| sources.get(*id).path());
        let versions = names.filter(|name| is_moves_file(name)).filter_map(|name| {
            Version::parse(name.trim_start_matches("depuis-").trim_end_matches(".yaml"))
        });
        versions.collect()
    }

    /// Reads the grid whole; a frozen version that is not what it was is an error.
    pub fn read(&self, sources: &SourceSet, diagnostics: &mut Diagnostics) -> Option<Grid> {
        let grid = self.read_texts(sources, diagnostics)?;
        let Contents { files, seal, unread } = &self.contents;
        let mut cx = Reading { sources, diagnostics };
        check_seal(&self.head, self.root, *seal, files, unread, &mut cx);
        Some(grid)
    }

    /// Reads the grid whole, without a look at its fingerprints.
    pub fn read_texts(&self, sources: &SourceSet, diagnostics: &mut Diagnostics) -> Option<Grid> {
        diagnostics.append(self.found.clone());
        let mut cx = Reading { sources, diagnostics };
        let Contents { files, unread, .. } = &self.contents;
        let grid = read_rest(self.head.clone(), self.root, files, unread, &mut cx);
        if let Some(folder) = &self.folder {
            diagnostics.extend(misplaced(&self.head, folder));
        }
        Some(grid)
    }
}

/// The texts of a built-in grid.
fn built_in_contents<'f>(
    folder: &str,
    files: impl Iterator<Item = &'f (&'static str, &'static str, &'static str)>,
    sources: &mut SourceSet,
) -> Contents {
    let name = folder.replacen('/', "@", 1);
    let mut contents = Contents::default();
    for (_, file, text) in files {
        let encoding = crate::source::Encoding::Utf8 { bom: false };
        let id = sources.add(format!("{name}/{file}"), *file, *text, encoding);
        match *file == SEAL {
            true => contents.seal = Some(id),
            false => contents.files.push(id),
        }
    }
    contents
}

fn built_in_folders() -> Vec<&'static str> {
    let mut folders: Vec<&str> = BUILT_IN.iter().map(|(folder, ..)| *folder).collect();
    folders.dedup();
    folders
}

/// Another content under a name already taken.
fn redefined(first: &Shelf, second: &Shelf, sources: &SourceSet) -> Option<Diagnostic> {
    if first.fingerprint(sources) == second.fingerprint(sources) {
        return None;
    }
    let name = &second.head.name;
    let at = second.folder.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
    let diagnostic = match &first.folder {
        None => Diagnostic::new(
            Code::BuiltInRedefined,
            format!("{} contient une grille {name} différente de celle du programme", shown(&at)),
        )
        .help("donnez-lui un autre nom ou une autre version : deux rapports citeraient la même grille sans dire la même chose"),
        Some(other) => Diagnostic::new(
            Code::GridTwice,
            format!("deux grilles {name} différentes : {} et {}", shown(&other.display().to_string()), shown(&at)),
        )
        .help("gardez-en une"),
    };
    Some(diagnostic)
}

fn misplaced(head: &Head, folder: &Path) -> Option<Diagnostic> {
    let version = head.name.version.to_string();
    let last = folder.file_name()?.to_string_lossy().into_owned();
    let above = folder.parent().and_then(Path::file_name);
    let above = above.map(|name| name.to_string_lossy().into_owned());
    // A relative path may not show the folder above.
    let in_place = last == version && above.is_none_or(|above| above == head.name.id);
    if in_place || last == head.name.to_string() || last == format!("{}-{version}", head.name.id) {
        return None;
    }
    let shown_folder = folder.display().to_string();
    Some(
        Diagnostic::new(
            Code::GridMisplaced,
            format!(
                "le dossier {} ne porte pas le nom de sa grille, {}",
                shown(&shown_folder),
                head.name
            ),
        )
        .help(format!("nommez-le {}/{version}, pour que chacun la retrouve", head.name.id)),
    )
}

#[cfg(test)]
mod tests;
