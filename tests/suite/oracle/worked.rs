//! The examples of `docs/calcul.md` §9, and others on the sentences of the page, with the figures
//! worked by hand as literals.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::date::{date, days_later};
use super::model::{
    Answer, Axis, Case, Check, Grid, Modality, Other, Piece, Project, Reason, Row, Statement,
    Status, Waiver, When,
};
use super::report;
use super::write::write;

const MUST: Modality = Modality::Must;
const SHOULD: Modality = Modality::Should;

#[test]
fn example_1_one_axis() {
    let found = judged(vec![technical(true)]);
    holds(&found, "/synthese/exigences/applicables", json!(9));
    rate(&found, "/axes/0/exigences/taux", (7, 9, "77.7"));
    rate(&found, "/axes/0/recommandations/taux", (3, 5, "60.0"));
    rate(&found, "/axes/0/exigences/avancement", (750, 900, "83.3"));
    rate(&found, "/axes/0/recommandations/avancement", (350, 500, "70.0"));
    rate(&found, "/axes/0/exigences/taux_prouve", (4, 9, "44.4"));
    notes(&found, "/axes/0", ("14.6", "6.8", "7.8"));
    notes(&found, "/synthese", ("14.6", "6.8", "7.8"));
}

#[test]
fn example_2_two_axes() {
    let found = judged(vec![technical(true), legal()]);
    notes(&found, "/axes/0", ("14.6", "6.8", "7.8"));
    notes(&found, "/axes/1", ("20.0", "10.0", "10.0"));
    // (14 × 14,666 + 6 × 20)/20 = 16,266; (14 × 6,8 + 6 × 10)/20 = 7,76; the gap is 8,506.
    notes(&found, "/synthese", ("16.2", "7.7", "8.5"));
    rate(&found, "/synthese/exigences/taux", (13, 15, "86.6"));
    rate(&found, "/synthese/exigences/taux_prouve", (7, 15, "46.6"));
    holds(&found, "/synthese/exigences/partiels", json!(1));
    holds(&found, "/synthese/exigences/non_conformes", json!(1));
    mention(&found, "partiellement_conforme", None);
}

/// Both examples again, with a « sans objet » the grid does not foresee: it weighs on what must be
/// proved, and in the weights of both notes.
#[test]
fn examples_1_and_2_out_of_the_foreseen_case() {
    let found = judged(vec![technical(false), legal()]);
    rate(&found, "/axes/0/exigences/taux", (7, 9, "77.7"));
    rate(&found, "/axes/0/exigences/taux_prouve", (4, 10, "40.0"));
    // Pratique of the axis: 20 × (0,6 + 0,4 × 0,2) × 0,45 = 6,12; the gap is 8,546.
    notes(&found, "/axes/0", ("14.6", "6.1", "8.5"));
    // (15 × 14,666 + 6 × 20)/21 = 16,190; (15 × 6,12 + 6 × 10)/21 = 7,228; the gap is 8,961.
    notes(&found, "/synthese", ("16.1", "7.2", "8.9"));
    rate(&found, "/synthese/exigences/taux_prouve", (7, 16, "43.7"));
}

#[test]
fn example_3_waivers() {
    let (late, early) = (until(date(2014, 12, 31)), until(date(2013, 1, 1)));
    let compliant = |count| times(count, MUST, answer("conforme"));
    let waived = |waiver: &Waiver| times(1, MUST, waived("non_conforme", waiver));

    let found = judged(vec![axis("TEC", [compliant(18), waived(&late), waived(&early)])]);
    rate(&found, "/synthese/exigences/taux", (18, 20, "90.0"));
    rate(&found, "/synthese/exigences/taux_hors_derogation", (18, 19, "94.7"));
    holds(&found, "/synthese/exigences/derogations", json!(1));
    mention(&found, "partiellement_conforme", None);

    let found = judged(vec![axis("TEC", [compliant(19), waived(&late)])]);
    rate(&found, "/synthese/exigences/taux", (19, 20, "95.0"));
    rate(&found, "/synthese/exigences/taux_hors_derogation", (19, 19, "100.0"));
    mention(&found, "conforme_sous_derogation", Some("declare"));
}

