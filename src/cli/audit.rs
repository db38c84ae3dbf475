//! `onrecord audit`: what one speaker has said, by date, across stories and versions.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::context::Context;
use super::failure::Failure;
use super::nearest::nearest;
use super::reference::list;
use crate::audit::{self, Sighting};
use crate::render::Report;
use crate::report::AuditReport;
use crate::store::History;
use crate::story::Slug;

/// List what a speaker has said, by date, across all stories and versions
///
/// One entry for one statement, however many versions repeat it, with what became of it: standing, altered or withdrawn. NAME is a
/// whole name or a surname, without regard to case and accents.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord audit Lavrov
  onrecord audit \"Sergei Lavrov\" --topic \"direct talks\"
  onrecord audit Lavrov --format markdown > lavrov.md")]
pub struct Args {
    /// The speaker: a whole name, or a surname
    #[arg(value_name = "NAME")]
    name: String,
    /// Only statements about this: those with all of these words
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let sightings = history.sightings(&args.name)?;
    if sightings.is_empty() {
        return Err(unknown(&history, &args.name)?);
    }
    let sightings = one_person(&args.name, sightings)?;
    let audit = audit::audit(sightings, args.topic.as_deref());
    context.show(&Report::Audit(AuditReport { audit }))?;
    Ok(0)
}

fn unknown(history: &History, name: &str) -> Result<Failure, Failure> {
    let names: Vec<String> = history.speakers()?.into_iter().map(|speaker| speaker.name).collect();
    let failure = Failure::new(format!("nobody called \"{name}\" is on record"));
    Ok(match nearest(name, &names).as_slice() {
        [] => failure.hint("list everybody: onrecord speakers"),
        near => failure.hint(format!("did you mean {}?", near.join(" or "))),
    })
}

/// Keeps the sightings of the one person that `asked` means.
///
/// # Errors
/// When it means several.
fn one_person(asked: &str, sightings: Vec<Sighting>) -> Result<Vec<Sighting>, Failure> {
    // One statement counts once, however many versions repeat it.
    let mut statements: BTreeMap<&str, BTreeSet<(&Slug, i64)>> = BTreeMap::new();
    for sighting in &sightings {
        let of_name = statements.entry(full_name(asked, &sighting.names)).or_default();
        of_name.insert((&sighting.story, sighting.lineage));
    }
    let meant = meant(asked, &statements.iter().map(|(name, statements)| (*name, statements.len())).collect())?;
    Ok(sightings
        .into_iter()
        .filter(|sighting| meant.iter().any(|name| name == full_name(asked, &sighting.names)))
        .collect())
}

/// Returns those of the full names that are the one person meant by `asked`. `counts` has the statements under each name.
fn meant(asked: &str, counts: &BTreeMap<&str, usize>) -> Result<Vec<String>, Failure> {
    // The fullest names first, so that shorter ones find the person that they belong to.
    let mut names: Vec<&str> = counts.keys().copied().collect();
    names.sort_by_key(|name| std::cmp::Reverse(words(name).len()));
    let mut people: Vec<Vec<&str>> = Vec::new();
    for name in names {
        let fitting: Vec<usize> =
            (0..people.len()).filter(|&nth| people[nth].iter().any(|other| is_same(other, name))).collect();
        match fitting.as_slice() {
            [nth] => people[*nth].push(name),
            // A bare surname that fits several people is nobody's in particular.
            _ => people.push(vec![name]),
        }
    }
    let is_asked = |person: &Vec<&str>| person.iter().any(|name| words(name) == words(asked));
    if words(asked).len() > 1
        && let Some(exact) = people.iter().position(is_asked)
    {
        people = vec![people.swap_remove(exact)];
    }
    people.sort();
    if people.len() < 2 {
        return Ok(people.into_iter().flatten().map(str::to_owned).collect());
    }
    let label = |person: &Vec<&str>| match person.iter().filter_map(|name| counts.get(name)).sum() {
        1 => format!("{} (1 statement)", person[0]),
        statements => format!("{} ({statements} statements)", person[0]),
    };
    let labels: Vec<String> = people.iter().map(label).collect();
    let example = people.iter().map(|person| person[0]).max_by_key(|name| words(name).len()).unwrap_or(asked);
    Err(Failure::new(format!("\"{asked}\" fits {} speakers: {}", people.len(), list(&labels)))
        .hint(format!("give the whole name: onrecord audit \"{example}\"")))
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
    let folded: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn check(asked: &str, names: &[(&str, usize)], expected: Result<&[&str], &str>) {
        let found = meant(asked, &names.iter().copied().collect());
        let expected =
            expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect()).map_err(str::to_owned);
        assert_eq!(found.map_err(|failure| failure.message), expected);
    }

    #[test]
    fn joins_the_names_of_one_person() {
        check("lindqvist", &[("Lindqvist", 2), ("Mara Lindqvist", 3)], Ok(&["Mara Lindqvist", "Lindqvist"]));
        check("Mara Lindqvist", &[("Mara Lindqvist", 3)], Ok(&["Mara Lindqvist"]));
        check("port", &[("the port authority", 1)], Ok(&["the port authority"]));
    }

    #[test]
    fn never_mixes_two_people() {
        let names = [("Lindqvist", 1), ("Mara Lindqvist", 3), ("Tomas Lindqvist", 1)];
        check(
            "lindqvist",
            &names,
            Err(
                "\"lindqvist\" fits 3 speakers: Lindqvist (1 statement), Mara Lindqvist (3 statements), Tomas Lindqvist (1 statement)",
            ),
        );
        check("Tomas Lindqvist", &names, Ok(&["Tomas Lindqvist"]));
    }

    #[test]
    fn takes_the_fullest_name_that_fits() {
        let names = ["the minister", "Lindqvist", "Mara Lindqvist"].map(str::to_owned);
        assert_eq!(full_name("LINDQVIST", &names), "Mara Lindqvist");
        assert_eq!(full_name("okafor", &names), "the minister");
    }
}
