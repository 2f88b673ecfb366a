//! The wording proposed for a statement, from the sentence of the text.

use std::borrow::Cow;

use crate::words::spaced;

/// What makes a text of another.
type Change = for<'a> fn(&'a str) -> Cow<'a, str>;

/// A sentence on one line, its number taken off, ended by a full stop.
pub(super) fn wording(sentence: &str) -> Cow<'_, str> {
    match one_line(sentence) {
        Cow::Borrowed(line) => ended(without_number(line)),
        Cow::Owned(line) => Cow::Owned(ended(without_number(&line)).into_owned()),
    }
}

/// A sentence without what follows an item of a list, ended by a full stop.
fn ended(text: &str) -> Cow<'_, str> {
    let text = text.trim_end_matches([' ', ';', ',', ':', '-', '–']);
    let text = text.strip_suffix(" et").or_else(|| text.strip_suffix(" ou")).unwrap_or(text);
    let text = text.trim_end_matches([' ', ';', ',']);
    let mut out = spaced(text);
    if !text.ends_with(['.', '!', '?', '…', '»']) {
        out.to_mut().push('.');
    }
    out
}

/// The head of a list and one of its items as one sentence.
pub(super) fn composed(head: &str, item: &str) -> String {
    const ANNOUNCING: &[&str] =
        &["suivant", "suivante", "suivants", "suivantes", "ci-dessous", "ci-après"];
    let head = one_line(head);
    let head = head.trim_end_matches([' ', ':', '.', ';', ',']);
    let item = one_line(item);
    let item = without_number(&item);
    let last = head.rsplit(' ').next().unwrap_or_default();
    let small = item.starts_with(char::is_lowercase);
    let mut joined = String::with_capacity(head.len() + item.len() + 4);
    joined.push_str(head);
    if !ANNOUNCING.contains(&last) && (small || opens_with_article(item)) {
        joined.push(' ');
        let mut characters = item.chars();
        joined.extend(characters.next().into_iter().flat_map(char::to_lowercase));
        joined.push_str(characters.as_str());
    } else {
        joined.push_str(" : ");
        joined.push_str(item);
    }
    let whole = ended(&joined);
    match matches!(whole, Cow::Borrowed(whole) if whole.len() == joined.len()) {
        true => joined,
        false => whole.into_owned(),
    }
}

/// A text of the original changed, without a copy where it stays as it was.
pub(super) fn changed<'t>(text: &Cow<'t, str>, change: Change) -> Cow<'t, str> {
    match text {
        Cow::Borrowed(text) => change(text),
        Cow::Owned(text) => Cow::Owned(change(text).into_owned()),
    }
}

/// What a change makes of a text read in an excerpt: a part of the excerpt wherever it can be.
pub(super) fn read_in<'t>(excerpt: &'t str, text: &str, change: Change) -> Cow<'t, str> {
    match excerpt == text {
        true => change(excerpt),
        false => Cow::Owned(change(text).into_owned()),
    }
}

/// A text as it is.
pub(super) fn same(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// A text with every run of white space as one space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if is_one_line(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// Letters, marks and single spaces: nothing to gather. Odd spaces became plain ones in cleaning.
fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let found = pairs.fold(0_u8, |found, (before, byte)| {
        found | u8::from(*byte < b' ') | u8::from((*before == b' ') & (*byte == b' '))
    });
    found == 0
}

/// Takes off « 1. », « a) », « R12 : », « - ».
fn without_number(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let bare = first.trim_end_matches([')', '.', '°', ':', ']']).trim_start_matches(['[', '(']);
    let marked = bare.len() < first.len();
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let number = digits > 0
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-' | '_'));
    let letter = marked && bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    let dash = matches!(first, "-" | "–" | "—" | "•");
    let year = bare.len() == 4 && digits == 4;
    if (number && !year && (marked || bare.contains(['.', '-']) || digits < bare.len()))
        || letter
        || dash
    {
        return rest.trim_start_matches([' ', ':', '-', '–', '|']);
    }
    text
}

fn opens_with_article(text: &str) -> bool {
    let first = text.split([' ', '\'', '’']).next().unwrap_or_default();
    let articles = ["Le", "La", "Les", "L", "Un", "Une", "Des", "Du", "De", "D"];
    let infinitive = first.len() > 4
        && ["er", "ir", "re"].iter().any(|ending| first.ends_with(ending))
        && first.chars().skip(1).all(char::is_lowercase);
    articles.contains(&first) || infinitive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ends_of_items_are_taken_off() {
        assert_eq!(wording("1. Le service\n doit durer ;"), "Le service doit durer.");
        assert_eq!(wording("EX-12 Le service doit durer"), "Le service doit durer.");
        assert_eq!(
            wording("2013 doit être une bonne année, et"),
            "2013 doit être une bonne année."
        );
        assert_eq!(wording("A la rentrée, il doit ouvrir."), "A la rentrée, il doit ouvrir.");
        assert_eq!(wording("a) chiffrer"), "chiffrer.");
    }

    #[test]
    fn heads_and_items_make_one_sentence() {
        assert_eq!(
            composed("Le service doit :", "tracer les accès ;"),
            "Le service doit tracer les accès."
        );
        assert_eq!(composed("Il doit respecter :", "Les normes"), "Il doit respecter les normes.");
        assert_eq!(
            composed("Il doit lire les formats suivants :", "PDF"),
            "Il doit lire les formats suivants\u{a0}: PDF."
        );
    }
}
