//! The shipped grid and what the pages say of its provenance. The grid is read here by an unrelated
//! YAML parser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_yaml::Value;

use crate::support::{root, run, stdout};

/// The statements of `sdet@4.1`, none of which is withdrawn.
fn statements() -> Vec<Value> {
    let axes = ["organisationnel", "fonctionnel", "technique", "juridique"];
    let mut all = Vec::new();
    for axis in axes {
        let path = root().join("grids/sdet/4.1").join(axis).with_extension("yaml");
        let text = fs::read_to_string(path).expect("an axis");
        let file: Value = serde_yaml::from_str(&text).expect("YAML");
        all.extend(file["enonces"].as_sequence().expect("statements").iter().cloned());
    }
    all
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> BTreeSet<&'v str> {
    value[key].as_sequence().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The statements that cite each section of each document, named as the program names them.
fn citations(statements: &[Value]) -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for one in statements.iter().filter(|one| !one["source"].is_null()) {
        let source = &one["source"];
        let document = match source["version"].as_str() {
            Some(version) => format!("{}, version {version}", text(source, "document")),
            None => text(source, "document").to_owned(),
        };
        let key = (document, text(source, "section").to_owned());
        found.entry(key).or_default().push(text(one, "id").to_owned());
    }
    found
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).expect("a page")
}

/// The rows of the tables of extracts of `docs/sources.md`: document, section, number, statements.
fn extracts(page: &str) -> Vec<(String, String, usize, String)> {
    let start = page.find("<!-- extraits -->").expect("the tables begin");
    let end = start + page[start..].find("<!-- fin -->").expect("the tables end");
    let mut document = String::new();
    let mut rows = Vec::new();
    for line in page[start..end].lines() {
        if let Some(title) = line.strip_prefix("### ") {
            document = title.to_owned();
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let [section, number, statements, aside] = cells[..]
            && let Ok(number) = number.parse()
        {
            assert!(!aside.is_empty(), "{section}: say what was left aside, or « rien »");
            rows.push((document.clone(), section.to_owned(), number, statements.to_owned()));
        }
    }
    rows
}

#[test]
fn extracts_are_used_as_the_page_says() {
    let page = page("sources.md");
    let cited = citations(&statements());
    let rows = extracts(&page);
    for (document, section, _, said) in &rows {
        let used = cited.get(&(document.clone(), section.clone()));
        let used = used.map_or_else(|| "—".to_owned(), |ids| ids.join(", "));
        assert_eq!(*said, used, "{document}, {section}");
    }
    let total: usize = rows.iter().map(|row| row.2).sum();
    assert!(page.contains(&format!("{total} extraits ont été relevés")), "{total} extracts");
    for one in statements().iter().filter(|one| text(one, "fondement") == "version_voisine") {
        let id = text(one, "id");
        assert!(rows.iter().any(|row| row.3.split(", ").any(|used| used == id)), "{id}");
    }
}

#[test]
fn every_section_and_subject_has_statements_or_a_reason() {
    let shown = stdout(&run(&root(), "grille montrer sdet@4.1 --couverture"));
    assert!(shown.contains("Sujets des axes"), "{shown}");
    for lack in ["sans raison donnée", "section absente de la liste", "(sans sujet)"] {
        assert!(!shown.contains(lack), "{lack}\n{shown}");
    }
}

#[test]
fn pages_name_statements_that_exist() {
    let all = statements();
    let known: BTreeSet<&str> = all.iter().map(|one| text(one, "id")).collect();
    let mut named = 0;
    let grid = fs::read_to_string(root().join("grids/sdet/4.1/grille.yaml")).expect("the grid");
    for (name, page) in
        [("besoins", page("besoins.md")), ("sources", page("sources.md")), ("grille.yaml", grid)]
    {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
        for candidate in page.split(|c| !word(c)) {
            let axis = candidate.split('-').next().unwrap_or_default();
            let shaped = candidate.len() == 7 && ["ORG", "FON", "TEC", "JUR"].contains(&axis);
            if shaped {
                assert!(known.contains(candidate), "{name} names {candidate}");
                named += 1;
            }
        }
    }
    assert!(named > 100, "{named} statements named");
}

/// What the grid promises to each of its readers.
#[test]
fn the_grid_serves_every_reader() {
    let all = statements();
    assert!((150..=220).contains(&all.len()), "{} statements", all.len());
    let advice = all.iter().filter(|one| text(one, "modalite").contains("devrait")).count();
    assert!(4 * advice >= all.len(), "{advice} recommendations");
    for key in ["modalite", "sujet", "fondement", "pourquoi"] {
        let lacking: Vec<&str> =
            all.iter().filter(|one| text(one, key).is_empty()).map(|one| text(one, "id")).collect();
        assert!(lacking.is_empty(), "{key}: {lacking:?}");
    }
    let roles: BTreeSet<&str> = all.iter().flat_map(|one| list(one, "concerne")).collect();
    assert_eq!(roles.len(), 8, "{roles:?}");
    for degree in ["1d", "2d"] {
        assert!(all.iter().any(|one| list(one, "degres") == BTreeSet::from([degree])), "{degree}");
        let core = all.iter().filter(|one| {
            one["socle"].as_bool() == Some(true)
                && list(one, "concerne").contains("editeur")
                && list(one, "objets").contains("solution")
                && list(one, "degres").contains(degree)
        });
        let core = core.count();
        assert!((40..=70).contains(&core), "{core} statements of the core in {degree}");
    }
    for (at, pair) in all.windows(2).enumerate() {
        let (one, next) = (text(&pair[0], "id"), text(&pair[1], "id"));
        let number = |id: &str| id[4..].parse::<u32>().expect("a number");
        let follows = one[..3] == next[..3] && number(next) == number(one) + 1;
        assert!(follows || number(next) == 1, "{next} after {one}, at {at}");
    }
}
