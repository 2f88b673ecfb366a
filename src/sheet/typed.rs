//! Cells against what their column holds: how a canonical text is shown, and read back.

use super::likeness::alike;
use super::raw::{RawCell, RawValue};
use super::wording;
use crate::date::{Date, DateError};
use crate::diagnostic::{Cell, Code};
use crate::words::{Word, find_word, looks_eaten, quoted, shown, suggest};
use crate::yaml::shape::Kind;
use crate::yaml::tree::MAX_SCALAR_BYTES;

/// The most characters a cell holds, counted as spreadsheets do, in units of UTF-16.
const MAX_CELL: usize = 32_767;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Display {
    /// A text; empty: nothing.
    Text(String),
    /// A day.
    Day(Date),
}

/// A canonical text as people see it in a cell.
#[must_use]
pub fn display(kind: Kind, text: &str) -> Display {
    let shown = if kind == Kind::Date {
        match Date::parse(text) {
            Ok(day) if day.has_serial() => return Display::Day(day),
            Ok(day) => day.french(),
            Err(_) => text.to_owned(),
        }
    } else if let Kind::Word(list) = kind {
        label(list.words, text)
    } else if let Kind::Words(list) = kind {
        parts(text).map(|part| label(list.words, part)).collect::<Vec<_>>().join(", ")
    } else if kind == Kind::Boolean {
        if text == "true" { "oui" } else { "non" }.to_owned()
    } else {
        fitting(text)
    };
    Display::Text(shown)
}

/// The label of the word that a text names.
fn label(words: &[Word], text: &str) -> String {
    find_word(words, text).map_or(text, |at| words[at].label).to_owned()
}

/// A text that a cell can hold: a longer one stays in its file, and the cell says so.
#[must_use]
pub fn fitting(text: &str) -> String {
    match text.encode_utf16().count() {
        length if length > MAX_CELL => wording::too_long_for_a_cell(length),
        _ => text.to_owned(),
    }
}

/// What is known of the whole table when one of its cells is read.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// A cell whose date is surely written month first.
    pub month_first: Option<Cell>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// Whether characters were lost to Windows-1252.
    pub lossy: bool,
    /// Whether the cells have no types: a text may be what a spreadsheet made of another.
    pub untyped: bool,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// What was there already.
    Same,
    /// What was there already, but for spaces and quotes.
    Alike,
    /// Another canonical text.
    New(String),
    /// What was there already, month first.
    MonthFirst,
    /// Another day, given by its serial number.
    Serial(Date),
}

/// Why a cell is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The code.
    pub code: Code,
    /// What is wrong, without the name of the column.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Fault {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

/// Reads a cell whose field says `base` now (empty: nothing).
///
/// # Errors
/// What the column does not take.
pub fn read(kind: Kind, cell: &RawCell, base: &str, around: &Surroundings) -> Result<Said, Fault> {
    if cell.formula {
        return Err(Fault::new(
            Code::Formula,
            "formule",
            "remplacez la formule par sa valeur (copier, puis collage spécial, valeurs)",
        ));
    }
    let value = &cell.value;
    if let RawValue::Fault(error) = value {
        return Err(Fault::new(
            Code::BadCell,
            format!("erreur de calcul {}", shown(error)),
            "remplacez-la par la valeur voulue, ou videz la cellule",
        ));
    }
    if value.is_blank() {
        return Ok(Said::Nothing);
    }
    let said = if kind == Kind::Date {
        date(value, base, around)?
    } else if let Kind::Word(list) = kind {
        Said::New(word(value, list.words)?.key.to_owned())
    } else if let Kind::Words(list) = kind {
        Said::New(words(value, list.words)?)
    } else if kind == Kind::Boolean {
        Said::New(truth(value)?.to_owned())
    } else {
        text(kind, value, base, around)?
    };
    let same = match &said {
        Said::New(text) => text == base,
        Said::Serial(day) => day.to_string() == base,
        Said::Nothing | Said::Same | Said::Alike | Said::MonthFirst => false,
    };
    Ok(if same { Said::Same } else { said })
}

/// What a value looks like, for messages.
#[must_use]
pub fn look(value: &RawValue) -> String {
    match value {
        RawValue::Text(text) | RawValue::Moment(text) | RawValue::Fault(text) => text.clone(),
        RawValue::Number(number) => number_text(*number),
        RawValue::Day(day) => day.french(),
        RawValue::Truth(true) => "VRAI".into(),
        RawValue::Truth(false) => "FAUX".into(),
    }
}

