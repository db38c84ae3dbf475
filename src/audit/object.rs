//! What a position is about: a noun phrase, cut down to the words that tell it from others.
//!
//! **Example**: "a fair tax on carbon" is {fair, tax, carbon}, its head "tax". The thing of a stored position is taken
//! as it was read; of words that no position was read from it is the first noun phrase with its "of", "on" and "for".
//! **Leaves alone** pronouns: what "it" is stands elsewhere. **Known misses**: other words for the same thing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexicon;
use super::synonym::unify;
use super::tagged_text::TaggedWord;
use super::word::{compounds, is_function};
use crate::claim::Object;
use crate::lang::tag::Tag;
use crate::lexicon::{numeral, stem};

/// The most words of an object.
const LONGEST: usize = 14;

/// A noun phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NounPhrase {
    /// Stems of the words that tell it from others.
    pub words: BTreeSet<String>,
    /// The stem of the word that the others belong to.
    pub head: String,
    /// Words behind it narrow it: "a bill that …".
    pub narrowed: bool,
    /// Nothing but names.
    pub is_name: bool,
    /// "this", "that" stand before it.
    pub points: bool,
    /// "some", "most of" stand before it: which of them is not said.
    pub is_part: bool,
    /// "no" stands before it: none of its kind.
    pub is_none: bool,
    /// "a" stands before it: one of its kind.
    pub is_one: bool,
    /// "all" stands before it.
    pub is_all: bool,
    /// "the", "our" stand before it: one that is known, and not any.
    pub is_definite: bool,
    /// How many of its words say whose it is: "the *city's* ferry".
    pub owners: usize,
    /// It belongs to others, or is only pointed at: "their plan", "that plan".
    pub is_others: bool,
}

const POINTING: [&str; 4] = ["this", "that", "these", "those"];
const PARTS: [&str; 8] = ["some", "several", "many", "most", "more", "few", "certain", "all"];
const DEFINITE: [&str; 11] = ["the", "this", "that", "these", "those", "our", "my", "their", "his", "her", "its"];
const OTHERS: [&str; 9] = ["their", "his", "her", "your", "its", "that", "this", "these", "those"];

/// Words that only count.
const SCALES: [&str; 10] =
    ["dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions"];

/// Words that belong to a noun phrase but tell it from nothing.
const EMPTY: [&str; 11] =
    ["any", "such", "own", "so-called", "kind", "sort", "form", "whole", "very", "proper", "really"];

/// Returns whether a word tells one thing from others: no "the", no number.
fn tells(word: &str) -> bool {
    let counts = word.starts_with(|c: char| c.is_ascii_digit()) || numeral(word).is_some() || SCALES.contains(&word);
    !is_function(word) && !EMPTY.contains(&word) && !counts
}

/// Returns whether the last word of some text is this one.
fn ends_with(text: &str, word: &str) -> bool {
    let last = text.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    last.eq_ignore_ascii_case(word)
}

fn is_possessive(word: &str) -> bool {
    ["'s", "\u{2019}s", "s'", "s\u{2019}"].iter().any(|ending| word.ends_with(ending))
}

/// Returns the stems of the words of a phrase that tell one thing from others.
pub fn telling(phrase: &str) -> BTreeSet<String> {
    let mut words = compounds(phrase).filter(|word| tells(word)).map(|word| stem(&word)).collect();
    unify(&mut words, None);
    words
}

/// Reads the noun phrase that starts at or right behind `start`, and which of the words it is; none where a pronoun or
/// nothing stands there.
pub fn object(words: &[TaggedWord], start: usize) -> Option<(NounPhrase, Range<usize>)> {
    let mut at = start;
    while words.get(at).is_some_and(|word| {
        matches!(word.tag, Tag::Adverb) && !word.is(&["there", "here"])
            || word.is(&["no", "not", "any", "the", "a", "an"])
    }) {
        at += 1;
    }
    let first = at;
    let mut end = first;
    let mut head = None;
    let mut linked = false;
    while let Some(word) = words.get(end).filter(|_| end < first + LONGEST) {
        let counts = words.get(end + 1).is_some_and(|next| next.tag == Tag::Number);
        let link = word.is(&["of", "on", "for"]) && head.is_some() && !linked && !counts;
        let nominal = matches!(word.tag, Tag::Noun | Tag::Name);
        let modifier = matches!(
            word.tag,
            Tag::Determiner
                | Tag::Adjective
                | Tag::Number
                | Tag::Symbol
                | Tag::PastParticiple
                | Tag::Ing
                | Tag::Particle
        ) || word.lower == "-"
            || word.is(&["our", "my", "their", "his", "her", "its", "this", "that", "these"])
            || word.tag == Tag::Other && word.is_word();
        if link {
            linked = true;
        } else if nominal {
            if !linked {
                head = Some(end);
            }
        } else if !modifier || word.is(&["not", "to", "that"]) && end > first {
            break;
        } else if head.is_some() && !linked && matches!(word.tag, Tag::PastParticiple | Tag::Ing | Tag::Determiner) {
            // "the scheme announced last year"
            break;
        }
        end += 1;
    }
    while end > first && !matches!(words[end - 1].tag, Tag::Noun | Tag::Name | Tag::Number | Tag::Other) {
        end -= 1;
    }
    let head = head.filter(|head| *head < end)?;
    let mut kept: BTreeSet<String> = words[first..end]
        .iter()
        .filter(|word| word.is_word() && word.tag != Tag::Number && tells(&word.lower))
        .map(|word| word.stem.clone())
        .collect();
    // "the cut that we wanted to give" is the one that is known.
    let own = words.get(end + 1).is_some_and(|word| word.is(&["we", "i"]));
    let narrowed = words.get(end).filter(|next| !own || !next.is(&["that", "which"])).is_some_and(|next| {
        next.is(&[
            "that", "which", "who", "where", "without", "designed", "aimed", "to", "as", "than", "unless", "until",
            "except", "beyond", "with", "in", "from",
        ]) || matches!(next.tag, Tag::PastParticiple | Tag::Ing)
    });
    let is_name = words[first..end].iter().all(|word| matches!(word.tag, Tag::Name | Tag::Determiner));
    let any = |from: usize, options: &[&str]| words[from..=first].iter().any(|word| word.is(options));
    let before = start.saturating_sub(1);
    let mut head = words[head].stem.clone();
    unify(&mut kept, Some(&mut head));
    let phrase = NounPhrase {
        head,
        words: kept,
        narrowed,
        is_name,
        points: any(start, &POINTING),
        is_part: any(start.saturating_sub(3), &PARTS),
        is_none: any(before, &["no"]),
        is_one: any(start, &["a", "an"]),
        is_all: any(start.saturating_sub(3), &["all"]),
        is_definite: any(start, &DEFINITE),
        owners: words[first..end].iter().filter(|word| word.is(&["'s", "'"])).count(),
        is_others: any(before, &OTHERS),
    };
    phrase.words.contains(&phrase.head).then_some((phrase, first..end))
}

