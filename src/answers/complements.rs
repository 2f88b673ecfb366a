//! Answers to the complements of a market, as far as they can be judged without it.

use std::collections::BTreeMap;

use super::Answer;
use super::bind::duplicate;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::shown;

/// What identifiers of complements begin with.
const PREFIX: &str = "LOC-";

/// Whether an identifier is that of a complement: `LOC-001`.
#[must_use]
pub fn is_complement(id: &str) -> bool {
    let digits = id.strip_prefix(PREFIX).unwrap_or_default();
    (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is said of an identifier that no complement has, with what may stand in its place.
pub(crate) fn refused(id: &str, span: Span, elsewhere: &str) -> Diagnostic {
    let message = format!("identifiant de complément {} refusé", shown(id));
    Diagnostic::new(Code::BadComplement, message)
        .at(span)
        .help(format!("attendu : « LOC- » et des chiffres, comme LOC-001 ; {elsewhere}"))
}

/// What is said of answers that stand among those to complements: one that answers none, whatever
/// the market, would be counted nowhere; of two to the same, neither is chosen. Which complements
/// there are, only the market tells.
#[must_use]
pub fn check_complements(answers: &[Answer]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, &Answer> = BTreeMap::new();
    let mut found = Vec::new();
    for answer in answers {
        match first.get(answer.id.as_str()) {
            Some(first) => found.push(duplicate(answer, first)),
            None => {
                first.insert(&answer.id, answer);
                if !is_complement(&answer.id) {
                    let elsewhere = "une réponse à un énoncé de la grille va sous « reponses: »";
                    found.push(refused(&answer.id, answer.span, elsewhere));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complements_are_told_by_their_identifier() {
        for id in ["LOC-1", "LOC-001", "LOC-123456"] {
            assert!(is_complement(id), "{id}");
        }
        for id in ["LOC-", "LOC-1a", "loc-1", "TEC-001", "LOC-1234567", "LOC1"] {
            assert!(!is_complement(id), "{id}");
        }
    }
}
