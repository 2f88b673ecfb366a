//! §1: the page a reader in a hurry reads.

use crate::assess::{Counts, Figures, Marks};
use crate::fraction::Rate;
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::picture::{Bars, Gaps, KeyFigure, MarkRow, Picture, Tally};
use crate::report::readings::Reading;
use crate::report::view::View;
use crate::report::{phrases, readings};
use crate::words::{Level, Verdict, count, counted, fr, french_decimal, percent, signed_decimal};

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    out.heading(2, "1. Synthèse");
    conclusion(view, out);
    key_figures(view, out);
    pictures(view, out);
    rates(view, out);
    counts(view, out);
}

fn conclusion(view: &View<'_>, out: &mut Page) {
    let scope = phrases::scope(view);
    match view.mention() {
        Some(mention) => {
            out.conclude(&format!("Mention : **{}** — {scope}.", phrases::mention(mention)));
            if mention.verdict == Verdict::Expired {
                let until = view.matter.assessment.valid_until.french();
                out.say(&format!(
                    "L'évaluation n'était valable que jusqu'au {until} : elle est à refaire."
                ));
            }
        }
        None => out.say(&format!("Périmètre de la vue : {scope}.")),
    }
    if view.is_provisional() {
        let left =
            counted(view.total().requirements.to_assess, "exigence reste", "exigences restent");
        out.say(&format!("**Taux provisoires** : {left} à évaluer."));
    }
    let refuted = view.total().requirements.refuted;
    if refuted > 0 {
        let answers = counted(
            refuted,
            "réponse à une exigence est infirmée",
            "réponses à des exigences sont infirmées",
        );
        out.say(&format!(
            "{answers} par une vérification : la mention ne peut pas être « Conforme »."
        ));
    }
}

fn key_figures(view: &View<'_>, out: &mut Page) {
    let requirements = &view.total().requirements;
    let figure = |label: &str, rate: Option<Rate>| KeyFigure {
        label: label.to_owned(),
        value: bare_rate(rate),
        counts: rate.map_or_else(String::new, counts_of),
    };
    out.picture(Picture::Key(vec![
        figure("Exigences conformes, déclaré", requirements.rate()),
        figure("Exigences conformes, prouvé", requirements.proved_rate()),
        figure("Exigences conformes, vérifié", requirements.verified_rate()),
        figure("Exigences renseignées", requirements.completeness()),
    ]));
}

fn requirements(figures: &Figures) -> &Counts {
    &figures.requirements
}

fn recommendations(figures: &Figures) -> &Counts {
    &figures.recommendations
}

/// The answers and the marks of each axis.
fn pictures(view: &View<'_>, out: &mut Page) {
    let grid = view.matter.grid;
    let results: Vec<(String, &Figures, &Marks)> = grid
        .head
        .axes
        .iter()
        .zip(&view.matter.assessment.axes)
        .map(|(axis, (figures, marks))| (inline(&axis.title), figures, marks))
        .filter(|(_, figures, _)| figures.in_scope() > 0)
        .chain([("Ensemble".to_owned(), view.total(), view.marks())])
        .collect();
    for (title, pick) in [
        ("Exigences applicables, par axe", requirements as fn(&Figures) -> &Counts),
        ("Recommandations applicables, par axe", recommendations),
    ] {
        let counts = results.iter().map(|(label, figures, _)| (label.clone(), pick(figures)));
        let rows: Vec<(String, Tally)> = counts
            .filter(|(_, counts)| counts.strictly_applicable() > 0)
            .map(|(label, counts)| (label, Tally::of(counts)))
            .collect();
        if !rows.is_empty() {
            out.picture(Picture::Bars(Bars { title: title.to_owned(), subject: "Axe", rows }));
        }
    }
    out.picture(Picture::Gaps(Gaps {
        title: format!("Notes indicatives sur {}, par axe", grid.head.scale.top),
        subject: "Axe",
        top: grid.head.scale.top,
        rows: results.iter().map(|(label, _, marks)| MarkRow::of(label.clone(), marks)).collect(),
    }));
}

/// A rate with its counts: « 86,6 % (13 sur 15) ».
pub(in crate::report) fn rate(rate: Option<Rate>) -> String {
    match rate {
        Some(rate) => format!("{} ({})", percent(rate), counts_of(rate)),
        None => "sans objet".into(),
    }
}

