//! Stories as diffengine keeps them: `entryversion` and its neighbours, in SQLite.
//!
//! A summary is the text as paragraphs of HTML, as diffengine has it: white space at the ends of lines and of the text,
//! and blank lines beyond one, have no place there. What has no address gets the story's `urn:onrecord:…`.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::{Error, Scope, names};
use crate::report::encoded;
use crate::store::{History, StoredVersion};

/// The tables, as diffengine makes them.
const TABLES: &str = r#"
    CREATE TABLE "feed" ("url" VARCHAR(255) NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL,
        "created" DATETIME NOT NULL);
    CREATE TABLE "entry" ("id" INTEGER NOT NULL PRIMARY KEY, "url" VARCHAR(255) NOT NULL,
        "created" DATETIME NOT NULL, "checked" DATETIME NOT NULL);
    CREATE TABLE "feedentry" ("id" INTEGER NOT NULL PRIMARY KEY,
        "feed_id" VARCHAR(255) NOT NULL REFERENCES "feed" ("url"),
        "entry_id" INTEGER NOT NULL REFERENCES "entry" ("id"), "created" DATETIME NOT NULL);
    CREATE TABLE "entryversion" ("id" INTEGER NOT NULL PRIMARY KEY, "title" VARCHAR(255) NOT NULL,
        "url" VARCHAR(255) NOT NULL, "summary" VARCHAR(255) NOT NULL, "created" DATETIME NOT NULL,
        "archive_url" VARCHAR(255), "entry_id" INTEGER NOT NULL REFERENCES "entry" ("id"));
    CREATE INDEX "entryversion_entry_id" ON "entryversion" ("entry_id");
    CREATE TABLE "diff" ("id" INTEGER NOT NULL PRIMARY KEY,
        "old_id" INTEGER NOT NULL REFERENCES "entryversion" ("id"),
        "new_id" INTEGER NOT NULL REFERENCES "entryversion" ("id"), "created" DATETIME NOT NULL,
        "tweeted" DATETIME, "blogged" DATETIME);
"#;

/// Writes the versions in the scope into a new database; `path` is a file that is empty or not there.
pub fn diffengine(history: &History, scope: &Scope, path: &Path) -> Result<(), Error> {
    let mut connection = Connection::open(path)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    let mut entry = 0;
    scope.each_version(history, |version| {
        if version.number == 1 {
            entry += 1;
            add_entry(&transaction, entry, &version)?;
        }
        transaction
            .prepare_cached(
                "INSERT INTO entryversion (title, url, summary, created, entry_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                version.metadata.headline.as_deref().unwrap_or_default(),
                address(&version),
                summary(&version.body),
                time(version.captured_at),
                entry
            ])?;
        Ok(())
    })?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Adds a story by its first version, with the feed of its outlet.
fn add_entry(connection: &Connection, entry: i64, version: &StoredVersion) -> rusqlite::Result<()> {
    let time = time(version.captured_at);
    connection.execute("INSERT INTO entry VALUES (?1, ?2, ?3, ?3)", params![entry, address(version), time])?;
    let Some(outlet) = &version.metadata.outlet else { return Ok(()) };
    let feed = format!("urn:onrecord:outlet:{}", encoded(outlet));
    connection.execute("INSERT OR IGNORE INTO feed VALUES (?1, ?2, ?3)", params![feed, outlet, time])?;
    connection.execute(
        "INSERT INTO feedentry (feed_id, entry_id, created) VALUES (?1, ?2, ?3)",
        params![feed, entry, time],
    )?;
    Ok(())
}

fn address(version: &StoredVersion) -> String {
    version.metadata.url.clone().unwrap_or_else(|| names::story(&version.story))
}

/// Writes a time as diffengine does, in UTC.
fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// Writes a text as paragraphs.
fn summary(body: &str) -> String {
    let lines: Vec<&str> = body.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    let html = |lines: &[&str]| lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
    paragraphs.map(|lines| format!("<p>{}</p>", html(lines))).collect::<Vec<_>>().join("\n")
}

/// Escapes what would be markup, and nothing else: the text is to come back as it was.
fn escaped(line: &str) -> String {
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_paragraphs() {
        let text = "One <b>, two.\nThree.\n\n\n “Fish & chips” \n";
        assert_eq!(summary(text), "<p>One &lt;b&gt;, two.<br>Three.</p>\n<p>“Fish &amp; chips”</p>");
        assert_eq!(summary("\n"), "");
    }
}
