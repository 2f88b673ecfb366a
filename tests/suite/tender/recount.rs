//! Rates, notes, eliminations and ranks recounted from the files of a tender alone, after
//! `docs/calcul.md`, §10: another arithmetic, nothing of the program. What comes out is the whole of
//! `candidats` and `enonces` of the JSON, every count and every fraction, to be found equal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};
use serde_yaml::Value;

use super::files::{Asked, Offered, Said, folded, list, offer, statements, status, text, yaml};
use crate::oracle::date;
use crate::oracle::ratio::Ratio;

/// A day that compares as a text.
fn day(text: &str) -> String {
    date::iso(date::read(text))
}

fn holds(waiver: &BTreeMap<String, String>, today: &str) -> bool {
    let complete = ["accordee_par", "reference", "motif", "echeance"];
    let date = |key: &str| waiver.get(key).map(|text| day(text));
    complete.iter().all(|key| waiver.contains_key(*key))
        && date("echeance").is_some_and(|end| today <= end.as_str())
        && date("accordee_le").is_none_or(|start| start.as_str() <= today)
        && date("accordee_le") <= date("echeance")
}

/// What the buyer keeps of an answer, with who says so.
struct Kept {
    status: &'static str,
    wholesale: bool,
    ground: Option<String>,
    by: String,
    on: String,
}

/// One line once judged.
struct Judged<'a> {
    asked: &'a Asked,
    declared: &'static str,
    kept: Option<Kept>,
    justification: Option<String>,
    proved: bool,
    eliminating: bool,
    admitted: bool,
    market_waived: bool,
}

impl Judged<'_> {
    /// C, P, K, S, or V where nothing is concluded.
    fn status(&self) -> &'static str {
        self.kept.as_ref().map_or("V", |kept| kept.status)
    }

    fn unmet(&self) -> bool {
        matches!(self.status(), "P" | "K")
    }

    fn waived(&self) -> bool {
        self.unmet() && (self.admitted || self.market_waived)
    }

    fn sets_aside(&self) -> bool {
        self.eliminating && self.unmet() && !self.admitted
    }
}

/// What a market and its grid ask, and how it counts.
struct Terms {
    market: Value,
    asked: Vec<Asked>,
    /// The axes of the grid, in their order.
    axes: Vec<String>,
    /// What a partial answer is worth, in per cent.
    partial: i128,
    today: String,
}

impl Terms {
    fn waives(&self, id: &str) -> bool {
        let all = self.market["derogations"].as_sequence();
        all.into_iter().flatten().any(|one| text(&one["enonce"]) == id)
    }

    fn eliminates(&self, asked: &Asked) -> bool {
        let named = list(&self.market["eliminatoires"]);
        let word = text(&self.market["eliminatoires"]);
        !self.waives(&asked.id)
            && match word.as_str() {
                "exigences" => asked.required(),
                "critiques" => asked.required() && asked.critical,
                _ => named.contains(&asked.id) || word == asked.id,
            }
    }
}

/// `enonces` and `candidats`, to be found in the JSON of a tender.
pub(super) fn recount(folder: &Path, grid: &Path, offers: &[&Path], today: &str) -> (Json, Json) {
    let market = yaml(&folder.join("marche.yaml"));
    let head = yaml(&grid.join("grille.yaml"));
    let announced = market["ponderation"]["partiel"].as_i64();
    let partial = announced.or(head["bareme"]["coef_partiel"].as_i64()).unwrap_or(50);
    let terms = Terms {
        asked: statements(&market, grid),
        axes: head["axes"]
            .as_sequence()
            .expect("axes")
            .iter()
            .map(|one| text(&one["id"]))
            .collect(),
        partial: partial.into(),
        today: today.to_owned(),
        market,
    };
    let mut appraisals = BTreeMap::new();
    for entry in fs::read_dir(folder.join("analyse")).into_iter().flatten() {
        let one = yaml(&entry.expect("an entry").path());
        appraisals.insert(folded(&text(&one["candidat"])), one);
    }
    let mut bidders: Vec<(Json, Option<Ratio>)> = offers
        .iter()
        .map(|path| {
            let offered = offer(path);
            let appraisal = appraisals.get(&folded(&offered.name)).unwrap_or(&Value::Null);
            let lines = judged(&terms, &offered, appraisal);
            bidder(&terms, &lines, &offered.name)
        })
        .collect();
    let notes: Vec<Ratio> = bidders.iter().filter_map(|(_, note)| *note).collect();
    for (bidder, note) in &mut bidders {
        let better = note.map(|own| notes.iter().filter(|one| **one > own).count() + 1);
        let same = note.map_or(0, |own| notes.iter().filter(|one| **one == own).count());
        bidder["rang"] = better.into();
        bidder["ex_aequo"] = (same > 1).into();
    }
    let statement = |one: &Asked| {
        json!({
            "id": one.id,
            "axe": one.axis,
            "modalite": one.modality,
            "niveau": if one.required() { "exigence" } else { "recommandation" },
            "enonce": one.text,
            "eliminatoire": terms.eliminates(one),
            "non_demande": terms.waives(&one.id),
            "points": one.points,
        })
    };
    let asked: Vec<Json> = terms.asked.iter().map(statement).collect();
    (asked.into(), bidders.into_iter().map(|(bidder, _)| bidder).collect())
}

