//! Checks the database file by SQLite's own means: its pages, its indexes, and that no row refers to a missing one.

use super::super::error::Fault;
use super::super::read;
use super::Check;

/// How many problems of the pages and indexes are listed.
const PAGES: &str = "PRAGMA integrity_check(20)";
const REFERENCES: &str = "PRAGMA foreign_key_check";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    for message in read::list(check.connection, PAGES, [], |row| Ok(row.get::<_, String>(0)?))? {
        if message != "ok" {
            check.report("file", message);
        }
    }
    let dangling =
        read::list(check.connection, REFERENCES, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
    for (table, parent) in dangling {
        check.report("file", format!("a row of {table} refers to a row of {parent} that is missing"));
    }
    Ok(())
}
