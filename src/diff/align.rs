//! Which old claims are which new claims.
//!
//! The text comes first: sentences find their like, and within these the words that stayed are laid on each other.
//! Claims that hold the same of these words are each other's, wherever a reading of either text set their bounds; only
//! what shares no sentence is then looked for by its likeness. What remains was added or removed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::agreement::agree;
use super::assignment::{self, Edges};
use super::compared::ComparedSide;
use super::counterparts;
use super::joined::JoinedEntities;
use super::kept::{Kept, weight};
use super::links::{Link, Links, NEW, OLD};
use super::matching;
use super::similarity::Units;
use super::vocabulary::Vocabulary;

/// How a claim came to its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// By the words that stayed.
    KeptWords,
    /// As the longest of its sentence.
    Sentence,
    /// By its likeness.
    Likeness,
    /// By what its clause says.
    Clause,
    /// As what stands in its place.
    Place,
    /// As a part of what others had paired.
    Part,
    /// As words to the reader beside a claim.
    Address,
}

/// The links, and how they were found.
pub(super) struct Alignment {
    pub(super) links: Links,
    /// By side and claim; nothing where the claim is in no link.
    pub(super) steps: [Vec<Option<Step>>; 2],
}

impl Alignment {
    /// Notes the step for what has come to links since the last one.
    pub(super) fn note(&mut self, step: Step) {
        note(step, &self.links, &mut self.steps);
    }
}

/// Finds the links between two sides' claims, and gives the words that stayed to the same link on both.
pub(super) fn align<'a>(
    old: &mut ComparedSide<'a>,
    new: &mut ComparedSide<'a>,
    joined: &JoinedEntities,
    vocabulary: &mut Vocabulary,
) -> Alignment {
    let mut sentences = Links::new(old.layout.sentences.len(), new.layout.sentences.len());
    matching::complete([&Units::sentences(old), &Units::sentences(new)], &mut sentences, vocabulary);
    let sentences = sentences.sorted();
    let kept = Kept::new(&sentences, [old, new], vocabulary);
    let mut links = Links::new(old.claims.len(), new.claims.len());
    let shares = [Shares::new(old, vocabulary), Shares::new(new, vocabulary)];
    let claims = [claims_of(old), claims_of(new)];
    let within = |link: &Link| {
        [OLD, NEW]
            .map(|side| link.side(side).iter().flat_map(|&at| claims[side][at].iter().copied()).collect::<Vec<_>>())
    };
    let within: Vec<_> = sentences.iter().map(within).collect();
    let mut steps = [vec![None; old.claims.len()], vec![None; new.claims.len()]];
    by_kept_words(&kept, &shares, &mut links);
    note(Step::KeptWords, &links, &mut steps);
    by_sentence(&within, &shares, &mut links);
    note(Step::Sentence, &links, &mut steps);
    parts(&kept, [old, new], &shares, &mut links, vocabulary, false);
    note(Step::Part, &links, &mut steps);
    if [OLD, NEW].iter().all(|&side| !links.free(side).is_empty()) {
        matching::complete([&Units::claims(old), &Units::claims(new)], &mut links, vocabulary);
        note(Step::Likeness, &links, &mut steps);
    }
    parts(&kept, [old, new], &shares, &mut links, vocabulary, true);
    note(Step::Part, &links, &mut steps);
    as_sentences_split(&sentences, &within, &mut links);
    for link in links.numbers() {
        if !counterparts::may_be(links.link(link), [&*old, &*new], joined, vocabulary) {
            for side in [OLD, NEW] {
                links.link(link).side(side).iter().for_each(|&claim| steps[side][claim] = None);
            }
            links.part(link);
        }
    }
    agree(&kept, [old, new], &links, vocabulary);
    Alignment { links, steps }
}

/// Notes the step for what has come to a link since the last one; what came to others of its side is a part, unless it
/// only speaks to the reader.
fn note(step: Step, links: &Links, steps: &mut [Vec<Option<Step>>; 2]) {
    for side in [OLD, NEW] {
        for claim in 0..links.len(side) {
            if let Some(link) = links.of(side, claim).filter(|_| steps[side][claim].is_none()) {
                let joins = links.link(link).side(side).iter().any(|&other| steps[side][other].is_some());
                steps[side][claim] = Some(if joins && step != Step::Address { Step::Part } else { step });
            }
        }
    }
}

/// Lists by sentence of a side the claims that start in it.
fn claims_of(compared: &ComparedSide) -> Vec<Vec<usize>> {
    let mut claims = vec![Vec::new(); compared.layout.sentences.len()];
    for (claim, passage) in compared.passages.iter().enumerate() {
        if let Some(claims) = claims.get_mut(passage.sentence) {
            claims.push(claim);
        }
    }
    claims
}

