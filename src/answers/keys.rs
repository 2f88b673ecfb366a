//! The keys of project and answer files.

use crate::words::{Degree, EvidenceKind, Object, Opinion, Role, Status};
use crate::yaml::shape::{Key, Kind, Shape, default, optional, required, words_of};

/// The newest format of project files this program reads.
pub const FORMAT: u32 = 1;

/// `projet.yaml`, or the single file of a project.
pub const PROJECT: Shape = Shape {
    name: "le projet",
    keys: &[
        required("format", Kind::Number(1, FORMAT), "façon de lire le fichier ; 1 aujourd'hui"),
        required("grille", Kind::GridName, "grille à laquelle on répond, et sa version"),
        required("objet", Kind::Word(words_of::<Object>()), "ce qui est évalué"),
        required("intitule", Kind::Line, "nom imprimé en tête du rapport"),
        required(
            "date_evaluation",
            Kind::Date,
            "jour de l'évaluation ; la durée de validité part de là",
        ),
        optional(
            "perimetre",
            Kind::Table(&SCOPE),
            "part de la grille qui concerne le projet ; absent : toute la grille pour cet objet",
        ),
        optional(
            "reponses",
            Kind::ById(&ANSWER),
            "réponses, quand elles sont dans ce fichier plutôt que dans reponses/",
        ),
        optional(COMPLEMENTS, Kind::ById(&ANSWER), COMPLEMENTS_MEANING),
        optional(ABANDONED, Kind::Tables(&OLD_ANSWER), ABANDONED_MEANING),
    ],
};

/// `perimetre`.
pub const SCOPE: Shape = Shape {
    name: "le périmètre",
    keys: &[
        optional(
            "degres",
            Kind::Words(words_of::<Degree>()),
            "degrés concernés ; absent : les deux",
        ),
        optional("roles", Kind::Words(words_of::<Role>()), "rôles concernés ; absent : tous"),
        default("socle", Kind::Boolean, "false", "ne garder que les énoncés du socle"),
    ],
};

/// The key of the answers to a market's own statements.
pub const COMPLEMENTS: &str = "complements";
const COMPLEMENTS_MEANING: &str = "réponses aux compléments d'un marché (LOC-001…), lues par « sdet depouiller » seul ; elles ne comptent pas dans le rapport";

/// The key of the answers whose statement is gone.
pub const ABANDONED: &str = "abandonnees";
const ABANDONED_MEANING: &str = "réponses à des énoncés qui n'existent plus, gardées par « sdet migrer » ; elles ne comptent pas";

/// A file of `reponses/`; one of its keys must be there.
pub const ANSWERS: Shape = Shape {
    name: "le fichier de réponses",
    keys: &[
        optional("reponses", Kind::ById(&ANSWER), "réponses, par identifiant d'énoncé"),
        optional(COMPLEMENTS, Kind::ById(&ANSWER), COMPLEMENTS_MEANING),
        optional(ABANDONED, Kind::Tables(&OLD_ANSWER), ABANDONED_MEANING),
    ],
};

/// What an answer says, whatever the version of the grid it was given for.
const BODY: [Key; 9] = [
    optional("statut", Kind::Word(words_of::<Status>()), "réponse à l'énoncé ; vide : à évaluer"),
    optional(
        "justification",
        Kind::Prose,
        "pourquoi ; nécessaire pour « sans_objet », utile pour « partiel » et pour une recommandation non suivie",
    ),
    optional(
        "commentaire_interne",
        Kind::Prose,
        "note pour l'équipe, jamais dans un rapport --public",
    ),
    optional("preuves", Kind::Tables(&PIECE), "pièces qui appuient la réponse"),
    optional("derogation", Kind::Table(&WAIVER), "dispense datée"),
    optional("action", Kind::Table(&ACTION), "ce qui sera fait"),
    optional("verification", Kind::Table(&VERIFICATION), "avis d'une seconde personne"),
    optional("evalue_le", Kind::Date, "jour de la réponse"),
    optional("evalue_par", Kind::Line, "fonction de qui répond, plutôt qu'un nom"),
];

