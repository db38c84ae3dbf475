//! Finds the lineage of each claim of a new version: the one that it goes on, the one that it returns to, or a new one.
//!
//! Which claims go on is the caller's to say (it has compared the versions); only returns are found here, by wording.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::claim::Extraction;
use crate::story::VersionNumber;

use super::error::Fault;
use super::{Origin, keys};

const OF_EXTRACTION: &str = "SELECT lineage FROM claim WHERE extraction = ?1 ORDER BY number";
const OF_WORDING: &str = "SELECT lineage FROM wording WHERE story = ?1 AND sha256 = ?2 ORDER BY lineage";
const KNOWN: &str = "SELECT 1 FROM wording WHERE story = ?1 AND sha256 = ?2 AND lineage = ?3";
const LAST: &str = "SELECT coalesce(max(id), 0) FROM lineage";

/// The queries of a write, for the test that none of them slows down as the history grows.
#[cfg(test)]
pub(super) const QUERIES: &[&str] = &[OF_EXTRACTION, OF_WORDING, KNOWN, LAST];

/// Returns the lineages of an extraction's claims, in their order.
pub(super) fn of_extraction(connection: &Connection, extraction: i64) -> Result<Vec<i64>, Fault> {
    let mut statement = connection.prepare_cached(OF_EXTRACTION)?;
    let lineages = statement.query_map([extraction], |row| row.get(0))?;
    Ok(lineages.collect::<Result<_, _>>()?)
}

/// Gives each claim of a new version its lineage, and writes the new lineages and wordings. `before` are the lineages of the claims of
/// the version before.
pub(super) fn assign(
    connection: &Connection,
    story: i64,
    entered: VersionNumber,
    extraction: &Extraction,
    origins: &[Origin],
    before: &[i64],
) -> Result<Vec<i64>, Fault> {
    if origins.len() != extraction.claims.len() {
        return Err(Fault::Unfit(format!("{} claims have {} origins", extraction.claims.len(), origins.len())));
    }
    let mut lineages = vec![None; origins.len()];
    for (lineage, origin) in lineages.iter_mut().zip(origins) {
        if let Origin::Continues(from) = origin {
            let from = before.get(*from);
            *lineage = Some(*from.ok_or_else(|| Fault::Unfit("a claim goes on a claim that is not there".into()))?);
        }
    }
    // A lineage that goes on has not left, so nothing can return to it.
    let mut taken: BTreeSet<i64> = lineages.iter().flatten().copied().collect();
    let mut next: i64 = connection.prepare_cached(LAST)?.query_one([], |row| row.get(0))?;
    let mut returned = connection.prepare_cached(OF_WORDING)?;
    let mut known = connection.prepare_cached(KNOWN)?;
    let mut insert = connection.prepare_cached("INSERT INTO lineage (id, story, entered) VALUES (?1, ?2, ?3)")?;
    let mut insert_wording =
        connection.prepare_cached("INSERT INTO wording (story, sha256, lineage) VALUES (?1, ?2, ?3)")?;

    let mut assigned = Vec::with_capacity(lineages.len());
    for (claim, lineage) in extraction.claims.iter().zip(lineages) {
        let wording = keys::wording(claim, extraction.speaker_of(claim));
        let lineage = match lineage {
            Some(lineage) => lineage,
            None => {
                let mut candidates = returned.query_map(params![story, wording], |row| row.get::<_, i64>(0))?;
                match candidates.find(|candidate| candidate.as_ref().map_or(true, |id| !taken.contains(id))) {
                    Some(candidate) => candidate?,
                    None => {
                        next += 1;
                        insert.execute(params![next, story, entered])?;
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
