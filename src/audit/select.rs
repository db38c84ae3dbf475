//! Which statements a reader asks for: by date, kind, outlet and topic, and as the record stood at some time.
//!
//! A date that is known to the month or the year is that whole time: it passes where any day of it does.

use chrono::{DateTime, NaiveDate, Utc};

use crate::claim::ClaimKind;
use crate::story::{Slug, VersionNumber};

use super::topic::Topic;
use super::{Entry, Sighting, date};

/// What is asked for; all of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that a statement must have, in one sentence.
    pub topic: Option<String>,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// Any of these kinds; all where none is named.
    pub kinds: Vec<ClaimKind>,
    /// Part of the outlet's name, without regard to case.
    pub outlet: Option<String>,
}

/// Leaves out what was not captured by `time`, and sets each story's latest version to the one that stood then; `latest` says which.
///
/// # Errors
/// Those of `latest`.
pub fn as_of<E>(
    sightings: Vec<Sighting>,
    time: DateTime<Utc>,
    mut latest: impl FnMut(&Slug) -> Result<Option<VersionNumber>, E>,
) -> Result<Vec<Sighting>, E> {
    let mut known: std::collections::BTreeMap<Slug, Option<VersionNumber>> = std::collections::BTreeMap::new();
    let mut kept = Vec::new();
    for mut sighting in sightings.into_iter().filter(|sighting| sighting.captured_at <= time) {
        let number = match known.get(&sighting.story) {
            Some(number) => *number,
            None => *known.entry(sighting.story.clone()).or_insert(latest(&sighting.story)?),
        };
        if let Some(number) = number.filter(|number| sighting.version <= *number) {
            sighting.latest = number;
            kept.push(sighting);
        }
    }
    Ok(kept)
}

impl Query {
    /// Keeps the entries that fit, and notes how each names the topic.
    pub(super) fn select(&self, entries: &mut Vec<Entry>) {
        let outlet = self.outlet.as_ref().map(|outlet| outlet.to_lowercase());
        let topic = self.topic.as_deref().filter(|topic| !topic.trim().is_empty()).map(Topic::new);
        entries.retain_mut(|entry| {
            let said = entry.said_on;
            let fits = self.since.is_none_or(|since| said.is_some_and(|on| date::last(on) >= since))
                && self.until.is_none_or(|until| said.is_some_and(|on| on.0 <= until))
                && (self.kinds.is_empty() || self.kinds.contains(&entry.claim.kind))
                && outlet.as_ref().is_none_or(|asked| {
                    entry.outlet.as_ref().is_some_and(|outlet| outlet.to_lowercase().contains(asked))
                });
            if !fits {
                return false;
            }
            let Some(topic) = &topic else { return true };
            let of_position = entry.claim.position.iter().map(|position| position.topic.as_str());
            let texts = std::iter::once(entry.claim.content.text.as_str())
                .chain(of_position)
                .chain(entry.earlier.iter().map(|(_, wording)| wording.as_str()));
            entry.topic = texts.filter_map(|text| topic.find(text)).min_by_key(|found| found.grade);
            entry.topic.is_some()
        });
    }
}
