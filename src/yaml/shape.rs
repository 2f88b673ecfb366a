//! The keys of each table, described once.
//!
//! The readers, the JSON Schemas, what `init` writes and the key tables of `docs/format-*.md`
//! all come from these descriptions, or are held equal to them by a test.

use crate::words::{Vocabulary, Word};

/// A table: its name for messages, and its keys in the order of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// In French, with its article: « l'énoncé ».
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As written in files.
    pub name: &'static str,
    /// Whether it must be there.
    pub presence: Presence,
    /// What its value is.
    pub kind: Kind,
    /// What it means, one plain French sentence.
    pub meaning: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// It need not; what it is worth when absent.
    Default(&'static str),
}

/// The words of a closed list, and what the list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordList {
    /// « statut ».
    pub subject: &'static str,
    /// Its words.
    pub words: &'static [Word],
}

/// The list of a vocabulary.
#[must_use]
pub const fn words_of<V: Vocabulary>() -> WordList {
    WordList { subject: V::SUBJECT, words: V::WORDS }
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text on one line.
    Line,
    /// A text of any number of lines.
    Prose,
    /// An identifier: `TEC-004`, `sdet`.
    Id,
    /// One identifier, or a non-empty list of them.
    Ids,
    /// A version: "4.1", "4.1-r2".
    Version,
    /// A grid and its version: "sdet@4.1".
    GridName,
    /// A day.
    Date,
    /// A SHA-256 in hexadecimal.
    Sha256,
    /// A relative path, `/` or `\`.
    Path,
    /// A whole number between two bounds, included.
    Number(u32, u32),
    /// `true` or `false`, `oui` or `non`.
    Boolean,
    /// One word of a list.
    Word(WordList),
    /// A non-empty list of words.
    Words(WordList),
    /// A table.
    Table(&'static Shape),
    /// A non-empty list of tables.
    Tables(&'static Shape),
    /// A table whose keys are identifiers of statements.
    ById(&'static Shape),
}

impl Kind {
    /// What is expected, for messages and documentation.
    #[must_use]
    pub fn expected(self) -> String {
        match self {
            Self::Line => "un texte sur une ligne".into(),
            Self::Prose => "un texte".into(),
            Self::Id => "un identifiant".into(),
            Self::Ids => "un identifiant, ou une liste d'identifiants".into(),
            Self::Version => "une version entre guillemets, comme \"4.1\"".into(),
            Self::GridName => "une grille et sa version, comme \"sdet@4.1\"".into(),
            Self::Date => "une date, AAAA-MM-JJ ou JJ/MM/AAAA".into(),
            Self::Sha256 => "une empreinte SHA-256 (64 chiffres hexadécimaux)".into(),
            Self::Path => "un chemin relatif au dossier du projet".into(),
            Self::Number(low, high) if low == high => low.to_string(),
            Self::Number(low, high) => format!("un nombre entier de {low} à {high}"),
            Self::Boolean => "true ou false".into(),
            Self::Word(list) => format!("un mot parmi : {}", list.keys()),
            Self::Words(list) => format!("une liste de mots parmi : {}", list.keys()),
            Self::Table(shape) => format!("un tableau ({})", shape.names()),
            Self::Tables(_) => "une liste de tableaux".into(),
            Self::ById(_) => "un tableau dont les clés sont des identifiants d'énoncés".into(),
        }
    }
}

impl WordList {
    /// The words as written in files, separated by commas.
    #[must_use]
    pub fn keys(self) -> String {
        let keys: Vec<&str> = self.words.iter().map(|word| word.key).collect();
        keys.join(", ")
    }
}

impl Shape {
    /// The description of a key.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of the keys, separated by commas.
    #[must_use]
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.keys.iter().map(|key| key.name).collect();
        names.join(", ")
    }
}

/// A required key.
#[must_use]
pub const fn required(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
    Key { name, presence: Presence::Required, kind, meaning }
}

/// An optional key.
#[must_use]
pub const fn optional(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
    Key { name, presence: Presence::Optional, kind, meaning }
}

/// An optional key and what it is worth when absent.
#[must_use]
pub const fn default(
    name: &'static str,
    kind: Kind,
    value: &'static str,
    meaning: &'static str,
) -> Key {
    Key { name, presence: Presence::Default(value), kind, meaning }
}
