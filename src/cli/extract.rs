//! `onrecord extract`: the claims of one text, nothing stored.
//!
//! It opens no database.

use std::path::{Path, PathBuf};

use super::args::{JobsArgs, MetadataArgs, MethodArgs};
use super::context::Context;
use super::failure::Failure;
use super::{input, jsonl};
use crate::extract::{self, explain::explain};
use crate::import::object;
use crate::render::Report;
use crate::report::{ExplainReport, ExplainScope, VersionReport};

/// Extract the claims of one text, without storing anything
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt
  onrecord extract article.txt --explain                      why each claim is read as it is
  onrecord extract article.txt --explain=c7                   the same for one claim
  onrecord extract article.txt --explain=\"ruled out\"          … for the sentences with these words
  onrecord extract article.txt --format json --with-text > claims.json
  pbpaste | onrecord extract - --published 2025-08-20
  zcat versions.jsonl.gz | onrecord extract --jsonl --model fast > claims.jsonl
                                                              a version a line: {\"id\": 7, \"text\": \"…\"}")]
#[command(mut_arg("jobs", |jobs| jobs.requires("jsonl")))]
pub struct Args {
    /// A text, a saved page or a document, as onrecord ingest reads them; - reads standard input
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    file: Option<PathBuf>,
    /// Read a version a line from FILE or standard input, and print one line of JSON for each, in their order: an
    /// object with text (or html), id (any value, which is handed through), and headline, byline, speaker, outlet, url,
    /// published, modified, captured where they are known. A blank line is passed over; a line that cannot be read gets
    /// an object with error and its line number, and the exit code stays 0
    #[arg(long, conflicts_with = "explain")]
    jsonl: bool,
    /// Put the body into the JSON, so that offsets can be looked up
    #[arg(long)]
    with_text: bool,
    /// Show for each sentence how its words were labelled, the reading that came second, and which rule or model
    /// decided what: of all sentences, or of those of one claim (c7), or of those with some words in them
    #[arg(long, value_name = "CLAIM|WORDS", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    explain: Option<String>,
    #[command(flatten)]
    method: MethodArgs,
    #[command(flatten)]
    jobs: JobsArgs,
    #[command(flatten)]
    metadata: MetadataArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    if args.jsonl {
        return stream(context, args);
    }
    // Without it there is no call.
    let file = args.file.as_deref().unwrap_or(Path::new("-"));
    let read = input::read(file, &args.metadata)?;
    for warning in &read.warnings {
        context.warn(warning);
    }
    let (version, method) = (input::version_info(file, read.draft), args.method.method);
    let report = |version, extraction| VersionReport { version, extraction, with_text: args.with_text };
    let report = match &args.explain {
        None => {
            let extraction = extract::extract_with(&version.body, &version.metadata, method);
            Report::Extract(report(version, extraction))
        }
        Some(asked) => {
            let (extraction, explanation) = explain(&version.body, &version.metadata, method);
            let claims = extraction.claims.len();
            let which = ExplainScope::parse(asked);
            let report = ExplainReport::new(report(version, extraction), explanation, &which);
            Report::Explain(report.ok_or_else(|| nothing(&which, claims))?)
        }
    };
    context.show(&report)?;
    Ok(0)
}

/// Reads a version a line.
fn stream(context: &Context, args: &Args) -> Result<u8, Failure> {
    let (method, metadata, with_text) = (args.method.method, args.metadata.clone(), args.with_text);
    jsonl::filter(context, args.file.as_deref(), args.jobs.count(), move |json, cache| {
        let mut read = object::read(json)?;
        metadata.apply(&mut read.draft.metadata);
        let extraction = extract::extract_cached(&read.draft.body, &read.draft.metadata, method, cache);
        let version = input::version_info(Path::new("text"), read.draft);
        Ok((Report::Extract(VersionReport { version, extraction, with_text }), read.warnings))
    })
}

/// Says that what was asked about is not there.
fn nothing(which: &ExplainScope, claims: usize) -> Failure {
    match which {
        ExplainScope::All => Failure::new("the text has no sentence"),
        ExplainScope::Claim(id) => Failure::new(format!("there is no claim {id}")).hint(if claims == 0 {
            "the text has no claims".to_owned()
        } else {
            format!("its claims are c1 to c{claims}")
        }),
        ExplainScope::Words(words) => Failure::new(format!("no sentence has the words \"{words}\""))
            .hint("name a claim (--explain=c1), other words, or none to explain all sentences"),
    }
}
