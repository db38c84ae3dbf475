//! The reading of a version's texts, one beside each extraction, packed.
//!
//! It is loaded with the version and unpacked by whoever compares: claims can be shown whatever the format.

use rusqlite::{Connection, params};

use crate::reading::{PackedReading, Reading};

use super::error::{Error, Fault};
use super::{StoredVersion, read};

const READING: &str = "SELECT format, bytes FROM reading WHERE extraction = ?1";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[READING];

impl StoredVersion {
    /// Unpacks what the version's texts say.
    ///
    /// # Errors
    /// When it was stored by a version of this program with another format, or changed since.
    pub fn reading(&self) -> Result<Reading, Error> {
        self.reading.unpack(&self.body, self.metadata.headline.as_deref()).map_err(|source| Error::Reading {
            slug: self.story.slug.clone(),
            number: self.number,
            source,
        })
    }
}

/// Reads the packed reading that stands beside an extraction.
pub(super) fn of_extraction(connection: &Connection, extraction: i64) -> Result<PackedReading, Fault> {
    let reading = read::one(connection, READING, [extraction], |row| {
        Ok(PackedReading { format: row.get(0)?, bytes: row.get(1)? })
    })?;
    reading.ok_or_else(|| Fault::Damaged(format!("the reading of extraction {extraction} is missing")))
}

/// Puts a reading beside an extraction that is being made.
pub(super) fn insert(connection: &Connection, extraction: i64, reading: &Reading) -> Result<(), Fault> {
    let PackedReading { format, bytes } = reading.pack();
    connection
        .prepare_cached("INSERT INTO reading (extraction, format, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![extraction, format, bytes])?;
    Ok(())
}
