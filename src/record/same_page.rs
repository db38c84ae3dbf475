//! Whether a page is as it was, and only read otherwise: today's reader may find more of a page, or less, than the one that
//! stored its last version, and that is no edit by the outlet.

use crate::ingest;
use crate::store::{Error, History, StoredVersion};
use crate::story::Draft;

/// Returns whether a draft has another text or headline than the latest version of its story, and what that was captured
/// from, read today, has exactly the draft's.
///
/// # Errors
/// When the history cannot be read.
pub fn is_same_page(history: &History, latest: &StoredVersion, draft: &Draft) -> Result<bool, Error> {
    if draft.repeats(&latest.body, &latest.metadata) {
        return Ok(false);
    }
    let Some(capture) = history.capture(&latest.story.slug, latest.number)? else { return Ok(false) };
    let name = latest.metadata.url.as_deref().unwrap_or("capture");
    Ok(ingest::read_bytes(name, capture).is_ok_and(|read| draft.repeats(&read.draft.body, &read.draft.metadata)))
}

/// Says that a page is only read otherwise, in words.
pub fn told(page: &str, latest: &StoredVersion) -> String {
    let (slug, number) = (&latest.story.slug, latest.number);
    format!("{page} is as it was for {slug} v{number}; only this program reads it otherwise now, and nothing is stored")
}
