//! Checks the chain of recaptures, and their bytes.

use rusqlite::{Row, params_from_iter};

use super::super::error::Fault;
use super::super::places::rows_of;
use super::super::read;
use super::super::recaptures::chain_of;
use super::Check;
use crate::story::VersionNumber;

/// All recaptures, or those of one story, each with its version and the chain of the recapture before it.
macro_rules! recaptures {
    ($($where:tt)*) => {
        concat!(
            "SELECT recapture.id, called(standing(version.id, slug)), numbered(version.id, number), version.chain, recapture.capture, recapture.published_at, \
             recapture.modified_at, recapture.captured_at, recapture.stored_at, recapture.chain, before.chain \
             FROM recapture LEFT JOIN version ON version.id = recapture.version \
             LEFT JOIN story ON story.id = version.story \
             LEFT JOIN recapture AS before ON before.id = recapture.id - 1",
            $($where)*,
            " ORDER BY recapture.id"
        )
    };
}

const ALL: &str = recaptures!("");
const OF_STORY: &str = recaptures!(" WHERE recapture.version IN ", rows_of!("?1"));

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_STORY];

/// A recapture as its row has it.
struct RecaptureRecord {
    id: i64,
    /// Its version: its name in references, and its chain; `None` where it is missing.
    version: Option<(String, String)>,
    capture: String,
    /// Published, modified, captured.
    times: [Option<String>; 3],
    stored_at: String,
    chain: String,
    /// The chain of the recapture before it.
    chain_before: Option<String>,
}

impl RecaptureRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
        let (slug, number): (Option<String>, Option<VersionNumber>) = (row.get(1)?, row.get(2)?);
        let place = slug.zip(number).map(|(slug, number)| format!("{slug}@v{number}"));
        Ok(Self {
            id: row.get(0)?,
            version: place.zip(row.get(3)?),
            capture: row.get(4)?,
            times: [row.get(5)?, row.get(6)?, row.get(7)?],
            stored_at: row.get(8)?,
            chain: row.get(9)?,
            chain_before: row.get(10)?,
        })
    }
}

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let (connection, story) = (check.connection, check.story);
    let sql = if story.is_some() { OF_STORY } else { ALL };
    read::each(connection, sql, params_from_iter(story), |row| one(check, &RecaptureRecord::from_row(row)?))?;
    if story.is_some() { Ok(()) } else { check.end_of("recapture") }
}

/// Checks one recapture.
fn one(check: &mut Check<'_>, recapture: &RecaptureRecord) -> Result<(), Fault> {
    let RecaptureRecord { id, version, capture, times, stored_at, chain, chain_before } = recapture;
    let Some((place, version_chain)) = version else {
        check.report(format!("recapture {id}"), "its version is missing");
        return Ok(());
    };
    if chain_before.is_none() && *id > 1 {
        check.report(place, "the recapture before one of its own is missing");
    } else if *chain != chain_of(chain_before.as_deref(), version_chain, capture, times, stored_at) {
        check.report(place, "a recapture of it, or the one before in the history, was changed");
    }
    check.result.recaptures += 1;
    check.capture(place, "the capture of a recapture of it", capture)
}
