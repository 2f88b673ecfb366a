//! What the page of a tender says, as tables of plain texts, for those who go on in a spreadsheet:
//! the same facts, by the same words.

use super::figures::{formula, fraction, progress, why_none};
use super::findings::{needs_reason, pieces, waived};
use super::matrix::{LinesOf, differs, retained};
use super::page::{note, provisional, rank};
use super::{TenderView, figures};
use crate::assess::{Counts, Figures, Mark};
use crate::market::{Bidder, Line, Place, Standing};
use crate::words::{ComplementRule, Vocabulary, count, fr, french_decimal, plain_line};

/// A table of plain texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// What it lists.
    pub title: &'static str,
    /// The headings of its columns, each with a width in characters.
    pub columns: Vec<(String, u16)>,
    /// Its rows, as long as the columns are many.
    pub rows: Vec<Vec<String>>,
}

impl Listing {
    fn new(title: &'static str, columns: &[(&str, u16)]) -> Self {
        let columns = columns.iter().map(|(heading, width)| (fr(heading), *width));
        Self { title, columns: columns.collect(), rows: Vec::new() }
    }

    /// Says so where there is nothing to list.
    fn or(mut self, nothing: &str) -> Self {
        if self.rows.is_empty() {
            let mut row = vec![String::new(); self.columns.len()];
            row[0] = fr(nothing);
            self.rows.push(row);
        }
        self
    }
}

/// Everything the page says, table by table, in its order.
#[must_use]
pub fn listings(view: &TenderView<'_>) -> Vec<Listing> {
    let mut all = vec![summary(view), set_aside(view), counts(view)];
    if view.tender.terms.market.weights.is_some() {
        all.push(notes(view));
    }
    all.extend([matrix(view), evidence(view), waivers(view)]);
    if !view.anonymous {
        all.push(reasons(view));
    }
    if !view.rounds.is_empty() {
        all.push(rounds(view));
    }
    all
}

/// The bidders, each with its plain name.
fn bidders<'v>(view: &'v TenderView<'_>) -> impl Iterator<Item = (String, &'v Bidder<'v>)> {
    view.names().into_iter().zip(&view.tender.bidders)
}

fn summary(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Synthèse",
        &[
            ("Candidat", 30),
            ("Situation", 34),
            ("À écarter pour", 30),
            ("Rang", 12),
            ("Note pondérée", 14),
            ("Note exacte", 14),
            ("Taux de conformité", 26),
            ("Taux hors dérogation", 26),
            ("Suivi des recommandations", 26),
            ("Taux prouvé", 26),
            ("Compléments", 26),
            ("Sans preuve valable", 12),
            ("Non analysés", 12),
        ],
    );
    for (name, bidder) in bidders(view) {
        let missed: Vec<&str> = bidder
            .all_lines()
            .filter(|line| line.sets_aside())
            .map(|line| id(view, line))
            .collect();
        let (requirements, recommendations) =
            (&bidder.figures.requirements, &bidder.figures.recommendations);
        let number = |keep: fn(&Line) -> bool| {
            count(bidder.all_lines().filter(|line| keep(line)).count() as u64)
        };
        let kept = bidder.note.as_ref().filter(|_| bidder.standing != Standing::SetAside);
        table.rows.push(vec![
            name,
            bidder.standing_label(),
            missed.join(", "),
            rank(bidder),
            note(view, bidder),
            kept.map_or_else(|| "—".into(), exact),
            provisional(requirements, requirements.rate()),
            provisional(requirements, requirements.rate_without_waivers()),
            provisional(recommendations, recommendations.rate()),
            provisional(requirements, requirements.proved_rate()),
            complements(view, bidder),
            number(Line::lacks_evidence),
            number(Line::is_open),
        ]);
    }
    table
}

