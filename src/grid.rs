//! A conformity grid: its axes, its statements, its scale.

mod alike;
mod checks;
mod diff;
mod documents;
mod fingerprint;
pub mod keys;
pub mod lint;
mod moves;
mod read;
pub mod record;
mod rows;
pub mod seal;
pub mod successor;
mod version;

use std::collections::BTreeMap;

use crate::date::Date;
use crate::source::Span;
use crate::words::{
    Basis, Confidence, Degree, Doubt, EvidenceKind, GridState, Level, Modality, Object, Role,
    StatementState,
};

use crate::yaml::Spanned;
pub use diff::{Change, Comparison, Trait, compare};
pub use documents::{Document, Section};
pub use fingerprint::{fingerprint, sha256_of_text};
pub use moves::{
    Move, Moves, Step, check_moves, is_moves_file, is_unlinked, moves_file, read_moves, route,
};

pub(crate) use read::{axis_id, check_format};
pub use read::{is_grid_id, read, read_head, read_name, read_rest};
pub use version::Version;

/// A grid by its name: `sdet@4.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GridName {
    /// `sdet`.
    pub id: String,
    /// `4.1`.
    pub version: Version,
}

impl GridName {
    /// Reads « sdet@4.1 ».
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (id, version) = text.split_once('@')?;
        let version = Version::parse(version.trim())?;
        let id = id.trim();
        (!id.is_empty()).then(|| Self { id: id.to_owned(), version })
    }
}

impl std::fmt::Display for GridName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}@{}", self.id, self.version)
    }
}

/// What `grille.yaml` says, without the statements.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its name.
    pub name: GridName,
    /// Its title.
    pub title: String,
    /// Whether it is frozen.
    pub state: GridState,
    /// The date of the grid, not of the document it comes from.
    pub date: Date,
    /// The document it comes from.
    pub origin: Origin,
    /// The documents it was drawn from, whose sections it lists; may be empty.
    pub documents: Vec<Document>,
    /// The version of the same grid that this one replaces, and from when.
    pub replaces: Option<Replacement>,
    /// Its axes, in the order of every report.
    pub axes: Vec<Axis>,
    /// A remark printed wherever the axes are presented.
    pub axes_note: Option<String>,
    /// Its coefficients.
    pub scale: Scale,
}

/// The document a grid comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its version: what `fondement: texte` means by « the same version ».
    pub version: String,
    /// Its licence, where one is known.
    pub licence: Option<String>,
}

/// A former version and the day it was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The version replaced; in a derived fact, the version that replaces.
    pub version: Version,
    /// From when.
    pub on: Date,
}

/// An axis of analysis.
#[derive(Debug, Clone)]
pub struct Axis {
    /// `TEC`.
    pub id: String,
    /// « Technique ».
    pub title: String,
    /// The file of its statements, in the folder of the grid.
    pub file: String,
    /// Where the file is named.
    pub file_span: Span,
    /// The subjects its statements are grouped under; may be empty.
    pub subjects: Vec<Subject>,
    /// Where it is defined.
    pub span: Span,
}

/// A subject of an axis.
#[derive(Debug, Clone)]
pub struct Subject {
    /// `annuaire`.
    pub id: String,
    /// « Annuaire ».
    pub title: String,
    /// Why it has no statement, where it has none.
    pub why_empty: Option<String>,
}

/// The coefficients of a grid; percentages are whole numbers from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Share of a mark that requirements give.
    pub requirements: u32,
    /// Share that recommendations add.
    pub recommendations: u32,
    /// What a partial answer is worth in working figures.
    pub partial: u32,
    /// The best mark.
    pub top: u32,
    /// From which percentage an assessment is « partiellement conforme ».
    pub partial_threshold: u32,
    /// Months an assessment stays valid.
    pub months_valid: u32,
    /// Months it stays valid after its grid was replaced.
    pub months_after_replacement: u32,
}

/// The default scale: 60/40, half for a partial answer, out of 20.
impl Default for Scale {
    fn default() -> Self {
        Self {
            requirements: 60,
            recommendations: 40,
            partial: 50,
            top: 20,
            partial_threshold: 50,
            months_valid: 36,
            months_after_replacement: 18,
        }
    }
}

/// Where a statement's matter was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub document: String,
    /// Its version.
    pub version: Option<String>,
    /// The section or article.
    pub section: Option<String>,
    /// Where to read it.
    pub address: Option<String>,
}

/// Where an extracted statement comes from, word for word.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The text it was extracted from.
    pub file: String,
    /// The titles that lead to the sentence.
    pub section: Option<String>,
    /// Its line, from 1.
    pub line: u32,
    /// The sentence that announces its list.
    pub head: Option<String>,
    /// The sentence, to the letter.
    pub text: Spanned<String>,
    /// The SHA-256 of `text` in hexadecimal, see [`sha256_of_text`].
    pub sha256: String,
    /// The word that decided the modality.
    pub word: String,
    /// How sure the extraction was.
    pub confidence: Confidence,
    /// Why it must be read again; empty once confirmed.
    pub doubts: Vec<Doubt>,
}

