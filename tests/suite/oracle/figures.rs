//! Counts, rates, notes and the mention (`docs/calcul.md`), in the shape of the JSON report.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::counts::counts;
use super::date::iso;
use super::judge::{Judged, View, complete, holds, in_scope, judge};
use super::mention::{mention, replacement, valid_until};
use super::model::ROLES;
use super::ratio::Ratio;
use super::read::{Axis, Grid, Project, Scale, grids, project};

/// Every figure of the report, from the files alone. `{"$one_of": […]}`, `{"$contains": […]}` and
/// `{"$at_least": […]}` stand where the pages leave a choice or a figure is inside a sentence.
pub(crate) fn recompute(
    grid_folders: &[&Path],
    project_path: &Path,
    today: Date,
    view: &View,
) -> Value {
    let known: Vec<Grid> = grid_folders.iter().flat_map(|folder| grids(folder)).collect();
    let project = project(project_path);
    let grid = known
        .iter()
        .find(|grid| format!("{}@{}", grid.id, grid.version) == project.grid)
        .expect("the grid of the project is in the folder");
    let judged = judge(grid, &project, view, today);
    let all: Vec<&Judged> = judged.iter().collect();
    let replaced = replacement(grid, &known);
    let limit = valid_until(grid.scale, &project, replaced.map(|(_, since)| since));
    let size = current(grid).count();
    let conclusion = view
        .whole()
        .then(|| mention(grid.scale, &counts(&all, true), today > limit, all.len(), size));
    json!({
        "format": 1,
        "date": iso(today),
        "valable_jusqu_au": iso(limit),
        "public": false,
        "grille": {
            "id": grid.id,
            "version": grid.version,
            "fondements": bases(grid),
            "remplacee_par": replaced.map(|(version, le)| json!({"version": version, "le": iso(le)})),
            "bareme": scale(grid.scale),
        },
        "projet": {
            "objet": project.object,
            "date_evaluation": iso(project.evaluated),
            "perimetre": {
                "degres": project.scope.degrees,
                "roles": project.scope.roles,
                "socle": project.scope.core,
            },
            "enonces": judged.len(),
            "enonces_grille": size,
        },
        "filtre": filter(view),
        "synthese": {
            "mention": conclusion,
            "provisoire": provisional(&all),
            "exigences": level(&all, true, grid.scale),
            "recommandations": level(&all, false, grid.scale),
            "notes": notes(grid.scale, overall(grid, &all)),
        },
        "ecarts": { "exigences": gaps(&all, true), "recommandations": gaps(&all, false) },
        "axes": grid.axes.iter().map(|found| axis(grid.scale, found, &all)).collect::<Vec<_>>(),
        "roles": roles(grid.scale, &all),
        "enonces": judged.iter().map(|one| statement(one, today)).collect::<Vec<_>>(),
        "hors_perimetre": outside(grid, &project),
    })
}

/// What separates the readings of a level, but for the order of the steps.
fn gaps(judged: &[&Judged], requirement: bool) -> Value {
    let of_level = || judged.iter().filter(move |one| one.requirement() == requirement);
    let compliant = || of_level().filter(|one| one.counted == "conforme");
    let ids = |kept: &dyn Fn(&Judged) -> bool| -> Vec<&str> {
        compliant().filter(|one| kept(one)).map(|one| one.statement.id.as_str()).collect()
    };
    let cites = |one: &Judged| !one.looks.is_empty();
    let asked = |one: &Judged| one.answer.is_some_and(|answer| answer.check.is_some());
    let unforeseen: Vec<&str> = of_level()
        .filter(|one| one.foreseen() == Some(false))
        .map(|one| one.statement.id.as_str())
        .collect();
    json!({
        "declare_prouve": {
            "gagnes": ids(&|one| !one.proved && !one.refuted && cites(one)).len(),
            "sans_piece": ids(&|one| !one.proved && !one.refuted && !cites(one)),
            "infirmes": ids(&|one| !one.proved && one.refuted),
            "sans_objet_hors_cas": unforeseen,
            "verification_non_comptee": [],
        },
        "prouve_verifie": {
            "gagnes": ids(&|one| one.proved && !one.verified).len(),
            "sans_piece": [],
            "infirmes": [],
            "sans_objet_hors_cas": [],
            "verification_non_comptee": ids(&|one| one.proved && !one.verified && asked(one)),
        },
    })
}

