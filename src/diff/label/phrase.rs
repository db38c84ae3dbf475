//! **Mends** evidence that nobody can read: single words with other words left out between them. Small words between two
//! pieces are shown with them ("the balcony *of the* palace"); a side that shows many pieces is shown as the stretch of
//! each sentence that holds them, and the note says that it was rewritten.

use super::pair::{NEW, OLD, Pair, note};
use crate::claim::{Excerpt, Span};
use crate::diff::compared::{ComparedSort, ComparedToken};
use crate::diff::{Change, ChangeKind};

/// From this many words on, pieces of a sentence are no phrase.
const MANY: usize = 4;

/// So many small words between two pieces of evidence make one phrase of them.
const SMALL_WORDS: usize = 3;

/// Makes whole phrases and stretches of scattered evidence.
pub(super) fn mend(pair: &mut Pair) {
    let mut changes = std::mem::take(&mut pair.changes);
    for change in &mut changes {
        if change.kind.is_content() {
            fill(pair, change);
        }
        let whole = [OLD, NEW].map(|side| {
            let words = [&change.old, &change.new][side].as_ref()?;
            is_scattered(pair, side, words).then(|| stretches(pair, side, words))
        });
        if show(change, whole) {
            retell(change);
        }
    }
    pair.changes = changes;
}

/// Adds the small words between two pieces of evidence to it.
fn fill(pair: &Pair, change: &mut Change) {
    let filled = [OLD, NEW].map(|side| {
        let words = [&change.old, &change.new][side].as_ref()?;
        let mut spans: Vec<Span> = Vec::new();
        for &span in &words.spans {
            match spans.last_mut().filter(|last| is_phrase(pair, side, **last, span)) {
                Some(last) => *last = last.join(span),
                None => spans.push(span),
            }
        }
        (spans.len() < words.spans.len()).then(|| Excerpt::new(pair.sides[side].compared.body, spans))
    });
    if show(change, filled) {
        change.note = note(change.old.as_ref(), change.new.as_ref());
    }
}

/// Shows other words as the evidence of a change, on the sides that have some; returns whether one has.
fn show(change: &mut Change, [old, new]: [Option<Excerpt>; 2]) -> bool {
    let some = old.is_some() || new.is_some();
    change.old = old.or_else(|| change.old.take());
    change.new = new.or_else(|| change.new.take());
    some
}

/// Returns whether a few small words, and no quotation mark, stand between two places of one sentence.
fn is_phrase(pair: &Pair, side: usize, one: Span, next: Span) -> bool {
    let compared = pair.sides[side].compared;
    if next.start < one.end {
        return true;
    }
    let sentence = |span: Span| compared.layout.tokens_in(span).next().map(|token| compared.tokens[token].sentence);
    let between = Span { start: one.end, end: next.start };
    let tokens: Vec<&ComparedToken> = compared.layout.tokens_in(between).map(|token| &compared.tokens[token]).collect();
    let small = |token: &&ComparedToken| match token.sort {
        ComparedSort::Word => !token.name && pair.vocabulary.is_function(token.fold),
        ComparedSort::Punctuation => true,
        ComparedSort::Number | ComparedSort::Sign | ComparedSort::Mark | ComparedSort::Ellipsis => false,
    };
    sentence(one) == sentence(next)
        && tokens.iter().all(small)
        && tokens.iter().filter(|token| token.sort.is_word()).count() <= SMALL_WORDS
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
    let telling = |fold| !pair.vocabulary.is_function(fold);
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
