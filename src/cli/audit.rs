//! `onrecord audit`: what one speaker has said, by date, across stories and versions.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use super::context::Context;
use super::failure::Failure;
use super::nearest::nearest;
use super::reference::list;
use crate::audit::{self, Query, Sighting, date};
use crate::claim::{ClaimKind, Precision};
use crate::curation::{Choice, Ruled, choose};
use crate::ingest::time::{self, When};
use crate::render::Report;
use crate::report::AuditReport;
use crate::store::History;

/// List what a speaker has said, by date, across all stories and versions
///
/// One entry for one statement, however many versions repeat it, with what became of it: standing, altered or withdrawn. NAME is a
/// whole name or a surname, without regard to case and accents. Then come the shifts: pairs of statements that contradict each
/// other on the surface of their words.
///
/// A statement is dated by what its text says ("in 2011 she said …"), else by publication, else by capture. A date known to the
/// month or the year is that whole time: it sorts by its first day, and --since and --until let it pass where any day of it does.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord audit Lavrov
  onrecord audit \"Sergei Lavrov\" --topic \"direct talks\" --since 2022 --until 2023-06
  onrecord audit Lavrov --as-of 2022-02-23                  what was on record then
  onrecord audit Lavrov --kind quote,mixed --outlet courier
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
    let mut sightings = sightings(&history, &args.name)?;
    if let Some(when) = args.as_of {
        let time = when.end();
        sightings = audit::as_of(sightings, time, |story| history.version_as_of(story, time))?;
        if sightings.is_empty() {
            let name = &args.name;
            return Err(Failure::new(format!(
                "nothing that {name} said was on record as of {}",
                time.format("%Y-%m-%d %H:%M UTC")
            )));
        }
    }
    if args.compare_outlets {
        super::quotes::compare_outlets(context, &args.name, sightings)?;
        return Ok(0);
    }
    let query = Query {
        topic: args.topic.clone(),
        since: args.since.map(|(first, _)| first),
        until: args.until.map(date::last),
        kinds: args.kind.clone(),
        outlet: args.outlet.clone(),
    };
    let audit = audit::audit(sightings, &query);
    let rulings = Ruled::all(&history.decisions()?);
    context.show(&Report::Audit(AuditReport { audit, as_of: args.as_of.map(When::end), rulings }))?;
    Ok(0)
}

/// Reads all that one person has said.
///
/// # Errors
/// When nobody bears the name, or several do.
pub(super) fn sightings(history: &History, name: &str) -> Result<Vec<Sighting>, Failure> {
    let sightings = history.sightings(name)?;
    if sightings.is_empty() {
        return Err(unknown(history, name)?);
    }
    match choose(name, sightings, &history.people()?) {
        Choice::One(sightings) => Ok(sightings),
        Choice::Several(people) => Err(several(name, &people)),
    }
}

pub(super) fn unknown(history: &History, name: &str) -> Result<Failure, Failure> {
    let names: Vec<String> = history.speakers()?.into_iter().map(|speaker| speaker.name).collect();
    let failure = Failure::new(format!("nobody called \"{name}\" is on record"));
    Ok(match nearest(name, &names).as_slice() {
        [] => failure.hint("list everybody: onrecord speakers"),
        near => failure.hint(format!("did you mean {}?", near.join(" or "))),
    })
}

/// Says that a name fits several people, and how to name one.
fn several(asked: &str, people: &[(String, usize)]) -> Failure {
    let label = |(name, statements): &(String, usize)| match statements {
        1 => format!("{name} (1 statement)"),
        statements => format!("{name} ({statements} statements)"),
    };
    let labels: Vec<String> = people.iter().map(label).collect();
    let names = people.iter().map(|(name, _)| name.as_str());
    let example = names.max_by_key(|name| name.split_whitespace().count()).unwrap_or(asked);
    Failure::new(format!("\"{asked}\" fits {} speakers: {}", people.len(), list(&labels))).hint(format!(
        "give the whole name: onrecord audit \"{example}\"; if two of them are one: onrecord speakers merge NAME OTHER"
    ))
}
