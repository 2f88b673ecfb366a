//! What sentences of every form are made of. The sentences are our own.

use crate::extract::trial::verdicts;

/// Holds each sentence to its verdict; « … » after it stands for any confidence and doubts.
fn hold(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (sentence, wanted) in cases {
        let found = verdicts(sentence).join(" / ");
        let same = match wanted.strip_suffix('…') {
            Some(start) => found.starts_with(start),
            None => found == *wanted,
        };
        if !same {
            wrong.push(format!("{sentence}\n   attendu {wanted}\n   trouvé  {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn requirements() {
    hold(&[
        ("Le service doit être disponible la nuit.", "doit haute []"),
        ("Les journaux DOIVENT être conservés un an.", "doit haute []"),
        ("Le titulaire devra remettre un rapport mensuel.", "doit haute []"),
        ("Il est obligatoire de chiffrer les échanges.", "doit haute []"),
        ("Il est OBLIGATOIRE de chiffrer les échanges.", "doit haute []"),
        ("Le chiffrement des échanges est obligatoire.", "doit haute []"),
        ("Un plan de reprise est exigé.", "doit haute []"),
        ("Il est exigé que les accès soient tracés.", "doit haute []"),
        ("L'exploitant est tenu de signaler tout incident.", "doit haute []"),
        ("L'hébergeur a l'obligation de notifier les pannes.", "doit haute []"),
        ("Le prestataire s'engage à corriger les anomalies.", "doit moyenne…"),
        ("Il appartient à l'établissement de fermer les comptes.", "doit moyenne…"),
        ("Le champ est obligatoirement renseigné.", "doit moyenne…"),
        ("Il faut sauvegarder les données chaque jour.", "doit moyenne…"),
        ("Il est nécessaire de tracer les accès.", "doit moyenne…"),
        ("La livraison comprend obligatoirement le code source.", "doit moyenne []"),
        ("Le responsable est tenu à une obligation de sécurité.", "doit haute []"),
        ("La loi impose que le consentement soit recueilli.", "doit moyenne…"),
        ("Le logiciel doit, s'il gère des mots de passe, les hacher.", "doit haute []"),
        ("Lorsque l'accès est refusé, le service doit le dire.", "doit haute []"),
        ("Les comptes que le rectorat crée doivent être fermés.", "doit haute []"),
        ("Le document que remet le candidat doit être daté.", "doit haute []"),
        ("Le logiciel qui traite ces données doit les chiffrer.", "doit haute []"),
        ("Il est rappelé que les accès doivent être tracés.", "doit moyenne [subordonnee]"),
        (
            "Le candidat remet un mémoire qui doit décrire la solution.",
            "doit moyenne [subordonnee]",
        ),
        ("Seuls les administrateurs peuvent créer un compte.", "doit moyenne [negation]"),
        ("Toute donnée doit être exportable, si possible en CSV.", "doit haute [reserve]"),
        ("Il ne doit pas seulement chiffrer mais aussi signer.", "doit haute []"),
        ("Il est demandé aux candidats de remettre un planning.", "doit moyenne…"),
        ("Les agents ont obligation de fermer leur poste.", "doit haute []"),
        ("Obligation est faite au titulaire de rendre les copies.", "doit haute []"),
        ("Toute exception fait obligatoirement l'objet d'un avis.", "doit moyenne…"),
        ("Est interdit tout accès sans badge.", "ne_doit_pas…"),
    ]);
}

#[test]
fn prohibitions() {
    hold(&[
        ("Le mot de passe ne doit pas être affiché.", "ne_doit_pas haute []"),
        ("Les traces ne doivent en aucun cas quitter le pays.", "ne_doit_pas haute []"),
        ("Le jeton NE DOIT PAS être réutilisé.", "ne_doit_pas haute []"),
        ("Aucune donnée ne doit sortir du réseau.", "ne_doit_pas haute []"),
        ("Un compte ne PEUT PAS être rouvert.", "ne_doit_pas haute [interdiction_incertaine]"),
        (
            "Chaque profil ne peut lire que ses propres notes.",
            "ne_doit_pas moyenne [negation interdiction_incertaine]",
        ),
        ("Le délai ne saurait excéder un mois.", "ne_doit_pas moyenne…"),
        ("Les agents ont l'interdiction de brancher une clé.", "ne_doit_pas haute []"),
        ("La publicité est interdite.", "ne_doit_pas haute []"),
        ("Il est formellement interdit de stocker ces clés.", "ne_doit_pas haute []"),
        ("L'usage de MD5 est à proscrire.", "ne_doit_pas moyenne []"),
        ("La vente des données n'est pas autorisée.", "ne_doit_pas moyenne…"),
        ("Les données ne sont en aucun cas cédées.", "ne_doit_pas moyenne []"),
        (
            "Nul ne peut lire le courrier d'un autre.",
            "ne_doit_pas moyenne [interdiction_incertaine sujet_absent]",
        ),
    ]);
}

#[test]
fn recommendations() {
    hold(&[
        ("Les administrateurs sont invités à activer ce mode.", "devrait basse…"),
        ("Le titulaire veillera à documenter les interfaces.", "devrait basse [mot_faible]"),
        ("Veiller à ce que les contrastes soient suffisants.", "devrait basse…"),
        ("On privilégiera les formats ouverts.", "devrait basse [mot_faible sujet_absent]"),
        ("Il y a lieu de chiffrer les supports amovibles.", "devrait basse [mot_faible]"),
        ("On évitera les formats fermés.", "ne_devrait_pas basse [mot_faible sujet_absent]"),
        ("Le portail devrait s'adapter aux mobiles.", "devrait haute []"),
        ("Les pages NE DEVRAIENT PAS dépasser 1 Mo.", "ne_devrait_pas haute []"),
        ("Il est recommandé d'ouvrir un guichet.", "devrait haute []"),
        ("Il est RECOMMANDE d'ouvrir un guichet.", "devrait haute []"),
        ("Une charte est fortement recommandée.", "devrait haute []"),
        ("La CNIL recommande de limiter la durée.", "devrait haute []"),
        ("Nous recommandons un audit annuel.", "devrait haute…"),
        ("L'agence préconise que les flux soient chiffrés.", "devrait haute []"),
        ("Il est préconisé de séparer les réseaux.", "devrait haute []"),
        ("Il convient de prévenir les familles.", "devrait moyenne…"),
        ("Il conviendra d'en informer les usagers.", "devrait moyenne…"),
        ("Il est souhaitable que les exports soient automatiques.", "devrait moyenne…"),
        ("Il est en tous cas fortement souhaitable de tracer les accès.", "devrait moyenne…"),
        ("Il est suggéré d'utiliser un format ouvert.", "devrait moyenne…"),
        ("L'usage de Flash est déconseillé.", "ne_devrait_pas haute []"),
        ("L'envoi par courriel n'est pas recommandé.", "ne_devrait_pas haute []"),
        ("Il faut éviter les fenêtres surgissantes.", "ne_devrait_pas moyenne…"),
        ("Mieux vaut prévenir les familles.", "devrait basse…"),
        ("Chiffrez les sauvegardes, ce qui est recommandé.", "devrait moyenne [subordonnee]"),
        ("Éviter les fenêtres surgissantes.", "ne_devrait_pas basse…"),
        ("Les formats ouverts sont à privilégier.", "devrait moyenne []"),
    ]);
}

#[test]
fn neither() {
    hold(&[
        ("Le service doit-il rester ouvert la nuit ?", "— question"),
        ("Faut-il chiffrer les sauvegardes ?", "— question"),
        ("L'usager peut changer de mot de passe.", "— capacite"),
        ("L'administrateur pourra limiter les volumes.", "— capacite"),
        ("Ces échanges peuvent varier selon les sites.", "— possibilite"),
        ("Le service pourrait évoluer.", "— souhait"),
        ("Il faudrait que les éditeurs s'accordent.", "— souhait"),
        ("Il serait souhaitable d'en débattre.", "— souhait"),
        ("Un compte n'est pas obligatoire.", "— dispense"),
        ("La réponse ne doit pas nécessairement être écrite.", "— dispense"),
        ("Le service devait fermer en 2010.", "— passe"),
        ("La version 2 exigeait un identifiant national.", "— passe"),
        ("Par exemple, le mot de passe doit être long.", "— exemple"),
        ("Si les données doivent sortir, elles sont chiffrées.", "— condition"),
        ("Les données qui doivent être gardées sont chiffrées.", "— relative"),
        ("Le guide dit ce qui doit être vérifié.", "— interrogation_indirecte"),
        ("Il précise comment le service doit être fermé.", "— interrogation_indirecte"),
        ("Un éditeur estime que le référentiel doit être allégé.", "— opinion"),
        ("Il affirme : « Nous devons tous y croire, et vite. »", "— citation"),
        (
            "Les mots « DOIT » et « DEVRAIT » sont à interpréter comme dans la RFC 2119.",
            "— mot_cle",
        ),
        ("DOIT : exigence absolue.", "— mot_cle"),
        ("« Devrait » signifie que l'on peut s'en écarter.", "— mot_cle"),
        ("Les champs obligatoires sont marqués d'une étoile.", "— adjectif"),
        ("Le projet doit 3 000 euros à la région.", "— dette"),
        ("Le pilotage doit devenir une réalité.", "— discours"),
        ("Il convient de noter que le service est gratuit.", "— discours"),
        ("Le pare-feu impose une latence.", "— action"),
        ("Le service est peut-être fermé.", "—"),
        ("Le service est ouvert à tous.", "—"),
        ("Les élèves doivent souvent partager un poste.", "— discours"),
        ("Un attaquant doit d'abord entrer dans le réseau.", "— discours"),
        ("Les exigences du chapitre 2 sont obligatoires.", "— mot_cle"),
        ("Les documents sont tenus à la disposition du public.", "—"),
        ("Cette option est facultative.", "— permission"),
        ("L'éditeur ne peut être tenu responsable d'une panne.", "— possibilite"),
        ("On ne peut que s'en féliciter.", "— possibilite"),
    ]);
}

#[test]
fn two_modalities_in_one_sentence_make_two_statements() {
    hold(&[
        (
            "Le service doit être ouvert et devrait être gratuit.",
            "doit haute [plusieurs_modalites] + devrait haute [plusieurs_modalites]",
        ),
        (
            "Les durées peuvent être limitées et ne peuvent en aucun cas dépasser un an.",
            "ne_doit_pas moyenne [interdiction_incertaine]",
        ),
        (
            "Le service doit être ouvert et il doit être gratuit.",
            "doit haute [plusieurs_obligations]",
        ),
        (
            "Le projet doit avoir une règle qui précise que des tests devraient être écrits.",
            "doit haute []",
        ),
    ]);
}
