//! Counts of answers and the rates they give (`docs/calcul.md`, §2 and §3).

use super::Judged;
use crate::fraction::Rate;
use crate::grid::Scale;
use crate::words::{Level, Status};

/// The counts of one level in one set of statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// N: statements in scope.
    pub in_scope: u64,
    /// SO: valid « sans objet ».
    pub not_applicable: u64,
    /// Those of SO that the grid does not foresee.
    pub unforeseen: u64,
    /// C: compliant.
    pub compliant: u64,
    /// P: partial.
    pub partial: u64,
    /// K: not compliant.
    pub non_compliant: u64,
    /// V: to assess.
    pub to_assess: u64,
    /// Cp: compliant and proved.
    pub compliant_proved: u64,
    /// Pp: partial and proved.
    pub partial_proved: u64,
    /// Cv: compliant and verified.
    pub compliant_verified: u64,
    /// D: partial or not compliant, under a waiver that holds.
    pub waived: u64,
    /// Partial or not compliant, with a reason or a waiver (recommendations only).
    pub explained: u64,
    /// Contradicted by a verification.
    pub refuted: u64,
    /// What a partial answer is worth, in per cent.
    pub partial_worth: u64,
}

impl Counts {
    fn add(&mut self, judged: &Judged) {
        let one = |condition: bool| u64::from(condition);
        self.in_scope += 1;
        match judged.standing {
            Status::Compliant => {
                self.compliant += 1;
                self.compliant_proved += one(judged.proved);
                self.compliant_verified += one(judged.verified);
            }
            Status::Partial => {
                self.partial += 1;
                self.partial_proved += one(judged.proved);
            }
            Status::NonCompliant => self.non_compliant += 1,
            Status::NotApplicable => {
                self.not_applicable += 1;
                self.unforeseen += one(judged.foreseen == Some(false));
            }
            Status::ToAssess => self.to_assess += 1,
        }
        self.waived += one(judged.waived);
        self.explained += one(judged.explained);
        self.refuted += one(judged.refuted);
    }

    /// A: applicable statements.
    #[must_use]
    pub fn applicable(&self) -> u64 {
        self.in_scope - self.not_applicable
    }

    /// A': applicable ones, with the « sans objet » that the grid does not foresee.
    #[must_use]
    pub fn strictly_applicable(&self) -> u64 {
        self.applicable() + self.unforeseen
    }

    /// C/A: « taux de conformité », or « taux de suivi » for recommendations.
    #[must_use]
    pub fn rate(&self) -> Option<Rate> {
        Rate::of(self.compliant, self.applicable())
    }

    /// Cp/A'.
    #[must_use]
    pub fn proved_rate(&self) -> Option<Rate> {
        Rate::of(self.compliant_proved, self.strictly_applicable())
    }

    /// Cv/A'.
    #[must_use]
    pub fn verified_rate(&self) -> Option<Rate> {
        Rate::of(self.compliant_verified, self.strictly_applicable())
    }

    /// C/(A − D).
    #[must_use]
    pub fn rate_without_waivers(&self) -> Option<Rate> {
        Rate::of(self.compliant, self.applicable() - self.waived)
    }

    /// (A − V)/A.
    #[must_use]
    pub fn completeness(&self) -> Option<Rate> {
        Rate::of(self.applicable() - self.to_assess, self.applicable())
    }

    /// (C + p·P)/A, as hundredths over a hundred times A: a working figure.
    #[must_use]
    pub fn progress(&self) -> Option<Rate> {
        Rate::of(100 * self.compliant + self.partial_worth * self.partial, 100 * self.applicable())
    }

    /// (Cp + p·Pp)/A': the same on proved answers.
    #[must_use]
    pub fn proved_progress(&self) -> Option<Rate> {
        Rate::of(
            100 * self.compliant_proved + self.partial_worth * self.partial_proved,
            100 * self.strictly_applicable(),
        )
    }

    /// (C + explained)/A: comply or explain.
    #[must_use]
    pub fn taken_into_account(&self) -> Option<Rate> {
        Rate::of(self.compliant + self.explained, self.applicable())
    }
}

/// The counts of both levels, never merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// « doit », « ne doit pas ».
    pub requirements: Counts,
    /// « devrait », « ne devrait pas ».
    pub recommendations: Counts,
}

impl Figures {
    /// The counts of some judged statements, each with its level.
    #[must_use]
    pub fn of<'a>(judged: impl Iterator<Item = (Level, &'a Judged)>, scale: &Scale) -> Self {
        let mut figures = Self::default();
        figures.requirements.partial_worth = u64::from(scale.partial);
        figures.recommendations.partial_worth = u64::from(scale.partial);
        for (level, one) in judged {
            match level {
                Level::Requirement => figures.requirements.add(one),
                Level::Recommendation => figures.recommendations.add(one),
            }
        }
        figures
    }

    /// Statements of both levels.
    #[must_use]
    pub fn in_scope(&self) -> u64 {
        self.requirements.in_scope + self.recommendations.in_scope
    }
}
