//! **Finds** words that make the content less sure, come or gone: "will" → "may", "was killed" → "was allegedly
//! killed".
//!
//! **Leaves alone** one hedge for another of the same strength ("may", "might"), and "about" before a number, which is
//! the number's, and a cue ("alleged"). A hedge for a hedge of another strength is content.

use super::pair::{NEW, OLD, Pair, other};
use crate::diff::compared::ClaimPart;
use crate::diff::{ChangeKind, lexicon};

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let hedges = |side: usize| -> Vec<usize> {
            let atoms = &pair.sides[side].atoms;
            // Where nobody is named who expects or suspects, the outlet does.
            let named = atoms.iter().any(|atom| atom.token.part == ClaimPart::Source);
            let hedges = |&nth: &usize| atoms[nth].hedge && (atoms[nth].token.part != ClaimPart::Cue || !named);
            pair.open(hunk, side).into_iter().filter(hedges).collect()
        };
        let sides = [hedges(OLD), hedges(NEW)];
        let (side, kind) = match (sides[OLD].is_empty(), sides[NEW].is_empty()) {
            (true, false) => (NEW, ChangeKind::HedgeAdded),
            (false, true) => (OLD, ChangeKind::HedgeRemoved),
            (false, false) => {
                same_strength(pair, &sides);
                continue;
            }
            (true, true) => continue,
        };
        if pair.is_new_matter(hunk, side) {
            continue;
        }
        // What stood, or now stands, in the hedge's place: "will", "is", "would".
        let place: Vec<usize> =
            pair.open(hunk, other(side)).into_iter().filter(|&nth| is_auxiliary(pair, other(side), nth)).collect();
        // "is expected to", "is likely to have": the small words come with it.
        let mut words = sides[side].clone();
        let along: Vec<usize> =
            pair.open(hunk, side).into_iter().filter(|&nth| is_auxiliary(pair, side, nth)).collect();
        words.extend(along.iter().filter(|&&nth| sides[side].iter().any(|&hedge| hedge.abs_diff(nth) == 1)));
        words.sort_unstable();
        words.dedup();
        let mut evidence = [Vec::new(), Vec::new()];
        evidence[side] = words;
        evidence[other(side)] = place;
        let [old, new] = evidence;
        pair.label(kind, &old, &new);
        pair.explain(side, &along);
    }
}

fn same_strength(pair: &mut Pair, sides: &[Vec<usize>; 2]) {
    for &old in &sides[OLD] {
        for &new in &sides[NEW] {
            let (a, b) = (pair.word(&pair.sides[OLD].atoms[old]), pair.word(&pair.sides[NEW].atoms[new]));
            if lexicon::may_swap(a, b) || lexicon::synonyms(a, b) {
                pair.explain(OLD, &[old]);
                pair.explain(NEW, &[new]);
                pair.wording = true;
            }
        }
    }
}

fn is_auxiliary(pair: &Pair, side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    !atom.negation && !atom.hedge && pair.comes_along(atom)
}
