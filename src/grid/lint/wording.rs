//! Wordings that nobody can verify, and statements that ask for too much at once.

use std::ops::Range;

use super::tokens::{Token, gap, tokens};
use super::{Matter, place};
use crate::diagnostic::{Code, Diagnostic};
use crate::words::counted;
use crate::yaml::Reading;
use crate::yaml::scalar::first_line;

mod vague_words;

use vague_words::{TERMS, VAGUE};

/// The most words of a statement that is easily answered. The longest of the grid of the SDET 4.1
/// has 48.
const LONG: usize = 60;

/// The text holds a word that two readers would not measure alike.
pub(super) fn vague(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    let terms: Vec<Expression> = TERMS.iter().map(|term| Expression::new(term)).collect();
    let families: Vec<(&str, Vec<Expression>)> = VAGUE
        .iter()
        .map(|vague| (vague.help, vague.forms.iter().map(|form| Expression::new(form)).collect()))
        .collect();
    for statement in matter.in_force() {
        let text = &statement.text;
        let words = tokens(text);
        let terms: Vec<Range<usize>> =
            terms.iter().flat_map(|term| term.places(text, &words)).collect();
        let apart = |range: &Range<usize>| {
            !terms.iter().any(|term| term.start <= range.start && range.end <= term.end)
        };
        for (help, forms) in &families {
            let mut places = forms.iter().flat_map(|form| form.places(text, &words));
            let Some(range) = places.find(apart) else {
                continue;
            };
            let message =
                format!("{} : « {} » ne se vérifie pas", statement.id, &text[range.clone()]);
            cx.report(
                Diagnostic::new(Code::VagueWording, message)
                    .at(place(statement.places.text, text, &range, cx))
                    .help(*help),
            );
        }
    }
}

/// A few words in a row, and what joins each to the next.
struct Expression {
    words: Vec<(String, Option<char>)>,
}

impl Expression {
    fn new(text: &str) -> Self {
        let words = tokens(text);
        let joined = |at: usize| (at + 1 < words.len()).then(|| joint(gap(text, &words, at)));
        let words = words.iter().enumerate().map(|(at, word)| (word.lower.clone(), joined(at)));
        Self { words: words.collect() }
    }

    /// Where it stands in a text, whatever its capitals; its accents count.
    fn places(&self, text: &str, words: &[Token]) -> Vec<Range<usize>> {
        let here = |start: usize| {
            self.words.iter().enumerate().all(|(at, (wanted, joined))| {
                let word = words.get(start + at);
                word.is_some_and(|word| {
                    let same = word.lower == *wanted;
                    same && joined
                        .is_none_or(|joined| joined == joint(gap(text, words, start + at)))
                })
            })
        };
        let starts = (0..words.len()).filter(|start| here(*start));
        let end = |start: usize| words[start + self.words.len() - 1].range.end;
        starts.map(|start| words[start].range.start..end(start)).collect()
    }
}

/// What joins two words: any white space is one space, both apostrophes are one.
fn joint(gap: &str) -> char {
    match gap.trim().chars().next() {
        None => ' ',
        Some('\u{2019}') => '\'',
        Some(other) => other,
    }
}

/// The text is long enough to hide several demands.
pub(super) fn long(matter: &Matter<'_>, cx: &mut Reading<'_>) {
    for statement in matter.in_force() {
        let number = tokens(&statement.text).len();
        if number <= LONG {
            continue;
        }
        let message =
            format!("{} : texte de {}", statement.id, counted(number as u64, "mot", "mots"));
        cx.report(
            Diagnostic::new(Code::LongStatement, message)
                .at(first_line(statement.places.text, cx))
                .help(format!("au-delà de {LONG} mots, un énoncé en cache souvent plusieurs : scindez-le, ou mettez les explications sous « pourquoi »")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn where_is<'t>(expression: &str, text: &'t str) -> Vec<&'t str> {
        let words = tokens(text);
        Expression::new(expression)
            .places(text, &words)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn expressions_are_found_as_they_are_written() {
        assert_eq!(
            where_is("si possible", "Si  possible, et si possible."),
            ["Si  possible", "si possible"]
        );
        assert_eq!(where_is("adapté", "Il s'adapte ; outil Adapté."), ["Adapté"]);
        assert_eq!(where_is("et/ou", "lire et/ou écrire, et ou"), ["et/ou"]);
        assert_eq!(where_is("état de l'art", "l'état de l\u{2019}art"), ["état de l\u{2019}art"]);
        assert_eq!(where_is("adapté", "adapt"), [""; 0]);
    }

    #[test]
    fn every_vague_word_is_written_in_small_letters_and_says_what_to_do() {
        for vague in VAGUE {
            assert!(!vague.forms.is_empty() && !vague.help.is_empty());
            for form in vague.forms {
                assert_eq!(*form, form.to_lowercase());
                assert_eq!(where_is(form, form), [*form], "{form}");
            }
        }
    }
}
