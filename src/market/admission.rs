//! The waivers of bidders that the buyer admits: an unmet statement then sets no offer aside.

use super::Entry;
use crate::answers::{Waiver, WaiverState};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::words::shown;

/// Whether an entry admits the bidder's own waiver at a day; one that it cannot admit is reported.
/// `appraised`: whether the status of the same entry counts, with its reason, author and day: they
/// are those of the admission.
pub(super) fn admits(
    entry: &Entry,
    appraised: bool,
    waiver: Option<&Waiver>,
    day: Date,
    diagnostics: &mut Diagnostics,
) -> bool {
    if !entry.waiver_admitted {
        return false;
    }
    let id = shown(&entry.id);
    let (message, help) = match waiver.map(|one| one.state(day)) {
        Some(WaiverState::Holds) if appraised => return true,
        // Why the status does not count is said already.
        Some(WaiverState::Holds) if entry.status.is_some() => return false,
        Some(WaiverState::Holds) => (
            format!("dérogation de {id} admise sans statut retenu : elle ne compte pas"),
            "écrivez « statut: » et « motif: » : admettre une dérogation est une décision, qui a sa raison",
        ),
        None => (
            format!("le candidat ne déclare aucune dérogation pour {id} : rien ne peut être admis"),
            "retirez « derogation_admise », ou demandez la décision au candidat",
        ),
        Some(WaiverState::Incomplete(_)) => (
            format!("la dérogation de {id} est incomplète : elle ne peut pas être admise"),
            "demandez la décision au candidat, ou retirez « derogation_admise »",
        ),
        Some(
            WaiverState::NotYet(_) | WaiverState::Expired(_) | WaiverState::EndsBeforeItBegins(..),
        ) => (
            format!(
                "la dérogation de {id} n'est pas en vigueur le {} : elle ne peut pas être admise",
                day.french()
            ),
            "demandez la décision au candidat, ou retirez « derogation_admise »",
        ),
    };
    diagnostics.push(Diagnostic::new(Code::AppraisalIgnored, message).at(entry.span).help(help));
    false
}
