//! Days, read and moved by the rules of `docs/format-projet.md` and `docs/calcul.md`, month ends
//! included.

use jiff::ToSpan;
use jiff::civil::Date;

/// Reads AAAA-MM-JJ or JJ/MM/AAAA.
pub(crate) fn read(text: &str) -> Date {
    let text = text.trim();
    let (parts, french) = if text.contains('/') {
        (text.split('/').collect::<Vec<_>>(), true)
    } else {
        (text.split('-').collect::<Vec<_>>(), false)
    };
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
    let (Some(first), Some(month), Some(last), 3) = (number(0), number(1), number(2), parts.len())
    else {
        panic!("not a date: {text}")
    };
    let (year, day) = if french { (last, first) } else { (first, last) };
    date(year, month, day)
}

/// The same day of a later month, or that month's last day when it is shorter.
pub(crate) fn months_later(day: Date, months: u32) -> Date {
    let since_zero = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + i64::from(months);
    let year = i16::try_from(since_zero.div_euclid(12)).expect("a year of four digits");
    let month = i16::try_from(since_zero.rem_euclid(12) + 1).expect("a month");
    date(year, month, i16::from(day.day()).min(last_day(year, month)))
}

/// A day before or after another.
pub(crate) fn days_later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).expect("a day of the calendar")
}

/// AAAA-MM-JJ.
pub(crate) fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// JJ/MM/AAAA.
pub(crate) fn french(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The last day of a month.
pub(crate) fn last_day(year: i16, month: i16) -> i16 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day from its three numbers.
pub(crate) fn date(year: i16, month: i16, day: i16) -> Date {
    let small = |number: i16| i8::try_from(number).expect("a month or a day");
    Date::new(year, small(month), small(day)).expect("a day of the calendar")
}

#[test]
fn months_are_clamped_to_the_last_day() {
    for (from, months, to) in [
        ("2013-06-14", 36, "2016-06-14"),
        ("2013-01-31", 1, "2013-02-28"),
        ("2012-01-31", 1, "2012-02-29"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2012-02-29", 48, "2016-02-29"),
        ("2013-12-31", 18, "2015-06-30"),
        ("1999-11-30", 3, "2000-02-29"),
        ("31/03/2013", 11, "28/02/2014"),
    ] {
        assert_eq!(months_later(read(from), months), read(to), "{from} + {months}");
    }
}
