//! How fast a text is extracted, with the bare pass of pulldown-cmark on the same bytes as
//! reference: at most 5 times, on 10 MB of Markdown.
//!
//! `cargo bench --bench extraction` prints both; only their ratio in one run means something.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pulldown_cmark::Parser;
use sdet::extract::{Document, extract};

/// A chapter as referentials have them: prose, some requirements, a list, a table.
fn chapter(number: usize) -> String {
    format!(
        "## {number}. Services de communication, lot {number}\n\n\
         Le présent chapitre décrit les services que l’espace numérique de travail met à la \
         disposition de chaque usager. Il complète l’annexe {number}, à laquelle le lecteur se \
         reportera pour les **formats d'échange** et les durées de conservation.\n\n\
         Depuis la rentrée, l’académie et les collectivités conduisent ensemble ce chantier. Un \
         comité se réunit chaque trimestre ; il examine les retours des équipes et les incidents. \
         Ses comptes rendus sont publiés sur le site de l’académie.\n\n\
         La messagerie du lot {number} doit être accessible depuis un navigateur, sans installer \
         de logiciel. L’administrateur peut limiter la taille des pièces jointes.\n\n\
         Plusieurs équipes ont participé aux essais. Les résultats montrent un usage régulier en \
         soirée et en fin de semaine, avec une part croissante de téléphones. Cette évolution \
         rejoint celle que mesurent les autres académies.\n\n\
         | Réf. | Énoncé | Niveau |\n| --- | --- | --- |\n\
         | C{number}-1 | Le carnet d'adresses {number} s'exporte au format vCard | Exigé |\n\
         | C{number}-2 | Les listes de diffusion {number} sont modérées | Recommandé |\n\n"
    )
}

/// A chapter where each sentence lays something down.
fn dense(number: usize) -> String {
    format!(
        "## {number}. Règles du lot {number}\n\n\
         La messagerie du lot {number} doit être accessible depuis un navigateur. Il est \
         recommandé de prévenir l'usager avant le rejet d’un message. Les pièces jointes du lot \
         {number} ne doivent en aucun cas dépasser dix mégaoctets.\n\n\
         Le service n° {number} doit :\n\n\
         - consigner chaque connexion (date, heure, profil) ;\n\
         - fermer une session restée inactive {number} minutes ;\n\
         - ne conserver aucun mot de passe en clair.\n\n"
    )
}

fn text(bytes: usize, chapter: fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut number = 1;
    while text.len() < bytes {
        text.push_str(&chapter(number));
        number += 1;
    }
    text
}

fn extraction(criterion: &mut Criterion) {
    let chapters = text(10_000_000, chapter);
    let rules = text(10_000_000, dense);
    let line = "Le service doit durer et rester ouvert, ".repeat(25_000);
    for (name, text) in
        [("chapitres-10-Mo", &chapters), ("regles-10-Mo", &rules), ("une-ligne-1-Mo", &line)]
    {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("pulldown-cmark", |bench| {
            bench.iter(|| Parser::new(text).into_offset_iter().count());
        });
        group.bench_function("extraction", |bench| {
            bench.iter(|| extract(&[Document { name: "texte.md", text }]).candidates.len());
        });
        group.finish();
    }
}

criterion_group!(benches, extraction);
criterion_main!(benches);
