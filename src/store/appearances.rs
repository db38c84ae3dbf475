//! Looks a speaker up across all stories and versions: where he or she appears, and what is said there.
//!
//! It joins nobody and tells nobody apart: two people of one surname both fit it, and who is meant is for the caller to
//! say.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use crate::sighting::{Appearance, Candidate, Sighting};
use crate::story::Slug;

use super::error::{Error, Fault};
use super::names::Names;
use super::places::{latest_number, neighbours};
use super::query::WordQuery;
use super::rows::{self, claim_columns, claims_of_speakers, date_columns};
use super::{History, read, time};

/// The speakers that one of the keys fits whole, or the asked one as a surname.
macro_rules! fit {
    () => {
        "WITH asked (key) AS (SELECT value FROM json_each(?2)), fit (extraction, speaker) AS (\
           SELECT extraction, speaker FROM asked CROSS JOIN speaker_name ON speaker_name.key = asked.key \
           UNION SELECT extraction, speaker FROM speaker_name WHERE surname = ?1) "
    };
}

/// Those of present extractions.
const APPEARANCES: &str = concat!(
    fit!(),
    "SELECT called(standing(version.id, story.slug)), version.outlet, numbered(version.id, version.number), ",
    latest_number!(),
    ", version.published_at, version.stood_at, version.body, fit.extraction, fit.speaker, \
     (SELECT count(*) FROM claim WHERE extraction = fit.extraction AND speaker = fit.speaker AND speech = 'said'), \
     (SELECT count(*) FROM claim WHERE extraction = fit.extraction AND speaker = fit.speaker AND speech <> 'said'), ",
    date_columns!(),
    " FROM fit CROSS JOIN present ON present.id = fit.extraction CROSS JOIN version ON version.id = present.version \
     CROSS JOIN story ON story.id = version.story ",
    neighbours!(),
    "ORDER BY 1, 3, fit.speaker"
);
const NAMES: &str = concat!(
    fit!(),
    "SELECT fit.extraction, fit.speaker, name, key, surname FROM fit CROSS JOIN speaker_name \
     ON speaker_name.extraction = fit.extraction AND speaker_name.speaker = fit.speaker ORDER BY 1, 2, place"
);

/// The claims of speakers given as a list of pairs, of extraction and number; last stands the place in the list.
macro_rules! claims_of_each {
    ($index:literal, $where:literal) => {
        concat!(
            "SELECT ",
            claim_columns!(),
            ", json_each.key FROM json_each(?1) CROSS JOIN claim INDEXED BY ",
            $index,
            " WHERE extraction = json_each.value ->> 0 AND speaker = json_each.value ->> 1",
            $where
        )
    };
}
const CLAIMS: &str = claims_of_each!("claim_by_speaker", "");
const LINEAGES: &str = "SELECT DISTINCT lineage FROM claim WHERE extraction = ?1 AND speaker = ?2 \
    AND speech = 'said'";
/// What some speakers say with certain words.
const WITH_WORDS: &str = concat!(
    "SELECT claim.lineage FROM claim_words CROSS JOIN claim ON claim.id = claim_words.rowid \
     WHERE claim_words MATCH ?2 AND +claim_words.rowid IN (",
    claims_of_speakers!("?1"),
    ")"
);
/// What some speakers say whose topic stands between the parts of the content, where the index of words does not look.
const APART: &str = "SELECT lineage FROM json_each(?1) CROSS JOIN claim INDEXED BY claim_with_topic_apart \
    WHERE extraction = json_each.value ->> 0 AND speaker = json_each.value ->> 1 AND instr(content, topic) = 0";
const DATED: &str = claims_of_each!("claim_dated", " AND said_on IS NOT NULL");

/// The queries about one name, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[APPEARANCES, NAMES, CLAIMS, LINEAGES, WITH_WORDS, DATED, APART];

/// The columns of a claim's lineage, and behind those of a claim.
const LINEAGE: usize = 17;
const AFTER: usize = 19;

/// The fewest claims of a speaker that are worth a look into the index of words.
const MANY: usize = 2000;

