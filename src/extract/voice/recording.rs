//! What a transcript plays back: "[audio plays]", "(clip)", "[start of excerpt]", up to the note that ends it or the
//! end of the turn.
//!
//! It never says whose words were recorded.

use crate::claim::Span;

/// Words of a note that something is played.
const PLAYED: [&str; 8] = ["plays", "played", "clip", "excerpt", "insert", "grab", "recording", "replay"];
/// Words of a note that it is over.
const OVER: [&str; 4] = ["end", "ends", "ended", "back"];
/// Words of a note on sounds without words, or on what is missing.
const NO_WORDS: [&str; 12] = [
    "song",
    "music",
    "applause",
    "laughter",
    "anthem",
    "break",
    "drops",
    "inaudible",
    "clipped",
    "jingle",
    "lost",
    "missing",
];
/// The longest note, in bytes.
const NOTE: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Note {
    Starts,
    Ends,
}

/// Cuts what is said in a turn into what is said live, and what is played back without saying whose it is.
pub(super) fn split(body: &str, content: Span) -> (Vec<Span>, Vec<Span>) {
    let (mut live, mut recorded) = (Vec::new(), Vec::new());
    let mut start = content.start;
    let mut playing = false;
    for (span, note) in notes(body, content) {
        let stretch = Span::new(start, span.start.max(start));
        if playing { &mut recorded } else { &mut live }.push(stretch);
        playing = note == Note::Starts;
        start = span.end;
    }
    if playing { &mut recorded } else { &mut live }.push(Span::new(start, content.end.max(start)));
    (live, recorded)
}

/// Returns whether a text ends with a note that something is played.
pub(super) fn ends_with_one(text: &str) -> bool {
    let last = notes(text, Span::new(0, text.len())).last();
    last.is_some_and(|(span, note)| note == Note::Starts && text[span.end..].trim().is_empty())
}

/// Finds the notes in brackets.
fn notes(body: &str, content: Span) -> impl Iterator<Item = (Span, Note)> + '_ {
    content.of(body).match_indices(['[', '(']).filter_map(move |(at, open)| {
        let start = content.start + at;
        let close = if open == "[" { ']' } else { ')' };
        let rest = &body[start..content.end];
        let end = rest.find(close).filter(|&end| end <= NOTE)?;
        let inner = rest[1..end].to_lowercase();
        let has = |list: &[&str]| inner.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
        let note = match () {
            () if !has(&PLAYED) || has(&NO_WORDS) => return None,
            () if has(&OVER) => Note::Ends,
            () => Note::Starts,
        };
        Some((Span::new(start, start + end + 1), note))
    })
}
