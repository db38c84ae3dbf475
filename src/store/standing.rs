//! Where versions stand: what their story is called, which numbers it has, what was recorded.
//!
//! It reads no texts; which decisions count is for curation to say.

use rusqlite::{Connection, Row, params};

use crate::curation::{StoryEnd, StoryNames};
use crate::story::{Slug, VersionNumber};

use super::error::{Error, Fault};
use super::joins::Comparer;
use super::names::Names;
use super::places::{neighbours, row_at, rows_of};
use super::{History, StoredVersion, read, rows};

const RECORDED: &str =
    "SELECT coalesce(max(number), 0) FROM version WHERE story = (SELECT id FROM story WHERE slug = recorded(?1))";
const ORIGIN: &str = concat!(
    "SELECT story.slug, version.number FROM version CROSS JOIN story ON story.id = version.story WHERE version.id = ",
    row_at!("?1", "?2")
);
const NUMBERS: &str = concat!("SELECT numbered(id, number) FROM version WHERE id IN ", rows_of!("?1"), " ORDER BY 1");
const BEFORE: &str = concat!(
    "SELECT numbered(before.id, before.number) FROM version ",
    neighbours!(),
    "WHERE version.id = ",
    row_at!("?1", "?2"),
    " AND before.id IS NOT NULL"
);

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[RECORDED, ORIGIN, NUMBERS, BEFORE];

impl History {
    /// Sets how claims are compared where versions of two recorded stories meet; until then only the same words make
    /// two claims one there.
    pub fn compare_by(&self, comparer: Comparer) {
        self.names.compare_by(comparer);
    }

    /// Returns what stories are called, and under which names they were recorded.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn story_names(&self) -> Result<StoryNames, Error> {
        self.query(|_| Ok(self.names.story_names()))
    }

    /// Returns what the story that a name finds is called: the name itself, unless a decision says otherwise.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn called(&self, name: &Slug) -> Result<Slug, Error> {
        self.query(|_| Ok(self.names.called(name)))
    }

    /// Returns where a story ends: how many versions were recorded under its name, and the last number that it gave.
    pub fn story_end(&self, slug: &Slug) -> Result<StoryEnd, Error> {
        self.query(|connection| {
            let had = read::one(connection, RECORDED, [slug.as_str()], |row| Ok(row.get(0)?))?.unwrap_or_default();
            Ok(StoryEnd { had, after: self.names.next_number(slug).map_or(had, |next| next - 1) })
        })
    }

    /// Returns the name and the number under which a version was recorded.
    pub fn recorded_as(&self, slug: &Slug, number: VersionNumber) -> Result<(Slug, VersionNumber), Error> {
        self.query(|connection| {
            let origin = |row: &Row<'_>| Ok((rows::word(row, 0)?, row.get(1)?));
            let origin = read::one(connection, ORIGIN, params![slug.as_str(), number], origin)?;
            origin.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")))
        })
    }

    /// Lists the numbers of a story's versions, in their order.
    pub fn version_numbers(&self, slug: &Slug) -> Result<Vec<VersionNumber>, Error> {
        self.query(|connection| read::list(connection, NUMBERS, [slug.as_str()], |row| Ok(row.get(0)?)))
    }

    /// Reads the version that stands before another one in its story.
    pub fn version_before(&self, version: &StoredVersion) -> Result<Option<StoredVersion>, Error> {
        self.query(|connection| before(connection, &self.names, &version.story.slug, version.number))
    }
}

/// Reads the version that stands in a story before the one with a number.
pub(super) fn before(
    connection: &Connection,
    names: &Names,
    slug: &Slug,
    number: VersionNumber,
) -> Result<Option<StoredVersion>, Fault> {
    let number = read::one(connection, BEFORE, params![slug.as_str(), number], |row| Ok(row.get(0)?))?;
    number.map_or(Ok(None), |number| read::version(connection, names, slug, number))
}