/// How the words of a side are shared out among its claims.
struct Shares {
    /// By token: the claim that answers for it, and how much it tells.
    owners: Vec<(Option<usize>, i64)>,
    /// By claim: how much all of its tokens tell.
    claims: Vec<i64>,
}

impl Shares {
    fn new(compared: &ComparedSide, vocabulary: &Vocabulary) -> Self {
        let mut owners: Vec<(Option<usize>, i64)> = vec![(None, 0); compared.tokens.len()];
        let mut claims = vec![0; compared.claims.len()];
        for (claim, passage) in compared.passages.iter().enumerate() {
            for &token in &passage.tokens {
                let weight = weight(&compared.tokens[token], vocabulary);
                claims[claim] += weight;
                if !passage.shared {
                    owners[token] = (Some(claim), weight);
                }
            }
        }
        Self { owners, claims }
    }
}

/// Pairs claims that hold the same words that stayed, so that as many of these as can be are in one pair on both sides.
fn by_kept_words(kept: &Kept, [old, new]: &[Shares; 2], links: &mut Links) {
    let mut shared: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for (a, b) in kept.pairs() {
        if let ((Some(a), weight), (Some(b), _)) = (old.owners[a], new.owners[b]) {
            *shared.entry((a, b)).or_default() += weight;
        }
    }
    let mut edges: Edges = vec![Vec::new(); old.claims.len()];
    for ((a, b), weight) in shared {
        // A word or two in common make no pair.
        if weight > 0 && weight * 3 >= old.claims[a].min(new.claims[b]) {
            edges[a].push((b, weight));
        }
    }
    for (a, b) in assignment::assign(&edges, new.claims.len()).into_iter().enumerate() {
        if let Some(b) = b {
            links.pair(a, b);
        }
    }
}

/// Pairs the longest claims of linked sentences in which no pair was found yet: the sentences are each other's, so
/// something in them is. `within` holds the claims that start in linked sentences.
fn by_sentence(within: &[[Vec<usize>; 2]], shares: &[Shares; 2], links: &mut Links) {
    for claims in within {
        let found = claims[OLD].iter().filter_map(|&claim| links.of(OLD, claim));
        if found.into_iter().any(|link| links.link(link).new.iter().any(|claim| claims[NEW].contains(claim))) {
            continue;
        }
        let longest = |side: usize| {
            let free = claims[side].iter().copied().filter(|&claim| links.is_free(side, claim));
            free.max_by_key(|&claim| (shares[side].claims[claim], Reverse(claim)))
        };
        if let (Some(old), Some(new)) = (longest(OLD), longest(NEW)) {
            links.pair(old, new);
        }
    }
}

/// Puts the links of a sentence that became several, or of several that became one, together: they were split or merged
/// as one.
fn as_sentences_split(sentences: &[Link], within: &[[Vec<usize>; 2]], links: &mut Links) {
    for (sentence, claims) in sentences.iter().zip(within) {
        if sentence.old.len() == 1 && sentence.new.len() == 1 {
            continue;
        }
        let inside = |link: &usize| {
            let link = links.link(*link);
            [OLD, NEW].iter().all(|&side| link.side(side).iter().all(|claim| claims[side].contains(claim)))
        };
        let found: BTreeSet<usize> =
            claims[OLD].iter().filter_map(|&claim| links.of(OLD, claim)).filter(inside).collect();
        let mut found = found.into_iter();
        if let Some(first) = found.next() {
            found.for_each(|link| links.unite(first, link));
        }
    }
}

/// Puts a free claim most of whose words stayed to the link that has them on the other side: it was read as a part
/// there. Where `rewritten`, words that others took the place of count too.
fn parts(
    kept: &Kept,
    sides: [&ComparedSide; 2],
    shares: &[Shares; 2],
    links: &mut Links,
    vocabulary: &Vocabulary,
    rewritten: bool,
) {
    for side in [OLD, NEW] {
        for claim in links.free(side) {
            let link_of = |with: usize| shares[1 - side].owners[with].0.and_then(|claim| links.of(1 - side, claim));
            let mut held: BTreeMap<usize, i64> = BTreeMap::new();
            for &token in &sides[side].passages[claim].tokens {
                let link = match kept.with(side, token) {
                    Some(with) => link_of(with),
                    None if rewritten => kept.in_place_of(side, token).iter().find_map(|&with| link_of(with)),
                    None => None,
                };
                if let Some(link) = link {
                    *held.entry(link).or_default() += weight(&sides[side].tokens[token], vocabulary);
                }
            }
            let stayed: i64 = held.values().sum();
            let most = held.into_iter().max_by_key(|&(link, weight)| (weight, Reverse(link)));
            if let Some((link, _)) = most.filter(|_| stayed * 2 >= shares[side].claims[claim]) {
                links.join(side, claim, link);
            }
        }
    }
}