#[test]
fn example_4_blanks() {
    let rows = [times(30, MUST, answer("conforme")), unanswered(10, MUST)];
    let found = judged(vec![axis("TEC", rows)]);
    rate(&found, "/synthese/exigences/taux", (30, 40, "75.0"));
    rate(&found, "/synthese/exigences/completude", (30, 40, "75.0"));
    holds(&found, "/synthese/provisoire", json!(true));
    mention(&found, "incomplete", None);
}

#[test]
fn example_5_abuse_of_not_applicable() {
    let rows = [times(5, MUST, proved("conforme")), times(5, MUST, answer("sans_objet"))];
    let found = judged(vec![axis("TEC", rows)]);
    holds(&found, "/synthese/exigences/applicables", json!(10));
    holds(&found, "/synthese/exigences/a_evaluer", json!(5));
    rate(&found, "/synthese/exigences/taux", (5, 10, "50.0"));
    holds(&found, "/synthese/provisoire", json!(true));
    mention(&found, "incomplete", None);

    let rows = [times(5, MUST, proved("conforme")), times(5, MUST, justified("sans_objet"))];
    let found = judged(vec![axis("TEC", rows)]);
    rate(&found, "/synthese/exigences/taux", (5, 5, "100.0"));
    rate(&found, "/synthese/exigences/taux_prouve", (5, 10, "50.0"));
    holds(&found, "/synthese/exigences/sans_objet_hors_cas", json!(5));
    mention(&found, "conforme_sous_reserve", Some("declare"));
}

#[test]
fn example_6_the_product() {
    for (required, recommended, note, code) in [
        (0, 5, "0.0", "non_conforme"),
        (10, 0, "12.0", "conforme"),
        (10, 5, "20.0", "conforme"),
        (9, 5, "18.0", "partiellement_conforme"),
    ] {
        let found = judged(vec![axis(
            "TEC",
            [
                times(required, MUST, answer("conforme")),
                times(10 - required, MUST, answer("non_conforme")),
                times(recommended, SHOULD, answer("conforme")),
                times(5 - recommended, SHOULD, answer("non_conforme")),
            ],
        )]);
        holds(&found, "/axes/0/notes/theorique", json!(note));
        holds(&found, "/synthese/mention/code", json!(code));
    }
}

#[test]
fn example_7_thresholds() {
    for (compliant, all, percent, code) in [
        (7, 14, "50.0", "partiellement_conforme"),
        (6, 13, "46.1", "non_conforme"),
        (52, 105, "49.5", "non_conforme"),
        (399, 400, "99.7", "partiellement_conforme"),
    ] {
        let found = judged(vec![axis("TEC", halves(compliant, all - compliant))]);
        rate(&found, "/synthese/exigences/taux", (compliant, all, percent));
        mention(&found, code, None);
    }
}

#[test]
fn example_8_comply_or_explain() {
    let rows = [
        times(3, SHOULD, answer("conforme")),
        times(1, SHOULD, justified("partiel")),
        times(1, SHOULD, justified("non_conforme")),
    ];
    let found = judged(vec![axis("TEC", rows)]);
    rate(&found, "/synthese/recommandations/taux", (3, 5, "60.0"));
    rate(&found, "/synthese/recommandations/prise_en_compte", (5, 5, "100.0"));
    holds(&found, "/synthese/exigences/prise_en_compte", Value::Null);
}

#[test]
fn example_9_nothing_applicable() {
    let elsewhere = |mut row: Row| {
        row.statement.objects = Some(vec!["projet"]);
        row
    };
    let rows = times(3, MUST, answer("conforme")).into_iter().map(elsewhere).collect();
    let found = judged(vec![axis("TEC", [rows])]);
    for key in ["taux", "taux_prouve", "taux_hors_derogation", "completude", "avancement"] {
        holds(&found, &format!("/axes/0/exigences/{key}"), Value::Null);
        holds(&found, &format!("/synthese/recommandations/{key}"), Value::Null);
    }
    for key in ["theorique", "pratique", "ecart"] {
        holds(&found, &format!("/axes/0/notes/{key}"), Value::Null);
        holds(&found, &format!("/synthese/notes/{key}"), Value::Null);
    }
    mention(&found, "sans_objet", None);
}

