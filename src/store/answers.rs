//! The last whole answer of each address, so that a server can be asked whether it has changed since.
//!
//! It is no part of the history: it proves nothing, and what is missing here is fetched anew.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::error::Error;
use super::{History, Writer, read, time, watch};
use crate::story::{Slug, VersionNumber};

const ANSWER: &str = "SELECT answered, etag, last_modified, story, number FROM answer WHERE url = ?1";

/// The queries of an answer, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[ANSWER];

/// What an address answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The address that answered, after the redirects.
    pub answered: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// The version that holds it; `None` for a feed or a sitemap.
    pub version: Option<(Slug, VersionNumber)>,
}

impl History {
    /// Returns what an address answered last.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged.
    pub fn answer(&self, url: &str) -> Result<Option<Answer>, Error> {
        self.query(|connection| {
            read::one(connection, ANSWER, [url], |row| {
                let number: Option<VersionNumber> = row.get(4)?;
                Ok(Answer {
                    answered: row.get(0)?,
                    etag: row.get(1)?,
                    last_modified: row.get(2)?,
                    version: watch::slug(row.get(3)?).zip(number).map(|(story, number)| self.names.now(&story, number)),
                })
            })
        })
    }
}

impl Writer<'_> {
    /// Keeps what an address answered; `redirects` are the steps on the way to it, with their statuses.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn keep_answer(
        &mut self,
        url: &str,
        answer: &Answer,
        redirects: &[(u16, String)],
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let steps: Vec<_> =
            redirects.iter().map(|(status, to)| serde_json::json!({"status": status, "to": to})).collect();
        let (story, number) = answer.version.as_ref().map(|(story, number)| (story.as_str(), *number)).unzip();
        let sql = "INSERT OR REPLACE INTO answer (url, answered, redirects, etag, last_modified, story, number, \
                   answered_at) VALUES (?1, ?2, ?3, ?4, ?5, recorded(?6), ?7, ?8)";
        self.watching(|connection| {
            connection.prepare_cached(sql)?.execute(params![
                url,
                answer.answered,
                serde_json::Value::from(steps).to_string(),
                answer.etag,
                answer.last_modified,
                story,
                number,
                time::to_bound(now),
            ])?;
            Ok(())
        })
    }
}
