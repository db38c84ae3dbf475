//! The last links of a history's chains, and whether a history goes on from those that were noted earlier.

use rusqlite::Connection;

use super::chain::Hash;
use super::error::{Error, Fault};
use super::{History, read};
use crate::stored::{Heads, Link};

/// The link with a number in each table that is a chain, in the order of [`Heads::NAMES`]. Decisions are none.
const LINKS: [Option<&str>; 6] = [
    Some("SELECT chain FROM version WHERE id = ?1"),
    Some("SELECT chain FROM recapture WHERE id = ?1"),
    Some("SELECT chain FROM extraction WHERE id = ?1"),
    None,
    Some("SELECT chain FROM exhibit WHERE id = ?1"),
    Some("SELECT chain FROM withholding WHERE id = ?1"),
];
const COUNTS: [&str; 6] = [
    "SELECT coalesce(max(id), 0) FROM version",
    "SELECT coalesce(max(id), 0) FROM recapture",
    "SELECT coalesce(max(id), 0) FROM extraction",
    "SELECT coalesce(max(number), 0) FROM decision",
    "SELECT coalesce(max(id), 0) FROM exhibit",
    "SELECT coalesce(max(id), 0) FROM withholding",
];
const DECISIONS: &str = "SELECT id FROM decision WHERE number <= ?1 ORDER BY number";

impl History {
    /// Returns the last link of each chain, all read at one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn heads(&self) -> Result<Heads, Error> {
        self.query(|connection| {
            let mut heads = Heads::default();
            for (sql, link) in COUNTS.iter().zip(heads.links_mut()) {
                link.count = connection.query_row(sql, [], |row| row.get(0))?;
            }
            links(connection, &heads)
        })
    }

    /// Returns the links that stand where others ended: those with the numbers that `noted` counts. A link that is
    /// missing has no hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn links_at(&self, noted: &Heads) -> Result<Heads, Error> {
        self.query(|connection| links(connection, noted))
    }
}

fn links(connection: &Connection, at: &Heads) -> Result<Heads, Fault> {
    let mut found = at.clone();
    for (sql, link) in LINKS.iter().zip(found.links_mut()) {
        if let Some(sql) = sql {
            link.hash = read::one(connection, sql, [link.count], |row| Ok(row.get(0)?))?;
        }
    }
    found.decisions = decisions(connection, at.decisions.count)?;
    Ok(found)
}

/// The link of the first `count` of them is a hash over their ids in order.
fn decisions(connection: &Connection, count: u64) -> Result<Link, Fault> {
    let mut hash = Hash::new("onrecord.decisions.v1");
    let mut there = 0;
    read::each(connection, DECISIONS, [count], |row| {
        hash.text(&row.get::<_, String>(0)?);
        there += 1;
        Ok(())
    })?;
    Ok(Link { count, hash: (count > 0 && there == count).then(|| hash.finish()) })
}