/// How alike two objects are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Most of what tells the one is in the other.
    Akin,
    /// One has all the other's words and more.
    Narrower,
    /// The same words.
    Same,
}

impl NounPhrase {
    /// Takes the thing of a stored position; `None` where no word of it tells it from others.
    pub fn of(object: &Object, body: &str) -> Option<Self> {
        let own: Vec<String> = compounds(object.thing.of(body)).collect();
        let mut head = stem(&compounds(object.head.of(body)).next()?);
        let mut words = own.iter().filter(|word| tells(word)).map(|word| stem(word)).collect();
        unify(&mut words, Some(&mut head));
        let before = own.iter().take_while(|word| !tells(word)).collect::<Vec<_>>();
        let has = |options: &[&str]| before.iter().any(|word| options.contains(&word.as_str()));
        let phrase = Self {
            words,
            head,
            narrowed: object.is_narrowed,
            is_name: object.is_name,
            points: has(&POINTING),
            is_part: has(&PARTS),
            is_none: body.get(..object.thing.start).is_some_and(|before| ends_with(before, "no")),
            is_one: has(&["a", "an"]),
            is_all: has(&["all"]),
            is_definite: has(&DEFINITE),
            owners: object.thing.of(body).split_whitespace().filter(|word| is_possessive(word)).count(),
            is_others: has(&OTHERS),
        };
        phrase.words.contains(&phrase.head).then_some(phrase)
    }

    /// Makes the phrase of one word by its stem.
    pub fn of_word(stem: String) -> Self {
        Self { words: [stem.clone()].into(), head: stem, ..Self::default() }
    }

    /// Returns whether one plain word is all that there is: too little to know a thing by. A name or a compound says
    /// more.
    pub fn is_bare(&self) -> bool {
        self.words.len() == 1 && !self.head.contains('-') && !self.is_name
    }

    /// Returns whether one thing is meant, known or any, and not all of a kind: "the tunnel", "a tunnel".
    pub fn is_single(&self) -> bool {
        self.is_definite || self.is_one
    }

    /// Returns the words without a head that only measures what the others name.
    pub fn measured(&self) -> BTreeSet<&String> {
        let is_measure = |word: &&String| **word == self.head && lexicon::is_measure(word);
        let bare: BTreeSet<&String> = self.words.iter().filter(|word| !is_measure(word)).collect();
        // "The harbour board's budget" is the board's.
        let owned = self.owners > 0 && !bare.is_empty();
        if bare.len() > 1 || owned { bare } else { self.words.iter().collect() }
    }

    /// Returns whether this is a kind of thing of which the other is one: "tolls", "a toll on lorries".
    pub fn is_kind_of(&self, other: &Self) -> bool {
        let tells = self.words.iter().any(|word| !lexicon::is_common(word));
        let free = !self.is_definite && !self.points && !self.is_part && !self.narrowed;
        tells
            && free
            && self.words.is_subset(&other.words)
            && self.words.len() < other.words.len()
            && self.head == other.head
    }

    /// Returns whether two objects are the same thing by their words, and how surely. Sharing common words alone is not
    /// enough.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let shared: Vec<&String> = self.words.intersection(&other.words).collect();
        let telling = shared.iter().any(|word| !lexicon::is_common(word));
        // Two common words together tell enough: "company tax".
        if self.words == other.words || self.measured() == other.measured() {
            return (telling || self.measured().len() > 1).then_some(Likeness::Same);
        }
        let (small, large) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        let within = small.words.is_subset(&large.words) && small.head == large.head && !small.is_bare();
        let far = large.words.len() - small.words.len() > 2;
        (within && telling && !far).then_some(Likeness::Narrower)
    }
}
