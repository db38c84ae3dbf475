//! Reads stored versions anew: what the present extractor finds in a text that is stored becomes its present
//! extraction.
//!
//! Texts are never changed, nor versions added: what differs between the two extractions is the extractor's doing, and
//! no edit of the outlet's. It prints nothing and reads no clock.
//!
//! # Lineages
//!
//! A story is read anew from its first version on. A claim continues the lineage of the claim of the version before
//! that it is aligned with, where the same extractor has read that one; else, and where there is none, on that of the
//! earlier extraction's claim with most of the same words, so that a claim keeps its number; else it returns to a
//! lineage with its words, or starts one.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::origins;
use crate::compare::{analyse_with_kept, side};
use crate::diff::{self, Side, Summary};
use crate::extract::Method;
use crate::lang::cache::{Cache, Key};
use crate::parallel;
use crate::reading::Analysis;
use crate::store::{Error, History, Origin, StoredVersion};
use crate::story::{Slug, VersionNumber};

/// How many versions are read before they are stored, in one transaction.
const BATCH: usize = 64;

/// A version that another extractor has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub slug: Slug,
    pub number: VersionNumber,
}

/// What reading a version anew has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reread {
    pub slug: Slug,
    pub number: VersionNumber,
    /// The extractor that read it before.
    pub before: String,
    /// How the claims differ; all of it is the extractor's doing.
    pub changes: Summary,
    /// Whether the capture gives another text than the one that is stored.
    pub other_text: bool,
}

/// Lists the versions of some stories, captured since a time, that `method` has not read, by story and number; and
/// counts those that it has.
///
/// # Errors
/// When the history cannot be read.
pub fn due(
    history: &History,
    slugs: &[Slug],
    since: Option<DateTime<Utc>>,
    method: Method,
) -> Result<(Vec<Due>, usize), Error> {
    let extractor = method.extractor();
    let (mut due, mut current) = (Vec::new(), 0);
    for slug in slugs {
        for row in history.version_rows(slug)? {
            if since.is_some_and(|since| row.captured_at < since) {
                continue;
            }
            match row.extractor == extractor {
                true => current += 1,
                false => due.push(Due { slug: slug.clone(), number: row.number }),
            }
        }
    }
    Ok((due, current))
}

/// How versions are read anew.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub method: Method,
    /// The number of threads that read.
    pub jobs: NonZeroUsize,
    /// Whether what is read is stored.
    pub is_stored: bool,
    /// Whether the bytes of a capture would be read as another body today.
    pub gives_another: fn(&[u8], &str) -> bool,
    pub now: DateTime<Utc>,
}

/// Reads versions anew, and tells of each once it is stored, in the order of `due`.
///
/// # Errors
/// When the history cannot be read or written. What was told of is stored, and of the rest nothing is.
pub fn reextract(history: &mut History, due: &[Due], plan: Plan, mut told: impl FnMut(Reread)) -> Result<(), Error> {
    let Plan { method, now, .. } = plan;
    let extractor = method.extractor();
    let kept = Mutex::new(History::open_read_only(history.path())?);
    for batch in due.chunks(BATCH) {
        let mut reread = Vec::with_capacity(batch.len());
        let versions = batch.iter().map(|due| history.listed_version(&due.slug, due.number));
        let versions = versions.collect::<Result<Vec<_>, _>>()?;
        let readings = read_all(&versions, &kept, plan)?;
        for (version, (analysis, _)) in versions.iter().zip(&readings) {
            let changes = changes(version, analysis).summary();
            let slug = version.story.slug.clone();
            let capture = history.capture(&slug, version.number)?;
            let other_text = capture.is_some_and(|capture| (plan.gives_another)(&capture, &version.body));
            let before = version.extractor.clone();
            reread.push(Reread { slug, number: version.number, before, changes, other_text });
        }
        if plan.is_stored {
            let mut writer = history.write()?;
            for (version, (analysis, cache)) in versions.iter().zip(&readings) {
                let slug = &version.story.slug;
                let before = writer.version_before(slug, version.number)?;
                let origins = lineages(before.as_ref(), version, analysis, &extractor)?;
                writer.reread(slug, version.number, analysis, &origins, &extractor, now)?;
                if let Some(model) = method.model() {
                    writer.keep_windows(&model.version(), &cache.fresh().collect::<Vec<_>>())?;
                }
            }
            writer.commit()?;
        }
        reread.into_iter().for_each(&mut told);
    }
    Ok(())
}

/// Reads versions on several threads.
fn read_all(versions: &[StoredVersion], kept: &Mutex<History>, plan: Plan) -> Result<Vec<(Analysis, Cache)>, Error> {
    let lookup =
        |model: &str, keys: &[Key]| kept.lock().unwrap_or_else(PoisonError::into_inner).scored_windows(model, keys);
    let read = |version: &StoredVersion| {
        let mut cache = Cache::default();
        let analysis = analyse_with_kept(&version.body, &version.metadata, plan.method, &mut cache, lookup)?;
        Ok((analysis, cache))
    };
    parallel::map(versions.iter().collect(), plan.jobs, read).into_iter().collect()
}

/// Compares the claims that were read with those that had been read off the same text; of the text both take what is
/// read now, whatever format the earlier reading has.
fn changes(version: &StoredVersion, analysis: &Analysis) -> diff::Diff {
    diff::diff(side(version, &analysis.reading), Side::new(&version.metadata, &version.body, analysis))
}

/// Returns where the claims come from: indexes into those of the version before, and past their end into those that the
/// version had.
fn lineages(
    before: Option<&StoredVersion>,
    version: &StoredVersion,
    analysis: &Analysis,
    extractor: &str,
) -> Result<Vec<Origin>, Error> {
    let count = before.map_or(0, |before| before.lineages.len());
    let aligned = before.filter(|before| before.extractor == extractor);
    let diff = match aligned {
        Some(before) => {
            let new = Side::new(&version.metadata, &version.body, analysis);
            Some(diff::diff(side(before, &before.reading()?), new))
        }
        None => None,
    };
    let claims = &analysis.extraction.claims;
    let mut origins = origins(diff.as_ref(), claims.len());
    for (origin, claim) in origins.iter_mut().zip(claims) {
        if *origin != Origin::Enters {
            continue;
        }
        let has_words = |nth: &usize| {
            // What went on from the version before has gone its own way by now.
            let is_taken = aligned.is_some_and(|before| before.lineages.contains(&version.lineages[*nth]));
            !is_taken && version.extraction.claims[*nth].shares_words(claim)
        };
        if let Some(nth) = (0..version.lineages.len()).find(has_words) {
            *origin = Origin::Continues(count + nth);
        }
    }
    Ok(origins)
}
