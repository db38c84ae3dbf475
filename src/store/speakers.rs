//! Lists the speakers of all stories and versions, one row for each of a version.
//!
//! It joins nobody: who is who is for the caller to say.

use chrono::NaiveDate;

use super::error::{Error, Fault};
use super::places::neighbours;
use super::{History, read, rows, time};
use crate::sighting::VersionSpeaker;
use crate::story::Slug;

const SPEAKERS: &str = concat!(
    "SELECT speaker.name, speaker.kind, speaker.role, called(standing(version.id, story.slug)), version.outlet, \
    coalesce(version.published_at, version.stood_at), version.id, \
    CASE WHEN after.id IS NULL THEN \
      (SELECT count(*) FROM claim WHERE claim.extraction = speaker.extraction AND claim.speaker = speaker.number) \
    ELSE 0 END \
    FROM version CROSS JOIN story ON story.id = version.story ",
    neighbours!(),
    "CROSS JOIN speaker ON speaker.extraction = (SELECT max(id) FROM extraction WHERE extraction.version = version.id) \
    ORDER BY version.id, speaker.number"
);

impl History {
    /// Visits the speakers of all versions, in the order of the history, one at a time.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn each_speaker(&self, mut visit: impl FnMut(VersionSpeaker)) -> Result<(), Error> {
        self.query(|connection| {
            // The speakers of one version come one after the other.
            let mut at: Option<(i64, Slug, NaiveDate)> = None;
            read::each(connection, SPEAKERS, [], |row| {
                let version = row.get(6)?;
                let (story, date) = match at.take().filter(|(last, ..)| *last == version) {
                    Some((_, story, date)) => (story, date),
                    None => (rows::word(row, 3)?, time::zoned(&row.get::<_, String>(5)?)?.date_naive()),
                };
                at = Some((version, story.clone(), date));
                visit(VersionSpeaker {
                    name: row.get(0)?,
                    kind: rows::word(row, 1)?,
                    role: row.get(2)?,
                    story,
                    outlet: row.get(4)?,
                    date,
                    version,
                    claims: row.get(7)?,
                });
                Ok::<_, Fault>(())
            })
        })
    }
}
