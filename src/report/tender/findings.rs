//! What sets offers aside, what evidence lacks, what is waived, why the buyer retains what it does,
//! what moved between rounds.

use super::TenderView;
use super::matrix::cell;
use crate::date::Date;
use crate::market::{Bidder, Line, Place, Standing, Terms};
use crate::report::marked::{inline, reference};
use crate::report::page::{Page, Table};
use crate::report::phrases;
use crate::words::{Status, Vocabulary, counted, fr};

/// Offers that may be set aside, each with the statements it misses.
pub(super) fn set_aside(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "1. Offres à écarter, sauf régularisation");
    let terms = view.tender.terms;
    let of = |wanted: Standing| {
        view.bidders().filter(move |(_, one)| one.standing == wanted).collect::<Vec<_>>()
    };
    let aside = of(Standing::SetAside);
    let eliminating = |one: &Bidder<'_>| one.all_lines().any(|line| line.eliminating);
    if !view.tender.bidders.iter().any(eliminating) {
        out.say("**Le marché ne rend aucun énoncé éliminatoire : aucune offre ne peut être à écarter à ce titre.**");
        return;
    }
    if aside.is_empty() {
        out.say("Aucune, d'après ce que l'acheteur retient.");
    } else {
        out.say(&format!(
        "{} : un énoncé éliminatoire au moins n'est pas satisfait, d'après ce que l'acheteur retient. L'écarter ou l'autoriser à régulariser est la décision de l'acheteur (code de la commande publique, art. R. 2152-1 et R. 2152-2).",
        counted(aside.len() as u64, "offre", "offres")
    ));
    }
    for (name, bidder) in &aside {
        out.heading_with(3, "", name);
        for line in bidder.all_lines().filter(|one| one.sets_aside()) {
            missed(terms, bidder, line, view.anonymous, out);
        }
        out.end_list();
    }
    let unfinished = of(Standing::Unfinished);
    if unfinished.is_empty() {
        return;
    }
    out.heading(3, "Analyse inachevée");
    out.say("Rien n'est conclu de ces offres : des énoncés éliminatoires n'ont pas été analysés.");
    for (name, bidder) in &unfinished {
        let open = bidder.all_lines().filter(|one| one.eliminating && one.is_open());
        let ids: Vec<String> = open.map(|one| reference(&terms.statement(one.place).id)).collect();
        let number = counted(ids.len() as u64, "énoncé", "énoncés");
        out.item("", &format!("{name} — {number}{}{}", fr(" : "), ids.join(", ")));
    }
    out.end_list();
}

/// A statement not met: its text, the answer given, what the buyer retains and why.
pub(super) fn missed(
    terms: Terms<'_>,
    bidder: &Bidder<'_>,
    line: &Line,
    anonymous: bool,
    out: &mut Page,
) {
    let statement = terms.statement(line.place);
    out.item("", &format!("**{}** — {}", reference(&statement.id), inline(&statement.text)));
    out.sub_item(&format!("Déclaré : {}", line.declared.printed()), "");
    let answer = bidder.answer(line.place);
    if let Some(text) = answer.and_then(|one| one.justification.as_ref()).filter(|_| !anonymous) {
        out.item_quote(&text.value);
    }
    out.sub_item(&format!("Retenu : {}", said(line, anonymous)), "");
    let ground = line.retained.as_ref().and_then(|one| one.ground.as_deref());
    if let Some(ground) = ground.filter(|_| !anonymous) {
        out.item_quote(ground);
    }
}

/// What is retained, with its day.
fn said(line: &Line, anonymous: bool) -> String {
    let Some(one) = &line.retained else {
        return line.retained_label().to_owned();
    };
    let how = if one.wholesale { ", comme déclaré" } else { "" };
    let when = if anonymous { String::new() } else { format!(", le {}", one.on.french()) };
    let waived = match (line.waiver_admitted, line.market_waived) {
        (_, true) => " ; le marché ne demande pas cet énoncé",
        (true, false) => " ; dérogation admise",
        (false, false) => "",
    };
    fr(&format!("{}{how}{when}{waived}", one.status.label()))
}

