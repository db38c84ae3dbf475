//! Claims that took each other's place: one went, one came between the same neighbours, and they may be counterparts.
//!
//! A sentence that is written anew where it stood shares few words with what it was; its place tells the rest. It needs
//! the trees of both sides.

use std::ops::Range;

use super::compared::ComparedSide;
use super::counterparts;
use super::joined::JoinedEntities;
use super::links::{Link, Links, NEW, OLD};
use super::vocabulary::Vocabulary;

/// Where more came or went between two neighbours, nobody can tell which took whose place.
const FEW: usize = 2;

/// Pairs each claim that went with the one that came in its place.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &Vocabulary) {
    if sides.iter().any(|side| side.reading.trees.is_none()) {
        return;
    }
    let mut at = 0;
    while at < links.len(OLD) {
        let end = (at..links.len(OLD)).find(|&claim| !links.is_free(OLD, claim)).unwrap_or(links.len(OLD));
        for [old, new] in pairs(links, at..end, sides, joined, vocabulary) {
            links.pair(old, new);
        }
        at = end + 1;
    }
}

/// Lists the pairs of the claims of a run that went with those that came where it stood, in order.
fn pairs(
    links: &Links,
    went: Range<usize>,
    sides: [&ComparedSide; 2],
    joined: &JoinedEntities,
    vocabulary: &Vocabulary,
) -> Vec<[usize; 2]> {
    let neighbour = |claim: usize| links.of(OLD, claim).map(|link| links.link(link));
    let before = went.start.checked_sub(1).and_then(neighbour);
    let after = Some(went.end).filter(|&claim| claim < links.len(OLD)).and_then(neighbour);
    let first = before.and_then(|link| link.new.last()).map_or(0, |&last| last + 1);
    let last = after.and_then(|link| link.new.first()).copied().unwrap_or(links.len(NEW));
    let came = first..last;
    let is_held = before.is_some() || after.is_some();
    let fits = |run: &Range<usize>| (1..=FEW).contains(&run.len());
    if !is_held || !fits(&went) || !fits(&came) || !came.clone().all(|claim| links.is_free(NEW, claim)) {
        return Vec::new();
    }
    let mut free = came.start;
    let mut found = Vec::new();
    for old in went {
        let is_one = |&new: &usize| {
            let link = Link { old: vec![old], new: vec![new] };
            counterparts::took_its_place(&link, sides, joined, vocabulary)
        };
        if let Some(new) = (free..came.end).find(is_one) {
            found.push([old, new]);
            free = new + 1;
        }
    }
    found
}
