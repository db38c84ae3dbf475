//! **Finds** what was said and is no longer reported as said, or the reverse, where the words around the cue tell so:
//! "said" → "declined to say" is a flipped negation, "said" → "reportedly said", "if she says" a hedge.
//!
//! **Leaves alone** what a negation or a hedge was found for already, another sort of doubt ("may say" → "reportedly
//! said"), and a source that came around the old one: that is the attribution's label.

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::claim::Speech;
use crate::diff::ChangeKind;
use crate::diff::compared::ClaimPart;

pub(super) fn label(pair: &mut Pair) {
    let ([old], [new]) = (&pair.sides[OLD].claims[..], &pair.sides[NEW].claims[..]) else { return };
    let kind = match (old.speech, new.speech) {
        (old, new) if old == new => return,
        (Speech::NotSaid, _) | (_, Speech::NotSaid) => ChangeKind::NegationFlipped,
        (Speech::Said, _) => ChangeKind::HedgeAdded,
        (_, Speech::Said) => ChangeKind::HedgeRemoved,
        _ => return,
    };
    if pair.changes.iter().any(|change| change.kind == kind) {
        return;
    }
    let (unsaid, sides) = (if old.is_said() { NEW } else { OLD }, [words(pair, OLD), words(pair, NEW)]);
    // Words of the side that was not said must tell so: another source alone may have been misread.
    if sides[unsaid].iter().any(|&nth| !pair.is_function(&pair.sides[unsaid].atoms[nth])) {
        let [old, new] = sides;
        pair.label(kind, &old, &new);
    }
}

/// Lists the open words of a side's cue, and those that tell how it was said.
fn words(pair: &Pair, side: usize) -> Vec<usize> {
    let half = &pair.sides[side];
    let is_one = |nth: &usize| {
        let atom = &half.atoms[*nth];
        let of_cue = half.claims.iter().filter_map(|claim| claim.speech_cue.as_ref());
        let mut of_cue = of_cue.flat_map(|cue| &cue.spans).filter(|span| span.contains(atom.span));
        let outer = half.claims.iter().flat_map(|claim| &claim.outer);
        let mut outer = outer.flat_map(|outer| outer.cue.spans.iter().chain(&outer.source.spans));
        let part = atom.token.part;
        let told = part == ClaimPart::Cue || part == ClaimPart::Beside && of_cue.next().is_some();
        atom.state == AtomState::Open && told && !outer.any(|span| span.contains(atom.span))
    };
    (0..half.atoms.len()).filter(is_one).collect()
}
