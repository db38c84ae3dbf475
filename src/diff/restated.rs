//! Claims that stand on one side alone though a clause of the other side says them too, in other words: the same
//! happens, and the same things take part in it. A clause inside another does where names or numbers show that it is the
//! same.
//!
//! It needs the trees of both sides: where a claim's clause is not known nothing is joined.

use super::clauses::{Clauses, Common};
use super::compared::ComparedSide;
use super::joined::JoinedEntities;
use super::links::{Links, NEW, OLD};
use super::matching::COMMON;
use super::vocabulary::Vocabulary;

/// What the things that two clauses share must weigh together with their act.
const WEIGHT: f32 = 5.0;
/// Where each clause is what its claim says.
const WEIGHT_ALONE: f32 = 4.0;
/// Where a clause is inside another.
const WEIGHT_INSIDE: f32 = 7.0;
/// So many words that they share must be in no claim that became the clause already.
const OWN: usize = 2;

/// Puts each claim that no link holds, and that a clause of the other side says too, to the claim that has the clause.
pub(super) fn join(links: &mut Links, sides: [&ComparedSide; 2], joined: &JoinedEntities, vocabulary: &mut Vocabulary) {
    let is_free = |side: usize| !links.free(side).is_empty();
    if !(is_free(OLD) || is_free(NEW)) || sides.iter().any(|side| side.reading.trees.is_none()) {
        return;
    }
    let clauses = Clauses::new(sides, joined, vocabulary);
    let search = Search { sides, clauses: &clauses, owners: sides.map(ComparedSide::owners), vocabulary };
    let main = |side: usize, claim: usize| clauses.main(side, &sides[side].passages[claim].tokens);
    search.join(links, main, |side, found| match found.is_linked {
        false => {
            is_one(&found.common) || is_alone(&found.common) && main(1 - side, found.holder).contains(&found.clause)
        }
        true => is_one(&found.common) && found.own >= OWN,
    });
    // "the party gets the ten seats that the treaty guarantees", "the treaty, which guarantees it ten seats, …"
    let inside = |side: usize, claim: usize| clauses.inside(side, &sides[side].passages[claim].tokens);
    search.join(links, inside, |_, found| {
        let Common { parts, named, weight, .. } = found.common;
        parts >= 2 && named && weight >= WEIGHT_INSIDE && found.own >= OWN
    });
}

/// A clause of the other side that may say what a claim says.
struct FoundClause {
    clause: usize,
    /// The claim that answers for it.
    holder: usize,
    common: Common,
    /// Whether a claim became it already.
    is_linked: bool,
    /// How many of the words that are shared stand in no such claim.
    own: usize,
}

/// Where clauses are looked for.
struct Search<'s, 'c, 'a> {
    sides: [&'s ComparedSide<'a>; 2],
    clauses: &'s Clauses<'c, 'a>,
    owners: [Vec<Option<usize>>; 2],
    vocabulary: &'s Vocabulary,
}

impl Search<'_, '_, '_> {
    /// Puts each claim that no link holds to the claim that has a clause which says one of its own; `mine` lists these,
    /// and `says` tells whether one of the other side does.
    fn join(
        &self,
        links: &mut Links,
        mine: impl Fn(usize, usize) -> Vec<usize>,
        says: impl Fn(usize, &FoundClause) -> bool,
    ) {
        let Self { sides, clauses, owners, vocabulary } = self;
        for side in [OLD, NEW] {
            let theirs = 1 - side;
            for claim in links.free(side) {
                let mut best: Option<(f32, usize)> = None;
                for mine in mine(side, claim) {
                    for clause in clauses.near(side, mine, COMMON) {
                        let Some(holder) = owners[theirs][clauses.get(theirs, clause).predicate] else { continue };
                        let Some(common) = clauses.compare(side, mine, clause, vocabulary) else { continue };
                        let link = links.of(theirs, holder);
                        let beside = link.map_or(&[][..], |link| links.link(link).side(side)).iter();
                        let beside: Vec<usize> =
                            beside.flat_map(|&claim| sides[side].passages[claim].tokens.iter().copied()).collect();
                        let own = clauses.own_share(side, mine, clause, &beside);
                        let weight = common.weight;
                        let found = FoundClause { clause, holder, common, is_linked: link.is_some(), own };
                        if says(side, &found) && best.is_none_or(|(heaviest, _)| heaviest < weight) {
                            best = Some((weight, holder));
                        }
                    }
                }
                if let Some((_, holder)) = best {
                    links.join_to(side, claim, holder);
                }
            }
        }
    }
}

/// Returns whether two clauses of one act are one: two things take part in both, and one is the subject or known by name.
fn is_one(common: &Common) -> bool {
    common.parts >= 2 && (common.subject || common.named) && common.weight >= WEIGHT
}

/// Returns whether two clauses of one act are one where each is what its claim says: one subject that is known by name
/// will do.
fn is_alone(common: &Common) -> bool {
    common.subject && common.named && !common.apart && common.weight >= WEIGHT_ALONE
}