/// Statements claimed as met without valid evidence, by bidder.
pub(super) fn evidence(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "6. Preuves manquantes");
    out.say("Énoncés retenus (ou, faute d'analyse, déclarés) conformes ou partiels sans aucune pièce valable à la date de référence ; déclaré → retenu :");
    let terms = view.tender.terms;
    for (name, bidder) in view.bidders() {
        let lacking: Vec<&Line> = bidder.all_lines().filter(|one| one.lacks_evidence()).collect();
        let number = counted(lacking.len() as u64, "énoncé", "énoncés");
        out.item("", &format!("{name} — {number}"));
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for line in &lacking {
            let (sides, id) = (cell(line), reference(&terms.statement(line.place).id));
            match groups.iter_mut().find(|(one, _)| *one == sides) {
                Some((_, ids)) => ids.push(id),
                None => groups.push((sides, vec![id])),
            }
        }
        for (sides, ids) in groups {
            out.sub_item(&format!("{sides} : "), &ids.join(", "));
        }
        if view.anonymous {
            continue;
        }
        for line in lacking {
            for (piece, validity) in pieces(bidder, line) {
                let id = reference(&terms.statement(line.place).id);
                let piece = inline(&piece);
                out.sub_item("", &format!("{id}{}{piece}, {validity}", fr(" : ")));
            }
        }
    }
    out.end_list();
}

/// The pieces of an answer that do not prove, each with what it is worth.
pub(super) fn pieces(bidder: &Bidder<'_>, line: &Line) -> Vec<(String, String)> {
    let Some(answer) = bidder.answer(line.place) else {
        return Vec::new();
    };
    let pieces = answer.evidence.iter().zip(&line.judged.pieces);
    pieces
        .map(|(piece, validity)| {
            let file = piece.file.as_ref().map(|file| file.value.as_str());
            let name = file.or(piece.reference.as_deref()).unwrap_or("pièce sans nom");
            (name.to_owned(), phrases::validity(validity))
        })
        .collect()
}

/// The waivers of the market, then those of the bidders.
pub(super) fn waivers(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "7. Dérogations");
    let terms = view.tender.terms;
    out.heading(3, "Dérogations du marché");
    if terms.market.waivers.is_empty() {
        out.say("Aucune : le marché demande tous les énoncés de son périmètre.");
    } else {
        out.say("Le marché ne demande pas ces énoncés : ils n'écartent personne et n'entrent dans aucune note ; le taux de conformité à la grille les compte toujours.");
        for waiver in &terms.market.waivers {
            let text = terms.grid.statement(&waiver.statement.value);
            let text = text.map(|one| inline(&one.text)).unwrap_or_default();
            out.item("", &format!("**{}** — {text}", reference(&waiver.statement.value)));
            let reference = waiver.reference.as_deref().map(inline);
            let reference = reference.map(|one| format!(" ({one})")).unwrap_or_default();
            out.sub_item("Motif : ", &format!("{}{reference}", inline(&waiver.ground)));
        }
        out.end_list();
    }
    out.heading(3, "Dérogations des candidats");
    let mut table = Table::new(
        &["Candidat", "Énoncé", "Déclaré", "Retenu", "Dérogation", "Admise par l'acheteur"],
        6,
    );
    for (name, bidder) in view.bidders() {
        for (line, state) in waived(terms, bidder) {
            table.row(vec![
                name.clone(),
                reference(&terms.statement(line.place).id),
                line.declared.printed().into(),
                line.retained_label().into(),
                state,
                if line.waiver_admitted { "oui".into() } else { "non".into() },
            ]);
        }
    }
    if table.rows.is_empty() {
        out.say("Aucune.");
        return;
    }
    out.say("Une dérogation admise n'augmente aucun taux et aucune note : elle empêche seulement que l'énoncé écarte l'offre.");
    out.say("Celles que les candidats déclarent :");
    out.table(table);
}

