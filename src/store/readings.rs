//! What models have read before, kept so that a new version costs what it changed.
//!
//! It is no part of the history: it proves nothing, and what is missing here is read anew. It never looks into what it
//! keeps.

use rusqlite::{Connection, params};

use super::error::{Error, Fault};
use super::{History, Writer, read};

const READING: &str = "SELECT scores FROM reading WHERE model = ?1 AND window = ?2";
const EARLIER: &str = "DELETE FROM reading WHERE model < ?1";
const LATER: &str = "DELETE FROM reading WHERE model > ?1";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[READING, EARLIER, LATER];

/// What a model has read in one window of a text: the window's hash, and the scores as the model packs them.
pub type Reading = ([u8; 32], Vec<u8>);

impl History {
    /// Returns those of the readings by a model that are kept.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn readings(&self, model: &str, windows: &[[u8; 32]]) -> Result<Vec<Reading>, Error> {
        self.read(|connection| find(connection, model, windows))
    }
}

impl Writer<'_> {
    /// Returns those of the readings by a model that are kept.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn readings(&self, model: &str, windows: &[[u8; 32]]) -> Result<Vec<Reading>, Error> {
        find(&self.transaction, model, windows).map_err(|fault| fault.at(self.path))
    }

    /// Keeps readings by a model; those by others are of no more use, and go.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep(&mut self, model: &str, readings: &[Reading]) -> Result<(), Error> {
        put(&self.transaction, model, readings).map_err(|fault| fault.at(self.path))
    }
}

fn find(connection: &Connection, model: &str, windows: &[[u8; 32]]) -> Result<Vec<Reading>, Fault> {
    let mut found = Vec::new();
    for window in windows {
        let scores = read::one(connection, READING, params![model, window], |row| Ok(row.get(0)?))?;
        found.extend(scores.map(|scores| (*window, scores)));
    }
    Ok(found)
}

fn put(connection: &Connection, model: &str, readings: &[Reading]) -> Result<(), Fault> {
    if readings.is_empty() {
        return Ok(());
    }
    for sql in [EARLIER, LATER] {
        connection.prepare_cached(sql)?.execute([model])?;
    }
    let mut insert =
        connection.prepare_cached("INSERT OR REPLACE INTO reading (model, window, scores) VALUES (?1, ?2, ?3)")?;
    for (window, scores) in readings {
        insert.execute(params![model, window, scores])?;
    }
    Ok(())
}
