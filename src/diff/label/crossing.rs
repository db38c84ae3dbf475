//! **Finds** words that crossed a quotation mark though every word stayed: put into somebody's mouth (`quote_extended`)
//! or taken out of it (`quote_truncated`).
//!
//! **Leaves alone** what the marks as a whole were put on or taken off: that has its own labels.

use super::pair::{AtomState, NEW, OLD, Pair};
use crate::diff::{Change, ChangeKind};

/// Labels the words of a pair that are quoted on one side only.
pub(super) fn label(pair: &mut Pair) {
    let whole = |change: &Change| matches!(change.kind, ChangeKind::QuoteParaphrased | ChangeKind::ParaphraseQuoted);
    if pair.changes.iter().any(whole) {
        return;
    }
    let quoted = |side: usize, nth: usize| pair.sides[side].atoms[nth].token.quotation.is_some();
    let mut out: [Vec<usize>; 2] = Default::default();
    let mut into: [Vec<usize>; 2] = Default::default();
    for old in 0..pair.sides[OLD].atoms.len() {
        let AtomState::Kept { with: new, .. } = pair.sides[OLD].atoms[old].state else { continue };
        let crossed = match (quoted(OLD, old), quoted(NEW, new)) {
            (true, false) => &mut out,
            (false, true) => &mut into,
            _ => continue,
        };
        crossed[OLD].push(old);
        crossed[NEW].push(new);
    }
    for (kind, crossed) in [(ChangeKind::QuoteTruncated, out), (ChangeKind::QuoteExtended, into)] {
        pair.label(kind, &crossed[OLD], &crossed[NEW]);
    }
}
