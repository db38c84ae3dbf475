//! **Finds** a question that became a statement, or the reverse: "Did he know?" → "He did know."
//!
//! **Leaves alone** a pair with a question on both sides, and further questions beside a statement that stayed.

use super::pair::{NEW, OLD, Pair};
use crate::diff::ChangeKind;

/// Labels a pair of which one side asks.
pub(super) fn label(pair: &mut Pair) {
    let asks = |side: usize| {
        let half = &pair.sides[side];
        half.tokens.iter().any(|&token| half.compared.tokens[token].span.of(half.compared.body) == "?")
    };
    if asks(OLD) == asks(NEW) {
        return;
    }
    let last = |side: usize| pair.sides[side].atoms.len().checked_sub(1).into_iter().collect::<Vec<_>>();
    let (old, new) = (last(OLD), last(NEW));
    let (question, statement) = if asks(OLD) { ("question", "statement") } else { ("statement", "question") };
    pair.label(ChangeKind::ContentChanged, &old, &new);
    if let Some(change) = pair.changes.last_mut().filter(|change| change.kind == ChangeKind::ContentChanged) {
        change.note = format!("{question} → {statement}");
    }
}
