//! Opens and creates histories, and refuses what is none.
//!
//! A file that is not ours, or newer than this program, is never touched: its header is read without locks and journals
//! before it is opened for use. A new history is made in one transaction, so that a kill leaves either nothing or all
//! of it.
//!
//! Only SQLite ever opens a file that is there: to close a file takes away all locks that the same process holds on it,
//! and only SQLite knows of its other connections and waits for them.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::sqlite_file::{beside, peek};

use super::error::{Error, Fault};
use super::names::Names;
use super::waiting::{Notice, PATIENCE, SILENCE, is_busy, locks_work_in};
use super::{History, create};

/// The schemas that histories have, and the way from one to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schemas<'a> {
    /// What makes an empty file a history of the last schema.
    pub(super) fresh: &'a str,
    /// The first schema that can be upgraded.
    pub(super) first: u32,
    /// `steps[n]` brings schema `first + n` to the one after it.
    pub(super) steps: &'a [&'a str],
}

/// The schemas of this program. Those before the first were never released.
///
/// A change of the schema edits `schema.sql`, and adds the step from the one before here.
pub(super) const SCHEMAS: Schemas<'_> =
    Schemas { fresh: include_str!("../../schema.sql"), first: 7, steps: &[include_str!("upgrade-8.sql")] };

/// The schema of this program.
pub const SCHEMA: u32 = SCHEMAS.last();

impl Schemas<'_> {
    /// Returns the number of the last schema.
    pub(super) const fn last(&self) -> u32 {
        self.first + self.steps.len() as u32
    }

    /// Brings a database from schema `from` to the last one; `None` is an empty database.
    ///
    /// # Panics
    /// When `from` is before the first schema, or behind the last.
    pub(super) fn migrate(&self, connection: &Connection, from: Option<u32>) -> rusqlite::Result<()> {
        match from {
            None => connection.execute_batch(self.fresh),
            Some(from) => {
                let steps = &self.steps[(from - self.first) as usize..];
                steps.iter().try_for_each(|sql| connection.execute_batch(sql))
            }
        }
    }
}

/// Stands in the header of every history; "onrc".
pub(super) const APPLICATION_ID: u32 = 0x6f6e_7263;

/// How much of a history a writer holds in memory once it was read, in KiB; SQLite's own 2 MiB would read the same
/// pages over and over. It is taken as it is filled. What is read once is read sooner without it: a reader keeps to the
/// 2 MiB.
const HELD: i64 = 64 * 1024;

/// How many pages of changes the log takes before they are written to their place.
const LOGGED: i64 = 8192;

impl History {
    /// Opens the history at `path`, and creates it (with its folder) where there is none.
    ///
    /// # Errors
    /// When the file is not a history of ours, is newer than this program, is locked, or cannot be read or written.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let path = absolute(path)?;
        if let Some(folder) = path.parent() {
            create::folder(folder).map_err(|source| unreadable(folder, source))?;
        }
        is_history(&path)?;
        let mut connection = create::open(&path).map_err(|error| Fault::from(error).at(&path))?;
        // Asked before anything else, since SQLite would leave files beside one that it cannot write.
        if connection.is_readonly("main").map_err(|error| Fault::from(error).at(&path))? {
            return Err(Error::ReadOnly { path });
        }
        set_up(&connection, &path).map_err(|error| Fault::from(error).at(&path))?;
        connection.pragma_update(None, "cache_size", -HELD).map_err(|error| Fault::from(error).at(&path))?;
        upgrade(&mut connection, &path)?;
        write_ahead(&connection).map_err(|error| Fault::from(error).at(&path))?;
        Self::on(connection, path, true)
    }

    /// Opens the history at `path` for reading only. It creates no database.
    ///
    /// While the history is open SQLite may keep two files beside it (`-wal`, `-shm`), as it does for a writer. Where
    /// it cannot, and no writer has left any, the history is read into memory as it stands, since nothing could tell
    /// SQLite that another program writes to the file. One of an older schema is read into memory too, and upgraded
    /// there: the file stays as it is until somebody writes to it.
    ///
    /// # Errors
    /// As [`History::open`], and when there is none.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        let path = absolute(path)?;
        if !is_history(&path)? {
            return Err(Error::Missing { path });
        }
        let connection = match attach(&path) {
            Ok(Some(connection)) => connection,
            Ok(None) => snapshot(&path)?,
            Err(error) if is_barred(&error) && !has_journal(&path) => snapshot(&path)?,
            Err(error) => return Err(Fault::from(error).at(&path)),
        };
        match state(&connection).map_err(|error| Fault::from(error).at(&path))? {
            FileState::Empty => Err(Error::Missing { path }),
            FileState::Foreign => Err(Error::NotOurs { path }),
            FileState::Ours(found) if found > SCHEMA => Err(Error::Newer { path, found, known: SCHEMA }),
            FileState::Ours(found) if found < SCHEMAS.first => Err(Error::Unreleased { path, found }),
            FileState::Ours(found) if found < SCHEMA => {
                drop(connection);
                Self::on(upgraded_in_memory(&path)?, path, false)
            }
            FileState::Ours(_) => Self::on(connection, path, false),
        }
    }

    /// Makes a history of a connection that is set up.
    pub(super) fn on(connection: Connection, path: PathBuf, writable: bool) -> Result<Self, Error> {
        let names = Names::of(&connection).map_err(|error| Fault::from(error).at(&path))?;
        Ok(Self { connection, path, writable, notice: Notice::default(), names })
    }

    /// Returns the file that holds the history.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// What a file holds, as SQLite sees it.