/// What the complements of an offer give, by the rule that the market states.
fn complements(view: &TenderView<'_>, bidder: &Bidder<'_>) -> String {
    let market = view.tender.terms.market;
    let Figures { requirements, recommendations, .. } = &bidder.local_figures;
    if market.complements.statements.is_empty() {
        return "—".into();
    }
    match (market.complements.rule, bidder.points) {
        (ComplementRule::Points, Some(points)) => {
            format!("{} points", super::matrix::won(&points))
        }
        (ComplementRule::Rate, _) => fr(&format!(
            "exigences : {} ; recommandations : {}",
            provisional(requirements, requirements.rate()),
            provisional(recommendations, recommendations.rate())
        )),
        (ComplementRule::Counted | ComplementRule::Points, _) => {
            "comptés (tableau « Comptes »)".into()
        }
    }
}

fn id<'v>(view: &'v TenderView<'_>, line: &Line) -> &'v str {
    &view.tender.terms.statement(line.place).id
}

fn set_aside(view: &TenderView<'_>) -> Listing {
    let mut columns = vec![
        ("Candidat", 30),
        ("Énoncé manqué", 14),
        ("Texte", 52),
        ("Déclaré", 18),
        ("Retenu", 24),
    ];
    if !view.anonymous {
        columns.extend([("Justification du candidat", 40), ("Motif de l'acheteur", 40)]);
    }
    let mut table = Listing::new("À écarter", &columns);
    for (name, bidder) in bidders(view) {
        for line in bidder.all_lines().filter(|line| line.sets_aside()) {
            let mut row = vec![
                name.clone(),
                id(view, line).to_owned(),
                view.tender.terms.statement(line.place).text.clone(),
                line.declared.printed().into(),
                retained(line),
            ];
            if !view.anonymous {
                let answer = bidder.answer(line.place);
                let why = answer.and_then(|one| one.justification.as_ref());
                row.push(why.map(|text| text.value.clone()).unwrap_or_default());
                row.push(ground(line));
            }
            table.rows.push(row);
        }
    }
    table.or("Aucune offre, d'après ce que l'acheteur retient.")
}

fn ground(line: &Line) -> String {
    line.retained.as_ref().and_then(|one| one.ground.clone()).unwrap_or_default()
}

fn counts(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Comptes",
        &[("Candidat", 30), ("Énoncés", 14), ("Niveau", 16), ("Demandés", 11), ("Applicables", 11)],
    );
    let headings = figures::counts_table().header;
    table.columns.extend(headings.into_iter().skip(2).map(|heading| (heading, 13)));
    table.columns.extend(
        ["Taux", "Taux hors dérogation", "Taux prouvé"].map(|heading| (heading.to_owned(), 26)),
    );
    for (name, bidder) in bidders(view) {
        for (of, all) in [("Grille", &bidder.figures), ("Compléments", &bidder.local_figures)] {
            for (level, counts) in
                [("Exigences", &all.requirements), ("Recommandations", &all.recommendations)]
            {
                if counts.in_scope > 0 || of == "Grille" {
                    table.rows.push(counts_row(&name, of, level, counts));
                }
            }
        }
    }
    table
}

fn counts_row(name: &str, of: &str, level: &str, counts: &Counts) -> Vec<String> {
    let mut row = vec![name.to_owned(), of.to_owned(), level.to_owned()];
    row.extend([counts.in_scope, counts.applicable()].map(count));
    row.extend(figures::counts_row(String::new(), "", counts).into_iter().skip(2));
    row.extend(
        [counts.rate(), counts.rate_without_waivers(), counts.proved_rate()]
            .map(|rate| provisional(counts, rate)),
    );
    row
}

/// An exact value; a spreadsheet would take « 11/3 » for a day.
fn exact(note: &Mark) -> String {
    fraction(&note.0).replace('/', " ÷ ")
}

/// How far a level has come: « 10 sur 11 », for the same reason.
fn worked(counts: &Counts) -> String {
    progress(counts).replace('/', " sur ")
}

