//! What can be asked of the program about itself.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Le schéma voulu
    #[arg(value_name = "NOM")]
    pub(crate) name: SchemaName,
}

/// The published schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaName {
    /// grille.yaml
    Grille,
    /// Un fichier d'énoncés
    Enonces,
    /// projet.yaml, ou un projet en un seul fichier
    Projet,
    /// Un fichier de réponses
    Reponses,
    /// Un fichier de mouvements, depuis-ANCIENNE.yaml
    Mouvements,
    /// marche.yaml
    Marche,
    /// Un fichier de analyse/
    Analyse,
    /// Le rapport JSON
    Rapport,
    /// La comparaison JSON de deux versions d'une grille
    Changements,
    /// La liste JSON des preuves
    Preuves,
    /// Une comparaison JSON
    Comparaison,
    /// Le dépouillement JSON d'un marché
    Depouillement,
}

#[derive(Debug, Args)]
pub(crate) struct Completion {
    /// L'interpréteur
    #[arg(value_name = "INTERPRÉTEUR")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Manual {
    /// Commande décrite ; le programme entier par défaut
    #[arg(value_name = "COMMANDE")]
    pub(crate) command: Vec<String>,
}
