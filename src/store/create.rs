//! Makes the file and the folders of a new history, for their owner alone: drafts and decisions are nobody else's.
//!
//! The permissions of what is there already are never changed. On systems without Unix permissions the folder's own
//! rules hold.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};

/// Held while a file is made and then opened by SQLite: to close a file takes away all locks that this process has on
/// it, and another thread could have some by then.
static CREATING: Mutex<()> = Mutex::new(());

/// Makes a folder with those above it that are missing; only the owner may look into those that are made.
pub(super) fn folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens the file for writing, and makes it where there is none; only the owner may read one that is made. SQLite gives
/// the files that it keeps beside it the same permissions.
pub(super) fn open(path: &Path) -> rusqlite::Result<Connection> {
    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Where it fails, the file is there already, or SQLite says why it cannot be.
    drop(options.open(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}
