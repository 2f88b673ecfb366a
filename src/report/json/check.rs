//! Whether the figures of a report are those of its own statements.

use std::collections::BTreeSet;

use super::build::level;
use super::{LevelFigures, Report, StatementResult};
use crate::assess::{Figures, Judged, conclude};
use crate::date::Date;
use crate::grid::Scale;
use crate::words::{Level, Modality, Status, Support, Vocabulary, quoted, shown};

/// What in a report contradicts its own statements; its words were found to be known.
pub(super) fn contradictions(report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for one in &report.enonces {
        if !seen.insert(one.id.as_str()) {
            found.push(format!("l'énoncé {} y est deux fois", shown(&one.id)));
        }
        found.extend(claims(one));
    }
    let scale = scale(report);
    let total = figures(report.enonces.iter(), &scale);
    let summary = &report.synthese;
    found.extend(compare("de la synthèse", [&summary.exigences, &summary.recommandations], &total));
    for axis in &report.axes {
        let own = report.enonces.iter().filter(|one| one.axe == axis.id);
        let name = format!("de l'axe {}", shown(&axis.id));
        found.extend(compare(
            &name,
            [&axis.exigences, &axis.recommandations],
            &figures(own, &scale),
        ));
    }
    found.extend(mention(report, &total, &scale));
    found
}

/// What a statement says of itself that its own pieces and answers do not bear out.
fn claims(one: &StatementResult) -> Option<String> {
    let valid = one.preuves.iter().any(|piece| piece.valable);
    let states = one.preuves.iter().all(|piece| piece.valable == (piece.etat == "valable"));
    let unmet = ["partiel", "non_conforme"].contains(&one.compte_comme.as_str());
    let waiver = one.derogation_declaree.as_ref().is_some_and(|waiver| waiver.en_vigueur);
    let sound = states
        && one.prouve == (valid && !one.infirme)
        && (one.prouve || !one.verifie)
        && one.derogation == (unmet && waiver)
        && one.sans_objet_prevu.is_some() == (one.compte_comme == "sans_objet")
        && Modality::read(&one.modalite).is_some_and(|word| word.level().key() == one.niveau);
    (!sound).then(|| format!("l'énoncé {} se contredit", shown(&one.id)))
}

fn scale(report: &Report) -> Scale {
    let scale = &report.grille.bareme;
    Scale {
        requirements: scale.coef_exigences,
        recommendations: scale.coef_recommandations,
        partial: scale.coef_partiel,
        top: scale.note_max,
        partial_threshold: scale.seuil_partielle,
        months_valid: scale.validite_mois,
        months_after_replacement: scale.validite_apres_remplacement_mois,
    }
}

fn figures<'a>(statements: impl Iterator<Item = &'a StatementResult>, scale: &Scale) -> Figures {
    let judged: Vec<(Level, Judged)> = statements.map(judged).collect();
    Figures::of(judged.iter().map(|(level, one)| (*level, one)), scale)
}

fn judged(one: &StatementResult) -> (Level, Judged) {
    let level = Modality::read(&one.modalite).map_or(Level::Requirement, Modality::level);
    let standing = Status::read(&one.compte_comme).unwrap_or(Status::ToAssess);
    let unmet = matches!(standing, Status::Partial | Status::NonCompliant);
    let reasoned = one.justification.is_some() || one.derogation;
    let judged = Judged {
        statement: 0,
        standing,
        foreseen: one.sans_objet_prevu,
        proved: one.prouve,
        verified: one.verifie,
        refuted: one.infirme,
        waived: one.derogation,
        explained: level == Level::Recommendation && unmet && reasoned,
        pieces: Vec::new(),
    };
    (level, judged)
}

fn compare(name: &str, sides: [&LevelFigures; 2], figures: &Figures) -> Vec<String> {
    let expected = [
        level(&figures.requirements, Level::Requirement),
        level(&figures.recommendations, Level::Recommendation),
    ];
    let names = ["exigences", "recommandations"];
    let wrong = sides.into_iter().zip(expected).zip(names);
    wrong
        .filter(|((found, expected), _)| *found != expected)
        .map(|(_, side)| format!("les comptes {name}, {side}, ne sont pas ceux des énoncés"))
        .collect()
}

fn mention(report: &Report, total: &Figures, scale: &Scale) -> Option<String> {
    let given = report.synthese.mention.as_ref()?;
    let days = (Date::parse(&report.date), Date::parse(&report.valable_jusqu_au));
    let (Ok(day), Ok(until)) = days else {
        return None;
    };
    let mention = conclude(total, scale, day, until);
    let same = given.code == mention.verdict.key()
        && given.appui.as_deref() == mention.support.map(Support::key);
    (!same).then(|| format!("la mention {} n'est pas celle de ses comptes", quoted(&given.code)))
}