enum FileState {
    Empty,
    Foreign,
    /// Of this schema.
    Ours(u32),
}

/// Makes a path absolute, so that SQLite reads neither "file:" nor ":memory:" into it.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|source| unreadable(path, source))
}

pub(super) fn unreadable(path: &Path, source: io::Error) -> Error {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { path },
        io::ErrorKind::StorageFull => Error::Full { path },
        _ => Error::Unreadable { path, source: Box::new(source) },
    }
}

/// Reads the header of a file; `false` where there is no file, or an empty one.
fn is_history(path: &Path) -> Result<bool, Error> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(unreadable(path, error)),
    };
    if metadata.is_dir() {
        return Err(Error::Folder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(Error::NotOurs { path: path.to_owned() });
    }
    if metadata.len() == 0 || was_empty(path) {
        return Ok(false);
    }
    let header = || {
        let connection = peek(path)?;
        // Lets it read the header of a file that another program is just creating, and so is shorter than the header
        // says.
        connection.pragma_update(None, "writable_schema", true)?;
        let field = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        Ok((field("application_id")? as u32, field("user_version")? as u32))
    };
    match header().map_err(|error: rusqlite::Error| Fault::from(error).at(path))? {
        (APPLICATION_ID, found) if found > SCHEMA => Err(Error::Newer { path: path.to_owned(), found, known: SCHEMA }),
        (APPLICATION_ID, _) => Ok(true),
        _ => Err(Error::NotOurs { path: path.to_owned() }),
    }
}

/// Returns whether a file was empty before a write that was cut off: the journal beside it says so, and SQLite empties the
/// file again when it is next opened. Such a file is one whose making was interrupted.
fn was_empty(path: &Path) -> bool {
    // The journal's header (https://sqlite.org/fileformat2.html#the_rollback_journal): magic bytes, how many pages it
    // holds, a nonce, and how many pages the file had.
    const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let mut header = [0; 20];
    let read = fs::File::open(beside(path, "-journal")).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header.starts_with(&MAGIC) && header[16..] == [0; 4]
}

/// Sets what holds for one connection.
fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(256);
    // A history may come from a stranger: what its schema calls must be harmless, and nothing may write under SQLite's
    // feet.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Indexes are written all over: the longer the log, the more writes of one page it joins before they go to their
    // place.
    connection.pragma_update(None, "wal_autocheckpoint", LOGGED)?;
    // Each version of a transaction is a savepoint: what its pages were before it is noted in memory, and not in a
    // file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    // Evidence: a version that was reported as stored survives a power cut.
    connection.pragma_update(None, "synchronous", "FULL")
}

/// Makes a new connection ready, and reads from it for the first time. Where another program is in the way for longer
/// than a moment, it waits on, but only if the file can be locked at all.
fn set_up(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let begin = |patience| {
        connection.busy_timeout(patience)?;
        configure(connection)?;
        state(connection).map(drop)
    };
    let mut begun = begin(SILENCE);
    if begun.as_ref().is_err_and(is_busy) && path.parent().is_none_or(locks_work_in) {
        begun = begin(PATIENCE.saturating_sub(SILENCE));
    }
    connection.busy_timeout(PATIENCE)?;
    begun
}

