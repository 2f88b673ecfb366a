//! Markers planted everywhere in every offer and appraisal: none may appear where it has no
//! business.

use std::fs;
use std::path::Path;

use super::fill::{Typed, filled, frame, write};
use crate::support::{TRIAL_AXIS, TRIAL_GRID, run, stderr, stdout};

const OPTIONS: &str = "--grilles grilles --date 2013-10-15 -q";

/// A tender of three bidders whose every text is a marker: `ZZ`, the bidder, what it is.
fn tender(folder: &Path) {
    let put = |path: &str, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("grilles/essai/1.0/grille.yaml", TRIAL_GRID.into());
    put("grilles/essai/1.0/technique.yaml", TRIAL_AXIS.into());
    put("m/marche.yaml", "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\neliminatoires: exigences\nponderation: { exigences: 60, recommandations: 40, partiel: 50, axes: [{ axe: TEC, poids: 100 }] }\n".into());
    for who in ["UN", "DEUX"] {
        put(
            &format!("{who}dir/projet.yaml"),
            format!(
                "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"ZZ{who}nom\"\ndate_evaluation: 2013-09-20\n"
            ),
        );
        put(
            &format!("{who}dir/reponses/ZZ{who}fichier.yaml"),
            format!(
                "reponses:\n  TEC-001:\n    statut: partiel\n    justification: \"ZZ{who}justification\"\n    commentaire_interne: \"ZZ{who}interne\"\n    evalue_par: \"ZZ{who}evaluateur\"\n    evalue_le: 2013-09-01\n    action: {{ libelle: \"ZZ{who}action\", porteur: \"ZZ{who}porteur\" }}\n    verification: {{ par: \"ZZ{who}verificateur\", le: 2013-09-02, avis: confirme, remarque: \"ZZ{who}remarque\" }}\n    derogation: {{ accordee_par: \"ZZ{who}autorite\", reference: \"ZZ{who}decision\", motif: \"ZZ{who}cause\", echeance: 2014-01-01, compensation: \"ZZ{who}compensation\" }}\n    preuves:\n      - {{ fichier: \"preuves/ZZ{who}piece.pdf\", page: \"ZZ{who}page\", type: document }}\n      - {{ reference: \"ZZ{who}reference\" }}\n"
            ),
        );
    }
    let rows = frame(folder, "m", "--grilles grilles");
    let typed: Typed = [(
        "TEC-001".to_owned(),
        [
            ("Statut", "Non conforme"),
            ("Justification", "ZZTROISjustification"),
            ("Preuve 1 : fichier", "ZZTROISpiece.pdf"),
        ]
        .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
        .into(),
    )]
    .into();
    write(&folder.join("ZZTROISfichier.xlsx"), "ZZTROISnom", &filled(rows, &typed));
    for who in ["UN", "DEUX", "TROIS"] {
        put(
            &format!("m/analyse/ZZ{who}analyse.yaml"),
            format!(
                "format: 1\ncandidat: \"ZZ{who}nom\"\npar: \"ZZ{who}analyste\"\nle: 2013-10-10\nappreciations:\n  TEC-001:\n    statut: non_conforme\n    motif: \"ZZ{who}motif\"\n    commentaire_interne: \"ZZ{who}secret\"\n"
            ),
        );
    }
}

/// The markers of a text, in order, each once.
fn markers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .match_indices("ZZ")
        .map(|(at, _)| text[at..].chars().take_while(|c| c.is_alphanumeric()).collect())
        .collect();
    found.sort();
    found.dedup();
    found
}

fn product(folder: &Path, options: &str) -> String {
    let line = format!("depouiller m UNdir DEUXdir ZZTROISfichier.xlsx {OPTIONS} {options}");
    let output = run(folder, &line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn a_letter_holds_its_own_bidder_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    for who in ["UN", "DEUX", "TROIS"] {
        for format in ["md", "html"] {
            let page = product(folder.path(), &format!("--lettre ZZ{who}nom --format {format}"));
            let expected = ["justification", "motif", "nom"].map(|one| format!("ZZ{who}{one}"));
            assert_eq!(markers(&page), expected, "{format}");
        }
    }
}

#[test]
fn the_anonymous_comparison_holds_no_marker() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    for format in ["md", "html", "json", "csv"] {
        let page = product(folder.path(), &format!("--anonyme --format {format}"));
        assert_eq!(markers(&page), Vec::<String>::new(), "{format}");
        assert!(page.contains("TEC-001"), "{format}");
    }
    let output = run(
        folder.path(),
        &format!("depouiller m UNdir DEUXdir ZZTROISfichier.xlsx {OPTIONS} --anonyme -o t.xlsx"),
    );
    assert!(output.status.success(), "{}", stderr(&output));
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(folder.path().join("t.xlsx")).expect("a workbook");
    let texts: Vec<String> = book
        .worksheets()
        .iter()
        .flat_map(|(_, range)| {
            range.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>()
        })
        .collect();
    assert!(texts.iter().any(|text| text.starts_with("Candidat A")), "the names are letters");
    assert_eq!(markers(&texts.join(" ")), Vec::<String>::new());
}

/// What teams write for themselves is in no output at all.
#[test]
fn internal_comments_are_printed_nowhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tender(folder.path());
    for format in ["md", "html", "json", "csv"] {
        let page = product(folder.path(), &format!("--format {format}"));
        let inside: Vec<String> = markers(&page)
            .into_iter()
            .filter(|one| {
                ["interne", "secret", "evaluateur", "porteur", "verificateur", "fichier"]
                    .iter()
                    .any(|word| one.ends_with(word))
            })
            .collect();
        assert_eq!(inside, Vec::<String>::new(), "{format}");
        assert!(page.contains("ZZUNnom"), "{format}: the markers are looked for where they are");
    }
}
