//! A small command line with one case of everything that clap can say.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

/// Grilles de conformité et rapport d'auto-évaluation
#[derive(Debug, Parser)]
#[command(name = "sdet", version)]
pub(crate) struct Sample {
    /// Forme des messages
    #[arg(long, global = true, default_value = "texte", help_heading = "Options communes")]
    diagnostics: Shape,
    /// N'écrit que les erreurs
    #[arg(short, long, visible_short_alias = 's', global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Sub,
}

/// Where messages go.
#[derive(Debug, Clone, ValueEnum)]
pub(crate) enum Shape {
    Texte,
    Json,
}

/// What a report is written in.
#[derive(Debug, Clone, ValueEnum)]
pub(crate) enum Format {
    /// Markdown, pour lire et convertir
    Md,
    /// JSON, pour les programmes
    Json,
    #[value(hide = true)]
    Essai,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Sub {
    /// Écrit le rapport d'un projet
    #[command(visible_alias = "report", alias = "rap")]
    Rapport(Report),
    /// Cherche les fautes, sans rien noter
    ///
    /// Toutes les fautes de tous les fichiers sont données en une fois, par fichier et par ligne.
    #[command(visible_alias = "check")]
    Verifier {
        /// Dossiers des projets
        #[arg(required = true)]
        projets: Vec<PathBuf>,
        /// Compte les avertissements comme des erreurs
        #[arg(long)]
        strict: bool,
    },
    /// Gère les grilles
    #[command(arg_required_else_help = false)]
    Grilles {
        #[command(subcommand)]
        command: Grids,
    },
    /// Outils de développement
    #[command(hide = true)]
    Interne {
        /// Nombre de tours
        #[arg(long, default_value_t = 1)]
        tours: u64,
        /// Seuil
        #[arg(long)]
        seuil: Option<f64>,
        /// Poids
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..))]
        poids: Option<i64>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Grids {
    /// Nomme les grilles connues
    Liste,
    /// Compare deux grilles
    Comparer {
        /// Première grille
        avant: PathBuf,
        /// Seconde grille
        apres: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    /// Format du rapport
    #[arg(short, long, default_value = "md", visible_alias = "fmt")]
    format: Format,
    /// Dossier du projet
    projet: PathBuf,
    /// Fichier à écrire au lieu de la sortie standard
    #[arg(short = 'o', long, value_name = "FICHIER")]
    sortie: Option<PathBuf>,
    /// Date de référence, au lieu de celle du jour
    #[arg(long, env = "SDET_DATE", hide_env_values = true, value_name = "AAAA-MM-JJ", value_parser = date)]
    date: Option<String>,
    /// Jours avant l'échéance d'une preuve
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=365))]
    horizon: Option<u16>,
    /// Deux axes à mettre en regard
    #[arg(long, num_args = 2, value_names = ["AXE", "AXE"])]
    regard: Vec<String>,
    /// Au moins deux rôles
    #[arg(long, num_args = 2..=3, value_name = "ROLE")]
    roles: Vec<String>,
    /// Quand colorer
    #[arg(long, require_equals = true, value_name = "QUAND")]
    couleur: Option<String>,
    /// Sans ce qui est interne
    #[arg(long, conflicts_with_all = ["prive", "tout"])]
    public: bool,
    /// Avec ce qui est interne
    #[arg(long)]
    prive: bool,
    /// Avec tout
    #[arg(long, action = ArgAction::SetTrue)]
    tout: bool,
}

fn date(text: &str) -> Result<String, String> {
    match text.len() {
        10 => Ok(text.to_owned()),
        _ => Err("une date s'écrit AAAA-MM-JJ".to_owned()),
    }
}