/// The lines under a waiver that the bidder declares, each with what it is worth.
pub(super) fn waived<'l>(
    terms: Terms<'l>,
    bidder: &'l Bidder<'_>,
) -> impl Iterator<Item = (&'l Line, String)> {
    bidder.all_lines().filter_map(move |line| {
        let waiver = bidder.answer(line.place)?.waiver.as_ref()?;
        Some((line, fr(&phrases::waiver(&waiver.state(terms.day)))))
    })
}

/// The reasons of what is retained otherwise than declared, or not as met.
pub(super) fn reasons(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "8. Motifs");
    if view.anonymous {
        out.say("Sans objet ici : la comparaison anonyme ne donne ni justification ni motif.");
        return;
    }
    out.say("Ce que l'acheteur retient autrement que déclaré, ou non conforme, et pourquoi.");
    let terms = view.tender.terms;
    for (name, bidder) in view.bidders() {
        out.heading_with(3, "", &name);
        if let Some(ground) = bidder.matter.appraisal.and_then(|one| one.wholesale.as_deref()) {
            let who = bidder.matter.appraisal.map(|one| decided(&one.by, one.on.value));
            let ground = format!("{}{}", inline(ground), who.unwrap_or_default());
            out.item("Sauf appréciation contraire, retenu comme déclaré : ", &ground);
        }
        let mut nothing = bidder.matter.appraisal.is_none_or(|one| one.wholesale.is_none());
        for line in bidder.all_lines().filter(|one| needs_reason(one)) {
            nothing = false;
            let Some(one) = &line.retained else { continue };
            let id = reference(&terms.statement(line.place).id);
            let arrow = format!("{} → {}", line.declared.printed(), one.status.label());
            out.item("", &format!("**{id}** — {arrow}{}", decided(&one.by, one.on)));
            if let Some(ground) = &one.ground {
                out.item_quote(ground);
            }
        }
        match nothing {
            true => out.say("Aucun."),
            false => out.end_list(),
        }
    }
}

/// Who decided, and when.
fn decided(by: &str, on: Date) -> String {
    format!(" ({}, le {})", inline(by), on.french())
}

pub(super) fn needs_reason(line: &Line) -> bool {
    let own = line.retained.as_ref().filter(|one| !one.wholesale);
    own.is_some_and(|one| one.status != line.declared || one.status != Status::Compliant)
}

/// What each bidder changed since a former round.
pub(super) fn rounds(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "Évolution depuis le tour précédent");
    out.say("Ce que chaque candidat déclare, avant puis maintenant ; l'analyse de l'acheteur ne porte que sur les offres de maintenant.");
    let id = |place: Place| reference(&view.tender.terms.statement(place).id);
    for round in view.rounds {
        out.heading_with(3, "", &inline(&round.candidate));
        if !round.is_there {
            out.say("N'a plus d'offre à ce tour.");
            continue;
        }
        if !round.was_there {
            out.say("N'avait pas d'offre au tour précédent.");
            continue;
        }
        if round.moved.is_empty() && round.reworded.is_empty() && round.documented.is_empty() {
            out.say("Ni statut, ni justification, ni preuve, ni dérogation n'ont changé.");
            continue;
        }
        if !round.moved.is_empty() {
            let mut table = Table::new(&["Énoncé", "Avant", "Maintenant"], 3);
            for one in &round.moved {
                table.row(vec![
                    id(one.place),
                    one.before.printed().into(),
                    one.after.printed().into(),
                ]);
            }
            out.say("Statuts changés :");
            out.table(table);
        }
        let lists = [
            ("Même statut, justification réécrite : ", &round.reworded),
            ("Preuves ou dérogation changées : ", &round.documented),
        ];
        for (label, places) in lists.iter().filter(|(_, places)| !places.is_empty()) {
            let ids: Vec<String> = places.iter().map(|place| id(*place)).collect();
            out.item(label, &ids.join(", "));
        }
        out.end_list();
    }
}
