//! How lines follow each other: words and sentences cut at their ends are joined again.

use super::lines::{Kind, Line, is_marker, is_space, line_text};

/// How a line follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A word cut in two: the hyphen goes.
    Word,
    /// A compound cut at its hyphen, which stays.
    Compound,
    /// The same paragraph, whatever stood between.
    Line,
    /// As in the original.
    Break,
}

/// Words after which no sentence ends.
const DANGLING: &[&str] = &[
    "de",
    "du",
    "des",
    "d'",
    "le",
    "la",
    "les",
    "l'",
    "un",
    "une",
    "et",
    "ou",
    "à",
    "au",
    "aux",
    "en",
    "par",
    "pour",
    "sur",
    "dans",
    "avec",
    "sans",
    "que",
    "qui",
    "ce",
    "cette",
    "ces",
    "ne",
    "pas",
    "doit",
    "doivent",
    "devra",
    "devrait",
    "devraient",
    "est",
    "sont",
    "être",
    "son",
    "sa",
];

/// First parts of compounds whose hyphen stays when a line ends on it.
const COMPOUND: &[&str] = &[
    "plus", "non", "sous", "mi", "semi", "demi", "vice", "ex", "contre", "avant", "après", "au",
    "peut", "celui", "celle", "ceux", "celles", "grand", "haut", "bas", "libre", "porte", "mot",
    "mots", "rendez", "savoir", "chef", "quelques", "c'est", "moi", "lui", "inter", "socio",
];

/// Second parts that are pronouns: « doivent-\nils ».
const PRONOUN: &[&str] = &[
    "il", "ils", "elle", "elles", "on", "t", "ce", "ci", "là", "même", "mêmes", "à", "vous", "nous",
];

/// Words that end no longer word: a line that begins with one does not finish a cut word.
const WHOLE: &[&str] = &[
    "doit",
    "doivent",
    "devra",
    "devront",
    "devrait",
    "devraient",
    "interdit",
    "obligatoire",
    "obligatoires",
    "exigé",
    "exigée",
    "recommandé",
    "recommandée",
    "préconisé",
    "déconseillé",
    "souhaitable",
    "convient",
];

/// What stands between two lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    /// How many blank lines.
    pub(super) blanks: usize,
    /// Whether a line was taken out.
    pub(super) gap: bool,
    /// Whether the lines before announced a list.
    pub(super) listing: bool,
}

/// Whether a list was announced, after one more line.
pub(super) fn lists(text: &str, line: &Line, listing: bool) -> bool {
    let line = line_text(text, line);
    line.ends_with(':') || (listing && !line.ends_with(['.', '!', '?']))
}

/// How `line` follows `before`.
pub(super) fn joint(text: &str, before: &Line, line: &Line, between: Between) -> Joint {
    let Between { blanks, gap, listing } = between;
    if before.kind == Kind::Verbatim || line.kind != Kind::Text {
        return Joint::Break;
    }
    let first = line_text(text, before);
    let second = line_text(text, line);
    if starts_markup(second) || first.starts_with(['#', '|', '>']) || line.opens {
        return Joint::Break;
    }
    let lower = second.starts_with(char::is_lowercase);
    let whole = || WHOLE.contains(&first_word(second).to_lowercase().as_str());
    if let Some(hyphen) = cut_word(first).filter(|_| lower && (blanks == 0 || gap) && !whole()) {
        return match compound(first, second, hyphen) {
            true => Joint::Compound,
            false => Joint::Word,
        };
    }
    if blanks == 0 && !gap {
        return Joint::Break;
    }
    let ended = first.ends_with(['.', '!', '?', ':', ';', '…']);
    if ended || (listing && first.ends_with(',')) {
        return Joint::Break;
    }
    let last = first.rsplit(is_space).next().unwrap_or_default().to_lowercase().replace('’', "'");
    let dangling = DANGLING.iter().any(|word| {
        last.ends_with(word) && {
            let start = &last[..last.len() - word.len()];
            start.is_empty() || start.ends_with('\'')
        }
    });
    let long = first.len() >= 30;
    let goes_on = (lower && (long || gap))
        || ((dangling || first.ends_with(',')) && (gap || first.len() >= 40));
    if goes_on { Joint::Line } else { Joint::Break }
}

fn starts_markup(line: &str) -> bool {
    line.starts_with(['#', '|', '>', '`', '<', '~', '=']) || is_marker(line) || is_lettered(line)
}

/// « a) », « b. ».
fn is_lettered(line: &str) -> bool {
    let mut characters = line.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.next().is_some_and(|c| matches!(c, ')' | '.'))
}

/// The hyphen that ends a line after a letter.
fn cut_word(line: &str) -> Option<char> {
    let hyphen = line.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))?;
    line[..line.len() - hyphen.len_utf8()].ends_with(char::is_alphabetic).then_some(hyphen)
}

fn compound(first: &str, second: &str, hyphen: char) -> bool {
    let head = first[..first.len() - hyphen.len_utf8()].to_lowercase();
    let head = head.rsplit(|c: char| !c.is_alphabetic() && c != '\'').next().unwrap_or_default();
    COMPOUND.contains(&head) || PRONOUN.contains(&first_word(second).to_lowercase().as_str())
}

/// The letters a line begins with.
fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}
