//! Rates and notes, every fraction shown.

use num_rational::BigRational;

use super::TenderView;
use super::page::provisional;
use crate::assess::Counts;
use crate::market::{AxisNote, Bidder, Standing};
use crate::report::marked::inline;
use crate::report::page::{Page, Table};
use crate::words::{count, counted, french_decimal};

/// The rates of every offer on the grid alone.
pub(super) fn rates(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "2. Taux");
    out.say("Sur la grille seule, sans les compléments, d'après ce que l'acheteur retient ; un énoncé non analysé rend le taux provisoire :");
    let mut table = Table::new(
        &[
            "Candidat",
            "Taux de conformité",
            "Taux hors dérogation",
            "Suivi des recommandations",
            "Taux prouvé",
        ],
        1,
    );
    for (name, bidder) in view.bidders() {
        let (requirements, recommendations) =
            (&bidder.figures.requirements, &bidder.figures.recommendations);
        table.row(vec![
            name,
            provisional(requirements, requirements.rate()),
            provisional(requirements, requirements.rate_without_waivers()),
            provisional(recommendations, recommendations.rate()),
            provisional(requirements, requirements.proved_rate()),
        ]);
    }
    out.table(table);
    out.say("Les comptes d'où ils viennent, exigences puis recommandations :");
    let mut table = counts_table();
    for (name, bidder) in view.bidders() {
        for (level, counts) in [
            ("Exigences", &bidder.figures.requirements),
            ("Recommandations", &bidder.figures.recommendations),
        ] {
            table.row(counts_row(name.clone(), level, counts));
        }
    }
    out.table(table);
}

/// A table of counts, one row for each [`counts_row`].
pub(super) fn counts_table() -> Table {
    Table::new(
        &[
            "Candidat",
            "Niveau",
            "Conformes",
            "Partiels",
            "Non conformes",
            "Sans objet",
            "dont hors cas prévu",
            "Non analysés",
            "Sous dérogation",
        ],
        2,
    )
}

/// The counts of one level.
pub(super) fn counts_row(name: String, level: &str, counts: &Counts) -> Vec<String> {
    let numbers = [
        counts.compliant,
        counts.partial,
        counts.non_compliant,
        counts.not_applicable,
        counts.unforeseen,
        counts.to_assess,
        counts.waived,
    ];
    [name, level.to_owned()].into_iter().chain(numbers.map(count)).collect()
}

/// The weighted notes of the offers that are not to set aside.
pub(super) fn notes(view: &TenderView<'_>, out: &mut Page) {
    out.heading(2, "3. Notes pondérées et classement");
    let terms = view.tender.terms;
    let Some(weights) = &terms.market.weights else {
        out.say("Le marché n'annonce aucun poids : aucune note n'est calculée.");
        return;
    };
    let noted: Vec<(String, &Bidder<'_>)> =
        view.bidders().filter(|(_, one)| one.standing != Standing::SetAside).collect();
    if noted.is_empty() {
        out.say("Aucune offre ne reste à noter.");
        return;
    }
    out.say(&format!(
        "Note d'un axe : {} × ({} + {} × avancement des recommandations) / 100 × avancement des exigences, un partiel comptant pour {} %. Note pondérée : somme des poids × notes, divisée par la somme des poids, sur les axes où le marché demande un énoncé au moins.",
        weights.scale.top,
        weights.scale.requirements,
        weights.scale.recommendations,
        weights.scale.partial
    ));
    for (name, bidder) in noted {
        out.heading_with(3, "", &name);
        axes(view, bidder, out);
        match (&bidder.note, super::page::rank(bidder)) {
            (Some(note), rank) => {
                let rank = match bidder.ranking {
                    Some(_) => format!("Rang : {rank}."),
                    None => "Sans rang tant que l'analyse est inachevée.".to_owned(),
                };
                out.say(&format!(
                    "Note pondérée : {} = {} / {} (valeur exacte : {}). {rank}",
                    formula(&bidder.axes),
                    french_decimal(note.tenths()),
                    weights.scale.top,
                    fraction(&note.0),
                ));
            }
            (None, _) => out.say(&why_none(&bidder.axes)),
        }
    }
}

fn axes(view: &TenderView<'_>, bidder: &Bidder<'_>, out: &mut Page) {
    let mut table = Table::new(
        &[
            "Axe",
            "Poids",
            "Avancement des exigences",
            "Avancement des recommandations",
            "Note",
            "Valeur exacte",
        ],
        1,
    );
    out.say("Axe par axe, sur les énoncés que le marché demande :");
    for one in &bidder.axes {
        let axis = &view.tender.terms.grid.head.axes[one.axis];
        let exact = one.note.as_ref().map_or_else(|| "—".into(), |note| fraction(&note.0));
        let shown =
            one.note.as_ref().map_or_else(|| "—".into(), |note| french_decimal(note.tenths()));
        table.row(vec![
            inline(&axis.title),
            count(u64::from(one.weight)),
            progress(&one.figures.requirements),
            progress(&one.figures.recommendations),
            shown,
            exact,
        ]);
    }
    out.table(table);
}

/// `(C + p·P)/A` as counted: « 26,5/28 ».
pub(super) fn progress(counts: &Counts) -> String {
    counts.progress().map_or_else(
        || "sans objet".into(),
        |rate| format!("{}/{}", hundredths(rate.num), rate.den / 100),
    )
}

/// A number of hundredths, without the zeros that end it: 2 650 gives « 26,5 ».
pub(super) fn hundredths(number: u64) -> String {
    let cents = format!("{:02}", number % 100);
    match cents.trim_end_matches('0') {
        "" => count(number / 100),
        cents => format!("{},{cents}", count(number / 100)),
    }
}

/// The weighted mean as it is calculated: « (40 × 14,6 + 60 × 20) / 100 », each note exact.
pub(super) fn formula(axes: &[AxisNote]) -> String {
    let counted = || axes.iter().filter(|one| one.weight > 0);
    let terms: Vec<String> = counted()
        .filter_map(|one| Some(format!("{} × {}", one.weight, fraction(&one.note.as_ref()?.0))))
        .collect();
    let sum: u32 = counted().map(|one| one.weight).sum();
    format!("({}) / {sum}", terms.join(" + "))
}

/// An exact number: « 44/3 », or « 12 ».
pub(super) fn fraction(number: &BigRational) -> String {
    match number.is_integer() {
        true => number.numer().to_string(),
        false => format!("{}/{}", number.numer(), number.denom()),
    }
}

pub(super) fn why_none(axes: &[AxisNote]) -> String {
    let open: u64 = axes.iter().filter(|one| one.weight > 0).map(|one| one.open).sum();
    if open > 0 {
        return format!(
            "Pas de note : {} parmi ceux qui comptent.",
            counted(open, "énoncé n'est pas analysé", "énoncés ne sont pas analysés")
        );
    }
    "Pas de note : sur un axe qui compte, rien ne s'applique à cette offre ; l'acheteur décide."
        .into()
}
