//! The errors of a command line, in French.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::words::{NBSP, counted, list_with, plain_line, plain_text, quoted, shown};

/// The message for an error of the command line; `None` for the help and the version, which clap
/// words with our own texts and prints itself.
///
/// `command` is the localised one that `try_get_matches_from_mut` has just parsed with: the
/// traces it keeps tell which subcommand the line was for.
#[must_use]
pub(crate) fn error_text(error: &Error, command: &Command) -> Option<String> {
    let sentence = sentence(error)?;
    let failing = failing(command);
    let name = plain_line(failing.get_bin_name().unwrap_or(failing.get_name()));
    let mut text = format!("erreur{NBSP}: {sentence}\n");
    for advice in advice(error, failing) {
        text.push_str(&format!("aide{NBSP}: {advice}\n"));
    }
    text.push_str(&format!("\nUtilisation{NBSP}: {}\n", usage(failing)));
    text.push_str(&format!("Pour en savoir plus{NBSP}: {name} --aide\n"));
    Some(text)
}

/// The deepest subcommand that the line reached: clap names a subcommand in full when it enters
/// it. Where several are named, the whole tree was, and nothing tells them apart.
fn failing(command: &Command) -> &Command {
    let mut entered = command.get_subcommands().filter(|sub| sub.get_bin_name().is_some());
    match (entered.next(), entered.next()) {
        (Some(only), None) => failing(only),
        _ => command,
    }
}

/// `sdet rapport [OPTIONS] <PROJET>`: the whole form, where clap's errors keep what was typed.
fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    // clap aligns the other forms under the first; our word is longer by seven letters.
    plain_text(&usage.replace('\n', "\n       "))
}

/// What is wrong, in one sentence.
fn sentence(error: &Error) -> Option<String> {
    let argument = || named(error, ContextKind::InvalidArg);
    let command = || named(error, ContextKind::InvalidSubcommand);
    let value = || named(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => return None,
        ErrorKind::Format => "mise en forme impossible".to_owned(),
        ErrorKind::Io => failed_io(error),
        _ if has_message(error) => message(error),
        ErrorKind::InvalidValue if lacks_value(error) => {
            format!("{} attend une valeur", argument())
        }
        ErrorKind::InvalidValue => format!("valeur {} inconnue pour {}", value(), argument()),
        ErrorKind::UnknownArgument => format!("argument {} inattendu", argument()),
        ErrorKind::InvalidSubcommand => format!("commande {} inconnue", command()),
        ErrorKind::NoEquals => {
            format!("{} attend sa valeur après un signe {}", argument(), quoted("="))
        }
        ErrorKind::ValueValidation => {
            format!("valeur {} refusée pour {}{}", value(), argument(), reason(error))
        }
        ErrorKind::TooManyValues => format!("valeur {} en trop pour {}", value(), argument()),
        ErrorKind::TooFewValues => number_of_values(error, "au moins ", ContextKind::MinValues),
        ErrorKind::WrongNumberOfValues => {
            number_of_values(error, "", ContextKind::ExpectedNumValues)
        }
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::MissingRequiredArgument => missing(error),
        ErrorKind::MissingSubcommand => format!("{} attend le nom d'une commande", command()),
        ErrorKind::InvalidUtf8 => "un argument n'est pas un texte en UTF-8".to_owned(),
        _ => "ligne de commande refusée".to_owned(),
    };
    Some(sentence)
}

/// A piece of what clap knows, quoted; `...` is clap's own word where it knows none.
fn named(error: &Error, kind: ContextKind) -> String {
    shown(text(error, kind).unwrap_or("..."))
}

/// A piece that clap keeps as one text.
fn text(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text),
        _ => None,
    }
}

/// One or several pieces, as clap keeps either.
fn texts(error: &Error, kind: ContextKind) -> &[String] {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts,
        Some(ContextValue::String(text)) => std::slice::from_ref(text),
        _ => &[],
    }
}

/// A piece that clap keeps as a number.
fn number(error: &Error, kind: ContextKind) -> u64 {
    match error.get(kind) {
        Some(ContextValue::Number(number)) => u64::try_from(*number).unwrap_or_default(),
        _ => 0,
    }
}

/// Pieces that are ours, quoted whole.
fn quoted_list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(&plain_line(text))).collect();
    list_with(&texts, "et")
}

/// Whether the error is one that the tool or the system worded (`Command::error`): clap gives
/// every error of its own some context, and a bare kind says no more than its name.
fn has_message(error: &Error) -> bool {
    error.context().next().is_none() && message(error) != error.kind().as_str().unwrap_or_default()
}

/// The message between the words with which clap surrounds it. An error without any says so.
fn message(error: &Error) -> String {
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let end = ["\n\nUsage: ", "\n\nFor more information"].iter().filter_map(|mark| text.find(mark));
    let text = &text[..end.min().unwrap_or(text.len())];
    let text = if text.trim() == "unknown cause" { "" } else { text };
    plain_text(text.trim_end())
}

/// The system speaks its own language: its number says the same in every one.
fn failed_io(error: &Error) -> String {
    let failed = "lecture ou écriture impossible";
    let message = message(error);
    let number = message.rsplit_once("(os error ").and_then(|(_, end)| end.strip_suffix(')'));
    match number {
        Some(number) => format!("{failed} (erreur du système n°{NBSP}{number})"),
        None if message.is_empty() => failed.to_owned(),
        None => format!("{failed}{NBSP}: {message}"),
    }
}

