//! The inventory as a page to print before the auditor comes.

use super::{Citation, Inventory, PieceEntry};
use crate::evidence::Validity;
use crate::report::cells::{day, passage, piece_name};
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::report::view::Row;
use crate::report::{phrases, readings};
use crate::words::{Level, Status, Vocabulary, counted, fr, shown};

/// The whole page.
#[must_use]
pub fn render(inventory: &Inventory<'_>) -> String {
    let mut out = Page::default();
    head(inventory, &mut out);
    figures(inventory, &mut out);
    faulty(inventory, &mut out);
    unsupported(inventory, &mut out);
    ending(inventory, &mut out);
    shared(inventory, &mut out);
    unused(inventory, &mut out);
    all(inventory, &mut out);
    crate::report::markdown::render(&out)
}

fn head(inventory: &Inventory<'_>, out: &mut Page) {
    let matter = &inventory.view.matter;
    out.title("Preuves", &matter.grid.short_title(), &inline(&matter.project.title.value));
    out.say(&format!("**{}**", phrases::DISCLAIMER));
    out.say(&format!(
        "Date de référence : {}. Échéances regardées jusqu'au {} ({}). Le contenu des pièces n'est ni lu ni jugé : seuls leur présence, leur date, leur type et leur empreinte le sont.",
        matter.assessment.day.french(),
        inventory.until().french(),
        counted(u64::from(inventory.horizon), "jour", "jours")
    ));
}

fn figures(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "1. En bref");
    let citations = inventory.citations().count();
    let valid = inventory.citations().filter(|one| *one.piece.validity == Validity::Valid).count();
    let of_level = |level| {
        let rows = inventory.unsupported.iter();
        rows.filter(|row| row.statement.level() == level).count()
    };
    out.say("Une pièce citée par plusieurs énoncés compte une fois comme pièce, et autant de fois comme citation :");
    let mut table = Table::new(&["", "Nombre"], 1);
    let mut row = |label: &str, number: usize| {
        table.row(vec![fr(label), crate::words::count(number as u64)]);
    };
    row("Pièces citées", inventory.pieces.len());
    row("Citations", citations);
    row("dont valables à la date de référence", valid);
    row("dont qui ne prouvent rien", citations - valid);
    row("Pièces valables à renouveler dans le délai", inventory.ending().len());
    row(
        "Exigences déclarées conformes ou partielles sans preuve valable",
        of_level(Level::Requirement),
    );
    row(
        "Recommandations déclarées conformes ou partielles sans preuve valable",
        of_level(Level::Recommendation),
    );
    row("Énoncés contredits par une vérification", inventory.refuted.len());
    row("Pièces citées par plusieurs énoncés", inventory.shared().len());
    if !inventory.view.public {
        row("Fichiers de preuves/ cités nulle part", inventory.unused.len());
    }
    out.table(table);
}

/// Whether a piece has a fault of some kind.
type Fault = fn(&Validity) -> bool;

/// The kinds of faults, in the order in which they are listed.
const FAULTS: [(&str, Fault); 9] = [
    ("Introuvables", |one| matches!(one, Validity::Missing { .. })),
    ("Modifiées depuis leur enregistrement", |one| *one == Validity::Changed),
    ("Expirées", |one| matches!(one, Validity::Expired(_))),
    ("Datées d'après la date de référence", |one| matches!(one, Validity::NotYetValid(_))),
    ("Hors du dossier du projet", |one| *one == Validity::Outside),
    ("Majuscules différentes sur le disque", |one| matches!(one, Validity::OtherCase { .. })),
    ("Illisibles, ou qui ne sont pas des fichiers", |one| {
        matches!(one, Validity::Unreadable | Validity::NotAFile)
    }),
    ("De type non prévu par la grille", |one| *one == Validity::UnexpectedKind),
    ("Références sans fichier", |one| matches!(one, Validity::NoFile | Validity::Address)),
];

