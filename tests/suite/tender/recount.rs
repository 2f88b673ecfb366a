//! Rates, notes and eliminations recounted from the files of a tender alone, after
//! `docs/calcul.md`, §10: another YAML parser, another arithmetic, nothing of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::Value as Json;
use serde_yaml::Value;

use super::fill::plain;
use crate::oracle::ratio::Ratio;

/// A statement of the grid or of the buyer.
struct Asked {
    id: String,
    axis: String,
    required: bool,
    critical: bool,
    foreseen: bool,
    points: i128,
}

/// What a bidder says of a statement.
#[derive(Default, Clone)]
struct Said {
    status: String,
    justified: bool,
    waiver: BTreeMap<String, String>,
}

fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
    serde_yaml::from_str(&text).expect("YAML")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

fn list(value: &Value) -> Vec<String> {
    value.as_sequence().map(|items| items.iter().map(text).collect()).unwrap_or_default()
}

/// Lower-case letters and digits, without accents: names and labels compared.
pub(super) fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'É' => 'e',
        'À' | 'à' => 'a',
        'î' => 'i',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).collect()
}

fn status(text: &str) -> String {
    match folded(text).as_str() {
        "conforme" => "C",
        "partiel" => "P",
        "nonconforme" => "K",
        "sansobjet" => "S",
        _ => "V",
    }
    .to_owned()
}

fn statements(market: &Value, grid: &Path) -> Vec<Asked> {
    let head = yaml(&grid.join("grille.yaml"));
    let scope = &market["perimetre"];
    let meets = |asked: &Value, offered: &Value| {
        let (asked, offered) = (list(asked), list(offered));
        asked.is_empty() || offered.is_empty() || asked.iter().any(|one| offered.contains(one))
    };
    let object = text(&market["objet"]);
    let mut found = Vec::new();
    for axis in head["axes"].as_sequence().expect("axes") {
        let file = yaml(&grid.join(text(&axis["fichier"])));
        for one in file["enonces"].as_sequence().expect("statements") {
            let objects = list(&one["objets"]);
            let kept = text(&one["etat"]) != "abroge"
                && (objects.is_empty() || objects.contains(&object))
                && meets(&scope["roles"], &one["concerne"])
                && meets(&scope["degres"], &one["degres"])
                && (scope["socle"].as_bool() != Some(true) || one["socle"].as_bool() == Some(true));
            if kept {
                found.push(asked(one, text(&axis["id"])));
            }
        }
    }
    let own = market["complements"]["enonces"].as_sequence();
    found.extend(own.into_iter().flatten().map(|one| asked(one, "LOC".into())));
    found
}

fn asked(one: &Value, axis: String) -> Asked {
    let modality = text(&one["modalite"]);
    Asked {
        id: text(&one["id"]),
        axis,
        required: modality == "doit" || modality == "ne_doit_pas",
        critical: one["critique"].as_bool() == Some(true),
        foreseen: !text(&one["sans_objet_si"]).is_empty(),
        points: one["points"].as_i64().unwrap_or(0).into(),
    }
}

const WAIVER: [(&str, &str); 5] = [
    ("Dérogation : accordée par", "accordee_par"),
    ("Dérogation : référence", "reference"),
    ("Dérogation : motif", "motif"),
    ("Dérogation : accordée le", "accordee_le"),
    ("Dérogation : échéance", "echeance"),
];

/// The bidder of an offer, and what it says.
fn offer(path: &Path) -> (String, BTreeMap<String, Said>) {
    if path.is_dir() { project(path) } else { frame(path) }
}

