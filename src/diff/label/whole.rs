//! **Finds** claims of a pair of which nothing stayed, beside others of their side of which something did: what they
//! say came or went as a whole (`detail_added`, `detail_dropped`), and took no other words' place.
//!
//! **Example** "*Holt was held in Reil* after police had a tip that she would travel": the tip alone was told before.
//!
//! **Leaves alone** claims one of whose words stayed, names aside: of whom it is said may be told beside it too.

use super::pair::{AtomState, Half, NEW, OLD, Pair};
use crate::diff::links::Link;
use crate::diff::{Change, ChangeKind};

/// Fewer telling words may be another wording of what stands beside them.
const LEAST: usize = 3;
/// So many of these must differ.
const OPEN: usize = 2;

/// Takes the words of such claims and sentences out of what is open, and returns what is to be told of them.
pub(super) fn details(pair: &mut Pair, link: &Link) -> Vec<Change> {
    let before = pair.changes.len();
    for side in [OLD, NEW] {
        let parts = parts(&pair.sides[side], link.side(side));
        let telling = |part: &[usize]| -> Vec<usize> {
            part.iter().copied().filter(|&nth| !pair.is_function(&pair.sides[side].atoms[nth])).collect()
        };
        let atoms = &pair.sides[side].atoms;
        let is_open = |nth: usize| atoms[nth].state == AtomState::Open;
        let stays = |part: &Vec<usize>| {
            let kept = |nth: usize| matches!(atoms[nth].state, AtomState::Kept { .. }) && !atoms[nth].token.name;
            telling(part).iter().any(|&nth| kept(nth))
        };
        if !parts.iter().any(stays) {
            continue;
        }
        let came_or_went = |part: &Vec<usize>| {
            let telling = telling(part);
            let differs = telling.iter().all(|&nth| is_open(nth) || atoms[nth].token.name);
            let open = telling.iter().filter(|&&nth| is_open(nth)).count();
            telling.len() >= LEAST && differs && open >= OPEN && !stays(part)
        };
        let whole: Vec<Vec<usize>> = parts.iter().filter(|part| came_or_went(part)).cloned().collect();
        for part in whole {
            let open: Vec<usize> =
                part.into_iter().filter(|&nth| pair.sides[side].atoms[nth].state == AtomState::Open).collect();
            match side {
                OLD => pair.label(ChangeKind::DetailDropped, &open, &[]),
                _ => pair.label(ChangeKind::DetailAdded, &[], &open),
            }
        }
    }
    pair.changes.split_off(before)
}

/// Lists the atoms of a side by the claim that answers for them and the sentence in which they stand.
fn parts(half: &Half, claims: &[usize]) -> Vec<Vec<usize>> {
    let mut parts: Vec<((usize, usize), Vec<usize>)> = Vec::new();
    for (nth, atom) in half.atoms.iter().enumerate() {
        let holds = |claim: &&usize| {
            let passage = &half.compared.passages[**claim];
            !passage.shared && passage.tokens.binary_search(&atom.tokens.start).is_ok()
        };
        let Some(&claim) = claims.iter().find(holds) else { continue };
        let key = (claim, atom.token.sentence);
        match parts.iter_mut().find(|(other, _)| *other == key) {
            Some((_, atoms)) => atoms.push(nth),
            None => parts.push((key, vec![nth])),
        }
    }
    parts.into_iter().map(|(_, atoms)| atoms).collect()
}
