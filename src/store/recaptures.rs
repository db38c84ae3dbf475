//! Captures that brought no version: the latest version of their story had their text already.
//!
//! They are kept as evidence that the text stood then, and to know the same capture when it comes again: what a call
//! has looked at once is no news when the call is made again, whatever the story has become since.
//!
//! A hash is made as those of [`chain`](super::chain), over "onrecord.recapture.v1", the chain of the recapture before
//! it (NULL for the first), the chain of its version, SHA-256 of the capture, published_at, modified_at, captured_at,
//! stored_at.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use crate::stored::Recapture;
use crate::story::{Draft, Metadata, Slug, VersionNumber, sha256};

use super::chain::Hash;
use super::error::{Error, Fault};
use super::places::{row_at, rows_of};
use super::write::{head, put_capture};
use super::{History, Writer, read, rows, time};

const HEAD: &str = "SELECT id, chain FROM recapture ORDER BY id DESC LIMIT 1";
const VERSION: &str = concat!("SELECT id, chain FROM version WHERE id = ", row_at!("?1", "?2"));
const WITH_BYTES: &str = concat!(
    "SELECT recapture.id, numbered(version.id, number), headline, byline, speaker, recapture.published_at, \
     recapture.modified_at, recapture.captured_at FROM recapture CROSS JOIN version ON version.id = recapture.version \
     WHERE recapture.capture = ?2 AND version.id IN ",
    rows_of!("?1"),
    " ORDER BY recapture.id"
);
const OF_STORY: &str = concat!(
    "SELECT numbered(version.id, number), recapture.capture, headline, byline, outlet, url, recapture.published_at, \
     recapture.modified_at, recapture.captured_at, speaker, doubts, recapture.stored_at \
     FROM recapture CROSS JOIN version ON version.id = recapture.version WHERE version.id IN ",
    rows_of!("?1"),
    " ORDER BY recapture.id"
);

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[HEAD, VERSION, WITH_BYTES, OF_STORY];

/// A capture of a story that was looked at before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownCapture {
    /// The version that was read from it, or has its text.
    pub number: VersionNumber,
    /// The recapture; `None` for the capture that the version was read from.
    pub recapture: Option<i64>,
}

impl History {
    /// Lists the recaptures of a story, in the order in which they were stored.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn recaptures(&self, slug: &Slug) -> Result<Vec<Recapture>, Error> {
        self.query(|connection| {
            read::list(connection, OF_STORY, [slug.as_str()], |row| {
                let stored_at = time::from_text(&row.get::<_, String>(11)?)?;
                Ok(Recapture { number: row.get(0)?, sha256: row.get(1)?, metadata: rows::metadata(row, 2)?, stored_at })
            })
        })
    }
}

impl Writer<'_> {
    /// Keeps a capture, with the times that `metadata` declares, beside a version that has its text.
    ///
    /// # Errors
    /// When there is no such version, or the database cannot be written.
    pub fn add_recapture(
        &mut self,
        slug: &Slug,
        number: VersionNumber,
        bytes: &[u8],
        metadata: &Metadata,
        stored_at: DateTime<Utc>,
    ) -> Result<KnownCapture, Error> {
        let id = add(&self.transaction, slug, number, bytes, metadata, stored_at);
        Ok(KnownCapture { number, recapture: Some(id.map_err(|fault| fault.at(self.path))?) })
    }
}

fn add(
    connection: &Connection,
    slug: &Slug,
    number: VersionNumber,
    bytes: &[u8],
    metadata: &Metadata,
    stored_at: DateTime<Utc>,
) -> Result<i64, Fault> {
    let (version, version_chain): (i64, String) = connection
        .prepare_cached(VERSION)?
        .query_one(params![slug.as_str(), number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let capture = sha256(bytes);
    put_capture(connection, &capture, bytes)?;
    let (last, before) = head(connection, HEAD)?;
    let times = declared_times(metadata)?;
    let stored_at = time::to_text(stored_at)?;
    let chain = chain_of(before.as_deref(), &version_chain, &capture, &times, &stored_at);
    let [published_at, modified_at, captured_at] = times;
    connection
        .prepare_cached(
            "INSERT INTO recapture (id, version, capture, published_at, modified_at, captured_at, stored_at, chain) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![last + 1, version, capture, published_at, modified_at, captured_at, stored_at, chain])?;
    Ok(last + 1)
}

/// Returns the times that a text declares, as rows have them: published, modified, captured.
pub(super) fn declared_times(metadata: &Metadata) -> Result<[Option<String>; 3], Fault> {
    let [.., published_at, modified_at, captured_at, _speaker, _doubts] = rows::metadata_texts(metadata)?;
    Ok([published_at, modified_at, captured_at])
}

/// Lists the recaptures of a story that have the bytes and the declared times of a draft, and whose version has no
/// other headline, byline or speaker; oldest first.
pub(super) fn with_bytes_of(
    connection: &Connection,
    slug: &Slug,
    draft: &Draft,
    capture: &str,
) -> Result<Vec<KnownCapture>, Fault> {
    let declared = declared_times(&draft.metadata)?;
    let rows = read::list(connection, WITH_BYTES, params![slug.as_str(), capture], |row| {
        let [headline, byline, speaker] = [row.get(2)?, row.get(3)?, row.get(4)?];
        let titles = Metadata { headline, byline, speaker, ..Metadata::default() };
        let times: [Option<String>; 3] = [row.get(5)?, row.get(6)?, row.get(7)?];
        let is_same = times == declared && !titles.is_retitled_by(&draft.metadata);
        Ok(is_same.then_some(KnownCapture { number: row.get(1)?, recapture: Some(row.get(0)?) }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// Returns the hash of a recapture's row.
pub(super) fn chain_of(
    before: Option<&str>,
    version: &str,
    capture: &str,
    times: &[Option<String>; 3],
    stored_at: &str,
) -> String {
    let mut hash = Hash::new("onrecord.recapture.v1");
    hash.optional(before);
    hash.text(version);
    hash.text(capture);
    times.iter().for_each(|time| hash.optional(time.as_deref()));
    hash.text(stored_at);
    hash.finish()
}
