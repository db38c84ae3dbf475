//! Reads stories and versions.
//!
//! Claims are those of a version's present extraction, the newest one. It writes nothing.

use std::io::Read;

use chrono::{DateTime, Utc};
use flate2::read::DeflateDecoder;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use crate::claim::{ClaimKind, Extraction, Speaker, SpeakerId};
use crate::story::{Metadata, Slug, Story, VersionNumber};

use super::error::{Error, Fault};
use super::names::Names;
use super::places::{latest_row, row_at, rows_of};
use super::rows::{self, claim_columns, metadata_columns};
use super::{Facts, History, StoredVersion, StoryRow, VersionRow, readings, time};

/// What the latest version of a story gives that gives any.
macro_rules! latest {
    ($column:literal) => {
        concat!(
            "coalesce((SELECT ",
            $column,
            " FROM version WHERE story = story.id AND undecided(story.slug) IS NOT NULL AND ",
            $column,
            " IS NOT NULL ORDER BY number DESC LIMIT 1), (SELECT ",
            $column,
            " FROM json_each(rows_of(story.slug)) CROSS JOIN version ON version.id = json_each.value WHERE ",
            $column,
            " IS NOT NULL ORDER BY json_each.key DESC LIMIT 1))"
        )
    };
}

macro_rules! story_columns {
    () => {
        concat!(
            "called(story.slug), story.slug, ",
            latest!("headline"),
            ", coalesce(latest_number(story.slug), (SELECT max(number) FROM version WHERE story = story.id))"
        )
    };
}

/// The first or the last time that a version of a story stands for.
macro_rules! bound {
    ($which:literal) => {
        concat!(
            "coalesce((SELECT ",
            $which,
            "(stood_at) FROM version WHERE story = story.id AND undecided(story.slug) IS NOT NULL), (SELECT ",
            $which,
            "(stood_at) FROM json_each(rows_of(story.slug)) CROSS JOIN version ON version.id = json_each.value))"
        )
    };
}

macro_rules! version_select {
    () => {
        concat!(
            "SELECT ",
            story_columns!(),
            ", numbered(version.id, version.number), version.stood_at, version.body, extraction.id, \
             extraction.extractor, ",
            metadata_columns!(),
            ", origin.slug FROM version CROSS JOIN story AS origin ON origin.id = version.story \
             CROSS JOIN story ON story.slug = standing(version.id, origin.slug) LEFT JOIN extraction ON extraction.id = \
             (SELECT max(id) FROM extraction WHERE version = version.id) WHERE version.id "
        )
    };
}

const STORY: &str = concat!("SELECT ", story_columns!(), " FROM story WHERE slug = recorded(?1) AND is_story(slug)");
const STORIES: &str = concat!("SELECT ", story_columns!(), " FROM story WHERE is_story(slug) ORDER BY 1");
const STORY_ROWS: &str = concat!(
    "SELECT ",
    story_columns!(),
    ", ",
    latest!("outlet"),
    ", ",
    bound!("min"),
    ", ",
    bound!("max"),
    " FROM story WHERE is_story(slug) ORDER BY 1"
);
const VERSION: &str = concat!(version_select!(), "= ", row_at!("?1", "?2"));
const LATEST: &str = concat!(version_select!(), "= ", latest_row!("?1"));
const VERSIONS: &str =
    concat!(version_select!(), "IN ", rows_of!("?1"), " ORDER BY numbered(version.id, version.number)");
const AS_OF: &str = concat!(
    "SELECT numbered(id, number) FROM version WHERE id IN ",
    rows_of!("?1"),
    " AND stood_at <= ?2 ORDER BY stood_at DESC, 1 DESC LIMIT 1"
);
const BODY: &str = "SELECT text FROM body WHERE sha256 = ?1";
const CAPTURE: &str = concat!(
    "SELECT capture.size, capture.encoding, capture.bytes FROM capture WHERE sha256 = \
     (SELECT capture FROM version WHERE id = ",
    row_at!("?1", "?2"),
    ") AND NOT EXISTS (SELECT 1 FROM withholding WHERE withholding.capture = capture.sha256)"
);
const WARNINGS: &str = "SELECT warnings FROM extraction WHERE id = ?1";
const SPEAKERS: &str = "SELECT number, name, kind, role, mentions FROM speaker WHERE extraction = ?1 ORDER BY number";
const ALIASES: &str =
    "SELECT speaker, name FROM speaker_name WHERE extraction = ?1 AND place > 0 ORDER BY speaker, place";
