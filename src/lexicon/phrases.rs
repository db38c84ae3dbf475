//! Phrases that are looked for word by word.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::list::WordMap;
use crate::work;

/// A word as it stands in one of the program's own lists, or what was made of it.
type ListedWord = Cow<'static, str>;

/// Phrases, each with what it stands for; the longest that fits is found.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// By first word, the words behind it; longer phrases first.
    by_first: WordMap<ListedWord, Vec<(Vec<ListedWord>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Takes phrases as their words, in the form in which texts are compared with them.
    pub(crate) fn new<W: Into<ListedWord>>(phrases: impl IntoIterator<Item = (Vec<W>, T)>) -> Self {
        let mut by_first: WordMap<_, Vec<_>> = WordMap::default();
        for (words, meaning) in phrases {
            let mut words = words.into_iter().map(W::into);
            if let Some(first) = words.next() {
                by_first.entry(first).or_default().push((words.collect(), meaning));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _): &(Vec<_>, T)| Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// Finds the phrases that begin with `first` and whose further words stand in a text, the longest first: `is(n, word)`
    /// says whether the `n`th word from there, counted from 0, is `word`. Each comes as how many words it has, and what
    /// it stands for.
    pub(crate) fn all(&self, first: &str, is: impl Fn(usize, &str) -> bool) -> impl Iterator<Item = (usize, T)> {
        work::count(1);
        let phrases = self.by_first.get(first).into_iter().flatten();
        let fits = move |rest: &[ListedWord]| (1..).zip(rest).all(|(nth, word)| is(nth, word));
        phrases.filter(move |(rest, _)| fits(rest)).map(|(rest, meaning)| (1 + rest.len(), *meaning))
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
        let phrases = Phrases::new(phrases.map(|(nth, phrase)| (phrase.split(' ').collect(), nth)));
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
