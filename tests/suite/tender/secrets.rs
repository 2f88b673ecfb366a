//! Markers planted in every text of every offer and appraisal, in file names and folder names: each
//! may appear where [`ALLOWED`] says, and nowhere else, in any output, any file inside a workbook
//! included.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, Note, Workbook, Worksheet};

use super::fill::{Rows, Typed, filled, frame, opened, plain, table as fill_in, text};
use super::invariance::inside;
use crate::support::{TRIAL_AXIS, TRIAL_GRID, run, stderr, stdout};

const OPTIONS: &str = "--grilles grilles --date 2013-10-15 -q";
const BIDDERS: [&str; 4] = ["UN", "DEUX", "TROIS", "QUATRE"];

/// What each output may say of a bidder: what it is called there, and the texts that it may bear.
/// `ZZUNmotif` is the ground that the buyer wrote for bidder UN.
struct Allowed {
    /// In the comparison for the buyer, whatever its format.
    comparison: &'static [&'static str],
    /// In the bidder's own letter; another bidder's may say nothing at all.
    letter: &'static [&'static str],
    /// In the file to fill that is prepared for the appraisal of this bidder.
    to_fill: &'static [&'static str],
}

/// In the anonymous comparison, nothing is allowed.
const ALLOWED: Allowed = Allowed {
    // Who decided what and why, what the bidder answers and cites, the decision it relies on.
    comparison: &[
        "nom",
        "justification",
        "complement",
        "motif",
        "general",
        "analyste",
        "apprecie",
        "chemin",
        "piece",
        "reference",
        "autorite",
        "decision",
        "cause",
    ],
    // What the bidder answered where it is not met, and why it is not retained.
    letter: &["nom", "justification", "complement", "motif", "general"],
    to_fill: &["nom", "justification", "complement"],
};

/// The texts of an answer in YAML.
fn answer(who: &str, status: &str, justification: &str) -> String {
    format!(
        "    statut: {status} # ZZ{who}commentaire\n    justification: \"ZZ{who}{justification}\"\n    commentaire_interne: \"ZZ{who}interne\"\n    evalue_par: \"ZZ{who}evaluateur\"\n    evalue_le: 2013-09-01\n    action: {{ libelle: \"ZZ{who}action\", porteur: \"ZZ{who}porteur\", echeance: 2014-01-01 }}\n    verification: {{ par: \"ZZ{who}verificateur\", le: 2013-09-02, avis: confirme, remarque: \"ZZ{who}remarque\" }}\n    derogation: {{ accordee_par: \"ZZ{who}autorite\", reference: \"ZZ{who}decision\", motif: \"ZZ{who}cause\", echeance: 2014-01-01, compensation: \"ZZ{who}compensation\" }}\n    preuves:\n      - {{ fichier: \"ZZ{who}chemin/ZZ{who}piece.pdf\", page: \"ZZ{who}page\", type: document }}\n      - {{ reference: \"ZZ{who}reference\" }}\n"
    )
}

/// A tender of four bidders, two as projects, one as a workbook, one as a text, whose every text is
/// a marker: `ZZ`, the bidder, what it is.
fn tender(folder: &Path) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("grilles/essai/1.0/grille.yaml", TRIAL_GRID);
    put("grilles/essai/1.0/technique.yaml", TRIAL_AXIS);
    put(
        "m/marche.yaml",
        "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\neliminatoires: exigences\nponderation: { exigences: 60, recommandations: 40, partiel: 50, axes: [{ axe: TEC, poids: 100 }] }\ncomplements:\n  enonces:\n    - { id: LOC-001, modalite: doit, enonce: \"Il doit e.\" }\n",
    );
    for who in &BIDDERS[..2] {
        put(
            &format!("ZZ{who}dossier/projet.yaml"),
            &format!(
                "# ZZ{who}commentaire\nformat: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"ZZ{who}nom\"\ndate_evaluation: 2013-09-20\n"
            ),
        );
        put(&format!("ZZ{who}dossier/ZZ{who}chemin/ZZ{who}piece.pdf"), "ZZcontenu");
        let answers = format!(
            "reponses:\n  TEC-001:\n{}  TEC-002:\n{}complements:\n  LOC-001:\n{}",
            answer(who, "partiel", "justification"),
            answer(who, "partiel", "justification"),
            answer(who, "non_conforme", "complement"),
        );
        put(&format!("ZZ{who}dossier/reponses/ZZ{who}fichier.yaml"), &answers);
    }
    frames(folder);
    for who in BIDDERS {
        put(
            &format!("m/analyse/ZZ{who}analyse.yaml"),
            &format!(
                "# ZZ{who}commentaire\nformat: 1\ncandidat: \"ZZ{who}nom\"\npar: \"ZZ{who}analyste\"\nle: 2013-10-10\ndeclare_retenu:\n  motif: \"ZZ{who}general\"\nappreciations:\n  TEC-001:\n    statut: non_conforme\n    motif: \"ZZ{who}motif\"\n    par: \"ZZ{who}apprecie\"\n    commentaire_interne: \"ZZ{who}secret\"\n  TEC-003:\n    statut: conforme\n    motif: \"ZZ{who}motif\"\n    commentaire_interne: \"ZZ{who}secret\"\n  LOC-001:\n    statut: partiel\n    motif: \"ZZ{who}motif\"\n"
            ),
        );
    }
}

