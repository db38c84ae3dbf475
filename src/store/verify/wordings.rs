//! Checks what a claim continues or returns to: its lineage enters where it says, and the wordings by which a claim that
//! returns is known again are those of the story's claims, all of them and no others.

use std::collections::BTreeSet;

use rusqlite::params_from_iter;

use super::super::error::Fault;
use super::super::{keys, read};
use super::Check;

const STORIES: &str = "SELECT id, called(slug) FROM story ORDER BY id";
const STORY: &str = "SELECT id, called(slug) FROM story WHERE slug = recorded(?1)";
const OF_CLAIMS: &str = "SELECT claim.lineage, claim.kind, speaker.name, claim.content FROM version \
    JOIN extraction ON extraction.version = version.id JOIN claim ON claim.extraction = extraction.id \
    LEFT JOIN speaker ON speaker.extraction = claim.extraction AND speaker.number = claim.speaker \
    WHERE version.story = ?1";
const NOTED: &str = "SELECT lineage, sha256 FROM wording WHERE story = ?1";

const STRAYS: &str = "SELECT count(*) FROM lineage WHERE NOT EXISTS (SELECT 1 FROM version \
    JOIN extraction ON extraction.version = version.id JOIN claim ON claim.extraction = extraction.id \
    WHERE version.story = lineage.story AND version.number = lineage.entered AND claim.lineage = lineage.id)";

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[STORY, OF_CLAIMS, NOTED];

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let connection = check.connection;
    let sql = if check.story.is_some() { STORY } else { STORIES };
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
    for (story, place) in read::list(connection, sql, params_from_iter(check.story), row)? {
        let mut missing = BTreeSet::new();
        read::each(connection, OF_CLAIMS, [story], |row| {
            let (kind, speaker): (String, Option<String>) = (row.get(1)?, row.get(2)?);
            let key = keys::wording_key_of(&kind, speaker.as_deref(), &row.get::<_, String>(3)?);
            missing.insert((row.get::<_, i64>(0)?, key));
            Ok(())
        })?;
        let mut foreign = 0_usize;
        read::each(connection, NOTED, [story], |row| {
            foreign += usize::from(!missing.remove(&(row.get(0)?, row.get(1)?)));
            Ok(())
        })?;
        for (count, what) in [(missing.len(), "are missing"), (foreign, "belong to none of its claims")] {
            if count > 0 {
                check.report(&place, format!("{count} of the wordings that a claim is known again by {what}"));
            }
        }
    }
    if check.story.is_some() { Ok(()) } else { entries(check) }
}

/// Checks that each lineage has a claim in the version that it is said to have entered with.
fn entries(check: &mut Check<'_>) -> Result<(), Fault> {
    let strays: i64 = check.connection.query_row(STRAYS, [], |row| row.get(0))?;
    if strays > 0 {
        check.report("file", format!("{strays} claims are said to have entered where they did not stand"));
    }
    Ok(())
}
