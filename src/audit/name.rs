//! What a speaker is called: the fullest name, and the others by how often they are used.
//!
//! It joins nobody: that these names are one speaker's was decided before.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Sighting;

/// Returns the fullest name and the other names, most used first.
pub(super) fn names(sightings: &[Sighting]) -> (String, Vec<String>) {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut full: BTreeMap<&str, usize> = BTreeMap::new();
    for sighting in sightings {
        for name in &sighting.names {
            *uses.entry(name).or_default() += 1;
        }
        // The first one is the speaker's name in its version; the others may be descriptions.
        if let Some(name) = sighting.names.first() {
            *full.entry(name).or_default() += 1;
        }
    }
    let fullest = full.into_iter().max_by_key(|&(name, count)| {
        let named = name.chars().next().is_some_and(char::is_uppercase);
        (named, name.split_whitespace().count(), count, name.chars().count(), Reverse(name))
    });
    let Some((name, _)) = fullest else { return (String::new(), Vec::new()) };
    let mut others: Vec<(&str, usize)> =
        uses.into_iter().filter(|(other, _)| other.to_lowercase() != name.to_lowercase()).collect();
    others.sort_by_key(|&(other, count)| (Reverse(count), other));
    (name.to_owned(), others.into_iter().map(|(other, _)| other.to_owned()).collect())
}
