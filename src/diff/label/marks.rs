//! **Finds** what differs though every word is the same: punctuation, the style of quotation marks, capitals, hyphens,
//! line dashes.
//!
//! **Leaves alone** white space and line breaks.

use super::pair::{NEW, OLD, Pair, note};
use crate::claim::{Excerpt, Span};
use crate::diff::vocabulary::Sym;
use crate::diff::{Change, ChangeKind};

/// Labels a pair in which no other difference was found, if its letters differ at all.
pub(super) fn label(pair: &mut Pair) {
    let letters = |side: usize| -> Vec<(Sym, Span)> {
        let half = &pair.sides[side];
        half.tokens.iter().map(|&nth| (half.compared.tokens[nth].exact, half.compared.tokens[nth].span)).collect()
    };
    let (old, new) = (letters(OLD), letters(NEW));
    let keys = |side: &[(Sym, Span)]| side.iter().map(|entry| entry.0).collect::<Vec<_>>();
    let mut spans = [Vec::new(), Vec::new()];
    let mut words = false;
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &keys(&old), &keys(&new)) {
        if matches!(op, similar::DiffOp::Equal { .. }) {
            continue;
        }
        spans[OLD].extend(old[op.old_range()].iter().map(|entry| entry.1));
        spans[NEW].extend(new[op.new_range()].iter().map(|entry| entry.1));
        words |= old[op.old_range()]
            .iter()
            .chain(&new[op.new_range()])
            .any(|entry| pair.vocabulary.word(entry.0).chars().any(char::is_alphanumeric));
    }
    let excerpt = |side: usize| {
        let body = pair.sides[side].compared.body;
        (!spans[side].is_empty()).then(|| Excerpt::new(body, spans[side].clone()))
    };
    let (old, new) = (excerpt(OLD), excerpt(NEW));
    if old.is_none() && new.is_none() {
        return;
    }
    let kind = if words && pair.hunks.is_empty() && capitals(old.as_ref(), new.as_ref()) {
        ChangeKind::Respelled
    } else {
        ChangeKind::Punctuation
    };
    let note = note(old.as_ref(), new.as_ref());
    pair.changes.push(Change::new(kind, old, new, note));
}

/// Returns whether two excerpts differ in capital and small letters.
fn capitals(old: Option<&Excerpt>, new: Option<&Excerpt>) -> bool {
    let letters = |words: Option<&Excerpt>| {
        words.map(|words| words.text.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
    };
    letters(old) != letters(new)
}
