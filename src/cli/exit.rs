//! Exit codes: a promise to scripts (`docs/guide.md`, `docs/stability.md`).

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and a finding that was asked for.
    Finding,
    /// The command line is wrong.
    Usage,
    /// The grid or the answers are invalid: nothing was judged.
    Invalid,
    /// Something could not be read or written.
    Io,
}

impl Exit {
    /// Every exit, with what it means, for the table of the guide.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Done, "fait"),
        (
            Self::Finding,
            "fait, avec un constat demandé (--exiger, --taux-min, --complet, --exiger-valides, --sans-regression, --code-retour, --accepter-partiel)",
        ),
        (Self::Usage, "ligne de commande refusée"),
        (Self::Invalid, "grille ou réponses invalides : rien n'a été jugé"),
        (Self::Io, "lecture ou écriture impossible"),
    ];

    /// The code given to the system.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Finding => 1,
            Self::Usage => 2,
            Self::Invalid => 3,
            Self::Io => 4,
        }
    }
}
