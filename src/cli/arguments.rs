//! What can be typed, in French.

mod certification;
mod extraction;
mod publishing;
mod tables;
mod tender;
mod values;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::date::Date;
use crate::grid::GridName;
use crate::words::{Degree, Object, Role};

pub(crate) use certification::{Comparer, ComparisonFormat, Dossier, EvidenceFormat, Preuves};
pub(crate) use extraction::{Extract, MeasureFormat};
pub(crate) use publishing::{Completion, Manual, SchemaArgs, SchemaName};
pub(crate) use tables::{
    ExportGrid, Exporter, HowToImport, ImportGrid, Importer, Repondre, TableFormat,
};
pub(crate) use tender::{Depouiller, TenderFormat};
pub(crate) use values::{Demand, Percentage};
use values::{date, grid_name, percentage, word};

/// Grilles de conformité au SDET et rapports d'auto-évaluation
#[derive(Debug, Parser)]
#[command(
    name = "sdet",
    version,
    about = "Grilles de conformité au SDET et rapports d'auto-évaluation",
    after_help = "Exemples :\n  sdet init mon-ent --objet projet --degre 2d\n  sdet verifier mon-ent\n  sdet rapport mon-ent --format html -o rapport.html\n\nLe guide est dans docs/guide.md."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options common to every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options communes")]
