//! Rules that put statements under axes.

use super::keys::{FORMAT, RULE, RULES};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::{Head, axis_id, check_format};
use crate::source::{SourceId, SourceSet, Span};
use crate::words::{fold, quoted};
use crate::yaml::Reading;
use crate::yaml::table::Table;
use crate::yaml::tree::read as read_tree;

const SDET: &str = include_str!("data/axes-sdet.yaml");

/// The axis of what no rule takes.
pub(super) const UNSORTED: &str = "A_CLASSER";

/// An axis and what leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// `TEC`.
    pub id: String,
    /// « Technique ».
    pub title: String,
    /// `technique.yaml`.
    pub file: String,
    /// Beginnings of words looked for in titles, folded.
    sections: Vec<String>,
    /// Beginnings of words looked for in statements, folded.
    words: Vec<String>,
}

impl Rule {
    /// An axis that no rule leads to.
    pub(super) fn plain(id: &str, title: &str, file: &str) -> Self {
        let (sections, words) = (Vec::new(), Vec::new());
        Self { id: id.into(), title: title.into(), file: file.into(), sections, words }
    }
}

/// The axes of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Axes {
    /// In the order of the grid.
    pub rules: Vec<Rule>,
    /// A remark on their names.
    pub note: Option<String>,
}

impl Axes {
    /// The rules shipped for the SDET.
    #[must_use]
    pub fn sdet() -> Self {
        let mut sources = SourceSet::new();
        let file = sources.add_text("axes-sdet.yaml", SDET);
        let mut diagnostics = crate::diagnostic::Diagnostics::new();
        let mut cx = Reading { sources: &sources, diagnostics: &mut diagnostics };
        read_axes(file, &mut cx).unwrap_or_default()
    }

    /// The axes of a former grid, with the rules shipped for those of the same identifier.
    #[must_use]
    pub fn of(head: &Head) -> Self {
        let shipped = Self::sdet().rules;
        let rules = head.axes.iter().map(|axis| {
            let known = shipped.iter().find(|rule| rule.id == axis.id);
            Rule {
                id: axis.id.clone(),
                title: axis.title.clone(),
                file: axis.file.clone(),
                sections: known.map(|rule| rule.sections.clone()).unwrap_or_default(),
                words: known.map(|rule| rule.words.clone()).unwrap_or_default(),
            }
        });
        Self { rules: rules.collect(), note: head.axes_note.clone() }
    }

    /// The axis of a statement, by the titles that lead to it and its text; `None` when no rule
    /// speaks.
    pub(super) fn choose(&self, path: &[&str], text: &str) -> Option<usize> {
        let titles: Vec<String> = path.iter().rev().map(|title| padded(title)).collect();
        let text = padded(text);
        let score = |rule: &Rule| {
            let of_titles = titles.iter().enumerate().map(|(above, title)| {
                // The nearest title says most.
                let weight = [6, 4, 3].get(above).copied().unwrap_or(2);
                rule.sections.iter().filter(|term| has(title, term)).count() * weight
            });
            of_titles.sum::<usize>() + rule.words.iter().filter(|term| has(&text, term)).count()
        };
        let scores = self.rules.iter().map(score).enumerate();
        let best = scores
            .filter(|(_, score)| *score > 0)
            .max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)));
        best.map(|(at, _)| at)
    }
}

/// A text folded, each word with a space before it.
fn padded(text: &str) -> String {
    let words = fold(text).replace(|c: char| !c.is_alphanumeric(), " ");
    let mut out = String::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        out.push(' ');
        out.push_str(word);
    }
    out
}

fn has(padded: &str, term: &str) -> bool {
    padded.contains(term)
}

/// Reads a file of rules; `None` when it cannot serve.
pub fn read_axes(file: SourceId, cx: &mut Reading<'_>) -> Option<Axes> {
    let node = read_tree(file, cx);
    check_format(&node, FORMAT, cx)?;
    let table = Table::open(&node, &RULES, Span::new(file, 0, 0), cx)?;
    let _ = table.number("format", cx);
    let note = table.line("note_axes", cx).map(|note| note.value);
    let mut rules: Vec<Rule> = Vec::new();
    for item in table.items("axes", cx).unwrap_or_default() {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let Some(table) = Table::open(item, &RULE, at, cx) else { continue };
        if let Some(rule) = read_rule(table, cx) {
            if rules.iter().any(|other| other.id == rule.id || other.file == rule.file) {
                let message = format!(
                    "l'axe {} ou son fichier figure deux fois dans les règles",
                    quoted(&rule.id)
                );
                cx.report(
                    Diagnostic::new(Code::DuplicateAxis, message)
                        .at(at)
                        .help("donnez à chaque axe son identifiant et son fichier"),
                );
            }
            rules.push(rule);
        }
    }
    table.done();
    (!rules.is_empty()).then_some(Axes { rules, note })
}

fn read_rule(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Rule> {
    let id = table.bare("id", cx);
    let title = table.line("titre", cx);
    let file = table.bare("fichier", cx);
    let sections = table.prose("sections", cx);
    let words = table.prose("mots", cx);
    let at = table.at();
    table.done();
    let (id, title, file) = (id?, title?, file?);
    let terms = |text: Option<crate::yaml::Spanned<String>>| -> Vec<String> {
        let text = text.map(|text| text.value).unwrap_or_default();
        let terms = text.split([',', '\n', ';']).map(padded);
        terms.filter(|term| !term.is_empty()).collect()
    };
    let (sections, words) = (terms(sections), terms(words));
    if sections.is_empty() && words.is_empty() {
        let message = format!("la règle de l'axe {} ne cherche rien", quoted(&id.value));
        cx.report(
            Diagnostic::new(Code::UselessAxisRule, message)
                .at(at)
                .help("donnez-lui « sections » ou « mots », séparés par des virgules"),
        );
    }
    let id = axis_id(id, cx)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let name =
        file.value.strip_suffix(".yaml").filter(|stem| !stem.is_empty() && stem.chars().all(plain));
    if name.is_none() {
        let message = format!("fichier d'axe {} refusé", quoted(&file.value));
        cx.report(Diagnostic::new(Code::BadText, message).at(file.span).help(
            "attendu : un nom sans accent ni dossier qui finit par .yaml, comme « technique.yaml »",
        ));
        return None;
    }
    Some(Rule { id: id.value, title: title.value, file: file.value, sections, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_the_sdet_are_read_and_sort_statements() {
        let axes = Axes::sdet();
        let ids: Vec<&str> = axes.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, ["ORG", "FON", "TEC", "JUR"]);
        let axis = |path: &[&str], text: &str| axes.choose(path, text).map(|at| ids[at]);
        assert_eq!(axis(&["11 Accessibilité"], "Il doit durer."), Some("TEC"));
        assert_eq!(axis(&[], "Les échanges doivent être chiffrés."), Some("TEC"));
        assert_eq!(axis(&["Pilotage du projet"], "L'élève doit le voir."), Some("ORG"));
        assert_eq!(axis(&["Cadre juridique"], "Il doit durer."), Some("JUR"));
        assert_eq!(axis(&["Divers"], "Il doit durer."), None);
    }
}
