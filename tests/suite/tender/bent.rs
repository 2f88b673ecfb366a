//! Markets, appraisals and frames bent out of shape: whatever the bytes, no panic, through the
//! judgement and every output. `SDET_BENT` sets how many of each.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use sdet::answers::{bind, read_answers, read_complements};
use sdet::date::Date;
use sdet::diagnostic::{Diagnostics, Look, json, text};
use sdet::evidence::Facts;
use sdet::grid::{Grid, read};
use sdet::market::{
    Market, Matter, Offer, Terms, check_appraisal, check_market, judge, local_grid, read_appraisal,
    read_market, rounds,
};
use sdet::report::tender::{self, TenderView};
use sdet::sheet::{Book, csv, frame, open, tender as tables, xlsx};
use sdet::source::{Encoding, SourceSet, decode};
use sdet::yaml::Reading;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::fill::{Typed, bytes, filled, rows, text as in_text};
use super::invariance::inside;
use crate::mutation::bent;
use crate::support::{TRIAL_AXIS, TRIAL_GRID, asked};

const MARKET: &str = "# marché\nformat: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\nreference: \"R\"\ndate: 2013-09-02\nperimetre: { degres: [2d], roles: [editeur], socle: false }\neliminatoires: [TEC-001, LOC-001]\nponderation:\n  exigences: 60\n  recommandations: 40\n  partiel: 50\n  note_max: 20\n  axes:\n    - { axe: TEC, poids: 100 }\ncomplements:\n  regle: points\n  enonces:\n    - { id: LOC-001, modalite: doit, enonce: \"Il doit e.\", critique: true, points: 5, preuves_attendues: [document] }\n    - id: LOC-002\n      modalite: devrait\n      points: 3\n      enonce: |\n        Il devrait f.\n      sans_objet_si: \"rien\"\nderogations:\n  - enonce: TEC-004\n    motif: \"Plus tard.\"\n    reference: \"CCTP, 5.2\"\n";
const APPRAISAL: &str = "format: 1\ncandidat: \"B\"\npar: \"Chef de projet\"\nle: 2013-10-10\ndeclare_retenu:\n  motif: \"Cohérent.\"\nappreciations:\n  TEC-001:\n    statut: non_conforme\n    motif: |\n      Vu le 9 octobre.\n    derogation_admise: oui\n    commentaire_interne: \"x\"\n  TEC-002: { statut: partiel, motif: \"à moitié\", par: \"Autre\", le: 2013-10-11 }\n  TEC-003:\n    statut:\n  LOC-002:\n    statut: sans_objet\n    motif: \"prévu\"\n";
const ANSWERS: &str = "reponses:\n  TEC-001:\n    statut: non_conforme\n    justification: \"non | <b>\"\n    derogation: { accordee_par: \"R\", reference: \"1\", motif: \"m\", echeance: 2014-01-01 }\n  TEC-002: { statut: conforme, preuves: [{ fichier: preuves/a.pdf, type: document }] }\n  TEC-003: { statut: sans_objet, justification: \"j\" }\ncomplements:\n  LOC-001: { statut: partiel, justification: \"p\" }\n  LOC-002: { statut: conforme }\n";

/// The texts of a tender, any of them spoiled.
struct Texts<'t> {
    market: &'t [u8],
    appraisal: &'t [u8],
    frame: Option<&'t [u8]>,
}

fn day() -> Date {
    Date::new(2013, 10, 15).expect("a day")
}

