//! The word lists that commitments are read with.
//!
//! They know base forms and stems; which form stands where is the reader's to judge.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tagged_text::TaggedWord;
pub(crate) use crate::lexicon::{Effect, act_of, effect_of, kind_of_act};
use crate::lexicon::{Phrases, WordList, entries, stem, words};

/// Makes phrases of the stems of their words.
fn phrases<T: Copy>(entries: impl Iterator<Item = (&'static str, T)>) -> Phrases<T> {
    Phrases::new(entries.map(|(phrase, of)| (phrase.split_whitespace().map(stem).collect(), of)))
}

/// Finds the longest phrase that starts with `words`; returns how many words it has.
fn at<T: Copy>(phrases: &Phrases<T>, words: &[TaggedWord]) -> Option<(usize, T)> {
    phrases.longest(&words.first()?.stem, |nth, stem| words.get(nth).is_some_and(|word| word.stem == stem))
}

fn plain(list: &'static str) -> Phrases<()> {
    phrases(entries(list).map(|entry| (entry, ())))
}

static FAULTED: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/faulted.txt")));
static NOT_NOW: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/not_now.txt")));

static MEASURES: LazyLock<HashSet<String>> =
    LazyLock::new(|| ["rate", "level", "amount", "number", "size", "volume", "budget", "funding"].map(stem).into());

static BACKING: WordList = WordList::new(|| words(include_str!("lists/backing.txt")).collect());
static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| words(include_str!("lists/common_words.txt")).map(stem).collect());

/// Reads what the verb at the start of `words` does; returns how many words it has.
pub fn effect(words: &[TaggedWord]) -> Option<(usize, Effect)> {
    crate::lexicon::effect(&words.first()?.stem, |nth, stem| words.get(nth).is_some_and(|word| word.stem == stem))
}

/// Reads what the verb does that stands first among these stems; returns how many words it has.
pub fn effect_of_stems(stems: &[String]) -> Option<(usize, Effect)> {
    crate::lexicon::effect(stems.first()?, |nth, stem| stems.get(nth).is_some_and(|other| other == stem))
}

/// Returns how many words at the start of `words` find fault ("a mistake").
pub fn faulted(words: &[TaggedWord]) -> Option<usize> {
    at(&FAULTED, words).map(|(len, ())| len)
}

/// Returns whether some of these stems hold what is said to the present.
pub fn not_now(stems: &[String]) -> bool {
    let is_at =
        |from: usize| NOT_NOW.longest(&stems[from], |nth, stem| stems.get(from + nth).is_some_and(|it| it == stem));
    (0..stems.len()).any(|from| is_at(from).is_some())
}

/// Returns whether a speaker who uses the word may support what it names.
pub fn is_backing(word: &TaggedWord) -> bool {
    BACKING.has(&word.lower)
}

/// Returns whether a head with this stem measures a thing and is none itself: "the tax rate" is the tax.
pub fn is_measure(stem: &str) -> bool {
    MEASURES.contains(stem)
}

/// Returns whether sharing the stem alone says nothing about what a statement is about.
pub fn is_common(stem: &str) -> bool {
    COMMON.contains(stem)
}
