//! Checks the chain of extractions, superseded ones with them, and each against the body that it was read off; of what is
//! withheld, that it is gone.

use rusqlite::{Connection, Row, params_from_iter};

use super::super::error::Fault;
use super::super::places::rows_of;
use super::super::{chain, read, readings};
use super::Check;
use crate::reading::{Unreadable, fit};

/// The extractions of all versions, or of one story's, each with what its version has and the chain of the extraction
/// before it.
macro_rules! extractions {
    ($($where:tt)*) => {
        concat!(
            "SELECT extraction.id, extraction.extractor, extraction.made_at, extraction.warnings, extraction.chain, \
             before.chain, coalesce(called(standing(version.id, story.slug)), '?') || '@v' || \
             numbered(version.id, version.number), version.chain, version.body, \
             version.headline, EXISTS (SELECT 1 FROM withholding WHERE withholding.version = version.id) \
             FROM extraction LEFT JOIN version ON version.id = extraction.version \
             LEFT JOIN story ON story.id = version.story \
             LEFT JOIN extraction AS before ON before.id = extraction.id - 1",
            $($where)*,
            " ORDER BY extraction.id"
        )
    };
}

/// The versions that have no extraction.
macro_rules! without {
    ($($and:tt)*) => {
        concat!(
            "SELECT coalesce(called(standing(version.id, story.slug)), '?') || '@v' || \
             numbered(version.id, version.number) FROM version \
             LEFT JOIN story ON story.id = version.story \
             WHERE NOT EXISTS (SELECT 1 FROM extraction WHERE extraction.version = version.id)",
            $($and)*,
            " ORDER BY version.id"
        )
    };
}

const ALL: &str = extractions!("");
const OF_STORY: &str = extractions!(" WHERE extraction.version IN ", rows_of!("?1"));
const COUNT: &str = "SELECT count(*) FROM extraction";
const COUNT_OF_STORY: &str = concat!("SELECT count(*) FROM extraction WHERE version IN ", rows_of!("?1"));
/// What is read off a text, where it is to be gone.
const LEFT: &str = "SELECT 1 FROM claim WHERE extraction = ?1 UNION ALL SELECT 1 FROM speaker WHERE extraction = ?1 \
    UNION ALL SELECT 1 FROM speaker_name WHERE extraction = ?1 UNION ALL SELECT 1 FROM reading WHERE extraction = ?1";
const WITHOUT: &str = without!("");
const WITHOUT_OF_STORY: &str = without!(" AND version.id IN ", rows_of!("?1"));

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_STORY, COUNT_OF_STORY, WITHOUT_OF_STORY, LEFT];

/// An extraction as its row has it.
struct ExtractionRecord {
    id: i64,
    extractor: String,
    made_at: String,
    warnings: String,
    chain: String,
    /// The chain of the extraction before it.
    chain_before: Option<String>,
    /// `None` where its version is missing.
    version: Option<VersionRead>,
}

/// What an extraction was read off.
struct VersionRead {
    /// Its name in references.
    place: String,
    chain: String,
    /// The hash of its body.
    body: String,
    headline: Option<String>,
    is_withheld: bool,
}

impl ExtractionRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
        let place: Option<String> = row.get(6)?;
        Ok(Self {
            id: row.get(0)?,
            extractor: row.get(1)?,
            made_at: row.get(2)?,
            warnings: row.get(3)?,
            chain: row.get(4)?,
            chain_before: row.get(5)?,
            version: match place {
                Some(place) => {
                    let (chain, body, headline, is_withheld) = (row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?);
                    Some(VersionRead { place, chain, body, headline, is_withheld })
                }
                None => None,
            },
        })
    }
}

pub(super) fn count(connection: &Connection, story: Option<&str>) -> Result<u64, Fault> {
    let sql = if story.is_some() { COUNT_OF_STORY } else { COUNT };
    Ok(connection.query_row(sql, params_from_iter(story), |row| row.get(0))?)
}

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let (connection, story) = (check.connection, check.story);
    let (all, without) = if story.is_some() { (OF_STORY, WITHOUT_OF_STORY) } else { (ALL, WITHOUT) };
    read::each(connection, all, params_from_iter(story), |row| {
        one(check, &ExtractionRecord::from_row(row)?)?;
        check.advance();
        Ok(())
    })?;
    read::each(connection, without, params_from_iter(story), |row| {
        check.report(row.get::<_, String>(0)?, "its claims are missing");
        Ok(())
    })
}

/// Checks one extraction.
fn one(check: &mut Check<'_>, extraction: &ExtractionRecord) -> Result<(), Fault> {
    let connection = check.connection;
    let ExtractionRecord { id, extractor, made_at, warnings, .. } = extraction;
    let Some(VersionRead { place, chain: version_chain, body, headline, is_withheld }) = &extraction.version else {
        check.report(format!("extraction {id}"), "its version is missing");
        return Ok(());
    };
    if extraction.chain_before.is_none() && *id > 1 {
        check.report(place, "the extraction before its own is missing");
    }
    if *is_withheld {
        // Its chain covers claims that are gone. It is taken as it stands: the next one covers it.
        if warnings != "[]" || connection.prepare_cached(LEFT)?.exists([id])? {
            check.report(place, "it is withheld, and claims of it are still here");
        }
        check.result.extractions += 1;
        return Ok(());
    }
    let fields = chain::ExtractionFields { id: *id, version: version_chain, extractor, made_at, warnings };
    if extraction.chain != chain::of_extraction(connection, extraction.chain_before.as_deref(), &fields)? {
        let message =
            format!("its claims by {extractor}, its reading, or those of the extraction before, were changed");
        check.report(place, message);
    }
    let parts =
        read::body::<String>(connection, body).and_then(|body| Ok((body, read::extraction(connection, *id)?.0)));
    if let Some((body, extraction)) = check.accept(place, parts)? {
        if let Err(why) = fit::check_extraction(&body, &extraction) {
            check.report(place, format!("a claim does not fit its text: {why}"));
        }
        let reading = check.accept(place, readings::of_extraction(connection, *id))?;
        // One of another format is sound as far as anybody can tell: the chain covers its bytes.
        if let Some(Err(why @ Unreadable::Damaged(_))) =
            reading.map(|reading| reading.unpack(&body, headline.as_deref()))
        {
            check.report(place, why.to_string());
        }
    }
    check.result.extractions += 1;
    Ok(())
}
