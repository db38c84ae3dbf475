//! Claims that stand on one side alone though a sentence of the other side says them too, in words of its own and among
//! much else.
//!
//! Such a sentence has the claim's predicate, a name or a number of it, and enough of its telling words, the rare ones
//! first. It needs the trees of the claim's side: without a predicate nothing is joined.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::compared::{ComparedSide, ComparedSort};
use super::counterparts;
use super::holders::Holders;
use super::joined::JoinedEntities;
use super::lexicon;
use super::links::{Links, NEW, OLD};
use super::matching::COMMON;
use super::similarity::{self, Bag, Units};
use super::vocabulary::{Sym, Vocabulary};
use crate::claim::SpeakerId;

/// What share of the weight of a claim's telling words a sentence must have to say it.
const SHARE: f32 = 0.45;
/// Where the same speaker gives the same number.
const SHARE_OF_SPEAKER: f32 = 0.3;
/// Fewer telling words may meet by chance.
const LEAST: usize = 4;
/// So many of these must be in no claim that became the sentence.
const OWN: usize = 3;

/// Puts each claim that no link holds, and that a sentence of the other side says too, to the claim that has its words
/// there.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &mut Vocabulary) {
    for side in [OLD, NEW] {
        let theirs = 1 - side;
        let free = links.free(side);
        if free.is_empty() {
            continue;
        }
        let [claims, sentences] =
            similarity::bags([&Units::claims(sides[side]), &Units::sentences(sides[theirs])], vocabulary);
        let sentences = Sentences::new(&sentences);
        let owners = sides[theirs].owners();
        for claim in free {
            let Some(predicate) = predicate(sides[side], claim, vocabulary) else { continue };
            let anchors = anchors(sides[side], claim);
            let says = |sentence| {
                has_any(sides[theirs], sentence, &anchors)
                    && has_predicate(sides[theirs], sentence, predicate, vocabulary)
            };
            // One speaker who gives one number in one predicate gives it of the same.
            let numbers = numbers(sides[side], claim);
            let has_speaker = |sentence| {
                let speaker = sides[side].claims[claim].speaker;
                has_any(sides[theirs], sentence, &numbers) && is_said_by(sides, joined, side, sentence, speaker)
            };
            let sentence = sentences.that_says(&claims[claim], SHARE, says);
            let sentence = sentence.or_else(|| {
                sentences
                    .that_says(&claims[claim], SHARE_OF_SPEAKER, |sentence| says(sentence) && has_speaker(sentence))
            });
            let Some(sentence) = sentence else { continue };
            let Some(holder) = holder([sides[side], sides[theirs]], claim, sentence, &owners) else { continue };
            let link = links.of(theirs, holder);
            let beside = link.map_or(&[][..], |link| links.link(link).side(side));
            let beside: Vec<&Bag> = beside.iter().map(|&claim| &claims[claim]).collect();
            if own_share(&claims[claim], &sentences.bags[sentence], &beside) >= OWN {
                links.join_to(side, claim, holder);
            }
        }
    }
}

/// Lists the names and numbers of a claim, as stems: words that two sentences do not share by chance.
fn anchors(compared: &ComparedSide, claim: usize) -> HashSet<Sym> {
    let tokens = compared.passages[claim].tokens.iter().map(|&token| &compared.tokens[token]);
    tokens.filter(|token| token.name || token.sort == ComparedSort::Number).map(|token| token.stem).collect()
}

/// Lists the numbers of a claim, as stems.
fn numbers(compared: &ComparedSide, claim: usize) -> HashSet<Sym> {
    let tokens = compared.passages[claim].tokens.iter().map(|&token| &compared.tokens[token]);
    tokens.filter(|token| token.sort == ComparedSort::Number).map(|token| token.stem).collect()
}

/// Returns whether a claim that starts in a sentence of the other side is shown to be a speaker's.
fn is_said_by(
    sides: [&ComparedSide; 2],
    joined: &JoinedEntities,
    side: usize,
    sentence: usize,
    speaker: Option<SpeakerId>,
) -> bool {
    let theirs = sides[1 - side];
    let claims = theirs.claims.iter().zip(&theirs.passages).filter(|(_, passage)| passage.sentence == sentence);
    let speakers = claims.filter_map(|(claim, _)| claim.speaker);
    speaker.is_some_and(|mine| speakers.into_iter().any(|other| joined.are_one(side, mine, other)))
}

