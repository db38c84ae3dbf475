//! Looks speakers up across all stories and versions: whom a name fits, and what they said.
//!
//! Who is who is as the decisions have it. Beyond these it joins nobody: two people of one surname both fit it, and to tell them apart is
//! the caller's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use crate::audit::Sighting;
use crate::claim::SpeakerKind;
use crate::curation::{Known, Lookup, People, Place};

use super::error::{Error, Fault};
use super::rows::{self, claim_columns};
use super::{History, SpeakerRow, decisions, keys, read, time};

/// The speakers of present extractions that one of the keys fits whole, or the asked one as a surname.
macro_rules! fit {
    () => {
        "WITH asked (key) AS (SELECT value FROM json_each(?2)), fit (extraction, speaker) AS (\
           SELECT extraction, speaker FROM asked CROSS JOIN speaker_name ON speaker_name.key = asked.key \
           UNION SELECT extraction, speaker FROM speaker_name WHERE surname = ?1) "
    };
}

/// Where a speaker stands: the columns of [`Stand`].
macro_rules! stand_columns {
    () => {
        "story.slug, version.outlet, coalesce(version.published_at, version.stood_at), speaker.name"
    };
}

const SIGHTINGS: &str = concat!(
    fit!(),
    "SELECT ",
    claim_columns!(),
    ", ",
    stand_columns!(),
    ", version.number, (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
     version.published_at, version.stood_at, version.body, fit.extraction, fit.speaker \
     FROM fit CROSS JOIN present ON present.id = fit.extraction CROSS JOIN version ON version.id = present.version \
     CROSS JOIN story ON story.id = version.story \
     CROSS JOIN speaker ON speaker.extraction = fit.extraction AND speaker.number = fit.speaker \
     CROSS JOIN claim ON claim.extraction = fit.extraction AND claim.speaker = fit.speaker \
     ORDER BY story.slug, version.number, claim.number"
);
const NAMES: &str = "SELECT name, key, surname FROM speaker_name WHERE extraction = ?1 AND speaker = ?2 ORDER BY place";
const FOUND: &str = concat!(
    fit!(),
    "SELECT ",
    stand_columns!(),
    ", fit.extraction, fit.speaker \
     FROM fit CROSS JOIN present ON present.id = fit.extraction CROSS JOIN version ON version.id = present.version \
     CROSS JOIN story ON story.id = version.story \
     CROSS JOIN speaker ON speaker.extraction = fit.extraction AND speaker.number = fit.speaker"
);
const SPEAKERS: &str = concat!(
    "SELECT ",
    stand_columns!(),
    ", speaker.kind, speaker.role, version.story, version.id, \
     version.number = (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
     (SELECT count(*) FROM claim WHERE claim.extraction = speaker.extraction AND claim.speaker = speaker.number) \
     FROM present JOIN version ON version.id = present.version JOIN story ON story.id = version.story \
     JOIN speaker ON speaker.extraction = present.id ORDER BY version.id, speaker.number"
);

/// The queries about one name, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[SIGHTINGS, NAMES, FOUND];

