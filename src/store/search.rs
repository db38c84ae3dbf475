//! Looks claims up by their words: in all stories, or in those that a filter lets through.
//!
//! One statement is one hit, however many versions repeat it. Superseded extractions are never looked at.

use std::collections::{BTreeMap, HashMap, hash_map};
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::claim::{Claim, ClaimKind, Precision, Span};
use crate::sighting::{Appearance, Hit, SaidDate, Sighting};
use crate::story::{Slug, VersionNumber};
use crate::version_date::VersionDate;
use crate::wording;

use super::error::{Error, Fault};
use super::names::Names;
use super::places::{latest_number, neighbours};
use super::query::{MANY_USES, USES, WordQuery};
use super::rows::{self, claim_columns, claims_of_speakers, date_columns};
use super::{History, read, time, watch};

const MATCHES: &str = concat!(
    "SELECT claim.lineage, claim.id, numbered(version.id, version.number), claim_words.rank, version.id, claim.content, \
     claim.said_on, claim.precision, version.story, stands_in(version.id) FROM claim_words \
     CROSS JOIN claim ON claim.id = claim_words.rowid CROSS JOIN present ON present.id = claim.extraction \
     CROSS JOIN version ON version.id = present.version \
     WHERE claim_words MATCH ?1 \
     AND (?2 IS NULL OR instr(?2, ',' || claim.kind || ',') > 0) \
     AND (?3 IS NULL OR version.story = (SELECT id FROM story WHERE slug = undecided(?3)) \
          OR version.id IN (SELECT value FROM json_each(rows_of(?3)))) \
     AND (?4 IS NULL OR instr(?4, char(10) || version.outlet || char(10)) > 0) \
     AND (?5 IS NULL OR +claim_words.rowid IN (",
    claims_of_speakers!("?5"),
    "))"
);
const DATES: &str = concat!("SELECT ", date_columns!(), " FROM version ", neighbours!(), "WHERE version.id = ?1");
const HIT: &str = concat!(
    "SELECT ",
    claim_columns!(),
    ", called(standing(version.id, story.slug)), version.outlet, numbered(version.id, version.number), ",
    latest_number!(),
    ", version.published_at, version.stood_at, version.body, version.headline, version.url, extraction.id \
     FROM claim CROSS JOIN extraction ON extraction.id = claim.extraction \
     CROSS JOIN version ON version.id = extraction.version \
     CROSS JOIN story ON story.id = version.story WHERE claim.id = ?1"
);
const NAMES: &str = "SELECT name FROM speaker_name WHERE extraction = ?1 AND speaker = ?2 ORDER BY place";
const MARKED: &str =
    "SELECT highlight(claim_words, 0, ?3, ?3) FROM claim_words WHERE claim_words MATCH ?1 AND rowid = ?2";
const OUTLETS: &str = "SELECT DISTINCT outlet FROM version WHERE outlet IS NOT NULL ORDER BY outlet";

/// The queries of a search, for the test that none of them reads a table from end to end.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[MATCHES, DATES, HIT, NAMES, MARKED, USES];

/// What the index puts before and after a word that was found.
const MARK: char = '\u{1}';

/// What is looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub query: WordQuery,
    /// Whose claims: those made where this one person appears.
    pub speaker: Option<Vec<Appearance>>,
    /// Of which kinds; empty for all.
    pub kinds: Vec<ClaimKind>,
    pub story: Option<Slug>,
    /// Of which outlets, as they are spelled; empty for all.
    pub outlets: Vec<String>,
    /// What may have been said on this day or later.
    pub since: Option<NaiveDate>,
    /// What may have been said on this day or earlier.
    pub until: Option<NaiveDate>,
}

/// Some of what was found, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Hits {
    /// How many statements there are in all.
    pub total: usize,
    pub hits: Vec<Hit>,
}

/// A statement that fits, before its words are read.
struct StatementMatch {
    rank: f64,
    lineage: i64,
    /// By version and row.
    claims: Vec<FoundClaim>,
}

