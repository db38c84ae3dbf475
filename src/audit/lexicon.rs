//! The word lists that commitments are read with.
//!
//! They know base forms and stems; which form stands where is the reader's to judge.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::tagged_text::TaggedWord;
pub(crate) use crate::lexicon::{Effect, act_of, effect_of};
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

/// The stem of a verb → that of the first one in its row.
static KINDS_OF_ACTS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let rows = entries(include_str!("lists/kinds_of_acts.txt")).map(|row| words(row).map(stem).collect::<Vec<_>>());
    rows.flat_map(|row| row.clone().into_iter().map(move |verb| (verb, row[0].clone()))).collect()
});

static MEASURES: LazyLock<HashSet<String>> =
    LazyLock::new(|| ["rate", "level", "amount", "number", "size", "volume"].map(stem).into());

static BACKING: WordList = WordList::new(|| words(include_str!("lists/backing.txt")).collect());
static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| words(include_str!("lists/common_words.txt")).map(stem).collect());

/// Reads what the verb at the start of `words` does; returns how many words it has.
pub fn effect(words: &[TaggedWord]) -> Option<(usize, Effect)> {
    crate::lexicon::effect(&words.first()?.stem, |nth, stem| words.get(nth).is_some_and(|word| word.stem == stem))
}

/// Returns how many words at the start of `words` find fault ("a mistake").
pub fn faulted(words: &[TaggedWord]) -> Option<usize> {
    at(&FAULTED, words).map(|(len, ())| len)
}

/// Returns whether some of the words hold what is said to the present.
pub fn not_now(words: &[TaggedWord]) -> bool {
    (0..words.len()).any(|from| at(&NOT_NOW, &words[from..]).is_some())
}

/// Returns whether a speaker who uses the word may support what it names.
pub fn is_backing(word: &TaggedWord) -> bool {
    BACKING.has(&word.lower)
}

/// Returns whether a head with this stem measures a thing and is none itself: "the tax rate" is the tax.
pub fn is_measure(stem: &str) -> bool {
    MEASURES.contains(stem)
}

/// Returns the stem that stands for what a verb does: that of "sell" for "export", its own where no list has it.
pub fn kind_of_act(verb: &str) -> String {
    KINDS_OF_ACTS.get(verb).map_or(verb, String::as_str).to_owned()
}

/// Returns whether sharing the stem alone says nothing about what a statement is about.
pub fn is_common(stem: &str) -> bool {
    COMMON.contains(stem)
}
