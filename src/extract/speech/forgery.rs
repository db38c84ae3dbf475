//! Words put into a speaker's mouth: by a forged text or recording, or by one that accuses.
//!
//! It asks where the words are said to stand, and never whether they are true.

use std::sync::LazyLock;

use crate::claim::Span;

use super::super::attribution::Attribution;
use super::super::attribution::outer::OuterFrame;
use super::super::attribution::words::ClassedWords;
use super::super::words::{Lexicon, Word, words, words_of};

/// What is said of a text or a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// It is no real one.
    Forged,
    /// Nobody vouches for it.
    Unproven,
}

static DOUBTS: LazyLock<Lexicon<Doubt>> = LazyLock::new(|| {
    Lexicon::read(include_str!("../lists/forgeries.txt"), |label| match label? {
        "forged" => Some(Doubt::Forged),
        "unproven" => Some(Doubt::Unproven),
        _ => None,
    })
});
static CARRIERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/carriers.txt")));
static ACCUSERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/accusers.txt")));

/// How many words may stand between what is forged and what it is: "a fake social media post".
const REACH: usize = 4;

/// Finds the words that name a forged or accusing text in which an attribution stands; `None` where there are none.
pub(super) fn forged(words: &ClassedWords, attribution: &Attribution, outer: &[OuterFrame]) -> Option<Vec<Span>> {
    let document = words.document;
    let around = |frame: &OuterFrame| {
        let source = words_of(document, &[frame.source]);
        let cue = words_of(document, &[frame.cue]);
        let alleges = cue.iter().any(|word| word.lower.starts_with("alleg") || word.lower.starts_with("claim"));
        let accuses = (0..source.len()).any(|at| ACCUSERS.at(&source, at).is_some());
        alleges || accuses || doubt(&source).is_some()
    };
    if outer.iter().any(around) {
        let frames = outer.iter().flat_map(|frame| [frame.source, frame.cue]);
        return Some(frames.chain(attribution.source.iter().copied()).collect());
    }
    if doubt(&words_of(document, &attribution.source)) == Some(Doubt::Forged) {
        return Some(attribution.source.clone());
    }
    adjunct(words, attribution).map(|span| vec![span])
}

/// Returns the doubt that a phrase begins with: "a fake post", "the leaked memo".
fn doubt(phrase: &[Word]) -> Option<Doubt> {
    let first = phrase.iter().position(|word| !word.is(&["a", "an", "the", "one", "this", "that"])).unwrap_or(0);
    doubtful(phrase, first).map(|(_, doubt)| doubt)
}

/// Returns where the doubtful text that is named at `at` ends.
fn doubtful(words: &[Word], at: usize) -> Option<(usize, Doubt)> {
    let (len, doubt) = DOUBTS.at(words, at)?;
    let carries = |at: usize| CARRIERS.at(words, at).map(|(len, ())| at + len - 1);
    let in_phrase = |&at: &usize| words[at].is_letters() || words[at].is_hyphen();
    // "a deepfake", "a hoax" carry words themselves.
    let end = (at..words.len().min(at + len + REACH)).take_while(in_phrase).find_map(carries)?;
    Some((end, doubt))
}

/// Finds "in a fake post" around the cue, in none of its own words.
fn adjunct(classed: &ClassedWords, attribution: &Attribution) -> Option<Span> {
    let document = classed.document;
    let sentence = document.sentence_at(attribution.cue.first()?.start)?;
    let words = words(document, document.sentences[sentence].tokens.clone());
    let free = |at: usize| !attribution.spans().any(|span| span.overlaps(words[at].span));
    (0..words.len()).filter(|&at| words[at].is(&["in", "on", "via", "through", "by"])).find_map(|at| {
        let article = words.get(at + 1).is_some_and(|word| word.is(&["a", "an", "the", "one", "this"]));
        let (end, doubt) = doubtful(&words, at + 1 + usize::from(article))?;
        (doubt == Doubt::Forged && (at..=end).all(free)).then(|| words[at].span.join(words[end].span))
    })
}
