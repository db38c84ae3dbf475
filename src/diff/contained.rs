//! Claims that stand on one side alone though a sentence of the other side says them too, in words of its own and among
//! much else.
//!
//! Such a sentence has the claim's predicate, a name or a number of it, and enough of its telling words, the rare ones
//! first. It needs the trees of the claim's side: without a predicate nothing is joined.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::compared::{ComparedSide, ComparedSort};
use super::counterparts;
use super::lexicon;
use super::links::{Links, NEW, OLD};
use super::matching::COMMON;
use super::similarity::{self, Bag, Units};
use super::vocabulary::{Sym, Vocabulary};

/// What share of the weight of a claim's telling words a sentence must have to say it.
const SHARE: f32 = 0.45;
/// Fewer telling words may meet by chance.
const LEAST: usize = 4;
/// So many of these must be in no claim that became the sentence.
const OWN: usize = 3;

/// Puts each claim that no link holds, and that a sentence of the other side says too, to the claim that has its words
/// there.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], vocabulary: &mut Vocabulary) {
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
                    && has_predicate(sides[theirs], sentence, &predicate, vocabulary)
            };
            let Some(sentence) = sentences.that_says(&claims[claim], says) else { continue };
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

/// Returns whether a sentence has one of these words, as stems.
fn has_any(compared: &ComparedSide, sentence: usize, stems: &HashSet<Sym>) -> bool {
    compared.layout.sentences[sentence].tokens.clone().any(|token| stems.contains(&compared.tokens[token].stem))
}

/// Returns the word that a claim's content says of its subject, in one spelling of English.
fn predicate(compared: &ComparedSide, claim: usize, vocabulary: &Vocabulary) -> Option<String> {
    let word = counterparts::clause(compared, claim)?.predicate;
    let fold = vocabulary.word(compared.tokens[word].fold);
    (!lexicon::FUNCTION.has(fold)).then(|| lexicon::regional(fold))
}

/// Returns whether a sentence has a predicate, in any form or as a word that means the same.
fn has_predicate(compared: &ComparedSide, sentence: usize, predicate: &str, vocabulary: &Vocabulary) -> bool {
    let stem = lexicon::stem(predicate);
    compared.layout.sentences[sentence].tokens.clone().any(|token| {
        let word = lexicon::regional(vocabulary.word(compared.tokens[token].fold));
        lexicon::stem(&word) == stem || lexicon::synonyms(&word, predicate)
    })
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
    /// By word: the sentences that have it, ascending.
    holders: HashMap<Sym, Vec<usize>>,
}

impl<'b> Sentences<'b> {
    fn new(bags: &'b [Bag]) -> Self {
        let mut holders: HashMap<Sym, Vec<usize>> = HashMap::new();
        for (sentence, bag) in bags.iter().enumerate() {
            bag.telling().for_each(|(word, _)| holders.entry(word).or_default().push(sentence));
        }
        Self { bags, holders }
    }

    /// Finds the sentence that has most of a claim's telling words, and enough of them, of those that pass.
    fn that_says(&self, claim: &Bag, passes: impl Fn(usize) -> bool) -> Option<usize> {
        let all: f32 = claim.telling().map(|(_, weight)| weight).sum();
        let (rare, common): (Vec<_>, Vec<_>) =
            claim.telling().partition(|(word, _)| self.holders.get(word).is_none_or(|of| of.len() <= COMMON));
        let unsure: f32 = common.iter().map(|(_, weight)| weight).sum();
        // What the rare words alone give, with how many of them there are: few sentences come near.
        let mut found: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for (word, weight) in rare {
            for &sentence in self.holders.get(&word).into_iter().flatten() {
                let (share, count) = found.entry(sentence).or_default();
                (*share, *count) = (*share + weight, *count + 1);
            }
        }
        let scored = found.into_iter().filter_map(|(sentence, (mut share, mut count))| {
            if share + unsure < SHARE * all {
                return None;
            }
            for &(_, weight) in common.iter().filter(|(word, _)| self.bags[sentence].weight_of(*word).is_some()) {
                (share, count) = (share + weight, count + 1);
            }
            (count >= LEAST && share >= SHARE * all).then_some((share, sentence))
        });
        let scored = scored.filter(|&(_, sentence)| passes(sentence));
        scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, sentence)| sentence)
    }
}
