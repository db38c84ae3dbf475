//! Reads the words of a source: a name, a pronoun, several joined, or a description.
//!
//! **Finds** what the words are about: in "Gareth Pell, who leads the opposition," the name; in "the union's leader, Joy
//! Adeyemi," the name behind the comma; in "Mr Pell's lawyer" the lawyer.
//! **Leaves alone** "I", "we" and "you": they are nobody that the outlet names.
//! **Known misses**: several speakers joined ("Lee and Park") are one group, not two people.
//!
//! It never says who the name or the pronoun is.

use std::ops::Range;

use crate::claim::{Span, SpeakerKind};

use super::lexicon::{Gender, lexicon};
use super::name::Name;
use super::phrase::{Phrase, phrase, speaking_noun};
use super::role::{is_determiner, is_preposition, relative};
use super::words::Words;

/// A word that stands for somebody named elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
}

impl Pronoun {
    pub fn gender(self) -> Option<Gender> {
        match self {
            Self::He => Some(Gender::Male),
            Self::She => Some(Gender::Female),
            Self::It | Self::They => None,
        }
    }
}

/// What a source is.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    Nobody,
    /// An index into the names.
    Name(usize),
    /// At a token.
    Pronoun(Pronoun, usize),
    /// "who", "which": whoever was named right before the token.
    Relative(usize),
    /// Several, named by all of the words.
    Joined(Range<usize>),
    Described(Box<Phrase>),
}

/// The most tokens of a source that are read.
const LONGEST: usize = 60;

/// Reads the source at `spans`.
pub(super) fn read(words: &Words, names: &[Name], spans: &[Span]) -> Reading {
    for span in spans {
        let reading = read_stretch(words, names, *span);
        if !matches!(reading, Reading::Nobody) {
            return reading;
        }
    }
    Reading::Nobody
}

fn read_stretch(words: &Words, names: &[Name], span: Span) -> Reading {
    let mut tokens = words.document.tokens_in(span);
    tokens.end = tokens.end.min(tokens.start + LONGEST);
    while tokens.start < tokens.end
        && (!words.is_word(tokens.start) && !words.number(tokens.start) || words.possessive(tokens.start))
    {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && !words.is_word(tokens.end - 1) && words.raw(tokens.end - 1) != ")" {
        tokens.end -= 1;
    }
    if tokens.is_empty() {
        return Reading::Nobody;
    }
    let end = head_end(words, names, &tokens);
    if let Some(reading) = pronoun(words, tokens.start..end.max(tokens.start + 1)) {
        return reading;
    }
    if let Some(joined) = joined(words, names, &tokens) {
        return Reading::Joined(joined);
    }
    let first = names.partition_point(|name| name.tokens.end <= tokens.start);
    let ending = names[first..].iter().take_while(|name| name.tokens.start < end).enumerate().last();
    if let Some((offset, name)) = ending
        && name.tokens.end >= end
        && !name.possessive
        && !(name.doubtful && name.tokens.len() == 1 && speaking_noun(words.folded(name.tokens.start)))
    {
        return Reading::Name(first + offset);
    }
    // "The port director, Lena Okafor,": the description is the role of the name.
    let comma =
        (end..tokens.end).find(|&at| words.is_comma(at) || matches!(words.folded(at), "who" | "which" | "that"));
    if let Some(end) = comma.filter(|&at| words.is_comma(at) && at + 1 < tokens.end) {
        let next = names.partition_point(|name| name.tokens.end <= end);
        if let Some(name) = names
            .get(next)
            .filter(|name| name.whole.start <= end + 1 && !name.possessive && name.tokens.start < tokens.end)
            && (name.whole.start == end + 1 || name.tokens.start == end + 1)
            && (tokens.start..end).any(|at| speaking_noun(words.folded(at)))
        {
            return Reading::Name(next);
        }
    }
    let start = tokens.start;
    match phrase(words, tokens) {
        Some(phrase) if plausible(words, &phrase, start) => Reading::Described(Box::new(phrase)),
        _ => Reading::Nobody,
    }
}

/// Says whether a description can be a speaker: words that nothing is known of need an article, a number or a name in them.
fn plausible(words: &Words, phrase: &Phrase, start: usize) -> bool {
    if phrase.words.is_empty() || lexicon().verb(words.folded(start)) || lexicon().function_word(&phrase.noun) {
        return false;
    }
    phrase.kind != SpeakerKind::Unknown
        || phrase.tokens.start > start
        || words.number(start)
        || phrase.tokens.clone().any(|at| words.proper(at))
}

/// Finds where the words before the first preposition, comma or clause end; names are held together.
fn head_end(words: &Words, names: &[Name], tokens: &Range<usize>) -> usize {
    let mut next = names.partition_point(|name| name.tokens.end <= tokens.start);
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(name) = names.get(next)
            && at >= name.whole.start
            && at < name.tokens.end
        {
            at = name.tokens.end;
            next += 1;
            continue;
        }
        let word = words.folded(at);
        let clause = matches!(
            word,
            "who"
                | "which"
                | "whose"
                | "that"
                | "and"
                | "or"
                | "as"
                | "himself"
                | "herself"
                | "itself"
                | "themselves"
                | "too"
                | "also"
                | "both"
                | "then"
                | "later"
                | "has"
                | "had"
        );
        let mark = !words.is_word(at) && !words.possessive(at) && !words.number(at);
        let dated = matches!(word, "this" | "yesterday" | "earlier" | "just");
        if at > tokens.start && (clause || dated || is_preposition(word)) || mark {
            break;
        }
        at += 1;
    }
    at.min(tokens.end)
}

