//! `init`: a new project with every statement of its scope.

use std::path::Path;

use super::publish::schema_text;
use super::{renew, typed};
use crate::answers::Scope;
use crate::answers::scaffold::{self, Answers, Plan, SCHEMAS};
use crate::cli::Exit;
use crate::cli::arguments::{Init, SchemaName};
use crate::cli::session::Session;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{APPRAISALS, NewFile, create_folder, write_atomically};
use crate::grid::{Grid, Statement};
use crate::market;
use crate::words::{counted, fr};

pub(super) fn run(mut session: Session, asked: Init) -> Exit {
    if let Some(former) = &asked.depuis {
        return renew::run(session, &asked, former);
    }
    let Some(grid) = session.grid(asked.grille.as_deref()) else {
        return session.stop();
    };
    let plan = Plan {
        object: asked.objet,
        title: asked.intitule.clone().unwrap_or_else(|| title_of(&asked.path)),
        day: session.day,
        scope: Scope {
            roles: asked.scope.roles.clone(),
            degrees: asked.scope.degrees.clone(),
            core: asked.scope.core,
        },
    };
    let kept = concerned(&grid, &plan);
    if asked.marche && is_yaml(&asked.path) {
        session.usage("une consultation est un dossier", "donnez un nom sans .yaml");
        return Exit::Usage;
    }
    if asked.marche && !kept.is_empty() {
        return market(session, &grid, &plan, &asked.path);
    }
    if kept.is_empty() {
        session.usage(
            &format!("aucun énoncé de {} ne concerne ce périmètre", grid.head.name),
            "élargissez --objet, --role, --degre ou --socle",
        );
        return Exit::Usage;
    }
    let result = if is_yaml(&asked.path) {
        single_file(&session, &grid, &plan, &kept, &scaffold::blank_answer, &asked.path)
    } else {
        create_folder(&asked.path, &project_files(&grid, &plan, &kept, &scaffold::blank_answer))
    };
    if let Err(diagnostic) = result {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let shown_path = asked.path.display();
    let product = fr(&format!(
        "{} : {} à évaluer, dans {shown_path}\nEnsuite : remplissez les réponses, puis « sdet verifier {} »\n",
        grid.head.name,
        counted(kept.len() as u64, "énoncé", "énoncés"),
        typed(&asked.path),
    ));
    session.global.output = None;
    session.finish(&product, Severity::Warning, false)
}

/// A new tender: its market, its schemas, and room for offers and appraisals.
fn market(mut session: Session, grid: &Grid, plan: &Plan, path: &Path) -> Exit {
    let file = |path: &str, content: String| NewFile { path: path.into(), content };
    let mut files = vec![
        file("marche.yaml", market::scaffold::market_file(grid, plan)),
        file("LISEZMOI.md", market::scaffold::read_me(plan)),
        file("offres/", String::new()),
        file(&format!("{APPRAISALS}/"), String::new()),
    ];
    for (name, schema) in [("marche", SchemaName::Marche), ("analyse", SchemaName::Analyse)] {
        files.push(file(&format!("{SCHEMAS}/{name}.schema.json"), schema_text(schema)));
    }
    if let Err(diagnostic) = create_folder(path, &files) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let shown_path = typed(path);
    let product = fr(&format!(
        "{shown_path}/marche.yaml : consultation sur {}\nEnsuite : complétez-le, puis « sdet exporter --cadre {shown_path} -o cadre.xlsx »\n",
        grid.head.name
    ));
    session.global.output = None;
    session.finish(&product, Severity::Warning, false)
}

pub(super) fn concerned<'g>(grid: &'g Grid, plan: &Plan) -> Vec<&'g Statement> {
    grid.statements.iter().filter(|one| plan.scope.keeps(plan.object, one)).collect()
}

fn title_of(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "Mon projet".into())
}

pub(super) fn is_yaml(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// The files of a new project that is a folder.
pub(super) fn project_files(
    grid: &Grid,
    plan: &Plan,
    kept: &[&Statement],
    answers: &Answers<'_>,
) -> Vec<NewFile> {
    let file = |path: &str, content: String| NewFile { path: path.into(), content };
    let mut files = vec![
        file("projet.yaml", scaffold::project_file(grid, plan)),
        file("LISEZMOI.md", scaffold::read_me(plan)),
        file("preuves/", String::new()),
    ];
    for (index, axis) in grid.head.axes.iter().enumerate() {
        let of_axis: Vec<&Statement> =
            kept.iter().filter(|one| one.axis == index).copied().collect();
        if !of_axis.is_empty() {
            let name = axis.file.rsplit('/').next().unwrap_or(&axis.file);
            files
                .push(file(&format!("reponses/{name}"), scaffold::answers_file(&of_axis, answers)));
        }
    }
    for (name, schema) in [("projet", SchemaName::Projet), ("reponses", SchemaName::Reponses)] {
        files.push(file(&format!("{SCHEMAS}/{name}.schema.json"), schema_text(schema)));
    }
    files
}

/// Writes a new project that is one file, and its schema beside it.
pub(super) fn single_file(
    session: &Session,
    grid: &Grid,
    plan: &Plan,
    kept: &[&Statement],
    answers: &Answers<'_>,
    path: &Path,
) -> Result<(), Diagnostic> {
    let text = scaffold::single_file(grid, plan, kept, answers);
    write_atomically(path, text.as_bytes(), session.global.force)?;
    let folder = path.parent().unwrap_or_else(|| Path::new("")).join(SCHEMAS);
    let schema =
        NewFile { path: "projet.schema.json".into(), content: schema_text(SchemaName::Projet) };
    // A schema left by another project of the folder is the same.
    if folder.exists() { Ok(()) } else { create_folder(&folder, &[schema]) }
}