/// A number as a French spreadsheet shows it.
fn number_text(number: f64) -> String {
    number.to_string().replace('.', ",")
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

fn word(value: &RawValue, words: &'static [Word]) -> Result<&'static Word, Fault> {
    let text = look(value);
    let found = match value {
        RawValue::Text(text) => find_word(words, text),
        RawValue::Number(_)
        | RawValue::Day(_)
        | RawValue::Moment(_)
        | RawValue::Truth(_)
        | RawValue::Fault(_) => None,
    };
    found.map(|at| &words[at]).ok_or_else(|| unknown_word(&text, words))
}

fn unknown_word(text: &str, words: &[Word]) -> Fault {
    let labels: Vec<&str> = words.iter().map(|word| word.label).collect();
    let expected = format!("attendu : {}", labels.join(", "));
    let promise = ["ST", "DS", "SP", "HP"].contains(&text.trim());
    let near = suggest(text, labels.iter().copied());
    let help = match near {
        _ if promise && words.iter().any(|word| word.key == "partiel") => format!(
            "« ST », « DS », « SP » et « HP » promettent ou décrivent une solution, sans dire si l'énoncé est respecté aujourd'hui : choisissez un statut ({expected})"
        ),
        Some(near) => format!("vouliez-vous dire {} ? ({expected})", quoted(near)),
        None => expected,
    };
    Fault::new(Code::BadCell, format!("valeur {} inconnue", shown(text)), help)
}

fn words(value: &RawValue, words: &'static [Word]) -> Result<String, Fault> {
    let text = look(value);
    let mut keys: Vec<&str> = Vec::new();
    for part in parts(&text) {
        let at = find_word(words, part).ok_or_else(|| unknown_word(part, words))?;
        if keys.contains(&words[at].key) {
            let message = format!("{} figure deux fois", quoted(words[at].key));
            return Err(Fault::new(Code::BadCell, message, "supprimez la répétition"));
        }
        keys.push(words[at].key);
    }
    Ok(keys.join(", "))
}

fn truth(value: &RawValue) -> Result<&'static str, Fault> {
    let said = match value {
        RawValue::Truth(said) => Some(*said),
        RawValue::Text(text) => crate::yaml::scalar::truth_of(text),
        RawValue::Number(_) | RawValue::Day(_) | RawValue::Moment(_) | RawValue::Fault(_) => None,
    };
    match said {
        Some(true) => Ok("true"),
        Some(false) => Ok("false"),
        None => Err(Fault::new(
            Code::BadCell,
            format!("valeur {} inconnue", shown(&look(value))),
            "attendu : oui ou non",
        )),
    }
}

fn text(kind: Kind, value: &RawValue, base: &str, around: &Surroundings) -> Result<Said, Fault> {
    let found = match value {
        RawValue::Text(text) => text.clone(),
        RawValue::Number(number) => number_text(*number),
        RawValue::Day(_) | RawValue::Moment(_) => return Err(eaten(&look(value), base, around)),
        RawValue::Truth(_) | RawValue::Fault(_) => {
            return Err(Fault::new(
                Code::BadCell,
                format!("valeur {} là où un texte est attendu", shown(&look(value))),
                "mettez la cellule au format Texte, puis retapez le texte",
            ));
        }
    };
    let ours = fitting(base);
    if found == ours {
        return Ok(Said::Same);
    }
    if alike(&ours, &found, around.lossy) {
        return Ok(Said::Alike);
    }
    let short = kind != Kind::Prose;
    // In a workbook, a text is what somebody typed: what was eaten is no text any more.
    let doubtful = around.untyped || matches!(value, RawValue::Number(_));
    let changed_number = as_number(base).is_some_and(|number| Some(number) == as_number(&found));
    if short && (changed_number || (doubtful && looks_eaten(&found))) {
        return Err(eaten(&found, base, around));
    }
    let clean = cleaned(&found);
    if clean.is_empty() {
        return Ok(Said::Nothing);
    }
    if short && clean.contains('\n') {
        return Err(Fault::new(
            Code::BadCell,
            "texte de plusieurs lignes là où une seule est attendue",
            "supprimez le retour à la ligne",
        ));
    }
    if clean.len() > MAX_SCALAR_BYTES {
        return Err(Fault::new(
            Code::BadCell,
            "texte trop long",
            "raccourcissez-le, ou joignez-le comme preuve",
        ));
    }
    shaped(kind, clean).map(Said::New)
}

/// A text as files hold it: line ends brought to `\n`, no blanks around.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').to_owned()
}

/// What the kinds of short texts ask.
fn shaped(kind: Kind, text: String) -> Result<String, Fault> {
    if kind == Kind::Sha256 {
        let sound = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        return match sound {
            true => Ok(text.to_ascii_lowercase()),
            false => Err(Fault::new(
                Code::BadCell,
                format!("empreinte {} refusée", shown(&text)),
                "attendu : 64 chiffres hexadécimaux, ou rien",
            )),
        };
    }
    let wrapped =
        text.starts_with(['“', '”', '„', '‘', '«']) || text.ends_with(['“', '”', '’', '»']);
    if matches!(kind, Kind::Path | Kind::Id) && (text.contains(char::is_control) || wrapped) {
        return Err(Fault::new(
            Code::BadCell,
            format!("{} refusé", shown(&text)),
            "retapez-le sans guillemets ni caractère spécial",
        ));
    }
    Ok(text)
}

/// A text as a number, with a French or an English decimal mark.
fn as_number(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if starts { text.parse().ok() } else { None }
}

