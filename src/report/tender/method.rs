//! How a tender is judged, and what exactly was.

use crate::market::{Eliminating, Tender};
use crate::report::marked::{inline, reference};
use crate::report::page::Page;
use crate::report::phrases;
use crate::words::{Vocabulary, counted, fr};

/// The rules, in words.
pub(super) fn render(tender: &Tender<'_>, out: &mut Page) {
    let market = tender.terms.market;
    out.heading(2, "10. Méthode");
    for line in [
        "déclaré : ce que le candidat répond ; une réponse vide, ou « sans objet » sans justification, est « NON RENSEIGNÉ », jamais un oui",
        "retenu : ce que l'acheteur apprécie, avec un motif, un auteur et une date ; sans appréciation, l'énoncé est « NON ANALYSÉ » et rien n'en est conclu",
        "une offre est à écarter, sauf régularisation, si un énoncé éliminatoire est retenu partiel ou non conforme, sans dérogation du candidat admise par l'acheteur",
        "taux de conformité : exigences retenues conformes sur exigences applicables de la grille, sans les compléments",
        "taux hors dérogation : les exigences sous dérogation admise, ou que le marché ne demande pas, sont retirées des applicables",
        "avancement : conformes, plus la part annoncée des partiels, sur applicables",
        "un énoncé que le marché ne demande pas reste dans les taux, et sort des notes et des causes d'éviction",
        "une offre n'a de note que si tous les énoncés demandés des axes qui comptent sont analysés, et de rang que si elle n'est pas à écarter",
        "tout est calculé en fractions exactes ; ce qui s'imprime est tronqué à une décimale, les rangs comparent les valeurs exactes",
    ] {
        out.item(line, "");
    }
    match &market.eliminating {
        Eliminating::Requirements => out.item(
            "énoncés éliminatoires : toutes les exigences demandées, compléments compris",
            "",
        ),
        Eliminating::Critical => out.item(
            "énoncés éliminatoires : les exigences critiques demandées, compléments compris",
            "",
        ),
        Eliminating::Listed(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| reference(&id.value)).collect();
            out.item("énoncés éliminatoires, d'après la liste du marché : ", &ids.join(", "));
        }
    }
    out.end_list();
}

/// The identity of what was judged.
pub(super) fn identification(title: &str, tender: &Tender<'_>, out: &mut Page) {
    let terms = tender.terms;
    let market = terms.market;
    out.heading(2, title);
    out.item("Consultation : ", &inline(&market.title.value));
    out.item("Acheteur : ", &inline(&market.buyer));
    if let Some(reference) = &market.reference {
        out.item("Référence : ", &inline(reference));
    }
    out.item(&format!("Envoyée le {}", market.sent_on.french()), "");
    let scope = phrases::scope_words(market.object, &market.scope).join(", ");
    out.item(&format!("Périmètre : {scope}"), "");
    let asked = tender.bidders.first().map_or(0, |one| one.lines.len()) as u64;
    let local = terms.local.statements.len() as u64;
    out.item(
        &format!(
            "{} de la grille, {} de l'acheteur",
            counted(asked, "énoncé", "énoncés"),
            counted(local, "énoncé", "énoncés")
        ),
        "",
    );
    out.item(
        "Grille : ",
        &format!("{} — {}", terms.grid.head.name, inline(&terms.grid.head.title)),
    );
    out.item(&format!("Empreinte de la grille (SHA-256) : {}", terms.grid.sha256), "");
    out.item(&format!("État de la grille : {}", terms.grid.head.state.label().to_lowercase()), "");
    out.item(&fr(&format!("Date de référence : {}", terms.day.french())), "");
    out.item(&format!("Programme : sdet {}", env!("CARGO_PKG_VERSION")), "");
    out.end_list();
}
