//! Two statements in nearly the same words, once affirmed and once negated.
//!
//! **Finds** the nearest earlier statement that shares four fifths of the words that both have, where the polarity of
//! the main clause differs. **Example**: "the council did sell the old water works", then "the council did not sell the
//! old water works". **Leaves alone** statements with other numbers, and short ones. **Known misses**: the same in
//! other words.

use std::collections::{BTreeMap, BTreeSet};

use super::{committed, earlier};
use crate::audit::TimelineEntry;
use crate::audit::word::{stems, words};

/// What share of the words of two contents must be the same.
const SAME_CONTENT: f64 = 0.85;
/// The fewest words that a content must share with another one.
const CONTENT_WORDS: usize = 5;
/// How many more words one may have.
const LONGER: usize = 3;
/// How many earlier entries with one word are looked at.
const REACH: usize = 60;

/// Finds the pairs, each the later entry with the nearest earlier one.
pub fn turned(entries: &[TimelineEntry]) -> Vec<(usize, usize)> {
    let of_entry = |entry: &TimelineEntry| match committed(entry) && !points(&entry.claim.content.text) {
        true => stems(&entry.claim.content.text),
        false => BTreeSet::new(),
    };
    let contents: Vec<BTreeSet<String>> = entries.iter().map(of_entry).collect();
    let index = Index::new(&contents, SAME_CONTENT);
    let pair = |to: usize| {
        if contents[to].len() < CONTENT_WORDS {
            return None;
        }
        let same = index
            .nearest(to, |from| earlier(&entries[from], &entries[to]) && same_figures(&entries[from], &entries[to]))?;
        let (from, now) = (&entries[same].claim, &entries[to].claim);
        // One negation on one side and none on the other: with more, who knows what is denied.
        let one = from.negations.len() + now.negations.len() == 1;
        let [from_words, now_words] = [from, now].map(|claim| words(&claim.content.text).count());
        (one && from.polarity != now.polarity && from_words.abs_diff(now_words) <= LONGER).then_some((same, to))
    };
    (0..entries.len()).filter_map(pair).collect()
}

/// Returns whether a statement begins with a word that points elsewhere: "that is the right way" is about anything.
fn points(text: &str) -> bool {
    const POINTERS: [&str; 9] = ["that", "this", "it", "he", "she", "they", "these", "those", "you"];
    words(text).next().is_none_or(|first| POINTERS.contains(&first.as_str()))
}

/// Returns whether two statements give the same numbers: with another number it is another statement.
fn same_figures(one: &TimelineEntry, other: &TimelineEntry) -> bool {
    let digits = |entry: &TimelineEntry| -> Vec<String> {
        let mut found: Vec<String> =
            words(&entry.claim.content.text).filter(|word| word.chars().any(|c| c.is_ascii_digit())).collect();
        found.sort_unstable();
        found
    };
    digits(one) == digits(other)
}

/// Word sets by their rarest words: two sets that share enough words share one of these.
struct Index<'a> {
    sets: &'a [BTreeSet<String>],
    share: f64,
    /// The rarest words of each set, as many as are needed.
    rarest: Vec<Vec<&'a str>>,
    /// Sets by rare word, in order.
    postings: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn new(sets: &'a [BTreeSet<String>], share: f64) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in sets.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut rarest = Vec::with_capacity(sets.len());
        for (index, set) in sets.iter().enumerate() {
            let mut words: Vec<&str> = set.iter().map(String::as_str).collect();
            words.sort_by_key(|word| (counts[word], *word));
            // With fewer words left than must be shared, none of the rest can make up for these.
            let needed = (share * set.len() as f64).ceil() as usize;
            words.truncate((set.len() + 1).saturating_sub(needed.max(1)));
            for word in &words {
                postings.entry(word).or_default().push(index);
            }
            rarest.push(words);
        }
        Self { sets, share, rarest, postings }
    }

    /// Finds the nearest set before `to` that is alike and that `wanted` lets through.
    fn nearest(&self, to: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for word in &self.rarest[to] {
            let posting = self.postings.get(word).map_or(&[][..], Vec::as_slice);
            let before = posting.partition_point(|&at| at < to);
            candidates.extend(posting[..before].iter().rev().take(REACH));
        }
        candidates.into_iter().rev().find(|&from| self.alike(from, to) && wanted(from))
    }

    fn alike(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.sets[one], &self.sets[other]);
        let shared = one.intersection(other).count();
        let all = one.len() + other.len() - shared;
        shared > 0 && shared as f64 >= self.share * all as f64
    }
}
