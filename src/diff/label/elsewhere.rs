//! **Leaves alone** words that the side which leaves them off has elsewhere: what tells again which thing is meant ("the
//! tax law" → "the law", where it says "tax law" elsewhere) or who somebody is ("Ana Holt, 41", where it gives her age
//! elsewhere); the day on which somebody spoke whom it quotes with that day elsewhere; a date that it has close by; and
//! words that went to a sentence close by, or came from there. It needs the trees of both sides.
//!
//! Where words of substance stand in their place, nothing is left alone.

use std::ops::Range;

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, other};
use crate::diff::compared::ComparedSide;
use crate::diff::joined::Sameness;
use crate::diff::lexicon;
use crate::diff::vocabulary::Sym;
use crate::reading::MentionForm;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::syntax::trees::Trees;

/// So many sentences before and behind a claim are close by.
const NEAR: usize = 2;
/// So many sentences at its start tell when what a text reports happened.
const LEDE: usize = 2;
/// Fewer telling words may stand close by for another reason.
const MOVED: usize = 2;

pub(super) fn label(pair: &mut Pair) {
    let trees = [OLD, NEW].map(|side| pair.sides[side].compared.reading.trees.as_ref());
    let [Some(old), Some(new)] = trees else { return };
    let trees = [old, new];
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let theirs = pair.open(hunk, other(side));
            if !theirs.iter().all(|&nth| pair.is_function(&pair.sides[other(side)].atoms[nth])) {
                continue;
            }
            let again = |&nth: &usize| {
                is_told_again(pair, trees, side, nth)
                    || is_told_of_somebody(pair, trees, side, nth)
                    || is_known_day(pair, side, nth)
                    || is_near_date(pair, side, nth)
            };
            let open = pair.open(hunk, side);
            let moved = has_moved(pair, side, &open);
            let told: Vec<usize> = open.into_iter().filter(|nth| moved || again(nth)).collect();
            if !told.is_empty() {
                pair.explain(side, &told);
                pair.wording = true;
            }
        }
    }
}

/// Returns whether words stand in a sentence close by on the other side, and are in these sentences no fewer times than in
/// those of their own side: they only changed the sentence.
fn has_moved(pair: &Pair, side: usize, open: &[usize]) -> bool {
    let atoms = &pair.sides[side].atoms;
    let telling: Vec<&Atom> = open.iter().map(|&nth| &atoms[nth]).filter(|atom| !pair.is_function(atom)).collect();
    let exact = telling.iter().all(|atom| !atom.negation && !atom.hedge && atom.token.quotation.is_none());
    if telling.len() < MOVED || !exact {
        return false;
    }
    let near = [OLD, NEW].map(|side| nearby(pair, side));
    let count = |side: usize, stem: Sym| {
        pair.sides[side].compared.tokens[near[side].clone()].iter().filter(|token| token.stem == stem).count()
    };
    let theirs = &pair.sides[other(side)];
    let predicate = joined_to(pair, side, open);
    // "Velt, Orr *and Tarn* have paid": that Tarn has is told where something is told of its paying.
    let says_it = |sentence: usize| {
        predicate.is_none_or(|predicate| {
            let sentence = &theirs.compared.layout.sentences[sentence];
            theirs.compared.tokens[sentence.tokens.clone()].iter().any(|token| token.stem == predicate)
        })
    };
    let is_beside = |stem: Sym| {
        let mut beside = near[other(side)].clone().filter(|token| theirs.tokens.binary_search(token).is_err());
        beside.any(|token| {
            let token = &theirs.compared.tokens[token];
            token.stem == stem && says_it(token.sentence)
        })
    };
    telling.iter().all(|atom| {
        let stem = atom.token.stem;
        is_beside(stem) && count(side, stem) <= count(other(side), stem)
    })
}

/// Returns the stem of what is said of a list to which some of these words are joined; `None` where none is.
fn joined_to(pair: &Pair, side: usize, open: &[usize]) -> Option<Sym> {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref()?;
    let stays = |token: usize| {
        let nth = half.atom_of(token);
        nth.is_some_and(|nth| matches!(half.atoms[nth].state, AtomState::Kept { .. }))
    };
    open.iter().find_map(|&nth| {
        let word = half.atoms[nth].tokens.start;
        let first = trees.head(word).filter(|_| trees.relation(word) == Relation::Conjunct)?;
        let noun = matches!(trees.word(first).tag, Tag::Noun | Tag::Name) && stays(first);
        let verb = trees.upwards(first).find(|&above| trees.word(above).tag.is_verb());
        verb.filter(|_| noun).map(|verb| half.compared.tokens[verb].stem)
    })
}

