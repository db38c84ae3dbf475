//! Which person a name means, of those that it fits.
//!
//! It never mixes two people: a surname that several of them bear is everybody's, and so nobody's.

use std::collections::BTreeMap;

use super::people::People;
use crate::name::{is_short_for, may_be_one, name_words};
use crate::sighting::Appearance;

/// Who is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Where the one person appears.
    One(Vec<Appearance>),
    /// The people that the name fits, by name, with where each appears.
    Several(Vec<(String, Vec<Appearance>)>),
}

/// Keeps the appearances of the one person that `asked` means.
///
/// Names that were decided to be one person's are one. Of others, a shorter name goes with the only fuller one that it
/// fits, and spellings of one first name go together, unless the two were decided to be two people.
pub fn choose(asked: &str, appearances: Vec<Appearance>, people: &People) -> Choice {
    let mut by_label: BTreeMap<String, Vec<Appearance>> = BTreeMap::new();
    // Most have the names of another one.
    let mut labels: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for one in appearances {
        let label = match labels.get(&one.names) {
            Some(label) => label.clone(),
            None => labels.entry(one.names.clone()).or_insert(label(asked, &one.names, people).to_owned()).clone(),
        };
        by_label.entry(label).or_default().push(one);
    }
    let mut persons = meant(asked, by_label.keys().map(String::as_str), people);
    let mut of = |names: &[String]| -> Vec<Appearance> {
        let mut found: Vec<Appearance> = names.iter().flat_map(|name| by_label.remove(name)).flatten().collect();
        found.sort_by(|a, b| {
            (&a.story, a.version, a.extraction, a.speaker).cmp(&(&b.story, b.version, b.extraction, b.speaker))
        });
        found
    };
    if persons.len() > 1 {
        let several = persons.into_iter().map(|names| (names[0].clone(), of(&names)));
        return Choice::Several(several.collect());
    }
    let meant = persons.pop().unwrap_or_default();
    let mut appearances = of(&meant);
    // What the person was decided to be called goes before what texts have.
    if let Some(called) = meant.iter().find(|name| people.knows(name)) {
        for one in &mut appearances {
            one.names.retain(|name| name != called);
            one.names.insert(0, called.clone());
        }
    }
    Choice::One(appearances)
}

/// Returns the name under which a speaker is counted: the decided one, else the fullest that fits.
fn label<'a>(asked: &str, names: &'a [String], people: &People) -> &'a str {
    match names.first() {
        Some(name) if people.knows(name) => name,
        _ => full_name(asked, names),
    }
}

/// Returns the people that `asked` can mean, each with those of the full names that are his or hers: one where it is
/// clear who is meant.
fn meant<'a>(asked: &str, names: impl Iterator<Item = &'a str>, decided: &People) -> Vec<Vec<String>> {
    // The fullest names first, so that shorter ones find the person that they belong to.
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|name| std::cmp::Reverse(name_words(name).len()));
    let mut people: Vec<Vec<&str>> = Vec::new();
    for name in names {
        let is_one = |other: &&str| decided.are_one(other, name) || may_be_one(other, name);
        let is_two = |other: &&str| decided.are_two(other, name);
        let fits = |person: &Vec<&str>| person.iter().any(is_one) && !person.iter().any(is_two);
        let fitting: Vec<usize> = (0..people.len()).filter(|&nth| fits(&people[nth])).collect();
        match fitting.as_slice() {
            [nth] => people[*nth].push(name),
            // A bare surname that fits several people is nobody's in particular.
            _ => people.push(vec![name]),
        }
    }
    let is_whole = name_words(asked).len() > 1 || decided.knows(asked);
    let is_asked = |person: &Vec<&str>| person.iter().any(|name| name_words(name) == name_words(asked));
    let is_decided = |person: &Vec<&str>| decided.knows(asked) && person.contains(&decided.called(asked));
    if is_whole && let Some(exact) = people.iter().position(is_asked).or_else(|| people.iter().position(is_decided)) {
        people = vec![people.swap_remove(exact)];
    }
    people.sort();
    people.into_iter().map(|person| person.into_iter().map(str::to_owned).collect()).collect()
}

/// Returns the fullest of a speaker's names that has the last word asked for, or what it is the initials of; the first
/// name where none has.
fn full_name<'a>(asked: &str, names: &'a [String]) -> &'a str {
    let asked = name_words(asked);
    let fitting = names.iter().filter(|name| asked.last().is_some_and(|last| name_words(name).contains(last)));
    // The first of the fullest: the earlier name is the more usual one.
    let fullest = fitting.rev().max_by_key(|name| name_words(name).len());
    let Some(found) = fullest.or(names.first()) else { return "" };
    // Two bodies may have the same initials.
    names.iter().find(|name| is_short_for(found, name)).unwrap_or(found)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::curation::{Decision, Entry};

    fn check(asked: &str, names: &[&str], decisions: Vec<Decision>, expected: &[&[&str]]) {
        let at = Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time");
        let entries = (0..)
            .zip(decisions)
            .map(|(nth, decision)| Entry::new(at + chrono::TimeDelta::seconds(nth), "Ines".into(), decision));
        let people = People::new(&entries.collect::<Vec<_>>());
        assert_eq!(meant(asked, names.iter().copied(), &people), expected, "{asked}");
    }

    #[test]
    fn joins_the_names_of_one_person() {
        check("lindqvist", &["Lindqvist", "Mara Lindqvist"], vec![], &[&["Mara Lindqvist", "Lindqvist"]]);
        check("Mara Lindqvist", &["Mara Lindqvist"], vec![], &[&["Mara Lindqvist"]]);
        check("port", &["the port authority"], vec![], &[&["the port authority"]]);
    }

    #[test]
    fn never_mixes_two_people() {
        let names = ["Lindqvist", "Mara Lindqvist", "Tomas Lindqvist"];
        check("lindqvist", &names, vec![], &[&["Lindqvist"], &["Mara Lindqvist"], &["Tomas Lindqvist"]]);
        check("Tomas Lindqvist", &names, vec![], &[&["Tomas Lindqvist"]]);
    }

    #[test]
    fn goes_by_what_was_decided() {
        let (mara, berg, lindqvist) = ("Mara Lindqvist", "Mara Berg", "Lindqvist");
        let merge = |name: &str, other: &str| Decision::Merge { name: name.into(), other: other.into() };
        let part = |name: &str, other: &str| Decision::Part { name: name.into(), other: other.into() };
        check(berg, &[mara], vec![merge(mara, berg)], &[&[mara]]);
        check(mara, &[mara, "Tomas Berg"], vec![merge(mara, berg)], &[&[mara]]);
        check("lindqvist", &[lindqvist, mara], vec![part(mara, lindqvist)], &[&[lindqvist]]);
        check(mara, &[lindqvist, mara], vec![part(mara, lindqvist)], &[&[mara]]);
        let both = vec![part(mara, lindqvist), merge(mara, lindqvist)];
        check(mara, &[lindqvist, mara], both, &[&[mara, lindqvist]]);
    }

    #[test]
    fn takes_the_fullest_name_that_fits() {
        let names = ["the minister", "Lindqvist", "Mara Lindqvist"].map(str::to_owned);
        assert_eq!(full_name("LINDQVIST", &names), "Mara Lindqvist");
        assert_eq!(full_name("okafor", &names), "the minister");
        assert_eq!(full_name("nhb", &["NHB", "National Harbour Board"].map(str::to_owned)), "National Harbour Board");
    }
}
