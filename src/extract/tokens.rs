//! Words and marks of a text, with what the lexicon knows of them.

use super::lexicon::{Class, Classes, Lexicon, Sense, WordId};
use super::spelling::{LONGEST, as_numbers, numbers_within, small_letters, without_accent};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Comma,
    Semicolon,
    Colon,
    /// `.`, `!`, `?`, `…`.
    Stop,
    Open,
    Close,
    QuoteOpen,
    QuoteClose,
    /// A straight quotation mark, which opens or closes.
    Quote,
    /// A dash between spaces.
    Dash,
    /// A line break that the author wanted.
    Break,
    Other,
}

/// A word or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Its bytes in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) word: WordId,
    /// What the word does, alone or as the head of a locution.
    pub(super) classes: Classes,
    /// The locution that begins here.
    pub(super) locution: WordId,
    /// How many words it has.
    pub(super) locution_length: u8,
    /// Whether a locution of the lexicon covers it.
    pub(super) within: bool,
    /// All in capitals, at least two letters.
    pub(super) capitals: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Ends with a letter that has an accent, or such a letter before « e », « s ».
    pub(super) accented_end: bool,
    /// Stuck to the word before by a hyphen: « doivent-ils ».
    pub(super) hyphenated: bool,
    /// In brackets.
    pub(super) bracketed: bool,
    /// Between quotation marks.
    pub(super) quoted: bool,
}

/// The tokens of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// Whether brackets or quotation marks were met.
    encloses: bool,
}

impl Tokens {
    /// Reads a text; what was held before is forgotten.
    pub(super) fn read(&mut self, text: &str, accents_lost: bool) {
        self.list.clear();
        self.encloses = false;
        let lexicon = Lexicon::get();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b' ' {
                at += 1;
                continue;
            }
            if !accents_lost && let Some(end) = self.plain_word(bytes, at, lexicon) {
                at = end;
                continue;
            }
            let Some(character) = text[at..].chars().next() else { break };
            let length = character.len_utf8();
            if is_word(character) {
                at = self.word(text, at, lexicon, accents_lost);
                continue;
            }
            if let Some(kind) = mark(character, text, at) {
                self.encloses |=
                    matches!(kind, Kind::Open | Kind::QuoteOpen | Kind::QuoteClose | Kind::Quote);
                self.list.push(plain(at, at + length, kind));
            }
            at += length;
        }
        self.locutions(lexicon);
        if self.encloses {
            self.enclose();
        }
    }

    /// A word of small ASCII letters alone, as most are: nothing to fold, nothing to keep but its
    /// number. `None` for any other.
    fn plain_word(&mut self, bytes: &[u8], start: usize, lexicon: &Lexicon) -> Option<usize> {
        let around: &[u8; LONGEST] = bytes.get(start..)?.first_chunk()?;
        let length = small_letters(around);
        let next = *around.get(length)?;
        if length == 0 || !next.is_ascii() || next.is_ascii_alphanumeric() || next == b'\'' {
            return None;
        }
        let word = lexicon.find_spelt(&numbers_within(around, length));
        // Maybe two words stuck together: « doitetre ».
        if word == 0 && length > 5 && matches!(around[0], b'd' | b'n') {
            return None;
        }
        let end = start + length;
        self.list.push(Token {
            word,
            classes: lexicon.word(word).classes,
            hyphenated: self.follows_hyphen(bytes, start),
            ..plain(start, end, Kind::Word)
        });
        Some(end)
    }

    fn follows_hyphen(&self, bytes: &[u8], start: usize) -> bool {
        start > 0
            && bytes[start - 1] == b'-'
            && self.list.last().is_some_and(|last| last.end + 1 == start && last.kind == Kind::Word)
    }

    /// Reads the word that begins at a byte; gives the byte after it.
    fn word(&mut self, text: &str, start: usize, lexicon: &Lexicon, accents_lost: bool) -> usize {
        let mut found = Folded::default();
        let end = found.read(text, start);
        let mut word = if found.fits() { lexicon.find_spelt(&as_numbers(&found.bytes)) } else { 0 };
        if word == 0 && accents_lost {
            word = lexicon.find_bare(found.text());
        }
        if word == 0
            && matches!(found.bytes[0], b'd' | b'n')
            && let Some(cut) = glued(found.text(), text, start, end)
        {
            return self.word(&text[..cut], start, lexicon, accents_lost);
        }
        let hyphenated = self.follows_hyphen(text.as_bytes(), start);
        self.list.push(Token {
            word,
            classes: lexicon.word(word).classes,
            capitals: found.letters >= 2 && found.capitals == found.letters,
            capital: found.capital,
            accented_end: found.accented_end,
            hyphenated,
            ..plain(start, end, Kind::Word)
        });
        end
    }

    fn locutions(&mut self, lexicon: &Lexicon) {
        let mut at = 0;
        while at < self.list.len() {
            if !self.list[at].classes.leads() {
                at += 1;
                continue;
            }
            let first = self.list[at].word;
            let next = |offset: usize| self.list.get(at + offset).map_or(0, |token| token.word);
            let Some((word, length)) = lexicon.locution(first, next) else {
                at += 1;
                continue;
            };
            self.list[at].locution = word;
            self.list[at].locution_length = u8::try_from(length).unwrap_or(u8::MAX);
            for token in &mut self.list[at..at + length] {
                token.within = true;
            }
            at += length;
        }
    }

    /// Says which tokens stand in brackets or between quotation marks that are closed.
    fn enclose(&mut self) {
        let mut brackets = Vec::new();
        let mut quote: Option<usize> = None;
        for at in 0..self.list.len() {
            match self.list[at].kind {
                Kind::Open => brackets.push(at),
                Kind::Close => {
                    if let Some(open) = brackets.pop() {
                        self.list[open..=at].iter_mut().for_each(|token| token.bracketed = true);
                    }
                }
                Kind::QuoteOpen if quote.is_none() => quote = Some(at),
                Kind::QuoteOpen | Kind::QuoteClose | Kind::Quote => match quote {
                    Some(open) => {
                        self.list[open..=at].iter_mut().for_each(|token| token.quoted = true);
                        quote = None;
                    }
                    None if self.list[at].kind == Kind::Quote => quote = Some(at),
                    None => {}
                },
                Kind::Word | Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop => {}
                Kind::Dash | Kind::Break | Kind::Other => {}
            }
        }
    }
}

