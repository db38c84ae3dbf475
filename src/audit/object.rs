//! What a position is about: a noun phrase, cut down to the words that tell it from others.
//!
//! **Finds** the first noun phrase with its "of", "on" and "for". **Example**: "a fair tax on carbon" is {fair, tax,
//! carbon}, its head "tax". **Leaves alone** pronouns: what "it" is stands elsewhere. **Known misses**: other words for
//! the same thing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexicon;
use super::tagged_text::TaggedWord;
use super::word::is_function;
use crate::lang::tag::Tag;

/// The most words of an object.
const LONGEST: usize = 14;

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// Stems of the words that tell it from others.
    pub words: BTreeSet<String>,
    /// The stem of the word that the others belong to.
    pub head: String,
    /// Its words, as a range of the statement's.
    pub range: Range<usize>,
    /// Words behind it narrow it: "a bill that …".
    pub narrowed: bool,
    /// Nothing but names.
    pub is_name: bool,
    /// "this", "that" stand before it.
    pub points: bool,
    /// "some", "most of" stand before it: which of them is not said.
    pub is_part: bool,
    /// "the", "our" stand before it: one that is known, and not any.
    pub is_definite: bool,
}

/// Words that belong to a noun phrase but tell it from nothing.
const EMPTY: [&str; 11] =
    ["any", "such", "own", "so-called", "kind", "sort", "form", "whole", "very", "proper", "really"];

/// Reads the noun phrase that starts at or right behind `start`; none where a pronoun or nothing stands there.
pub fn object(words: &[TaggedWord], start: usize) -> Option<NounPhrase> {
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
    let kept: BTreeSet<String> = words[first..end]
        .iter()
        .filter(|word| word.is_word() && word.tag != Tag::Number && !is_function(&word.lower))
        .filter(|word| !EMPTY.contains(&word.lower.as_str()))
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
    let points = words[start..=first].iter().any(|word| word.is(&["this", "that", "these", "those"]));
    const PARTS: [&str; 8] = ["some", "several", "many", "most", "more", "few", "certain", "all"];
    let from = start.saturating_sub(3);
    let is_part = words[from..=first].iter().any(|word| word.is(&PARTS));
    const DEFINITE: [&str; 11] = ["the", "this", "that", "these", "those", "our", "my", "their", "his", "her", "its"];
    let is_definite = words[start..=first].iter().any(|word| word.is(&DEFINITE));
    let head = words[head].stem.clone();
    (kept.contains(&head)).then_some(NounPhrase {
        words: kept,
        head,
        range: first..end,
        narrowed,
        is_name,
        points,
        is_part,
        is_definite,
    })
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
    /// Returns whether one plain word is all that there is: too little to know a thing by. A name or a compound says
    /// more.
    pub fn is_bare(&self) -> bool {
        self.words.len() == 1 && !self.head.contains('-') && !self.is_name
    }

    /// Returns whether the words beside the head tell by themselves what it is about: "a company tax | cut", not "a pay |
    /// freeze".
    pub fn is_known_without_head(&self) -> bool {
        let mut others = self.words.iter().filter(|word| **word != self.head);
        self.words.len() > 2 || others.any(|word| !lexicon::is_common(word))
    }

    /// Returns the words without a head that only measures what the others name.
    pub fn measured(&self) -> BTreeSet<&String> {
        let is_measure = |word: &&String| **word == self.head && lexicon::is_measure(word);
        let bare: BTreeSet<&String> = self.words.iter().filter(|word| !is_measure(word)).collect();
        if bare.len() > 1 { bare } else { self.words.iter().collect() }
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
