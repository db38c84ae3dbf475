//! What is watched: the watches that a user added, and the addresses that are looked at for them.
//!
//! It is no part of the history: rows are changed as watching continues. It decides nothing about when.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::error::{Error, Fault};
use super::{History, Writer, read, time};
use crate::story::Slug;
use crate::target::{Target, TargetKind, Watch};

macro_rules! watch_columns {
    () => {
        "watch.id, watch.url, watch.every, watch.patterns, called(watch.story)"
    };
}

macro_rules! target_columns {
    () => {
        "target.id, target.url, target.kind, called(target.story), target.noted_at, target.dated_at, target.checked_at, \
         target.changed_at, target.due_at, target.failures, target.problem"
    };
}

const WATCHES: &str = concat!("SELECT ", watch_columns!(), " FROM watch ORDER BY id");
const DUE: &str = concat!(
    "SELECT ",
    target_columns!(),
    ", ",
    watch_columns!(),
    " FROM target JOIN watch ON watch.id = target.watch WHERE target.due_at <= ?1 \
     ORDER BY target.due_at, target.id LIMIT ?2"
);
const NEXT: &str = "SELECT due_at FROM target WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1";
const TARGETS: &str = concat!("SELECT ", target_columns!(), " FROM target WHERE watch = ?1 ORDER BY id");
const CLAIM: &str = "UPDATE target SET due_at = ?3 WHERE id = ?1 AND due_at = ?2";

/// The queries of a look at an address, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[DUE, NEXT, TARGETS, CLAIM];

impl History {
    /// Returns all watches, in the order in which they were added.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn watches(&self) -> Result<Vec<Watch>, Error> {
        self.query(|connection| read::list(connection, WATCHES, [], |row| watch(row, 0)))
    }

    /// Returns the addresses that are looked at for a watch, its own first.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn targets(&self, watch: i64) -> Result<Vec<Target>, Error> {
        self.query(|connection| read::list(connection, TARGETS, [watch], target))
    }

    /// Returns addresses that are due, the longest due first, each with its watch.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn due(&self, now: DateTime<Utc>, most: u32) -> Result<Vec<(Target, Watch)>, Error> {
        self.query(|connection| {
            read::list(connection, DUE, params![time::to_bound(now), most], |row| Ok((target(row)?, watch(row, 11)?)))
        })
    }

    /// Returns when the next address is due.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.query(|connection| read::one(connection, NEXT, [], |row| time::from_text(&row.get::<_, String>(0)?)))
    }
}

impl Writer<'_> {
    /// Adds a watch, or changes what was said of one; its address is due at once. Says whether it is new.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn watch(
        &mut self,
        url: &str,
        every: Option<Duration>,
        patterns: &[String],
        story: Option<&Slug>,
        now: DateTime<Utc>,
    ) -> Result<bool, Error> {
        add(&self.transaction, url, every, patterns, story, now).map_err(|fault| fault.at(self.path))
    }

    /// Takes a watch away, with the addresses that are looked at for it. What was stored of them stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn unwatch(&mut self, watch: i64) -> Result<(), Error> {
        self.watching(|connection| connection.execute("DELETE FROM watch WHERE id = ?1", [watch]).map(|_| ()))
    }

    /// Makes all addresses due that are not at rest, and all deliveries that wait, but for those under way that are
    /// tried again only after `lease`: they were begun since, by a program that is still at it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn hurry(&mut self, now: DateTime<Utc>, lease: DateTime<Utc>) -> Result<(), Error> {
        let deliveries = "UPDATE delivery SET due_at = ?1 WHERE due_at > ?1 \
                          AND NOT (tries > 0 AND outcome IS NULL AND due_at > ?2)";
        self.watching(|connection| {
            connection.execute("UPDATE target SET due_at = ?1 WHERE due_at > ?1", [time::to_bound(now)])?;
            connection.execute(deliveries, [time::to_bound(now), time::to_bound(lease)])?;
            Ok(())
        })
    }

    /// Makes the addresses due whose time is beyond what `latest` allows for how often they are looked at (`None` where
    /// nobody said): it was noted while a clock was wrong. Returns how many there are.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn mend_times(
        &mut self,
        now: DateTime<Utc>,
        latest: impl Fn(Option<Duration>) -> DateTime<Utc>,
    ) -> Result<usize, Error> {
        let far = "SELECT target.id, target.due_at, watch.every FROM target JOIN watch ON watch.id = target.watch \
                   WHERE target.due_at > ?1";
        let row = |row: &Row<'_>| {
            let every: Option<u64> = row.get(2)?;
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, every.map(Duration::from_secs)))
        };
        let usual = time::to_bound(latest(None));
        let found = read::list(&self.transaction, far, [usual], row).map_err(|fault| fault.at(self.path))?;
        let wrong = found.into_iter().filter(|(_, due, every)| *due > time::to_bound(latest(*every)));
        let wrong: Vec<i64> = wrong.map(|(target, ..)| target).collect();
        self.watching(|connection| {
            let mut mend = connection.prepare_cached("UPDATE target SET due_at = ?2 WHERE id = ?1")?;
            wrong.iter().try_for_each(|target| mend.execute(params![target, time::to_bound(now)]).map(|_| ()))
        })?;
        Ok(wrong.len())
    }

    /// Takes an address on, until `until`; `false` where another program has done so since it was read.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn claim(&mut self, target: &Target, until: DateTime<Utc>) -> Result<bool, Error> {
        let Some(due) = target.due_at else { return Ok(false) };
        self.watching(|connection| {
            let claim = params![target.id, time::to_bound(due), time::to_bound(until)];
            Ok(connection.prepare_cached(CLAIM)?.execute(claim)? == 1)
        })
    }

    /// Writes down how far an address has come. One that was taken away in the meantime stays away.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn update_target(&mut self, target: &Target) -> Result<(), Error> {
        let bound = |time: Option<DateTime<Utc>>| time.map(time::to_bound);
        let sql = "UPDATE target SET kind = ?2, story = recorded(?3), dated_at = ?4, checked_at = ?5, changed_at = ?6, \
                   due_at = ?7, failures = ?8, problem = ?9 WHERE id = ?1";
        self.watching(|connection| {
            connection.prepare_cached(sql)?.execute(params![
                target.id,
                target.kind.map(TargetKind::name),
                target.story.as_ref().map(Slug::as_str),
                bound(target.dated_at),
                bound(target.checked_at),
                bound(target.changed_at),
                bound(target.due_at),
                target.failures,
                target.problem,
            ])?;
            Ok(())
        })
    }

    /// Notes an address that a watched list named, due at once. One that is watched already is due at once where the
    /// list gives it a later time than before. Says whether it is new.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note(
        &mut self,
        watch: i64,
        url: &str,
        dated_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let dated = dated_at.map(time::to_bound);
        let now = time::to_bound(now);
        self.watching(|connection| {
            let sql = "UPDATE target SET dated_at = ?2, due_at = ?3 WHERE url = ?1 AND failures = 0 \
                       AND ?2 > coalesce(dated_at, noted_at) AND (due_at IS NULL OR due_at > ?3)";
            connection.prepare_cached(sql)?.execute(params![url, dated, now])?;
            let sql = "INSERT OR IGNORE INTO target (watch, url, noted_at, dated_at, due_at, failures) \
                       VALUES (?1, ?2, ?3, ?4, ?3, 0)";
            let is_new = connection.prepare_cached(sql)?.execute(params![watch, url, now, dated])? == 1;
            if is_new {
                // A list that was watched before is read anew: its pages are forgotten.
                connection.prepare_cached("DELETE FROM answer WHERE url = ?1 AND story IS NULL")?.execute([url])?;
            }
            Ok(is_new)
        })
    }

    /// Returns all addresses that are looked at, for any watch.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn watched(&self) -> Result<Vec<String>, Error> {
        let all = read::list(&self.transaction, "SELECT url FROM target", [], |row| Ok(row.get(0)?));
        all.map_err(|fault| fault.at(self.path))
    }

    /// Runs a statement of this file.
    pub(super) fn watching<T>(&self, run: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        run(&self.transaction).map_err(|error| Fault::from(error).at(self.path))
    }
}

