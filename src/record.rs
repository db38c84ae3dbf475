//! Takes a draft into a history: extract, align with the version before, store, all in one transaction.
//!
//! It prints nothing and reads no clock: the caller says what time it is.

use chrono::{DateTime, Utc};

use crate::claim::Extraction;
use crate::diff::{self, Diff, EditKind, Side};
use crate::extract;
use crate::lang::Model;
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

/// Records `draft` as the next version of the story called `slug`.
///
/// What `cache` holds of the body is not analysed anew, and the rest is put in: of several versions each costs what changed.
///
/// # Errors
/// When the history cannot be read or written; then nothing of the draft is stored.
pub fn record(
    history: &mut History,
    slug: &Slug,
    draft: &Draft,
    cache: &mut Cache,
    now: DateTime<Utc>,
) -> Result<Recorded, Error> {
    let extraction = extract::extract_cached(&draft.body, &draft.metadata, Model::default(), cache);
    let mut writer = history.write()?;
    let latest = writer.latest(slug)?;
    let repeats =
        |latest: &&StoredVersion| latest.body == draft.body && !latest.metadata.is_retitled_by(&draft.metadata);
    if let Some(latest) = latest.as_ref().filter(repeats) {
        return Ok(Recorded::Unchanged { latest: latest.number });
    }
    let diff = latest.as_ref().map(|old| diff::diff(side(old), draft_side(&draft.metadata, &draft.body, &extraction)));
    let origins = origins(diff.as_ref(), extraction.claims.len());
    let number = writer.add(slug, draft, &extraction, &origins, &extract::extractor(Model::default()), now)?;
    writer.commit()?;
    Ok(Recorded::Stored { number, extraction, diff })
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
