//! Where the claims of a version come from, and what became of one.

use super::version::report_of;
use super::{Error, reference};
use crate::diff::Severity;
use crate::lineage;
use crate::report::{BlameReport, HistoryReport};
use crate::store::{History, StoredVersion};
use crate::story::Slug;

/// Says which version brought each claim of a version, and which last changed it with one of the severities; with any
/// where none is named.
pub fn blame(history: &History, version: StoredVersion, severities: &[Severity]) -> Result<BlameReport, Error> {
    let blame = lineage::blame(history, &version, severities)?;
    let story = version.story.clone();
    Ok(BlameReport { story, blame, severities: severities.to_vec(), version: report_of(version, false) })
}

/// Follows one claim, by its number, through all versions of its story; `story` is the one that is meant, where
/// somebody says: two stories that were one for a while can share a claim.
pub fn life(history: &History, lineage: i64, story: Option<Slug>) -> Result<HistoryReport, Error> {
    let unknown = || {
        Error::new(format!("there is no claim {lineage}"))
            .hint("onrecord blame STORY lists the claims with their numbers")
    };
    let meant = story.map(|story| (story, lineage));
    for (slug, lineage) in meant.into_iter().chain(history.stories_of_lineage(lineage)?) {
        if let Some(life) = lineage::life(history, &slug, lineage)? {
            return Ok(HistoryReport { story: reference::choose_story(history, Some(&slug), "")?, life });
        }
    }
    Err(unknown())
}
