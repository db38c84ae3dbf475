//! `onrecord import`: histories that others kept, into ours. One file a source.
//!
//! What a source holds and cannot be read is named, the rest continues, and the exit code tells.

mod beside;
mod changedetection;
mod diffengine;
mod git;
mod intake;
pub(super) mod merge;
mod newsdiffs;
mod newsedits;
mod table;
mod warc;
mod wayback;

use clap::Subcommand;

use super::args::{JobsArgs, MethodArgs};
use super::context::Context;
use super::failure::Failure;
use crate::import;

/// Take in histories that others kept: web archives, git, other tools' files
///
/// Each capture becomes a version of its story, dated by its own time. An import that was stopped is simply made again:
/// what the history held at that time already is not stored twice. Versions are numbered in the order in which they
/// arrive; one that is older than those stored before is told of, and STORY@TIME finds it by its own time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Which story: the page's address, without tracking and mobile or AMP forms; a file's name, where there is no address.

Examples:
  onrecord import warc crawl-2031.warc.gz --url https://quay.example/news/
  onrecord import wayback https://quay.example/news/ferry-returns --from 2031-04-01
  onrecord import git ~/scrapes stories/
  onrecord import diffengine ~/diffengine/diffengine.db
  onrecord import table versions.csv --map body=text,captured=ts,story=article_id")]
pub struct Args {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, Subcommand)]
enum Source {
    Warc(warc::Args),
    Wayback(wayback::Args),
    Git(git::Args),
    Diffengine(diffengine::Args),
    Newsdiffs(newsdiffs::Args),
    Newsedits(newsedits::Args),
    Changedetection(changedetection::Args),
    Table(table::Args),
}

/// Options of every source.
#[derive(Clone, Debug, clap::Args)]
struct Common {
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    jobs: JobsArgs,
    /// Name everything that is passed over, instead of counting it
    #[arg(long, short)]
    verbose: bool,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    match &args.source {
        Source::Warc(args) => warc::run(context, args),
        Source::Wayback(args) => wayback::run(context, args),
        Source::Git(args) => git::run(context, args),
        Source::Diffengine(args) => diffengine::run(context, args),
        Source::Newsdiffs(args) => newsdiffs::run(context, args),
        Source::Newsedits(args) => newsedits::run(context, args),
        Source::Changedetection(args) => changedetection::run(context, args),
        Source::Table(args) => table::run(context, args),
    }
}

impl From<import::Error> for Failure {
    fn from(error: import::Error) -> Self {
        Self { hint: error.hint(), ..Self::from_error(&error) }
    }
}
