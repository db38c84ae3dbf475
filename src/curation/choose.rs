//! Which of the people whom a name fits is meant.
//!
//! It never mixes two people: a surname that several of them bear is everybody's, and so nobody's.

use std::collections::{BTreeMap, BTreeSet};

use super::name::name_key;
use super::people::People;
use crate::audit::Sighting;
use crate::story::Slug;

/// Who is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// The sightings of the one person.
    One(Vec<Sighting>),
    /// The people whom the name fits, by name, with the number of their statements.
    Several(Vec<(String, usize)>),
}

/// Keeps the sightings of the one person that `asked` means.
///
/// Names that were decided to be one person's are one. Of others, a shorter name goes with the only fuller one that it fits, and spellings
/// of one first name go together, unless the two were decided to be two people.
pub fn choose(asked: &str, sightings: Vec<Sighting>, people: &People) -> Choice {
    // Most sightings have the names of another one.
    let mut labels: BTreeMap<&[String], &str> = BTreeMap::new();
    // One statement counts once, however many versions repeat it.
    let mut statements: BTreeMap<&str, BTreeSet<(&Slug, i64)>> = BTreeMap::new();
    for sighting in &sightings {
        let label = *labels.entry(&sighting.names).or_insert_with(|| label(asked, &sighting.names, people));
        statements.entry(label).or_default().insert((&sighting.story, sighting.lineage));
    }
    let counts = statements.into_iter().map(|(name, statements)| (name.to_owned(), statements.len())).collect();
    let meant = match meant(asked, &counts, people) {
        Ok(meant) => meant,
        Err(several) => return Choice::Several(several),
    };
    let is_meant: BTreeSet<Vec<String>> = labels
        .into_iter()
        .filter(|(_, label)| meant.iter().any(|name| name == label))
        .map(|(names, _)| names.to_vec())
        .collect();
    let mut sightings: Vec<Sighting> =
        sightings.into_iter().filter(|sighting| is_meant.contains(&sighting.names)).collect();
    // What the person was decided to be called goes before what texts have.
    if let Some(called) = meant.iter().find(|name| people.knows(name)) {
        for sighting in &mut sightings {
            sighting.names.retain(|name| name != called);
            sighting.names.insert(0, called.clone());
        }
    }
    Choice::One(sightings)
}

/// Returns the name under which a sighting's speaker is counted: the decided one, else the fullest that fits.
fn label<'a>(asked: &str, names: &'a [String], people: &People) -> &'a str {
    match names.first() {
        Some(name) if people.knows(name) => name,
        _ => full_name(asked, names),
    }
}

/// Returns those of the full names that are the one person meant by `asked`, or all the people that it can mean. `counts` has the
/// statements under each name.
fn meant(asked: &str, counts: &BTreeMap<String, usize>, decided: &People) -> Result<Vec<String>, Vec<(String, usize)>> {
    // The fullest names first, so that shorter ones find the person that they belong to.
    let mut names: Vec<&str> = counts.keys().map(String::as_str).collect();
    names.sort_by_key(|name| std::cmp::Reverse(words(name).len()));
    let mut people: Vec<Vec<&str>> = Vec::new();
    for name in names {
        let is_one = |other: &&str| decided.are_one(other, name) || is_same(other, name);
        let is_two = |other: &&str| decided.are_two(other, name);
        let fits = |person: &Vec<&str>| person.iter().any(is_one) && !person.iter().any(is_two);
        let fitting: Vec<usize> = (0..people.len()).filter(|&nth| fits(&people[nth])).collect();
        match fitting.as_slice() {
            [nth] => people[*nth].push(name),
            // A bare surname that fits several people is nobody's in particular.
            _ => people.push(vec![name]),
        }
    }
    let is_whole = words(asked).len() > 1 || decided.knows(asked);
    let is_asked = |person: &Vec<&str>| person.iter().any(|name| words(name) == words(asked));
    let is_decided = |person: &Vec<&str>| decided.knows(asked) && person.contains(&decided.called(asked));
    if is_whole && let Some(exact) = people.iter().position(is_asked).or_else(|| people.iter().position(is_decided)) {
        people = vec![people.swap_remove(exact)];
    }
    people.sort();
    if people.len() < 2 {
        return Ok(people.into_iter().flatten().map(str::to_owned).collect());
    }
    let count = |person: &Vec<&str>| person.iter().filter_map(|name| counts.get(*name)).sum();
    Err(people.iter().map(|person| (person[0].to_owned(), count(person))).collect())
}

