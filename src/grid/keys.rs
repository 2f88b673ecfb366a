//! The keys of grid files.

use crate::words::{
    Basis, Confidence, Degree, Doubt, EvidenceKind, GridState, Modality, MoveKind, Object, Outcome,
    Role, StatementState,
};
use crate::yaml::shape::{Kind, Shape, default, optional, required, words_of};

/// The newest format of grid files this program reads.
pub const FORMAT: u32 = 1;

/// `grille.yaml`.
pub const GRID: Shape = Shape {
    name: "la grille",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required("id", Kind::Id, "nom court de la grille, en minuscules : sdet"),
        required(
            "version",
            Kind::Version,
            "version de la grille, toujours entre guillemets ; \"4.1-r2\" est la deuxième révision de la grille de la version 4.1",
        ),
        required("titre", Kind::Line, "titre imprimé dans les rapports"),
        required("etat", Kind::Word(words_of::<GridState>()), "si la grille peut encore changer"),
        required("date", Kind::Date, "date de la grille, et non du document d'origine"),
        required("source", Kind::Table(&ORIGIN), "document dont la grille est tirée"),
        optional(
            "documents",
            Kind::Tables(&DOCUMENT),
            "documents lus pour écrire la grille, section par section",
        ),
        optional(
            "remplace",
            Kind::Table(&REPLACEMENT),
            "version de la même grille que celle-ci remplace",
        ),
        required("axes", Kind::Tables(&AXIS), "axes d'analyse, dans l'ordre des rapports"),
        optional("note_axes", Kind::Line, "remarque imprimée partout où les axes sont présentés"),
        default(
            "bareme",
            Kind::Table(&SCALE),
            "les valeurs par défaut ci-dessous",
            "coefficients des notes et durées de validité",
        ),
    ],
};

/// `source` of `grille.yaml`.
pub const ORIGIN: Shape = Shape {
    name: "la source de la grille",
    keys: &[
        required("titre", Kind::Line, "titre du document"),
        required("editeur", Kind::Line, "qui le publie"),
        required("version", Kind::Line, "sa version, celle que vise le fondement « texte »"),
        optional("licence", Kind::Line, "sa licence, si elle est connue"),
    ],
};

/// One of `documents`.
pub const DOCUMENT: Shape = Shape {
    name: "le document",
    keys: &[
        required("document", Kind::Line, "titre du document, tel que les énoncés le citent"),
        optional("version", Kind::Line, "sa version, telle que les énoncés la citent"),
        required("sections", Kind::Tables(&SECTION), "ses sections, dans l'ordre du document"),
    ],
};

/// One of `sections`.
pub const SECTION: Shape = Shape {
    name: "la section",
    keys: &[
        required("section", Kind::Line, "section ou article, tel que les énoncés le citent"),
        optional(
            "sans_enonce",
            Kind::Line,
            "pourquoi aucun énoncé ne la cite, si aucun ne la cite",
        ),
    ],
};

/// `remplace` of `grille.yaml`.
pub const REPLACEMENT: Shape = Shape {
    name: "le remplacement",
    keys: &[
        required("version", Kind::Version, "version remplacée, inférieure à celle de la grille"),
        required("le", Kind::Date, "jour du remplacement"),
    ],
};

/// One of `axes`.
pub const AXIS: Shape = Shape {
    name: "l'axe",
    keys: &[
        required("id", Kind::Id, "identifiant de l'axe, en majuscules : TEC"),
        required("titre", Kind::Line, "titre de l'axe"),
        required("fichier", Kind::Path, "fichier de ses énoncés, dans le dossier de la grille"),
    ],
};

/// `bareme`.
pub const SCALE: Shape = Shape {
    name: "le barème",
    keys: &[
        default(
            "coef_exigences",
            Kind::Number(0, 100),
            "60",
            "part de la note due aux exigences, en pour cent",
        ),
        default(
            "coef_recommandations",
            Kind::Number(0, 100),
            "40",
            "part que les recommandations ajoutent ; la somme des deux est 100",
        ),
        default(
            "coef_partiel",
            Kind::Number(0, 100),
            "50",
            "ce que vaut une réponse « partiel » dans l'avancement et les notes, en pour cent",
        ),
        default("note_max", Kind::Number(1, 1000), "20", "note la plus haute"),
        default(
            "seuil_partielle",
            Kind::Number(0, 100),
            "50",
            "pourcentage à partir duquel la mention est « Partiellement conforme »",
        ),
        default(
            "validite_mois",
            Kind::Number(1, 1200),
            "36",
            "durée de validité d'une évaluation, en mois",
        ),
        default(
            "validite_apres_remplacement_mois",
            Kind::Number(0, 1200),
            "18",
            "durée de validité après le remplacement de la grille, en mois",
        ),
    ],
};

/// A file of statements.
pub const AXIS_FILE: Shape = Shape {
    name: "le fichier d'axe",
    keys: &[
        optional("sujets", Kind::Tables(&SUBJECT), "sujets sous lesquels ranger les énoncés"),
        required("enonces", Kind::Tables(&STATEMENT), "énoncés de l'axe, dans l'ordre"),
    ],
};

/// One of `sujets`.
pub const SUBJECT: Shape = Shape {
    name: "le sujet",
    keys: &[
        required("id", Kind::Id, "identifiant du sujet, en minuscules : annuaire"),
        required("titre", Kind::Line, "titre du sujet"),
        optional("sans_enonce", Kind::Line, "pourquoi le sujet n'a pas d'énoncé, s'il n'en a pas"),
    ],
};

