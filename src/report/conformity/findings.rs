//! §2, §5, §6: what is not met, not followed, not applicable.

use crate::report::cells::{action, status};
use crate::report::marked::{inline, reference};
use crate::report::page::Page;
use crate::report::view::{Row, View};
use crate::words::{Vocabulary, counted};

/// A statement as a list item: what it is called, what is said of it, its text.
fn statement(row: &Row<'_>, remark: &str, out: &mut Page) {
    let (id, text) = (reference(&row.statement.id), inline(&row.statement.text));
    out.item("", &format!("**{id}** ({remark}) — {text}"));
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
        statement(row, &format!("{}{critical}", status(row)), out);
        if let Some(text) = row.justification {
            out.aside("Réponse donnée :");
            out.item_quote(text);
        }
        match &row.action {
            Some(planned) => out.sub_item("correction prévue : ", &action(planned)),
            None => out.sub_item("correction : aucune action prévue", ""),
        }
        if row.judged.waived {
            out.sub_item("dérogation en vigueur (voir §3)", "");
        }
    }
    out.end_list();
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
        statement(row, &status(row), out);
        match row.justification {
            Some(text) => out.item_quote(text),
            None => out.sub_item("raison non renseignée", ""),
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
            statement(row, &row.statement.level().label().to_lowercase(), out);
            if let Some(case) = &row.statement.not_applicable_if {
                out.sub_item("cas prévu : ", &inline(case));
            }
            if let Some(text) = row.justification {
                out.item_quote(text);
            }
        }
        out.end_list();
    }
}