/// « `verifie` if `Cv_E = A'_E`, else `prouve` if `Cp_E = A'_E`, else `declare`. »
#[test]
fn a_conforming_mention_says_what_it_stands_on() {
    let declared = || answer("conforme");
    for (first, second, stands_on) in [
        (checked(true), checked(true), "verifie"),
        (checked(true), proved("conforme"), "prouve"),
        (checked(true), declared(), "declare"),
    ] {
        let found = judged(vec![axis("TEC", [times(3, MUST, first), times(1, MUST, second)])]);
        mention(&found, "conforme", Some(stands_on));
    }
}

/// An infirmed answer still counts as declared, and no longer lets the whole conform.
#[test]
fn an_infirmed_exigence_bars_every_conforming_mention() {
    let with_one_refuted = |rest| [times(3, MUST, rest), times(1, MUST, checked(false))];
    let found = judged(vec![axis("TEC", with_one_refuted(proved("conforme")))]);
    rate(&found, "/synthese/exigences/taux", (4, 4, "100.0"));
    rate(&found, "/synthese/exigences/taux_prouve", (3, 4, "75.0"));
    notes(&found, "/synthese", ("20.0", "15.0", "5.0"));
    mention(&found, "partiellement_conforme", None);

    let reserved = with_one_refuted(justified("sans_objet"));
    mention(&judged(vec![axis("TEC", reserved)]), "partiellement_conforme", None);

    let mut refuted = checked(false);
    refuted.status = Status::Written("non_conforme");
    refuted.waiver = Some(until(date(2014, 12, 31)));
    let rows = [times(3, MUST, answer("conforme")), times(1, MUST, refuted)];
    mention(&judged(vec![axis("TEC", rows)]), "partiellement_conforme", None);
}

/// « `D_E > 0`, `C_E + D_E = A_E`, `100·C_E ≥ seuil·A_E` »: waivers alone do not conform.
#[test]
fn too_many_waivers_do_not_conform() {
    let waiver = until(date(2014, 12, 31));
    for (compliant, waivers, code) in
        [(5, 5, "conforme_sous_derogation"), (4, 6, "non_conforme"), (0, 2, "non_conforme")]
    {
        let rows = [
            times(compliant, MUST, answer("conforme")),
            times(waivers, MUST, waived("partiel", &waiver)),
        ];
        let found = judged(vec![axis("TEC", rows)]);
        holds(&found, "/synthese/mention/code", json!(code));
        let denominator = "/synthese/exigences/taux_hors_derogation/den";
        let rest = Some(json!(compliant)).filter(|_| compliant > 0);
        assert_eq!(found.pointer(denominator), rest.as_ref(), "{compliant} and {waivers} waivers");
    }
}

/// The order of the mentions: an expired evaluation first, then a blank, then nothing applicable.
#[test]
fn the_first_mention_that_holds_is_given() {
    let blank = || vec![axis("TEC", [unanswered(2, MUST)])];
    let nothing = || vec![axis("TEC", [times(2, MUST, justified("sans_objet"))])];
    let evaluated = day();
    let last = date(2016, 6, 14);
    for (axes, today, code) in [
        (blank(), last, "incomplete"),
        (blank(), days_later(last, 1), "perimee"),
        (nothing(), last, "sans_objet"),
        (nothing(), days_later(last, 1), "perimee"),
        (vec![axis("TEC", [unanswered(2, SHOULD)])], last, "sans_objet"),
    ] {
        let found = judged_on(Grid::plain(axes), Vec::new(), evaluated, today);
        holds(&found, "/synthese/mention/code", json!(code));
        holds(&found, "/valable_jusqu_au", json!("2016-06-14"));
    }
}

/// 31 August plus eighteen months is the last day of February.
#[test]
fn an_evaluation_outlives_the_replacement_of_its_grid_by_eighteen_months() {
    let compliant = || Grid::plain(vec![axis("TEC", [times(1, MUST, answer("conforme"))])]);
    let newer = |since| Other {
        id: "essai",
        version: "2.0",
        replaces: Some(("1.0", since)),
        months_once_replaced: Some(1),
    };
    for (today, code) in [(date(2015, 2, 28), "conforme"), (date(2015, 3, 1), "perimee")] {
        let others = vec![newer(date(2013, 8, 31))];
        let found = judged_on(compliant(), others, day(), today);
        holds(&found, "/synthese/mention/code", json!(code));
        holds(&found, "/valable_jusqu_au", json!("2015-02-28"));
        holds(&found, "/grille/remplacee_par", json!({"version": "2.0", "le": "2013-08-31"}));
    }
}

