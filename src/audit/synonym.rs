//! One thing under its several names: "gay marriage", "same-sex marriage".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::word::stemmed;
use crate::lexicon::entries;

/// Another name of a thing, and the one that stands for it, by their stems.
struct OtherName {
    name: BTreeSet<String>,
    first: BTreeSet<String>,
}

/// Lists the things that have several names, each with its names as they are written.
pub(super) fn things() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    entries(include_str!("lists/same_things.txt")).map(|row| row.split(',').map(str::trim))
}

/// By one of their stems, the one that comes first in the alphabet.
static OTHER_NAMES: LazyLock<BTreeMap<String, Vec<OtherName>>> = LazyLock::new(|| {
    let stems = |name: &str| stemmed(name).into_iter().filter(|stem| stem != "of" && stem != "and").collect();
    let mut all: BTreeMap<String, Vec<OtherName>> = BTreeMap::new();
    for names in things() {
        let mut names = names.map(stems);
        let Some(first) = names.next() else { continue };
        for name in names {
            let name: BTreeSet<String> = name;
            let Some(key) = name.first().cloned() else { continue };
            all.entry(key).or_default().push(OtherName { name, first: first.clone() });
        }
    }
    // The longest first: "royal commission" before what may be a part of it.
    all.values_mut().for_each(|names| names.sort_by_key(|other| std::cmp::Reverse(other.name.len())));
    all
});

/// Returns the stem that stands for the thing that one word names, by its stem.
pub(super) fn of_word(stem: &str) -> &str {
    let names = OTHER_NAMES.get(stem).into_iter().flatten();
    let mut whole = names.filter(|other| other.name.len() == 1 && other.first.len() == 1);
    whole.next().and_then(|other| other.first.first()).map_or(stem, String::as_str)
}

/// Replaces the names of things among some stems by those that stand for them; `head`, where it is one of them, too.
pub(super) fn unify(words: &mut BTreeSet<String>, head: Option<&mut String>) {
    let found = words.iter().filter_map(|word| OTHER_NAMES.get(word)).flatten();
    let mut found: Vec<&OtherName> = found.filter(|other| other.name.is_subset(words)).collect();
    found.sort_by_key(|other| std::cmp::Reverse(other.name.len()));
    let mut head = head;
    for other in found {
        // A longer name may have taken its words.
        if !other.name.is_subset(words) {
            continue;
        }
        words.retain(|word| !other.name.contains(word));
        words.extend(other.first.iter().cloned());
        if let Some(head) = head.as_mut().filter(|head| other.name.contains(head.as_str()))
            && let Some(last) = other.first.last()
        {
            **head = last.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrase: &str, expected: &str) {
        let mut words: BTreeSet<String> = stemmed(phrase).into_iter().collect();
        unify(&mut words, None);
        let expected: BTreeSet<String> = stemmed(expected).into_iter().collect();
        assert_eq!(words, expected, "{phrase}");
    }

    #[test]
    fn one_thing_has_one_name() {
        check("gay marriage", "same-sex marriage");
        check("banking royal commission", "banking inquiry");
        check("fisheries pact", "fisheries deal");
        check("harbour commission", "harbour commission");
    }
}
