//! Looks speakers up across all stories and versions: whom a name fits, and what they said.
//!
//! It joins nobody: two people of one surname both fit it, and to tell them apart is the caller's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audit::Sighting;
use crate::claim::SpeakerKind;

use super::error::Error;
use super::rows::{self, claim_columns};
use super::{History, SpeakerRow, keys, read, time};

/// The speakers of present extractions that a key fits, whole or as a surname.
macro_rules! fit {
    () => {
        "WITH fit (extraction, speaker) AS (\
           SELECT extraction, speaker FROM speaker_name WHERE key = ?1 \
           UNION SELECT extraction, speaker FROM speaker_name WHERE surname = ?1) "
    };
}

const SIGHTINGS: &str = concat!(
    fit!(),
    "SELECT ",
    claim_columns!(),
    ", story.slug, version.outlet, version.number, (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
     version.published_at, version.stood_at, version.body, fit.extraction, fit.speaker \
     FROM fit CROSS JOIN present ON present.id = fit.extraction CROSS JOIN version ON version.id = present.version \
     CROSS JOIN story ON story.id = version.story \
     CROSS JOIN claim ON claim.extraction = fit.extraction AND claim.speaker = fit.speaker \
     ORDER BY story.slug, version.number, claim.number"
);
const NAMES: &str = "SELECT name FROM speaker_name WHERE extraction = ?1 AND speaker = ?2 ORDER BY place";
const FULL_NAMES: &str = concat!(
    fit!(),
    "SELECT speaker.name FROM fit CROSS JOIN present ON present.id = fit.extraction \
     CROSS JOIN speaker ON speaker.extraction = fit.extraction AND speaker.number = fit.speaker"
);
const SPEAKERS: &str = "SELECT speaker.name, speaker.kind, speaker.role, version.story, \
    version.number = (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
    (SELECT count(*) FROM claim WHERE claim.extraction = speaker.extraction AND claim.speaker = speaker.number) \
    FROM present JOIN version ON version.id = present.version JOIN speaker ON speaker.extraction = present.id \
    ORDER BY version.id, speaker.number";

/// The queries about one name, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[SIGHTINGS, NAMES, FULL_NAMES];

impl History {
    /// Reads every claim, in every version, of the speakers that `name` fits: a whole name or alias, or a surname, compared without
    /// case and diacritics. By story, version and place in the text. Versions of one body share it.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn sightings(&self, name: &str) -> Result<Vec<Sighting>, Error> {
        let key = keys::name_key(name);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        self.read(|connection| {
            let mut bodies: BTreeMap<String, Arc<str>> = BTreeMap::new();
            let mut names: BTreeMap<(i64, u32), Vec<String>> = BTreeMap::new();
            read::list(connection, SIGHTINGS, [key], |row| {
                let (claim, lineage) = rows::claim(row, 0)?;
                let sha256: String = row.get(24)?;
                let body = match bodies.get(&sha256) {
                    Some(body) => body.clone(),
                    None => bodies.entry(sha256.clone()).or_insert(read::body(connection, &sha256)?).clone(),
                };
                let speaker: (i64, u32) = (row.get(25)?, row.get(26)?);
                let names = match names.get(&speaker) {
                    Some(names) => names.clone(),
                    None => {
                        let found = read::list(connection, NAMES, speaker, |row| Ok(row.get(0)?))?;
                        names.entry(speaker).or_insert(found).clone()
                    }
                };
                Ok(Sighting {
                    story: rows::word(row, 18)?,
                    outlet: row.get(19)?,
                    version: row.get(20)?,
                    latest: row.get(21)?,
                    published_at: row.get::<_, Option<String>>(22)?.map(|text| time::from_text(&text)).transpose()?,
                    captured_at: time::from_text(&row.get::<_, String>(23)?)?,
                    lineage,
                    names,
                    claim,
                    body,
                })
            })
        })
    }

    /// Lists the full names of the speakers that `name` fits, as [`History::sightings`] does, in alphabetical order: "Smith" may fit
    /// "Jane Smith" and "John Smith". Of names that differ in case and diacritics only, the commonest spelling stands.
    pub fn speaker_names(&self, name: &str) -> Result<Vec<String>, Error> {
        let key = keys::name_key(name);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let found =
            self.read(|connection| read::list(connection, FULL_NAMES, [key], |row| Ok(row.get::<_, String>(0)?)))?;
        let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for name in found {
            *spellings.entry(keys::name_key(&name)).or_default().entry(name).or_default() += 1;
        }
        Ok(spellings.into_values().filter_map(commonest).collect())
    }

    /// Lists the speakers of all stories by number of claims, most first, then by name. Names that differ in case and diacritics
    /// only are one speaker's.
    pub fn speakers(&self) -> Result<Vec<SpeakerRow>, Error> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        self.read(|connection| {
            read::list(connection, SPEAKERS, [], |row| {
                let name: String = row.get(0)?;
                let tally = tallies.entry(keys::name_key(&name)).or_default();
                *tally.spellings.entry(name).or_default() += 1;
                // By version, so that the latest to say so is right.
                tally.kind = Some(rows::word(row, 1)?);
                tally.role = row.get::<_, Option<String>>(2)?.or(tally.role.take());
                let in_latest: bool = row.get(4)?;
                tally.claims += if in_latest { row.get::<_, u64>(5)? } else { 0 };
                tally.stories.insert(row.get(3)?);
                Ok(())
            })
        })?;
        let mut speakers: Vec<SpeakerRow> = tallies.into_values().filter_map(Tally::row).collect();
        speakers.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
        Ok(speakers)
    }
}

/// What is counted for one speaker.
#[derive(Default)]
struct Tally {
    spellings: BTreeMap<String, usize>,
    kind: Option<SpeakerKind>,
    role: Option<String>,
    stories: BTreeSet<i64>,
    claims: u64,
}

impl Tally {
    fn row(self) -> Option<SpeakerRow> {
        Some(SpeakerRow {
            name: commonest(self.spellings)?,
            kind: self.kind?,
            role: self.role,
            stories: self.stories.len() as u64,
            claims: self.claims,
        })
    }
}

/// Returns the commonest spelling; of equals the first by alphabet.
fn commonest(spellings: BTreeMap<String, usize>) -> Option<String> {
    spellings.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}
