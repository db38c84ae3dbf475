//! Lists the speakers of all stories and versions, one row for each of a version.
//!
//! It joins nobody: who is who is for the caller to say.

use super::error::{Error, Fault};
use super::{History, read, rows, time};
use crate::sighting::VersionSpeaker;

const SPEAKERS: &str = "SELECT speaker.name, speaker.kind, speaker.role, story.slug, version.outlet, \
    coalesce(version.published_at, version.stood_at), version.id, \
    version.number = (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
    (SELECT count(*) FROM claim WHERE claim.extraction = speaker.extraction AND claim.speaker = speaker.number) \
    FROM present JOIN version ON version.id = present.version JOIN story ON story.id = version.story \
    JOIN speaker ON speaker.extraction = present.id ORDER BY version.id, speaker.number";

impl History {
    /// Visits the speakers of all versions, in the order of the history, one at a time.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn each_speaker(&self, mut visit: impl FnMut(VersionSpeaker)) -> Result<(), Error> {
        self.query(|connection| {
            read::each(connection, SPEAKERS, [], |row| {
                visit(VersionSpeaker {
                    name: row.get(0)?,
                    kind: rows::word(row, 1)?,
                    role: row.get(2)?,
                    story: rows::word(row, 3)?,
                    outlet: row.get(4)?,
                    date: time::zoned(&row.get::<_, String>(5)?)?.date_naive(),
                    version: row.get(6)?,
                    is_latest: row.get(7)?,
                    claims: row.get(8)?,
                });
                Ok::<_, Fault>(())
            })
        })
    }
}
