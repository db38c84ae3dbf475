//! Takes back links between claims that are no counterparts: something else is said of somebody, or the same of
//! somebody else, with little in common.
//!
//! Likeness counts words, and two sentences of one story share many: the same ferry, the same harbour, the same dead.
//! The words that name who speaks or of whom something is said do not make two claims one. It needs the trees of both
//! sides, and joins nothing.

use super::compared::{ClaimPart, ComparedSide};
use super::joined::{JoinedEntities, Sameness};
use super::lexicon;
use super::links::{Link, NEW, OLD};
use super::vocabulary::Vocabulary;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// Of a hundred telling words of the longer claim, so many that the other has too make two claims counterparts,
/// whatever they say.
const NEARLY_ALL: usize = 75;
/// So many of what the longer one says do, the words left out that name who.
const MUCH: usize = 45;
/// So many of what the shorter one says do, whoever it is said of: one was cut short.
const MOST: usize = 60;
/// So many of what the shorter one says do where both speak of one thing.
const SOME: usize = 30;
/// Fewer words than these may meet by chance.
const FEW: usize = 3;

/// Returns whether the two claims of a link may be counterparts.
pub(super) fn may_be(link: &Link, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &Vocabulary) -> bool {
    let ([old], [new]) = (&link.old[..], &link.new[..]) else { return true };
    let [Some(_), Some(_)] = sides.map(|side| side.reading.trees.as_ref()) else { return true };
    let pair = Counterparts { sides, claims: [*old, *new], joined, vocabulary };
    let words = [OLD, NEW].map(|side| pair.telling(side));
    let longer = words.iter().map(Vec::len).max().unwrap_or(0);
    let stem = |side: usize, token: usize| sides[side].tokens[token].stem;
    // Most claims stayed as they were: the other spellings of English are looked at where that is not so.
    if shared(&words, stem) * 100 >= NEARLY_ALL * longer {
        return true;
    }
    let clauses = match [OLD, NEW].map(|side| clause(sides[side], pair.claims[side], vocabulary)) {
        [Some(old), Some(new)] => [Some(old), Some(new)],
        _ => [None, None],
    };
    let said = [OLD, NEW].map(|side| pair.said(side, &words[side], clauses[side].as_ref()));
    let both = shared(&said, |side, token| key(pair.word(side, token)));
    let longer = said.iter().map(Vec::len).max().unwrap_or(0);
    let shorter = said.iter().map(Vec::len).min().unwrap_or(0);
    if both * 100 >= MUCH * longer {
        return true;
    }
    let some = shorter > 0 && both * 100 >= SOME * shorter;
    let of_shorter = |share: usize| both >= FEW && both * 100 >= share * shorter;
    let [Some(was), Some(is)] = clauses else { return some || pair.has_one_cue() };
    let alike = pair.alike(was.predicate, is.predicate) || pair.alike(was.act, is.act);
    match subjects(sides, [was.subject, is.subject], joined, vocabulary) {
        // So short a claim says one thing of it: that took the other's place.
        Sameness::One => alike || some || shorter <= FEW,
        Sameness::Unknown => alike || of_shorter(MUCH),
        Sameness::Two => of_shorter(MOST),
    }
}

/// Returns whether two claims that stand between the same neighbours are counterparts: they may be, and have more in
/// common than of whom they tell.
pub(super) fn took_its_place(
    link: &Link,
    sides: [&ComparedSide; 2],
    joined: &JoinedEntities,
    vocabulary: &Vocabulary,
) -> bool {
    let ([old], [new]) = (&link.old[..], &link.new[..]) else { return false };
    let pair = Counterparts { sides, claims: [*old, *new], joined, vocabulary };
    let [Some(was), Some(is)] = [OLD, NEW].map(|side| clause(sides[side], pair.claims[side], vocabulary)) else {
        return false;
    };
    let said = [(OLD, &was), (NEW, &is)].map(|(side, clause)| pair.said(side, &pair.telling(side), Some(clause)));
    let one = subjects(sides, [was.subject, is.subject], joined, vocabulary) == Sameness::One;
    let shares = pair.alike(was.act, is.act) || shared(&said, |side, token| key(pair.word(side, token))) > 0;
    one && shares && may_be(link, sides, joined, vocabulary)
}

/// Counts the words of the old side that the new one has too, each once.
fn shared<K: PartialEq>(words: &[Vec<usize>; 2], key: impl Fn(usize, usize) -> K) -> usize {
    let mut others: Vec<K> = words[NEW].iter().map(|&token| key(NEW, token)).collect();
    let both = words[OLD].iter().filter(|&&token| {
        let key = key(OLD, token);
        let at = others.iter().position(|other| *other == key);
        at.map(|at| others.swap_remove(at)).is_some()
    });
    both.count()
}

/// A claim of each side.
struct Counterparts<'p, 'a> {
    sides: [&'p ComparedSide<'a>; 2],
    claims: [usize; 2],
    joined: &'p JoinedEntities<'p>,
    vocabulary: &'p Vocabulary,
}

impl Counterparts<'_, '_> {
    fn word(&self, side: usize, token: usize) -> &str {
        self.vocabulary.word(self.sides[side].tokens[token].fold)
    }

