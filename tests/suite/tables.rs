//! Workbooks as hands and strangers leave them: what is damaged is named by its cell, what is
//! hostile is refused at once, and nothing a person gave to `repondre` is lost.

mod answering;
mod damage;
mod hostile;

use std::fs;
use std::path::Path;

use crate::support::{TRIAL_GRID, run, stderr};

const AXIS: &str = r#"enonces:
  - id: TEC-001
    modalite: doit
    enonce: "L'éditeur doit tenir l'annuaire à jour chaque nuit."
    fondement: reconstitution
    pourquoi: "Un compte oublié ouvre une porte."
  - { id: TEC-002, modalite: doit, enonce: "L'exploitant doit sauvegarder les données.", fondement: reconstitution }
  - { id: TEC-003, modalite: devrait, enonce: "L'éditeur devrait publier ses formats.", fondement: reconstitution }
"#;

const PROJECT: &str = r#"# Projet d'essai
format: 1
grille: "essai@1.0"
objet: solution
intitule: "Essai"
date_evaluation: 2013-06-14
reponses:
  # l'annuaire
  TEC-001:
    statut: partiel # à revoir
    justification: "=1+1 reste à faire"
    preuves:
      - fichier: preuves/aaf.txt
        page: "3-4"
        date: 2013-05-07
  TEC-002:
"#;

/// A folder with a grid and a project that answers it in part.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let grid = folder.path().join("grilles/essai/1.0");
    fs::create_dir_all(&grid).expect("a folder");
    fs::write(grid.join("grille.yaml"), TRIAL_GRID).expect("a grid");
    fs::write(grid.join("technique.yaml"), AXIS).expect("an axis");
    fs::write(folder.path().join("p.yaml"), PROJECT).expect("a project");
    folder
}

fn project(folder: &Path) -> String {
    fs::read_to_string(folder.join("p.yaml")).expect("a project")
}

/// Exports the project of a folder.
fn export(folder: &Path, name: &str, options: &str) {
    let line = format!("exporter p.yaml --grilles grilles --date 2013-06-14 -o {name} {options}");
    let output = run(folder, &line);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
