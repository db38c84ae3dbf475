//! What is taken out of a history because a court or somebody's safety asks for it: the words go; that they stood there,
//! their hashes, when, by whom and why they were taken out, stay.
//!
//! It empties what is named and nothing else, and refuses where the same words would stay elsewhere. Whether something
//! is to be withheld is for people to say.
//!
//! A hash is made as those of [`chain`](super::chain), over "onrecord.withholding.v1", the chain of the withholding
//! before it (NULL for the first), author, reason, stored_at, then what is left: of a version, "version" with its chain,
//! slug, number, outlet, url, published_at, modified_at, captured_at, stored_at, SHA-256 of its body and of its capture, doubts,
//! and "extractions" with id, extractor, made_at and chain of each; of a capture, "capture" with its SHA-256 and size.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use crate::stored::{Withheld, Withholding};
use crate::story::{Slug, VersionNumber};

use super::chain::Hash;
use super::error::{Error, Fault};
use super::places::row_at;
use super::write::head;
use super::{History, Writer, lineage, read, rows, time};

/// What was taken out: what [`withholding`] reads, then the row's id, chain and version, and the chain of the one before.
macro_rules! withholdings {
    ($($where:tt)*) => {
        concat!(
            "SELECT called(standing(version.id, story.slug)), numbered(version.id, version.number), version.body, \
             withholding.capture, withholding.author, withholding.reason, withholding.stored_at, withholding.id, \
             withholding.chain, withholding.version, before.chain FROM withholding \
             LEFT JOIN version ON version.id = withholding.version LEFT JOIN story ON story.id = version.story \
             LEFT JOIN withholding AS before ON before.id = withholding.id - 1 ",
            $($where)*
        )
    };
}

pub(super) const ALL: &str = withholdings!("ORDER BY withholding.id");
const OF_VERSION: &str = withholdings!("WHERE withholding.version = ?1");
const OF_BODY: &str = withholdings!("WHERE version.body = ?1 ORDER BY withholding.id LIMIT 1");
const OF_CAPTURE: &str = withholdings!("WHERE withholding.capture = ?1");
const HEAD: &str = "SELECT id, chain FROM withholding ORDER BY id DESC LIMIT 1";
const ROW: &str = concat!("SELECT ", row_at!("?1", "?2"));
const CAPTURES: &str = "SELECT sha256 FROM capture WHERE substr(sha256, 1, length(?1)) = ?1 ORDER BY sha256 LIMIT 2";

/// The versions whose rows are listed in the first parameter, and the captures of them.
macro_rules! of_rows {
    ($($select:tt)*) => {
        concat!(
            "WITH gone AS (SELECT value AS id FROM json_each(?1)), taken AS ( \
             SELECT capture FROM version WHERE id IN gone UNION \
             SELECT capture FROM recapture WHERE version IN gone UNION \
             SELECT capture FROM exhibit WHERE version IN gone) ",
            $($select)*
        )
    };
}

const BYTES: &str = of_rows!(
    "SELECT capture FROM taken WHERE capture NOT IN (SELECT capture FROM withholding WHERE capture IS NOT NULL) \
     ORDER BY capture"
);

/// A version that is not withheld, and has the text or the bytes of one that is to be.
const SHARED: &str = of_rows!(
    "SELECT called(standing(version.id, story.slug)) || '@v' || numbered(version.id, version.number) \
     FROM version JOIN story ON story.id = version.story \
     WHERE version.id NOT IN gone AND version.id NOT IN (SELECT version FROM withholding WHERE version IS NOT NULL) \
     AND (version.body IN (SELECT body FROM version WHERE id IN gone) OR version.capture IN taken \
          OR version.id IN (SELECT version FROM recapture WHERE capture IN taken) \
          OR version.id IN (SELECT version FROM exhibit WHERE capture IN taken)) \
     ORDER BY version.id LIMIT 1"
);

/// What is left of the version with a row, and of its extractions; of a capture.
const LEFT_OF_VERSION: &str = "SELECT version.chain, slug, number, outlet, url, published_at, modified_at, captured_at, \
    stored_at, body, capture, doubts FROM version JOIN story ON story.id = version.story WHERE version.id = ?1";
const LEFT_OF_EXTRACTIONS: &str = "SELECT id, extractor, made_at, chain FROM extraction WHERE version = ?1 ORDER BY id";
const LEFT_OF_CAPTURE: &str = "SELECT sha256, size FROM capture WHERE sha256 = ?1";

