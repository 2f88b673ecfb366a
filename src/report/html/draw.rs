//! Pictures as inline SVG, each with its figures in words and in a table beside.
//!
//! Widths are percentages and heights pixels, so that a picture fits a phone without shrinking its
//! patterns; words stay outside, where they wrap.

use super::text::{Lines, escape, plain};
use crate::fraction::Rate;
use crate::report::picture::{Bars, Gaps, KeyFigure, MarkRow, Part, Picture, Tally};
use crate::words::{count, counted, fr, french_decimal, percent, signed_decimal};

/// Adds a picture; `rank` tells its identifiers from those of others.
pub(super) fn picture(picture: &Picture, rank: usize, lines: &mut Lines<'_>, out: &mut String) {
    match picture {
        Picture::Key(figures) => key(figures, out),
        Picture::Bars(bars) => stacked(bars, rank, lines, out),
        Picture::Gaps(gaps) => spans(gaps, rank, lines, out),
    }
}

fn key(figures: &[KeyFigure], out: &mut String) {
    out.push_str("<dl class=\"cles\">\n");
    for one in figures {
        let (label, value, counts) = (escape(&one.label), escape(&one.value), escape(&one.counts));
        out.push_str(&format!(
            "<div><dt>{label}</dt><dd><strong>{value}</strong> {counts}</dd></div>\n"
        ));
    }
    out.push_str("</dl>\n");
}

/// The classes of the fills, in the order of [`Part::ALL`].
const FILLS: [&str; 5] = ["conforme", "partiel", "non-prouve", "non-conforme", "a-evaluer"];
/// The names of the two bars.
const READINGS: [&str; 2] = ["déclaré", "prouvé"];
/// Height of the picture of a row, and the top and height of its two bars, in pixels.
const ROW: u32 = 36;
const TOPS: [(u32, u32); 2] = [(1, 20), (23, 12)];

fn begin(title: &str, rank: usize, out: &mut String) {
    out.push_str(&format!(
        "<figure aria-labelledby=\"image-{rank}\">\n<figcaption id=\"image-{rank}\">{}</figcaption>\n",
        escape(&fr(title))
    ));
}

fn legend(entries: &[(&str, &str)], out: &mut String) {
    out.push_str("<ul class=\"legende\">");
    for (fill, name) in entries {
        out.push_str(&format!(
            "<li><svg aria-hidden=\"true\" focusable=\"false\" width=\"26\" height=\"14\"><rect class=\"{fill}\" x=\"1\" y=\"1\" width=\"24\" height=\"12\"/></svg> {}</li>",
            escape(&fr(name))
        ));
    }
    out.push_str("</ul>\n");
}

/// Opens the picture of a row: its label and its value in words, then what is drawn.
fn open_row(ids: &str, label: &str, value: &str, words: &str, height: u32, out: &mut String) {
    out.push_str(&format!(
        "<div class=\"rang\"><p><span>{label}</span> <span>{}</span></p>\n\
         <svg role=\"img\" aria-labelledby=\"{ids}-t {ids}-d\" focusable=\"false\" width=\"100%\" height=\"{height}\">\
         <title id=\"{ids}-t\">{label}</title><desc id=\"{ids}-d\">{}</desc>",
        escape(value),
        escape(words)
    ));
}

fn rect(fill: &str, from: u64, to: u64, (top, height): (u32, u32), out: &mut String) {
    if to > from {
        out.push_str(&format!(
            "<rect class=\"{fill}\" x=\"{}%\" y=\"{top}\" width=\"{}%\" height=\"{height}\"/>",
            hundredths(from),
            hundredths(to - from)
        ));
    }
}

/// Hundredths of a per cent, as SVG writes them.
fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

fn stacked(bars: &Bars, rank: usize, lines: &mut Lines<'_>, out: &mut String) {
    begin(&bars.title, rank, out);
    let names: Vec<(&str, &str)> =
        FILLS.iter().zip(Part::ALL).map(|(fill, part)| (*fill, part.names().0)).collect();
    legend(&names, out);
    out.push_str("<div class=\"rangs\">\n<p class=\"lecture\">Barre haute : déclaré. Barre basse : prouvé.</p>\n".replace(" :", "\u{a0}:").as_str());
    for (at, (label, tally)) in bars.rows.iter().enumerate() {
        let [declared, proved] = tally.rates().map(shown_percent);
        open_row(
            &format!("image-{rank}-{}", at + 1),
            &escape(&plain(label)),
            &format!("déclaré {declared}, prouvé {proved}"),
            &in_words(tally),
            ROW,
            out,
        );
        for (bar, place) in tally.bars().iter().zip(TOPS) {
            let total: u64 = bar.iter().sum();
            let mut before = 0;
            for (number, fill) in bar.iter().zip(FILLS) {
                let at = |number: u64| number * 10_000 / total.max(1);
                rect(fill, at(before), at(before + number), place, out);
                before += number;
            }
        }
        out.push_str("</svg></div>\n");
    }
    out.push_str("</div>\n");
    bars_table(bars, rank, lines, out);
    out.push_str("</figure>\n");
}

fn shown_percent(rate: Option<Rate>) -> String {
    rate.map_or_else(|| "sans objet".into(), percent)
}

