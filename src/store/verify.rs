//! Checks that a history is whole: nothing changed, nothing missing, every claim's words where it says.
//!
//! It repairs nothing, and reports all that it finds instead of stopping at the first. It cannot see that the end of a
//! history was cut off cleanly, nor that all of it was written anew: for that, compare [`Verification::head`] with one
//! noted earlier.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use crate::story::{VersionNumber, sha256};

use super::error::{Error, Fault};
use super::{History, chain, decisions, fit, open, read, recaptures};

/// What a check of a history found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many versions were checked.
    pub versions: u64,
    /// How many extractions were checked, superseded ones with them.
    pub extractions: u64,
    /// The hash of the last version, which covers all versions before it; `None` in an empty history.
    pub head: Option<String>,
    /// What is wrong; empty in a sound history.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about: a version ("harbour-fire@v2"), or a part of the file ("schema").
    pub about: String,
    /// What is wrong, in words.
    pub message: String,
}

impl History {
    /// Checks the whole history: the file, its schema, the hash chains, every body, capture and claim, and every
    /// decision.
    ///
    /// # Errors
    /// When the database cannot be read at all. What is wrong with what it holds is in the result.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.read(|connection| {
            let mut found = Verification::default();
            file(connection, &mut found)?;
            schema(connection, &mut found)?;
            let chains = versions(connection, &mut found)?;
            recaptures::verify(connection, &mut found)?;
            extractions(connection, &chains, &mut found)?;
            leftovers(connection, &mut found)?;
            journal(connection, &mut found)?;
            Ok(found)
        })
    }
}

impl Verification {
    /// Returns whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn report(&mut self, about: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { about: about.into(), message: message.into() });
    }

    /// Turns a fault about a part into a problem; one about the whole database stays.
    pub(super) fn take<T>(&mut self, about: &str, result: Result<T, Fault>) -> Result<Option<T>, Fault> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Damaged(what) | Fault::Unfit(what)) => {
                self.report(about, what);
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }
}

/// Checks the file by SQLite's means.
fn file(connection: &Connection, found: &mut Verification) -> Result<(), Fault> {
    for message in read::list(connection, "PRAGMA integrity_check(20)", [], |row| Ok(row.get::<_, String>(0)?))? {
        if message != "ok" {
            found.report("file", message);
        }
    }
    let dangling = read::list(connection, "PRAGMA foreign_key_check", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?))
    })?;
    for (table, parent) in dangling {
        found.report("file", format!("a row of {table} refers to a row of {parent} that is missing"));
    }
    Ok(())
}

/// Checks that tables, indexes and triggers are as this program makes them: without its triggers a history can be
/// changed.
fn schema(connection: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let ours = objects(connection)?;
    let fresh = Connection::open_in_memory()?;
    open::SCHEMAS.migrate(&fresh, None)?;
    let fresh = objects(&fresh)?;
    for (name, sql) in &fresh {
        match ours.get(name) {
            None => found.report("schema", format!("{name} is missing")),
            Some(other) if other != sql => found.report("schema", format!("{name} was changed")),
            Some(_) => {}
        }
    }
    for name in ours.keys().filter(|name| !fresh.contains_key(*name)) {
        found.report("schema", format!("{name} is not of this program's making"));
    }
    Ok(())
}

/// Returns all objects of a schema with their definitions, white space apart.
pub(super) fn objects(connection: &Connection) -> Result<BTreeMap<String, String>, Fault> {
    let sql = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'";
    let objects = read::list(connection, sql, [], |row| {
        let (name, sql): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((name, sql.split_whitespace().collect::<Vec<_>>().join(" ")))
    })?;
    Ok(objects.into_iter().collect())
}

/// A version as its row has it.
struct Version {
    id: i64,
    about: String,
    slug: String,
    number: VersionNumber,
    metadata: [Option<String>; 8],
    stored_at: String,
    body: String,
    capture: String,
    chain: String,
}

