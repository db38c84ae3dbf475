//! What can go wrong with a history, each with the next step.

use std::path::PathBuf;

/// Why a history could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} is not an onrecord database", path.display())]
    NotOurs { path: PathBuf },
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}
