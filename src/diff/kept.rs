//! The words that stayed: tokens of the old text and the tokens of the new one that they are, told from the text alone.
//!
//! It knows sentences, not claims, so that what stayed does not hang on how either text was read.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::compared::{ComparedSide, ComparedToken};
use super::links::{Link, NEW, OLD};
use super::vocabulary::{Sym, Vocabulary};

/// What a mark weighs, a word that carries nothing of its own, one that does, and one that was quoted.
const MARK: i64 = 1;
const PLAIN: i64 = 2;
const TELLING: i64 = 20;
const QUOTED: i64 = 40;

/// Which tokens stayed, and what differs between them.
#[derive(Debug)]
pub(super) struct Kept {
    /// By side and token: the other side's token that it is.
    with: [Vec<Option<usize>>; 2],
    /// Stretches of tokens that took each other's place, by side.
    pub(super) swapped: Vec<[Vec<usize>; 2]>,
    /// By side and token: the stretch that it is in.
    swap_of: [Vec<Option<usize>>; 2],
}

impl Kept {
    /// Lays the tokens of linked sentences on each other.
    pub(super) fn new(sentences: &[Link], sides: [&ComparedSide; 2], vocabulary: &Vocabulary) -> Self {
        let none = sides.map(|compared| vec![None; compared.tokens.len()]);
        let mut kept = Self { with: none.clone(), swapped: Vec::new(), swap_of: none };
        for link in sentences {
            let tokens = [OLD, NEW].map(|side| -> Vec<usize> {
                let sentences = &sides[side].layout.sentences;
                link.side(side).iter().flat_map(|&sentence| sentences[sentence].tokens.clone()).collect()
            });
            kept.compare(&tokens, sides, vocabulary);
        }
        kept
    }

    fn compare(&mut self, tokens: &[Vec<usize>; 2], sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
        let letters = |side: usize| tokens[side].iter().map(move |&token| sides[side].tokens[token].exact);
        if letters(OLD).eq(letters(NEW)) {
            tokens[OLD].iter().zip(&tokens[NEW]).for_each(|(&old, &new)| self.keep(old, new));
            return;
        }
        let key = |token: &ComparedToken| if token.sort.is_word() { token.fold } else { token.exact };
        let keys =
            |side: usize| -> Vec<Sym> { tokens[side].iter().map(|&token| key(&sides[side].tokens[token])).collect() };
        let telling = |token: usize| weight(&sides[OLD].tokens[token], vocabulary) >= TELLING;
        let mut swapped = [Vec::new(), Vec::new()];
        for op in capture_diff_slices(Algorithm::Myers, &keys(OLD), &keys(NEW)) {
            let (old, new) = (&tokens[OLD][op.old_range()], &tokens[NEW][op.new_range()]);
            // Small words and commas between two rewritten stretches meet by chance.
            if matches!(op, DiffOp::Equal { .. }) && old.iter().any(|&token| telling(token)) {
                old.iter().zip(new).for_each(|(&old, &new)| self.keep(old, new));
                self.swap(&mut swapped, sides);
            } else {
                swapped[OLD].extend(old);
                swapped[NEW].extend(new);
            }
        }
        self.swap(&mut swapped, sides);
    }

    fn keep(&mut self, old: usize, new: usize) {
        self.with[OLD][old] = Some(new);
        self.with[NEW][new] = Some(old);
    }

    /// Notes what took what's place. Words that took the place of a full stop were added.
    fn swap(&mut self, swapped: &mut [Vec<usize>; 2], sides: [&ComparedSide; 2]) {
        let swapped = std::mem::take(swapped);
        let has_words = |side: usize| swapped[side].iter().any(|&token| sides[side].tokens[token].sort.is_word());
        if [OLD, NEW].into_iter().all(has_words) {
            for side in [OLD, NEW] {
                swapped[side].iter().for_each(|&token| self.swap_of[side][token] = Some(self.swapped.len()));
            }
            self.swapped.push(swapped);
        }
    }

    /// Returns the other side's token that a token is.
    pub(super) fn with(&self, side: usize, token: usize) -> Option<usize> {
        self.with[side][token]
    }

    /// Lists the other side's tokens that took a token's place.
    pub(super) fn in_place_of(&self, side: usize, token: usize) -> &[usize] {
        self.swap_of[side][token].map_or(&[], |nth| &self.swapped[nth][1 - side])
    }

    /// Lists the tokens that stayed, old and new, in the order of the old text.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.with[OLD].iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?)))
    }
}

/// Returns how much a token tells of the claim that holds it.
pub(super) fn weight(token: &ComparedToken, vocabulary: &Vocabulary) -> i64 {
    if !token.sort.is_word() {
        MARK
    } else if vocabulary.is_function(token.fold) {
        PLAIN
    } else if token.quotation.is_some() {
        QUOTED
    } else {
        TELLING
    }
}
