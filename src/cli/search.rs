//! `onrecord search`: claims by their words, across all stories.
//!
//! It never mixes two people: a name that several of them bear is an error that lists them, as it is for an audit.

use chrono::NaiveDate;

use super::NOT_FOUND;
use super::args::{claim_kind, first_day, last_day, story};
use super::context::Context;
use super::failure::Failure;
use crate::ask::{self, SearchQuestion};
use crate::claim::ClaimKind;
use crate::render::Report;
use crate::story::Slug;

/// Find claims by their words, across all stories
///
/// One statement is one hit, however many versions repeat it; the last version with the words is shown, the best hit
/// first. Case, accents and marks are no matter. Only what is asserted is searched, not the words around it. Where
/// nothing is found the exit code is 1, as grep's is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Words:
  security guarantees         both words, in any form (guarantee, guaranteed)
  '\"security guarantees\"'     these words in a row, letter by letter
  guarant*                    words that begin so
  talks OR truce              either; AND, OR and NOT in capitals
  talks NOT ceasefire         the first and not the second
  '(talks OR truce) May'      what goes together

Days: 2025, 2025-08 or 2025-08-19. A claim that was said \"in August\" counts as said on each day of August; one
whose text does not say, on the day of the version that brought its words.

Examples:
  onrecord search '\"security guarantees\"' --kind quote --speaker Lavrov
  onrecord search --topic \"royal commission\" --since 2025   the inquiry, under all its plain names
  onrecord search 'toll OR casualt*' --outlet Courier --since 2025-03
  onrecord search ferry --format json | jq -r '.hits[] | [.ref, .claim.content.text] | @tsv'")]
pub struct Args {
    /// What to look for
    #[arg(required_unless_present = "topic", value_name = "WORDS")]
    words: Vec<String>,
    /// Only claims that name this, as an audit finds it: its words in any order, its initials, its other plain names
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what this speaker says: a whole name, a surname, or whatever onrecord speakers has joined to them
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only claims of this kind: quote, mixed, statement or fact; may be given more than once
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = claim_kind)]
    kind: Vec<ClaimKind>,
    /// Only claims of this story
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    /// Only claims in this outlet: all or some words of its name
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only what may have been said on this day or later
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    since: Option<NaiveDate>,
    /// Only what may have been said on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    until: Option<NaiveDate>,
    /// How many to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Which page of them
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let limit = args.limit as usize;
    let question = SearchQuestion {
        words: args.words.join(" "),
        topic: args.topic.clone(),
        speaker: args.speaker.clone(),
        kinds: args.kind.clone(),
        story: args.story.clone(),
        outlet: args.outlet.clone(),
        since: args.since,
        until: args.until,
        skip: (args.page as usize - 1).saturating_mul(limit),
        limit,
    };
    let report = ask::search(&context.open()?, &question)?;
    let found = report.total;
    context.show(&Report::Search(report))?;
    Ok(if found == 0 { NOT_FOUND } else { 0 })
}
