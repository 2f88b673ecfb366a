//! Answers put beside the statements they answer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Project, Scope, is_complement};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::{Grid, Statement};
use crate::words::{Object, looks_eaten, quoted, shown};
use crate::yaml::Reading;

/// The answers of a project, one at most for each statement of the grid.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Every answer read.
    pub answers: Vec<Answer>,
    /// For each statement of the grid, the index of its answer.
    by_statement: Vec<Option<usize>>,
}

impl Bound {
    /// The answer to a statement, by its index in the grid.
    #[must_use]
    pub fn answer(&self, statement: usize) -> Option<&Answer> {
        let index = self.by_statement.get(statement).copied().flatten()?;
        self.answers.get(index)
    }

    /// The statements in scope that have an answer, in the order of the grid.
    pub(crate) fn in_scope<'a>(
        &'a self,
        project: &'a Project,
        grid: &'a Grid,
    ) -> impl Iterator<Item = (&'a Statement, &'a Answer)> {
        let statements = grid.statements.iter().enumerate();
        statements
            .filter(|(_, statement)| project.concerns(statement))
            .filter_map(|(index, statement)| Some((statement, self.answer(index)?)))
    }
}

impl Project {
    /// Whether a statement concerns the project.
    #[must_use]
    pub fn concerns(&self, statement: &Statement) -> bool {
        self.scope.keeps(self.object, statement)
    }
}

impl Scope {
    /// Whether a statement is in the scope of an object: a key absent on either side excludes
    /// nothing, except that an unmarked statement is not of the core (`docs/calcul.md`, §1).
    #[must_use]
    pub fn keeps(&self, object: Object, statement: &Statement) -> bool {
        !statement.is_withdrawn()
            && (statement.objects.is_empty() || statement.objects.contains(&object))
            && meet(&self.roles, &statement.roles)
            && meet(&self.degrees, &statement.degrees)
            && (!self.core || statement.core)
    }
}

/// Whether two lists share a member; an empty one excludes nothing.
pub(crate) fn meet<T: PartialEq>(asked: &[T], offered: &[T]) -> bool {
    asked.is_empty() || offered.is_empty() || asked.iter().any(|one| offered.contains(one))
}

/// Puts each answer beside its statement. `elsewhere` names the other known versions of the grid
/// that define an identifier, for the message about one that this version lacks.
pub fn bind(
    grid: &Grid,
    answers: Vec<Answer>,
    elsewhere: &dyn Fn(&str) -> Vec<String>,
    cx: &mut Reading<'_>,
) -> Bound {
    let index: BTreeMap<&str, usize> = grid
        .statements
        .iter()
        .enumerate()
        .map(|(at, statement)| (statement.id.as_str(), at))
        .collect();
    let mut by_statement = vec![None; grid.statements.len()];
    let mut first_unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, answer) in answers.iter().enumerate() {
        match index.get(answer.id.as_str()) {
            None => match first_unknown.get(answer.id.as_str()) {
                Some(first) => cx.report(duplicate(answer, &answers[*first])),
                None => {
                    first_unknown.insert(&answer.id, at);
                    cx.report(unknown(answer, grid, elsewhere, cx));
                }
            },
            Some(statement) => match by_statement[*statement] {
                None => by_statement[*statement] = Some(at),
                Some(first) => cx.report(duplicate(answer, &answers[first])),
            },
        }
    }
    Bound { answers, by_statement }
}

pub(super) fn duplicate(answer: &Answer, first: &Answer) -> Diagnostic {
    let message = format!("deux réponses pour l'énoncé {}", shown(&answer.id));
    Diagnostic::new(Code::DuplicateAnswer, message)
        .at_with(answer.span, "encore ici")
        .at_with(first.span, "une première fois ici")
        .help("gardez-en une : aucune des deux n'est choisie à votre place")
}

fn unknown(
    answer: &Answer,
    grid: &Grid,
    elsewhere: &dyn Fn(&str) -> Vec<String>,
    cx: &Reading<'_>,
) -> Diagnostic {
    let id = answer.id.as_str();
    let name = &grid.head.name;
    let others = elsewhere(id);
    if !others.is_empty() {
        let message = format!("l'énoncé {} n'existe pas dans {name}", shown(id));
        return Diagnostic::new(Code::OtherVersionStatement, message).at(answer.span).help(
            format!("il existe dans {} : vérifiez la clé « grille » du projet", others.join(", ")),
        );
    }
    if is_complement(id) {
        let message = format!("énoncé inconnu {} dans {name}", shown(id));
        return Diagnostic::new(Code::UnknownStatement, message).at(answer.span).help(
            "c'est l'identifiant d'un complément de marché : sa réponse va sous « complements: »",
        );
    }
    let near = cx.suggest(id, grid.statements.iter().map(|statement| statement.id.as_str()));
    // « MAI-01 » for « MAI-001 » is a slip; « mai-01 » for nothing near is a date.
    let slip = near.is_some_and(|near| prefix(near) == prefix(id));
    if let Some(help) = eaten_by_spreadsheet(id, grid).filter(|_| !slip) {
        let message = format!(
            "{} n'est pas un identifiant : un tableur a pris le texte pour une date ou un nombre",
            shown(id)
        );
        return Diagnostic::new(Code::IdEatenBySpreadsheet, message).at(answer.span).help(help);
    }
    let message = format!("énoncé inconnu {} dans {name}", shown(id));
    let diagnostic = Diagnostic::new(Code::UnknownStatement, message).at(answer.span);
    match near {
        Some(near) => diagnostic.help(format!("vouliez-vous dire {} ?", quoted(near))),
        None => {
            diagnostic.help(format!("« sdet grille montrer {name} » donne la liste des énoncés"))
        }
    }
}

/// The letters an identifier begins with.
fn prefix(id: &str) -> &str {
    id.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

/// Whether an identifier looks like what a spreadsheet makes of « MAR-01 » or « 1-2 ». Gives what
/// to do.
fn eaten_by_spreadsheet(id: &str, grid: &Grid) -> Option<String> {
    if !looks_eaten(id) {
        return None;
    }
    let axes: BTreeSet<&str> = grid.head.axes.iter().map(|axis| axis.id.as_str()).collect();
    let axes: Vec<&str> = axes.into_iter().collect();
    Some(format!(
        "retapez l'identifiant d'origine (axes : {}) ; dans le tableur, mettez la colonne au format Texte avant la saisie",
        axes.join(", ")
    ))
}
