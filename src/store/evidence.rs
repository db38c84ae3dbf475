//! What proves a story's versions outside of this file: the fields that each chain covers.
//!
//! It hands out rows as they stand, and judges none.

use rusqlite::Row;

use crate::stored::ChainRow;
use crate::story::Slug;

use super::error::{Error, Fault};
use super::places::rows_of;
use super::{History, chain, read};

const CHAIN_ROWS: &str = concat!(
    "SELECT version.id, before.chain, story.slug, version.number, version.headline, version.byline, version.outlet, \
     version.url, version.published_at, version.modified_at, version.captured_at, version.stored_at, version.body, \
     version.capture, version.speaker, version.doubts, version.chain, numbered(version.id, version.number) \
     FROM version JOIN story ON story.id = version.story LEFT JOIN version AS before ON before.id = version.id - 1 \
     WHERE version.id IN ",
    rows_of!("?1"),
    " ORDER BY 18"
);

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[CHAIN_ROWS];

impl History {
    /// Lists what the chains of a story's versions cover, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn chain_rows(&self, slug: &Slug) -> Result<Vec<ChainRow>, Error> {
        self.query(|connection| read::list(connection, CHAIN_ROWS, [slug.as_str()], row))
    }
}

fn row(row: &Row<'_>) -> Result<ChainRow, Fault> {
    Ok(ChainRow {
        stands_as: row.get(17)?,
        place: row.get(0)?,
        before: row.get(1)?,
        slug: row.get(2)?,
        number: row.get(3)?,
        headline: row.get(4)?,
        byline: row.get(5)?,
        outlet: row.get(6)?,
        url: row.get(7)?,
        published_at: row.get(8)?,
        modified_at: row.get(9)?,
        captured_at: row.get(10)?,
        stored_at: row.get(11)?,
        body: row.get(12)?,
        capture: row.get(13)?,
        speaker: row.get(14)?,
        doubts: row.get(15)?,
        chain: row.get(16)?,
    })
}

/// Computes the chain of a version anew from the fields that it covers.
pub fn chain_of(row: &ChainRow) -> String {
    let metadata = [
        &row.headline,
        &row.byline,
        &row.outlet,
        &row.url,
        &row.published_at,
        &row.modified_at,
        &row.captured_at,
        &row.speaker,
        &row.doubts,
    ];
    let fields = chain::VersionFields {
        slug: &row.slug,
        number: row.number,
        metadata: metadata.map(|field| field.as_deref()),
        stored_at: &row.stored_at,
        body: &row.body,
        capture: &row.capture,
    };
    chain::of_version(row.before.as_deref(), &fields)
}
