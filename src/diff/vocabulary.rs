//! Words as numbers, so that two versions are compared without comparing letters.

use std::collections::HashMap;
use std::rc::Rc;

use super::lexicon;

/// A word of a [`Vocabulary`].
pub(super) type Sym = u32;

/// Every word of both versions, each with a number given by first use.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Rc<str>, Sym>,
    /// Two words in a row as one word, by the numbers of both: most words are such, and none is looked at as text.
    rows: HashMap<u64, Sym>,
    words: Vec<KnownWord>,
    /// By word: what its forms have in common, in one spelling of English, where that was asked for.
    stems: Vec<Option<Sym>>,
}

/// What is known of a word: looked up once, and asked for of each of its uses.
#[derive(Debug, Default)]
struct KnownWord {
    /// Nothing for two words in a row.
    text: Rc<str>,
    /// Two words in a row, or those of a date or a figure: no token is that.
    is_several: bool,
    is_function: bool,
    is_pronoun: bool,
}

impl Vocabulary {
    /// Returns the word's number, a new one for a new word.
    pub(super) fn number(&mut self, word: &str) -> Sym {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as Sym;
        let text: Rc<str> = word.into();
        self.numbers.insert(Rc::clone(&text), number);
        let (is_function, is_pronoun) = (lexicon::FUNCTION.has(word), lexicon::PRONOUNS.has(word));
        self.words.push(KnownWord { text, is_several: word.contains(' '), is_function, is_pronoun });
        number
    }

    /// Returns the number of two words in a row, a new one where they are met for the first time.
    pub(super) fn row(&mut self, first: Sym, second: Sym) -> Sym {
        *self.rows.entry(u64::from(first) << 32 | u64::from(second)).or_insert_with(|| {
            self.words.push(KnownWord { is_several: true, ..KnownWord::default() });
            self.words.len() as Sym - 1
        })
    }

    /// Returns the word that has this number.
    pub(super) fn word(&self, number: Sym) -> &str {
        &self.words[number as usize].text
    }

    /// Returns whether it is several words, and so no token's.
    pub(super) fn is_several(&self, word: Sym) -> bool {
        self.words[word as usize].is_several
    }

    /// Returns whether a word carries no fact of its own.
    pub(super) fn is_function(&self, word: Sym) -> bool {
        self.words[word as usize].is_function
    }

    /// Returns whether a word stands for somebody.
    pub(super) fn is_pronoun(&self, word: Sym) -> bool {
        self.words[word as usize].is_pronoun
    }

    /// Returns what a word's forms have in common, in one spelling of English, as a word.
    pub(super) fn stem(&mut self, word: Sym) -> Sym {
        if let Some(stem) = self.known_stem(word) {
            return stem;
        }
        let stem = lexicon::stem(&lexicon::regional(self.word(word)));
        let stem = self.number(&stem);
        self.stems.resize(self.words.len(), None);
        self.stems[word as usize] = Some(stem);
        stem
    }

    /// Returns a word's stem where that was asked for before.
    pub(super) fn known_stem(&self, word: Sym) -> Option<Sym> {
        self.stems.get(word as usize).copied().flatten()
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}
