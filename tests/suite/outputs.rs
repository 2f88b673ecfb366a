//! Promises on outputs: hostile texts stay text, formats agree, nothing depends on the machine.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use sdet::evidence::{Place, place_of};
use sdet::words::plain_line;
use sdet::yaml::write::double_quoted;
use serde_json::Value;

use crate::support::{TRIAL_AXIS, TRIAL_GRID, run, sdet, stderr, stdout};

/// A text as a path may hold it: no control character, no mark around it.
fn as_path(text: &str) -> String {
    text.trim_matches('\u{feff}').replace(char::is_control, "?")
}

/// A project where one text stands in every field a user can fill.
fn project(folder: &Path, text: &str) {
    let quoted = double_quoted(text);
    let path = double_quoted(&as_path(text));
    fs::create_dir_all(folder.join("grilles/essai/1.0")).expect("a folder");
    fs::write(folder.join("grilles/essai/1.0/grille.yaml"), TRIAL_GRID).expect("a grid");
    fs::write(folder.join("grilles/essai/1.0/technique.yaml"), TRIAL_AXIS).expect("an axis");
    let line = double_quoted(&text.replace(['\n', '\r'], " "));
    let answers = format!(
        r#"format: 1
grille: "essai@1.0"
objet: solution
intitule: {line}
date_evaluation: 2013-06-14
reponses:
  TEC-001:
    statut: partiel
    justification: {quoted}
    commentaire_interne: {quoted}
    derogation: {{ accordee_par: {line}, reference: {line}, motif: {quoted}, echeance: 2014-01-01, compensation: {quoted} }}
    action: {{ libelle: {line}, porteur: {line}, echeance: 2014-01-01 }}
    verification: {{ par: {line}, le: 2013-07-01, avis: infirme, remarque: {quoted} }}
    evalue_par: {line}
  TEC-002:
    statut: conforme
    preuves: [{{ fichier: {path}, page: {line}, type: document, reference: {line} }}]
  TEC-003: {{ statut: non_conforme, justification: {quoted} }}
  TEC-004: {{ statut: sans_objet, justification: {quoted} }}
"#
    );
    fs::write(folder.join("projet.yaml"), answers).expect("a project");
}

const HOSTILE: &[&str] = &[
    "a | b | c",
    "`x`",
    "```\ncode\n```",
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "[lien](javascript:x)",
    "![image](http://x)",
    "# Titre",
    "## 1. Synthèse",
    "- puce\n- puce",
    "1. un\n2. deux",
    "---",
    "===",
    "***gras***",
    "__x__",
    "~~x~~",
    "&lt;b&gt;",
    "&#x41;",
    "\\",
    "fin\\",
    "> cite",
    "http://exemple.fr",
    "www.exemple.fr",
    "a@b.fr",
    "<http://x.fr>",
    "ligne\r\nautre\n\ntroisième",
    "\u{202e}renversé",
    "\u{2066}isolé\u{2069}",
    "\u{1b}[31mrouge\u{1b}[0m",
    "\u{9b}31m",
    "\u{7}cloche",
    "\u{8}\u{8}effacé",
    "| --- | --- |\n| a | b |",
    "[^1]: note",
    "$a$",
    "\u{feff}bom",
    "a\u{2028}b",
    "=1+1",
    "@cmd",
    "+33",
    ":::\ndiv",
    "{{ gabarit }}",
    "<!-- -->",
    "    bloc",
    "\tbloc",
    "[x]: http://y \"t\"",
    "<details>",
    "a  \nb",
    "\u{e0041}étiquette",
];

/// The shape of a Markdown text: its structure without its words.
fn shape(markdown: &str) -> Vec<String> {
    let mut shape = Vec::new();
    for event in Parser::new_ext(markdown, Options::all()) {
        let name = match event {
            Event::Start(Tag::Paragraph) | Event::HardBreak | Event::Text(_) | Event::SoftBreak => {
                continue;
            }
            Event::Start(tag) => format!("{tag:?}"),
            Event::Html(_) | Event::InlineHtml(_) => "HTML".into(),
            Event::Code(_) => "code".into(),
            Event::Rule => "rule".into(),
            Event::FootnoteReference(_) => "footnote".into(),
            Event::InlineMath(_) | Event::DisplayMath(_) => "math".into(),
            Event::TaskListMarker(_) => "task".into(),
            Event::End(_) => continue,
        };
        shape.push(name);
    }
    shape
}