/// What one of the bidders types in a frame.
fn typed(who: &str) -> Typed {
    let cells = |justification: &str| {
        [
            ("Statut", "Non conforme".to_owned()),
            ("Justification", format!("ZZ{who}{justification}")),
            ("Preuve 1 : fichier", format!("ZZ{who}chemin/ZZ{who}piece.pdf")),
            ("Preuve 1 : page", format!("ZZ{who}page")),
            ("Preuve 2 : référence", format!("ZZ{who}reference")),
            ("Dérogation : accordée par", format!("ZZ{who}autorite")),
            ("Dérogation : référence", format!("ZZ{who}decision")),
            ("Dérogation : motif", format!("ZZ{who}cause")),
            ("Dérogation : échéance", "01/01/2014".to_owned()),
            ("Dérogation : compensation", format!("ZZ{who}compensation")),
        ]
        .map(|(heading, text)| (heading.to_owned(), text))
        .into()
    };
    [
        ("TEC-001", cells("justification")),
        ("TEC-002", cells("justification")),
        ("LOC-001", cells("complement")),
    ]
    .map(|(id, cells)| (id.to_owned(), cells))
    .into()
}

fn frames(folder: &Path) {
    let rows = frame(folder, "m", "--grilles grilles");
    let text = text("ZZQUATREnom", &filled(rows.clone(), &typed("QUATRE")), b';');
    fs::create_dir_all(folder.join("ZZQUATREdossier")).expect("a folder");
    fs::write(folder.join("ZZQUATREdossier/ZZQUATREfichier.csv"), text).expect("a text");
    let path = folder.join("ZZTROISdossier/ZZTROISfichier.xlsx");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, marked(&filled(rows, &typed("TROIS")))).expect("a workbook");
}

/// A workbook of these rows with a marker in all that a workbook holds beside its cells: properties,
/// author, notes, headers and footers, names, sheets and columns of the bidder's own.
fn marked(rows: &Rows) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title("ZZTROIStitre")
            .set_subject("ZZTROISsujet")
            .set_author("ZZTROISauteur")
            .set_manager("ZZTROISchef")
            .set_company("ZZTROISsociete")
            .set_category("ZZTROIScategorie")
            .set_keywords("ZZTROISmots")
            .set_comment("ZZTROISpropriete")
            .set_custom_property("ZZTROISchamp", "ZZTROISvaleur"),
    );
    workbook.define_name("ZZTROISplage", "='Réponses'!$A$1").expect("a name");
    let dress = |sheet: &mut Worksheet| {
        let note = Note::new("ZZTROISnote").set_author("ZZTROISauteurnote");
        sheet.insert_note(1, 1, &note).expect("a note");
        sheet.set_header("&CZZTROISentete").set_footer("&CZZTROISpied");
    };
    let identity = workbook.add_worksheet();
    identity.set_name("Marché").expect("a name");
    let name = [["Candidat".to_owned(), "ZZTROISnom".to_owned()]];
    let facts: Vec<Vec<String>> = name.iter().chain(&rows.identity).map(Vec::from).collect();
    fill_in(identity, &facts);
    identity.write_string(40, 0, "ZZTROISbrouillon").expect("a cell");
    dress(identity);
    let answers = workbook.add_worksheet();
    answers.set_name("Réponses").expect("a name");
    dress(answers);
    fill_in(answers, &rows.table);
    let own = u16::try_from(rows.table[0].len()).expect("few columns");
    for row in 0..u32::try_from(rows.table.len()).expect("few rows") {
        answers.write_string(row, own, "ZZTROIScolonne").expect("a cell");
    }
    let more = workbook.add_worksheet();
    more.set_name("ZZTROISfeuille").expect("a name");
    more.write_string(0, 0, "ZZTROISbrouillon").expect("a cell");
    more.set_hidden(true);
    workbook.save_to_buffer().expect("bytes")
}

/// The markers of some bytes, each once.
fn markers(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let marker = |(at, _): (usize, &str)| -> String {
        text[at..].chars().take_while(|c| c.is_alphanumeric()).collect()
    };
    text.match_indices("ZZ").map(marker).collect()
}

/// The markers of some bidders that are of some kinds.
fn of(bidders: &[&str], kinds: &[&str]) -> BTreeSet<String> {
    bidders.iter().flat_map(|who| kinds.iter().map(move |kind| format!("ZZ{who}{kind}"))).collect()
}

const OFFERS: &str = "ZZUNdossier ZZDEUXdossier ZZTROISdossier/ZZTROISfichier.xlsx ZZQUATREdossier/ZZQUATREfichier.csv";

