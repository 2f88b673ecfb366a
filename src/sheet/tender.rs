//! A tender as tables, for those who go on in a spreadsheet.

use super::book::{Book, Fact, Row, Sheet};
use super::column::{Band, Column, Content};
use crate::market::{Bidder, Line, Standing, Tender};
use crate::words::{Vocabulary, fr, french_decimal, percent};

/// A column of texts to read.
fn shown(heading: &str, width: u16, content: Content) -> Column {
    Column {
        heading: fr(heading),
        field: heading.to_owned(),
        content,
        band: if content == Content::Id { Band::Statement } else { Band::Answer },
        width,
        secondary: false,
    }
}

/// The tables: who stands where, then every statement.
#[must_use]
pub fn book(tender: &Tender<'_>, names: &[String]) -> Book {
    let terms = tender.terms;
    let market = terms.market;
    let fact = |label: &str, text: &str| Fact::new(label, text, false);
    Book {
        title: market.title.value.clone(),
        day: terms.day,
        read_me: [
            format!("Dépouillement — {}", market.title.value),
            "Analyse de l'acheteur : le programme n'écarte, ne classe et n'attribue rien à sa place.".into(),
            "« Déclaré » est ce que le candidat répond, « Retenu » ce que l'acheteur apprécie. NON RENSEIGNÉ : réponse vide. NON ANALYSÉ : rien n'en est conclu.".into(),
            "Ce classeur ne se réimporte pas : l'analyse se modifie dans analyse/.".into(),
        ]
        .map(|line| fr(&line))
        .to_vec(),
        facts_sheet: "Marché".into(),
        facts_note: fr("Ce qui a été dépouillé."),
        facts: vec![
            fact("Consultation", &market.title.value),
            fact("Acheteur", &market.buyer),
            fact("Grille", &terms.grid.head.name.to_string()),
            fact("Empreinte de la grille (SHA-256)", &terms.grid.sha256),
            fact("Date de référence", &terms.day.french()),
            fact("Par", concat!("sdet ", env!("CARGO_PKG_VERSION"))),
        ],
        headed: false,
        sheets: vec![summary(tender, names), matrix(tender, names)],
    }
}

fn summary(tender: &Tender<'_>, names: &[String]) -> Sheet {
    let columns = vec![
        shown("Candidat", 30, Content::Id),
        shown("Situation", 34, Content::Shown),
        shown("À écarter pour", 40, Content::Shown),
        shown("Rang", 14, Content::Shown),
        shown("Note pondérée", 14, Content::Shown),
        shown("Taux de conformité", 18, Content::Shown),
        shown("Non analysés", 14, Content::Shown),
    ];
    let rows = tender.bidders.iter().zip(names).map(|(bidder, name)| {
        let missed: Vec<&str> = bidder
            .all_lines()
            .filter(|line| line.sets_aside())
            .map(|line| tender.terms.statement(line.place).id.as_str())
            .collect();
        let open = bidder.all_lines().filter(|line| line.is_open()).count();
        Row {
            cells: vec![
                name.clone(),
                bidder.standing.label().to_owned(),
                missed.join(", "),
                rank(bidder),
                note(bidder),
                bidder.figures.requirements.rate().map_or_else(|| "sans objet".into(), percent),
                open.to_string(),
            ],
        }
    });
    Sheet { name: "Synthèse".into(), rows: rows.collect(), columns }
}

fn rank(bidder: &Bidder<'_>) -> String {
    bidder.ranking.map_or_else(String::new, |ranking| {
        format!("{}{}", ranking.rank, if ranking.tied { " ex aequo" } else { "" })
    })
}

fn note(bidder: &Bidder<'_>) -> String {
    let kept = bidder.note.as_ref().filter(|_| bidder.standing != Standing::SetAside);
    kept.map_or_else(String::new, |note| french_decimal(note.tenths()))
}

/// Every statement asked for, with what each bidder declares and what is retained.
#[must_use]
pub fn matrix(tender: &Tender<'_>, names: &[String]) -> Sheet {
    let mut columns = vec![
        shown("Identifiant", 12, Content::Id),
        shown("Niveau", 16, Content::Shown),
        shown("Éliminatoire", 13, Content::Shown),
        shown("Énoncé", 52, Content::Shown),
    ];
    for name in names {
        for side in ["déclaré", "retenu"] {
            columns.push(shown(&format!("{name} — {side}"), 18, Content::Shown));
        }
    }
    let Some(first) = tender.bidders.first() else {
        return Sheet { name: "Matrice".into(), columns, rows: Vec::new() };
    };
    let rows = first.all_lines().enumerate().map(|(at, line)| {
        let statement = tender.terms.statement(line.place);
        let eliminating = match (line.market_waived, line.eliminating) {
            (true, _) => "non demandé",
            (false, true) => "oui",
            (false, false) => "",
        };
        let mut cells = vec![
            statement.id.clone(),
            statement.level().label().to_owned(),
            eliminating.to_owned(),
            statement.text.clone(),
        ];
        for bidder in &tender.bidders {
            cells.extend(bidder.all_lines().nth(at).map(sides).unwrap_or_default());
        }
        Row { cells }
    });
    Sheet { name: "Matrice".into(), rows: rows.collect(), columns }
}

fn sides(line: &Line) -> [String; 2] {
    [line.declared.printed().to_owned(), line.retained_label().to_owned()]
}
