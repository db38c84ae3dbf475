//! Databases of other programs, opened for reading only.
//!
//! A file from a stranger may hold anything: views and triggers are never run, values are read as what they are, and no
//! file but the one that was named is opened.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use super::Error;
use crate::ingest::LIMIT;
use crate::sqlite_file::{beside, peek};

/// Opens a database that must have these tables with these columns; `what` says whose it is.
pub(super) fn open(path: &Path, what: &'static str, tables: &[(&str, &[&str])]) -> Result<Connection, Error> {
    let fault = |source| Error::Database { path: path.to_owned(), source };
    let is_at_rest = is_at_rest(path).map_err(|source| Error::Open { path: path.to_owned(), source })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if is_at_rest { peek(path) } else { Connection::open_with_flags(path, flags) }.map_err(fault)?;
    let configure = || {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, i32::try_from(2 * LIMIT).unwrap_or(i32::MAX))?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.pragma_update(None, "cell_size_check", true)
    };
    configure().map_err(fault)?;
    for (table, columns) in tables {
        let found = self::columns(&connection, table).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => {
                Error::Form { path: path.to_owned(), what, hint: "it is no SQLite file at all".to_owned() }
            }
            _ => fault(error),
        })?;
        if let Some(missing) = columns.iter().find(|column| !found.iter().any(|name| name == *column)) {
            let hint = match found.is_empty() {
                true => format!("it has no table called {table}"),
                false => format!("its table {table} has no column called {missing}"),
            };
            return Err(Error::Form { path: path.to_owned(), what, hint });
        }
    }
    Ok(connection)
}

/// Returns whether a database with a write-ahead log has all that it holds in its one file, for nobody has it open.
/// Whoever opens such a file for reading, and not just for a look, leaves a log and its index beside it.
fn is_at_rest(path: &Path) -> io::Result<bool> {
    // Where the header says how the file is read, and that it is with a log (https://sqlite.org/fileformat2.html).
    const READ_VERSION: usize = 19;
    const LOGGED: u8 = 2;
    let mut header = [0; READ_VERSION + 1];
    let is_long = match File::open(path)?.read_exact(&mut header) {
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
        read => read.is_ok(),
    };
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    Ok(is_long && header[READ_VERSION] == LOGGED && !has_log)
}

/// Lists the columns of a table, in lower case; none where there is no such table, or a view in its place.
pub(super) fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT lower(info.name) FROM sqlite_schema AS item JOIN pragma_table_info(item.name) AS info \
        WHERE item.type = 'table' AND lower(item.name) = lower(?1)";
    connection.prepare(sql)?.query_map([table], |row| row.get(0))?.collect()
}

/// Reads a column as text; nothing where it is NULL or empty. Bytes that are no UTF-8 are made visible.
pub(super) fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    let text = match row.get_ref(at)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    };
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_no_tables() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE Kept (Id INTEGER, Body TEXT); CREATE VIEW seen AS SELECT * FROM Kept")
            .unwrap();
        assert_eq!(columns(&connection, "kept").unwrap(), ["id", "body"]);
        assert_eq!(columns(&connection, "seen").unwrap(), [""; 0]);
    }

    #[test]
    fn a_log_is_read_and_none_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.db");
        let read = || -> i64 {
            let connection = open(&path, "a database", &[("kept", &["id"])]).unwrap();
            connection.query_row("SELECT count(*) FROM kept", [], |row| row.get(0)).unwrap()
        };
        let writer = Connection::open(&path).unwrap();
        writer.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE kept (id); INSERT INTO kept VALUES (1)").unwrap();
        assert_eq!(read(), 1, "what stands in the log alone is read");
        drop(writer);
        assert_eq!(read(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