impl History {
    /// Lists where the speakers appear who have a name with one of `keys`, or the surname `asked`; both are keys of
    /// names. By story, version and speaker, also where nothing is said.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn candidates(&self, asked: &str, keys: &BTreeSet<String>) -> Result<Vec<Candidate>, Error> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        self.query(|connection| {
            let keys = rows::to_json(keys);
            let mut names = names(connection, asked, &keys)?;
            read::list(connection, APPEARANCES, [asked, &keys], |row| {
                let (extraction, speaker) = (row.get(7)?, row.get(8)?);
                let (date, next) = rows::version_dates(row, 11)?;
                let SpeakerNames { names, is_named } = names.remove(&(extraction, speaker)).unwrap_or_default();
                let appearance = Appearance {
                    story: rows::word(row, 0)?,
                    outlet: row.get(1)?,
                    version: row.get(2)?,
                    latest: row.get(3)?,
                    published_at: row.get::<_, Option<String>>(4)?.map(|text| time::zoned(&text)).transpose()?,
                    captured_at: time::from_text(&row.get::<_, String>(5)?)?,
                    date,
                    next,
                    names,
                    claims: row.get(9)?,
                    unsaid: row.get(10)?,
                    body: row.get(6)?,
                    extraction,
                    speaker,
                };
                Ok(Candidate { appearance, is_named })
            })
        })
    }

    /// Reads all that is said in some appearances, by story, version and place in the text. Versions of one body share
    /// it.
    pub fn said(&self, appearances: &[Appearance]) -> Result<Vec<Sighting>, Error> {
        self.said_or_dated(&appearances.iter().collect::<Vec<_>>(), &[], true)
    }

    /// As [`History::said`]; the bodies stay empty.
    pub fn said_without_bodies(&self, appearances: &[Appearance]) -> Result<Vec<Sighting>, Error> {
        self.said_or_dated(&appearances.iter().collect::<Vec<_>>(), &[], false)
    }

    /// As [`History::said`], and of further appearances what the text itself dates; the bodies stay empty unless they
    /// are asked for.
    pub fn said_or_dated(
        &self,
        said: &[&Appearance],
        dated: &[&Appearance],
        bodies: bool,
    ) -> Result<Vec<Sighting>, Error> {
        self.query(|connection| {
            let mut reader = SightingReader::new(connection, &self.names, bodies);
            reader.list(CLAIMS, said)?;
            reader.list(DATED, dated)?;
            Ok(reader.sightings())
        })
    }

    /// Reads what is said in some appearances, and may leave out statements that have in no version a word that begins
    /// with one of `beginnings`, neither in what is asserted nor in what a position is about. The bodies stay empty
    /// unless they are asked for.
    pub fn said_with(
        &self,
        appearances: &[Appearance],
        beginnings: &BTreeSet<String>,
        bodies: bool,
    ) -> Result<Vec<Sighting>, Error> {
        let claims: usize = appearances.iter().map(|one| one.claims).sum();
        if claims < MANY || beginnings.is_empty() {
            return self.said_or_dated(&appearances.iter().collect::<Vec<_>>(), &[], bodies);
        }
        self.query(|connection| {
            let mut reader = SightingReader::new(connection, &self.names, bodies);
            let mut lineages = lineages_with(connection, appearances, &WordQuery::beginning(beginnings))?;
            self.names.add_joined(&mut lineages);
            reader.lineages = Some(lineages);
            reader.list(CLAIMS, &appearances.iter().collect::<Vec<_>>())?;
            Ok(reader.sightings())
        })
    }

    /// Reads the body of an appearance.
    pub fn body_of(&self, appearance: &Appearance) -> Result<Arc<str>, Error> {
        self.query(|connection| read::body(connection, &appearance.body))
    }

    /// Counts what is said in some appearances: one statement once, however many versions repeat it.
    pub fn statements(&self, appearances: &[Appearance]) -> Result<usize, Error> {
        self.query(|connection| {
            let mut lineages: Vec<(&Slug, i64)> = Vec::new();
            for one in appearances {
                let of = read::list(connection, LINEAGES, params![one.extraction, one.speaker], |row| Ok(row.get(0)?))?;
                lineages.extend(of.into_iter().map(|lineage| (&one.story, self.names.lineage(&one.story, lineage))));
            }
            lineages.sort_unstable();
            lineages.dedup();
            Ok(lineages.len())
        })
    }
}

