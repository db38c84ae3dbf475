//! Writes: a version with its body, capture, claims and lineages, all in one transaction.
//!
//! It adds rows and changes none. What it reads to do so is found by index, so that a write costs the same however long
//! the history is.

use std::io::Write;
use std::path::Path;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::reading::{Analysis, fit};
use crate::story::{Draft, Metadata, Slug, VersionNumber, sha256};

use super::error::{Error, Fault};
use super::lineage::LineagePlace;
use super::names::Names;
use super::places::latest_row;
use super::{
    History, Origin, StoredVersion, Withheld, Withholding, chain, held, keys, lineage, read, readings, rows, standing,
    time, waiting, withholdings,
};

const HEAD: &str = "SELECT id, chain FROM version ORDER BY id DESC LIMIT 1";
const EXTRACTION_HEAD: &str = "SELECT id, chain FROM extraction ORDER BY id DESC LIMIT 1";
const STORY: &str = "SELECT id, slug FROM story WHERE slug = recorded(?1)";
const LAST_STOOD_AT: &str = "SELECT coalesce((SELECT max(stood_at) FROM version WHERE story = \
    (SELECT id FROM story WHERE slug = undecided(?1))), (SELECT max(stood_at) FROM json_each(rows_of(?1)) \
    CROSS JOIN version ON version.id = json_each.value))";
const ADDRESSES: &str = concat!(
    "SELECT url FROM version WHERE url IS NOT NULL AND id IN (SELECT value FROM json_each(rows_of(?1)) \
     UNION ALL SELECT ",
    latest_row!("?1"),
    ") GROUP BY url ORDER BY max(numbered(id, number)) DESC"
);
const NEXT: &str = "SELECT coalesce(max(number), 0) + 1 FROM version WHERE story = ?1";
const PRESENT: &str = "SELECT max(id) FROM extraction WHERE version = ?1";
const BODY: &str = "SELECT text FROM body WHERE sha256 = ?1";
const CAPTURE: &str = "SELECT size FROM capture WHERE sha256 = ?1";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] =
    &[HEAD, EXTRACTION_HEAD, STORY, LAST_STOOD_AT, ADDRESSES, NEXT, PRESENT, BODY, CAPTURE];

/// A write under way. Dropped without [`Writer::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Writer<'a> {
    pub(super) transaction: Transaction<'a>,
    pub(super) path: &'a Path,
    pub(super) names: &'a Names,
}

impl History {
    /// Lists the addresses of a story, the latest first: the one that its latest version gives, and all others where
    /// versions of other stories were decided into it.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn addresses(&self, slug: &Slug) -> Result<Vec<String>, Error> {
        self.query(|connection| read::list(connection, ADDRESSES, [slug.as_str()], |row| Ok(row.get(0)?)))
    }

    /// Starts a write: one immediate transaction, so that nobody else writes in between; dropped without a commit, it
    /// leaves nothing.
    ///
    /// # Errors
    /// When another program writes to the database for longer than half a minute, or it cannot be written.
    pub fn write(&mut self) -> Result<Writer<'_>, Error> {
        let Self { connection, path, writable, notice, names } = self;
        if !*writable {
            return Err(Error::ReadOnly { path: path.clone() });
        }
        let begin = || {
            let transaction = waiting::begin(connection, notice)?;
            names.refresh(&transaction)?;
            Ok(Writer { transaction, path, names })
        };
        begin().map_err(|fault: Fault| fault.at(path))
    }
}

impl Writer<'_> {
    /// Reads the latest version of a story; `None` where the story is new.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn latest(&self, slug: &Slug) -> Result<Option<StoredVersion>, Error> {
        read::latest(&self.transaction, self.names, slug).map_err(|fault| fault.at(self.path))
    }

    /// Reads a version of a story.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn version(&self, slug: &Slug, number: VersionNumber) -> Result<Option<StoredVersion>, Error> {
        read::version(&self.transaction, self.names, slug, number).map_err(|fault| fault.at(self.path))
    }

    /// Reads the version that stands in a story before the one with a number.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn version_before(&self, slug: &Slug, number: VersionNumber) -> Result<Option<StoredVersion>, Error> {
        standing::before(&self.transaction, self.names, slug, number).map_err(|fault| fault.at(self.path))
    }

    /// Returns the latest time that a version of a story stands for; `None` where there is no such story.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn last_stood_at(&self, slug: &Slug) -> Result<Option<DateTime<Utc>>, Error> {
        let read = || {
            let last: Option<String> =
                self.transaction.prepare_cached(LAST_STOOD_AT)?.query_one([slug.as_str()], |row| row.get(0))?;
            last.map(|last| time::from_text(&last)).transpose()
        };
        read().map_err(|fault: Fault| fault.at(self.path))
    }

    /// Adds a version after the latest one and returns its number. `origins[i]` belongs to the extraction's
    /// `claims[i]`; `stored_at` is the time of this write.
    ///
    /// # Errors
    /// When the body is that of the latest version, the analysis does not fit the body or the origins, or the database
    /// cannot be written. Then nothing of the version is added.
    pub fn add(
        &mut self,
        slug: &Slug,
        draft: &Draft,
        analysis: &Analysis,
        origins: &[Origin],
        extractor: &str,
        stored_at: DateTime<Utc>,
    ) -> Result<VersionNumber, Error> {
        let mut add = || {
            let savepoint = self.transaction.savepoint()?;
            let number = add(&savepoint, self.names, slug, draft, analysis, origins, extractor, stored_at)?;
            savepoint.commit()?;
            Ok(number)
        };
        add().map_err(|fault: Fault| fault.at(self.path))
    }

    /// Makes all of it durable: after a power cut it is there.
    ///
    /// # Errors
    /// When the database cannot be written. Then nothing of the write is stored.
    pub fn commit(self) -> Result<(), Error> {
        let commit = || {
            let last = Names::last_extraction(&self.transaction)?;
            self.transaction.commit()?;
            self.names.settle(last);
            Ok(())
        };
        commit().map_err(|fault: Fault| fault.at(self.path))
    }
}

