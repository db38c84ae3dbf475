//! **Leaves alone** words that the side which leaves them off has elsewhere: what tells again which thing is meant ("the
//! tax law" → "the law", where it says "tax law" elsewhere; this needs the trees of both sides), and the day on which
//! somebody spoke whom it quotes with that day elsewhere.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, other};
use crate::diff::compared::ComparedSide;
use crate::diff::lexicon;
use crate::diff::vocabulary::Sym;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

pub(super) fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let trees = if let [Some(old), Some(new)] = trees { Some([old, new]) } else { None };
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let theirs = pair.open(hunk, other(side));
            if !theirs.iter().all(|&nth| pair.is_function(&pair.sides[other(side)].atoms[nth])) {
                continue;
            }
            let again = |&nth: &usize| {
                trees.is_some_and(|trees| is_told_again(pair, trees, side, nth)) || is_known_day(pair, side, nth)
            };
            let told: Vec<usize> = pair.open(hunk, side).into_iter().filter(again).collect();
            if !told.is_empty() {
                pair.explain(side, &told);
                pair.wording = true;
            }
        }
    }
}

/// Returns whether a word says of a thing that stayed what the other side says of it elsewhere.
fn is_told_again(pair: &Pair, trees: [&Trees; 2], side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    let describes = !atom.negation && !atom.hedge && atom.token.quotation.is_none() && !pair.is_function(atom);
    let plain = matches!(atom.class, AtomClass::Word | AtomClass::Date);
    let Some((word, head)) = describes.then(|| governed(trees[side], atom)).flatten() else { return false };
    let Some(thing) = pair.sides[side].atom_of(head).map(|nth| &pair.sides[side].atoms[nth]) else { return false };
    let AtomState::Kept { with, .. } = thing.state else { return false };
    let compared = [pair.sides[side].compared, pair.sides[other(side)].compared];
    plain
        && is_known(pair, trees[other(side)], other(side), with)
        && is_told_apart_by_nothing_else(compared, trees[side].relation(word), word, head)
}

/// Returns whether the second text describes a thing by this word of the first, and neither describes another of its
/// sort: where there is a fishing law too, "the law" may be either. A quality ("new") tells no sort.
fn is_told_apart_by_nothing_else(
    [compared, theirs]: [&ComparedSide; 2],
    relation: Relation,
    word: usize,
    thing: usize,
) -> bool {
    let (word, thing) = (compared.tokens[word].stem, compared.tokens[thing].stem);
    let another = |&(other, as_what): &(Sym, Relation)| as_what == relation && other != word;
    let tells_sort = relation != Relation::Adjective;
    theirs.descriptions(thing).iter().any(|&(other, _)| other == word)
        && !(tells_sort && [compared, theirs].iter().any(|side| side.descriptions(thing).iter().any(another)))
}

/// Returns whether a word is the day on which somebody spoke, and the other side has it elsewhere that he spoke then.
fn is_known_day(pair: &Pair, side: usize, nth: usize) -> bool {
    let span = pair.sides[side].atoms[nth].token.span;
    let told = pair.sides[side].claims.iter().find_map(|claim| {
        let said_on =
            claim.said_on.as_ref().filter(|said_on| said_on.words.spans.iter().any(|day| day.overlaps(span)))?;
        Some((claim.speaker?, said_on))
    });
    let Some((speaker, said_on)) = told else { return false };
    pair.sides[other(side)].compared.claims.iter().any(|claim| {
        let then =
            claim.said_on.as_ref().is_some_and(|then| then.date == said_on.date && then.precision == said_on.precision);
        then && claim.speaker.is_some_and(|theirs| pair.joined.are_one(side, speaker, theirs))
    })
}

/// Finds the word of an atom that hangs from another, where it describes that, and the other.
fn governed(trees: &Trees, atom: &Atom) -> Option<(usize, usize)> {
    atom.tokens.clone().find_map(|word| {
        let head = trees.head(word).filter(|head| !atom.tokens.contains(head))?;
        trees.relation(word).describes().then_some((word, head))
    })
}

/// Returns whether a noun means a thing that the text has told of: "the law", "its law", a name.
fn is_known(pair: &Pair, trees: &Trees, side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    let compared = pair.sides[side].compared;
    let definite = |&word: &usize| {
        let fold = pair.vocabulary.word(compared.tokens[word].fold);
        trees.relation(word) == Relation::Possessive || lexicon::points_back(fold)
    };
    let head = atom.tokens.start;
    let named = trees.word(head).tag == Tag::Name || atom.token.name;
    named || trees.with(head, &[Relation::Determiner, Relation::Possessive]).any(|word| definite(&word))
}
