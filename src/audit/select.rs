//! Which statements a reader asks for: by date, kind, outlet and topic, and as the record stood at some time.
//!
//! A date that is known to the month or the year is that whole time: it passes where any day of it does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::claim::ClaimKind;
use crate::sighting::SaidDate;
use crate::story::{Slug, VersionNumber};

use super::topic::AskedTopic;
use super::{Appearance, TimelineEntry};

/// What is asked for; all of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
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

/// Leaves out what was not captured by `time`, and sets each story's latest version to the one that stood then;
/// `latest` says which.
///
/// # Errors
/// Those of `latest`.
pub fn as_of<E>(
    appearances: Vec<Appearance>,
    time: DateTime<Utc>,
    mut latest: impl FnMut(&Slug) -> Result<Option<VersionNumber>, E>,
) -> Result<Vec<Appearance>, E> {
    let mut known: BTreeMap<Slug, Option<VersionNumber>> = BTreeMap::new();
    let mut kept = Vec::new();
    for mut one in appearances.into_iter().filter(|one| one.captured_at <= time) {
        let number = match known.get(&one.story) {
            Some(number) => *number,
            None => *known.entry(one.story.clone()).or_insert(latest(&one.story)?),
        };
        if let Some(number) = number.filter(|number| one.version <= *number) {
            one.latest = number;
            one.next = one.next.filter(|_| one.version < number);
            kept.push(one);
        }
    }
    Ok(kept)
}

impl AuditQuery {
    /// Returns with what a word of each statement on the topic begins; empty where that is not known.
    pub fn beginnings(&self) -> BTreeSet<String> {
        self.topic().map(|topic| topic.beginnings()).unwrap_or_default()
    }

    fn topic(&self) -> Option<AskedTopic> {
        self.topic.as_deref().filter(|topic| !topic.trim().is_empty()).map(AskedTopic::new)
    }

    /// Returns whether the date and the outlet of a statement are asked for.
    pub(super) fn holds(&self, outlet: Option<&str>, said: SaidDate) -> bool {
        said.is_within(self.since, self.until)
            && self
                .outlet
                .as_ref()
                .is_none_or(|asked| outlet.is_some_and(|outlet| outlet.to_lowercase().contains(&asked.to_lowercase())))
    }

    /// Keeps the entries that fit, and notes how each names the topic.
    pub(super) fn select(&self, entries: &mut Vec<TimelineEntry>) {
        let topic = self.topic();
        entries.retain_mut(|entry| {
            let fits = self.holds(entry.outlet.as_deref(), entry.said)
                && (self.kinds.is_empty() || self.kinds.contains(&entry.claim.kind));
            if !fits {
                return false;
            }
            let Some(topic) = &topic else { return true };
            let of_position = entry.claim.positions.iter().map(|position| position.topic.as_str());
            let texts = std::iter::once(entry.claim.content.text.as_str())
                .chain(of_position)
                .chain(entry.wordings.iter().map(|wording| wording.text.as_str()));
            let named = texts.filter_map(|text| topic.find(text)).min_by_key(|found| found.grade);
            let content = &entry.claim.content.text;
            entry.topic = named.or_else(|| topic.find_around(content, &entry.body, entry.claim.span));
            entry.topic.is_some()
        });
    }
}
