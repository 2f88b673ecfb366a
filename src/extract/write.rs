//! The files of a draft grid.

use super::draft::{Draft, Plan, Row, basis_now};
use super::model::{Candidate, Extraction};
use crate::grid::{Citation, Statement, Subject, sha256_of_text};
use crate::source::with_lf;
use crate::words::{Basis, Vocabulary, fr, plain_line};
use crate::yaml::write::double_quoted;

/// A file of the draft: its name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// In the folder of the grid.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The YAML files of a draft: `grille.yaml`, one per axis, and the moves since a former grid.
#[must_use]
pub fn grid_files(extraction: &Extraction<'_>, draft: &Draft, plan: &Plan<'_>) -> Vec<Written> {
    let mut files =
        vec![Written { name: "grille.yaml".into(), text: head(extraction, draft, plan) }];
    for (at, axis) in draft.axes.iter().enumerate() {
        files.push(Written {
            name: axis.file.clone(),
            text: axis_file(extraction, draft, plan, at),
        });
    }
    files.extend(moves(draft, plan));
    files
}

fn head(extraction: &Extraction<'_>, draft: &Draft, plan: &Plan<'_>) -> String {
    let base = plan.version.base();
    let mut out = fr(&format!(
        "# Brouillon tiré de {} par « sdet grille extraire ». Chaque énoncé est à relire :\n# a-revoir.md commence par les plus douteux, couverture.md dit ce qui a été écarté.\n",
        plain_line(&extraction.documents.join(", "))
    ));
    let short = plan.id.to_uppercase();
    out.push_str(&format!(
        "format: 1\nid: {}\nversion: \"{}\"\ntitre: {}\netat: brouillon\ndate: {}\n",
        plan.id,
        plan.version,
        double_quoted(&format!("Grille de conformité {short} {}", plan.version)),
        plan.day
    ));
    out.push_str(&format!(
        "source:\n  titre: {}\n  editeur: {}\n  version: \"{base}\"\n",
        line(&plan.title),
        line(&plan.publisher)
    ));
    out.push_str("axes:\n");
    for axis in &draft.axes {
        out.push_str(&format!(
            "  - {{ id: {}, titre: {}, fichier: {} }}\n",
            axis.id,
            line(&axis.title),
            line(&axis.file)
        ));
    }
    if let Some(note) = &plan.axes.note {
        out.push_str(&format!("note_axes: {}\n", line(note)));
    }
    out
}

fn axis_file(extraction: &Extraction<'_>, draft: &Draft, plan: &Plan<'_>, axis: usize) -> String {
    let mut out = String::new();
    let subjects = subjects(draft, plan, axis);
    if !subjects.is_empty() {
        out.push_str("sujets:\n");
        for subject in subjects {
            out.push_str(&format!("  - id: {}\n    titre: {}\n", subject.id, line(&subject.title)));
            if let Some(why) = &subject.why_empty {
                out.push_str(&format!("    sans_enonce: {}\n", line(why)));
            }
        }
        out.push('\n');
    }
    out.push_str("enonces:\n");
    for (at, row) in draft.rows.iter().filter(|row| row.axis == axis).enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let former = row.model.and_then(|at| plan.former.map(|former| &former.statements[at]));
        match row.candidate.map(|at| &extraction.candidates[at]) {
            Some(candidate) => statement(&mut out, row, candidate, former, extraction, plan),
            None => withdrawn(&mut out, row, former, plan),
        }
    }
    out
}

/// The subjects that the former grid gave to an axis of the same identifier.
fn subjects<'g>(draft: &Draft, plan: &Plan<'g>, axis: usize) -> &'g [Subject] {
    let Some(former) = plan.former else { return &[] };
    let same = former.head.axes.iter().find(|one| one.id == draft.axes[axis].id);
    same.map_or(&[], |axis| axis.subjects.as_slice())
}

fn line(text: &str) -> String {
    double_quoted(plain_line(text).trim())
}

fn statement(
    out: &mut String,
    row: &Row,
    candidate: &Candidate<'_>,
    former: Option<&Statement>,
    extraction: &Extraction<'_>,
    plan: &Plan<'_>,
) {
    let path = extraction.path(candidate.place.section).join(" > ");
    let path = plain_line(path.trim_start_matches(" > ")).trim().to_owned();
    let section = if path.is_empty() {
        format!("avant le premier titre, ligne {}", candidate.place.line)
    } else {
        path.clone()
    };
    out.push_str(&format!("  - id: {}\n", row.id));
    if let Some(subject) = former.and_then(|former| former.subject.as_ref()) {
        out.push_str(&format!("    sujet: {}\n", subject.value));
    }
    out.push_str(&format!(
        "    modalite: {}\n    enonce: {}\n    fondement: {}\n",
        candidate.modality.key(),
        double_quoted(&candidate.text),
        Basis::Text.key()
    ));
    citation(
        out,
        &Citation {
            document: plan.title.clone(),
            version: Some(plan.version.base().to_string()),
            section: Some(section),
            address: None,
        },
    );
    if let Some(former) = former {
        carried(out, former);
    }
    let excerpt = with_lf(candidate.excerpt);
    out.push_str(&format!(
        "    extrait:\n      fichier: {}\n",
        line(&extraction.documents[candidate.place.document])
    ));
    if !path.is_empty() {
        out.push_str(&format!("      section: {}\n", double_quoted(&path)));
    }
    out.push_str(&format!("      ligne: {}\n", candidate.place.line));
    if let Some(head) = &candidate.head {
        out.push_str(&format!("      tete: {}\n", double_quoted(&with_lf(head))));
    }
    out.push_str(&format!(
        "      texte: {}\n      sha256: {}\n      mot: {}\n      confiance: {}\n",
        double_quoted(&excerpt),
        double_quoted(&sha256_of_text(&excerpt)),
        line(&candidate.word),
        candidate.confidence.key()
    ));
    words(out, "      a_revoir", row.doubts.iter().map(|doubt| doubt.key()));
}