/// One of `enonces`.
pub const STATEMENT: Shape = Shape {
    name: "l'énoncé",
    keys: &[
        required("id", Kind::Id, "identifiant permanent : jamais réutilisé, jamais renuméroté"),
        optional("sujet", Kind::Id, "sujet de l'axe auquel l'énoncé appartient"),
        required(
            "modalite",
            Kind::Word(words_of::<Modality>()),
            "force de l'énoncé ; le niveau (exigence ou recommandation) en découle",
        ),
        required("enonce", Kind::Prose, "texte de l'énoncé, avec son verbe"),
        required("fondement", Kind::Word(words_of::<Basis>()), "ce sur quoi la rédaction repose"),
        optional(
            "source",
            Kind::Table(&CITATION),
            "ce qui est cité ; nécessaire sauf pour une reconstitution, qui n'en a pas",
        ),
        optional("voir", Kind::Line, "ce qui suggère une reconstitution"),
        optional(
            "concerne",
            Kind::Words(words_of::<Role>()),
            "qui doit agir ; absent : personne en particulier",
        ),
        optional(
            "objets",
            Kind::Words(words_of::<Object>()),
            "ce que l'énoncé vise ; absent : tout",
        ),
        optional("degres", Kind::Words(words_of::<Degree>()), "degrés visés ; absent : les deux"),
        default(
            "socle",
            Kind::Boolean,
            "false",
            "si l'énoncé fait partie du socle, qu'un logiciel seul doit respecter",
        ),
        default(
            "critique",
            Kind::Boolean,
            "false",
            "si l'énoncé est imprimé en premier quand il n'est pas respecté",
        ),
        optional(
            "preuves_attendues",
            Kind::Words(words_of::<EvidenceKind>()),
            "types de preuves admis ; absent : tous",
        ),
        optional("sans_objet_si", Kind::Line, "cas prévu où l'énoncé ne s'applique pas"),
        optional("pourquoi", Kind::Prose, "pourquoi l'énoncé compte, en une phrase"),
        default(
            "etat",
            Kind::Word(words_of::<StatementState>()),
            "en_vigueur",
            "« abroge » pour un énoncé retiré, dont la ligne reste",
        ),
        optional("motif", Kind::Prose, "pourquoi l'énoncé est abrogé"),
        optional(
            "extrait",
            Kind::Table(&EXCERPT),
            "d'où « grille extraire » a tiré l'énoncé ; à garder : c'est la preuve de sa rédaction",
        ),
    ],
};

/// `extrait` of a statement.
pub const EXCERPT: Shape = Shape {
    name: "l'extrait",
    keys: &[
        required("fichier", Kind::Line, "texte dont l'énoncé est tiré"),
        optional("section", Kind::Line, "titres qui mènent à la phrase"),
        required("ligne", Kind::Number(1, 100_000_000), "ligne où la phrase commence"),
        optional("tete", Kind::Prose, "phrase qui annonce la liste, si l'énoncé en est une puce"),
        required("texte", Kind::Prose, "la phrase, à la lettre"),
        required(
            "sha256",
            Kind::Sha256,
            "empreinte de « texte » (UTF-8, fins de ligne LF) : dit s'il a changé",
        ),
        required("mot", Kind::Line, "mot ou intitulé qui a décidé de la modalité"),
        required(
            "confiance",
            Kind::Word(words_of::<Confidence>()),
            "à quel point l'extraction en est sûre",
        ),
        optional(
            "a_revoir",
            Kind::Words(words_of::<Doubt>()),
            "raisons de relire l'énoncé ; à supprimer une fois l'énoncé confirmé",
        ),
    ],
};

/// `source` of a statement.
pub const CITATION: Shape = Shape {
    name: "la source de l'énoncé",
    keys: &[
        required("document", Kind::Line, "titre exact du document"),
        optional("version", Kind::Line, "version du document ; nécessaire pour un texte du SDET"),
        optional(
            "section",
            Kind::Line,
            "section ou article ; nécessaire dès qu'une source est citée",
        ),
        optional("adresse", Kind::Line, "où le lire"),
    ],
};

/// `depuis-ANCIENNE.yaml`: how the statements of a former version came to this one.
pub const MOVES: Shape = Shape {
    name: "le fichier de mouvements",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required("depuis", Kind::Version, "version d'où viennent les énoncés"),
        optional(
            "empreinte",
            Kind::Sha256,
            "empreinte de cette version quand les mouvements ont été écrits",
        ),
        optional(
            "mouvements",
            Kind::Tables(&MOVE),
            "énoncés renommés, scindés, fusionnés ou reformulés ; absent : aucun",
        ),
    ],
};

/// One of `mouvements`.
pub const MOVE: Shape = Shape {
    name: "le mouvement",
    keys: &[
        required("type", Kind::Word(words_of::<MoveKind>()), "ce qui est arrivé"),
        required("de", Kind::Ids, "énoncé de l'ancienne version ; plusieurs pour une fusion"),
        optional(
            "vers",
            Kind::Ids,
            "énoncé de la nouvelle version ; plusieurs pour une scission ; absent pour « reformule »",
        ),
        optional(
            "reponse",
            Kind::Word(words_of::<Outcome>()),
            "ce que devient la réponse ; absent : gardée si le texte et sa force n'ont pas changé, à revoir sinon",
        ),
        optional(
            "motif",
            Kind::Prose,
            "pourquoi, en une phrase imprimée dans la note de changement",
        ),
    ],
};