/// A claim with the words, in one version.
struct FoundClaim {
    version: VersionNumber,
    /// Its row, and its version's.
    row: i64,
    version_row: i64,
    content: String,
    /// As the text says.
    said_on: Option<(NaiveDate, Precision)>,
}

impl StatementMatch {
    /// Returns the claim in the version that brought the wording of the claim at `at`: the oldest without another
    /// wording in between.
    fn brought(&self, at: usize) -> &FoundClaim {
        let last = &self.claims[at];
        let versions: Vec<&[FoundClaim]> = self.claims[..=at].chunk_by(|a, b| a.version == b.version).collect();
        let same =
            |claims: &&'_ [FoundClaim]| claims.iter().position(|of| wording::is_same(&of.content, &last.content));
        let first = versions.iter().rev().map_while(|claims| Some(&claims[same(claims)?])).last();
        first.unwrap_or(last)
    }

    /// Keeps the claims whose wording may have been said in a time; `None` where none may.
    fn within(
        mut self,
        since: Option<NaiveDate>,
        until: Option<NaiveDate>,
        dates: &mut VersionDates<'_>,
    ) -> Result<Option<Self>, Fault> {
        let mut kept = Vec::new();
        for (at, claim) in self.claims.iter().enumerate() {
            let (brought, _) = dates.of(self.brought(at).version_row)?;
            kept.push(SaidDate::new(claim.said_on, brought).is_within(since, until));
        }
        let mut kept = kept.into_iter();
        self.claims.retain(|_| kept.next().unwrap_or(false));
        Ok((!self.claims.is_empty()).then_some(self))
    }
}

/// When versions came to be, each read once.
struct VersionDates<'a> {
    connection: &'a Connection,
    known: HashMap<i64, (VersionDate, Option<VersionDate>)>,
}

impl VersionDates<'_> {
    /// Returns the date of the version of a row, and of the next one of its story.
    fn of(&mut self, row: i64) -> Result<(VersionDate, Option<VersionDate>), Fault> {
        match self.known.entry(row) {
            hash_map::Entry::Occupied(known) => Ok(*known.get()),
            hash_map::Entry::Vacant(vacant) => {
                let dates = read::one(self.connection, DATES, [row], |row| rows::version_dates(row, 0))?;
                Ok(*vacant.insert(dates.ok_or_else(|| Fault::Damaged(format!("version {row} is missing")))?))
            }
        }
    }
}

