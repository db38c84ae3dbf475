//! What else shows how a version looked: pictures and whole copies of its page, by a tool of the user's.
//!
//! It keeps bytes and looks into none.
//!
//! A hash is made as those of [`chain`](super::chain), over "onrecord.exhibit.v1", the chain of the exhibit before it
//! (NULL for the first), the chain of its version, name, SHA-256 of its bytes, tool, stored_at.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::stored::Exhibit;
use crate::story::{Slug, VersionNumber, sha256};

use super::chain::Hash;
use super::error::{Error, Fault};
use super::places::row_at;
use super::write::{head, put_capture};
use super::{History, Writer, read, time};

const HEAD: &str = "SELECT id, chain FROM exhibit ORDER BY id DESC LIMIT 1";
const VERSION: &str = concat!("SELECT id, chain FROM version WHERE id = ", row_at!("?1", "?2"));
const OF_VERSION: &str = concat!(
    "SELECT name, sha256, size, tool, stored_at FROM exhibit CROSS JOIN capture ON capture.sha256 = exhibit.capture \
     WHERE exhibit.version = ",
    row_at!("?1", "?2"),
    " ORDER BY exhibit.id"
);
const BYTES: &str = "SELECT size, encoding, bytes FROM capture WHERE sha256 = ?1 \
    AND NOT EXISTS (SELECT 1 FROM withholding WHERE withholding.capture = capture.sha256)";

/// The queries about one version, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[HEAD, VERSION, OF_VERSION, BYTES];

impl History {
    /// Lists the exhibits of a version, in the order in which they were stored.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn exhibits(&self, slug: &Slug, number: VersionNumber) -> Result<Vec<Exhibit>, Error> {
        self.query(|connection| {
            read::list(connection, OF_VERSION, params![slug.as_str(), number], |row| {
                let stored_at = time::from_text(&row.get::<_, String>(4)?)?;
                Ok(Exhibit { name: row.get(0)?, sha256: row.get(1)?, size: row.get(2)?, tool: row.get(3)?, stored_at })
            })
        })
    }

    /// Reads the bytes of an exhibit, or of a recapture, by their hash; `None` where they are withheld.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn bytes_of(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        self.query(|connection| read::one(connection, BYTES, [sha256], read::capture))
    }
}

impl Writer<'_> {
    /// Keeps a file with a version, which `tool` has made.
    ///
    /// # Errors
    /// When there is no such version, or the database cannot be written.
    pub fn add_exhibit(
        &mut self,
        (slug, number): (&Slug, VersionNumber),
        name: &str,
        bytes: &[u8],
        tool: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let add = || {
            let connection = &self.transaction;
            let version = read::one(connection, VERSION, params![slug.as_str(), number], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })?;
            let (version, of_version) =
                version.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")))?;
            let capture = sha256(bytes);
            put_capture(connection, &capture, bytes)?;
            let (last, before) = head(connection, HEAD)?;
            let stored_at = time::to_text(now)?;
            let chain = chain_of(before.as_deref(), [&of_version, name, &capture, tool, &stored_at]);
            connection
                .prepare_cached(
                    "INSERT INTO exhibit (id, version, name, capture, tool, stored_at, chain) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![last + 1, version, name, capture, tool, stored_at, chain])?;
            Ok(())
        };
        add().map_err(|fault: Fault| fault.at(self.path))
    }
}

/// Returns the hash of an exhibit's row: of the chain of its version, name, capture, tool and time.
pub(super) fn chain_of(before: Option<&str>, fields: [&str; 5]) -> String {
    let mut hash = Hash::new("onrecord.exhibit.v1");
    hash.optional(before);
    fields.into_iter().for_each(|field| hash.text(field));
    hash.finish()
}
