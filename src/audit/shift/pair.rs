//! Two commitments of one speaker to the same thing → whether the later one turns, weakens or strengthens the earlier
//! one.
//!
//! A later statement is held against the nearest earlier ones about the same: what was turned round once is not turned
//! again by being repeated. Paraphrase is no shift: for and for, firmly and firmly, is the same.

use std::collections::{BTreeMap, BTreeSet};

use super::commitment::Commitment;
use super::deed::Act;
use super::relation::{Difference, PairRelation, relation};
use super::weights::Weights;
use super::{Statement, earlier};
use crate::audit::lexicon;
use crate::audit::{Shift, TimelineEntry};
use crate::claim::Figure;

/// How many earlier commitments to a thing are looked at.
const REACH: usize = 80;

/// A commitment's place: entry and number.
type CommitmentIndex = (usize, usize);

/// Finds the pairs, by the later entry.
pub fn pairs(entries: &[TimelineEntry], statements: &[Statement]) -> Vec<Shift> {
    let weights = Weights::new(statements);
    let mut index: BTreeMap<(bool, String), Vec<CommitmentIndex>> = BTreeMap::new();
    let mut shifts = Vec::new();
    for (to, statement) in statements.iter().enumerate() {
        for commitment in &statement.commitments {
            let keys = keys(commitment);
            let mut places: BTreeSet<CommitmentIndex> = BTreeSet::new();
            for key in &keys {
                let listed = index.get(&(commitment.past, key.clone()));
                places.extend(listed.into_iter().flatten().rev().take(REACH));
            }
            let at = |place: CommitmentIndex| &statements[place.0].commitments[place.1];
            let before = places.into_iter().rev().filter(|place| earlier(&entries[place.0], &entries[to]));
            let mut found: Option<(f64, CommitmentIndex, Difference)> = None;
            for place in before {
                let figures = [figures(&entries[place.0], at(place)), figures(&entries[to], commitment)];
                let Some(relation) = relation(at(place), commitment, &figures, &weights) else { continue };
                match relation {
                    PairRelation::Agrees => break,
                    PairRelation::Turns(confidence, turn) => {
                        let opposite = matches!(turn, Difference::Round);
                        if found.as_ref().is_none_or(|(best, ..)| confidence > *best) {
                            found = Some((confidence, place, turn));
                        }
                        if !opposite {
                            break;
                        }
                    }
                }
            }
            if let Some((confidence, place, turn)) = found {
                let from = at(place);
                let bodies = [&entries[place.0].body, &entries[to].body];
                let (kind, why) = turn.told(&from.cue(bodies[0]), &commitment.cue(bodies[1]));
                shifts.push(Shift {
                    kind,
                    from: place.0,
                    to,
                    topic: commitment.name(bodies[1]),
                    why,
                    confidence,
                    evidence: [from.evidence(bodies[0]), commitment.evidence(bodies[1])],
                });
            }
        }
        for (nth, commitment) in statement.commitments.iter().enumerate() {
            for key in keys(commitment) {
                index.entry((commitment.past, key)).or_default().push((to, nth));
            }
        }
    }
    shifts
}

/// Returns the keys of a commitment: each word that is not common, or all of the words where each is common.
fn keys(commitment: &Commitment) -> Vec<String> {
    let words = &commitment.object.words;
    let telling: Vec<String> = words.iter().filter(|word| !lexicon::is_common(word)).cloned().collect();
    if !telling.is_empty() {
        return telling;
    }
    vec![commitment.object.measured().into_iter().cloned().collect::<Vec<_>>().join(" ")]
}

/// Returns the figures of what a commitment is about, or by how much there is to be more or less of it.
fn figures<'a>(entry: &'a TimelineEntry, commitment: &Commitment) -> Vec<&'a Figure> {
    let by = |figure: &&Figure| {
        let before = entry.body.get(..figure.span.start).unwrap_or_default().trim_end();
        let amount = before.ends_with(" by") || before.ends_with(" to");
        commitment.act == Act::Level && amount && commitment.about.contains(figure.span)
    };
    let own = |figure: &&Figure| figure.span.overlaps(commitment.thing) || by(figure);
    entry.claim.figures.iter().filter(own).collect()
}
