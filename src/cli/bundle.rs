//! `onrecord bundle`: a story as evidence, in one archive that can be checked without this program.

use std::path::PathBuf;

use super::args::story;
use super::context::Context;
use super::failure::Failure;
use super::sink;
use crate::ask::reference;
use crate::bundle;
use crate::report::phrases;
use crate::story::Slug;

/// Pack a story as evidence: captures, texts, claims, changes, hashes, in one zip file
///
/// The zip file holds a BagIt bag: the bytes of every version as they came, its text, claims and changes, a page of
/// the whole story, the fields that the history's chain covers, and manifests that sha256sum checks. A README in it
/// says how to check it without onrecord; onrecord verify FILE checks all of it. A story of which something was
/// changed in the history is refused. The same history gives the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord bundle harbour-fire -o evidence.zip
  onrecord verify evidence.zip
  unzip evidence.zip && cd harbour-fire && sha256sum -c manifest-sha256.txt")]
pub struct Args {
    /// The story [default: the only one]
    #[arg(value_name = "STORY", value_parser = story)]
    story: Option<Slug>,
    /// Write this file, in the place of what is there
    #[arg(short, long, value_name = "FILE", required = true)]
    output: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let story = reference::choose_story(&history, args.story.as_ref(), "onrecord bundle STORY -o evidence.zip")?;
    let packed = sink::whole(&args.output, |file| {
        bundle::pack(&history, &story, file).map_err(|error| match error {
            bundle::Error::Ask(error) => error.into(),
            error @ bundle::Error::Unsound { .. } => Failure::from_error(&error).hint(format!(
                "see all that is wrong: onrecord verify {}; bundle it from a backup that is sound",
                story.slug
            )),
            bundle::Error::Write(error) => sink::unwritten(&args.output, &error),
        })
    })?;
    let (versions, files) = (packed.versions, phrases::count(packed.files, "file", "files"));
    let versions = phrases::count(versions, "version", "versions");
    context.note(&format!("wrote {} ({versions}, {files})", args.output.display()));
    if let Some(head) = packed.head {
        context.note(&format!("the head of the history is {head}; note it elsewhere too"));
    }
    Ok(0)
}
