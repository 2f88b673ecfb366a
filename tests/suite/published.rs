//! What is published with the program: schemas, examples and their reports, the built-in grids.
//!
//! `SDET_EXAMPLES=write cargo test --test suite published` writes schemas and reports anew.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{folders, root, run, sdet, shipped_yaml, stderr, stdout};

const SCHEMAS: &[&str] = &[
    "grille",
    "enonces",
    "mouvements",
    "marche",
    "analyse",
    "depouillement",
    "projet",
    "reponses",
    "rapport",
    "preuves",
    "comparaison",
    "changements",
];

/// The examples: folder, project inside it, date of its reports.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("ent-lycees", "", "2013-09-30"),
    ("solution-editeur", "", "2013-10-15"),
    ("solution-editeur-2014", "", "2014-10-20"),
    ("commune-1d", "/ecoles.yaml", "2013-09-30"),
];

/// Holds a committed file equal to what the program gives.
pub(crate) fn hold(path: &Path, found: &str) {
    if std::env::var_os("SDET_EXAMPLES").is_some_and(|value| value == "write") {
        fs::write(path, found).expect("the file is written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == found,
        "{} differs from what the program gives; SDET_EXAMPLES=write writes it anew",
        path.display()
    );
}

/// What a successful command prints.
pub(crate) fn product(line: &str) -> String {
    let output = run(&root(), line);
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn schemas_are_those_of_the_program() {
    for name in SCHEMAS {
        let path = root().join("docs/schemas").join(format!("{name}.schema.json"));
        hold(&path, &product(&format!("schema {name}")));
    }
}

#[test]
fn reports_of_examples_are_those_of_the_program() {
    for (example, project, date) in EXAMPLES {
        for (format, file) in
            [("md", "rapport.md"), ("html", "rapport.html"), ("json", "rapport.json")]
        {
            let path = root().join("examples").join(example).join(file);
            let line =
                format!("rapport examples/{example}{project} --date {date} --format {format} -q");
            hold(&path, &product(&line));
        }
    }
}

/// The comparison of the editor's two years, from the report of the first.
const FOLLOW_UP: &str = "comparer examples/solution-editeur/rapport.json examples/solution-editeur-2014 --date 2014-10-20 -q";

#[test]
fn the_follow_up_of_the_editor_is_that_of_the_program() {
    hold(&root().join("examples/solution-editeur-2014/audit-2014.md"), &product(FOLLOW_UP));
}

#[test]
fn other_json_outputs_follow_their_schema() {
    for (name, line) in [
        ("preuves", "preuves examples/ent-lycees --date 2013-09-30 -q --format json".to_owned()),
        ("comparaison", format!("{FOLLOW_UP} --format json")),
    ] {
        let value: Value = serde_json::from_str(&product(&line)).expect("JSON");
        let validator = validator(name);
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|one| one.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let mut wrong = value.clone();
        wrong["format"] = Value::from("un");
        assert!(!validator.is_valid(&wrong), "{name}: the schema lets anything pass");
    }
}

/// The draft of the example of extraction, page by page.
#[test]
fn the_draft_of_the_example_is_that_of_the_program() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = root().join("examples/extraction/referentiel.md");
    fs::copy(text, folder.path().join("referentiel.md")).expect("the text");
    let line = "grille extraire referentiel.md -o brouillon --version 4.2 --date 2013-09-30";
    let output = run(folder.path(), line);
    assert!(output.status.success(), "{}", stderr(&output));
    let committed = root().join("examples/extraction/brouillon");
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder.path().join("brouillon")).expect("the draft") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        hold(&committed.join(&name), &fs::read_to_string(&path).expect("a page"));
        names.push(name);
    }
    let kept = fs::read_dir(&committed).expect("the committed draft").count();
    assert_eq!(kept, names.len(), "a page of the committed draft is no longer written");
}

pub(crate) fn validator(name: &str) -> jsonschema::Validator {
    let text = product(&format!("schema {name}"));
    let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema is a schema")
}

#[test]
fn reports_of_examples_follow_their_schema() {
    let validator = validator("rapport");
    for (example, ..) in EXAMPLES {
        let text = fs::read_to_string(root().join("examples").join(example).join("rapport.json"));
        let report: Value = serde_json::from_str(&text.expect("a report")).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|one| one.to_string()).collect();
        assert!(errors.is_empty(), "{example}: {errors:?}");
        let mut wrong = report.clone();
        wrong["synthese"]["exigences"]["conformes"] = Value::from("trois");
        assert!(!validator.is_valid(&wrong), "the schema lets anything pass");
    }
}

