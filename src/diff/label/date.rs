//! **Finds** a date that is another: "Tuesday" → "Wednesday", "24 March" → "7 April", "2019" → "2020", "6 a.m." → "7
//! a.m.".
//!
//! **Leaves alone** one day named in two ways ("24 March", "March 24"); where the publication date is known also
//! "Tuesday" for that Tuesday's date. A date that came or went without another in its place is content.

use super::pair::{AtomClass, NEW, OLD, Pair};
use crate::diff::ChangeKind;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let dates = |side: usize| open_dates(pair, &pair.open(hunk, side), side);
        let (old, new) = (dates(OLD), dates(NEW));
        for (&old, &new) in old.iter().zip(&new) {
            pair.label(ChangeKind::DateChanged, &[old], &[new]);
        }
    }
    // One date here, one there: the sentence was turned around.
    let all = |pair: &Pair, side: usize| {
        let open: Vec<usize> = (0..pair.hunks.len()).flat_map(|hunk| pair.open(hunk, side)).collect();
        open_dates(pair, &open, side)
    };
    let (old, new) = (all(pair, OLD), all(pair, NEW));
    if let ([old], [new]) = (&old[..], &new[..]) {
        pair.label(ChangeKind::DateChanged, &[*old], &[*new]);
    }
}

fn open_dates(pair: &Pair, atoms: &[usize], side: usize) -> Vec<usize> {
    atoms.iter().copied().filter(|&nth| pair.sides[side].atoms[nth].class == AtomClass::Date).collect()
}
