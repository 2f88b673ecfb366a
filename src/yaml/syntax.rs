//! What a syntax error most likely means, in French.

mod guess;

use granit_parser::ErrorKind;

use super::lines::line_at;
use super::mend::second_document;
use super::parse::{Failure, Reason, Region};
use super::tree::{MAX_DEPTH, MAX_NODES};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{count, shown};

/// The diagnostic of a failure, pointing at what most likely caused it.
pub(super) fn explain(failure: &Failure, region: &Region<'_>) -> Diagnostic {
    let at = floor(region.text, failure.at);
    match &failure.reason {
        Reason::TooManyNodes => {
            let message = format!("plus de {} valeurs dans un fichier", count(MAX_NODES as u64));
            Diagnostic::new(Code::TooLarge, message)
                .at(underline(region, at))
                .help("répartissez le contenu en plusieurs fichiers")
        }
        Reason::SecondDocument => second_document(underline(region, at), "---"),
        Reason::Scan(kind) => explain_scan(kind, region, at),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the scanner has many reasons; those users meet are named"
)]
fn explain_scan(kind: &ErrorKind, region: &Region<'_>, at: usize) -> Diagnostic {
    use ErrorKind as K;
    match kind {
        K::RecursionLimitExceeded => Diagnostic::new(
            Code::TooLarge,
            format!("plus de {MAX_DEPTH} niveaux emboîtés"),
        )
        .at(underline(region, at))
        .help("aucun fichier de ce programme n'en demande autant : vérifiez les crochets et les retraits"),
        K::UnexpectedCharacter { character } if character.is_control() => {
            control(region, at, *character)
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            guess::after_quote(region, at)
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar
        | K::InvalidQuotedScalarIndent => {
            quote(underline(region, at), "un guillemet ou une apostrophe ouverts ne sont pas fermés")
        }
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape => guess::escape(region, at),
        _ => guess::first_sign(region, at)
            .or_else(|| guess::missing_colon(region, at))
            .unwrap_or_else(|| explain_structure(kind, region, at)),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the scanner has many reasons; those users meet are named"
)]
fn explain_structure(kind: &ErrorKind, region: &Region<'_>, at: usize) -> Diagnostic {
    use ErrorKind as K;
    match kind {
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::MismatchedFlowCollectionEnd { .. }
        | K::MisplacedFlowCollectionEnd => plain_error(
            underline(region, at),
            "crochet ou accolade mal fermés, ou virgule absente",
            "écrivez [a, b] ou { clé: valeur } ; entourez de guillemets un texte qui contient [ ] { } ou une virgule",
        ),
        K::BlockSequenceEntryNotAllowed | K::InvalidBlockEntryWhitespace => plain_error(
            underline(region, at),
            "« - » annonce une liste, qui ne peut pas commencer ici",
            "si le tiret fait partie du texte, entourez le texte de guillemets ou utilisez « | »",
        ),
        _ => guess::colon(region, at)
            .or_else(|| guess::indentation(region, at))
            .unwrap_or_else(|| unreadable(region, at)),
    }
}

/// A text alone where keys are expected.
pub(super) fn stray(region: &Region<'_>) -> Diagnostic {
    let at = region.text.len() - region.text.trim_start().len();
    guess::missing_colon(region, at).unwrap_or_else(|| unreadable(region, at))
}

fn unreadable(region: &Region<'_>, at: usize) -> Diagnostic {
    plain_error(
        underline(region, at),
        "le YAML ne peut pas lire cette ligne",
        "écrivez « clé: valeur », avec une espace après les deux-points et le retrait des lignes voisines ; un texte long se met sous sa clé après « | »",
    )
}

/// White space that is not a plain space, where YAML wants one.
pub(super) fn false_space(span: Span, invisible: bool, place: &str) -> Diagnostic {
    let (message, help) = match invisible {
        true => (
            format!("caractère invisible {place}"),
            "effacez-le et retapez ce qui l'entoure : il vient souvent d'un copier-coller",
        ),
        false => (
            format!("espace insécable {place} : le YAML ne la reconnaît pas comme une espace"),
            "effacez-la et tapez une espace ordinaire (les traitements de texte l'ajoutent d'eux-mêmes avant « : »)",
        ),
    };
    Diagnostic::new(Code::NoBreakSpace, message).at(span).help(help)
}

/// A key without its colon.
pub(super) fn missing_colon(span: Span, key: &str) -> Diagnostic {
    let message = format!("il manque « : » après {}", shown(key));
    let help = format!("écrivez {}", shown(&format!("{key}:")));
    plain_error(span, &message, &help)
}

/// A value that begins with « * ».
pub(super) fn alias(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Unsupported,
        "« * » en début de valeur : le YAML y voit un renvoi, qui n'est pas accepté ici",
    )
    .at(span)
    .help("si l'astérisque fait partie du texte, entourez le texte de guillemets ou utilisez « | » ; sinon, supprimez-le et recopiez les clés")
}

/// A value that begins with `&` or `!`.
pub(super) fn decoration(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Unsupported,
        format!("{what} : cette construction n'est pas acceptée ici"),
    )
    .at(span)
    .help("si ce signe fait partie du texte, entourez le texte de guillemets ; sinon, supprimez-le et recopiez les clés")
}

fn control(region: &Region<'_>, at: usize, character: char) -> Diagnostic {
    let found = region.text[at..].find(character).map_or(at, |found| at + found);
    plain_error(
        region.span(found, found + character.len_utf8()),
        &format!("caractère invisible (U+{:04X}) dans le texte", u32::from(character)),
        "effacez-le et retapez le texte : il vient souvent d'un copier-coller",
    )
}

fn quote(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(Code::Quote, message)
        .at(span)
        .help("écrivez le texte sous sa clé après « | » : guillemets et apostrophes y sont libres")
}

fn plain_error(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::Syntax, message).at(span).help(help)
}

/// The rest of the line from an offset, or its whole content where nothing is left.
fn underline(region: &Region<'_>, at: usize) -> Span {
    let text = region.text;
    let line = line_at(text, at);
    let end = line.start + line.text.trim_end().len();
    if at < end {
        return region.span(at, end);
    }
    if line.text.trim().is_empty() && line.start > 0 {
        // The error is at the end of the text, or under blank lines.
        let above = text[..line.start].trim_end().len();
        let above = line_at(text, floor(text, above.saturating_sub(1)));
        return content(region, above.start, above.text);
    }
    content(region, line.start, line.text)
}

/// The content of a line, without its indentation.
fn content(region: &Region<'_>, start: usize, line: &str) -> Span {
    let indent = line.len() - line.trim_start().len();
    let end = start + line.trim_end().len();
    region.span((start + indent).min(end), end)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