impl History {
    /// Reads every claim, in every version, of the speakers that `name` fits: a whole name or alias, or a surname, compared without
    /// case and diacritics, or any name that was decided to be theirs. By story, version and place in the text. Versions of one body
    /// share it. Where a decision says who the speaker is, that is the first of the names.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn sightings(&self, name: &str) -> Result<Vec<Sighting>, Error> {
        self.read(|connection| {
            let Some(mut cast) = Cast::new(connection, name)? else { return Ok(Vec::new()) };
            let mut bodies: BTreeMap<String, Arc<str>> = BTreeMap::new();
            let (asked, keys) = (cast.lookup.asked.clone(), rows::to_json(&cast.lookup.keys));
            let found = read::list(connection, SIGHTINGS, [asked, keys], |row| {
                let Some(names) = cast.names((row.get(27)?, row.get(28)?), || Stand::read(row, 18))? else {
                    return Ok(None);
                };
                let (claim, lineage) = rows::claim(row, 0)?;
                let sha256: String = row.get(26)?;
                let body = match bodies.get(&sha256) {
                    Some(body) => body.clone(),
                    None => bodies.entry(sha256.clone()).or_insert(read::body(connection, &sha256)?).clone(),
                };
                Ok(Some(Sighting {
                    story: rows::word(row, 18)?,
                    outlet: row.get(19)?,
                    version: row.get(22)?,
                    latest: row.get(23)?,
                    published_at: row.get::<_, Option<String>>(24)?.map(|text| time::from_text(&text)).transpose()?,
                    captured_at: time::from_text(&row.get::<_, String>(25)?)?,
                    lineage,
                    names,
                    claim,
                    body,
                }))
            })?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    /// Lists the full names of the speakers that `name` fits, as [`History::sightings`] does, in alphabetical order: "Smith" may fit
    /// "Jane Smith" and "John Smith". Of names that differ in case and diacritics only, the commonest spelling stands.
    pub fn speaker_names(&self, name: &str) -> Result<Vec<String>, Error> {
        let found = self.read(|connection| {
            let Some(mut cast) = Cast::new(connection, name)? else { return Ok(Vec::new()) };
            let (asked, keys) = (cast.lookup.asked.clone(), rows::to_json(&cast.lookup.keys));
            read::list(connection, FOUND, [asked, keys], |row| {
                let names = cast.names((row.get(4)?, row.get(5)?), || Stand::read(row, 0))?;
                Ok(names.and_then(|names| names.into_iter().next()))
            })
        })?;
        let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for name in found.into_iter().flatten() {
            *spellings.entry(keys::name_key(&name)).or_default().entry(name).or_default() += 1;
        }
        Ok(spellings.into_values().filter_map(commonest).collect())
    }

    /// Lists the speakers of all stories by number of claims, most first, then by name. Names that differ in case and diacritics
    /// only are one speaker's.
    pub fn speakers(&self) -> Result<Vec<SpeakerRow>, Error> {
        let mut speakers: Vec<SpeakerRow> = self.tallies()?.into_iter().filter_map(Tally::row).collect();
        speakers.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
        Ok(speakers)
    }

    /// Lists what is known of each speaker across stories, by name.
    pub fn known_speakers(&self) -> Result<Vec<Known>, Error> {
        Ok(self.tallies()?.into_iter().filter_map(Tally::known).collect())
    }

    fn tallies(&self) -> Result<Vec<Tally>, Error> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        self.read(|connection| {
            let people = decisions::people(connection)?;
            read::list(connection, SPEAKERS, [], |row| {
                let stand = Stand::read(row, 0)?;
                let called = people.who(&stand.name, &stand.place());
                let tally = tallies.entry(keys::name_key(called.unwrap_or(&stand.name))).or_default();
                tally.called = called.map(str::to_owned);
                *tally.spellings.entry(stand.name).or_default() += 1;
                tally.outlets.extend(stand.outlet);
                // By version, so that the latest to say so is right.
                tally.kind = Some(rows::word(row, 4)?);
                let role: Option<String> = row.get(5)?;
                tally.roles.extend(role.clone());
                tally.role = role.or(tally.role.take());
                let in_latest: bool = row.get(8)?;
                tally.claims += if in_latest { row.get::<_, u64>(9)? } else { 0 };
                tally.stories.insert(row.get(6)?);
                tally.texts.insert(row.get(7)?);
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(tallies.into_values().collect())
    }
}

/// A speaker of a version as it stands there.
struct Stand {
    story: String,
    outlet: Option<String>,
    date: chrono::NaiveDate,
    name: String,
}

impl Stand {
    fn read(row: &Row<'_>, at: usize) -> Result<Self, Fault> {
        let date = time::from_text(&row.get::<_, String>(at + 2)?)?.date_naive();
        Ok(Self { story: row.get(at)?, outlet: row.get(at + 1)?, date, name: row.get(at + 3)? })
    }

    fn place(&self) -> Place<'_> {
        Place { story: &self.story, outlet: self.outlet.as_deref(), date: self.date }
    }
}

/// Says of the speakers that are found who they are, and whether they are meant; each is looked at once.
struct Cast<'a> {
    connection: &'a Connection,
    people: People,
    lookup: Lookup,
    seen: BTreeMap<(i64, u32), Option<Vec<String>>>,
}

impl<'a> Cast<'a> {
    /// Prepares for a name; `None` where nothing is left of it.
    fn new(connection: &'a Connection, name: &str) -> Result<Option<Self>, Fault> {
        let people = decisions::people(connection)?;
        let lookup = people.lookup(name);
        Ok((!lookup.asked.is_empty()).then_some(Self { connection, people, lookup, seen: BTreeMap::new() }))
    }

    /// Returns the names of a speaker who is meant, the decided one first.
    fn names(
        &mut self,
        speaker: (i64, u32),
        stand: impl FnOnce() -> Result<Stand, Fault>,
    ) -> Result<Option<Vec<String>>, Fault> {
        if let Some(names) = self.seen.get(&speaker) {
            return Ok(names.clone());
        }
        let stand = stand()?;
        let mut fits = false;
        let mut names: Vec<String> = read::list(self.connection, NAMES, params![speaker.0, speaker.1], |row| {
            let (key, surname): (String, Option<String>) = (row.get(1)?, row.get(2)?);
            fits |= key == self.lookup.asked || surname.is_some_and(|surname| surname == self.lookup.asked);
            Ok(row.get(0)?)
        })?;
        let called = self.people.who(&stand.name, &stand.place());
        let names = self.people.is_meant(&self.lookup, called, fits).then(|| {
            if let Some(called) = called {
                names.retain(|name| name != called);
                names.insert(0, called.to_owned());
            }
            names
        });
        self.seen.insert(speaker, names.clone());
        Ok(names)
    }
}

/// What is counted for one speaker.
#[derive(Default)]
struct Tally {
    /// What he or she was decided to be called.
    called: Option<String>,
    spellings: BTreeMap<String, usize>,
    kind: Option<SpeakerKind>,
    /// The latest.
    role: Option<String>,
    roles: BTreeSet<String>,
    outlets: BTreeSet<String>,
    stories: BTreeSet<i64>,
    texts: BTreeSet<i64>,
    claims: u64,
}

impl Tally {
    fn row(self) -> Option<SpeakerRow> {
        let name = self.called.or_else(|| commonest(self.spellings.clone()))?;
        let key = keys::name_key(&name);
        let mut others: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (spelling, count) in self.spellings {
            others.entry(keys::name_key(&spelling)).or_default().insert(spelling, count);
        }
        others.remove(&key);
        Some(SpeakerRow {
            name,
            aliases: others.into_values().filter_map(commonest).collect(),
            kind: self.kind?,
            role: self.role,
            stories: self.stories.len() as u64,
            claims: self.claims,
        })
    }

    fn known(self) -> Option<Known> {
        Some(Known {
            name: self.called.or_else(|| commonest(self.spellings))?,
            kind: self.kind?,
            claims: self.claims,
            roles: self.roles,
            outlets: self.outlets,
            texts: self.texts,
        })
    }
}

/// Returns the commonest spelling; of equals the first by alphabet.
fn commonest(spellings: BTreeMap<String, usize>) -> Option<String> {
    spellings.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}