fn notes(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Notes",
        &[
            ("Candidat", 30),
            ("Axe", 24),
            ("Poids", 10),
            ("Avancement des exigences", 16),
            ("Avancement des recommandations", 18),
            ("Note", 12),
            ("Valeur exacte", 16),
            ("Calcul", 60),
        ],
    );
    for (name, bidder) in bidders(view).filter(|(_, one)| one.standing != Standing::SetAside) {
        for one in &bidder.axes {
            let note = one.note.as_ref();
            table.rows.push(vec![
                name.clone(),
                view.tender.terms.grid.head.axes[one.axis].title.clone(),
                count(one.weight.into()),
                worked(&one.figures.requirements),
                worked(&one.figures.recommendations),
                note.map_or_else(|| "—".into(), |note| french_decimal(note.tenths())),
                note.map_or_else(|| "—".into(), exact),
                String::new(),
            ]);
        }
        let whole = bidder.note.as_ref();
        let sum: u32 = bidder.axes.iter().map(|one| one.weight).sum();
        table.rows.push(vec![
            name,
            "Note pondérée".into(),
            count(sum.into()),
            String::new(),
            String::new(),
            note(view, bidder),
            whole.map_or_else(|| "—".into(), exact),
            whole.map_or_else(|| fr(&why_none(&bidder.axes)), |_| formula(&bidder.axes)),
        ]);
    }
    table.or("Aucune offre ne reste à noter.")
}

/// Every statement asked for, complements last, with what each bidder declares and what is retained.
fn matrix(view: &TenderView<'_>) -> Listing {
    let terms = view.tender.terms;
    let with_points = terms.market.complements.rule == ComplementRule::Points;
    let mut table = Listing::new(
        "Matrice",
        &[
            ("Identifiant", 12),
            ("Niveau", 16),
            ("Éliminatoire", 13),
            ("Énoncé", 52),
            ("Les offres diffèrent", 11),
        ],
    );
    if with_points {
        table.columns.push(("Points".into(), 8));
    }
    for name in view.names() {
        let sides = ["déclaré", "retenu"].map(|side| (format!("{name} — {side}"), 18));
        table.columns.extend(sides);
    }
    let parts: [LinesOf; 2] = [|one| &one.lines, |one| &one.local];
    for of in parts {
        let first = view.tender.bidders.first().map_or(&[][..], |one| of(one));
        for (at, line) in first.iter().enumerate() {
            let statement = terms.statement(line.place);
            let eliminating = match (line.market_waived, line.eliminating) {
                (true, _) => "non demandé",
                (false, true) => "oui",
                (false, false) => "",
            };
            let mut row = vec![
                statement.id.clone(),
                statement.level().label().to_owned(),
                eliminating.to_owned(),
                statement.text.clone(),
                if differs(view, at, of) { "oui".into() } else { String::new() },
            ];
            if with_points {
                row.push(points(view, line).map(|points| count(points.into())).unwrap_or_default());
            }
            for bidder in &view.tender.bidders {
                let line = &of(bidder)[at];
                row.extend([line.declared.printed().to_owned(), retained(line)]);
            }
            table.rows.push(row);
        }
    }
    table
}

fn points(view: &TenderView<'_>, line: &Line) -> Option<u32> {
    match line.place {
        Place::Grid(_) => None,
        Place::Local(at) => view.tender.terms.market.complements.statements[at].points,
    }
}

fn evidence(view: &TenderView<'_>) -> Listing {
    let mut columns = vec![("Candidat", 30), ("Énoncé", 14), ("Déclaré", 18), ("Retenu", 24)];
    if !view.anonymous {
        columns.extend([("Pièce", 40), ("État de la pièce", 34)]);
    }
    let mut table = Listing::new("Preuves manquantes", &columns);
    for (name, bidder) in bidders(view) {
        for line in bidder.all_lines().filter(|line| line.lacks_evidence()) {
            let row = vec![
                name.clone(),
                id(view, line).to_owned(),
                line.declared.printed().into(),
                retained(line),
            ];
            let pieces = pieces(bidder, line);
            if view.anonymous {
                table.rows.push(row);
            } else if pieces.is_empty() {
                let none = [String::new(), "aucune pièce citée".to_owned()];
                table.rows.push(row.into_iter().chain(none).collect());
            } else {
                table.rows.extend(pieces.into_iter().map(|(piece, validity)| {
                    row.iter().cloned().chain([piece, validity]).collect()
                }));
            }
        }
    }
    table.or("Aucune.")
}

