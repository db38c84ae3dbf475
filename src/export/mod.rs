//! A history → what other programs read: one format a file.
//!
//! Each reads a version at a time and writes as it reads, so that a long history takes no more memory than a short one.
//! The same history gives the same bytes: no clock, no machine, no order of chance. It computes nothing, and leaves out
//! only what a format has no place for; `docs/exports.md` says what that is.
//!
//! # Errors
//! Every function fails when what is asked for is not on record, when the history cannot be read, and when the output
//! cannot be written; then what was written by then is no whole file.

mod annotations;
mod brat;
mod diffengine;
mod git;
mod items;
mod names;
#[cfg(feature = "parquet")]
pub mod parquet;
mod rows;
mod schema_org;
mod scope;
mod timemap;

use std::io;

use crate::ask;
use crate::store;

pub use annotations::annotations;
pub use brat::brat;
pub use diffengine::diffengine;
pub use git::git;
pub use rows::{RowFormat, audits, claims, edits};
pub use schema_org::schema_org;
pub use scope::Scope;
pub use timemap::timemap;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Ask(#[from] ask::Error),
    /// The output cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// The output is a database, and cannot be written.
    #[error("the database cannot be written")]
    Database(#[from] rusqlite::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Ask(error.into())
    }
}
