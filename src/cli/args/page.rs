//! Where an answer goes that is a page.

use std::path::PathBuf;

/// Where a page goes.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PageArgs {
    /// Write the page to this file, in the place of what is there; - is standard output
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Show the page in the browser
    #[arg(long, global = true)]
    pub open: bool,
}