/// Ten exigences, of which one « sans objet », and five recommendations.
fn technical(foreseen: bool) -> Axis {
    let mut not_applicable = times(1, MUST, justified("sans_objet"));
    not_applicable[0].statement.foreseen = foreseen;
    axis(
        "TEC",
        [
            times(4, MUST, proved("conforme")),
            times(3, MUST, answer("conforme")),
            times(1, MUST, proved("partiel")),
            times(1, MUST, answer("non_conforme")),
            not_applicable,
            times(1, SHOULD, proved("conforme")),
            times(2, SHOULD, answer("conforme")),
            times(1, SHOULD, answer("partiel")),
            times(1, SHOULD, answer("non_conforme")),
        ],
    )
}

fn legal() -> Axis {
    axis("JUR", [times(3, MUST, proved("conforme")), times(3, MUST, answer("conforme"))])
}

fn halves(compliant: usize, rest: usize) -> [Vec<Row>; 2] {
    [times(compliant, MUST, answer("conforme")), times(rest, MUST, answer("non_conforme"))]
}

/// The day all is evaluated and judged.
fn day() -> Date {
    date(2013, 6, 14)
}

fn until(last: Date) -> Waiver {
    let days = i64::from((last - day()).get_days());
    Waiver { until: Some(When::in_days(days)), ..Waiver::until(0) }
}

fn answer(status: &'static str) -> Answer {
    Answer { status: Status::Written(status), ..Answer::default() }
}

fn justified(status: &'static str) -> Answer {
    Answer { reason: Reason::Given, ..answer(status) }
}

fn proved(status: &'static str) -> Answer {
    Answer { pieces: vec![Piece::sound()], ..answer(status) }
}

fn checked(favourable: bool) -> Answer {
    Answer { check: Some(Check { favourable, ..Check::favourable() }), ..proved("conforme") }
}

fn waived(status: &'static str, waiver: &Waiver) -> Answer {
    Answer { waiver: Some(waiver.clone()), ..answer(status) }
}

fn times(count: usize, modality: Modality, answer: Answer) -> Vec<Row> {
    let row = Row { number: 0, statement: Statement::bare(modality), answer: Some(answer) };
    vec![row; count]
}

fn unanswered(count: usize, modality: Modality) -> Vec<Row> {
    vec![Row { number: 0, statement: Statement::bare(modality), answer: None }; count]
}

fn axis<const N: usize>(id: &'static str, rows: [Vec<Row>; N]) -> Axis {
    let rows = rows.into_iter().flatten().zip(1..);
    Axis { id, rows: rows.map(|(row, number)| Row { number, ..row }).collect() }
}

fn judged(axes: Vec<Axis>) -> Value {
    judged_on(Grid::plain(axes), Vec::new(), day(), day())
}

fn judged_on(grid: Grid, others: Vec<Other>, evaluated: Date, today: Date) -> Value {
    let case = Case { grid, others, project: Project::plain(evaluated), today };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let written = write(&case, folder.path());
    report(&written.project, Some(&written.grids), today, &[]).expect("a report")
}

fn holds(found: &Value, place: &str, expected: Value) {
    assert_eq!(found.pointer(place), Some(&expected), "{place}");
}

fn rate(found: &Value, place: &str, (num, den, percent): (usize, usize, &str)) {
    holds(found, place, json!({"num": num, "den": den, "pct": percent}));
}

fn notes(found: &Value, place: &str, (declared, proved, gap): (&str, &str, &str)) {
    let notes = json!({"theorique": declared, "pratique": proved, "ecart": gap, "sur": 20});
    holds(found, &format!("{place}/notes"), notes);
}

fn mention(found: &Value, code: &str, stands_on: Option<&str>) {
    holds(found, "/synthese/mention/code", json!(code));
    holds(found, "/synthese/mention/appui", json!(stands_on));
}
