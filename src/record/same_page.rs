//! Whether a page is as it was, and only read otherwise: today's reader may find more of a page, or less, than the one that
//! stored its last version, and that is no edit by the outlet.

use crate::ingest;
use crate::store::{Error, History, StoredVersion};
use crate::story::{Draft, Slug, VersionNumber};

/// Returns the latest version of a story, where a draft has another text or headline than it, and what the version was
/// captured from, read today, has exactly the draft's.
///
/// # Errors
/// When the history cannot be read.
pub fn same_page(history: &History, slug: &Slug, draft: &Draft) -> Result<Option<VersionNumber>, Error> {
    let Some(story) = history.story(slug)? else { return Ok(None) };
    let Some(latest) = history.version(slug, story.versions)?.filter(|latest| differs(latest, draft)) else {
        return Ok(None);
    };
    let Some(capture) = history.capture(slug, latest.number)? else { return Ok(None) };
    let name = latest.metadata.url.as_deref().unwrap_or("capture");
    let is_same = ingest::read_bytes(name, capture)
        .is_ok_and(|read| read.draft.body == draft.body && !read.draft.metadata.is_retitled_by(&draft.metadata));
    Ok(is_same.then_some(latest.number))
}

fn differs(latest: &StoredVersion, draft: &Draft) -> bool {
    latest.body != draft.body || latest.metadata.is_retitled_by(&draft.metadata)
}

/// Says that a page is only read otherwise, in words.
pub fn told(page: &str, slug: &Slug, number: VersionNumber) -> String {
    format!("{page} is as it was for {slug} v{number}; only this program reads it otherwise now, and nothing is stored")
}