impl History {
    /// Finds statements, best first: those with rare words, and short ones, before others. `skip` of them are left out,
    /// and at most `limit` read.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn search(&self, search: &Search, skip: usize, limit: usize) -> Result<Hits, Error> {
        self.search_where(search, |_| true, skip, limit)
    }

    /// As [`History::search`], of what is asserted in words that fit.
    pub fn search_where(
        &self,
        search: &Search,
        fits: impl Fn(&str) -> bool,
        skip: usize,
        limit: usize,
    ) -> Result<Hits, Error> {
        self.query(|connection| {
            let mut dates = VersionDates { connection, known: HashMap::new() };
            let found = matches(connection, &self.names, search, fits, &mut dates)?;
            let mut bodies = BTreeMap::new();
            let mut hits = Vec::new();
            for of in found.iter().skip(skip).take(limit) {
                let mut hit = hit(connection, of, &mut bodies, &mut dates)?;
                hit.marks = marks(connection, search, of, &hit.sighting.claim)?;
                hits.push(hit);
            }
            Ok(Hits { total: found.len(), hits })
        })
    }

    /// Finds statements by anybody that may hold some of these words, the likeliest first, at most `limit` of them.
    /// Words that very many claims have are not looked for beside enough rarer ones.
    pub fn alike(&self, words: &[String], limit: usize) -> Result<Vec<Sighting>, Error> {
        /// How many of the words are looked for: the rarest.
        const RAREST: usize = 8;
        /// How many of them are enough to leave out those that very many claims have.
        const ENOUGH: usize = 3;
        let mut counted = self.query(|connection| {
            let uses = |word: &String| -> Result<(u64, String), Fault> {
                let query = WordQuery::any([word.as_str()]);
                let few = params![query.expression(), MANY_USES];
                Ok((connection.prepare_cached(USES)?.query_one(few, |row| row.get(0))?, word.clone()))
            };
            words.iter().filter(|word| word.contains(char::is_alphanumeric)).map(uses).collect::<Result<Vec<_>, _>>()
        })?;
        counted.retain(|(uses, _)| *uses > 0);
        counted.sort();
        counted.dedup();
        counted.truncate(RAREST);
        let rarer = counted.partition_point(|(uses, _)| *uses < MANY_USES as u64);
        if rarer >= ENOUGH {
            counted.truncate(rarer);
        }
        if counted.is_empty() {
            return Ok(Vec::new());
        }
        let search = Search {
            query: WordQuery::any(counted.iter().map(|(_, word)| word.as_str())),
            speaker: None,
            kinds: vec![ClaimKind::Quote, ClaimKind::Mixed, ClaimKind::Statement],
            story: None,
            outlets: Vec::new(),
            since: None,
            until: None,
        };
        self.query(|connection| {
            let mut dates = VersionDates { connection, known: HashMap::new() };
            let found = matches(connection, &self.names, &search, |_| true, &mut dates)?;
            let mut bodies = BTreeMap::new();
            let hits = found.iter().take(limit).map(|of| Ok(hit(connection, of, &mut bodies, &mut dates)?.sighting));
            hits.collect()
        })
    }

    /// Lists the outlets, as they are spelled.
    pub fn outlets(&self) -> Result<Vec<String>, Error> {
        self.query(|connection| read::list(connection, OUTLETS, [], |row| Ok(row.get(0)?)))
    }
}

fn matches(
    connection: &Connection,
    names: &Names,
    search: &Search,
    fits: impl Fn(&str) -> bool,
    dates: &mut VersionDates<'_>,
) -> Result<Vec<StatementMatch>, Fault> {
    let between =
        |texts: Vec<&str>, mark: &str| (!texts.is_empty()).then(|| format!("{mark}{}{mark}", texts.join(mark)));
    let filters = params![
        search.query.expression(),
        between(search.kinds.iter().map(|kind| kind.name()).collect(), ","),
        search.story.as_ref().map(Slug::as_str),
        between(search.outlets.iter().map(String::as_str).collect(), "\n"),
        search.speaker.as_ref().map(|appearances| {
            rows::to_json(&appearances.iter().map(|one| (one.extraction, one.speaker)).collect::<Vec<_>>())
        }),
    ];
    let mut found: BTreeMap<(i64, i64, Option<Slug>), StatementMatch> = BTreeMap::new();
    let mut statement = connection.prepare_cached(MATCHES)?;
    let mut rows = statement.query(filters)?;
    while let Some(row) = rows.next()? {
        let content: String = row.get(5)?;
        if !fits(&content) {
            continue;
        }
        // A lineage can belong to two stories that were one for a while.
        let (recorded, stands_in) = (row.get(8)?, watch::slug(row.get(9)?));
        let (lineage, recorded) = match &stands_in {
            Some(story) => (names.lineage(story, row.get(0)?), 0),
            None => (row.get(0)?, recorded),
        };
        let of = found.entry((lineage, recorded, stands_in)).or_insert(StatementMatch {
            rank: f64::INFINITY,
            lineage,
            claims: Vec::new(),
        });
        let said_on = row.get::<_, Option<String>>(6)?.map(|day| rows::day(&day)).transpose()?;
        of.claims.push(FoundClaim {
            version: row.get(2)?,
            row: row.get(1)?,
            version_row: row.get(4)?,
            content,
            said_on: said_on.map(|day| Ok::<_, Fault>((day, rows::word(row, 7)?))).transpose()?,
        });
        of.rank = of.rank.min(row.get(3)?);
    }
    let mut found: Vec<StatementMatch> = found.into_values().collect();
    found.iter_mut().for_each(|of| of.claims.sort_unstable_by_key(|claim| (claim.version, claim.row)));
    if search.since.is_some() || search.until.is_some() {
        let mut within = Vec::new();
        for of in found {
            within.extend(of.within(search.since, search.until, dates)?);
        }
        found = within;
    }
    found.sort_by(|a, b| a.rank.total_cmp(&b.rank).then(a.lineage.cmp(&b.lineage)));
    Ok(found)
}

