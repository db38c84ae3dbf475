//! `onrecord feed`: edits as a feed that a reader, a chat room or a mail digest subscribes to.
//!
//! It names no page of a web app unless it is told where one answers.

use super::args::{base, confidence, kind, severity, story};
use super::context::Context;
use super::failure::Failure;
use crate::ask::{self, ChangesQuestion};
use crate::diff::{ChangeKind, Confidence, Severity};
use crate::render::Report;
use crate::report::{ChangesReport, Filter, Followed};
use crate::story::Slug;

/// Print edits as a feed: of a story, of a speaker, of claims with some words, or all
///
/// Prints Atom; with --format json, JSON Feed 1.1; with --format markdown, a digest to paste. An entry is one edit, with
/// its severity, its labels and whether a correction note was found. The last recorded come first. Without --severity
/// only substantive edits are in it, and the feed says so.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord feed > changes.atom
  onrecord feed harbour-fire --unnoted > stealth-edits.atom
  onrecord feed --speaker Harrowick --format json > harrowick.json
  onrecord feed --search '\"grain terminal\"' --min-confidence 0.8
  onrecord feed --severity substantive,framing,cosmetic --limit 200

onrecord serve has the same feeds under /feeds/.")]
pub struct Args {
    /// Only edits of this story [default: all]
    #[arg(value_name = "STORY", value_parser = story, group = "followed")]
    story: Option<Slug>,
    /// Only edits of what this speaker says: a whole name, a surname, or whatever onrecord speakers has joined to them
    #[arg(long, value_name = "NAME", group = "followed")]
    speaker: Option<String>,
    /// Only edits of claims with these words, as onrecord search finds them
    #[arg(long, value_name = "WORDS", group = "followed")]
    search: Option<String>,
    /// Only edits of these severities: substantive, framing, cosmetic
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = severity, default_value = "substantive")]
    severity: Vec<Severity>,
    /// Only edits with a change of these kinds
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = kind)]
    kind: Vec<ChangeKind>,
    /// Only the stealth edits: substantive ones that no correction note owns up to
    #[arg(long)]
    unnoted: bool,
    /// Only edits that are at least so sure, from 0 to 1
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = confidence)]
    min_confidence: Option<Confidence>,
    /// How many edits at most
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// Where onrecord serve answers for the readers of the feed, as in http://127.0.0.1:8640: the entries lead there
    #[arg(long, value_name = "ADDRESS", value_parser = base)]
    link: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let followed = match (&args.story, &args.speaker, &args.search) {
        (Some(slug), ..) => Followed::Story(slug.clone()),
        (_, Some(name), _) => Followed::Speaker(name.clone()),
        (.., Some(words)) => Followed::Words(words.clone()),
        _ => Followed::Everything,
    };
    let filter = Filter {
        severities: args.severity.clone(),
        kinds: args.kind.clone(),
        speakers: Vec::new(),
        unnoted: args.unnoted,
        min_confidence: args.min_confidence,
    };
    let question = ChangesQuestion { followed, filter, limit: args.limit };
    let report = ask::changes(&context.open()?, &question)?;
    context.for_feed().show(&Report::Changes(ChangesReport { base: args.link.clone(), ..report }))?;
    Ok(0)
}