fn waivers(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Dérogations",
        &[
            ("De", 30),
            ("Énoncé", 14),
            ("Déclaré", 18),
            ("Retenu", 24),
            ("Dérogation", 52),
            ("Admise par l'acheteur", 16),
        ],
    );
    let terms = view.tender.terms;
    for waiver in &terms.market.waivers {
        let reference = waiver.reference.as_ref().map(|text| format!(" ({text})"));
        let ground = format!("{}{}", waiver.ground.trim(), reference.unwrap_or_default());
        table.rows.push(vec![
            "Le marché".into(),
            waiver.statement.value.clone(),
            String::new(),
            String::new(),
            ground,
            "énoncé non demandé".into(),
        ]);
    }
    for (name, bidder) in bidders(view) {
        for (line, state) in waived(terms, bidder) {
            table.rows.push(vec![
                name.clone(),
                id(view, line).to_owned(),
                line.declared.printed().into(),
                line.retained_label().into(),
                state,
                if line.waiver_admitted { "oui".into() } else { "non".into() },
            ]);
        }
    }
    table.or("Aucune.")
}

fn reasons(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Motifs",
        &[
            ("Candidat", 30),
            ("Énoncé", 14),
            ("Déclaré", 18),
            ("Retenu", 24),
            ("Motif", 60),
            ("Par", 30),
            ("Le", 12),
        ],
    );
    for (name, bidder) in bidders(view) {
        let wholesale =
            bidder.matter.appraisal.and_then(|one| Some((one, one.wholesale.as_ref()?)));
        if let Some((appraisal, ground)) = wholesale {
            table.rows.push(vec![
                name.clone(),
                "tous les autres".into(),
                String::new(),
                "comme déclaré".into(),
                ground.clone(),
                plain_line(&appraisal.by),
                appraisal.on.value.french(),
            ]);
        }
        for line in bidder.all_lines().filter(|line| needs_reason(line)) {
            let Some(one) = &line.retained else { continue };
            table.rows.push(vec![
                name.clone(),
                id(view, line).to_owned(),
                line.declared.printed().into(),
                retained(line),
                ground(line),
                plain_line(&one.by),
                one.on.french(),
            ]);
        }
    }
    table.or("Aucun.")
}

fn rounds(view: &TenderView<'_>) -> Listing {
    let mut table = Listing::new(
        "Évolution",
        &[
            ("Candidat", 30),
            ("Énoncé", 14),
            ("Ce qui a changé", 40),
            ("Déclaré avant", 18),
            ("Déclaré maintenant", 18),
        ],
    );
    let id = |place: Place| view.tender.terms.statement(place).id.clone();
    let mut put = |name: &str, id: String, what: &str, before: &str, after: &str| {
        table.rows.push(vec![name.into(), id, what.into(), before.into(), after.into()]);
    };
    for round in view.rounds {
        let name = round.candidate.as_str();
        if !round.is_there {
            put(name, String::new(), "n'a plus d'offre à ce tour", "", "");
        } else if !round.was_there {
            put(name, String::new(), "n'avait pas d'offre au tour précédent", "", "");
        }
        for one in &round.moved {
            put(name, id(one.place), "statut", one.before.printed(), one.after.printed());
        }
        for place in &round.reworded {
            put(name, id(*place), "justification réécrite", "", "");
        }
        for place in &round.documented {
            put(name, id(*place), "preuves ou dérogation", "", "");
        }
    }
    table.or("Rien n'a changé.")
}
