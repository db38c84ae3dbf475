//! What can go wrong with a history, each with the next step.
//!
//! It prints nothing: the message says what is wrong, the hint what to do about it, and the caller shows both.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::waiting::{is_lock_refused, locks_work_in};
use crate::reading::Unreadable;
use crate::story::{Slug, VersionNumber};

/// Why a history could not be opened, read or written. Messages are lowercase sentences that name the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no file, or an empty one, where a history was to be read.
    #[error("there is no history at {}", path.display())]
    Missing { path: PathBuf },
    /// The path leads to a folder.
    #[error("{} is a folder, not a database file", path.display())]
    Folder { path: PathBuf },
    /// The file is something else, or another program's database. It was left as it is.
    #[error("{} is not an onrecord database", path.display())]
    NotOurs { path: PathBuf },
    /// The file was written by a later version of this program. It was left as it is.
    #[error("{} was made by a newer onrecord (its schema is {found}, this program knows {known})", path.display())]
    Newer { path: PathBuf, found: u32, known: u32 },
    /// The file is of a schema from before the first release, which nothing upgrades. It was left as it is.
    #[error("{} was made by an onrecord from before its first release (its schema is {found})", path.display())]
    Unreleased { path: PathBuf, found: u32 },
    /// Another process writes, and did not finish in time.
    #[error("{} is locked: another program is writing to it", path.display())]
    Locked { path: PathBuf },
    /// The file system locks no files, so that two programs could write at once.
    #[error("{} lies on a file system that does not lock files", path.display())]
    NoLocks { path: PathBuf },
    /// The file, or its folder, cannot be written.
    #[error("{} cannot be written: the file or its folder is read-only", path.display())]
    ReadOnly { path: PathBuf },
    /// The file, or its folder, cannot be opened or made.
    #[error("{} cannot be opened", path.display())]
    Unreadable { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },
    /// A copy was to be made where there is something already.
    #[error("{} is there already", path.display())]
    Taken { path: PathBuf },
    /// The disk has no room.
    #[error("{} cannot grow: the disk is full", path.display())]
    Full { path: PathBuf },
    /// What the file holds does not fit together.
    #[error("{} is damaged: {what}", path.display())]
    Damaged { path: PathBuf, what: String },
    /// What was to be stored does not fit together. Nothing of it was stored.
    #[error("the extraction cannot be stored: {what}")]
    Unfit { what: String },
    /// What was read off a version cannot be compared with anything.
    #[error("{slug}@v{number} cannot be compared: {source}")]
    Reading { slug: Slug, number: VersionNumber, source: Unreadable },
    /// The text was taken out of the history. Nothing was stored.
    #[error("the text is that of {slug}@v{number}, which is withheld ({reason})")]
    Withheld { slug: Slug, number: VersionNumber, reason: String },
    /// What is to be taken out stands elsewhere too. Nothing was taken out.
    #[error("{with} has the same text, or was read from the same bytes")]
    Shared { with: String },
    /// The body is that of the latest version. Nothing was stored.
    #[error("the text is that of {slug}@v{latest} already")]
    Repeat { slug: Slug, latest: VersionNumber },
    /// Anything else that SQLite reports.
    #[error("{} cannot be used", path.display())]
    Sqlite { path: PathBuf, source: rusqlite::Error },
}

impl Error {
    /// Returns whether it is about one draft alone, so that others may well be stored.
    pub fn is_of_the_draft(&self) -> bool {
        matches!(self, Self::Unfit { .. } | Self::Withheld { .. })
    }

    /// Returns the next step, a lowercase sentence, where one is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Missing { .. } => Some("run `onrecord ingest` to start one, or name another file with --db".into()),
            Self::Folder { path } => {
                Some(format!("name a file in it, for example --db {}", path.join("onrecord.db").display()))
            }
            Self::NotOurs { .. } => {
                Some("name another file with --db or ONRECORD_DB; this one was left as it is".into())
            }
            Self::Newer { .. } => Some("upgrade onrecord, or name another file with --db".into()),
            Self::Unreleased { .. } => Some("name another file with --db, and ingest the texts again".into()),
            Self::Locked { .. } => Some("wait until the other program is done, then run the command again".into()),
            Self::NoLocks { .. } => Some(
                "keep it on a disk of this machine, and name it with --db; to read this one, copy it there first"
                    .into(),
            ),
            Self::ReadOnly { .. } => {
                Some("make the file and its folder writable, or name another file with --db".into())
            }
            Self::Unreadable { .. } => Some(
                "check the permissions of the file and its folder; SQLite needs to write beside the file, so a file \
                 in a \
                 read-only folder has to be copied to another one"
                    .into(),
            ),
            Self::Taken { .. } => Some("name a file that is not there; nothing is ever replaced".into()),
            Self::Full { .. } => Some("free some space and run the command again; nothing was half-written".into()),
            Self::Damaged { .. } | Self::Reading { source: Unreadable::Damaged(_), .. } => {
                Some("restore the file from a backup; keep this one as evidence".into())
            }
            Self::Unfit { .. } => Some("this is a fault of onrecord: please report it with the text".into()),
            Self::Reading { slug, source: Unreadable::OtherFormat { .. }, .. } => {
                Some(format!("run `onrecord reextract {slug}` to read its versions anew"))
            }
            Self::Withheld { .. } => Some("it is not taken in again: onrecord withhold --list".into()),
            Self::Shared { with } => Some(format!("withhold it too, or the words stay: onrecord withhold … {with}")),
            Self::Repeat { .. } => None,
            Self::Sqlite { .. } => None,
        }
    }
}

/// An error that does not yet know which file it is about. The room's inner functions return it.
#[derive(Debug)]
pub(super) enum Fault {
    Sqlite(rusqlite::Error),
    Damaged(String),
    Unfit(String),
    Repeat {
        slug: Slug,
        latest: VersionNumber,
    },
    Withheld {
        slug: Slug,
        number: VersionNumber,
        reason: String,
    },
    Shared {
        with: String,
    },
    /// Another program did not finish in time.
    Busy,
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match error {
            // Tables are strict, so a value that is not of its column's type was not written by this program.
            E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::FromSqlConversionFailure(..)
            | E::Utf8Error(..) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl Fault {
    /// Returns which file it is about.
    pub(super) fn at(self, path: &Path) -> Error {
        let path = path.to_owned();
        let source = match self {
            Self::Damaged(what) => return Error::Damaged { path, what },
            Self::Unfit(what) => return Error::Unfit { what },
            Self::Repeat { slug, latest } => return Error::Repeat { slug, latest },
            Self::Withheld { slug, number, reason } => return Error::Withheld { slug, number, reason },
            Self::Shared { with } => return Error::Shared { with },
            Self::Busy => return Error::Locked { path },
            Self::Sqlite(source) => source,
        };
        match source.sqlite_error_code() {
            _ if is_lock_refused(&source) => Error::NoLocks { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                match path.parent().is_none_or(locks_work_in) {
                    true => Error::Locked { path },
                    false => Error::NoLocks { path },
                }
            }
            Some(ErrorCode::ReadOnly) => Error::ReadOnly { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Error::Unreadable { path, source: Box::new(source) }
            }
            Some(ErrorCode::DiskFull) => Error::Full { path },
            Some(ErrorCode::NotADatabase) => Error::NotOurs { path },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, what: source.to_string() },
            _ => Error::Sqlite { path, source },
        }
    }
}