fn add(
    connection: &Connection,
    url: &str,
    every: Option<Duration>,
    patterns: &[String],
    story: Option<&Slug>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let every = every.map(|every| i64::try_from(every.as_secs()).unwrap_or(i64::MAX));
    let patterns = serde_json::to_string(patterns).unwrap_or_else(|_| "[]".to_owned());
    let (story, now) = (story.map(Slug::as_str), time::to_text(now)?);
    let known =
        connection.query_row("SELECT count(*) FROM watch WHERE url = ?1", [url], |row| row.get::<_, i64>(0))? > 0;
    connection.execute(
        "INSERT INTO watch (url, every, patterns, story, added_at) VALUES (?1, ?2, ?3, recorded(?4), ?5) \
         ON CONFLICT (url) DO UPDATE SET every = ?2, patterns = ?3, story = recorded(?4)",
        params![url, every, patterns, story, now],
    )?;
    // An address that a list named before becomes the user's own.
    connection.execute(
        "INSERT INTO target (watch, url, noted_at, due_at, failures) \
         SELECT id, url, ?2, ?2, 0 FROM watch WHERE url = ?1 \
         ON CONFLICT (url) DO UPDATE SET watch = excluded.watch, due_at = ?2",
        params![url, now],
    )?;
    // Under other patterns a list is read anew, even where it has not changed.
    connection.execute(
        "DELETE FROM answer WHERE story IS NULL AND url IN \
         (SELECT url FROM target WHERE watch = (SELECT id FROM watch WHERE url = ?1))",
        [url],
    )?;
    Ok(!known)
}

fn watch(row: &Row<'_>, at: usize) -> Result<Watch, Fault> {
    let patterns: String = row.get(at + 3)?;
    Ok(Watch {
        id: row.get(at)?,
        url: row.get(at + 1)?,
        every: row.get::<_, Option<i64>>(at + 2)?.map(|every| Duration::from_secs(u64::try_from(every).unwrap_or(0))),
        patterns: serde_json::from_str(&patterns)
            .map_err(|_| Fault::Damaged("the patterns of a watch are no list".into()))?,
        story: slug(row.get(at + 4)?),
    })
}

fn target(row: &Row<'_>) -> Result<Target, Fault> {
    let instant = |at: usize| -> Result<Option<DateTime<Utc>>, Fault> {
        row.get::<_, Option<String>>(at)?.map(|text| time::from_text(&text)).transpose()
    };
    let kind: Option<String> = row.get(2)?;
    Ok(Target {
        id: row.get(0)?,
        url: row.get(1)?,
        kind: kind.map(|kind| if kind == "list" { TargetKind::List } else { TargetKind::Page }),
        story: slug(row.get(3)?),
        noted_at: time::from_text(&row.get::<_, String>(4)?)?,
        dated_at: instant(5)?,
        checked_at: instant(6)?,
        changed_at: instant(7)?,
        due_at: instant(8)?,
        failures: row.get(9)?,
        problem: row.get(10)?,
    })
}

/// Reads the name of a story.
pub(super) fn slug(text: Option<String>) -> Option<Slug> {
    text.and_then(|text| Slug::from_text(&text))
}