const CLAIMS: &str = concat!("SELECT ", claim_columns!(), " FROM claim WHERE extraction = ?1 ORDER BY number");
const STAMP: &str = "SELECT (SELECT coalesce(max(id), 0) FROM version) || ' ' || \
    (SELECT coalesce(max(id), 0) FROM extraction) || ' ' || (SELECT coalesce(max(number), 0) FROM decision) || ' ' || \
    (SELECT coalesce(max(id), 0) FROM exhibit) || ' ' || (SELECT coalesce(max(id), 0) FROM withholding)";
const HEAD: &str = "SELECT chain FROM version ORDER BY id DESC LIMIT 1";
const COUNTS: &str = "SELECT kind, count(*) FROM claim WHERE extraction = ?1 GROUP BY kind";
const SPEAKER_COUNT: &str = "SELECT count(*) FROM speaker WHERE extraction = ?1";

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[
    STORY,
    VERSION,
    LATEST,
    VERSIONS,
    AS_OF,
    BODY,
    CAPTURE,
    WARNINGS,
    SPEAKERS,
    ALIASES,
    CLAIMS,
    COUNTS,
    SPEAKER_COUNT,
];

impl History {
    /// Returns what changes with every version, extraction and decision that is added, and with nothing else.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stamp(&self) -> Result<String, Error> {
        self.query(|connection| Ok(connection.query_row(STAMP, [], |row| row.get(0))?))
    }

    /// Lists the stories by slug.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn stories(&self) -> Result<Vec<Story>, Error> {
        self.query(|connection| list(connection, STORIES, [], |row| story(row, 0)))
    }

    /// Lists the stories by slug, with what a list of them shows.
    pub fn story_rows(&self) -> Result<Vec<StoryRow>, Error> {
        self.query(|connection| {
            list(connection, STORY_ROWS, [], |row| {
                Ok(StoryRow {
                    story: story(row, 0)?,
                    outlet: row.get(4)?,
                    first_captured_at: time::from_text(&row.get::<_, String>(5)?)?,
                    last_captured_at: time::from_text(&row.get::<_, String>(6)?)?,
                })
            })
        })
    }

    /// Finds a story.
    pub fn story(&self, slug: &Slug) -> Result<Option<Story>, Error> {
        self.query(|connection| one(connection, STORY, [slug.as_str()], |row| story(row, 0)))
    }

    /// Lists the versions of a story, oldest first, without bodies and claims; empty where there is no such story.
    pub fn version_rows(&self, slug: &Slug) -> Result<Vec<VersionRow>, Error> {
        self.query(|connection| {
            let heads = list(connection, VERSIONS, [slug.as_str()], VersionHead::from_row)?;
            heads.into_iter().map(|head| version_row(connection, head)).collect()
        })
    }

    /// Reads one version with its present extraction. A version that was decided into another story is found there, by
    /// the name and the number that it had.
    pub fn version(&self, slug: &Slug, number: VersionNumber) -> Result<Option<StoredVersion>, Error> {
        self.query(|connection| version(connection, &self.names, slug, number))
    }

    /// Reads the latest version of a story.
    pub fn latest(&self, slug: &Slug) -> Result<Option<StoredVersion>, Error> {
        self.query(|connection| latest(connection, &self.names, slug))
    }

    /// Reads one version that the history has listed: where it is missing, the history is damaged.
    pub fn listed_version(&self, slug: &Slug, number: VersionNumber) -> Result<StoredVersion, Error> {
        let version = self.version(slug, number)?;
        version.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")).at(&self.path))
    }

    /// Returns the number of the version that stood at a time: the last one captured at or before it.
    pub fn version_as_of(&self, slug: &Slug, time: DateTime<Utc>) -> Result<Option<VersionNumber>, Error> {
        self.query(|connection| one(connection, AS_OF, [slug.as_str(), &time::to_bound(time)], |row| Ok(row.get(0)?)))
    }

    /// Reads the raw bytes that a version was read from; `None` where there is none, or its bytes are withheld.
    pub fn capture(&self, slug: &Slug, number: VersionNumber) -> Result<Option<Vec<u8>>, Error> {
        self.query(|connection| one(connection, CAPTURE, params![slug.as_str(), number], capture))
    }

    /// Returns what the history holds, in numbers.
    pub fn facts(&self) -> Result<Facts, Error> {
        self.query(|connection| {
            let count = |sql| connection.query_row(sql, [], |row| row.get::<_, u64>(0));
            Ok(Facts {
                schema: connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))?,
                bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
                stories: count("SELECT count(*) FROM story WHERE is_story(slug)")?,
                versions: count("SELECT count(*) FROM version")?,
                claims: count("SELECT count(*) FROM present JOIN claim ON claim.extraction = present.id")?,
                extractors: list(
                    connection,
                    "SELECT extractor FROM extraction GROUP BY extractor ORDER BY max(id) DESC",
                    [],
                    |row| Ok(row.get(0)?),
                )?,
                head: one(connection, HEAD, [], |row| Ok(row.get(0)?))?,
            })
        })
    }

    /// Reads something at one moment, whoever writes meanwhile.
    pub(super) fn query<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Error> {
        let read = || {
            let transaction = self.connection.unchecked_transaction()?;
            self.names.refresh_if_whole(&transaction)?;
            let result = read(&transaction)?;
            transaction.finish()?;
            Ok(result)
        };
        read().map_err(|fault: Fault| fault.at(&self.path))
    }
}

