//! Two stored versions → their edits, both as one extractor reads them.
//!
//! Nothing is analysed twice: what a model has read is kept beside the history and taken from there, for a version that
//! is compared as for one that is to be stored. It stores nothing.

use crate::claim::Extraction;
use crate::diff::{self, Diff, Side};
use crate::extract::{self, Method};
use crate::lang::cache::{Cache, Key};
use crate::reading::{Analysis, Reading};
use crate::store::{Error, History, ScoredWindow, StoredVersion};
use crate::story::Metadata;

/// Two stored versions compared, with the claims that were compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub diff: Diff,
    /// The claims of the older version, where they are not those that it stores.
    pub old_read: Option<Extraction>,
    /// The claims of the newer version, where they are not those that it stores.
    pub new_read: Option<Extraction>,
}

/// Compares two stored versions. Where two extractors read them, both are taken as the newer one's reads them (by
/// default where this program has it no more), so that only the outlet's edits show.
///
/// # Errors
/// When the history cannot be read.
pub fn compare(history: &History, old: &StoredVersion, new: &StoredVersion) -> Result<Comparison, Error> {
    if old.extractor == new.extractor {
        let diff = diff::diff(side(old, &old.reading()?), side(new, &new.reading()?));
        return Ok(Comparison { diff, old_read: None, new_read: None });
    }
    let method = Method::ALL.into_iter().find(|method| method.extractor() == new.extractor);
    let read = |version: &StoredVersion| {
        analyse_with_history(history, &version.body, &version.metadata, method.unwrap_or_default())
    };
    let was = read(old)?;
    let of_old = Side::new(&old.metadata, &old.body, &was);
    let (diff, new_read) = match method {
        Some(_) => (diff::diff(of_old, side(new, &new.reading()?)), None),
        None => {
            let is = read(new)?;
            (diff::diff(of_old, Side::new(&new.metadata, &new.body, &is)), Some(is.extraction))
        }
    };
    Ok(Comparison { diff, old_read: Some(was.extraction), new_read })
}

/// Looks at a stored version as one side of a comparison; `reading` is its own, unpacked.
pub fn side<'a>(version: &'a StoredVersion, reading: &'a Reading) -> Side<'a> {
    let StoredVersion { metadata, body, extraction, .. } = version;
    Side { metadata, body, extraction, reading }
}

/// Reads a body and a headline, without analysing anew what `history` keeps of the body. Nothing is stored.
///
/// # Errors
/// When the history cannot be read.
pub fn analyse_with_history(
    history: &History,
    body: &str,
    metadata: &Metadata,
    method: Method,
) -> Result<Analysis, Error> {
    analyse_with_kept(body, metadata, method, &mut Cache::default(), |model, keys| history.scored_windows(model, keys))
}

/// Reads a body and a headline. `kept` looks up what the model has read before; `cache` holds it then, and what had to
/// be read anew.
pub(crate) fn analyse_with_kept(
    body: &str,
    metadata: &Metadata,
    method: Method,
    cache: &mut Cache,
    kept: impl Fn(&str, &[Key]) -> Result<Vec<ScoredWindow>, Error>,
) -> Result<Analysis, Error> {
    let keys = extract::keys(body, metadata.headline.as_deref(), method);
    if let Some(model) = method.model().filter(|_| !keys.is_empty()) {
        for (key, scores) in kept(&model.version(), &keys)? {
            // What is damaged is read anew.
            cache.load(key, &scores);
        }
    }
    Ok(extract::analyse_cached(body, metadata, method, cache))
}
