//! What the commands of certification take: evidence, the dossier, progress over the years.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::date;
use crate::date::Date;
use crate::evidence::HORIZON;

#[derive(Debug, Args)]
pub(crate) struct Preuves {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Format de la liste
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: EvidenceFormat,
    /// Échéances à signaler dans les N jours qui suivent la date de référence
    #[arg(long, value_name = "N", default_value_t = HORIZON, value_parser = clap::value_parser!(u32).range(0..=3660))]
    pub(crate) horizon: u32,
    /// Finir avec le code 1 si un fichier cité ne prouve rien, ou si une exigence déclarée conforme ou partielle n'a pas de preuve valable
    #[arg(long = "exiger-valides")]
    pub(crate) exiger_valides: bool,
    /// Enregistrer dans les réponses l'empreinte de chaque pièce qui n'en a pas, sans rien toucher d'autre
    #[arg(long, conflicts_with_all = ["format", "horizon", "exiger_valides"])]
    pub(crate) empreintes: bool,
}

/// The formats of the list of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvidenceFormat {
    /// Markdown, à lire ou à imprimer
    Md,
    /// JSON (schéma : sdet schema preuves)
    Json,
    /// CSV, pour Excel et LibreOffice
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Dossier {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Joindre les pièces citées, telles qu'elles sont
    #[arg(long = "inclure-preuves", conflicts_with = "public")]
    pub(crate) inclure_preuves: bool,
    /// Sans commentaires internes, fonctions ni chemins des preuves
    #[arg(long)]
    pub(crate) public: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Comparer {
    /// État d'avant : un projet, ou son rapport JSON
    #[arg(value_name = "AVANT")]
    pub(crate) before: PathBuf,
    /// État d'après : un projet, ou son rapport JSON
    #[arg(value_name = "APRÈS")]
    pub(crate) after: PathBuf,
    /// Format de la comparaison
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: ComparisonFormat,
    /// Date de référence de l'état d'avant, si c'est un projet ; celle de --date par défaut
    #[arg(long = "date-avant", value_name = "DATE", value_parser = date)]
    pub(crate) date_before: Option<Date>,
}

/// The formats of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ComparisonFormat {
    /// Markdown
    Md,
    /// Page HTML en un seul fichier
    Html,
    /// JSON (schéma : sdet schema comparaison)
    Json,
}