impl Token {
    /// What the word does, alone or as the head of a locution.
    pub(super) fn classes(&self) -> Classes {
        self.classes
    }

    /// What the locution that begins here does.
    pub(super) fn locution_classes(&self) -> Classes {
        match self.locution {
            0 => Classes::default(),
            locution => Lexicon::get().word(locution).classes,
        }
    }

    /// Whether it may bear a force: a word or a locution that has senses.
    pub(super) fn may_bear(&self) -> bool {
        self.locution != 0 || (!self.within && self.classes.bears())
    }

    /// Whether the word, and not a locution that covers it, is of a class.
    pub(super) fn is(&self, class: Class) -> bool {
        !self.within && self.word != 0 && self.classes().has(class)
    }

    /// Whether the word or the locution that begins here is of a class.
    pub(super) fn begins(&self, class: Class) -> bool {
        self.is(class) || (self.locution != 0 && self.locution_classes().has(class))
    }

    /// Its sense of a class, as a word or as a locution.
    pub(super) fn sense(&self, class: Class) -> Option<Sense> {
        let id = if self.locution != 0 { self.locution } else { self.word };
        if self.within && self.locution == 0 {
            return None;
        }
        Lexicon::get().word(id).senses.iter().find(|sense| sense.class == class).copied()
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// First words that lost the space after them, and those that follow.
const FIRST: &[&str] = &["doivent", "devraient", "doit", "devra", "devrait", "ne"];
const SECOND: &[&str] =
    &["etre", "pas", "pouvoir", "avoir", "permettre", "doit", "doivent", "peut"];

/// Every two words that may have lost the space between them, as one.
pub(super) fn stuck_words() -> impl Iterator<Item = String> {
    FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| format!("{first}{second}")))
}

/// « doitêtre », « nedoit »: where two words lost the space between them.
fn glued(folded: &str, text: &str, start: usize, end: usize) -> Option<usize> {
    let fits = |first: &&&str| {
        let rest = folded.strip_prefix(**first);
        rest.is_some_and(|rest| SECOND.contains(&rest))
    };
    let first = FIRST.iter().find(fits)?;
    text[start..end].char_indices().nth(first.len()).map(|(at, _)| start + at)
}

/// A word being folded: small letters without accents, as the lexicon spells it.
#[derive(Debug, Default)]
struct Folded {
    bytes: [u8; LONGEST],
    length: usize,
    letters: usize,
    capitals: usize,
    capital: bool,
    accented_end: bool,
}

