//! **Leaves alone** one phrase for another that says the same: "play down" → "downplay", "at the time" → "then".
//!
//! Both stand in one place and in one line of a list. Words that stayed may belong to both: "take part *in*" →
//! "participate *in*".

use std::ops::Range;

use super::pair::{AtomClass, AtomState, NEW, OLD, Pair};
use crate::diff::lexicon;

/// So many words that stayed may stand in a phrase before the first one that differs.
const BEFORE: usize = 3;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let [old, new] = [OLD, NEW].map(|side| phrases(pair, hunk, side));
        for was in &old {
            let same = |is: &&Phrase| is.group == was.group && stand_for_each_other(pair, &was.atoms, &is.atoms);
            let Some(is) = new.iter().find(same) else { continue };
            pair.explain(OLD, &was.atoms.clone().collect::<Vec<_>>());
            pair.explain(NEW, &is.atoms.clone().collect::<Vec<_>>());
            pair.wording = true;
        }
    }
}

/// A phrase of the list.
struct Phrase {
    group: u16,
    atoms: Range<usize>,
}

/// Lists the phrases that hold a word of a hunk's side that differs, and else only such words and words that stayed.
fn phrases(pair: &Pair, hunk: usize, side: usize) -> Vec<Phrase> {
    let atoms = &pair.sides[side].atoms;
    let open = pair.open(hunk, side);
    let mut found: Vec<Phrase> = Vec::new();
    let Some((first, last)) = open.first().zip(open.last()) else { return found };
    let stem = |nth: usize| match atoms[nth].class {
        AtomClass::Word => pair.vocabulary.word(atoms[nth].token.stem),
        AtomClass::Figure { .. } | AtomClass::Date => "",
    };
    let differs = |nth: usize| pair.hunks[hunk].atoms[side].contains(&nth);
    let fits = |nth: usize| differs(nth) || matches!(atoms[nth].state, AtomState::Kept { .. });
    for start in first.saturating_sub(BEFORE)..=*last {
        for (group, length) in lexicon::phrases(|ahead| (start + ahead < atoms.len()).then(|| stem(start + ahead))) {
            let range = start..start + length;
            if range.clone().any(|nth| open.contains(&nth)) && range.clone().all(fits) {
                found.push(Phrase { group, atoms: range });
            }
        }
    }
    // The longest first: "in the wake of" and not "in".
    found.sort_by_key(|phrase| std::cmp::Reverse(phrase.atoms.len()));
    found
}

/// Returns whether two phrases take one place: what stayed of one stands in the other.
fn stand_for_each_other(pair: &Pair, old: &Range<usize>, new: &Range<usize>) -> bool {
    let within = |side: usize, own: &Range<usize>, theirs: &Range<usize>| {
        own.clone().all(|nth| match pair.sides[side].atoms[nth].state {
            AtomState::Kept { with, .. } => theirs.contains(&with),
            AtomState::Open | AtomState::Explained => true,
        })
    };
    let differ =
        |side: usize, own: &Range<usize>| own.clone().any(|nth| pair.sides[side].atoms[nth].state == AtomState::Open);
    within(OLD, old, new) && within(NEW, new, old) && differ(OLD, old) && differ(NEW, new)
}
