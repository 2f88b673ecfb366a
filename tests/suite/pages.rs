//! The promises of HTML pages, on what a real HTML reader makes of them. What only a browser can
//! tell is in `tests/web/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::{local_name, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use sdet::yaml::write::double_quoted;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{run, stderr, stdout};

/// A page as it was read.
struct Read {
    /// Each element with the names of its attributes, in document order.
    elements: Vec<String>,
    /// Every attribute: element, name, value.
    attributes: Vec<(String, String, String)>,
    /// All the text of the body.
    text: String,
    /// The contents of the elements of a name.
    contents: Vec<(String, String)>,
    /// What the reader had to mend.
    errors: Vec<String>,
}

impl Read {
    fn of(page: &str) -> Self {
        let options = ParseOpts::default();
        let dom = parse_document(RcDom::default(), options).one(page);
        let mut read = Self {
            elements: Vec::new(),
            attributes: Vec::new(),
            text: String::new(),
            contents: Vec::new(),
            errors: dom.errors.borrow().iter().map(ToString::to_string).collect(),
        };
        read.walk(&dom.document, false);
        read
    }

    fn walk(&mut self, node: &Handle, inside_body: bool) {
        let mut inside = inside_body;
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let mut shape = name.local.to_string();
                for attribute in attrs.borrow().iter() {
                    let (key, value) =
                        (attribute.name.local.to_string(), attribute.value.to_string());
                    // A cell says by a class that one of its words is long.
                    if value != "c" {
                        shape.push_str(&format!(" {key}"));
                    }
                    self.attributes.push((name.local.to_string(), key, value));
                }
                self.elements.push(shape);
                inside |= name.local == local_name!("main") || name.local == local_name!("header");
                if ["script", "style", "title", "h1"].contains(&&*name.local) {
                    self.contents.push((name.local.to_string(), words(node)));
                }
            }
            NodeData::Text { contents } if inside => self.text.push_str(&contents.borrow()),
            NodeData::Comment { .. } => self.elements.push("comment".into()),
            NodeData::Document
            | NodeData::Doctype { .. }
            | NodeData::Text { .. }
            | NodeData::ProcessingInstruction { .. } => {}
        }
        for child in node.children.borrow().iter() {
            self.walk(child, inside);
        }
    }

    fn content(&self, name: &str) -> Vec<&str> {
        let found = self.contents.iter().filter(|(one, _)| one == name);
        found.map(|(_, text)| text.as_str()).collect()
    }
}

fn words(node: &Handle) -> String {
    let mut text = String::new();
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    for child in node.children.borrow().iter() {
        text.push_str(&words(child));
    }
    text
}

/// A text between quotes, as YAML takes it: what YAML may not hold as it is is written by number.
fn quoted(text: &str) -> String {
    let characters = double_quoted(text).chars().map(String::from).collect::<Vec<_>>();
    let numbered = characters.iter().map(|one| match one.chars().next() {
        Some(c) if u32::from(c) & 0xFFFE == 0xFFFE => format!("\\U{:08X}", u32::from(c)),
        _ => one.clone(),
    });
    numbered.collect()
}