fn eaten(found: &str, base: &str, around: &Surroundings) -> Fault {
    let message = match base {
        "" => format!("{} : une date ou un nombre là où un texte est attendu", shown(found)),
        base => format!(
            "{} au lieu de {} : un tableur a pris le texte pour une date ou un nombre",
            shown(found),
            shown(base)
        ),
    };
    let help = match around.untyped {
        true => "écrivez « p. 3-4 » plutôt que « 3-4 », ou remplissez le classeur .xlsx",
        false => "mettez la cellule au format Texte, puis retapez le texte",
    };
    Fault::new(Code::EatenText, message, help)
}

fn date(value: &RawValue, base: &str, around: &Surroundings) -> Result<Said, Fault> {
    match value {
        RawValue::Day(day) => Ok(Said::New(day.to_string())),
        RawValue::Number(number) => {
            let text = number_text(*number);
            match Date::parse(&text) {
                Err(DateError::SpreadsheetSerial(day)) if !around.from_1904 => {
                    Ok(Said::Serial(day))
                }
                Ok(_) | Err(_) => Err(no_date(&text, "mettez la cellule au format Date")),
            }
        }
        RawValue::Text(text) => date_text(text, base, around),
        RawValue::Moment(_) | RawValue::Truth(_) | RawValue::Fault(_) => {
            Err(no_date(&look(value), "écrivez JJ/MM/AAAA, sans heure"))
        }
    }
}

/// Whether a text is a date that only exists with its month first.
#[must_use]
pub fn is_month_first(value: &RawValue) -> bool {
    let RawValue::Text(text) = value else {
        return false;
    };
    match loose_parts(text) {
        Some((first, second, year)) => {
            make(year, second, first).is_none() && make(year, first, second).is_some()
        }
        None => false,
    }
}

fn date_text(text: &str, base: &str, around: &Surroundings) -> Result<Said, Fault> {
    let text = text.trim();
    let midnight = text.strip_suffix("T00:00:00").or_else(|| text.strip_suffix(" 00:00:00"));
    let text = midnight.unwrap_or(text);
    if let Some((first, second, year)) = loose_parts(text) {
        return ordered(text, (first, second, year), base, around);
    }
    let help = "écrivez JJ/MM/AAAA, comme 14/06/2013";
    match Date::parse(text) {
        Ok(day) => Ok(Said::New(day.to_string())),
        Err(DateError::SpreadsheetSerial(day)) if !around.from_1904 => Ok(Said::Serial(day)),
        Err(DateError::ShortYear) => Err(no_date(text, "l'année s'écrit avec quatre chiffres")),
        Err(DateError::NoSuchDay) => Err(no_date(text, "ce jour n'existe pas")),
        Err(DateError::AmericanOrder | DateError::SpreadsheetSerial(_) | DateError::Shape) => {
            Err(no_date(text, help))
        }
    }
}

/// Day and month in French order, unless something says that the month comes first.
fn ordered(
    text: &str,
    (first, second, year): (i8, i8, i16),
    base: &str,
    around: &Surroundings,
) -> Result<Said, Fault> {
    let french = make(year, second, first);
    let american = make(year, first, second);
    let doubt = |french: Date, american: Date, why: &str| {
        Fault::new(
            Code::BadCellDate,
            format!(
                "date {} : le {} ou le {} ?{why}",
                shown(text),
                french.french(),
                american.french()
            ),
            format!("écrivez {french} ou {american} : cette forme n'est jamais ambiguë"),
        )
    };
    match (french, american) {
        (Some(french), _) if french.to_string() == base => Ok(Said::Same),
        (_, Some(american)) if around.month_first.is_some() && american.to_string() == base => {
            Ok(Said::MonthFirst)
        }
        (Some(french), Some(american)) if french != american => {
            let padded = text.len() == 10;
            match &around.month_first {
                Some(cell) => {
                    let why = format!(" ({} est en ordre américain)", cell.place());
                    Err(doubt(french, american, &why))
                }
                None if !padded => Err(doubt(french, american, "")),
                None => Ok(Said::New(french.to_string())),
            }
        }
        (Some(french), _) => Ok(Said::New(french.to_string())),
        (None, Some(american)) => Err(Fault::new(
            Code::BadCellDate,
            format!("date {} : le mois est avant le jour (ordre américain)", shown(text)),
            format!("écrivez {}", american.french()),
        )),
        (None, None) => Err(no_date(text, "ce jour n'existe pas")),
    }
}

fn no_date(text: &str, help: &str) -> Fault {
    Fault::new(Code::BadCellDate, format!("date {} refusée", shown(text)), help)
}

/// Two short numbers and a year: « 6/7/2013 », « 06.07.2013 ».
fn loose_parts(text: &str) -> Option<(i8, i8, i16)> {
    let mut parts = text.trim().split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let sound = digits(first, 2) && digits(second, 2) && digits(year, 4) && year.len() == 4;
    if parts.next().is_some() || !sound {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

fn make(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).filter(|_| year > 0)
}

#[cfg(test)]
mod tests;