/// « 13 sur 15 ».
fn counts_of(rate: Rate) -> String {
    format!("{} sur {}", count(rate.num), count(rate.den))
}

/// A working figure, without its counts, which are hundredths.
pub(super) fn bare_rate(rate: Option<Rate>) -> String {
    rate.map_or_else(|| "sans objet".into(), percent)
}

fn rates(view: &View<'_>, out: &mut Page) {
    let (requirements, recommendations) =
        (&view.total().requirements, &view.total().recommendations);
    out.say("Les exigences (« doit ») décident de la mention ; les recommandations (« devrait ») ont leurs propres taux, jamais mêlés aux premiers. Trois lectures des mêmes réponses, de la moins exigeante à la plus exigeante :");
    let top = view.matter.grid.head.scale.top;
    let mark_title = format!("Note indicative sur {top}");
    let header =
        ["Lecture", "Taux de conformité", "Taux de suivi des recommandations", &mark_title];
    let mut table = Table::new(&header, 1);
    for reading in Reading::ALL {
        table.row(vec![
            fr(&format!("**{}** : {}", reading.label(), reading.meaning())),
            rate(reading.rate(requirements)),
            rate(reading.rate(recommendations)),
            reading.mark(view),
        ]);
    }
    out.table(table);
    if let Some((negative, tenths)) = view.marks().gap() {
        out.say(&format!(
            "Écart des deux notes, qui ne remplacent pas la mention : {}.",
            signed_decimal(negative, tenths)
        ));
    }
    for level in [Level::Requirement, Level::Recommendation] {
        let gaps = view.gaps(level);
        let ways = [
            readings::way_to_proved(level, &gaps.to_proved),
            readings::way_to_verified(level, &gaps.to_verified),
        ];
        for way in ways.into_iter().flatten() {
            out.item("", &format!("{way} (§7)"));
        }
    }
    out.end_list();
    out.say("Autres taux :");
    let mut table = Table::new(&["Taux", "Exigences", "Recommandations"], 1);
    let mut row = |label: &str, pick: fn(&Counts) -> Option<Rate>, for_requirements: bool| {
        let left = if for_requirements { rate(pick(requirements)) } else { "—".into() };
        table.row(vec![fr(label), left, rate(pick(recommendations))]);
    };
    row("Taux hors dérogation", Counts::rate_without_waivers, true);
    row("Complétude", Counts::completeness, true);
    row("Prise en compte des recommandations", Counts::taken_into_account, false);
    out.table(table);
    out.say(&format!(
        "Avancement, chiffre de travail où une réponse partielle compte pour {} % : exigences {}, recommandations {}.",
        requirements.partial_worth,
        bare_rate(requirements.progress()),
        bare_rate(recommendations.progress())
    ));
}

/// Which of the two marks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    Theoretical,
    Practical,
}

pub(super) fn mark(marks: &Marks, side: Side) -> String {
    let mark = match side {
        Side::Theoretical => &marks.theoretical,
        Side::Practical => &marks.practical,
    };
    let shown = mark.as_ref().map(|mark| french_decimal(mark.tenths()));
    shown.unwrap_or_else(|| "sans objet".into())
}

fn counts(view: &View<'_>, out: &mut Page) {
    out.say("Nombre d'énoncés par réponse comptée :");
    let mut table = Table::new(&["Réponse", "Exigences", "Recommandations"], 1);
    let (left, right) = (&view.total().requirements, &view.total().recommendations);
    let mut row = |label: &str, pick: fn(&Counts) -> u64| {
        table.row(vec![label.into(), count(pick(left)), count(pick(right))]);
    };
    row("Conforme", |counts| counts.compliant);
    row("Partiel", |counts| counts.partial);
    row("Non conforme", |counts| counts.non_compliant);
    row("NON RENSEIGNÉ (à évaluer)", |counts| counts.to_assess);
    row("Sans objet", |counts| counts.not_applicable);
    row("dont hors cas prévu par la grille", |counts| counts.unforeseen);
    row("Sous dérogation en vigueur", |counts| counts.waived);
    row("Total du périmètre", |counts| counts.in_scope);
    out.table(table);
}
