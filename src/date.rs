//! Civil dates as French users write them, over `jiff`.

use std::fmt;

use jiff::{Span, civil};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Neither AAAA-MM-JJ nor JJ/MM/AAAA.
    Shape,
    /// A year of two digits.
    ShortYear,
    /// The right shape, but no such day in the calendar.
    NoSuchDay,
    /// The day stands where the month should: MM/JJ/AAAA.
    AmericanOrder,
    /// The serial number a spreadsheet keeps for this day.
    SpreadsheetSerial(Date),
}

impl Date {
    /// A date from year, month and day; `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads AAAA-MM-JJ or JJ/MM/AAAA, nothing else.
    ///
    /// # Errors
    /// [`DateError`] says which of the usual slips it is.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if let Some([year, month, day]) = digits(text, '-', [4, 2, 2]) {
            return Self::from_parts(year, month, day);
        }
        if let Some([day, month, year]) = digits(text, '/', [2, 2, 4]) {
            let date = Self::from_parts(year, month, day);
            let swapped = Self::from_parts(year, day, month);
            return match (date, swapped) {
                (Err(_), Ok(_)) => Err(DateError::AmericanOrder),
                (date, _) => date,
            };
        }
        if digits(text, '/', [2, 2, 2]).is_some() || digits(text, '-', [2, 2, 2]).is_some() {
            return Err(DateError::ShortYear);
        }
        match Self::from_serial(text) {
            Some(date) => Err(DateError::SpreadsheetSerial(date)),
            None => Err(DateError::Shape),
        }
    }

    fn from_parts(year: u16, month: u16, day: u16) -> Result<Self, DateError> {
        let parts = (i16::try_from(year).ok(), i8::try_from(month).ok(), i8::try_from(day).ok());
        match parts {
            (Some(year @ 1..), Some(month), Some(day)) => {
                Self::new(year, month, day).ok_or(DateError::NoSuchDay)
            }
            _ => Err(DateError::NoSuchDay),
        }
    }

    /// The day of an Excel serial number (1900 system: 41439 is 14/06/2013), between 1950 and 2100.
    fn from_serial(text: &str) -> Option<Self> {
        if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let serial: i64 = text.parse().ok()?;
        let epoch = civil::Date::new(1899, 12, 30).ok()?;
        let date = epoch.checked_add(Span::new().try_days(serial).ok()?).ok()?;
        Some(Self(date)).filter(|date| date.has_serial())
    }

    /// Whether every spreadsheet keeps this day as the same serial number: between 1950 and 2100,
    /// far from the leap day of 1900 that some believe in.
    #[must_use]
    pub fn has_serial(self) -> bool {
        (1950..2100).contains(&self.0.year())
    }

    /// Its year, month and day.
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The same day some months later, held to the last day of a shorter month.
    /// Beyond the year 9999, the last day the calendar knows.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let span = Span::new().try_months(i64::from(months));
        let later = span.and_then(|span| self.0.checked_add(span));
        Self(later.unwrap_or(civil::Date::MAX))
    }

    /// The same day some days later. Beyond the year 9999, the last day the calendar knows.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        let span = Span::new().try_days(i64::from(days));
        let later = span.and_then(|span| self.0.checked_add(span));
        Self(later.unwrap_or(civil::Date::MAX))
    }

    /// Days from this day to another; negative if the other comes first.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        let days = |date: civil::Date| date.duration_since(civil::Date::ZERO).as_hours() / 24;
        days(other.0) - days(self.0)
    }

    /// As people read it in France: 14/06/2013.
    #[must_use]
    pub fn french(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }
}

/// As files and JSON hold it: 2013-06-14.
impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

/// Three runs of digits of the given lengths between separators.
fn digits(text: &str, separator: char, lengths: [usize; 3]) -> Option<[u16; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn reads_both_french_forms_and_nothing_else() {
        assert_eq!(date("2013-06-14"), date("14/06/2013"));
        assert_eq!(date(" 2013-06-14 ").to_string(), "2013-06-14");
        assert_eq!(date("2013-06-04").french(), "04/06/2013");
        assert_eq!(Date::parse("14/06/13"), Err(DateError::ShortYear));
        assert_eq!(Date::parse("06/14/2013"), Err(DateError::AmericanOrder));
        assert_eq!(Date::parse("2013-02-29"), Err(DateError::NoSuchDay));
        assert_eq!(Date::parse("0000-01-01"), Err(DateError::NoSuchDay));
        for bad in ["20130614", "2013-6-14", "14.06.2013", "juin 2013", "", "+013-06-14"] {
            assert_eq!(Date::parse(bad), Err(DateError::Shape), "{bad}");
        }
    }

    #[test]
    fn recognises_the_serial_number_of_a_spreadsheet() {
        let expected = DateError::SpreadsheetSerial(date("2013-06-14"));
        assert_eq!(Date::parse("41439"), Err(expected));
        assert_eq!(Date::parse("99999"), Err(DateError::Shape));
    }

    #[test]
    fn counts_days_across_leap_years_and_centuries() {
        assert_eq!(date("2012-02-28").plus_days(2), date("2012-03-01"));
        assert_eq!(date("2013-09-30").days_until(date("2014-03-29")), 180);
        assert_eq!(date("2014-03-29").days_until(date("2013-09-30")), -180);
        assert_eq!(date("0001-01-01").days_until(date("9999-12-31")), 3_652_058);
        assert_eq!(date("9999-12-31").plus_days(u32::MAX), date("9999-12-31"));
    }

    #[test]
    fn adds_months_without_leaving_the_month() {
        assert_eq!(date("2012-01-31").plus_months(1), date("2012-02-29"));
        assert_eq!(date("2013-06-14").plus_months(36), date("2016-06-14"));
        assert_eq!(date("9999-12-31").plus_months(u32::MAX), date("9999-12-31"));
    }
}