fn faulty(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "2. Pièces à mettre en règle");
    let mut none = true;
    for (title, fits) in FAULTS {
        let with_it =
            |entry: &&PieceEntry<'_>| entry.citations.iter().any(|one| fits(one.piece.validity));
        let entries: Vec<&PieceEntry<'_>> = inventory.pieces.iter().filter(with_it).collect();
        if entries.is_empty() {
            continue;
        }
        none = false;
        out.heading(3, title);
        for entry in entries {
            let kept = entry.citations.iter().filter(|one| fits(one.piece.validity));
            let kept: Vec<&Citation<'_>> = kept.collect();
            out.item("", &fault(inventory, &kept));
        }
        out.end_list();
    }
    if none {
        out.say("Aucune.");
    }
}

/// « **preuves/aaf.pdf** (TEC-004, TEC-005) : expirée le 02/05/2014 ».
fn fault(inventory: &Inventory<'_>, citations: &[&Citation<'_>]) -> String {
    let piece = citations[0].piece;
    let ids: Vec<String> = citations.iter().map(|one| inline(&one.row.statement.id)).collect();
    let mut text = format!("**{}** ({})", piece_name(piece), ids.join(", "));
    text.push_str(&fr(&format!(" : {}", phrases::validity(piece.validity))));
    if inventory.view.public {
        return text;
    }
    let renamed = piece.path.and_then(|path| inventory.renamed.get(path));
    match (piece.validity, renamed) {
        (Validity::Missing { .. }, Some(path)) => {
            text.push_str(&fr(" ; renommée ? La même empreinte est celle de "));
            text.push_str(&inline(&shown(path)));
        }
        (Validity::Missing { near: Some(near) }, None) => {
            text.push_str(&fr(" ; nom voisin sur le disque : "));
            text.push_str(&inline(&shown(near)));
        }
        (Validity::OtherCase { actual }, _) => {
            text.push_str(&fr(" ; sur le disque : "));
            text.push_str(&inline(&shown(actual)));
        }
        (Validity::UnexpectedKind, _) => {
            let kinds = readings::accepted_kinds(inventory.view, citations[0].row.judged.statement);
            text.push_str(&fr(&format!(" ; types attendus : {kinds}")));
        }
        _ => {}
    }
    text
}

fn unsupported(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "3. Énoncés déclarés sans preuve valable");
    for (level, title) in
        [(Level::Requirement, "3.1 Exigences"), (Level::Recommendation, "3.2 Recommandations")]
    {
        out.heading(3, title);
        let rows = inventory.unsupported.iter().filter(|row| row.statement.level() == level);
        let rows: Vec<&&Row<'_>> = rows.collect();
        if rows.is_empty() {
            out.say("Aucun.");
            continue;
        }
        for row in rows {
            claim(inventory, row, out);
        }
        out.end_list();
    }
    if !inventory.refuted.is_empty() {
        out.heading(3, "3.3 Contredits par une vérification");
        out.say("Leurs pièces ne suffisent pas : une vérification dit que la réponse est fausse.");
        for row in &inventory.refuted {
            claim(inventory, row, out);
        }
        out.end_list();
    }
}

fn claim(inventory: &Inventory<'_>, row: &Row<'_>, out: &mut Page) {
    let critical = if row.statement.critical { ", critique" } else { "" };
    let status = match row.judged.standing {
        Status::Compliant => "conforme",
        Status::Partial => "partiel",
        Status::NonCompliant => "non conforme",
        Status::NotApplicable => "sans objet",
        Status::ToAssess => "à évaluer",
    };
    let kinds = readings::accepted_kinds(inventory.view, row.judged.statement);
    out.item(
        "",
        &format!(
            "**{}** ({status}{critical}) — {}",
            inline(&row.statement.id),
            inline(&row.statement.text),
        ),
    );
    let pieces: Vec<String> = row
        .pieces
        .iter()
        .map(|piece| format!("{} ({})", piece_name(piece), phrases::validity(piece.validity)))
        .collect();
    let pieces = if pieces.is_empty() { "aucune".into() } else { pieces.join(" ; ") };
    out.sub_item("pièces : ", &fr(&pieces));
    if !row.judged.refuted {
        out.sub_item("types admis : ", &kinds);
    }
}