/// Reads the latest version of a story.
pub(super) fn latest(connection: &Connection, names: &Names, slug: &Slug) -> Result<Option<StoredVersion>, Fault> {
    let head = one(connection, LATEST, [slug.as_str()], VersionHead::from_row)?;
    head.map(|head| stored(connection, names, head)).transpose()
}

/// Reads one version of a story.
pub(super) fn version(
    connection: &Connection,
    names: &Names,
    slug: &Slug,
    number: VersionNumber,
) -> Result<Option<StoredVersion>, Fault> {
    let head = one(connection, VERSION, params![slug.as_str(), number], VersionHead::from_row)?;
    head.map(|head| stored(connection, names, head)).transpose()
}

/// Reads all rows of a query.
pub(super) fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(read(row)?);
    }
    Ok(list)
}

/// Visits the rows of a query one by one; none is kept.
pub(super) fn each(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut visit: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}

/// Reads the first row of a query.
pub(super) fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// Reads a body.
pub(super) fn body<T: rusqlite::types::FromSql>(connection: &Connection, sha256: &str) -> Result<T, Fault> {
    let body = connection.prepare_cached(BODY)?.query_one([sha256], |row| row.get(0)).optional()?;
    body.ok_or_else(|| Fault::Damaged(format!("the body {sha256} is missing")))
}

/// Reads an extraction's speakers, claims and warnings, and the claims' lineages.
pub(super) fn extraction(connection: &Connection, id: i64) -> Result<(Extraction, Vec<i64>), Fault> {
    let mut speakers = list(connection, SPEAKERS, [id], |row| {
        Ok(Speaker {
            id: SpeakerId(row.get(0)?),
            name: row.get(1)?,
            kind: rows::word(row, 2)?,
            role: row.get(3)?,
            aliases: Vec::new(),
            mentions: rows::from_json(row, 4)?,
        })
    })?;
    for (speaker, alias) in list(connection, ALIASES, [id], |row| Ok((row.get::<_, usize>(0)?, row.get(1)?)))? {
        let speaker = speakers.get_mut(speaker);
        speaker.ok_or_else(|| Fault::Damaged(format!("a speaker of extraction {id} is missing")))?.aliases.push(alias);
    }
    let (claims, lineages) = list(connection, CLAIMS, [id], |row| rows::claim(row, 0))?.into_iter().unzip();
    let warnings = one(connection, WARNINGS, [id], |row| rows::from_json(row, 0))?;
    let warnings = warnings.ok_or_else(|| Fault::Damaged(format!("extraction {id} is missing")))?;
    Ok((Extraction { speakers, claims, warnings }, lineages))
}