#[test]
fn shipped_yaml_follows_its_schema() {
    let validators = ["grille", "enonces", "projet", "reponses", "marche", "analyse"]
        .map(|name| (name, validator(name)));
    for (path, text) in shipped_yaml() {
        let inside = path.to_string_lossy().replace('\\', "/");
        let name = match () {
            () if inside.ends_with("/grille.yaml") => "grille",
            () if inside.contains("/grids/") || inside.contains("/brouillon/") => "enonces",
            () if inside.contains("/reponses/") => "reponses",
            () if inside.ends_with("/marche.yaml") => "marche",
            () if inside.contains("/analyse/") => "analyse",
            () => "projet",
        };
        let value: Value = serde_yaml::from_str(&text).expect("YAML");
        let validator = validators.iter().find(|(one, _)| *one == name).map(|(_, one)| one);
        let errors = validator.expect("a schema").iter_errors(&value);
        let errors: Vec<String> =
            errors.map(|one| format!("{} {one}", one.instance_path())).collect();
        assert!(errors.is_empty(), "{inside}: {errors:?}");
    }
}

#[test]
fn what_init_writes_is_read_without_mistake_and_follows_its_schema() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (line, name, file) in [
        ("init projet --degre 2d --date 2013-06-14", "projet", "projet.yaml"),
        (
            "init editeur --objet solution --role editeur --socle --date 2013-06-14",
            "editeur",
            "projet.yaml",
        ),
        ("init ecole.yaml --degre 1d --date 2013-06-14", "ecole.yaml", ""),
    ] {
        let output = run(folder.path(), line);
        assert!(output.status.success(), "{line}: {}", stderr(&output));
        let check = run(folder.path(), &format!("verifier {name} --strict --date 2013-06-14"));
        assert!(check.status.success(), "{line}: {}", stderr(&check));
        let main = folder.path().join(name).join(file);
        let main = if file.is_empty() { folder.path().join(name) } else { main };
        let text = fs::read_to_string(&main).expect("a main file");
        let modeline = text.lines().next().unwrap_or_default();
        let schema = modeline.split("$schema=").nth(1).expect("a modeline");
        let schema = main.parent().expect("a folder").join(schema);
        let schema: Value =
            serde_json::from_str(&fs::read_to_string(schema).expect("the schema beside"))
                .expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let value: Value = serde_yaml::from_str(&text).expect("YAML");
        assert!(validator.is_valid(&value), "{name}: {:?}", validator.validate(&value).err());
    }
}

/// Every answer of the skeleton, uncommented, is read: `init` proposes no key that readers refuse.
#[test]
fn the_skeleton_of_init_names_the_keys_that_readers_know() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = run(folder.path(), "init projet --degre 2d --date 2013-06-14");
    assert!(output.status.success());
    let text =
        fs::read_to_string(folder.path().join("projet/reponses/technique.yaml")).expect("answers");
    let skeleton: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.contains("Clés possibles"))
        .skip(1)
        .take_while(|line| *line != "#")
        .map(|line| line.trim_start_matches("# "))
        .collect();
    for shape in [
        &sdet::answers::keys::ANSWER,
        &sdet::answers::keys::PIECE,
        &sdet::answers::keys::WAIVER,
        &sdet::answers::keys::ACTION,
        &sdet::answers::keys::VERIFICATION,
    ] {
        // What `migrer` writes is nobody's to type.
        for key in shape.keys.iter().filter(|key| key.name != "ancienne_reponse") {
            let mark = format!("{}:", key.name);
            let named = |line: &&str| line.trim_start_matches([' ', '-']).starts_with(&mark);
            assert!(skeleton.iter().any(named), "{mark} is not in the skeleton");
        }
    }
}

/// A grid checked out with the line ends and marks of Windows is the same grid.
#[test]
fn the_hash_of_a_grid_is_taken_over_plain_line_ends() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("sdet/4.1");
    fs::create_dir_all(&copy).expect("a folder");
    for name in ["grille", "organisationnel", "fonctionnel", "technique", "juridique"] {
        let file = format!("{name}.yaml");
        let text = fs::read_to_string(root().join("grids/sdet/4.1").join(&file)).expect("a file");
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        fs::write(copy.join(&file), windows).expect("a file");
    }
    let grids = folder.path().to_string_lossy().into_owned();
    let output = sdet(&root())
        .args(["grille", "montrer", "sdet@4.1", "--grilles", &grids])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stdout(&output), product("grille montrer sdet@4.1"));
}

#[test]
fn built_in_grids_are_those_of_the_folder() {
    for id in folders(&root().join("grids")) {
        for version in folders(&id) {
            let name =
                |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let folder = format!("grids/{}/{}", name(&id), name(&version));
            // The same content under the same name is no redefinition: any difference is an error.
            let output = sdet(&root())
                .args(["grille", "lister", "--grilles", &folder])
                .output()
                .expect("the program runs");
            assert!(output.status.success(), "{}", stderr(&output));
            // Without the folder, the grid is there all the same.
            let shown = product(&format!("grille montrer {}@{}", name(&id), name(&version)));
            assert!(shown.starts_with(&format!("{}@{}", name(&id), name(&version))));
        }
    }
}