fn ending(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, &format!("4. Échéances d'ici au {}", inventory.until().french()));
    let assessment = inventory.view.matter.assessment;
    let day = assessment.day;
    let ending = inventory.ending();
    let evaluation_ends = (day..=inventory.until())
        .contains(&assessment.valid_until)
        .then_some(assessment.valid_until);
    if ending.is_empty() && inventory.ending_waivers.is_empty() && evaluation_ends.is_none() {
        out.say("Aucune.");
        return;
    }
    out.say("Le dernier jour est encore valable :");
    let mut table = Table::new(&["Dernier jour", "Reste", "Quoi", "Énoncés"], 4);
    let mut lines: Vec<(crate::date::Date, String, String)> = Vec::new();
    for (end, entry) in ending {
        lines.push((end, piece_name(entry.first()), entry.statements().join(", ")));
    }
    for row in &inventory.ending_waivers {
        let Some(waiver) = &row.waiver else { continue };
        let Some(end) = waiver.waiver.until else { continue };
        let reference = waiver.waiver.reference.as_deref().map(inline).unwrap_or_default();
        lines.push((end.value, format!("dérogation {reference}"), row.statement.id.clone()));
    }
    if let Some(end) = evaluation_ends {
        lines.push((end, "l'évaluation entière".into(), "tous".into()));
    }
    lines.sort();
    for (end, what, ids) in lines {
        let left = phrases::days_left(day.days_until(end));
        table.row(vec![end.french(), left, what, inline(&ids)]);
    }
    out.table(table);
}

fn shared(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "5. Pièces citées par plusieurs énoncés");
    let shared = inventory.shared();
    if shared.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Un changement de l'une d'elles touche tous ces énoncés :");
    let mut table = Table::new(&["Pièce", "Nombre", "Énoncés"], 3);
    for entry in shared {
        let ids = entry.statements();
        let number = crate::words::count(ids.len() as u64);
        table.row(vec![piece_name(entry.first()), number, inline(&ids.join(", "))]);
    }
    out.table(table);
}

fn unused(inventory: &Inventory<'_>, out: &mut Page) {
    if inventory.view.public {
        return;
    }
    out.heading(2, "6. Fichiers de preuves/ cités nulle part");
    if inventory.unused.is_empty() {
        out.say("Aucun.");
        return;
    }
    out.say("À citer dans une réponse, ou à retirer avant la visite :");
    for file in &inventory.unused {
        out.item("", &inline(&file.path));
    }
    out.end_list();
}

fn all(inventory: &Inventory<'_>, out: &mut Page) {
    out.heading(2, "7. Toutes les pièces");
    if inventory.pieces.is_empty() {
        out.say("Aucune pièce n'est citée : rien n'est prouvé.");
        return;
    }
    out.say("Pièce par pièce, avec chaque énoncé qui la cite :");
    let mut table = Table::new(
        &["Pièce", "Énoncé", "Passage", "Type", "Date", "Valable jusqu'au", "État", "SHA-256"],
        8,
    );
    for one in inventory.citations() {
        let piece = one.piece.piece;
        table.row(vec![
            piece_name(one.piece),
            inline(&one.row.statement.id),
            piece.page.as_deref().map_or_else(|| "—".into(), passage),
            piece.kind.map_or("—", |kind| kind.value.label()).to_owned(),
            day(piece.date),
            day(piece.valid_until),
            fr(&phrases::validity(one.piece.validity)),
            one.piece.sha256.unwrap_or("—").to_owned(),
        ]);
    }
    out.table(table);
}
