//! What a person most likely meant, read off the line of the error and the one above.

use std::ops::Range;

use super::super::lines::{
    Anatomy, Line, is_id_like, is_key_like, line_above, line_at, opens_block,
};
use super::super::parse::Region;
use super::{alias, content, decoration, plain_error, quote, underline};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{quoted, shown};

const QUOTE_IT: &str = "entourez le texte de guillemets, ou écrivez-le sous la clé après « | »";

/// A value that begins with a sign that means something else in YAML.
pub(super) fn first_sign(region: &Region<'_>, at: usize) -> Option<Diagnostic> {
    let line = line_at(region.text, at);
    let anatomy = Anatomy::of(line.text);
    let value = &line.text[anatomy.value.clone()];
    let span = span_of(region, &line, anatomy.value.clone());
    let sign = value.chars().next()?;
    let forbidden = match sign {
        '*' => return Some(alias(span)),
        '&' => return Some(decoration(span, "ancre YAML (« & »)")),
        '!' => return Some(decoration(span, "étiquette YAML (« ! »)")),
        '|' | '>' => !opens_block(value),
        '[' | '{' => closed(value).is_some_and(|end| !value[end..].trim().is_empty()),
        '?' => value.starts_with("? ") && anatomy.key.is_some(),
        '@' | '`' | '%' | ',' | ']' | '}' => true,
        _ => false,
    };
    forbidden.then(|| {
        let message = format!("un texte ne peut pas commencer par {}", quoted(&sign.to_string()));
        plain_error(span, &message, QUOTE_IT)
    })
}

/// Where the bracket or brace that begins a value is closed.
fn closed(value: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut open = None;
    for (at, sign) in value.char_indices() {
        match (open, sign) {
            (Some(mark), _) if mark == sign => open = None,
            (Some(_), _) => {}
            (None, '"') => open = Some(sign),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// A key alone on its line, without its colon.
pub(super) fn missing_colon(region: &Region<'_>, at: usize) -> Option<Diagnostic> {
    let line = line_at(region.text, at);
    let above = line_above(region.text, &line);
    let below = Anatomy::of(line.text).indent;
    let (line, word) = [Some(line), above].into_iter().flatten().find_map(|line| {
        let anatomy = Anatomy::of(line.text);
        let alone = anatomy.key.is_none() && is_key_like(&line.text[anatomy.value.clone()]);
        (alone && anatomy.indent <= below).then_some((line, anatomy.value))
    })?;
    let key = &line.text[word.clone()];
    Some(super::missing_colon(span_of(region, &line, word), key))
}

/// A colon inside an unquoted text.
pub(super) fn colon(region: &Region<'_>, at: usize) -> Option<Diagnostic> {
    let line = line_at(region.text, at);
    let anatomy = Anatomy::of(line.text);
    let key = &line.text[anatomy.key.clone()?];
    let value = &line.text[anatomy.value.clone()];
    if let Some(inner) = Anatomy::of(value).key {
        if is_id_like(key) && is_key_like(&value[inner]) {
            return Some(beside(span_of(region, &line, anatomy.value.clone()), key, value));
        }
        return Some(in_text(span_of(region, &line, anatomy.value.clone()), value));
    }
    if value.contains(": ") || value.ends_with(':') {
        return Some(in_text(span_of(region, &line, anatomy.value.clone()), value));
    }
    // « preuve : annexe 3 » under a text: the space before the colon is that of a sentence.
    let above = line_above(region.text, &line)?;
    let upper = Anatomy::of(above.text);
    let sentence = key.contains(' ') || line.text[anatomy.content + key.len()..].starts_with(' ');
    let below_text = anatomy.indent > upper.indent && !upper.value.is_empty();
    (sentence && below_text).then(|| in_text(content(region, line.start, line.text), ""))
}

fn in_text(span: Span, value: &str) -> Diagnostic {
    let typographic = value.starts_with(['“', '”', '„', '‘', '«']);
    let help = match typographic {
        true => {
            "entourez le texte de guillemets droits (\"), les “ ” et les « » ne suffisent pas ; ou écrivez-le sous la clé après « | »"
        }
        false => QUOTE_IT,
    };
    Diagnostic::new(Code::ColonInText, "le texte contient « : » ; le YAML y voit une nouvelle clé")
        .at(span)
        .help(help)
}

fn beside(span: Span, key: &str, value: &str) -> Diagnostic {
    let help = format!("écrivez {} à la ligne suivante, en retrait", shown(value));
    let message = format!("deux clés sur une même ligne, après {}", shown(&format!("{key}:")));
    plain_error(span, &message, &help)
}

/// A line that is not aligned with its neighbours.
pub(super) fn indentation(region: &Region<'_>, at: usize) -> Option<Diagnostic> {
    let line = line_at(region.text, at);
    let anatomy = Anatomy::of(line.text);
    let upper = Anatomy::of(line_above(region.text, &line)?.text);
    let structure = anatomy.key.is_some() || !anatomy.dashes.is_empty();
    let deeper = anatomy.indent > upper.content && !upper.value.is_empty();
    (structure && (deeper || anatomy.indent < upper.content)).then(|| {
        plain_error(
            content(region, line.start, line.text),
            "retrait différent de celui des lignes voisines",
            "alignez cette ligne sur celles du même niveau, avec des espaces",
        )
    })
}

/// Text behind a closed quote.
pub(super) fn after_quote(region: &Region<'_>, at: usize) -> Diagnostic {
    let line = line_at(region.text, at);
    let before = &line.text[..at - line.start];
    let open = before.find(['{', '[']).is_some_and(|start| {
        let anatomy = Anatomy::of(line.text);
        start == anatomy.value.start && closed(&before[start..]).is_none()
    });
    if open {
        return plain_error(
            underline(region, at),
            "il manque une virgule entre deux éléments",
            "écrivez { clé: valeur, clé: valeur } ou [a, b]",
        );
    }
    quote(underline(region, at), "du texte suit un guillemet ou une apostrophe fermés")
}

/// A backslash between straight double quotes.
pub(super) fn escape(region: &Region<'_>, at: usize) -> Diagnostic {
    let line = line_at(region.text, at);
    let rest = &line.text[at - line.start..];
    let message = "entre guillemets droits, « \\ » annonce un caractère spécial";
    let Some(found) = bad_escape(rest) else {
        return quote(underline(region, at), message);
    };
    let span = region.span(at + found, at + found + 1);
    let value = rest.split('"').nth(1).unwrap_or_default();
    if value.contains(' ') {
        return quote(span, message);
    }
    Diagnostic::new(Code::Quote, message)
        .at(span)
        .help("si c'est un chemin, supprimez les guillemets, ou écrivez « / » au lieu de « \\ »")
}

/// The first backslash that announces nothing YAML knows.
fn bad_escape(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => {
                if !"0abt\tnvfre \"/\\N_LPxuU".contains(character) {
                    return Some(at - 1);
                }
                escaped = false;
            }
            '\\' => escaped = true,
            _ => {}
        }
    }
    None
}

fn span_of(region: &Region<'_>, line: &Line<'_>, range: Range<usize>) -> Span {
    region.span(line.start + range.start, line.start + range.end)
}