/// A project and its grid, where one text stands in every field that takes one.
fn project(folder: &Path, text: &str) {
    let many = quoted(text);
    let one = quoted(&text.replace(['\n', '\r'], " "));
    // A control character in a path is an error of its own.
    let path = quoted(&text.replace(char::is_control, "?"));
    let modal =
        |verb: &str| quoted(&format!("La solution {verb} {}", text.replace(['\n', '\r'], " ")));
    let (must, should) = (modal("doit"), modal("devrait"));
    let grids = folder.join("grilles/essai/1.0");
    fs::create_dir_all(&grids).expect("a folder");
    let head = format!(
        r#"format: 1
id: essai
version: "1.0"
titre: {one}
etat: brouillon
date: 2013-01-01
source: {{ titre: {one}, editeur: {one}, version: {one}, licence: {one} }}
note_axes: {one}
axes: [{{ id: TEC, titre: {one}, fichier: technique.yaml }}]
"#
    );
    fs::write(grids.join("grille.yaml"), head).expect("a grid");
    let axis = format!(
        r#"enonces:
  - {{ id: TEC-001, modalite: doit, enonce: {must}, fondement: reconstitution, critique: true, pourquoi: {many} }}
  - {{ id: TEC-002, modalite: doit, enonce: {must}, fondement: reconstitution, preuves_attendues: [document] }}
  - {{ id: TEC-003, modalite: devrait, enonce: {should}, fondement: reconstitution }}
  - {{ id: TEC-004, modalite: doit, enonce: {must}, fondement: reconstitution, sans_objet_si: {one} }}
  - {{ id: TEC-005, modalite: doit, enonce: {must}, fondement: reconstitution }}
"#
    );
    fs::write(grids.join("technique.yaml"), axis).expect("an axis");
    let answers = format!(
        r#"format: 1
grille: "essai@1.0"
objet: solution
intitule: {one}
date_evaluation: 2013-06-14
reponses:
  TEC-001:
    statut: partiel
    justification: {many}
    commentaire_interne: {many}
    derogation: {{ accordee_par: {one}, reference: {one}, motif: {many}, echeance: 2014-01-01, compensation: {many} }}
    action: {{ libelle: {one}, porteur: {one}, echeance: 2014-01-01 }}
    verification: {{ par: {one}, le: 2013-07-01, avis: infirme, remarque: {many} }}
    evalue_par: {one}
  TEC-002:
    statut: conforme
    preuves: [{{ fichier: {path}, page: {one}, type: document, reference: {one} }}, {{ reference: {one} }}]
    derogation: {{ accordee_par: {one}, motif: {many} }}
  TEC-003: {{ statut: non_conforme, justification: {many} }}
  TEC-004: {{ statut: sans_objet, justification: {many} }}
  TEC-005: {{ statut: sans_objet, justification: {many} }}
"#
    );
    fs::write(folder.join("projet.yaml"), answers).expect("a project");
}

const OPTIONS: &str = "--grilles grilles --date 2013-09-30";