pub(crate) struct Global {
    /// Dossier d'autres grilles, en plus de celles du programme
    #[arg(long, global = true, value_name = "DOSSIER", env = "SDET_GRILLES", hide_env = true)]
    pub(crate) grilles: Option<PathBuf>,
    /// Date de référence, AAAA-MM-JJ ou JJ/MM/AAAA ; aujourd'hui par défaut
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// Fichier à écrire, au lieu de la sortie standard
    #[arg(short = 'o', long = "sortie", global = true, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
    /// Écraser le fichier de sortie s'il existe
    #[arg(long = "forcer", global = true)]
    pub(crate) force: bool,
    /// Couleur des messages
    #[arg(long = "couleur", global = true, value_name = "QUAND", default_value = "auto")]
    pub(crate) colour: Colour,
    /// Ne dire que les erreurs
    #[arg(short = 'q', long = "silencieux", global = true)]
    pub(crate) quiet: bool,
    /// Forme des messages
    #[arg(long = "diagnostics", global = true, value_name = "FORME", default_value = "texte")]
    pub(crate) diagnostics: DiagnosticForm,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// Dans un terminal, sauf si NO_COLOR est défini
    Auto,
    /// Toujours
    Toujours,
    /// Jamais
    Jamais,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiagnosticForm {
    /// Pour des personnes
    Texte,
    /// Pour des programmes
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Crée un projet, avec chaque énoncé de son périmètre
    #[command(
        after_help = "Exemples :\n  sdet init mon-ent --objet projet --degre 2d\n  sdet init certif-2013 --objet solution --role editeur --socle\n  sdet init ecole.yaml --degre 1d        (un seul fichier)\n  sdet init certif-2016 --depuis certif-2015\n  sdet init consultation --marche --objet solution --degre 2d\n\nUn nom qui finit par .yaml donne un projet en un seul fichier."
    )]
    Init(Init),
    /// Dit toutes les erreurs d'un projet, sans rien juger
    #[command(
        visible_alias = "check",
        after_help = "Exemples :\n  sdet verifier mon-ent\n  sdet verifier mon-ent --strict --complet\n  sdet verifier mon-ent --diagnostics json 2> erreurs.json"
    )]
    Verifier(Verifier),
    /// Dit où en est un projet : fait, manquant, à suivre
    #[command(
        visible_alias = "status",
        after_help = "Exemples :\n  sdet bilan mon-ent\n  sdet bilan mon-ent --axe TEC"
    )]
    Bilan(Bilan),
    /// Produit le rapport de conformité
    #[command(
        visible_alias = "report",
        after_help = "Exemples :\n  sdet rapport mon-ent -o rapport.md\n  sdet rapport mon-ent --format html -o rapport.html\n  sdet rapport mon-ent --format html --reference rapport-2012.json --reference rapport-2013.json\n  sdet rapport mon-ent --format json --date 2013-09-30 -o rapport.json\n  sdet rapport mon-ent --public -o rapport-public.md\n  sdet rapport mon-ent --exiger conforme:prouve --taux-min 95\n  sdet rapport mon-ent --reference rapport-2013.json --sans-regression\n\nUn mauvais résultat n'est pas un échec : le code de sortie reste 0, sauf constat demandé par --exiger, --taux-min ou --sans-regression (code 1)."
    )]
    Rapport(Rapport),
    /// Fait le point sur les preuves : à joindre, à remplacer, bientôt expirées
    #[command(
        visible_alias = "evidence",
        after_help = "Exemples :\n  sdet preuves certif-2013\n  sdet preuves certif-2013 --horizon 365 -o preuves.md\n  sdet preuves certif-2013 --format csv -o preuves.csv\n  sdet preuves certif-2013 --exiger-valides -q -o controle.md\n  sdet preuves certif-2013 --empreintes"
    )]
    Preuves(Preuves),
    /// Réunit le dossier de certification dans une archive
    #[command(
        visible_alias = "bundle",
        after_help = "Exemples :\n  sdet dossier certif-2013 -o dossier-2013.zip\n  sdet dossier certif-2013 --inclure-preuves -o dossier-2013.zip\n  sdet dossier certif-2013 --public -o dossier-public.zip\n\nLes mêmes fichiers et la même date donnent la même archive, à l'octet près."
    )]
    Dossier(Dossier),
    /// Compare deux états d'un projet : reculs, progrès, échéances, programme d'audit
    #[command(
        visible_alias = "compare",
        after_help = "Exemples :\n  sdet comparer dossier-2013/rapport.json certif-2014 -o audit-2014.md\n  sdet comparer certif-2013 certif-2014 --date-avant 2013-10-15\n  sdet comparer avant.json apres.json --format json\n\nUn projet est jugé à la date de référence ; un rapport JSON garde la sienne."
    )]
    Comparer(Comparer),
    /// Explique un énoncé, ou le code d'un message
    #[command(
        visible_alias = "explain",
        after_help = "Exemples :\n  sdet expliquer TEC-004\n  sdet expliquer R201\n  sdet expliquer TEC-004 --grille sdet@4.1"
    )]
    Expliquer(Expliquer),
    /// Reprend les réponses d'un projet dans une autre version de sa grille
    #[command(
        visible_alias = "migrate",
        after_help = "Exemples :\n  sdet migrer mon-ent --vers sdet@4.2 --simuler\n  sdet migrer mon-ent --vers 4.2\n\nUne réponse dont l'énoncé n'a pas changé est gardée. Une réponse à revoir est rangée sous « ancienne_reponse », et son statut repasse à a_evaluer. Une réponse dont l'énoncé n'existe plus est rangée dans reponses/abandonnees.yaml. Commentaires, ordre, guillemets et fins de ligne restent ; tous les fichiers sont écrits, ou aucun."
    )]
    Migrer(Migrer),
    /// Pose les questions une par une et enregistre chaque réponse
    #[command(
        visible_alias = "answer",
        after_help = "Exemples :\n  sdet repondre mon-ent\n  sdet repondre mon-ent --axe TEC --exigences\n  sdet repondre mon-ent --a-revoir\n\nChaque réponse est enregistrée aussitôt : « q » ou Ctrl-C quittent sans rien perdre, la même commande reprend. « ? » donne l'aide."
    )]
    Repondre(Repondre),
    /// Ouvre les offres d'un marché : à écarter, notes, différences
    #[command(
        visible_alias = "tender",
        after_help = "Exemples :\n  sdet depouiller consultation offres --preparer-analyse\n  sdet depouiller consultation offres --format html -o depouillement.html\n  sdet depouiller consultation offres -o matrice.xlsx\n  sdet depouiller consultation offres --lettre \"Éditions Boréales\" -o lettre.html\n  sdet depouiller consultation offres/tour-2 --tour offres/tour-1\n\nTout repose sur ce que l'acheteur retient dans analyse/ ; un énoncé non analysé est dit tel, et rien n'en est conclu. Le programme n'écarte personne : il dit par quels énoncés une offre peut l'être."
    )]
    Depouiller(Depouiller),
    /// Écrit les réponses dans un classeur Excel, ou en CSV, à remplir et à rendre
    #[command(
        visible_alias = "export",
        after_help = "Exemples :\n  sdet exporter mon-ent -o reponses.xlsx\n  sdet exporter mon-ent --axe TEC --proteger -o technique.xlsx\n  sdet exporter mon-ent --format csv -o reponses.csv\n  sdet exporter --cadre consultation -o cadre.xlsx\n\nLe format est celui de l'extension de -o, sauf --format. Le classeur rempli revient par « sdet importer »."
    )]
    Exporter(Exporter),
    /// Reprend les réponses d'un classeur rempli (xlsx, ods, csv)
    #[command(
        visible_alias = "import",
        after_help = "Exemples :\n  sdet importer reponses.xlsx mon-ent --simuler\n  sdet importer reponses.xlsx mon-ent\n  sdet importer reponses.ods mon-ent --accepter-partiel\n  sdet importer offre.xlsx offre --cadre consultation\n\nChaque changement est montré. Une ligne dont l'énoncé ou l'identifiant a été modifié, ou dont la réponse a changé dans le projet depuis l'export, est refusée avec les deux versions ; rien n'est écrit s'il y en a une, sauf --accepter-partiel (code 1). Une cellule vide n'efface rien, sauf --effacer-vides. Commentaires, ordre et guillemets des fichiers restent."
    )]
    Importer(Importer),
    /// Montre, vérifie et compare les grilles
    #[command(subcommand, visible_alias = "grid")]
    Grille(GridCommand),
    /// Imprime un schéma JSON, pour les éditeurs et les programmes
    #[command(
        after_help = "Exemples :\n  sdet schema reponses\n  sdet schema rapport -o rapport.schema.json"
    )]
    Schema(SchemaArgs),
    /// Imprime le complètement pour un interpréteur de commandes
    #[command(
        hide = true,
        after_help = "Exemple :\n  sdet completion bash > ~/.local/share/bash-completion/completions/sdet"
    )]
    Completion(Completion),
    /// Imprime une page de manuel
    #[command(
        hide = true,
        after_help = "Exemples :\n  sdet manuel > sdet.1\n  sdet manuel rapport > sdet-rapport.1"
    )]
    Manuel(Manual),
}