/// What the check of a version's extractions needs to know of it.
struct Checked {
    about: String,
    chain: String,
    body: String,
}

const VERSIONS: &str = "SELECT version.id, coalesce(story.slug, '?'), version.number, version.headline, version.byline, \
    version.outlet, version.url, version.published_at, version.modified_at, version.captured_at, version.speaker, version.stored_at, \
    version.body, version.capture, version.chain FROM version LEFT JOIN story ON story.id = version.story ORDER BY version.id";

impl Version {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let (slug, number): (String, VersionNumber) = (row.get(1)?, row.get(2)?);
        let mut metadata: [Option<String>; 8] = Default::default();
        for (column, field) in metadata.iter_mut().enumerate() {
            *field = row.get(3 + column)?;
        }
        Ok(Self {
            id: row.get(0)?,
            about: format!("{slug}@v{number}"),
            slug,
            number,
            metadata,
            stored_at: row.get(11)?,
            body: row.get(12)?,
            capture: row.get(13)?,
            chain: row.get(14)?,
        })
    }

    fn expected_chain(&self, before: Option<&str>) -> String {
        let fields = chain::VersionFields {
            slug: &self.slug,
            number: self.number,
            metadata: self.metadata.each_ref().map(Option::as_deref),
            stored_at: &self.stored_at,
            body: &self.body,
            capture: &self.capture,
        };
        chain::of_version(before, &fields)
    }
}

/// Checks the chain of versions, their bodies and captures.
fn versions(connection: &Connection, found: &mut Verification) -> Result<BTreeMap<i64, Checked>, Fault> {
    let mut checked = BTreeMap::new();
    let mut numbers: BTreeMap<String, VersionNumber> = BTreeMap::new();
    let mut last = 0;
    for version in read::list(connection, VERSIONS, [], Version::read)? {
        let about = &version.about;
        if version.id != last + 1 {
            found.report(about, "the version before it in the history is missing");
        }
        last = version.id;
        let number = numbers.entry(version.slug.clone()).or_default();
        if version.number != *number + 1 {
            found.report(about, format!("v{} of the story is missing", *number + 1));
        }
        *number = version.number;
        // After a break the chain is followed from what stands there, so that one change is one problem.
        if version.chain != version.expected_chain(found.head.as_deref()) {
            found.report(about, "its chain does not fit: it, or the version before it in the history, was changed");
        }
        let body = read::body::<String>(connection, &version.body);
        if let Some(body) = found.take(about, body)?
            && sha256(body.as_bytes()) != version.body
        {
            found.report(about, "its body was changed");
        }
        let capture = read::one(
            connection,
            "SELECT size, encoding, bytes FROM capture WHERE sha256 = ?1",
            [&version.capture],
            read::capture,
        );
        match found.take(about, capture)? {
            Some(None) => found.report(about, "its capture is missing"),
            Some(Some(capture)) if sha256(&capture) != version.capture => {
                found.report(about, "its capture was changed");
            }
            _ => {}
        }
        found.versions += 1;
        found.head = Some(version.chain.clone());
        checked.insert(version.id, Checked { about: version.about, chain: version.chain, body: version.body });
    }
    let issued = "SELECT seq FROM sqlite_sequence WHERE name = 'version'";
    let issued: i64 = read::one(connection, issued, [], |row| Ok(row.get(0)?))?.unwrap_or(0);
    if issued > last {
        found.report("file", "the last versions of the history are missing");
    }
    Ok(checked)
}

/// An extraction as its row has it.
struct ExtractionRow {
    id: i64,
    version: i64,
    extractor: String,
    made_at: String,
    warnings: String,
    chain: String,
}

const EXTRACTIONS: &str = "SELECT id, version, extractor, made_at, warnings, chain FROM extraction ORDER BY id";