fn level(judged: &[&Judged], requirement: bool, scale: Scale) -> Value {
    let counts = counts(judged, requirement);
    assert_eq!(counts.a, counts.c + counts.p + counts.k + counts.v, "A = C + P + K + V");
    let progress = 100 * counts.c + u64::from(scale.partial) * counts.p;
    let heeded = (!requirement).then(|| rate(counts.c + counts.explained, counts.a));
    json!({
        "enonces": counts.n,
        "applicables": counts.a,
        "applicables_stricts": counts.a_strict,
        "conformes": counts.c,
        "partiels": counts.p,
        "non_conformes": counts.k,
        "a_evaluer": counts.v,
        "sans_objet": counts.so,
        "sans_objet_hors_cas": counts.so_unforeseen,
        "derogations": counts.d,
        "expliques": counts.explained,
        "infirmes": counts.refuted,
        "conformes_prouves": counts.cp,
        "partiels_prouves": counts.pp,
        "conformes_verifies": counts.cv,
        "taux": rate(counts.c, counts.a),
        "taux_prouve": rate(counts.cp, counts.a_strict),
        "taux_verifie": rate(counts.cv, counts.a_strict),
        "taux_hors_derogation": rate(counts.c, counts.a - counts.d),
        "completude": rate(counts.a - counts.v, counts.a),
        "avancement": rate(progress, 100 * counts.a),
        "prise_en_compte": heeded.unwrap_or(Value::Null),
    })
}

/// A rate as its two counts and a truncated percentage; null over nothing.
fn rate(num: u64, den: u64) -> Value {
    if den == 0 {
        return Value::Null;
    }
    let percent = Ratio::new(i128::from(num) * 100, i128::from(den)).one_decimal();
    json!({"num": num, "den": den, "pct": percent})
}

/// The two notes of some statements, declared and proved.
#[derive(Clone, Copy)]
struct Notes {
    declared: Option<Ratio>,
    proved: Option<Ratio>,
}

fn axis_notes(scale: Scale, judged: &[&Judged]) -> Notes {
    let (e, r) = (counts(judged, true), counts(judged, false));
    let share = |full: u64, partial: u64, among: u64| {
        let points = 100 * i128::from(full) + i128::from(scale.partial) * i128::from(partial);
        (among > 0).then(|| Ratio::new(points, 100 * i128::from(among)))
    };
    Notes {
        declared: note(scale, share(e.c, e.p, e.a), share(r.c, r.p, r.a)),
        proved: note(scale, share(e.cp, e.pp, e.a_strict), share(r.cp, r.pp, r.a_strict)),
    }
}

/// A note from the progress on requirements and on recommendations; none where none applies.
fn note(scale: Scale, on_e: Option<Ratio>, on_r: Option<Ratio>) -> Option<Ratio> {
    let max = Ratio::whole(i128::from(scale.max));
    let percent = |coefficient: u32| Ratio::new(i128::from(coefficient), 100);
    match (on_e, on_r) {
        (Some(on_e), Some(on_r)) => {
            let bonus = percent(scale.recommendations).times(on_r);
            Some(max.times(percent(scale.requirements).plus(bonus)).times(on_e))
        }
        (Some(only), None) | (None, Some(only)) => Some(max.times(only)),
        (None, None) => None,
    }
}

/// The means of the axes that have a note, weighted by what applies strictly.
fn overall(grid: &Grid, judged: &[&Judged]) -> Notes {
    let mut rows = Vec::new();
    for axis in &grid.axes {
        let own = of_axis(axis, judged);
        let weight = counts(&own, true).a_strict + counts(&own, false).a_strict;
        rows.push((Ratio::whole(i128::from(weight)), axis_notes(grid.scale, &own)));
    }
    let mean = |which: fn(&Notes) -> Option<Ratio>| {
        let with_note = || rows.iter().filter_map(|(weight, notes)| Some((weight, which(notes)?)));
        let weights = with_note().fold(Ratio::ZERO, |sum, (weight, _)| sum.plus(*weight));
        let points =
            with_note().fold(Ratio::ZERO, |sum, (weight, note)| sum.plus(weight.times(note)));
        (weights > Ratio::ZERO).then(|| points.over(weights))
    };
    Notes { declared: mean(|notes| notes.declared), proved: mean(|notes| notes.proved) }
}

fn notes(scale: Scale, notes: Notes) -> Value {
    let gap = notes.declared.zip(notes.proved).map(|(declared, proved)| declared.minus(proved));
    json!({
        "theorique": notes.declared.map(Ratio::one_decimal),
        "pratique": notes.proved.map(Ratio::one_decimal),
        "ecart": gap.map(Ratio::one_decimal),
        "sur": scale.max,
    })
}

