//! §9 and §10: how the figures are made, and what exactly was judged.

use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::view::View;
use crate::report::{phrases, reasoning};
use crate::words::{Basis, Level, Vocabulary, count, fr};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    let grid = view.matter.grid;
    let scale = &grid.head.scale;
    out.heading(2, "9. Méthode de calcul");
    counts(view, out);
    mention(view, out);
    out.heading(3, "9.3 Les formules");
    out.say("Tout est calculé en fractions exactes ; les pourcentages sont tronqués à une décimale, jamais arrondis vers le haut. Les taux d'ensemble sont des sommes sur des sommes, jamais des moyennes d'axes.");
    for line in [
        "énoncés applicables : ceux du périmètre, moins les « sans objet » justifiés ; un « sans objet » sans justification compte comme à évaluer",
        "taux de conformité : exigences conformes sur exigences applicables ; une réponse partielle ou absente compte pour zéro",
        "taux de suivi : la même chose pour les recommandations",
        "taux hors dérogation : les exigences sous dérogation en vigueur sont retirées des applicables",
        "taux prouvé : exigences conformes qui ont au moins une preuve valable et qu'aucune vérification n'infirme, sur les applicables augmentées des « sans objet » hors cas prévu",
        "taux vérifié : parmi les précédentes, celles qu'une autre personne a confirmées",
        "complétude : énoncés renseignés sur énoncés applicables ; tant qu'une exigence manque, les taux sont provisoires",
        "prise en compte : recommandations suivies, ou écartées avec une raison écrite ou une dérogation en vigueur",
    ] {
        out.item(line, "");
    }
    out.item(&format!(
        "notes indicatives, par axe : {} × ({} + {} × avancement des recommandations) / 100 × avancement des exigences ; la note d'ensemble est la moyenne des axes, pondérée par leur nombre d'énoncés applicables ; théorique sur les réponses déclarées, pratique sur les réponses prouvées",
        scale.top, scale.requirements, scale.recommendations
    ), "");
    out.item(&format!(
        "mention : décidée par les exigences seules ; « Partiellement conforme » à partir de {} % ; validité {} mois, {} mois après le remplacement de la grille",
        scale.partial_threshold, scale.months_valid, scale.months_after_replacement
    ), "");
    out.end_list();
    out.say("Ce sur quoi repose la rédaction des énoncés en vigueur de la grille :");
    let mut table = Table::new(&["Fondement", "Signification", "Énoncés"], 2);
    for (basis, number) in grid.counts_by_basis() {
        table.row(vec![basis.label().into(), crate::words::fr(meaning(basis)), count(number)]);
    }
    out.table(table);
}

/// The counts everything is made of.
fn counts(view: &View<'_>, out: &mut Page) {
    out.heading(3, "9.1 Les comptes");
    out.say("Chaque énoncé du périmètre est compté une fois, dans son niveau, d'après le récapitulatif du §8 :");
    let mut table = Table::new(&["Lettre", "Ce qui est compté", "Exigences", "Recommandations"], 2);
    let total = view.total();
    let left = reasoning::counts(&total.requirements, Level::Requirement);
    let right = reasoning::counts(&total.recommendations, Level::Recommendation);
    for (at, (letter, meaning, number)) in right.into_iter().enumerate() {
        let requirements = left.get(at).map_or_else(|| "—".into(), |one| count(one.2));
        table.row(vec![letter.into(), fr(meaning), requirements, count(number)]);
    }
    out.table(table);
}

/// The mention, redone condition by condition.
fn mention(view: &View<'_>, out: &mut Page) {
    out.heading(3, "9.2 La mention, condition par condition");
    let conditions = reasoning::mention(view);
    if conditions.is_empty() {
        out.say("Une vue partielle n'a pas de mention.");
        return;
    }
    out.say("Les lettres sont celles des exigences, d est la date de référence. La première condition remplie décide :");
    let mut table = Table::new(&["Mention", "Condition", "Ici", "Remplie"], 4);
    for one in conditions {
        let holds = match (one.decides, one.holds) {
            (true, _) => "**oui : elle décide**",
            (false, true) => "oui",
            (false, false) => "non",
        };
        table.row(vec![one.label.into(), one.rule, one.here, fr(holds)]);
    }
    out.table(table);
    let counts = &view.total().requirements;
    out.say(&format!(
        "Une mention conforme s'appuie sur le vérifié si Cv = A' ({} et {}), sinon sur le prouvé si Cp = A' ({} et {}), sinon sur le déclaré.",
        count(counts.compliant_verified),
        count(counts.strictly_applicable()),
        count(counts.compliant_proved),
        count(counts.strictly_applicable())
    ));
}

fn meaning(basis: Basis) -> &'static str {
    basis.word().meaning
}

pub(super) fn identification(view: &View<'_>, out: &mut Page) {
    let matter = &view.matter;
    let (grid, project) = (matter.grid, matter.project);
    out.heading(2, "10. Identification");
    let origin = &grid.head.origin;
    out.item(
        "grille : ",
        &format!(
            "{} — {}, {}, du {}",
            grid.head.name,
            inline(&grid.head.title),
            grid.head.state.label().to_lowercase(),
            grid.head.date.french()
        ),
    );
    out.item(
        "document d'origine : ",
        &format!(
            "{}, version {} ({})",
            inline(&origin.title),
            inline(&origin.version),
            inline(&origin.publisher)
        ),
    );
    out.item("empreinte SHA-256 de la grille : ", &grid.sha256);
    if let Some(replaced) = &matter.assessment.replaced {
        let since = replaced.on.french();
        out.item("grille remplacée par la version ", &format!("{} le {since}", replaced.version));
    }
    out.item("intitulé : ", &inline(&project.title.value));
    out.item("périmètre : ", &phrases::scope(view));
    if let Some(filter) = &matter.assessment.filter {
        out.item("vue partielle : ", &phrases::filter(filter));
    }
    out.item("date de l'évaluation : ", &project.assessed_on.value.french());
    out.item("date de référence : ", &matter.assessment.day.french());
    out.item("évaluation valable jusqu'au ", &matter.assessment.valid_until.french());
    let answered_out = matter.assessment.out_of_scope.iter();
    let ids: Vec<String> = answered_out.map(|index| inline(&grid.statements[*index].id)).collect();
    if !ids.is_empty() {
        out.item("réponses hors périmètre, non comptées : ", &ids.join(", "));
    }
    if view.public {
        out.item(
            "version publique : sans commentaires internes, fonctions ni chemins des preuves",
            "",
        );
    }
    out.item("outil : ", &format!("sdet {}", env!("CARGO_PKG_VERSION")));
}
