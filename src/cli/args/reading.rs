//! How texts are read: by which extractor, on how many threads.

use std::num::NonZeroUsize;
use std::thread;

use crate::extract::Method;

/// Which extractor reads a text.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct MethodArgs {
    /// What finds the claims: accurate (a small transformer, about 0.1 seconds an article), fast (a small tagger) or
    /// rules (alone)
    #[arg(long = "model", value_name = "MODEL", default_value = "accurate", hide_possible_values = true)]
    pub method: Method,
}

/// On how many threads texts are read.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct JobsArgs {
    /// How many threads read [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl JobsArgs {
    /// Returns how many threads read.
    pub fn count(&self) -> NonZeroUsize {
        self.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
    }
}
