//! An order of bidders that says nothing of who they are, nor of the order they were given in.

use sha2::{Digest, Sha256};

use super::judge::{Bidder, Tender};
use crate::answers::record::record;
use crate::words::name_key;

impl Tender<'_> {
    /// Puts bidders in the order of the fingerprints of what they answered: the same whatever the
    /// order, the names and the kinds of their files, and unknown to who has not read the offers.
    pub fn shuffle(&mut self) {
        let terms = self.terms;
        self.bidders.sort_by_cached_key(|bidder| {
            let ids = bidder.all_lines().map(|line| terms.statement(line.place).id.as_str());
            fingerprint(bidder, ids)
        });
    }
}

/// The fingerprint of an offer: its answers, statement by statement, then its bidder, which tells
/// two blank offers apart.
fn fingerprint<'t>(bidder: &Bidder<'_>, ids: impl Iterator<Item = &'t str>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut put = |text: &str| {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    };
    for (id, line) in ids.zip(bidder.all_lines()) {
        let said = bidder.answer(line.place).map(record).unwrap_or_default();
        put(id);
        for (field, text) in said.iter().filter(|(_, text)| !text.is_empty()) {
            put(field);
            put(text);
        }
    }
    put(&name_key(bidder.name()));
    hasher.finalize().into()
}
