//! What a speaker is called: the fullest name, and the others by how often they are used.
//!
//! It joins nobody: that these names are one speaker's was decided before.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Returns the fullest name and the other names, most used first; `called` has the names of a speaker and how many
/// claims are made by a speaker of that name.
pub(super) fn names<'a>(called: impl Iterator<Item = (&'a [String], usize)>) -> (String, Vec<String>) {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    let mut full: BTreeMap<&str, usize> = BTreeMap::new();
    for (names, claims) in called.filter(|(_, claims)| *claims > 0) {
        for name in names {
            *uses.entry(name).or_default() += claims;
        }
        // The first one is the speaker's name in its version; the others may be descriptions.
        if let Some(name) = names.first() {
            *full.entry(name).or_default() += claims;
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
