//! Reads the words of a source: a name, a pronoun, several joined, or a description.
//!
//! **Finds** what the words are about: in "Gareth Pell, who leads the opposition," the name; in "the union's leader,
//! Joy Adeyemi," the name behind the comma; in "Mr Pell's lawyer" the lawyer.
//! **Leaves alone** "I", "we" and "you": they are nobody that the outlet names.
//! **Known misses**: several speakers joined ("Lee and Park") are one group, not two people; "some" and "most" without
//! a noun are nobody.
//!
//! It never says who the name or the pronoun is.

use std::ops::Range;

use crate::claim::{Span, SpeakerKind};

use super::lexicon::{Gender, lexicon};
use super::name::Name;
use super::phrase::{Phrase, participle, person_noun, phrase, speaking_noun};
use super::role::{is_determiner, is_preposition, relative};
use super::words::FoldedWords;

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
pub(super) enum SourceMeaning {
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
/// The most tokens from a name to the end of what a comma behind it says of it.
const APPOSED: usize = 12;

/// Reads the source at `spans`.
pub(super) fn meaning(words: &FoldedWords, names: &[Name], spans: &[Span]) -> SourceMeaning {
    for span in spans {
        let reading = read_stretch(words, names, *span);
        if !matches!(reading, SourceMeaning::Nobody) {
            return reading;
        }
    }
    SourceMeaning::Nobody
}

fn read_stretch(words: &FoldedWords, names: &[Name], span: Span) -> SourceMeaning {
    let mut tokens = words.document.tokens_in(span);
    tokens.end = tokens.end.min(tokens.start + LONGEST);
    while tokens.start < tokens.end
        && (!words.is_word(tokens.start) && !words.number(tokens.start) || words.possessive(tokens.start))
    {
        tokens.start += 1;
    }
    // "Mr Pell's" is Mr Pell, "Mr Pell and Ms Reil both" the two of them.
    while tokens.start < tokens.end
        && (!words.is_word(tokens.end - 1) && words.raw(tokens.end - 1) != ")"
            || tokens.len() > 1
                && (words.possessive(tokens.end - 1)
                    || matches!(words.folded(tokens.end - 1), "all" | "both" | "alike" | "each")))
    {
        tokens.end -= 1;
    }
    if tokens.is_empty() {
        return SourceMeaning::Nobody;
    }
    if is_nobody(words, &tokens) {
        return SourceMeaning::Nobody;
    }
    if let Some(reading) = partitive(words, names, &tokens) {
        return reading;
    }
    let end = head_end(words, names, &tokens);
    if let Some(reading) = pronoun(words, tokens.start..end.max(tokens.start + 1)) {
        // "He and his allies" are not he alone.
        return if end < tokens.end && words.folded(end) == "and" { SourceMeaning::Nobody } else { reading };
    }
    if let Some(joined) = joined(words, names, &tokens) {
        return SourceMeaning::Joined(joined);
    }
    let first = names.partition_point(|name| name.tokens.end <= tokens.start);
    let ending = names[first..].iter().take_while(|name| name.tokens.start < end).enumerate().last();
    if let Some((offset, name)) = ending
        && name.tokens.end >= end
        && (!name.possessive || name.tokens.end >= tokens.end)
        && !is_sort(words, name, tokens.start)
        // "A Times/Herald Poll" is neither's alone.
        && !(name.whole.start > tokens.start && words.raw(name.whole.start - 1) == "/")
        && !(name.doubtful && name.tokens.len() == 1 && speaking_noun(words.folded(name.tokens.start)))
    {
        return SourceMeaning::Name(first + offset);
    }
    if let Some(name) = introduced(words, names, end, &tokens).or_else(|| introducing(words, names, &tokens)) {
        return SourceMeaning::Name(name);
    }
    let start = tokens.start;
    match phrase(words, tokens) {
        Some(phrase) if plausible(words, &phrase, start) => SourceMeaning::Described(Box::new(phrase)),
        _ => SourceMeaning::Nobody,
    }
}

/// Returns whether a source denies that anybody speaks: "no official", "neither Pell nor Reil"; "No Labels" is a name.
fn is_nobody(words: &FoldedWords, tokens: &Range<usize>) -> bool {
    let second = tokens.start + 1;
    match words.folded(tokens.start) {
        "no" => second < tokens.end && words.is_word(second) && !words.number(second) && !words.capital(second),
        "neither" => tokens.clone().any(|token| words.folded(token) == "nor"),
        _ => false,
    }
}

/// Returns whether initials only end a description: "a new super PAC".
fn is_sort(words: &FoldedWords, name: &Name, start: usize) -> bool {
    matches!(words.folded(start), "a" | "an" | "another" | "one")
        && name.tokens.len() == 1
        && words.all_capitals(name.tokens.start)
        && !words.capital(name.tokens.start - 1)
}

/// Finds the name that a description is the role of: "The port director, Lena Okafor,".
fn introduced(words: &FoldedWords, names: &[Name], end: usize, tokens: &Range<usize>) -> Option<usize> {
    let name = beside(words, names, end, tokens)?;
    let comma = (end..tokens.end).find(|&at| words.is_comma(at))?;
    // "Supporters of his opponent, Jan Reil," are not he, nor is "a study by a sociologist, Jan Reil".
    let one = phrase(words, tokens.start..comma)
        .is_none_or(|phrase| !(phrase.plural && speaking_noun(&phrase.noun)) && phrase.kind != SpeakerKind::Document);
    one.then_some(name)
}

/// Finds the name behind the comma that ends a description of speakers.
fn beside(words: &FoldedWords, names: &[Name], end: usize, tokens: &Range<usize>) -> Option<usize> {
    let comma = (end..tokens.end)
        .find(|&at| words.is_comma(at) || matches!(words.folded(at), "who" | "which" | "that"))
        .filter(|&at| words.is_comma(at) && at + 1 < tokens.end)?;
    let next = names.partition_point(|name| name.tokens.end <= comma);
    let name = names.get(next).filter(|name| {
        name.whole.start <= comma + 1 && name.tokens.start > comma && !name.possessive && name.tokens.start < tokens.end
    })?;
    let described = (tokens.start..comma).any(|at| speaking_noun(words.folded(at))) && name.whole.start <= comma + 1;
    described.then_some(next)
}

/// Finds the name that a description continues from: in "his daughter, Ellen Reil, a pupil of the school," the last
/// words alone are the source.
fn introducing(words: &FoldedWords, names: &[Name], tokens: &Range<usize>) -> Option<usize> {
    let comma = tokens.start.checked_sub(1).filter(|&at| words.is_comma(at))?;
    if !matches!(words.folded(tokens.start), "a" | "an") {
        return None;
    }
    let index = names.partition_point(|name| name.tokens.end < comma);
    let name = names.get(index).filter(|name| name.tokens.end == comma && !name.possessive)?;
    // "The bill, a minister said, has failed": he has his own verb.
    let next = words.folded(tokens.end);
    if !words.is_comma(tokens.end) && !is_preposition(next) && !matches!(next, "who" | "whose") {
        return None;
    }
    let person = name.kind == Some(SpeakerKind::Person)
        && phrase(words, tokens.clone()).is_some_and(|phrase| {
            !phrase.plural && matches!(phrase.kind, SpeakerKind::Person | SpeakerKind::Anonymous)
        });
    person.then_some(index)
}

/// Reads a part of several: "one of the yard's lawyers", "many of his supporters".
fn partitive(words: &FoldedWords, names: &[Name], tokens: &Range<usize>) -> Option<SourceMeaning> {
    let first = words.folded(tokens.start);
    let part = matches!(
        first,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "several"
            | "some"
            | "many"
            | "most"
            | "few"
            | "all"
            | "both"
    );
    if !part || words.folded(tokens.start + 1) != "of" || tokens.len() < 3 {
        return None;
    }
    let inner = tokens.start + 2..tokens.end;
    let end = head_end(words, names, &inner);
    if first == "one"
        && let Some(name) = beside(words, names, end, &inner)
    {
        return Some(SourceMeaning::Name(name));
    }
    let whole = phrase(words, inner)?;
    plausible(words, &whole, whole.tokens.start)
        .then(|| SourceMeaning::Described(Box::new(whole.part(words, tokens.start, first == "one"))))
}

/// Returns whether a description can be a speaker: words that nothing is known of need an article, a number or a name
/// in them.
fn plausible(words: &FoldedWords, phrase: &Phrase, start: usize) -> bool {
    if phrase.words.is_empty() || lexicon().verb(words.folded(start)) || lexicon().function_word(&phrase.noun) {
        return false;
    }
    phrase.kind != SpeakerKind::Unknown
        || !abstract_noun(&phrase.noun)
            && (phrase.tokens.start > start || words.number(start) || phrase.tokens.clone().any(|at| words.proper(at)))
}

/// "legislation", "unemployment": what is done or is so asserts nothing, and the bodies and documents whose names end
/// alike are known.
fn abstract_noun(noun: &str) -> bool {
    ["tion", "ment", "ness", "ity", "ism", "ship", "ance", "ence"].iter().any(|end| noun.ends_with(end))
}

/// Finds where the words before the first preposition, comma or clause end; names are held together.
fn head_end(words: &FoldedWords, names: &[Name], tokens: &Range<usize>) -> usize {
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
        // "Holt/Reyes poll" is one head.
        let slash = words.raw(at) == "/" && words.is_word(at + 1);
        let mark = !words.is_word(at) && !words.possessive(at) && !words.number(at) && !slash;
        let dated = matches!(word, "this" | "yesterday" | "earlier" | "just");
        if at > tokens.start
            && (clause || dated || is_preposition(word) || participle(words, at) && !matches!(word, "named" | "called"))
            || mark
        {
            break;
        }
        at += 1;
    }
    at.min(tokens.end)
}

