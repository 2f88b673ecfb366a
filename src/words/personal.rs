//! Personal data that a text seems to hold, recognised to be warned about, never printed.

/// What personal datum a text seems to hold: an e-mail address, a French telephone number.
#[must_use]
pub fn personal_datum(text: &str) -> Option<&'static str> {
    let address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some((name, domain)) = word.split_once('@') else {
            return false;
        };
        let Some((host, last)) = domain.rsplit_once('.') else {
            return false;
        };
        let letters = last.len() >= 2 && last.chars().all(char::is_alphabetic);
        !name.is_empty()
            && !host.is_empty()
            && !host.starts_with('.')
            && letters
            && !domain.contains('@')
    };
    if text.contains('@') && text.split_whitespace().any(address) {
        return Some("adresse électronique");
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 10 && telephone(text)).then_some("numéro de téléphone")
}

/// Ten digits from 0, by pairs apart or together, or +33 and nine digits.
fn telephone(text: &str) -> bool {
    let mut digits = String::new();
    let mut gap = 0;
    let mut found = false;
    for character in text.chars().chain(['x']) {
        match character {
            '0'..='9' | '+' => {
                digits.push(character);
                gap = 0;
            }
            ' ' | '.' | '-' | '\u{a0}' | '\u{202f}' if !digits.is_empty() && gap == 0 => gap = 1,
            _ => {
                let national =
                    digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
                let foreign = digits.len() == 12 && digits.starts_with("+33");
                found |= national || foreign;
                digits.clear();
                gap = 0;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_addresses_and_telephones_but_not_figures() {
        assert_eq!(personal_datum("écrire à j.dupont@ac-x.fr."), Some("adresse électronique"));
        assert_eq!(personal_datum("appeler le 01 23 45 67 89"), Some("numéro de téléphone"));
        assert_eq!(personal_datum("0123456789"), Some("numéro de téléphone"));
        assert_eq!(personal_datum("+33 1 23 45 67 89"), Some("numéro de téléphone"));
        for text in
            ["sdet@4", "sdet@4.1", "12 345 678", "art. 6", "le 14/06/2013 à 10:00", "a@", "@b.c"]
        {
            assert_eq!(personal_datum(text), None, "{text}");
        }
    }
}
