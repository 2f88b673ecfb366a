//! §2, §3, §5, §6, §7: what is not met, waived, not followed, not applicable, and the evidence.

use super::Page;
use crate::date::Date;
use crate::evidence::Validity;
use crate::report::markdown_text::{Table, inline, quotation};
use crate::report::phrases;
use crate::report::view::{ActionRow, PieceRow, Row, View};
use crate::words::{Status, Vocabulary, counted, fr};
use crate::yaml::Spanned;

/// The status printed in a deliverable.
pub(super) fn status(row: &Row<'_>) -> String {
    let label = if row.judged.standing == Status::ToAssess {
        "NON RENSEIGNÉ"
    } else {
        row.judged.standing.label()
    };
    let mut text = label.to_owned();
    if row.declared == Status::NotApplicable && row.judged.standing == Status::ToAssess {
        text.push_str(&fr(" (« sans objet » sans justification)"));
    }
    if row.judged.refuted {
        text.push_str(", infirmé");
    }
    text
}

pub(super) fn action(action: &ActionRow<'_>) -> String {
    let mut text = inline(action.label);
    if let Some(due) = action.due {
        text.push_str(&format!(", pour le {}", due.french()));
    }
    if let Some(owner) = action.owner {
        text.push_str(&format!(" ({})", inline(owner)));
    }
    text
}

/// How a piece is named: its path, else its reference.
pub(super) fn piece_name(piece: &PieceRow<'_>) -> String {
    match (piece.path, &piece.piece.reference) {
        (Some(path), _) => inline(path),
        (None, Some(reference)) => inline(reference),
        (None, None) => "(fichier non publié)".into(),
    }
}

fn statement(row: &Row<'_>) -> String {
    inline(&row.statement.text)
}

pub(super) fn unmet_requirements(view: &View<'_>, out: &mut Page) {
    out.heading(2, "2. Exigences non satisfaites");
    let rows = view.unmet_requirements();
    if rows.is_empty() {
        out.say("Aucune : toutes les exigences applicables sont déclarées conformes.");
        return;
    }
    out.say(&format!(
        "{} à corriger, à compléter ou à évaluer, les critiques en premier :",
        counted(rows.len() as u64, "exigence", "exigences")
    ));
    for row in rows {
        let critical = if row.statement.critical { ", critique" } else { "" };
        out.text.push_str(&format!(
            "- **{}** ({}{critical}) — {}\n",
            inline(&row.statement.id),
            status(row),
            statement(row)
        ));
        if let Some(text) = row.justification {
            out.text.push_str(&fr("\n  Réponse donnée :\n\n"));
            out.text.push_str(&quotation(text, "  "));
            out.text.push('\n');
        }
        match &row.action {
            Some(planned) => out.text.push_str(&format!(
                "  - {}{}\n",
                fr("correction prévue : "),
                action(planned)
            )),
            None => out.text.push_str(&fr("  - correction : aucune action prévue\n")),
        }
        if row.judged.waived {
            out.text.push_str("  - dérogation en vigueur (voir §3)\n");
        }
    }
    out.end_list();
}

pub(super) fn waivers(view: &View<'_>, out: &mut Page) {
    out.heading(2, "3. Dérogations");
    let rows: Vec<&Row<'_>> = view.rows.iter().filter(|row| row.waiver.is_some()).collect();
    if rows.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Une dérogation ne change pas la réponse et ne relève pas le taux de conformité. Dérogations déclarées :");
    let mut table = Table::new(
        &[
            "Énoncé",
            "Réponse",
            "Accordée par",
            "Référence",
            "Motif",
            "Période",
            "Compensation",
            "Comptée",
        ],
        8,
    );
    for row in rows {
        let Some(declared) = &row.waiver else { continue };
        let waiver = declared.waiver;
        let text =
            |field: &Option<String>| field.as_deref().map_or_else(|| "absent".into(), inline);
        let from = waiver.granted_on.map(|day| format!("du {} ", day.value.french()));
        let until = waiver.until.map_or_else(
            || "sans échéance".into(),
            |day| format!("jusqu'au {}", day.value.french()),
        );
        let counts = if declared.counts { "oui" } else { "non" };
        table.row(vec![
            inline(&row.statement.id),
            status(row),
            text(&waiver.granted_by),
            text(&waiver.reference),
            text(&waiver.ground),
            format!("{}{until}", from.unwrap_or_default()),
            text(&waiver.compensation),
            counts.into(),
        ]);
    }
    out.table(&table);
}

