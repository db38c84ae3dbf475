//! What a story holds of a draft already, so that nothing is stored twice.
//!
//! It only looks; what is done with a draft that is there is for the caller to say.

use rusqlite::{Connection, OptionalExtension, params};

use crate::story::{Draft, Metadata, Slug, VersionNumber, sha256};

use super::error::{Error, Fault};
use super::places::{latest_row, rows_of};
use super::{History, KnownCapture, Writer, read, recaptures, time};

pub(super) const LATEST: &str = concat!(
    "SELECT id, numbered(id, number), body, headline, byline, speaker, stood_at FROM version WHERE id = ",
    latest_row!("?1")
);
const CAPTURED: &str = concat!(
    "SELECT numbered(id, number), headline, byline, speaker, published_at, modified_at, captured_at FROM version \
     WHERE id IN ",
    rows_of!("?1"),
    " AND capture = ?2 ORDER BY 1"
);
const EXTRACTOR: &str =
    "SELECT extractor FROM extraction WHERE id = (SELECT max(id) FROM extraction WHERE version = ?1)";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[LATEST, CAPTURED, EXTRACTOR];

/// What a story holds of a draft already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The latest version and its extractor, where its text, headline and byline are the draft's.
    pub latest: Option<(VersionNumber, String)>,
    /// The captures of the story with the same bytes and declared times, under no other headline or byline: those that
    /// versions were read from, oldest first, then those that brought no version.
    pub captures: Vec<KnownCapture>,
}

impl History {
    /// Returns what a story holds of a draft.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn held(&self, slug: &Slug, draft: &Draft) -> Result<Held, Error> {
        self.query(|connection| held(connection, slug, draft))
    }
}

impl Writer<'_> {
    /// Returns what a story holds of a draft.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn held(&self, slug: &Slug, draft: &Draft) -> Result<Held, Error> {
        held(&self.transaction, slug, draft).map_err(|fault| fault.at(self.path))
    }
}

/// Returns whether a draft was captured before a version: that the text stood then already is news, even where the
/// latest version has it.
pub(super) fn is_captured_before(draft: &Draft, stood_at: &str) -> Result<bool, Fault> {
    let captured_at = draft.metadata.captured_at.map(time::to_text).transpose()?;
    Ok(captured_at.is_some_and(|captured_at| captured_at.as_str() < stood_at))
}

fn held(connection: &Connection, slug: &Slug, draft: &Draft) -> Result<Held, Fault> {
    let titles = |row: &rusqlite::Row<'_>, at| -> rusqlite::Result<Metadata> {
        let [headline, byline, speaker] = [row.get(at)?, row.get(at + 1)?, row.get(at + 2)?];
        Ok(Metadata { headline, byline, speaker, ..Metadata::default() })
    };
    let latest: Option<(i64, VersionNumber, String, Metadata, String)> = connection
        .prepare_cached(LATEST)?
        .query_one([slug.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, titles(row, 3)?, row.get(6)?)))
        .optional()?;
    let Some((id, number, body, latest, stood_at)) = latest else { return Ok(Held::default()) };
    let is_latest = body == sha256(draft.body.as_bytes())
        && !latest.is_retitled_by(&draft.metadata)
        && !is_captured_before(draft, &stood_at)?;
    let latest = match is_latest {
        true => Some((number, connection.prepare_cached(EXTRACTOR)?.query_one([id], |row| row.get(0))?)),
        false => None,
    };
    let declared = recaptures::declared_times(&draft.metadata)?;
    let capture = sha256(&draft.capture);
    let same_bytes = read::list(connection, CAPTURED, params![slug.as_str(), capture], |row| {
        let times: [Option<String>; 3] = [row.get(4)?, row.get(5)?, row.get(6)?];
        let is_same = times == declared && !titles(row, 1)?.is_retitled_by(&draft.metadata);
        Ok(is_same.then_some(KnownCapture { number: row.get(0)?, recapture: None }))
    })?;
    let recaptures = recaptures::with_bytes_of(connection, slug, draft, &capture)?;
    Ok(Held { latest, captures: same_bytes.into_iter().flatten().chain(recaptures).collect() })
}
