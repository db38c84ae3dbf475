//! Checks the chain of versions, and the body and capture of each; of what is withheld, that it is gone.

use rusqlite::{Connection, Row, params_from_iter};

use crate::story::{VersionNumber, sha256};

use super::super::error::Fault;
use super::super::places::rows_of;
use super::super::{chain, read};
use super::Check;

/// The versions of all stories, or of one, each with the number of the one before it in its story and the chain of the
/// one before it in the history.
macro_rules! versions {
    ($($where:tt)*) => {
        concat!(
            "SELECT version.id, coalesce(story.slug, '?'), version.number, version.headline, version.byline, \
             version.outlet, version.url, version.published_at, version.modified_at, version.captured_at, \
             version.speaker, version.doubts, version.stored_at, version.body, version.capture, version.chain, \
             before.chain, \
             coalesce((SELECT max(number) FROM version AS earlier \
                       WHERE earlier.story = version.story AND earlier.number < version.number), 0), \
             coalesce(called(standing(version.id, story.slug)), '?') || '@v' || numbered(version.id, version.number), \
             EXISTS (SELECT 1 FROM withholding WHERE withholding.version = version.id) \
             FROM version LEFT JOIN story ON story.id = version.story \
             LEFT JOIN version AS before ON before.id = version.id - 1",
            $($where)*,
            " ORDER BY version.id"
        )
    };
}

const ALL: &str = versions!("");
const OF_STORY: &str = versions!(" WHERE version.id IN ", rows_of!("?1"));
const COUNT: &str = "SELECT count(*) FROM version";
const COUNT_OF_STORY: &str = concat!("SELECT count(*) FROM version WHERE id IN ", rows_of!("?1"));
const EMPTY_STORIES: &str =
    "SELECT called(slug) FROM story WHERE NOT EXISTS (SELECT 1 FROM version WHERE story = story.id) ORDER BY 1";

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_STORY, COUNT_OF_STORY];

/// A version as its row has it.
struct VersionRecord {
    id: i64,
    /// The recorded name of its story, which the chain covers.
    slug: String,
    number: VersionNumber,
    metadata: [Option<String>; 9],
    stored_at: String,
    body: String,
    capture: String,
    chain: String,
    /// The chain of the version before it in the history.
    chain_before: Option<String>,
    /// The number of the version before it in its story; 0 where there is none.
    number_before: VersionNumber,
    /// How a reference names it.
    place: String,
    is_withheld: bool,
}

impl VersionRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
        let mut metadata: [Option<String>; 9] = Default::default();
        for (column, field) in metadata.iter_mut().enumerate() {
            *field = row.get(3 + column)?;
        }
        Ok(Self {
            id: row.get(0)?,
            slug: row.get(1)?,
            number: row.get(2)?,
            metadata,
            stored_at: row.get(12)?,
            body: row.get(13)?,
            capture: row.get(14)?,
            chain: row.get(15)?,
            chain_before: row.get(16)?,
            number_before: row.get(17)?,
            place: row.get(18)?,
            is_withheld: row.get(19)?,
        })
    }

    /// Returns the chain that it should have. After a break the chain is followed from what stands there, so that one
    /// change is one problem.
    fn expected_chain(&self) -> String {
        let fields = chain::VersionFields {
            slug: &self.slug,
            number: self.number,
            metadata: self.metadata.each_ref().map(Option::as_deref),
            stored_at: &self.stored_at,
            body: &self.body,
            capture: &self.capture,
        };
        chain::of_version(self.chain_before.as_deref(), &fields)
    }
}

pub(super) fn count(connection: &Connection, story: Option<&str>) -> Result<u64, Fault> {
    let sql = if story.is_some() { COUNT_OF_STORY } else { COUNT };
    Ok(connection.query_row(sql, params_from_iter(story), |row| row.get(0))?)
}

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let (connection, story) = (check.connection, check.story);
    let sql = if story.is_some() { OF_STORY } else { ALL };
    read::each(connection, sql, params_from_iter(story), |row| {
        let version = VersionRecord::from_row(row)?;
        one(check, &version)?;
        check.result.versions += 1;
        if story.is_none() {
            check.result.head = Some(version.chain);
        }
        check.advance();
        Ok(())
    })?;
    if story.is_some() { Ok(()) } else { leftovers(check) }
}

/// Checks one version.
fn one(check: &mut Check<'_>, version: &VersionRecord) -> Result<(), Fault> {
    let connection = check.connection;
    let place = &version.place;
    if version.chain_before.is_none() && version.id > 1 {
        check.report(place, "the version before it in the history is missing");
    }
    if version.number.checked_sub(1) != Some(version.number_before) {
        check.report(place, format!("v{} of the story is missing", version.number_before.saturating_add(1)));
    }
    if version.is_withheld {
        // Its chain covers words that are gone. It is taken as it stands: the next one covers it.
        let [headline, byline, _, _, _, _, _, speaker, _] = &version.metadata;
        let body = check.accept(place, read::body::<String>(connection, &version.body))?;
        if [headline, byline, speaker].iter().any(|words| words.is_some()) || body.is_some_and(|body| !body.is_empty())
        {
            check.report(place, "it is withheld, and words of it are still here");
        }
        return check.capture(place, "its capture", &version.capture);
    }
    if version.chain != version.expected_chain() {
        check.report(place, "its chain does not fit: it, or the version before it in the history, was changed");
    }
    let body = read::body::<String>(connection, &version.body);
    if let Some(body) = check.accept(place, body)?
        && sha256(body.as_bytes()) != version.body
    {
        check.report(place, "its body was changed");
    }
    check.capture(place, "its capture", &version.capture)
}

/// Checks for what missing versions leave behind.
fn leftovers(check: &mut Check<'_>) -> Result<(), Fault> {
    let connection = check.connection;
    check.end_of("version")?;
    read::each(connection, EMPTY_STORIES, [], |row| {
        check.report(row.get::<_, String>(0)?, "all its versions are missing");
        Ok(())
    })?;
    let used = [
        ("body", "SELECT body FROM version"),
        (
            "capture",
            "SELECT capture FROM version UNION SELECT capture FROM recapture UNION SELECT capture FROM exhibit",
        ),
    ];
    for (table, used) in used {
        let sql = format!("SELECT count(*) FROM {table} WHERE sha256 NOT IN ({used})");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            check.report("file", format!("{count} rows of {table} belong to no version"));
        }
    }
    Ok(())
}
