//! Checks that tables, indexes and triggers are as this program makes them: without its triggers a history can be
//! changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::error::Fault;
use super::super::{open, read};
use super::Check;

const OBJECTS: &str = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema \
    WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'";

pub(super) fn check(check: &mut Check<'_>) -> Result<(), Fault> {
    let found = objects(check.connection)?;
    let fresh = Connection::open_in_memory()?;
    open::SCHEMAS.migrate(&fresh, None)?;
    let fresh = objects(&fresh)?;
    for (name, sql) in &fresh {
        match found.get(name) {
            None => check.report("schema", format!("{name} is missing")),
            Some(other) if other != sql => check.report("schema", format!("{name} was changed")),
            Some(_) => {}
        }
    }
    for name in found.keys().filter(|name| !fresh.contains_key(*name)) {
        check.report("schema", format!("{name} was added by another program"));
    }
    Ok(())
}

/// Returns all objects of a schema with their definitions, comments and white space apart: a column that is added to a
/// table comes before the comment on the one before it.
pub(in crate::store) fn objects(connection: &Connection) -> Result<BTreeMap<String, String>, Fault> {
    let objects = read::list(connection, OBJECTS, [], |row| {
        let (name, sql): (String, String) = (row.get(0)?, row.get(1)?);
        let words = sql.lines().flat_map(|line| line.split("--").next().unwrap_or_default().split_whitespace());
        Ok((name, words.collect::<Vec<_>>().join(" ")))
    })?;
    Ok(objects.into_iter().collect())
}
