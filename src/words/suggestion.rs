//! « vouliez-vous dire … ? »

use super::fold;

/// The nearest of `candidates` to `text`, if near enough: distance at most a third of the
/// length, and at least one edit allowed. Ties go to the first.
#[must_use]
pub fn suggest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(text);
    let allowed = (folded.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_best_match_only_when_it_is_close() {
        let ids = ["TEC-001", "TEC-017", "ORG-017"];
        assert_eq!(suggest("TEC-17", ids), Some("TEC-017"));
        assert_eq!(suggest("tec-017", ids), Some("TEC-017"));
        assert_eq!(suggest("XYZ", ids), None);
        assert_eq!(suggest("comentaire", ["commentaire", "comment"]), Some("commentaire"));
    }
}
