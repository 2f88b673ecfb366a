//! The report of conformity as a page, in the order of `docs/guide.md`.

mod details;
mod evidence;
mod findings;
mod history;
mod method;
mod results;
mod summary;
mod waivers;

use super::html::{self, Frame};
use super::marked::inline;
use super::page::Page;
use super::phrases;
use super::view::View;
use crate::words::fr;

/// The whole report, in Markdown.
#[must_use]
pub fn markdown(view: &View<'_>) -> String {
    super::markdown::render(&page(view))
}

pub(super) use summary::rate;

/// The whole report, in HTML.
#[must_use]
pub fn html(view: &View<'_>) -> String {
    let matter = &view.matter;
    let foot = format!("{} Au {}.", phrases::DISCLAIMER, matter.assessment.day.french());
    html::render(&page(view), &Frame { foot: fr(&foot), signed: true })
}

fn page(view: &View<'_>) -> Page {
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
    out
}

fn head(view: &View<'_>, out: &mut Page) {
    let matter = &view.matter;
    out.title(
        "Rapport de conformité",
        &matter.grid.short_title(),
        &inline(&matter.project.title.value),
    );
    out.say(&format!("**{}**", phrases::DISCLAIMER));
    if let Some(warning) = phrases::grid_warning(matter.grid) {
        out.say(&format!("**{warning}**"));
    }
    out.say(&format!("Date de référence : {}.", matter.assessment.day.french()));
    if let Some(filter) = &matter.assessment.filter {
        out.say(&format!(
            "Vue partielle ({}) : des taux, mais pas de mention.",
            phrases::filter(filter)
        ));
    }
}