fn citation(out: &mut String, cited: &Citation) {
    let mut parts = vec![format!("document: {}", line(&cited.document))];
    let mut part = |key: &str, value: &Option<String>| {
        parts.extend(value.as_ref().map(|value| format!("{key}: {}", line(value))));
    };
    part("version", &cited.version);
    part("section", &cited.section);
    part("adresse", &cited.address);
    out.push_str(&format!("    source: {{ {} }}\n", parts.join(", ")));
}

fn words<'w>(out: &mut String, key: &str, words: impl Iterator<Item = &'w str>) {
    let words: Vec<&str> = words.collect();
    if !words.is_empty() {
        out.push_str(&format!("{key}: [{}]\n", words.join(", ")));
    }
}

/// What people added to a statement of the former grid.
fn carried(out: &mut String, former: &Statement) {
    words(out, "    concerne", former.roles.iter().map(|word| word.key()));
    words(out, "    objets", former.objects.iter().map(|word| word.key()));
    words(out, "    degres", former.degrees.iter().map(|word| word.key()));
    if former.core {
        out.push_str("    socle: true\n");
    }
    if former.critical {
        out.push_str("    critique: true\n");
    }
    words(out, "    preuves_attendues", former.expected_evidence.iter().map(|word| word.key()));
    if let Some(case) = &former.not_applicable_if {
        out.push_str(&format!("    sans_objet_si: {}\n", line(case)));
    }
    if let Some(why) = &former.why {
        out.push_str(&format!("    pourquoi: {}\n", double_quoted(why)));
    }
}

/// A statement of the former grid that the text no longer makes.
fn withdrawn(out: &mut String, row: &Row, former: Option<&Statement>, plan: &Plan<'_>) {
    let Some(former) = former else { return };
    let (basis, cited) = basis_now(former, &plan.version.base().to_string());
    out.push_str(&format!("  - id: {}\n", row.id));
    if let Some(subject) = &former.subject {
        out.push_str(&format!("    sujet: {}\n", subject.value));
    }
    out.push_str(&format!(
        "    modalite: {}\n    enonce: {}\n    fondement: {}\n",
        former.modality.key(),
        double_quoted(&former.text),
        basis.key()
    ));
    if let Some(cited) = &cited {
        citation(out, cited);
    }
    if let Some(see) = &former.see {
        out.push_str(&format!("    voir: {}\n", line(see)));
    }
    carried(out, former);
    let reason = row.withdrawn.as_deref().unwrap_or_default();
    out.push_str(&format!("    etat: abroge\n    motif: {}\n", double_quoted(&fr(reason))));
}

/// The moves since the former grid: a draft, as the rest.
fn moves(draft: &Draft, plan: &Plan<'_>) -> Option<Written> {
    let former = plan.former?;
    let version = &former.head.name.version;
    let mut out = fr(&format!(
        "# Mouvements depuis {} proposés par « sdet grille extraire » : à confirmer un à un.\n# Un énoncé qui garde son identifiant n'a pas d'entrée ; un énoncé abrogé garde sa ligne.\n",
        former.head.name
    ));
    out.push_str(&format!("format: 1\ndepuis: \"{version}\"\n"));
    let id_of = |candidate: usize| {
        let row = draft.rows.iter().find(|row| row.candidate == Some(candidate));
        row.map(|row| row.id.clone()).unwrap_or_default()
    };
    let mut lines = Vec::new();
    for split in &draft.links.splits {
        let into: Vec<String> = split.into.iter().map(|at| id_of(*at)).collect();
        lines.push(format!(
            "  - {{ type: scinde, de: {}, vers: [{}], reponse: a_revoir }}\n",
            former.statements[split.former].id,
            into.join(", ")
        ));
    }
    for merge in &draft.links.merges {
        let from: Vec<&str> =
            merge.formers.iter().map(|at| former.statements[*at].id.as_str()).collect();
        lines.push(format!(
            "  - {{ type: fusionne, de: [{}], vers: {}, reponse: a_revoir }}\n",
            from.join(", "),
            id_of(merge.into)
        ));
    }
    // A file without moves says that each statement keeps its identifier; an empty list is refused.
    if !lines.is_empty() {
        out.push_str(&format!("mouvements:\n{}", lines.concat()));
    }
    Some(Written { name: format!("depuis-{version}.yaml"), text: out })
}
