//! Checks what a claim continues or returns to: its lineage enters where it says, and the wordings by which a claim that
//! returns is known again are those of the story's claims, all of them and no others. What entered with a version that is
//! withheld now cannot be looked up there.

use rusqlite::params_from_iter;

use super::super::error::Fault;
use super::super::{lineage, read};
use super::Check;

const STORIES: &str = "SELECT id, called(slug) FROM story ORDER BY id";
const STORY: &str = "SELECT id, called(slug) FROM story WHERE slug = recorded(?1)";

const STRAYS: &str = "SELECT count(*) FROM lineage WHERE NOT EXISTS (SELECT 1 FROM version \
    JOIN extraction ON extraction.version = version.id JOIN claim ON claim.extraction = extraction.id \
    WHERE version.story = lineage.story AND version.number = lineage.entered AND claim.lineage = lineage.id) \
    AND NOT EXISTS (SELECT 1 FROM withholding JOIN version ON version.id = withholding.version \
    WHERE version.story = lineage.story AND version.number = lineage.entered)";

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[STORY];

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let connection = check.connection;
    let sql = if check.story.is_some() { STORY } else { STORIES };
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
    for (story, place) in read::list(connection, sql, params_from_iter(check.story), row)? {
        let claims = lineage::wordings_of_claims(connection, story)?;
        let noted = lineage::wordings_noted(connection, story)?;
        let (missing, foreign) = (claims.difference(&noted).count(), noted.difference(&claims).count());
        for (count, what) in [(missing, "are missing"), (foreign, "belong to none of its claims")] {
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