/// Returns the fullest of a speaker's names that has the last word asked for; the first name where none has.
fn full_name<'a>(asked: &str, names: &'a [String]) -> &'a str {
    let asked = words(asked);
    let fitting = names.iter().filter(|name| asked.last().is_some_and(|last| words(name).contains(last)));
    // The first of the fullest: the earlier name is the more usual one.
    let fullest = fitting.rev().max_by_key(|name| words(name).len());
    fullest.or(names.first()).map_or("", String::as_str)
}

/// Says whether two names may well be one person's: one holds all of the other's words, or they differ by an initial or in the
/// spelling of a first name.
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    if short.iter().all(|word| long.contains(word)) {
        return true;
    }
    let (Some((surname, first)), Some((other, others_first))) = (short.split_last(), long.split_last()) else {
        return false;
    };
    let (Some(first), Some(others_first)) = (first.first(), others_first.first()) else { return false };
    let is_initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    surname == other
        && (is_initial(first, others_first)
            || is_initial(others_first, first)
            || strsim::jaro_winkler(first, others_first) >= 0.93)
}

/// Splits a name into words without case and accents.
fn words(name: &str) -> Vec<String> {
    let key = name_key(name);
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::curation::{Decision, Entry};

    #[test]
    fn knows_spellings_of_one_name() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(is_same(a, b), expected, "{a} / {b}");
        check("Mara Lindqvist", "Lindqvist", true);
        check("Mara Lindqvist", "Harbour Minister Mara Lindqvist", true);
        check("M. Lindqvist", "Mara Lindqvist", true);
        check("Sergei Marsk", "Sergey Marsk", true);
        check("Zoë Årdal", "Zoe Ardal", true);
        check("Mara Lindqvist", "Tomas Lindqvist", false);
        check("Lindqvist", "Okafor", false);
    }

    /// What came out: the names meant, or all the people with their counts.
    type Meant<'a> = Result<&'a [&'a str], &'a [(&'a str, usize)]>;

    fn check(asked: &str, names: &[(&str, usize)], decisions: Vec<Decision>, expected: Meant<'_>) {
        let at = Utc.with_ymd_and_hms(2031, 5, 6, 7, 8, 9).single().expect("a time");
        let entries = (0..)
            .zip(decisions)
            .map(|(nth, decision)| Entry::new(at + chrono::TimeDelta::seconds(nth), "Ines".into(), decision));
        let people = People::new(&entries.collect::<Vec<_>>());
        let counts = names.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        let found = meant(asked, &counts, &people);
        let expected = expected
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect())
            .map_err(|people| people.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect());
        assert_eq!(found, expected, "{asked}");
    }

    #[test]
    fn joins_the_names_of_one_person() {
        let names = [("Lindqvist", 2), ("Mara Lindqvist", 3)];
        check("lindqvist", &names, vec![], Ok(&["Mara Lindqvist", "Lindqvist"]));
        check("Mara Lindqvist", &[("Mara Lindqvist", 3)], vec![], Ok(&["Mara Lindqvist"]));
        check("port", &[("the port authority", 1)], vec![], Ok(&["the port authority"]));
    }

    #[test]
    fn never_mixes_two_people() {
        let names = [("Lindqvist", 1), ("Mara Lindqvist", 3), ("Tomas Lindqvist", 1)];
        check("lindqvist", &names, vec![], Err(&names));
        check("Tomas Lindqvist", &names, vec![], Ok(&["Tomas Lindqvist"]));
    }

    #[test]
    fn goes_by_what_was_decided() {
        let (mara, berg, lindqvist) = ("Mara Lindqvist", "Mara Berg", "Lindqvist");
        let merge = |name: &str, other: &str| Decision::Merge { name: name.into(), other: other.into() };
        let part = |name: &str, other: &str| Decision::Part { name: name.into(), other: other.into() };
        check(berg, &[(mara, 4)], vec![merge(mara, berg)], Ok(&[mara]));
        check(mara, &[(mara, 4), ("Tomas Berg", 1)], vec![merge(mara, berg)], Ok(&[mara]));
        check("lindqvist", &[(lindqvist, 1), (mara, 4)], vec![part(mara, lindqvist)], Ok(&[lindqvist]));
        check(mara, &[(lindqvist, 1), (mara, 4)], vec![part(mara, lindqvist)], Ok(&[mara]));
        let both = vec![part(mara, lindqvist), merge(mara, lindqvist)];
        check(mara, &[(lindqvist, 1), (mara, 4)], both, Ok(&[mara, lindqvist]));
    }

    #[test]
    fn takes_the_fullest_name_that_fits() {
        let names = ["the minister", "Lindqvist", "Mara Lindqvist"].map(str::to_owned);
        assert_eq!(full_name("LINDQVIST", &names), "Mara Lindqvist");
        assert_eq!(full_name("okafor", &names), "the minister");
    }
}
