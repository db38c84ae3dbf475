//! The journal of what users have decided.
//!
//! It keeps and returns decisions, and never says what they come to: that is curation's. It takes nothing out.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Row, params};

use crate::decision::{Decision, Entry};

use super::error::{Error, Fault};
use super::{History, read, rows, time};

pub(super) const ALL: &str = "SELECT id, made_at, author, what FROM decision ORDER BY number";
const KNOWN: &str = "SELECT 1 FROM decision WHERE id = ?1";
const LAST_NUMBER: &str = "SELECT coalesce(max(number), 0) FROM decision";
const LAST_TIME: &str = "SELECT max(made_at) FROM decision";
const INSERT: &str = "INSERT INTO decision (number, id, made_at, author, what) VALUES (?1, ?2, ?3, ?4, ?5)";

impl History {
    /// Lists the decisions in the order in which they came into this file: the first has the number 1.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn decisions(&self) -> Result<Vec<Entry>, Error> {
        self.query(journal)
    }

    /// Adds a decision, and returns it with its number. A decision comes after all that are there, whatever the clock
    /// says.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn decide(&mut self, author: &str, now: DateTime<Utc>, decision: Decision) -> Result<(u64, Entry), Error> {
        self.append(|connection| {
            let last: Option<String> = connection.query_row(LAST_TIME, [], |row| row.get(0))?;
            let after = last.map(|last| time::from_text(&last)).transpose()?;
            let after = after.and_then(|last| last.checked_add_signed(TimeDelta::nanoseconds(1)));
            let entry = Entry::new(after.map_or(now, |after| now.max(after)), author.to_owned(), decision);
            Ok((insert(connection, &entry)?, entry))
        })
    }

    /// Adds those of some decisions that are not there, in their order, and returns how many these were: all, or none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn adopt(&mut self, entries: &[Entry]) -> Result<usize, Error> {
        self.append(|connection| {
            let mut added = 0;
            for entry in entries {
                if read::one(connection, KNOWN, [&entry.id], |_| Ok(()))?.is_none() {
                    insert(connection, entry)?;
                    added += 1;
                }
            }
            Ok(added)
        })
    }

    fn append<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Error> {
        let writer = self.write()?;
        let result = write(&writer.transaction).map_err(|fault| fault.at(writer.path))?;
        writer.commit()?;
        Ok(result)
    }
}

/// Reads the whole journal.
fn journal(connection: &Connection) -> Result<Vec<Entry>, Fault> {
    read::list(connection, ALL, [], entry)
}

/// Reads a decision from the columns of [`ALL`].
pub(super) fn entry(row: &Row<'_>) -> Result<Entry, Fault> {
    Ok(Entry {
        id: row.get(0)?,
        made_at: time::from_text(&row.get::<_, String>(1)?)?,
        author: row.get(2)?,
        decision: rows::from_json(row, 3)?,
    })
}

fn insert(connection: &Connection, entry: &Entry) -> Result<u64, Fault> {
    let number: u64 = connection.query_row(LAST_NUMBER, [], |row| row.get::<_, u64>(0))? + 1;
    let made_at = time::to_text(entry.made_at)?;
    connection.prepare_cached(INSERT)?.execute(params![number, entry.id, made_at, entry.author, entry.what()])?;
    Ok(number)
}
