//! `onrecord import warc`: WARC, WACZ and ARC files.

use std::path::PathBuf;

use super::super::args::{NewStoryArgs, pattern, story};
use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::{Intake, each};
use crate::import::{wacz, warc};
use crate::pattern::Pattern;
use crate::story::Slug;

/// Web archives: WARC, WACZ and ARC files
///
/// Takes in each capture of a page that answered with status 200, dated by its record. Gzipped or not; chunked, gzip,
/// deflate and brotli are undone; a revisit record brings the text that it repeats. Records that are broken are named,
/// and the others go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import warc crawl-2031-04.warc.gz
  onrecord import warc *.wacz --url https://quay.example/news/ --model fast
  onrecord import warc crawl.warc --match '/2031/*.html' --story ferry-returns")]
pub struct Args {
    /// Files that end in .warc, .warc.gz, .wacz, .arc or .arc.gz
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only pages whose address starts so; may be given again
    #[arg(long = "url", value_name = "PREFIX")]
    urls: Vec<String>,
    /// Only pages with this in their address, in any case; * stands for anything; may be given again
    #[arg(long = "match", value_name = "PATTERN", value_parser = pattern)]
    patterns: Vec<Pattern>,
    /// The story that all of them are versions of [default: from each address]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: NewStoryArgs,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let filter = warc::CaptureFilter { prefixes: args.urls.clone(), patterns: args.patterns.clone() };
    let story = args.new.chosen(context, args.story.as_ref())?;
    let intake = Intake { source: "warc", common: &args.common, story, is_slow: false };
    intake.run(context, |sink| {
        let mut reader = warc::ArchiveReader::new(filter);
        each(&args.files, sink, |file, sink| match wacz::is_zip(file) {
            true => wacz::read_file(&mut reader, file, sink),
            false => reader.read_file(file, sink),
        })
    })
}