/// The words of a Markdown text, as a reader sees them, on one line.
fn words(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        let inside =
            matches!(event, Event::Start(_) | Event::End(TagEnd::Strong | TagEnd::Emphasis));
        if let Event::Text(text) = event {
            words.push_str(&text);
        } else if !inside {
            words.push(' ');
        }
    }
    one_line(&words)
}

fn one_line(text: &str) -> String {
    plain_line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often words hold a text, as it was written or as a path.
fn occurrences(words: &str, text: &str) -> usize {
    let (written, path) = (one_line(text), one_line(&as_path(text)));
    let paths = if path == written { 0 } else { words.matches(&path).count() };
    words.matches(&written).count() + paths
}

/// Characters that could act on a terminal or turn a line around.
fn acts(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    })
}

#[test]
fn hostile_texts_appear_as_text_in_every_output() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "zébu");
    let options = "--grilles grilles --date 2013-09-30";
    let plain = stdout(&run(folder.path(), &format!("rapport . {options}")));
    let wanted = shape(&plain);
    let times = occurrences(&words(&plain), "zébu");
    assert!(times > 20, "the text stands everywhere: {times}");
    for text in HOSTILE {
        project(folder.path(), text);
        let report = run(folder.path(), &format!("rapport . {options}"));
        assert_eq!(report.status.code(), Some(0), "{text:?}: {}", stderr(&report));
        assert_eq!(
            shape(&stdout(&report)),
            wanted,
            "{text:?} changed the shape of the report\n{}",
            stdout(&report)
        );
        // Of a path that leaves the project, only the last name is printed, in three places.
        let hidden = if place_of(&as_path(text)) == Place::Outside { 3 } else { 0 };
        let found = occurrences(&words(&stdout(&report)), text) + hidden;
        assert!(found >= times, "{text:?} is read {found} times of {times}\n{}", stdout(&report));
        let progress = run(folder.path(), &format!("bilan . {options}"));
        let check = run(folder.path(), &format!("verifier . {options}"));
        let data = run(folder.path(), &format!("rapport . {options} --format json"));
        let remarks = run(folder.path(), &format!("verifier . {options} --diagnostics json"));
        for output in [&report, &progress, &check, &data, &remarks] {
            assert!(!acts(&stdout(output)), "{text:?} acts on standard output");
            assert!(!acts(&stderr(output)), "{text:?} acts on standard error");
        }
        let json: Value = serde_json::from_str(&stdout(&data)).expect("JSON");
        let kept = json["enonces"][0]["justification"].as_str().unwrap_or_default();
        assert_eq!(kept.trim(), text.replace("\r\n", "\n").trim(), "JSON keeps the text as it is");
    }
}

/// The same on the other pages: evidence, declaration, comparison, and the table for spreadsheets.
#[test]
fn hostile_texts_stay_text_on_every_other_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "mot");
    let options = "--grilles grilles --date 2013-09-30 -q";
    run(folder.path(), &format!("rapport . {options} --format json -o avant.json"));
    let lines = [
        format!("preuves . {options}"),
        format!("rapport . {options} --format declaration"),
        format!("comparer avant.json . {options}"),
    ];
    let mut wanted: Vec<Option<Vec<String>>> = vec![None; lines.len()];
    for text in HOSTILE {
        project(folder.path(), text);
        for (line, wanted) in lines.iter().zip(&mut wanted) {
            let output = run(folder.path(), line);
            assert_eq!(output.status.code(), Some(0), "{text:?}: {}", stderr(&output));
            assert!(!acts(&stdout(&output)), "{text:?} acts on standard output");
            let found = shape(&stdout(&output));
            let wanted = wanted.get_or_insert_with(|| found.clone());
            assert_eq!(found, *wanted, "{text:?} changed the shape of {line}\n{}", stdout(&output));
        }
        let csv = stdout(&run(folder.path(), &format!("preuves . {options} --format csv")));
        for cell in csv.trim_start_matches('\u{feff}').split(['\n', ';']) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{text:?} is a formula: {csv}");
        }
        assert!(!acts(&csv.replace(['\r', '\u{feff}'], "")), "{text:?} acts in a spreadsheet");
    }
}