/// Reads a source that is one pronoun; first and second persons are nobody.
fn pronoun(words: &Words, head: Range<usize>) -> Option<Reading> {
    // "Said he": a word too many before the pronoun changes nothing.
    if head.len() > 1 && matches!(words.folded(head.end - 1), "he" | "she" | "they") {
        return pronoun(words, head.end - 1..head.end);
    }
    if head.len() != 1 {
        return None;
    }
    let at = head.start;
    Some(match words.folded(at) {
        "he" | "him" => Reading::Pronoun(Pronoun::He, at),
        "she" | "her" => Reading::Pronoun(Pronoun::She, at),
        "it" => Reading::Pronoun(Pronoun::It, at),
        "they" | "them" => Reading::Pronoun(Pronoun::They, at),
        "who" | "which" | "that" | "whom" => Reading::Relative(at),
        "i" | "we" | "you" | "me" | "one" | "this" | "these" | "those" | "what" | "someone" | "somebody" | "anyone"
        | "everyone" | "everybody" | "nobody" | "none" | "another" | "himself" | "herself" | "itself"
        | "themselves" | "there" | "his" | "their" | "its" => Reading::Nobody,
        "us" if words.raw(at) == "us" => Reading::Nobody,
        _ => return None,
    })
}

/// Finds several speakers joined: short stretches with commas and one "and" between them, each a name or a noun for speakers.
fn joined(words: &Words, names: &[Name], tokens: &Range<usize>) -> Option<Range<usize>> {
    const PART: usize = 7;
    let mut next = names.partition_point(|name| name.tokens.end <= tokens.start);
    let mut at = tokens.start;
    let mut start = at;
    let mut parts = 0;
    let mut last = false;
    loop {
        while names.get(next).is_some_and(|name| name.tokens.end <= at) {
            next += 1;
        }
        if let Some(name) = names.get(next)
            && name.tokens.contains(&at)
        {
            at = name.tokens.end.min(tokens.end);
        }
        let word = words.folded(at);
        let stop = at >= tokens.end;
        let and = !stop && matches!(word, "and" | "&");
        if stop
            || and
            || words.is_comma(at)
            || is_preposition(word)
            || matches!(word, "who" | "which" | "whose" | "that")
        {
            if !(start..at).is_empty() {
                if at - start > PART || !speaks(words, names, start..at) {
                    return None;
                }
                parts += 1;
            }
            // "A developer and spokeswoman" is one person.
            let one = matches!(words.folded(tokens.start), "a" | "an") && last && !is_determiner(words.folded(start));
            if one && !words.capital(start) {
                return None;
            }
            if last && parts > 1 && (stop || !and) {
                // A clause or a preposition behind the last part belongs to it.
                return Some(tokens.start..at);
            }
            if stop || !and && !words.is_comma(at) {
                return None;
            }
            last |= and;
            at += 1;
            start = at;
            continue;
        }
        at += 1;
    }
}

/// Says whether the words are a name or a description of speakers.
fn speaks(words: &Words, names: &[Name], mut tokens: Range<usize>) -> bool {
    while tokens.start < tokens.end && is_determiner(words.folded(tokens.start)) {
        tokens.start += 1;
    }
    let Some(last) = tokens.end.checked_sub(1).filter(|&last| last >= tokens.start) else { return false };
    let index = names.partition_point(|name| name.tokens.end <= last);
    names.get(index).is_some_and(|name| name.tokens.contains(&last))
        || speaking_noun(words.folded(last))
        || lexicon().first_name(words.folded(last)).is_some() && words.capital(last)
}

/// Finds the name that a relative pronoun at `at` goes on from.
pub(super) fn antecedent(words: &Words, names: &[Name], at: usize) -> Option<usize> {
    let index = names.partition_point(|name| name.tokens.end <= at).checked_sub(1)?;
    let name = &names[index];
    (relative(words, name.tokens.end).is_some() && at <= name.tokens.end + 1 && !name.possessive).then_some(index)
}
