//! A tender as tables, for those who go on in a spreadsheet.

use super::book::{Book, Fact, Row, Sheet};
use super::column::{Band, Column, Content};
use crate::market::Terms;
use crate::words::{Vocabulary, fr};

/// A table to show: its title, its columns with their widths in characters, its rows.
pub type Listing = (String, Vec<(String, u16)>, Vec<Vec<String>>);

/// The workbook of some tables on a tender.
#[must_use]
pub fn book(terms: Terms<'_>, kind: &str, warnings: &[String], tables: Vec<Listing>) -> Book {
    let market = terms.market;
    let scale = market.weights.as_ref().map(|weights| weights.scale);
    let weights = scale.map_or_else(
        || "aucun n'a été annoncé : ni note ni rang".to_owned(),
        |scale| {
            format!(
                "exigences {}, recommandations {}, partiel {} %, note sur {}",
                scale.requirements, scale.recommendations, scale.partial, scale.top
            )
        },
    );
    let facts = [
        ("Consultation", market.title.value.clone()),
        ("Acheteur", market.buyer.clone()),
        ("Référence", market.reference.clone().unwrap_or_default()),
        ("Envoyée le", market.sent_on.french()),
        ("Objet", market.object.label().to_owned()),
        ("Grille", format!("{} — {}", terms.grid.head.name, terms.grid.head.title)),
        ("Empreinte de la grille (SHA-256)", terms.grid.sha256.clone()),
        ("Poids annoncés", weights),
        ("Règle des compléments", market.complements.rule.label().to_lowercase()),
        ("Date de référence", terms.day.french()),
        ("Par", concat!("sdet ", env!("CARGO_PKG_VERSION")).to_owned()),
    ];
    let read_me = [format!("{kind} — {}", market.title.value)]
        .into_iter()
        .chain(warnings.iter().cloned())
        .chain([
            "« Déclaré » est ce que le candidat répond, « Retenu » ce que l'acheteur apprécie. NON RENSEIGNÉ : réponse vide. NON ANALYSÉ : rien n'en est conclu, et le taux est provisoire.".to_owned(),
            "Ces tableaux ne se réimportent pas : l'analyse se modifie dans analyse/.".to_owned(),
        ]);
    Book {
        title: market.title.value.clone(),
        day: terms.day,
        read_me: read_me.map(|line| fr(&line)).collect(),
        facts_sheet: "Marché".into(),
        facts_note: fr("Ce qui a été dépouillé."),
        facts: facts.map(|(label, text)| Fact::new(label, &text, false)).into(),
        headed: true,
        sheets: tables.into_iter().map(sheet).collect(),
    }
}

fn sheet((name, columns, rows): Listing) -> Sheet {
    let column = |(at, (heading, width)): (usize, (String, u16))| Column {
        field: heading.clone(),
        heading,
        content: if at == 0 { Content::Id } else { Content::Shown },
        band: if at == 0 { Band::Statement } else { Band::Answer },
        width,
        secondary: false,
    };
    Sheet {
        name,
        columns: columns.into_iter().enumerate().map(column).collect(),
        rows: rows.into_iter().map(|cells| Row { cells }).collect(),
    }
}
