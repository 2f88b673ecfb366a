//! Recording the hash of each piece in the answers that cite it, as text edits.

use super::{Fact, Facts, Place, place_of};
use crate::answers::{Answer, Bound};
use crate::source::{SourceId, SourceSet};
use crate::yaml::Reading;
use crate::yaml::edit::{Editor, Refusal, Step};
use crate::yaml::tree::{Kind, Node, read};
use crate::yaml::value::Value;

/// A file of answers with its new text.
#[derive(Debug)]
pub struct Recorded {
    /// The file.
    pub file: SourceId,
    /// Its new text.
    pub text: String,
    /// How many hashes were added.
    pub hashes: usize,
}

/// Adds the hash of every piece that is there and has none recorded; a recorded one is never
/// changed. Files that need no change are not told.
///
/// # Errors
/// The first place where a hash cannot be added without risk: nothing is recorded then.
pub fn record(
    sources: &SourceSet,
    files: impl IntoIterator<Item = SourceId>,
    bound: &Bound,
    facts: &Facts,
) -> Result<Vec<Recorded>, Refusal> {
    let mut recorded = Vec::new();
    for file in files {
        let own = bound.answers.iter().filter(|answer| answer.span.source == file);
        let own: Vec<&Answer> = own.collect();
        if own.is_empty() {
            continue;
        }
        let mut found = crate::diagnostic::Diagnostics::new();
        let mut cx = Reading { sources, diagnostics: &mut found };
        let root = read(file, &mut cx);
        let mut editor = Editor::new(file, sources.get(file), &root)?;
        let mut hashes = 0;
        for answer in own {
            hashes += record_answer(&mut editor, &root, answer, facts)?;
        }
        if hashes > 0 {
            recorded.push(Recorded { file, text: editor.finish()?, hashes });
        }
    }
    Ok(recorded)
}

fn record_answer(
    editor: &mut Editor<'_>,
    root: &Node<'_>,
    answer: &Answer,
    facts: &Facts,
) -> Result<usize, Refusal> {
    let mut hashes = 0;
    for (place, piece) in answer.evidence.iter().enumerate() {
        let file = piece.file.as_ref().filter(|_| piece.sha256.is_none());
        let Some(Place::Inside(path)) = file.map(|file| place_of(&file.value)) else { continue };
        let Some(Fact::Present { sha256, .. }) = facts.by_path.get(&path) else { continue };
        // The reader drops no piece of a text without error: their places are those of the list.
        if items(root, &answer.id) != Some(answer.evidence.len()) {
            return Err(Refusal { at: answer.span });
        }
        let path = ["reponses", &answer.id, "preuves"].map(Step::from);
        let steps: Vec<Step> =
            path.into_iter().chain([Step::from(place), Step::from("sha256")]).collect();
        editor.set(&steps, &Value::text(sha256))?;
        hashes += 1;
    }
    Ok(hashes)
}

/// How many pieces the text lists for an answer.
fn items(root: &Node<'_>, id: &str) -> Option<usize> {
    let inside = |node: &'_ Node<'_>, key: &str| match &node.kind {
        Kind::Map(entries) => entries.iter().position(|entry| entry.key == key),
        Kind::Scalar { .. } | Kind::List(_) | Kind::Lost => None,
    };
    let mut node = root;
    for key in ["reponses", id, "preuves"] {
        let at = inside(node, key)?;
        let Kind::Map(entries) = &node.kind else { return None };
        node = &entries[at].value;
    }
    match &node.kind {
        Kind::List(items) => Some(items.len()),
        Kind::Scalar { .. } | Kind::Map(_) | Kind::Lost => None,
    }
}
