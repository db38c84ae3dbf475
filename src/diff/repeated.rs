//! Claims that stand on one side alone though half of a sentence of theirs is on the other, word for word and around a
//! verb, in a sentence that is otherwise another: "Holt, who *won the first race of the year in Reil*, …".
//!
//! It looks for the very words, in a row that stands once in each text. Whoever does it must not be somebody else
//! there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::compared::{ClaimPart, ComparedSide};
use super::counterparts;
use super::joined::{JoinedEntities, Sameness};
use super::links::{Links, NEW, OLD};
use super::matching::COMMON;
use super::vocabulary::{Sym, Vocabulary};
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

/// Fewer words in a row are a phrase that any sentence may have.
const LEAST: usize = 6;
/// So many of these must tell something.
const TELLING: usize = 3;

/// Puts each claim that no link holds, and half of a sentence of which the other side has in a row, to the claim that
/// has it there.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &Vocabulary) {
    let [Some(old), Some(new)] = sides.map(|compared| compared.reading.trees.as_ref()) else { return };
    if [OLD, NEW].into_iter().all(|side| links.free(side).is_empty()) {
        return;
    }
    let trees = [old, new];
    let texts = sides.map(Text::new);
    for side in [OLD, NEW] {
        let theirs = 1 - side;
        let (own, text) = (&texts[side], &texts[theirs]);
        let owners = sides[theirs].owners();
        for claim in links.free(side) {
            let Some((mine, there)) = longest(sides[side], claim, [own, text], vocabulary) else { continue };
            let Some(verb) = mine.iter().position(|&token| is_predicate(trees[side], token)) else { continue };
            // The same condition or circumstance may go with any statement.
            if trees[side].relation(mine[verb]) == Relation::AdverbialClause {
                continue;
            }
            let Some(holder) = holder(&owners, &text.tokens[there.clone()]) else { continue };
            let mut does = [mine[verb]; 2];
            does[theirs] = text.tokens[there.start + verb];
            let subjects = [OLD, NEW].map(|side| frame::subject(trees[side], does[side]));
            let is_somebody_else = match subjects {
                [Some(old), Some(new)] => {
                    counterparts::subjects(sides, [old, new], joined, vocabulary) != Sameness::One
                }
                _ => false,
            };
            if is_somebody_else || is_said_beside(links, sides, side, &mine, holder) {
                continue;
            }
            links.join_to(side, claim, holder);
        }
    }
}

fn is_predicate(trees: &Trees, token: usize) -> bool {
    const HELPERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
    trees.word(token).tag.is_verb() && !HELPERS.contains(&trees.relation(token))
}

/// Returns the claim that answers for most of some tokens.
fn holder(owners: &[Option<usize>], tokens: &[usize]) -> Option<usize> {
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    tokens.iter().filter_map(|&token| owners[token]).for_each(|owner| *held.entry(owner).or_default() += 1);
    held.into_iter().max_by_key(|&(claim, count)| (count, Reverse(claim))).map(|(claim, _)| claim)
}

/// Returns whether the claims that became the link of `holder` say most of these words themselves.
fn is_said_beside(links: &Links, sides: [&ComparedSide; 2], side: usize, words: &[usize], holder: usize) -> bool {
    let Some(link) = links.of(1 - side, holder) else { return false };
    let compared = sides[side];
    let beside = links.link(link).side(side).iter().flat_map(|&claim| &compared.passages[claim].tokens);
    let beside: HashSet<Sym> = beside.map(|&token| compared.tokens[token].stem).collect();
    let said = words.iter().filter(|&&token| beside.contains(&compared.tokens[token].stem)).count();
    said * 2 > words.len()
}

/// Returns the longest row of words of a claim that the other text has too, as tokens, and its places there: it is long
/// enough, half of its sentence in the claim, and stands once in each text, its own first.
fn longest(
    compared: &ComparedSide,
    claim: usize,
    [own, text]: [&Text; 2],
    vocabulary: &Vocabulary,
) -> Option<(Vec<usize>, Range<usize>)> {
    let content = compared.passages[claim].tokens.iter().copied();
    let words: Vec<usize> = content
        .filter(|&token| {
            let token = &compared.tokens[token];
            token.sort.is_word() && token.part == ClaimPart::Content
        })
        .collect();
    let mut best: Option<(Vec<usize>, Range<usize>)> = None;
    for sentence in words.chunk_by(|&a, &b| compared.tokens[a].sentence == compared.tokens[b].sentence) {
        let folds: Vec<Sym> = sentence.iter().map(|&token| compared.tokens[token].fold).collect();
        for (mine, there) in text.rows(&folds) {
            let telling = folds[mine.clone()].iter().filter(|&&word| !vocabulary.is_function(word)).count();
            let long = mine.len() >= LEAST && telling >= TELLING && mine.len() * 2 >= folds.len();
            let once = || own.is_once(&folds[mine.clone()]) && text.is_once(&folds[mine.clone()]);
            if long && once() && best.as_ref().is_none_or(|(row, _)| row.len() < mine.len()) {
                best = Some((sentence[mine].to_vec(), there));
            }
        }
    }
    best
}

/// The words of a side in their order.
struct Text {
    tokens: Vec<usize>,
    words: Vec<Sym>,
    /// Where each word stands, ascending.
    places: HashMap<Sym, Vec<usize>>,
}

impl Text {
    fn new(compared: &ComparedSide) -> Self {
        let is_word = |token: &usize| compared.tokens[*token].sort.is_word();
        let tokens: Vec<usize> = (0..compared.tokens.len()).filter(is_word).collect();
        let words: Vec<Sym> = tokens.iter().map(|&token| compared.tokens[token].fold).collect();
        let mut places: HashMap<Sym, Vec<usize>> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            places.entry(*word).or_default().push(place);
        }
        Self { tokens, words, places }
    }

    /// Returns whether these words stand here in a row just once.
    fn is_once(&self, words: &[Sym]) -> bool {
        let Some(first) = words.first() else { return false };
        let places = self.places.get(first).map_or(&[][..], Vec::as_slice);
        places.iter().filter(|&&place| self.words[place..].starts_with(words)).count() == 1
    }

    /// Lists the rows of some words that stand here too, as far as each reaches, with their places here. A word that is
    /// everywhere starts none.
    fn rows(&self, words: &[Sym]) -> Vec<(Range<usize>, Range<usize>)> {
        let mut rows = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let places = self.places.get(word).map_or(&[][..], Vec::as_slice);
            for &place in places.iter().filter(|_| places.len() <= COMMON) {
                let same = |(a, b): &(&Sym, &Sym)| a == b;
                let before = words[..at].iter().rev().zip(self.words[..place].iter().rev()).take_while(same).count();
                let behind = words[at..].iter().zip(&self.words[place..]).take_while(same).count();
                rows.push((at - before..at + behind, place - before..place + behind));
            }
        }
        rows
    }
}