/// Reads a source that is one pronoun; first and second persons are nobody.
fn pronoun(words: &FoldedWords, head: Range<usize>) -> Option<SourceMeaning> {
    // "Said he": a word too many before the pronoun changes nothing.
    if head.len() > 1 && matches!(words.folded(head.end - 1), "he" | "she" | "they") {
        return pronoun(words, head.end - 1..head.end);
    }
    let at = head.start;
    // "In his eyes": whatever is his, it is he who thinks so.
    let mind = head.len() == 2
        && matches!(words.folded(at + 1), "eyes" | "mind" | "opinion" | "view" | "words")
        && matches!(words.folded(at), "his" | "her" | "its" | "their");
    if head.len() != 1 && !mind {
        return None;
    }
    Some(match words.folded(at) {
        "he" | "him" | "his" => SourceMeaning::Pronoun(Pronoun::He, at),
        "she" | "her" => SourceMeaning::Pronoun(Pronoun::She, at),
        "it" | "its" => SourceMeaning::Pronoun(Pronoun::It, at),
        "they" | "them" | "their" => SourceMeaning::Pronoun(Pronoun::They, at),
        "who" | "which" | "that" | "whom" => SourceMeaning::Relative(at),
        "i" | "we" | "you" | "me" | "one" | "this" | "these" | "those" | "what" | "someone" | "somebody" | "anyone"
        | "everyone" | "everybody" | "nobody" | "none" | "another" | "himself" | "herself" | "itself"
        | "themselves" | "there" => SourceMeaning::Nobody,
        "us" if words.raw(at) == "us" => SourceMeaning::Nobody,
        _ => return None,
    })
}

