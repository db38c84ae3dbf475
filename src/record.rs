//! Takes a draft into a history: extract, align with the version before, store, all in one transaction.
//!
//! It prints nothing and reads no clock: the caller says what time it is.

use chrono::{DateTime, Utc};

use crate::claim::Extraction;
use crate::diff::{self, Diff, EditKind, Side};
use crate::extract::{self, Method};
use crate::lang::cache::Cache;
use crate::store::{Error, History, Origin, StoredVersion};
use crate::story::{Draft, Metadata, Slug, VersionNumber};

/// What became of a draft.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// Its body, headline and byline are those of the latest version: nothing was stored.
    Unchanged { latest: VersionNumber },
    /// It is a new version.
    Stored {
        number: VersionNumber,
        extraction: Extraction,
        /// Against the version before, where there is one.
        diff: Option<Diff>,
    },
}

/// Records `draft` as the next version of the story called `slug`, read by the default method.
///
/// # Errors
/// When the history cannot be read or written; then nothing of the draft is stored.
pub fn record(history: &mut History, slug: &Slug, draft: &Draft, now: DateTime<Utc>) -> Result<Recorded, Error> {
    record_with(history, slug, draft, Method::default(), &mut Cache::default(), now)
}

/// Records `draft` as [`record`] does, read by the method that is asked for.
///
/// What `cache` holds of the body is not analysed anew, and the rest is put in: of several versions each costs what changed.
///
/// # Errors
/// When the history cannot be read or written; then nothing of the draft is stored.
pub fn record_with(
    history: &mut History,
    slug: &Slug,
    draft: &Draft,
    method: Method,
    cache: &mut Cache,
    now: DateTime<Utc>,
) -> Result<Recorded, Error> {
    let extraction = extract::extract_cached(&draft.body, &draft.metadata, method, cache);
    let mut writer = history.write()?;
    let latest = writer.latest(slug)?;
    let repeats =
        |latest: &&StoredVersion| latest.body == draft.body && !latest.metadata.is_retitled_by(&draft.metadata);
    if let Some(latest) = latest.as_ref().filter(repeats) {
        return Ok(Recorded::Unchanged { latest: latest.number });
    }
    let extractor = method.extractor();
    let new = draft_side(&draft.metadata, &draft.body, &extraction);
    let (diff, origins) = match latest.as_ref() {
        Some(old) if old.extractor == extractor => {
            let diff = diff::diff(side(old), new);
            let origins = origins(Some(&diff), extraction.claims.len());
            (Some(diff), origins)
        }
        // What another extractor read differently is no edit by the outlet: read the old version anew for the comparison. The claims that
        // it stored are others, so that only the same words go on a lineage.
        Some(old) => {
            let read = extract::extract_cached(&old.body, &old.metadata, method, cache);
            let diff = diff::diff(draft_side(&old.metadata, &old.body, &read), new);
            (Some(diff), origins(None, extraction.claims.len()))
        }
        None => (None, origins(None, extraction.claims.len())),
    };
    let number = writer.add(slug, draft, &extraction, &origins, &extractor, now)?;
    writer.commit()?;
    Ok(Recorded::Stored { number, extraction, diff })
}

/// Compares two stored versions. Where two extractors read them, both are read anew, so that only the outlet's edits show.
pub fn compare(old: &StoredVersion, new: &StoredVersion) -> Diff {
    if old.extractor == new.extractor {
        return diff::diff(side(old), side(new));
    }
    let [was, is] = [old, new].map(|version| extract::extract(&version.body, &version.metadata));
    diff::diff(draft_side(&old.metadata, &old.body, &was), draft_side(&new.metadata, &new.body, &is))
}

/// Looks at a stored version as one side of a comparison.
pub fn side(version: &StoredVersion) -> Side<'_> {
    draft_side(&version.metadata, &version.body, &version.extraction)
}

fn draft_side<'a>(metadata: &'a Metadata, body: &'a str, extraction: &'a Extraction) -> Side<'a> {
    Side { metadata, body, extraction }
}

/// Reads off a diff where each of the new version's claims comes from.
fn origins(diff: Option<&Diff>, claims: usize) -> Vec<Origin> {
    let mut origins = vec![Origin::Enters; claims];
    let edits = diff.map_or(&[][..], |diff| &diff.edits);
    for edit in edits.iter().filter(|edit| matches!(edit.kind, EditKind::Changed | EditKind::Unchanged)) {
        for (nth, claim) in edit.new.iter().enumerate() {
            // A merged claim goes on the first of the claims that it was made of, as do all the parts of a split one.
            let from = edit.old.get(nth).filter(|_| edit.old.len() == edit.new.len()).or(edit.old.first());
            if let Some(from) = from {
                origins[claim.id.0 as usize] = Origin::Continues(from.id.0 as usize);
            }
        }
    }
    origins
}
