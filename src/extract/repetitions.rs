//! Statements said again in the same words.

use super::model::{Aside, Candidate, Extraction};
use crate::words::{LeftOut, fold};

/// A number for each ASCII letter or digit, capitals aside; 0 for any other byte.
const WEIGHTS: [u64; 256] = {
    let mut weights = [0; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            // SplitMix64, so that the weights have nothing in common.
            let seed = byte.to_ascii_lowercase() as u64;
            let mix = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mix = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mix = (mix ^ (mix >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            weights[byte as usize] = mix ^ (mix >> 31);
        }
        byte += 1;
    }
    weights
};

/// A number that statements in the same words share, capitals and marks aside.
pub(super) fn trace(candidate: &Candidate<'_>) -> u64 {
    let (mut trace, mut letters) = (candidate.modality as u64, 0_u32);
    for byte in candidate.text.bytes() {
        let weight = WEIGHTS[usize::from(byte)];
        trace = trace.wrapping_add(weight.rotate_left(letters));
        letters = letters.wrapping_add(u32::from(weight != 0));
    }
    trace
}

/// A statement said again in the same words is set aside; `traces` has the trace of each.
pub(super) fn set_aside(out: &mut Extraction<'_>, traces: &[u64]) {
    let again = said_again(&out.candidates, traces);
    if !again.contains(&true) {
        return;
    }
    let mut kept = Vec::with_capacity(out.candidates.len());
    for (candidate, again) in std::mem::take(&mut out.candidates).into_iter().zip(again) {
        if again {
            out.left_out.push(Aside {
                place: candidate.place,
                text: candidate.text,
                word: candidate.word,
                why: LeftOut::Repetition,
            });
        } else {
            kept.push(candidate);
        }
    }
    out.candidates = kept;
    out.left_out.sort_by_key(|one| (one.place.document, one.place.start, one.place.end));
}

/// For each candidate, whether one before it says the same.
fn said_again(candidates: &[Candidate<'_>], traces: &[u64]) -> Vec<bool> {
    // Places for the first of each trace: the number of a candidate, from 1, or 0.
    let places = (candidates.len() * 2 + 1).next_power_of_two();
    let mut firsts = vec![0; places];
    let mut again = vec![false; candidates.len()];
    for (at, trace) in traces.iter().enumerate() {
        let mut place = usize::try_from(trace >> 32).unwrap_or_default() % places;
        again[at] = loop {
            let Some(first) = usize::checked_sub(firsts[place], 1) else {
                firsts[place] = at + 1;
                break false;
            };
            if traces[first] == *trace && is_same(&candidates[first], &candidates[at]) {
                break true;
            }
            place = (place + 1) % places;
        };
    }
    again
}

fn is_same(a: &Candidate<'_>, b: &Candidate<'_>) -> bool {
    a.modality == b.modality && (a.text == b.text || fold(&a.text) == fold(&b.text))
}
