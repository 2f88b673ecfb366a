//! How fast a tender is read, judged and laid out: 30 bidders who answer every statement of the
//! shipped grid, each of them appraised.
//!
//! `docs/mesurer.sh` times the whole command on the same tender; this says where its time goes.

use std::fmt::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use sdet::answers::{bind, read_answers};
use sdet::date::Date;
use sdet::diagnostic::Diagnostics;
use sdet::evidence::Facts;
use sdet::grid::{Grid, read};
use sdet::market::{
    Appraisal, Market, Matter, Offer, Terms, judge, local_grid, read_appraisal, read_market,
};
use sdet::report::tender::{self as page, TenderView};
use sdet::sheet::{csv, frame, open, tender as tables, xlsx};
use sdet::source::{SourceId, SourceSet};
use sdet::yaml::Reading;

const BIDDERS: usize = 30;
const STATUSES: [&str; 5] = ["conforme", "conforme", "partiel", "non_conforme", "conforme"];
const MARKET: &str = "format: 1\ngrille: \"sdet@4.1\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\neliminatoires: critiques\nponderation:\n  exigences: 60\n  recommandations: 40\n  partiel: 50\n  axes:\n    - { axe: ORG, poids: 10 }\n    - { axe: FON, poids: 40 }\n    - { axe: TEC, poids: 35 }\n    - { axe: JUR, poids: 15 }\n";

/// The texts of a tender.
struct Texts {
    sources: SourceSet,
    grid: Vec<SourceId>,
    market: SourceId,
    offers: Vec<SourceId>,
    appraisals: Vec<SourceId>,
}

fn texts() -> Texts {
    let mut sources = SourceSet::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/grids/sdet/4.1");
    let names = ["grille", "organisationnel", "fonctionnel", "technique", "juridique"];
    let grid: Vec<SourceId> = names
        .iter()
        .map(|name| {
            let name = format!("{name}.yaml");
            let text = std::fs::read_to_string(format!("{folder}/{name}")).expect("a grid file");
            sources.add_text(&name, &text)
        })
        .collect();
    let market = sources.add_text("marche.yaml", MARKET);
    let ids: Vec<String> = in_reading(&sources, |cx| {
        let grid = read(&grid, &[], cx).expect("a grid");
        let market = read_market(market, cx).expect("a market");
        let asked = grid.statements.iter().filter(|one| market.asks(one));
        asked.map(|one| one.id.clone()).collect()
    });
    let (mut offers, mut appraisals) = (Vec::new(), Vec::new());
    for bidder in 0..BIDDERS {
        let mut answers = "reponses:\n".to_owned();
        let mut kept = format!(
            "format: 1\ncandidat: \"C{bidder}\"\npar: \"F\"\nle: 2013-10-14\nappreciations:\n"
        );
        for (at, id) in ids.iter().enumerate() {
            let status = STATUSES[(at * 7 + bidder) % STATUSES.len()];
            let _ = write!(
                answers,
                "  {id}:\n    statut: {status}\n    justification: |\n      Essai du 14 juin sur deux établissements pilotes ; point {at} de l'offre {bidder}.\n    preuves:\n      - fichier: preuves/p{at}.pdf\n        type: document\n"
            );
            let _ = write!(
                kept,
                "  {id}:\n    statut: {status}\n    motif: \"Vu au point {at} du mémoire technique.\"\n"
            );
        }
        offers.push(sources.add_text(&format!("o{bidder}.yaml"), &answers));
        appraisals.push(sources.add_text(&format!("a{bidder}.yaml"), &kept));
    }
    Texts { sources, grid, market, offers, appraisals }
}

fn in_reading<T>(sources: &SourceSet, work: impl FnOnce(&mut Reading<'_>) -> T) -> T {
    let mut diagnostics = Diagnostics::new();
    work(&mut Reading { sources, diagnostics: &mut diagnostics })
}

/// Everything that is read before anything is judged.
fn loaded(texts: &Texts, grid: &Grid, local: &Grid) -> (Vec<Offer>, Vec<Appraisal>) {
    in_reading(&texts.sources, |cx| {
        let none = &|_: &str| Vec::new();
        let mut offers = Vec::new();
        for (at, file) in texts.offers.iter().enumerate() {
            let answers = read_answers(&[*file], cx);
            offers.push(Offer {
                candidate: format!("C{at}"),
                answers: bind(grid, answers, none, cx),
                complements: bind(local, Vec::new(), none, cx),
                facts: Facts::default(),
            });
        }
        let appraisals = texts.appraisals.iter().filter_map(|file| read_appraisal(*file, cx));
        (offers, appraisals.collect())
    })
}

fn tender(criterion: &mut Criterion) {
    let texts = texts();
    let (grid, market): (Grid, Market) = in_reading(&texts.sources, |cx| {
        (
            read(&texts.grid, &[], cx).expect("a grid"),
            read_market(texts.market, cx).expect("a market"),
        )
    });
    let local = local_grid(&market);
    let day = Date::new(2013, 10, 15).expect("a day");
    let mut group = criterion.benchmark_group("depouiller-30");
    group.sample_size(20);
    group.bench_function("lecture", |bench| bench.iter(|| loaded(&texts, &grid, &local).0.len()));
    let frame = csv::write(&frame::book(&market, &grid, &local, day, "banc", frame::Form::Text));
    let frame = String::from_utf8(frame).expect("UTF-8").replace("Candidat;;", "Candidat;C;");
    group.bench_function("cadres", |bench| {
        bench.iter(|| {
            let read = |_| {
                let book = open("cadre.csv", frame.as_bytes()).expect("a table");
                let mut said = Diagnostics::new();
                frame::read(&book, &market, &grid, &local, &mut said).is_some()
            };
            let read = (0..BIDDERS).filter(|at| read(*at)).count();
            assert_eq!(read, BIDDERS);
        });
    });
    let (offers, appraisals) = loaded(&texts, &grid, &local);
    let terms = Terms { market: &market, grid: &grid, local: &local, day };
    let matters: Vec<Matter<'_>> = offers
        .iter()
        .zip(&appraisals)
        .map(|(offer, appraisal)| Matter { offer, appraisal: Some(appraisal) })
        .collect();
    group.bench_function("jugement", |bench| {
        bench.iter(|| judge(terms, &matters, &mut Diagnostics::new()).bidders.len());
    });
    let judged = judge(terms, &matters, &mut Diagnostics::new());
    let view = TenderView { tender: &judged, rounds: &[], anonymous: false };
    group.bench_function("markdown", |bench| bench.iter(|| page::markdown(&view).len()));
    group.bench_function("html", |bench| bench.iter(|| page::html(&view).len()));
    group.bench_function("json", |bench| bench.iter(|| page::json(&view).len()));
    group.bench_function("classeur", |bench| {
        let book = || {
            let listings = page::listings(&view).into_iter();
            let listings = listings.map(|one| (one.title.to_owned(), one.columns, one.rows));
            tables::book(judged.terms, view.kind(), &view.warnings(), listings.collect())
        };
        bench.iter(|| xlsx::write(&book(), false).map(|bytes| bytes.len()));
    });
    group.finish();
}

criterion_group!(benches, tender);
criterion_main!(benches);
