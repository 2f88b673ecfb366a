//! §8: every statement with its answer.

use crate::report::cells::{action, passage, piece_name, status};
use crate::report::marked::{inline, reference};
use crate::report::page::{Entry, Page, Table};
use crate::report::phrases;
use crate::report::view::{Row, VerificationRow, View};
use crate::words::{Vocabulary, fr};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    out.heading(2, "8. Détail par énoncé");
    out.say("Chaque énoncé du périmètre, dans l'ordre de la grille, avec la réponse donnée.");
    recap(view, out);
    out.filters();
    for axis in &view.matter.grid.head.axes {
        let rows: Vec<&Row<'_>> = view.rows.iter().filter(|row| row.axis == axis.id).collect();
        if rows.is_empty() {
            continue;
        }
        out.heading_with(3, "Axe ", &inline(&axis.title));
        for row in rows {
            one(row, out);
        }
    }
}

/// One line a statement: what every count of the report is made of.
fn recap(view: &View<'_>, out: &mut Page) {
    out.heading(3, "Récapitulatif");
    out.say("Ce tableau suffit à refaire tous les comptes (§9.1) :");
    let mut table = Table::new(
        &[
            "Énoncé",
            "Niveau",
            "Réponse comptée",
            "Prouvé",
            "Vérifié",
            "Infirmé",
            "Dérogation comptée",
        ],
        7,
    );
    let yes = |truth: bool| if truth { "oui" } else { "non" }.to_owned();
    for row in &view.rows {
        let judged = row.judged;
        let case = match judged.foreseen {
            Some(true) => " (cas prévu)",
            Some(false) => " (hors cas prévu)",
            None => "",
        };
        table.row(vec![
            reference(&row.statement.id),
            row.statement.level().label().to_lowercase(),
            format!("{}{case}", judged.standing.label()),
            yes(judged.proved),
            yes(judged.verified),
            yes(judged.refuted),
            yes(judged.waived),
        ]);
    }
    out.table(table);
}

fn one(row: &Row<'_>, out: &mut Page) {
    let statement = row.statement;
    out.statement(Entry {
        id: statement.id.clone(),
        status: status(row),
        text: inline(&statement.text),
        standing: row.judged.standing,
        level: statement.level(),
    });
    let critical = if statement.critical { ", critique" } else { "" };
    out.item("niveau : ", &format!("{}{critical}", phrases::modality(statement.modality)));
    out.item("fondement : ", &statement.basis.value.label().to_lowercase());
    out.item("lecture : ", &reading(row));
    for piece in &row.pieces {
        let page = piece.piece.page.as_deref().map(|page| format!(", {}", passage(page)));
        let state = fr(&phrases::validity(piece.validity));
        out.item(
            "preuve : ",
            &format!("{}{} — {state}", piece_name(piece), page.unwrap_or_default()),
        );
    }
    if let Some(waiver) = &row.waiver {
        let holds = if waiver.counts { "en vigueur" } else { "qui ne compte pas" };
        out.item(&format!("dérogation {holds} (voir §3)"), "");
    }
    if let Some(planned) = &row.action {
        out.item("action : ", &action(planned));
    }
    if let Some(verification) = &row.verification {
        out.item("vérification ", &opinion(verification));
    }
    let day = row.assessed_on.map(|day| format!(" le {}", day.french()));
    let by = row.assessed_by.map(|by| format!(" par {}", inline(by)));
    if day.is_some() || by.is_some() {
        let (day, by) = (day.unwrap_or_default(), by.unwrap_or_default());
        out.item("évalué", &format!("{day}{by}"));
    }
    out.end_list();
    if let Some(text) = row.justification {
        out.say("Justification :");
        out.quote(text);
    }
    if let Some(text) = row.internal_comment {
        out.say("Commentaire interne :");
        out.quote(text);
    }
}

/// Declared, proved, verified: the three readings of an answer.
fn reading(row: &Row<'_>) -> String {
    let judged = row.judged;
    let proved = if judged.proved { "prouvé" } else { "non prouvé" };
    let verified = if judged.verified { "vérifié" } else { "non vérifié" };
    let refuted = if judged.refuted { ", infirmé" } else { "" };
    format!("déclaré, {proved}, {verified}{refuted}")
}

fn opinion(row: &VerificationRow<'_>) -> String {
    let verification = row.verification;
    let by = row.by.map(|by| format!(" par {}", inline(by)));
    let remark = verification.remark.as_deref().map(|text| format!(" — {}", inline(text)));
    format!(
        "du {}{}{}{}{}",
        verification.on.value.french(),
        by.unwrap_or_default(),
        fr(" : "),
        verification.opinion.label().to_lowercase(),
        remark.unwrap_or_default()
    )
}