/// Checks the chain of extractions, and each against its body.
fn extractions(
    connection: &Connection,
    versions: &BTreeMap<i64, Checked>,
    found: &mut Verification,
) -> Result<(), Fault> {
    let rows = read::list(connection, EXTRACTIONS, [], |row| {
        Ok(ExtractionRow {
            id: row.get(0)?,
            version: row.get(1)?,
            extractor: row.get(2)?,
            made_at: row.get(3)?,
            warnings: row.get(4)?,
            chain: row.get(5)?,
        })
    })?;
    let (mut last, mut before) = (0, None);
    for row in rows {
        let Some(version) = versions.get(&row.version) else {
            found.report(format!("extraction {}", row.id), "its version is missing");
            (last, before) = (row.id, Some(row.chain));
            continue;
        };
        if row.id != last + 1 {
            found.report(&version.about, "the extraction before its own is missing");
        }
        let fields = chain::ExtractionFields {
            id: row.id,
            version: &version.chain,
            extractor: &row.extractor,
            made_at: &row.made_at,
            warnings: &row.warnings,
        };
        if row.chain != chain::of_extraction(connection, before.as_deref(), &fields)? {
            let message = format!("its claims by {}, or those of the extraction before, were changed", row.extractor);
            found.report(&version.about, message);
        }
        let parts = read::body::<String>(connection, &version.body)
            .and_then(|body| Ok((body, read::extraction(connection, row.id)?.0)));
        if let Some((body, extraction)) = found.take(&version.about, parts)?
            && let Err(why) = fit::check(&body, &extraction)
        {
            found.report(&version.about, format!("a claim does not fit its text: {why}"));
        }
        found.extractions += 1;
        (last, before) = (row.id, Some(row.chain));
    }
    for version in versions_without_extraction(connection, versions)? {
        found.report(version, "its claims are missing");
    }
    Ok(())
}

fn versions_without_extraction(
    connection: &Connection,
    versions: &BTreeMap<i64, Checked>,
) -> Result<Vec<String>, Fault> {
    let sql = "SELECT id FROM version WHERE NOT EXISTS (SELECT 1 FROM extraction WHERE version = version.id)";
    let ids: Vec<i64> = read::list(connection, sql, [], |row| Ok(row.get(0)?))?;
    Ok(ids.iter().filter_map(|id| versions.get(id)).map(|version| version.about.clone()).collect())
}

/// Checks for what a missing version would leave behind.
fn leftovers(connection: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let stories =
        "SELECT slug FROM story WHERE NOT EXISTS (SELECT 1 FROM version WHERE story = story.id) ORDER BY slug";
    for slug in read::list(connection, stories, [], |row| Ok(row.get::<_, String>(0)?))? {
        found.report(slug, "all its versions are missing");
    }
    let used = [
        ("body", "SELECT body FROM version"),
        ("capture", "SELECT capture FROM version UNION SELECT capture FROM recapture"),
    ];
    for (table, used) in used {
        let sql = format!("SELECT count(*) FROM {table} WHERE sha256 NOT IN ({used})");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            found.report("file", format!("{count} rows of {table} belong to no version"));
        }
    }
    Ok(())
}

/// Checks that no decision was changed, and none but the last is missing.
fn journal(connection: &Connection, found: &mut Verification) -> Result<(), Fault> {
    let numbers: Vec<u64> =
        read::list(connection, "SELECT number FROM decision ORDER BY number", [], |row| Ok(row.get(0)?))?;
    if let Some(gap) = (1..).zip(&numbers).find(|(expected, number)| expected != *number) {
        found.report("decisions", format!("decision {} is missing", gap.0));
    }
    let entries = decisions::journal(connection);
    for (number, entry) in numbers.iter().zip(found.take("decisions", entries)?.unwrap_or_default()) {
        if entry.hash() != entry.id {
            found.report("decisions", format!("decision {number} was changed"));
        }
    }
    Ok(())
}
