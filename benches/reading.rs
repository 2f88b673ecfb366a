//! How fast files are read, with the bare event parser on the same bytes as reference.
//!
//! `cargo bench` prints both; only their ratio in one run means something (docs/mesures.md).

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use granit_parser::Parser;
use sdet::answers::read_answers;
use sdet::diagnostic::Diagnostics;
use sdet::grid::read;
use sdet::source::{SourceId, SourceSet};
use sdet::yaml::Reading;
use sdet::yaml::tree::read as read_tree;

/// A file of answers as people fill them: a status, three lines of text, a piece of evidence.
fn answers(number: usize) -> String {
    let mut text = String::from("reponses:\n");
    for at in 0..number {
        text.push_str(&format!(
            "  TEC-{at:04}:\n    statut: conforme\n    justification: |\n      L'annuaire est alimenté chaque nuit par l'AAF, complet puis différentiel.\n      Le compte rendu d'import est relu le matin par l'exploitant.\n      Les écarts sont corrigés dans les deux jours ouvrés.\n    preuves:\n      - fichier: preuves/aaf-{at}.pdf\n        page: 3\n        type: rapport_essai\n        date: 2013-05-02\n    evalue_le: 2013-06-14\n    evalue_par: \"Responsable qualité\"\n"
        ));
    }
    text
}

fn in_reading<T>(sources: &SourceSet, work: impl FnOnce(&mut Reading<'_>) -> T) -> T {
    let mut diagnostics = Diagnostics::new();
    work(&mut Reading { sources, diagnostics: &mut diagnostics })
}

fn reading(criterion: &mut Criterion) {
    let text = answers(2_000);
    let mut sources = SourceSet::new();
    let id = sources.add_text("reponses.yaml", &text);
    let mut group = criterion.benchmark_group("reponses");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("evenements", |bench| {
        bench.iter(|| Parser::new_from_str(&text).filter(Result::is_ok).count());
    });
    group.bench_function("arbre", |bench| {
        bench.iter(|| in_reading(&sources, |cx| read_tree(id, cx).span.end));
    });
    group.bench_function("reponses", |bench| {
        bench.iter(|| in_reading(&sources, |cx| read_answers(&[id], cx).len()));
    });
    group.finish();
}

fn grid(criterion: &mut Criterion) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/grids/sdet/4.1");
    let mut sources = SourceSet::new();
    let names = [
        "grille.yaml",
        "organisationnel.yaml",
        "fonctionnel.yaml",
        "technique.yaml",
        "juridique.yaml",
    ];
    let mut bytes = 0;
    let files: Vec<SourceId> = names
        .iter()
        .map(|name| {
            let text = std::fs::read_to_string(format!("{folder}/{name}")).expect("a grid file");
            bytes += text.len() as u64;
            sources.add_text(name, &text)
        })
        .collect();
    let mut group = criterion.benchmark_group("grille");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("evenements", |bench| {
        bench.iter(|| {
            let events =
                files.iter().map(|id| Parser::new_from_str(sources.get(*id).text()).count());
            events.sum::<usize>()
        });
    });
    group.bench_function("grille", |bench| {
        bench.iter(|| {
            in_reading(&sources, |cx| read(&files, &[], cx).map(|grid| grid.statements.len()))
        });
    });
    group.finish();
}

criterion_group!(benches, reading, grid);
criterion_main!(benches);
