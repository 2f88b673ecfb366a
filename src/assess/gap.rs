//! What separates one reading of the answers from the next, statement by statement, shortest way
//! first: declared, proved, verified.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Assessment, Judged};
use crate::answers::{Bound, Piece};
use crate::evidence::{Facts, Validity, faults, identity};
use crate::grid::Grid;
use crate::words::{Level, Status};

/// The two gaps of one level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    /// From declared to proved: compliant statements that nothing proves.
    pub to_proved: Gap,
    /// From proved to verified: compliant proved statements that nobody confirmed.
    pub to_verified: Gap,
}

/// What separates two readings. Statements are indexes in the grid, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gap {
    /// One piece to deal with at a time, the one that gains most statements first.
    pub steps: Vec<Step>,
    /// Compliant statements that cite no piece.
    pub without_piece: Vec<usize>,
    /// Compliant statements that a verification contradicts, whatever their pieces.
    pub refuted: Vec<usize>,
    /// « Sans objet » that the grid does not foresee: they stay in what is to be proved.
    pub unforeseen: Vec<usize>,
    /// Statements whose favourable verification does not count: later than the day, or by whoever
    /// answered. They are in the steps too.
    pub uncounted: Vec<usize>,
}

/// A piece to put right, or to have confirmed by someone else, and what that gains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the piece is first cited: a statement, and the place of the piece in its answer.
    pub piece: (usize, usize),
    /// What keeps it from proving, all to be put right; empty where it proves.
    pub faults: Vec<Validity>,
    /// The statements this step gains, and no earlier one.
    pub statements: Vec<usize>,
}

impl Gap {
    /// How many statements the steps gain together.
    #[must_use]
    pub fn gained(&self) -> u64 {
        self.steps.iter().map(|step| step.statements.len() as u64).sum()
    }

    /// Whether nothing separates the two readings.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.steps.is_empty()
            && self.without_piece.is_empty()
            && self.refuted.is_empty()
            && self.unforeseen.is_empty()
    }
}

/// The gaps of a level in what was judged.
#[must_use]
pub fn gaps(
    grid: &Grid,
    bound: &Bound,
    facts: &Facts,
    assessment: &Assessment,
    level: Level,
) -> Gaps {
    let mut gaps = Gaps::default();
    let mut to_prove = Candidates::default();
    let mut to_confirm = Candidates::default();
    let of_level = |one: &&Judged| grid.statements[one.statement].level() == level;
    for judged in assessment.judged.iter().filter(of_level) {
        let at = judged.statement;
        if judged.foreseen == Some(false) {
            gaps.to_proved.unforeseen.push(at);
        }
        let answer = bound.answer(at).filter(|_| judged.standing == Status::Compliant);
        let Some(answer) = answer else { continue };
        let expected = &grid.statements[at].expected_evidence;
        if judged.verified {
            continue;
        } else if judged.proved {
            let valid = |place: &usize| judged.pieces[*place] == Validity::Valid;
            for place in (0..answer.evidence.len()).filter(valid) {
                to_confirm.add(&answer.evidence[place], (at, place), Vec::new());
            }
            if answer.verification.is_some() {
                gaps.to_verified.uncounted.push(at);
            }
        } else if judged.refuted {
            gaps.to_proved.refuted.push(at);
        } else if answer.evidence.is_empty() {
            gaps.to_proved.without_piece.push(at);
        } else {
            for (place, piece) in answer.evidence.iter().enumerate() {
                let faults = faults(piece, expected, facts, assessment.day);
                to_prove.add(piece, (at, place), faults);
            }
        }
    }
    gaps.to_proved.steps = to_prove.shortest();
    gaps.to_verified.steps = to_confirm.shortest();
    gaps
}

/// A piece by its name, and what is wrong with it.
type Key = (String, Vec<Validity>);

/// Pieces that could be dealt with, and the statements each would gain.
#[derive(Default)]
struct Candidates {
    by_key: BTreeMap<Key, Candidate>,
}

struct Candidate {
    piece: (usize, usize),
    statements: BTreeSet<usize>,
}

impl Candidates {
    fn add(&mut self, piece: &Piece, at: (usize, usize), faults: Vec<Validity>) {
        let candidate = self
            .by_key
            .entry((identity(piece), faults))
            .or_insert_with(|| Candidate { piece: at, statements: BTreeSet::new() });
        candidate.statements.insert(at.0);
    }

    /// The steps, each time the piece that gains most statements not yet gained; among equals, the
    /// one with fewest faults, then by name.
    fn shortest(self) -> Vec<Step> {
        let candidates: Vec<(Key, Candidate)> = self.by_key.into_iter().collect();
        let mut with: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut left: Vec<BTreeSet<usize>> = Vec::new();
        for (at, (_, candidate)) in candidates.iter().enumerate() {
            for statement in &candidate.statements {
                with.entry(*statement).or_default().push(at);
            }
            left.push(candidate.statements.clone());
        }
        let rank = |at: usize, gain: usize| (Reverse(gain), candidates[at].0.1.len(), at);
        let mut queue: BTreeSet<_> =
            left.iter().enumerate().map(|(at, gain)| rank(at, gain.len())).collect();
        let mut steps = Vec::new();
        while let Some((_, _, best)) = queue.pop_first() {
            let gained = std::mem::take(&mut left[best]);
            for statement in &gained {
                for other in with.get(statement).into_iter().flatten().filter(|at| **at != best) {
                    queue.remove(&rank(*other, left[*other].len()));
                    left[*other].remove(statement);
                    if !left[*other].is_empty() {
                        queue.insert(rank(*other, left[*other].len()));
                    }
                }
            }
            let ((_, faults), candidate) = &candidates[best];
            steps.push(Step {
                piece: candidate.piece,
                faults: faults.clone(),
                statements: gained.into_iter().collect(),
            });
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceSet, Span};
    use crate::yaml::Spanned;

    fn piece(path: &str) -> Piece {
        let span = Span::new(SourceSet::new().add_text("", ""), 0, 0);
        Piece {
            file: Some(Spanned { value: path.into(), span }),
            reference: None,
            page: None,
            kind: None,
            date: None,
            valid_until: None,
            sha256: None,
            span,
        }
    }

    fn missing() -> Vec<Validity> {
        vec![Validity::Missing { near: None }]
    }

    #[test]
    fn the_piece_that_gains_most_comes_first_and_no_statement_twice() {
        let mut candidates = Candidates::default();
        for (at, path) in [(1, "a"), (2, "b"), (3, "b"), (4, "b"), (4, "a"), (5, "c"), (6, "a")] {
            candidates.add(&piece(path), (at, 0), missing());
        }
        let steps: Vec<(usize, Vec<usize>)> =
            candidates.shortest().into_iter().map(|step| (step.piece.0, step.statements)).collect();
        // « a » and « b » gain three each: by name, « a » first; « b » then gains two.
        assert_eq!(steps, [(1, vec![1, 4, 6]), (2, vec![2, 3]), (5, vec![5])]);
    }

    #[test]
    fn among_equals_the_piece_with_fewest_faults_comes_first() {
        let mut candidates = Candidates::default();
        let both = [missing(), vec![Validity::UnexpectedKind]].concat();
        candidates.add(&piece("a"), (1, 0), both);
        candidates.add(&piece("./b"), (1, 1), missing());
        let steps = candidates.shortest();
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].piece, (1, 1));
        assert_eq!(steps[0].faults, missing());
    }
}