    fn alike(&self, old: usize, new: usize) -> bool {
        alike(self.sides, [old, new], self.vocabulary)
    }

    /// Lists the words of a claim that carry something of their own.
    fn telling(&self, side: usize) -> Vec<usize> {
        let tokens = self.sides[side].passages[self.claims[side]].tokens.iter().copied();
        let tells = |&token: &usize| {
            self.sides[side].tokens[token].sort.is_word()
                && !self.vocabulary.is_function(self.sides[side].tokens[token].fold)
        };
        tokens.filter(tells).collect()
    }

    /// Leaves out the words that name who speaks and how, and those that name of whom something is said.
    fn said(&self, side: usize, words: &[usize], clause: Option<&Clause>) -> Vec<usize> {
        let names = |&token: &usize| {
            let part = self.sides[side].tokens[token].part;
            matches!(part, ClaimPart::Source | ClaimPart::Cue | ClaimPart::SaidOn)
                || clause.is_some_and(|clause| clause.named.contains(&token))
        };
        words.iter().copied().filter(|token| !names(token)).collect()
    }

    /// Returns whether the same word, one that tells more than "said", attributes both claims to the same words or to
    /// the same speaker.
    fn has_one_cue(&self) -> bool {
        let of = |side: usize, part: ClaimPart| -> Vec<usize> {
            let words = self.telling(side).into_iter();
            words.filter(|&token| self.sides[side].tokens[token].part == part).collect()
        };
        let any = |part: ClaimPart| {
            let (old, new) = (of(OLD, part), of(NEW, part));
            let plain = |token: usize| lexicon::cue_strength(self.word(OLD, token)) == Some("neutral");
            old.into_iter().any(|old| !plain(old) && new.iter().any(|&new| self.alike(old, new)))
        };
        let speakers = [OLD, NEW].map(|side| self.sides[side].claims[self.claims[side]].speaker);
        let one = || match speakers {
            [Some(old), Some(new)] => self.joined.compare_speakers(old, new) == Sameness::One,
            _ => false,
        };
        any(ClaimPart::Cue) && (any(ClaimPart::Source) || one())
    }
}

/// Compares two subjects, an old and a new token: the same noun, or one person under two names; a pronoun may be
/// anybody whom the text does not tell.
pub(super) fn subjects(
    sides: [&ComparedSide; 2],
    subjects: [usize; 2],
    joined: &JoinedEntities,
    vocabulary: &Vocabulary,
) -> Sameness {
    let entity = |side: usize| {
        let span = sides[side].tokens[subjects[side]].span;
        joined.mentions(side, span).next_back().map(|mention| mention.entity)
    };
    let compared = match (entity(OLD), entity(NEW)) {
        (Some(old), Some(new)) => joined.compare(old, new),
        _ => Sameness::Unknown,
    };
    let pronoun = |side: usize| {
        let trees = sides[side].reading.trees.as_ref();
        trees.is_some_and(|trees| trees.word(subjects[side]).tag == Tag::Pronoun)
    };
    match compared {
        Sameness::Unknown if alike(sides, subjects, vocabulary) => Sameness::One,
        Sameness::Unknown if [OLD, NEW].into_iter().any(pronoun) => Sameness::One,
        known => known,
    }
}

/// Returns whether an old and a new token are forms of one word, or of two that mean the same.
fn alike(sides: [&ComparedSide; 2], tokens: [usize; 2], vocabulary: &Vocabulary) -> bool {
    let [old, new] = [OLD, NEW].map(|side| vocabulary.word(sides[side].tokens[tokens[side]].fold));
    key(old) == key(new) || lexicon::synonyms(old, new)
}

/// Returns what a word's forms have in common, in one spelling of English.
fn key(word: &str) -> String {
    lexicon::stem(&lexicon::regional(word))
}

/// What a claim says of whom, as tokens.
pub(super) struct Clause {
    pub(super) predicate: usize,
    /// What tells what happens: the predicate, or the object of a verb that leaves it to that ("faces *charges*").
    act: usize,
    subject: usize,
    /// The words that name the subject.
    named: Vec<usize>,
}

impl Clause {
    /// Returns whether a condition holds for a word that names the subject.
    pub(super) fn names(&self, is_it: impl Fn(usize) -> bool) -> bool {
        self.named.iter().any(|&word| is_it(word))
    }
}

/// Finds the clause of a claim's content: the word from which the rest of it hangs, and its subject.
pub(super) fn clause(compared: &ComparedSide, claim: usize, vocabulary: &Vocabulary) -> Option<Clause> {
    let trees: &Trees = compared.reading.trees.as_ref()?;
    let spans = &compared.claims[claim].content.spans;
    let tokens: Vec<usize> = spans.iter().flat_map(|&span| compared.layout.tokens_in(span)).collect();
    let predicate = trees.top(&tokens)?;
    let subject = trees.subject(predicate)?;
    let light = lexicon::has_form(&lexicon::LIGHT_VERBS, vocabulary.word(compared.tokens[predicate].fold));
    let act = trees.child(predicate, &[Relation::Object]).filter(|_| light).unwrap_or(predicate);
    Some(Clause { predicate, act, subject, named: trees.below(subject, |_| false) })
}
