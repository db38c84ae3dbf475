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
    let owners = sides.map(ComparedSide::owners);
    let main = |side: usize, claim: usize| clauses.main(side, &sides[side].passages[claim].tokens);
    for side in [OLD, NEW] {
        let theirs = 1 - side;
        for claim in links.free(side) {
            let mut best: Option<(f32, usize)> = None;
            for mine in main(side, claim) {
                for clause in clauses.near(side, mine, COMMON) {
                    let Some(holder) = owners[theirs][clauses.get(theirs, clause).predicate] else { continue };
                    let Some(common) = clauses.compare(side, mine, clause, vocabulary) else { continue };
                    let says = match links.of(theirs, holder) {
                        None => is_one(&common) || is_alone(&common) && main(theirs, holder).contains(&clause),
                        Some(link) => {
                            let beside = links.link(link).side(side).iter();
                            let beside: Vec<usize> =
                                beside.flat_map(|&claim| sides[side].passages[claim].tokens.iter().copied()).collect();
                            is_one(&common) && clauses.own_share(side, mine, clause, &beside) >= OWN
                        }
                    };
                    if says && best.is_none_or(|(weight, _)| weight < common.weight) {
                        best = Some((common.weight, holder));
                    }
                }
            }
            if let Some((_, holder)) = best {
                links.join_to(side, claim, holder);
            }
        }
    }
    inside(links, sides, &clauses, &owners, vocabulary);
}

/// Puts each claim that is still in no link, and a clause inside which the other side has too, to the claim that has it
/// there: "the party gets the ten seats that the treaty guarantees", "the treaty, which guarantees it ten seats, …".
fn inside(
    links: &mut Links,
    sides: [&ComparedSide; 2],
    clauses: &Clauses,
    owners: &[Vec<Option<usize>>; 2],
    vocabulary: &Vocabulary,
) {
    for side in [OLD, NEW] {
        let theirs = 1 - side;
        for claim in links.free(side) {
            let mut best: Option<(f32, usize)> = None;
            for mine in clauses.inside(side, &sides[side].passages[claim].tokens) {
                for clause in clauses.near(side, mine, COMMON) {
                    let Some(holder) = owners[theirs][clauses.get(theirs, clause).predicate] else { continue };
                    let Some(common) = clauses.compare(side, mine, clause, vocabulary) else { continue };
                    let beside = links.of(theirs, holder).map_or(&[][..], |link| links.link(link).side(side));
                    let beside: Vec<usize> =
                        beside.iter().flat_map(|&claim| sides[side].passages[claim].tokens.iter().copied()).collect();
                    let one = common.parts >= 2 && common.named && common.weight >= WEIGHT_INSIDE;
                    let own = || clauses.own_share(side, mine, clause, &beside) >= OWN;
                    if one && own() && best.is_none_or(|(weight, _)| weight < common.weight) {
                        best = Some((common.weight, holder));
                    }
                }
            }
            if let Some((_, holder)) = best {
                links.join_to(side, claim, holder);
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
