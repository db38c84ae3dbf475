//! **Finds** what was denied and is affirmed, or the reverse: "did sign" → "did not sign", "found no evidence" → "found
//! evidence", "able" → "unable", "with" → "without".
//!
//! **Leaves alone** one negation put in another way ("did not find any", "found no").
//! **Known misses**: opposites that are other words ("rose", "fell"): these are content.

use super::pair::{AtomClass, NEW, OLD, Pair};
use crate::diff::compared::ClaimPart;
use crate::diff::{ChangeKind, lexicon};

/// So many words before another one a "not" denies that: "*not* at all *clear*".
const DENIED: usize = 3;

pub(super) fn label(pair: &mut Pair) {
    by_prefix(pair);
    let negations = |side: usize| -> Vec<(usize, usize)> {
        let hunks = 0..pair.hunks.len();
        let open = hunks.flat_map(|hunk| pair.open(hunk, side).into_iter().map(move |nth| (hunk, nth)));
        // "An official who asked not to be named" denies nothing that is claimed.
        let claims = |nth: usize| pair.sides[side].atoms[nth].token.part != ClaimPart::Source;
        open.filter(|&(_, nth)| pair.sides[side].atoms[nth].negation && claims(nth)).collect()
    };
    let mut open = [negations(OLD), negations(NEW)];
    // The same negation in other words: pair those of one hunk, then any.
    let mut paired: Vec<(usize, usize)> = Vec::new();
    let [olds, news] = &mut open;
    for same_hunk in [true, false] {
        olds.retain(|&(hunk, old)| match news.iter().position(|&(other, _)| !same_hunk || other == hunk) {
            Some(at) => {
                paired.push((old, news.remove(at).1));
                false
            }
            None => true,
        });
    }
    for (old, new) in paired {
        pair.wording = true;
        pair.explain(OLD, &[old]);
        pair.explain(NEW, &[new]);
    }
    let hunks: std::collections::BTreeSet<usize> = open.iter().flatten().map(|&(hunk, _)| hunk).collect();
    for hunk in hunks {
        let of =
            |side: usize| open[side].iter().filter(|entry| entry.0 == hunk).map(|entry| entry.1).collect::<Vec<_>>();
        let sides = [of(OLD), of(NEW)];
        if [OLD, NEW].into_iter().any(|side| !sides[side].is_empty() && pair.is_new_matter(hunk, side)) {
            continue;
        }
        // The words that a negation brings along: "did … not", "no … longer", "any".
        let along = |side: usize| -> Vec<usize> {
            let brought = |nth: &usize| {
                let atom = &pair.sides[side].atoms[*nth];
                pair.comes_along(atom) || is_counterpart(pair.word(atom))
            };
            pair.open(hunk, side).into_iter().filter(brought).collect()
        };
        let brought = [along(OLD), along(NEW)];
        // Where nothing stands for it on the other side, the words around show where it would.
        let evidence = |side: usize| -> Vec<usize> {
            if !sides[side].is_empty() {
                return sides[side].clone();
            }
            let open = pair.open(hunk, side);
            open.into_iter().filter(|&nth| pair.sides[side].atoms[nth].class == AtomClass::Word).take(3).collect()
        };
        let (old, new) = (evidence(OLD), evidence(NEW));
        let functions = |side: usize, atoms: &[usize]| {
            atoms
                .iter()
                .copied()
                .filter(|&nth| {
                    let atom = &pair.sides[side].atoms[nth];
                    sides[side].contains(&nth) || pair.is_function(atom) || is_counterpart(pair.word(atom))
                })
                .collect::<Vec<_>>()
        };
        let (old, new) = (functions(OLD, &old), functions(NEW, &new));
        pair.label(ChangeKind::NegationFlipped, &old, &new);
        for side in [OLD, NEW] {
            pair.explain(side, &brought[side]);
        }
    }
}

/// Returns whether a word stands where a negation stood, and says the opposite: "nobody" → "somebody", "never" →
/// "always".
fn is_counterpart(word: &str) -> bool {
    let some = matches!(word, "somebody" | "someone" | "something" | "somewhere" | "sometimes" | "either");
    some || matches!(word, "everybody" | "everyone" | "everything" | "everywhere" | "always" | "both" | "each")
}

/// Finds words that are each other's denial, and where a "not" before the one makes both say the same.
fn by_prefix(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        for old in pair.open(hunk, OLD) {
            let word = pair.word(&pair.sides[OLD].atoms[old]);
            let denied = pair.open(hunk, NEW).into_iter().find(|&new| {
                let other = pair.word(&pair.sides[NEW].atoms[new]);
                lexicon::denies(word, other) || matches!((word, other), ("with", "without") | ("without", "with"))
            });
            let Some(new) = denied else { continue };
            let longer = pair.word(&pair.sides[NEW].atoms[new]).len() > word.len();
            let (side, bare) = if longer { (OLD, old) } else { (NEW, new) };
            // "Not clear" is "unclear".
            let not = pair.open(hunk, side).into_iter().find(|&nth| {
                let atom = &pair.sides[side].atoms[nth];
                nth < bare && bare - nth <= DENIED && atom.negation
            });
            if let Some(not) = not {
                pair.explain(side, &[not]);
                pair.explain(OLD, &[old]);
                pair.explain(NEW, &[new]);
                pair.wording = true;
            } else {
                pair.label(ChangeKind::NegationFlipped, &[old], &[new]);
            }
        }
    }
}