fn judged<'a>(terms: &'a Terms, offered: &Offered, appraisal: &Value) -> Vec<Judged<'a>> {
    let nothing = Said::nothing();
    let one = |asked: &'a Asked| {
        let said = offered.said.get(&asked.id).unwrap_or(&nothing);
        let declared = match said.status {
            "S" if said.justification.is_empty() => "V",
            other => other,
        };
        let entry = &appraisal["appreciations"][asked.id.as_str()];
        let kept = kept(terms, asked, declared, entry, appraisal);
        let short =
            kept.as_ref().is_some_and(|kept| matches!(kept.status, "P" | "K") && !kept.wholesale);
        let admits = entry["derogation_admise"].as_bool() == Some(true)
            || text(&entry["derogation_admise"]) == "oui";
        Judged {
            asked,
            declared,
            justification: Some(said.justification.clone()).filter(|text| !text.is_empty()),
            proved: offered.proves(asked, &terms.today),
            eliminating: terms.eliminates(asked),
            admitted: short && admits && holds(&said.waiver, &terms.today),
            market_waived: terms.waives(&asked.id),
            kept,
        }
    };
    terms.asked.iter().map(one).collect()
}

/// What is retained of an answer, if anything.
fn kept(
    terms: &Terms,
    asked: &Asked,
    declared: &'static str,
    entry: &Value,
    appraisal: &Value,
) -> Option<Kept> {
    let today = terms.today.as_str();
    let (general_by, general_on) = (text(&appraisal["par"]), text(&appraisal["le"]));
    let written = text(&entry["statut"]);
    if written.is_empty() {
        let ground = text(&appraisal["declare_retenu"]["motif"]);
        let refused = declared == "V" || (declared == "S" && !asked.foreseen);
        let counts = !ground.is_empty() && !refused && day(&general_on).as_str() <= today;
        return counts.then(|| Kept {
            status: declared,
            wholesale: true,
            ground: Some(ground),
            by: general_by,
            on: day(&general_on),
        });
    }
    let own = status(&written);
    let or = |key: &str, general: String| match text(&entry[key]) {
        own if own.is_empty() => general,
        own => own,
    };
    let on = day(&or("le", general_on));
    let ground = Some(text(&entry["motif"])).filter(|ground| !ground.is_empty());
    let grounded = ground.is_some() || (own == "C" && declared == "C");
    (own != "V" && grounded && on.as_str() <= today).then(|| Kept {
        status: own,
        wholesale: false,
        ground,
        by: or("par", general_by),
        on,
    })
}

