//! What `grille extraire` can be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::version;
use crate::grid::Version;

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Textes à lire, en Markdown ou en texte brut, dans leur ordre
    #[arg(value_name = "TEXTE", required_unless_present = "etalon")]
    pub(crate) texts: Vec<PathBuf>,
    /// Nom court de la grille
    #[arg(long, value_name = "ID", default_value = "sdet")]
    pub(crate) id: String,
    /// Version du document et de la grille, comme 4.2
    #[arg(long, value_name = "VERSION", required_unless_present = "etalon", value_parser = version)]
    pub(crate) version: Option<Version>,
    /// Titre du document ; le premier titre du texte par défaut
    #[arg(long, value_name = "TEXTE")]
    pub(crate) titre: Option<String>,
    /// Qui publie le document
    #[arg(long, value_name = "TEXTE", default_value = "à préciser")]
    pub(crate) editeur: String,
    /// Règles qui rangent les énoncés par axe ; celles du SDET pour la grille sdet
    #[arg(long, value_name = "FICHIER", conflicts_with = "depuis")]
    pub(crate) axes: Option<PathBuf>,
    /// Grille dont les énoncés retrouvés gardent leur identifiant
    #[arg(long, value_name = "ID@VERSION")]
    pub(crate) depuis: Option<String>,
    /// Mesurer l'extraction sur des textes étiquetés à la main (colonnes id, gold, text)
    #[arg(long, value_name = "FICHIER", conflicts_with_all = ["texts", "version", "axes", "depuis", "titre"])]
    pub(crate) etalon: Option<PathBuf>,
    /// Forme de la mesure
    #[arg(long, value_name = "FORMAT", default_value = "texte", requires = "etalon")]
    pub(crate) format: MeasureFormat,
}

/// The forms in which a measure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureFormat {
    /// Texte pour l'écran
    Texte,
    /// JSON
    Json,
}
