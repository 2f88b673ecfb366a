//! Where the French of users and the English of the code meet.
//!
//! Every word of the files is a variant of an enum of `words/vocabulary.rs`: its YAML spelling, the
//! label printed for people, the synonyms read. `docs/glossaire.md` is held equal to it by a test.

mod eaten;
mod extraction;
mod likeness;
pub mod markdown;
mod personal;
mod plain;
mod spreadsheet;
mod suggestion;
mod typography;
mod vocabulary;

pub use eaten::looks_eaten;
pub use extraction::{Confidence, Doubt, LeftOut};
pub use likeness::{likeness, same_wording, telling_words};
pub use personal::personal_datum;
pub(crate) use plain::one_line;
pub use plain::{fold, hexadecimal, json_text, name_key, plain_line, plain_text};
pub use spreadsheet::{Eaten, eaten_by_spreadsheet, is_month};
pub use suggestion::suggest;
pub use typography::{
    NARROW, NBSP, count, counted, fr, french_decimal, list_with, percent, quoted, shown,
    signed_decimal, spaced,
};
pub use vocabulary::{
    Basis, ChangeClass, ComplementRule, Degree, EvidenceKind, GridState, Level, Modality, MoveKind,
    Object, Opinion, Outcome, Role, StatementState, Status, Support, Verdict, Vocabulary, Word,
    find_word, tables,
};