/// The key of answers that a change of grid put aside.
pub const OLD_ANSWERS: &str = "ancienne_reponse";

const OLD: [Key; 1] = [optional(
    OLD_ANSWERS,
    Kind::Tables(&OLD_ANSWER),
    "réponses d'avant un changement de grille, écrites par « sdet migrer » ; elles ne comptent pas, et se suppriment une fois revues",
)];

const ANSWER_KEYS: [Key; 10] = joined(BODY, OLD);

/// One answer.
pub const ANSWER: Shape = Shape { name: "la réponse", keys: &ANSWER_KEYS };

const FORMER: [Key; 4] = [
    required("grille", Kind::GridName, "grille à laquelle on répondait"),
    required("enonce", Kind::Id, "énoncé auquel on répondait"),
    optional("cause", Kind::Line, "ce qui est arrivé à l'énoncé"),
    optional("le", Kind::Date, "jour où la réponse a été mise de côté"),
];

const OLD_ANSWER_KEYS: [Key; 13] = joined(FORMER, BODY);

/// One of `ancienne_reponse`, or of `abandonnees`.
pub const OLD_ANSWER: Shape = Shape { name: "l'ancienne réponse", keys: &OLD_ANSWER_KEYS };

/// The keys of two tables one after the other; `C` is the sum of their numbers.
const fn joined<const A: usize, const B: usize, const C: usize>(
    first: [Key; A],
    second: [Key; B],
) -> [Key; C] {
    let mut all = [if A > 0 { first[0] } else { second[0] }; C];
    let mut at = 0;
    while at < C {
        all[at] = if at < A { first[at] } else { second[at - A] };
        at += 1;
    }
    all
}

/// One of `preuves`.
pub const PIECE: Shape = Shape {
    name: "la preuve",
    keys: &[
        optional("fichier", Kind::Path, "chemin du fichier, relatif au dossier du projet"),
        optional(
            "reference",
            Kind::Line,
            "référence ou adresse, à défaut de fichier ; seule, elle ne prouve rien",
        ),
        optional("page", Kind::Line, "page ou passage à lire"),
        optional(
            "type",
            Kind::Word(words_of::<EvidenceKind>()),
            "type de la pièce ; nécessaire si la grille en attend",
        ),
        optional("date", Kind::Date, "date de la pièce"),
        optional("valable_jusqu_au", Kind::Date, "dernier jour où la pièce vaut"),
        optional("sha256", Kind::Sha256, "empreinte du fichier au moment de l'enregistrement"),
    ],
};

/// `derogation`.
pub const WAIVER: Shape = Shape {
    name: "la dérogation",
    keys: &[
        optional(
            "accordee_par",
            Kind::Line,
            "autorité qui l'accorde ; nécessaire pour qu'elle compte",
        ),
        optional(
            "reference",
            Kind::Line,
            "référence de la décision ; nécessaire pour qu'elle compte",
        ),
        optional("motif", Kind::Prose, "raison ; nécessaire pour qu'elle compte"),
        optional("accordee_le", Kind::Date, "premier jour"),
        optional("echeance", Kind::Date, "dernier jour ; nécessaire pour qu'elle compte"),
        optional("compensation", Kind::Prose, "mesure prise en attendant"),
    ],
};

/// `action`.
pub const ACTION: Shape = Shape {
    name: "l'action",
    keys: &[
        required("libelle", Kind::Line, "ce qui sera fait"),
        optional("porteur", Kind::Line, "fonction de qui le fera"),
        optional("echeance", Kind::Date, "pour quand"),
    ],
};

/// `verification`.
pub const VERIFICATION: Shape = Shape {
    name: "la vérification",
    keys: &[
        required("par", Kind::Line, "fonction de qui vérifie, autre que « evalue_par »"),
        required("le", Kind::Date, "jour de la vérification"),
        required("avis", Kind::Word(words_of::<Opinion>()), "conclusion"),
        optional("remarque", Kind::Prose, "remarque"),
    ],
};
