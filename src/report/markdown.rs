//! The report in Markdown, in the order of `docs/guide.md`.

mod details;
mod findings;
mod method;
mod results;
mod summary;

use super::markdown_text::inline;
use super::view::View;
use crate::words::fr;

/// The whole report.
#[must_use]
pub fn render(view: &View<'_>) -> String {
    let mut out = Page::default();
    head(view, &mut out);
    summary::render(view, &mut out);
    findings::unmet_requirements(view, &mut out);
    findings::waivers(view, &mut out);
    results::render(view, &mut out);
    findings::unmet_recommendations(view, &mut out);
    findings::not_applicable(view, &mut out);
    findings::evidence(view, &mut out);
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
        inline(&matter.project.title)
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

/// The Markdown written so far.
#[derive(Debug, Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, level: usize, title: &str) {
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(level), fr(title)));
    }

    /// A paragraph of our own words; no user's text, whose spaces would change.
    fn say(&mut self, sentence: &str) {
        self.text.push_str(&fr(sentence));
        self.text.push_str("\n\n");
    }

    fn table(&mut self, table: &super::markdown_text::Table) {
        self.text.push_str(&table.render());
    }

    /// A list item: our own words, then a value already escaped, printed as it is.
    fn item(&mut self, label: &str, value: &str) {
        self.text.push_str("- ");
        self.text.push_str(&fr(label));
        self.text.push_str(value);
        self.text.push('\n');
    }

    fn end_list(&mut self) {
        self.text.push('\n');
    }
}