/// Reads a statement; the places of the words are left out.
fn hit(
    connection: &Connection,
    found: &StatementMatch,
    bodies: &mut BTreeMap<String, Arc<str>>,
    dates: &mut VersionDates<'_>,
) -> Result<Hit, Fault> {
    let Some(last) = found.claims.len().checked_sub(1) else {
        return Err(Fault::Damaged(format!("claim {} is in no version", found.lineage)));
    };
    let id = found.claims[last].row;
    let (date, _) = dates.of(found.brought(last).version_row)?;
    let (_, next) = dates.of(found.claims[last].version_row)?;
    let mut versions: Vec<VersionNumber> = found.claims.iter().map(|claim| claim.version).collect();
    versions.dedup();
    let hit = read::one(connection, HIT, [id], |row| {
        let (claim, _) = rows::claim(row, 0)?;
        let sha256: String = row.get(25)?;
        let body = match bodies.get(&sha256) {
            Some(body) => body.clone(),
            None => bodies.entry(sha256.clone()).or_insert(read::body(connection, &sha256)?).clone(),
        };
        let names = match claim.speaker {
            Some(speaker) => {
                read::list(connection, NAMES, params![row.get::<_, i64>(28)?, speaker.0], |row| Ok(row.get(0)?))?
            }
            None => Vec::new(),
        };
        let sighting = Sighting {
            story: rows::word(row, 19)?,
            outlet: row.get(20)?,
            version: row.get(21)?,
            latest: row.get(22)?,
            published_at: row.get::<_, Option<String>>(23)?.map(|text| time::zoned(&text)).transpose()?,
            captured_at: time::from_text(&row.get::<_, String>(24)?)?,
            date,
            next,
            lineage: found.lineage,
            names,
            claim,
            body,
        };
        Ok(Hit { sighting, headline: row.get(26)?, url: row.get(27)?, versions: versions.clone(), marks: Vec::new() })
    })?;
    hit.ok_or_else(|| Fault::Damaged(format!("claim {id} is missing")))
}

/// Reads where the words that were found stand in the body.
fn marks(connection: &Connection, search: &Search, found: &StatementMatch, claim: &Claim) -> Result<Vec<Span>, Fault> {
    let row = found.claims.last().map(|claim| claim.row);
    let asked = params![search.query.expression(), row, MARK.to_string()];
    let marked: Option<String> = read::one(connection, MARKED, asked, |row| Ok(row.get(0)?))?;
    Ok(marked_spans(claim, marked.as_deref().unwrap_or_default()))
}

/// Reads the places of the words found off a content with a mark before and after each, as spans of the body.
fn marked_spans(claim: &Claim, marked: &str) -> Vec<Span> {
    let content = &claim.content.text;
    let mut rest = content.chars();
    let (mut at, mut open, mut found) = (0, None, Vec::new());
    for c in marked.chars() {
        // A mark of the text's own is text.
        if rest.clone().next() == Some(c) {
            rest.next();
            at += c.len_utf8();
        } else if c == MARK {
            match open.take() {
                None => open = Some(at),
                Some(start) => found.push((start, at)),
            }
        }
    }
    found.into_iter().flat_map(|(start, end)| in_body(claim, start, end)).collect()
}

/// Finds a stretch of a claim's content in the body; several where the content has gaps.
fn in_body(claim: &Claim, start: usize, end: usize) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for span in &claim.content.spans {
        let (from, to) = (start.max(at), end.min(at + span.len()));
        if from < to {
            found.push(Span::new(span.start + from - at, span.start + to - at));
        }
        // The parts are joined by a space.
        at += span.len() + 1;
    }
    found
}
