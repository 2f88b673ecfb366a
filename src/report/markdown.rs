//! The report in Markdown, in the order of `docs/guide.md`.

mod details;
mod evidence;
mod findings;
mod method;
mod results;
mod summary;
mod waivers;

use super::markdown_text::inline;
use super::page::Page;
use super::view::View;

/// The whole report.
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut out = Page::default();
    head(view, &mut out);
    summary::render(view, &mut out);
    findings::unmet_requirements(view, &mut out);
    waivers::render(view, &mut out);
    results::render(view, &mut out);
    findings::unmet_recommendations(view, &mut out);
    findings::not_applicable(view, &mut out);
    evidence::render(view, &mut out);
    details::render(view, &mut out);
    method::render(view, &mut out);
    method::identification(view, &mut out);
    out.text
}

fn head(view: &View<'_>, out: &mut Page) {
    let matter = &view.matter;
    out.text.push_str(&format!(
        "# Rapport de conformité — {} — {}\n\n",
        matter.grid.short_title(),
        inline(&matter.project.title.value)
    ));
    out.say(&format!("**{}**", super::phrases::DISCLAIMER));
    if let Some(warning) = super::phrases::grid_warning(matter.grid) {
        out.say(&format!("**{warning}**"));
    }
    out.say(&format!("Date de référence : {}.", matter.assessment.day.french()));
    if let Some(filter) = &matter.assessment.filter {
        out.say(&format!(
            "Vue partielle ({}) : des taux, mais pas de mention.",
            super::phrases::filter(filter)
        ));
    }
}