impl Folded {
    /// Whether it is short enough for the lexicon.
    fn fits(&self) -> bool {
        self.length <= LONGEST
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length.min(LONGEST)]).unwrap_or_default()
    }

    fn put(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    /// Reads a word up to its end, or to its apostrophe if a letter follows.
    fn read(&mut self, text: &str, start: usize) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at).copied() {
            match byte {
                b'a'..=b'z' => at += self.small_letters(&bytes[at..]),
                b'0'..=b'9' => {
                    self.put(byte);
                    self.accented_end = false;
                    self.letters += 1;
                    at += 1;
                }
                b'A'..=b'Z' => {
                    self.put(byte | 0x20);
                    self.accented_end &= matches!(byte, b'E' | b'S');
                    self.capital |= self.letters == 0;
                    self.letters += 1;
                    self.capitals += 1;
                    at += 1;
                }
                0..0x80 if byte != b'\'' => break,
                _ => {
                    let Some(character) = text[at..].chars().next() else { break };
                    if is_apostrophe(character) {
                        return self.elide(text, at, character);
                    }
                    if !is_word(character) {
                        break;
                    }
                    self.beyond_ascii(character);
                    at += character.len_utf8();
                }
            }
        }
        at
    }

    /// A run of small ASCII letters, which most words are; gives its length.
    fn small_letters(&mut self, bytes: &[u8]) -> usize {
        let run = small_letters(bytes);
        let room = LONGEST.saturating_sub(self.length).min(run);
        let start = self.length.min(LONGEST);
        self.bytes[start..start + room].copy_from_slice(&bytes[..room]);
        self.length += run;
        self.letters += run;
        self.accented_end &= bytes[..run].iter().all(|byte| matches!(byte, b'e' | b's'));
        run
    }

    fn beyond_ascii(&mut self, character: char) {
        match without_accent(character) {
            Some(letters) => letters.bytes().for_each(|byte| self.put(byte)),
            None => character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.put(byte)),
        }
        self.accented_end = matches!(character, 'é' | 'É');
        let capital = character.is_uppercase();
        self.capital |= capital && self.letters == 0;
        self.capitals += usize::from(capital);
        self.letters += 1;
    }

    /// The end of « l' », « qu' »; « aujourd'hui » is one word, and a closing mark is no elision.
    fn elide(&mut self, text: &str, at: usize, apostrophe: char) -> usize {
        let after = at + apostrophe.len_utf8();
        if self.text() == "aujourd" && text[after..].starts_with("hui") {
            b"'hui".iter().for_each(|byte| self.put(*byte));
            return after + 3;
        }
        let elided = ELIDED.contains(&self.text()) || self.length == 1;
        if !elided || !text[after..].chars().next().is_some_and(is_word) {
            return at;
        }
        self.put(b'\'');
        after
    }
}

/// Words of several letters that lose their last one before a vowel; no other word goes on after an
/// apostrophe: « obligatoire'2 » is « obligatoire » and a call.
const ELIDED: &[&str] = &["qu", "lorsqu", "puisqu", "jusqu", "quoiqu", "quelqu", "presqu", "entr"];

fn plain(start: usize, end: usize, kind: Kind) -> Token {
    Token {
        start,
        end,
        kind,
        word: 0,
        classes: Classes::default(),
        locution: 0,
        locution_length: 0,
        within: false,
        capitals: false,
        capital: false,
        accented_end: false,
        hyphenated: false,
        bracketed: false,
        quoted: false,
    }
}

pub(super) fn is_word(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'à'..='ö' | 'ø'..='ÿ' | 'À'..='Ö' | 'œ' | 'Œ' => {
            true
        }
        other => !other.is_ascii() && other.is_alphanumeric(),
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{02BC}' | '\u{2018}' | '\u{B4}')
}

fn mark(character: char, text: &str, at: usize) -> Option<Kind> {
    Some(match character {
        ' ' | '_' => return None,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '.' | '!' | '?' | '…' => Kind::Stop,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '«' | '“' | '„' => Kind::QuoteOpen,
        '»' | '”' => Kind::QuoteClose,
        '"' => Kind::Quote,
        '\n' => Kind::Break,
        '-' | '–' | '—' => {
            let before = text[..at].chars().next_back();
            let after = text[at + character.len_utf8()..].chars().next();
            match before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_whitespace) {
                true => Kind::Dash,
                false => return None,
            }
        }
        other if other.is_whitespace() => return None,
        _ => Kind::Other,
    })
}
