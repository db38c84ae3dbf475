//! Claims that were recorded in two stories whose versions were decided to stand in one: which of them are one.
//!
//! A version that came into a story goes on with the claims of the version before it, as whoever compares the two says,
//! and one with the same words as an earlier claim is that one: as if it had been recorded there. Nothing of it is
//! stored, so that an undo parts what was joined.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::error::Fault;
use super::names::Names;
use super::{StoredVersion, read, write};
use crate::curation::StoryNames;
use crate::story::Slug;

const SAME_WORDS: &str = "SELECT own.lineage, other.lineage FROM story AS of CROSS JOIN wording AS own \
    ON own.story = of.id CROSS JOIN story AS another ON another.slug = ?2 CROSS JOIN wording AS other \
    ON other.story = another.id AND other.sha256 = own.sha256 WHERE of.slug = ?1 ORDER BY 1, 2";
const PRESENT: &str = "SELECT max(id) FROM extraction WHERE version = ?1";

/// The queries of a journal, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[SAME_WORDS, PRESENT];

/// Says which claims of a version go on claims of the one before it: pairs of indexes, the older one's first.
pub type Comparer = fn(&StoredVersion, &StoredVersion) -> Vec<(usize, usize)>;

/// What a comparison of two extractions said: lineages of the newer one, each with the older one's that it goes on.
pub(super) type Compared = HashMap<[i64; 2], Vec<(i64, i64)>>;

/// The lineages of one story that go on an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Joins(HashMap<i64, i64>);

impl Joins {
    /// Returns the lineage that a stored one belongs to.
    pub(super) fn of(&self, lineage: i64) -> i64 {
        self.0.get(&lineage).copied().unwrap_or(lineage)
    }

    /// Adds to some lineages all that belong to one with one of them.
    pub(super) fn complete(&self, lineages: &mut HashSet<i64>) {
        let found: HashSet<i64> = lineages.iter().map(|lineage| self.of(*lineage)).collect();
        lineages.extend(self.0.iter().filter(|(_, first)| found.contains(first)).map(|(lineage, _)| lineage));
        lineages.extend(found);
    }
}

/// Finds the joins of all stories that versions were decided into or out of. `names` knows of these already, and of no
/// joins; `compared` keeps what the comparer said.
pub(super) fn of_stories(
    connection: &Connection,
    names: &Names,
    comparer: Option<Comparer>,
    compared: &mut Compared,
) -> Result<BTreeMap<Slug, Joins>, Fault> {
    let stories = names.story_names();
    let mut finder = Finder { connection, names, stories: &stories, comparer, compared };
    stories.decided().map(|story| Ok((story.clone(), finder.of_story(story)?))).collect()
}

struct Finder<'a> {
    connection: &'a Connection,
    names: &'a Names,
    stories: &'a StoryNames,
    comparer: Option<Comparer>,
    compared: &'a mut Compared,
}

impl Finder<'_> {
    fn of_story(&mut self, story: &Slug) -> Result<Joins, Fault> {
        let mut joins = Joins::default();
        let origins: Vec<&Slug> = self.stories.origins(story).collect();
        if origins.len() < 2 {
            return Ok(joins);
        }
        let same_words = self.same_words(&origins)?;
        let (mut seen, mut before) = (HashSet::new(), None);
        for (number, row) in self.stories.versions(story) {
            let own = write::present_lineages(self.connection, row)?;
            let new: Vec<i64> = own.iter().copied().filter(|lineage| !seen.contains(lineage)).collect();
            let origin = self.stories.origin(story, number);
            let goes_on = match before {
                Some((last, last_origin)) if last_origin != origin => self.compare(story, [last, (number, row)])?,
                _ => Vec::new(),
            };
            for (lineage, first) in goes_on {
                let first = joins.of(first);
                if first != lineage && new.contains(&lineage) {
                    joins.0.entry(lineage).or_insert(first);
                }
            }
            let mut taken: BTreeSet<i64> = own.iter().map(|lineage| joins.of(*lineage)).collect();
            for lineage in new {
                let others = same_words.get(&lineage).into_iter().flatten().map(|other| joins.of(*other));
                let first = others.clone().find(|other| seen.contains(other) && !taken.contains(other));
                if let Some(first) = first.filter(|_| !joins.0.contains_key(&lineage)) {
                    joins.0.insert(lineage, first);
                    taken.insert(first);
                }
            }
            seen.extend(own.iter().flat_map(|lineage| [*lineage, joins.of(*lineage)]));
            before = Some(((number, row), origin));
        }
        Ok(joins)
    }

    /// Lists for each lineage those of other recorded stories that have had the same words.
    fn same_words(&self, origins: &[&Slug]) -> Result<BTreeMap<i64, Vec<i64>>, Fault> {
        let mut same: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for origin in origins {
            for other in origins.iter().filter(|other| *other != origin) {
                read::each(self.connection, SAME_WORDS, params![origin.as_str(), other.as_str()], |row| {
                    same.entry(row.get(0)?).or_default().push(row.get(1)?);
                    Ok(())
                })?;
            }
        }
        Ok(same)
    }

    /// Says which lineages of a version go on those of the version before it, which was recorded elsewhere.
    fn compare(&mut self, story: &Slug, versions: [(u32, i64); 2]) -> Result<Vec<(i64, i64)>, Fault> {
        let Some(comparer) = self.comparer else { return Ok(Vec::new()) };
        let mut extractions = [0; 2];
        for (extraction, (_, row)) in extractions.iter_mut().zip(versions) {
            *extraction = self.connection.prepare_cached(PRESENT)?.query_one([row], |row| row.get(0))?;
        }
        if let Some(known) = self.compared.get(&extractions) {
            return Ok(known.clone());
        }
        let [old, new] = versions.map(|(number, _)| read::version(self.connection, self.names, story, number));
        let (Some(old), Some(new)) = (old?, new?) else { return Ok(Vec::new()) };
        let pairs = comparer(&old, &new);
        let lineages =
            pairs.into_iter().filter_map(|(from, to)| Some((*new.lineages.get(to)?, *old.lineages.get(from)?)));
        let lineages: Vec<(i64, i64)> = lineages.collect();
        self.compared.insert(extractions, lineages.clone());
        Ok(lineages)
    }
}
