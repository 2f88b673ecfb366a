//! A table as fields: the canonical text of each thing it says, and a text changed so that it
//! says something else.

use std::collections::BTreeMap;

use super::edit::{Editor, Refusal, Step};
use super::shape::{Kind, Shape};
use super::value::Value;

/// What a table says: the canonical text of each field that says something. A field is a path of
/// keys joined by dots; items of lists are counted from 1: `preuves.1.fichier`.
pub type Record = BTreeMap<String, String>;

/// Whether some field begins with a prefix.
fn says(record: &Record, prefix: &str) -> bool {
    record.range(prefix.to_owned()..).next().is_some_and(|(field, _)| field.starts_with(prefix))
}

/// The numbers of the items of a list that say something.
#[must_use]
pub fn numbers(record: &Record, key: &str) -> Vec<usize> {
    let prefix = format!("{key}.");
    let fields = record.range(prefix.clone()..).map(|(field, _)| field);
    let mut numbers: Vec<usize> = fields
        .take_while(|field| field.starts_with(&prefix))
        .filter_map(|field| field[prefix.len()..].split('.').next()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The same with the items of each list counted without a gap, as they are once written.
#[must_use]
pub fn compacted(record: &Record) -> Record {
    let renumbered = |(field, text): (&String, &String)| {
        let mut parts: Vec<String> = field.split('.').map(str::to_owned).collect();
        let at = parts.iter().position(|part| part.parse::<usize>().is_ok());
        if let Some(at) = at {
            let key = parts[..at].join(".");
            let number = parts[at].parse().unwrap_or(0);
            let rank = numbers(record, &key).iter().position(|other| *other == number);
            parts[at] = (rank.unwrap_or(0) + 1).to_string();
        }
        (parts.join("."), text.clone())
    };
    record.iter().map(renumbered).collect()
}

/// The words of a list in its canonical text.
fn words(text: &str) -> Value {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    Value::List(words.map(Value::text).collect())
}

/// The value of a field of one kind.
fn plain(kind: Kind, text: &str) -> Value {
    match matches!(kind, Kind::Words(_)) && !text.is_empty() {
        true => words(text),
        false => Value::text(text),
    }
}

/// A path, one step further.
fn below(path: &[Step], step: impl Into<Step>) -> Vec<Step> {
    path.iter().cloned().chain([step.into()]).collect()
}

/// A whole table, its keys in the order of the shape. `prefix` is that of its fields.
#[must_use]
pub fn table(shape: &Shape, record: &Record, prefix: &str) -> Value {
    let mut pairs = Vec::new();
    for key in shape.keys {
        let field = format!("{prefix}{}", key.name);
        let inside = format!("{field}.");
        let value = if let Kind::Table(inner) = key.kind {
            says(record, &inside).then(|| table(inner, record, &inside))
        } else if let Kind::Tables(inner) = key.kind {
            let items: Vec<Value> = numbers(record, &field)
                .iter()
                .map(|number| table(inner, record, &format!("{inside}{number}.")))
                .collect();
            (!items.is_empty()).then_some(Value::List(items))
        } else {
            record.get(&field).map(|text| plain(key.kind, text))
        };
        pairs.extend(value.map(|value| (key.name.to_owned(), value)));
    }
    Value::Map(pairs)
}

/// A table that says one thing, changed to say another.
pub struct Rewrite<'r> {
    /// What it says.
    pub before: &'r Record,
    /// What it is to say.
    pub after: &'r Record,
}

impl Rewrite<'_> {
    /// Changes the table at a path; what both records say stays untouched, comments included.
    ///
    /// # Errors
    /// A place that cannot be changed without risk.
    pub fn apply(
        &self,
        editor: &mut Editor<'_>,
        path: &[Step],
        shape: &Shape,
    ) -> Result<(), Refusal> {
        self.table(editor, path, shape, "")
    }

    fn table(
        &self,
        editor: &mut Editor<'_>,
        path: &[Step],
        shape: &Shape,
        prefix: &str,
    ) -> Result<(), Refusal> {
        if !editor.has_table(path) {
            return editor.set(path, &table(shape, self.after, prefix));
        }
        for key in shape.keys {
            let field = format!("{prefix}{}", key.name);
            let inside = below(path, key.name);
            if let Kind::Table(inner) = key.kind {
                self.inner_table(editor, &inside, inner, &format!("{field}."))?;
            } else if let Kind::Tables(inner) = key.kind {
                self.list(editor, &inside, inner, &field)?;
            } else if self.before.get(&field) != self.after.get(&field) {
                let text = self.after.get(&field).map_or("", String::as_str);
                let is_list = matches!(key.kind, Kind::Words(_)) && !text.is_empty();
                if !(is_list && self.words(editor, &inside, &field)?) {
                    editor.set(&inside, &plain(key.kind, text))?;
                }
            }
        }
        Ok(())
    }

    /// Whether the fields that begin with a prefix say the same before and after.
    fn same(&self, prefix: &str) -> bool {
        let part = |record: &Record| -> Vec<(String, String)> {
            let fields = record.range(prefix.to_owned()..);
            let fields = fields.take_while(|(field, _)| field.starts_with(prefix));
            fields.map(|(field, text)| (field.clone(), text.clone())).collect()
        };
        part(self.before) == part(self.after)
    }

    /// Changes a list of words written one a line, each with its comment; false for one that is
    /// written otherwise, or whose order changes.
    fn words(&self, editor: &mut Editor<'_>, path: &[Step], field: &str) -> Result<bool, Refusal> {
        let split = |record: &Record| -> Vec<String> {
            let text = record.get(field).map_or("", String::as_str);
            text.split(',').map(|word| word.trim().to_owned()).collect()
        };
        let (old, new) = (split(self.before), split(self.after));
        let kept: Vec<&String> = old.iter().filter(|word| new.contains(word)).collect();
        let added: Vec<&String> = new.iter().filter(|word| !old.contains(word)).collect();
        let in_order = kept.iter().chain(&added).copied().eq(&new);
        if !in_order || kept.is_empty() || editor.list_column(path).is_err() {
            return Ok(false);
        }
        for word in added {
            editor.append_item(path, &Value::text(word))?;
        }
        for (at, _) in old.iter().enumerate().rev().filter(|(_, word)| !new.contains(word)) {
            editor.remove_item(path, at)?;
        }
        Ok(true)
    }

    fn inner_table(
        &self,
        editor: &mut Editor<'_>,
        path: &[Step],
        shape: &Shape,
        prefix: &str,
    ) -> Result<(), Refusal> {
        if self.same(prefix) {
            return Ok(());
        }
        match says(self.after, prefix) {
            true => self.table(editor, path, shape, prefix),
            false => editor.set(path, &Value::text("")),
        }
    }

    fn list(
        &self,
        editor: &mut Editor<'_>,
        path: &[Step],
        shape: &Shape,
        field: &str,
    ) -> Result<(), Refusal> {
        let prefix = format!("{field}.");
        if self.same(&prefix) {
            return Ok(());
        }
        let (old, new) = (numbers(self.before, field), numbers(self.after, field));
        let item = |number: &usize| table(shape, self.after, &format!("{prefix}{number}."));
        let added: Vec<Value> =
            new.iter().filter(|number| !old.contains(number)).map(item).collect();
        if old.is_empty() {
            return editor.set(path, &Value::List(added));
        }
        if new.is_empty() {
            return editor.set(path, &Value::text(""));
        }
        for (at, number) in old.iter().enumerate().filter(|(_, number)| new.contains(number)) {
            let inside = below(path, at);
            self.table(editor, &inside, shape, &format!("{prefix}{number}."))?;
        }
        for value in &added {
            editor.append_item(path, value)?;
        }
        for (at, _) in old.iter().enumerate().rev().filter(|(_, number)| !new.contains(number)) {
            editor.remove_item(path, at)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::SourceSet;
    use crate::words::Role;
    use crate::yaml::Reading;
    use crate::yaml::shape::{optional, words_of};
    use crate::yaml::tree::read;

    const INNER: Shape = Shape {
        name: "la pièce",
        keys: &[
            optional("fichier", Kind::Path, ""),
            optional("page", Kind::Line, ""),
            optional("libelle", Kind::Line, ""),
            optional("porteur", Kind::Line, ""),
            optional("motif", Kind::Prose, ""),
        ],
    };
    const ANSWER: Shape = Shape {
        name: "la réponse",
        keys: &[
            optional("statut", Kind::Line, ""),
            optional("concerne", Kind::Words(words_of::<Role>()), ""),
            optional("preuves", Kind::Tables(&INNER), ""),
            optional("derogation", Kind::Table(&INNER), ""),
            optional("action", Kind::Table(&INNER), ""),
        ],
    };

    fn record(fields: &[(&str, &str)]) -> Record {
        fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
    }

    /// The text of an answer once it says something else.
    fn rewritten(text: &str, before: &Record, after: &Record) -> Option<String> {
        let mut sources = SourceSet::new();
        let id = sources.add_text("a.yaml", text);
        let mut diagnostics = Diagnostics::new();
        let node = read(id, &mut Reading { sources: &sources, diagnostics: &mut diagnostics });
        let mut editor = Editor::new(id, sources.get(id), &node).ok()?;
        Rewrite { before, after }.apply(&mut editor, &[Step::from("A")], &ANSWER).ok()?;
        editor.finish().ok()
    }

    #[test]
    fn only_what_changes_is_written_and_gaps_are_closed() {
        let before = record(&[
            ("statut", "partiel"),
            ("preuves.1.fichier", "a.pdf"),
            ("preuves.2.fichier", "b.pdf"),
            ("action.libelle", "Finir"),
        ]);
        let text = "A: # un\n  statut: partiel\n  preuves: # deux\n    - fichier: a.pdf # trois\n    - fichier: b.pdf\n  action: { libelle: Finir }\n";
        let mut after = before.clone();
        after.remove("preuves.2.fichier");
        after.insert("preuves.1.page".into(), "12".into());
        after.insert("preuves.4.fichier".into(), "d.pdf".into());
        after.insert("action.porteur".into(), "DSI".into());
        after.insert("derogation.motif".into(), "essai".into());
        let expected = "A: # un\n  statut: partiel\n  preuves: # deux\n    - fichier: a.pdf # trois\n      page: 12\n    - fichier: d.pdf\n  action: { libelle: Finir, porteur: DSI }\n  derogation:\n    motif: essai\n";
        assert_eq!(rewritten(text, &before, &after).as_deref(), Some(expected));
        assert_eq!(numbers(&after, "preuves"), [1, 4]);
        assert_eq!(numbers(&compacted(&after), "preuves"), [1, 2]);
    }

    #[test]
    fn an_absent_or_blank_answer_is_written_whole() {
        let after = record(&[("statut", "conforme"), ("preuves.1.fichier", "a.pdf")]);
        let whole = "\n  statut: conforme\n  preuves:\n    - fichier: a.pdf\n";
        for (text, expected) in
            [("A:\n", format!("A:{whole}")), ("B: 1\n", format!("B: 1\nA:{whole}"))]
        {
            assert_eq!(rewritten(text, &Record::new(), &after), Some(expected), "{text:?}");
        }
        let cleared = rewritten(
            "A:\n  statut: conforme # x\n",
            &record(&[("statut", "conforme")]),
            &Record::new(),
        );
        assert_eq!(cleared.as_deref(), Some("A:\n  statut: # x\n"));
    }

    #[test]
    fn lists_of_words_keep_their_style() {
        let before = record(&[("concerne", "editeur, hebergeur")]);
        let after = record(&[("concerne", "editeur, exploitant")]);
        let flow = "A:\n  concerne: [editeur, hebergeur] # un\n";
        assert_eq!(
            rewritten(flow, &before, &after).as_deref(),
            Some("A:\n  concerne: [editeur, exploitant] # un\n")
        );
        let block = "A:\n  concerne:\n    - editeur # un\n    - hebergeur\n";
        assert_eq!(
            rewritten(block, &before, &after).as_deref(),
            Some("A:\n  concerne:\n    - editeur # un\n    - exploitant\n")
        );
    }
}
