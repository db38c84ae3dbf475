//! Takes back links between claims that are no counterparts: another predicate of somebody else, with little in common.
//!
//! Likeness counts words, and two sentences of one story share many: the same ferry, the same harbour, the same dead.
//! It needs the trees of both sides, and joins nothing.

use super::compared::ComparedSide;
use super::joined::{JoinedEntities, Sameness};
use super::lexicon;
use super::links::{Link, NEW, OLD};
use super::vocabulary::Vocabulary;
use crate::syntax::tag::Tag;

/// Of a hundred telling words of the longer claim, so many that the other has too make two claims counterparts,
/// whatever they say.
const MUCH: usize = 45;

/// Returns whether the two claims of a link may be counterparts.
pub(super) fn may_be(link: &Link, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &Vocabulary) -> bool {
    let ([old], [new]) = (&link.old[..], &link.new[..]) else { return true };
    let claims = [*old, *new];
    let telling = |side: usize| -> Vec<usize> {
        let tokens = sides[side].passages[claims[side]].tokens.iter().copied();
        let tells = |&token: &usize| {
            let token = &sides[side].tokens[token];
            token.sort.is_word() && !lexicon::FUNCTION.has(vocabulary.word(token.fold))
        };
        tokens.filter(tells).collect()
    };
    let words = [telling(OLD), telling(NEW)];
    let longer = words.iter().map(Vec::len).max().unwrap_or(0);
    let stem = |side: usize, token: usize| sides[side].tokens[token].stem;
    // Most claims stayed as they were: the other spellings of English are looked at where that is not so.
    if shared(&words, stem) * 100 >= MUCH * longer {
        return true;
    }
    let word = |side: usize, token: usize| vocabulary.word(sides[side].tokens[token].fold);
    let key = |side: usize, token: usize| lexicon::stem(&lexicon::regional(word(side, token)));
    if shared(&words, key) * 100 >= MUCH * longer {
        return true;
    }
    let (Some(was), Some(is)) = (clause(sides[OLD], claims[OLD]), clause(sides[NEW], claims[NEW])) else { return true };
    let alike =
        |old: usize, new: usize| key(OLD, old) == key(NEW, new) || lexicon::synonyms(word(OLD, old), word(NEW, new));
    alike(was.predicate, is.predicate) || is_one_subject(sides, [was.subject, is.subject], joined, alike)
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

/// Returns whether two subjects may be one: the same noun, or one person under two names; a pronoun may be anybody whom
/// the text does not tell.
fn is_one_subject(
    sides: [&ComparedSide; 2],
    subjects: [usize; 2],
    joined: &JoinedEntities,
    alike: impl Fn(usize, usize) -> bool,
) -> bool {
    if alike(subjects[OLD], subjects[NEW]) {
        return true;
    }
    let entity = |side: usize| {
        let span = sides[side].tokens[subjects[side]].span;
        joined.mentions(side, span).last().map(|mention| mention.entity)
    };
    match (entity(OLD), entity(NEW)) {
        (Some(old), Some(new)) => joined.compare(old, new) != Sameness::Two,
        _ => [OLD, NEW].into_iter().any(|side| {
            let trees = sides[side].reading.trees.as_ref();
            trees.is_some_and(|trees| trees.word(subjects[side]).tag == Tag::Pronoun)
        }),
    }
}

/// What a claim says of whom, as tokens.
pub(super) struct Clause {
    pub(super) predicate: usize,
    subject: usize,
}

/// Finds the clause of a claim's content: the word from which the rest of it hangs, and its subject.
pub(super) fn clause(compared: &ComparedSide, claim: usize) -> Option<Clause> {
    let trees = compared.reading.trees.as_ref()?;
    let spans = &compared.claims[claim].content.spans;
    let tokens: Vec<usize> = spans.iter().flat_map(|&span| compared.layout.tokens_in(span)).collect();
    let predicate = trees.top(&tokens)?;
    Some(Clause { predicate, subject: trees.subject(predicate)? })
}
