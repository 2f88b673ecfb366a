//! The documentation says what the program does: tables made from the code, cards of codes,
//! exit codes, commands and what they print.
//!
//! `SDET_DOCS=write cargo test --test suite docs` writes the tables; the rest is written by hand.

use std::fs;
use std::path::{Path, PathBuf};

use sdet::cli::Exit;
use sdet::diagnostic::{Code, Severity};
use sdet::words::{Word, fr, tables};
use sdet::yaml::shape::{Presence, Shape};

use crate::support::{copy, folders, root, run, stderr, stdout};

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).expect("the page exists")
}

/// The tables of keys, by the name they have in the pages.
fn shapes() -> Vec<(&'static str, &'static Shape)> {
    use sdet::{answers, extract, grid, market};
    vec![
        ("GRID", &grid::keys::GRID),
        ("ORIGIN", &grid::keys::ORIGIN),
        ("DOCUMENT", &grid::keys::DOCUMENT),
        ("SECTION", &grid::keys::SECTION),
        ("REPLACEMENT", &grid::keys::REPLACEMENT),
        ("AXIS", &grid::keys::AXIS),
        ("SCALE", &grid::keys::SCALE),
        ("AXIS_FILE", &grid::keys::AXIS_FILE),
        ("SUBJECT", &grid::keys::SUBJECT),
        ("STATEMENT", &grid::keys::STATEMENT),
        ("CITATION", &grid::keys::CITATION),
        ("MOVES", &grid::keys::MOVES),
        ("MOVE", &grid::keys::MOVE),
        ("EXCERPT", &grid::keys::EXCERPT),
        ("RULES", &extract::keys::RULES),
        ("RULE", &extract::keys::RULE),
        ("PROJECT", &answers::keys::PROJECT),
        ("SCOPE", &answers::keys::SCOPE),
        ("ANSWERS", &answers::keys::ANSWERS),
        ("ANSWER", &answers::keys::ANSWER),
        ("OLD_ANSWER", &answers::keys::OLD_ANSWER),
        ("PIECE", &answers::keys::PIECE),
        ("WAIVER", &answers::keys::WAIVER),
        ("ACTION", &answers::keys::ACTION),
        ("VERIFICATION", &answers::keys::VERIFICATION),
        ("MARKET", &market::keys::MARKET),
        ("WEIGHTS", &market::keys::WEIGHTS),
        ("AXIS_WEIGHT", &market::keys::AXIS_WEIGHT),
        ("COMPLEMENTS", &market::keys::COMPLEMENTS),
        ("COMPLEMENT", &market::keys::COMPLEMENT),
        ("MARKET_WAIVER", &market::keys::MARKET_WAIVER),
        ("APPRAISAL", &market::keys::APPRAISAL),
        ("WHOLESALE", &market::keys::WHOLESALE),
        ("ENTRY", &market::keys::ENTRY),
    ]
}

fn keys_table(shape: &Shape) -> String {
    let mut out = String::from("| Clé | Présence | Valeur | Sens |\n| --- | --- | --- | --- |\n");
    for key in shape.keys {
        let presence = match key.presence {
            Presence::Required => "obligatoire".into(),
            Presence::Optional => "facultative".into(),
            Presence::Default(value) => format!("par défaut : {value}"),
        };
        let cells = [presence, key.kind.expected(), key.meaning.to_owned()];
        let cells = cells.map(|cell| fr(&cell).replace('|', "\\|"));
        out.push_str(&format!("| `{}` | {} |\n", key.name, cells.join(" | ")));
    }
    out
}

fn words_table(words: &[Word]) -> String {
    let mut out = String::from(
        "| Mot | Libellé | Autres écritures lues | Sens |\n| --- | --- | --- | --- |\n",
    );
    for word in words {
        let others = word.synonyms.join(", ");
        out.push_str(&format!(
            "| `{}` | {} | {others} | {} |\n",
            word.key,
            word.label,
            fr(word.meaning)
        ));
    }
    out
}