/// Puts the texts through every reader, the judgement, every output and both renderings of
/// diagnostics.
fn go_through(texts: &Texts<'_>) {
    let mut sources = SourceSet::new();
    let files = [
        sources.add_text("grille.yaml", TRIAL_GRID),
        sources.add_text("technique.yaml", TRIAL_AXIS),
    ];
    let mut add = |path: &str, bytes: &[u8]| {
        let (text, encoding) =
            decode(bytes).unwrap_or((String::new(), Encoding::Utf8 { bom: false }));
        sources.add(path, path, text, encoding)
    };
    let market = add("marche.yaml", texts.market);
    let appraisal = add("analyse/b.yaml", texts.appraisal);
    let answers = add("reponses.yaml", ANSWERS.as_bytes());
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let grid = read(&files, &[], &mut cx).expect("a grid");
    let market = read_market(market, &mut cx);
    let appraisal = read_appraisal(appraisal, &mut cx);
    if let Some(market) = &market {
        check_market(market, &grid, &mut cx);
        if let Some(appraisal) = &appraisal {
            check_appraisal(appraisal, market, &grid, &mut cx);
        }
    }
    if let Some(market) = market {
        let local = local_grid(&market);
        if let Some(bytes) = texts.frame {
            read_frame(bytes, &market, &grid, &local, &mut diagnostics);
        }
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        let offer = |candidate: &str, cx: &mut Reading<'_>| Offer {
            candidate: candidate.into(),
            answers: bind(&grid, read_answers(&[answers], cx), &|_| Vec::new(), cx),
            complements: bind(
                &local,
                read_complements(answers, false, cx.sources),
                &|_| Vec::new(),
                cx,
            ),
            facts: Facts::default(),
        };
        let offers = [offer("B", &mut cx), offer("C", &mut cx)];
        let terms = Terms { market: &market, grid: &grid, local: &local, day: day() };
        let matters = [
            Matter { offer: &offers[0], appraisal: appraisal.as_ref() },
            Matter { offer: &offers[1], appraisal: None },
        ];
        let judged = judge(terms, &matters, &mut diagnostics);
        let moves = rounds(&offers[1..], &judged);
        for anonymous in [false, true] {
            let view = TenderView { tender: &judged, rounds: &moves, anonymous };
            let printed = [tender::markdown(&view), tender::html(&view), tender::json(&view)];
            assert!(printed.iter().all(|text| !text.contains('\u{1b}')), "an escape");
            let book = book(&view);
            let _ = (csv::write(&book), xlsx::write(&book, false).expect("a workbook"));
        }
        for at in 0..offers.len() {
            let _ = (tender::letter_markdown(&judged, at), tender::letter_html(&judged, at));
        }
    }
    diagnostics.sort(&sources);
    let shown = text(&diagnostics, &sources, Look::Plain);
    assert!(!shown.contains('\u{1b}'), "an escape reached the terminal");
    let _ = json(&diagnostics, &sources);
}

/// The tables of a comparison.
fn book(view: &TenderView<'_>) -> Book {
    let listings = tender::listings(view).into_iter();
    let listings = listings.map(|one| (one.title.to_owned(), one.columns, one.rows));
    tables::book(view.tender.terms, view.kind(), &view.warnings(), listings.collect())
}

/// Reads a frame, and what it says as answers.
fn read_frame(
    bytes: &[u8],
    market: &Market,
    grid: &Grid,
    local: &Grid,
    diagnostics: &mut Diagnostics,
) {
    let book = match open("cadre.xlsx", bytes) {
        Ok(book) => book,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return;
        }
    };
    let Some(filled) = frame::read(&book, market, grid, local, diagnostics) else { return };
    let mut sources = SourceSet::new();
    let file = sources.add_text("cadre.xlsx", &filled.answers);
    let mut said = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut said };
    let _ = read_answers(&[file], &mut cx);
    assert!(!said.has_errors(), "what a frame says is read: {}", filled.answers);
}