fn project(path: &Path) -> (String, BTreeMap<String, Said>) {
    let title = text(&yaml(&path.join("projet.yaml"))["intitule"]);
    let mut said = BTreeMap::new();
    for entry in fs::read_dir(path.join("reponses")).expect("answers") {
        let file = yaml(&entry.expect("an entry").path());
        for key in ["reponses", "complements"] {
            for (id, answer) in file[key].as_mapping().into_iter().flatten() {
                let waiver = WAIVER
                    .iter()
                    .map(|(_, key)| ((*key).to_owned(), text(&answer["derogation"][*key])));
                let one = Said {
                    status: status(&text(&answer["statut"])),
                    justified: !text(&answer["justification"]).is_empty(),
                    waiver: waiver.filter(|(_, text)| !text.is_empty()).collect(),
                };
                said.insert(text(id), one);
            }
        }
    }
    (title, said)
}

fn frame(path: &Path) -> (String, BTreeMap<String, Said>) {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let (mut name, mut said) = (String::new(), BTreeMap::new());
    for (sheet, range) in book.worksheets() {
        let rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        if sheet == "Marché" {
            let row = rows.iter().find(|row| row[0] == "Candidat").expect("a bidder");
            name.clone_from(&row[1]);
            continue;
        }
        let Some(at) = rows.iter().position(|row| row[0] == "Identifiant") else { continue };
        let headings: Vec<String> = rows[at].iter().map(|heading| plain(heading)).collect();
        for row in &rows[at + 1..] {
            let cell = |heading: &str| {
                let at = headings.iter().position(|one| one == heading);
                at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
            };
            let waiver = WAIVER.iter().map(|(heading, key)| ((*key).to_owned(), cell(heading)));
            let one = Said {
                status: status(&cell("Statut")),
                justified: !cell("Justification").is_empty(),
                waiver: waiver.filter(|(_, text)| !text.is_empty()).collect(),
            };
            said.insert(row[0].clone(), one);
        }
    }
    (name, said)
}

/// A day that compares as a text, from either way of writing it.
fn day(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year}-{month}-{day}"),
        _ => text.to_owned(),
    }
}

fn holds(waiver: &BTreeMap<String, String>, today: &str) -> bool {
    let complete = ["accordee_par", "reference", "motif", "echeance"];
    let date = |key: &str| waiver.get(key).map(|text| day(text));
    complete.iter().all(|key| waiver.contains_key(*key))
        && date("echeance").is_some_and(|end| today <= end.as_str())
        && date("accordee_le").is_none_or(|start| start.as_str() <= today)
        && date("accordee_le") <= date("echeance")
}

/// One line once judged.
struct Judged<'a> {
    asked: &'a Asked,
    status: String,
    eliminating: bool,
    admitted: bool,
    market_waived: bool,
}

/// What is to be found for each bidder, in the order of the offers, as the JSON says it.
pub(super) fn recount(folder: &Path, grid: &Path, offers: &[&Path], today: &str) -> Vec<Json> {
    let market = yaml(&folder.join("marche.yaml"));
    let asked = statements(&market, grid);
    let mut appraisals = BTreeMap::new();
    for entry in fs::read_dir(folder.join("analyse")).into_iter().flatten() {
        let one = yaml(&entry.expect("an entry").path());
        appraisals.insert(folded(&text(&one["candidat"])), one);
    }
    let mut bidders: Vec<(Json, Option<Ratio>)> = offers
        .iter()
        .map(|path| {
            let (name, said) = offer(path);
            let appraisal = appraisals.get(&folded(&name)).unwrap_or(&Value::Null);
            let lines = judged(&market, &asked, &said, appraisal, today);
            bidder(&market, &lines, &name)
        })
        .collect();
    let notes: Vec<Ratio> = bidders.iter().filter_map(|(_, note)| *note).collect();
    for (bidder, note) in &mut bidders {
        let better = note.map(|own| notes.iter().filter(|one| **one > own).count() + 1);
        let same = note.map_or(0, |own| notes.iter().filter(|one| **one == own).count());
        bidder["rang"] = better.into();
        bidder["ex_aequo"] = (same > 1).into();
    }
    bidders.into_iter().map(|(bidder, _)| bidder).collect()
}

