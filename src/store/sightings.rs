//! Lists the speakers of all stories and versions.
//!
//! Who is who is as the decisions have it. Beyond these it joins nobody but names that differ in case and accents.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;

use crate::claim::SpeakerKind;
use crate::curation::{Known, Place};

use super::error::{Error, Fault};
use super::{History, SpeakerRow, decisions, keys, read, rows, time};

/// Where a speaker stands: the columns of [`Stand`].
macro_rules! stand_columns {
    () => {
        "story.slug, version.outlet, coalesce(version.published_at, version.stood_at), speaker.name"
    };
}
pub(super) use stand_columns;

const SPEAKERS: &str = concat!(
    "SELECT ",
    stand_columns!(),
    ", speaker.kind, speaker.role, version.story, version.id, \
     version.number = (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
     (SELECT count(*) FROM claim WHERE claim.extraction = speaker.extraction AND claim.speaker = speaker.number) \
     FROM present JOIN version ON version.id = present.version JOIN story ON story.id = version.story \
     JOIN speaker ON speaker.extraction = present.id ORDER BY version.id, speaker.number"
);

impl History {
    /// Lists the speakers of all stories by number of claims, most first, then by name. Names that differ in case and
    /// diacritics only are one speaker's.
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
pub(super) struct Stand {
    pub story: String,
    pub outlet: Option<String>,
    date: chrono::NaiveDate,
    pub name: String,
}

impl Stand {
    pub fn read(row: &Row<'_>, at: usize) -> Result<Self, Fault> {
        let date = time::from_text(&row.get::<_, String>(at + 2)?)?.date_naive();
        Ok(Self { story: row.get(at)?, outlet: row.get(at + 1)?, date, name: row.get(at + 3)? })
    }

    pub fn place(&self) -> Place<'_> {
        Place { story: &self.story, outlet: self.outlet.as_deref(), date: self.date }
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
pub(super) fn commonest(spellings: BTreeMap<String, usize>) -> Option<String> {
    spellings.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}