/// One statement of a grid.
#[derive(Debug, Clone)]
pub struct Statement {
    /// `TEC-004`; permanent.
    pub id: String,
    /// Index of its axis in [`Head::axes`].
    pub axis: usize,
    /// The subject it belongs to.
    pub subject: Option<Spanned<String>>,
    /// Its RFC 2119 word.
    pub modality: Modality,
    /// Its text.
    pub text: String,
    /// What the wording rests on.
    pub basis: Spanned<Basis>,
    /// What it cites.
    pub source: Option<Citation>,
    /// What suggests it, for a reconstruction.
    pub see: Option<String>,
    /// Who must act; empty: nobody in particular.
    pub roles: Vec<Role>,
    /// What it is about; empty: anything.
    pub objects: Vec<Object>,
    /// The degrees it is for; empty: both.
    pub degrees: Vec<Degree>,
    /// Whether a software product alone must meet it.
    pub core: bool,
    /// Whether it is printed first when missed.
    pub critical: bool,
    /// The kinds of evidence that can prove it; empty: any.
    pub expected_evidence: Vec<EvidenceKind>,
    /// The foreseen case of « sans objet ».
    pub not_applicable_if: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// Whether it still counts.
    pub state: StatementState,
    /// Why it was withdrawn.
    pub withdrawal_reason: Option<String>,
    /// What it was extracted from.
    pub excerpt: Option<Excerpt>,
    /// Where its identifier stands.
    pub span: Span,
    /// Where its other parts stand.
    pub places: Places,
}

/// Where the parts of a statement that checks speak of stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Its modality.
    pub modality: Span,
    /// Its text.
    pub text: Span,
    /// What suggests it.
    pub see: Option<Span>,
    /// The foreseen case of « sans objet ».
    pub not_applicable_if: Option<Span>,
    /// Why it matters.
    pub why: Option<Span>,
}

/// Rows of a grid that could not be read whole; diagnostics said why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LostRows {
    /// The identifiers that could be read.
    pub ids: Vec<String>,
    /// Whether there may be others.
    pub others: bool,
}

impl LostRows {
    /// Whether an identifier may be that of a row that could not be read.
    #[must_use]
    pub fn may_hold(&self, id: &str) -> bool {
        self.others || self.ids.iter().any(|one| one == id)
    }
}

impl Statement {
    /// Requirement or recommendation.
    #[must_use]
    pub fn level(&self) -> Level {
        self.modality.level()
    }

    /// Whether it was withdrawn.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.state == StatementState::Withdrawn
    }
}

/// A whole grid.
#[derive(Debug, Clone)]
pub struct Grid {
    /// What `grille.yaml` says.
    pub head: Head,
    /// Its statements, axis after axis, in the order of the files.
    pub statements: Vec<Statement>,
    /// The rows that could not be read.
    pub lost: LostRows,
    /// SHA-256 over its files, see [`fingerprint`].
    pub sha256: String,
    /// Where each identifier stands among the statements.
    by_id: BTreeMap<String, usize>,
}

impl Grid {
    /// A grid from its parts.
    pub(crate) fn new(
        head: Head,
        statements: Vec<Statement>,
        lost: LostRows,
        sha256: String,
    ) -> Self {
        let by_id =
            statements.iter().enumerate().rev().map(|(at, one)| (one.id.clone(), at)).collect();
        Self { head, statements, lost, sha256, by_id }
    }

    /// The statement of an identifier.
    #[must_use]
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.by_id.get(id).and_then(|at| self.statements.get(*at))
    }

    /// The name in capitals and version for titles: « SDET 4.1 ».
    #[must_use]
    pub fn short_title(&self) -> String {
        let name = &self.head.name;
        format!("{} {}", name.id.to_uppercase(), name.version)
    }

    /// How many statements are in force.
    #[must_use]
    pub fn in_force(&self) -> u64 {
        self.statements.iter().filter(|one| !one.is_withdrawn()).count() as u64
    }

    /// How many statements in force rest on each basis, in the order of [`Basis`].
    #[must_use]
    pub fn counts_by_basis(&self) -> Vec<(Basis, u64)> {
        use crate::words::Vocabulary;
        let in_force = || self.statements.iter().filter(|one| !one.is_withdrawn());
        let count = |basis| in_force().filter(|one| one.basis.value == basis).count() as u64;
        Basis::ALL.iter().map(|basis| (*basis, count(*basis))).collect()
    }

    /// Whether some statement does not rest on a read text of its own version: the grid is then
    /// to be confirmed on the official text.
    #[must_use]
    pub fn is_reconstructed(&self) -> bool {
        let in_force = self.statements.iter().filter(|one| !one.is_withdrawn());
        in_force.into_iter().any(|one| one.basis.value != Basis::Text)
    }
}
