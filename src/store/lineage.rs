//! Lineages: gives each claim of a new version its own (the one that it continues, the one that it returns to, or a new
//! one), and looks them up.
//!
//! Which claims continue is for the caller to say, who has compared the versions; only returns are found here, by
//! wording.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use crate::claim::Extraction;
use crate::story::{Slug, VersionNumber};

use super::error::{Error, Fault};
use super::names::Names;
use super::places::rows_of;
use super::{FoundLineage, History, Origin, VersionLineages, keys, read, rows, time};

const OF_EXTRACTION: &str = "SELECT lineage FROM claim WHERE extraction = ?1 ORDER BY number";
const OF_WORDING: &str =
    "SELECT lineage FROM wording WHERE story = ?1 AND sha256 = ?2 AND lineage > ?3 ORDER BY lineage";
const OF_CLAIMS: &str = "SELECT claim.lineage, claim.kind, speaker.name, claim.content FROM version \
    JOIN extraction ON extraction.version = version.id JOIN claim ON claim.extraction = extraction.id \
    LEFT JOIN speaker ON speaker.extraction = claim.extraction AND speaker.number = claim.speaker \
    WHERE version.story = ?1";
const NOTED: &str = "SELECT lineage, sha256 FROM wording WHERE story = ?1";
const KNOWN: &str = "SELECT 1 FROM wording WHERE story = ?1 AND sha256 = ?2 AND lineage = ?3";
const STORIES: &str = "SELECT story.id FROM json_each(?1) CROSS JOIN story ON story.slug = json_each.value";
const LAST: &str = "SELECT coalesce(max(id), 0) FROM lineage";
const STORY_OF: &str =
    "SELECT called(story.slug) FROM lineage JOIN story ON story.id = lineage.story WHERE lineage.id = ?1";
const OF_STORY: &str = concat!(
    "SELECT numbered(version.id, version.number), version.stood_at, extraction.extractor, claim.lineage FROM version \
     JOIN extraction ON extraction.id = (SELECT max(id) FROM extraction WHERE version = version.id) \
     LEFT JOIN claim ON claim.extraction = extraction.id WHERE version.id IN ",
    rows_of!("?1"),
    " ORDER BY 1, claim.number"
);
const WITH_WORDS: &str = "SELECT claim.lineage, called(standing(version.id, story.slug)), \
    numbered(version.id, version.number), claim.content FROM claim_words \
    CROSS JOIN claim ON claim.id = claim_words.rowid CROSS JOIN present ON present.id = claim.extraction \
    CROSS JOIN version ON version.id = present.version CROSS JOIN story ON story.id = version.story \
    WHERE claim_words MATCH ?1 AND (?2 IS NULL OR standing(version.id, story.slug) = recorded(?2)) ORDER BY 3";

/// The queries of a write or about one lineage or story, for the test that none of them slows down as the history
/// grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_EXTRACTION, OF_WORDING, KNOWN, STORIES, LAST, STORY_OF, OF_STORY, WITH_WORDS];

impl History {
    /// Lists the stories that may have a claim of a lineage, each with the lineage that it belongs to there: the story
    /// under which it was recorded, and those that versions were decided into. Empty where there is no such lineage.
    ///
    /// # Errors
    /// When the database cannot be read, or is damaged; so for all that follow.
    pub fn stories_of_lineage(&self, lineage: i64) -> Result<Vec<(Slug, i64)>, Error> {
        self.query(|connection| {
            let Some(own) = read::one(connection, STORY_OF, [lineage], |row| rows::word(row, 0))? else {
                return Ok(Vec::new());
            };
            let names = self.names.story_names();
            let others = names.decided().map(|story| names.called(story).clone()).filter(|story| *story != own);
            let all: Vec<Slug> = std::iter::once(&own).cloned().chain(others).collect();
            Ok(all.into_iter().map(|story| (story.clone(), self.names.lineage(&story, lineage))).collect())
        })
    }

    /// Lists the versions of a story, oldest first, with the lineages of their claims; empty where there is no such
    /// story.
    pub fn lineages(&self, slug: &Slug) -> Result<Vec<VersionLineages>, Error> {
        self.query(|connection| {
            let mut versions: Vec<VersionLineages> = Vec::new();
            let claims = read::list(connection, OF_STORY, [slug.as_str()], |row| {
                let (number, lineage): (VersionNumber, Option<i64>) = (row.get(0)?, row.get(3)?);
                let lineage = lineage.map(|lineage| self.names.lineage(slug, lineage));
                Ok((number, row.get::<_, String>(1)?, row.get::<_, String>(2)?, lineage))
            })?;
            for (number, stood_at, extractor, lineage) in claims {
                if versions.last().is_none_or(|last| last.number != number) {
                    let captured_at = time::from_text(&stood_at)?;
                    versions.push(VersionLineages { number, captured_at, extractor, lineages: Vec::new() });
                }
                versions.last_mut().into_iter().for_each(|last| last.lineages.extend(lineage));
            }
            Ok(versions)
        })
    }