#[expect(clippy::too_many_arguments, reason = "what a version is made of, and where it goes")]
fn add(
    connection: &Connection,
    names: &Names,
    slug: &Slug,
    draft: &Draft,
    analysis: &Analysis,
    origins: &[Origin],
    extractor: &str,
    stored_at: DateTime<Utc>,
) -> Result<VersionNumber, Fault> {
    fit::check(&draft.body, draft.metadata.headline.as_deref(), analysis).map_err(Fault::Unfit)?;
    let (story, recorded) = story(connection, slug)?;
    let body = sha256(draft.body.as_bytes());
    let (before, stands_at) = next_number(connection, names, slug, draft, &body)?;
    let number = connection.prepare_cached(NEXT)?.query_one([story], |row| row.get(0))?;
    let place = LineagePlace { names, slug, story, number };
    let lineages = lineage::assign(connection, place, &analysis.extraction, origins, &before)?;
    put_body(connection, &body, &draft.body)?;
    let capture = sha256(&draft.capture);
    put_capture(connection, &capture, &draft.capture)?;
    let metadata = rows::metadata_texts(&draft.metadata)?;
    let stored_at = time::to_text(stored_at)?;
    let fields = chain::VersionFields {
        slug: &recorded,
        number,
        metadata: metadata.each_ref().map(Option::as_deref),
        stored_at: &stored_at,
        body: &body,
        capture: &capture,
    };
    let (id, chain) = insert_version(connection, story, &fields)?;
    add_extraction(connection, Version { id, chain: &chain }, analysis, &lineages, extractor, &stored_at)?;
    if let Some(recorded) = Slug::from_text(&recorded) {
        names.add(connection, &recorded, id)?;
    }
    Ok(stands_at)
}

