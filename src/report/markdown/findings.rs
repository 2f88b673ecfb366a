//! §2, §5, §6: what is not met, not followed, not applicable.

use crate::report::cells::{action, status};
use crate::report::markdown_text::{inline, quotation};
use crate::report::page::Page;
use crate::report::view::{Row, View};
use crate::words::{Vocabulary, counted, fr};

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
