//! §7: what separates the readings, then every piece of evidence.

use crate::assess::{Gap, Gaps, Step};
use crate::evidence::Validity;
use crate::report::cells::{day, piece_name};
use crate::report::marked::{inline, reference};
use crate::report::page::{Page, Table};
use crate::report::view::View;
use crate::report::{phrases, readings};
use crate::words::{Level, Vocabulary, counted, fr};

const LEVELS: [Level; 2] = [Level::Requirement, Level::Recommendation];

pub(super) fn render(view: &View<'_>, out: &mut Page) {
    out.heading(2, "7. Preuves");
    to_proved(view, out);
    to_verified(view, out);
    pieces(view, out);
}

fn to_proved(view: &View<'_>, out: &mut Page) {
    out.heading(3, "7.1 Du déclaré au prouvé");
    for level in LEVELS {
        let counts = view.counts(level);
        out.say(&format!(
            "{} conformes : {} déclarées, {} prouvées.",
            plural(level),
            counts.compliant,
            counts.compliant_proved
        ));
        let Gaps { to_proved: gap, .. } = view.gaps(level);
        if gap.is_closed() {
            out.say("Rien ne sépare le déclaré du prouvé.");
            continue;
        }
        if let Some(way) = readings::way_to_proved(level, gap) {
            out.say(&format!("**{way}** :"));
            steps(view, gap, "À faire", out);
        }
        without_piece(view, level, gap, out);
        ids(
            view,
            "Contredites par une vérification, à corriger puis à faire revérifier",
            &gap.refuted,
            out,
        );
        ids(
            view,
            "Sans objet hors cas prévu, à prouver tout de même ou à évaluer",
            &gap.unforeseen,
            out,
        );
    }
}

fn to_verified(view: &View<'_>, out: &mut Page) {
    out.heading(3, "7.2 Du prouvé au vérifié");
    for level in LEVELS {
        let counts = view.counts(level);
        out.say(&format!(
            "{} conformes : {} prouvées, {} vérifiées.",
            plural(level),
            counts.compliant_proved,
            counts.compliant_verified
        ));
        let Gaps { to_verified: gap, .. } = view.gaps(level);
        if gap.is_closed() {
            out.say("Rien ne sépare le prouvé du vérifié.");
            continue;
        }
        if let Some(way) = readings::way_to_verified(level, gap) {
            out.say(&format!("**{way}** :"));
            steps(view, gap, "", out);
        }
        ids(
            view,
            "Vérifications qui ne comptent pas (datées d'après la date de référence, ou faites par qui a répondu)",
            &gap.uncounted,
            out,
        );
    }
}

fn plural(level: Level) -> &'static str {
    match level {
        Level::Requirement => "Exigences",
        Level::Recommendation => "Recommandations",
    }
}

/// The steps as a table; `to_do` names the column of remedies, and is empty where there is none.
fn steps(view: &View<'_>, gap: &Gap, to_do: &str, out: &mut Page) {
    let header: Vec<&str> =
        ["Pièce", to_do, "Énoncés gagnés"].into_iter().filter(|title| !title.is_empty()).collect();
    let mut table = Table::new(&header, header.len());
    for step in &gap.steps {
        let mut row = vec![piece(view, step)];
        if !to_do.is_empty() {
            row.push(readings::remedy(&step.faults));
        }
        row.push(listed(view, &step.statements));
        table.row(row);
    }
    out.table(table);
}

fn piece(view: &View<'_>, step: &Step) -> String {
    view.piece(step.piece).map(piece_name).unwrap_or_default()
}

fn listed(view: &View<'_>, statements: &[usize]) -> String {
    statements.iter().map(|one| reference(view.id(*one))).collect::<Vec<_>>().join(", ")
}

fn without_piece(view: &View<'_>, level: Level, gap: &Gap, out: &mut Page) {
    if gap.without_piece.is_empty() {
        return;
    }
    let number = gap.without_piece.len() as u64;
    out.say(&format!("{} sans aucune pièce :", readings::statements(number, level)));
    let mut table = Table::new(&["Énoncé", "Types de pièces admis"], 2);
    for statement in &gap.without_piece {
        let kinds = readings::accepted_kinds(view, *statement);
        table.row(vec![reference(view.id(*statement)), kinds]);
    }
    out.table(table);
}

fn ids(view: &View<'_>, label: &str, statements: &[usize], out: &mut Page) {
    if !statements.is_empty() {
        out.item(&format!("{label} : "), &listed(view, statements));
        out.end_list();
    }
}

fn pieces(view: &View<'_>, out: &mut Page) {
    out.heading(3, "7.3 Les pièces");
    let (valid, others) = view.evidence_counts();
    if valid + others == 0 {
        out.say("Aucune pièce n'est jointe : rien n'est prouvé.");
        return;
    }
    out.say(&format!(
        "{} à la date de référence, {} :",
        counted(valid, "pièce valable", "pièces valables"),
        counted(others, "pièce qui ne prouve rien", "pièces qui ne prouvent rien")
    ));
    let mut table = Table::new(
        &["Énoncé", "Pièce", "Page", "Type", "Date", "Valable jusqu'au", "État", "SHA-256"],
        8,
    );
    for row in &view.rows {
        for piece in &row.pieces {
            let declared = piece.piece;
            table.row(vec![
                reference(&row.statement.id),
                piece_name(piece),
                declared.page.as_deref().map_or_else(|| "—".into(), inline),
                declared.kind.map_or("—", |kind| kind.value.label()).to_owned(),
                day(declared.date),
                day(declared.valid_until),
                fr(&phrases::validity(piece.validity)),
                piece.sha256.unwrap_or("—").to_owned(),
            ]);
        }
    }
    out.table(table);
    if view
        .rows
        .iter()
        .flat_map(|row| &row.pieces)
        .any(|piece| matches!(piece.validity, Validity::NoFile | Validity::Address))
    {
        out.say("Une référence ou une adresse seule ne prouve rien : joignez une copie.");
    }
}