const STORIES: &str = "SELECT DISTINCT story FROM version WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY story";
const FORGET: &str = "DELETE FROM wording WHERE story = ?1 AND sha256 = ?2 AND lineage = ?3";

/// Takes the words of a version out; each speaks of the row of the version.
const EMPTY: [&str; 8] = [
    "UPDATE body SET text = '' WHERE sha256 = (SELECT body FROM version WHERE id = ?1)",
    "UPDATE version SET headline = NULL, byline = NULL, speaker = NULL WHERE id = ?1",
    "INSERT INTO claim_words (claim_words, rowid, content) SELECT 'delete', id, content FROM claim \
     WHERE extraction IN (SELECT id FROM extraction WHERE version = ?1)",
    "DELETE FROM claim WHERE extraction IN (SELECT id FROM extraction WHERE version = ?1)",
    "DELETE FROM speaker_name WHERE extraction IN (SELECT id FROM extraction WHERE version = ?1)",
    "DELETE FROM speaker WHERE extraction IN (SELECT id FROM extraction WHERE version = ?1)",
    "DELETE FROM reading WHERE extraction IN (SELECT id FROM extraction WHERE version = ?1)",
    "UPDATE extraction SET warnings = '[]' WHERE version = ?1",
];
const EMPTY_CAPTURE: &str = "UPDATE capture SET encoding = 'identity', bytes = x'' WHERE sha256 = ?1";

impl History {
    /// Lists all that was taken out, in that order.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn withholdings(&self) -> Result<Vec<Withholding>, Error> {
        self.query(|connection| read::list(connection, ALL, [], withholding))
    }

    /// Lists the versions of a story whose words were taken out, by number.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn withheld_versions(&self, slug: &Slug) -> Result<Vec<Withholding>, Error> {
        self.query(|connection| {
            let names = self.names.story_names();
            let rows = names.withheld(slug).map(|(_, row)| one(connection, OF_VERSION, row));
            rows.filter_map(Result::transpose).collect()
        })
    }

    /// Returns why the bytes of a capture were taken out; `None` where they were not.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn withheld_capture(&self, sha256: &str) -> Result<Option<Withholding>, Error> {
        self.query(|connection| one(connection, OF_CAPTURE, sha256))
    }

    /// Lists the captures whose SHA-256 begins with some digits, two at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn captures_like(&self, digits: &str) -> Result<Vec<String>, Error> {
        self.query(|connection| read::list(connection, CAPTURES, [digits], |row| Ok(row.get(0)?)))
    }

    /// Writes the file anew without what was taken out, which may stand in unused parts of it until then. It takes the
    /// time and the room of a copy.
    ///
    /// # Errors
    /// When another program reads or writes for longer than half a minute, or there is no room.
    pub fn sweep(&mut self) -> Result<(), Error> {
        if !self.writable {
            return Err(Error::ReadOnly { path: self.path.clone() });
        }
        let sweep = || {
            // The copy that SQLite makes on the way may be larger than the memory.
            self.connection.pragma_update(None, "temp_store", "FILE")?;
            self.connection.execute_batch("VACUUM")?;
            self.connection.pragma_update(None, "temp_store", "MEMORY")?;
            let log = "wal_checkpoint(TRUNCATE)";
            let is_busy = self.connection.query_row(&format!("PRAGMA {log}"), [], |row| row.get::<_, bool>(0))?;
            if is_busy { Err(Fault::Busy) } else { Ok(()) }
        };
        sweep().map_err(|fault| fault.at(&self.path))
    }
}

impl Writer<'_> {
    /// Takes out the words of some versions with the bytes of all their captures, and the bytes of other captures;
    /// returns what was noted of it. What is withheld already is left alone.
    ///
    /// # Errors
    /// When a version that is not among them has the text or the bytes of one, when there is no such version or
    /// capture, or the database cannot be written. Then nothing is taken out.
    pub fn withhold(
        &mut self,
        versions: &[(Slug, VersionNumber)],
        captures: &[String],
        author: &str,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<Withholding>, Error> {
        let mut withhold = || {
            let savepoint = self.transaction.savepoint()?;
            let noted = withhold(&savepoint, versions, captures, [author, reason], now)?;
            savepoint.commit()?;
            self.names.refresh_ahead(&self.transaction)?;
            Ok(noted)
        };
        withhold().map_err(|fault: Fault| fault.at(self.path))
    }
}