fn axis(scale: Scale, axis: &Axis, judged: &[&Judged]) -> Value {
    let own = of_axis(axis, judged);
    json!({
        "id": axis.id,
        "provisoire": provisional(&own),
        "exigences": level(&own, true, scale),
        "recommandations": level(&own, false, scale),
        "notes": notes(scale, axis_notes(scale, &own)),
    })
}

fn of_axis<'a>(axis: &Axis, judged: &[&'a Judged<'a>]) -> Vec<&'a Judged<'a>> {
    judged.iter().copied().filter(|one| one.axis == axis.id).collect()
}

fn provisional(judged: &[&Judged]) -> bool {
    counts(judged, true).v > 0
}

/// A statement counts for each of its roles; those without any come last.
fn roles(scale: Scale, judged: &[&Judged]) -> Vec<Value> {
    let row = |id: Option<&str>| {
        let belongs = |one: &&Judged| match id {
            Some(role) => one.statement.roles.iter().any(|own| own == role),
            None => one.statement.roles.is_empty(),
        };
        let own: Vec<&Judged> = judged.iter().copied().filter(belongs).collect();
        let (exigences, recommandations) = (level(&own, true, scale), level(&own, false, scale));
        (!own.is_empty())
            .then(|| json!({"id": id, "exigences": exigences, "recommandations": recommandations}))
    };
    ROLES.iter().map(|role| Some(*role)).chain([None]).filter_map(row).collect()
}

fn statement(one: &Judged, today: Date) -> Value {
    let pieces = one.looks.iter().map(|look| {
        let state =
            if look.valid() { json!("valable") } else { json!({"$one_of": look.objections}) };
        json!({"valable": look.valid(), "etat": state, "sha256": look.sha256})
    });
    let waiver = one.answer.and_then(|answer| answer.waiver.as_ref());
    json!({
        "id": one.statement.id,
        "axe": one.axis,
        "modalite": one.statement.modality,
        "niveau": if one.requirement() { "exigence" } else { "recommandation" },
        "critique": one.statement.critical,
        "fondement": one.statement.basis,
        "concerne": one.statement.roles,
        "objets": one.statement.objects,
        "degres": one.statement.degrees,
        "socle": one.statement.core,
        "preuves_attendues": one.statement.kinds,
        "statut": one.declared,
        "compte_comme": one.counted,
        "prouve": one.proved,
        "verifie": one.verified,
        "infirme": one.refuted,
        "derogation": one.waived,
        "sans_objet_prevu": one.foreseen(),
        "preuves": pieces.collect::<Vec<_>>(),
        "derogation_declaree": waiver.map(|waiver| json!({
            "complete": complete(waiver),
            "en_vigueur": holds(waiver, today),
        })),
    })
}

fn current(grid: &Grid) -> impl Iterator<Item = &super::read::Statement> {
    grid.axes.iter().flat_map(|axis| &axis.statements).filter(|statement| !statement.withdrawn)
}

fn bases(grid: &Grid) -> Value {
    let of = |basis: &str| current(grid).filter(|statement| statement.basis == basis).count();
    json!({
        "texte": of("texte"),
        "version_voisine": of("version_voisine"),
        "texte_lie": of("texte_lie"),
        "reconstitution": of("reconstitution"),
    })
}

fn scale(scale: Scale) -> Value {
    json!({
        "coef_exigences": scale.requirements,
        "coef_recommandations": scale.recommendations,
        "coef_partiel": scale.partial,
        "note_max": scale.max,
        "seuil_partielle": scale.threshold,
        "validite_mois": scale.months,
        "validite_apres_remplacement_mois": scale.months_once_replaced,
    })
}

fn filter(view: &View) -> Value {
    if view.whole() {
        return Value::Null;
    }
    json!({"axes": view.axes, "roles": view.roles, "degres": view.degrees, "socle": view.core})
}

/// Answers to statements that do not concern the project, in the order of the grid. Whether an
/// entry whose status was left open is an answer, the pages do not say: it may be listed.
fn outside(grid: &Grid, project: &Project) -> Value {
    let all = grid.axes.iter().flat_map(|axis| &axis.statements);
    let out = all.filter(|statement| !in_scope(statement, project));
    let entries: Vec<(&str, bool)> = out
        .filter_map(|statement| {
            let answer = project.answers.get(&statement.id)?;
            Some((statement.id.as_str(), answer.stated))
        })
        .collect();
    let stated = entries.iter().filter(|(_, stated)| *stated).map(|(id, _)| *id);
    let any = entries.iter().map(|(id, _)| *id);
    json!({"$at_least": stated.collect::<Vec<_>>(), "among": any.collect::<Vec<_>>()})
}
