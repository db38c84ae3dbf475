//! `onrecord extract`: the claims of one text, nothing stored.
//!
//! It opens no database.

use std::path::PathBuf;

use super::context::Context;
use super::failure::Failure;
use super::input::{self, MetadataArgs, MethodArgs};
use crate::extract;
use crate::render::Report;
use crate::report::VersionReport;

/// Extract the claims of one text, without storing anything
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt
  onrecord extract article.txt --format json --with-text > claims.json
  pbpaste | onrecord extract - --published 2025-08-20")]
pub struct Args {
    /// A file of plain text; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Put the body into the JSON, so that offsets can be looked up
    #[arg(long)]
    with_text: bool,
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    metadata: MetadataArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let read = input::read(&args.file, &args.metadata)?;
    for warning in &read.warnings {
        context.warn(warning);
    }
    let extraction = extract::extract_with(&read.draft.body, &read.draft.metadata, args.method.method);
    let version = input::version_info(&args.file, &read);
    context.show(&Report::Extract(VersionReport { version, extraction, with_text: args.with_text }))?;
    Ok(0)
}
