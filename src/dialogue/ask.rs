//! What is asked: the status, then only what this status calls for.

use super::show::paragraph;
use super::{Item, STATUS};
use crate::answers::keys::ANSWER;
use crate::answers::record::Wish;
use crate::sheet::answers::incomplete;
use crate::sheet::column::kind_of;
use crate::sheet::raw::{RawCell, RawValue};
use crate::sheet::typed::{Said as Typed, Surroundings, read};
use crate::words::{Status, Vocabulary, fr};
use crate::yaml::record::{Record, numbers};
use crate::yaml::shape::Kind;

/// The letters by which statuses are chosen, in their order.
const LETTERS: [&str; 5] = ["c", "p", "n", "o", "e"];

/// One question.
#[derive(Debug)]
pub(super) struct Ask {
    /// The field it fills.
    pub(super) field: String,
    /// Its words.
    pub(super) words: String,
    /// Its kind.
    pub(super) kind: Kind,
}

/// What a reply says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A canonical text for the field.
    Text(String),
    /// The answer that was put aside, as it was.
    Former(Record),
    /// The answer put aside is no longer needed.
    Forget,
}

impl Said {
    /// Puts a reply in an answer.
    pub(super) fn put(self, field: &str, wish: &mut Wish) {
        match self {
            Self::Text(text) => {
                wish.after.insert(field.to_owned(), text);
            }
            Self::Former(record) => {
                wish.after = record;
                wish.forget_old = true;
            }
            Self::Forget => wish.forget_old = true,
        }
    }
}

/// Asked once an answer was looked at again.
pub(super) const FORGET: &str = "ancienne_reponse";

/// The question that fills a field.
pub(super) fn ask(field: &str, item: &Item<'_>) -> Ask {
    let key = field.rsplit('.').next().unwrap_or(field);
    let words = match field {
        STATUS => "Statut",
        FORGET => "L'ancienne réponse est-elle revue, à supprimer ? (o/n)",
        "justification" if item.calls_for_reason() => {
            "Justification, en une ou plusieurs phrases (nécessaire pour que la réponse compte)"
        }
        "justification" => "Justification, en une ou plusieurs phrases",
        "action.libelle" => "Action prévue : que ferez-vous ?",
        "action.porteur" => "Action : par qui ? (une fonction)",
        "action.echeance" => "Action : pour quand ? (JJ/MM/AAAA)",
        "derogation.accordee_par" => "Dérogation : accordée par qui ? (Entrée s'il n'y en a pas)",
        "derogation.reference" => "Dérogation : référence de la décision",
        "derogation.motif" => "Dérogation : motif",
        "derogation.echeance" => "Dérogation : jusqu'à quand ? (JJ/MM/AAAA)",
        _ => match key {
            "fichier" => {
                "Preuve : chemin du fichier dans le dossier du projet, comme preuves/essai.pdf (Entrée s'il n'y en a pas d'autre)"
            }
            "page" => "Preuve : page ou passage à lire",
            "type" => "Preuve : type",
            _ => "Preuve : sa date (JJ/MM/AAAA)",
        },
    };
    let kind = kind_of(&ANSWER, field).unwrap_or(Kind::Line);
    Ask { field: field.to_owned(), words: fr(words), kind }
}

