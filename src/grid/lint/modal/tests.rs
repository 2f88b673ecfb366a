use super::*;

/// The modal words of a text: « + » governs, « ( » stands inside a clause.
fn read(text: &str) -> Vec<String> {
    let mark = |modal: &Modal| match (modal.governs, modal.polarity) {
        (true, Polarity::Either) => format!("+{} ?", modal.name()),
        (false, Polarity::Either) => format!("({} ?", modal.name()),
        (true, _) => format!("+{}", modal.name()),
        (false, _) => format!("({}", modal.name()),
    };
    modals(text).iter().map(mark).collect()
}

#[test]
fn verbs_and_their_negations() {
    let cases: &[(&str, &[&str])] = &[
        ("La solution DOIT chiffrer.", &["+doit"]),
        ("Les pages devraient le dire.", &["+devrait"]),
        ("La solution ne doit en aucun cas l'afficher.", &["+ne doit pas"]),
        ("Aucun service ne devrait le demander.", &["+ne devrait pas"]),
        ("L'exploitant n'en devrait rien garder.", &["+ne devrait pas"]),
        ("Un service ne doit demander que les attributs convenus.", &["+doit ?"]),
        ("Le service ne doit pas afficher ce que l'élève écrit.", &["+ne doit pas"]),
        ("La solution doit ne rien afficher.", &["+doit ?"]),
        ("La solution doit interdire cet accès.", &["+doit ?"]),
        ("Ces accès doivent être interdits.", &["+doit ?"]),
        ("Il ne faut pas le publier.", &["+ne doit pas"]),
        ("La réponse ne doit pas nécessairement inclure un correctif.", &[]),
        ("La solution chiffre les données.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn adjectives_demand_only_after_est() {
    let cases: &[(&str, &[&str])] = &[
        ("Il est fortement recommandé de chiffrer.", &["+devrait"]),
        ("L'usage de ce format n'est pas recommandé.", &["+ne devrait pas"]),
        ("La publicité est interdite.", &["+ne doit pas"]),
        ("Une copie n'est pas exigée.", &[]),
        ("L'exploitant est tenu de prévenir.", &["+doit"]),
        ("La page doit donner la taille recommandée.", &["+doit"]),
        ("La page doit citer la méthode qui est recommandée par la CNIL.", &["+doit"]),
        ("Le formulaire devrait dire quand la saisie est obligatoire.", &["+devrait"]),
        ("Un champ devrait être signalé s'il est obligatoire.", &["+devrait"]),
        ("La solution doit exporter les comptes (recommandé).", &["+doit", "+devrait"]),
        ("[Recommandé] L'export des comptes.", &["+devrait"]),
        ("Le format (recommandé) reste au choix.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn a_clause_inside_the_sentence_does_not_govern_it() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Le formulaire devrait montrer les champs que l'usager doit remplir.",
            &["+devrait", "(doit"],
        ),
        ("Les champs que l'usager doit remplir devraient être signalés.", &["(doit", "(devrait"]),
        ("Le prestataire qui doit intervenir devrait prévenir.", &["(doit", "+devrait"]),
        ("L'éditeur, qui héberge, doit chiffrer et devrait signer.", &["+doit", "+devrait"]),
        ("Si le service doit être arrêté, l'exploitant devrait prévenir.", &["(doit", "+devrait"]),
        ("La solution doit chiffrer ; elle devrait aussi signer.", &["+doit", "+devrait"]),
        (
            "L'éditeur ainsi que l'exploitant doivent prévenir et devraient aider.",
            &["+doit", "+devrait"],
        ),
        ("Le champ que l'usager doit remplir.", &["+doit"]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}
