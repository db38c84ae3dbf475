//! A whole story: its log, and the report of all that happened to it.

use std::collections::BTreeMap;

use super::Error;
use super::steps::each_step;
use super::version::report_of;
use crate::report::{DiffReport, LogEntry, LogReport, MovedVersion, Order, StoryReport};
use crate::store::{Exhibit, History};
use crate::story::{Story, VersionNumber};

/// Lists a story's versions with what each changed; `shown` says how many of its edits people see, where they are asked
/// for.
pub fn log(history: &History, story: Story, shown: Option<usize>) -> Result<LogReport, Error> {
    let mut versions = Vec::new();
    let mut exhibits = exhibits(history, &story)?;
    each_step(history, &story, |version, step| {
        let before = versions.last().map(|entry: &LogEntry| entry.number);
        let exhibits = exhibits.remove(&version.number).unwrap_or_default();
        versions.push(LogEntry::new(version, before, step.as_ref(), shown, exhibits));
    })?;
    let (moved, withheld) = (moved(history, &story)?, history.withheld_versions(&story.slug)?);
    Ok(LogReport { story, versions, moved, withheld })
}

/// Tells a story: its versions, every step between them in the order of the text, and the text as it stands.
pub fn story(history: &History, story: Story) -> Result<StoryReport, Error> {
    let (mut entries, mut reports, mut extractors) = (Vec::new(), Vec::new(), Vec::new());
    let mut exhibits = exhibits(history, &story)?;
    let latest = each_step(history, &story, |version, step| {
        let before = entries.last().map(|entry: &LogEntry| entry.number);
        let exhibits = exhibits.remove(&version.number).unwrap_or_default();
        entries.push(LogEntry::new(version, before, step.as_ref(), None, exhibits));
        extractors.push(version.extractor.clone());
        reports.extend(step.map(|step| DiffReport { order: Order::Text, ..step.within_story() }));
    })?;
    let latest = latest.map(|version| report_of(version, true));
    let (moved, withheld) = (moved(history, &story)?, history.withheld_versions(&story.slug)?);
    let log = LogReport { story, versions: entries, moved, withheld };
    Ok(StoryReport { log, steps: reports, latest, extractors })
}

/// Lists what is kept beside the versions of a story, by number.
fn exhibits(history: &History, story: &Story) -> Result<BTreeMap<VersionNumber, Vec<Exhibit>>, Error> {
    let mut exhibits = BTreeMap::new();
    for number in history.version_numbers(&story.slug)? {
        exhibits.insert(number, history.exhibits(&story.slug, number)?);
    }
    Ok(exhibits)
}

/// Lists the versions that a story had and that stand in another one now.
fn moved(history: &History, story: &Story) -> Result<Vec<MovedVersion>, Error> {
    let names = history.story_names()?;
    let moved = names.moved(&story.slug);
    Ok(moved.map(|(number, now, at)| MovedVersion { number, stands_as: format!("{now}@v{at}") }).collect())
}
