//! Random markets, random bidders: the program and the recount agree, and nothing that should not
//! count changes anything. `SDET_TENDERS` sets how many.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::fill::opened;
use super::generate::{Dice, TODAY, tender};
use super::recount::recount;
use crate::support::{asked, root};

/// The arguments of `depouiller` for these offers.
pub(super) fn line(offers: &[PathBuf]) -> String {
    let names = offers.iter().map(|path| {
        let name = path.strip_prefix(path.parent().expect("a folder")).expect("inside");
        format!("'{}'", name.display())
    });
    let names: Vec<String> = names.collect();
    format!("m {} --grilles grilles --date {TODAY}", names.join(" "))
}

/// Holds what the program says of bidders to the recount, bidder by bidder.
fn hold(report: &Value, (asked, bidders): (Value, Value), what: &str) {
    assert_eq!(report["enonces"], asked, "{what}");
    let (found, expected) = (report["candidats"].as_array(), bidders.as_array());
    let (found, expected) = (found.expect("bidders"), expected.expect("bidders"));
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        let keys: Vec<&String> = found.as_object().expect("keys").keys().collect();
        assert_eq!(keys.len(), expected.as_object().expect("keys").len(), "{what}: {keys:?}");
        for key in keys {
            assert_eq!(found[key], expected[key], "{what}, {}, {key}", found["candidat"]);
        }
    }
}

#[test]
fn every_figure_of_the_example_is_recounted() {
    let market = root().join("examples/marche-ent");
    let offers =
        ["boreales", "cassiopee", "mistral"].map(|name| market.join(format!("offres/{name}.xlsx")));
    let offers: Vec<&Path> = offers.iter().map(PathBuf::as_path).collect();
    let report =
        opened(&root(), &format!("examples/marche-ent examples/marche-ent/offres --date {TODAY}"));
    let expected = recount(&market, &root().join("grids/sdet/4.1"), &offers, TODAY);
    hold(&report, expected, "the example");
}

#[test]
fn every_figure_of_random_markets_is_recounted() {
    let mut met = BTreeMap::new();
    for seed in 1..=u64::from(asked("SDET_TENDERS", 16)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let offers = tender(&mut dice, folder.path());
        let paths: Vec<&Path> = offers.iter().map(PathBuf::as_path).collect();
        let report = opened(folder.path(), &line(&offers));
        let grid = folder.path().join("grilles/essai/1.0");
        let expected = recount(&folder.path().join("m"), &grid, &paths, TODAY);
        hold(&report, expected, &format!("seed {seed}"));
        for bidder in report["candidats"].as_array().expect("bidders") {
            for event in events(bidder) {
                *met.entry(event).or_insert(0) += 1;
            }
        }
        for path in offers {
            let kind = path
                .extension()
                .map_or("a project", |kind| if kind == "csv" { "a text" } else { "a workbook" });
            *met.entry(kind).or_insert(0) += 1;
        }
    }
    // What never happened would be proved of nothing.
    for event in EVENTS {
        assert!(met.get(event).is_some_and(|times| *times >= 5), "{event}: {met:?}");
    }
}

const EVENTS: [&str; 14] = [
    "a project",
    "a text",
    "a workbook",
    "satisfait",
    "inachevee",
    "a_ecarter",
    "a note that is no whole number",
    "a tie",
    "a rank past the first",
    "a waiver admitted",
    "a waiver of the market that counts",
    "a rate proved in part",
    "an unforeseen sans objet retained",
    "something retained against what is declared",
];

/// What a bidder shows, of what is worth being shown.
fn events(bidder: &Value) -> Vec<&'static str> {
    let lines = || bidder["reponses"].as_array().expect("answers").iter();
    let positive = |value: &Value| value.as_u64().is_some_and(|number| number > 0);
    let admitted = lines().filter(|one| one["derogation_admise"] == json!(true)).count() as u64;
    let waived = ["exigences", "recommandations"].map(|level| &bidder[level]["derogations"]);
    let waived: u64 = waived.iter().filter_map(|number| number.as_u64()).sum();
    let proved = &bidder["exigences"]["taux_prouve"];
    let standing = ["satisfait", "inachevee", "a_ecarter"];
    let mut met: Vec<&str> =
        standing.into_iter().filter(|one| bidder["situation"] == json!(one)).collect();
    let others = [
        (!bidder["note"].is_null() && bidder["note"]["den"] != "1", EVENTS[6]),
        (bidder["ex_aequo"] == json!(true), EVENTS[7]),
        (bidder["rang"].as_u64().is_some_and(|rank| rank > 1), EVENTS[8]),
        (admitted > 0, EVENTS[9]),
        (waived > admitted, EVENTS[10]),
        (positive(&proved["num"]) && proved["num"] != proved["den"], EVENTS[11]),
        (positive(&bidder["exigences"]["sans_objet_hors_cas"]), EVENTS[12]),
        (
            lines().any(|one| one["retenu"].is_string() && one["retenu"] != one["declare"]),
            EVENTS[13],
        ),
    ];
    met.extend(others.into_iter().filter(|(is_met, _)| *is_met).map(|(_, event)| event));
    met
}
