//! What carrying a project over to another version did, or would do.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::phrases;
use super::terminal::columns;
use crate::answers::Project;
use crate::answers::migrate::Fate;
use crate::assess::Assessment;
use crate::fraction::Rate;
use crate::grid::{Grid, GridName};
use crate::words::{
    ChangeClass, Level, Outcome, Vocabulary, count, counted, fr, list_with, percent, plain_line,
    plain_text,
};
use crate::yaml::write::wrapped;

/// One step from a version to another.
#[derive(Debug)]
pub struct Step {
    /// The grid left.
    pub from: GridName,
    /// The grid reached.
    pub to: GridName,
    /// What became of each answer that said something.
    pub fates: Vec<Fate>,
    /// New statements of the scope.
    pub added: Vec<String>,
}

/// A judged state of the project.
#[derive(Debug)]
pub struct State<'a> {
    /// Its grid.
    pub grid: &'a Grid,
    /// The judgement.
    pub assessment: &'a Assessment,
}

/// A migration, before any layout.
#[derive(Debug)]
pub struct MigrationView<'a> {
    /// The project.
    pub project: &'a Project,
    /// The steps, in order.
    pub steps: &'a [Step],
    /// Before the first.
    pub before: State<'a>,
    /// After the last.
    pub after: State<'a>,
    /// The files changed: path, text before (empty for a new one), text after.
    pub files: &'a [(String, String, String)],
    /// Whether nothing was written.
    pub simulated: bool,
}

/// The migration for the screen; with `--simuler`, the difference of each file.
#[must_use]
pub fn screen(view: &MigrationView<'_>) -> String {
    let mut out = heading(view);
    for step in view.steps {
        out.push_str(&step_text(step, view));
    }
    out.push_str(&verdicts(view));
    if view.simulated {
        for (path, before, after) in view.files {
            let diff = TextDiff::from_lines(before, after);
            let shown = plain_line(path);
            let mut diff = diff.unified_diff();
            diff.context_radius(2).missing_newline_hint(false).header(&shown, &shown);
            out.push_str(&format!("\n{}", plain_text(&diff.to_string())));
        }
    }
    out
}

fn heading(view: &MigrationView<'_>) -> String {
    let (from, to) = (&view.before.grid.head.name, &view.after.grid.head.name);
    let title = plain_line(&view.project.title.value);
    let written = counted(view.files.len() as u64, "fichier", "fichiers");
    let done = match view.simulated {
        true => format!("Simulation : rien n'a été écrit ({written} à changer)"),
        false => {
            let verb = if view.files.len() < 2 { "écrit" } else { "écrits" };
            format!("{written} {verb}")
        }
    };
    fr(&format!("{title}\n{from} → {to}\n{done}\n"))
}

fn step_text(step: &Step, view: &MigrationView<'_>) -> String {
    let mut out = String::new();
    if view.steps.len() > 1 {
        out.push_str(&fr(&format!("\n{} → {}\n", step.from, step.to)));
    }
    let of = |outcome: Outcome| step.fates.iter().filter(move |fate| fate.outcome == outcome);
    let number = |outcome: Outcome| count(of(outcome).count() as u64);
    let rows = vec![
        vec!["gardées".into(), number(Outcome::Kept)],
        vec!["à revoir".into(), number(Outcome::ToReview)],
        vec!["abandonnées, gardées à part".into(), number(Outcome::Dropped)],
        vec!["Ensemble".into(), count(step.fates.len() as u64)],
        vec!["énoncés nouveaux à évaluer".into(), count(step.added.len() as u64)],
    ];
    out.push('\n');
    out.push_str(&columns(&["Réponses", "Nombre"], rows, 1));
    let review: Vec<&Fate> = of(Outcome::ToReview).collect();
    if !review.is_empty() {
        out.push_str(&fr("\nÀ revoir (l'ancienne réponse est sous « ancienne_reponse ») :\n"));
        out.push_str(&fates(&review));
    }
    let dropped: Vec<&Fate> = of(Outcome::Dropped).collect();
    if !dropped.is_empty() {
        out.push_str(&fr("\nAbandonnées (gardées sous « abandonnees ») :\n"));
        out.push_str(&fates(&dropped));
    }
    let renamed: Vec<&Fate> =
        of(Outcome::Kept).filter(|fate| fate.to != [fate.id.as_str()]).collect();
    if !renamed.is_empty() {
        out.push_str(&fr("\nGardées sous un autre identifiant :\n"));
        out.push_str(&fates(&renamed));
    }
    if !step.added.is_empty() {
        out.push_str(&fr("\nNouveaux énoncés à évaluer :\n"));
        out.push_str(&indented(&step.added.join(", "), "  "));
    }
    out
}

