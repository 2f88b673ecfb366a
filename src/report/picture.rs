//! What a picture shows, as figures: the formats that have pictures draw them, with the same
//! figures in words and in a table.

use crate::assess::{Counts, Marks};
use crate::compare::State;
use crate::fraction::Rate;
use crate::words::{Level, Status};

/// A picture.
#[derive(Debug)]
pub(super) enum Picture {
    /// The figures to see first.
    Key(Vec<KeyFigure>),
    /// Answers as stacked bars.
    Bars(Bars),
    /// The two marks, and the gap between them.
    Gaps(Gaps),
}

/// A figure to see first.
#[derive(Debug)]
pub(super) struct KeyFigure {
    /// What it is.
    pub(super) label: String,
    /// Its value.
    pub(super) value: String,
    /// The counts it is made of.
    pub(super) counts: String,
}

/// Rows of stacked bars, one bar a reading.
#[derive(Debug)]
pub(super) struct Bars {
    /// What the picture shows.
    pub(super) title: String,
    /// What a row is: « Axe ».
    pub(super) subject: &'static str,
    /// The rows: their label, marked, and their counts.
    pub(super) rows: Vec<(String, Tally)>,
}

/// What the bars of a row are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Compliant, and those of them that are proved.
    pub(super) compliant: [u64; 2],
    /// Partial, and those of them that are proved.
    pub(super) partial: [u64; 2],
    /// Not compliant.
    pub(super) non_compliant: u64,
    /// To assess.
    pub(super) to_assess: u64,
    /// « Sans objet » outside the foreseen cases: to be proved all the same.
    pub(super) unforeseen: u64,
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Compliant,
    Partial,
    Unproved,
    NonCompliant,
    ToAssess,
}

impl Part {
    /// In the order of a bar.
    pub(super) const ALL: [Self; 5] =
        [Self::Compliant, Self::Partial, Self::Unproved, Self::NonCompliant, Self::ToAssess];

    /// Its name, of one and of several.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Compliant => ("conforme", "conformes"),
            Self::Partial => ("partiel", "partiels"),
            Self::Unproved => ("non prouvé", "non prouvés"),
            Self::NonCompliant => ("non conforme", "non conformes"),
            Self::ToAssess => ("à évaluer", "à évaluer"),
        }
    }
}

impl Tally {
    /// The tally of a level.
    pub(super) fn of(counts: &Counts) -> Self {
        Self {
            compliant: [counts.compliant, counts.compliant_proved],
            partial: [counts.partial, counts.partial_proved],
            non_compliant: counts.non_compliant,
            to_assess: counts.to_assess,
            unforeseen: counts.unforeseen,
        }
    }

    /// The tally of a level of a state.
    pub(super) fn of_state(state: &State, level: Level) -> Self {
        let mut tally = Self::default();
        for entry in state.entries.iter().filter(|entry| entry.level() == level) {
            tally.add(entry.standing, entry.proved, entry.not_applicable_if.is_some());
        }
        tally
    }

    /// Counts one more answer; `foreseen` matters to « sans objet » alone.
    fn add(&mut self, standing: Status, proved: bool, foreseen: bool) {
        match standing {
            Status::Compliant => {
                self.compliant[0] += 1;
                self.compliant[1] += u64::from(proved);
            }
            Status::Partial => {
                self.partial[0] += 1;
                self.partial[1] += u64::from(proved);
            }
            Status::NonCompliant => self.non_compliant += 1,
            Status::ToAssess => self.to_assess += 1,
            Status::NotApplicable => self.unforeseen += u64::from(!foreseen),
        }
    }

    /// The parts of the bar of declared answers, then of proved ones, in the order of
    /// [`Part::ALL`].
    pub(super) fn bars(&self) -> [[u64; 5]; 2] {
        let ([compliant, proved], [partial, proved_partial]) = (self.compliant, self.partial);
        let unproved = compliant - proved + partial - proved_partial + self.unforeseen;
        [
            [compliant, partial, 0, self.non_compliant, self.to_assess],
            [proved, proved_partial, unproved, self.non_compliant, self.to_assess],
        ]
    }

    /// The rates of the two bars.
    pub(super) fn rates(&self) -> [Option<Rate>; 2] {
        self.bars().map(|bar| Rate::of(bar[0], bar.iter().sum()))
    }
}

/// The two marks of each row, out of `top`.
#[derive(Debug)]
pub(super) struct Gaps {
    /// What the picture shows.
    pub(super) title: String,
    /// What a row is: « Axe ».
    pub(super) subject: &'static str,
    /// The best mark.
    pub(super) top: u32,
    /// The rows that have marks.
    pub(super) rows: Vec<MarkRow>,
}

/// The two marks of a row.
#[derive(Debug)]
pub(super) struct MarkRow {
    /// Its label, marked.
    pub(super) label: String,
    /// On declared answers, in tenths.
    pub(super) theoretical: Option<u64>,
    /// On proved answers, in tenths.
    pub(super) practical: Option<u64>,
    /// Whether the gap is negative, and its tenths, taken before either mark is truncated.
    pub(super) gap: Option<(bool, u64)>,
}

impl MarkRow {
    /// The row of some marks.
    pub(super) fn of(label: String, marks: &Marks) -> Self {
        Self {
            label,
            theoretical: marks.theoretical.as_ref().map(crate::assess::Mark::tenths),
            practical: marks.practical.as_ref().map(crate::assess::Mark::tenths),
            gap: marks.gap(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_of_proved_answers_is_as_long_as_what_it_divides() {
        let tally = Tally {
            compliant: [7, 3],
            partial: [2, 1],
            non_compliant: 4,
            to_assess: 5,
            unforeseen: 6,
        };
        assert_eq!(tally.bars(), [[7, 2, 0, 4, 5], [3, 1, 11, 4, 5]]);
        assert_eq!(tally.rates(), [Rate::of(7, 18), Rate::of(3, 24)]);
    }
}
