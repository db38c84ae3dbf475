//! Looks a speaker up across all stories and versions: where somebody appears whom a name fits, and what is said there.
//!
//! Who is who is as the decisions have it. Beyond these it joins nobody: two people of one surname both fit it, and to
//! tell them apart is the caller's.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use crate::audit::{Appearance, Sighting};
use crate::curation::{Lookup, People};

use super::error::{Error, Fault};
use super::query::Query;
use super::rows::{self, claim_columns};
use super::sightings::{Stand, commonest, stand_columns};
use super::{History, decisions, keys, read, time};

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
    "SELECT ",
    stand_columns!(),
    ", version.number, (SELECT max(number) FROM version AS last WHERE last.story = version.story), \
     version.published_at, version.stood_at, version.body, fit.extraction, fit.speaker, \
     (SELECT count(*) FROM claim WHERE claim.extraction = fit.extraction AND claim.speaker = fit.speaker) \
     FROM fit CROSS JOIN present ON present.id = fit.extraction CROSS JOIN version ON version.id = present.version \
     CROSS JOIN story ON story.id = version.story \
     CROSS JOIN speaker ON speaker.extraction = fit.extraction AND speaker.number = fit.speaker \
     ORDER BY story.slug, version.number, fit.speaker"
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
const LINEAGES: &str = "SELECT DISTINCT lineage FROM claim WHERE extraction = ?1 AND speaker = ?2";
const WITH_WORDS: &str = concat!(
    "SELECT ",
    claim_columns!(),
    ", claim.extraction FROM claim_words CROSS JOIN claim ON claim.id = claim_words.rowid WHERE claim_words MATCH ?1"
);
const DATED: &str = claims_of_each!("claim_dated", " AND said_on IS NOT NULL");
/// Those whose topic stands between the parts of their content, where the index of words does not look.
const APART: &str = claims_of_each!("claim_with_topic_apart", " AND instr(content, topic) = 0");

/// The queries about one name, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[APPEARANCES, NAMES, CLAIMS, LINEAGES, WITH_WORDS, DATED, APART];

/// The column behind those of a claim.
const AFTER: usize = 18;

/// The fewest claims of a speaker that are worth a look into the index of words.
const MANY: usize = 2000;

