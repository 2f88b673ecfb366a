//! The keys of `marche.yaml` and of the files of `analyse/`.

use crate::answers::keys::SCOPE;
use crate::words::{ComplementRule, EvidenceKind, Modality, Object, Status};
use crate::yaml::shape::{Kind, Shape, default, optional, required, words_of};

/// The newest format of market and appraisal files this program reads.
pub const FORMAT: u32 = 1;

/// The word of `eliminatoires` for every requirement.
pub const REQUIREMENTS: &str = "exigences";
/// The word of `eliminatoires` for critical requirements.
pub const CRITICAL: &str = "critiques";

/// `marche.yaml`.
pub const MARKET: Shape = Shape {
    name: "le marché",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required("grille", Kind::GridName, "grille à laquelle les candidats répondent"),
        required("objet", Kind::Word(words_of::<Object>()), "ce que le marché achète"),
        required("intitule", Kind::Line, "objet de la consultation, imprimé en tête"),
        required("acheteur", Kind::Line, "qui achète, imprimé en tête"),
        optional("reference", Kind::Line, "référence de la consultation"),
        required("date", Kind::Date, "jour où la consultation est envoyée"),
        optional(
            "perimetre",
            Kind::Table(&SCOPE),
            "part de la grille que le marché demande ; absent : toute la grille pour cet objet",
        ),
        required(
            "eliminatoires",
            Kind::Ids,
            "énoncés qui écartent l'offre s'ils ne sont pas satisfaits : « exigences » (tous les « doit »), « critiques » (ceux que la grille ou le marché dit critiques), ou une liste d'identifiants",
        ),
        optional(
            "ponderation",
            Kind::Table(&WEIGHTS),
            "poids annoncés aux candidats ; absents : aucune note",
        ),
        optional(
            "complements",
            Kind::Table(&COMPLEMENTS),
            "énoncés de l'acheteur, en plus de la grille ; jamais dans les taux de la grille",
        ),
        optional(
            "derogations",
            Kind::Tables(&MARKET_WAIVER),
            "énoncés de la grille que le marché ne demande pas",
        ),
    ],
};

/// `ponderation`.
pub const WEIGHTS: Shape = Shape {
    name: "la pondération",
    keys: &[
        required(
            "exigences",
            Kind::Number(0, 100),
            "part des exigences dans la note d'un axe, en pour cent",
        ),
        required(
            "recommandations",
            Kind::Number(0, 100),
            "part des recommandations ; avec celle des exigences, elle fait 100",
        ),
        required("partiel", Kind::Number(0, 100), "ce que vaut un « partiel », en pour cent"),
        default("note_max", Kind::Number(1, 1000), "20", "meilleure note"),
        required("axes", Kind::Tables(&AXIS_WEIGHT), "poids de chaque axe ; leur somme fait 100"),
    ],
};

/// One of `ponderation.axes`.
pub const AXIS_WEIGHT: Shape = Shape {
    name: "le poids d'un axe",
    keys: &[
        required("axe", Kind::Id, "axe de la grille"),
        required("poids", Kind::Number(0, 100), "son poids, en pour cent ; 0 s'il ne compte pas"),
    ],
};

/// `complements`.
pub const COMPLEMENTS: Shape = Shape {
    name: "les compléments",
    keys: &[
        default(
            "regle",
            Kind::Word(words_of::<ComplementRule>()),
            "comptes",
            "comment les réponses aux compléments sont comptées",
        ),
        required("enonces", Kind::Tables(&COMPLEMENT), "les énoncés, dans l'ordre du cadre"),
    ],
};

/// One of `complements.enonces`.
pub const COMPLEMENT: Shape = Shape {
    name: "le complément",
    keys: &[
        required("id", Kind::Id, "identifiant, de la forme LOC-001"),
        required("modalite", Kind::Word(words_of::<Modality>()), "ce que le texte demande"),
        required("enonce", Kind::Prose, "texte de l'énoncé"),
        default("critique", Kind::Boolean, "false", "compte parmi les énoncés critiques"),
        optional(
            "preuves_attendues",
            Kind::Words(words_of::<EvidenceKind>()),
            "types de pièces qui prouvent ; absent : tous",
        ),
        optional("sans_objet_si", Kind::Prose, "cas prévu de « sans objet »"),
        optional(
            "points",
            Kind::Number(0, 10_000),
            "points de l'énoncé, avec la règle « points » seulement",
        ),
    ],
};

/// One of `derogations`.
pub const MARKET_WAIVER: Shape = Shape {
    name: "la dérogation du marché",
    keys: &[
        required("enonce", Kind::Id, "énoncé de la grille que le marché ne demande pas"),
        required("motif", Kind::Prose, "raison, imprimée dans le dépouillement"),
        optional("reference", Kind::Line, "article du CCTP ou décision qui la prévoit"),
    ],
};

/// A file of `analyse/`.
pub const APPRAISAL: Shape = Shape {
    name: "l'analyse",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required(
            "candidat",
            Kind::Line,
            "nom du candidat, comme dans son offre (case « Candidat » du cadre, ou intitulé du projet)",
        ),
        required("par", Kind::Line, "fonction de qui analyse, plutôt qu'un nom"),
        required("le", Kind::Date, "jour de l'analyse"),
        optional(
            "declare_retenu",
            Kind::Table(&WHOLESALE),
            "décision de retenir ce que le candidat déclare, sauf appréciation contraire ; ni une réponse vide, ni un « sans objet » que l'énoncé ne prévoit pas, ne sont jamais retenus",
        ),
        optional("appreciations", Kind::ById(&ENTRY), "appréciations, par identifiant d'énoncé"),
    ],
};

/// `declare_retenu`.
pub const WHOLESALE: Shape = Shape {
    name: "la décision de retenir le déclaré",
    keys: &[required("motif", Kind::Prose, "raison, imprimée dans le dépouillement")],
};

/// One of `appreciations`.
pub const ENTRY: Shape = Shape {
    name: "l'appréciation",
    keys: &[
        optional(
            "statut",
            Kind::Word(words_of::<Status>()),
            "statut retenu par l'acheteur ; vide : énoncé non analysé",
        ),
        optional(
            "motif",
            Kind::Prose,
            "raison ; nécessaire si le statut retenu n'est pas celui que le candidat déclare, ou n'est pas « conforme »",
        ),
        default(
            "derogation_admise",
            Kind::Boolean,
            "false",
            "admet la dérogation du candidat, avec le statut et le motif écrits ici : l'énoncé non satisfait n'écarte pas l'offre",
        ),
        optional("par", Kind::Line, "fonction de qui apprécie, si ce n'est pas celle du fichier"),
        optional("le", Kind::Date, "jour de l'appréciation, si ce n'est pas celui du fichier"),
        optional("commentaire_interne", Kind::Prose, "note pour l'équipe, jamais imprimée"),
    ],
};
