//! The word lists that commitments are read with.
//!
//! They know base forms and stems; which form stands where is the reader's to judge.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::tagged_text::TaggedWord;
use super::word::stem;
use crate::lists::entries;

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

/// Phrases by the stem of their first word: the stems of the others, and what the phrase stands for.
struct Phrases<T>(HashMap<String, Vec<(Vec<String>, T)>>);

impl<T: Copy> Phrases<T> {
    fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, of) in phrases {
            let mut stems = phrase.split_whitespace().map(stem);
            if let Some(first) = stems.next() {
                by_first.entry(first).or_default().push((stems.collect(), of));
            }
        }
        // The longest first.
        by_first.values_mut().for_each(|list| list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        Self(by_first)
    }

    /// Finds the longest phrase that starts with `words`; returns how many words it has.
    fn at(&self, words: &[TaggedWord]) -> Option<(usize, T)> {
        let (first, rest) = words.split_first()?;
        let list = self.0.get(&first.stem)?;
        let fits = |wanted: &Vec<String>| {
            wanted.len() <= rest.len() && wanted.iter().zip(rest).all(|(wanted, word)| *wanted == word.stem)
        };
        list.iter().find(|(wanted, _)| fits(wanted)).map(|(wanted, of)| (wanted.len() + 1, *of))
    }
}

fn plain(list: &'static str) -> Phrases<()> {
    Phrases::new(entries(list).map(|entry| (entry, ())))
}

static ACTS: LazyLock<Phrases<Effect>> = LazyLock::new(|| {
    let mut effect = Effect::Light;
    Phrases::new(entries(include_str!("lists/acts.txt")).filter_map(move |entry| {
        effect = match entry {
            "[for]" => Effect::For,
            "[against]" => Effect::Against,
            "[up]" => Effect::Up,
            "[down]" => Effect::Down,
            "[later]" => Effect::Later,
            "[light]" => Effect::Light,
            phrase => return Some((phrase, effect)),
        };
        None
    }))
});
static VALUED: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    let mut is_for = true;
    Phrases::new(entries(include_str!("lists/valued.txt")).filter_map(move |entry| match entry {
        "[for]" | "[against]" => {
            is_for = entry == "[for]";
            None
        }
        phrase => Some((phrase, is_for)),
    }))
});
static ENDED: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/ended.txt")));
static NOT_NOW: LazyLock<Phrases<()>> = LazyLock::new(|| plain(include_str!("lists/not_now.txt")));

static DEVERBAL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let pairs = entries(include_str!("lists/deverbal.txt")).filter_map(|entry| entry.split_once(' '));
    pairs.map(|(noun, verb)| (stem(noun), stem(verb))).collect()
});

fn forms(list: &'static str) -> HashSet<&'static str> {
    entries(list).flat_map(str::split_whitespace).collect()
}

static ATTITUDES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| forms(include_str!("lists/attitudes.txt")));
static BACKING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| forms(include_str!("lists/backing.txt")));
static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| forms(include_str!("lists/common_words.txt")).into_iter().map(stem).collect());

/// Reads what the verb at the start of `words` does; returns how many words it has.
pub fn effect(words: &[TaggedWord]) -> Option<(usize, Effect)> {
    ACTS.at(words)
}

/// Returns the verb, by its stem, of a noun that names an act ("increase", "closure").
pub fn act_of(noun: &str) -> Option<&'static str> {
    DEVERBAL.get(noun).map(String::as_str)
}

/// Reads what a verb of one word does, by its stem.
pub fn effect_of(verb: &str) -> Option<Effect> {
    let list = ACTS.0.get(verb)?;
    list.iter().find(|(rest, _)| rest.is_empty()).map(|(_, effect)| *effect)
}

/// Returns how many words at the start of `words` tell of an end ("off the table").
pub fn ended(words: &[TaggedWord]) -> Option<usize> {
    ENDED.at(words).map(|(len, ())| len)
}

/// Reads a judgement at the start of `words` ("the right thing to do"): how many words it has, and whether it is in
/// favour.
pub fn valued(words: &[TaggedWord]) -> Option<(usize, bool)> {
    VALUED.at(words)
}

/// Returns whether some of the words hold what is said to the present.
pub fn not_now(words: &[TaggedWord]) -> bool {
    (0..words.len()).any(|at| NOT_NOW.at(&words[at..]).is_some())
}

/// Returns whether the word says, thinks or wants.
pub fn is_attitude(word: &TaggedWord) -> bool {
    ATTITUDES.contains(word.lower.as_str())
}

/// Returns whether a speaker who uses the word may support what it names.
pub fn is_backing(word: &TaggedWord) -> bool {
    BACKING.contains(word.lower.as_str())
}

/// Returns whether sharing the stem alone says nothing about what a statement is about.
pub fn is_common(stem: &str) -> bool {
    COMMON.contains(stem)
}
