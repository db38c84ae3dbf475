//! `onrecord import table`: versions in JSON lines or CSV.

use std::path::PathBuf;

use super::super::args::{NewStoryArgs, story};
use super::super::context::Context;
use super::super::failure::Failure;
use super::Common;
use super::intake::{Intake, each};
use crate::import::table;
use crate::story::Slug;

/// Tables with a version a row: JSON lines, CSV or TSV, gzipped or not
///
/// Columns are guessed by their names, and what was guessed is told; --map says what is what. Rows are taken in order
/// of their time, and in their own order where they have none. A body in HTML paragraphs is read as such.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Fields of --map: story, body, url, headline, byline, speaker, outlet, captured, published, modified.
Times: 2031-04-02 09:00:00, with or without a zone (UTC where none is given), seconds or milliseconds
since 1970, 20310402090000, or as in mail.

Examples:
  onrecord import table versions.csv
  onrecord import table dump.jsonl.gz --map body=text,captured=ts,story=article_id
  onrecord import table ferry.tsv --story ferry-returns")]
pub struct Args {
    /// Files that end in .jsonl, .csv or .tsv, or in that and .gz
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which column is which field: body=text,captured=ts
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = table::Map::parse, default_value = "", hide_default_value = true)]
    map: table::Map,
    /// The story that all rows are versions of [default: from the story or url column, else from the file's name]
    #[arg(long, value_name = "NAME", value_parser = story)]
    story: Option<Slug>,
    #[command(flatten)]
    new: NewStoryArgs,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let story = args.new.chosen(context, args.story.as_ref())?;
    let intake = Intake { source: "table", common: &args.common, story, is_slow: false };
    intake.run(context, |sink| {
        each(&args.files, sink, |file, sink| {
            let mut tell = |guessed: &str| {
                if !guessed.is_empty() {
                    context.note(&format!("{}: taken by the columns' names: {guessed}", file.display()));
                }
            };
            table::read_file(file, args.map.clone(), &mut tell, sink)
        })
    })
}
