//! `onrecord extract`: the claims of one text, nothing stored.
//!
//! It opens no database.

use std::path::PathBuf;

use super::args::{MetadataArgs, MethodArgs};
use super::context::Context;
use super::failure::Failure;
use super::input;
use crate::extract::{self, explain::explain};
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
  pbpaste | onrecord extract - --published 2025-08-20")]
pub struct Args {
    /// A text, a saved page or a document, as onrecord ingest reads them; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
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
    metadata: MetadataArgs,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    let read = input::read(&args.file, &args.metadata)?;
    for warning in &read.warnings {
        context.warn(warning);
    }
    let (body, metadata, method) = (&read.draft.body, &read.draft.metadata, args.method.method);
    let version = input::version_info(&args.file, &read);
    let report = |extraction| VersionReport { version, extraction, with_text: args.with_text };
    let report = match &args.explain {
        None => Report::Extract(report(extract::extract_with(body, metadata, method))),
        Some(asked) => {
            let (extraction, explanation) = explain(body, metadata, method);
            let claims = extraction.claims.len();
            let which = ExplainScope::parse(asked);
            let report = ExplainReport::new(report(extraction), explanation, &which);
            Report::Explain(report.ok_or_else(|| nothing(&which, claims))?)
        }
    };
    context.show(&report)?;
    Ok(0)
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