fn judged<'a>(
    market: &Value,
    asked: &'a [Asked],
    said: &BTreeMap<String, Said>,
    appraisal: &Value,
    today: &str,
) -> Vec<Judged<'a>> {
    let listed = list(&market["eliminatoires"]);
    let word = text(&market["eliminatoires"]);
    let waived: Vec<String> = market["derogations"]
        .as_sequence()
        .map(|all| all.iter().map(|one| text(&one["enonce"])).collect())
        .unwrap_or_default();
    let nothing = Said::default();
    let one = |asked: &'a Asked| {
        let said = said.get(&asked.id).unwrap_or(&nothing);
        let declared = match said.status.as_str() {
            "S" if !said.justified => "V",
            "" => "V",
            other => other,
        };
        let entry = &appraisal["appreciations"][asked.id.as_str()];
        let written = text(&entry["statut"]);
        let ground = !text(&entry["motif"]).is_empty();
        let on = match text(&entry["le"]) {
            own if own.is_empty() => text(&appraisal["le"]),
            own => own,
        };
        let own = status(&written);
        let needs = own != declared || own != "C";
        let kept = if !written.is_empty() && own != "V" {
            let counts = (ground || !needs) && day(&on).as_str() <= today;
            if counts { own.as_str() } else { "V" }
        } else if !written.is_empty() {
            "V"
        } else {
            let decided = !text(&appraisal["declare_retenu"]["motif"]).is_empty();
            let counts = decided && day(&text(&appraisal["le"])).as_str() <= today;
            let foreseen = declared != "S" || asked.foreseen;
            if counts && foreseen { declared } else { "V" }
        };
        let unmet = kept == "P" || kept == "K";
        let admits = entry["derogation_admise"].as_bool() == Some(true)
            || text(&entry["derogation_admise"]) == "oui";
        let market_waived = waived.contains(&asked.id);
        let eliminating = !market_waived
            && match word.as_str() {
                "exigences" => asked.required,
                "critiques" => asked.required && asked.critical,
                _ => listed.contains(&asked.id) || word == asked.id,
            };
        Judged {
            asked,
            status: kept.to_owned(),
            eliminating,
            admitted: unmet && admits && holds(&said.waiver, today),
            market_waived,
        }
    };
    asked.iter().map(one).collect()
}

fn number(lines: &[&Judged<'_>], status: &str) -> i128 {
    lines.iter().filter(|one| one.status == status).count() as i128
}

fn rate(num: i128, den: i128) -> Json {
    if den == 0 {
        return Json::Null;
    }
    let percent = Ratio::new(100 * num, den).one_decimal();
    serde_json::json!({ "num": num as u64, "den": den as u64, "pct": percent })
}

fn bidder(market: &Value, lines: &[Judged<'_>], name: &str) -> (Json, Option<Ratio>) {
    let aside: Vec<&str> = lines
        .iter()
        .filter(|one| one.eliminating && (one.status == "P" || one.status == "K") && !one.admitted)
        .map(|one| one.asked.id.as_str())
        .collect();
    let open: Vec<&str> =
        lines.iter().filter(|one| one.status == "V").map(|one| one.asked.id.as_str()).collect();
    let unfinished = lines.iter().any(|one| one.eliminating && one.status == "V");
    let standing = match (aside.is_empty(), unfinished) {
        (false, _) => "a_ecarter",
        (true, true) => "inachevee",
        (true, false) => "satisfait",
    };
    let of = |local: bool, required: bool| -> Vec<&Judged<'_>> {
        let same = |one: &&Judged<'_>| {
            (one.asked.axis == "LOC") == local && one.asked.required == required
        };
        lines.iter().filter(same).collect()
    };
    let level = |lines: &[&Judged<'_>]| {
        let applicable = lines.len() as i128 - number(lines, "S");
        let unmet = |one: &&&Judged<'_>| {
            (one.status == "P" || one.status == "K") && (one.admitted || one.market_waived)
        };
        let waived = lines.iter().filter(unmet).count() as i128;
        let met = number(lines, "C");
        (rate(met, applicable), rate(met, applicable - waived))
    };
    let (required, outside) = level(&of(false, true));
    let (recommended, _) = level(&of(false, false));
    let note = note(market, lines);
    let kept = note.filter(|_| standing != "a_ecarter");
    let shown = kept.map(Ratio::one_decimal);
    let json = serde_json::json!({
        "candidat": name,
        "situation": standing,
        "a_ecarter_pour": aside,
        "non_analyses": open,
        "taux": required,
        "taux_hors_derogation": outside,
        "suivi": recommended,
        "note": shown,
        "points": points(market, lines),
    });
    (json, note.filter(|_| standing == "satisfait"))
}

