//! What spreadsheets take for something else than a text.

use super::fold;

const MONTHS: &[&str] = &[
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What a spreadsheet makes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eaten {
    /// « MAR-01 », « DEC1 », « 1/2 ».
    Date,
    /// « 3E2 », « 007 », « 1.10 ».
    Number,
    /// « VRAI », « FALSE ».
    Truth,
}

/// Whether a word is the name of a month, French or English, or its first three letters or more.
#[must_use]
pub fn is_month(word: &str) -> bool {
    let word = fold(word);
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word))
}

/// What a spreadsheet makes of a text typed or opened in it, unless it leaves it alone.
#[must_use]
pub fn eaten_by_spreadsheet(text: &str) -> Option<Eaten> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if ["vrai", "faux", "true", "false"].contains(&fold(text).as_str()) {
        return Some(Eaten::Truth);
    }
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let day = &text[letters.len()..];
    let month = letters.trim_end_matches(['-', '.', '/', ' ']);
    let bare_month = letters.len() - month.len() <= 1 && month.chars().all(char::is_alphabetic);
    if (1..=4).contains(&day.len()) && bare_month && is_month(month) {
        return Some(Eaten::Date);
    }
    if digits(text) {
        return Some(Eaten::Number);
    }
    let mut parts = text.split(['-', '/']);
    if (2..=3).contains(&parts.clone().count()) && parts.all(|part| digits(part) && part.len() <= 4)
    {
        return Some(Eaten::Date);
    }
    let science = text.split_once(['E', 'e']).is_some_and(|(left, right)| {
        digits(&left.replacen([',', '.'], "", 1)) && digits(right.trim_start_matches(['+', '-']))
    });
    let decimal = text.split_once(['.', ',']).is_some_and(|(a, b)| digits(a) && digits(b));
    (science || decimal).then_some(Eaten::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_numbers_and_truths_are_told_from_texts() {
        for text in
            ["MAR-01", "mai-001", "DEC1", "SEPT.2", "JUI-12", "Aou-3", "MARCH1", "1-2", "1/2/13"]
        {
            assert_eq!(eaten_by_spreadsheet(text), Some(Eaten::Date), "{text}");
        }
        for text in ["3E2", "1.10", "007", "12e+3"] {
            assert_eq!(eaten_by_spreadsheet(text), Some(Eaten::Number), "{text}");
        }
        assert_eq!(eaten_by_spreadsheet("Vrai"), Some(Eaten::Truth));
        let texts = [
            "TEC-004", "MAR-A", "MARCHE-1", "MA-1", "MAR-01-2", "E3", "JUR-12", "NOV_1",
            "annuaire", "1.2.3",
        ];
        for text in texts {
            assert_eq!(eaten_by_spreadsheet(text), None, "{text}");
        }
    }
}
