//! From the text of a scalar to a typed value, each failure with its own message.

use super::lines::FALSE_SPACES;
use super::shape::{Kind, WordList};
use super::tree::{Kind as NodeKind, Node};
use super::{Reading, Spanned};
use crate::date::{Date, DateError};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{fold, quoted, shown};

/// The text of a scalar, or a message that something else was expected.
pub fn text<'n>(
    node: &'n Node<'_>,
    name: &str,
    expected: impl Fn() -> String,
    cx: &mut Reading<'_>,
) -> Option<&'n str> {
    let what = match &node.kind {
        NodeKind::Scalar { text, .. } => return Some(text),
        NodeKind::List(_) => "une liste",
        NodeKind::Map(_) => "un tableau (clé: valeur)",
        NodeKind::Lost => return None,
    };
    let expected = expected();
    let message = format!("{} est {what} ; attendu : {expected}", quoted(name));
    let is_table = matches!(node.kind, NodeKind::Map(_));
    let help = match (is_table, expected.starts_with("un texte")) {
        (true, _) => {
            "si le texte contient « : » ou commence par « { », entourez-le de guillemets ou écrivez-le sous la clé après « | »"
        }
        (false, true) => "écrivez le texte sous la clé après « | », une ligne par point",
        (false, false) => "gardez une seule valeur, sans crochets ni tiret",
    };
    let span = first_line(node.span, cx);
    cx.report(Diagnostic::new(Code::WrongKind, message).at(span).help(help));
    None
}

/// The part of a span that stands on its first line.
#[must_use]
pub fn first_line(span: Span, cx: &Reading<'_>) -> Span {
    let text = cx.sources.get(span.source).text();
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let line = inside.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let line = if line.is_empty() {
        let rest = text.get(span.start..).unwrap_or_default();
        rest.split(['\n', '\r']).next().unwrap_or_default().trim_end()
    } else {
        line
    };
    Span::new(span.source, span.start, span.start + line.len())
}

/// A short value without the spaces and marks that typing adds around it; curly quotes are
/// refused, since nobody can say whether they belong to it.
pub fn bare<'n>(node: &'n Node<'_>, text: &'n str, cx: &mut Reading<'_>) -> Option<&'n str> {
    let bare = text.trim_matches(|character: char| {
        character.is_whitespace() || FALSE_SPACES.contains(&character)
    });
    let inner = without_quotes(bare);
    if inner.len() < bare.len() {
        cx.report(
            Diagnostic::new(
                Code::CurlyQuotes,
                format!("guillemets typographiques autour de la valeur {}", shown(inner)),
            )
            .at(node.span)
            .help("remplacez-les par des guillemets droits (\"), ou supprimez-les"),
        );
        return None;
    }
    Some(bare)
}

/// A text without the typographic quotes around it, nor the spaces inside them.
pub(super) fn without_quotes(text: &str) -> &str {
    let inner = text.trim_start_matches(['“', '”', '„', '‘', '«']);
    let inner = inner.trim_end_matches(['“', '”', '’', '»']);
    match inner.len() == text.len() {
        true => text,
        false => inner.trim_matches(|c: char| c.is_whitespace() || FALSE_SPACES.contains(&c)),
    }
}

