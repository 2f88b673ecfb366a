//! Random grids and projects: the program and the recomputation agree on every figure.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::figures::recompute;
use super::generate::{case, some_of, weighted};
use super::judge::View;
use super::model::{Case, DEGREES, ROLES};
use super::{CASES, asked, command, date, hold, report, same};
use crate::support::{stderr, stdout};

/// What an ordinary run must have met, or the cases would prove less than they seem to.
const MET: [&str; 28] = [
    "perimee",
    "incomplete",
    "sans_objet",
    "conforme/declare",
    "conforme/prouve",
    "conforme/verifie",
    "conforme_sous_reserve/declare",
    "conforme_sous_derogation/declare",
    "partiellement_conforme",
    "non_conforme",
    "valable",
    "sans_fichier",
    "hors_dossier",
    "introuvable",
    "autre_casse",
    "pas_un_fichier",
    "modifiee",
    "pas_encore_valable",
    "expiree",
    "type_non_prevu",
    "remplacee",
    "hors perimetre",
    "infirme",
    "derogation",
    "derogation sans effet",
    "sans objet prevu",
    "sans objet non prevu",
    "axe sans note",
];

#[test]
fn every_figure_of_a_random_project_is_recomputed() {
    let met = RefCell::new(BTreeSet::new());
    hold(&case(), asked(), |case, written| {
        let report = report(&written.project, Some(&written.grids), case.today, &[])?;
        let whole = View::default();
        let expected = recompute(&[&written.grids], &written.project, case.today, &whole);
        note(&mut met.borrow_mut(), &report);
        same(&expected, &report)
    });
    let met = met.into_inner();
    let missed: Vec<&&str> = MET.iter().filter(|what| !met.contains(**what)).collect();
    assert!(asked() < CASES || missed.is_empty(), "never met: {missed:?}");
}

#[test]
fn every_figure_of_a_partial_view_is_recomputed() {
    let cases = (case(), view()).prop_map(|(case, view)| Viewed { case, view });
    hold(&cases, asked() / 4, |Viewed { case, view }, written| {
        let mut view = view.clone();
        view.axes.retain(|id| case.grid.axes.iter().any(|axis| axis.id == id));
        let options = options(&view);
        let report = report(&written.project, Some(&written.grids), case.today, &options)?;
        same(&recompute(&[&written.grids], &written.project, case.today, &view), &report)
    });
}

#[test]
fn a_public_report_has_the_same_figures() {
    hold(&case(), asked() / 20, |case, written| {
        let public = ["--public".to_owned()];
        let report = report(&written.project, Some(&written.grids), case.today, &public)?;
        let whole = View::default();
        let mut expected = recompute(&[&written.grids], &written.project, case.today, &whole);
        expected["public"] = true.into();
        same(&expected, &report)
    });
}

#[test]
fn a_reference_date_before_the_evaluation_is_an_error() {
    hold(&case(), asked() / 20, |case, written| {
        let early = date::days_later(case.project.evaluated, -1);
        let output = command(&written.project, Some(&written.grids), early, "json", &[]);
        let refused = output.status.code() == Some(3) && stdout(&output).is_empty();
        if refused { Ok(()) } else { Err(format!("{}\n{}", output.status, stderr(&output))) }
    });
}

/// A case, and what is asked to be shown of it.
#[derive(Debug)]
struct Viewed {
    case: Case,
    view: View,
}

impl AsRef<Case> for Viewed {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

fn view() -> impl Strategy<Value = View> {
    let words = |words: &'static [&'static str], most: usize| {
        weighted(0.4, some_of(words, most)).prop_map(|words| {
            words.unwrap_or_default().into_iter().map(str::to_owned).collect::<Vec<String>>()
        })
    };
    (words(&["ORG", "FON", "TEC"], 2), words(&ROLES, 3), words(&DEGREES, 2), any::<bool>())
        .prop_map(|(axes, roles, degrees, core)| View { axes, roles, degrees, core })
}

fn options(view: &View) -> Vec<String> {
    let lists = [("--axe", &view.axes), ("--role", &view.roles), ("--degre", &view.degrees)];
    let named = lists.into_iter().filter(|(_, words)| !words.is_empty());
    let mut options: Vec<String> =
        named.flat_map(|(name, words)| [name.to_owned(), words.join(",")]).collect();
    options.extend(view.core.then(|| "--socle".to_owned()));
    options
}

/// Notes what a report shows, to know what the cases exercise.
fn note(met: &mut BTreeSet<String>, report: &Value) {
    let mention = &report["synthese"]["mention"];
    let word = |value: &Value| value.as_str().map(str::to_owned);
    met.extend(match (word(&mention["code"]), word(&mention["appui"])) {
        (Some(code), Some(stands_on)) => Some(format!("{code}/{stands_on}")),
        (code, _) => code,
    });
    let mut note = |what: &str, is: bool| met.extend(is.then(|| what.to_owned()));
    note("remplacee", !report["grille"]["remplacee_par"].is_null());
    note("hors perimetre", rows(&report["hors_perimetre"]).next().is_some());
    note("axe sans note", rows(&report["axes"]).any(|axis| axis["notes"]["theorique"].is_null()));
    for row in rows(&report["enonces"]) {
        note("infirme", row["infirme"] == true);
        note("derogation", row["derogation"] == true);
        note("derogation sans effet", row["derogation_declaree"]["en_vigueur"] == false);
        note("sans objet prevu", row["sans_objet_prevu"] == true);
        note("sans objet non prevu", row["sans_objet_prevu"] == false);
        for piece in rows(&row["preuves"]) {
            note(piece["etat"].as_str().unwrap_or_default(), true);
        }
    }
}

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
