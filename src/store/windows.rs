//! What models have read before, kept so that a new version costs what it changed.
//!
//! It is no part of the history: it proves nothing, and what is missing here is read anew. It never looks into what it
//! keeps.

use rusqlite::{Connection, params};

use super::error::{Error, Fault};
use super::{History, Writer, read};

const SCORES: &str = "SELECT scores FROM scored_window WHERE model = ?1 AND hash = ?2";
const EARLIER: &str = "DELETE FROM scored_window WHERE model < ?1";
const LATER: &str = "DELETE FROM scored_window WHERE model > ?1";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[SCORES, EARLIER, LATER];

/// What a model has read in one window of a text: the window's hash, and the scores as the model packs them.
pub type ScoredWindow = ([u8; 32], Vec<u8>);

impl History {
    /// Returns those of the windows whose scores by a model are kept.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn scored_windows(&self, model: &str, windows: &[[u8; 32]]) -> Result<Vec<ScoredWindow>, Error> {
        self.query(|connection| find(connection, model, windows))
    }
}

impl Writer<'_> {
    /// Returns those of the windows whose scores by a model are kept.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn scored_windows(&self, model: &str, windows: &[[u8; 32]]) -> Result<Vec<ScoredWindow>, Error> {
        find(&self.transaction, model, windows).map_err(|fault| fault.at(self.path))
    }

    /// Keeps the scores that a model gave; those of other models are of no more use, and go.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_windows(&mut self, model: &str, windows: &[ScoredWindow]) -> Result<(), Error> {
        put(&self.transaction, model, windows).map_err(|fault| fault.at(self.path))
    }
}

fn find(connection: &Connection, model: &str, windows: &[[u8; 32]]) -> Result<Vec<ScoredWindow>, Fault> {
    let mut found = Vec::new();
    for window in windows {
        let scores = read::one(connection, SCORES, params![model, window], |row| Ok(row.get(0)?))?;
        found.extend(scores.map(|scores| (*window, scores)));
    }
    Ok(found)
}

fn put(connection: &Connection, model: &str, windows: &[ScoredWindow]) -> Result<(), Fault> {
    if windows.is_empty() {
        return Ok(());
    }
    for sql in [EARLIER, LATER] {
        connection.prepare_cached(sql)?.execute([model])?;
    }
    let mut insert =
        connection.prepare_cached("INSERT OR REPLACE INTO scored_window (model, hash, scores) VALUES (?1, ?2, ?3)")?;
    for (window, scores) in windows {
        insert.execute(params![model, window, scores])?;
    }
    Ok(())
}
