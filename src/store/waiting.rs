//! Waits for another program to finish its write, and says so where it takes long.
//!
//! A history has one writer at a time. It never waits without an end: who is kept out for [`PATIENCE`] gets an error.
//! Of a file system that locks no files at all, SQLite says what it says of another program that writes; that is found
//! out.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, ffi};

use super::History;

/// How long to wait for another program to finish its write.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How much of that passes before the caller is told.
pub(super) const SILENCE: Duration = Duration::from_secs(1);

/// What is done once in each wait that lasts longer than a moment.
#[derive(Default)]
pub(super) struct Notice(Option<Box<dyn Fn() + Send>>);

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Notice(..)" } else { "Notice" })
    }
}

impl History {
    /// Sets what is done once when a write has waited a second for another program to finish its own, and continues
    /// waiting: a line to the user, say.
    pub fn on_wait(&mut self, notice: impl Fn() + Send + 'static) {
        self.notice = Notice(Some(Box::new(notice)));
    }
}

/// Begins a write once no other program writes.
///
/// # Errors
/// When another one writes for longer than [`PATIENCE`], or the file cannot be written.
pub(super) fn begin<'a>(connection: &'a Connection, notice: &Notice) -> rusqlite::Result<Transaction<'a>> {
    begin_within(connection, notice, SILENCE, PATIENCE)
}

pub(super) fn begin_within<'a>(
    connection: &'a Connection,
    notice: &Notice,
    silence: Duration,
    patience: Duration,
) -> rusqlite::Result<Transaction<'a>> {
    let begin = || Transaction::new_unchecked(connection, TransactionBehavior::Immediate);
    connection.busy_timeout(silence)?;
    let mut result = begin();
    if result.as_ref().is_err_and(is_busy) {
        if let Some(notice) = &notice.0 {
            notice();
        }
        connection.busy_timeout(patience.saturating_sub(silence))?;
        result = begin();
    }
    connection.busy_timeout(PATIENCE)?;
    result
}

/// Returns whether another program is in the way.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Returns whether files in a folder can be locked: false where not even one can be that nobody else knows of. Where
/// that cannot be found out, it is taken for granted.
pub(super) fn locks_work_in(folder: &Path) -> bool {
    let Ok(file) = tempfile::Builder::new().prefix(".onrecord-").tempfile_in(folder) else { return true };
    let lock = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file.path(), flags)?;
        connection.busy_timeout(Duration::ZERO)?;
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")
    };
    !lock().is_err_and(|error: rusqlite::Error| is_busy(&error) || is_lock_refused(&error))
}

/// Returns whether the system refused to lock at all. Some systems say so, and others that the file is busy.
pub(super) fn is_lock_refused(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| {
        [
            ffi::SQLITE_IOERR_LOCK,
            ffi::SQLITE_IOERR_RDLOCK,
            ffi::SQLITE_IOERR_UNLOCK,
            ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
            ffi::SQLITE_IOERR_SHMLOCK,
        ]
        .contains(&code)
    })
}
