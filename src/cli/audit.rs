//! `onrecord audit`: what one speaker has said, by date, across stories and versions.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use super::context::Context;
use super::failure::Failure;
use super::nearest::nearest;
use super::reference::list;
use crate::audit;
use crate::curation::{Choice, choose};
use crate::render::Report;
use crate::report::AuditReport;
use crate::store::History;

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
    let sightings = match choose(&args.name, sightings, &history.people()?) {
        Choice::One(sightings) => sightings,
        Choice::Several(people) => return Err(several(&args.name, &people)),
    };
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