/// « Déclaré : 25 conformes, 3 partiels… Prouvé : … »
fn in_words(tally: &Tally) -> String {
    let bars = tally.bars();
    let sentences = READINGS.iter().zip(bars).map(|(reading, bar)| {
        let parts = Part::ALL.iter().zip(bar).filter(|(_, number)| *number > 0);
        let parts: Vec<String> =
            parts.map(|(part, number)| counted(number, part.names().0, part.names().1)).collect();
        let parts = if parts.is_empty() { "rien".to_owned() } else { parts.join(", ") };
        fr(&format!("{reading} : {parts}"))
    });
    sentences.collect::<Vec<_>>().join("\u{a0}; ")
}

/// Opens the table beside a picture, up to the titles of its columns. It scrolls by itself.
fn open_table(rank: usize, caption: &str, out: &mut String) {
    out.push_str(&format!(
        "<div class=\"large\" role=\"group\" aria-labelledby=\"image-{rank}-c\" tabindex=\"0\">\n\
         <table>\n<caption id=\"image-{rank}-c\">{caption}</caption>\n<thead>\n<tr>"
    ));
}

fn bars_table(bars: &Bars, rank: usize, lines: &mut Lines<'_>, out: &mut String) {
    open_table(rank, "Les mêmes chiffres, par lecture", out);
    for title in [bars.subject, "Lecture"] {
        out.push_str(&format!("<th scope=\"col\">{title}</th>"));
    }
    for title in ["Conformes", "Partiels", "Non prouvés", "Non conformes", "À évaluer", "Total"]
    {
        out.push_str(&format!("<th scope=\"col\" class=\"n\">{title}</th>"));
    }
    out.push_str("</tr>\n</thead>\n");
    for (label, tally) in &bars.rows {
        out.push_str("<tbody>\n");
        for (at, (reading, bar)) in READINGS.iter().zip(tally.bars()).enumerate() {
            out.push_str("<tr>");
            if at == 0 {
                let label = lines.cell(label);
                out.push_str(&format!(
                    "<th scope=\"rowgroup\" rowspan=\"2\" class=\"sujet\">{label}</th>"
                ));
            }
            out.push_str(&format!("<th scope=\"row\">{reading}</th>"));
            for (part, number) in Part::ALL.iter().zip(bar) {
                let absent = at == 0 && *part == Part::Unproved;
                let number = if absent { "—".into() } else { count(number) };
                out.push_str(&format!("<td class=\"n\">{number}</td>"));
            }
            out.push_str(&format!("<td class=\"n\">{}</td></tr>\n", count(bar.iter().sum())));
        }
        out.push_str("</tbody>\n");
    }
    out.push_str("</table>\n</div>\n");
}

fn spans(gaps: &Gaps, rank: usize, lines: &mut Lines<'_>, out: &mut String) {
    begin(&gaps.title, rank, out);
    legend(
        &[
            ("conforme", "note pratique, sur les réponses prouvées"),
            ("non-prouve", "écart jusqu'à la note théorique, sur les réponses déclarées"),
        ],
        out,
    );
    out.push_str("<div class=\"rangs\">\n");
    for (at, row) in gaps.rows.iter().enumerate() {
        let ids = format!("image-{rank}-{}", at + 1);
        let words = marks_in_words(row);
        open_row(&ids, &escape(&plain(&row.label)), &words, &words, 24, out);
        let at = |tenths: u64| tenths * 1_000 / u64::from(gaps.top.max(1));
        let (theoretical, practical) = (row.theoretical.map_or(0, at), row.practical.map_or(0, at));
        rect("piste", 0, 10_000, (1, 20), out);
        let (least, most) = (theoretical.min(practical), theoretical.max(practical));
        rect("conforme", 0, least, (1, 20), out);
        rect("non-prouve", least, most, (1, 20), out);
        out.push_str("</svg></div>\n");
    }
    out.push_str(&format!(
        "<p class=\"echelle\"><span>0</span> <span>{}</span></p>\n</div>\n",
        gaps.top
    ));
    open_table(rank, "Les mêmes notes", out);
    out.push_str(&format!("<th scope=\"col\">{}</th>", gaps.subject));
    for title in ["Théorique", "Pratique", "Écart"] {
        out.push_str(&format!("<th scope=\"col\" class=\"n\">{title}</th>"));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &gaps.rows {
        let label = lines.cell(&row.label);
        let [theoretical, practical, gap] = mark_words(row);
        out.push_str(&format!(
            "<tr><th scope=\"row\" class=\"sujet\">{label}</th><td class=\"n\">{theoretical}</td><td class=\"n\">{practical}</td><td class=\"n\">{gap}</td></tr>\n"
        ));
    }
    out.push_str("</tbody>\n</table>\n</div>\n</figure>\n");
}

fn mark_words(row: &MarkRow) -> [String; 3] {
    let mark = |tenths: Option<u64>| tenths.map_or_else(|| "sans objet".into(), french_decimal);
    let gap =
        row.gap.map_or_else(|| "—".into(), |(negative, tenths)| signed_decimal(negative, tenths));
    [mark(row.theoretical), mark(row.practical), gap]
}

fn marks_in_words(row: &MarkRow) -> String {
    let [theoretical, practical, gap] = mark_words(row);
    format!("théorique {theoretical}, pratique {practical}, écart {gap}")
}
