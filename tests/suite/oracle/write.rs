//! Writes a case as a user's files: YAML by hand, evidence on disk, no library of the program.

mod grid;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::date::{days_later, french, iso};
use super::evidence::hash;
use super::layout::{Node, Table, lay_out, raw};
use super::model::{
    Answer, Case, Check, Encoding, File, Grid, Hash, Kind, Layout, Paper, Piece, Place, Project,
    Reason, Row, Statement, Status, Waiver, When,
};
use grid::{write_grid, write_other};

/// What exists inside every project, with its content.
pub(crate) const INSIDE: [(&str, &str); 4] = [
    ("preuves/essai.pdf", "rapport d'essai\n"),
    ("preuves/vide.txt", ""),
    ("preuves/sous dossier/capture d'écran.png", "image"),
    ("hors-preuves.pdf", "à la racine"),
];

/// Paths that lead to a file of every project by a detour.
pub(crate) const DETOURS: [&str; 3] =
    ["./preuves/essai.pdf", "preuves/../hors-preuves.pdf", "preuves/./sous dossier/../vide.txt"];

/// Paths that lead to no file of any project.
pub(crate) const ASTRAY: [&str; 6] = [
    "preuves/absente.pdf",
    "preuves/Essai.PDF",
    "preuves/sous dossier",
    "../dehors.pdf",
    "preuves/../../dehors.pdf",
    "C:/Users/dehors.pdf",
];

/// Links inside every project, where the system has them: name, target.
#[cfg(unix)]
pub(crate) const LINKS: [(&str, &str); 3] = [
    ("preuves/lien-dedans.pdf", "essai.pdf"),
    ("preuves/lien-dehors.pdf", "../../dehors.pdf"),
    ("preuves/lien-rompu.pdf", "absente.pdf"),
];

/// Where a case was written.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) grids: PathBuf,
    pub(crate) project: PathBuf,
}

pub(crate) fn write(case: &Case, root: &Path) -> Written {
    let grids = root.join("grilles");
    // The shipped grid is in the program, and another content under its name is refused.
    if !case.grid.shipped() {
        write_grid(&case.grid, &grids);
    }
    for other in &case.others {
        write_other(other, &grids);
    }
    let folder = root.join("projet");
    write_evidence(root, &folder);
    let writer = Writer { today: case.today, folder: &folder };
    let project = match case.project.layout {
        Layout::Folder | Layout::FirstFileInHead => writer.folder(case),
        Layout::SingleFile => writer.single_file(case),
    };
    Written { grids, project }
}

pub(crate) fn statement_id(axis: &str, number: usize) -> String {
    format!("{axis}-{number:03}")
}

fn write_evidence(root: &Path, folder: &Path) {
    save(&root.join("dehors.pdf"), "dehors");
    for (path, content) in INSIDE {
        save(&folder.join(path), content);
    }
    #[cfg(unix)]
    for (name, target) in LINKS {
        std::os::unix::fs::symlink(target, folder.join(name)).expect("a link");
    }
}

/// Writes the files of a project, where some values depend on the day and on the disk.
struct Writer<'a> {
    today: Date,
    folder: &'a Path,
}

