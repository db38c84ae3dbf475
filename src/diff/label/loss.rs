//! **Finds** what a part of a sentence lost when it was cut in two: the hedge ("allegedly") or the source ("police
//! said") that stayed with the other part alone.
//!
//! **Leaves alone** a part that has its own, and words that the old sentence did not hold.

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::claim::{CertaintyLevel, Claim, ClaimKind};
use crate::diff::ChangeKind;
use crate::diff::links::Link;

/// Labels what a split lost.
pub(super) fn label(pair: &mut Pair, link: &Link) {
    // One sentence that was read as two claims lost nothing.
    if link.old.len() != 1 || pair.changes.iter().all(|change| change.kind != ChangeKind::Split) {
        return;
    }
    let Some(&old) = pair.sides[OLD].claims.first() else { return };
    // The telling words of a claim, where the old sentence held most of them.
    let kept = |claim: &Claim| -> Option<Vec<usize>> {
        let inside = |nth: &usize| {
            let atom = &pair.sides[NEW].atoms[*nth];
            claim.content.spans.iter().any(|span| span.contains(atom.token.span)) && !pair.is_function(atom)
        };
        let words: Vec<usize> = (0..pair.sides[NEW].atoms.len()).filter(inside).collect();
        let is_kept = |nth: &&usize| matches!(pair.sides[NEW].atoms[**nth].state, AtomState::Kept { .. });
        let kept = words.iter().filter(is_kept).count();
        (kept > 0 && kept * 2 > words.len()).then_some(words)
    };
    let lost = |lacks: &dyn Fn(&Claim) -> bool| {
        let claims = pair.sides[NEW].claims.iter().copied();
        let (without, with): (Vec<&Claim>, Vec<&Claim>) = claims.partition(|claim| lacks(claim));
        let part = without.into_iter().find_map(kept)?;
        (!with.is_empty()).then_some(part)
    };
    let unsure = |claim: &Claim| claim.certainty.level != CertaintyLevel::Asserted;
    let hedge = if unsure(old) { lost(&|claim| !unsure(claim)) } else { None };
    let source = if old.kind != ClaimKind::Fact { lost(&|claim| claim.kind == ClaimKind::Fact) } else { None };
    for (kind, words) in [(ChangeKind::HedgeRemoved, hedge), (ChangeKind::AttributionDropped, source)] {
        if let Some(words) = words {
            pair.label(kind, &[], &words);
        }
    }
}