/// Warns where « # » cut an unquoted text. Free texts are warned of any comment behind them,
/// other values only where « # » touches what follows.
pub fn warn_cut(node: &Node<'_>, free: bool, cx: &mut Reading<'_>) {
    let NodeKind::Scalar { plain: true, .. } = node.kind else {
        return;
    };
    let text = cx.sources.get(node.span.source).text();
    let rest = text.get(node.span.end..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let comment = line.trim_start_matches([' ', '\t']);
    let spaces = line.len() - comment.len();
    let glued = comment[1.min(comment.len())..].starts_with(|c: char| !c.is_whitespace());
    if spaces == 0 || !comment.starts_with('#') || !(free || glued) {
        return;
    }
    let start = node.span.end + spaces;
    let end = node.span.end + line.trim_end().len();
    report_cut(Span::new(node.span.source, start, end), cx);
}

/// Warns where « # » ate a whole value: `statut: #conforme`.
pub(super) fn warn_eaten(key: Span, cx: &mut Reading<'_>) {
    let text = cx.sources.get(key.source).text();
    let line = text.get(key.end..).unwrap_or_default().split(['\n', '\r']).next();
    let line = line.unwrap_or_default();
    let value =
        line.trim_start_matches(['"', '\'', ' ', '\t']).strip_prefix(':').unwrap_or_default();
    let comment = value.trim_start_matches([' ', '\t']);
    let glued =
        comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if glued && comment.len() < value.len() {
        let end = key.end + line.trim_end().len();
        let start = key.end + line.len() - comment.len();
        report_cut(Span::new(key.source, start, end), cx);
    }
}

fn report_cut(span: Span, cx: &mut Reading<'_>) {
    let comment = cx.sources.slice(span);
    cx.report(
        Diagnostic::new(
            Code::HashCutsText,
            format!("le texte après « # » est ignoré par le YAML : {}", shown(comment)),
        )
        .at(span)
        .help("s'il fait partie du texte, entourez la valeur de guillemets ; si c'est une remarque, mettez-la sur sa propre ligne"),
    );
}

/// A day.
pub fn date(node: &Node<'_>, text: &str, name: &str, cx: &mut Reading<'_>) -> Option<Date> {
    let text = bare(node, text, cx)?;
    let error = match Date::parse(text) {
        Ok(date) => return Some(date),
        Err(error) => error,
    };
    let shown = shown(text);
    let (message, help) = match error {
        DateError::SpreadsheetSerial(date) => (
            format!(
                "date {shown} refusée : c'est le numéro qu'un tableur garde pour le {}",
                date.french()
            ),
            format!("écrivez {date}, et remettez la cellule du tableur au format texte"),
        ),
        DateError::AmericanOrder => (
            format!(
                "date {shown} refusée : le jour et le mois semblent inversés (ordre américain)"
            ),
            "écrivez le jour d'abord : JJ/MM/AAAA, ou AAAA-MM-JJ".into(),
        ),
        DateError::ShortYear => (
            format!("date {shown} refusée : l'année s'écrit avec quatre chiffres"),
            "écrivez AAAA-MM-JJ ou JJ/MM/AAAA".into(),
        ),
        DateError::NoSuchDay => (
            format!("date {shown} refusée : ce jour n'existe pas"),
            "vérifiez le jour et le mois".into(),
        ),
        DateError::Shape => (
            format!("date {shown} refusée pour {}", quoted(name)),
            "écrivez AAAA-MM-JJ ou JJ/MM/AAAA".into(),
        ),
    };
    cx.report(Diagnostic::new(Code::BadDate, message).at(node.span).help(help));
    None
}

/// A whole number between two bounds.
pub fn number(
    node: &Node<'_>,
    text: &str,
    (low, high): (u32, u32),
    name: &str,
    cx: &mut Reading<'_>,
) -> Option<u32> {
    let text = bare(node, text, cx)?;
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { None };
    let in_bounds = number.filter(|number| (low..=high).contains(number));
    if in_bounds.is_none() {
        let message = format!("nombre {} refusé pour {}", shown(text), quoted(name));
        cx.report(
            Diagnostic::new(Code::BadNumber, message)
                .at(node.span)
                .help(format!("attendu : {}", Kind::Number(low, high).expected())),
        );
    }
    in_bounds
}

/// A truth value.
pub fn boolean(node: &Node<'_>, text: &str, name: &str, cx: &mut Reading<'_>) -> Option<bool> {
    let text = bare(node, text, cx)?;
    match truth_of(text) {
        Some(value) => Some(value),
        None => {
            let message = format!("valeur {} refusée pour {}", shown(text), quoted(name));
            cx.report(
                Diagnostic::new(Code::UnknownWord, message)
                    .at(node.span)
                    .help("attendu : oui ou non (ou true, false)"),
            );
            None
        }
    }
}

/// The truth value that a text names.
pub(crate) fn truth_of(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "true" | "oui" | "vrai" => Some(true),
        "false" | "non" | "faux" => Some(false),
        _ => None,
    }
}

/// The message for a word outside its list.
pub(super) fn unknown_word(
    code: Code,
    text: &str,
    name: &str,
    list: WordList,
    span: Span,
    cx: &Reading<'_>,
) -> Diagnostic {
    // Neutral: statuses, modalities and roles are of both genders.
    let message = format!("valeur {} inconnue pour {}", shown(text), quoted(name));
    let expected = format!("attendu : {}", list.keys());
    let diagnostic = Diagnostic::new(code, message).at(span);
    match cx.suggest(text, list.words.iter().map(|word| word.key)) {
        Some(near) => diagnostic.help(format!("vouliez-vous dire {} ? ({expected})", quoted(near))),
        None => diagnostic.help(expected),
    }
}

/// A SHA-256 in hexadecimal, brought to lower case.
pub fn sha256(node: &Node<'_>, text: &str, cx: &mut Reading<'_>) -> Option<String> {
    let text = bare(node, text, cx)?;
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(text.to_ascii_lowercase());
    }
    let message = format!("empreinte SHA-256 {} refusée", shown(text));
    cx.report(
        Diagnostic::new(Code::BadText, message)
            .at(node.span)
            .help("attendu : 64 chiffres hexadécimaux, ou supprimez la clé"),
    );
    None
}

/// A value with its place.
pub(super) fn spanned<T>(node: &Node<'_>, value: T) -> Spanned<T> {
    Spanned { value, span: node.span }
}