#[derive(Debug, Subcommand)]
pub(crate) enum GridCommand {
    /// Liste les grilles connues
    #[command(
        after_help = "Exemples :\n  sdet grille lister\n  sdet grille lister --grilles mes-grilles"
    )]
    Lister,
    /// Montre une grille, en texte ou en formulaire Markdown vierge
    #[command(
        after_help = "Exemples :\n  sdet grille montrer sdet@4.1\n  sdet grille montrer sdet@4.1 --axe TEC --socle\n  sdet grille montrer sdet@4.1 --format md -o grille.md\n  sdet grille montrer sdet@4.1 --couverture"
    )]
    Montrer(Show),
    /// Vérifie une grille : son nom, ou son dossier
    #[command(
        after_help = "Exemples :\n  sdet grille verifier sdet@4.1\n  sdet grille verifier grids/sdet/4.1 --strict\n  sdet grille verifier grids/sdet/4.2 --diagnostics json 2> messages.json\n\nUn dossier est comparé aux autres versions rangées à côté de lui et aux grilles connues : identifiants repris, disparus, trous."
    )]
    Verifier(CheckGrid),
    /// Écrit une grille dans un classeur Excel, ou en CSV, pour la réviser
    #[command(
        visible_alias = "export",
        after_help = "Exemples :\n  sdet grille exporter sdet@4.1 -o grille.xlsx\n  sdet grille exporter mes-grilles/sdet/4.2 -o grille-4.2.xlsx"
    )]
    Exporter(ExportGrid),
    /// Reprend une grille révisée dans un classeur (xlsx, ods, csv)
    #[command(
        visible_alias = "import",
        after_help = "Exemples :\n  sdet grille importer grille-4.2.xlsx mes-grilles/sdet/4.2 --simuler\n  sdet grille importer grille-4.2.xlsx mes-grilles/sdet/4.2\n\nLes énoncés modifiés et ajoutés entrent dans les fichiers de la grille, commentaires gardés ; une ligne absente ne retire rien. La grille obtenue passe par « grille verifier » : une erreur, et rien n'est écrit. Une grille publiée ne change plus."
    )]
    Importer(ImportGrid),
    /// Compare deux versions d'une grille, énoncé par énoncé
    #[command(
        visible_alias = "compare",
        after_help = "Exemples :\n  sdet grille comparer sdet@4.1 sdet@4.2 --grilles mes-grilles\n  sdet grille comparer sdet@4.1 mes-grilles/sdet/4.2 --format md -o changements-4.2.md\n\nLes mouvements (énoncés renommés, scindés, fusionnés) sont lus dans depuis-ANCIENNE.yaml, à côté de la nouvelle version. Rien n'est deviné : un énoncé disparu sans mouvement est une erreur."
    )]
    Comparer(CompareGrids),
    /// Prépare une nouvelle version d'une grille, ou une révision
    #[command(
        visible_alias = "new",
        after_help = "Exemples :\n  sdet grille nouvelle sdet@4.2 --depuis sdet@4.1                (un nouveau SDET)\n  sdet grille nouvelle sdet@4.1-r2 --depuis sdet@4.1             (une révision du même)\n  sdet grille nouvelle sdet@4.2 --depuis sdet@4.1 -o grids/sdet/4.2\n\nSans -o, le dossier est ID/VERSION, dans celui de --grilles s'il est donné, sinon ici. La marche à suivre est dans docs/publier-une-grille.md."
    )]
    Nouvelle(NewGrid),
    /// Fige une version : ses empreintes sont écrites, rien n'y change plus
    #[command(
        visible_alias = "freeze",
        after_help = "Exemples :\n  sdet grille figer grids/sdet/4.2\n  sdet grille figer grids/sdet/4.2 --strict\n\nÉcrit « etat: publiee » et le fichier EMPREINTES. Ensuite, toute modification du dossier est une erreur ; une correction passe par une révision (sdet grille nouvelle)."
    )]
    Figer(FreezeGrid),
    /// Tire d'un texte un brouillon de grille, à relire
    #[command(
        visible_alias = "extract",
        after_help = "Exemples :\n  sdet grille extraire sdet-4.2.md -o grilles/sdet/4.2 --version 4.2\n  sdet grille extraire chapitre-*.md -o grilles/sdet/4.2 --version 4.2 --depuis sdet@4.1\n  sdet grille extraire cctp.md -o grilles/cctp/1.0 --id cctp --version 1.0 --axes axes.yaml\n  sdet grille extraire --etalon chapitre-8.tsv\n\nLe texte vient de Word ou d'un PDF par pandoc ou pdftotext : docs/extraction.md dit comment. Le brouillon est à relire ligne à ligne ; a-revoir.md commence par ce qui est le plus douteux, couverture.md dit tout ce qui a été écarté, et pourquoi."
    )]
    Extraire(Extract),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Dossier à créer, ou fichier en .yaml
    #[arg(value_name = "DOSSIER")]
    pub(crate) path: PathBuf,
    /// Grille et version ; la plus récente du SDET par défaut
    #[arg(long, value_name = "ID@VERSION")]
    pub(crate) grille: Option<String>,
    /// Ce qui est évalué : solution, projet ou service_tiers
    #[arg(long, value_name = "OBJET", default_value = "projet", value_parser = word::<Object>)]
    pub(crate) objet: Object,
    /// Projet dont reprendre le périmètre et les réponses, les preuves étant à revalider
    #[arg(long, value_name = "ANCIEN", conflicts_with_all = ["marche", "grille", "objet", "roles", "degrees", "core"])]
    pub(crate) depuis: Option<PathBuf>,
    /// Créer une consultation (marche.yaml) au lieu d'un projet
    #[arg(long)]
    pub(crate) marche: bool,
    /// Nom du projet ; celui du dossier par défaut
    #[arg(long, value_name = "TEXTE")]
    pub(crate) intitule: Option<String>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

