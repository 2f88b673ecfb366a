//! The change note, fit to be published beside the new version.

use super::text::{joined, surround};
use super::wording::{Run, runs};
use super::{
    ORDER, any_change, consequence, counts, heading, identifiers, level_and_axis, of_class,
    outcome, traits,
};
use crate::grid::{Change, Comparison, Grid, Statement};
use crate::report::markdown_text::{self, inline};
use crate::report::page::Table;
use crate::words::{ChangeClass, GridState, Level, Vocabulary, count, fr};

/// The change note.
#[must_use]
pub fn note(comparison: &Comparison<'_>) -> String {
    let (old, new) = (comparison.old, comparison.new);
    let mut out = format!(
        "# Note de changement — {} → {}\n\n",
        inline(&old.short_title()),
        inline(&new.head.name.version.to_string())
    );
    out.push_str(&fr(&format!(
        "De la grille {} ({}) à la grille {} ({}), énoncé par énoncé. Chaque énoncé est dans une classe et une seule.\n\n",
        inline(&old.head.name.to_string()),
        dated(old),
        inline(&new.head.name.to_string()),
        dated(new)
    )));
    if old.is_reconstructed() || new.is_reconstructed() {
        out.push_str(&fr(
            "> Grille reconstituée : à confirmer sur le texte officiel avant tout usage contractuel.\n\n",
        ));
    }
    out.push_str(&summary(comparison));
    if !any_change(comparison) {
        out.push_str(&fr("Aucun énoncé n'a changé.\n\n"));
    }
    for class in ORDER {
        out.push_str(&section(comparison, *class));
    }
    out.push_str(&fr(&format!(
        "## Pour reprendre vos réponses\n\n`sdet migrer PROJET --vers {}` reprend les réponses d'un projet ; avec `--simuler`, il montre ce qui changerait sans rien écrire.\n\n## Identification\n\n",
        new.head.name
    )));
    for grid in [old, new] {
        out.push_str(&fr(&format!(
            "- {} : SHA-256 {}\n",
            inline(&grid.head.name.to_string()),
            grid.sha256
        )));
    }
    out
}

fn dated(grid: &Grid) -> String {
    let state = match grid.head.state {
        GridState::Draft => "brouillon",
        GridState::Published => "publiée",
    };
    format!("{state}, {}", grid.head.date.french())
}

fn summary(comparison: &Comparison<'_>) -> String {
    let classes = counts(comparison);
    let mut table = Table::new(
        &[
            "Classe",
            &format!("Énoncés de {}", comparison.old.head.name.version),
            &format!("Énoncés de {}", comparison.new.head.name.version),
        ],
        1,
    );
    let mut total = (0, 0);
    for class in ORDER.iter().chain([&ChangeClass::Unchanged]) {
        let (old, new) = classes.get(class).copied().unwrap_or_default();
        total = (total.0 + old, total.1 + new);
        table.row(vec![class.label().into(), count(old), count(new)]);
    }
    table.row(vec!["**Ensemble**".into(), count(total.0), count(total.1)]);
    let in_force = |grid: &Grid, level: Level| {
        let kept = grid.statements.iter().filter(|one| !one.is_withdrawn() && one.level() == level);
        kept.count()
    };
    let levels = |grid: &Grid| {
        format!(
            "{} exigences et {} recommandations en vigueur",
            in_force(grid, Level::Requirement),
            in_force(grid, Level::Recommendation)
        )
    };
    fr(&format!(
        "## En bref\n\nLa version {} compte {} ; la version {} en comptait {}.\n\n{}",
        comparison.new.head.name.version,
        levels(comparison.new),
        comparison.old.head.name.version,
        levels(comparison.old),
        markdown_text::table(&table)
    ))
}

fn section(comparison: &Comparison<'_>, class: ChangeClass) -> String {
    let changes: Vec<&Change<'_>> = of_class(comparison, class).collect();
    if changes.is_empty() {
        return String::new();
    }
    let mut out = fr(&format!("## {}\n\n{}\n", heading(class), consequence(class)));
    let rewords = changes.iter().any(|change| reworded(change).is_some());
    if rewords {
        out.push_str(&fr("Dans les textes, ~~barré~~ : retiré ; **gras** : ajouté.\n"));
    }
    out.push('\n');
    for change in changes {
        out.push_str(&entry(change, comparison));
    }
    out
}

fn entry(change: &Change<'_>, comparison: &Comparison<'_>) -> String {
    let about =
        change.new.first().map(|one| level_and_axis(one, &comparison.new.head.axes)).or_else(
            || change.old.first().map(|one| level_and_axis(one, &comparison.old.head.axes)),
        );
    let mut out = format!(
        "### {}\n\n{}\n\n",
        inline(&identifiers(change)),
        fr(&inline(&about.unwrap_or_default()))
    );
    match reworded(change) {
        Some((old, new)) => {
            out.push_str(&format!("> {}\n", marked(&old.text, &new.text)));
            out.push_str(&fr(&format!("\n- Avant : {}\n", inline(&old.text))));
            out.push_str(&fr(&format!("- Après : {}\n", inline(&new.text))));
        }
        None => out.push_str(&texts(change)),
    }
    let traits = traits(change);
    if !traits.is_empty() {
        out.push_str(&fr(&format!("- Ce qui change : {}\n", traits.join(", "))));
    }
    if let Some(reason) = change.reason {
        out.push_str(&fr(&format!("- Motif : {}\n", inline(reason))));
    }
    if let Some(outcome) = outcome(change) {
        out.push_str(&fr(&format!("- Pour les projets : {outcome}\n")));
    }
    out.push('\n');
    out
}

/// The two texts, where one became the other in other words.
fn reworded<'g>(change: &Change<'g>) -> Option<(&'g Statement, &'g Statement)> {
    match (change.old.as_slice(), change.new.as_slice()) {
        ([old], [new]) if old.text != new.text => Some((old, new)),
        _ => None,
    }
}

fn texts(change: &Change<'_>) -> String {
    let line = |mark: &str, one: &Statement| {
        fr(&format!("- {mark}{} : {}\n", inline(&one.id), inline(&one.text)))
    };
    match (change.old.as_slice(), change.new.as_slice()) {
        ([], news) => news.iter().map(|one| line("", one)).collect(),
        ([old], [_] | []) => line("", old),
        (olds, news) => {
            let gone = olds.iter().map(|one| line("Avant, ", one));
            gone.chain(news.iter().map(|one| line("Après, ", one))).collect()
        }
    }
}

fn marked(old: &str, new: &str) -> String {
    let piece = |run: &Run| match run {
        Run::Same(text) => inline(text),
        Run::Gone(text) => surround("~~", &inline(text), "~~"),
        Run::New(text) => surround("**", &inline(text), "**"),
    };
    joined(&runs(old, new), piece)
}
