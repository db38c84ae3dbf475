//! Phrases that are looked for word by word.

use std::collections::HashMap;

use crate::work;

/// Phrases, each with what it stands for; the longest that fits is found.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// By first word; longer phrases first.
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Takes phrases as their words, in the form in which texts are compared with them.
    pub(crate) fn new(phrases: impl IntoIterator<Item = (Vec<String>, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (words, meaning) in phrases {
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push((words, meaning));
            }
        }
        by_first.values_mut().for_each(|phrases| phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        Self { by_first }
    }

    /// Finds the phrases that begin with `first` and whose further words stand in a text, the longest first: `is(n, word)`
    /// says whether the `n`th word from there, counted from 0, is `word`. Each comes as how many words it has, and what
    /// it stands for.
    pub(crate) fn all(&self, first: &str, is: impl Fn(usize, &str) -> bool) -> impl Iterator<Item = (usize, T)> {
        work::count(1);
        let phrases = self.by_first.get(first).into_iter().flatten();
        let fits = move |words: &[String]| (1..).zip(&words[1..]).all(|(nth, word)| is(nth, word));
        phrases.filter(move |(words, _)| fits(words)).map(|(words, meaning)| (words.len(), *meaning))
    }

    /// Finds the longest of these phrases.
    pub(crate) fn longest(&self, first: &str, is: impl Fn(usize, &str) -> bool) -> Option<(usize, T)> {
        self.all(first, is).next()
    }

    /// Returns what one word stands for by itself.
    pub(crate) fn single(&self, word: &str) -> Option<T> {
        self.longest(word, |_, _| false).map(|(_, meaning)| meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = ["no", "no longer", "no longer than", "so far"].into_iter().enumerate();
        let phrases = Phrases::new(phrases.map(|(nth, phrase)| (phrase.split(' ').map(str::to_owned).collect(), nth)));
        let check = |text: &str, expected: Option<(usize, usize)>| {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(phrases.longest(words[0], |nth, word| words.get(nth) == Some(&word)), expected, "{text}");
        };
        check("no longer open", Some((2, 1)));
        check("no longer than that", Some((3, 2)));
        check("no", Some((1, 0)));
        check("so", None);
        check("far", None);
        assert_eq!((phrases.single("no"), phrases.single("so")), (Some(0), None));
    }
}