fn number(lines: &[&Judged<'_>], status: &str) -> i128 {
    lines.iter().filter(|one| one.status() == status).count() as i128
}

fn rate(num: i128, den: i128) -> Json {
    if den == 0 {
        return Json::Null;
    }
    let percent = Ratio::new(100 * num, den).one_decimal();
    json!({ "num": num as u64, "den": den as u64, "pct": percent })
}

/// The counts and rates of one level.
fn level(lines: &[&Judged<'_>], required: bool, partial: i128) -> Json {
    let lines: Vec<&Judged<'_>> =
        lines.iter().filter(|one| one.asked.required() == required).copied().collect();
    let count =
        |keep: &dyn Fn(&Judged<'_>) -> bool| lines.iter().filter(|one| keep(one)).count() as i128;
    let of = |status: &str| number(&lines, status);
    let (met, half, missed, open, none) = (of("C"), of("P"), of("K"), of("V"), of("S"));
    let applicable = met + half + missed + open;
    let unforeseen = count(&|one| one.status() == "S" && !one.asked.foreseen);
    let strict = applicable + unforeseen;
    let waived = count(&|one| one.waived());
    let explained = match required {
        true => 0,
        false => count(&|one| one.unmet() && (one.justification.is_some() || one.waived())),
    };
    let proved = count(&|one| one.status() == "C" && one.proved);
    json!({
        "enonces": lines.len(),
        "applicables": applicable as u64,
        "applicables_stricts": strict as u64,
        "conformes": met as u64,
        "partiels": half as u64,
        "non_conformes": missed as u64,
        "a_evaluer": open as u64,
        "sans_objet": none as u64,
        "sans_objet_hors_cas": unforeseen as u64,
        "derogations": waived as u64,
        "expliques": explained as u64,
        // What a bidder says of its own verifications is not for the buyer to count.
        "infirmes": 0,
        "conformes_prouves": proved as u64,
        "partiels_prouves": count(&|one| one.status() == "P" && one.proved) as u64,
        "conformes_verifies": 0,
        "taux": rate(met, applicable),
        "taux_prouve": rate(proved, strict),
        "taux_verifie": rate(0, strict),
        "taux_hors_derogation": rate(met, applicable - waived),
        "completude": rate(applicable - open, applicable),
        "avancement": rate(100 * met + partial * half, 100 * applicable),
        "prise_en_compte": if required { Json::Null } else { rate(met + explained, applicable) },
    })
}

fn bidder(terms: &Terms, lines: &[Judged<'_>], name: &str) -> (Json, Option<Ratio>) {
    let ids = |keep: &dyn Fn(&Judged<'_>) -> bool| -> Vec<&str> {
        lines.iter().filter(|one| keep(one)).map(|one| one.asked.id.as_str()).collect()
    };
    let aside = ids(&|one| one.sets_aside());
    let unfinished = lines.iter().any(|one| one.eliminating && one.status() == "V");
    let standing = match (aside.is_empty(), unfinished) {
        (false, _) => "a_ecarter",
        (true, true) => "inachevee",
        (true, false) => "satisfait",
    };
    let of = |local: bool| -> Vec<&Judged<'_>> {
        lines.iter().filter(|one| (one.asked.axis == "LOC") == local).collect()
    };
    let both = |lines: &[&Judged<'_>], required| level(lines, required, terms.partial);
    let (own, local) = (of(false), of(true));
    let claims = |one: &Judged<'_>| match one.status() {
        "V" => matches!(one.declared, "C" | "P"),
        status => matches!(status, "C" | "P"),
    };
    let mut complements = json!({
        "exigences": both(&local, true),
        "recommandations": both(&local, false),
        "points_centiemes": null,
        "points_applicables": null,
    });
    if let Some((won, out_of)) = points(terms, &local) {
        complements["points_centiemes"] = (won as u64).into();
        complements["points_applicables"] = (out_of as u64).into();
    }
    let axes = axis_notes(terms, &own);
    let note = total(&axes);
    let json = json!({
        "candidat": name,
        "situation": standing,
        "a_ecarter_pour": aside,
        "non_analyses": ids(&|one| one.status() == "V"),
        "sans_preuve": ids(&|one| claims(one) && !one.proved),
        "exigences": both(&own, true),
        "recommandations": both(&own, false),
        "complements": complements,
        "axes": axes.iter().map(|(axis, weight, note)| {
            json!({ "axe": axis, "poids": *weight as u64, "note": note.map(said) })
        }).collect::<Vec<_>>(),
        "note": note.filter(|_| standing != "a_ecarter").map(said),
        "reponses": lines.iter().map(line).collect::<Vec<_>>(),
    });
    (json, note.filter(|_| standing == "satisfait"))
}

/// A note as a fraction in lowest terms and a decimal.
fn said(note: Ratio) -> Json {
    let (num, den) = note.parts();
    json!({ "num": num.to_string(), "den": den.to_string(), "valeur": note.one_decimal() })
}

fn word(status: &str) -> &'static str {
    match status {
        "C" => "conforme",
        "P" => "partiel",
        "K" => "non_conforme",
        "S" => "sans_objet",
        _ => "a_evaluer",
    }
}

fn line(one: &Judged<'_>) -> Json {
    let kept = one.kept.as_ref();
    json!({
        "id": one.asked.id,
        "declare": word(one.declared),
        "retenu": kept.map(|kept| word(kept.status)),
        "en_bloc": kept.is_some_and(|kept| kept.wholesale),
        "motif": kept.and_then(|kept| kept.ground.clone()),
        "par": kept.map(|kept| kept.by.clone()),
        "le": kept.map(|kept| kept.on.clone()),
        "justification": one.justification,
        "prouve": one.proved,
        "derogation_admise": one.admitted,
    })
}

fn points(terms: &Terms, local: &[&Judged<'_>]) -> Option<(i128, i128)> {
    if text(&terms.market["complements"]["regle"]) != "points" {
        return None;
    }
    let mut sums = (0, 0);
    for one in local.iter().filter(|one| one.status() != "S") {
        let worth = match one.status() {
            "C" => 100,
            "P" => terms.partial,
            _ => 0,
        };
        let points = i128::from(one.asked.points.unwrap_or(0));
        sums = (sums.0 + worth * points, sums.1 + points);
    }
    Some(sums)
}

/// The axes where the market asks for something, each with its weight and its note.
fn axis_notes(terms: &Terms, own: &[&Judged<'_>]) -> Vec<(String, i128, Option<Ratio>)> {
    let weights = &terms.market["ponderation"];
    let mut found = Vec::new();
    let Some(named) = weights["axes"].as_sequence() else { return found };
    for axis in &terms.axes {
        let asked: Vec<&Judged<'_>> = own
            .iter()
            .filter(|one| one.asked.axis == *axis && !one.market_waived)
            .copied()
            .collect();
        if asked.is_empty() {
            continue;
        }
        let weight = named.iter().find(|one| text(&one["axe"]) == *axis);
        let weight = weight.and_then(|one| one["poids"].as_i64()).unwrap_or(0);
        let note = if number(&asked, "V") > 0 { None } else { axis_note(terms, &asked) };
        found.push((axis.clone(), weight.into(), note));
    }
    found
}

fn axis_note(terms: &Terms, asked: &[&Judged<'_>]) -> Option<Ratio> {
    let weights = &terms.market["ponderation"];
    let figure = |key: &str| i128::from(weights[key].as_i64().expect("a weight"));
    let top = i128::from(weights["note_max"].as_i64().unwrap_or(20));
    let progress = |required: bool| {
        let of: Vec<&Judged<'_>> =
            asked.iter().filter(|one| one.asked.required() == required).copied().collect();
        let applicable = of.len() as i128 - number(&of, "S");
        let reached = 100 * number(&of, "C") + terms.partial * number(&of, "P");
        (applicable > 0).then(|| Ratio::new(reached, 100 * applicable))
    };
    match (progress(true), progress(false)) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one.times(Ratio::whole(top))),
        (Some(met), Some(followed)) => Some(
            Ratio::whole(figure("exigences"))
                .plus(Ratio::whole(figure("recommandations")).times(followed))
                .times(Ratio::new(top, 100))
                .times(met),
        ),
    }
}

/// `Σ w·n / Σ w`; none if an axis that weighs has no note, or none weighs.
fn total(axes: &[(String, i128, Option<Ratio>)]) -> Option<Ratio> {
    let (mut sum, mut weights) = (Ratio::ZERO, 0);
    for (_, weight, note) in axes.iter().filter(|(_, weight, _)| *weight > 0) {
        sum = sum.plus((*note)?.times(Ratio::whole(*weight)));
        weights += weight;
    }
    (weights > 0).then(|| sum.over(Ratio::whole(weights)))
}
