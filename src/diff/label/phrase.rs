//! **Mends** evidence that nobody can read: single words with other words left out between them. Small words between two
//! pieces are shown with them ("the balcony *of the* palace"); a side that shows many pieces is shown as the stretch of
//! each sentence that holds them, and the note says that it was rewritten. Stretches of several sentences are a change
//! each.

use super::content;
use super::pair::{NEW, OLD, Pair, brief, note};
use crate::claim::{Excerpt, Span};
use crate::diff::compared::{ComparedSort, ComparedToken};
use crate::diff::{Change, ChangeKind};

/// From this many words on, pieces of a sentence are no phrase.
const MANY: usize = 4;

/// So many small words between two pieces of evidence make one phrase of them.
const SMALL_WORDS: usize = 3;

/// Makes whole phrases and stretches of scattered evidence.
pub(super) fn mend(pair: &mut Pair) {
    let changes = std::mem::take(&mut pair.changes);
    let mut changes: Vec<Change> = changes.into_iter().flat_map(|change| parted(pair, change)).collect();
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
        if let Some(note) = of_the_same_words(change) {
            change.note = note;
        }
    }
    pair.changes = changes;
}

/// Parts a change of content whose evidence is scattered over sentences: what differs in the nth of one side with what
/// differs in the nth of the other where both have as many; else the longest of each side is one change, and the rest
/// came or went. Each is the stretch of its sentence that holds all of it. Where small words are all that differs in a
/// sentence, nothing is parted.
fn parted(pair: &Pair, change: Change) -> Vec<Change> {
    if !change.kind.is_content() {
        return vec![change];
    }
    let scattered = [OLD, NEW].into_iter().any(|side| {
        let words = [&change.old, &change.new][side].as_ref();
        words.is_some_and(|words| is_scattered(pair, side, words))
    });
    let [old, new] = [OLD, NEW].map(|side| {
        let body = pair.sides[side].compared.body;
        let places = by_sentence(pair, side, [&change.old, &change.new][side].as_ref());
        places.iter().map(|place| Excerpt::new(body, vec![place.hull()])).collect::<Vec<_>>()
    });
    let tell =
        [(OLD, &old), (NEW, &new)].into_iter().all(|(side, places)| places.iter().all(|one| tells(pair, side, one)));
    if !scattered || old.len().max(new.len()) < 2 || !tell {
        return vec![change];
    }
    let longest = |places: &[Excerpt]| (0..places.len()).rev().max_by_key(|&nth| places[nth].text.len());
    let (first, with) = (longest(&old), longest(&new));
    let as_many = old.len() == new.len();
    let mut pairs: Vec<[Option<Excerpt>; 2]> = Vec::new();
    for (nth, place) in old.iter().enumerate() {
        let other = if as_many { Some(nth) } else { with.filter(|_| first == Some(nth)) };
        pairs.push([Some(place.clone()), other.and_then(|other| new.get(other).cloned())]);
    }
    let alone = new.iter().enumerate().filter(|&(nth, _)| !as_many && (old.is_empty() || with != Some(nth)));
    pairs.extend(alone.map(|(_, place)| [None, Some(place.clone())]));
    let told = pairs.into_iter().map(|[old, new]| {
        let (kind, note) = (content::kind(old.is_some(), new.is_some()), note(old.as_ref(), new.as_ref()));
        Change::new(kind, old, new, note)
    });
    told.collect()
}

/// Returns whether an excerpt holds more than small words.
fn tells(pair: &Pair, side: usize, words: &Excerpt) -> bool {
    let compared = pair.sides[side].compared;
    let mut tokens = compared.layout.tokens_in(words.hull()).map(|token| &compared.tokens[token]);
    tokens.any(|token| token.sort.is_word() && !pair.vocabulary.is_function(token.fold))
}

/// Parts evidence by the sentences in which it stands.
fn by_sentence(pair: &Pair, side: usize, words: Option<&Excerpt>) -> Vec<Excerpt> {
    let compared = pair.sides[side].compared;
    let sentence = |span: Span| compared.layout.tokens_in(span).next().map(|token| compared.tokens[token].sentence);
    let spans = words.map_or(&[][..], |words| &words.spans);
    let places = spans.chunk_by(|one, next| sentence(*one) == sentence(*next));
    places.map(|spans| Excerpt::new(compared.body, spans.to_vec())).collect()
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

/// Writes the note of a change that shows the same words on both sides; `None` for any other.
fn of_the_same_words(change: &Change) -> Option<String> {
    let (old, new) = (brief(&change.old.as_ref()?.text), brief(&change.new.as_ref()?.text));
    match change.kind {
        _ if old.to_lowercase() != new.to_lowercase() => None,
        ChangeKind::QuoteParaphrased => Some(format!("“{old}” → {new}, without the marks")),
        ChangeKind::ParaphraseQuoted => Some(format!("{old} → “{new}”, in marks")),
        ChangeKind::Reworded | ChangeKind::ContentChanged => Some(format!("“{old}” in another place")),
        ChangeKind::RolesSwapped => Some(format!("“{old}” takes another part")),
        _ => None,
    }
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
    let places = by_sentence(pair, side, Some(words));
    let hulls = places.iter().map(Excerpt::hull);
    Excerpt::new(pair.sides[side].compared.body, hulls.collect())
}
