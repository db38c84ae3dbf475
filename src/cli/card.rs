//! `onrecord card`: one edit as a picture.
//!
//! What it says to those who cannot see it is printed too, for the text beside the picture.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::args::finding_id;
use super::context::Context;
use super::failure::Failure;
use crate::ask;
use crate::ask::reference::list;
use crate::render::card;
use crate::report::CardReport;

/// Draw one edit as a picture for a message or a slide, SVG or PNG
///
/// EDIT is the id that diff, log --changes and the pages show beside each edit, or its beginning. The picture has the
/// words with what went and what came, the labels, the versions with their times, and the id. The text for those who
/// cannot see it goes to standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord card ce4e662b -o toll.png
  onrecord card ce4e662b --in harbour-fire@v1..v5 -o toll.svg
  onrecord card ce4e662b --as png > toll.png")]
pub struct Args {
    /// The id of the edit, or at least four letters of its beginning
    #[arg(value_name = "EDIT", value_parser = finding_id)]
    edit: String,
    /// Where to look: a story, or the range of versions that was compared
    /// [default: each version of each story against the one before]
    #[arg(long = "in", id = "place", value_name = "STORY|RANGE")]
    place: Option<String>,
    /// Write the picture to this file, in the place of what is there; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// svg or png [default: what the file's name ends in, else svg]
    #[arg(id = "picture", long = "as", value_name = "FORMAT")]
    format: Option<PictureFormat>,
}

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PictureFormat {
    Svg,
    Png,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let history = context.open()?;
    let found = ask::compared_with_id(&history, &args.edit, args.place.as_deref())?;
    let edit = match found.as_slice() {
        [one] => one,
        [] => {
            return Err(Failure::new(format!("no edit has an id that begins with {}", args.edit)).hint(
                "see the ids: onrecord log STORY --changes=all; of a comparison over several versions, name it: \
                 --in STORY@v1..v5",
            ));
        }
        several => {
            let label = |of: &ask::FoundEdit| format!("{} ({})", &of.id.as_str()[..12], of.step.title());
            let labels: Vec<String> = several.iter().map(label).collect();
            return Err(Failure::new(format!(
                "{} edits have an id that begins with {}: {}",
                several.len(),
                args.edit,
                list(&labels)
            ))
            .hint("give more letters of it"));
        }
    };
    let report = CardReport::new(&edit.step, edit.index).ok_or_else(|| Failure::new("nothing differs in that edit"))?;
    let named = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    let ending = named.and_then(|path| path.extension()).and_then(|ending| ending.to_str());
    let format = args.format.or(ending.and_then(|ending| PictureFormat::from_str(ending, true).ok()));
    let picture = match format.unwrap_or(PictureFormat::Svg) {
        PictureFormat::Svg => card::svg(&report).into_bytes(),
        PictureFormat::Png => card::png(&report),
    };
    match named {
        Some(path) => fs::write(path, picture).map_err(|error| {
            Failure::new(format!("cannot write {}: {error}", path.display())).hint("name another file: -o FILE")
        })?,
        None if args.output.is_none() && std::io::stdout().is_terminal() => {
            return Err(Failure::new("a picture is nothing for a terminal").hint("name a file: -o card.png"));
        }
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(&picture).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))?;
        }
    }
    context.note(&format!("text beside the picture: {}", report.alternative));
    Ok(0)
}
