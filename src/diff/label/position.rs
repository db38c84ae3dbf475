//! **Finds** a change of what a claim commits its speaker to: "ruled out" → "is open to", "oppose" → "support".
//!
//! **Leaves alone** a stance that turned only because a negation came or went: that is the negation's label; and a
//! stance on one side only.

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::diff::{ChangeKind, lexicon};

/// Pairs verbs of opposite sides: "opposes", "backs".
fn by_verb(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let verb = |side: usize| {
            let open = pair.open(hunk, side).into_iter();
            let taken =
                |nth: usize| lexicon::side_taken(pair.word(&pair.sides[side].atoms[nth])).map(|taken| (nth, taken));
            open.filter(|&nth| !pair.sides[side].atoms[nth].token.name).find_map(taken)
        };
        if let (Some((old, was)), Some((new, is))) = (verb(OLD), verb(NEW))
            && was != is
        {
            pair.label(ChangeKind::PositionShifted, &[old], &[new]);
        }
    }
}

pub(super) fn label(pair: &mut Pair) {
    by_verb(pair);
    let position = |side: usize| pair.sides[side].claims.iter().find_map(|claim| claim.position.as_ref());
    let (Some(old), Some(new)) = (position(OLD), position(NEW)) else { return };
    if old.stance == new.stance {
        return;
    }
    let note = format!("{} → {}", old.stance.name(), new.stance.name());
    let cues = [old.cue, new.cue];
    let words = |side: usize| -> Vec<usize> {
        let atoms = &pair.sides[side].atoms;
        (0..atoms.len()).filter(|&nth| cues[side].overlaps(atoms[nth].span)).collect()
    };
    let (old, new) = (words(OLD), words(NEW));
    let open =
        |side: usize, atoms: &[usize]| atoms.iter().any(|&nth| pair.sides[side].atoms[nth].state == AtomState::Open);
    let told = pair.changes.iter().any(|change| change.kind == ChangeKind::PositionShifted);
    if told || old.is_empty() || new.is_empty() || (!open(OLD, &old) && !open(NEW, &new)) {
        return;
    }
    pair.label(ChangeKind::PositionShifted, &old, &new);
    if let Some(change) = pair.changes.last_mut().filter(|change| change.kind == ChangeKind::PositionShifted) {
        change.note = format!("{} ({note})", change.note);
    }
}
