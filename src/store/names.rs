//! What stories are called and which versions stand in them: functions for queries, which go by the journal, and by what
//! is withheld.
//!
//! `recorded(name)` is the name under which the story that a name finds stands in the history, and `called(name)` is
//! what that story is called; for most stories both are the name itself. `standing(row, name)` and `numbered(row,
//! number)` say where a version stands that was recorded under a name and a number; for most versions it is there, and
//! `stands_in(row)` names no story for these. Rows keep what was recorded, whoever asks gives any name, and whoever
//! reads sees what was decided.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode};

use super::error::Fault;
use super::joins::{self, Compared, Comparer, Joins};
use super::{decisions, read, rows};
use crate::curation::StoryNames;
use crate::decision::Entry;
use crate::story::{Slug, VersionNumber};

const LAST: &str = "SELECT coalesce(max(number), 0) FROM decision";
const LAST_WITHHOLDING: &str = "SELECT coalesce(max(id), 0) FROM withholding";
const WITHHELD: &str = "SELECT story.slug, version.id FROM withholding JOIN version ON version.id = withholding.version \
    JOIN story ON story.id = version.story ORDER BY version.id";
const LAST_EXTRACTION: &str = "SELECT coalesce(max(id), 0) FROM extraction";
const DECIDED: &str = "SELECT 1 FROM decision WHERE instr(what, '\"do\":\"rename_story\"') \
    OR instr(what, '\"do\":\"merge_stories\"') OR instr(what, '\"do\":\"move_version\"') LIMIT 1";
const VERSIONS: &str = "SELECT id FROM version WHERE story = (SELECT id FROM story WHERE slug = ?1) ORDER BY number";

/// The names as one connection knows them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    names: StoryNames,
    /// The claims of each story that are one although they were recorded in two.
    joins: BTreeMap<Slug, Joins>,
    /// How claims are compared where versions of two recorded stories meet, and what this said.
    comparer: Option<Comparer>,
    compared: Compared,
    /// The last decision and the last withholding that they go by; `None` before they go by any.
    last: Option<(i64, i64)>,
    /// The last extraction that they know, where any version was decided on.
    last_extraction: i64,
    /// Whether they know of a version that is not stored for good.
    is_ahead: bool,
}

/// What a function returns where nothing was decided.
#[derive(Clone, Copy)]
enum Plain {
    Argument(usize),
    Null,
    Text(&'static str),
    Yes,
}

/// What a function returns.
type Answer = rusqlite::Result<Value>;

impl Names {
    /// Teaches a connection the functions.
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let names = Self::default();
        names.teach(connection, ("recorded", 1), Plain::Argument(0), |names, asked| {
            by_name(asked, |name| text(names.recorded(name)))
        })?;
        names.teach(connection, ("called", 1), Plain::Argument(0), |names, asked| {
            by_name(asked, |name| text(names.called(name)))
        })?;
        names.teach(connection, ("undecided", 1), Plain::Argument(0), |names, asked| {
            by_name(asked, |name| if names.is_decided(name) { Value::Null } else { text(names.recorded(name)) })
        })?;
        names.teach(connection, ("standing", 2), Plain::Argument(1), |names, asked| match place(names, asked)? {
            Some((story, _)) => Ok(text(story)),
            None => asked.get(1),
        })?;
        names.teach(connection, ("stands_in", 1), Plain::Null, |names, asked| {
            Ok(place(names, asked)?.map_or(Value::Null, |(story, _)| text(story)))
        })?;
        names.teach(connection, ("numbered", 2), Plain::Argument(1), |names, asked| match place(names, asked)? {
            Some((_, number)) => Ok(Value::Integer(number.into())),
            None => asked.get(1),
        })?;
        for (function, side) in [("preceding", 0), ("following", 1)] {
            names.teach(connection, (function, 2), Plain::Argument(1), move |names, asked| {
                let row: i64 = asked.get(0)?;
                if names.place(row).is_some() { Ok(integer(names.neighbours(row)[side])) } else { asked.get(1) }
            })?;
        }
        names.teach(connection, ("row_at", 2), Plain::Null, |names, asked| {
            let number: Option<VersionNumber> = asked.get(1)?;
            Ok(integer(slug(asked)?.zip(number).and_then(|(name, number)| names.version(&name, number))))
        })?;
        names.teach(connection, ("latest_row", 1), Plain::Null, |names, asked| {
            Ok(integer(slug(asked)?.and_then(|name| names.versions(&name).next_back()).map(|(_, row)| row)))
        })?;
        names.teach(connection, ("latest_number", 1), Plain::Null, |names, asked| {
            Ok(integer(
                slug(asked)?.and_then(|name| names.versions(&name).next_back()).map(|(number, _)| number.into()),
            ))
        })?;
        names.teach(connection, ("rows_of", 1), Plain::Text("[]"), |names, asked| {
            let rows = slug(asked)?.map(|name| names.versions(&name).map(|(_, row)| row).collect::<Vec<_>>());
            Ok(Value::Text(rows::to_json(&rows.unwrap_or_default())))
        })?;
        // A story whose versions all stand in others is none.
        names.teach(connection, ("is_story", 1), Plain::Yes, |names, asked| {
            let is_story = |name: Slug| {
                !names.is_decided(&name) || (*names.recorded(&name) == name && names.versions(&name).next().is_some())
            };
            Ok(Value::Integer(slug(asked)?.is_none_or(is_story).into()))
        })?;
        Ok(names)
    }