impl Writer<'_> {
    fn folder(&self, case: &Case) -> PathBuf {
        let mut text = head(&case.grid, &case.project);
        let mixed = case.project.layout == Layout::FirstFileInHead;
        if mixed {
            text.push_str(&self.answers(case, |answer| answer == 0).unwrap_or_default());
        }
        save(&self.folder.join("projet.yaml"), &text);
        for (at, file) in case.project.files.iter().enumerate().skip(usize::from(mixed)) {
            if let Some(answers) = self.answers(case, |answer| answer == at) {
                let name = format!("reponses/{}partie-{at}.yaml", file.folder);
                save_encoded(&self.folder.join(name), &answers, file);
            }
        }
        self.folder.to_path_buf()
    }

    fn single_file(&self, case: &Case) -> PathBuf {
        let answers = self.answers(case, |_| true).unwrap_or_default();
        let text = format!("{}{answers}", head(&case.grid, &case.project));
        let path = self.folder.join("mon ent.yaml");
        let plain = File { folder: "", encoding: Encoding::Utf8, crlf: false };
        save_encoded(&path, &text, case.project.files.first().unwrap_or(&plain));
        path
    }

    /// The answers of one file, in their order there; none when it has no answer.
    fn answers(&self, case: &Case, belongs: impl Fn(usize) -> bool) -> Option<String> {
        let files = case.project.files.len().max(1);
        let mut here: Vec<(u32, String)> = case
            .grid
            .rows()
            .filter_map(|(axis, row)| Some((axis, row, row.answer.as_ref()?)))
            .filter(|(_, _, answer)| belongs(answer.file % files))
            .map(|(axis, row, answer)| (answer.rank, self.answer(axis, row, answer)))
            .collect();
        here.sort();
        let text: String = here.into_iter().map(|(_, text)| text).collect();
        (!text.is_empty()).then(|| format!("reponses:\n{text}"))
    }

    fn answer(&self, axis: &str, row: &Row, answer: &Answer) -> String {
        let mut keys = self.keys(row, answer);
        if answer.style.reversed {
            keys.reverse();
        }
        let id = statement_id(axis, row.number);
        let mut text = String::new();
        if answer.style.commented {
            text.push_str("  #| La solution doit : un rappel\n");
        }
        let _ = writeln!(text, "  {id}:");
        for (key, node) in keys {
            lay_out(&mut text, 4, key, node, answer.style);
        }
        text
    }

    fn keys(&self, row: &Row, answer: &Answer) -> Table {
        let mut keys = Vec::new();
        let mut put = |key, node| keys.push((key, node));
        match answer.status {
            Status::Absent => {}
            Status::Empty => put("statut", raw("")),
            Status::Written(status) => put("statut", raw(status)),
        }
        match answer.reason {
            Reason::Absent => {}
            Reason::Open => put("justification", raw("|")),
            Reason::Blank => put("justification", raw("\"  \"")),
            Reason::Given => put("justification", Node::Text("La raison est donnée ici.".into())),
        }
        if !answer.pieces.is_empty() {
            let pieces = answer.pieces.iter().map(|piece| self.piece(piece, &row.statement));
            put("preuves", Node::List(pieces.collect()));
        }
        if let Some(waiver) = &answer.waiver {
            put("derogation", self.waiver(waiver));
        }
        if let Some(check) = &answer.check {
            put("verification", self.check(check));
        }
        if let Some(by) = answer.by {
            put("evalue_par", Node::Text(by.into()));
        }
        if answer.extras {
            put("commentaire_interne", Node::Text("Voir avec le service".into()));
            put("action", Node::Table(vec![("libelle", Node::Text("Corriger".into()))]));
            put("evalue_le", self.day(When::in_days(-3)));
        }
        keys
    }

    fn piece(&self, piece: &Piece, statement: &Statement) -> Table {
        let mut keys = Vec::new();
        match piece.place {
            Place::Inside(path) | Place::Astray(path) => {
                let path = if piece.backslash { path.replace('/', "\\") } else { path.into() };
                keys.push(("fichier", Node::Text(path)));
            }
            Place::Absolute => {
                let outside = self.folder.with_file_name("dehors.pdf");
                keys.push(("fichier", Node::Text(outside.display().to_string())));
            }
            Place::Reference => keys.push(("reference", Node::Text("Dossier 12".into()))),
        }
        let expected = statement.kinds.as_deref().unwrap_or(&[]);
        match piece.kind {
            Kind::Absent => {}
            Kind::Any(kind) => keys.push(("type", raw(kind))),
            Kind::Expected(_) if expected.is_empty() => {}
            Kind::Expected(at) => keys.push(("type", raw(expected[at % expected.len()]))),
        }
        keys.extend(piece.from.map(|day| ("date", self.day(day))));
        keys.extend(piece.until.map(|day| ("valable_jusqu_au", self.day(day))));
        keys.extend(self.hash(piece).map(|hash| ("sha256", Node::Text(hash))));
        keys.extend(piece.page.then(|| ("page", raw("3"))));
        keys
    }

    /// The hash written beside a piece; that of its own file where there is one.
    fn hash(&self, piece: &Piece) -> Option<String> {
        let own = match piece.place {
            Place::Inside(path) => hash(&self.folder.join(path)),
            Place::Astray(_) | Place::Absolute | Place::Reference => "0".repeat(64),
        };
        match piece.hash {
            Hash::Absent => None,
            Hash::Right => Some(own),
            Hash::RightInCapitals => Some(own.to_uppercase()),
            Hash::Wrong => Some("f".repeat(64)),
        }
    }

    fn waiver(&self, waiver: &Waiver) -> Node {
        let papers = [
            ("accordee_par", waiver.authority),
            ("reference", waiver.reference),
            ("motif", waiver.reason),
        ];
        let mut keys = Vec::new();
        for (key, paper) in papers {
            match paper {
                Paper::Absent => {}
                Paper::Blank => keys.push((key, raw("\"\""))),
                Paper::Given => keys.push((key, Node::Text(format!("Du texte pour {key}")))),
            }
        }
        keys.extend(waiver.from.map(|day| ("accordee_le", self.day(day))));
        keys.extend(waiver.until.map(|day| ("echeance", self.day(day))));
        if waiver.compensation || keys.is_empty() {
            keys.push(("compensation", Node::Text("Une autre mesure".into())));
        }
        Node::Table(keys)
    }

    fn check(&self, check: &Check) -> Node {
        let opinion = if check.favourable { "confirme" } else { "infirme" };
        Node::Table(vec![
            ("par", Node::Text(check.by.into())),
            ("le", self.day(check.on)),
            ("avis", raw(opinion)),
        ])
    }

    fn day(&self, when: When) -> Node {
        let day = days_later(self.today, when.days);
        raw(&if when.french { french(day) } else { iso(day) })
    }
}

fn head(grid: &Grid, project: &Project) -> String {
    let mut text = format!(
        "format: 1\ngrille: \"{}@{}\"\nobjet: {}\nintitule: \"Essai\"\ndate_evaluation: {}\n",
        grid.id,
        grid.version,
        project.object,
        iso(project.evaluated)
    );
    let mut scope = Vec::new();
    for (key, words) in [("degres", &project.degrees), ("roles", &project.roles)] {
        scope.extend(words.as_ref().map(|words| format!("  {key}: [{}]\n", words.join(", "))));
    }
    scope.extend(project.core.map(|core| format!("  socle: {core}\n")));
    if !scope.is_empty() {
        let _ = write!(text, "perimetre:\n{}", scope.concat());
    }
    text
}

fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
    fs::write(path, text).expect("a file is written");
}

fn save_encoded(path: &Path, text: &str, file: &File) {
    let text = if file.crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    let wide = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
    };
    let bytes = match file.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Little => wide([0xFF, 0xFE], u16::to_le_bytes),
        Encoding::Utf16Big => wide([0xFE, 0xFF], u16::to_be_bytes),
    };
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file is written");
}