/// Reads a capture off size, encoding and bytes.
pub(super) fn capture(row: &Row<'_>) -> Result<Vec<u8>, Fault> {
    let (size, encoding, bytes): (u64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let capture = if encoding == "identity" {
        bytes
    } else {
        let mut capture = Vec::new();
        // No more than it says: a forged capture could unpack without end.
        let read = DeflateDecoder::new(&*bytes).take(size.saturating_add(1)).read_to_end(&mut capture);
        read.map_err(|error| Fault::Damaged(format!("a capture cannot be unpacked ({error})")))?;
        capture
    };
    match u64::try_from(capture.len()) == Ok(size) {
        true => Ok(capture),
        false => Err(Fault::Damaged(format!("a capture was changed: it is not of {size} bytes"))),
    }
}

/// A version without body and claims, off the columns of `version_select`.
struct VersionHead {
    story: Story,
    number: VersionNumber,
    stood_at: DateTime<Utc>,
    body: String,
    extraction: i64,
    extractor: String,
    metadata: Metadata,
    origin: Slug,
}

impl VersionHead {
    fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
        let (story, number): (Story, VersionNumber) = (story(row, 0)?, row.get(4)?);
        let extraction = row.get::<_, Option<i64>>(7)?;
        Ok(Self {
            extraction: extraction
                .ok_or_else(|| Fault::Damaged(format!("{}@v{number} has no extraction", story.slug)))?,
            story,
            number,
            stood_at: time::from_text(&row.get::<_, String>(5)?)?,
            body: row.get(6)?,
            extractor: row.get(8)?,
            metadata: rows::metadata(row, 9)?,
            origin: rows::word(row, 18)?,
        })
    }
}

fn story(row: &Row<'_>, at: usize) -> Result<Story, Fault> {
    let slug: Slug = rows::word(row, at)?;
    let title = row.get::<_, Option<String>>(at + 2)?.unwrap_or_else(|| slug.to_string());
    let versions = row.get::<_, Option<u32>>(at + 3)?.unwrap_or(0);
    Ok(Story { slug, recorded: rows::word(row, at + 1)?, title, versions })
}

fn stored(connection: &Connection, names: &Names, head: VersionHead) -> Result<StoredVersion, Fault> {
    let (extraction, lineages) = extraction(connection, head.extraction)?;
    Ok(StoredVersion {
        lineages: lineages.into_iter().map(|lineage| names.lineage(&head.story.slug, lineage)).collect(),
        story: head.story,
        origin: head.origin,
        number: head.number,
        metadata: head.metadata,
        captured_at: head.stood_at,
        body: body(connection, &head.body)?,
        sha256: head.body,
        extraction,
        reading: readings::of_extraction(connection, head.extraction)?,
        extractor: head.extractor,
    })
}

fn version_row(connection: &Connection, head: VersionHead) -> Result<VersionRow, Fault> {
    let counts: Vec<(ClaimKind, usize)> =
        list(connection, COUNTS, [head.extraction], |row| Ok((rows::word(row, 0)?, row.get(1)?)))?;
    let count = |kind| counts.iter().filter(|(of, _)| *of == kind).map(|(_, count)| count).sum();
    Ok(VersionRow {
        number: head.number,
        captured_at: head.stood_at,
        metadata: head.metadata,
        sha256: head.body,
        claims: ClaimKind::ALL.map(count),
        speakers: connection.prepare_cached(SPEAKER_COUNT)?.query_one([head.extraction], |row| row.get(0))?,
        extractor: head.extractor,
    })
}
