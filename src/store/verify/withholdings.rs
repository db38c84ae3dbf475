//! Checks the chain of withholdings with what is left, and tells what is withheld: that alone cannot be checked.

use rusqlite::Row;

use super::super::error::Fault;
use super::super::read;
use super::super::withholdings::{ALL, chain_of, withholding};
use super::Check;
use crate::stored::Withheld;

const CALLED: &str = "SELECT called(?1)";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let connection = check.connection;
    let story = check.story.map(|story| connection.query_row(CALLED, [story], |row| row.get::<_, String>(0)));
    let story = story.transpose()?;
    read::each(connection, ALL, [], |row| one(check, story.as_deref(), row))?;
    if story.is_some() { Ok(()) } else { check.end_of("withholding") }
}

/// Checks one withholding.
fn one(check: &mut Check<'_>, story: Option<&str>, row: &Row<'_>) -> Result<(), Fault> {
    let what = withholding(row)?;
    let is_meant = match &what.what {
        Withheld::Version(slug, _) => story.is_none_or(|story| story == slug.as_str()),
        Withheld::Capture => story.is_none(),
    };
    if !is_meant {
        return Ok(());
    }
    let id: i64 = row.get(7)?;
    let [author, reason, stored_at, chain]: [String; 4] = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(8)?];
    let (capture, version, before): (Option<String>, Option<i64>, Option<String>) =
        (row.get(3)?, row.get(9)?, row.get(10)?);
    let place = match &what.what {
        Withheld::Version(slug, number) => format!("{slug}@v{number}"),
        Withheld::Capture => "file".to_owned(),
    };
    if before.is_none() && id > 1 {
        check.report(&place, format!("the withholding before withholding {id} is missing"));
    } else if chain
        != chain_of(check.connection, before.as_deref(), (version, capture.as_deref()), [&author, &reason, &stored_at])?
    {
        check.report(&place, format!("what is left of it, withholding {id}, or the one before it, was changed"));
    }
    check.result.withheld.push(what);
    Ok(())
}
