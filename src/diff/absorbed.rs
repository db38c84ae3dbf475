//! Claims that stand on one side alone though their words are on both: inside another claim there.
//!
//! It looks for the very words, in a row, and joins nothing else.

use std::collections::HashMap;

use super::compared::ComparedSide;
use super::links::{Links, NEW, OLD};
use super::vocabulary::{Sym, Vocabulary};

/// Fewer words that carry something of their own may meet by chance.
const LEAST: usize = 3;

/// Puts each claim that no link holds, and whose words the other side has in a row in a linked claim, to that link.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
    for side in [OLD, NEW] {
        let telling = |word: &&Sym| !vocabulary.is_function(**word);
        let wanted: Vec<(usize, Vec<Sym>)> = links
            .free(side)
            .into_iter()
            .map(|claim| (claim, words_of(sides[side], claim)))
            .filter(|(_, words)| words.iter().filter(telling).count() >= LEAST)
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let text = WordOrder::new(sides[1 - side]);
        for (claim, words) in wanted {
            let holder = text.holder(&words);
            if let Some(link) = holder.and_then(|holder| links.of(1 - side, holder)) {
                links.join(side, claim, link);
            }
        }
    }
}

/// Lists the words that a claim answers for, in text order.
fn words_of(compared: &ComparedSide, claim: usize) -> Vec<Sym> {
    let tokens = compared.passages[claim].tokens.iter().map(|&token| &compared.tokens[token]);
    tokens.filter(|token| token.sort.is_word()).map(|token| token.fold).collect()
}

/// The words of a side in their order, each with the claim that answers for it.
struct WordOrder {
    words: Vec<(Sym, Option<usize>)>,
    /// Where each word stands, ascending.
    places: HashMap<Sym, Vec<usize>>,
}

impl WordOrder {
    fn new(compared: &ComparedSide) -> Self {
        let tokens = compared.tokens.iter().zip(compared.owners());
        let words: Vec<(Sym, Option<usize>)> =
            tokens.filter(|(token, _)| token.sort.is_word()).map(|(token, owner)| (token.fold, owner)).collect();
        let mut places: HashMap<Sym, Vec<usize>> = HashMap::new();
        for (place, (word, _)) in words.iter().enumerate() {
            places.entry(*word).or_default().push(place);
        }
        Self { words, places }
    }

    /// Returns the claim that answers for all words of the first run of these.
    fn holder(&self, wanted: &[Sym]) -> Option<usize> {
        // The rarest word says where the run can be at all.
        let found = |word: &Sym| self.places.get(word).map_or(&[][..], Vec::as_slice);
        let (at, rarest) = wanted.iter().enumerate().min_by_key(|(_, word)| found(word).len())?;
        let runs = found(rarest).iter().filter_map(|place| {
            let start = place.checked_sub(at)?;
            self.words.get(start..start + wanted.len())
        });
        let is_it = |run: &&[(Sym, Option<usize>)]| run.iter().map(|word| word.0).eq(wanted.iter().copied());
        let run = runs.into_iter().find(is_it)?;
        run[0].1.filter(|_| run.iter().all(|word| word.1 == run[0].1))
    }
}
