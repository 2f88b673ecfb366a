//! The pages for whoever reviews a draft: what to read again, and what was left out.

use super::draft::{Draft, Plan, Row};
use super::model::{Candidate, Extraction, Place};
use crate::words::markdown::{Table, inline, quotation};
use crate::words::{Confidence, Doubt, LeftOut, Level, Modality, Vocabulary, counted, fr, quoted};

/// How much a statement is in doubt: the greater, the sooner it is read.
fn doubt_of(candidate: &Candidate<'_>, row: &Row) -> u32 {
    let base = match candidate.confidence {
        Confidence::High => 0,
        Confidence::Medium => 10,
        Confidence::Low => 20,
    };
    let weight = |doubt: &Doubt| match doubt {
        Doubt::LevelClash | Doubt::Damaged | Doubt::UncertainMatch | Doubt::StrengthChanged => 5,
        Doubt::NoSubject | Doubt::NoVerb | Doubt::Argument | Doubt::SeveralModalities => 4,
        Doubt::Inherited | Doubt::Subordinate | Doubt::Impossible | Doubt::Negation => 3,
        Doubt::SeveralObligations | Doubt::Alternatives | Doubt::WeakWord | Doubt::Minutes => 2,
        Doubt::Reserve | Doubt::Exception | Doubt::Heading | Doubt::Long => 1,
    };
    base + row.doubts.iter().map(weight).sum::<u32>()
}

fn place(extraction: &Extraction<'_>, place: Place) -> String {
    format!("{}, ligne {}", inline(&extraction.documents[place.document]), place.line)
}

fn modality(modality: Modality) -> String {
    modality.label().to_lowercase()
}

