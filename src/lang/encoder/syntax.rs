//! The encoder's head for syntax: from the states of a window's words to the trees of its sentences.
//!
//! Which word governs which is scored as Dozat and Manning (2017) do, by a product of what two words show of
//! themselves, here read off one shared layer so that the kernels' linear maps do the work. All arithmetic runs in one
//! order.

use crate::syntax::relation::{RELATIONS, Relation};
use crate::syntax::{KINDS, ParsedWord};

use super::fixed_wide;
use super::float;
use super::format::{BLOCK, Linear};
use super::kernel::Kernel;
use super::operations::Activations;
use super::tree::best_tree;

/// How many numbers a word shows of itself as governed, and as many as governing.
const ARC: usize = 128;

/// The same for relations.
const PAIR: usize = 64;

/// What the second map gives: the word as governed, as governing, both again for relations, its kind, how readily it
/// governs.
const READ: usize = 2 * ARC + 2 * PAIR + KINDS + 1;

/// Rows of the second and third map, filled up to whole blocks.
pub(super) const READ_ROWS: usize = READ.next_multiple_of(BLOCK);
pub(super) const PAIR_ROWS: usize = (RELATIONS * (PAIR + 1)).next_multiple_of(BLOCK);

/// Columns of the third map.
pub(super) const PAIR_COLUMNS: usize = PAIR;

/// The head's linear maps.
#[derive(Clone, Debug)]
pub(super) struct SyntaxWeights<'a> {
    /// From a state to one of the same size.
    pub hidden: Linear<'a>,
    /// From that to what is read.
    pub read: Linear<'a>,
    /// From a governed word to weights of what each relation asks of its head.
    pub pairs: Linear<'a>,
}

/// Room for one window at a time.
#[derive(Debug, Default)]
pub(super) struct SyntaxDesk {
    hidden: Vec<f32>,
    read: Vec<f32>,
    governed: Vec<f32>,
    pairs: Vec<f32>,
    activations: Activations,
}

/// What is read of a word.
#[derive(Clone, Copy)]
struct Shown<'r> {
    governed: &'r [f32],
    governing: &'r [f32],
    pair_governed: &'r [f32],
    pair_governing: &'r [f32],
    kinds: &'r [f32],
    ready: f32,
}

impl<'r> Shown<'r> {
    fn new(row: &'r [f32]) -> Self {
        let (governed, rest) = row.split_at(ARC);
        let (governing, rest) = rest.split_at(ARC);
        let (pair_governed, rest) = rest.split_at(PAIR);
        let (pair_governing, rest) = rest.split_at(PAIR);
        let (kinds, rest) = rest.split_at(KINDS);
        Self { governed, governing, pair_governed, pair_governing, kinds, ready: rest[0] }
    }
}

/// Parses a window: `states` are its words', a row each; `sentences` says how many words each sentence has.
pub(super) fn parse(
    weights: &SyntaxWeights,
    states: &[f32],
    sentences: &[usize],
    kernel: Kernel,
    desk: &mut SyntaxDesk,
) -> Vec<ParsedWord> {
    let size = weights.hidden.columns;
    let SyntaxDesk { hidden, read, governed, pairs, activations } = desk;
    kernel.quantise(states, size, activations);
    kernel.linear(&weights.hidden, activations, hidden);
    kernel.activate(hidden, size, activations);
    kernel.linear(&weights.read, activations, read);
    let words: Vec<Shown> = read.chunks_exact(READ_ROWS).map(Shown::new).collect();
    governed.clear();
    governed.extend(words.iter().flat_map(|word| word.pair_governed));
    kernel.quantise(governed, PAIR, activations);
    kernel.linear(&weights.pairs, activations, pairs);
    let pairs: Vec<&[f32]> = pairs.chunks_exact(PAIR_ROWS).collect();
    let mut parsed = Vec::with_capacity(words.len());
    for &count in sentences {
        let start = parsed.len();
        let sentence = &words[start..start + count];
        let arc = |word: usize, head: usize| {
            fixed_wide(float::dot(sentence[word].governed, sentence[head].governing) + sentence[head].ready)
        };
        let scores: Vec<i32> = (0..count * count).map(|at| arc(at / count, at % count)).collect();
        let heads = best_tree(count, |word, head| scores[word * count + head]);
        parsed.extend(heads.into_iter().enumerate().map(|(word, head)| {
            let relation = head.map_or(Relation::Root, |head| relation(pairs[start + word], sentence[head]));
            let kind = first_best(sentence[word].kinds.iter().map(|&score| fixed_wide(score)));
            ParsedWord::from_kind(kind, head.map(|head| start + head), relation).unwrap_or_default()
        }));
    }
    parsed
}

/// Returns what a word is to its head; never its root.
fn relation(pairs: &[f32], head: Shown) -> Relation {
    let scores = pairs.chunks_exact(PAIR + 1).take(RELATIONS).enumerate().map(|(relation, weights)| {
        if relation == Relation::Root.index() {
            return i32::MIN;
        }
        fixed_wide(float::dot(&weights[..PAIR], head.pair_governing) + weights[PAIR])
    });
    Relation::from_index(first_best(scores)).unwrap_or_default()
}

/// Returns the place of the highest number, of equals the first.
fn first_best(scores: impl Iterator<Item = i32>) -> usize {
    let best = scores.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(0, |(place, _)| place)
}
