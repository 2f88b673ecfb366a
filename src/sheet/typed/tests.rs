//! Cells as hands and programs leave them.

use super::*;
use crate::words::Status;
use crate::yaml::shape::words_of;

fn cell(value: RawValue) -> RawCell {
    RawCell { value, formula: false }
}

fn text_cell(text: &str) -> RawCell {
    cell(RawValue::Text(text.into()))
}

fn said(kind: Kind, text: &str, base: &str) -> Result<Said, Code> {
    read(kind, &text_cell(text), base, &Surroundings::default()).map_err(|fault| fault.code)
}

#[test]
fn statuses_are_read_as_hands_write_them() {
    let status = Kind::Word(words_of::<Status>());
    for (text, key) in [
        ("C", "conforme"),
        (" oui ", "conforme"),
        ("NC", "non_conforme"),
        ("Partiellement\u{a0}conforme", "partiel"),
        ("n/a", "sans_objet"),
    ] {
        assert_eq!(said(status, text, ""), Ok(Said::New(key.into())), "{text}");
        assert_eq!(said(status, text, key), Ok(Said::Same), "{text}");
    }
    assert_eq!(said(status, "\u{a0} ", "conforme"), Ok(Said::Nothing));
    for text in ["DS", "conform", "VRAI"] {
        assert_eq!(said(status, text, ""), Err(Code::BadCell), "{text}");
    }
    let fault = read(status, &text_cell("DS"), "", &Surroundings::default()).unwrap_err();
    assert!(fault.help.contains("promettent"), "{}", fault.help);
}

#[test]
fn dates_are_french_or_refused() {
    let new = |day: &str| Ok(Said::New(day.to_owned()));
    for (text, expected) in [
        ("14/06/2013", new("2013-06-14")),
        ("2013-06-14", new("2013-06-14")),
        ("2013-06-14T00:00:00", new("2013-06-14")),
        ("14/6/2013", new("2013-06-14")),
        ("14.06.2013", new("2013-06-14")),
        ("06/07/2013", new("2013-07-06")),
        ("6/6/2013", new("2013-06-06")),
        ("6/7/2013", Err(Code::BadCellDate)),
        ("06/14/2013", Err(Code::BadCellDate)),
        ("14/06/13", Err(Code::BadCellDate)),
        ("31/02/2013", Err(Code::BadCellDate)),
        ("2013-06-14 10:30:00", Err(Code::BadCellDate)),
        ("juin", Err(Code::BadCellDate)),
    ] {
        assert_eq!(said(Kind::Date, text, ""), expected, "{text}");
    }
    let day = Date::parse("2013-06-14").unwrap();
    assert_eq!(said(Kind::Date, "41439", ""), Ok(Said::Serial(day)));
    assert_eq!(said(Kind::Date, "41439", "2013-06-14"), Ok(Said::Same));
    // Unpadded, but what it was all along.
    assert_eq!(said(Kind::Date, "6/7/2013", "2013-07-06"), Ok(Said::Same));
}

#[test]
fn one_american_date_makes_the_others_doubtful() {
    let month_first = Some(Cell { rank: 0, row: 3, column: 5, sheet: String::new() });
    let around = Surroundings { month_first, ..Surroundings::default() };
    let read = |text: &str, base: &str| read(Kind::Date, &text_cell(text), base, &around);
    assert_eq!(read("06/07/2013", "").unwrap_err().code, Code::BadCellDate);
    assert_eq!(read("06/07/2013", "2013-07-06"), Ok(Said::Same));
    assert_eq!(read("14/06/2013", ""), Ok(Said::New("2013-06-14".into())));
    // A table saved in American order as a whole says what it said.
    assert_eq!(read("06/14/2013", "2013-06-14"), Ok(Said::MonthFirst));
    assert_eq!(read("06/07/2013", "2013-06-07"), Ok(Said::MonthFirst));
    assert_eq!(read("06/14/2013", "2013-06-15").unwrap_err().code, Code::BadCellDate);
    assert!(is_month_first(&RawValue::Text("6/14/2013".into())));
    assert!(!is_month_first(&RawValue::Text("14/6/2013".into())));
    assert!(!is_month_first(&RawValue::Text("6/7/2013".into())));
}

#[test]
fn texts_that_a_spreadsheet_ate_are_refused() {
    for (found, base) in
        [("03-avr", "3-4"), ("7", "007"), ("1,1", "1.10"), ("3,00E+02", "3E2"), ("03-avr", "")]
    {
        let around = Surroundings { untyped: true, ..Surroundings::default() };
        let read = read(Kind::Line, &text_cell(found), base, &around);
        assert_eq!(read.map_err(|fault| fault.code), Err(Code::EatenText), "{found}");
    }
    for text in ["3-4", "2013/14", "12345", "mars 2013"] {
        assert_eq!(said(Kind::Line, text, ""), Ok(Said::New(text.into())), "typed as a text");
    }
    let serial = cell(RawValue::Number(41367.0));
    let fault = read(Kind::Line, &serial, "", &Surroundings::default()).unwrap_err();
    assert_eq!(fault.code, Code::EatenText);
    let day = cell(RawValue::Day(Date::parse("2013-04-03").unwrap()));
    let fault = read(Kind::Line, &day, "3-4", &Surroundings::default()).unwrap_err();
    assert_eq!(fault.code, Code::EatenText);
    assert_eq!(said(Kind::Line, "12", "12"), Ok(Said::Same));
    let number = read(Kind::Line, &cell(RawValue::Number(12.0)), "", &Surroundings::default());
    assert_eq!(number, Ok(Said::New("12".into())));
    assert_eq!(said(Kind::Prose, "en mars", ""), Ok(Said::New("en mars".into())));
}

#[test]
fn texts_are_the_same_whatever_their_spaces_and_quotes() {
    assert_eq!(said(Kind::Prose, "l\u{2019}été\r\n", "l'été"), Ok(Said::Alike));
    assert_eq!(said(Kind::Prose, " un \r\n deux\u{a0}", ""), Ok(Said::New("un \n deux".into())));
    assert_eq!(said(Kind::Line, "un\ndeux", ""), Err(Code::BadCell));
    let long = "x".repeat(MAX_CELL + 1);
    let Display::Text(placeholder) = display(Kind::Prose, &long) else {
        panic!("a text");
    };
    assert!(placeholder.starts_with('['));
    assert_eq!(said(Kind::Prose, &placeholder, &long), Ok(Said::Same));
}

#[test]
fn formulas_and_errors_are_refused() {
    let formula = RawCell { value: RawValue::Text("x".into()), formula: true };
    let around = Surroundings::default();
    assert_eq!(read(Kind::Line, &formula, "x", &around).unwrap_err().code, Code::Formula);
    let error = cell(RawValue::Fault("#REF!".into()));
    assert_eq!(read(Kind::Line, &error, "x", &around).unwrap_err().code, Code::BadCell);
}