/// Returns what the database holds.
fn state(connection: &Connection) -> rusqlite::Result<FileState> {
    // One statement, so that all three are read at one moment.
    let (id, version, objects): (u32, u32, i64) = connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), \
         (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| Ok((row.get::<_, i32>(0)? as u32, row.get::<_, i32>(1)? as u32, row.get(2)?)),
    )?;
    Ok(match (id, version) {
        (APPLICATION_ID, 1..) => FileState::Ours(version),
        (0, 0) if objects == 0 => FileState::Empty,
        _ => FileState::Foreign,
    })
}

/// Brings the database to the schema of this program, in one transaction; an empty one gets it.
fn upgrade(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let fault = |error| Fault::from(error).at(path);
    if matches!(state(connection).map_err(fault)?, FileState::Ours(SCHEMA)) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    // Asked again under the lock: another process may have done it by now.
    let from = match state(&transaction).map_err(fault)? {
        FileState::Foreign => return Err(Error::NotOurs { path: path.to_owned() }),
        FileState::Ours(found) if found > SCHEMA => {
            return Err(Error::Newer { path: path.to_owned(), found, known: SCHEMA });
        }
        FileState::Ours(found) if found < SCHEMAS.first => {
            return Err(Error::Unreleased { path: path.to_owned(), found });
        }
        FileState::Ours(found) => Some(found),
        FileState::Empty => None,
    };
    SCHEMAS.migrate(&transaction, from).map_err(fault)?;
    transaction.commit().map_err(fault)
}

/// Reads a history of an older schema into memory, and brings it to the schema of this program there.
fn upgraded_in_memory(path: &Path) -> Result<Connection, Error> {
    let connection = copied(path, false)?;
    let upgrade = || {
        if let FileState::Ours(found) = state(&connection)?
            && found < SCHEMA
        {
            SCHEMAS.migrate(&connection, Some(found))?;
        }
        connection.pragma_update(None, "query_only", true)
    };
    upgrade().map_err(|error: rusqlite::Error| Fault::from(error).at(path))?;
    Ok(connection)
}

/// Turns write-ahead logging on, once the schema stands: until then the header of the file itself has to say whose it
/// is.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let started = Instant::now();
    loop {
        // Where the file system does not allow it, SQLite answers with the old mode, which is as safe, and slower.
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            // SQLite does not wait by itself for this one.
            Err(error) if is_busy(&error) && started.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(20));
            }
            answer => return answer,
        }
    }
}

/// Returns whether SQLite may not do what it needs to beside the file.
fn is_barred(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
}

/// Opens a file for reading by SQLite's own means; `None` where that would leave files behind that nobody needs.
///
/// It is opened for writing where that is allowed, so that the last to close can clear the files beside it away.
fn attach(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    if connection.is_readonly("main")? && !has_journal(path) {
        return Ok(None);
    }
    set_up(&connection, path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(Some(connection))
}

/// Returns whether a journal lies beside the file: another program is writing, or stopped half-way.
fn has_journal(path: &Path) -> bool {
    ["-wal", "-journal"]
        .iter()
        .any(|suffix| fs::metadata(beside(path, suffix)).is_ok_and(|metadata| metadata.len() > 0))
}

/// Reads the file into memory as it stands, to be read.
pub(super) fn snapshot(path: &Path) -> Result<Connection, Error> {
    let connection = copied(path, true)?;
    connection.pragma_update(None, "query_only", true).map_err(|error| Fault::from(error).at(path))?;
    Ok(connection)
}

/// Reads the file into memory as it stands.
///
/// A writer leaves a journal beside the file before it touches it, so a copy is whole when there is none before and
/// after, and the file did not change in between.
fn copied(path: &Path, is_read_only: bool) -> Result<Connection, Error> {
    let stamp = || fs::metadata(path).map(|metadata| (metadata.len(), metadata.modified().ok()));
    let fault = |error: rusqlite::Error| Fault::from(error).at(path);
    for _ in 0..10 {
        let before = stamp().map_err(|error| unreadable(path, error))?;
        if !has_journal(path) {
            let connection = copy(path, is_read_only);
            let after = stamp().map_err(|error| unreadable(path, error))?;
            if before == after && !has_journal(path) {
                return connection.map_err(fault);
            }
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(Error::Locked { path: path.to_owned() })
}

/// Copies the file into memory, whatever its state.
fn copy(path: &Path, is_read_only: bool) -> rusqlite::Result<Connection> {
    let mut bytes = peek(path)?.serialize("main")?.to_vec();
    if let Some(modes) = bytes.get_mut(18..20) {
        // Write-ahead logging needs files; memory has none.
        modes.fill(1);
    }
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact("main", &*bytes, bytes.len(), is_read_only)?;
    configure(&connection)?;
    Ok(connection)
}
