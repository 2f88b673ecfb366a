//! The answers of a former project, written for the next cycle: what was said is kept, what has to
//! be looked at again is set aside as comments.
//!
//! Nothing proves nor verifies in a new cycle before someone looked at it again: pieces and
//! favourable verifications come as comments, to be given back by taking the marks away. An
//! unfavourable verification stays: leaving it out would flatter.

use std::collections::BTreeMap;

use super::Answer;
use super::scaffold::statement_comment;
use crate::date::Date;
use crate::diagnostic::Diagnostics;
use crate::grid::Statement;
use crate::source::{SourceId, SourceSet};
use crate::words::{Opinion, fr, plain_line};
use crate::yaml::Reading;
use crate::yaml::tree::{Kind, read};
use crate::yaml::value::Value;

/// The keys whose text is free: written below `|`, as `init` does.
const PROSE: [&str; 2] = ["justification", "commentaire_interne"];

/// What each answer of a project says, by statement: every key of it, known here or not.
#[must_use]
pub fn values(
    sources: &SourceSet,
    files: impl IntoIterator<Item = SourceId>,
) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for file in files {
        let mut diagnostics = Diagnostics::new();
        let mut cx = Reading { sources, diagnostics: &mut diagnostics };
        let node = read(file, &mut cx);
        let Kind::Map(entries) = &node.kind else { continue };
        let answers = entries.iter().find(|entry| entry.key == "reponses");
        let Some(Kind::Map(answers)) = answers.map(|entry| &entry.value.kind) else { continue };
        for entry in answers {
            if let Some(value) = Value::of(&entry.value) {
                found.insert(entry.key.clone().into_owned(), value);
            }
        }
    }
    found
}

/// An answer for the new cycle, below the text of its statement. `remarks` say what is wrong with
/// its pieces at the day.
#[must_use]
pub fn renewed(
    statement: &Statement,
    answer: &Answer,
    value: &Value,
    remarks: &[String],
    day: Date,
) -> String {
    let mut out = format!("{}  {}:\n", statement_comment(statement), statement.id);
    let pairs = match value {
        Value::Map(pairs) => pairs.as_slice(),
        Value::Text(_) | Value::List(_) => &[],
    };
    if !pairs.iter().any(|(key, _)| key == "statut") {
        out.push_str("    statut:\n");
    }
    for (key, value) in pairs {
        let lines = lines(key, value);
        match to_do(key, answer, day) {
            None => out.push_str(&lines),
            Some(to_do) => {
                out.push_str(&comment(to_do));
                if key == "preuves" {
                    out.extend(remarks.iter().map(|remark| comment(remark)));
                }
                out.extend(lines.lines().map(aside));
            }
        }
    }
    out
}

/// What is to be done with a key before it counts again; nothing for one that stays.
fn to_do(key: &str, answer: &Answer, day: Date) -> Option<&'static str> {
    let confirmed =
        answer.verification.as_ref().is_some_and(|one| one.opinion == Opinion::Confirmed);
    let lapsed = answer.waiver.as_ref().is_some_and(|waiver| !waiver.holds(day));
    match key {
        "preuves" => Some(
            "Preuves à revalider : relisez chaque pièce, mettez ses dates à jour, puis retirez les « # ».",
        ),
        "verification" if confirmed => Some("Vérification du cycle précédent, à refaire :"),
        "derogation" if lapsed => Some("Dérogation qui n'est pas en vigueur, à renouveler :"),
        _ => None,
    }
}

/// A key of an answer with its value, one key a line.
fn lines(key: &str, value: &Value) -> String {
    match value.is_blank() {
        true if key == "justification" => "    justification: |\n".into(),
        true => format!("    {key}:\n"),
        false if PROSE.contains(&key) => format!("    {key}:{}\n", value.prose(4, "\n")),
        false => format!("    {key}:{}\n", value.block(4, "\n")),
    }
}

fn comment(text: &str) -> String {
    format!("    # {}\n", fr(&plain_line(text)))
}

/// A line set aside: taking « # » away gives it back.
fn aside(line: &str) -> String {
    let inside = line.strip_prefix("    ").unwrap_or(line);
    if inside.is_empty() { "    #\n".into() } else { format!("    # {inside}\n") }
}
