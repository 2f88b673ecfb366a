//! Answers changed in the files of a project: spliced, read again, compared, ready to write.

use std::collections::BTreeMap;

use super::session::{Opened, Session};
use crate::answers::record::{Texts, Wish, records, rewrite};
use crate::answers::{read_answers, read_project};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Change;
use crate::source::{Encoding, Source, SourceId, encode};
use crate::words::shown;
use crate::yaml::Reading;
use crate::yaml::record::{Record, compacted};

/// The files that change so that answers say what is wished. `None`, with the reason among the
/// diagnostics, if some cannot be changed without risk: nothing is to be written then.
pub(super) fn changes(
    session: &mut Session,
    opened: &Opened,
    wishes: &[Wish],
) -> Option<Vec<Change>> {
    let texts = Texts {
        sources: &session.sources,
        main: opened.files.main,
        files: &opened.files.answers,
        single_file: opened.files.single_file,
        grid: &opened.grid,
        answers: &opened.bound.answers,
    };
    let texts = match rewrite(&texts, wishes) {
        Ok(texts) => texts,
        Err(refusal) => {
            session.diagnostics.push(refusal.diagnostic(&session.sources));
            return None;
        }
    };
    let mut expected = records(&opened.bound.answers);
    for wish in wishes {
        expected.insert(wish.id.clone(), compacted(&wish.after));
    }
    let mut files: Vec<SourceId> =
        std::iter::once(opened.files.main).chain(opened.files.answers.iter().copied()).collect();
    let mut changes = Vec::new();
    for (path, text) in texts {
        let old = files.iter().copied().find(|id| session.sources.get(*id).path() == path);
        let old_source = old.map(|id| session.sources.get(id));
        let encoding = old_source.map_or(Encoding::Utf8 { bom: false }, Source::encoding);
        changes.push(match old_source {
            Some(source) => Change::of(source, &text),
            None => Change { path: path.clone(), before: None, after: encode(&text, encoding) },
        });
        let new = session.sources.add(path.clone(), path, text, encoding);
        match files.iter_mut().find(|id| Some(**id) == old) {
            Some(id) => *id = new,
            None => files.push(new),
        }
    }
    says(session, &files, &expected)?;
    Some(changes)
}

/// Whether the new texts say what they should, read as the whole project is.
fn says(
    session: &mut Session,
    files: &[SourceId],
    expected: &BTreeMap<String, Record>,
) -> Option<()> {
    let mut found = Diagnostics::new();
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut found };
    let (main, others) = files.split_first()?;
    let (_, mut answers) = read_project(*main, &mut cx);
    answers.extend(read_answers(others, &mut cx));
    if found.has_errors() {
        session.diagnostics.append(found);
        return None;
    }
    let nothing = Record::new();
    let new = records(&answers);
    let wrong = expected.iter().find(|(id, record)| *record != new.get(*id).unwrap_or(&nothing));
    let Some((id, _)) = wrong else {
        return Some(());
    };
    let message = format!("la réponse {} ne peut pas être écrite sans risque", shown(id));
    session.diagnostics.push(
        Diagnostic::new(Code::UnsafeEdit, message)
            .help("rien n'a été écrit ; répondez dans le fichier lui-même pour cet énoncé"),
    );
    None
}