/// Returns the row of a story, which is added where there is none, and the name under which it is recorded.
fn story(connection: &Connection, slug: &Slug) -> Result<(i64, String), Fault> {
    let mut find = connection.prepare_cached(STORY)?;
    let mut find = || find.query_one([slug.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional();
    if let Some(story) = find()? {
        return Ok(story);
    }
    connection.prepare_cached("INSERT INTO story (slug) VALUES (recorded(?1))")?.execute([slug.as_str()])?;
    find()?.ok_or_else(|| Fault::Damaged(format!("the story {slug} is missing")))
}

/// Returns the number of a story's next version, after the lineages that are present in the latest one. `body` is the
/// draft's hash; a draft that repeats the latest version is refused.
fn next_number(
    connection: &Connection,
    names: &Names,
    slug: &Slug,
    draft: &Draft,
    body: &str,
) -> Result<(Vec<i64>, VersionNumber), Fault> {
    let latest: Option<(i64, VersionNumber, bool, String)> = connection
        .prepare_cached(held::LATEST)?
        .query_one([slug.as_str()], |row| {
            let [headline, byline, speaker] = [row.get(3)?, row.get(4)?, row.get(5)?];
            let titles = Metadata { headline, byline, speaker, ..Metadata::default() };
            let repeated = row.get::<_, String>(2)? == body && !titles.is_retitled_by(&draft.metadata);
            Ok((row.get(0)?, row.get(1)?, repeated, row.get(6)?))
        })
        .optional()?;
    match latest {
        Some((_, latest, true, stood_at)) if !held::is_captured_before(draft, &stood_at)? => {
            Err(Fault::Repeat { slug: slug.clone(), latest })
        }
        Some((id, latest, ..)) => {
            let before = present_lineages(connection, id)?;
            let before = before.into_iter().map(|lineage| names.lineage(slug, lineage)).collect();
            Ok((before, names.next_number(slug).unwrap_or(latest + 1)))
        }
        None => Ok((Vec::new(), names.next_number(slug).unwrap_or(1))),
    }
}

/// Adds the row of a version to the chain and returns its id and its link of the chain.
fn insert_version(
    connection: &Connection,
    story: i64,
    fields: &chain::VersionFields<'_>,
) -> Result<(i64, String), Fault> {
    let (last, before) = head(connection, HEAD)?;
    let id = last + 1;
    let chain = chain::of_version(before.as_deref(), fields);
    let chain::VersionFields { slug: _, number, metadata, stored_at, body, capture } = fields;
    let [headline, byline, outlet, url, published_at, modified_at, captured_at, speaker, doubts] = metadata;
    connection
        .prepare_cached(
            "INSERT INTO version (id, story, number, headline, byline, outlet, url, published_at, modified_at, \
             captured_at, stored_at, body, capture, chain, speaker, doubts) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            id,
            story,
            number,
            headline,
            byline,
            outlet,
            url,
            published_at,
            modified_at,
            captured_at,
            stored_at,
            body,
            capture,
            chain,
            speaker,
            doubts
        ])?;
    Ok((id, chain))
}

/// Returns the last row's id and chain; 0 and nothing where there is none.
pub(super) fn head(connection: &Connection, sql: &str) -> Result<(i64, Option<String>), Fault> {
    let head = connection.prepare_cached(sql)?.query_one([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(head.unwrap_or((0, None)))
}

pub(super) fn present_lineages(connection: &Connection, version: i64) -> Result<Vec<i64>, Fault> {
    let extraction: Option<i64> = connection.prepare_cached(PRESENT)?.query_one([version], |row| row.get(0))?;
    extraction.map_or(Ok(Vec::new()), |extraction| lineage::of_extraction(connection, extraction))
}

/// Keeps a body, once.
fn put_body(connection: &Connection, sha256: &str, body: &str) -> Result<(), Fault> {
    let there: Option<String> = connection.prepare_cached(BODY)?.query_one([sha256], |row| row.get(0)).optional()?;
    match there {
        Some(there) if there == body => {}
        Some(_) => {
            return Err(match withholdings::of_body(connection, sha256)? {
                Some(Withholding { what: Withheld::Version(slug, number), reason, .. }) => {
                    Fault::Withheld { slug, number, reason }
                }
                _ => Fault::Damaged(format!("the body {sha256} was changed")),
            });
        }
        None => {
            connection.prepare_cached("INSERT INTO body (sha256, text) VALUES (?1, ?2)")?.execute([sha256, body])?;
        }
    }
    Ok(())
}

/// Keeps a capture, once; deflated where that makes it smaller.
pub(super) fn put_capture(connection: &Connection, sha256: &str, capture: &[u8]) -> Result<(), Fault> {
    if connection.prepare_cached(CAPTURE)?.exists([sha256])? {
        return Ok(());
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let deflated = encoder.write_all(capture).and_then(|()| encoder.finish()).expect("writing to memory does not fail");
    let (encoding, bytes) = match deflated.len() < capture.len() {
        true => ("deflate", &deflated[..]),
        false => ("identity", capture),
    };
    connection
        .prepare_cached("INSERT INTO capture (sha256, size, encoding, bytes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![sha256, capture.len(), encoding, bytes])?;
    Ok(())
}

/// The version that an extraction was read off.
pub(super) struct Version<'a> {
    pub id: i64,
    pub chain: &'a str,
}

/// Adds an extraction with its reading, which becomes the present one of its version. `lineages[i]` belongs to the
/// extraction's `claims[i]`.
pub(super) fn add_extraction(
    connection: &Connection,
    version: Version<'_>,
    Analysis { extraction, reading }: &Analysis,
    lineages: &[i64],
    extractor: &str,
    made_at: &str,
) -> Result<(), Fault> {
    let (last, before) = head(connection, EXTRACTION_HEAD)?;
    let id = last + 1;
    let mut insert = connection.prepare_cached(
        "INSERT INTO speaker (extraction, number, name, kind, role, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut insert_name = connection.prepare_cached(
        "INSERT INTO speaker_name (extraction, speaker, place, name, key, surname) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for speaker in &extraction.speakers {
        let number = speaker.id.0;
        let mentions = rows::to_json(&speaker.mentions);
        insert.execute(params![id, number, speaker.name, speaker.kind.name(), speaker.role, mentions])?;
        for (place, name) in std::iter::once(&speaker.name).chain(&speaker.aliases).enumerate() {
            let surname = keys::surname_key(name, speaker.kind);
            insert_name.execute(params![id, number, place, name, keys::name_key(name), surname])?;
        }
    }
    let mut insert = connection.prepare_cached(rows::INSERT_CLAIM)?;
    for (claim, lineage) in extraction.claims.iter().zip(lineages) {
        rows::insert_claim(&mut insert, id, *lineage, claim)?;
    }
    readings::insert(connection, id, reading)?;
    let warnings = rows::to_json(&extraction.warnings);
    let fields = chain::ExtractionFields { id, version: version.chain, extractor, made_at, warnings: &warnings };
    let chain = chain::of_extraction(connection, before.as_deref(), &fields)?;
    connection
        .prepare_cached(
            "INSERT INTO extraction (id, version, extractor, made_at, warnings, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, version.id, extractor, made_at, warnings, chain])?;
    Ok(())
}
