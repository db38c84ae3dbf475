//! **Finds** one word in two spellings: "colour" → "color", "Zelensky" → "Zelenskyy", "re-open" → "reopen", a mended
//! typing error, "12" → "twelve".
//!
//! **Leaves alone** names that are other names, whatever they look like, and words of one stem, which are wording.

use super::pair::{AtomClass, AtomState, NEW, OLD, Pair};
use crate::diff::compared::ComparedSort;
use crate::diff::{ChangeKind, lexicon};

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        let (old, new) = (pair.open(hunk, OLD), pair.open(hunk, NEW));
        if !old.is_empty() && !new.is_empty() && joined(pair, OLD, &old) == joined(pair, NEW, &new) {
            pair.label(ChangeKind::Respelled, &old, &new);
            continue;
        }
        let mut new = new;
        for old in old {
            if let Some(at) = new.iter().position(|&new| respelled(pair, old, new)) {
                let new = new.remove(at);
                pair.label(ChangeKind::Respelled, &[old], &[new]);
            }
        }
    }
    written_otherwise(pair);
}

/// Returns whether two runs of words differ in spelling alone, and labels them if so.
pub(super) fn one_spelling(pair: &mut Pair, old: &[usize], new: &[usize]) -> bool {
    let open = |pair: &Pair| {
        let is_open = |side: usize, atoms: &[usize]| {
            atoms.iter().all(|&nth| pair.sides[side].atoms[nth].state == AtomState::Open)
        };
        is_open(OLD, old) && is_open(NEW, new)
    };
    let one = joined(pair, OLD, old) == joined(pair, NEW, new)
        || (old.len() == new.len()
            && old.iter().zip(new).all(|(&old, &new)| {
                let (a, b) = (&pair.sides[OLD].atoms[old], &pair.sides[NEW].atoms[new]);
                lexicon::spelling_variants(pair.word(a), pair.word(b))
            }));
    if !one || !open(pair) {
        return false;
    }
    pair.label(ChangeKind::Respelled, old, new);
    true
}

fn respelled(pair: &Pair, old: usize, new: usize) -> bool {
    let (a, b) = (&pair.sides[OLD].atoms[old], &pair.sides[NEW].atoms[new]);
    if a.class != AtomClass::Word || b.class != AtomClass::Word {
        return false;
    }
    let (x, y) = (pair.word(a), pair.word(b));
    if lexicon::spelling_variants(x, y) {
        return true;
    }
    match (a.token.name, b.token.name) {
        (true, true) => lexicon::name_variants(x, y),
        (false, false) => {
            let word = |c: &super::pair::Atom| c.token.sort == ComparedSort::Word && !c.negation && !c.hedge;
            // Forms of one word are no errors of typing.
            a.token.stem != b.token.stem && word(a) && word(b) && lexicon::mistyped(x, y)
        }
        _ => false,
    }
}

/// Returns the letters and digits of words, put together.
fn joined(pair: &Pair, side: usize, atoms: &[usize]) -> String {
    atoms
        .iter()
        .flat_map(|&nth| pair.word(&pair.sides[side].atoms[nth]).chars())
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// One figure, date or place in a row in two ways of writing.
fn written_otherwise(pair: &mut Pair) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (nth, atom) in pair.sides[OLD].atoms.iter().enumerate() {
        let AtomState::Kept { with, .. } = atom.state else { continue };
        let other = &pair.sides[NEW].atoms[with];
        let folds = |side: usize, atom: &super::pair::Atom| -> Vec<u32> {
            let tokens = &pair.sides[side].compared.tokens[atom.tokens.clone()];
            tokens.iter().filter(|token| token.sort.is_word()).map(|token| token.fold).collect()
        };
        if folds(OLD, atom) != folds(NEW, other) {
            found.push((nth, with));
        }
    }
    for (old, new) in found {
        pair.label(ChangeKind::Respelled, &[old], &[new]);
    }
}
