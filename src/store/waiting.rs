//! Waits for another program to finish its write, and says so where it takes long.
//!
//! A history has one writer at a time. It never waits without an end: who is kept out for [`PATIENCE`] gets an error.

use std::fmt;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::History;

/// How long to wait for another program to finish its write.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How much of that passes before the caller is told.
const SILENCE: Duration = Duration::from_secs(1);

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
