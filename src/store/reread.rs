//! A further extraction for a version that is stored: what another extractor reads in the same text.
//!
//! The version, its body and its earlier extractions stay as they are; the new extraction becomes the present one.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::reading::{Analysis, fit};
use crate::story::{Slug, VersionNumber};

use super::error::{Error, Fault};
use super::{Origin, Writer, lineage, read, time, write};

const VERSION: &str = "SELECT version.id, version.story, version.body, version.chain, version.headline FROM version \
    JOIN story ON story.id = version.story WHERE story.slug = recorded(?1) AND version.number = ?2";
const PRESENT: &str = "SELECT max(extraction.id) FROM extraction JOIN version ON version.id = extraction.version \
    WHERE version.story = ?1 AND version.number = ?2";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[VERSION, PRESENT];

impl Writer<'_> {
    /// Adds an analysis to a version. `origins[i]` says where its `claims[i]` comes from: an index into the claims of the version before, or, past their end, into those of the version's extraction so far.
    ///
    /// # Errors
    /// When there is no such version, the analysis does not fit its body or the origins, or the database cannot be
    /// written. Then nothing is added.
    pub fn reread(
        &mut self,
        slug: &Slug,
        number: VersionNumber,
        analysis: &Analysis,
        origins: &[Origin],
        extractor: &str,
        made_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let mut add = || {
            let savepoint = self.transaction.savepoint()?;
            reread(&savepoint, slug, number, analysis, origins, extractor, made_at)?;
            Ok(savepoint.commit()?)
        };
        add().map_err(|fault: Fault| fault.at(self.path))
    }
}

fn reread(
    connection: &Connection,
    slug: &Slug,
    number: VersionNumber,
    analysis: &Analysis,
    origins: &[Origin],
    extractor: &str,
    made_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let version: Option<(i64, i64, String, String, Option<String>)> = connection
        .prepare_cached(VERSION)?
        .query_one(params![slug.as_str(), number], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let (id, story, body, chain, headline) =
        version.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")))?;
    let body: String = read::body(connection, &body)?;
    fit::check(&body, headline.as_deref(), analysis).map_err(Fault::Unfit)?;
    let mut before = Vec::new();
    for number in [number.saturating_sub(1), number] {
        let present: Option<i64> =
            connection.prepare_cached(PRESENT)?.query_one(params![story, number], |row| row.get(0))?;
        if let Some(present) = present {
            before.extend(lineage::of_extraction(connection, present)?);
        }
    }
    let lineages = lineage::assign(connection, story, number, &analysis.extraction, origins, &before)?;
    let made_at = time::to_text(made_at)?;
    write::add_extraction(connection, write::Version { id, chain: &chain }, analysis, &lineages, extractor, &made_at)
}