/// Returns the tokens of a side's claims and of the sentences close by.
fn nearby(pair: &Pair, side: usize) -> Range<usize> {
    let half = &pair.sides[side];
    let sentence = |token: Option<&usize>| token.map_or(0, |&token| half.compared.tokens[token].sentence);
    let sentences = &half.compared.layout.sentences;
    let (first, last) = (sentence(half.tokens.first()), sentence(half.tokens.last()));
    let from = sentences.get(first.saturating_sub(NEAR)).map_or(0, |sentence| sentence.tokens.start);
    let to = sentences.get((last + NEAR).min(sentences.len().saturating_sub(1))).map_or(0, |last| last.tokens.end);
    from..to.max(from)
}

/// Returns whether a date that came or went stands on the other side close by, or where that says when all of it happened.
fn is_near_date(pair: &Pair, side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    if atom.class != AtomClass::Date || atom.token.quotation.is_some() {
        return false;
    }
    let tokens = pair.sides[side].compared.tokens[atom.tokens.clone()].iter();
    let tells = |fold: Sym| !pair.vocabulary.is_function(fold);
    let stems: Vec<Sym> =
        tokens.filter(|token| token.sort.is_word() && tells(token.fold)).map(|token| token.stem).collect();
    let theirs = pair.sides[other(side)].compared;
    let near = nearby(pair, other(side));
    let has = |range: &Range<usize>, stem: Sym| theirs.tokens[range.clone()].iter().any(|token| token.stem == stem);
    let mut sentences = theirs.layout.sentences.iter().enumerate();
    !stems.is_empty()
        && sentences.any(|(nth, sentence)| {
            let close = nth < LEDE || near.contains(&sentence.tokens.start);
            close && stems.iter().all(|&stem| has(&sentence.tokens, stem))
        })
}

/// Returns whether a word says of somebody what the other side says of that one elsewhere: "the *41-year-old* baker".
fn is_told_of_somebody(pair: &Pair, trees: [&Trees; 2], side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    if atom.negation || atom.hedge || atom.token.quotation.is_some() || pair.is_function(atom) {
        return false;
    }
    let Some(who) = described(pair, trees[side], side, atom.tokens.start) else { return false };
    let theirs = &pair.sides[other(side)].compared.tokens;
    // "41" beside a name is an age.
    let age = |word| pair.vocabulary.word(word).trim_end_matches("-year-old");
    let is_it =
        |&token: &usize| theirs[token].stem == atom.token.stem || age(theirs[token].fold) == age(atom.token.fold);
    let again = (0..theirs.len()).filter(is_it);
    again.filter_map(|token| described(pair, trees[other(side)], other(side), token)).any(|other| {
        let (old, new) = if side == OLD { (who, other) } else { (other, who) };
        pair.joined.compare(old, new) == Sameness::One
    })
}

/// Returns whom a word describes: it is a part of what is said beside a name, or behind "is", that somebody is.
fn described(pair: &Pair, trees: &Trees, side: usize, word: usize) -> Option<usize> {
    const INSIDE: [Relation; 5] =
        [Relation::Adjective, Relation::Compound, Relation::BareNounModifier, Relation::Number, Relation::Description];
    let named = |token: usize| {
        let mut mentions = pair.joined.mentions(side, pair.sides[side].compared.tokens[token].span);
        mentions.find(|mention| mention.form == MentionForm::Name).map(|mention| mention.entity)
    };
    let head = trees.upwards(word).find(|&at| named(at).is_some() || !INSIDE.contains(&trees.relation(at)))?;
    if named(head).is_some() {
        return named(head).filter(|_| head != word);
    }
    let copula = trees.child(head, &[Relation::Copula]).and_then(|_| trees.subject(head));
    let beside = trees.head(head).filter(|_| trees.relation(head) == Relation::Apposition);
    let who = copula.or(beside)?;
    // "The new leader, Ana Holt, is a baker": it is said of her.
    named(who).or_else(|| named(trees.child(who, &[Relation::Apposition])?))
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
