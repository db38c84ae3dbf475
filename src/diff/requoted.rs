//! Claims that stand on one side alone though their quotation is on both: the same speaker's words within the same
//! marks, in a sentence that is another now ("Holt declared: “Be gone!”" → "She sent them off with a curt “be gone”").
//!
//! Two or three words are enough where one person says them and nobody else does; without a speaker on both sides
//! nothing is joined.

use std::collections::BTreeMap;

use super::compared::ComparedSide;
use super::joined::JoinedEntities;
use super::links::{Links, NEW, OLD};
use super::vocabulary::{Sym, Vocabulary};

/// One word alone may be anybody's.
const LEAST: usize = 2;

/// Puts each claim that no link holds, and a quotation of which its speaker says on the other side too, to the claim
/// that has it there.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &Vocabulary) {
    let quotations = sides.map(|compared| quotations(compared, vocabulary));
    for side in [OLD, NEW] {
        let theirs = 1 - side;
        let speaker = |side: usize, claim: usize| sides[side].claims[claim].speaker;
        for (words, claims) in &quotations[side] {
            let ([claim], Some([holder])) = (&claims[..], quotations[theirs].get(words).map(Vec::as_slice)) else {
                continue;
            };
            let one = speaker(side, *claim).zip(speaker(theirs, *holder));
            if links.is_free(side, *claim) && one.is_some_and(|(mine, other)| joined.are_one(side, mine, other)) {
                links.join_to(side, *claim, *holder);
            }
        }
    }
}

/// Lists the quotations of a side by their words, each with the claims that answer for it.
fn quotations(compared: &ComparedSide, vocabulary: &Vocabulary) -> BTreeMap<Vec<Sym>, Vec<usize>> {
    let owners = compared.owners();
    let mut words: BTreeMap<usize, (Vec<Sym>, Option<usize>)> = BTreeMap::new();
    for (token, owner) in compared.tokens.iter().zip(owners) {
        if let Some(quotation) = token.quotation.filter(|_| token.sort.is_word()) {
            let entry = words.entry(quotation).or_insert((Vec::new(), owner));
            entry.0.push(token.fold);
        }
    }
    let mut found: BTreeMap<Vec<Sym>, Vec<usize>> = BTreeMap::new();
    for (words, owner) in words.into_values() {
        let tells = words.iter().any(|&word| !vocabulary.is_function(word));
        if let Some(owner) = owner.filter(|_| words.len() >= LEAST && tells) {
            found.entry(words).or_default().push(owner);
        }
    }
    found
}