/// Roles, degrees and core, as filters or as a scope.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ScopeArgs {
    /// Rôles gardés, séparés par des virgules : porteur, academie, etablissement, editeur, integrateur, exploitant, hebergeur, fournisseur_tiers
    #[arg(long = "role", visible_alias = "roles", value_name = "RÔLE", value_delimiter = ',', value_parser = word::<Role>)]
    pub(crate) roles: Vec<Role>,
    /// Degrés gardés : 1d, 2d
    #[arg(long = "degre", visible_alias = "degres", value_name = "DEGRÉ", value_delimiter = ',', value_parser = word::<Degree>)]
    pub(crate) degrees: Vec<Degree>,
    /// Ne garder que le socle
    #[arg(long = "socle")]
    pub(crate) core: bool,
}

/// A view on part of a grid.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FilterArgs {
    /// Axes gardés, séparés par des virgules
    #[arg(long = "axe", visible_alias = "axes", value_name = "AXE", value_delimiter = ',')]
    pub(crate) axes: Vec<String>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Verifier {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Traiter les avertissements comme des erreurs
    #[arg(long)]
    pub(crate) strict: bool,
    /// Finir avec le code 1 s'il reste des énoncés à évaluer
    #[arg(long)]
    pub(crate) complet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bilan {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Rapport {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Format du rapport
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: ReportFormat,
    /// Sans commentaires internes, fonctions ni chemins des preuves
    #[arg(long)]
    pub(crate) public: bool,
    /// Mention à atteindre, sinon code 1 : conforme, conforme_sous_reserve, conforme_sous_derogation, partiellement_conforme, non_conforme ; suivie au besoin de :prouve ou :verifie
    #[arg(long, value_name = "MENTION", value_parser = Demand::parse)]
    pub(crate) exiger: Option<Demand>,
    /// Rapport JSON d'avant, montré à côté de celui-ci (Markdown, HTML) et comparé par --sans-regression ; à répéter pour plusieurs dates
    #[arg(long, value_name = "AVANT.json")]
    pub(crate) reference: Vec<PathBuf>,
    /// Finir avec le code 1 si un énoncé conforme dans --reference ne l'est plus, ou n'est plus prouvé
    #[arg(long = "sans-regression", requires = "reference")]
    pub(crate) sans_regression: bool,
    /// Taux de conformité à atteindre, en pour cent, sinon code 1
    #[arg(long = "taux-min", value_name = "N", value_parser = percentage, allow_negative_numbers = true)]
    pub(crate) taux_min: Option<Percentage>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Markdown
    Md,
    /// Page HTML en un seul fichier, à lire, imprimer ou publier
    Html,
    /// JSON (schéma : sdet schema rapport)
    Json,
    /// Déclaration courte, à publier, en Markdown
    Declaration,
}

#[derive(Debug, Args)]
pub(crate) struct Migrer {
    /// Dossier ou fichier du projet
    #[arg(value_name = "PROJET")]
    pub(crate) project: PathBuf,
    /// Version visée : sdet@4.2, ou 4.2 pour la même grille
    #[arg(long, value_name = "ID@VERSION")]
    pub(crate) vers: String,
    /// Montrer ce qui changerait, sans rien écrire
    #[arg(long)]
    pub(crate) simuler: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Expliquer {
    /// Identifiant d'énoncé (TEC-004) ou code de message (R201)
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Grille et version ; la plus récente du SDET par défaut
    #[arg(long, value_name = "ID@VERSION")]
    pub(crate) grille: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Grille et version ; la plus récente du SDET par défaut
    #[arg(value_name = "ID@VERSION")]
    pub(crate) grille: Option<String>,
    /// Texte pour l'écran, ou formulaire vierge en Markdown
    #[arg(long, value_name = "FORMAT", default_value = "texte")]
    pub(crate) format: ShowFormat,
    /// Montrer ce que la grille entière couvre : sections des documents et sujets, avec et sans énoncé
    #[arg(long, conflicts_with_all = ["objet", "axes", "roles", "degrees", "core"])]
    pub(crate) couverture: bool,
    /// Objet visé : solution, projet ou service_tiers
    #[arg(long, value_name = "OBJET", value_parser = word::<Object>)]
    pub(crate) objet: Option<Object>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

/// The forms in which a grid is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    /// Texte pour l'écran
    Texte,
    /// Formulaire vierge en Markdown
    Md,
}

#[derive(Debug, Args)]
pub(crate) struct CheckGrid {
    /// Nom d'une grille connue (sdet@4.1) ou dossier d'une grille
    #[arg(value_name = "GRILLE")]
    pub(crate) grille: String,
    /// Traiter les avertissements comme des erreurs
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompareGrids {
    /// Ancienne version : nom d'une grille connue (sdet@4.1) ou dossier d'une grille
    #[arg(value_name = "ANCIENNE")]
    pub(crate) old: String,
    /// Nouvelle version : nom ou dossier
    #[arg(value_name = "NOUVELLE")]
    pub(crate) new: String,
    /// Texte pour l'écran, note de changement en Markdown, ou JSON
    #[arg(long, value_name = "FORMAT", default_value = "texte")]
    pub(crate) format: CompareFormat,
    /// Finir avec le code 1 si un énoncé a changé
    #[arg(long = "code-retour")]
    pub(crate) code_retour: bool,
}

/// The forms of a comparison of grids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// Texte pour l'écran
    Texte,
    /// Note de changement en Markdown
    Md,
    /// JSON (schéma : sdet schema changements)
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct NewGrid {
    /// Nom de la nouvelle version : sdet@4.2, ou sdet@4.1-r2 pour une révision
    #[arg(value_name = "ID@VERSION", value_parser = grid_name)]
    pub(crate) name: GridName,
    /// Version dont elle part
    #[arg(long, value_name = "ID@VERSION", value_parser = grid_name)]
    pub(crate) depuis: GridName,
}

#[derive(Debug, Args)]
pub(crate) struct FreezeGrid {
    /// Dossier de la version à figer
    #[arg(value_name = "DOSSIER")]
    pub(crate) folder: PathBuf,
    /// Traiter les avertissements comme des erreurs
    #[arg(long)]
    pub(crate) strict: bool,
}
