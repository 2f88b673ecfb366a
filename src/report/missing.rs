//! What is missing for the readings to meet, as a page of the dossier.

use super::cells::{piece_name, status};
use super::inventory::Inventory;
use super::marked::inline;
use super::page::Page;
use super::view::Row;
use super::{phrases, readings};
use crate::answers::WaiverState;
use crate::evidence::Validity;
use crate::words::{Level, Status, counted, fr};

/// The page.
#[must_use]
pub fn render(inventory: &Inventory<'_>) -> String {
    let view = inventory.view;
    let matter = &view.matter;
    let mut out = Page::default();
    out.title("Ce qui manque", &matter.grid.short_title(), &inline(&matter.project.title.value));
    out.say(&format!(
        "Au {}. Chaque partie vide est dite vide : rien n'est omis.",
        matter.assessment.day.french()
    ));
    let blank = |row: &&Row<'_>| row.judged.standing == Status::ToAssess;
    rows("1. Énoncés à évaluer", &view.rows.iter().filter(blank).collect::<Vec<_>>(), &mut out);
    let unmet: Vec<&Row<'_>> = view.unmet_requirements();
    let unmet: Vec<&Row<'_>> =
        unmet.into_iter().filter(|row| row.judged.standing != Status::ToAssess).collect();
    rows("2. Exigences non satisfaites", &unmet, &mut out);
    unsupported(inventory, &mut out);
    pieces(inventory, &mut out);
    waivers(inventory, &mut out);
    super::markdown::render(&out)
}

fn rows(title: &str, rows: &[&Row<'_>], out: &mut Page) {
    out.heading(2, title);
    if rows.is_empty() {
        out.say("Aucun.");
        return;
    }
    for row in rows {
        let (id, text) = (inline(&row.statement.id), inline(&row.statement.text));
        let waived = if row.judged.waived { ", sous dérogation en vigueur" } else { "" };
        out.item("", &format!("**{id}** ({}{waived}) — {text}", status(row)));
    }
    out.end_list();
}

fn unsupported(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "3. Énoncés déclarés sans preuve valable");
    if inventory.unsupported.is_empty() {
        out.say("Aucun.");
        return;
    }
    let of_level = |level| {
        inventory.unsupported.iter().filter(move |row| row.statement.level() == level).copied()
    };
    for level in [Level::Requirement, Level::Recommendation] {
        let rows: Vec<&Row<'_>> = of_level(level).collect();
        if rows.is_empty() {
            continue;
        }
        out.say(&format!("{} :", readings::statements(rows.len() as u64, level)));
        for row in rows {
            let kinds = readings::accepted_kinds(inventory.view, row.judged.statement);
            let id = inline(&row.statement.id);
            out.item("", &format!("**{id}** — {}", fr(&format!("types admis : {kinds}"))));
        }
        out.end_list();
    }
}

fn pieces(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "4. Pièces citées qui ne prouvent pas");
    let faulty = inventory.citations().filter(|one| *one.piece.validity != Validity::Valid);
    let mut none = true;
    for one in faulty {
        none = false;
        let state = phrases::validity(one.piece.validity);
        out.item(
            "",
            &format!(
                "**{}** — {}{}",
                inline(&one.row.statement.id),
                piece_name(one.piece),
                fr(&format!(" : {state}"))
            ),
        );
    }
    if none {
        out.say("Aucune.");
    } else {
        out.end_list();
    }
}

fn waivers(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "5. Dérogations qui ne comptent pas, ou qui finissent bientôt");
    let mut lines = Vec::new();
    for row in &inventory.view.rows {
        let Some(declared) = row.waiver.as_ref().filter(|waiver| !waiver.counts) else {
            continue;
        };
        let state = match declared.state {
            WaiverState::Holds => "sans effet sur cette réponse".into(),
            WaiverState::Incomplete(_)
            | WaiverState::NotYet(_)
            | WaiverState::Expired(_)
            | WaiverState::EndsBeforeItBegins(..) => phrases::waiver(&declared.state),
        };
        lines.push(format!("**{}** — {state}", inline(&row.statement.id)));
    }
    for row in &inventory.ending_waivers {
        let end = row.waiver.as_ref().and_then(|declared| declared.waiver.until);
        let Some(end) = end else { continue };
        let left = inventory.view.matter.assessment.day.days_until(end.value);
        lines.push(format!(
            "**{}** — finit le {} (dans {})",
            inline(&row.statement.id),
            end.value.french(),
            counted(u64::try_from(left).unwrap_or_default(), "jour", "jours")
        ));
    }
    if lines.is_empty() {
        out.say("Aucune.");
        return;
    }
    for line in lines {
        out.item("", &line);
    }
    out.end_list();
}