fn product(folder: &Path, options: &str) -> Vec<u8> {
    let line = format!("depouiller m {OFFERS} {OPTIONS} {options}");
    let output = run(folder, &line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    output.stdout
}

/// Every output of the comparison, with the files inside the workbook.
fn comparison(folder: &Path, options: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = ["md", "html", "json", "csv"]
        .map(|format| {
            let options = format!("{options} --format {format}");
            (format.to_owned(), product(folder, &options))
        })
        .into();
    product(folder, &format!("{options} -o t.xlsx --forcer"));
    let bytes = fs::read(folder.join("t.xlsx")).expect("a workbook");
    all.extend(inside(&bytes));
    all
}

/// What was planted is read: a frame that is refused or a text that nobody looks at would prove
/// nothing.
#[test]
fn markers_are_where_they_were_planted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    let report = opened(folder.path(), &format!("m {OFFERS} --grilles grilles --date 2013-10-15"));
    for (bidder, who) in report["candidats"].as_array().expect("bidders").iter().zip(BIDDERS) {
        assert_eq!(bidder["candidat"], format!("ZZ{who}nom"));
        assert_eq!(bidder["reponses"][0]["justification"], format!("ZZ{who}justification"));
        assert_eq!(bidder["reponses"][0]["motif"], format!("ZZ{who}motif"));
        assert_eq!(bidder["reponses"][1]["motif"], format!("ZZ{who}general"));
        assert_eq!(bidder["reponses"][4]["justification"], format!("ZZ{who}complement"));
    }
    let workbook = fs::read(folder.path().join("ZZTROISdossier/ZZTROISfichier.xlsx"));
    let planted: BTreeSet<String> = inside(&workbook.expect("a workbook"))
        .iter()
        .flat_map(|(_, content)| markers(content))
        .collect();
    let hidden = [
        "auteur",
        "auteurnote",
        "brouillon",
        "categorie",
        "champ",
        "chef",
        "colonne",
        "entete",
        "feuille",
        "mots",
        "note",
        "pied",
        "plage",
        "propriete",
        "societe",
        "sujet",
        "titre",
        "valeur",
    ];
    assert!(planted.is_superset(&of(&["TROIS"], &hidden)), "{planted:?}");
}

#[test]
fn the_comparison_holds_what_the_buyer_needs_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    let allowed = of(&BIDDERS, ALLOWED.comparison);
    for options in ["", "--tour ZZUNdossier"] {
        for (name, content) in comparison(folder.path(), options) {
            let stray: Vec<String> = markers(&content).difference(&allowed).cloned().collect();
            assert_eq!(stray, Vec::<String>::new(), "{name} {options}");
        }
    }
    let page = markers(&product(folder.path(), "--format md"));
    let wanted = of(&BIDDERS, &["nom", "justification", "motif", "general", "analyste"]);
    assert!(page.is_superset(&wanted), "{:?}", wanted.difference(&page));
}

#[test]
fn a_letter_holds_its_own_bidder_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    for who in BIDDERS {
        for format in ["md", "html"] {
            let page = product(folder.path(), &format!("--lettre ZZ{who}nom --format {format}"));
            assert_eq!(markers(&page), of(&[who], ALLOWED.letter), "{who}, {format}");
        }
    }
}

#[test]
fn the_anonymous_comparison_holds_no_marker() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    for (name, content) in comparison(folder.path(), "--anonyme") {
        assert_eq!(markers(&content), BTreeSet::new(), "{name}");
    }
    let page = String::from_utf8_lossy(&product(folder.path(), "--anonyme")).into_owned();
    assert!(plain(&page).contains("Candidat D") && page.contains("TEC-001"), "{page}");
    // Who changed what since a former round would say who is who.
    let line = format!("depouiller m {OFFERS} {OPTIONS} --anonyme --tour ZZUNdossier");
    let refused = run(folder.path(), &line);
    assert_eq!(refused.status.code(), Some(2), "{}", stdout(&refused));
}

/// The files to fill, one for each bidder, hold what it declares and nothing of another.
#[test]
fn a_prepared_appraisal_holds_its_own_bidder_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    fs::remove_dir_all(folder.path().join("m/analyse")).expect("no appraisal");
    product(folder.path(), "--preparer-analyse");
    let mut found = 0;
    for entry in fs::read_dir(folder.path().join("m/analyse")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().to_uppercase();
        let who = BIDDERS.iter().find(|who| name == format!("ZZ{who}NOM"));
        let who = who.unwrap_or_else(|| panic!("{name}"));
        let content = fs::read(&path).expect("a file");
        assert_eq!(markers(&content), of(&[who], ALLOWED.to_fill), "{name}");
        found += 1;
    }
    assert_eq!(found, BIDDERS.len());
}

/// A new frame holds nothing of those that came back.
#[test]
fn a_frame_holds_no_marker() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    let output = run(folder.path(), &format!("exporter --cadre m {OPTIONS} -o cadre.xlsx"));
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    let bytes = fs::read(folder.path().join("cadre.xlsx")).expect("a workbook");
    for (name, content) in inside(&bytes) {
        assert_eq!(markers(&content), BTreeSet::new(), "{name}");
    }
}