impl History {
    /// Lists where the speakers appear that `name` fits: a whole name or alias, or a surname, compared without case and
    /// diacritics, or any name that was decided to be theirs. By story, version and speaker, also where nothing is
    /// said. Where a decision says who the speaker is, that is the first of the names.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn appearances(&self, name: &str) -> Result<Vec<Appearance>, Error> {
        self.read(|connection| {
            let people = decisions::people(connection)?;
            let lookup = people.lookup(name);
            if lookup.asked.is_empty() {
                return Ok(Vec::new());
            }
            let (asked, keys) = (lookup.asked.clone(), rows::to_json(&lookup.keys));
            let called = called(connection, &lookup, [&asked, &keys])?;
            let found = read::list(connection, APPEARANCES, [asked, keys], |row| {
                let stand = Stand::read(row, 0)?;
                let (extraction, speaker) = (row.get(9)?, row.get(10)?);
                let Some(names) = names(&people, &lookup, &stand, called.get(&(extraction, speaker))) else {
                    return Ok(None);
                };
                Ok(Some(Appearance {
                    story: rows::word(row, 0)?,
                    outlet: stand.outlet,
                    version: row.get(4)?,
                    latest: row.get(5)?,
                    published_at: row.get::<_, Option<String>>(6)?.map(|text| time::from_text(&text)).transpose()?,
                    captured_at: time::from_text(&row.get::<_, String>(7)?)?,
                    names,
                    claims: row.get(11)?,
                    body: row.get(8)?,
                    extraction,
                    speaker,
                }))
            })?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    /// Reads all that is said in some appearances, by story, version and place in the text. Versions of one body share
    /// it.
    pub fn said(&self, appearances: &[Appearance]) -> Result<Vec<Sighting>, Error> {
        self.said_or_dated(&appearances.iter().collect::<Vec<_>>(), &[], true)
    }

    /// As [`History::said`], and of further appearances what the text itself dates; the bodies stay empty unless they
    /// are asked for.
    pub fn said_or_dated(
        &self,
        said: &[&Appearance],
        dated: &[&Appearance],
        bodies: bool,
    ) -> Result<Vec<Sighting>, Error> {
        self.read(|connection| {
            let mut reader = Reader::new(connection, bodies);
            reader.list(CLAIMS, said)?;
            reader.list(DATED, dated)?;
            Ok(reader.sightings())
        })
    }

    /// Reads what is said in some appearances, and may leave out what has no word that begins with one of each of
    /// `beginnings`, neither in what is asserted nor in what a position is about. Of a story with several versions it
    /// leaves out nothing: what one of them has decides about all. The bodies stay empty unless they are asked for.
    pub fn said_with(
        &self,
        appearances: &[Appearance],
        beginnings: &[Vec<String>],
        bodies: bool,
    ) -> Result<Vec<Sighting>, Error> {
        let claims: usize = appearances.iter().map(|one| one.claims).sum();
        if claims < MANY || beginnings.is_empty() {
            return self.said_or_dated(&appearances.iter().collect::<Vec<_>>(), &[], bodies);
        }
        let (alone, several): (Vec<&Appearance>, Vec<&Appearance>) = appearances.iter().partition(|one| one.is_alone());
        self.read(|connection| {
            let mut reader = Reader::new(connection, bodies);
            reader.list(CLAIMS, &several)?;
            reader.with_words(&alone, &Query::beginning(beginnings))?;
            Ok(reader.sightings())
        })
    }

    /// Reads the body of an appearance.
    pub fn body_of(&self, appearance: &Appearance) -> Result<Arc<str>, Error> {
        self.read(|connection| read::body(connection, &appearance.body))
    }

    /// Counts what is said in some appearances: one statement once, however many versions repeat it.
    pub fn statements(&self, appearances: &[Appearance]) -> Result<usize, Error> {
        self.read(|connection| {
            let mut lineages: Vec<i64> = Vec::new();
            for one in appearances {
                let place = params![one.extraction, one.speaker];
                lineages.append(&mut read::list(connection, LINEAGES, place, |row| Ok(row.get(0)?))?);
            }
            lineages.sort_unstable();
            lineages.dedup();
            Ok(lineages.len())
        })
    }

    /// Lists the full names of the speakers that `name` fits, as [`History::appearances`] does, in alphabetical order:
    /// "Smith" may fit "Jane Smith" and "John Smith". Of names that differ in case and diacritics only, the commonest
    /// spelling stands.
    pub fn speaker_names(&self, name: &str) -> Result<Vec<String>, Error> {
        let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for name in self.appearances(name)?.into_iter().filter_map(|one| one.names.into_iter().next()) {
            *spellings.entry(keys::name_key(&name)).or_default().entry(name).or_default() += 1;
        }
        Ok(spellings.into_values().filter_map(commonest).collect())
    }
}

/// A speaker's names in one version, and whether what was asked for fits one of them.
type Called = (Vec<String>, bool);

/// Lists the names of the speakers that something fits, the full one first.
fn called(connection: &Connection, lookup: &Lookup, asked: [&str; 2]) -> Result<HashMap<(i64, u32), Called>, Fault> {
    let mut called: HashMap<(i64, u32), Called> = HashMap::new();
    read::list(connection, NAMES, asked, |row| {
        let (names, fits) = called.entry((row.get(0)?, row.get(1)?)).or_default();
        let (key, surname): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        *fits |= key == lookup.asked || surname.is_some_and(|surname| surname == lookup.asked);
        names.push(row.get(2)?);
        Ok(())
    })?;
    Ok(called)
}

/// Returns the names of a speaker who is meant, the decided one first.
fn names(people: &People, lookup: &Lookup, stand: &Stand, called: Option<&Called>) -> Option<Vec<String>> {
    let (names, fits) = called.cloned().unwrap_or_default();
    let decided = people.who(&stand.name, &stand.place());
    people.is_meant(lookup, decided, fits).then(|| match decided {
        None => names,
        Some(decided) => {
            let others = names.into_iter().filter(|name| name != decided);
            std::iter::once(decided.to_owned()).chain(others).collect()
        }
    })
}

/// Reads claims, and each body once.
struct Reader<'a> {
    connection: &'a Connection,
    /// By SHA-256; `None` where bodies are not read.
    bodies: Option<HashMap<String, Arc<str>>>,
    none: Arc<str>,
    found: Vec<Sighting>,
}

impl<'a> Reader<'a> {
    fn new(connection: &'a Connection, bodies: bool) -> Self {
        Self { connection, bodies: bodies.then(HashMap::new), none: Arc::from(""), found: Vec::new() }
    }

    /// Reads what has certain words in some appearances.
    fn with_words(&mut self, appearances: &[&Appearance], query: &Query) -> Result<(), Fault> {
        let by_speaker: HashMap<(i64, u32), &Appearance> =
            appearances.iter().map(|one| ((one.extraction, one.speaker), *one)).collect();
        let mut statement = self.connection.prepare_cached(WITH_WORDS)?;
        let mut rows = statement.query([query.expression()])?;
        while let Some(row) = rows.next()? {
            let speaker: Option<u32> = row.get(4)?;
            let Some(speaker) = speaker else { continue };
            if let Some(one) = by_speaker.get(&(row.get(AFTER)?, speaker)) {
                self.push(one, row)?;
            }
        }
        self.list(APART, appearances)
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
            lineage,
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
