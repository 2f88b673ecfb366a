//! The keys of a file of rules for axes.

use crate::yaml::shape::{Kind, Shape, optional, required};

/// The newest format of rules this program reads.
pub const FORMAT: u32 = 1;

/// A file of rules.
pub const RULES: Shape = Shape {
    name: "le fichier de règles",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required(
            "axes",
            Kind::Tables(&RULE),
            "axes de la grille, dans leur ordre ; à égalité, le premier l'emporte",
        ),
        optional("note_axes", Kind::Line, "remarque reprise dans la grille"),
    ],
};

/// One of `axes`.
pub const RULE: Shape = Shape {
    name: "la règle d'axe",
    keys: &[
        required("id", Kind::Id, "identifiant de l'axe, en majuscules : TEC"),
        required("titre", Kind::Line, "titre de l'axe"),
        required("fichier", Kind::Path, "fichier de ses énoncés : technique.yaml"),
        optional(
            "sections",
            Kind::Prose,
            "débuts de mots ou d'expressions, séparés par des virgules, cherchés dans les titres des sections",
        ),
        optional(
            "mots",
            Kind::Prose,
            "les mêmes, cherchés dans l'énoncé ; pèsent moins qu'un titre",
        ),
    ],
};
