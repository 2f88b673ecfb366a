//! A grid and a project as plain data: what the generator draws, what the worked examples spell
//! out, what the writer turns into files.

use jiff::civil::Date;

/// The roles in the order `docs/glossaire.md` gives them.
pub(crate) const ROLES: [&str; 8] = [
    "porteur",
    "academie",
    "etablissement",
    "editeur",
    "integrateur",
    "exploitant",
    "hebergeur",
    "fournisseur_tiers",
];
pub(crate) const OBJECTS: [&str; 3] = ["solution", "projet", "service_tiers"];
pub(crate) const DEGREES: [&str; 2] = ["1d", "2d"];
pub(crate) const KINDS: [&str; 9] = [
    "attestation",
    "capture",
    "certificat",
    "contrat",
    "convention",
    "document",
    "rapport_audit",
    "rapport_essai",
    "reference",
];

/// Grids, a project, and the day they are judged.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) grid: Grid,
    pub(crate) others: Vec<Other>,
    pub(crate) project: Project,
    pub(crate) today: Date,
}

impl AsRef<Self> for Case {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// The grid the project answers to, each statement with its answer.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    pub(crate) id: &'static str,
    pub(crate) version: &'static str,
    pub(crate) published: bool,
    pub(crate) replaces: Option<(&'static str, Date)>,
    pub(crate) scale: Scale,
    pub(crate) axes: Vec<Axis>,
}

/// Another grid of the folder, of one statement.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    pub(crate) id: &'static str,
    pub(crate) version: &'static str,
    pub(crate) replaces: Option<(&'static str, Date)>,
    /// Its own months of validity once replaced, which must not matter.
    pub(crate) months_once_replaced: Option<u32>,
}

/// The keys of `bareme` that are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scale {
    /// `coef_exigences`; the other coefficient makes up 100.
    pub(crate) requirements: Option<u32>,
    pub(crate) partial: Option<u32>,
    pub(crate) max: Option<u32>,
    pub(crate) threshold: Option<u32>,
    pub(crate) months: Option<u32>,
    pub(crate) months_once_replaced: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) struct Axis {
    pub(crate) id: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// A statement, and its answer if there is one.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) statement: Statement,
    pub(crate) answer: Option<Answer>,
}

#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) modality: Modality,
    pub(crate) basis: Basis,
    pub(crate) roles: Option<Vec<&'static str>>,
    pub(crate) objects: Option<Vec<&'static str>>,
    pub(crate) degrees: Option<Vec<&'static str>>,
    pub(crate) core: Option<bool>,
    pub(crate) critical: Option<bool>,
    pub(crate) kinds: Option<Vec<&'static str>>,
    pub(crate) foreseen: bool,
    pub(crate) explained: bool,
    /// Withdrawn, still there (`false`), or silent about it.
    pub(crate) withdrawn: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Modality {
    Must,
    MustNot,
    Should,
    ShouldNot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Text,
    OtherVersion,
    RelatedText,
    Reconstruction,
}

#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) object: &'static str,
    pub(crate) degrees: Option<Vec<&'static str>>,
    pub(crate) roles: Option<Vec<&'static str>>,
    pub(crate) core: Option<bool>,
    pub(crate) evaluated: Date,
    pub(crate) layout: Layout,
    /// The files of `reponses/`; answers name one by its position, modulo their number.
    pub(crate) files: Vec<File>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Folder,
    /// A folder whose first file of answers is inside `projet.yaml`.
    FirstFileInHead,
    SingleFile,
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) folder: &'static str,
    pub(crate) encoding: Encoding,
    pub(crate) crlf: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Little,
    Utf16Big,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: Status,
    pub(crate) reason: Reason,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) waiver: Option<Waiver>,
    pub(crate) check: Option<Check>,
    pub(crate) by: Option<&'static str>,
    /// Keys that count for nothing: an internal note, an action, a day.
    pub(crate) extras: bool,
    pub(crate) style: Style,
    /// The file it is in, and its place there.
    pub(crate) file: usize,
    pub(crate) rank: u32,
}

