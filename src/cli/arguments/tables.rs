//! What can be typed to send tables out and take them back.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::FilterArgs;

#[derive(Debug, Args)]
pub(crate) struct Exporter {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET", required_unless_present = "cadre")]
    pub(crate) project: Option<PathBuf>,
    /// Écrire le cadre de réponse d'un marché, à joindre à la consultation
    #[arg(long, value_name = "MARCHÉ", conflicts_with_all = ["project", "axes", "roles", "degrees", "core"])]
    pub(crate) cadre: Option<PathBuf>,
    /// Format du tableau ; celui de l'extension de -o par défaut
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
    /// Verrouiller tout ce qui n'est pas à remplir (sans mot de passe)
    #[arg(long)]
    pub(crate) proteger: bool,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

/// The formats of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Classeur Excel, avec listes déroulantes
    Xlsx,
    /// Texte séparé par des points-virgules, comme l'écrit un Excel français
    Csv,
}

impl TableFormat {
    /// The extension of its files.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Importer {
    /// Tableau rempli : .xlsx, .ods ou .csv
    #[arg(value_name = "TABLEAU")]
    pub(crate) table: PathBuf,
    /// Dossier ou fichier du projet ; avec --cadre, dossier à créer
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Lire un cadre de réponse rempli de ce marché, et en faire un projet
    #[arg(long, value_name = "MARCHÉ", conflicts_with_all = ["accepter_partiel", "effacer_vides"])]
    pub(crate) cadre: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) how: HowToImport,
}

#[derive(Debug, Args)]
pub(crate) struct ExportGrid {
    /// Nom d'une grille connue (sdet@4.1) ou dossier d'une grille
    #[arg(value_name = "GRILLE")]
    pub(crate) grille: String,
    /// Format du tableau ; celui de l'extension de -o par défaut
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<TableFormat>,
    /// Verrouiller les identifiants et les axes (sans mot de passe)
    #[arg(long)]
    pub(crate) proteger: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportGrid {
    /// Tableau révisé : .xlsx, .ods ou .csv
    #[arg(value_name = "TABLEAU")]
    pub(crate) table: PathBuf,
    /// Dossier de la grille à modifier
    #[arg(value_name = "DOSSIER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) how: HowToImport,
}

#[derive(Debug, Args)]
pub(crate) struct Repondre {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Axes demandés, séparés par des virgules
    #[arg(long = "axe", visible_alias = "axes", value_name = "AXE", value_delimiter = ',')]
    pub(crate) axes: Vec<String>,
    /// Ne demander que les exigences
    #[arg(long)]
    pub(crate) exigences: bool,
    /// Demander les réponses à revoir depuis un changement de grille
    #[arg(long = "a-revoir")]
    pub(crate) a_revoir: bool,
}

/// How a table is taken back.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct HowToImport {
    /// Montrer ce qui changerait, sans rien écrire
    #[arg(long)]
    pub(crate) simuler: bool,
    /// Écrire les lignes acceptées même si d'autres sont refusées (code 1)
    #[arg(long = "accepter-partiel")]
    pub(crate) accepter_partiel: bool,
    /// Effacer ce dont la cellule a été vidée
    #[arg(long = "effacer-vides")]
    pub(crate) effacer_vides: bool,
}
