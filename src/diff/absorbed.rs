//! Claims that stand on one side alone though their words are on both: inside another claim there.
//!
//! It looks for the very words, in a row, and joins nothing else.

use super::compared::ComparedSide;
use super::lexicon;
use super::links::{Link, NEW, OLD};
use super::vocabulary::{Sym, Vocabulary};

/// Fewer words that carry something of their own may meet by chance.
const LEAST: usize = 3;

/// Puts each claim that no link holds, and whose words the other side has in a row in a linked claim, to that link.
pub(super) fn join(links: &mut [Link], sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
    for side in [OLD, NEW] {
        let other = sides[1 - side];
        let owners = other.owners();
        let words: Vec<(Sym, usize)> = (0..other.tokens.len())
            .filter(|&token| other.tokens[token].sort.is_word())
            .map(|token| (other.tokens[token].fold, token))
            .collect();
        for claim in 0..sides[side].claims.len() {
            if links.iter().any(|link| link.side(side).contains(&claim)) {
                continue;
            }
            let own = words_of(sides[side], claim);
            let telling = own.iter().filter(|&&word| !lexicon::FUNCTION.has(vocabulary.word(word))).count();
            if telling < LEAST {
                continue;
            }
            let found = words.windows(own.len()).find(|run| run.iter().map(|word| word.0).eq(own.iter().copied()));
            let holder = found.and_then(|run| owners[run[0].1].filter(|_| same_owner(run, &owners)));
            let link = holder.and_then(|holder| links.iter().position(|link| link.side(1 - side).contains(&holder)));
            if let Some(link) = link {
                let units = if side == OLD { &mut links[link].old } else { &mut links[link].new };
                units.insert(units.partition_point(|&unit| unit < claim), claim);
            }
        }
    }
}

/// Returns whether one claim answers for all words of a run.
fn same_owner(run: &[(Sym, usize)], owners: &[Option<usize>]) -> bool {
    run.iter().all(|word| owners[word.1] == owners[run[0].1])
}

/// Lists the words that a claim answers for, in text order.
fn words_of(compared: &ComparedSide, claim: usize) -> Vec<Sym> {
    let tokens = compared.passages[claim].tokens.iter().map(|&token| &compared.tokens[token]);
    tokens.filter(|token| token.sort.is_word()).map(|token| token.fold).collect()
}