pub(super) fn unmet_recommendations(view: &View<'_>, out: &mut Page) {
    out.heading(2, "5. Recommandations non suivies et raisons");
    let rows = view.unmet_recommendations();
    if rows.is_empty() {
        out.say("Aucune : toutes les recommandations applicables sont suivies.");
        return;
    }
    out.say("Une recommandation se suit, ou s'écarte pour une raison écrite. Celles qui ne sont pas entièrement suivies :");
    for row in rows {
        out.text.push_str(&format!(
            "- **{}** ({}) — {}\n",
            inline(&row.statement.id),
            status(row),
            statement(row)
        ));
        match row.justification {
            Some(text) => {
                out.text.push('\n');
                out.text.push_str(&quotation(text, "  "));
                out.text.push('\n');
            }
            None => out.text.push_str("  - raison non renseignée\n"),
        }
    }
    out.end_list();
}

pub(super) fn not_applicable(view: &View<'_>, out: &mut Page) {
    out.heading(2, "6. Sans objet");
    for (foreseen, title, none) in [
        (true, "6.1 Dans un cas prévu par la grille", "Aucun."),
        (false, "6.2 Hors des cas prévus", "Aucun."),
    ] {
        out.heading(3, title);
        let kept = |row: &&Row<'_>| row.judged.foreseen == Some(foreseen);
        let rows: Vec<&Row<'_>> = view.rows.iter().filter(kept).collect();
        if rows.is_empty() {
            out.say(none);
            continue;
        }
        if !foreseen {
            out.say("La grille ne prévoit pas que ces énoncés puissent être sans objet : ils restent comptés dans les taux prouvé et vérifié.");
        } else {
            out.say("Énoncés déclarés sans objet, avec le cas prévu par la grille :");
        }
        for row in rows {
            out.text.push_str(&format!(
                "- **{}** ({}) — {}\n",
                inline(&row.statement.id),
                row.statement.level().label().to_lowercase(),
                statement(row)
            ));
            if let Some(case) = &row.statement.not_applicable_if {
                out.text.push_str(&format!("  - {}{}\n", fr("cas prévu : "), inline(case)));
            }
            if let Some(text) = row.justification {
                out.text.push('\n');
                out.text.push_str(&quotation(text, "  "));
                out.text.push('\n');
            }
        }
        out.end_list();
    }
}

pub(super) fn evidence(view: &View<'_>, out: &mut Page) {
    out.heading(2, "7. Preuves");
    let (valid, others) = view.evidence_counts();
    if valid + others == 0 {
        out.say("Aucune pièce n'est jointe : rien n'est prouvé.");
        return;
    }
    out.say(&format!(
        "{} à la date de référence, {} :",
        counted(valid, "pièce valable", "pièces valables"),
        counted(others, "pièce qui ne prouve rien", "pièces qui ne prouvent rien")
    ));
    let mut table = Table::new(
        &["Énoncé", "Pièce", "Page", "Type", "Date", "Valable jusqu'au", "État", "SHA-256"],
        8,
    );
    for row in &view.rows {
        for piece in &row.pieces {
            let declared = piece.piece;
            let day = |date: Option<Spanned<Date>>| {
                date.map_or_else(|| "—".into(), |date| date.value.french())
            };
            table.row(vec![
                inline(&row.statement.id),
                piece_name(piece),
                declared.page.as_deref().map_or_else(|| "—".into(), inline),
                declared.kind.map_or("—", |kind| kind.value.label()).to_owned(),
                day(declared.date),
                day(declared.valid_until),
                fr(&phrases::validity(piece.validity)),
                piece.sha256.unwrap_or("—").to_owned(),
            ]);
        }
    }
    out.table(&table);
    if view
        .rows
        .iter()
        .flat_map(|row| &row.pieces)
        .any(|piece| matches!(piece.validity, Validity::NoFile | Validity::Address))
    {
        out.say("Une référence ou une adresse seule ne prouve rien : joignez une copie.");
    }
}
