//! **Finds** a change of what a claim commits its speaker to: "ruled out" → "is open to", "oppose" → "support".
//!
//! **Leaves alone** a stance that turned only because a negation came or went: that is the negation's label; a stance on
//! one side only, and two that can both be held ("plans to sell", "will sell").

use std::collections::BTreeSet;

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::claim::{Position, Stance};
use crate::diff::{ChangeKind, lexicon};
use crate::lexicon::{FUNCTION_WORDS, fold, stem};

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

/// Returns whether two positions on one thing cannot both be held: on its two sides, or open to it and not.
fn is_shift(old: &Position, new: &Position) -> bool {
    let words = |position: &Position| -> BTreeSet<String> {
        let words = position.topic.split(|c: char| !c.is_alphanumeric()).map(fold);
        words.filter(|word| word.len() > 1 && !FUNCTION_WORDS.has(word)).map(|word| stem(&word)).collect()
    };
    let sides = matches!((old.side, new.side), (Some(old), Some(new)) if old != new);
    let open = |one: &Position, other: &Position| {
        one.stance == Stance::Open && matches!(other.stance, Stance::Refuse | Stance::Oppose | Stance::Commit)
    };
    (sides || open(old, new) || open(new, old)) && !words(old).is_disjoint(&words(new))
}

pub(super) fn label(pair: &mut Pair) {
    by_verb(pair);
    let positions = |side: usize| pair.sides[side].claims.iter().flat_map(|claim| &claim.positions);
    let mut pairs = positions(OLD).flat_map(|old| positions(NEW).map(move |new| (old, new)));
    let Some((old, new)) = pairs.find(|(old, new)| is_shift(old, new)) else { return };
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
