//! The steps from version to version in the order in which they were recorded, and where claims stand that a reader
//! follows: those of a speaker, those with some words.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use crate::claim::Span;
use crate::sighting::Appearance;
use crate::story::{Slug, VersionNumber};

use super::error::{Error, Fault};
use super::places::neighbours;
use super::query::WordQuery;
use super::rows::{self, claims_of_speakers};
use super::{History, read};

const STEPS: &str = concat!(
    "SELECT version.id, called(standing(version.id, story.slug)), numbered(before.id, before.number), \
     numbered(version.id, version.number) FROM version CROSS JOIN story ON story.id = version.story ",
    neighbours!(),
    "WHERE version.id < coalesce(?1, 9223372036854775807) AND before.id IS NOT NULL ORDER BY version.id DESC LIMIT ?2"
);

macro_rules! places {
    ($($from:tt)+) => {
        concat!(
            "SELECT called(standing(version.id, story.slug)), numbered(version.id, version.number), claim.span_start, claim.span_end FROM ",
            $($from)+,
            " CROSS JOIN present ON present.id = claim.extraction \
             CROSS JOIN version ON version.id = present.version CROSS JOIN story ON story.id = version.story"
        )
    };
}
const OF_WORDS: &str =
    concat!(places!("claim_words CROSS JOIN claim ON claim.id = claim_words.rowid"), " WHERE claim_words MATCH ?1");
const OF_SPEAKERS: &str = places!("(", claims_of_speakers!("?1"), ") AS own CROSS JOIN claim ON claim.id = own.id");

/// The queries of a feed, for the test that none of them reads a table from end to end.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_WORDS, OF_SPEAKERS];

/// A version that stands after another one in its story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedStep {
    /// Where it stands in the order of recording.
    pub row: i64,
    pub story: Slug,
    /// The two versions.
    pub numbers: [VersionNumber; 2],
}

/// Where the claims stand that a reader follows: by story and version, as bytes of the bodies.
pub type Places = BTreeMap<Slug, BTreeMap<VersionNumber, Vec<Span>>>;

impl History {
    /// Lists the steps from one version to the next, the last recorded first, at most `limit` of them, from before the
    /// row `before`; from the end where there is none.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn steps_recorded(&self, before: Option<i64>, limit: usize) -> Result<Vec<RecordedStep>, Error> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.query(|connection| {
            read::list(connection, STEPS, params![before, limit], |row| {
                Ok(RecordedStep { row: row.get(0)?, story: rows::word(row, 1)?, numbers: [row.get(2)?, row.get(3)?] })
            })
        })
    }

    /// Finds where all claims stand, of every version, that have some words.
    pub fn places_of_words(&self, words: &WordQuery) -> Result<Places, Error> {
        self.query(|connection| {
            let mut places = Places::new();
            read::each(connection, OF_WORDS, [words.expression()], |row| add(&mut places, row))?;
            Ok(places)
        })
    }

    /// Finds where the claims stand that are made where one person appears.
    pub fn places_of_speaker(&self, appearances: &[Appearance]) -> Result<Places, Error> {
        let speakers: Vec<(i64, u32)> = appearances.iter().map(|one| (one.extraction, one.speaker)).collect();
        self.query(|connection| {
            let mut places = Places::new();
            read::each(connection, OF_SPEAKERS, [rows::to_json(&speakers)], |row| add(&mut places, row))?;
            Ok(places)
        })
    }
}

fn add(places: &mut Places, row: &Row<'_>) -> Result<(), Fault> {
    let story: Slug = rows::word(row, 0)?;
    let span = Span::new(row.get(2)?, row.get(3)?);
    places.entry(story).or_default().entry(row.get(1)?).or_default().push(span);
    Ok(())
}
