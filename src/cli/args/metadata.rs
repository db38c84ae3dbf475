//! What the user knows about a text: its headline, its times, and so on.

use chrono::{DateTime, FixedOffset, Utc};

use super::{outlet_time, time};
use crate::story::Metadata;

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
    #[arg(long, value_name = "TIME", value_parser = outlet_time)]
    published: Option<DateTime<FixedOffset>>,
    /// When the outlet last changed it
    #[arg(long, value_name = "TIME", value_parser = outlet_time)]
    modified: Option<DateTime<FixedOffset>>,
    /// When this version was fetched or saved
    #[arg(long, value_name = "TIME", value_parser = time)]
    captured: Option<DateTime<Utc>>,
}

impl MetadataArgs {
    /// Puts what was given in the place of what was read.
    pub fn apply(&self, metadata: &mut Metadata) {
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
