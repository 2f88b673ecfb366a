//! Values typed on the command line, read and refused in French.

use num_rational::BigRational;

use crate::date::{Date, DateError};
use crate::fraction::parse_decimal;
use crate::grid::{GridName, Version};
use crate::words::{Support, Verdict, Vocabulary, fr, quoted};

/// What `--exiger` demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Demand {
    /// The mention to reach.
    pub(crate) verdict: Verdict,
    /// What it must stand on.
    pub(crate) support: Support,
}

impl Demand {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (mention, support) = match text.split_once(':') {
            Some((mention, support)) => (mention, Some(support)),
            None => (text, None),
        };
        let verdict = Verdict::read(mention).filter(|verdict| verdict.rank().is_some());
        let Some(verdict) = verdict else {
            let ranked = Verdict::ALL.iter().filter(|verdict| verdict.rank().is_some());
            let known: Vec<&str> = ranked.map(|verdict| verdict.key()).collect();
            return Err(fr(&format!("attendu : {}", known.join(", "))));
        };
        let support = match support {
            None => Support::Declared,
            Some(word) => Support::read(word).ok_or_else(|| {
                fr(&format!("appui {} inconnu ; attendu : prouve ou verifie", quoted(word)))
            })?,
        };
        if support != Support::Declared && !verdict.conforms() {
            return Err(fr(&format!(
                "{} ne repose pas sur des preuves : « :prouve » et « :verifie » vont avec une mention conforme",
                quoted(verdict.key())
            )));
        }
        Ok(Self { verdict, support })
    }
}

/// An exact percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Percentage(pub(crate) BigRational);

pub(super) fn percentage(text: &str) -> Result<Percentage, String> {
    let number = parse_decimal(text.trim_end_matches(['%', ' ', '\u{a0}']));
    let within = number.filter(|number| *number <= crate::fraction::whole(100));
    within
        .map(Percentage)
        .ok_or_else(|| "un nombre de 0 à 100 est attendu, avec virgule ou point".into())
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| {
        fr(match error {
            DateError::AmericanOrder => "le jour et le mois semblent inversés",
            DateError::ShortYear => "l'année a quatre chiffres",
            DateError::NoSuchDay => "ce jour n'existe pas",
            DateError::Shape | DateError::SpreadsheetSerial(_) => {
                "attendu : AAAA-MM-JJ ou JJ/MM/AAAA"
            }
        })
    })
}

pub(super) fn grid_name(text: &str) -> Result<GridName, String> {
    GridName::parse(text)
        .ok_or_else(|| fr("attendu : le nom et la version, comme sdet@4.1 ou sdet@4.1-r2"))
}

pub(super) fn word<V: Vocabulary>(text: &str) -> Result<V, String> {
    V::read(text).ok_or_else(|| {
        let known: Vec<&str> = V::WORDS.iter().map(|word| word.key).collect();
        fr(&format!("attendu : {}", known.join(", ")))
    })
}

pub(super) fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| {
        fr("attendu : deux ou trois nombres, comme 4.2, et 4.2-r2 pour une révision")
    })
}
