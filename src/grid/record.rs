//! A statement field by field, and the files of a grid changed to say something else.

use std::collections::BTreeMap;

use super::keys::STATEMENT;
use super::{Citation, Grid, Statement};
use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, SourceSet};
use crate::words::Vocabulary;
use crate::yaml::Reading;
use crate::yaml::edit::{Editor, Refusal, Step};
use crate::yaml::record::{Record, Rewrite, table};
use crate::yaml::tree::{Kind, Node, read as read_tree};

/// What a statement says, field by field, what is taken for granted included.
#[must_use]
pub fn record(statement: &Statement) -> Record {
    let mut record = Record::new();
    let mut put = |field: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            record.insert(field.to_owned(), text.to_owned());
        }
    };
    let truth = |value: bool| Some(if value { "true" } else { "false" });
    put("id", Some(&statement.id));
    put("sujet", statement.subject.as_ref().map(|subject| subject.value.as_str()));
    put("modalite", Some(statement.modality.key()));
    put("enonce", Some(&statement.text));
    put("fondement", Some(statement.basis.value.key()));
    if let Some(source) = &statement.source {
        let Citation { document, version, section, address } = source;
        put("source.document", Some(document));
        put("source.version", version.as_deref());
        put("source.section", section.as_deref());
        put("source.adresse", address.as_deref());
    }
    put("voir", statement.see.as_deref());
    put("concerne", Some(&listed(&statement.roles)));
    put("objets", Some(&listed(&statement.objects)));
    put("degres", Some(&listed(&statement.degrees)));
    put("socle", truth(statement.core));
    put("critique", truth(statement.critical));
    put("preuves_attendues", Some(&listed(&statement.expected_evidence)));
    put("sans_objet_si", statement.not_applicable_if.as_deref());
    put("pourquoi", statement.why.as_deref());
    put("etat", Some(statement.state.key()));
    put("motif", statement.withdrawal_reason.as_deref());
    record
}

fn listed<V: Vocabulary>(words: &[V]) -> String {
    words.iter().map(|word| word.key()).collect::<Vec<_>>().join(", ")
}

/// What goes without saying, and is not written for a new statement.
pub const GRANTED: [(&str, &str); 3] =
    [("socle", "false"), ("critique", "false"), ("etat", "en_vigueur")];

/// A statement that is to say something else, or to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Its identifier.
    pub id: String,
    /// The index of its axis.
    pub axis: usize,
    /// What it says; nothing for a new one.
    pub before: Record,
    /// What it is to say.
    pub after: Record,
}

/// Changes statements where they stand; new ones are added at the end of the file of their axis.
/// Gives the files that change: their path, and their text.
///
/// # Errors
/// The first place that cannot be changed without risk: nothing is changed then.
pub fn rewrite(
    grid: &Grid,
    files: &[SourceId],
    sources: &SourceSet,
    wishes: &[Wish],
) -> Result<Vec<(String, String)>, Refusal> {
    let mut by_axis: BTreeMap<usize, Vec<&Wish>> = BTreeMap::new();
    for wish in wishes.iter().filter(|wish| wish.before != wish.after) {
        by_axis.entry(wish.axis).or_default().push(wish);
    }
    let mut changed = Vec::new();
    for (axis, wishes) in by_axis {
        let path = &grid.head.axes[axis].file;
        let file = files.iter().find(|id| sources.get(**id).path() == *path);
        if let Some(file) = file {
            changed.push((path.clone(), change(*file, sources, &wishes)?));
        }
    }
    Ok(changed)
}

fn change(file: SourceId, sources: &SourceSet, wishes: &[&Wish]) -> Result<String, Refusal> {
    let mut diagnostics = Diagnostics::new();
    let root = read_tree(file, &mut Reading { sources, diagnostics: &mut diagnostics });
    let mut editor = Editor::new(file, sources.get(file), &root)?;
    let list = Step::from("enonces");
    let places = places(&root);
    for wish in wishes {
        match places.get(wish.id.as_str()) {
            Some(at) => {
                let path = [list.clone(), Step::Item(*at)];
                let change = Rewrite { before: &wish.before, after: &wish.after };
                change.apply(&mut editor, &path, &STATEMENT)?;
            }
            None => {
                let granted = |field: &str, text: &str| GRANTED.contains(&(field, text));
                let mut said = wish.after.clone();
                said.retain(|field, text| !granted(field, text));
                editor.append_item(std::slice::from_ref(&list), &table(&STATEMENT, &said, ""))?;
            }
        }
    }
    editor.finish()
}

/// The rank of each statement in the list of a file.
fn places<'n>(root: &'n Node<'_>) -> BTreeMap<&'n str, usize> {
    let mut found = BTreeMap::new();
    let Kind::Map(entries) = &root.kind else {
        return found;
    };
    let list = entries.iter().find(|entry| entry.key == "enonces");
    let Some(Kind::List(items)) = list.map(|entry| &entry.value.kind) else {
        return found;
    };
    for (at, item) in items.iter().enumerate() {
        let Kind::Map(keys) = &item.kind else { continue };
        let id = keys.iter().find(|entry| entry.key == "id").map(|entry| &entry.value.kind);
        if let Some(Kind::Scalar { text, .. }) = id {
            found.entry(text.trim()).or_insert(at);
        }
    }
    found
}