/// Holds every `<!-- kind: NAME -->` table of a page equal to what the code gives.
fn hold_tables(name: &str, kind: &str, tables: &[(String, String)]) -> Vec<String> {
    let text = page(name);
    let mut held = text.clone();
    let mut seen = Vec::new();
    for (table, wanted) in tables {
        let mark = format!("<!-- {kind}: {table} -->\n");
        let Some(start) = held.find(&mark).map(|at| at + mark.len()) else {
            continue;
        };
        let end = held[start..].find("<!-- fin -->").expect("a table ends") + start;
        held.replace_range(start..end, &format!("\n{wanted}\n"));
        seen.push(table.clone());
    }
    if std::env::var_os("SDET_DOCS").is_some_and(|value| value == "write") {
        fs::write(root().join("docs").join(name), &held).expect("the page is written");
    } else {
        assert!(held == text, "{name} differs from the code; SDET_DOCS=write rewrites its tables");
    }
    seen
}

#[test]
fn tables_of_keys_are_those_of_the_readers() {
    let wanted: Vec<(String, String)> =
        shapes().into_iter().map(|(name, shape)| (name.to_owned(), keys_table(shape))).collect();
    let mut seen = hold_tables("format-grille.md", "cles", &wanted);
    seen.extend(hold_tables("format-projet.md", "cles", &wanted));
    seen.extend(hold_tables("extraction.md", "cles", &wanted));
    seen.extend(hold_tables("format-marche.md", "cles", &wanted));
    for (name, _) in wanted {
        assert!(seen.contains(&name), "no page shows the keys of {name}");
    }
}

#[test]
fn the_glossary_has_every_word() {
    let wanted: Vec<(String, String)> = tables()
        .into_iter()
        .map(|(subject, words)| (subject.to_owned(), words_table(words)))
        .collect();
    let seen = hold_tables("glossaire.md", "mots", &wanted);
    for (subject, _) in wanted {
        assert!(seen.contains(&subject), "docs/glossaire.md has no table for « {subject} »");
    }
}

fn codes_table() -> String {
    let mut out = String::from("| Code | Gravité | Titre |\n| --- | --- | --- |\n");
    for code in Code::ALL {
        let title = fr(code.title()).replace('|', "\\|");
        out.push_str(&format!("| {} | {} | {title} |\n", code.id(), code.severity().label()));
    }
    out
}

#[test]
fn every_code_has_its_card() {
    let seen = hold_tables("diagnostics.md", "codes", &[("liste".into(), codes_table())]);
    assert_eq!(seen, ["liste"]);
    let text = page("diagnostics.md");
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    let wanted: Vec<String> =
        Code::ALL.iter().map(|code| format!("## {} — {}", code.id(), fr(code.title()))).collect();
    assert_eq!(headings, wanted);
    for (code, card) in Code::ALL.iter().zip(text.split("\n## ").skip(1)) {
        let severity = fr(&format!("Gravité : {}.", code.severity().label()));
        assert!(card.contains(&severity), "{} : {severity}", code.id());
        assert!(card.contains("Que faire"), "{} says not what to do", code.id());
    }
}

