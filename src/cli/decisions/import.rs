//! `onrecord decisions import`: decisions from another database.
//!
//! All of them, or, where one line is wrong, none. One that is there already is left out.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::decide;
use crate::cli::failure::Failure;
use crate::cli::input;
use crate::curation::Entry;
use crate::render::Report;
use crate::report::ImportedDecisions;

/// Add the decisions of another database
///
/// They keep their authors and times, and count in the order of these times, whatever was decided here in between.
/// Those that are here already are left out, so that a file can be imported again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord decisions import decisions.jsonl
  onrecord --db desk.db decisions export | onrecord decisions import -")]
pub struct Args {
    /// A file that onrecord decisions export has printed; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let name = args.file.display().to_string();
    let text = match input::is_stdin(&args.file) {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(&args.file),
    };
    let text = text.map_err(|error| {
        let failure = Failure::from_error(&error);
        Failure::new(format!("{name} cannot be read: {}", failure.message))
            .hint("name a file of onrecord decisions export")
    })?;
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        entries.push(Entry::from_json(line).map_err(|why| {
            Failure::new(format!("line {number} of {name} is no decision: {why}"))
                .hint("nothing was imported; export the file again with onrecord decisions export")
        })?);
    }
    let mut history = decide::open(context)?;
    let added = history.adopt(&entries)?;
    context.show(&Report::ImportedDecisions(ImportedDecisions { read: entries.len(), added }))?;
    Ok(0)
}
