//! **Mends** evidence that nobody can read: many single words with other words left out between them. A side that shows
//! so many is shown as the stretch of each sentence that holds them, and the note says that it was rewritten.

use super::pair::{NEW, OLD, Pair, note};
use crate::claim::{Excerpt, Span};
use crate::diff::{Change, ChangeKind, lexicon};

/// From this many words on, pieces of a sentence are no phrase.
const MANY: usize = 4;

/// Makes whole stretches of scattered evidence.
pub(super) fn mend(pair: &mut Pair) {
    let mut changes = std::mem::take(&mut pair.changes);
    for change in &mut changes {
        let whole = [OLD, NEW].map(|side| {
            let words = [&change.old, &change.new][side].as_ref()?;
            is_scattered(pair, side, words).then(|| stretches(pair, side, words))
        });
        if whole.iter().all(Option::is_none) {
            continue;
        }
        let [old, new] = whole;
        change.old = old.or_else(|| change.old.take());
        change.new = new.or_else(|| change.new.take());
        retell(change);
    }
    pair.changes = changes;
}

/// Writes the note of a change whose evidence has grown, where the note is made of it.
fn retell(change: &mut Change) {
    let words = note(change.old.as_ref(), change.new.as_ref());
    match change.kind {
        ChangeKind::ContentChanged => change.note = format!("rewritten: {words}"),
        ChangeKind::DetailAdded | ChangeKind::DetailDropped | ChangeKind::Reworded => change.note = words,
        _ => {}
    }
}

/// Returns whether evidence leaves words between its own out that carry something.
fn is_scattered(pair: &Pair, side: usize, words: &Excerpt) -> bool {
    let compared = pair.sides[side].compared;
    let shown = |span: Span| words.spans.iter().any(|outer| outer.contains(span));
    let tokens = || compared.layout.tokens_in(words.hull()).map(|token| &compared.tokens[token]);
    let count = tokens().filter(|token| token.sort.is_word() && shown(token.span)).count();
    let telling = |fold| !lexicon::FUNCTION.has(pair.vocabulary.word(fold));
    count >= MANY && tokens().any(|token| token.sort.is_word() && !shown(token.span) && telling(token.fold))
}

/// Returns the shortest stretch of each sentence that holds all the evidence in it.
fn stretches(pair: &Pair, side: usize, words: &Excerpt) -> Excerpt {
    let compared = pair.sides[side].compared;
    let sentence = |span: Span| compared.layout.tokens_in(span).next().map(|token| compared.tokens[token].sentence);
    let spans = words.spans.chunk_by(|one, next| sentence(*one) == sentence(*next));
    let hulls = spans.filter_map(|spans| spans.iter().copied().reduce(Span::join));
    Excerpt::new(compared.body, hulls.collect())
}