/// Statements in force per axis, level and basis.
fn counts_table(axes: &[(&str, &str)]) -> String {
    let mut out = String::from(
        "| Axe | Exigences | Recommandations | Texte | Version voisine | Texte lié | Reconstitution |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut total = [0; 6];
    for (title, file) in axes {
        let text = fs::read_to_string(root().join("grids/sdet/4.1").join(file)).expect("an axis");
        let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        let row = [
            count("    modalite: doit") + count("    modalite: ne_doit_pas"),
            count("    modalite: devrait") + count("    modalite: ne_devrait_pas"),
            count("    fondement: texte") - count("    fondement: texte_lie"),
            count("    fondement: version_voisine"),
            count("    fondement: texte_lie"),
            count("    fondement: reconstitution"),
        ];
        for (sum, number) in total.iter_mut().zip(row) {
            *sum += number;
        }
        out.push_str(&format!("| {title} | {} |\n", row.map(|n| n.to_string()).join(" | ")));
    }
    out + &format!("| **Ensemble** | {} |\n", total.map(|n| n.to_string()).join(" | "))
}

/// The grid itself agrees with the counts of the page, through the program.
#[test]
fn the_counts_of_sources_are_those_of_the_grid() {
    let axes = [
        ("Organisationnel", "organisationnel.yaml"),
        ("Fonctionnel", "fonctionnel.yaml"),
        ("Technique", "technique.yaml"),
        ("Juridique", "juridique.yaml"),
    ];
    let seen = hold_tables("sources.md", "comptes", &[("sdet".into(), counts_table(&axes))]);
    assert_eq!(seen, ["sdet"]);
    let shown = stdout(&run(&root(), "grille montrer sdet@4.1"));
    let total = counts_table(&axes);
    let numbers: Vec<&str> = total.lines().last().unwrap_or_default().split(" | ").collect();
    let counts = format!(
        "texte de la version\u{a0}: {}, version voisine\u{a0}: {}, texte lié\u{a0}: {}, reconstitution\u{a0}: {}",
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6].trim_end_matches(" |")
    );
    assert!(shown.contains(&counts), "{counts}\n{}", shown.lines().take(6).collect::<String>());
}

/// Codes that a folder under git cannot provoke, and the test that does.
const ELSEWHERE: &[(&str, &str)] = &[
    ("F706", "links_among_answers_are_refused"),
    ("F711", "a_piece_that_changes_meanwhile_stops_the_archive"),
    ("P309", "evidence_is_judged_on_what_is_there"),
    ("T602", "bombs_and_giants_are_refused"),
    ("T614", "what_must_be_said_names_the_cell"),
    ("T615", "what_must_be_said_names_the_cell"),
    ("T623", "what_must_be_said_names_the_cell"),
    ("X507", "a_draft_too_large_to_be_read_back_is_refused"),
];

#[test]
fn every_code_has_a_case() {
    let cases = folders(&root().join("tests/cases"));
    let expected: String = cases
        .iter()
        .map(|case| fs::read_to_string(case.join("expected")).expect("a case has an expected file"))
        .collect();
    for code in Code::ALL {
        let shown = format!("{}[{}]", code.severity().label(), code.id());
        let strict = format!("{}[{}]", Severity::Error.label(), code.id());
        let here = expected.contains(&shown) || expected.contains(&strict);
        let elsewhere = ELSEWHERE.iter().any(|(id, _)| *id == code.id());
        assert!(here || elsewhere, "no case shows {}", code.id());
    }
}

#[test]
fn the_guide_has_the_table_of_exit_codes() {
    let guide = page("guide.md");
    for (exit, meaning) in Exit::ALL {
        let row = format!("| {} | {} |", exit.code(), fr(meaning));
        assert!(guide.contains(&row), "docs/guide.md lacks « {row} »");
    }
}

/// The excerpt of the README stands in the committed report.
#[test]
fn the_excerpt_of_the_readme_is_real() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let report =
        fs::read_to_string(root().join("examples/ent-lycees/rapport.md")).expect("a report");
    let excerpt: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("> ")).skip(1).collect();
    assert!(excerpt.len() > 8, "an excerpt");
    for line in excerpt {
        assert!(report.contains(line), "not in the report: {line}");
    }
}

/// The files of a page, each under a mark that names it.
fn files_shown(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split("<!-- fichier: ").skip(1);
    let file = parts.map(|part| part.split_once(" -->\n\n```yaml\n").expect("a file"));
    file.map(|(name, rest)| (name, rest.split("```").next().unwrap_or_default())).collect()
}