/// How a status is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Status {
    #[default]
    Absent,
    Empty,
    Written(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Reason {
    #[default]
    Absent,
    /// `justification: |` left open.
    Open,
    Blank,
    Given,
}

/// How an answer is laid out, which must not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Style {
    pub(crate) flow: bool,
    pub(crate) reversed: bool,
    pub(crate) commented: bool,
    pub(crate) quoted: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) place: Place,
    pub(crate) backslash: bool,
    pub(crate) kind: Kind,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) hash: Hash,
    pub(crate) page: bool,
}

/// Where a piece is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file of the project.
    Inside(&'static str),
    /// A path that leads to no file of the project.
    Astray(&'static str),
    /// An absolute path to a file that exists, outside.
    Absolute,
    /// A reference, and no file.
    Reference,
}

/// The type of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Absent,
    /// One of those the grid expects, if it expects any.
    Expected(usize),
    Any(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Absent,
    Right,
    RightInCapitals,
    Wrong,
}

/// A day, counted from the reference date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) days: i64,
    pub(crate) french: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    pub(crate) authority: Paper,
    pub(crate) reference: Paper,
    pub(crate) reason: Paper,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) compensation: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    Absent,
    Blank,
    Given,
}

#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub(crate) by: &'static str,
    pub(crate) on: When,
    pub(crate) favourable: bool,
}

impl When {
    /// A day counted from the reference date, written AAAA-MM-JJ.
    pub(crate) fn in_days(days: i64) -> Self {
        Self { days, french: false }
    }
}

impl Statement {
    /// A statement of which nothing optional is said.
    pub(crate) fn bare(modality: Modality) -> Self {
        Self {
            modality,
            basis: Basis::Reconstruction,
            roles: None,
            objects: None,
            degrees: None,
            core: None,
            critical: None,
            kinds: None,
            foreseen: false,
            explained: false,
            withdrawn: None,
        }
    }
}

impl Piece {
    /// A piece that proves whatever it is attached to.
    pub(crate) fn sound() -> Self {
        Self {
            place: Place::Inside("preuves/essai.pdf"),
            backslash: false,
            kind: Kind::Expected(0),
            from: None,
            until: None,
            hash: Hash::Absent,
            page: false,
        }
    }
}

impl Waiver {
    /// A waiver that holds until a day counted from the reference date.
    pub(crate) fn until(days: i64) -> Self {
        Self {
            authority: Paper::Given,
            reference: Paper::Given,
            reason: Paper::Given,
            from: None,
            until: Some(When::in_days(days)),
            compensation: false,
        }
    }
}

impl Check {
    /// A favourable opinion, of someone who answers nothing, given the day before.
    pub(crate) fn favourable() -> Self {
        Self { by: "Cabinet extérieur", on: When::in_days(-1), favourable: true }
    }
}

impl Project {
    /// A folder of one file, for the whole grid.
    pub(crate) fn plain(evaluated: Date) -> Self {
        let file = File { folder: "", encoding: Encoding::Utf8, crlf: false };
        Self {
            object: "solution",
            degrees: None,
            roles: None,
            core: None,
            evaluated,
            layout: Layout::Folder,
            files: vec![file],
        }
    }
}

impl Grid {
    /// A grid with the default scale.
    pub(crate) fn plain(axes: Vec<Axis>) -> Self {
        Self {
            id: "essai",
            version: "1.0",
            published: false,
            replaces: None,
            scale: Scale::default(),
            axes,
        }
    }

    /// Whether this is the grid built into the program.
    pub(crate) fn shipped(&self) -> bool {
        (self.id, self.version) == ("sdet", "4.1")
    }

    /// Every statement with the identifier of its axis.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &Row)> {
        self.axes.iter().flat_map(|axis| axis.rows.iter().map(move |row| (axis.id, row)))
    }
}
