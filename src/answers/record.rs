//! An answer field by field, and the files of a project changed to say something else.

use std::collections::BTreeMap;

use super::keys::{ANSWER, OLD_ANSWERS};
use super::{Answer, Piece, axis_path};
use crate::grid::Grid;
use crate::source::{SourceId, SourceSet};
use crate::words::Vocabulary;
use crate::yaml::Reading;
use crate::yaml::edit::{Editor, Refusal, Step};
use crate::yaml::record::{Record, Rewrite, table};
use crate::yaml::tree::read as read_tree;
use crate::yaml::value::Value;

/// What an answer says, field by field; answers put aside are not part of it.
#[must_use]
pub fn record(answer: &Answer) -> Record {
    let mut record = Record::new();
    let mut put = |field: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            record.insert(field.to_owned(), text);
        }
    };
    put("statut", answer.status.map(|status| status.value.key().to_owned()));
    put("justification", answer.justification.as_ref().map(|text| text.value.clone()));
    put("commentaire_interne", answer.internal_comment.as_ref().map(|text| text.value.clone()));
    put("evalue_le", answer.assessed_on.map(|day| day.to_string()));
    put("evalue_par", answer.assessed_by.clone());
    for (at, piece) in answer.evidence.iter().enumerate() {
        for (key, text) in piece_texts(piece) {
            put(&format!("preuves.{}.{key}", at + 1), text);
        }
    }
    if let Some(waiver) = &answer.waiver {
        put("derogation.accordee_par", waiver.granted_by.clone());
        put("derogation.reference", waiver.reference.clone());
        put("derogation.motif", waiver.ground.clone());
        put("derogation.accordee_le", waiver.granted_on.map(|day| day.value.to_string()));
        put("derogation.echeance", waiver.until.map(|day| day.value.to_string()));
        put("derogation.compensation", waiver.compensation.clone());
    }
    if let Some(action) = &answer.action {
        put("action.libelle", Some(action.label.clone()));
        put("action.porteur", action.owner.clone());
        put("action.echeance", action.due.map(|day| day.to_string()));
    }
    if let Some(verification) = &answer.verification {
        put("verification.par", Some(verification.by.clone()));
        put("verification.le", Some(verification.on.value.to_string()));
        put("verification.avis", Some(verification.opinion.key().to_owned()));
        put("verification.remarque", verification.remark.clone());
    }
    record
}

fn piece_texts(piece: &Piece) -> [(&'static str, Option<String>); 7] {
    [
        ("fichier", piece.file.as_ref().map(|file| file.value.clone())),
        ("reference", piece.reference.clone()),
        ("page", piece.page.clone()),
        ("type", piece.kind.map(|kind| kind.value.key().to_owned())),
        ("date", piece.date.map(|day| day.value.to_string())),
        ("valable_jusqu_au", piece.valid_until.map(|day| day.value.to_string())),
        ("sha256", piece.sha256.as_ref().map(|text| text.value.clone())),
    ]
}

/// An answer that is to say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Its statement.
    pub id: String,
    /// What it says.
    pub before: Record,
    /// What it is to say.
    pub after: Record,
    /// Whether answers that a change of grid put aside are to go.
    pub forget_old: bool,
}

impl Wish {
    fn says_something(&self) -> bool {
        self.before != self.after || self.forget_old
    }
}

/// The texts of a project whose answers are to change.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'t> {
    /// The texts.
    pub sources: &'t SourceSet,
    /// The main file.
    pub main: SourceId,
    /// The files of answers.
    pub files: &'t [SourceId],
    /// Whether the project is one file.
    pub single_file: bool,
    /// The grid answered.
    pub grid: &'t Grid,
    /// Every answer.
    pub answers: &'t [Answer],
}

/// Changes answers where they stand; those that stand nowhere yet are added beside those of their
/// axis. Gives the files that change: their path, and their text.
///
/// # Errors
/// The first place that cannot be changed without risk: nothing is changed then.
pub fn rewrite(texts: &Texts<'_>, wishes: &[Wish]) -> Result<Vec<(String, String)>, Refusal> {
    let mut by_file: BTreeMap<SourceId, Vec<&Wish>> = BTreeMap::new();
    let mut by_new_file: BTreeMap<String, Vec<&Wish>> = BTreeMap::new();
    for wish in wishes.iter().filter(|wish| wish.says_something()) {
        match texts.home(&wish.id) {
            Home::File(file) => by_file.entry(file).or_default().push(wish),
            Home::New(path) => by_new_file.entry(path).or_default().push(wish),
        }
    }
    let mut changed = Vec::new();
    for (file, wishes) in by_file {
        let path = texts.sources.get(file).path().to_owned();
        changed.push((path, texts.change(file, &wishes)?));
    }
    for (path, wishes) in by_new_file {
        changed.push((path, new_file(&wishes)));
    }
    Ok(changed)
}

/// Where an answer stands, or is to.
enum Home {
    File(SourceId),
    New(String),
}

impl Texts<'_> {
    fn home(&self, id: &str) -> Home {
        if let Some(answer) = self.answers.iter().find(|answer| answer.id == id) {
            return Home::File(answer.span.source);
        }
        if self.single_file {
            return Home::File(self.main);
        }
        let axis = self.grid.statement(id).map_or(0, |statement| statement.axis);
        let of_axis = |answer: &&Answer| {
            self.grid.statement(&answer.id).is_some_and(|other| other.axis == axis)
        };
        if let Some(answer) = self.answers.iter().rfind(of_axis) {
            return Home::File(answer.span.source);
        }
        let path = axis_path(self.grid, axis);
        let same = |file: &&SourceId| self.sources.get(**file).path() == path;
        match self.files.iter().find(same) {
            Some(file) => Home::File(*file),
            None => Home::New(path),
        }
    }

    fn change(&self, file: SourceId, wishes: &[&Wish]) -> Result<String, Refusal> {
        let mut diagnostics = crate::diagnostic::Diagnostics::new();
        let mut cx = Reading { sources: self.sources, diagnostics: &mut diagnostics };
        let root = read_tree(file, &mut cx);
        let mut editor = Editor::new(file, self.sources.get(file), &root)?;
        let all = [Step::from(ANSWERS)];
        if !editor.has_table(&all) {
            editor.set(&all, &answers_value(wishes))?;
            return editor.finish();
        }
        for wish in wishes {
            let path = [Step::from(ANSWERS), Step::from(wish.id.as_str())];
            let change = Rewrite { before: &wish.before, after: &wish.after };
            if wish.before != wish.after {
                change.apply(&mut editor, &path, &ANSWER)?;
            }
            if wish.forget_old {
                editor.remove_entry(&path, OLD_ANSWERS)?;
            }
        }
        editor.finish()
    }
}

const ANSWERS: &str = "reponses";

fn answers_value(wishes: &[&Wish]) -> Value {
    let pair = |wish: &&Wish| (wish.id.clone(), table(&ANSWER, &wish.after, ""));
    Value::Map(wishes.iter().map(pair).collect())
}

fn new_file(wishes: &[&Wish]) -> String {
    format!("{ANSWERS}:{}\n", answers_value(wishes).block(0, "\n"))
}

/// What every answer says, by identifier.
#[must_use]
pub fn records(answers: &[Answer]) -> BTreeMap<String, Record> {
    let one = |answer: &Answer| (answer.id.clone(), record(answer));
    answers.iter().map(one).collect()
}
