//! §3: waivers, in full, with their own rate and what they do to the mention.

use super::summary::rate;
use crate::answers::WaiverState;
use crate::evidence::HORIZON;
use crate::report::cells::status;
use crate::report::marked::{inline, reference};
use crate::report::page::{Page, Table};
use crate::report::phrases;
use crate::report::view::{Row, View, WaiverRow};
use crate::words::{Verdict, Vocabulary, count, counted, fr};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    out.heading(2, "3. Dérogations");
    let rows: Vec<&Row<'_>> = view.rows.iter().filter(|row| row.waiver.is_some()).collect();
    if rows.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Une dérogation est une dispense datée. Elle ne change pas la réponse et ne relève pas le taux de conformité, qui l'ignore.");
    let counts = &view.total().requirements;
    out.say(&format!(
        "Exigences : taux de conformité {}, taux hors dérogation {}.",
        rate(counts.rate()),
        rate(counts.rate_without_waivers())
    ));
    out.say(&effect_on_mention(view));
    let (counted_ones, others): (Vec<&Row<'_>>, Vec<&Row<'_>>) =
        rows.into_iter().partition(|row| row.waiver.as_ref().is_some_and(|one| one.counts));
    table("3.1 Comptées à la date de référence", &counted_ones, view, out);
    table("3.2 Qui ne comptent pas", &others, view, out);
}

/// What the waivers of requirements do to the mention.
fn effect_on_mention(view: &View<'_>) -> String {
    let counts = &view.total().requirements;
    let (waived, applicable) = (counts.waived, counts.applicable());
    let Some(mention) = view.mention() else {
        return "Une vue partielle n'a pas de mention.".into();
    };
    if mention.verdict == Verdict::UnderWaiver {
        return format!(
            "La mention est « {} », et jamais « {} » : {} sur {} tiennent par une dérogation.",
            Verdict::UnderWaiver.label(),
            Verdict::Compliant.label(),
            counted(waived, "exigence", "exigences"),
            count(applicable)
        );
    }
    if waived == 0 {
        return "Aucune dérogation d'exigence ne compte : la mention n'en dépend pas.".into();
    }
    format!(
        "Elles ne suffisent pas à la mention « {} » : {} conformes et {} sous dérogation, sur {} applicables (les autres conditions sont au §9).",
        Verdict::UnderWaiver.label(),
        count(counts.compliant),
        count(waived),
        count(applicable)
    )
}

fn table(title: &str, rows: &[&Row<'_>], view: &View<'_>, out: &mut Page) {
    out.heading(3, title);
    if rows.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Qui l'a accordée, pour quelle raison, jusqu'à quand, et ce qui est fait à la place :");
    let mut table = Table::new(
        &[
            "Énoncé",
            "Réponse",
            "Accordée par",
            "Référence",
            "Motif",
            "Période",
            "Compensation",
            "État",
        ],
        8,
    );
    for row in rows {
        let Some(declared) = &row.waiver else { continue };
        let waiver = declared.waiver;
        let text =
            |field: &Option<String>| field.as_deref().map_or_else(|| "absent".into(), inline);
        table.row(vec![
            reference(&row.statement.id),
            status(row),
            text(&waiver.granted_by),
            text(&waiver.reference),
            text(&waiver.ground),
            phrases::waiver_period(waiver),
            text(&waiver.compensation),
            state(row, declared, view),
        ]);
    }
    out.table(table);
}

fn state(row: &Row<'_>, declared: &WaiverRow<'_>, view: &View<'_>) -> String {
    if declared.state == WaiverState::Holds && !declared.counts {
        let answer = row.judged.standing.label().to_lowercase();
        return fr(&format!("sans effet : la réponse est « {answer} »"));
    }
    let state = phrases::waiver(&declared.state);
    let left = declared.waiver.until.map(|end| view.matter.assessment.day.days_until(end.value));
    match left.filter(|_| declared.state == WaiverState::Holds) {
        Some(days) if days <= i64::from(HORIZON) => {
            format!("{state}, {}", phrases::days_left(days))
        }
        Some(_) | None => state,
    }
}
