//! Inputs of a command: a file or standard input, and the options that say what is known about it.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::extract::Method;
use crate::ingest::{self, Read, time};
use crate::report::VersionInfo;
use crate::story::{Metadata, sha256};

/// Which extractor reads a text.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct MethodArgs {
    /// What finds the claims: accurate (a small transformer, about 0.1 seconds an article), fast (a small tagger) or
    /// rules (alone)
    #[arg(long = "model", value_name = "MODEL", default_value = "accurate", hide_possible_values = true)]
    pub(super) method: Method,
}

/// Metadata given by options; each one overrides the front matter.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Metadata (each overrides the front matter)")]
pub struct MetadataArgs {
    /// The headline
    #[arg(long, value_name = "TEXT")]
    headline: Option<String>,
    /// Who wrote it
    #[arg(long, value_name = "TEXT")]
    byline: Option<String>,
    /// Who published it
    #[arg(long, value_name = "TEXT")]
    outlet: Option<String>,
    /// Where it was published
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// When it was first published: 2025-08-20, 2025-08-20T14:05 (UTC) or 2025-08-20T14:05+02:00
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    published: Option<DateTime<Utc>>,
    /// When the outlet last changed it
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    modified: Option<DateTime<Utc>>,
    /// When this version was fetched or saved
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    captured: Option<DateTime<Utc>>,
}

impl MetadataArgs {
    /// Puts what was given in the place of what was read.
    pub(super) fn apply(&self, metadata: &mut Metadata) {
        let texts = [
            (&self.headline, &mut metadata.headline),
            (&self.byline, &mut metadata.byline),
            (&self.outlet, &mut metadata.outlet),
            (&self.url, &mut metadata.url),
        ];
        for (given, field) in texts {
            if given.is_some() {
                field.clone_from(given);
            }
        }
        metadata.published_at = self.published.or(metadata.published_at);
        metadata.modified_at = self.modified.or(metadata.modified_at);
        metadata.captured_at = self.captured.or(metadata.captured_at);
    }
}

pub(super) fn parse_time(text: &str) -> Result<DateTime<Utc>, String> {
    time::parse(text).map(time::When::start).ok_or_else(|| {
        "write 2025-08-20, 2025-08-20T14:05 (UTC), 2025-08-20T14:05Z or 2025-08-20T16:05:00+02:00".to_owned()
    })
}

/// Returns whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns what an input is called in messages.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path, metadata: &MetadataArgs) -> Result<Read, ingest::Error> {
    let mut read = if is_stdin(path) {
        ingest::read_stream(&name(path), std::io::stdin().lock())?
    } else {
        ingest::read_file(path)?
    };
    metadata.apply(&mut read.draft.metadata);
    Ok(read)
}

/// Tells where a text that is not stored was read.
pub(super) fn version_info(path: &Path, read: &Read) -> VersionInfo {
    VersionInfo {
        reference: name(path),
        metadata: read.draft.metadata.clone(),
        body: read.draft.body.clone(),
        sha256: sha256(read.draft.body.as_bytes()),
    }
}
