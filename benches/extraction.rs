//! How fast a text is extracted, with the bare pass of pulldown-cmark on the same bytes as
//! reference, without and with the extensions that extraction asks for: at most 5 times, on 10 MB
//! of Markdown.
//!
//! `cargo bench --bench extraction` prints all three; only their ratios in one run mean something.
//! Chapters and rules come back with other numbers, as in a long referential; in the third text
//! nothing comes back, which is the worst case.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pulldown_cmark::{Options, Parser};
use sdet::extract::{Document, extract};

/// The extensions of Markdown that extraction asks for.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_SUPERSCRIPT);

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

/// A chapter none of whose sentences comes back: words drawn by chance, one requirement in six.
fn unlike(number: usize) -> String {
    const SUBJECTS: [&str; 8] = [
        "Le service",
        "La plateforme",
        "L’hébergeur",
        "Chaque compte",
        "Cette rubrique",
        "Le journal",
        "La page d’accueil",
        "Un rapport",
    ];
    const VERBS: [&str; 12] = [
        "doit conserver",
        "devrait signaler",
        "présente",
        "décrit",
        "regroupe",
        "rappelle",
        "accompagne",
        "résume",
        "précède",
        "contient",
        "affiche",
        "complète",
    ];
    const NOUNS: [&str; 16] = [
        "les dossiers",
        "la messagerie",
        "les **emplois du temps**",
        "un calendrier",
        "des échanges",
        "les notes",
        "l’annuaire",
        "le cahier de textes",
        "les droits d’accès",
        "la sauvegarde",
        "les ressources",
        "une archive",
        "les horaires",
        "le catalogue",
        "des statistiques",
        "l’historique",
    ];
    const ENDS: [&str; 8] = [
        "avant la rentrée",
        "pendant l’année scolaire",
        "pour chaque établissement",
        "selon le profil",
        "dans tous les navigateurs",
        "à la demande d’une famille",
        "sans délai",
        "lors des conseils de classe",
    ];
    let mut state = number as u64;
    let mut draw = |words: &[&'static str]| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[usize::try_from(state >> 33).unwrap_or_default() % words.len()]
    };
    let mut out = format!("## {number}. Chapitre {number}\n\n");
    for paragraph in 0..6 {
        for _ in 0..3 {
            out += draw(&SUBJECTS);
            for _ in 0..3 {
                out += &format!(" {} {} {},", draw(&VERBS), draw(&NOUNS), draw(&ENDS));
            }
            out.pop();
            out += ". ";
        }
        out += if paragraph % 2 == 0 { "\n\n" } else { "\n" };
    }
    out + "\n"
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
    let unlike = text(10_000_000, unlike);
    let line = "Le service doit durer et rester ouvert, ".repeat(25_000);
    for (name, text) in [
        ("chapitres-10-Mo", &chapters),
        ("regles-10-Mo", &rules),
        ("sans-redite-10-Mo", &unlike),
        ("une-ligne-1-Mo", &line),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("pulldown-cmark", |bench| {
            bench.iter(|| Parser::new(text).into_offset_iter().count());
        });
        group.bench_function("pulldown-cmark, extensions", |bench| {
            bench.iter(|| Parser::new_ext(text, EXTENSIONS).into_offset_iter().count());
        });
        group.bench_function("extraction", |bench| {
            bench.iter(|| extract(&[Document { name: "texte.md", text }]).candidates.len());
        });
        group.finish();
    }
}

criterion_group!(benches, extraction);
criterion_main!(benches);
