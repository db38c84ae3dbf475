//! Checks the chain of exhibits, and their bytes.

use rusqlite::{Row, params_from_iter};

use super::super::error::Fault;
use super::super::exhibits::chain_of;
use super::super::places::rows_of;
use super::super::read;
use super::Check;

/// All exhibits, or those of one story, each with its version and the chain of the exhibit before it.
macro_rules! exhibits {
    ($($where:tt)*) => {
        concat!(
            "SELECT exhibit.id, called(standing(version.id, slug)) || '@v' || numbered(version.id, number), \
             version.chain, exhibit.name, exhibit.capture, exhibit.tool, exhibit.stored_at, exhibit.chain, before.chain \
             FROM exhibit LEFT JOIN version ON version.id = exhibit.version \
             LEFT JOIN story ON story.id = version.story \
             LEFT JOIN exhibit AS before ON before.id = exhibit.id - 1",
            $($where)*,
            " ORDER BY exhibit.id"
        )
    };
}

const ALL: &str = exhibits!("");
const OF_STORY: &str = exhibits!(" WHERE exhibit.version IN ", rows_of!("?1"));

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_STORY];

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let (connection, story) = (check.connection, check.story);
    let sql = if story.is_some() { OF_STORY } else { ALL };
    read::each(connection, sql, params_from_iter(story), |row| one(check, row))?;
    if story.is_some() { Ok(()) } else { check.end_of("exhibit") }
}

/// Checks one exhibit.
fn one(check: &mut Check<'_>, row: &Row<'_>) -> Result<(), Fault> {
    let id: i64 = row.get(0)?;
    let version: Option<(String, String)> = row.get::<_, Option<String>>(1)?.zip(row.get(2)?);
    let Some((place, version_chain)) = version else {
        check.report(format!("exhibit {id}"), "its version is missing");
        return Ok(());
    };
    let [name, capture, tool, stored_at, chain]: [String; 5] =
        [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
    let before: Option<String> = row.get(8)?;
    if before.is_none() && id > 1 {
        check.report(&place, "the exhibit before one of its own is missing");
    } else if chain != chain_of(before.as_deref(), [&version_chain, &name, &capture, &tool, &stored_at]) {
        check.report(&place, "an exhibit of it, or the one before in the history, was changed");
    }
    check.result.exhibits += 1;
    check.capture(&place, "the file of an exhibit of it", &capture)
}
