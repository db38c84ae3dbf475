//! The stored version that an argument names, and what is printed of it.

use super::Error;
use super::reference::{self, Point, Reference};
use crate::report::{VersionInfo, VersionReport};
use crate::store::{History, StoredVersion};
use crate::story::Slug;

/// Makes the report of a stored version.
pub fn report_of(version: StoredVersion, with_text: bool) -> VersionReport {
    VersionReport { version: stored_info(&version), extraction: version.extraction, with_text }
}

/// Reads the version that `text` names, with all that the history holds of it; beside it, what to say where it stands
/// elsewhere.
pub fn stored(history: &History, text: &str, story: Option<&Slug>) -> Result<(StoredVersion, Option<String>), Error> {
    let reference = Reference::parse(text)
        .or_else(|| {
            let is_name = !text.contains(['@', '/', '\\']);
            let slug = Slug::from_text(text).filter(|_| is_name)?;
            Some(Reference { story: Some(slug), point: Point::Latest })
        })
        .ok_or_else(|| {
            Error::new(format!("\"{text}\" is not a version")).hint(
                "versions are v1, v-1, @latest, STORY@v1 or STORY@2025-08-20; a file is shown by onrecord extract FILE",
            )
        })?;
    let named = reference.story.as_ref().or(story);
    let story = reference::choose_story(history, named, "STORY@latest, or --story STORY")?;
    let version = reference::resolve(history, named, &story, reference.point)?;
    let note = reference::stands_elsewhere(history, named, reference.point, &version)?;
    Ok((version, note))
}

/// Tells where a stored version was read.
pub fn stored_info(version: &StoredVersion) -> VersionInfo {
    let mut metadata = version.metadata.clone();
    metadata.captured_at = Some(version.captured_at);
    VersionInfo {
        reference: format!("{}@v{}", version.story.slug, version.number),
        metadata,
        body: version.body.clone(),
        sha256: version.sha256.clone(),
    }
}
