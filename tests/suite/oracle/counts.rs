//! The counts of `docs/calcul.md` §2, of one level, under the letters it gives them.

use super::judge::Judged;

/// The counts of one level; `_strict` is the dash of A′.
pub(crate) struct Counts {
    pub(crate) n: u64,
    pub(crate) a: u64,
    pub(crate) a_strict: u64,
    pub(crate) c: u64,
    pub(crate) p: u64,
    pub(crate) k: u64,
    pub(crate) v: u64,
    pub(crate) so: u64,
    pub(crate) so_unforeseen: u64,
    pub(crate) d: u64,
    pub(crate) explained: u64,
    pub(crate) refuted: u64,
    pub(crate) cp: u64,
    pub(crate) pp: u64,
    pub(crate) cv: u64,
}

pub(crate) fn counts(judged: &[&Judged], requirement: bool) -> Counts {
    let level: Vec<&Judged> =
        judged.iter().copied().filter(|one| one.requirement() == requirement).collect();
    let how_many = |what: &dyn Fn(&Judged) -> bool| {
        u64::try_from(level.iter().filter(|one| what(one)).count()).expect("a small count")
    };
    let status = |code: &'static str| how_many(&|one| one.counted == code);
    let n = how_many(&|_| true);
    let so = status("sans_objet");
    let so_unforeseen = how_many(&|one| one.foreseen() == Some(false));
    Counts {
        n,
        a: n - so,
        a_strict: n - so + so_unforeseen,
        c: status("conforme"),
        p: status("partiel"),
        k: status("non_conforme"),
        v: status("a_evaluer"),
        so,
        so_unforeseen,
        d: how_many(&|one| one.waived),
        explained: how_many(&|one| one.explained),
        refuted: how_many(&|one| one.refuted),
        cp: how_many(&|one| one.counted == "conforme" && one.proved),
        pp: how_many(&|one| one.counted == "partiel" && one.proved),
        cv: how_many(&|one| one.counted == "conforme" && one.verified),
    }
}