    /// Finds the lineages that have had these words in a row in their content, without regard to case, accents and
    /// marks: in all stories, or in one.
    pub fn lineages_with(&self, words: &str, story: Option<&Slug>) -> Result<Vec<FoundLineage>, Error> {
        let phrase = format!("\"{}\"", words.replace('"', " "));
        self.query(|connection| {
            // By version: the last one that has the words stays.
            let mut found = BTreeMap::new();
            read::each(connection, WITH_WORDS, params![phrase, story.map(Slug::as_str)], |row| {
                let story: Slug = rows::word(row, 1)?;
                let lineage = self.names.lineage(&story, row.get(0)?);
                let of = FoundLineage { lineage, story, last_version: row.get(2)?, content: row.get(3)? };
                found.insert((lineage, of.story.clone()), of);
                Ok(())
            })?;
            Ok(found.into_values().collect())
        })
    }
}

/// Returns the lineages of an extraction's claims, in their order.
pub(super) fn of_extraction(connection: &Connection, extraction: i64) -> Result<Vec<i64>, Fault> {
    let mut statement = connection.prepare_cached(OF_EXTRACTION)?;
    let lineages = statement.query_map([extraction], |row| row.get(0))?;
    Ok(lineages.collect::<Result<_, _>>()?)
}

/// Where a version comes to stand whose claims get their lineages.
#[derive(Clone, Copy)]
pub(super) struct LineagePlace<'a> {
    pub names: &'a Names,
    pub slug: &'a Slug,
    /// The row of the story under which it is recorded, and its number there.
    pub story: i64,
    pub number: VersionNumber,
}

/// Returns the wordings that a story's claims have, each with its lineage.
pub(super) fn wordings_of_claims(connection: &Connection, story: i64) -> Result<BTreeSet<(i64, String)>, Fault> {
    let wordings = read::list(connection, OF_CLAIMS, [story], |row| {
        let (kind, speaker): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, keys::wording_key_of(&kind, speaker.as_deref(), &row.get::<_, String>(3)?)))
    })?;
    Ok(wordings.into_iter().collect())
}

/// Returns the wordings that are noted of a story, each with its lineage.
pub(super) fn wordings_noted(connection: &Connection, story: i64) -> Result<BTreeSet<(i64, String)>, Fault> {
    let wordings = read::list(connection, NOTED, [story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(wordings.into_iter().collect())
}

/// Gives each claim of a new version its lineage, and writes the new lineages and wordings. `before` are the lineages
/// of the claims of the version before.
pub(super) fn assign(
    connection: &Connection,
    place: LineagePlace<'_>,
    extraction: &Extraction,
    origins: &[Origin],
    before: &[i64],
) -> Result<Vec<i64>, Fault> {
    if origins.len() != extraction.claims.len() {
        return Err(Fault::Unfit(format!("{} claims have {} origins", extraction.claims.len(), origins.len())));
    }
    let LineagePlace { names, slug, story, number } = place;
    let stories = match names.origins(slug) {
        origins if origins.is_empty() => vec![story],
        origins => read::list(connection, STORIES, [rows::to_json(&origins)], |row| Ok(row.get(0)?))?,
    };
    let mut lineages = vec![None; origins.len()];
    for (lineage, origin) in lineages.iter_mut().zip(origins) {
        if let Origin::Continues(from) = origin {
            let from = before.get(*from);
            *lineage = Some(*from.ok_or_else(|| Fault::Unfit("a claim continues a claim that does not exist".into()))?);
        }
    }
    // A lineage that continues has not left, so nothing can return to it.
    let mut taken: BTreeSet<i64> = lineages.iter().flatten().copied().collect();
    let mut next: i64 = connection.prepare_cached(LAST)?.query_one([], |row| row.get(0))?;
    let mut returned = connection.prepare_cached(OF_WORDING)?;
    let mut known = connection.prepare_cached(KNOWN)?;
    let mut insert = connection.prepare_cached("INSERT INTO lineage (id, story, entered) VALUES (?1, ?2, ?3)")?;
    let mut insert_wording =
        connection.prepare_cached("INSERT INTO wording (story, sha256, lineage) VALUES (?1, ?2, ?3)")?;

    // Up to which lineage all of a wording are taken: a text may say the same thousands of times.
    let mut passed: BTreeMap<(i64, String), i64> = BTreeMap::new();
    let mut assigned = Vec::with_capacity(lineages.len());
    for (claim, lineage) in extraction.claims.iter().zip(lineages) {
        let wording = keys::wording_key(claim, extraction.speaker_of(claim));
        let lineage = match lineage {
            Some(lineage) => lineage,
            None => {
                let mut candidate = None;
                for story in &stories {
                    let passed = passed.entry((*story, wording.clone())).or_default();
                    let mut rows = returned.query(params![story, wording, *passed])?;
                    while let Some(row) = if candidate.is_none() { rows.next()? } else { None } {
                        let one = row.get(0)?;
                        match names.lineage(slug, one) {
                            lineage if taken.contains(&lineage) => *passed = one,
                            lineage => candidate = Some(lineage),
                        }
                    }
                }
                match candidate {
                    Some(candidate) => candidate,
                    None => {
                        next += 1;
                        insert.execute(params![next, story, number])?;
                        next
                    }
                }
            }
        };
        taken.insert(lineage);
        if known.query_row(params![story, wording, lineage], |_| Ok(())).optional()?.is_none() {
            insert_wording.execute(params![story, wording, lineage])?;
        }
        assigned.push(lineage);
    }
    Ok(assigned)
}
