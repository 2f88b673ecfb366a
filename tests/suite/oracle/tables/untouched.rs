//! Out and back without a change, not one byte moves: the examples, the shipped grid, random
//! projects and grids; in each format, and saved again by LibreOffice.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use proptest::strategy::{Strategy, ValueTree};

use super::super::generate::case;
use super::super::runner;
use super::super::shipped::project_in;
use super::super::write::{Written, write};
use super::{asked, bytes, counts, folder_of, hold, on};
use crate::support::{copy, folders, root, run, stderr, stdout};

/// What came back says nothing new: why, if it does.
fn kept(name: &str, code: Option<i32>, out: &str, errors: &str) -> Result<usize, String> {
    let (rows, kept, changed, refused) = counts(out);
    let untouched = code == Some(0) && rows == kept && changed + refused == 0;
    untouched.then_some(rows).ok_or_else(|| format!("{name}: code {code:?}\n{out}\n{errors}"))
}

fn kept_by(name: &str, output: &Output) -> usize {
    let kept = kept(name, output.status.code(), &stdout(output), &stderr(output));
    kept.unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn an_untouched_table_of_a_random_project_changes_nothing() {
    hold(&case(), asked() / 3, |_, written| {
        let before = bytes(&folder_of(written));
        let project = written.project.display().to_string();
        for name in ["t.xlsx", "t.csv"] {
            let (code, _, errors) = on(written, &["exporter", &project, "-o", name]);
            if code == Some(2) && errors.contains("aucun énoncé") {
                return Ok(());
            }
            if code != Some(0) {
                return Err(format!("{name}: not exported\n{errors}"));
            }
            let (code, out, errors) = on(written, &["importer", name, &project]);
            kept(name, code, &out, &errors)?;
            if !errors.is_empty() {
                return Err(format!("{name}: something is said of it\n{errors}"));
            }
        }
        same(&before, &folder_of(written))
    });
}

#[test]
fn an_untouched_table_of_a_random_grid_changes_nothing() {
    hold(&case(), asked() / 5, |_, written| {
        let Some(grid) = largest(&written.grids) else {
            return Ok(());
        };
        // Alone: in its library, another version may have lost one of its statements.
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&grid, &folder.path().join("grille"));
        draft(&folder.path().join("grille"));
        let before = bytes(&folder.path().join("grille"));
        for name in ["g.xlsx", "g.csv"] {
            let exported = run(folder.path(), &format!("grille exporter grille -o {name}"));
            if exported.status.code() != Some(0) {
                return Err(format!("{name}: not exported\n{}", stderr(&exported)));
            }
            let imported = run(folder.path(), &format!("grille importer {name} grille"));
            let code = imported.status.code();
            let seen = kept(name, code, &stdout(&imported), &stderr(&imported))?;
            if seen == 0 {
                return Err(format!("{name}: no row"));
            }
        }
        same(&before, &folder.path().join("grille"))
    });
}

/// The grid of a case that has most axes, if it has one of its own.
fn largest(grids: &Path) -> Option<PathBuf> {
    if !grids.is_dir() {
        return None;
    }
    let versions = folders(grids).into_iter().flat_map(|grid| folders(&grid));
    versions.max_by_key(|folder| fs::read_dir(folder).map_or(0, Iterator::count))
}

/// Makes a draft of a grid: a published one does not change.
fn draft(grid: &Path) {
    let head = grid.join("grille.yaml");
    let text = fs::read_to_string(&head).expect("a grid");
    fs::write(&head, text.replace("etat: publiee", "etat: brouillon")).expect("a draft");
    let seal = grid.join("EMPREINTES");
    if seal.exists() {
        fs::remove_file(seal).expect("a draft has no seal");
    }
}

fn same(before: &BTreeMap<PathBuf, Vec<u8>>, folder: &Path) -> Result<(), String> {
    (bytes(folder) == *before).then_some(()).ok_or_else(|| "some byte changed".to_owned())
}

#[test]
fn an_untouched_table_of_an_example_changes_nothing() {
    let mut seen = 0;
    for example in folders(&root().join("examples")).iter().filter(|one| project_in(one).is_some())
    {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(example, &folder.path().join("exemple"));
        let project = project_in(&folder.path().join("exemple")).expect("a project");
        let before = bytes(folder.path());
        for (name, options) in
            [("t.xlsx", ""), ("v.xlsx", "--proteger"), ("t.csv", ""), ("a.xlsx", "--axe TEC")]
        {
            let project = project.display();
            let exported = run(folder.path(), &format!("exporter {project} -o {name} {options}"));
            assert_eq!(exported.status.code(), Some(0), "{}", stderr(&exported));
            let imported = run(folder.path(), &format!("importer {name} {project}"));
            assert!(kept_by(name, &imported) > 0, "{name}");
            fs::remove_file(folder.path().join(name)).expect("a table");
        }
        assert_eq!(bytes(folder.path()), before, "{}", example.display());
        seen += 1;
    }
    assert_eq!(seen, 4, "the examples that are projects");
}

