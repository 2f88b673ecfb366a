//! French sentences: abbreviations, quotations, brackets and references do not end them.

use super::lexicon::Class;
use super::tokens::{Kind, Token};

/// A sentence: its tokens, and its bytes in the text of its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) first: usize,
    /// One past the last token.
    pub(super) last: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Cut because it never ended.
    pub(super) cut: bool,
}

impl Sentence {
    /// Its text, in that of its block.
    pub(super) fn of(self, block: &str) -> &str {
        &block[self.start..self.end]
    }
}

/// The longest sentence in bytes: beyond, a text without stops is cut at a comma or a space.
const LONGEST: usize = 3_000;

/// Cuts the tokens of a text into sentences.
pub(super) fn split(text: &str, tokens: &[Token], out: &mut Vec<Sentence>) {
    out.clear();
    let mut first = 0;
    let mut at = 0;
    let mut good_cut = None;
    while at < tokens.len() {
        let token = &tokens[at];
        let length = token.end - tokens[first].start;
        if length > LONGEST && at > first {
            let cut: usize = good_cut.filter(|cut| *cut > first).unwrap_or(at);
            push(out, text, tokens, first, cut, true);
            first = cut;
            good_cut = None;
            continue;
        }
        if matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Colon) {
            good_cut = Some(at + 1);
        }
        if ends(text, tokens, first, at) {
            let mut last = at + 1;
            // Closing marks and further stops belong to the sentence.
            while tokens.get(last).is_some_and(|next| closes(next, token)) {
                last += 1;
            }
            push(out, text, tokens, first, last, false);
            first = last;
            at = last;
            continue;
        }
        at += 1;
    }
    push(out, text, tokens, first, tokens.len(), false);
}

fn closes(next: &Token, stop: &Token) -> bool {
    match next.kind {
        Kind::Stop => true,
        Kind::QuoteClose | Kind::Close => next.start <= stop.end + 2,
        Kind::Quote => next.start == stop.end,
        Kind::Word | Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Open => false,
        Kind::QuoteOpen | Kind::Dash | Kind::Break | Kind::Other => false,
    }
}

fn push(
    out: &mut Vec<Sentence>,
    text: &str,
    tokens: &[Token],
    first: usize,
    last: usize,
    cut: bool,
) {
    let words = tokens[first..last].iter().any(Token::is_word);
    if first >= last || !words {
        return;
    }
    let end = tokens[last - 1].end;
    let start = tokens[first].start;
    let trimmed = text[start..end].trim_end().len();
    out.push(Sentence { first, last, start, end: start + trimmed, cut });
}

/// Whether the sentence that began at `first` ends at token `at`.
fn ends(text: &str, tokens: &[Token], first: usize, at: usize) -> bool {
    let token = &tokens[at];
    if token.kind == Kind::Break {
        return true;
    }
    if token.kind != Kind::Stop {
        return false;
    }
    let rest = &text[token.end..];
    let mark = &text[token.start..token.end];
    let closing = |c: char| matches!(c, '»' | '”' | '"' | ')' | ']' | ' ' | '*');
    let next = rest.trim_start_matches(closing).chars().next();
    let spaced = rest.chars().next().is_none_or(|c| closing(c) || c.is_whitespace());
    if !spaced {
        return false;
    }
    let Some(next) = next else { return true };
    // « … » inside a list, « ? » inside a question in brackets.
    let opens = next.is_uppercase() || next.is_ascii_digit() || opening(next);
    if token.bracketed || (token.quoted && !quote_ends(tokens, at)) {
        return false;
    }
    if mark == "." {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= first) else {
            return false;
        };
        let before = &tokens[before];
        let stuck = before.end == token.start && before.is_word();
        let word = &text[before.start..before.end];
        let initial = stuck && word.chars().count() == 1 && before.capital;
        let numbering = stuck && at - 1 == first && is_numbering(word);
        let abbreviated = stuck && before.classes().has(Class::Abbreviation);
        if initial || numbering || abbreviated {
            return false;
        }
    }
    opens
}

/// « 1. », « a. », « R12. » before the text they number.
fn is_numbering(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().any(|c| c.is_ascii_digit())
        || word.chars().count() == 1
}

fn opening(character: char) -> bool {
    matches!(character, '«' | '“' | '"' | '(' | '[' | '-' | '–' | '•')
}

/// Whether the quotation that holds a stop is closed right after it.
fn quote_ends(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_none_or(|next| {
        matches!(next.kind, Kind::QuoteClose | Kind::Quote) && next.start <= tokens[at].end + 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::tokens::Tokens;

    fn sentences(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.read(text, false);
        let mut found = Vec::new();
        split(text, &tokens.list, &mut found);
        found.iter().map(|sentence| &text[sentence.start..sentence.end]).collect()
    }

    #[test]
    fn full_stops_of_abbreviations_numbers_and_references_end_nothing() {
        let whole = [
            "Voir l'art. 4 et la section 11.2.2 de M. Dupont, etc. pour la suite.",
            "Cf. annexe 3, p. 12 : le débit est de 2.5 Mo, p. ex. la nuit.",
            "Le service (est-il ouvert ? Oui.) doit durer.",
            "1. Le service doit durer.",
            "L'article L. 111-1 du code s'applique.",
            "Il cite « Je dois partir. Tu dois rester. » sans plus.",
        ];
        for text in whole {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn sentences_end_where_a_reader_sees_it() {
        let found =
            sentences("Il dit « non. » Elle dit oui ! Pourquoi ? Les accès, etc. Le reste.");
        assert_eq!(
            found,
            ["Il dit « non. »", "Elle dit oui !", "Pourquoi ?", "Les accès, etc.", "Le reste."]
        );
        assert_eq!(
            sentences("Exigence 12\nLe service est ouvert."),
            ["Exigence 12", "Le service est ouvert."]
        );
        let endless = "mot, ".repeat(2_000);
        assert!(sentences(&endless).iter().all(|sentence| sentence.len() <= LONGEST));
    }
}
