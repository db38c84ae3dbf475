//! The forms of a token that features are made of: word, stem, shape, affixes, and how often the word attributes.
//!
//! It looks at one token at a time.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Document, TokenKind};

use super::hash::id;

/// How often a word is part of a cue in the training data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum CueFrequency {
    #[default]
    Never = 0,
    Sometimes = 1,
    Often = 2,
    Mostly = 3,
}

impl CueFrequency {
    /// Returns whether a word by itself is a good sign of an attribution.
    pub fn is_strong(self) -> bool {
        self >= Self::Often
    }
}

/// The words that attribute, by the lower half of the hash of their stem.
#[derive(Clone, Debug, Default)]
pub struct CueWords {
    /// Sorted, with the class of each.
    pub stems: Vec<(u32, CueFrequency)>,
}

impl CueWords {
    /// Returns the class of a stem.
    pub fn class(&self, stem: u64) -> CueFrequency {
        let stem = stem as u32;
        self.stems.binary_search_by_key(&stem, |entry| entry.0).map_or(CueFrequency::Never, |index| self.stems[index].1)
    }
}

/// A token as features look at it; strings are hashed.
#[derive(Clone, Debug, Default)]
pub struct WordForm {
    pub word: u64,
    pub stem: u64,
    pub shape: u64,
    pub last_two: u64,
    pub last_three: u64,
    pub first_four: u64,
    pub cue: CueFrequency,
    pub capital: bool,
    pub all_capitals: bool,
    /// Letters or digits at its start.
    pub is_word: bool,
    /// A quotation mark.
    pub is_mark: bool,
}

/// Reads the forms of all tokens.
pub fn forms(document: &Document, cues: &CueWords) -> Vec<WordForm> {
    (0..document.tokens.len()).map(|token| form_of(document, token, cues)).collect()
}

/// Reads the form of one token.
pub fn form_of(document: &Document, token: usize, cues: &CueWords) -> WordForm {
    form(document.word(token), document.tokens.at(token).kind, cues)
}

fn form(text: &str, kind: TokenKind, cues: &CueWords) -> WordForm {
    if matches!(kind, TokenKind::QuoteOpen | TokenKind::QuoteClose) {
        let hash = id("\"");
        return WordForm {
            word: hash,
            stem: hash,
            shape: id("Q"),
            is_mark: true,
            last_two: hash,
            last_three: hash,
            ..WordForm::default()
        };
    }
    let word = normal(text);
    let is_word = text.starts_with(char::is_alphanumeric) || kind == TokenKind::Word;
    let letters = word.starts_with(char::is_alphabetic);
    let stem = if letters { stem_hash(&word) } else { id(&word) };
    WordForm {
        word: id(&word),
        stem,
        shape: id(&shape(text)),
        last_two: id(tail(&word, 2)),
        last_three: id(tail(&word, 3)),
        first_four: id(head(&word, 4)),
        cue: if letters { cues.class(stem) } else { CueFrequency::Never },
        capital: text.starts_with(char::is_uppercase),
        all_capitals: text.chars().count() > 1 && !text.chars().any(char::is_lowercase),
        is_word,
        is_mark: false,
    }
}

/// Lower case, straight apostrophes, one form for dashes, zeros for digits; as the model was trained with.
pub fn normal(text: &str) -> String {
    if matches!(text, "–" | "—") {
        return "--".to_owned();
    }
    let mut word = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '‘' => word.push('\''),
            '0'..='9' => word.push('0'),
            _ => word.extend(c.to_lowercase()),
        }
    }
    word
}

/// The pattern of capitals, small letters, digits and marks, runs written once.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars().take(8) {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            '–' | '—' => '-',
            '’' => '\'',
            c => c,
        };
        if !shape.ends_with(class) {
            shape.push(class);
        }
    }
    shape
}

fn tail(word: &str, letters: usize) -> &str {
    word.char_indices().rev().nth(letters - 1).map_or(word, |(at, _)| &word[at..])
}

fn head(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

/// Takes the endings of verbs and nouns off a lower-case word, irregular verbs by a list.
///
/// The model holds hashes of what this makes, so that it stays as it was when the model was trained; all other rooms
/// take their stems from `lexicon`.
fn stem(word: &str) -> String {
    if let Some(base) = IRREGULAR.get(word) {
        return (*base).to_owned();
    }
    let count = word.chars().count();
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|_| count > least);
    let stem = if let Some(stem) = cut("ing", 5) {
        stem
    } else if let Some(stem) = cut("ied", 4).or_else(|| cut("ies", 4)) {
        return format!("{stem}y");
    } else if let Some(stem) = cut("ed", 4) {
        stem
    } else if let Some(stem) = cut("es", 4).filter(|_| !word.ends_with("ses")) {
        stem
    } else if let Some(stem) = cut("s", 3).filter(|_| !word.ends_with("ss")) {
        return stem.trim_end_matches('e').to_owned();
    } else {
        word
    };
    let mut letters: Vec<char> = stem.chars().collect();
    if let [.., before, last] = letters[..]
        && letters.len() > 3
        && before == last
        && !matches!(last, 's' | 'l')
    {
        letters.pop();
    }
    let stem: String = letters.into_iter().collect();
    let bare = stem.trim_end_matches('e');
    if bare.is_empty() { word.to_owned() } else { bare.to_owned() }
}

/// Hashes the stem of a word that [`normal`] has been applied to.
pub fn stem_hash(word: &str) -> u64 {
    id(&stem(word))
}

/// Forms of irregular verbs, each with its base.
static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("irregular_verbs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_share_a_stem() {
        for (words, expected) in [
            (vec!["said", "says", "saying", "say"], "say"),
            (vec!["claimed", "claims", "claiming", "claim"], "claim"),
            (vec!["denied", "denies", "deny"], "deny"),
            (vec!["planned", "planning", "plan"], "plan"),
            (vec!["é", "éé"], ""),
        ] {
            for word in words {
                let found = stem(word);
                assert!(expected.is_empty() || found == expected, "{word}: {found}");
            }
        }
    }

    #[test]
    fn shapes_write_runs_once() {
        assert_eq!(shape("McHale"), "XxXx");
        assert_eq!(shape("62-year-old"), "d-x-");
        assert_eq!((tail("é", 3), tail("told", 3), head("é", 4), head("repeat", 4)), ("é", "old", "é", "repe"));
    }
}