/// What is asked next of a statement, once a field was replied to.
pub(super) fn after(field: &str, item: &Item<'_>) -> Option<String> {
    let said = |field: &str| item.record.contains_key(field);
    let next_piece = || {
        let last = numbers(&item.record, "preuves").last().copied().unwrap_or(0);
        format!("preuves.{}.fichier", last + 1)
    };
    let review = || (!item.old.is_empty()).then(|| FORGET.to_owned());
    let status = item.status();
    let fails = matches!(status, Some(Status::Partial | Status::NonCompliant));
    let action = || if fails { Some("action.libelle".to_owned()) } else { review() };
    match field {
        STATUS => match status {
            None | Some(Status::ToAssess) => None,
            Some(_) => Some("justification".into()),
        },
        "justification" => match status {
            Some(Status::Compliant | Status::Partial) => Some(next_piece()),
            Some(Status::NonCompliant) => action(),
            None | Some(Status::NotApplicable | Status::ToAssess) => review(),
        },
        "action.libelle" if said("action.libelle") => Some("action.porteur".into()),
        "action.porteur" => Some("action.echeance".into()),
        "action.libelle" | "action.echeance" => Some("derogation.accordee_par".into()),
        "derogation.accordee_par" if said("derogation.accordee_par") => {
            Some("derogation.reference".into())
        }
        "derogation.reference" => Some("derogation.motif".into()),
        "derogation.motif" => Some("derogation.echeance".into()),
        "derogation.accordee_par" | "derogation.echeance" => review(),
        _ => {
            let (piece, key) = field.rsplit_once('.')?;
            match key {
                "fichier" if !said(field) => action(),
                "fichier" => Some(format!("{piece}.page")),
                "page" => Some(format!("{piece}.type")),
                "type" => Some(format!("{piece}.date")),
                "date" => Some(next_piece()),
                _ => None,
            }
        }
    }
}

/// Why what is left of an answer does not hold.
pub(super) fn left_alone(after: &Record) -> Option<String> {
    let (_, message, help) = incomplete(after).into_iter().next()?;
    Some(complaint("Impossible : ", &message, &help))
}

/// A message and its help, which diagnostics write without capital nor stop, as two sentences.
fn complaint(label: &str, message: &str, help: &str) -> String {
    let stop = if message.ends_with('?') { "" } else { "." };
    let mut rest = help.chars();
    let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    paragraph(label, &format!("{message}{stop} {first}{}.", rest.as_str()))
}

impl Ask {
    /// Reads a reply: `None` leaves the field as it is.
    pub(super) fn read(&self, line: &str, item: &Item<'_>) -> Result<Option<Said>, String> {
        let text = line.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if self.field == FORGET {
            return match crate::words::fold(text).as_str() {
                "o" | "oui" => Ok(Some(Said::Forget)),
                "n" | "non" => Ok(None),
                _ => Err(fr("Répondez o (oui) ou n (non).\n")),
            };
        }
        if self.field == STATUS
            && let Some(said) = status(text, item)
        {
            return Ok(Some(said));
        }
        if let Kind::Word(list) = self.kind {
            let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            if let Some(word) = number.and_then(|at| list.words.get(at)) {
                return Ok(Some(Said::Text(word.key.to_owned())));
            }
        }
        let base = item.record.get(&self.field).map_or("", String::as_str);
        let cell = RawCell { value: RawValue::Text(text.to_owned()), formula: false };
        match read(self.kind, &cell, base, &Surroundings::default()) {
            Ok(Typed::New(text)) => Ok(Some(Said::Text(text))),
            Ok(Typed::Serial(day)) => Ok(Some(Said::Text(day.to_string()))),
            Ok(Typed::Nothing | Typed::Same | Typed::MonthFirst) => Ok(None),
            // Typed on purpose: other spaces or quotes are what is wanted.
            Ok(Typed::Alike) => Ok(Some(Said::Text(text.to_owned()))),
            Err(fault) => Err(complaint("Refusé : ", &fault.message, &fault.help)),
        }
    }
}

/// A status by its number, its letter or its name; past the statuses, the former answer.
fn status(text: &str, item: &Item<'_>) -> Option<Said> {
    let lower = text.to_lowercase();
    let number = lower.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let letter = LETTERS.iter().position(|letter| *letter == lower);
    let at = number.or(letter);
    let former = at == Some(Status::ALL.len()) || lower == "a";
    if former && let Some(old) = item.old.last() {
        return Some(Said::Former(old.record.clone()));
    }
    let status = at.and_then(|at| Status::ALL.get(at).copied()).or_else(|| Status::read(text))?;
    Some(Said::Text(status.key().to_owned()))
}

/// The letter of a status.
pub(super) fn letter(at: usize) -> &'static str {
    LETTERS.get(at).copied().unwrap_or("")
}
