//! Looking at the files that answers cite: facts only, judged elsewhere.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::input::read_bounded;
use super::project::{is_left_behind, relative};
use crate::evidence::{Fact, Facts, Stored, composed};
use crate::source::{MAX_FILE_BYTES, decode};
use crate::words::{hexadecimal, suggest};

/// The folder of a project where pieces are kept.
const EVIDENCE: &str = "preuves";

/// How much of a file is read at once, in bytes.
pub(super) const BLOCK: usize = 64 * 1024;

/// How many missing files are looked for under a name that resembles theirs.
const MAX_RESEMBLING: usize = 200;

/// What is on disk for each of these paths of a project.
#[must_use]
pub fn look(folder: &Path, paths: &[String]) -> Facts {
    let mut folders = fs::canonicalize(folder).ok().map(Folders::new);
    let by_path = paths.iter().map(|path| {
        let fact = match &mut folders {
            Some(folders) => folders.look_at(path),
            None => Fact::Missing { near: None },
        };
        (path.clone(), fact)
    });
    Facts { by_path: by_path.collect() }
}

/// What a path leads to, name by name.
enum Found {
    Exactly {
        actual: String,
        through_link: bool,
    },
    OtherCase(String),
    /// With the path it resembles.
    Nothing(Option<String>),
    Unreadable,
}

/// The names of a folder.
enum Listing {
    Names(Names),
    Unreadable,
    Absent,
}

/// Names as they are on disk, and by what may be written for them: the first one in the order of
/// names, where several are the same but for capitals or the form of accents.
struct Names {
    /// With whether each is a link, or cannot be told from one.
    on_disk: BTreeMap<String, bool>,
    by_form: BTreeMap<String, String>,
    lower: BTreeMap<String, String>,
}

impl Names {
    fn of(entries: fs::ReadDir) -> Self {
        let told = entries.flatten().filter_map(|entry| {
            let is_link = entry.file_type().map_or(true, |kind| kind.is_symlink());
            Some((entry.file_name().into_string().ok()?, is_link))
        });
        let on_disk: BTreeMap<String, bool> = told.collect();
        let mut by_form = BTreeMap::new();
        let mut lower = BTreeMap::new();
        for name in on_disk.keys() {
            let same = composed(name);
            lower.entry(same.to_lowercase()).or_insert_with(|| name.clone());
            by_form.entry(same).or_insert_with(|| name.clone());
        }
        Self { on_disk, by_form, lower }
    }

    /// The name written, whichever the Unicode form of its accents.
    fn exact(&self, wanted: &str, form: &str) -> Option<&String> {
        let same = self.on_disk.get_key_value(wanted).map(|(name, _)| name);
        same.or_else(|| self.by_form.get(form))
    }
}

/// The folders of a project, each listed once however many paths go through it.
struct Folders {
    root: PathBuf,
    listings: BTreeMap<String, Listing>,
    resembling: usize,
}

impl Folders {
    fn new(root: PathBuf) -> Self {
        Self { root, listings: BTreeMap::new(), resembling: 0 }
    }

    fn look_at(&mut self, path: &str) -> Fact {
        let (actual, through_link) = match self.find(path) {
            Found::Exactly { actual, through_link } => (actual, through_link),
            Found::OtherCase(actual) => return Fact::OtherCase { actual },
            Found::Nothing(near) => return Fact::Missing { near },
            Found::Unreadable => return Fact::Unreadable,
        };
        let mut real = self.root.join(&actual);
        // Without a link on the way, the path leads where it says.
        if through_link {
            let Ok(target) = fs::canonicalize(&real) else {
                return Fact::Missing { near: None };
            };
            real = target;
        }
        if !real.starts_with(&self.root) {
            return Fact::Outside;
        }
        match fs::metadata(&real) {
            Ok(facts) if !facts.is_file() => Fact::NotAFile,
            Ok(facts) => match hash(&real, facts.len()) {
                Ok(sha256) => Fact::Present { sha256, actual, bytes: facts.len() },
                Err(_) => Fact::Unreadable,
            },
            Err(_) => Fact::Unreadable,
        }
    }

