//! What stories are called: two functions for queries, which go by the renames in the journal.
//!
//! `recorded(name)` is the name under which the story that a name finds stands in the history, and `called(name)` is
//! what that story is called; for most stories both are the name itself. Rows keep the recorded name, whoever asks
//! gives any name, and whoever reads sees what the story is called.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode};

use super::error::Fault;
use super::{decisions, read};
use crate::curation::StoryNames;
use crate::decision::Entry;
use crate::story::Slug;

const LAST: &str = "SELECT coalesce(max(number), 0) FROM decision";
const RENAMES: &str = "SELECT 1 FROM decision WHERE instr(what, '\"do\":\"rename_story\"') LIMIT 1";
const STORY: &str = "SELECT 1 FROM story WHERE slug = ?1";

/// The names as one connection knows them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    names: StoryNames,
    /// The last decision that they go by.
    last: i64,
}

impl Names {
    /// Teaches a connection the two functions.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let names = Self::default();
        names.teach(connection, "recorded", |names, name| names.recorded(name).clone())?;
        names.teach(connection, "called", |names, name| names.called(name).clone())?;
        Ok(names)
    }

    fn teach(
        &self,
        connection: &Connection,
        function: &str,
        find: fn(&StoryNames, &Slug) -> Slug,
    ) -> rusqlite::Result<()> {
        let names = self.clone();
        // What it returns does not change while a statement runs, which is what SQLite means by the second.
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
        connection.create_scalar_function(function, 1, flags, move |context| {
            let name: Option<String> = context.get(0)?;
            let known = names.known();
            if known.names.is_empty() {
                return Ok(name);
            }
            let slug = name.as_deref().and_then(Slug::from_text);
            Ok(slug.map(|slug| find(&known.names, &slug).to_string()).or(name))
        })
    }

    /// As [`Names::refresh`], for those who only read: a journal on damaged pages hides no story. Whoever reads the
    /// journal, or checks it, is told.
    pub(super) fn refresh_if_whole(&self, connection: &Connection) -> Result<(), Fault> {
        match self.refresh(connection) {
            Err(Fault::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => Ok(()),
            result => result,
        }
    }

    /// Replays the journal where decisions were added since; one that cannot be read is left out.
    pub(super) fn refresh(&self, connection: &Connection) -> Result<(), Fault> {
        let last: i64 = connection.prepare_cached(LAST)?.query_one([], |row| row.get(0))?;
        if self.known().last == last {
            return Ok(());
        }
        let mut names = StoryNames::default();
        if connection.prepare_cached(RENAMES)?.exists([])? {
            let journal = read::list(connection, decisions::ALL, [], |row| Ok(decisions::entry(row).ok()))?;
            let journal: Vec<Entry> = journal.into_iter().flatten().collect();
            let mut find = connection.prepare_cached(STORY)?;
            names = StoryNames::new(&journal, |name| find.exists([name.as_str()]))?;
        }
        *self.known() = Known { names, last };
        Ok(())
    }

    /// Returns what the story that a name finds is called.
    pub(super) fn called(&self, name: &Slug) -> Slug {
        self.known().names.called(name).clone()
    }

    /// Returns the names.
    pub(super) fn story_names(&self) -> StoryNames {
        self.known().names.clone()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