/// Finds what speakers say that has certain words, or may.
fn lineages_with(
    connection: &Connection,
    appearances: &[Appearance],
    query: &WordQuery,
) -> Result<HashSet<i64>, Fault> {
    let pairs = rows::to_json(&appearances.iter().map(|one| (one.extraction, one.speaker)).collect::<Vec<_>>());
    let with_words = read::list(connection, WITH_WORDS, [pairs.as_str(), query.expression()], |row| Ok(row.get(0)?))?;
    let apart = read::list(connection, APART, [&pairs], |row| Ok(row.get(0)?))?;
    Ok(with_words.into_iter().chain(apart).collect())
}

/// A speaker's names in one version, the full one first.
#[derive(Default)]
struct SpeakerNames {
    names: Vec<String>,
    /// Whether what was asked for is the key of one of them, or of a surname.
    is_named: bool,
}

/// Lists the names of the speakers that something fits.
fn names(connection: &Connection, asked: &str, keys: &str) -> Result<HashMap<(i64, u32), SpeakerNames>, Fault> {
    let mut names: HashMap<(i64, u32), SpeakerNames> = HashMap::new();
    read::each(connection, NAMES, [asked, keys], |row| {
        let of_speaker = names.entry((row.get(0)?, row.get(1)?)).or_default();
        let (key, surname): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        of_speaker.is_named |= key == asked || surname.is_some_and(|surname| surname == asked);
        of_speaker.names.push(row.get(2)?);
        Ok(())
    })?;
    Ok(names)
}

/// Reads claims, and each body once.
struct SightingReader<'a> {
    connection: &'a Connection,
    names: &'a Names,
    /// By SHA-256; `None` where bodies are not read.
    bodies: Option<HashMap<String, Arc<str>>>,
    none: Arc<str>,
    /// The only ones that are read; all where none are given.
    lineages: Option<HashSet<i64>>,
    found: Vec<Sighting>,
}

impl<'a> SightingReader<'a> {
    fn new(connection: &'a Connection, names: &'a Names, bodies: bool) -> Self {
        let (bodies, none) = (bodies.then(HashMap::new), Arc::from(""));
        Self { connection, names, bodies, none, lineages: None, found: Vec::new() }
    }

    /// Reads what a query finds in each of some appearances.
    fn list(&mut self, sql: &str, appearances: &[&Appearance]) -> Result<(), Fault> {
        if appearances.is_empty() {
            return Ok(());
        }
        let pairs: Vec<(i64, u32)> = appearances.iter().map(|one| (one.extraction, one.speaker)).collect();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([rows::to_json(&pairs)])?;
        while let Some(row) = rows.next()? {
            let lineage = row.get(LINEAGE)?;
            if self.lineages.as_ref().is_some_and(|lineages| !lineages.contains(&lineage)) {
                continue;
            }
            if let Some(one) = appearances.get(row.get::<_, usize>(AFTER)?) {
                self.push(one, row)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, one: &Appearance, row: &Row<'_>) -> Result<(), Fault> {
        let (claim, lineage) = rows::claim(row, 0)?;
        let body = match &mut self.bodies {
            None => self.none.clone(),
            Some(bodies) => match bodies.get(&one.body) {
                Some(body) => body.clone(),
                None => bodies.entry(one.body.clone()).or_insert(read::body(self.connection, &one.body)?).clone(),
            },
        };
        self.found.push(Sighting {
            story: one.story.clone(),
            outlet: one.outlet.clone(),
            version: one.version,
            latest: one.latest,
            published_at: one.published_at,
            captured_at: one.captured_at,
            date: one.date,
            next: one.next,
            lineage: self.names.lineage(&one.story, lineage),
            names: one.names.clone(),
            claim,
            body,
        });
        Ok(())
    }

    /// Returns what was read, each claim once.
    fn sightings(mut self) -> Vec<Sighting> {
        let place = |one: &Sighting| (one.version, one.claim.id, one.lineage);
        self.found.sort_by(|a, b| a.story.cmp(&b.story).then_with(|| place(a).cmp(&place(b))));
        self.found.dedup_by(|a, b| a.story == b.story && place(a) == place(b));
        self.found
    }
}
