//! **Finds** words that speak to the reader and tell nothing that happened, come or gone: "Here's why.", "Watch: …", a
//! question behind what is told ("What comes next?"). Which words do, `addressed` says. So too the topic before the
//! colon of a question or of what is explained: "*Harbour tolls:* How the council decides".
//!
//! **Leaves alone** a question that took the place of a statement or is put in other words, and words inside quotation
//! marks.

use super::pair::{AtomState, NEW, OLD, Pair, other};
use crate::diff::ChangeKind;
use crate::diff::addressed::is_addressed;

pub(super) fn label(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let open = pair.open(hunk, side);
            let alone = pair.open(hunk, other(side)).is_empty();
            let speaks = open.iter().all(|&nth| addresses(pair, side, nth)) || is_topic(pair, side, &open);
            if open.is_empty() || !alone || !speaks {
                continue;
            }
            match side {
                OLD => pair.label(ChangeKind::ToneChanged, &open, &[]),
                _ => pair.label(ChangeKind::ToneChanged, &[], &open),
            }
        }
    }
}

/// Returns whether a word speaks to the reader, and so do all others that do in its sentence, which came or went with it.
fn addresses(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let speaks = |nth: usize| is_addressed(half.compared, half.atoms[nth].tokens.start, pair.vocabulary);
    let stayed = |&nth: &usize| {
        let atom = &half.atoms[nth];
        matches!(atom.state, AtomState::Kept { .. }) && !pair.is_function(atom)
    };
    let mut beside =
        (0..half.atoms.len()).filter(|&at| half.atoms[at].token.sentence == half.atoms[nth].token.sentence);
    speaks(nth) && !beside.any(|at| stayed(&at) && speaks(at))
}

/// Words that begin what is asked or explained, so that nobody says it.
const ASKING: [&str; 8] = ["how", "why", "what", "when", "where", "who", "which", "whose"];

/// Returns whether words are all that stands before the colon of a sentence that asks or explains.
fn is_topic(pair: &Pair, side: usize, open: &[usize]) -> bool {
    let half = &pair.sides[side];
    let (Some(&first), Some(&last)) = (open.first(), open.last()) else { return false };
    let starts =
        first.checked_sub(1).is_none_or(|before| half.atoms[before].token.sentence != half.atoms[first].token.sentence);
    let colon = half.compared.tokens.get(half.atoms[last].tokens.end);
    let colon = colon.is_some_and(|token| token.span.of(half.compared.body) == ":");
    let asks = half.atoms.get(last + 1).is_some_and(|next| ASKING.contains(&pair.word(next)));
    let whole = (first..=last).all(|nth| open.contains(&nth) && half.atoms[nth].token.quotation.is_none());
    starts && colon && asks && whole
}
