//! Checks that a history is whole: nothing changed, nothing missing, every claim's words where it says.
//!
//! It repairs nothing, and reports all that it finds instead of stopping at the first. It reads one version and one
//! extraction at a time, however long the history is. It cannot see that the end of a history was cut off cleanly, nor
//! that all of it was written anew: for that, compare [`Verification::head`] with one noted earlier.
//!
//! One file for each part of a history. A part that is added gets a file and a place in [`STORY`] where it belongs
//! to stories, else in [`BEFORE`] or [`AFTER`].

mod decisions;
mod exhibits;
mod extractions;
mod file;
mod index;
mod recaptures;
mod schema;
mod versions;
mod withholdings;
mod wordings;

use rusqlite::{Connection, ErrorCode};

use crate::story::{Slug, sha256};

use super::error::{Error, Fault};
use super::{History, Problem, Verification, read};

#[cfg(test)]
pub(super) use schema::objects;

/// The queries about one story, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&[&str]] =
    &[&[CAPTURE], versions::QUERIES, recaptures::QUERIES, exhibits::QUERIES, extractions::QUERIES, wordings::QUERIES];

const CAPTURE: &str = "SELECT size, encoding, bytes, \
    EXISTS (SELECT 1 FROM withholding WHERE withholding.capture = capture.sha256) FROM capture WHERE sha256 = ?1";

/// Checks one part of a history.
type Part = fn(&mut Check<'_>) -> Result<(), Fault>;

/// What is checked of a whole history alone, before and after what is checked for one story too.
const BEFORE: &[Part] = &[file::check];
const AFTER: &[Part] = &[index::check, decisions::check];

/// What is checked for one story.
const STORY: &[Part] = &[
    schema::check,
    versions::check,
    recaptures::check,
    exhibits::check,
    withholdings::check,
    extractions::check,
    wordings::check,
];

impl History {
    /// Checks the whole history: the file, its schema, the hash chains, every body, capture and claim, what claims are
    /// found and known again by, and every decision.
    ///
    /// # Errors
    /// When the database cannot be read at all. What is wrong with what it holds is in the result.
    pub fn verify(&self) -> Result<Verification, Error> {
        self.verify_with(None, |_, _| {})
    }

    /// Checks the whole history, or what belongs to one story: the schema, each of its versions with body, capture and
    /// the link to the version before it in the history, each of their extractions likewise. `progress` is called with
    /// the number of versions and extractions that were checked, and that of all.
    ///
    /// # Errors
    /// As [`History::verify`].
    pub fn verify_with(&self, story: Option<&Slug>, mut progress: impl FnMut(u64, u64)) -> Result<Verification, Error> {
        self.query(|connection| {
            let story = story.map(Slug::as_str);
            let total = versions::count(connection, story)? + extractions::count(connection, story)?;
            let result = Verification::default();
            let mut check = Check { connection, story, result, done: 0, total, progress: &mut progress };
            let parts = if story.is_some() { [&[], STORY, &[]] } else { [BEFORE, STORY, AFTER] };
            parts.into_iter().flatten().try_for_each(|part| check.run(*part))?;
            Ok(check.result)
        })
    }
}

/// A check under way.
struct Check<'a> {
    connection: &'a Connection,
    /// The slug of the only story that is checked; `None` for all.
    story: Option<&'a str>,
    result: Verification,
    /// Versions and extractions, checked and in all.
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Check<'_> {
    /// Runs the check of one part. What cannot be read at all is a problem of the file, and ends that part alone.
    fn run(&mut self, part: Part) -> Result<(), Fault> {
        match part(self) {
            Err(Fault::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                self.report("file", error.to_string());
                Ok(())
            }
            result => self.accept("file", result).map(|_| ()),
        }
    }

    /// Notes that a version or an extraction was checked.
    fn advance(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.total);
    }

    fn report(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.result.problems.push(Problem { place: place.into(), message: message.into() });
    }

    /// Checks that the bytes of a capture are there and have its hash, or are withheld and gone; `what` says whose they
    /// are: "its capture".
    fn capture(&mut self, place: &str, what: &str, hash: &str) -> Result<(), Fault> {
        let bytes = read::one(self.connection, CAPTURE, [hash], |row| match row.get(3)? {
            true => Ok(row.get::<_, Vec<u8>>(2)?.is_empty().then(Vec::new).ok_or("is withheld, and still here")),
            false => Ok(Some(read::capture(row)?).filter(|bytes| sha256(bytes) == hash).ok_or("was changed")),
        });
        match self.accept(place, bytes)? {
            Some(None) => self.report(place, format!("{what} is missing")),
            Some(Some(Err(wrong))) => self.report(place, format!("{what} {wrong}")),
            _ => {}
        }
        Ok(())
    }

    /// Checks that the last row that was ever given to a table is there.
    fn end_of(&mut self, table: &str) -> Result<(), Fault> {
        let last: i64 =
            self.connection.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |row| row.get(0))?;
        let issued = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
        let issued: i64 = read::one(self.connection, issued, [table], |row| Ok(row.get(0)?))?.unwrap_or(0);
        if issued > last {
            self.report("file", format!("the last {table}s of the history are missing"));
        }
        Ok(())
    }

    /// Turns a fault in one place into a problem; one of the whole database stays.
    fn accept<T>(&mut self, place: &str, result: Result<T, Fault>) -> Result<Option<T>, Fault> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Damaged(what) | Fault::Unfit(what)) => {
                self.report(place, what);
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }
}