/// The frame of the sound market, as a text and as a workbook.
fn frames() -> [Vec<u8>; 2] {
    let mut sources = SourceSet::new();
    let files = [
        sources.add_text("grille.yaml", TRIAL_GRID),
        sources.add_text("technique.yaml", TRIAL_AXIS),
    ];
    let market = sources.add_text("marche.yaml", MARKET);
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
    let grid = read(&files, &[], &mut cx).expect("a grid");
    let market = read_market(market, &mut cx).expect("a market");
    let local = local_grid(&market);
    let book = frame::book(&market, &grid, &local, day(), "essai", frame::Form::Text);
    let rows = rows(&csv::write(&book));
    let cells = [
        ("Statut", "conforme"),
        ("Justification", "oui ; « vu »"),
        ("Preuve 1 : fichier", "preuves/a.pdf"),
        ("Preuve 1 : date", "02/05/2013"),
    ];
    let cells = cells.map(|(heading, text)| (heading.to_owned(), text.to_owned()));
    let typed: Typed =
        ["TEC-001", "LOC-002"].map(|id| (id.to_owned(), cells.clone().into())).into();
    let rows = filled(rows, &typed);
    [in_text("B", &rows, b';'), bytes("B", &rows)]
}

fn cases(share: u32) -> ProptestConfig {
    ProptestConfig {
        cases: asked("SDET_BENT", 160) / share,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn market() -> impl Strategy<Value = Vec<u8>> {
    bent(vec![MARKET.as_bytes().to_vec()])
}

fn appraisal() -> impl Strategy<Value = Vec<u8>> {
    bent(vec![APPRAISAL.as_bytes().to_vec()])
}

/// A workbook one of whose files is bent.
fn workbook() -> impl Strategy<Value = Vec<u8>> {
    let [_, sound] = frames();
    let parts = inside(&sound);
    let contents = (0..parts.len())
        .map(|at| bent(vec![parts[at].1.clone()]).prop_map(move |one| (at, one)).boxed());
    let one = proptest::strategy::Union::new(contents.collect::<Vec<_>>());
    one.prop_map(move |(at, content)| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (rank, (name, sound)) in parts.iter().enumerate() {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
            writer.write_all(if rank == at { &content } else { sound }).expect("a content");
        }
        writer.finish().expect("an archive").into_inner()
    })
}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn no_market_nor_appraisal_panics(market in market(), appraisal in appraisal()) {
        go_through(&Texts { market: &market, appraisal: APPRAISAL.as_bytes(), frame: None });
        go_through(&Texts { market: MARKET.as_bytes(), appraisal: &appraisal, frame: None });
    }

    #[test]
    fn no_frame_in_text_panics(frame in bent(vec![frames()[0].clone()])) {
        go_through(&Texts { market: MARKET.as_bytes(), appraisal: b"", frame: Some(&frame) });
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn no_workbook_panics(inner in workbook(), outer in bent(vec![frames()[1].clone()])) {
        for frame in [&inner, &outer] {
            go_through(&Texts { market: MARKET.as_bytes(), appraisal: b"", frame: Some(frame) });
        }
    }
}

/// The sound texts are judged without a word: what is bent starts from something that is read.
#[test]
fn what_is_bent_is_sound_before() {
    for frame in frames() {
        let mut sources = SourceSet::new();
        let market = sources.add_text("marche.yaml", MARKET);
        let files = [
            sources.add_text("grille.yaml", TRIAL_GRID),
            sources.add_text("technique.yaml", TRIAL_AXIS),
        ];
        let appraisal = sources.add_text("analyse/b.yaml", APPRAISAL);
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        let grid = read(&files, &[], &mut cx).expect("a grid");
        let market = read_market(market, &mut cx).expect("a market");
        check_market(&market, &grid, &mut cx);
        let appraisal = read_appraisal(appraisal, &mut cx).expect("an appraisal");
        check_appraisal(&appraisal, &market, &grid, &mut cx);
        let local = local_grid(&market);
        let book = open("cadre", &frame).expect("a table");
        let filled = frame::read(&book, &market, &grid, &local, &mut diagnostics);
        assert_eq!(diagnostics.list().len(), 0, "{:?}", diagnostics.list());
        let filled = filled.expect("a frame");
        assert_eq!(filled.answers.matches("conforme").count(), 2, "{}", filled.answers);
        assert_eq!(filled.candidate, "B");
    }
}
