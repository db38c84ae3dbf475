//! Which changes are to be delivered to which hooks, and which were.
//!
//! A delivery is noted before its version is stored, begun before it is tried, and done once it succeeded: after a kill
//! it is known what was not delivered, and nothing is delivered twice. It is no part of the history.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::params;

use super::error::Error;
use super::places::row_at;
use super::{History, Writer, read, time, watch};
use crate::story::{Slug, VersionNumber};

const DUE: &str = "SELECT delivery.story, delivery.number, delivery.tries FROM delivery \
    WHERE hook = ?1 AND due_at <= ?2 ORDER BY noted_at, story, number";
const NEXT: &str = "SELECT due_at FROM delivery WHERE hook = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";

/// The queries of a delivery, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[DUE, NEXT];

/// How long a delivery waits for a version that never came: whoever was to store it was killed.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// A change that is to be delivered to a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub story: Slug,
    pub number: VersionNumber,
    /// The story and the number under which it was noted.
    noted: (Slug, VersionNumber),
    /// How often it was begun.
    pub tries: u32,
}

/// How a delivery went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done with: delivered, nothing to tell, given up.
    Done(String),
    /// It is tried again.
    Later { due_at: DateTime<Utc>, problem: String },
}

impl History {
    /// Returns what is to be delivered to a hook now, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn deliveries(&self, hook: &str, now: DateTime<Utc>) -> Result<Vec<Delivery>, Error> {
        self.query(|connection| {
            let all = read::list(connection, DUE, params![hook, time::to_bound(now)], |row| {
                Ok((watch::slug(row.get(0)?), row.get(1)?, row.get(2)?))
            })?;
            let delivery = |(story, number, tries): (Option<Slug>, VersionNumber, u32)| {
                let noted = (story?, number);
                let (story, number) = self.names.now(&noted.0, noted.1);
                Some(Delivery { story, number, noted, tries })
            };
            Ok(all.into_iter().filter_map(delivery).collect())
        })
    }

    /// Returns when the next delivery to a hook is due.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn next_delivery(&self, hook: &str) -> Result<Option<DateTime<Utc>>, Error> {
        self.query(|connection| read::one(connection, NEXT, [hook], |row| time::from_text(&row.get::<_, String>(0)?)))
    }

    /// Counts deliveries by what became of them: those that wait, and those that were given up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn undelivered(&self) -> Result<(u64, u64), Error> {
        let sql = "SELECT count(due_at), coalesce(sum(outcome LIKE 'given up%' AND due_at IS NULL), 0) FROM delivery";
        let counts = self.query(|connection| read::one(connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?))))?;
        Ok(counts.unwrap_or_default())
    }
}

impl Writer<'_> {
    /// Notes that hooks are to get the version that a story may get next, or has just got.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn expect(
        &mut self,
        hooks: &[String],
        story: &Slug,
        number: VersionNumber,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO delivery (hook, story, number, noted_at, due_at, tries) VALUES (?1, recorded(?2), ?3, ?4, ?4, 0) \
                   ON CONFLICT DO UPDATE SET due_at = excluded.due_at WHERE tries = 0 AND done_at IS NULL";
        self.watching(|connection| {
            for hook in hooks {
                connection.prepare_cached(sql)?.execute(params![hook, story.as_str(), number, time::to_bound(now)])?;
            }
            Ok(())
        })
    }

    /// Takes the note back, where no version came.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn expect_no_more(&mut self, hooks: &[String], story: &Slug, number: VersionNumber) -> Result<(), Error> {
        let sql = "DELETE FROM delivery WHERE hook = ?1 AND story = recorded(?2) AND number = ?3 AND tries = 0 AND done_at IS NULL";
        self.watching(|connection| {
            for hook in hooks {
                connection.prepare_cached(sql)?.execute(params![hook, story.as_str(), number])?;
            }
            Ok(())
        })
    }

    /// Begins a delivery; `false` where another program has begun it since it was read. It is tried again at `retry_at`
    /// where nobody says how it went.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn begin(&mut self, hook: &str, delivery: &Delivery, retry_at: DateTime<Utc>) -> Result<bool, Error> {
        let sql = "UPDATE delivery SET tries = tries + 1, due_at = ?5, outcome = NULL \
                   WHERE hook = ?1 AND story = ?2 AND number = ?3 AND tries = ?4 AND done_at IS NULL";
        let Delivery { noted: (story, number), tries, .. } = delivery;
        self.watching(|connection| {
            let changed = connection.prepare_cached(sql)?.execute(params![
                hook,
                story.as_str(),
                number,
                tries,
                time::to_bound(retry_at)
            ])?;
            Ok(changed == 1)
        })
    }

    /// Writes down how a delivery went.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn deliver(
        &mut self,
        hook: &str,
        delivery: &Delivery,
        outcome: &Outcome,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let sql = "UPDATE delivery SET due_at = ?4, done_at = ?5, outcome = ?6 \
                   WHERE hook = ?1 AND story = ?2 AND number = ?3";
        let (story, number) = &delivery.noted;
        let (due, done, words) = match outcome {
            Outcome::Done(words) => (None, Some(time::to_bound(now)), words),
            Outcome::Later { due_at, problem } => (Some(time::to_bound(*due_at)), None, problem),
        };
        self.watching(|connection| {
            connection.prepare_cached(sql)?.execute(params![hook, story.as_str(), number, due, done, words])?;
            Ok(())
        })
    }

    /// Forgets deliveries of versions that never came.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_unstored(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let sql = concat!(
            "DELETE FROM delivery WHERE due_at IS NOT NULL AND noted_at < ?1 AND ",
            row_at!("delivery.story", "delivery.number"),
            " IS NULL"
        );
        self.watching(|connection| {
            connection.execute(sql, [time::to_bound(now - FORGOTTEN)])?;
            Ok(())
        })
    }
}