/// The complete examples of the two pages on formats give what the pages say, to the letter.
#[test]
fn the_complete_examples_give_what_their_pages_say() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = ["format-grille.md", "format-projet.md"].map(page);
    for (name, content) in pages.iter().flat_map(|text| files_shown(text)) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    let pieces = folder.path().join("mon-service/preuves");
    fs::create_dir_all(&pieces).expect("a folder");
    for name in ["arrete-nomination.txt", "audit-accessibilite.txt"] {
        fs::write(pieces.join(name), "x").expect("a piece");
    }
    let plain = |text: &str| text.replace('\u{a0}', " ");
    let said = plain(&pages.join(" "));
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let options = "--grilles mes-grilles --date 2013-09-30";
    for (line, remarks) in [
        ("grille verifier mes-grilles/exemple/1.0 --strict", vec![]),
        ("verifier mon-service", vec!["note[P308]"]),
        ("bilan mon-service", vec![]),
    ] {
        let output = run(folder.path(), &format!("{line} {options}"));
        assert_eq!(output.status.code(), Some(0), "{line}: {}", stderr(&output));
        let printed = plain(&stdout(&output));
        let mention = printed.lines().find_map(|line| line.strip_prefix("Mention : "));
        let answer = mention.unwrap_or(printed.trim());
        assert!(said.contains(&format!("« {answer} »")), "{line}: {answer}");
        let errors = stderr(&output);
        let found: Vec<&str> = errors
            .lines()
            .filter_map(|line| line.split_once("]: "))
            .map(|(code, _)| code)
            .collect();
        let found: Vec<String> = found.iter().map(|code| format!("{code}]")).collect();
        assert_eq!(found, remarks, "{line}");
    }
}

/// No page was left with a place to fill.
#[test]
fn no_page_is_unfinished() {
    let pages = fs::read_dir(root().join("docs")).expect("docs");
    let pages = pages.map(|entry| entry.expect("an entry").path());
    let unfinished = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        ["@@", "TODO", "XXX"].iter().any(|mark| text.contains(mark))
    };
    assert_eq!(pages.filter(unfinished).collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

/// A command shown in a page, and the lines it is said to print.
struct Shown {
    command: String,
    lines: Vec<String>,
}

/// The commands of the ```console blocks of a page, in order.
fn commands(text: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            found.push(Shown { command: command.to_owned(), lines: Vec::new() });
        } else if let Some(shown) = found.last_mut().filter(|_| inside) {
            shown.lines.push(line.to_owned());
        }
    }
    found
}

/// Whether what was printed is what the page shows; a line « … » stands for any lines.
fn agrees(shown: &[String], printed: &str) -> bool {
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let mut rest = lines.as_slice();
    let parts: Vec<&[String]> = shown.split(|line| line.trim() == "…").collect();
    for (at, part) in parts.iter().enumerate() {
        let same = |window: &[&str]| window.iter().zip(*part).all(|(a, b)| *a == b.trim_end());
        let found = match at {
            0 => (rest.len() >= part.len() && same(&rest[..part.len()])).then_some(0),
            _ => rest.windows(part.len().max(1)).position(same).or(part.is_empty().then_some(0)),
        };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty() || shown.last().is_some_and(|line| line.trim() == "…")
}

#[test]
fn commands_shown_print_what_is_shown() {
    let mut pages: Vec<PathBuf> = fs::read_dir(root().join("docs"))
        .expect("docs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.push(root().join("README.md"));
    pages.sort();
    let mut wrong = Vec::new();
    for path in pages {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&root().join("examples"), &folder.path().join("examples"));
        copy(&root().join("grids"), &folder.path().join("grids"));
        let text = fs::read_to_string(&path).expect("a page");
        for shown in commands(&text) {
            wrong.extend(try_out(&path, folder.path(), &shown));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn try_out(page: &Path, folder: &Path, shown: &Shown) -> Option<String> {
    let line = shown.command.replace("cargo run --release -- ", "sdet ");
    let Some(arguments) = line.strip_prefix("sdet ") else {
        return Some(format!("{} : only sdet can be run: {line}", page.display()));
    };
    let output = run(folder, arguments);
    let printed = stdout(&output) + &stderr(&output);
    (!agrees(&shown.lines, &printed))
        .then(|| format!("{} : $ {}\n--- printed\n{printed}", page.display(), shown.command))
}
