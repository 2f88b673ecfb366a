//! What an import changes, for people.

use super::compare::{Changed, Comparison, FieldChange, text_shown};
use super::wording::side_by_side;
use crate::words::{counted, fr, list_with};

/// Each change, then the counts: rows read are rows kept, changed and refused.
#[must_use]
pub fn render(done: &Comparison, files: &[&str], simulated: bool, failed: bool) -> String {
    let mut out = String::new();
    for changed in &done.changed {
        out.push_str(&one(changed));
        out.push('\n');
    }
    let rows = counted(done.rows as u64, "ligne lue", "lignes lues");
    let kept = counted(done.kept as u64, "gardée", "gardées");
    let changed = counted(done.changed.len() as u64, "modifiée", "modifiées");
    let refused = counted(done.refused as u64, "refusée", "refusées");
    out.push_str(&fr(&format!("{rows} : {kept}, {changed}, {refused}\n")));
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    let end = match (simulated, failed, files.is_empty()) {
        (_, true, _) => "Rien n'a été écrit.".to_owned(),
        (true, false, true) => "Simulation : rien ne changerait.".to_owned(),
        (true, false, false) => {
            format!("Simulation : rien n'a été écrit. Changerait : {}", list_with(&files, "et"))
        }
        (false, false, true) => "Rien n'a changé.".to_owned(),
        (false, false, false) => format!("Écrit : {}", list_with(&files, "et")),
    };
    out.push_str(&fr(&end));
    out.push('\n');
    out
}

fn one(changed: &Changed) -> String {
    let new = if changed.new { ", nouveau" } else { "" };
    let mut out = fr(&format!("{} ({}{new})\n", changed.id, changed.cell.place()));
    for field in &changed.fields {
        out.push_str(&line(field));
    }
    out
}

fn line(field: &FieldChange) -> String {
    let FieldChange { heading, kind, before, after, cell, .. } = field;
    let texts = (text_shown(*kind, before), text_shown(*kind, after));
    let (before, after) = side_by_side(&texts.0, &texts.1);
    fr(&format!("  {heading} ({}) : {before} → {after}\n", cell.name()))
}