fn withhold(
    connection: &Connection,
    versions: &[(Slug, VersionNumber)],
    captures: &[String],
    [author, reason]: [&str; 2],
    now: DateTime<Utc>,
) -> Result<Vec<Withholding>, Fault> {
    let mut gone = Vec::new();
    for (slug, number) in versions {
        let row: Option<i64> = connection.query_row(ROW, params![slug.as_str(), number], |row| row.get(0))?;
        gone.push(row.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")))?);
    }
    gone.sort_unstable();
    gone.dedup();
    let listed = rows::to_json(&gone);
    if let Some(with) = read::one(connection, SHARED, [&listed], |row| Ok(row.get(0)?))? {
        return Err(Fault::Shared { with });
    }
    let mut bytes: Vec<String> = read::list(connection, BYTES, [&listed], |row| Ok(row.get(0)?))?;
    for capture in captures {
        if !bytes.contains(capture) && one(connection, OF_CAPTURE, capture)?.is_none() {
            bytes.push(capture.clone());
        }
    }
    let stored_at = time::to_text(now)?;
    let mut noted = Vec::new();
    for row in &gone {
        note(connection, (Some(*row), None), [author, reason, &stored_at])?;
        noted.extend(one(connection, OF_VERSION, row)?);
    }
    for capture in &bytes {
        note(connection, (None, Some(capture)), [author, reason, &stored_at])?;
        noted.extend(one(connection, OF_CAPTURE, capture)?);
    }
    for row in &gone {
        EMPTY.iter().try_for_each(|sql| connection.execute(sql, [row]).map(|_| ()))?;
    }
    for capture in &bytes {
        connection.execute(EMPTY_CAPTURE, [capture])?;
    }
    let stories: Vec<i64> = read::list(connection, STORIES, [&listed], |row| Ok(row.get(0)?))?;
    for story in stories {
        let left = lineage::wordings_of_claims(connection, story)?;
        for (lineage, wording) in lineage::wordings_noted(connection, story)?.difference(&left) {
            connection.execute(FORGET, params![story, wording, lineage])?;
        }
    }
    if !gone.is_empty() {
        // What is deleted from an index of words stands in it until its parts are joined.
        connection.execute_batch("INSERT INTO claim_words (claim_words) VALUES ('rebuild')")?;
    }
    Ok(noted)
}

/// Notes that a version's words, or a capture's bytes, go.
fn note(
    connection: &Connection,
    (version, capture): (Option<i64>, Option<&String>),
    [author, reason, stored_at]: [&str; 3],
) -> Result<(), Fault> {
    let (last, before) = head(connection, HEAD)?;
    let of = (version, capture.map(String::as_str));
    let chain = chain_of(connection, before.as_deref(), of, [author, reason, stored_at])?;
    connection.execute(
        "INSERT INTO withholding (id, version, capture, author, reason, stored_at, chain) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![last + 1, version, capture, author, reason, stored_at, chain],
    )?;
    Ok(())
}

/// Returns the hash of a withholding's row: of author, reason and time, and of what is left of a version (by its row) or
/// of a capture.
pub(super) fn chain_of(
    connection: &Connection,
    before: Option<&str>,
    (version, capture): (Option<i64>, Option<&str>),
    noted: [&str; 3],
) -> Result<String, Fault> {
    let mut hash = Hash::new("onrecord.withholding.v1");
    hash.optional(before);
    noted.into_iter().for_each(|field| hash.text(field));
    if let Some(version) = version {
        hash.text("version");
        hash.rows(connection, LEFT_OF_VERSION, [version])?;
        hash.text("extractions");
        hash.rows(connection, LEFT_OF_EXTRACTIONS, [version])?;
    }
    if let Some(capture) = capture {
        hash.text("capture");
        hash.rows(connection, LEFT_OF_CAPTURE, [capture])?;
    }
    Ok(hash.finish())
}

/// Returns why a text was taken out; `None` where it was not.
pub(super) fn of_body(connection: &Connection, sha256: &str) -> Result<Option<Withholding>, Fault> {
    one(connection, OF_BODY, sha256)
}

fn one(connection: &Connection, sql: &str, of: impl rusqlite::ToSql) -> Result<Option<Withholding>, Fault> {
    read::one(connection, sql, [of], withholding)
}

pub(super) fn withholding(row: &Row<'_>) -> Result<Withholding, Fault> {
    let (body, capture): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
    let what = match capture {
        Some(_) => Withheld::Capture,
        None => Withheld::Version(rows::word(row, 0)?, row.get(1)?),
    };
    Ok(Withholding {
        what,
        sha256: capture.or(body).unwrap_or_default(),
        author: row.get(4)?,
        reason: row.get(5)?,
        withheld_at: time::from_text(&row.get::<_, String>(6)?)?,
    })
}
