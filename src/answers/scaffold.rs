//! The files that `init` writes: block style, one key a line, what may be added as a comment.

use super::Scope;
use super::keys::{ANSWER, OLD_ANSWERS};
use crate::date::Date;
use crate::grid::{Grid, Statement};
use crate::words::{Level, Object, Vocabulary, fr, plain_line};
use crate::yaml::shape::{Key, Kind, Shape};
use crate::yaml::write::{double_quoted, wrapped};

/// What `init` was asked.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What is assessed.
    pub object: Object,
    /// Its name.
    pub title: String,
    /// The day of the assessment.
    pub day: Date,
    /// What concerns it.
    pub scope: Scope,
}

/// The folder of schemas, beside the project's main file.
pub const SCHEMAS: &str = "schemas";

/// `projet.yaml`.
#[must_use]
pub fn project_file(grid: &Grid, plan: &Plan) -> String {
    let mut out = modeline("", "projet");
    // No version in comments: `migrer` would have to find them again.
    out.push_str(&comment("Les réponses sont dans reponses/, une par énoncé de la grille."));
    out.push_str(&project_keys(grid, plan));
    out
}

fn project_keys(grid: &Grid, plan: &Plan) -> String {
    let mut out =
        format!("format: 1\ngrille: \"{}\"\nobjet: {}\n", grid.head.name, plan.object.key());
    out.push_str(&comment("Nom imprimé en tête du rapport, à écrire en toutes lettres."));
    out.push_str(&format!("intitule: {}\n", double_quoted(&plan.title)));
    out.push_str(&comment("Jour de l'évaluation : la durée de validité part de là."));
    out.push_str(&format!("date_evaluation: {}\n", plan.day));
    out.push_str(&comment(
        "Part de la grille qui concerne le projet ; une ligne absente n'exclut rien.",
    ));
    out.push_str(&scope(&plan.scope));
    out
}

/// `perimetre`, with what is not given as a comment.
pub(crate) fn scope(scope: &Scope) -> String {
    let list = |words: Vec<&str>| format!("[{}]", words.join(", "));
    let degrees: Vec<&str> = scope.degrees.iter().map(|word| word.key()).collect();
    let roles: Vec<&str> = scope.roles.iter().map(|word| word.key()).collect();
    let mut lines = String::new();
    let mut line = |key: &str, given: bool, value: String, example: &str| {
        lines.push_str(&match given {
            true => format!("  {key}: {value}\n"),
            false => format!("  # {key}: {example}\n"),
        });
    };
    line("degres", !degrees.is_empty(), list(degrees.clone()), "[1d, 2d]");
    line(
        "roles",
        !roles.is_empty(),
        list(roles.clone()),
        "[porteur, academie, etablissement, editeur, integrateur, exploitant, hebergeur, fournisseur_tiers]",
    );
    line("socle", scope.core, "true".into(), "true");
    let empty = degrees.is_empty() && roles.is_empty() && !scope.core;
    // A table of comments only would be an empty value.
    let head = if empty { "# perimetre:\n" } else { "perimetre:\n" };
    format!("{head}{lines}")
}

/// How the answer to a statement is written: [`blank_answer`] in a new project.
pub type Answers<'a> = dyn Fn(&Statement) -> String + 'a;

/// A file of answers for some statements.
#[must_use]
pub fn answers_file(statements: &[&Statement], answers: &Answers<'_>) -> String {
    let mut out = modeline("../", "reponses");
    out.push_str(&instructions());
    out.push_str("reponses:\n");
    out.push_str(&all_answers(statements, answers));
    out
}

/// A whole project in one file.
#[must_use]
pub fn single_file(
    grid: &Grid,
    plan: &Plan,
    statements: &[&Statement],
    answers: &Answers<'_>,
) -> String {
    let mut out = modeline("", "projet");
    out.push_str(&project_keys(grid, plan));
    out.push('\n');
    out.push_str(&instructions());
    out.push_str("reponses:\n");
    out.push_str(&all_answers(statements, answers));
    out
}

/// The line that makes editors complete and check the file.
pub(crate) fn modeline(to_root: &str, schema: &str) -> String {
    format!("# yaml-language-server: $schema={to_root}{SCHEMAS}/{schema}.schema.json\n")
}

pub(crate) fn comment(text: &str) -> String {
    wrapped(&fr(text), 76).iter().map(|line| format!("# {line}\n")).collect()
}

