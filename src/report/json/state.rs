//! From a JSON report to one side of a comparison, its words and dates read.

use super::{LevelFigures, PieceResult, RateValue, Report, StatementResult, WaiverResult};
use crate::compare::{
    Action, Entry, LevelFigures as SideFigures, Marks, Piece, PieceState, Scope, State, Waiver,
    WaiverWord,
};
use crate::date::Date;
use crate::fraction::Rate;
use crate::words::{Modality, Status, Verdict, Vocabulary, shown};

/// The side that a report makes; what cannot be read goes to `wrong`. `None` if anything cannot.
#[must_use]
pub fn state(report: &Report, wrong: &mut Vec<String>) -> Option<State> {
    let mention = report.synthese.mention.as_ref();
    if mention.is_none() {
        wrong.push("il n'a pas de mention".into());
    }
    let verdict = mention.and_then(|one| word::<Verdict>("mention", &one.code, wrong));
    let day = date("date", &report.date, wrong);
    let assessed_on = date("date_evaluation", &report.projet.date_evaluation, wrong);
    let valid_until = date("valable_jusqu_au", &report.valable_jusqu_au, wrong);
    let entries: Vec<Option<Entry>> = report.enonces.iter().map(|one| entry(one, wrong)).collect();
    let scope = &report.projet.perimetre;
    let notes = &report.synthese.notes;
    Some(State {
        grid: report.grille.id.clone(),
        version: report.grille.version.clone(),
        sha256: report.grille.sha256.clone(),
        title: report.projet.intitule.clone(),
        day: day?,
        assessed_on: assessed_on?,
        valid_until: valid_until?,
        public: report.public,
        scope: Scope {
            object: report.projet.objet.clone(),
            degrees: scope.degres.clone(),
            roles: scope.roles.clone(),
            core: scope.socle,
        },
        verdict: verdict?,
        mention: mention?.phrase.clone(),
        requirements: figures(&report.synthese.exigences),
        recommendations: figures(&report.synthese.recommandations),
        marks: Marks {
            theoretical: notes.theorique.clone(),
            practical: notes.pratique.clone(),
            top: notes.sur,
        },
        entries: entries.into_iter().collect::<Option<Vec<Entry>>>()?,
    })
}

fn word<V: Vocabulary>(name: &str, text: &str, wrong: &mut Vec<String>) -> Option<V> {
    let at = V::WORDS.iter().position(|word| word.key == text);
    if at.is_none() {
        wrong.push(format!("{name} : mot inconnu {}", shown(text)));
    }
    V::ALL.get(at?).copied()
}

fn date(name: &str, text: &str, wrong: &mut Vec<String>) -> Option<Date> {
    let date = Date::parse(text).ok();
    if date.is_none() {
        wrong.push(format!("{name} : date refusée {}", shown(text)));
    }
    date
}

fn optional_date(name: &str, text: Option<&String>, wrong: &mut Vec<String>) -> Option<Date> {
    text.and_then(|text| date(name, text, wrong))
}

fn figures(level: &LevelFigures) -> SideFigures {
    let rate =
        |value: &Option<RateValue>| value.as_ref().and_then(|value| Rate::of(value.num, value.den));
    SideFigures {
        declared: rate(&level.taux),
        proved: rate(&level.taux_prouve),
        verified: rate(&level.taux_verifie),
        without_waivers: rate(&level.taux_hors_derogation),
        completeness: rate(&level.completude),
    }
}

fn entry(one: &StatementResult, wrong: &mut Vec<String>) -> Option<Entry> {
    let name = format!("énoncé {}", shown(&one.id));
    let modality = word::<Modality>(&name, &one.modalite, wrong);
    let standing = word::<Status>(&name, &one.compte_comme, wrong);
    let declared = word::<Status>(&name, &one.statut, wrong);
    let mut reach = one.concerne.clone();
    reach.extend(one.objets.iter().chain(&one.degres).cloned());
    reach.extend(one.socle.then(|| "socle".to_owned()));
    let pieces = one.preuves.iter().map(|piece| read_piece(&name, piece, wrong)).collect();
    let waiver = one.derogation_declaree.as_ref().map(|waiver| read_waiver(&name, waiver, wrong));
    let action = one.action.as_ref().map(|action| Action {
        label: action.libelle.clone(),
        due: optional_date(&name, action.echeance.as_ref(), wrong),
    });
    declared?;
    Some(Entry {
        id: one.id.clone(),
        modality: modality?,
        critical: one.critique,
        text: one.enonce.clone(),
        reach,
        expected: one.preuves_attendues.clone(),
        not_applicable_if: one.sans_objet_si.clone(),
        standing: standing?,
        justification: one.justification.clone(),
        proved: one.prouve,
        verified: one.verifie,
        refuted: one.infirme,
        waived: one.derogation,
        pieces,
        waiver,
        action,
    })
}

fn read_piece(name: &str, piece: &PieceResult, wrong: &mut Vec<String>) -> Piece {
    Piece {
        name: piece.fichier.clone().or_else(|| piece.reference.clone()),
        sha256: piece.sha256.clone(),
        until: optional_date(name, piece.valable_jusqu_au.as_ref(), wrong),
        state: match piece.etat.as_str() {
            "valable" => PieceState::Valid,
            "expiree" => PieceState::Expired,
            other => PieceState::Other(other.to_owned()),
        },
    }
}

fn read_waiver(name: &str, waiver: &WaiverResult, wrong: &mut Vec<String>) -> Waiver {
    Waiver {
        until: optional_date(name, waiver.echeance.as_ref(), wrong),
        state: match waiver.etat.as_str() {
            "en_vigueur" => WaiverWord::Holds,
            "expiree" => WaiverWord::Expired,
            _ => WaiverWord::Other,
        },
    }
}
