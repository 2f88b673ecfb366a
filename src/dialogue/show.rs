//! What is shown: at most 78 characters a line, no colour, no redrawing.

use super::ask::{FORGET, letter};
use super::{Dialogue, STATUS};
use crate::answers::keys::ANSWER;
use crate::sheet::column::kind_of;
use crate::sheet::compare::text_shown;
use crate::words::{Level, Status, Vocabulary, counted, fr, list_with, plain_line, plain_text};
use crate::yaml::record::{Record, numbers};
use crate::yaml::shape::Kind;
use crate::yaml::write::wrapped;

const WIDTH: usize = 78;

/// What is said of a text of several lines that something else interrupts.
pub(super) const BEGUN_DROPPED: &str = "Le texte commencé n'a pas été enregistré.";

/// A paragraph of ours or of a file, wrapped below its label.
pub(super) fn paragraph(label: &str, text: &str) -> String {
    let text = plain_text(text.trim());
    let whole = fr(&format!("{label}{text}"));
    wrapped(&whole, WIDTH).iter().map(|line| format!("{line}\n")).collect()
}

/// A line cut to a width.
pub(super) fn shortened(text: &str, width: usize) -> String {
    let line = plain_line(text);
    match line.char_indices().nth(width) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

impl Dialogue<'_> {
    pub(super) fn greeting(&self) -> String {
        let number = counted(self.queue.len() as u64, "énoncé", "énoncés");
        let mut text = paragraph("", &format!("{} : {number} à voir.", self.title));
        text.push_str(&paragraph(
            "",
            "Répondez par un numéro ou une lettre, puis Entrée. Chaque réponse est enregistrée aussitôt : vous pouvez quitter et reprendre quand vous voulez.",
        ));
        text.push_str(&paragraph(
            "",
            "r : retour ; s : suivant ; /c MOT : chercher ; ? : aide ; q : quitter.",
        ));
        text
    }

    pub(super) fn help() -> String {
        let lines = [
            "r : retour à la question d'avant ; s : énoncé suivant ; q : quitter.",
            "/c MOT cherche un énoncé, par son identifiant ou par des mots.",
            "/l relit l'énoncé ; /e efface la réponse à la question posée.",
            "Entrée seule garde ce qui est déjà répondu.",
            "Un texte de plusieurs lignes : finissez chaque ligne par \\ sauf la dernière.",
            "Un texte qui commence par une barre : doublez-la (//).",
        ];
        lines.iter().map(|line| fr(&format!("  {line}\n"))).collect()
    }

    /// The statement, and the question on its status.
    pub(super) fn question(&self) -> String {
        let item = self.item();
        let statement = item.statement;
        let level = match (statement.level(), statement.critical) {
            (Level::Requirement, true) => "exigence critique",
            (Level::Requirement, false) => "exigence",
            (Level::Recommendation, _) => "recommandation",
        };
        let mut out = paragraph(
            "",
            &format!(
                "Énoncé {} sur {} : {}, {level}, axe {}",
                self.at + 1,
                self.queue.len(),
                statement.id,
                item.axis
            ),
        );
        out.push_str(&paragraph("", &statement.text));
        if let Some(why) = &statement.why {
            out.push_str(&paragraph("Pourquoi : ", why));
        }
        let kinds: Vec<String> =
            statement.expected_evidence.iter().map(|kind| kind.label().to_lowercase()).collect();
        if !kinds.is_empty() {
            out.push_str(&paragraph("Preuves attendues : ", &list_with(&kinds, "ou")));
        }
        if let Some(case) = &statement.not_applicable_if {
            out.push_str(&paragraph("Sans objet si : ", case));
        }
        if let Some(said) = summary(&item.record) {
            out.push_str(&paragraph("Réponse actuelle : ", &said));
        }
        for old in &item.old {
            let said = summary(&old.record).unwrap_or_else(|| "aucune".into());
            out.push_str(&paragraph("", &format!("Ancienne réponse, {} : {said}", old.from)));
        }
        out + &self.prompt()
    }

    /// The question being asked, with what is answered already.
    pub(super) fn prompt(&self) -> String {
        let ask = self.ask();
        let record = &self.item().record;
        let current = record.get(&ask.field).map(|text| text_shown(ask.kind, text));
        if ask.field == STATUS {
            return self.status_prompt(current.as_deref());
        }
        let mut out = paragraph("", &ask.words);
        if let Kind::Word(list) = ask.kind {
            for (rank, word) in (1..).zip(list.words) {
                out.push_str(&format!("  {rank}. {}\n", word.label));
            }
        }
        if ask.field == FORGET {
            return out;
        }
        match current {
            Some(current) => {
                out.push_str(&paragraph("Entrée garde : ", &shortened(&current, 300)));
            }
            None if !out.contains("Entrée") => out.push_str(&fr("(Entrée pour passer)\n")),
            None => {}
        }
        out
    }

    fn status_prompt(&self, current: Option<&str>) -> String {
        let skip = if current.is_none() { " (Entrée pour passer)" } else { "" };
        let mut out = fr(&format!("Statut ?{skip}\n"));
        for (at, status) in Status::ALL.iter().enumerate() {
            out.push_str(&fr(&format!("  {}. {} ({})\n", at + 1, status.label(), letter(at))));
        }
        if !self.item().old.is_empty() {
            let number = Status::ALL.len() + 1;
            out.push_str(&fr(&format!(
                "  {number}. Reprendre l'ancienne réponse telle quelle (a)\n"
            )));
        }
        if let Some(current) = current {
            out.push_str(&paragraph("Entrée garde : ", current));
        }
        out
    }

    pub(super) fn nothing_left(&self) -> String {
        paragraph("", &format!("{} : plus rien à répondre dans ce choix.", self.title))
    }

    /// How far it went.
    pub(super) fn farewell(&self, first: &str) -> String {
        let open = self.items.iter().filter(|item| item.is_open()).count() as u64;
        let given = counted(self.given.len() as u64, "réponse donnée", "réponses données");
        let rest = match open {
            0 => "plus aucun énoncé à évaluer".to_owned(),
            open => format!(
                "{} dans tout le périmètre",
                counted(
                    open,
                    "énoncé encore à évaluer ou à justifier",
                    "énoncés encore à évaluer ou à justifier"
                )
            ),
        };
        let saved = match self.begun.is_empty() {
            true => "Tout est enregistré.".to_owned(),
            false => format!("{BEGUN_DROPPED} Tout le reste l'est."),
        };
        paragraph("", &format!("{first} {given} ; {rest}. {saved}"))
    }
}

/// What an answer says, in one paragraph; nothing where it says nothing.
fn summary(record: &Record) -> Option<String> {
    if record.is_empty() {
        return None;
    }
    let text = |field: &str| {
        let kind = kind_of(&ANSWER, field)?;
        Some(shortened(&text_shown(kind, record.get(field)?), 300))
    };
    let mut parts: Vec<String> = Vec::new();
    parts.push(text(STATUS).unwrap_or_else(|| "sans statut".into()));
    parts.extend(text("justification"));
    let pieces = numbers(record, "preuves").len() as u64;
    if pieces > 0 {
        parts.push(counted(pieces, "preuve citée", "preuves citées"));
    }
    if let Some(action) = text("action.libelle") {
        parts.push(format!("action : {action}"));
    }
    if let Some(by) = text("derogation.accordee_par") {
        parts.push(format!("dérogation accordée par {by}"));
    }
    Some(parts.join(" — "))
}