fn fates(fates: &[&Fate]) -> String {
    let line = |fate: &&Fate| {
        let to = match fate.to.as_slice() {
            [only] if *only == fate.id => String::new(),
            [] => String::new(),
            several => format!(" → {}", several.join(", ")),
        };
        match fate.class == ChangeClass::Renamed && fate.outcome == Outcome::Kept {
            true => indented(&format!("{}{to}", fate.id), "  "),
            false => indented(&format!("{}{to} — {}", fate.id, fate.cause), "  "),
        }
    };
    fates.iter().map(line).collect()
}

fn indented(text: &str, margin: &str) -> String {
    let lines = wrapped(&fr(&plain_line(text)), 76);
    let hang = |at: usize| if at == 0 { "" } else { "  " };
    lines.iter().enumerate().map(|(at, line)| format!("{margin}{}{line}\n", hang(at))).collect()
}

/// The mention and the rates before and after, and why they moved.
fn verdicts(view: &MigrationView<'_>) -> String {
    let shown = |rate: Option<Rate>| rate.map_or_else(|| "sans objet".into(), percent);
    let row = |label: &str, pick: &dyn Fn(&Assessment) -> String| {
        vec![fr(label), pick(view.before.assessment), pick(view.after.assessment)]
    };
    let mention = |one: &Assessment| one.mention.as_ref().map(phrases::mention).unwrap_or_default();
    let rows = vec![
        row("Mention", &mention),
        row("Taux de conformité", &|one| shown(one.total.requirements.rate())),
        row("Taux prouvé", &|one| shown(one.total.requirements.proved_rate())),
        row("Complétude", &|one| shown(one.total.requirements.completeness())),
        row("Suivi des recommandations", &|one| shown(one.total.recommendations.rate())),
        row("Exigences à évaluer", &|one| count(one.total.requirements.to_assess)),
        row("Énoncés du périmètre", &|one| count(one.total.in_scope())),
    ];
    let titles = [
        "Avant et après",
        &view.before.grid.head.name.to_string(),
        &view.after.grid.head.name.to_string(),
    ];
    let mut out = format!("\n{}", columns(&titles, rows, 3));
    let reasons = reasons(view);
    if !reasons.is_empty() {
        out.push_str(&fr("\nPourquoi :\n"));
        for reason in reasons {
            out.push_str(&indented(&format!("- {reason}"), "  "));
        }
    }
    out
}

/// Why figures moved, in numbers of statements.
fn reasons(view: &MigrationView<'_>) -> Vec<String> {
    let grid = view.after.grid;
    let requirement =
        |id: &String| grid.statement(id).is_some_and(|one| one.level() == Level::Requirement);
    let mut reset: BTreeMap<ChangeClass, u64> = BTreeMap::new();
    let mut dropped = 0;
    let mut new = (0, 0);
    for step in view.steps {
        for fate in &step.fates {
            match fate.outcome {
                Outcome::ToReview if fate.pending => {}
                Outcome::ToReview => {
                    let number = fate.to.iter().filter(|id| requirement(id)).count() as u64;
                    *reset.entry(fate.class).or_default() += number;
                }
                Outcome::Dropped => dropped += 1,
                Outcome::Kept => {}
            }
        }
        let requirements = step.added.iter().filter(|id| requirement(id)).count() as u64;
        new = (new.0 + requirements, new.1 + step.added.len() as u64 - requirements);
    }
    let mut reasons = Vec::new();
    let back: u64 = reset.values().sum();
    if back > 0 {
        let parts: Vec<String> = reset
            .iter()
            .filter(|(_, number)| **number > 0)
            .map(|(class, number)| format!("{} : {}", class.label().to_lowercase(), count(*number)))
            .collect();
        let verb = if back < 2 { "repasse" } else { "repassent" };
        reasons.push(format!(
            "{} {verb} à évaluer ({})",
            counted(back, "exigence", "exigences"),
            parts.join(", ")
        ));
    }
    let kinds = [
        (new.0, counted(new.0, "exigence nouvelle", "exigences nouvelles")),
        (new.1, counted(new.1, "recommandation nouvelle", "recommandations nouvelles")),
    ];
    let kinds = kinds.into_iter().filter(|(number, _)| *number > 0).map(|(_, text)| text);
    let kinds: Vec<String> = kinds.collect();
    if !kinds.is_empty() {
        reasons.push(format!("{} à évaluer", list_with(&kinds, "et")));
    }
    if dropped > 0 {
        let verb = if dropped < 2 { "ne compte plus" } else { "ne comptent plus" };
        reasons.push(format!(
            "{} {verb} : l'énoncé est abrogé",
            counted(dropped, "réponse", "réponses")
        ));
    }
    reasons
}