/// Finds several speakers joined: short stretches with commas and one "and" between them, each a name or a noun for
/// speakers.
fn joined(words: &FoldedWords, names: &[Name], tokens: &Range<usize>) -> Option<Range<usize>> {
    const PART: usize = 7;
    let mut next = names.partition_point(|name| name.tokens.end <= tokens.start);
    let mut at = tokens.start;
    let mut start = at;
    let mut parts = 0;
    let mut last = false;
    // Where a bracket opens behind the part's words ("Jan Reil (D)").
    let mut bracket = None;
    // "Jan Reil, a lawyer and poet": what is behind the name only says who he is.
    let mut apposed = true;
    let mut named_office = false;
    loop {
        while names.get(next).is_some_and(|name| name.tokens.end <= at) {
            next += 1;
        }
        if let Some(name) = names.get(next)
            && name.tokens.contains(&at)
        {
            at = name.tokens.end.min(tokens.end);
        }
        if at < tokens.end
            && at > start
            && words.raw(at) == "("
            && let Some(close) = (at..tokens.end.min(at + 8)).find(|&at| words.raw(at) == ")")
        {
            bracket = Some(at);
            at = close + 1;
            continue;
        }
        let word = words.folded(at);
        let stop = at >= tokens.end;
        let and = !stop && matches!(word, "and" | "&" | "nor");
        if stop
            || and
            || words.is_comma(at)
            || is_preposition(word)
            || matches!(word, "who" | "which" | "whose" | "that")
        {
            if !(start..at).is_empty() {
                let end = bracket.take().unwrap_or(at);
                if end - start > PART || !speaks(words, names, start..end) {
                    return None;
                }
                apposed &= match parts {
                    0 => words.capital(end - 1),
                    _ => describes_one(words, start..end, last && !named_office),
                };
                named_office |= parts == 1 && words.folded(start) == "the";
                parts += 1;
            }
            // "A developer and spokeswoman" is one person.
            let one = matches!(words.folded(tokens.start), "a" | "an") && last && !is_determiner(words.folded(start));
            if one && !words.capital(start) {
                return None;
            }
            if last && parts > 1 && (stop || !and) {
                if apposed && parts > 2 {
                    return None;
                }
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

/// Returns whether the words can go on describing one person: "a lawyer" behind a comma, "poet" behind "and"; after
/// "the mayor", "a poet" too.
fn describes_one(words: &FoldedWords, part: Range<usize>, last: bool) -> bool {
    let article = matches!(words.folded(part.start), "a" | "an" | "the");
    let noun = part.clone().any(|at| person_noun(words.folded(at)));
    noun && article != last && !words.capital(part.start)
}

/// Returns whether the words are a name or a description of speakers.
fn speaks(words: &FoldedWords, names: &[Name], mut tokens: Range<usize>) -> bool {
    let more = |at: usize| matches!(words.folded(at), "other" | "neither" | "some" | "many");
    let mut others = false;
    while tokens.start < tokens.end && (is_determiner(words.folded(tokens.start)) || more(tokens.start)) {
        others |= more(tokens.start) || matches!(words.folded(tokens.start), "his" | "her" | "its" | "their");
        tokens.start += 1;
    }
    let Some(last) = tokens.end.checked_sub(1).filter(|&last| last >= tokens.start) else { return false };
    let index = names.partition_point(|name| name.tokens.end <= last);
    names.get(index).is_some_and(|name| name.tokens.contains(&last))
        || speaking_noun(words.folded(last))
        || others && words.folded(last).ends_with('s')
        || lexicon().first_name(words.folded(last)).is_some() && words.capital(last)
}

/// Finds the name that a relative pronoun at `at` continues from.
pub(super) fn antecedent(words: &FoldedWords, names: &[Name], at: usize) -> Option<usize> {
    let index = names.partition_point(|name| name.tokens.end <= at).checked_sub(1)?;
    let name = &names[index];
    // "Mr Reil and the Greens, who": the two of them.
    let several = name.kind == Some(SpeakerKind::Group) && words.folded(name.whole.start.wrapping_sub(1)) == "and";
    if several {
        return None;
    }
    // "Ann Holt of Iowa, who", "Jan Reil, an analyst at Jeffers, who": not the place nor the firm.
    let adjacent = relative(words, name.tokens.end).is_some() && at <= name.tokens.end + 1 && !name.possessive;
    let governed = name.whole.start > 0 && is_preposition(words.folded(name.whole.start - 1));
    let personal = name.titled || name.tokens.len() > 1 && name.kind == Some(SpeakerKind::Person);
    if adjacent && governed && !personal && matches!(words.folded(at), "who" | "whose") {
        return names[..index]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, before)| before.sentence == name.sentence)
            .find(|(_, before)| {
                let near = before.tokens.end + 1 == name.whole.start
                    && matches!(words.folded(before.tokens.end), "of" | "from");
                near || words.is_comma(before.tokens.end) && name.whole.start - before.tokens.end < APPOSED
            })
            .map(|(before, _)| before)
            .or(Some(index).filter(|_| name.kind != Some(SpeakerKind::Organization)));
    }
    adjacent.then_some(index)
}
