//! Carrying the answers of a project over to another version of its grid, as text: comments,
//! order, quotes and line ends stay; nothing that was answered is lost.

mod block;
mod entry;
mod file;
mod plan;

use super::{Answer, Project};
use crate::date::Date;
use crate::grid::{Comparison, Statement};
use crate::source::{SourceId, SourceSet, Span};
use crate::words::{ChangeClass, Outcome};
use crate::yaml::edit::Refusal;

/// Where answers that no statement takes any more are kept, in a project that is a folder.
pub const ABANDONED_FILE: &str = "reponses/abandonnees.yaml";

/// What a migration is made from: a project read without error, and the two grids compared.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The texts.
    pub sources: &'a SourceSet,
    /// The main file.
    pub main: SourceId,
    /// The files of answers.
    pub files: &'a [SourceId],
    /// What the main file says.
    pub project: &'a Project,
    /// Every answer.
    pub answers: &'a [Answer],
    /// The two grids; `comparison.old` is the one answered.
    pub comparison: &'a Comparison<'a>,
    /// The day of the migration, written beside abandoned answers.
    pub day: Date,
    /// Whether the project is one file.
    pub single_file: bool,
}

/// A project carried over.
#[derive(Debug)]
pub struct Migration {
    /// The files that change: their path, and their text.
    pub texts: Vec<(String, String)>,
    /// What became of each answer, in the order of the files.
    pub fates: Vec<Fate>,
    /// New statements of the scope, added to be answered.
    pub added: Vec<String>,
    /// Comments above answers that were not those of `init`: they still show the old text.
    pub stale_comments: Vec<(String, Span)>,
}

/// What became of one answer that said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The statement it answered.
    pub id: String,
    /// Those it now stands under; none if it is abandoned.
    pub to: Vec<String>,
    /// Whether it is kept, to review or abandoned.
    pub outcome: Outcome,
    /// Whether an earlier change had put it aside already, and nobody looked at it since.
    pub pending: bool,
    /// What happened to the statement.
    pub class: ChangeClass,
    /// The same, for people.
    pub cause: String,
}

/// Carries a project over to the new grid of the comparison.
///
/// # Errors
/// The first place that cannot be changed without risk: nothing is carried over then.
pub fn migrate(matter: &Matter<'_>) -> Result<Migration, Refusal> {
    let plan = plan::Plan::new(matter);
    file::apply(matter, &plan)
}

/// The statements of the new grid that are new and in the scope of the project.
fn new_statements<'g>(comparison: &Comparison<'g>, project: &Project) -> Vec<&'g Statement> {
    let added = comparison.changes.iter().filter(|change| change.class == ChangeClass::Added);
    let new = added.filter(|change| change.old.is_empty()).flat_map(|change| &change.new);
    new.copied().filter(|one| project.concerns(one)).collect()
}