/// `a-revoir.md`: every statement, the most doubtful first.
#[must_use]
pub fn review(extraction: &Extraction<'_>, draft: &Draft, plan: &Plan<'_>) -> String {
    let mut out = format!("# À revoir — {}@{}\n\n", plan.id, plan.version);
    out.push_str(&fr(
        "Les énoncés vont du plus douteux au plus sûr. Pour chacun : lire l'extrait dans le texte d'origine, corriger « enonce » et « modalite » dans le fichier de l'axe, puis supprimer « a_revoir » une fois l'énoncé confirmé. Une phrase de trop se supprime ; une phrase oubliée se cherche dans couverture.md.\n\n",
    ));
    out.push_str(&since(draft, plan));
    let mut rows: Vec<(&Row, &Candidate<'_>)> = draft
        .rows
        .iter()
        .filter_map(|row| Some((row, &extraction.candidates[row.candidate?])))
        .collect();
    rows.sort_by_key(|(row, candidate)| {
        (
            std::cmp::Reverse(doubt_of(candidate, row)),
            candidate.place.document,
            candidate.place.start,
        )
    });
    let doubtful = rows.iter().filter(|(row, _)| !row.doubts.is_empty()).count();
    out.push_str(&fr(&format!(
        "## Énoncés\n\n{}, dont {} à revoir pour une raison dite.\n\n",
        counted(rows.len() as u64, "énoncé", "énoncés"),
        doubtful
    )));
    for (row, candidate) in rows {
        out.push_str(&entry(extraction, row, candidate));
    }
    out.push_str(&aside(extraction));
    out.push_str(&hints(extraction));
    out
}

fn entry(extraction: &Extraction<'_>, row: &Row, candidate: &Candidate<'_>) -> String {
    let mut out = fr(&format!(
        "### {} — {}, confiance {}\n\n",
        row.id,
        modality(candidate.modality),
        candidate.confidence.label().to_lowercase()
    ));
    out.push_str(&format!("{}\n\n", inline(&candidate.text)));
    if let Some(head) = &candidate.head {
        out.push_str(&quotation(head, ""));
    }
    out.push_str(&quotation(candidate.excerpt, ""));
    out.push_str(&fr(&format!(
        "\n{} ; mot décisif : {}\n\n",
        place(extraction, candidate.place),
        quoted(&inline(&candidate.word))
    )));
    for doubt in &row.doubts {
        out.push_str(&fr(&format!("- {} : {}\n", doubt.label(), doubt.word().meaning)));
    }
    if !row.doubts.is_empty() {
        out.push('\n');
    }
    out
}

/// What became of the statements of the former grid.
fn since(draft: &Draft, plan: &Plan<'_>) -> String {
    let Some(former) = plan.former else { return String::new() };
    let count =
        |test: &dyn Fn(&Row) -> bool| draft.rows.iter().filter(|row| test(row)).count() as u64;
    let kept = count(&|row| row.former.is_some() && row.candidate.is_some());
    let changed = count(&|row| row.doubts.contains(&Doubt::StrengthChanged));
    let uncertain = count(&|row| row.doubts.contains(&Doubt::UncertainMatch));
    let new = count(&|row| row.former.is_none());
    let gone = draft.links.vanished.len() as u64;
    let mut out = fr(&format!(
        "## Depuis {}\n\n{} ({} dont la force a changé, {} à confirmer), {}, {}, {}, {}.\n\n",
        former.head.name,
        counted(kept, "énoncé retrouvé", "énoncés retrouvés"),
        changed,
        uncertain,
        counted(new, "nouveau", "nouveaux"),
        counted(draft.links.splits.len() as u64, "scission proposée", "scissions proposées"),
        counted(draft.links.merges.len() as u64, "fusion proposée", "fusions proposées"),
        counted(
            gone,
            "non retrouvé, proposé comme abrogé",
            "non retrouvés, proposés comme abrogés"
        ),
    ));
    if gone > 0 {
        out.push_str(&fr("Non retrouvés :\n\n"));
        for at in &draft.links.vanished {
            let one = &former.statements[*at];
            out.push_str(&fr(&format!("- {} : {}\n", one.id, inline(&one.text))));
        }
        out.push('\n');
    }
    out
}

/// The sentences left out that a person should look at first.
fn aside(extraction: &Extraction<'_>) -> String {
    let doubtful =
        [LeftOut::Capability, LeftOut::Relative, LeftOut::Indirect, LeftOut::Wish, LeftOut::Action];
    let found: Vec<_> =
        extraction.left_out.iter().filter(|one| doubtful.contains(&one.why)).collect();
    if found.is_empty() {
        return String::new();
    }
    let mut out = fr(&format!(
        "## Phrases écartées à relire\n\n{} avec un mot modal, où la règle qui écarte se trompe le plus souvent. Toutes les autres sont dans couverture.md.\n\n",
        counted(found.len() as u64, "phrase", "phrases")
    ));
    for one in found {
        out.push_str(&fr(&format!(
            "- {} ({}, {}) : {}\n",
            one.why.label(),
            quoted(&inline(&one.word)),
            place(extraction, one.place),
            inline(&one.text)
        )));
    }
    out.push('\n');
    out
}

/// The sentences without modal word that may oblige.
fn hints(extraction: &Extraction<'_>) -> String {
    if extraction.hints.is_empty() {
        return String::new();
    }
    let mut out = fr(&format!(
        "## Phrases sans mot modal\n\n{} sans le dire : le programme ne peut pas le savoir.\n\n",
        counted(
            extraction.hints.len() as u64,
            "phrase qui oblige peut-être",
            "phrases qui obligent peut-être"
        )
    ));
    for one in &extraction.hints {
        out.push_str(&fr(&format!(
            "- {}{} ({}) : {}\n",
            one.kind.label(),
            if one.reserve { ", réserve invérifiable" } else { "" },
            place(extraction, one.place),
            inline(&one.text)
        )));
    }
    out.push('\n');
    out
}

/// `couverture.md`: every section with its counts, every sentence left out with why.
#[must_use]
pub fn coverage(extraction: &Extraction<'_>, plan: &Plan<'_>) -> String {
    let mut out = format!("# Couverture — {}@{}\n\n", plan.id, plan.version);
    out.push_str(&fr(
        "Chaque section lue, avec ce qu'elle a donné, puis chaque phrase qui contient un mot modal et n'a pas été retenue, avec la raison.\n\n## Sections\n\nLes comptes d'une section ne comprennent pas ceux de ses sous-sections.\n\n",
    ));
    out.push_str(&sections(extraction));
    out.push_str(&reasons(extraction));
    for (at, section) in extraction.sections.iter().enumerate() {
        let here: Vec<_> =
            extraction.left_out.iter().filter(|one| one.place.section == at).collect();
        if here.is_empty() {
            continue;
        }
        let title = if section.title.is_empty() {
            "Avant le premier titre".into()
        } else {
            inline(&section.title)
        };
        let name = inline(&extraction.documents[section.document]);
        out.push_str(&fr(&format!("### {title} ({name}, ligne {})\n\n", section.line)));
        for one in here {
            out.push_str(&fr(&format!(
                "- ligne {}, {} ({}) : {}\n",
                one.place.line,
                one.why.label(),
                quoted(&inline(&one.word)),
                inline(&one.text)
            )));
        }
        out.push('\n');
    }
    out
}

fn sections(extraction: &Extraction<'_>) -> String {
    let mut counts = vec![[0_usize; 4]; extraction.sections.len()];
    for one in &extraction.candidates {
        let column = match one.modality.level() {
            Level::Requirement => 0,
            Level::Recommendation => 1,
        };
        counts[one.place.section][column] += 1;
    }
    extraction.left_out.iter().for_each(|one| counts[one.place.section][2] += 1);
    extraction.hints.iter().for_each(|one| counts[one.place.section][3] += 1);
    let header = [
        "Texte",
        "Section",
        "Ligne",
        "Phrases",
        "Exigences",
        "Recommandations",
        "Écartées",
        "Sans mot modal",
    ];
    let mut table = Table::new(&header, 2);
    for (section, counts) in extraction.sections.iter().zip(counts) {
        let empty = section.title.is_empty() && section.sentences == 0 && counts == [0; 4];
        if empty {
            continue;
        }
        let indent = "\u{2003}".repeat(section.depth.saturating_sub(1));
        let title = if section.title.is_empty() {
            "avant le premier titre".into()
        } else {
            inline(&section.title)
        };
        let mut cells = vec![
            inline(&extraction.documents[section.document]),
            format!("{indent}{title}"),
            section.line.to_string(),
            section.sentences.to_string(),
        ];
        cells.extend(counts.iter().map(usize::to_string));
        table.row(cells);
    }
    table.render()
}

fn reasons(extraction: &Extraction<'_>) -> String {
    let mut table = Table::new(&["Raison", "Sens", "Phrases"], 2);
    for why in LeftOut::ALL {
        let number = extraction.left_out.iter().filter(|one| one.why == *why).count();
        if number > 0 {
            table.row(vec![
                why.label().into(),
                inline(&fr(why.word().meaning)),
                number.to_string(),
            ]);
        }
    }
    let total = extraction.left_out.len() as u64;
    fr(&format!(
        "## Phrases écartées\n\n{} avec un mot modal.\n\n{}",
        counted(total, "phrase écartée", "phrases écartées"),
        table.render()
    ))
}
