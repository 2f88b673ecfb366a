//! YAML as this program reads it: one document, no anchors nor tags, every mistake at once.
//!
//! [`tree`] turns a text into nodes with byte spans and goes on after a syntax error, [`together`]
//! several texts at the same time;
//! [`shape`] describes the keys of each table, once for readers, schemas and documentation;
//! [`table`] reads a mapping key by key against its shape; [`mod@write`] quotes what `init` writes;
//! [`edit`] changes a text and leaves all else as it was; [`record`] says a table field by field.

pub mod edit;
pub(crate) mod keys;
pub(crate) mod lines;
mod mend;
mod nature;
mod parse;
pub mod record;
mod recovery;
pub mod scalar;
pub mod schema;
pub mod shape;
mod syntax;
pub mod table;
pub mod together;
pub mod tree;
pub mod value;
pub mod write;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{SourceSet, Span};
use crate::words::suggest;

/// The most mistakes of a run for which a near word is looked for.
const MAX_HELPED: usize = 1_000;

/// What a reader needs at hand: the texts, and somewhere to put mistakes.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Every text of the run.
    pub sources: &'a SourceSet,
    /// The mistakes found so far.
    pub diagnostics: &'a mut Diagnostics,
}

impl Reading<'_> {
    /// Notes a mistake.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// « vouliez-vous dire … ? »: the nearest of `candidates` to a text. Comparing is slow; a run
    /// with a thousand mistakes is past such help.
    pub(crate) fn suggest<'c>(
        &self,
        text: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let few = self.diagnostics.list().len() < MAX_HELPED;
        few.then(|| suggest(text, candidates)).flatten()
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Where a value stands; where it would be looked for, if it is absent.
#[must_use]
pub fn span_or<T>(value: Option<&Spanned<T>>, otherwise: Span) -> Span {
    value.map_or(otherwise, |value| value.span)
}
