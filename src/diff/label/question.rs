//! **Finds** a question that became a statement, or the reverse: "Did he know?" → "He did know."
//!
//! **Leaves alone** a pair with a question on both sides, further questions beside a statement that stayed, and a
//! question to the reader that came or went as a whole (`teaser`).

use super::pair::{NEW, OLD, Pair};
use crate::claim::Span;
use crate::diff::ChangeKind;

/// Labels a pair of which one side asks.
pub(super) fn label(pair: &mut Pair) {
    let asks = |side: usize| {
        let half = &pair.sides[side];
        let tokens = half.tokens.iter().map(|&token| half.compared.tokens[token].span);
        tokens.filter(|span| span.of(half.compared.body) == "?").any(|mark| !is_to_reader(pair, side, mark))
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

/// Returns whether the words before a question mark are told of as ones that speak to the reader.
fn is_to_reader(pair: &Pair, side: usize, mark: Span) -> bool {
    let last = pair.sides[side].atoms.iter().rfind(|atom| atom.token.span.end <= mark.start);
    let tone = pair.changes.iter().filter(|change| change.kind == ChangeKind::ToneChanged);
    let mut told = tone.flat_map(|change| [&change.old, &change.new][side].iter()).flat_map(|words| &words.spans);
    last.is_some_and(|last| told.any(|span| span.overlaps(last.token.span)))
}