#[test]
fn a_public_report_holds_nothing_internal_in_any_format() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "mot");
    let marked = fs::read_to_string(folder.path().join("projet.yaml")).expect("a project");
    let marked = marked
        .replace("commentaire_interne: \"mot\"", "commentaire_interne: MARQUE")
        .replace("porteur: \"mot\"", "porteur: MARQUE")
        .replace("par: \"mot\", le", "par: MARQUE, le")
        .replace("evalue_par: \"mot\"", "evalue_par: MARQUE")
        .replace("fichier: \"mot\"", "fichier: MARQUE.pdf");
    assert_eq!(marked.matches("MARQUE").count(), 5);
    fs::write(folder.path().join("projet.yaml"), marked).expect("a project");
    for format in ["md", "html", "json"] {
        let line = format!("rapport . --grilles grilles --date 2013-09-30 --format {format}");
        assert!(stdout(&run(folder.path(), &line)).matches("MARQUE").count() > 4, "{format}");
        let public = stdout(&run(folder.path(), &format!("{line} --public")));
        assert!(!public.contains("MARQUE"), "{format}: {public}");
    }
    // A declaration is made to be published: it is always public.
    let line = "rapport . --grilles grilles --date 2013-09-30 --format declaration";
    let declaration = stdout(&run(folder.path(), line));
    assert!(declaration.contains("Exceptions") && !declaration.contains("MARQUE"), "{declaration}");
}

#[test]
fn the_same_bytes_whatever_the_machine() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "mot");
    for line in [
        "rapport .",
        "rapport . --format html",
        "rapport . --format json",
        "rapport . --format declaration",
        "preuves .",
        "preuves . --format csv",
        "bilan .",
        "verifier .",
        "grille montrer essai@1.0",
    ] {
        let line = format!("{line} --grilles grilles --date 2013-09-30");
        let reference = run(folder.path(), &line);
        for (zone, locale, term, columns) in [
            ("UTC", "C", "dumb", "20"),
            ("America/Los_Angeles", "fr_FR.UTF-8", "xterm-256color", "300"),
            ("Asia/Tokyo", "ar_EG.UTF-8", "vt100", "80"),
        ] {
            let words = crate::support::words(&line);
            let other = sdet(folder.path())
                .args(words)
                .env("TZ", zone)
                .env("LANG", locale)
                .env("LC_ALL", locale)
                .env("TERM", term)
                .env("COLUMNS", columns)
                .output()
                .expect("the program runs");
            assert_eq!(stdout(&other), stdout(&reference), "{line} under {zone} {locale}");
            assert_eq!(stderr(&other), stderr(&reference), "{line} under {zone} {locale}");
        }
    }
}

#[test]
fn markdown_json_and_exit_code_agree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), "mot");
    let options = "--grilles grilles --date 2013-09-30";
    let markdown = stdout(&run(folder.path(), &format!("rapport . {options}")));
    let json = stdout(&run(folder.path(), &format!("rapport . {options} --format json")));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let phrase = json["synthese"]["mention"]["phrase"].as_str().expect("a mention");
    let (label, scope) = phrase.split_once(" — ").expect("a label and a scope");
    assert!(markdown.contains(&format!("**{label}** — {scope}.")), "{phrase}");
    let rate = &json["synthese"]["exigences"]["taux"];
    let french = rate["pct"].as_str().expect("a percentage").replace('.', ",");
    let cell = format!("{french}\u{a0}% ({} sur {})", rate["num"], rate["den"]);
    assert!(markdown.contains(&cell), "{cell}");
    let code = json["synthese"]["mention"]["code"].as_str().expect("a code");
    let reached = run(folder.path(), &format!("rapport . {options} --exiger {code}"));
    assert_eq!(reached.status.code(), Some(0), "the mention reaches itself");
    let missed = run(folder.path(), &format!("rapport . {options} --exiger conforme"));
    assert_eq!(missed.status.code(), Some(1));
}
