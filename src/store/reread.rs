//! A further extraction for a version that is stored: what another extractor reads in the same text.
//!
//! The version, its body and its earlier extractions stay as they are; the new extraction becomes the present one.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use crate::reading::{Analysis, fit};
use crate::story::{Slug, VersionNumber};

use super::error::{Error, Fault};
use super::lineage::LineagePlace;
use super::names::Names;
use super::places::{neighbours, row_at};
use super::{Origin, Writer, lineage, read, time, write};

const VERSION: &str = concat!(
    "SELECT version.id, version.story, version.number, version.body, version.chain, version.headline, before.id \
     FROM version ",
    neighbours!(),
    "WHERE version.id = ",
    row_at!("?1", "?2")
);

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[VERSION];

/// A version as its row has it.
struct VersionRecord {
    id: i64,
    /// The row of the story under which it is recorded, and its number there.
    story: i64,
    recorded: VersionNumber,
    body: String,
    chain: String,
    headline: Option<String>,
    /// The row of the version that stands before it.
    last: Option<i64>,
}

impl VersionRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
        let (id, story, recorded) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (body, chain, headline, last) = (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
        Ok(Self { id, story, recorded, body, chain, headline, last })
    }
}

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
            reread(&savepoint, self.names, slug, number, analysis, origins, extractor, made_at)?;
            savepoint.commit()?;
            self.names.refresh_ahead(&self.transaction)
        };
        add().map_err(|fault: Fault| fault.at(self.path))
    }
}

#[expect(clippy::too_many_arguments, reason = "what an extraction is made of, and of which version")]
fn reread(
    connection: &Connection,
    names: &Names,
    slug: &Slug,
    number: VersionNumber,
    analysis: &Analysis,
    origins: &[Origin],
    extractor: &str,
    made_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let version = read::one(connection, VERSION, params![slug.as_str(), number], VersionRecord::from_row)?;
    let VersionRecord { id, story, recorded, body, chain, headline, last } =
        version.ok_or_else(|| Fault::Damaged(format!("{slug}@v{number} is missing")))?;
    let body: String = read::body(connection, &body)?;
    fit::check(&body, headline.as_deref(), analysis).map_err(Fault::Unfit)?;
    let mut before = Vec::new();
    for version in last.into_iter().chain([id]) {
        let lineages = write::present_lineages(connection, version)?;
        before.extend(lineages.into_iter().map(|lineage| names.lineage(slug, lineage)));
    }
    let place = LineagePlace { names, slug, story, number: recorded };
    let lineages = lineage::assign(connection, place, &analysis.extraction, origins, &before)?;
    let made_at = time::to_text(made_at)?;
    write::add_extraction(connection, write::Version { id, chain: &chain }, analysis, &lineages, extractor, &made_at)
}