fn page(folder: &Path, more: &str) -> String {
    let output = run(folder, &format!("rapport . {OPTIONS} --format html -q {more}"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// Texts that try to become something else, in every way a page could be got at.
const CORPUS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.fr/a.js></SCRIPT>",
    "<script>/*",
    "*/</script><script>alert(1)//",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</main></body></html><h1>Autre page</h1>",
    "</td></tr></table><p>dehors</p>",
    "</blockquote></section></main>",
    "</li></ul>",
    "</h1><h1>",
    "</bdi><b>gras</b>",
    "</svg><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style>*{display:none}</style></svg>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    "<img src=\"x\" onerror=\"alert(1)\">",
    "<image href=x>",
    "<video src=x onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//x.fr/a.css>",
    "<style>body{display:none}</style>",
    "<style>@import '//x.fr/a.css';</style>",
    "<base href=//x.fr/>",
    "<meta http-equiv=refresh content='0;url=//x.fr'>",
    "<meta charset=utf-7>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<form action=//x.fr><input name=a><button>ok</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<body onload=alert(1)>",
    "<html lang=en>",
    "<head><title>x</title></head>",
    "<a href=javascript:alert(1)>lien</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>lien</a>",
    "[lien](javascript:alert(1))",
    "![image](http://x.fr/a.png)",
    "http://x.fr",
    "www.x.fr",
    "a@x.fr",
    "<http://x.fr>",
    "<!-- commentaire -->",
    "<!--",
    "-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE html>",
    "<?xml version='1.0'?>",
    "<?php echo 1 ?>",
    "<% 1 %>",
    "{{ 7*7 }}",
    "${7*7}",
    "#{7*7}",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext>",
    "<table><tr><td>x",
    "<select><option>x",
    "<p>",
    "</p>",
    "<br>",
    "<hr>",
    "<b>gras",
    "<u style=position:fixed;inset:0>couvre</u>",
    "<div id=contenu>",
    "<div id=outils>",
    "<a name=s1>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "` onmouseover=alert(1)",
    "\\\"><script>alert(1)</script>",
    "x\" autofocus onfocus=\"alert(1)\" y=\"",
    "\"}</style><script>alert(1)</script>",
    "\"}@page{size:1px}body{display:none",
    "\\22 }body{display:none}",
    "url(javascript:alert(1))",
    "expression(alert(1))",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "&#60;script&#62;",
    "&#x3c;b&#x3e;",
    "&#0;",
    "&#xD800;",
    "&#x80;",
    "&NotEqualTilde;",
    "&lt",
    "&",
    "&&&",
    "<",
    ">",
    "<<<>>>",
    "< script >",
    "<\u{0}script>alert(1)</script>",
    "<scr\u{0}ipt>",
    "<\u{200b}script>",
    "\u{ff1c}script\u{ff1e}",
    "**gras** `code`",
    "**",
    "`",
    "***a**b*",
    "§1 §9.1 §99",
    "§",
    "TEC-001",
    "SDET ENT SHA-256",
    "\u{1}\u{2}",
    "\u{3}TEC-001\u{4}",
    "\u{2}<script>alert(1)</script>\u{1}",
    "\u{4}<script>alert(1)</script>\u{3}",
    "\u{202e}renversé",
    "\u{2066}isolé",
    "\u{2069}\u{2069}",
    "\u{5d0}\u{5d1}\u{5d2} \u{645}\u{631}\u{62d}\u{628}\u{627}",
    "\u{1b}[31mrouge",
    "\u{7}\u{8}\u{c}",
    "\u{9b}31m",
    "\u{85}\u{9f}",
    "\u{fdd0}\u{fffe}\u{1ffff}\u{10ffff}",
    "\u{feff}bom",
    "a\u{2028}b\u{2029}c",
    "\u{e0041}étiquette",
    "\u{1f469}\u{200d}\u{1f4bb} \u{1f1eb}\u{1f1f7} \u{2764}\u{fe0f}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "ligne\nautre",
    "ligne\r\nautre\n\n\ntroisième",
    "\n\n<script>\n\nalert(1)\n\n</script>\n\n",
    "    retrait\n\ttabulation",
    "- puce\n- puce",
    "| a | b |\n| --- | --- |",
    "=== \n---",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "0000000000000000000000000000000000000000000000000000000000000000",
];

/// A text of plain words that has the lines of another.
fn plain_like(text: &str) -> String {
    let lines = text.split('\n').map(|line| if line.trim().is_empty() { "" } else { "mot" });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_text_changes_the_elements_of_a_page() {
    assert!(CORPUS.len() >= 100);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut plains: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in CORPUS {
        let plain = plains.entry(plain_like(text)).or_insert_with_key(|words| {
            project(folder.path(), words);
            let plain = Read::of(&page(folder.path(), ""));
            assert_eq!(plain.errors, Vec::<String>::new(), "a page of plain words");
            plain.elements
        });
        project(folder.path(), text);
        let read = Read::of(&page(folder.path(), ""));
        assert_eq!(read.errors, Vec::<String>::new(), "{text:?}");
        let first = read.elements.iter().zip(plain.iter()).find(|(one, other)| one != other);
        assert_eq!(first, None, "{text:?} changed the elements of the page");
        assert_eq!(read.elements.len(), plain.len(), "{text:?}");
        // The text is there, as it was written, wherever it was put.
        let shown = |line: &str| {
            let kept = |c: char| {
                if u32::from(c) & 0xFFFE == 0xFFFE || ('\u{fdd0}'..='\u{fdef}').contains(&c) {
                    '\u{fffd}'
                } else {
                    c
                }
            };
            sdet::words::plain_line(line.trim()).chars().map(kept).collect::<String>()
        };
        let title = shown(&text.replace(['\n', '\r'], " "));
        assert!(read.content("title")[0].contains(&title), "{text:?} is lost in the title");
        assert!(read.content("h1")[0].contains(&title), "{text:?} is lost in the heading");
        for line in text.lines() {
            let found = read.text.matches(shown(line).as_str()).count();
            assert!(found >= 10, "{text:?} stands {found} times in the page");
        }
    }
}

/// What a page forbids covers what it holds: nothing else is asked for, and the policy lets just
/// its own style and script through.
#[test]
fn a_page_needs_nothing_and_forbids_everything() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for text in ["mot", "\"}</style><script>alert(1)</script>"] {
        project(folder.path(), text);
        let page = page(folder.path(), "");
        let read = Read::of(&page);
        let policy = read.attributes.iter().find(|(element, name, value)| {
            element == "meta" && name == "content" && value.contains("default-src")
        });
        let (.., policy) = policy.expect("a policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for directive in ["base-uri 'none'", "form-action 'none'"] {
            assert!(policy.contains(directive), "{policy}");
        }
        let hash =
            |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
        let styles: Vec<String> = read.content("style").into_iter().map(hash).collect();
        let scripts: Vec<String> = read.content("script").into_iter().map(hash).collect();
        assert_eq!(scripts.len(), 1);
        assert!(policy.contains(&format!("style-src {};", styles.join(" "))), "{policy}");
        assert!(policy.contains(&format!("script-src {};", scripts.join(" "))), "{policy}");
        for (element, name, value) in &read.attributes {
            assert!(
                name != "src" && name != "style" && !name.starts_with("on"),
                "{element} {name}"
            );
            assert!(name != "href" || value.starts_with('#'), "{element} {name}={value}");
        }
        let styled = read.content("style").concat();
        assert!(!styled.contains("@import") && !styled.contains("url(h"), "an outside resource");
    }
}

/// Every link leads somewhere, every identifier is borne once, every reference to one is met.
#[test]
fn links_and_identifiers_meet() {
    let page = run(
        &crate::support::root(),
        "rapport examples/ent-lycees --date 2013-09-30 -q --format html",
    );
    let read = Read::of(&stdout(&page));
    let values = |name: &str| {
        let found = read.attributes.iter().filter(move |(_, one, _)| one == name);
        found.map(|(.., value)| value.clone()).collect::<Vec<String>>()
    };
    let ids = values("id");
    let known: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "an identifier is borne twice");
    for link in values("href") {
        assert!(known.contains(&link[1..].to_owned()), "{link} leads nowhere");
    }
    for list in values("aria-labelledby") {
        for id in list.split(' ') {
            assert!(known.contains(&id.to_owned()), "{id} names nothing");
        }
    }
    assert_eq!(read.elements.iter().filter(|one| one.starts_with("h1")).count(), 1);
    for (element, name, value) in &read.attributes {
        assert!(
            element != "th"
                || name != "scope"
                || ["col", "row", "rowgroup"].contains(&value.as_str())
        );
    }
    let count =
        |name: &str| read.elements.iter().filter(|one| one.split(' ').next() == Some(name)).count();
    assert_eq!(count("table"), count("caption"), "a table without caption");
    let pictures = read
        .attributes
        .iter()
        .filter(|(element, name, value)| element == "svg" && name == "role" && value == "img");
    assert_eq!(pictures.count(), count("desc"), "a picture without its figures in words");
}

/// The words of a page: without marks, spaces made one.
fn squeezed(text: &str) -> String {
    text.split(|c: char| c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every cell and every sentence of the Markdown is in the page, and the JSON says the same.
#[test]
fn markdown_json_and_html_agree() {
    for (project, date) in [
        ("examples/ent-lycees", "2013-09-30"),
        ("examples/solution-editeur", "2013-10-15"),
        ("examples/commune-1d/ecoles.yaml", "2013-09-30"),
    ] {
        let root = crate::support::root();
        let line = |format: &str| format!("rapport {project} --date {date} -q --format {format}");
        let page = Read::of(&stdout(&run(&root, &line("html"))));
        let html = squeezed(&page.text);
        let markdown = stdout(&run(&root, &line("md")));
        let mut at = 0;
        for piece in pieces(&markdown) {
            // In the same order: each piece stands after the one before.
            let found = html[at..].find(&piece);
            assert!(
                found.is_some(),
                "{project}: {piece:?} is not in the page, or not in its place"
            );
            at += found.unwrap_or_default() + piece.len();
        }
        let json: Value = serde_json::from_str(&stdout(&run(&root, &line("json")))).expect("JSON");
        let phrase = json["synthese"]["mention"]["phrase"].as_str().expect("a mention");
        assert!(html.contains(&squeezed(phrase)), "{phrase}");
        let statements = json["enonces"].as_array().expect("statements");
        let articles: Vec<&(String, String, String)> = page
            .attributes
            .iter()
            .filter(|(element, name, _)| {
                element == "article" && (name == "id" || name == "data-statut")
            })
            .collect();
        assert_eq!(articles.len(), 2 * statements.len());
        for (pair, statement) in articles.chunks(2).zip(statements) {
            assert_eq!(statement["id"], pair[0].2.as_str());
            assert_eq!(statement["compte_comme"], pair[1].2.as_str());
        }
        for level in ["exigences", "recommandations"] {
            let rate = &json["synthese"][level]["taux"];
            let french = rate["pct"].as_str().expect("a percentage").replace('.', ",");
            let shown = format!("{french} % ({} sur {})", rate["num"], rate["den"]);
            assert!(html.contains(&shown), "{shown}");
        }
    }
}

/// The texts of a Markdown page, piece by piece: paragraphs, headings, items and cells.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever is not text ends a piece or is none")]
fn pieces(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => piece.push_str(&text),
            Event::SoftBreak | Event::HardBreak => piece.push(' '),
            Event::Start(pulldown_cmark::Tag::Strong)
            | Event::End(pulldown_cmark::TagEnd::Strong) => {}
            _ => {
                // A sentence that presents a table becomes its caption, without its colon.
                let text = squeezed(&piece);
                let text = text.trim_end_matches(':').trim_end();
                if !text.is_empty() {
                    pieces.push(text.to_owned());
                }
                piece.clear();
            }
        }
    }
    pieces
}

/// A grid and a project of many statements, all answered at length.
fn large(folder: &Path, statements: usize) {
    let grids = folder.join("grilles/essai/1.0");
    fs::create_dir_all(&grids).expect("a folder");
    fs::write(grids.join("grille.yaml"), crate::support::TRIAL_GRID).expect("a grid");
    let (mut axis, mut answers) = (String::from("enonces:\n"), String::new());
    for at in 1..=statements {
        let verb = if at % 4 == 0 { "devrait" } else { "doit" };
        axis.push_str(&format!(
            "  - {{ id: TEC-{at:04}, modalite: {verb}, enonce: \"La solution {verb} permettre à chaque usager, selon son profil, de retrouver ses travaux numéro {at}.\", fondement: reconstitution }}\n"
        ));
        let status = ["conforme", "conforme", "partiel", "non_conforme", "sans_objet"][at % 5];
        answers.push_str(&format!(
            "  TEC-{at:04}:\n    statut: {status}\n    justification: \"Essai du 14 juin sur deux établissements pilotes : le comportement attendu a été constaté pour chaque profil.\"\n    evalue_par: Responsable qualité\n"
        ));
    }
    fs::write(grids.join("technique.yaml"), axis).expect("an axis");
    let head = "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n";
    fs::write(folder.join("projet.yaml"), format!("{head}{answers}")).expect("a project");
}

#[test]
fn two_thousand_statements_stay_under_three_megabytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    large(folder.path(), 2_000);
    let page = page(folder.path(), "");
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert_eq!(
        Read::of(&page).elements.iter().filter(|one| one.starts_with("article")).count(),
        2_000
    );
}

#[test]
fn long_texts_and_single_statements_make_whole_pages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    project(folder.path(), &"mot très long ".repeat(60_000 / 14));
    let read = Read::of(&page(folder.path(), ""));
    assert_eq!(read.errors, Vec::<String>::new());
    large(folder.path(), 1);
    let read = Read::of(&page(folder.path(), ""));
    assert_eq!(read.errors, Vec::<String>::new());
    assert!(read.text.contains("TEC-0001"));
    let filtered = Read::of(&page(folder.path(), "--axe TEC"));
    assert!(filtered.text.contains("Vue partielle"));
}
