//! What can be typed to open a tender.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Depouiller {
    /// Dossier de la consultation, ou son marche.yaml
    #[arg(value_name = "MARCHÉ")]
    pub(crate) market: PathBuf,
    /// Offres : cadres remplis, dossiers de projet, ou dossiers qui en contiennent
    #[arg(value_name = "OFFRE", required = true)]
    pub(crate) offers: Vec<PathBuf>,
    /// Format du dépouillement ; celui de l'extension de -o par défaut, sinon Markdown
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<TenderFormat>,
    /// La page d'un seul candidat, à joindre à son courrier : rien des autres offres (md, html)
    #[arg(long, value_name = "CANDIDAT", conflicts_with_all = ["anonyme", "tour"])]
    pub(crate) lettre: Option<String>,
    /// La comparaison sans nom de candidat, sans justification ni preuve
    #[arg(long, conflicts_with = "tour")]
    pub(crate) anonyme: bool,
    /// Offres d'un tour précédent, comparées à celles-ci
    #[arg(long, value_name = "AVANT")]
    pub(crate) tour: Vec<PathBuf>,
    /// Écrire dans analyse/ un fichier à remplir pour chaque candidat qui n'en a pas
    #[arg(long = "preparer-analyse", conflicts_with_all = ["format", "lettre", "anonyme", "tour"])]
    pub(crate) preparer_analyse: bool,
}

/// The formats of what was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TenderFormat {
    /// Markdown
    Md,
    /// Page HTML en un seul fichier, à signer une fois imprimée
    Html,
    /// JSON (schéma : sdet schema depouillement)
    Json,
    /// CSV : les mêmes tableaux que le classeur, l'un sous l'autre
    Csv,
    /// Classeur Excel : synthèse, comptes, notes, matrice, preuves, dérogations, motifs
    Xlsx,
}
