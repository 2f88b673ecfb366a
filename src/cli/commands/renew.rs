//! `init --depuis`: a new cycle from a former project.

use std::collections::BTreeMap;
use std::path::Path;

use super::init::{concerned, is_yaml, project_files, single_file};
use super::typed;
use crate::answers::renewal::{renewed, values};
use crate::answers::scaffold::{Plan, blank_answer};
use crate::assess::{Assessment, Filter, Judged};
use crate::cli::Exit;
use crate::cli::arguments::Init;
use crate::cli::session::{Loaded, Session};
use crate::diagnostic::{Diagnostic, Severity};
use crate::evidence::{Fact, Validity};
use crate::files::{Copied, create_folder_with};
use crate::grid::Statement;
use crate::report::phrases;
use crate::words::{counted, fr, shown};

pub(super) fn run(mut session: Session, asked: &Init, former: &Path) -> Exit {
    let Some(loaded) = session.load(former) else {
        return session.stop();
    };
    // What is doubtful in the former project is marked in the new one.
    session.forget_remarks();
    let project = &loaded.project;
    let plan = Plan {
        object: project.object,
        title: asked.intitule.clone().unwrap_or_else(|| project.title.value.clone()),
        day: session.day,
        scope: project.scope.clone(),
    };
    let assessment = session.assess(&loaded, &Filter::default());
    let written = write(&session, &loaded, &assessment, &plan, &asked.path);
    if let Err(diagnostic) = written {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = summary(&loaded, &assessment, &asked.path);
    session.global.output = None;
    session.finish(&product, Severity::Warning, false)
}

fn write(
    session: &Session,
    loaded: &Loaded,
    assessment: &Assessment,
    plan: &Plan,
    path: &Path,
) -> Result<(), Diagnostic> {
    let files = std::iter::once(loaded.files.main).chain(loaded.files.answers.iter().copied());
    let values = values(&session.sources, files);
    let judged: BTreeMap<usize, &Judged> =
        assessment.judged.iter().map(|one| (one.statement, one)).collect();
    let answers = |statement: &Statement| {
        let index = loaded.grid.statements.iter().position(|one| one.id == statement.id);
        let answer = index.and_then(|index| Some((index, loaded.bound.answer(index)?)));
        let value = values.get(&statement.id).filter(|value| !value.is_blank());
        match (answer, value) {
            (Some((index, answer)), Some(value)) => {
                let remarks = remarks(loaded, judged.get(&index).copied(), index);
                renewed(statement, answer, value, &remarks, plan.day)
            }
            _ => blank_answer(statement),
        }
    };
    let kept = concerned(&loaded.grid, plan);
    if is_yaml(path) {
        return single_file(session, &loaded.grid, plan, &kept, &answers, path);
    }
    let files = project_files(&loaded.grid, plan, &kept, &answers);
    create_folder_with(path, &files, &loaded.files.folder, &copies(loaded))
}

/// What is wrong with the pieces of an answer, a line each.
fn remarks(loaded: &Loaded, judged: Option<&Judged>, index: usize) -> Vec<String> {
    let pieces = loaded.bound.answer(index).map(|answer| answer.evidence.as_slice());
    let faulty = pieces
        .unwrap_or_default()
        .iter()
        .zip(judged.map(|one| one.pieces.as_slice()).unwrap_or_default())
        .filter(|(_, validity)| **validity != Validity::Valid);
    faulty
        .map(|(piece, validity)| {
            let file = piece.file.as_ref().map(|file| file.value.as_str());
            let name = file.or(piece.reference.as_deref()).unwrap_or_default();
            format!("- {} : {}", shown(name), phrases::validity(validity))
        })
        .collect()
}

/// The pieces that are there, under the names that answers give them.
fn copies(loaded: &Loaded) -> Vec<Copied> {
    let present = loaded.facts.by_path.iter().filter_map(|(path, fact)| match fact {
        Fact::Present { actual, .. } => Some(Copied { from: actual.clone(), to: path.clone() }),
        Fact::Missing { .. }
        | Fact::OtherCase { .. }
        | Fact::Outside
        | Fact::NotAFile
        | Fact::Unreadable => None,
    });
    present.collect()
}

fn summary(loaded: &Loaded, assessment: &Assessment, path: &Path) -> String {
    let answered = assessment.judged.iter().filter_map(|one| loaded.bound.answer(one.statement));
    let answered: Vec<_> = answered.filter(|answer| answer.status.is_some()).collect();
    let pieces: Vec<&Validity> = assessment.judged.iter().flat_map(|one| &one.pieces).collect();
    let faulty = pieces.iter().filter(|one| ***one != Validity::Valid).count();
    let mut text = format!(
        "{} : {} depuis l'évaluation du {}, dans {}\n{} à revalider, dont {} qui ne prouvent plus rien ; rien n'est prouvé avant\n",
        loaded.grid.head.name,
        counted(answered.len() as u64, "réponse recopiée", "réponses recopiées"),
        loaded.project.assessed_on.value.french(),
        path.display(),
        counted(pieces.len() as u64, "citation de pièce", "citations de pièces"),
        faulty,
    );
    let outside: Vec<&str> = assessment
        .out_of_scope
        .iter()
        .map(|index| loaded.grid.statements[*index].id.as_str())
        .collect();
    if !outside.is_empty() {
        text.push_str(&format!(
            "Réponses hors périmètre, non recopiées : {}\n",
            outside.join(", ")
        ));
    }
    text.push_str(&format!(
        "Ensuite : relisez chaque réponse et chaque pièce, puis « sdet preuves {} »\n",
        typed(path)
    ));
    fr(&text)
}