    /// Teaches a function, and what it returns where nothing was decided.
    fn teach(
        &self,
        connection: &Connection,
        (function, arguments): (&str, i32),
        plain: Plain,
        answer: impl Fn(&StoryNames, &Context<'_>) -> Answer + Send + 'static,
    ) -> rusqlite::Result<()> {
        let names = self.clone();
        // What it returns does not change while a statement runs, which is what SQLite means by the second.
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
        connection.create_scalar_function(function, arguments, flags, move |asked| {
            let known = names.known();
            match plain {
                _ if !known.names.is_empty() => answer(&known.names, asked),
                Plain::Argument(nth) => asked.get(nth),
                Plain::Null => Ok(Value::Null),
                Plain::Text(text) => Ok(Value::Text(text.to_owned())),
                Plain::Yes => Ok(Value::Integer(1)),
            }
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

    /// Replays the journal where decisions were added or words withheld since, or versions added while any are decided
    /// on; a decision that cannot be read is left out.
    pub(super) fn refresh(&self, connection: &Connection) -> Result<(), Fault> {
        let number = |sql| connection.prepare_cached(sql)?.query_one([], |row| row.get::<_, i64>(0));
        let last = (number(LAST)?, number(LAST_WITHHOLDING)?);
        let is_current = {
            let known = self.known();
            known.last == Some(last)
                && !known.is_ahead
                && (!known.names.follows_versions() || known.last_extraction == number(LAST_EXTRACTION)?)
        };
        if is_current {
            return Ok(());
        }
        let mut journal = Vec::new();
        if connection.prepare_cached(DECIDED)?.exists([])? {
            journal = read::list(connection, decisions::ALL, [], |row| Ok(decisions::entry(row).ok()))?;
        }
        let journal: Vec<Entry> = journal.into_iter().flatten().collect();
        let withheld = read::list(connection, WITHHELD, [], |row| Ok((rows::word(row, 0)?, row.get(1)?)))?;
        let versions = |name: &Slug| read::list(connection, VERSIONS, [name.as_str()], |row| Ok(row.get::<_, i64>(0)?));
        let names = StoryNames::new(&journal, &withheld, versions)?;
        let (comparer, mut compared) = {
            let mut known = self.known();
            let (comparer, compared) = (known.comparer, std::mem::take(&mut known.compared));
            *known = Known { names, comparer, ..Known::default() };
            (comparer, compared)
        };
        let joins = joins::of_stories(connection, self, comparer, &mut compared)?;
        let last_extraction = number(LAST_EXTRACTION)?;
        let mut known = self.known();
        (known.joins, known.compared) = (joins, compared);
        (known.last, known.last_extraction) = (Some(last), last_extraction);
        Ok(())
    }

    /// Adds a version that was written just now under a recorded name. Its claims go on those of the version before, so
    /// that nothing is to be joined.
    pub(super) fn add(&self, connection: &Connection, recorded: &Slug, row: i64) -> Result<(), Fault> {
        let is_added = {
            let known = &mut *self.known();
            if !known.names.follows_versions() {
                return Ok(());
            }
            known.is_ahead = true;
            known.names.add(recorded, row)
        };
        if is_added { Ok(()) } else { self.refresh_ahead(connection) }
    }

    /// As [`Names::refresh`], for what is written and not yet stored for good.
    pub(super) fn refresh_ahead(&self, connection: &Connection) -> Result<(), Fault> {
        self.refresh(connection)?;
        self.known().is_ahead = true;
        Ok(())
    }

    /// Returns the last extraction that a write has made.
    pub(super) fn last_extraction(connection: &Connection) -> Result<i64, Fault> {
        Ok(connection.prepare_cached(LAST_EXTRACTION)?.query_one([], |row| row.get(0))?)
    }

    /// Knows that a write is stored for good, up to its last extraction.
    pub(super) fn settle(&self, last_extraction: i64) {
        let mut known = self.known();
        if known.is_ahead {
            (known.is_ahead, known.last_extraction) = (false, last_extraction);
        }
    }

    /// Compares claims from now on where versions of two recorded stories meet.
    pub(super) fn compare_by(&self, comparer: Comparer) {
        *self.known() = Known { comparer: Some(comparer), ..Known::default() };
    }

    /// Returns what the story that a name finds is called.
    pub(super) fn called(&self, name: &Slug) -> Slug {
        self.known().names.called(name).clone()
    }

    /// Returns what the story is called that a name and a number meant when they were stored, and the number that the
    /// version has there now.
    pub(super) fn now(&self, name: &Slug, number: VersionNumber) -> (Slug, VersionNumber) {
        self.known().names.now(name, number)
    }

    /// Returns the number of the next version of a story that versions were decided into or out of.
    pub(super) fn next_number(&self, story: &Slug) -> Option<VersionNumber> {
        self.known().names.next_number(story)
    }

    /// Returns the claim through all versions of a story that a stored lineage belongs to there.
    pub(super) fn lineage(&self, story: &Slug, lineage: i64) -> i64 {
        let known = self.known();
        if known.joins.is_empty() {
            return lineage;
        }
        known.joins.get(known.names.recorded(story)).map_or(lineage, |joins| joins.of(lineage))
    }

    /// Lists the names under which the versions of a story were recorded; none where no decision is about them.
    pub(super) fn origins(&self, story: &Slug) -> Vec<Slug> {
        self.known().names.origins(story).cloned().collect()
    }

    /// Adds to some stored lineages all that are one claim with one of them in any story.
    pub(super) fn add_joined(&self, lineages: &mut std::collections::HashSet<i64>) {
        self.known().joins.values().for_each(|joins| joins.complete(lineages));
    }

    /// Returns the names.
    pub(super) fn story_names(&self) -> StoryNames {
        self.known().names.clone()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the first argument as a name.
fn slug(asked: &Context<'_>) -> rusqlite::Result<Option<Slug>> {
    Ok(asked.get::<Option<String>>(0)?.as_deref().and_then(Slug::from_text))
}

/// Answers by a name; what is none is its own answer.
fn by_name(asked: &Context<'_>, answer: impl FnOnce(&Slug) -> Value) -> Answer {
    match slug(asked)? {
        Some(name) => Ok(answer(&name)),
        None => asked.get(0),
    }
}

/// Returns where the version stands whose row is the first argument.
fn place<'a>(names: &'a StoryNames, asked: &Context<'_>) -> rusqlite::Result<Option<(&'a Slug, VersionNumber)>> {
    Ok(asked.get::<Option<i64>>(0)?.and_then(|row| names.place(row)))
}

fn text(name: &Slug) -> Value {
    Value::Text(name.to_string())
}

fn integer(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Integer)
}
