//! The declaration: the short dated statement that an owner publishes. Made from a public view.

use super::cells::status;
use super::marked::inline;
use super::page::{Page, Table};
use super::phrases;
use super::readings::Reading;
use super::view::{Row, View};
use crate::answers::WaiverState;
use crate::fraction::Rate;
use crate::words::{Level, Verdict, Vocabulary, count, percent};

/// The whole declaration.
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut out = Page::default();
    head(view, &mut out);
    object(view, &mut out);
    method(view, &mut out);
    results(view, &mut out);
    exceptions(view, &mut out);
    waivers(view, &mut out);
    validity(view, &mut out);
    super::markdown::render(&out)
}

fn head(view: &View<'_>, out: &mut Page) {
    let matter = &view.matter;
    out.title(
        "Déclaration de conformité",
        &matter.grid.short_title(),
        &inline(&matter.project.title.value),
    );
    out.say(&format!("**{}**", phrases::DISCLAIMER));
    if let Some(warning) = phrases::grid_warning(matter.grid) {
        out.say(&format!("**{warning}**"));
    }
    let (day, until) = (matter.assessment.day, matter.assessment.valid_until);
    out.say(&format!("Établie le {}. Valable jusqu'au {}.", day.french(), until.french()));
}

fn object(view: &View<'_>, out: &mut Page) {
    let (grid, project) = (view.matter.grid, view.matter.project);
    out.heading(2, "Objet");
    out.item("évalué : ", &inline(&project.title.value));
    out.item("périmètre : ", &phrases::scope(view));
    let head = &grid.head;
    out.item(
        "grille : ",
        &format!(
            "{} — {}, {}, du {}",
            head.name,
            inline(&head.title),
            head.state.label().to_lowercase(),
            head.date.french()
        ),
    );
    out.item("empreinte SHA-256 de la grille : ", &grid.sha256);
    out.end_list();
}

fn method(view: &View<'_>, out: &mut Page) {
    let assessed = view.matter.project.assessed_on.value.french();
    out.heading(2, "Méthode");
    out.say(&format!(
        "Auto-évaluation du {assessed}, énoncé par énoncé, avec sdet {}. Les taux portent sur les énoncés applicables du périmètre ; une réponse partielle ou absente compte pour zéro. Une réponse est prouvée si une pièce valable l'appuie à la date de la déclaration, vérifiée si une autre personne l'a aussi confirmée. Les pourcentages sont tronqués à une décimale.",
        env!("CARGO_PKG_VERSION")
    ));
}

fn results(view: &View<'_>, out: &mut Page) {
    out.heading(2, "Résultat");
    let Some(mention) = view.mention() else { return };
    out.say(&format!("Mention : **{}** — {}.", phrases::mention(mention), phrases::scope(view)));
    let limit = match mention.verdict {
        Verdict::Expired => {
            "**L'évaluation est périmée : elle est à refaire, et cette déclaration ne vaut plus.**"
        }
        Verdict::Incomplete => {
            "**L'évaluation est incomplète : les taux sont provisoires, et cette déclaration n'a pas de conclusion.**"
        }
        Verdict::NotApplicable
        | Verdict::Compliant
        | Verdict::WithReserve
        | Verdict::UnderWaiver
        | Verdict::Partial
        | Verdict::NonCompliant => "",
    };
    if !limit.is_empty() {
        out.say(limit);
    }
    out.say("Taux, selon trois lectures des mêmes réponses :");
    let mut table = Table::new(&["Lecture", "Exigences", "Recommandations"], 1);
    let shown = |rate: Option<Rate>| match rate {
        Some(rate) => format!("{} ({} sur {})", percent(rate), count(rate.num), count(rate.den)),
        None => "sans objet".into(),
    };
    for reading in Reading::ALL {
        table.row(vec![
            reading.label().into(),
            shown(reading.rate(view.counts(Level::Requirement))),
            shown(reading.rate(view.counts(Level::Recommendation))),
        ]);
    }
    let (left, right) = (view.counts(Level::Requirement), view.counts(Level::Recommendation));
    table.row(vec![
        "Taux hors dérogation".into(),
        shown(left.rate_without_waivers()),
        shown(right.rate_without_waivers()),
    ]);
    out.table(table);
}

fn exceptions(view: &View<'_>, out: &mut Page) {
    out.heading(2, "Exceptions");
    let unmet = view.unmet_requirements();
    let unforeseen: Vec<&Row<'_>> = view
        .rows
        .iter()
        .filter(|row| row.statement.level() == Level::Requirement)
        .filter(|row| row.judged.foreseen == Some(false))
        .collect();
    if unmet.is_empty() && unforeseen.is_empty() {
        out.say("Aucune : toutes les exigences applicables sont déclarées conformes.");
        return;
    }
    if !unmet.is_empty() {
        out.say("Exigences non satisfaites :");
        for row in unmet {
            let waived = if row.judged.waived { ", sous dérogation" } else { "" };
            exception(row, &format!("{}{waived}", status(row)), out);
        }
        out.end_list();
    }
    if !unforeseen.is_empty() {
        out.say("Exigences déclarées sans objet, hors des cas que la grille prévoit :");
        for row in unforeseen {
            exception(row, &status(row), out);
        }
        out.end_list();
    }
}

fn exception(row: &Row<'_>, label: &str, out: &mut Page) {
    let id = inline(&row.statement.id);
    out.item("", &format!("**{id}** ({label}) — {}", inline(&row.statement.text)));
}

fn waivers(view: &View<'_>, out: &mut Page) {
    out.heading(2, "Dérogations");
    let rows: Vec<&Row<'_>> = view.rows.iter().filter(|row| row.waiver.is_some()).collect();
    if rows.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Une dérogation ne relève pas le taux de conformité. Dérogations déclarées :");
    let mut table = Table::new(
        &["Énoncé", "Accordée par", "Référence", "Motif", "Période", "Compensation", "État"],
        7,
    );
    for row in rows {
        let Some(declared) = &row.waiver else { continue };
        let waiver = declared.waiver;
        let text =
            |field: &Option<String>| field.as_deref().map_or_else(|| "absent".into(), inline);
        let state = match declared.state == WaiverState::Holds && !declared.counts {
            true => "sans effet".into(),
            false => phrases::waiver(&declared.state),
        };
        table.row(vec![
            inline(&row.statement.id),
            text(&waiver.granted_by),
            text(&waiver.reference),
            text(&waiver.ground),
            phrases::waiver_period(waiver),
            text(&waiver.compensation),
            state,
        ]);
    }
    out.table(table);
}

fn validity(view: &View<'_>, out: &mut Page) {
    let matter = &view.matter;
    let scale = &matter.grid.head.scale;
    out.heading(2, "Validité");
    out.say(&format!(
        "Valable jusqu'au {}, dernier jour compris : {} mois après l'évaluation du {}, ou {} mois après le remplacement de la grille s'il vient plus tôt.",
        matter.assessment.valid_until.french(),
        scale.months_valid,
        matter.project.assessed_on.value.french(),
        scale.months_after_replacement
    ));
    if let Some(replaced) = &matter.assessment.replaced {
        out.say(&format!(
            "La version {} remplace cette grille depuis le {}.",
            replaced.version,
            replaced.on.french()
        ));
    }
    out.say("Une preuve ou une dérogation qui finit plus tôt change les chiffres dès le lendemain : ceux-ci valent à la date de la déclaration.");
}
