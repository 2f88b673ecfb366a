//! The words of which every reader has another measure, as data: each with what to write instead.

/// A vague expression.
#[derive(Debug)]
pub(in crate::grid::lint) struct Vague {
    /// Its forms, in small letters.
    pub(in crate::grid::lint) forms: &'static [&'static str],
    /// What to write instead.
    pub(in crate::grid::lint) help: &'static str,
}

/// The expressions, in families: conditions nobody states, times without number, qualities
/// without measure, lists without end.
pub(in crate::grid::lint) const VAGUE: &[Vague] = &[
    vague(
        &[
            "si possible",
            "autant que possible",
            "dans la mesure du possible",
            "autant que faire se peut",
            "dans la mesure où c'est possible",
        ],
        "qui décide que c'est possible ? Dites dans quel cas, ou choisissez « devrait »",
    ),
    vague(
        &[
            "le cas échéant",
            "si nécessaire",
            "si besoin",
            "au besoin",
            "en tant que de besoin",
            "éventuellement",
            "s'il y a lieu",
            "en cas de besoin",
        ],
        "dites dans quel cas, au besoin sous « sans_objet_si »",
    ),
    vague(
        &[
            "régulièrement",
            "périodiquement",
            "fréquemment",
            "de façon régulière",
            "de manière régulière",
            "à intervalles réguliers",
            "de temps en temps",
        ],
        "donnez une fréquence : chaque mois, une fois par an",
    ),
    vague(
        &[
            "rapidement",
            "dans les meilleurs délais",
            "au plus vite",
            "dès que possible",
            "dans un délai raisonnable",
            "dans des délais raisonnables",
            "sans délai excessif",
            "à bref délai",
        ],
        "donnez un délai : deux jours ouvrés, trois mois",
    ),
    vague(
        &[
            "adapté",
            "adaptée",
            "adaptés",
            "adaptées",
            "approprié",
            "appropriée",
            "appropriés",
            "appropriées",
            "adéquat",
            "adéquate",
            "adéquats",
            "adéquates",
        ],
        "dites à quoi on le reconnaît : une liste, un seuil, une norme",
    ),
    vague(
        &[
            "suffisant",
            "suffisante",
            "suffisants",
            "suffisantes",
            "suffisamment",
            "satisfaisant",
            "satisfaisante",
            "satisfaisants",
            "satisfaisantes",
            "raisonnable",
            "raisonnables",
            "raisonnablement",
        ],
        "donnez la quantité ou le niveau à partir duquel c'est assez",
    ),
    vague(
        &[
            "significatif",
            "significative",
            "significatifs",
            "significatives",
            "un certain nombre de",
            "un minimum de",
        ],
        "donnez un nombre",
    ),
    vague(
        &[
            "performant",
            "performante",
            "performants",
            "performantes",
            "efficace",
            "efficaces",
            "efficacement",
            "optimal",
            "optimale",
            "optimaux",
            "optimales",
            "robuste",
            "robustes",
        ],
        "donnez une mesure et son seuil : un temps de réponse, un nombre d'usagers simultanés",
    ),
    vague(
        &[
            "convivial",
            "conviviale",
            "conviviaux",
            "conviviales",
            "ergonomique",
            "ergonomiques",
            "intuitif",
            "intuitive",
            "intuitifs",
            "intuitives",
            "facile d'utilisation",
            "facile à utiliser",
            "simple d'utilisation",
            "simple à utiliser",
            "facilement",
            "aisément",
        ],
        "dites ce que l'usager doit pouvoir faire, et ce qui le prouve : un nombre d'étapes, un essai avec des usagers",
    ),
    vague(
        &[
            "de qualité",
            "de bonne qualité",
            "à l'état de l'art",
            "l'état de l'art",
            "selon les règles de l'art",
            "les bonnes pratiques",
        ],
        "citez la norme ou le référentiel, avec sa version",
    ),
    vague(
        &["etc", "et cetera", "liste non exhaustive"],
        "finissez la liste, ou dites ce que ses éléments ont en commun",
    ),
    vague(&["et/ou"], "« et » ou « ou » : dites si un seul suffit"),
];

/// Established terms in which such a word is not vague.
pub(in crate::grid::lint) const TERMS: &[&str] = &[
    "enseignement général et professionnel adapté",
    "enseignements généraux et professionnels adaptés",
    "activité physique adaptée",
    "activités physiques adaptées",
    "aménagement raisonnable",
    "aménagements raisonnables",
    // Loi du 6 janvier 1978, article 68, in its wording of 2004.
    "niveau de protection suffisant",
    "démarche de qualité",
    "indicateurs de qualité",
    "indicateur de qualité",
];

const fn vague(forms: &'static [&'static str], help: &'static str) -> Vague {
    Vague { forms, help }
}