#[test]
fn an_untouched_table_of_the_shipped_grid_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let grid = folder.path().join("sdet/4.2");
    copy(&root().join("grids/sdet/4.1"), &grid);
    let head = fs::read_to_string(grid.join("grille.yaml")).expect("a grid");
    let head = head.replacen("version: \"4.1\"", "version: \"4.2\"", 1);
    fs::write(grid.join("grille.yaml"), head).expect("a grid");
    let before = bytes(&grid);
    for name in ["g.xlsx", "g.csv"] {
        let exported = run(folder.path(), &format!("grille exporter sdet/4.2 -o {name}"));
        assert_eq!(exported.status.code(), Some(0), "{}", stderr(&exported));
        let imported = run(folder.path(), &format!("grille importer {name} sdet/4.2"));
        assert_eq!(kept_by(name, &imported), 220, "{name}");
    }
    assert_eq!(bytes(&grid), before);
}

/// Converts files as a person would with « Enregistrer sous », all in one start of the program.
fn libreoffice(folder: &Path, target: &str, out: &str, files: &[String]) {
    let profile = format!("-env:UserInstallation=file://{}/profil", folder.display());
    let output = Command::new("soffice")
        .current_dir(folder)
        .args([&profile, "--headless", "--convert-to", target, "--outdir", out])
        .args(files)
        .output()
        .unwrap_or_else(|error| panic!("soffice is needed by this test: {error}"));
    assert!(output.status.success(), "{}", stderr(&output));
}

/// French text tables, one for each sheet.
const FRENCH_CSV: &str =
    "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1";

#[test]
#[ignore = "needs LibreOffice Calc, which .ci/run installs"]
fn with_libreoffice_an_untouched_table_of_a_random_project_changes_nothing() {
    let mut runner = runner(1);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    let mut projects: Vec<(String, Written)> = Vec::new();
    for number in 0..asked() / 8 {
        let case = case().new_tree(&mut runner).expect("a case").current();
        let name = format!("c{number:03}");
        let written = write(&case, &at.join(&name));
        let table = at.join(format!("{name}.xlsx")).display().to_string();
        let project = written.project.display().to_string();
        let (code, _, errors) = on(&written, &["exporter", &project, "-o", &table]);
        match code {
            Some(0) => projects.push((name, written)),
            code => assert!(errors.contains("aucun énoncé"), "{code:?} {errors}"),
        }
    }
    let named = |extension: &str| -> Vec<String> {
        projects.iter().map(|(name, _)| format!("{name}.{extension}")).collect()
    };
    libreoffice(at, "ods", ".", &named("xlsx"));
    libreoffice(at, FRENCH_CSV, "textes", &named("xlsx"));
    libreoffice(at, "xlsx", "encore", &named("ods"));
    let mut rows = [0; 3];
    for (name, written) in &projects {
        let before = bytes(&folder_of(written));
        let mut tables = vec![(0, at.join(format!("{name}.ods")))];
        tables.push((1, at.join(format!("encore/{name}.xlsx"))));
        tables.extend(texts(&at.join("textes"), name).into_iter().map(|path| (2, path)));
        for (format, table) in tables {
            let (table, project) =
                (table.display().to_string(), written.project.display().to_string());
            let (code, out, errors) = on(written, &["importer", &table, &project]);
            rows[format] += kept(&table, code, &out, &errors).unwrap_or_else(|why| panic!("{why}"));
        }
        assert_eq!(bytes(&folder_of(written)), before, "{name}");
    }
    assert!(rows[0] > 100 && rows.iter().all(|found| *found == rows[0]), "{rows:?}");
}

/// The text tables of a workbook, without those that are not to fill.
fn texts(folder: &Path, name: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut found: Vec<PathBuf> = files
        .filter(|path| {
            stem(path).is_some_and(|stem| {
                stem.starts_with(&format!("{name}-"))
                    && !stem.ends_with("-Lisez-moi")
                    && !stem.ends_with("-Projet")
            })
        })
        .collect();
    found.sort();
    found
}
