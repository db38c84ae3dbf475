//! The words that a statement or a topic is about.
//!
//! It knows no meaning, and no sentence.

use std::collections::BTreeSet;

use crate::lexicon::{self, FUNCTION_WORDS, WordList, fold, stem};

static MORE_FUNCTION_WORDS: WordList =
    WordList::new(|| lexicon::words(include_str!("lists/function_words.txt")).collect());

/// Returns whether a word is no word of the matter: "the", "would", "not".
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION_WORDS.has(word) || MORE_FUNCTION_WORDS.has(word)
}

/// Cuts a text into its words, in lower case, marks and possessive endings left out.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    cut(text, |c| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}'))
}

/// Cuts a text as [`words`] does, but leaves words whole that a hyphen joins: "co-payment".
pub(super) fn compounds(text: &str) -> impl Iterator<Item = String> + '_ {
    cut(text, |c| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-'))
}

fn cut(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = String> {
    text.split(move |c| !is_part(c)).filter_map(|word| {
        let word = fold(word);
        let word = word.trim_matches(['\'', '-']);
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("n't")).unwrap_or(word);
        (!word.is_empty()).then(|| word.to_owned())
    })
}

/// Returns whether the first word of some text is one of these.
pub(super) fn starts_with(text: &str, words: &[&str]) -> bool {
    text.split_whitespace().next().is_some_and(|first| words.contains(&first.to_lowercase().as_str()))
}

/// Lists the stems of a text's words as [`compounds`] cuts them, in text order.
pub(super) fn stemmed(text: &str) -> Vec<String> {
    compounds(text).map(|word| stem(&word)).collect()
}

/// Returns the stems of the words that a text is about.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    words(text).filter(|word| !is_function(word)).map(|word| stem(&word)).collect()
}

/// Returns whether two sets of words share so large a part of the smaller one, and so many.
pub(super) fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>, share: f64, fewest: usize) -> bool {
    let shared = one.intersection(other).count();
    shared >= fewest && shared as f64 >= share * one.len().min(other.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_text() {
        let found: Vec<String> = words("Orlov’s men didn't “talk”, 4,300 times.").collect();
        assert_eq!(found, ["orlov", "men", "did", "talk", "4", "300", "times"]);
    }
}