fn instructions() -> String {
    let mut out = comment(
        "Pour chaque énoncé, écrivez un statut : conforme, partiel, non_conforme ou sans_objet. Vide : à évaluer. Sous « justification: | », écrivez librement, en gardant le retrait.",
    );
    out.push_str(&comment(
        "« sdet expliquer IDENTIFIANT » dit pourquoi l'énoncé compte et sur quoi il repose.",
    ));
    out.push_str(&comment("Clés possibles d'une réponse, à recopier sans le « # » :"));
    for key in ANSWER.keys.iter().filter(|key| key.name != OLD_ANSWERS) {
        out.push_str(&skeleton(key, 1));
    }
    out.push_str("#\n");
    out
}

/// A key with what it may hold, as a comment.
fn skeleton(key: &Key, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let nested = |shape: &Shape, first: &str| {
        let mut lines = format!("# {indent}{}:\n", key.name);
        for (at, inner) in shape.keys.iter().enumerate() {
            let dash = if at == 0 { first } else { "    " };
            lines.push_str(&format!("# {indent}{dash}{}: {}\n", inner.name, example(inner.kind)));
        }
        lines
    };
    if let Kind::Table(shape) = key.kind {
        nested(shape, "    ")
    } else if let Kind::Tables(shape) = key.kind {
        nested(shape, "  - ")
    } else {
        format!("# {indent}{}: {}\n", key.name, example(key.kind))
    }
}

/// What a value looks like.
fn example(kind: Kind) -> String {
    match kind {
        Kind::Line => "\"…\"".into(),
        Kind::Prose => "\"…\"".into(),
        Kind::Path => "preuves/…".into(),
        Kind::Date => "AAAA-MM-JJ".into(),
        Kind::Sha256 => "\"…\"".into(),
        Kind::Word(list) => list.words.iter().map(|word| word.key).collect::<Vec<_>>().join(" | "),
        Kind::Id
        | Kind::Ids
        | Kind::Version
        | Kind::GridName
        | Kind::Number(..)
        | Kind::Boolean
        | Kind::Words(_)
        | Kind::Table(_)
        | Kind::Tables(_)
        | Kind::ById(_) => "…".into(),
    }
}

fn all_answers(statements: &[&Statement], answers: &Answers<'_>) -> String {
    statements.iter().fold(String::new(), |out, one| format!("{out}\n{}", answers(one)))
}

/// A blank answer, with the text of its statement above it.
#[must_use]
pub fn blank_answer(statement: &Statement) -> String {
    format!(
        "{}  {}:\n    statut:\n    justification: |\n    # preuves:\n    #   - fichier: preuves/\n    #     type: {}\n    #     date: AAAA-MM-JJ\n",
        statement_comment(statement),
        statement.id,
        statement.expected_evidence.first().map_or("document", |kind| kind.key())
    )
}

/// The text of a statement as the comment above its answer: every line begins with `#|`.
#[must_use]
pub fn statement_comment(statement: &Statement) -> String {
    let level = match statement.level() {
        Level::Requirement => "exigence",
        Level::Recommendation => "recommandation",
    };
    let critical = if statement.critical { ", critique" } else { "" };
    let mut lines = vec![format!("{} — {level}{critical}", statement.id)];
    lines.extend(wrapped(&plain_line(&statement.text), 74));
    let kinds: Vec<&str> = statement.expected_evidence.iter().map(|kind| kind.key()).collect();
    if !kinds.is_empty() {
        lines.push(fr(&format!("Preuves attendues : {}", kinds.join(", "))));
    }
    if let Some(case) = &statement.not_applicable_if {
        lines.extend(wrapped(&format!("{}{}", fr("Sans objet si : "), plain_line(case)), 74));
    }
    lines.iter().map(|line| format!("  #| {line}\n")).collect()
}

/// What to do with a new project, for whoever opens its folder.
#[must_use]
pub fn read_me(plan: &Plan) -> String {
    fr(&format!(
        "# {title}\n\n\
        Auto-évaluation avec la grille que nomme `projet.yaml`. Elle ne vaut ni certification ni agrément.\n\n\
        1. Ouvrez les fichiers de `reponses/` (un par axe) avec un éditeur de texte, comme le Bloc-notes, et choisissez un statut pour chaque énoncé.\n\
        2. Rangez les pièces dans `preuves/` et citez-les dans les réponses.\n\
        3. Vérifiez : `sdet verifier .`\n\
        4. Où en est-on : `sdet bilan .`\n\
        5. Le rapport : `sdet rapport . -o rapport.md`\n\n\
        Les fichiers sont en UTF-8. Deux personnes peuvent travailler en même temps, chacune dans son fichier : une réponse ne figure que dans un seul.\n",
        title = plan.title.replace(['\n', '\r'], " ")
    ))
}
