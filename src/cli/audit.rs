//! `onrecord audit`: what one speaker has said, by date, across stories and versions.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use super::context::Context;
use super::failure::Failure;
use super::nearest::nearest;
use super::reference::list;
use crate::audit::{self, AuditQuery, date};
use crate::claim::{ClaimKind, Precision};
use crate::curation::{Choice, Ruled, choose};
use crate::ingest::time::{self, When};
use crate::lookup;
use crate::render::{Format, Report};
use crate::report::AuditReport;
use crate::sighting::Appearance;
use crate::store::History;

/// List what a speaker has said, by date, across all stories and versions
///
/// One entry for one statement, however many versions repeat it, with what became of it: standing, altered or
/// withdrawn. NAME is a whole name or a surname, without regard to case and accents. Then come the shifts: pairs of
/// statements that contradict each other on the surface of their words.
///
/// A statement is dated by what its text says ("in 2011 she said …"), else by publication, else by capture. A date
/// known to the month or the year is that whole time: it sorts by its first day, and --since and --until let it pass
/// where any day of it does.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord audit Lavrov
  onrecord audit \"Sergei Lavrov\" --topic \"direct talks\" --since 2022 --until 2023-06
  onrecord audit Lavrov --as-of 2022-02-23                  what was on record then
  onrecord audit Lavrov --kind quote,mixed --outlet courier
  onrecord audit Lavrov --all                               of more than 1000 statements too
  onrecord audit Lavrov --compare-outlets                   what stands in several stories, wording beside wording
  onrecord audit Lavrov --format csv > lavrov.csv           one row for each statement

Topics:
  A statement is on the topic where one of its sentences has all of the topic's words, in any form (\"tax\" finds \"taxes\", not
  \"levy\"). The output says how often they stand side by side, in another order (\"tax on carbon\") or apart.
  onrecord topics NAME lists what somebody talks about.")]
pub struct Args {
    /// The speaker: a whole name, or a surname
    #[arg(value_name = "NAME")]
    name: String,
    /// Only statements about this: those with all of these words in one sentence
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what was said on or after this: a year, a month or a day (2010, 2010-05, 2010-05-17)
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<(chrono::NaiveDate, Precision)>,
    /// Only what was said on or before this; a year or a month counts to its end
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<(chrono::NaiveDate, Precision)>,
    /// What was known then: versions captured by that time, and what had become of them by then [default: now]
    #[arg(long, value_name = "TIME", value_parser = when)]
    as_of: Option<When>,
    /// Only claims of these kinds: quote, mixed, statement [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<ClaimKind>,
    /// Only outlets with this in their name, without regard to case
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// List all statements and look for shifts among all of them, however many there are
    /// [default in the terminal: of more than 1000 the newest 100]
    #[arg(long)]
    all: bool,
    /// Show what stands in more than one story, and how its wordings differ
    #[arg(long, conflicts_with_all = ["topic", "since", "until", "kind", "outlet"])]
    compare_outlets: bool,
}

pub(super) fn day(text: &str) -> Result<(chrono::NaiveDate, Precision), String> {
    date::parse(text).ok_or_else(|| "a year, a month or a day: 2010, 2010-05 or 2010-05-17".to_owned())
}

fn when(text: &str) -> Result<When, String> {
    time::parse(text).ok_or_else(|| "a day or a time: 2010-05-17 or 2010-05-17T14:05Z".to_owned())
}

fn kind(text: &str) -> Result<ClaimKind, String> {
    ClaimKind::ALL
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(text.trim()))
        .ok_or_else(|| "quote, mixed, statement or fact".to_owned())
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let mut appearances = one_person(&history, &args.name, "onrecord audit")?;
    if let Some(when) = args.as_of {
        let time = when.end();
        appearances = audit::as_of(appearances, time, |story| history.version_as_of(story, time))?;
        if appearances.is_empty() {
            let name = &args.name;
            return Err(Failure::new(format!(
                "nothing that {name} said was on record as of {}",
                time.format("%Y-%m-%d %H:%M UTC")
            )));
        }
    }
    if args.compare_outlets {
        super::quotes::compare_outlets(context, &args.name, history.said(&appearances)?)?;
        return Ok(0);
    }
    let query = AuditQuery {
        topic: args.topic.clone(),
        since: args.since.map(|(first, _)| first),
        until: args.until.map(date::last),
        kinds: args.kind.clone(),
        outlet: args.outlet.clone(),
    };
    let rulings = Ruled::all(&history.decisions()?);
    let in_part = context.format() == Format::Terminal && !args.all;
    let beginnings = query.beginnings();
    let reading = query.reading(&appearances, in_part && beginnings.is_empty());
    let sightings = match beginnings.is_empty() {
        true => history.said_or_dated(&reading.said, &reading.dated, !in_part)?,
        false => history.said_with(&appearances, &beginnings, !in_part)?,
    };
    let (audit, rest) = match in_part {
        true => audit::page_of(&appearances, &reading, sightings, &query, |one| history.body_of(one))?,
        false => (audit::audit_of(&appearances, sightings, &query), None),
    };
    context.show(&Report::Audit(AuditReport { audit, as_of: args.as_of.map(When::end), rulings, rest }))?;
    Ok(0)
}

/// Lists where one person appears who says something there; `how` is what a name stands behind on the command line.
///
/// # Errors
/// When nobody bears the name, or several do.
pub(super) fn one_person(history: &History, name: &str, how: &str) -> Result<Vec<Appearance>, Failure> {
    let mut appearances = lookup::appearances(history, name)?;
    appearances.retain(|one| one.claims > 0);
    if appearances.is_empty() {
        return Err(unknown(history, name)?);
    }
    match choose(name, appearances, &lookup::people(history)?) {
        Choice::One(appearances) => Ok(appearances),
        Choice::Several(people) => {
            let count = |(name, appearances): (String, Vec<Appearance>)| Ok((name, history.statements(&appearances)?));
            Err(several(name, how, &people.into_iter().map(count).collect::<Result<Vec<_>, Failure>>()?))
        }
    }
}

fn unknown(history: &History, name: &str) -> Result<Failure, Failure> {
    let names: Vec<String> = lookup::speakers(history)?.into_iter().map(|speaker| speaker.name).collect();
    let failure = Failure::new(format!("nobody called \"{name}\" is on record"));
    Ok(match nearest(name, &names).as_slice() {
        [] => failure.hint("list everybody: onrecord speakers"),
        near => failure.hint(format!("did you mean {}?", near.join(" or "))),
    })
}

/// Says that a name fits several people, and how to name one.
fn several(asked: &str, how: &str, people: &[(String, usize)]) -> Failure {
    let label = |(name, statements): &(String, usize)| match statements {
        1 => format!("{name} (1 statement)"),
        statements => format!("{name} ({statements} statements)"),
    };
    let labels: Vec<String> = people.iter().map(label).collect();
    let names = people.iter().map(|(name, _)| name.as_str());
    let example = names.max_by_key(|name| name.split_whitespace().count()).unwrap_or(asked);
    Failure::new(format!("\"{asked}\" fits {} speakers: {}", people.len(), list(&labels))).hint(format!(
        "give the whole name: {how} \"{example}\"; if two of them are one: onrecord speakers merge NAME OTHER"
    ))
}
