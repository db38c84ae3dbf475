//! `onrecord audit`: what one speaker has said, by topic and date, across stories and versions.
//!
//! It never mixes two people: a surname that several of them bear is an error that lists them.

use super::args::{claim_kind, day, moment};
use super::context::Context;
use super::failure::Failure;
use crate::ask::{self, AuditQuestion};
use crate::audit::AuditQuery;
use crate::claim::{ClaimKind, Precision};
use crate::render::{Format, Report};
use crate::time::When;

/// List what a speaker has said, by topic and date, across all stories and versions
///
/// First comes where the speaker stands, topic by topic; then one entry for one statement, however many versions and
/// outlets repeat it, with what became of it: standing, altered or withdrawn; then the shifts: pairs of statements that
/// contradict each other on the surface of their words. NAME is a whole name or a surname, without regard to case and
/// accents.
///
/// A statement is dated by what its text says ("in 2011 she said …"), else by the version that brought its words: by
/// the outlet's time where that is new with the version, else by the capture. A date known to the month or the year is
/// that whole time: it sorts by its first day, and --since and --until let it pass where any day of it does. Wordings
/// of another time are not listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord audit Lavrov
  onrecord audit \"Sergei Lavrov\" --topic \"direct talks\" --since 2022 --until 2023-06
  onrecord audit Lavrov --as-of 2022-02-23                  what was on record then
  onrecord audit Lavrov --kind quote,mixed --outlet courier
  onrecord audit Lavrov --all                               of more than 1000 statements too
  onrecord audit Lavrov --compare-outlets                   what stands in several stories, wording beside wording
  onrecord audit Lavrov --format csv > lavrov.csv           one row for each wording of a statement

Topics:
  A statement is on the topic where it has the topic's words in any form (\"tax\" finds \"taxes\", not \"levy\"): side by
  side, in another order (\"tax on carbon\"), apart in one sentence, or some of them while the others stand around it
  (\"the tax is gone\", asked about the carbon tax); or its initials; or another plain name of the thing (\"gay
  marriage\", asked about same-sex marriage). The output says how often each.
  onrecord topics NAME lists what somebody talks about.")]
pub struct Args {
    /// The speaker: a whole name, or a surname
    #[arg(value_name = "NAME")]
    name: String,
    /// Only statements about this, by its words in them and around them (see below)
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what was said on or after this: a year, a month or a day (2010, 2010-05, 2010-05-17)
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<(chrono::NaiveDate, Precision)>,
    /// Only what was said on or before this; a year or a month counts to its end
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<(chrono::NaiveDate, Precision)>,
    /// What was known then: versions captured by that time, and what had become of them by then [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    as_of: Option<When>,
    /// Only claims of these kinds: quote, mixed, statement [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = claim_kind)]
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

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let query = AuditQuery {
        topic: args.topic.clone(),
        since: args.since.map(|(first, _)| first),
        until: args.until.map(|(first, precision)| precision.last_day(first)),
        kinds: args.kind.clone(),
        outlet: args.outlet.clone(),
    };
    let in_part = context.format() == Format::Terminal && !args.all;
    let question = AuditQuestion { name: args.name.clone(), query, as_of: args.as_of, in_part };
    if args.compare_outlets {
        let appearances = question.appearances(&history)?;
        context.show(&Report::Quotes(ask::in_more_than_one_story(&history, &args.name, &appearances)?))?;
        return Ok(0);
    }
    let (report, note) = ask::audit(&history, &question)?;
    if let Some(note) = note {
        context.note(&note);
    }
    context.show(&Report::Audit(report))?;
    Ok(0)
}
