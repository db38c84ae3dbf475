//! Claims that stand on one side alone though most of what they say is a claim inside them that found its counterpart:
//! "Holt was held after *police had a tip that she would travel*".
//!
//! What the claim around it says beside that is then told as a detail of the pair. It looks at who answers for which
//! words, and at no word itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::compared::ComparedSide;
use super::links::{Links, NEW, OLD};
use super::vocabulary::Vocabulary;

/// Puts each claim that no link holds, and at least half of whose telling words a linked claim answers for, to that
/// claim's link.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], vocabulary: &Vocabulary) {
    for side in [OLD, NEW] {
        let compared = sides[side];
        let owners = compared.owners();
        for claim in links.free(side) {
            let spans = &compared.claims[claim].content.spans;
            let tokens = spans.iter().flat_map(|&span| compared.layout.tokens_in(span));
            let telling: Vec<usize> = tokens
                .filter(|&token| {
                    let token = &compared.tokens[token];
                    token.sort.is_word() && !vocabulary.is_function(token.fold)
                })
                .collect();
            let mut held: BTreeMap<usize, usize> = BTreeMap::new();
            for owner in telling.iter().filter_map(|&token| owners[token]).filter(|&owner| owner != claim) {
                if let Some(link) = links.of(side, owner) {
                    *held.entry(link).or_default() += 1;
                }
            }
            let most = held.into_iter().max_by_key(|&(link, count)| (count, Reverse(link)));
            if let Some((link, _)) = most.filter(|&(_, count)| count * 2 >= telling.len()) {
                links.join(side, claim, link);
            }
        }
    }
}