/// Returns whether a sentence has one of these words, as stems.
fn has_any(compared: &ComparedSide, sentence: usize, stems: &HashSet<Sym>) -> bool {
    compared.layout.sentences[sentence].tokens.clone().any(|token| stems.contains(&compared.tokens[token].stem))
}

/// Returns the word that a claim's content says of its subject.
fn predicate(compared: &ComparedSide, claim: usize, vocabulary: &Vocabulary) -> Option<Sym> {
    let word = counterparts::clause(compared, claim, vocabulary)?.predicate;
    Some(compared.tokens[word].fold).filter(|&fold| !vocabulary.is_function(fold))
}

/// Returns whether a sentence has a predicate, in any form or as a word that means the same.
fn has_predicate(compared: &ComparedSide, sentence: usize, predicate: Sym, vocabulary: &Vocabulary) -> bool {
    // The bags have asked for the stem of every word.
    let words = || compared.layout.sentences[sentence].tokens.clone().map(|token| compared.tokens[token].fold);
    let stem = vocabulary.known_stem(predicate);
    if stem.is_some() && words().any(|word| vocabulary.known_stem(word) == stem) {
        return true;
    }
    let predicate = lexicon::regional(vocabulary.word(predicate));
    words().any(|word| lexicon::synonyms(&lexicon::regional(vocabulary.word(word)), &predicate))
}

/// Returns the claim of the second side that answers for most of the words that a sentence there shares with a claim of
/// the first; `owners` has the claim of each token.
fn holder(sides: [&ComparedSide; 2], claim: usize, sentence: usize, owners: &[Option<usize>]) -> Option<usize> {
    let stems: HashSet<Sym> =
        sides[0].passages[claim].tokens.iter().map(|&token| sides[0].tokens[token].stem).collect();
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for token in sides[1].layout.sentences[sentence].tokens.clone() {
        if let Some(owner) = owners[token].filter(|_| stems.contains(&sides[1].tokens[token].stem)) {
            *held.entry(owner).or_default() += 1;
        }
    }
    held.into_iter().max_by_key(|&(claim, count)| (count, Reverse(claim))).map(|(claim, _)| claim)
}

/// Counts the telling words that a claim shares with a sentence and that the claims which became that sentence have not:
/// where these have them all, the claim only says once more what they say.
fn own_share(claim: &Bag, sentence: &Bag, beside: &[&Bag]) -> usize {
    let has = |bag: &Bag, word: Sym| bag.weight_of(word).is_some();
    claim.telling().filter(|&(word, _)| has(sentence, word) && !beside.iter().any(|bag| has(bag, word))).count()
}

/// The sentences of a side, to be found by their telling words.
struct Sentences<'b> {
    bags: &'b [Bag],
    /// The sentences that have a word among their telling ones.
    holders: Holders,
}

impl<'b> Sentences<'b> {
    fn new(bags: &'b [Bag]) -> Self {
        let holders = Holders::new(bags.iter().map(|bag| bag.telling().map(|(word, _)| word)));
        Self { bags, holders }
    }

    /// Finds the sentence that has most of a claim's telling words, and this share of them, of those that pass.
    fn that_says(&self, claim: &Bag, least: f32, passes: impl Fn(usize) -> bool) -> Option<usize> {
        let all: f32 = claim.telling().map(|(_, weight)| weight).sum();
        let (rare, common): (Vec<_>, Vec<_>) =
            claim.telling().partition(|(word, _)| self.holders.of(*word).len() <= COMMON);
        let unsure: f32 = common.iter().map(|(_, weight)| weight).sum();
        // What the rare words alone give, with how many of them there are: few sentences come near.
        let of = |&(word, weight): &(Sym, f32)| self.holders.of(word).iter().map(move |&sentence| (sentence, weight));
        let mut found: Vec<(usize, f32)> = rare.iter().flat_map(of).collect();
        found.sort_by_key(|&(sentence, _)| sentence);
        let scored = found.chunk_by(|a, b| a.0 == b.0).filter_map(|hits| {
            let (sentence, mut count) = (hits[0].0, hits.len());
            let mut share = hits.iter().fold(0.0, |share, (_, weight)| share + weight);
            if share + unsure < least * all {
                return None;
            }
            for &(_, weight) in common.iter().filter(|(word, _)| self.bags[sentence].weight_of(*word).is_some()) {
                (share, count) = (share + weight, count + 1);
            }
            (count >= LEAST && share >= least * all).then_some((share, sentence))
        });
        let mut scored: Vec<(f32, usize)> = scored.collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().map(|(_, sentence)| sentence).find(|&sentence| passes(sentence))
    }
}
