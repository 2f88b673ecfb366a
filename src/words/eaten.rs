//! What a spreadsheet makes of texts that look like dates or numbers to it.

use super::{fold, is_month};

/// Whether a text looks like what a spreadsheet makes of « MAR-01 », « 1-2 » or « 3E2 »: a date, a
/// serial number, a number in scientific notation.
#[must_use]
pub fn looks_eaten(text: &str) -> bool {
    let folded = fold(text).replace('.', "");
    let mut words = folded.split([' ', '/']).filter(|word| !word.is_empty());
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let as_month =
        words.clone().any(is_month) && words.clone().all(|word| is_month(word) || is_number(word));
    let as_date = words.clone().count() >= 2 && words.all(is_number);
    let as_serial = text.len() == 5 && is_number(text);
    let as_science = text.split_once(['E', 'e']).is_some_and(|(left, right)| {
        is_number(&left.replace([',', '.'], "")) && is_number(right.trim_start_matches('+'))
    });
    as_month || as_date || as_serial || as_science
}
