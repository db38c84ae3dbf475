//! The word lists that commitments are read with.
//!
//! They know base forms and stems; which form stands where is the reader's to judge.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::tagged_text::TaggedWord;
use crate::lexicon::{Phrases, WordList, entries, labelled, stem, words};

/// What a verb does to its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Brings it about or keeps it.
    For,
    /// Puts an end to it.
    Against,
    /// Makes it more.
    Up,
    /// Makes it less.
    Down,
    /// Puts it off.
    Later,
    /// Says too little by itself.
    Light,
}

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

static ACTS: LazyLock<Phrases<Effect>> = LazyLock::new(|| {
    let effect = |label: Option<&str>| match label {
        Some("for") => Effect::For,
        Some("against") => Effect::Against,
        Some("up") => Effect::Up,
        Some("down") => Effect::Down,
        Some("later") => Effect::Later,
        _ => Effect::Light,
    };
    phrases(labelled(include_str!("lists/acts.txt")).map(|(label, phrase)| (phrase, effect(label))))
});
static VALUED: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    phrases(labelled(include_str!("lists/valued.txt")).map(|(label, phrase)| (phrase, label != Some("against"))))
});
static ENDED: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/ended.txt")));
static NOT_NOW: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/not_now.txt")));

static DEVERBAL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let pairs = entries(include_str!("lists/deverbal.txt")).filter_map(|entry| entry.split_once(' '));
    pairs.map(|(noun, verb)| (stem(noun), stem(verb))).collect()
});

static ATTITUDES: WordList = WordList::new(|| words(include_str!("lists/attitudes.txt")).collect());
static BACKING: WordList = WordList::new(|| words(include_str!("lists/backing.txt")).collect());
static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| words(include_str!("lists/common_words.txt")).map(stem).collect());

/// Reads what the verb at the start of `words` does; returns how many words it has.
pub fn effect(words: &[TaggedWord]) -> Option<(usize, Effect)> {
    at(&ACTS, words)
}

/// Returns the verb, by its stem, of a noun that names an act ("increase", "closure").
pub fn act_of(noun: &str) -> Option<&'static str> {
    DEVERBAL.get(noun).map(String::as_str)
}

/// Reads what a verb of one word does, by its stem.
pub fn effect_of(verb: &str) -> Option<Effect> {
    ACTS.single(verb)
}

/// Returns how many words at the start of `words` tell of an end ("off the table").
pub fn ended(words: &[TaggedWord]) -> Option<usize> {
    at(&ENDED, words).map(|(len, ())| len)
}

/// Reads a judgement at the start of `words` ("the right thing to do"): how many words it has, and whether it is in
/// favour.
pub fn valued(words: &[TaggedWord]) -> Option<(usize, bool)> {
    at(&VALUED, words)
}

/// Returns whether some of the words hold what is said to the present.
pub fn not_now(words: &[TaggedWord]) -> bool {
    (0..words.len()).any(|from| at(&NOT_NOW, &words[from..]).is_some())
}

/// Returns whether the word says, thinks or wants.
pub fn is_attitude(word: &TaggedWord) -> bool {
    ATTITUDES.has(&word.lower)
}

/// Returns whether a speaker who uses the word may support what it names.
pub fn is_backing(word: &TaggedWord) -> bool {
    BACKING.has(&word.lower)
}

/// Returns whether sharing the stem alone says nothing about what a statement is about.
pub fn is_common(stem: &str) -> bool {
    COMMON.contains(stem)
}
