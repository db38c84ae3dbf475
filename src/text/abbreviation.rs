//! Abbreviations that end in a stop, and whether the stop also ends the sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::entries;

/// How an abbreviation behaves before a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Stands before a name: "Mr.", "Gov."; never ends a sentence before a capital.
    Title,
    /// Stands before a number: "No.", "Jan."; ends no sentence before a digit.
    Number,
    /// May end a sentence: "U.S.", "Inc.", "a.m."; does so where a word follows that likes to start sentences.
    Any,
}

static ABBREVIATIONS: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let lists = [
        (Class::Title, include_str!("lists/abbreviations_title.txt")),
        (Class::Number, include_str!("lists/abbreviations_number.txt")),
        (Class::Any, include_str!("lists/abbreviations_any.txt")),
    ];
    lists.into_iter().flat_map(|(class, list)| entries(list).map(move |entry| (entry, class))).collect()
});

static STARTERS: LazyLock<std::collections::HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("lists/sentence_starters.txt")).collect());

/// Returns whether `word` with its final stop is an abbreviation or an initial ("U.S.", "Mr.", "J.").
pub(super) fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains_key(word) || is_dotted_letters(word)
}

/// Returns whether the sentence continues after the abbreviation `word`, given the word that follows it in the text.
pub(super) fn wants_more(word: &str, next: &str) -> bool {
    let next = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(first) = next.chars().next() else { return false };
    if first.is_lowercase() {
        return true;
    }
    match ABBREVIATIONS.get(word) {
        // It ends a list: no name continues behind it.
        _ if word == "etc." => false,
        Some(Class::Title) => true,
        Some(Class::Number) => first.is_ascii_digit(),
        Some(Class::Any) => !starts_sentences(next),
        None => is_dotted_letters(word) && !starts_sentences(next),
    }
}

/// Returns whether `word` is an abbreviation that a sentence may end with ("Inc.", "a.m.").
pub(super) fn may_end_sentence(word: &str) -> bool {
    ABBREVIATIONS.get(word) == Some(&Class::Any)
}

/// Returns whether a capitalised word is one that often opens a sentence ("The", "He"), and so is not part of a name.
pub(super) fn starts_sentences(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    STARTERS.contains(word)
}

/// Single letters, each with a stop: "J.", "U.S.", "a.m.".
fn is_dotted_letters(word: &str) -> bool {
    let mut chars = word.chars();
    let mut letters = 0;
    while let Some(letter) = chars.next() {
        if !letter.is_alphabetic() || chars.next() != Some('.') {
            return false;
        }
        letters += 1;
    }
    letters > 0 && (letters > 1 || word.chars().next().is_some_and(char::is_uppercase))
}
