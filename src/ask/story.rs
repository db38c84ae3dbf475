//! A whole story: its log, and the report of all that happened to it.

use super::Error;
use super::steps::each_step;
use super::version::report_of;
use crate::report::{DiffReport, LogEntry, LogReport, MovedVersion, Order, StoryReport};
use crate::store::History;
use crate::story::Story;

/// Lists a story's versions with what each changed; `shown` says how many of its edits people see, where they are asked
/// for.
pub fn log(history: &History, story: Story, shown: Option<usize>) -> Result<LogReport, Error> {
    let mut versions = Vec::new();
    each_step(history, &story, |version, step| versions.push(LogEntry::new(version, step.as_ref(), shown)))?;
    let moved = moved(history, &story)?;
    Ok(LogReport { story, versions, moved })
}

/// Tells a story: its versions, every step between them in the order of the text, and the text as it stands.
pub fn story(history: &History, story: Story) -> Result<StoryReport, Error> {
    let (mut entries, mut reports, mut extractors) = (Vec::new(), Vec::new(), Vec::new());
    let latest = each_step(history, &story, |version, step| {
        entries.push(LogEntry::new(version, step.as_ref(), None));
        extractors.push(version.extractor.clone());
        reports.extend(step.map(|step| DiffReport { order: Order::Text, ..step.within_story() }));
    })?;
    let latest = latest.map(|version| report_of(version, true));
    let moved = moved(history, &story)?;
    Ok(StoryReport { log: LogReport { story, versions: entries, moved }, steps: reports, latest, extractors })
}

/// Lists the versions that a story had and that stand in another one now.
fn moved(history: &History, story: &Story) -> Result<Vec<MovedVersion>, Error> {
    let names = history.story_names()?;
    let moved = names.moved(&story.slug);
    Ok(moved.map(|(number, now, at)| MovedVersion { number, stands_as: format!("{now}@v{at}") }).collect())
}