fn points(market: &Value, lines: &[Judged<'_>]) -> Json {
    if text(&market["complements"]["regle"]) != "points" {
        return Json::Null;
    }
    let partial = i128::from(market["ponderation"]["partiel"].as_i64().unwrap_or(50));
    let mut sums = (0, 0);
    for one in lines.iter().filter(|one| one.asked.axis == "LOC" && one.status != "S") {
        let worth = match one.status.as_str() {
            "C" => 100,
            "P" => partial,
            _ => 0,
        };
        sums = (sums.0 + worth * one.asked.points, sums.1 + one.asked.points);
    }
    serde_json::json!([sums.0 as u64, sums.1 as u64])
}

fn note(market: &Value, lines: &[Judged<'_>]) -> Option<Ratio> {
    let weights = &market["ponderation"];
    let figure = |key: &str| weights[key].as_i64().map(i128::from);
    let (required, recommended) = (figure("exigences")?, figure("recommandations")?);
    let (partial, top) = (figure("partiel")?, figure("note_max").unwrap_or(20));
    let (mut sum, mut total) = (Ratio::ZERO, 0);
    for one in weights["axes"].as_sequence()? {
        let (axis, weight) = (text(&one["axe"]), i128::from(one["poids"].as_i64()?));
        let asked: Vec<&Judged<'_>> =
            lines.iter().filter(|one| one.asked.axis == axis && !one.market_waived).collect();
        if asked.is_empty() || weight == 0 {
            continue;
        }
        if number(&asked, "V") > 0 {
            return None;
        }
        let progress = |wanted: bool| {
            let of: Vec<&Judged<'_>> =
                asked.iter().filter(|one| one.asked.required == wanted).copied().collect();
            let applicable = of.len() as i128 - number(&of, "S");
            let reached = 100 * number(&of, "C") + partial * number(&of, "P");
            (applicable > 0).then(|| Ratio::new(reached, 100 * applicable))
        };
        let own = match (progress(true), progress(false)) {
            (None, None) => return None,
            (Some(one), None) | (None, Some(one)) => one.times(Ratio::whole(top)),
            (Some(met), Some(followed)) => Ratio::whole(required)
                .plus(Ratio::whole(recommended).times(followed))
                .times(Ratio::new(top, 100))
                .times(met),
        };
        sum = sum.plus(own.times(Ratio::whole(weight)));
        total += weight;
    }
    (total > 0).then(|| sum.over(Ratio::whole(total)))
}

/// The same things as the program says them.
pub(super) fn found(report: &Json) -> Vec<Json> {
    let bidders = report["candidats"].as_array().expect("bidders");
    let one = |bidder: &Json| {
        let local = &bidder["complements"];
        let won = &local["points_centiemes"];
        let points = match won.is_null() {
            true => Json::Null,
            false => serde_json::json!([won, local["points_applicables"]]),
        };
        serde_json::json!({
            "candidat": bidder["candidat"],
            "situation": bidder["situation"],
            "a_ecarter_pour": bidder["a_ecarter_pour"],
            "non_analyses": bidder["non_analyses"],
            "taux": bidder["exigences"]["taux"],
            "taux_hors_derogation": bidder["exigences"]["taux_hors_derogation"],
            "suivi": bidder["recommandations"]["taux"],
            "note": bidder["note"]["valeur"],
            "points": points,
            "rang": bidder["rang"],
            "ex_aequo": bidder["ex_aequo"],
        })
    };
    bidders.iter().map(one).collect()
}
