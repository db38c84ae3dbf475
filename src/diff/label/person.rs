//! **Finds** one person's pronoun in place of another's: "her staff" → "his staff"; and "a few" (some) → "few" (hardly
//! any).
//!
//! **Leaves alone** a pronoun for a name, and "they", which may be anybody.

use super::pair::{NEW, OLD, Pair};
use crate::diff::ChangeKind;

/// Labels a small word of a pair that means another person or amount.
pub(super) fn label(pair: &mut Pair) {
    if let Some((old, new)) = (0..pair.hunks.len()).find_map(|hunk| another_person(pair, hunk)) {
        pair.label(ChangeKind::ContentChanged, &[old], &[new]);
        return;
    }
    let few = |side: usize| {
        let atoms = &pair.sides[side].atoms;
        let at = (0..atoms.len()).find(|&nth| matches!(pair.word(&atoms[nth]), "few" | "little"))?;
        let some = at > 0 && pair.word(&atoms[at - 1]) == "a";
        Some((pair.word(&atoms[at]), some, at))
    };
    if let (Some((old, was, old_at)), Some((new, is, new_at))) = (few(OLD), few(NEW))
        && old == new
        && was != is
    {
        let words = |some: bool, at: usize| if some { vec![at - 1, at] } else { vec![at] };
        pair.label(ChangeKind::ContentChanged, &words(was, old_at), &words(is, new_at));
    }
}

/// Finds the pronouns of two persons that stand for each other in a hunk.
fn another_person(pair: &Pair, hunk: usize) -> Option<(usize, usize)> {
    let person = |side: usize, nth: usize| match pair.word(&pair.sides[side].atoms[nth]) {
        "he" | "him" | "his" | "himself" => Some('m'),
        "she" | "her" | "hers" | "herself" => Some('f'),
        _ => None,
    };
    let find = |side: usize| {
        let mut found = pair.hunks[hunk].atoms[side].iter().filter_map(|&nth| Some((person(side, nth)?, nth)));
        found.next().filter(|_| found.next().is_none())
    };
    let ((was, old), (is, new)) = (find(OLD)?, find(NEW)?);
    (was != is).then_some((old, new))
}
