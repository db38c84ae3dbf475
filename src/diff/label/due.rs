//! **Finds** an event that was to come and is told, or the reverse, in the grammar of headlines: "Mayor *to open* the
//! bridge" → "Mayor *opens* the bridge", "Council *set to back* the plan" → "Council *backs* the plan".
//!
//! **Leaves alone** what somebody only wants or has to do ("hopes to open"): a finite verb above the infinitive says how
//! far it is, and `hedge` or `state` tells of that. It needs the trees of both sides.

use super::pair::{AtomClass, AtomState, NEW, OLD, Pair, other};
use crate::diff::{ChangeKind, lexicon};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

/// Labels a verb of a pair that is due on one side and told on the other.
pub(super) fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let [Some(old), Some(new)] = trees else { return };
    let trees = [old, new];
    for side in [OLD, NEW] {
        let found = (0..pair.sides[side].atoms.len()).find_map(|nth| {
            let words = due(pair, trees[side], side, nth)?;
            told(pair, trees[other(side)], side, nth).map(|verb| [words, vec![verb]])
        });
        let Some([mine, theirs]) = found else { continue };
        let [was, is] = if side == OLD { [mine, theirs] } else { [theirs, mine] };
        pair.label(ChangeKind::EventUpdated, &was, &is);
    }
}

/// Returns the atoms of an infinitive that tells what is to come, with the words that say so.
fn due(pair: &Pair, trees: &Trees, side: usize, nth: usize) -> Option<Vec<usize>> {
    let half = &pair.sides[side];
    let word = |nth: usize| pair.word(&half.atoms[nth]);
    let to = nth.checked_sub(1).filter(|&to| word(to) == "to" && is_beside(pair, side, to))?;
    let verb = half.atoms[nth].tokens.start;
    let differs = !matches!(half.atoms[to].state, AtomState::Kept { .. });
    if half.atoms[nth].class != AtomClass::Word || !differs || !trees.word(verb).tag.is_verb() {
        return None;
    }
    let scheduled = to.checked_sub(1).filter(|&at| lexicon::SCHEDULED.has(word(at)) && is_beside(pair, side, at));
    // "Is set to", "wants to": a finite verb above it tells. "Voters set to back" may be taken for what they did.
    let bare = |above: usize| {
        let scheduled = scheduled.is_some_and(|at| half.atoms[at].tokens.start == above);
        scheduled && trees.finite_helper(above).is_none()
    };
    if trees.upwards(verb).any(|above| trees.is_finite(above) && !bare(above)) {
        return None;
    }
    // Who is to do it stands before it; "a bid to open" belongs to the bid.
    let first = scheduled.unwrap_or(to);
    (first > 0).then(|| scheduled.into_iter().chain([to, nth]).collect())
}

/// Returns the atom of the other side that tells the same verb: a finite one, the only one of its stem on both sides.
fn told(pair: &Pair, trees: &Trees, side: usize, nth: usize) -> Option<usize> {
    let stem = pair.sides[side].atoms[nth].token.stem;
    let of = |side: usize| -> Vec<usize> {
        let atoms = pair.sides[side].atoms.iter().enumerate();
        atoms.filter(|(_, atom)| atom.token.stem == stem).map(|(nth, _)| nth).collect()
    };
    let ([_], [verb]) = (&of(side)[..], &of(other(side))[..]) else { return None };
    let token = pair.sides[other(side)].atoms[*verb].tokens.start;
    let helped = trees.child(token, &[Relation::Auxiliary, Relation::Marker]).is_some();
    (trees.is_finite(token) && !helped).then_some(*verb)
}

/// Returns whether the next atom follows an atom at once.
fn is_beside(pair: &Pair, side: usize, nth: usize) -> bool {
    let atoms = &pair.sides[side].atoms;
    atoms.get(nth + 1).is_some_and(|next| atoms[nth].tokens.end == next.tokens.start)
}
