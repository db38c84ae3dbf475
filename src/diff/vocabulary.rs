//! Words as numbers, so that two versions are compared without comparing letters.

use std::collections::HashMap;

use super::lexicon;

/// A word of a [`Vocabulary`].
pub(super) type Sym = u32;

/// Every word of both versions, each with a number given by first use.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, Sym>,
    words: Vec<String>,
    /// By word: what its forms have in common, in one spelling of English, where that was asked for.
    stems: Vec<Option<Sym>>,
}

impl Vocabulary {
    /// Returns the word's number, a new one for a new word.
    pub(super) fn number(&mut self, word: &str) -> Sym {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as Sym;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        number
    }

    /// Returns the word that has this number.
    pub(super) fn word(&self, number: Sym) -> &str {
        &self.words[number as usize]
    }

    /// Returns what a word's forms have in common, in one spelling of English, as a word.
    pub(super) fn stem(&mut self, word: Sym) -> Sym {
        if let Some(stem) = self.stems.get(word as usize).copied().flatten() {
            return stem;
        }
        let stem = lexicon::stem(&lexicon::regional(self.word(word)));
        let stem = self.number(&stem);
        self.stems.resize(self.words.len(), None);
        self.stems[word as usize] = Some(stem);
        stem
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}