    /// Reads each folder rather than asking for the file: the answer is the same on systems that
    /// tell capitals apart and on those that do not, and for both Unicode forms of an accent.
    fn find(&mut self, path: &str) -> Found {
        let mut actual = String::new();
        let mut same_case = true;
        let mut through_link = false;
        for wanted in path.split('/').filter(|part| !part.is_empty()) {
            let below = |name: &str| match actual.is_empty() {
                true => name.to_owned(),
                false => format!("{actual}/{name}"),
            };
            let names = match self.listing(&actual) {
                Listing::Names(names) => names,
                Listing::Unreadable => return Found::Unreadable,
                Listing::Absent => return Found::Nothing(None),
            };
            let form = composed(wanted);
            let exact = names.exact(wanted, &form);
            let Some(name) = exact.or_else(|| names.lower.get(&form.to_lowercase())) else {
                return Found::Nothing(self.near(&actual, wanted).map(|near| below(&near)));
            };
            same_case &= exact.is_some();
            through_link |= names.on_disk.get(name).is_none_or(|is_link| *is_link);
            actual = below(name);
        }
        match (actual.is_empty(), same_case) {
            (true, _) => Found::Exactly { actual: ".".into(), through_link },
            (false, true) => Found::Exactly { actual, through_link },
            (false, false) => Found::OtherCase(actual),
        }
    }

    fn listing(&mut self, folder: &str) -> &Listing {
        if !self.listings.contains_key(folder) {
            let listing = match fs::read_dir(self.root.join(folder)) {
                Ok(entries) => Listing::Names(Names::of(entries)),
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    Listing::Unreadable
                }
                Err(_) => Listing::Absent,
            };
            self.listings.insert(folder.to_owned(), listing);
        }
        self.listings.get(folder).unwrap_or(&Listing::Absent)
    }

    /// The name of a folder that resembles the one wanted.
    fn near(&mut self, folder: &str, wanted: &str) -> Option<String> {
        self.resembling += 1;
        let Some(Listing::Names(names)) =
            self.listings.get(folder).filter(|_| self.resembling <= MAX_RESEMBLING)
        else {
            return None;
        };
        suggest(wanted, names.on_disk.keys().map(String::as_str)).map(String::from)
    }
}

/// The files of the folder of evidence of a project, sorted by path; those that systems and editors
/// leave behind are not told. Hashed only when a hash is sought: pieces may be large.
#[must_use]
pub fn stored(folder: &Path, hashes: bool) -> Vec<Stored> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder.join(EVIDENCE)).follow_links(false).into_iter().flatten() {
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_dir() || is_left_behind(&name) {
            continue;
        }
        let sha256 = match hashes && entry.file_type().is_file() {
            true => entry.metadata().ok().and_then(|facts| hash(entry.path(), facts.len()).ok()),
            false => None,
        };
        found.push(Stored { path: relative(entry.path(), folder), sha256 });
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Extensions of files whose content is text.
const TEXTS: [&str; 12] =
    ["txt", "csv", "tsv", "md", "htm", "html", "xml", "json", "yaml", "yml", "log", "ldif"];

/// The text of a piece of a project; none if its name does not announce one, or if it is not one.
#[must_use]
pub fn text_of_piece(folder: &Path, path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (_, extension) = name.rsplit_once('.')?;
    if !TEXTS.iter().any(|text| extension.eq_ignore_ascii_case(text)) {
        return None;
    }
    let bytes = read_bounded(&folder.join(path), MAX_FILE_BYTES).ok()?;
    decode(&bytes).ok().map(|(text, _)| text)
}

/// The SHA-256 of a file; `bytes`: its length, as far as is known.
fn hash(file: &Path, bytes: u64) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(file)?;
    // Most pieces are smaller than a block.
    let bytes = usize::try_from(bytes).unwrap_or(BLOCK);
    let mut block = vec![0; bytes.clamp(1, BLOCK)];
    loop {
        match io::Read::read(&mut file, &mut block) {
            Ok(0) => return Ok(hexadecimal(&hasher.finalize())),
            Ok(read) => hasher.update(&block[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