/// An option at the end of the line or before another, or `--option=`.
fn lacks_value(error: &Error) -> bool {
    text(error, ContextKind::InvalidValue).is_none_or(str::is_empty)
}

/// ` : why`, from the value parser: ours speak French, the usual ones of clap are translated.
fn reason(error: &Error) -> String {
    let Some(source) = error.source() else {
        return String::new();
    };
    let integer = source.downcast_ref::<ParseIntError>().map(ParseIntError::kind);
    let reason = if integer == Some(&IntErrorKind::PosOverflow) {
        "nombre trop grand".to_owned()
    } else if integer == Some(&IntErrorKind::NegOverflow) {
        "nombre trop petit".to_owned()
    } else if integer.is_some() {
        "un nombre entier est attendu".to_owned()
    } else if source.is::<ParseFloatError>() {
        "un nombre est attendu".to_owned()
    } else {
        let reason = source.to_string();
        out_of_range(&reason).unwrap_or_else(|| plain_line(&reason))
    };
    format!("{NBSP}: {reason}")
}

/// clap's `400 is not in 1..=365`. Where an end is missing, it writes the last number of 64 bits.
fn out_of_range(reason: &str) -> Option<String> {
    let (_, range) = reason.split_once(" is not in ")?;
    let (low, high) = range.split_once("..")?;
    let low: i128 = low.parse().ok()?;
    let high: i128 = match high.strip_prefix('=') {
        Some(high) => high.parse().ok()?,
        None => high.parse::<i128>().ok()?.checked_sub(1)?,
    };
    let number = match (low > i128::from(i64::MIN), high < i128::from(i64::MAX - 1)) {
        (true, true) => format!("de {low} à {high}"),
        (true, false) => format!("d'au moins {low}"),
        (false, _) => format!("d'au plus {high}"),
    };
    Some(format!("un nombre {number} est attendu"))
}

/// Too few values, or not as many as wanted.
fn number_of_values(error: &Error, at_least: &str, expected: ContextKind) -> String {
    let argument = named(error, ContextKind::InvalidArg);
    let expected = counted(number(error, expected), "valeur", "valeurs");
    let received = number(error, ContextKind::ActualNumValues);
    format!("{argument} attend {at_least}{expected} et en a reçu {received}")
}

/// One argument given twice, or several that exclude each other.
fn conflict(error: &Error) -> String {
    let others = texts(error, ContextKind::PriorArg);
    let subject = match text(error, ContextKind::InvalidArg) {
        Some(argument) if others == [argument] => {
            return format!("{} ne se donne qu'une fois", shown(argument));
        }
        Some(argument) => shown(argument),
        None => format!("la commande {}", named(error, ContextKind::InvalidSubcommand)),
    };
    match others {
        [] => format!("{subject} ne va pas avec les autres arguments donnés"),
        others => format!("{subject} ne va pas avec {}", quoted_list(others)),
    }
}

/// The arguments that nothing replaces.
fn missing(error: &Error) -> String {
    match texts(error, ContextKind::InvalidArg) {
        [] => "un argument obligatoire manque".to_owned(),
        [only] => format!("argument obligatoire absent{NBSP}: {}", quoted(&plain_line(only))),
        several => format!("arguments obligatoires absents{NBSP}: {}", quoted_list(several)),
    }
}

/// What to try next.
fn advice(error: &Error, failing: &Command) -> Vec<String> {
    let near =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // clap sorts its candidates: the nearest is last.
    let near = near.into_iter().filter_map(|kind| texts(error, kind).last());
    let mut advice: Vec<String> =
        near.map(|near| format!("vouliez-vous dire {}{NBSP}?", quoted(near))).collect();
    if let Some(ContextValue::StyledStrs(tips)) = error.get(ContextKind::Suggested) {
        advice.extend(tips.iter().map(|tip| french_tip(error, &tip.to_string())));
    }
    let values = texts(error, ContextKind::ValidValue);
    if !values.is_empty() {
        advice.push(format!("valeurs possibles{NBSP}: {}", values.join(", ")));
    }
    if error.kind() == ErrorKind::MissingSubcommand {
        let commands = failing.get_subcommands().filter(|command| !command.is_hide_set());
        let commands: Vec<&str> = commands.map(Command::get_name).collect();
        advice.push(format!("commandes{NBSP}: {}", commands.join(", ")));
    }
    advice
}

/// The three ready-made sentences that clap keeps as text; another would be ours.
fn french_tip(error: &Error, tip: &str) -> String {
    let typed = text(error, ContextKind::InvalidArg);
    let typed = typed.or(text(error, ContextKind::InvalidSubcommand)).unwrap_or("...");
    let elsewhere = tip.strip_prefix('\'').and_then(|tip| tip.strip_suffix("' exists"));
    if let Some(elsewhere) = elsewhere {
        return format!("cette option va avec une commande{NBSP}: {}", quoted(elsewhere));
    }
    if tip.starts_with("to pass '") {
        let escaped = format!("-- {typed}");
        return format!("pour en faire une valeur, écrivez {}", shown(&escaped));
    }
    if tip.starts_with("subcommand '") {
        return format!("pour appeler la commande {}, retirez {}", shown(typed), quoted("--"));
    }
    plain_line(tip)
}

#[cfg(test)]
mod tests;
