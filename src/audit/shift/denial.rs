//! What was denied and is said later.
//!
//! **Finds** the nearest earlier denial of which a later statement says most words, with no negation of its own.
//! **Example**: "Obrecht denied that solvent had leaked into the river", then "Obrecht acknowledged that solvent had
//! leaked into the river for nine hours". **Leaves alone** short denials, questions and what is only supposed. **Known
//! misses**: the same in other words.

use std::collections::{BTreeMap, BTreeSet};

use super::earlier;
use crate::audit::TimelineEntry;
use crate::audit::lexicon::is_common;
use crate::audit::word::stems;
use crate::claim::{CertaintyLevel, Polarity, Stance};

/// What part of the words of a denial a later statement must have.
const SHARED: f64 = 0.8;
/// The fewest words that a denial must have, and the fewest of them that tell it from others.
const WORDS: (usize, usize) = (3, 2);

/// Finds the pairs: the denial and the later statement.
pub fn owned_up(entries: &[TimelineEntry]) -> Vec<(usize, usize)> {
    let mut denials: Vec<(usize, BTreeSet<String>)> = Vec::new();
    let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (to, entry) in entries.iter().enumerate() {
        let denied = entry.claim.positions.iter().find(|position| position.stance == Stance::Deny);
        if let Some(position) = denied {
            let words = stems(&position.topic);
            let rare = words.iter().filter(|word| !is_common(word));
            if words.len() >= WORDS.0 && rare.clone().count() >= WORDS.1 {
                rare.for_each(|word| by_word.entry(word.clone()).or_default().push(denials.len()));
                denials.push((to, words));
            }
            continue;
        }
        let claim = &entry.claim;
        let says = claim.is_said()
            && claim.polarity == Polarity::Affirmed
            && claim.negations.is_empty()
            && claim.certainty.level == CertaintyLevel::Asserted;
        if denials.is_empty() || !says {
            continue;
        }
        let words = stems(&claim.content.text);
        let near: BTreeSet<usize> = words.iter().filter_map(|word| by_word.get(word)).flatten().copied().collect();
        let owns = |&&denial: &&usize| {
            let (from, denied) = &denials[denial];
            let shared = denied.intersection(&words).count();
            shared as f64 >= SHARED * denied.len() as f64 && earlier(&entries[*from], entry)
        };
        found.extend(near.iter().rev().find(owns).map(|&denial| (denials[denial].0, to)));
    }
    found
}
